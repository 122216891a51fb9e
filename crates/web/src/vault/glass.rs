//! Break-glass in a vault: among whom the keys of its files are shared, a file that is lent for three hours, and what its
//! holders find written in it.
//!
//! Invariant: before a file that was opened shows anything, to anybody, it says inside that it was.

use std::collections::{BTreeMap, BTreeSet};

use akwaba_domain::casework::Case;
use akwaba_domain::casework::glass::{self as openings, GLASS, Opened, Opening};
use akwaba_domain::casework::sealed::{self as files, File};
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::registry::PersonView;
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::scope;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::sealed::glass::{self, Name, Roll, letter};
use akwaba_store::sealed::{self, HeldKey, holders, published};
use akwaba_store::{Store, StoreError, Tx, Writing, append, entity};

use super::Vault;
use super::guardian::present;
use super::harvest::NotSealed;

/// Before the code of somebody who is not in the registry, in the place of a name.
const CODE: &str = "Code ";

/// Among whom the key of a file has to be shared, and what it is found by.
#[derive(Debug, Clone, Default)]
pub(super) struct Wanted {
    guardians: Vec<ActorId>,
    names: Vec<Name>,
}

impl Wanted {
    /// The same by their published keys.
    pub(super) fn roll(&self, tx: &mut dyn Tx, centre: CentreId) -> Result<Roll, StoreError> {
        let guardians = published::recipients(tx, centre, &self.guardians)?;
        Ok(Roll::new(guardians, self.names.iter().copied()))
    }
}

impl Vault {
    /// Among whom the key of a file has to be shared as the file stands. One without a case is opened by nobody so.
    pub(super) fn wanted(&self, file: ScopeId) -> Result<Wanted, StoreError> {
        let registry = scope::registry(self.centre);
        self.store.read(|tx| {
            let said = File::of(&entity::load(tx, registry, files::entity(file))?);
            let Some(said) = said else {
                return Ok(Wanted::default());
            };
            let Some(case) = Case::of(said.case, &entity::load(tx, registry, said.case)?) else {
                return Ok(Wanted::default());
            };
            let copied = |id: &EntityId| matches!(self.copies.get(id), Some(Some(_)));
            let inside = case.subject.record().filter(|id| !copied(id));
            let code = match inside {
                None => None,
                Some(id) => {
                    let state = entity::load(tx, registry, id)?;
                    let line = PersonLine::of(&PersonView::of(id, &state));
                    line.name.as_str().strip_prefix(CODE).map(str::to_owned)
                }
            };
            let mut guardians = present(tx, self.centre)?;
            guardians.retain(|one| !said.never.contains(one));
            let names = openings::names(&case, code.as_deref());
            Ok(Wanted {
                guardians,
                names: names.iter().map(|name| Name::of(name)).collect(),
            })
        })
    }

    /// Adds what is lent now to what is held.
    pub(super) fn borrow(&mut self, main: &Store, now_micros: i64) -> Result<(), StoreError> {
        let (private, keys) = (&self.private, &self.keys);
        let (letters, lent) = main.read(|tx| {
            let letters = letter::all(tx)?;
            let mut lent = Vec::new();
            for one in letter::lent(tx, private, now_micros)? {
                if !keys.contains_key(&one.held.scope) {
                    let scope = one.held.scope;
                    let held = sealed::with_former(tx, vec![one.held])?;
                    lent.push((scope, held, one.span));
                }
            }
            Ok::<_, StoreError>((letters, lent))
        })?;
        self.letters = letters;
        for (scope, held, span) in lent {
            self.keys.insert(scope, held);
            self.lent.insert(scope, span);
        }
        Ok(())
    }

    /// Whether a file that is lent is so no more.
    pub(super) fn is_lapsed(&self, now_micros: i64) -> bool {
        let mut spans = self.lent.values();
        spans.any(|(from, until)| !(*from..*until).contains(&now_micros))
    }

    /// Whether what is lent has to be read again: time is over, or letters have come or gone.
    pub(super) fn is_stale(&self, main: &Store, now_micros: i64) -> Result<bool, StoreError> {
        Ok(self.is_lapsed(now_micros) || main.read(|tx| letter::all(tx))? != self.letters)
    }

    /// Whether an entity is of a file that is only lent.
    pub(crate) fn is_lent(&self, entity: EntityId) -> bool {
        self.file_of(entity)
            .is_some_and(|file| self.lent.contains_key(&file))
    }

    /// The cases of the files that are lent, and until when, in microseconds since 1970.
    pub(crate) fn lent_cases(&self) -> Result<Vec<(EntityId, i64)>, StoreError> {
        let registry = scope::registry(self.centre);
        self.store.read(|tx| {
            let mut cases = Vec::new();
            for (file, (_, until)) in &self.lent {
                let said = File::of(&entity::load(tx, registry, files::entity(*file))?);
                cases.extend(said.map(|said| (said.case, *until)));
            }
            Ok(cases)
        })
    }

