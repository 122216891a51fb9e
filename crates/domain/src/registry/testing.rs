//! What the tests of the registry share: a small registry in memory, written through drafts.

use super::person::PersonView;
use super::when::Day;
use crate::actor::{Actor, Grant, Reach, Role};
use crate::draft::Drafts;
use crate::policy::{Allowed, Permit, Room, Target, allow};
use crate::{Ctx, policy};
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId, EntityId, EntryId};
use akwaba_journal::state::{Source, State};
use std::collections::BTreeMap;

/// A registry in memory: states by entity, and a clock that ticks.
pub struct Memory {
    pub states: BTreeMap<EntityId, State>,
    /// The time of the host.
    pub now: jiff::Timestamp,
    chance: Seeded,
    written: i64,
}

pub fn today() -> Day {
    Day::of(2026, 11, 23).unwrap()
}

pub fn centre() -> CentreId {
    CentreId::named("centre")
}

pub fn permission<A: Permit, S>(role: Role, subject: S) -> Allowed<A, S> {
    try_permission(role, subject).unwrap()
}

pub fn try_permission<A: Permit, S>(
    role: Role,
    subject: S,
) -> Result<Allowed<A, S>, policy::Denied> {
    allow(&actor(role), &Target::of(centre()), subject)
}

/// The same in the protected space.
pub fn permission_inside<A: Permit>(role: Role) -> Allowed<A> {
    let target = Target::of(centre()).inside(Room::Protected);
    allow(&actor(role), &target, ()).unwrap()
}

/// Somebody who holds one role in the centre.
pub fn actor(role: Role) -> Actor {
    Actor {
        account: ActorId::named("someone"),
        grants: vec![Grant {
            role,
            reach: Reach::of([centre()]),
        }],
        suspended: false,
    }
}

impl Memory {
    pub fn new() -> Self {
        Self {
            states: BTreeMap::new(),
            now: "2026-11-23T09:00:00Z".parse().unwrap(),
            chance: Seeded::new(7),
            written: 0,
        }
    }

    pub fn with_ctx<T>(&mut self, work: impl FnOnce(&mut Ctx<'_>) -> T) -> T {
        let mut ctx = Ctx {
            now: self.now,
            chance: &mut self.chance,
        };
        work(&mut ctx)
    }

    pub fn write(&mut self, drafts: Drafts) {
        let actor = drafts.actor();
        for draft in drafts.into_vec() {
            self.written += 1;
            let stamp = Stamp {
                micros: self.written,
                count: 0,
            };
            let source = Source {
                clock: stamp,
                entry: EntryId::fresh(stamp, &mut self.chance),
                actor,
            };
            self.states
                .entry(draft.entity)
                .or_default()
                .apply(source, &draft.act);
        }
    }

    pub fn state(&self, id: EntityId) -> State {
        self.states.get(&id).cloned().unwrap_or_default()
    }

    pub fn person(&self, id: EntityId) -> PersonView {
        PersonView::of(id, &self.state(id))
    }

    /// Registers someone with one given name and a year of birth.
    pub fn someone(&mut self, name: &str, year: &str) -> EntityId {
        let form = super::register::RegisterForm {
            names: vec![("given".into(), name.into())],
            birth: super::birth::BirthForm {
                year: year.into(),
                ..Default::default()
            },
            ..Default::default()
        };
        let allowed = permission(Role::Reception, ());
        let (id, drafts) = self
            .with_ctx(|ctx| super::register::register(ctx, &allowed, &form))
            .unwrap();
        self.write(drafts);
        id
    }
}
