//! The page of a case: whose it is, where it stands, what comes next, and all that happened.

use akwaba_domain::activity::TALK_PROCEDURE;
use akwaba_domain::casework::{Case, step, time};
use akwaba_domain::centre::trail::Event;
#[cfg(not(target_arch = "wasm32"))]
use akwaba_domain::grievance::examine::complaint_of;
use akwaba_domain::mediation::PROCEDURE;
use akwaba_domain::policy::Room;
use akwaba_store::projections::activity::{ActivityLine, of_case};
use akwaba_store::projections::casework::withdrawals;
use askama::Template;

use super::agenda_rows::TaskRow;
use super::course::{Drawing, Drawn, Past, people};
use super::file::Told;
use super::manual::version_path;
use super::shared::{
    Known, Names, case_path, centre, hands, here, moment, now, risk, seeing, subject_path,
};
use super::together::together;
use super::{left, note};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::pages::registry::common;
use crate::parts::{Html, Notice, Summary, Tag, Tone};
use crate::problem::Problem;
use crate::show as said;

#[derive(Template)]
#[template(path = "casework/case.html")]
struct CasePage<'a> {
    f: &'a Frame,
    name: String,
    path: Option<String>,
    number: String,
    title: String,
    tags: Vec<Tag>,
    notices: Vec<Notice>,
    /// The windows of a sealed case, under their title.
    windows: Option<(String, Vec<TaskRow>)>,
    next: Vec<Drawn>,
    steps: Vec<Drawn>,
    facts: Summary,
    told: Told,
    notes: Option<Notes>,
    history: Vec<Past>,
    links: Vec<Links>,
}

/// Pages of a case that go together: what they are for, then each with its path.
struct Links {
    title: String,
    pages: Vec<(String, String)>,
}

/// What the page tells of the notes: the last one, how many there are, where they are.
struct Notes {
    path: String,
    count: usize,
    last: Option<note::Line>,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let all = together(exchange)?;
    let known = &all.own;
    let (case, edition) = (&known.case, &known.edition);
    let allowed = seeing(exchange, case.id)?;
    common::note(exchange, &allowed, Event::Read, "casework.show")?;
    let (here, centre, now) = (here(exchange), centre(exchange), now(exchange));
    let hands = hands(exchange)?;
    let frame = exchange.frame("casework-case-title");
    let f = &frame;
    let (names, staff, code, withdrawn) = exchange.read(|tx| {
        let names = Names::of(tx, here, f, case.subject.record())?;
        let who = people(&case.course)
            .chain(case.assigned)
            .chain(case.notes.iter().map(|note| note.source.actor))
            .chain(case.notes.iter().filter_map(|note| note.tutor));
        let staff = Staff::of(tx, centre, who)?;
        let withdrawn = withdrawals(tx, case.centre, &case.procedure)?;
        Ok::<_, Problem>((names, staff, centre_code(tx, centre)?, withdrawn))
    })?;
    let standing = step::standing(case, edition, now);
    let drawing = Drawing {
        f,
        edition,
        staff: &staff,
        hands: &hands,
        case: case.id,
    };
    let steps = drawing.steps(&standing);
    let open = drawing.steps(&standing).into_iter();
    let next = open.filter(|step| step.class == "now").collect();
    let mut notices: Vec<Notice> = left::notice(exchange, f, &all).into_iter().collect();
    if let Some(over) = &standing.over {
        let when = f.t1("casework-over-at", "when", moment(f, over.at));
        let why = over.reason.as_ref().map_or("", |reason| reason.as_str());
        notices.push(Notice::new(Tone::Good, when, why));
    }
    #[cfg(not(target_arch = "wasm32"))]
    if exchange.room == Room::Protected {
        notices.extend(crate::pages::mediation::beside::notice(exchange, f, case)?);
        notices.extend(crate::pages::referral::over::notice(exchange, f, case.id)?);
    }
    for message in withdrawn {
        let title = f.t("casework-version-withdrawn");
        notices.push(Notice::new(Tone::Attention, title, message.as_str()));
    }
    let follower = case.assigned.map_or_else(
        || f.t("casework-unassigned"),
        |who| staff.name(who).to_owned(),
    );
    let version = format!("{} · {}", edition.procedure.title, case.procedure);
    let manual_path = version_path(&case.procedure);
    let facts = Summary::new(f)
        .row(
            "casework-fact-procedure",
            Html::link(&manual_path, &version),
        )
        .row("casework-fact-follower", follower)
        .row(
            "casework-fact-opened",
            moment(f, time::civil(case.opened_micros)),
        )
        .row("casework-fact-opened-by", staff.name(case.opened_by));
    let facts = match complaint(exchange, f, known) {
        Some(link) => facts.row("casework-fact-complaint", link),
        None => facts,
    };
    let page = CasePage {
        f,
        name: names.name(f, case.subject.record()),
        path: subject_path(exchange, case),
        number: numbered(case.number, &code),
        title: edition.procedure.title.clone(),
        tags: risk(f, case.risk()).into_iter().collect(),
        notices,
        windows: windows(exchange, f, known),
        next,
        steps,
        facts,
        told: Told::of(exchange, f, &all),
        notes: Some(format!("{}/notes", case_path(case.id)))
            .filter(|path| exchange.may_open(path))
            .map(|path| Notes {
                path,
                count: case.notes.len(),
                last: note::lines(f, case, &staff).into_iter().next(),
            }),
        history: drawing.history(&case.course),
        links: links(exchange, f, case, standing.over.is_none())?,
    };
    exchange.page(&page)
}

