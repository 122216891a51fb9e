//! Making durable what a request wrote in the store in memory: each entry sealed into its file, all in one
//! transaction of the journal, with the keys given and taken away as the cases now ask.

use std::collections::{BTreeMap, BTreeSet};

use akwaba_domain::casework::glass::GLASS;
use akwaba_domain::casework::sealed::{self as files, FILE, File};
use akwaba_domain::casework::{CASE, Case};
use akwaba_domain::centre::trail::{self, Line};
use akwaba_domain::grievance::{Kept, REPLY, file as file_of_receipt};
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::scope;
use akwaba_journal::act::{Act, Change};
use akwaba_journal::chance::Chance;
use akwaba_journal::entry::{Body, Entry};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_store::sealed::{self, HeldKey, published};
use akwaba_store::vault::{self, Batch};
use akwaba_store::{Store, StoreError, Tx, Writing, append, entity};

use super::deposit::{append_all, count, replies};
use super::glass::Wanted;
use super::pictures::Changed;
use super::{Ended, Vault};

/// Why what a request wrote could not be sealed. Nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotSealed {
    /// It is not of one sealed file.
    #[error("what was written belongs to no sealed file")]
    Astray,
    /// Somebody would get a key that they must never have, or nobody would have one.
    #[error("the key may not be given so")]
    Keys,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Refusals> for NotSealed {
    fn from(_: Refusals) -> Self {
        Self::Keys
    }
}

/// What has to be done with the key of a file.
enum Keys {
    /// It stays with those who have it.
    Stay,
    /// It begins, or goes on, with all these.
    Give(BTreeSet<ActorId>),
    /// Another begins, for these.
    Change(BTreeSet<ActorId>),
}

/// One file, with what is new in it.
struct Sheaf {
    file: ScopeId,
    keys: Keys,
    /// Among whom the key has to be shared, where that may have changed.
    shared: Option<Wanted>,
    inner: Vec<Entry>,
    pictures: Vec<Changed>,
}

impl Vault {
    /// Seals what the request wrote and makes it durable. `named` are the entities in its address.
    ///
    /// # Errors
    /// [`NotSealed`]: nothing of it is durable then, and the vault is to be closed.
    pub(crate) fn harvest(
        &mut self,
        main: &Store,
        allowed: &Allowed<act::ProtectedEnter>,
        named: &[EntityId],
        now_micros: i64,
        chance: &mut dyn Chance,
    ) -> Result<(), NotSealed> {
        let (begun, ended) = (self.begun.take(), self.ended.take());
        let written = self.fresh()?;
        if written.is_empty() {
            return Ok(());
        }
        // What is told to a receipt goes into no file that is held here.
        let (told, written): (Vec<Entry>, Vec<Entry>) =
            written.into_iter().partition(|entry| entry.kind == REPLY);
        let mut sheaves = self.sheaves(written, named, begun)?;
        let mut writing = Writing {
            now_micros,
            chance: &mut *chance,
        };
        for sheaf in &mut sheaves {
            sheaf.pictures = self.changed_pictures(&sheaf.inner)?;
            sheaf.keys = self.keys_of(sheaf, allowed, begun, &mut writing)?;
            if !self.lent.contains_key(&sheaf.file) && sheaf.inner.iter().any(is_of_keys) {
                sheaf.shared = Some(self.wanted(sheaf.file)?);
            }
        }
        // To whom the keys go is written in the files too.
        for entry in self.fresh()? {
            let file = self
                .file_of(entry.entity)
                .or(begun)
                .ok_or(NotSealed::Astray)?;
            let sheaf = sheaves.iter_mut().find(|sheaf| sheaf.file == file);
            sheaf.ok_or(NotSealed::Astray)?.inner.push(entry);
        }
        let centre = self.centre;
        let (known, mut changed) = (&self.keys, BTreeMap::new());
        main.write(|tx| {
            changed.clear();
            let mut keys: Vec<(ScopeId, Vec<HeldKey>)> = Vec::new();
            for sheaf in &sheaves {
                let held = known.get(&sheaf.file).cloned().unwrap_or_default();
                let held = wrap(tx, centre, sheaf, held, &mut *chance)?;
                keys.push((sheaf.file, held));
            }
            let batches = sheaves.iter().zip(&keys).filter_map(|(sheaf, (_, held))| {
                let latest = held.iter().max_by_key(|one| one.epoch)?;
                Some(Batch {
                    scope: sheaf.file,
                    key: (latest.epoch, &latest.key),
                    inner: sheaf.inner.clone(),
                })
            });
            let batches: Vec<Batch<'_>> = batches.collect();
            let mut writing = Writing {
                now_micros,
                chance: &mut *chance,
            };
            vault::append_sealed(tx, &mut writing, &batches)?;
            for (sheaf, (_, held)) in sheaves.iter().zip(&keys) {
                for picture in &sheaf.pictures {
                    picture.write(tx, held, &mut *writing.chance)?;
                }
            }
            let told = replies(tx, &told, &mut writing)?;
            append_all(tx, &mut writing, told)?;
            if let Some(ended) = ended {
                destroy(tx, ended)?;
            }
            changed.extend(keys);
            Ok::<_, NotSealed>(())
        })?;
        self.keys.extend(changed);
        for sheaf in &sheaves {
            let held = self.keys.get(&sheaf.file).into_iter().flatten();
            let epoch = held.map(|held| held.epoch).max().unwrap_or_default();
            for entry in &sheaf.inner {
                self.note(sheaf.file, epoch, entry);
            }
        }
        let me = allowed.actor();
        let left = |sheaf: &Sheaf| matches!(&sheaf.keys, Keys::Change(who) if !who.contains(&me));
        if ended.is_some() || sheaves.iter().any(left) {
            self.reopen(main, now_micros)?;
        }
        if ended.is_some() {
            // While somebody reads for long, copies of the rows may remain: the next cleaning removes them.
            main.wipe().map(|_| ()).or_else(|error| match error {
                StoreError::Busy => Ok(()),
                other => Err(other),
            })?;
        }
        Ok(())
    }

