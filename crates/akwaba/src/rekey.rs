//! A change of the master key: everything is written again beside itself under another one, and the
//! rename of the keyring is the moment at which the one takes the other's place.
//!
//! Invariant: killed at any point, the centre opens under the former key or the new one, with all that was
//! acknowledged. Never asks for anybody's passphrase, never touches a backup.

use crate::backup;
use crate::folder::Folder;
use crate::installation::{as_store_error, backup_before};
use crate::keys::{Keyring, KeyringError, Master, file};
use crate::world::{self, SystemChance};
use akwaba_domain::Ctx;
use akwaba_domain::centre::trail;
use akwaba_domain::policy::{Allowed, act};
use akwaba_store::projections::centre::account;
use akwaba_store::{Store, StoreError, Successor, Writing, append};
use std::fs;
use std::path::PathBuf;

/// A centre whose master key is to be changed, open.
pub struct Present<'a> {
    /// Its folder, which this program alone uses.
    pub folder: &'a Folder,
    /// Its keyring.
    pub keyring: &'a Keyring,
    /// Its master key.
    pub master: &'a Master,
    /// Its store: it writes nothing any more once the key is changed.
    pub store: &'a Store,
}

/// A master key just changed.
pub struct Changed {
    /// The new one.
    pub master: Master,
    /// The keyring that opens it.
    pub keyring: Keyring,
    /// The backup that was made before, under the former key.
    pub backup: PathBuf,
    /// Every backup of the folder, all of them under former keys.
    pub former: Vec<PathBuf>,
}

/// Why a master key is not changed. It is then the former one.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    /// A command uses the centre.
    #[error("a command uses the centre")]
    InUse,
    /// The keyring is not ready, or cannot be read or written.
    #[error(transparent)]
    Keys(#[from] KeyringError),
    /// The database cannot be written again.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Changes the master key, after a backup. `route` is by which way, for the trail.
///
/// # Errors
/// [`NotChanged`].
pub fn change(
    present: &Present<'_>,
    allowed: &Allowed<act::KeyChange>,
    route: &str,
    told: &mut dyn FnMut(u64, u64),
) -> Result<Changed, NotChanged> {
    let Present {
        folder,
        keyring,
        master,
        store,
    } = *present;
    let _alone = folder.alone().map_err(|_| NotChanged::InUse)?;
    let stay = store.read(|tx| account::all(tx, allowed.centre()))?;
    let stay = stay.iter().filter(|account| !account.suspended);
    let stay: Vec<String> = stay
        .map(|account| account.login.as_str().to_owned())
        .collect();
    let mut chance = SystemChance;
    let next = Master::fresh(&mut chance);
    // One that a change cut short may have left behind is stepped over: it opens with no key there is.
    let generation = (keyring.generation() + 1..)
        .find(|number| !folder.database(*number).exists())
        .unwrap_or(u32::MAX);
    let mut renewed = keyring.under((master, &next), generation, &stay, &mut chance)?;
    let backup = backup_before(folder, master, store, "key-change")?;

    let part = folder.path().join("rekey.part");
    backup::remove(&part);
    let key = next.database();
    let successor = Successor {
        path: &part,
        key: &key,
    };
    let now = world::now();
    let written = store.succeed(
        successor,
        &mut chance,
        &mut |tx, chance| {
            let drafts = trail::note_key_change(&Ctx { now, chance }, allowed, route);
            let now_micros = now.as_microsecond();
            append(tx, &mut Writing { now_micros, chance }, drafts).map(drop)
        },
        &mut || {
            let switched = switch(folder, &part, &mut renewed);
            switched.map_err(|error| as_store_error(&error))
        },
        &mut |step| told(step.done, step.total),
    );
    backup::remove(&part);
    written?;
    folder.sweep(generation);
    Ok(Changed {
        master: next,
        keyring: renewed,
        backup,
        former: backup::files(folder),
    })
}

/// Gives the new database its name, and then the keyring that opens it its place.
fn switch(folder: &Folder, part: &std::path::Path, keyring: &mut Keyring) -> anyhow::Result<()> {
    let database = folder.database(keyring.generation());
    fs::rename(part, &database)?;
    file::sync_folder(&database)?;
    let Err(error) = keyring.take_place() else {
        return Ok(());
    };
    // Renamed, and perhaps not durable: the former database stays until it is.
    let there = Keyring::load(&folder.keyring())?;
    if there.generation() == keyring.generation() {
        return Ok(());
    }
    Err(error.into())
}
