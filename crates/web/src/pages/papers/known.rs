//! What is known for a paper: whose it is, out of which case, what the case answers.

use akwaba_domain::aid::{Book, Line, cash, line::What};
use akwaba_domain::casework::Subject;
use akwaba_domain::papers::{Answered, Info, Kind, Source, barred};
use akwaba_domain::policy::{self, Target, Verdict};
use akwaba_domain::reception::Day;
use akwaba_domain::referral::{Referral, State, taken_back};
use akwaba_domain::registry::household::holds;
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::registry::{Day as Date, PersonView, person};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::projections::aid as books;
use akwaba_store::projections::reception::visits_of_person;
use akwaba_store::projections::registry::{household as homes, person as people};
use akwaba_store::{Tx, entity};

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::aid::shared::quantity;
use crate::pages::casework::shared::{Known, centre, here, now, opened};
use crate::pages::mediation;
use crate::pages::referral::shared::service_name;
use crate::problem::Problem;

/// Visits looked at to certify one.
const VISITS_MAX: u32 = 200;

/// What a paper writes out.
pub(super) enum Written {
    /// A referral, and the service it goes to.
    Referral(Box<Referral>, String),
    /// What was handed over, in words.
    Aid(Box<Line>, String),
}

/// All that is known for one paper.
pub(super) struct About {
    pub(super) case: Option<Known>,
    pub(super) person: Option<PersonView>,
    /// The household of the case, or of the person.
    pub(super) household: Option<EntityId>,
    /// Who lives there today.
    pub(super) people: Vec<(EntityId, PersonLine)>,
    /// The days on which the person was received.
    pub(super) visits: Vec<Day>,
    pub(super) written: Option<Written>,
    pub(super) answered: Answered,
    /// The two of a mediation are not brought together.
    pub(super) apart: bool,
}

impl About {
    /// Under whose key the paper is kept, and where it comes from.
    pub(super) fn source(&self) -> Source {
        let person = self.person.as_ref().map(|person| person.id);
        let case = self.case.as_ref().map(|known| known.case.id);
        Source {
            // Out of a case of the household, a paper about nobody in particular is the household's.
            record: person.or(self.household.filter(|_| case.is_some())),
            case,
            from: self.written.as_ref().map(|written| match written {
                Written::Referral(referral, _) => referral.id,
                Written::Aid(line, _) => line.id,
            }),
        }
    }

    /// Whether it must be said first for whom of the household the paper is.
    pub(super) fn asks_for_whom(&self, kind: Kind) -> bool {
        needs_person(kind) && self.person.is_none()
    }
}

/// Whether a paper is about one person.
pub(super) fn needs_person(kind: Kind) -> bool {
    kind.carries().contains(&Info::Name)
}

/// Whether the policy lets the reader issue a kind of paper.
pub(super) fn may_issue(exchange: &Exchange<'_, '_>, kind: Kind) -> Result<bool, Problem> {
    let target = Target::of(centre(exchange));
    Ok(policy::decide(exchange.actor()?, kind.action(), &target) == Verdict::Granted)
}

/// What is known for a paper out of the case of the address.
///
/// # Errors
/// [`Problem::NotFound`] where the reader may not open the case, or it has not what the paper writes out.
pub(super) fn of_case(exchange: &Exchange<'_, '_>, kind: Kind) -> Result<About, Problem> {
    let case = opened(exchange)?;
    let (scope, today) = (here(exchange), Date::new(now(exchange).date()));
    let answered = Answered::of(&case.case, &case.edition, now(exchange));
    let (household, chosen) = match case.case.subject {
        Subject::Person(id) => (None, Some(id)),
        Subject::Household(id) => (Some(id), exchange.form.get("pour").parse().ok()),
        Subject::Nobody | Subject::Group(_) => (None, None),
    };
    let from: Option<EntityId> = exchange.form.get("de").parse().ok();
    let frame = Frame::new(
        exchange.lang,
        "papers-title",
        exchange.call.site,
        exchange.call.now,
    );
    exchange.read(|tx| {
        let household = match (household, chosen) {
            (None, Some(person)) => home_of(tx, scope, person, today)?,
            (household, _) => household,
        };
        let people = members(tx, scope, household, today)?;
        let lives_there = |id: &EntityId| people.iter().any(|(member, _)| member == id);
        let own = matches!(case.case.subject, Subject::Person(_));
        let person = match chosen.filter(|id| own || lives_there(id)) {
            Some(id) => Some(view(tx, scope, id)?),
            None => None,
        };
        let written = written(exchange, tx, (&frame, &case, kind), from)?;
        Ok(About {
            visits: visits(tx, scope, person.as_ref())?,
            written,
            person,
            household,
            people,
            answered: answered.clone(),
            apart: mediation::apart(tx, scope, &case)?,
            case: Some(Known {
                case: case.case.clone(),
                state: case.state.clone(),
                edition: case.edition.clone(),
            }),
        })
    })
}

