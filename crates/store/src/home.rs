//! What every transaction of one store knows beside its tables: the host's key, the migrations
//! and the projections.

use crate::migrate::Migration;
use crate::projection::Projection;
use crate::shelf::Shelf;
use crate::tables::Kept;
use akwaba_journal::act::Act;
use akwaba_journal::entry::{Body, Entry};
use akwaba_journal::seal::{self, Key};
use akwaba_journal::upcast::{Kinds, Unread};
use std::sync::Arc;

/// The tables of a store and what fills them.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// What makes the tables.
    pub migrations: &'static [Migration],
    /// What fills them from the journal.
    pub projections: &'static [Projection],
    /// The tables that a node alone knows.
    pub local: &'static [Kept],
    /// The kinds whose acts have changed since version 1, and how. A kind that is not named
    /// here is in version 1.
    pub kinds: fn() -> Kinds,
}

impl Plan {
    /// The plan of Akwaba.
    pub const AKWABA: Self = Self {
        migrations: crate::migrate::MIGRATIONS,
        projections: crate::projections::ALL,
        local: crate::tables::LOCAL,
        kinds: Kinds::new,
    };
}

/// The surroundings of a transaction.
#[derive(Debug)]
pub struct Home {
    plan: Plan,
    kinds: Kinds,
    #[cfg(not(target_family = "wasm"))]
    key: Option<Key>,
    outer: Key,
    shelf: Arc<Shelf>,
}

impl Home {
    /// The surroundings for a plan under the host's key. Without a key (demonstration, tests)
    /// the secrets of the store are wrapped under a key that everybody knows.
    pub fn new(plan: Plan, key: Option<&Key>) -> Self {
        let bytes = key.map_or([0; 32], |key| *key.as_bytes());
        let outer = Key::new(blake3::derive_key("akwaba 2026 secrets of a store", &bytes));
        Self {
            plan,
            kinds: (plan.kinds)(),
            #[cfg(not(target_family = "wasm"))]
            key: key.cloned(),
            outer,
            shelf: Arc::default(),
        }
    }

    /// The surroundings of a store in memory beside another: the same editions at hand.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn beside(other: &Self) -> Self {
        Self {
            shelf: Arc::clone(&other.shelf),
            ..Self::new(other.plan, None)
        }
    }

    /// The editions of procedures already read.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The tables and what fills them.
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// The version in which acts of a kind are written today.
    pub(crate) fn version(&self, kind: &str) -> u16 {
        self.kinds.version(kind).unwrap_or(1)
    }

    /// The kinds whose acts have changed since version 1, with the version of today.
    pub(crate) fn versions(&self) -> impl Iterator<Item = (&str, u16)> {
        self.kinds.versions()
    }

    /// Reads the act of an entry in the version of today, with the key where it needs one.
    pub(crate) fn read(&self, entry: &Entry, key: Option<&Key>) -> Result<Act, Unread> {
        if self.kinds.version(&entry.kind).is_some() {
            return self.kinds.read(entry, key);
        }
        if !entry.is_well_named() {
            return Err(Unread::Name);
        }
        if entry.version > 1 {
            return Err(Unread::LaterKind);
        }
        match (&entry.body, key) {
            (Body::Keyed { .. } | Body::Sealed { .. }, None) => Err(Unread::NoKey),
            _ => seal::open(entry, key).map_err(|_| Unread::NoAct),
        }
    }

    /// The host's key.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) fn key(&self) -> Option<&Key> {
        self.key.as_ref()
    }

    /// The key under which the secrets of this store are wrapped.
    pub(crate) fn outer(&self) -> &Key {
        &self.outer
    }
}
