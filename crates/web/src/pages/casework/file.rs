//! The file of a case on one paper: whose it is, what is needed and where each need stands, programmes,
//! the plan, the risk, what changed; nothing of the notes.

use akwaba_domain::casework::{step, time};
use akwaba_domain::centre::trail::Event;
use askama::Template;

use super::need::{self, Line};
use super::plan::{actions, agreement, goals};
use super::shared::{case_path, centre, moment, now, risk, seeing};
use super::together::{Head, Together, together};
use super::{capacity, severity};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::pages::registry::common;
use crate::parts::{Html, Paper, Signature, Summary, Tag};

#[derive(Template)]
#[template(path = "casework/file.html")]
struct FilePage<'a> {
    f: &'a Frame,
    paper: Paper,
    back: String,
    head: Head,
    told: Told,
    facts: Summary,
    signature: Signature,
}

/// What the cases of somebody say together, as the page of a case and its paper show it.
pub(super) struct Told {
    pub(super) needs: Vec<Line>,
    pub(super) programmes: Vec<Line>,
    pub(super) goals: Vec<Line>,
    pub(super) actions: Vec<(String, String)>,
    pub(super) agreement: Option<Tag>,
    pub(super) scale: Option<Html>,
    pub(super) severity: Option<Html>,
    /// The other cases: where, what, whether it is over.
    pub(super) others: Vec<(String, String, bool)>,
    /// How it was ended, and the last word.
    pub(super) endings: Vec<(String, String)>,
}

impl Told {
    /// Draws it.
    pub(super) fn of(exchange: &Exchange<'_, '_>, f: &Frame, known: &Together) -> Self {
        let now = now(exchange);
        let plan = known.plan().map(|(_, plan)| plan);
        let others = known.others.iter().map(|other| {
            let over = step::standing(&other.case, &other.edition, now)
                .over
                .is_some();
            let title = &other.edition.procedure.title;
            let title = format!("{} {title}", other.case.procedure.code);
            (case_path(other.case.id), title, over)
        });
        let endings = known.endings().into_iter().map(|ending| {
            let args = [
                (
                    "why",
                    f.word("follow-criterion-", ending.criterion.code()).into(),
                ),
                ("when", moment(f, time::civil(ending.at_micros)).into()),
                (
                    "with",
                    f.word("follow-presence-", ending.presence.code()).into(),
                ),
            ];
            let word = ending.last_word.as_ref();
            let word = word.map_or_else(String::new, |word| word.as_str().to_owned());
            (f.tn("follow-ended", args), word)
        });
        Self {
            needs: need::needs(f, &known.needs()),
            programmes: need::programmes(f, &known.programmes()),
            goals: plan.as_ref().map_or_else(Vec::new, |plan| goals(f, plan)),
            actions: plan.as_ref().map_or_else(Vec::new, |plan| actions(f, plan)),
            agreement: plan.as_ref().map(|plan| agreement(f, plan.agreement)),
            scale: capacity::drawn(f, &known.scored()),
            severity: severity::curve(f, &known.own.case.risks()),
            others: others.collect(),
            endings: endings.collect(),
        }
    }
}

/// The paper.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = together(exchange)?;
    let case = &known.own.case;
    let allowed = seeing(exchange, case.id)?;
    common::note(exchange, &allowed, Event::Printed, "casework.file")?;
    let centre = centre(exchange);
    let frame = exchange.frame("follow-file-title");
    let f = &frame;
    let head = Head::of(exchange, f, &known.own)?;
    let staff = exchange.read(|tx| Staff::of(tx, centre, case.assigned))?;
    let follower = case.assigned.map_or_else(
        || f.t("casework-unassigned"),
        |who| staff.name(who).to_owned(),
    );
    let mut facts = Summary::new(f)
        .row("casework-fact-procedure", &head.title)
        .row("casework-fact-follower", follower)
        .row(
            "casework-fact-opened",
            moment(f, time::civil(case.opened_micros)),
        );
    if let Some(tag) = risk(f, case.risk()) {
        facts = facts.row("casework-severity", Html::of(&tag));
    }
    let page = FilePage {
        f,
        paper: Paper::new(f).number(&head.number),
        back: case_path(case.id),
        told: Told::of(exchange, f, &known),
        head,
        facts,
        signature: Signature::new(f).officer(f.t("follow-sign-worker")),
    };
    exchange.page(&page)
}