/// What is known for a paper about the person of the address.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such person.
pub(super) fn of_person(exchange: &Exchange<'_, '_>) -> Result<About, Problem> {
    let (scope, id) = (here(exchange), exchange.id("id")?);
    exchange.read(|tx| {
        let person = view(tx, scope, id)?;
        Ok(About {
            case: None,
            household: None,
            people: Vec::new(),
            visits: visits(tx, scope, Some(&person))?,
            written: None,
            answered: Answered::default(),
            apart: false,
            person: Some(person),
        })
    })
}

/// Why the paper is not issued, whatever is typed.
pub(super) fn bar(kind: Kind, about: &About) -> Option<&'static str> {
    let dead = about
        .person
        .as_ref()
        .is_some_and(|p| p.death.shown().is_some());
    if dead && matches!(kind, Kind::Summons | Kind::Visit) {
        return Some("papers-dead");
    }
    let known = about.case.as_ref()?;
    if needs_person(kind) && !known.case.subject.is_of_people() {
        return Some("papers-nobody");
    }
    if kind == Kind::Conciliation && about.apart {
        return Some("mediation-closed");
    }
    barred(kind, &known.edition, &about.answered)
}

fn view(tx: &mut dyn Tx, scope: ScopeId, id: EntityId) -> Result<PersonView, Problem> {
    match entity::find(tx, scope, id)? {
        Some((kind, state)) if kind == person::KIND && state.exists() => {
            Ok(PersonView::of(id, &state))
        }
        _ => Err(Problem::NotFound),
    }
}

fn home_of(
    tx: &mut dyn Tx,
    scope: ScopeId,
    person: EntityId,
    today: Date,
) -> Result<Option<EntityId>, Problem> {
    let rows = homes::of_person(tx, scope, person)?;
    let now = rows
        .iter()
        .find(|row| holds(row.membership.from, row.membership.until, today));
    Ok(now.map(|row| row.household))
}

fn members(
    tx: &mut dyn Tx,
    scope: ScopeId,
    household: Option<EntityId>,
    today: Date,
) -> Result<Vec<(EntityId, PersonLine)>, Problem> {
    let mut found = Vec::new();
    let Some(household) = household else {
        return Ok(found);
    };
    for row in homes::members(tx, scope, household)? {
        let member = &row.membership;
        if !holds(member.from, member.until, today) {
            continue;
        }
        let known = people::find(tx, scope, member.person)?;
        found.extend(known.map(|known| (member.person, known.line)));
    }
    Ok(found)
}

pub(super) fn visits(
    tx: &mut dyn Tx,
    scope: ScopeId,
    person: Option<&PersonView>,
) -> Result<Vec<Day>, Problem> {
    let Some(person) = person else {
        return Ok(Vec::new());
    };
    let visits = visits_of_person(tx, scope, person.id, VISITS_MAX)?;
    let mut days: Vec<Day> = visits.iter().map(|visit| visit.arrived.day).collect();
    days.dedup();
    Ok(days)
}

/// What the paper writes out, when it belongs to the case.
fn written(
    exchange: &Exchange<'_, '_>,
    tx: &mut dyn Tx,
    (frame, case, kind): (&Frame, &Known, Kind),
    from: Option<EntityId>,
) -> Result<Option<Written>, Problem> {
    let (scope, centre) = (here(exchange), centre(exchange));
    match kind {
        Kind::Referral => {
            let id = from.ok_or(Problem::NotFound)?;
            let today = Date::new(akwaba_domain::ctx::day_of(exchange.call.now));
            let state = entity::load(tx, scope, id)?;
            let referral = Referral::of(id, &state)
                .filter(|known| known.sent.case == case.case.id)
                .filter(|known| known.state() != State::Recalled)
                .filter(|known| !taken_back(known, &case.state, today))
                .ok_or(Problem::NotFound)?;
            let service = service_name(frame, tx, centre, referral.sent.service)?;
            Ok(Some(Written::Referral(Box::new(referral), service)))
        }
        Kind::Receipt => {
            let id = from.ok_or(Problem::NotFound)?;
            let given = books::of_case(tx, scope, case.case.id)?;
            let line = given.into_iter().find(|line| line.id == id);
            let line = line.ok_or(Problem::NotFound)?;
            let what = handed_over(tx, scope, centre, &line)?;
            Ok(Some(Written::Aid(Box::new(line), what)))
        }
        _ => Ok(None),
    }
}

/// What a line handed over, in words.
pub(super) fn handed_over(
    tx: &mut dyn Tx,
    scope: ScopeId,
    centre: akwaba_journal::id::CentreId,
    line: &Line,
) -> Result<String, Problem> {
    debug_assert!(matches!(line.what, What::Delivered(..)));
    let of = line.change.saturating_abs();
    let own = cash(centre);
    if line.book == own.id {
        return Ok(quantity(&own, of));
    }
    let state = entity::load(tx, scope, line.book)?;
    let book = Book::of(line.book, &state).ok_or(Problem::NotFound)?;
    Ok(format!("{} : {}", book.name, quantity(&book, of)))
}
