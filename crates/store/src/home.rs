//! What every transaction of one store knows beside its tables: the host's key, the migrations
//! and the projections.

use crate::migrate::Migration;
use crate::projection::Projection;
use crate::tables::Kept;
use akwaba_journal::seal::Key;

/// The tables of a store and what fills them.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// What makes the tables.
    pub migrations: &'static [Migration],
    /// What fills them from the journal.
    pub projections: &'static [Projection],
    /// The tables that a node alone knows.
    pub local: &'static [Kept],
    /// Kinds whose acts are written in a later version than 1, and in which.
    pub versions: &'static [(&'static str, u16)],
}

impl Plan {
    /// The plan of Akwaba.
    pub const AKWABA: Self = Self {
        migrations: crate::migrate::MIGRATIONS,
        projections: crate::projections::ALL,
        local: crate::tables::LOCAL,
        versions: &[],
    };
}

/// The surroundings of a transaction.
#[derive(Debug)]
pub struct Home {
    plan: Plan,
    #[cfg(not(target_family = "wasm"))]
    key: Option<Key>,
    outer: Key,
}

impl Home {
    /// The surroundings for a plan under the host's key. Without a key (demonstration, tests)
    /// the secrets of the store are wrapped under a key that everybody knows.
    pub fn new(plan: Plan, key: Option<&Key>) -> Self {
        let bytes = key.map_or([0; 32], |key| *key.as_bytes());
        let outer = Key::new(blake3::derive_key("akwaba 2026 secrets of a store", &bytes));
        Self {
            plan,
            #[cfg(not(target_family = "wasm"))]
            key: key.cloned(),
            outer,
        }
    }

    /// The tables and what fills them.
    pub fn plan(&self) -> Plan {
        self.plan
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
