//! Among whom the key of a sealed scope is shared, and by what names it is found: known to who holds the scope, and to
//! nobody else. Never keeps a name that can be read.

use super::{BYTES, NAMES, PLACES};
use crate::error::{Result, StoreError};
use crate::params;
use crate::sealed::published::Recipient;
use crate::sealed::wraps::HeldKey;
use crate::tx::Tx;
use akwaba_journal::envelope::Public;
use std::collections::BTreeSet;
use zeroize::Zeroizing;

const ROLL_BYTES: usize = (PLACES + NAMES) * BYTES;

/// A name by which a scope is found, as a hash: it is no longer to be read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(pub(super) [u8; BYTES]);

impl Name {
    /// The name in words.
    pub fn of(words: &str) -> Self {
        let context = "akwaba 2026 name by which a sealed scope is found 1";
        Self(blake3::derive_key(context, words.as_bytes()))
    }
}

impl core::fmt::Debug for Name {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Name([caché])")
    }
}

/// Among whom the key of a scope is shared, and by what names it is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roll {
    pub(super) guardians: Vec<Recipient>,
    pub(super) names: Vec<Name>,
}

impl Roll {
    /// These guardians and names, as many as there is room for.
    pub fn new(
        guardians: impl IntoIterator<Item = Recipient>,
        names: impl IntoIterator<Item = Name>,
    ) -> Self {
        let guardians: BTreeSet<Recipient> = guardians.into_iter().collect();
        let names: BTreeSet<Name> = names.into_iter().collect();
        Self {
            guardians: guardians.into_iter().take(PLACES).collect(),
            names: names.into_iter().take(NAMES).collect(),
        }
    }

    /// Without those who left.
    pub(super) fn living(&self, gone: &BTreeSet<Public>) -> Self {
        let stay = self.guardians.iter();
        Self {
            guardians: stay
                .filter(|one| !gone.contains(one.public()))
                .copied()
                .collect(),
            names: self.names.clone(),
        }
    }

    /// Whether somebody of it left.
    pub(in crate::sealed) fn has_gone(&self, gone: &BTreeSet<Public>) -> bool {
        self.living(gone) != *self
    }

    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(ROLL_BYTES));
        for one in &self.guardians {
            bytes.extend_from_slice(one.public().as_bytes());
        }
        bytes.resize(PLACES * BYTES, 0);
        for name in &self.names {
            bytes.extend_from_slice(&name.0);
        }
        bytes.resize(ROLL_BYTES, 0);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (guardians, names) = bytes.split_at_checked(PLACES * BYTES)?;
        let some = |bytes: &[u8]| -> Vec<[u8; BYTES]> {
            let each = bytes.chunks_exact(BYTES);
            let each = each.filter_map(|one| <[u8; BYTES]>::try_from(one).ok());
            each.filter(|one| *one != [0; BYTES]).collect()
        };
        let guardians = some(guardians).into_iter().map(Public::new);
        Some(Self {
            guardians: guardians.map(Recipient::with).collect(),
            names: some(names).into_iter().map(Name).collect(),
        })
    }
}

/// Among whom a scope is shared now, for who holds it; none where it never was.
///
/// # Errors
/// [`StoreError::Contended`] when another key has begun since.
pub fn roll_of(tx: &mut dyn Tx, held: &HeldKey) -> Result<Option<Roll>> {
    let row = tx.maybe(
        "SELECT roll FROM glass_roll WHERE scope = $1",
        params![&held.scope],
    )?;
    row.map(|row| {
        let plain = held.key.unwrap(row.blob(0)?, &roll_bound(held));
        let plain = plain.map_err(|_| StoreError::Contended)?;
        Roll::from_bytes(&plain).ok_or_else(|| StoreError::corrupt("a roll has another length"))
    })
    .transpose()
}

/// What a roll is bound to.
pub(super) fn roll_bound(held: &HeldKey) -> Vec<u8> {
    let (scope, epoch) = (held.scope.as_bytes(), held.epoch.to_be_bytes());
    [scope.as_slice(), &epoch, b" roll"].concat()
}