    fn fresh(&mut self) -> Result<Vec<Entry>, StoreError> {
        let own = &mut self.own;
        let before = own.clone();
        self.store.read(|tx| {
            *own = before.clone();
            vault::written(tx, own)
        })
    }

    /// Tells of which file each entry is. What is new is of the one file that the request begins, or is about.
    fn sheaves(
        &self,
        written: Vec<Entry>,
        named: &[EntityId],
        begun: Option<ScopeId>,
    ) -> Result<Vec<Sheaf>, NotSealed> {
        let about = written
            .iter()
            .map(|entry| entry.entity)
            .chain(named.iter().copied());
        let mut known: BTreeSet<ScopeId> = about.filter_map(|id| self.file_of(id)).collect();
        known.extend(begun);
        // What is new is of the file that the request begins; of the only one it is about where it begins none.
        let only = begun.or(match known.len() {
            1 => known.first().copied(),
            _ => None,
        });
        let mut sheaves: BTreeMap<ScopeId, Vec<Entry>> = BTreeMap::new();
        for entry in written {
            let file = self.file_of_entry(&entry, only).ok_or(NotSealed::Astray)?;
            sheaves.entry(file).or_default().push(entry);
        }
        Ok(sheaves
            .into_iter()
            .map(|(file, inner)| Sheaf {
                file,
                keys: Keys::Stay,
                shared: None,
                inner,
                pictures: Vec::new(),
            })
            .collect())
    }

    fn file_of_entry(&self, entry: &Entry, only: Option<ScopeId>) -> Option<ScopeId> {
        if entry.stream.scope == scope::trail(self.centre) {
            return read_of(entry)
                .and_then(|subject| self.file_of(subject))
                .or(only);
        }
        // What was copied from the open part is written there and nowhere else.
        if !self.is_inside(entry) || self.copies.contains_key(&entry.entity) {
            return None;
        }
        self.file_of(entry.entity).or(only)
    }

    /// Who has to have the key of a file now, and whether that is somebody else than before.
    fn keys_of(
        &self,
        sheaf: &Sheaf,
        allowed: &Allowed<act::ProtectedEnter>,
        begun: Option<ScopeId>,
        writing: &mut Writing<'_>,
    ) -> Result<Keys, NotSealed> {
        let begins = begun == Some(sheaf.file);
        if self.lent.contains_key(&sheaf.file) {
            // Who was lent a file gives its key to nobody.
            let may = |entry: &Entry| [CASE, GLASS, trail::KIND].contains(&entry.kind.as_str());
            return if sheaf.inner.iter().all(may) {
                Ok(Keys::Stay)
            } else {
                Err(NotSealed::Keys)
            };
        }
        if !begins && !sheaf.inner.iter().any(is_of_keys) {
            return Ok(Keys::Stay);
        }
        let registry = scope::registry(self.centre);
        self.store.write(|tx| {
            let state = entity::load(tx, registry, files::entity(sheaf.file))?;
            let file = File::of(&state).ok_or(NotSealed::Astray)?;
            let wanted = match Case::of(file.case, &entity::load(tx, registry, file.case)?) {
                Some(case) => file.wanted(case.assigned, allowed.actor())?,
                // A complaint is followed by those to whom it was entrusted.
                None => file.entrusted()?,
            };
            if wanted == file.keys && !begins {
                return Ok(Keys::Stay);
            }
            append(
                tx,
                writing,
                files::given(allowed, (sheaf.file, &state), &wanted),
            )?;
            Ok(if begins || wanted.is_superset(&file.keys) {
                Keys::Give(wanted)
            } else {
                Keys::Change(wanted)
            })
        })
    }
}

