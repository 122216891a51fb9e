//! Filling a vault, and keeping it in step with the journal: what its keys open, the office beside it, and
//! those records of the registry that its files are about.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use akwaba_domain::casework::{CASE, Case};
use akwaba_domain::grievance::gives_mailbox;
use akwaba_domain::scope;
use akwaba_journal::entry::Entry;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::sealed::{self, HeldKey, PrivateKey};
use akwaba_store::vault::{self, Read};
use akwaba_store::{Store, StoreError, entity};

use super::Vault;

impl Vault {
    /// Opens what a private key opens.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn open(
        main: &Store,
        (centre, account): (CentreId, ActorId),
        private: PrivateKey,
        now_micros: i64,
    ) -> Result<Self, StoreError> {
        let mut vault = Self {
            account,
            centre,
            keys: held(main, &private)?,
            private,
            lent: BTreeMap::new(),
            lent_by: BTreeMap::new(),
            letters: Vec::new(),
            store: main.beside()?,
            sealed: Read::default(),
            own: Read::default(),
            beside: Read::default(),
            files: HashMap::new(),
            mailboxes: HashMap::new(),
            copies: HashMap::new(),
            begun: None,
            ended: None,
        };
        vault.borrow(main, now_micros)?;
        // Its keys were read just now: what they do not open is for others.
        vault.take_in(main)?;
        Ok(vault)
    }

    /// Takes in what has come since. Where a file goes on under another key, or is lent, or no more, opens again what is
    /// held now, and says so.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn catch_up(&mut self, main: &Store, now_micros: i64) -> Result<bool, StoreError> {
        let again = self.is_stale(main, now_micros)? || self.take_in(main)?;
        if again {
            self.reopen(main, now_micros)?;
        }
        Ok(again)
    }

    /// Takes in what has come since: of the files held, of the office, of the persons that they are about. Says
    /// whether a file goes on under a key that is not held here.
    fn take_in(&mut self, main: &Store) -> Result<bool, StoreError> {
        let (keys, sealed, beside) = (&self.keys, &mut self.sealed, &mut self.beside);
        let (before, around) = (sealed.clone(), beside.clone());
        let centre = self.centre;
        let (copies, found, left) = main.read(|tx| {
            (*sealed, *beside) = (before.clone(), around.clone());
            let copies = vault::changed(tx, &office(centre), beside)?;
            let (mut found, mut left) = (Vec::new(), false);
            for (file, keys) in keys {
                let key = |epoch| keys.iter().find(|held| held.epoch == epoch);
                let inner =
                    vault::inner(tx, *file, sealed, |epoch| key(epoch).map(|held| &held.key))?;
                // It goes on under another key, or it is destroyed.
                left |= inner.beyond || !sealed::has_key(tx, *file)?;
                found.push((*file, inner));
            }
            Ok::<_, StoreError>((copies, found, left))
        })?;
        let mut all = Vec::new();
        for (file, inner) in found {
            for entry in inner.entries {
                if self.is_inside(&entry) {
                    let epoch = inner.epochs.get(&entry.id).copied();
                    self.note(file, epoch.unwrap_or_default(), &entry);
                    all.push(entry);
                }
            }
        }
        all.sort_by_key(|entry| (entry.clock, entry.id));
        if !copies.is_empty() || !all.is_empty() {
            self.store.write(|tx| {
                vault::put(tx, &copies)?;
                vault::place(tx, &all)
            })?;
        }
        self.take_in_appeals(main)?;
        self.copy_subjects(main)?;
        Ok(left)
    }

    /// Whether an entry may stand inside a file: of the registry's kind, or a reading.
    pub(super) fn is_inside(&self, entry: &Entry) -> bool {
        let scope = entry.stream.scope;
        scope == scope::registry(self.centre) || scope == scope::trail(self.centre)
    }

    /// Notes of which file an entity is, and under which of its keys a mailbox stands. The lines of the trail are of the file
    /// they speak of.
    pub(super) fn note(&mut self, file: ScopeId, epoch: u32, entry: &Entry) {
        if entry.stream.scope == scope::registry(self.centre) {
            self.files.entry(entry.entity).or_insert(file);
            if gives_mailbox(entry) {
                let known = self.mailboxes.entry(entry.entity).or_default();
                *known = (*known).max(epoch);
            }
        }
    }

    /// Copies the records that the cases are about, where they have changed.
    fn copy_subjects(&mut self, main: &Store) -> Result<(), StoreError> {
        let registry = scope::registry(self.centre);
        let wanted: BTreeSet<EntityId> = self.store.read(|tx| {
            let mut wanted = BTreeSet::new();
            entity::each_of_kind(tx, registry, CASE, &mut |id, state| {
                let case = Case::of(id, &state);
                wanted.extend(case.and_then(|case| case.subject.record()));
                Ok(())
            })?;
            Ok::<_, StoreError>(wanted)
        })?;
        let wanted: Vec<EntityId> = wanted
            .into_iter()
            .filter(|id| !self.files.contains_key(id))
            .collect();
        self.copy(main, &wanted)
    }

    /// Copies records of the registry, where they have changed.
    pub(crate) fn copy(&mut self, main: &Store, wanted: &[EntityId]) -> Result<(), StoreError> {
        let registry = scope::registry(self.centre);
        let found = main.read(|tx| {
            wanted
                .iter()
                .map(|id| Ok((*id, vault::copied(tx, registry, *id)?)))
                .collect::<Result<Vec<_>, StoreError>>()
        })?;
        let mut fresh = Vec::new();
        for (id, copy) in found {
            if self.copies.get(&id) != Some(&copy) {
                fresh.extend(copy.clone());
                self.copies.insert(id, copy);
            }
        }
        if fresh.is_empty() {
            return Ok(());
        }
        self.store.write(|tx| vault::put(tx, &fresh))
    }

    /// Opens again what its private key opens now: of what is not held any more nothing stays.
    pub(super) fn reopen(&mut self, main: &Store, now_micros: i64) -> Result<(), StoreError> {
        let who = (self.centre, self.account);
        *self = Self::open(main, who, self.private.clone(), now_micros)?;
        Ok(())
    }
}

/// The scopes of a centre without any beneficiary's data.
fn office(centre: CentreId) -> [ScopeId; 4] {
    [
        scope::office(centre),
        scope::manual(centre),
        scope::directory(centre),
        scope::reference(),
    ]
}

/// The keys that a private key opens, by file.
fn held(main: &Store, private: &PrivateKey) -> Result<BTreeMap<ScopeId, Vec<HeldKey>>, StoreError> {
    let mut keys: BTreeMap<ScopeId, Vec<HeldKey>> = BTreeMap::new();
    for one in main.read(|tx| sealed::held(tx, private))? {
        keys.entry(one.scope).or_default().push(one);
    }
    Ok(keys)
}
