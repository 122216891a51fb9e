//! The papers of a case or of a person, and those that can be issued.

use akwaba_domain::papers::{Kind, Place};
use akwaba_domain::policy::act;
use akwaba_domain::referral::State;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::papers::{self, PaperLine};
use akwaba_store::projections::{aid as books, referral as referrals};
use askama::Template;

use super::known::{About, handed_over, may_issue};
use super::new::offers;
use super::show::{path as paper_path, readable};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::{Names, case_path, centre, here, opened};
use crate::pages::here::may;
use crate::pages::reception::{centre_code, numbered};
use crate::pages::referral::shared::service_name;
use crate::parts::{Empty, Tag, Tone};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "papers/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    name: String,
    /// Address, name, what it is for.
    choices: Vec<(String, String, String)>,
    rows: Vec<Row>,
    empty: Empty,
    back: String,
    back_label: String,
}

/// A paper in a list.
struct Row {
    path: String,
    label: String,
    meta: String,
    cancelled: Option<Tag>,
}

/// The address of the papers of a case or a person.
pub(super) fn path(about: &About) -> String {
    match (&about.case, &about.person) {
        (Some(known), _) => format!("{}/papiers", case_path(known.case.id)),
        (None, Some(person)) => format!("/personnes/{}/papiers", person.id),
        (None, None) => "/papiers".to_owned(),
    }
}

/// The papers of a case.
pub(super) fn of_case(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let (scope, centre, case) = (here(exchange), centre(exchange), &known.case);
    let frame = exchange.frame("papers-title");
    let f = &frame;
    let base = format!("{}/papiers", case_path(case.id));
    let (name, lines, code, sent, given) = exchange.read(|tx| {
        let names = Names::of(tx, scope, f, case.subject.record())?;
        let mut sent = Vec::new();
        for line in referrals::of_case(tx, scope, case.id)? {
            if line.state != State::Recalled {
                let service = service_name(f, tx, centre, line.service)?;
                sent.push((line.id, service));
            }
        }
        let mut given = Vec::new();
        for line in books::of_case(tx, scope, case.id)? {
            given.push((line.id, handed_over(tx, scope, centre, &line)?));
        }
        Ok::<_, Problem>((
            names.name(f, case.subject.record()),
            papers::of_case(tx, scope, case.id)?,
            centre_code(tx, centre)?,
            sent,
            given,
        ))
    })?;
    let mut choices = Vec::new();
    for kind in Kind::ALL.iter().copied() {
        let procedure = known.edition.procedure.code.as_str();
        if offers(kind, case.subject, procedure) && may_issue(exchange, kind)? {
            let text = f.word("papers-about-", kind.code());
            choices.push((
                choice(&base, kind),
                f.word("papers-kind-", kind.code()),
                text,
            ));
        }
    }
    for (kind, found) in [(Kind::Referral, sent), (Kind::Receipt, given)] {
        for (id, text) in found {
            let path = format!("{}?de={id}", choice(&base, kind));
            choices.push((path, f.word("papers-kind-", kind.code()), text));
        }
    }
    let page = ListPage {
        name,
        choices,
        rows: rows(exchange, f, &lines, &code)?,
        empty: Empty::new(f, "papers-none", "papers-none-text"),
        back: case_path(case.id),
        back_label: f.t("casework-back-to-case"),
        f,
    };
    exchange.page(&page)
}

fn choice(base: &str, kind: Kind) -> String {
    format!("{base}/{}", kind.code())
}

/// The papers about a person, as far as the reader may know of them.
pub(super) fn of_person(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    may::<act::PersonSee, EntityId>(exchange, id)?;
    let (scope, centre) = (here(exchange), centre(exchange));
    let about = super::known::of_person(exchange)?;
    let frame = exchange.frame("papers-title");
    let f = &frame;
    let (lines, code) = exchange.read(|tx| {
        Ok::<_, Problem>((papers::of_record(tx, scope, id)?, centre_code(tx, centre)?))
    })?;
    let mut known = Vec::new();
    for line in lines {
        if readable(exchange, line.kind, line.case, line.by)? {
            known.push(line);
        }
    }
    let base = path(&about);
    let mut choices = Vec::new();
    for kind in Kind::ALL.iter().copied() {
        if kind.places().contains(&Place::Person) && may_issue(exchange, kind)? {
            let text = f.word("papers-about-", kind.code());
            choices.push((
                choice(&base, kind),
                f.word("papers-kind-", kind.code()),
                text,
            ));
        }
    }
    let name = about
        .person
        .as_ref()
        .map_or_else(String::new, |person| f.name(person.line().short().as_str()));
    let page = ListPage {
        name,
        choices,
        rows: rows(exchange, f, &known, &code)?,
        empty: Empty::new(f, "papers-none", "papers-none-text"),
        back: format!("/personnes/{id}"),
        back_label: f.t("papers-back-to-person"),
        f,
    };
    exchange.page(&page)
}

/// Where a paper of a kind is issued for a referral or a line of aid of a case, numbered and as PDF; nothing for who may not.
pub(in crate::pages) fn issue_path(
    exchange: &Exchange<'_, '_>,
    case: EntityId,
    (kind, of): (Kind, EntityId),
) -> Result<Option<String>, Problem> {
    let may = may_issue(exchange, kind)?;
    let base = format!("{}/papiers", case_path(case));
    Ok(may.then(|| format!("{}?de={of}", choice(&base, kind))))
}

/// The papers about a household, as far as the reader may know of them: address and words.
pub(in crate::pages) fn of_household(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    id: EntityId,
) -> Result<Vec<(String, String)>, Problem> {
    let (scope, centre) = (here(exchange), centre(exchange));
    let (lines, code) = exchange.read(|tx| {
        Ok::<_, Problem>((papers::of_record(tx, scope, id)?, centre_code(tx, centre)?))
    })?;
    let rows = rows(exchange, f, &lines, &code)?.into_iter();
    Ok(rows
        .map(|row| (row.path, format!("{} · {}", row.label, row.meta)))
        .collect())
}

fn rows(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    lines: &[PaperLine],
    code: &str,
) -> Result<Vec<Row>, Problem> {
    let mut rows = Vec::new();
    for line in lines {
        if !readable(exchange, line.kind, line.case, line.by)? {
            continue;
        }
        let number = numbered(line.number, code);
        rows.push(Row {
            path: paper_path(line.id),
            label: f.word("papers-kind-", line.kind.code()),
            meta: f.tn(
                "papers-line",
                [
                    ("number", number.into()),
                    ("day", show::civil(line.day.date()).into()),
                ],
            ),
            cancelled: cancelled_tag(f, line.cancelled),
        });
    }
    Ok(rows)
}

/// That a paper is worth nothing any more.
pub(super) fn cancelled_tag(f: &Frame, cancelled: bool) -> Option<Tag> {
    cancelled.then(|| Tag::new(Tone::Attention, f.t("papers-cancelled")))
}
