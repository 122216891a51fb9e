//! A journal small enough for the tests of this module: the states, and what would be appended.

use super::demand::Triage;
use super::intake::{Arrival, Intake};
use super::number::{Book, day_entity, year_entity};
use super::register::DayPage;
use super::retype::{self, Place, TypedLine};
use super::samples::{allowed, centre, now};
use super::sign;
use super::time::{Day, Moment};
use super::visit::{self, Counters, Received, Visit, Wanted};
use crate::draft::Drafts;
use crate::policy::act;
use crate::{Ctx, Role};
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::clock::{Hlc, Stamp};
use akwaba_journal::id::{EntityId, EntryId};
use akwaba_journal::state::{Source, State};
use std::collections::BTreeMap;

/// A journal small enough for a test: the states, and what would be appended.
pub struct World {
    states: BTreeMap<EntityId, State>,
    visits: Vec<EntityId>,
    clock: Hlc,
    chance: Seeded,
    pub minutes: i64,
}

impl World {
    pub fn new() -> Self {
        Self {
            states: BTreeMap::new(),
            visits: Vec::new(),
            clock: Hlc::default(),
            chance: Seeded::new(7),
            minutes: 0,
        }
    }

    pub fn state(&self, entity: EntityId) -> State {
        self.states.get(&entity).cloned().unwrap_or_default()
    }

    pub fn append(&mut self, drafts: Drafts) {
        let actor = drafts.actor();
        for draft in drafts.into_vec() {
            let clock: Stamp = self.clock.tick(now(self.minutes).as_microsecond());
            let entry = EntryId::from_bytes(self.chance.sixteen());
            let source = Source {
                clock,
                entry,
                actor,
            };
            let state = self.states.entry(draft.entity).or_default();
            state.apply(source, &draft.act);
        }
    }

    pub fn receive(&mut self, triage: Triage) -> Received {
        let time = now(self.minutes);
        let today = Day::of(time);
        let year = self.state(year_entity(centre(), today.year()));
        let day = self.state(day_entity(centre(), today));
        let mut chance = self.chance.clone();
        let mut ctx = Ctx {
            now: time,
            chance: &mut chance,
        };
        let id = ctx.fresh();
        let counters = Counters {
            book: Book::MAIN,
            year: &year,
            day: &day,
        };
        let arrival = Arrival {
            noted: Intake {
                triage,
                ..Intake::default()
            },
            ..Arrival::default()
        };
        let allowed = allowed::<act::VisitReceive>(Role::Reception);
        let (received, drafts) = visit::receive(&mut ctx, &allowed, id, &counters, &arrival);
        self.chance = chance;
        self.append(drafts);
        self.visits.push(id);
        received
    }

    pub fn step(&mut self, nth: usize, wanted: Wanted) -> bool {
        let Some(id) = self.visits.get(nth % self.visits.len().max(1)).copied() else {
            return false;
        };
        let mut chance = self.chance.clone();
        let ctx = Ctx {
            now: now(self.minutes),
            chance: &mut chance,
        };
        let allowed = allowed::<act::VisitHandle>(Role::Reception);
        match visit::step(&ctx, &allowed, id, &self.state(id), wanted) {
            Ok(drafts) => {
                self.append(drafts);
                true
            }
            Err(_) => false,
        }
    }

    pub fn retype(&mut self, number: u32, date: &str) -> Result<(), Vec<&'static str>> {
        let typed = number.to_string();
        let line = TypedLine {
            day: date,
            number: &typed,
            page: "12",
            ..TypedLine::default()
        };
        let time = now(self.minutes);
        let line = line
            .read(Moment::of(time))
            .map_err(|refusals| codes(&refusals))?;
        let taken = self.all().iter().any(|visit| visit.number == line.number);
        let year = self.state(year_entity(centre(), line.number.year));
        let mut chance = self.chance.clone();
        let mut ctx = Ctx {
            now: time,
            chance: &mut chance,
        };
        let id = ctx.fresh();
        let allowed = allowed::<act::RegisterRetype>(Role::Reception);
        let place = Place { year: &year, taken };
        let drafts = retype::retype(&mut ctx, &allowed, id, &place, &line)
            .map_err(|refusals| codes(&refusals))?;
        self.chance = chance;
        self.append(drafts);
        self.visits.push(id);
        Ok(())
    }

    pub fn all(&self) -> Vec<Visit> {
        self.visits
            .iter()
            .map(|id| Visit::of(*id, &self.state(*id)).unwrap())
            .collect()
    }

    pub fn page(&self, day: Day) -> DayPage {
        DayPage::of(day, self.all(), &self.state(day_entity(centre(), day)))
    }

    pub fn sign(&mut self, day: Day) -> bool {
        let mut chance = self.chance.clone();
        let ctx = Ctx {
            now: now(self.minutes),
            chance: &mut chance,
        };
        let allowed = allowed::<act::RegisterSign>(Role::Director);
        let state = self.state(day_entity(centre(), day));
        match sign::sign(&ctx, &allowed, &self.page(day), &state) {
            Ok(drafts) => {
                self.append(drafts);
                true
            }
            Err(_) => false,
        }
    }
}

/// The codes of refusals.
pub fn codes(refusals: &crate::Refusals) -> Vec<&'static str> {
    refusals.as_slice().iter().map(|r| r.code).collect()
}
