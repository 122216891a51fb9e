//! A sealed file: which case it holds, who has its key, and who must never have it.
//!
//! What is said here stands inside the file itself. Never: a key, or anything of a file in the open.

use super::{Case, Edition, VERSION};
use crate::actor::{Grant, Role};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit};
use crate::refusal::{Refusal, Refusals};
use crate::scope;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_procedures::workbook::Function;
use std::collections::BTreeSet;

/// Kind of the entity, inside each sealed file, that says whose it is.
pub const FILE: &str = "sealed-file";

const CASE: &str = "case";
const SUPERVISION: &str = "supervision";
const NEVER: &str = "never";
const KEYS: &str = "keys";

/// What a sealed file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The case that it holds.
    pub case: EntityId,
    /// Who supervises it, beside who follows it.
    pub supervision: BTreeSet<ActorId>,
    /// Who must never read it: whom a complaint is about.
    pub never: BTreeSet<ActorId>,
    /// To whom its key was given last.
    pub keys: BTreeSet<ActorId>,
}

/// The entity that speaks of a file, from its scope.
pub fn entity(scope: ScopeId) -> EntityId {
    EntityId::named(&format!("sealed-file/{scope}"))
}

/// The name of a new file: chance alone, so that it tells nothing of what is in it.
pub fn fresh(chance: &mut dyn Chance) -> ScopeId {
    let mut bytes = [0; 16];
    chance.fill(&mut bytes);
    ScopeId::from_bytes(bytes)
}

impl File {
    /// Reads it; `None` when it is not one.
    pub fn of(state: &State) -> Option<Self> {
        let list = |field: &str| -> BTreeSet<ActorId> {
            let list: Vec<ActorId> = state.one(field).unwrap_or_default();
            list.into_iter().collect()
        };
        Some(Self {
            case: state.one(CASE)?,
            supervision: list(SUPERVISION),
            never: list(NEVER),
            keys: list(KEYS),
        })
    }

    /// Who has to have its key now: who follows the case, or whoever acts while nobody does, and who
    /// supervises it.
    ///
    /// # Errors
    /// `protected-never` when that is somebody who must never read it.
    pub fn wanted(
        &self,
        assigned: Option<ActorId>,
        acts: ActorId,
    ) -> Result<BTreeSet<ActorId>, Refusals> {
        let mut wanted = self.supervision.clone();
        wanted.insert(assigned.unwrap_or(acts));
        self.granted(wanted)
    }

    /// Who has to have its key when it holds no case: those to whom it was entrusted.
    ///
    /// # Errors
    /// `protected-never` when that is somebody who must never read it, or nobody.
    pub fn entrusted(&self) -> Result<BTreeSet<ActorId>, Refusals> {
        self.granted(self.supervision.clone())
    }

    fn granted(&self, wanted: BTreeSet<ActorId>) -> Result<BTreeSet<ActorId>, Refusals> {
        if !wanted.is_empty() && wanted.is_disjoint(&self.never) {
            Ok(wanted)
        } else {
            Err(Refusal::whole("protected-never").into())
        }
    }
}

/// Says anew who has the key of a file that holds no case, and who must never have it.
///
/// # Errors
/// `protected-never` when that is somebody who must never read it, or nobody at all. Who must never have it stays so.
pub fn entrust<A: Permit>(
    allowed: &Allowed<A>,
    (scope, state): (ScopeId, &State),
    held: &BTreeSet<ActorId>,
    never: &BTreeSet<ActorId>,
) -> Result<Drafts, Refusals> {
    let known = File::of(state).map(|file| file.never);
    let never: BTreeSet<ActorId> = never.union(&known.unwrap_or_default()).copied().collect();
    if held.is_empty() || !held.is_disjoint(&never) {
        return Err(Refusal::whole("protected-never").into());
    }
    let mut acting = Acting::on(state);
    acting.set(SUPERVISION, &held.iter().copied().collect::<Vec<_>>());
    acting.set(NEVER, &never.iter().copied().collect::<Vec<_>>());
    let act = acting.done(None, None);
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(draft(allowed.centre(), scope, act));
    }
    Ok(drafts)
}

/// Keeps somebody from a file that holds a case, for ever: they supervise it no more, and nobody gives them its key again.
///
/// # Errors
/// `grievance-unknown` for what is no file.
pub fn bar<A: Permit>(
    allowed: &Allowed<A>,
    (scope, state): (ScopeId, &State),
    who: ActorId,
) -> Result<Drafts, Refusals> {
    let mut file = File::of(state).ok_or_else(|| Refusal::whole("grievance-unknown"))?;
    file.supervision.remove(&who);
    file.never.insert(who);
    let mut acting = Acting::on(state);
    acting.set(
        SUPERVISION,
        &file.supervision.into_iter().collect::<Vec<_>>(),
    );
    acting.set(NEVER, &file.never.into_iter().collect::<Vec<_>>());
    let act = acting.done(None, None);
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(draft(allowed.centre(), scope, act));
    }
    Ok(drafts)
}

/// The entries that make a file of a case.
///
/// # Errors
/// `protected-never` at `supervision` for somebody who must never read it.
pub fn begin<A: Permit>(
    allowed: &Allowed<A>,
    scope: ScopeId,
    file: &File,
) -> Result<Drafts, Refusals> {
    if !file.supervision.is_disjoint(&file.never) || file.never.contains(&allowed.actor()) {
        return Err(Refusal::at("supervision", "protected-never").into());
    }
    let state = State::default();
    let mut acting = Acting::on(&state);
    acting.set(CASE, &file.case);
    for (field, who) in [
        (SUPERVISION, &file.supervision),
        (NEVER, &file.never),
        (KEYS, &file.keys),
    ] {
        acting.set(field, &who.iter().copied().collect::<Vec<_>>());
    }
    let mut drafts = Drafts::under(allowed);
    drafts.push(draft(allowed.centre(), scope, acting.done(None, None)));
    Ok(drafts)
}

/// The entry that says to whom the key was given.
pub fn given<A: Permit>(
    allowed: &Allowed<A>,
    (scope, state): (ScopeId, &State),
    keys: &BTreeSet<ActorId>,
) -> Drafts {
    let act = Acting::on(state)
        .set(KEYS, &keys.iter().copied().collect::<Vec<_>>())
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(draft(allowed.centre(), scope, act));
    }
    drafts
}

fn draft(centre: CentreId, file: ScopeId, act: akwaba_journal::Act) -> Draft {
    Draft {
        scope: scope::registry(centre),
        entity: entity(file),
        kind: FILE,
        version: VERSION,
        act,
        // Inside a store in memory, where nothing has to be forgotten one by one.
        secrecy: Secrecy::Open,
    }
}

/// Whether a procedure gives somebody a supervisor's sight: it asks an approval of a role that they hold and
/// that is not the one that works on it.
pub fn supervises(edition: &Edition, grants: &[Grant], centre: CentreId) -> bool {
    let mut asked = edition
        .procedure
        .steps
        .iter()
        .filter_map(|step| step.visa.as_ref())
        .flat_map(|visa| visa.roles.iter())
        .filter_map(|role| edition.function(role));
    asked.any(|function| {
        let role = match function {
            Function::Director => Role::Director,
            Function::RegionalSupervisor => Role::RegionalSupervisor,
            _ => return false,
        };
        grants
            .iter()
            .any(|grant| grant.role == role && grant.reach.covers(centre))
    })
}

/// Whether a reading is one that the owner of a case is shown: by anybody but who follows it.
pub fn is_shown(case: &Case, reader: ActorId) -> bool {
    case.assigned != Some(reader)
}
