//! *Aujourd'hui*: overdue first, by risk, then today, then soon; the approvals asked of the reader; what
//! waits for others. Who directs sees the centre's.

use std::collections::BTreeSet;

use akwaba_domain::actor::Role;
use akwaba_domain::casework::{Hands, time};
use akwaba_domain::policy::act;
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::Tx;
use akwaba_store::projections::casework::{Agenda, Item, Seat, agenda, visas};
use askama::Template;
use jiff::civil::Time;

use super::agenda_rows::{TaskRow, Told};
use super::proposal;
use super::shared::{Names, allow, centre, hands, here, load, now};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::{Staff, centre_code};
use crate::parts::Empty;
use crate::problem::Problem;
use crate::show;

/// Lines shown of each kind; the rest is one click away, in the list of cases.
const LINES_MAX: u32 = 60;

#[derive(Template)]
#[template(path = "casework/today.html")]
struct TodayPage<'a> {
    f: &'a Frame,
    day: String,
    summary: String,
    sections: Vec<Section>,
    more_late: String,
    empty: Option<Empty>,
    open: bool,
    referrals: String,
}

struct Section {
    id: &'static str,
    title: String,
    rows: Vec<TaskRow>,
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
    let (agenda, closed, asked, names, staff, code) = exchange.read(|tx| {
        let agenda = agenda(tx, here, seat, span, LINES_MAX)?;
        let closed = match seat {
            Seat::Job(_) => closed(tx, here, &agenda, does)?,
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
        Ok::<_, Problem>((agenda, closed, asked, names, staff, code))
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
    let mut sections = Vec::new();
    let mut visas: Vec<TaskRow> = asked.iter().map(|visa| told.visa(visa, named)).collect();
    visas.extend(proposal::asked(exchange, f)?);
    let awaited = visas.len();
    sections.push(section(f, "visas", visas));
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
    let due = match exchange.may_open("/references") {
        true => crate::pages::referral::due_count(exchange)?,
        false => 0,
    };
    let referrals = match due {
        0 => String::new(),
        count => f.t1("referral-today", "count", count),
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
        sections,
        more_late,
        empty,
        open: exchange.may_open("/dossiers"),
        referrals,
    };
    exchange.page(&page)
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
    sections.push(section(f, "waiting", others));
    sections
}

fn section(f: &Frame, id: &'static str, rows: Vec<TaskRow>) -> Section {
    Section {
        id,
        title: f.word("casework-section-", id),
        rows,
    }
}

fn all(agenda: &Agenda) -> impl Iterator<Item = &Item> {
    let lists = [
        &agenda.late,
        &agenda.today,
        &agenda.soon,
        &agenda.undated,
        &agenda.waiting,
    ];
    lists.into_iter().flatten()
}

/// The cases of an agenda that who has only a kind of step to do may not open: those that their procedure
/// restricts to their team, and all for whom no step may be done.
fn closed(
    tx: &mut dyn Tx,
    here: ScopeId,
    agenda: &Agenda,
    does: bool,
) -> Result<BTreeSet<EntityId>, Problem> {
    let mut closed = BTreeSet::new();
    for item in all(agenda) {
        let known = load(tx, here, item.case)?;
        let confidentiality = known.edition.procedure.confidentiality;
        if !does || confidentiality != Confidentiality::Ordinary {
            closed.insert(item.case);
        }
    }
    Ok(closed)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{CHAIR, FREE, open, place, publish, text};
    use crate::pages::tests::Desk;
    use akwaba_domain::actor::Role;

    /// A case whose next step is one of another function, under a procedure of this confidentiality.
    fn waiting(confidentiality: &str, role: &str) -> Desk {
        let (before, after) = CHAIR.split_once("| code | remise |").unwrap();
        let after = after.replacen("travailleur_social", role, 1);
        let procedure = format!("{before}| code | remise |{after}").replace(
            "| confidentialite | ordinaire |",
            &format!("| confidentialite | {confidentiality} |"),
        );
        let desk = publish(&Desk::new().by_role(Role::SocialWorker), &procedure);
        place(&desk.send(&open(&desk), FREE));
        desk
    }

    #[test]
    fn the_counter_is_led_to_its_steps_but_of_a_restricted_case_it_sees_neither_name_nor_link() {
        let ordinary = waiting("ordinaire", "accueil").beside(2, Role::Reception);
        let page = text(&ordinary, "/aujourdhui");
        assert!(
            page.contains("/etapes/remise") && page.contains("Affoué"),
            "{page}"
        );
        let restricted = waiting("restreinte", "accueil").beside(2, Role::Reception);
        let page = text(&restricted, "/aujourdhui");
        assert!(page.contains("Remettre le fauteuil"), "{page}");
        assert!(
            !page.contains("/etapes/") && !page.contains("Affoué"),
            "{page}"
        );
        assert!(page.contains("Se fait avec le travailleur social"));
    }
}