    /// The openings that the files here know of.
    pub(crate) fn openings(&self) -> Result<Vec<Opening>, StoreError> {
        let registry = scope::registry(self.centre);
        self.store.read(|tx| {
            let mut found = Vec::new();
            entity::each_of_kind(tx, registry, GLASS, &mut |id, state| {
                found.extend(Opening::of(id, &state));
                Ok(())
            })?;
            Ok(found)
        })
    }

    /// Puts in order what waited for somebody who holds these files: writes into each that it was opened, gives another
    /// key to those whose opening is over, and shares each as it has to be shared now.
    ///
    /// # Errors
    /// [`NotSealed`]: the vault is to be closed.
    pub(crate) fn settle(
        &mut self,
        main: &Store,
        allowed: &Allowed<act::ProtectedEnter>,
        now_micros: i64,
        chance: &mut dyn Chance,
    ) -> Result<(), NotSealed> {
        self.take_letters(main, allowed, now_micros, chance)?;
        if main.read(|tx| letter::has_past(tx, now_micros))? {
            main.write(|tx| letter::sweep(tx, now_micros))?;
        }
        let openings = self.openings()?;
        let mut due = Vec::new();
        for (file, held) in &self.keys {
            let of_file = |one: &&Opening| self.file_of(one.id) == Some(*file);
            let mine: Vec<&Opening> = openings.iter().filter(of_file).collect();
            let runs = mine.iter().any(|one| !one.opened.is_over(now_micros));
            if runs || self.lent.contains_key(file) {
                continue;
            }
            let given = mine.iter().map(|one| one.opened.epoch).max();
            due.push((*file, held.clone(), given, self.wanted(*file)?));
        }
        let centre = self.centre;
        due = main.read(|tx| {
            let mut left = Vec::new();
            for one in &due {
                let (_, held, given, wanted) = one;
                let Some(latest) = latest(held) else { continue };
                let roll = wanted.roll(tx, centre)?;
                // Another holder may have come first: what they began is read at the next request.
                let fit = glass::is_fit(tx, latest, &roll).unwrap_or(true);
                if !fit || given.is_some_and(|given| given >= latest.epoch) {
                    left.push(one.clone());
                }
            }
            Ok::<_, StoreError>(left)
        })?;
        if due.is_empty() {
            return Ok(());
        }
        let changed = main.write(|tx| {
            let mut changed = BTreeMap::new();
            for (file, held, given, wanted) in &due {
                let mut held = held.clone();
                match renewed(tx, centre, &mut held, (*given, wanted), chance) {
                    Ok(()) => drop(changed.insert(*file, held)),
                    Err(StoreError::Contended) => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(changed)
        })?;
        self.keys.extend(changed);
        Ok(())
    }

    /// Writes into each file what was told to who holds it.
    fn take_letters(
        &mut self,
        main: &Store,
        allowed: &Allowed<act::ProtectedEnter>,
        now_micros: i64,
        chance: &mut dyn Chance,
    ) -> Result<(), NotSealed> {
        let told = main.read(|tx| letter::told(tx, self.keys.values().flatten()))?;
        let registry = scope::registry(self.centre);
        let mut taken = BTreeSet::new();
        for (file, letter) in told {
            let opened = minicbor::decode::<Opened>(&letter.said).ok();
            let said = self.store.read(|tx| {
                let said = File::of(&entity::load(tx, registry, files::entity(file))?);
                let known = entity::load(tx, registry, letter.id)?.exists();
                Ok::<_, StoreError>(said.filter(|_| !known))
            })?;
            if let (Some(opened), Some(said)) = (opened, said) {
                let mut writing = Writing {
                    now_micros,
                    chance: &mut *chance,
                };
                self.store.write(|tx| {
                    let drafts = openings::note(allowed, letter.id, (said.case, &opened));
                    append(tx, &mut writing, drafts).map(drop)
                })?;
                self.harvest(main, allowed, &[said.case], now_micros, chance)?;
            }
            taken.insert(letter.id);
        }
        if taken.is_empty() {
            return Ok(());
        }
        main.write(|tx| {
            taken
                .iter()
                .try_for_each(|letter| letter::destroy(tx, *letter))
        })?;
        self.letters.retain(|one| !taken.contains(one));
        Ok(())
    }
}

fn latest(held: &[HeldKey]) -> Option<&HeldKey> {
    held.iter().max_by_key(|one| one.epoch)
}

/// Another key where the present one was given away, and shares as they have to be.
fn renewed(
    tx: &mut dyn Tx,
    centre: CentreId,
    held: &mut Vec<HeldKey>,
    (given, wanted): (Option<u32>, &Wanted),
    chance: &mut dyn Chance,
) -> Result<(), StoreError> {
    let present = latest(held).cloned().ok_or(StoreError::NoHolder)?;
    if given.is_some_and(|given| given >= present.epoch) {
        let stay = holders::of(tx, &present)?;
        held.push(sealed::rotate(tx, present.scope, &present, &stay, chance)?);
    }
    let roll = wanted.roll(tx, centre)?;
    glass::fit(tx, held, &roll, chance).map(drop)
}