/// Whether an entry may change who has to have the key of its file.
fn is_of_keys(entry: &Entry) -> bool {
    entry.kind == CASE || entry.kind == FILE
}

/// Destroys every wrap of the keys of a file, and of what its receipt opens.
fn destroy(tx: &mut dyn Tx, ended: Ended) -> Result<(), StoreError> {
    sealed::destroy(tx, ended.file)?;
    let Some(receipt) = ended.receipt else {
        return Ok(());
    };
    for kept in [Kept::Told, Kept::Appeal] {
        for nth in (0..count(tx, &receipt, kept)?).rev() {
            sealed::destroy(tx, file_of_receipt(&receipt, kept, nth))?;
        }
    }
    Ok(())
}

/// Gives the key of a file as the case asks. Gives all its keys, the latest among them.
fn wrap(
    tx: &mut dyn Tx,
    centre: akwaba_journal::id::CentreId,
    sheaf: &Sheaf,
    mut held: Vec<HeldKey>,
    chance: &mut dyn Chance,
) -> Result<Vec<HeldKey>, NotSealed> {
    let to = |tx: &mut dyn Tx, who: &BTreeSet<ActorId>| {
        let who: Vec<ActorId> = who.iter().copied().collect();
        let found = published::recipients(tx, centre, &who)?;
        // Somebody without keys would be told that they have the file, and have it not.
        if found.len() == who.len() {
            Ok(found)
        } else {
            Err(NotSealed::Keys)
        }
    };
    match &sheaf.keys {
        Keys::Stay => fit(tx, &mut held, chance)?,
        Keys::Give(who) if held.is_empty() => {
            let to = to(tx, who)?;
            let key = sealed::create(tx, sheaf.file, &to, chance)?;
            held.push(HeldKey {
                scope: sheaf.file,
                epoch: 1,
                key,
            });
        }
        Keys::Give(who) => {
            fit(tx, &mut held, chance)?;
            let to = to(tx, who)?;
            sealed::assign(tx, &held, &to, chance)?;
        }
        Keys::Change(who) => {
            let to = to(tx, who)?;
            let latest = held.iter().max_by_key(|one| one.epoch).cloned();
            let latest = latest.ok_or(NotSealed::Keys)?;
            held.push(sealed::rotate(tx, sheaf.file, &latest, &to, chance)?);
        }
    }
    if held.is_empty() {
        return Err(NotSealed::Keys);
    }
    if let Some(wanted) = &sheaf.shared {
        let roll = wanted.roll(tx, centre)?;
        sealed::glass::fit(tx, &mut held, &roll, chance)?;
    }
    Ok(held)
}

/// Begins another key first where somebody who left the centre still has the latest: nothing is written under that one.
fn fit(tx: &mut dyn Tx, held: &mut Vec<HeldKey>, chance: &mut dyn Chance) -> Result<(), NotSealed> {
    let latest = held.iter().max_by_key(|one| one.epoch).cloned();
    let latest = latest.ok_or(NotSealed::Keys)?;
    let fit = sealed::fit_to_write(tx, &latest, chance)?;
    if fit.epoch != latest.epoch {
        held.push(fit);
    }
    Ok(())
}

/// The record that a line of the trail speaks of.
fn read_of(entry: &Entry) -> Option<EntityId> {
    let Body::Open(bytes) = &entry.body else {
        return None;
    };
    let act = Act::decode(bytes)
        .ok()
        .filter(|_| entry.kind == trail::KIND)?;
    act.changes.iter().find_map(|change| match change {
        Change::Fact { value, .. } => value.read::<Line>().ok()?.subject,
        _ => None,
    })
}
