//! *Aujourd'hui*: overdue first, by risk, then today, then soon; the approvals asked of the reader; what
//! waits for others. Who directs sees the centre's.

use std::collections::BTreeSet;

use akwaba_domain::actor::Role;
use akwaba_domain::casework::{Hands, Why, time};
use akwaba_domain::policy::act;
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_store::Tx;
use akwaba_store::projections::casework::{
    Agenda, Item, OpenWithdrawn, Seat, agenda, open_withdrawn, visas,
};
use askama::Template;
use jiff::civil::Time;

use super::agenda_rows::{TaskRow, Told};
use super::intern;
use super::left;
use super::list::under_path;
use super::proposal;
use super::shared::{Names, allow, centre, hands, here, load, now};
use super::team;
use super::tour;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::{Staff, centre_code};
use crate::pages::{activity, directory, referral, reports};
use crate::parts::{Empty, Notice, Tone};
use crate::problem::Problem;
use crate::show;

/// Lines shown of each kind; the rest is one click away, in the list of cases.
const LINES_MAX: u32 = 60;

/// Persons at high risk without a next action that stand open on the page.
const LEFT_SHOWN: usize = 5;

#[derive(Template)]
#[template(path = "casework/today.html")]
struct TodayPage<'a> {
    f: &'a Frame,
    day: String,
    summary: String,
    withdrawn: Vec<Withdrawn>,
    sections: Vec<Section>,
    more_late: String,
    empty: Option<Empty>,
    open: bool,
    /// What is due in other trades: where, and how much.
    beside: Vec<(String, String)>,
}

/// A version that was withdrawn while cases are open under it, and where they are.
struct Withdrawn {
    notice: Notice,
    path: String,
    label: String,
}

struct Section {
    id: &'static str,
    title: String,
    rows: Vec<TaskRow>,
    /// What follows the rows, folded, and what it is called: a long section hides no other.
    folded: Option<(String, Vec<TaskRow>)>,
}

/// Where the reader sits.
fn seat(roles: &[Role], me: ActorId) -> Seat {
    if roles.contains(&Role::Director) {
        Seat::Centre
    } else if roles.contains(&Role::SocialWorker) {
        Seat::Worker(me)
    } else if roles.contains(&Role::RegionalSupervisor) {
        Seat::Job("supervision_regionale")
    } else {
        Seat::Job("accueil")
    }
}

