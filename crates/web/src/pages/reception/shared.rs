//! What the pages of the counter share: who sees what, whose names, which day, how a wait is said.

use std::collections::BTreeMap;

use akwaba_domain::centre::settings;
use akwaba_domain::policy::{self, Action, Field, Target, Verdict};
use akwaba_domain::reception::{Day, Moment, Visit};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::{Ctx, scope};
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::projections::centre::account;
use akwaba_store::{Tx, Writing, entity};

pub(super) use crate::pages::here::{allow, centre, here};

use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::problem::Problem;
use crate::show;

/// Now.
pub(super) fn now(exchange: &Exchange<'_, '_>) -> Moment {
    Moment::of(exchange.call.now)
}

/// Today.
pub(super) fn today(exchange: &Exchange<'_, '_>) -> Day {
    Day::of(exchange.call.now)
}

/// The context of a decision inside a write.
pub(in crate::pages) fn ctx<'w>(now: jiff::Timestamp, writing: &'w mut Writing<'_>) -> Ctx<'w> {
    Ctx {
        now,
        chance: &mut *writing.chance,
    }
}

/// What this reader sees and may do at the counter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Eyes {
    /// Names.
    pub names: bool,
    /// Why people came.
    pub reasons: bool,
    /// Calls, orients, ends.
    pub handle: bool,
    /// Receives.
    pub receive: bool,
    /// Gives appointments.
    pub appoint: bool,
    /// Prints the register.
    pub register: bool,
    /// Sees the figures.
    pub figures: bool,
    /// Searches for persons.
    pub search: bool,
    /// Takes down what people say of how they were received.
    pub hear: bool,
}

impl Eyes {
    /// All of it: for a list that leaves by the hand of somebody who was allowed.
    pub const ALL: Self = Self {
        names: true,
        reasons: true,
        handle: true,
        receive: true,
        appoint: true,
        register: true,
        figures: true,
        search: true,
        hear: true,
    };

    /// Asks the policy.
    pub fn of(exchange: &Exchange<'_, '_>) -> Result<Self, Problem> {
        let actor = exchange.actor()?;
        let centre = centre(exchange);
        let sees = |field| policy::sees(actor, centre, field);
        let target = Target::of(centre);
        let may = |action| policy::decide(actor, action, &target) == Verdict::Granted;
        Ok(Self {
            names: sees(Field::Identity),
            reasons: sees(Field::VisitReason),
            handle: may(Action::VisitHandle),
            receive: may(Action::VisitReceive),
            appoint: may(Action::AppointmentMake),
            register: may(Action::RegisterPrint),
            figures: may(Action::FiguresSee),
            search: may(Action::PersonSearch),
            hear: may(Action::SatisfactionTell),
        })
    }
}

/// The names of colleagues.
#[derive(Clone, Default)]
pub(in crate::pages) struct Staff(BTreeMap<ActorId, String>);

impl Staff {
    /// Reads the names of these accounts.
    pub fn of(
        tx: &mut dyn Tx,
        centre: CentreId,
        actors: impl IntoIterator<Item = ActorId>,
    ) -> Result<Self, Problem> {
        let mut names = BTreeMap::new();
        for actor in actors {
            if names.contains_key(&actor) {
                continue;
            }
            let name = account::find(tx, centre, actor)?
                .map_or_else(String::new, |account| account.name.as_str().to_owned());
            names.insert(actor, name);
        }
        Ok(Self(names))
    }

    /// The name of a colleague; empty when the account is not known here.
    pub fn name(&self, actor: ActorId) -> &str {
        self.0.get(&actor).map_or("", String::as_str)
    }
}

/// The short code of the centre, which ends every number of the register; empty when none is set.
pub(in crate::pages) fn centre_code(tx: &mut dyn Tx, centre: CentreId) -> Result<String, Problem> {
    let state = entity::load(tx, scope::office(centre), settings::entity(centre))?;
    Ok(settings::read(&state).code)
}

/// `12/2026/CSA`.
pub(in crate::pages) fn numbered(number: impl core::fmt::Display, code: &str) -> String {
    if code.is_empty() {
        number.to_string()
    } else {
        format!("{number}/{code}")
    }
}

/// 07:45; nothing when the time is not known.
pub(super) fn clock(at: Option<Moment>) -> String {
    let stamp = at.and_then(|at| jiff::Timestamp::from_microsecond(at.0).ok());
    stamp.map_or_else(String::new, show::time)
}

/// 14/03/2026.
pub(super) fn civil(day: Day) -> String {
    show::civil(day.date())
}

/// A wait: "12 min", "1 h 05".
pub(super) fn wait(f: &Frame, minutes: u32) -> String {
    if minutes < 60 {
        f.t1("reception-wait-minutes", "minutes", minutes)
    } else {
        let args = [
            ("hours", (minutes / 60).into()),
            ("minutes", format!("{:02}", minutes % 60).into()),
        ];
        f.tn("reception-wait-hours", &args)
    }
}

/// Reads a day from an address, `2026-03-14`; `None` when it is not one.
pub(super) fn asked_day(exchange: &Exchange<'_, '_>, name: &str) -> Option<Day> {
    Day::typed(name, exchange.form.get(name)).ok().flatten()
}

/// The visit of the address.
pub(super) fn asked_visit(exchange: &Exchange<'_, '_>) -> Result<Visit, Problem> {
    let (here, id): (_, EntityId) = (here(exchange), exchange.id("id")?);
    let state = exchange.read(|tx| Ok(entity::load(tx, here, id)?))?;
    Visit::of(id, &state).ok_or(Problem::NotFound)
}

/// What follows the correction of a visit: its page, or the form again with what was refused.
pub(super) fn amended(
    exchange: &mut Exchange<'_, '_>,
    id: EntityId,
    saved: Result<(), Problem>,
    again: impl FnOnce(&mut Exchange<'_, '_>, &Refusals) -> Answer,
) -> Answer {
    match saved {
        Ok(()) => exchange.done(
            &format!("/accueil/visites/{id}"),
            Flash::good("reception-said-amended"),
        ),
        Err(Problem::Refused(refusals)) => again(exchange, &refusals),
        Err(problem) => Err(problem),
    }
}
