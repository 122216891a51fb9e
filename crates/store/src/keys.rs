//! The keys of persons and records, each wrapped under a secret of the store.
//!
//! Invariant: a destroyed key is never made again, so what was forgotten stays so.

use crate::error::{Result, StoreError};
use crate::identity::{self, SUBJECTS};
use crate::params;
use crate::tx::Tx;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_journal::seal::Key;
use std::collections::HashMap;

/// Keys kept at hand at a time; more are read again.
const KEYS_AT_HAND_MAX: usize = 4096;

/// Keys wrapped again in one go.
#[cfg(not(target_family = "wasm"))]
const KEYS_AT_ONCE: i64 = 4096;

/// The keys of persons and records that one piece of work has opened.
pub(crate) struct Keyring {
    /// `None` on a node that never wrote: it has no key of anybody.
    wrapping: Option<Key>,
    open: HashMap<(ScopeId, EntityId), Option<Key>>,
}

impl Keyring {
    pub(crate) fn of(tx: &mut dyn Tx) -> Result<Self> {
        let wrapping = match identity::find(tx)? {
            Some(_) => Some(identity::secret(tx, SUBJECTS)?),
            None => None,
        };
        Ok(Self {
            wrapping,
            open: HashMap::new(),
        })
    }

    /// The key of a subject; `None` when it was destroyed or never came here.
    pub(crate) fn find(
        &mut self,
        tx: &mut dyn Tx,
        scope: ScopeId,
        subject: EntityId,
    ) -> Result<Option<Key>> {
        if let Some(known) = self.open.get(&(scope, subject)) {
            return Ok(known.clone());
        }
        let key = match stored(tx, scope, subject)? {
            Stored::Wrapped(wrapped) => Some(self.unwrap(scope, subject, &wrapped)?),
            Stored::Destroyed | Stored::Never => None,
        };
        self.remember(scope, subject, key.clone());
        Ok(key)
    }

    /// The key of a subject, made now if it never had one.
    pub(crate) fn find_or_make(
        &mut self,
        tx: &mut dyn Tx,
        scope: ScopeId,
        subject: EntityId,
        chance: &mut dyn Chance,
    ) -> Result<Key> {
        if let Some(Some(known)) = self.open.get(&(scope, subject)) {
            return Ok(known.clone());
        }
        let key = match stored(tx, scope, subject)? {
            Stored::Wrapped(wrapped) => self.unwrap(scope, subject, &wrapped)?,
            Stored::Destroyed => return Err(StoreError::Forgotten),
            Stored::Never => {
                let key = Key::fresh(chance);
                let wrapped = self
                    .wrapping()?
                    .wrap(key.as_bytes(), &context(scope, subject), chance)
                    .map_err(|_| StoreError::TooLong)?;
                tx.execute(
                    "INSERT INTO subject_key (scope, subject, wrapped) VALUES ($1, $2, $3)",
                    params![&scope, &subject, &wrapped],
                )?;
                key
            }
        };
        self.remember(scope, subject, Some(key.clone()));
        Ok(key)
    }

    fn unwrap(&self, scope: ScopeId, subject: EntityId, wrapped: &[u8]) -> Result<Key> {
        let plain = self
            .wrapping()?
            .unwrap(wrapped, &context(scope, subject))
            .map_err(|_| StoreError::corrupt("the key of a record does not open"))?;
        Key::from_slice(&plain).ok_or_else(|| StoreError::corrupt("a key has another length"))
    }

    fn wrapping(&self) -> Result<&Key> {
        self.wrapping
            .as_ref()
            .ok_or_else(|| StoreError::corrupt("a key of a record stands without its own"))
    }

    fn remember(&mut self, scope: ScopeId, subject: EntityId, key: Option<Key>) {
        if self.open.len() >= KEYS_AT_HAND_MAX {
            self.open.clear();
        }
        self.open.insert((scope, subject), key);
    }
}

/// Wraps the keys of all persons and records again, a few thousand at a time; gives how many.
///
/// # Errors
/// When one does not open under `former`, and those of the engine.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn rewrap(
    tx: &mut dyn Tx,
    (former, renewed): (&Key, &Key),
    chance: &mut dyn Chance,
) -> Result<u64> {
    let mut last = (ScopeId::from_bytes([0; 16]), EntityId::from_bytes([0; 16]));
    let mut count = 0;
    loop {
        let rows = tx.query(
            "SELECT scope, subject, wrapped FROM subject_key \
             WHERE scope > $1 OR (scope = $2 AND subject > $3) ORDER BY scope, subject LIMIT $4",
            params![&last.0, &last.0, &last.1, KEYS_AT_ONCE],
        )?;
        for row in &rows {
            last = (row.id(0)?, row.id(1)?);
            let wrapped = row.blob(2)?;
            // A destroyed key stays destroyed.
            if wrapped.is_empty() {
                continue;
            }
            let context = context(last.0, last.1);
            let plain = former
                .unwrap(wrapped, &context)
                .map_err(|_| StoreError::corrupt("the key of a record does not open"))?;
            let wrapped = renewed
                .wrap(&plain, &context, chance)
                .map_err(|_| StoreError::TooLong)?;
            count += tx.execute(
                "UPDATE subject_key SET wrapped = $1 WHERE scope = $2 AND subject = $3",
                params![&wrapped, &last.0, &last.1],
            )?;
        }
        if rows.is_empty() {
            return Ok(count);
        }
    }
}

enum Stored {
    Wrapped(Vec<u8>),
    Destroyed,
    Never,
}

fn stored(tx: &mut dyn Tx, scope: ScopeId, subject: EntityId) -> Result<Stored> {
    let row = tx.maybe(
        "SELECT wrapped FROM subject_key WHERE scope = $1 AND subject = $2",
        params![&scope, &subject],
    )?;
    Ok(match row {
        None => Stored::Never,
        Some(row) if row.blob(0)?.is_empty() => Stored::Destroyed,
        Some(row) => Stored::Wrapped(row.blob(0)?.to_vec()),
    })
}

fn context(scope: ScopeId, subject: EntityId) -> Vec<u8> {
    [scope.as_bytes().as_slice(), subject.as_bytes()].concat()
}