/// The functions whose approvals somebody may give.
pub(super) fn visa_jobs(roles: &[Role]) -> Vec<&'static str> {
    let mut jobs = Vec::new();
    if roles.contains(&Role::Director) {
        jobs.extend(["directeur", "travailleur_social"]);
    } else if roles.contains(&Role::SocialWorker) {
        jobs.push("travailleur_social");
    }
    if roles.contains(&Role::RegionalSupervisor) {
        jobs.push("supervision_regionale");
    }
    jobs
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (here, centre, now) = (here(exchange), centre(exchange), now(exchange));
    let actor = exchange.actor()?.clone();
    let roles: Vec<Role> = actor.roles_in(centre).collect();
    let hands = hands(exchange)?;
    let seat = seat(&roles, actor.account);
    let jobs = visa_jobs(&roles);
    let named = hands.work() || roles.contains(&Role::Reception);
    let frame = exchange.frame("casework-today-title");
    let f = &frame;
    let day_end = now.date().to_datetime(Time::constant(23, 59, 59, 0));
    let span = (time::micros(now), time::micros(day_end));
    let does = allow::<act::StepDo>(exchange).is_ok();
    let (agenda, closed, asked, names, staff, code, gone) = exchange.read(|tx| {
        let agenda = agenda(tx, here, seat, span, LINES_MAX)?;
        let closed = match seat {
            Seat::Job(_) => closed(tx, here, &agenda, does.then_some(&hands))?,
            Seat::Worker(_) | Seat::Centre => BTreeSet::new(),
        };
        let asked = visas(tx, here, &jobs, actor.account)?;
        let open = all(&agenda).filter(|item| !closed.contains(&item.case));
        let subjects = open.filter_map(|item| item.subject);
        let subjects = subjects.chain(asked.iter().filter_map(|visa| visa.subject));
        let subjects: Vec<EntityId> = subjects.filter(|_| named).collect();
        let names = Names::of(tx, here, f, subjects)?;
        let who = all(&agenda).filter_map(|item| item.assigned);
        let who: Vec<ActorId> = who.chain(asked.iter().map(|visa| visa.author)).collect();
        let staff = Staff::of(tx, centre, who)?;
        let code = centre_code(tx, centre)?;
        let gone = match seat {
            Seat::Worker(me) => open_withdrawn(tx, centre, Some(me))?,
            Seat::Centre => open_withdrawn(tx, centre, None)?,
            Seat::Job(_) => Vec::new(),
        };
        Ok::<_, Problem>((agenda, closed, asked, names, staff, code, gone))
    })?;
    let told = Told {
        f,
        names: &names,
        staff: &staff,
        now,
        code: &code,
        who: seat == Seat::Centre,
        closed: &closed,
    };
    let mut sections = vec![left_section(f, left::rows(exchange, f, seat)?)];
    #[cfg(not(target_arch = "wasm32"))]
    if exchange.room == akwaba_domain::policy::Room::Protected {
        // What counts in hours comes before all else.
        let rows = super::windows::today(exchange, f)?;
        let title = f.t("incident-windows");
        sections.insert(
            0,
            Section {
                title,
                ..section(f, "windows", rows)
            },
        );
    }
    let mut visas: Vec<TaskRow> = asked.iter().map(|visa| told.visa(visa, named)).collect();
    visas.extend(proposal::asked(exchange, f)?);
    let awaited = visas.len();
    sections.push(section(f, "visas", visas));
    let mut team = team::rows(exchange, f, seat)?;
    team.extend(intern::today_rows(exchange, f, seat)?);
    sections.push(section(f, "team", team));
    sections.push(section(f, "visits", tour::today_rows(exchange, f, seat)?));
    sections.extend(sorted(&told, &hands, &agenda));
    // What is late and what is for today come before what the manual asks.
    let place = sections.iter().position(|one| one.id == "soon");
    let manual = section(f, "manual", proposal::due(exchange, f, &hands)?);
    sections.insert(place.unwrap_or(sections.len()), manual);
    sections.retain(|section| !section.rows.is_empty());
    let shown = agenda.late.len() as u64;
    let more_late = if agenda.late_count > shown {
        f.t1("casework-more-late", "count", agenda.late_count - shown)
    } else {
        String::new()
    };
    let empty = sections
        .is_empty()
        .then(|| Empty::new(f, "casework-today-none", "casework-today-none-text"));
    let mut beside = Vec::new();
    if exchange.may_open("/dossiers/visites") {
        let count = match seat {
            Seat::Centre => tour::today_count(exchange)? as u64,
            Seat::Worker(_) | Seat::Job(_) => 0,
        };
        beside.push(("/dossiers/visites", "home-visit-today", count));
    }
    if exchange.may_open("/references") {
        beside.push((
            "/references",
            "referral-today",
            referral::due_count(exchange)?,
        ));
    }
    if exchange.may_open("/activites") {
        beside.push((
            "/activites",
            "activity-today",
            activity::due_count(exchange)?,
        ));
    }
    let stale = directory::stale_count(exchange)?;
    beside.push(("/annuaire?a-verifier=moi", "directory-today", stale));
    let beside = beside
        .into_iter()
        .filter(|(.., count)| *count > 0)
        .map(|(path, key, count)| (path.to_owned(), f.t1(key, "count", count)));
    let monthly = reports::report_due(exchange, f)?;
    #[cfg(target_arch = "wasm32")]
    let report = Vec::from_iter(monthly);
    #[cfg(not(target_arch = "wasm32"))]
    let report = {
        let mut all = Vec::from_iter(crate::pages::protected::due(exchange, f)?);
        all.extend(crate::pages::privacy::breach_running(exchange, f)?);
        all.extend(monthly);
        all.extend(crate::pages::privacy::requests_due(exchange, f)?);
        all
    };
    let page = TodayPage {
        f,
        day: show::date::day_in_full(f.lang, now.date()),
        summary: f.tn(
            "casework-today-summary",
            [
                ("late", agenda.late_count.into()),
                ("today", agenda.today.len().into()),
                ("visas", awaited.into()),
            ],
        ),
        withdrawn: withdrawn(f, gone, hands.direct()),
        sections,
        more_late,
        empty,
        open: exchange.may_open("/dossiers"),
        beside: report.into_iter().chain(beside).collect(),
    };
    exchange.page(&page)
}

