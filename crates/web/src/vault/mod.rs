//! The vaults of a host: for each session that is in the protected space, the keys it holds and a store in
//! memory that shows what they open.
//!
//! Invariants: a vault answers one request at a time; left alone for two minutes it is gone, with its keys
//! and all that it shows; what a page says was done is durable in the journal, sealed, before the page
//! leaves. Never: anything of a vault on a disk, in a log, or to another session.

mod appeals;
mod attend;
mod deposit;
mod glass;
mod guardian;
mod harvest;
mod open;
mod pictures;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use akwaba_journal::holder::PublicKeys;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::Store;
use akwaba_store::sealed::{HeldKey, PrivateKey};
use akwaba_store::vault::{Copied, Read};

pub(crate) use deposit::{Deposit, To, deposit, told};
pub(crate) use guardian::{Request, agree, present};

/// After so many seconds without a touch a vault is gone, or sooner where the host says so.
pub const IDLE_SECONDS_MAX: u32 = 120;

/// What one session sees of sealed files.
pub struct Vault {
    account: ActorId,
    centre: CentreId,
    private: PrivateKey,
    keys: BTreeMap<ScopeId, Vec<HeldKey>>,
    store: Store,
    /// The files among them that are only lent, from when until when, in microseconds since 1970.
    lent: BTreeMap<ScopeId, (i64, i64)>,
    /// By which opening each of those is lent.
    lent_by: BTreeMap<ScopeId, EntityId>,
    /// The letters of break-glass that there were when what is lent was read.
    letters: Vec<EntityId>,
    /// How far sealed scopes were read, what this vault wrote was sealed, and the open part was copied.
    sealed: Read,
    own: Read,
    beside: Read,
    /// Of which file each entity is.
    files: HashMap<EntityId, ScopeId>,
    /// Under which key of its file each complaint was given the mailbox that is written to.
    mailboxes: HashMap<EntityId, u32>,
    /// The persons and households of the registry that these files are about, as they were copied.
    copies: HashMap<EntityId, Option<Copied>>,
    /// The file that the request being answered begins.
    begun: Option<ScopeId>,
    /// The file that it ends, and the receipt whose files go with it.
    ended: Option<Ended>,
}

/// A file that is to be no more.
#[derive(Clone, Copy)]
struct Ended {
    file: ScopeId,
    receipt: Option<PublicKeys>,
}

impl Vault {
    /// The store in memory.
    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Says that the request being answered begins this file.
    pub(crate) fn begin(&mut self, file: ScopeId) {
        self.begun = Some(file);
    }

    /// Says that the request being answered ends this file: every wrap of its keys is destroyed as soon as what the
    /// request wrote is durable, and those of what its receipt opens.
    pub(crate) fn end(&mut self, file: ScopeId, receipt: Option<PublicKeys>) {
        self.ended = Some(Ended { file, receipt });
    }

    /// The file that an entity is of.
    pub(crate) fn file_of(&self, entity: EntityId) -> Option<ScopeId> {
        self.files.get(&entity).copied()
    }
}

impl core::fmt::Debug for Vault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Vault([caché])")
    }
}

/// A vault as a host keeps it.
#[derive(Debug)]
pub(crate) struct Kept {
    account: ActorId,
    touched_micros: AtomicI64,
    vault: Mutex<Option<Vault>>,
}

impl Kept {
    /// The vault, for one request; none once it is closed.
    pub(crate) fn enter(&self) -> MutexGuard<'_, Option<Vault>> {
        // A request that failed half-way leaves nothing that can be trusted.
        self.vault.lock().unwrap_or_else(|poisoned| {
            let mut guard = PoisonError::into_inner(poisoned);
            *guard = None;
            guard
        })
    }
}

/// The vaults of a host, by the fingerprint of their session.
#[derive(Debug)]
pub struct Vaults {
    kept: Mutex<BTreeMap<[u8; 32], Arc<Kept>>>,
    idle_micros: i64,
}

impl Default for Vaults {
    fn default() -> Self {
        Self::left_alone_for(IDLE_SECONDS_MAX)
    }
}

impl Vaults {
    /// None yet. They will be gone after so long alone: never longer than [`IDLE_SECONDS_MAX`].
    pub fn left_alone_for(seconds: u32) -> Self {
        Self {
            kept: Mutex::default(),
            idle_micros: i64::from(seconds.min(IDLE_SECONDS_MAX)) * 1_000_000,
        }
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<[u8; 32], Arc<Kept>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a vault for a session, in place of the one it had.
    pub(crate) fn keep(&self, session: [u8; 32], vault: Vault, now_micros: i64) {
        let kept = Kept {
            account: vault.account,
            touched_micros: AtomicI64::new(now_micros),
            vault: Mutex::new(Some(vault)),
        };
        self.all().insert(session, Arc::new(kept));
    }

    /// The vault of a session, unless it was left alone for too long: it is then closed. `touched` when somebody
    /// did something, and the page did not read itself again.
    pub(crate) fn find(
        &self,
        session: &[u8; 32],
        account: ActorId,
        touched: bool,
        now_micros: i64,
    ) -> Option<Arc<Kept>> {
        let kept = self.all().get(session).cloned()?;
        let idle = now_micros - kept.touched_micros.load(Ordering::Acquire);
        // A clock that jumps back closes it too: entering again is cheap.
        if kept.account != account || !(0..=self.idle_micros).contains(&idle) {
            self.close(session);
            return None;
        }
        if touched {
            kept.touched_micros.store(now_micros, Ordering::Release);
        }
        Some(kept)
    }

    /// Closes the vault of a session: its keys are wiped as soon as the request that uses them, if any, ends.
    pub fn close(&self, session: &[u8; 32]) {
        let kept = self.all().remove(session);
        if let Some(kept) = kept
            && let Ok(mut vault) = kept.vault.try_lock()
        {
            *vault = None;
        }
    }

    /// Closes those of an account to which a file is lent: somebody closed it. One that answers a request sees it at the
    /// next.
    pub(crate) fn take_back(&self, account: ActorId) {
        self.all().retain(|_, kept| {
            let mine = kept.account == account;
            let vault = kept.vault.try_lock();
            !(mine && vault.is_ok_and(|vault| vault.as_ref().is_some_and(Vault::borrows)))
        });
    }

    /// Closes those that were left alone for too long. A host calls it every few seconds.
    pub fn sweep(&self, now_micros: i64) {
        let mut all = self.all();
        // What was lent is wiped when its time is over, whoever looks; one that answers a request sees it at the next.
        all.retain(|_, kept| {
            let vault = kept.vault.try_lock();
            !vault.is_ok_and(|vault| vault.as_ref().is_some_and(|one| one.is_lapsed(now_micros)))
        });
        let over: BTreeSet<[u8; 32]> = all
            .iter()
            .filter(|(_, kept)| {
                let idle = now_micros - kept.touched_micros.load(Ordering::Acquire);
                !(0..=self.idle_micros).contains(&idle)
            })
            .map(|(session, _)| *session)
            .collect();
        all.retain(|session, _| !over.contains(session));
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.all().len()
    }
}

#[cfg(test)]
mod tests;