/// Where the complaint is that a case examines, for who holds it too.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn complaint(exchange: &Exchange<'_, '_>, f: &Frame, known: &Known) -> Option<Html> {
    let held = complaint_of(&known.state)?;
    let vault = exchange.vault.as_ref()?;
    vault.file_of(held)?;
    let path = format!("/espace/reclamations/{held}");
    let open = exchange.may_open(&path);
    open.then(|| Html::link(&path, &f.t("grievance-show-title")))
}

/// There is no protected space here.
#[cfg(target_arch = "wasm32")]
pub(super) fn complaint(_: &Exchange<'_, '_>, _: &Frame, _: &Known) -> Option<Html> {
    None
}

/// The windows of a sealed case.
fn windows(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    known: &Known,
) -> Option<(String, Vec<TaskRow>)> {
    #[cfg(not(target_arch = "wasm32"))]
    if exchange.room == Room::Protected {
        let rows = super::windows::of_case(f, known, now(exchange));
        return (!rows.is_empty()).then(|| (f.t("incident-windows"), rows));
    }
    let _ = (exchange, f, known);
    None
}

/// What else can be done with a case, as far as the reader may.
fn links(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    case: &Case,
    open: bool,
) -> Result<Vec<Links>, Problem> {
    let mut follow: Vec<(&str, &str)> = Vec::new();
    if case.procedure.code == PROCEDURE {
        follow.push(("mediation", "mediation-title"));
    }
    follow.extend([
        ("besoins", "follow-needs-title"),
        ("plan", "follow-plan-title"),
        ("visites", "home-visit-title"),
        ("capacites", "follow-scale-title"),
    ]);
    if open && case.subject.is_of_people() {
        follow.push(("references", "referral-case-title"));
    }
    follow.push(("reunions", "team-conferences-title"));
    if exchange.room == Room::Protected {
        follow.extend([
            ("codes", "incident-title"),
            ("accords", "agreement-title"),
            ("question", "signalling-title"),
            ("lectures", "protected-readings-title"),
            ("ouvertures", "glass-openings-title"),
        ]);
    }
    let papers = vec![
        ("fiche", "follow-file-title"),
        ("papiers", "papers-title"),
        ("documents", "documents-title"),
    ];
    let change = if open {
        vec![
            ("stagiaire", "intern-title"),
            ("transmettre", "casework-hand-over-title"),
            ("transfert", "team-transfer-title"),
            ("passage", "team-passage-title"),
            ("version", "casework-move-title"),
            ("cloturer", "casework-close-title"),
        ]
    } else {
        vec![("rouvrir", "follow-reopen-title")]
    };
    let own = case_path(case.id);
    let groups = [
        ("casework-more-follow", follow),
        ("casework-more-papers", papers),
        ("casework-more-change", change),
    ];
    let groups = groups.into_iter().map(|(title, pages)| Links {
        title: f.t(title),
        pages: pages
            .into_iter()
            .map(|(end, key)| (format!("{own}/{end}"), f.t(key)))
            .filter(|(path, _)| exchange.may_open(path))
            .collect(),
    });
    let groups = activity_links(exchange, f, case)?.into_iter().chain(groups);
    Ok(groups.filter(|group| !group.pages.is_empty()).collect())
}

/// The activities that are steps of a case under the procedure of talks, and the way to write one: it counts once, here and
/// there.
fn activity_links(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    case: &Case,
) -> Result<Option<Links>, Problem> {
    if case.procedure.code != TALK_PROCEDURE || !exchange.may_open("/activites") {
        return Ok(None);
    }
    let scope = here(exchange);
    let known = exchange.read(|tx| Ok(of_case(tx, scope, case.id)?))?;
    let label = |line: &ActivityLine| {
        let theme = f.word("activity-theme-", line.theme.code());
        format!("{theme} · {}", said::civil(line.day.date()))
    };
    let mut pages: Vec<(String, String)> = known
        .iter()
        .map(|line| (format!("/activites/{}", line.id), label(line)))
        .collect();
    if pages.is_empty() && exchange.may_open("/activites/nouvelle") {
        let path = format!("/activites/nouvelle?dossier={}", case.id);
        pages.push((path, f.t("activity-new-of-case")));
    }
    let title = f.t("activity-one");
    Ok(Some(Links { title, pages }))
}