/// The versions that were withdrawn while cases are open under them, what was said, and where the cases are.
fn withdrawn(f: &Frame, gone: Vec<OpenWithdrawn>, moves: bool) -> Vec<Withdrawn> {
    let key = if moves {
        "casework-today-withdrawn-move"
    } else {
        "casework-today-withdrawn-see"
    };
    let told = gone.into_iter().map(|one| {
        let args = [
            ("version", one.named.to_string().into()),
            ("count", one.cases.into()),
        ];
        let title = f.tn("casework-today-withdrawn", args);
        let said: Vec<&str> = one.said.iter().map(Why::as_str).collect();
        Withdrawn {
            notice: Notice::new(Tone::Attention, title, said.join(" ")),
            path: under_path(&one.named),
            label: f.t(key),
        }
    });
    told.collect()
}

/// The sections of the agenda. In a worker's own cases, what another function does is waited for.
fn sorted(told: &Told<'_>, hands: &Hands, agenda: &Agenda) -> Vec<Section> {
    let f = told.f;
    let own = |item: &&Item| {
        akwaba_domain::casework::who::function_from_code(&item.job)
            .is_some_and(|function| hands.may_do(function))
    };
    let lists = [
        ("late", &agenda.late),
        ("today", &agenda.today),
        ("soon", &agenda.soon),
        ("later", &agenda.later),
        ("undated", &agenda.undated),
    ];
    let mut sections = Vec::new();
    let mut others = Vec::new();
    for (name, list) in lists {
        let rows = list.iter().filter(own).map(|item| told.task(item));
        sections.push(section(f, name, rows.collect()));
        let rest = list.iter().filter(|item| !own(item));
        others.extend(rest.map(|item| told.waiting(item, false)));
    }
    others.extend(agenda.waiting.iter().map(|item| told.waiting(item, true)));
    if !hands.work() {
        // What waits is read in its case, which only those who work on cases open.
        others.iter_mut().for_each(|row| row.path = None);
    }
    sections.push(section(f, "waiting", others));
    sections
}

fn section(f: &Frame, id: &'static str, rows: Vec<TaskRow>) -> Section {
    Section {
        id,
        title: f.word("casework-section-", id),
        rows,
        folded: None,
    }
}

/// Those at high risk without a next action: the first stand open above what is late, all stay on the page.
fn left_section(f: &Frame, mut rows: Vec<TaskRow>) -> Section {
    let rest = rows.split_off(rows.len().min(LEFT_SHOWN));
    let title = f.t1("casework-more-left", "count", rest.len());
    let folded = (!rest.is_empty()).then_some((title, rest));
    Section {
        folded,
        ..section(f, "left", rows)
    }
}

fn all(agenda: &Agenda) -> impl Iterator<Item = &Item> {
    let lists = [
        &agenda.late,
        &agenda.today,
        &agenda.soon,
        &agenda.later,
        &agenda.undated,
        &agenda.waiting,
    ];
    lists.into_iter().flatten()
}

/// The cases of an agenda of which who has only a kind of step to do may not do that step on its own page.
fn closed(
    tx: &mut dyn Tx,
    here: ScopeId,
    agenda: &Agenda,
    does: Option<&Hands>,
) -> Result<BTreeSet<EntityId>, Problem> {
    let mut closed = BTreeSet::new();
    for item in all(agenda) {
        let known = load(tx, here, item.case)?;
        let (case, edition) = (&known.case, &known.edition);
        let step = edition.procedure.step(&item.step).zip(does);
        if !step.is_some_and(|(step, hands)| case.step_is_held_by(edition, step, hands)) {
            closed.insert(item.case);
        }
    }
    Ok(closed)
}

#[cfg(test)]
#[path = "today_tests.rs"]
mod tests;
