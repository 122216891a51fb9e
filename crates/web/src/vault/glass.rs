//! Break-glass in a vault: among whom the keys of its files are shared, a file that is lent for three hours, and what its
//! holders find written in it.
//!
//! Invariant: before a file that was opened shows anything, to anybody, it says inside that it was.

use std::collections::{BTreeMap, BTreeSet};

use akwaba_domain::casework::Case;
use akwaba_domain::casework::glass::{self as openings, Ended, GLASS, Opened, Opening};
use akwaba_domain::casework::sealed::{self as files, File};
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::registry::PersonView;
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::scope;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::sealed::glass::{self, Name, Roll, letter, loan};
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

/// The case of a file that is lent.
pub(crate) struct LentCase {
    pub(crate) case: EntityId,
    pub(crate) opening: EntityId,
    /// In microseconds since 1970.
    pub(crate) until_micros: i64,
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
            for one in loan::lent(tx, private, now_micros)? {
                if !keys.contains_key(&one.held.scope) {
                    let scope = one.held.scope;
                    let held = sealed::with_former(tx, vec![one.held])?;
                    lent.push((scope, held, one.loan));
                }
            }
            Ok::<_, StoreError>((letters, lent))
        })?;
        self.letters = letters;
        for (scope, held, loan) in lent {
            self.keys.insert(scope, held);
            self.lent.insert(scope, loan.span());
            self.lent_by.insert(scope, loan.opening());
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

    /// Whether some file is only lent here.
    pub(super) fn borrows(&self) -> bool {
        !self.lent.is_empty()
    }

    /// The cases of the files that are lent, by which opening, and until when, in microseconds since 1970.
    pub(crate) fn lent_cases(&self) -> Result<Vec<LentCase>, StoreError> {
        let registry = scope::registry(self.centre);
        self.store.read(|tx| {
            let mut cases = Vec::new();
            for (file, (_, until_micros)) in &self.lent {
                let said = File::of(&entity::load(tx, registry, files::entity(*file))?);
                let lent = said.zip(self.lent_by.get(file));
                cases.extend(lent.map(|(said, opening)| LentCase {
                    case: said.case,
                    opening: *opening,
                    until_micros: *until_micros,
                }));
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
    /// key to those whose opening is over, shares each as it has to be shared now, and attends to complaints.
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
            let runs = mine.iter().any(|one| !one.is_over(now_micros));
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
        if !due.is_empty() {
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
        }
        self.attend(main, allowed, now_micros, chance)
    }

    /// Writes into each file what was told to who holds it.
    fn take_letters(
        &mut self,
        main: &Store,
        allowed: &Allowed<act::ProtectedEnter>,
        now_micros: i64,
        chance: &mut dyn Chance,
    ) -> Result<(), NotSealed> {
        let told = main.read(|tx| loan::told(tx, self.keys.values().flatten()))?;
        let registry = scope::registry(self.centre);
        let mut taken = BTreeSet::new();
        for one in told {
            let (said, known) = self.store.read(|tx| {
                let said = File::of(&entity::load(tx, registry, files::entity(one.scope))?);
                Ok::<_, StoreError>((said, entity::load(tx, registry, one.opening)?))
            })?;
            let drafts = said.and_then(|said| {
                let drafts = if one.closed {
                    let ended = minicbor::decode::<Ended>(&one.said).ok()?;
                    let opening = Opening::of(one.opening, &known)?;
                    let open = opening.closed.is_none();
                    open.then(|| openings::note_closed(allowed, one.opening, &ended))?
                } else {
                    let opened = minicbor::decode::<Opened>(&one.said).ok()?;
                    let about = (said.case, &opened);
                    (!known.exists()).then(|| openings::note(allowed, one.opening, about))?
                };
                Some((said.case, drafts))
            });
            if let Some((case, drafts)) = drafts {
                let mut writing = Writing {
                    now_micros,
                    chance: &mut *chance,
                };
                self.store
                    .write(|tx| append(tx, &mut writing, drafts.clone()).map(drop))?;
                self.harvest(main, allowed, &[case], now_micros, chance)?;
            }
            taken.insert(one.letter);
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
