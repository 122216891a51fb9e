//! One installation of a centre: what its data folder holds, how it is founded, how it opens.
//!
//! Invariant: the keyring is written last, so that a founding cut short leaves nothing that looks
//! like a centre; the next one begins anew.

use crate::backup;
use crate::folder::Folder;
use crate::keys::{Keyring, Master, Strength, file};
use crate::model;
use crate::world::{self, SystemChance};
use akwaba_domain::casework::manual;
use akwaba_domain::centre::account::NewAccount;
use akwaba_domain::centre::settings::Settings;
use akwaba_domain::centre::{founding, passphrase};
use akwaba_domain::ctx::Ctx;
use akwaba_domain::policy;
use akwaba_journal::chance::Chance;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::migrate::Pending;
use akwaba_store::{Plan as Tables, Store, StoreError, Writing, append};
use anyhow::{Context, Result, anyhow};
use serde::{Deserialize, Serialize};
use std::io::{self, ErrorKind};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// What a data folder says of itself, without any key.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Installation {
    /// Version of this file.
    pub version: u32,
    /// The centre.
    pub centre: String,
    /// Whether the database file is encrypted by Akwaba.
    pub encrypted: bool,
}

impl Installation {
    /// Reads what a folder says of itself.
    ///
    /// # Errors
    /// When there is no centre, or the file is damaged.
    pub fn load(folder: &Folder) -> Result<Self> {
        let path = folder.installation();
        let bytes = std::fs::read(&path).with_context(|| format!("{}", path.display()))?;
        serde_json::from_slice(&bytes).with_context(|| format!("{}", path.display()))
    }

    /// The centre.
    ///
    /// # Errors
    /// When the file was changed by hand.
    pub fn centre(&self) -> Result<CentreId> {
        self.centre.parse().context("installation.json: centre")
    }
}

/// Opens the database of a folder that this program alone uses. Before the first change that a
/// newer version makes to its tables, a backup is put among the others.
///
/// # Errors
/// Those of the store and, when there is no room for the backup, of the disk: nothing has changed.
pub fn open(folder: &Folder, master: &Master) -> Result<Store, StoreError> {
    let generation = generation(folder)?;
    let store = open_with(folder, master, generation, &mut || Ok(()))?;
    // A change of the master key that was cut short after its end has left the former database.
    folder.sweep(generation);
    Ok(store)
}

/// The same while another program may be serving the centre: its tables are then never changed
/// under its hands.
///
/// # Errors
/// [`StoreError::Busy`] when the tables must change and another program uses them.
pub fn open_beside(folder: &Folder, master: &Master) -> Result<Store, StoreError> {
    // Held until the tables are changed, where they must be.
    let mut claim = None;
    open_with(folder, master, generation(folder)?, &mut || {
        claim = Some(folder.claim().map_err(|_| StoreError::Busy)?);
        Ok(())
    })
}

/// Under which master key of the folder its database is; the first one before it is founded.
fn generation(folder: &Folder) -> Result<u32, StoreError> {
    if !folder.is_set_up() {
        return Ok(1);
    }
    let keyring =
        Keyring::load(&folder.keyring()).map_err(|error| as_store_error(&error.into()))?;
    let generation = keyring.generation();
    if !folder.database(generation).exists() {
        // Opening would make an empty one in its place.
        return Err(StoreError::corrupt(
            "the database of this keyring is not there",
        ));
    }
    Ok(generation)
}

fn open_with(
    folder: &Folder,
    master: &Master,
    generation: u32,
    alone: &mut dyn FnMut() -> Result<(), StoreError>,
) -> Result<Store, StoreError> {
    let key = master.database();
    let before = &mut |store: &Store, pending: &Pending| {
        alone()?;
        tracing::warn!(migrations = ?pending.names, "the tables change: a backup first");
        backup_before(folder, master, store, "update").map(drop)
    };
    let database = folder.database(generation);
    Store::open_sqlite_with(&database, Some(&key), Tables::AKWABA, before)
}

/// Puts a backup of the centre, as it is before a great change, among the others.
///
/// # Errors
/// Those of the disk and of the store.
pub fn backup_before(
    folder: &Folder,
    master: &Master,
    store: &Store,
    change: &str,
) -> Result<PathBuf, StoreError> {
    let name = format!("akwaba-before-{change}-{}.backup", stamp_of(world::now()));
    let to = folder.backups().join(name);
    std::fs::create_dir_all(folder.backups())
        .map_err(Into::into)
        .and_then(|()| backup::make(folder, master, store, &to, &mut |_, _| ()))
        .map_err(|error: anyhow::Error| as_store_error(&error))?;
    Ok(to)
}

/// What went wrong while files were made, in the cases that pages and commands have words for.
pub fn as_store_error(error: &anyhow::Error) -> StoreError {
    let known = error.chain().find_map(|cause| {
        let store = cause.downcast_ref::<StoreError>().cloned();
        store.or_else(|| match cause.downcast_ref::<io::Error>()?.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some(StoreError::DiskFull),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Some(StoreError::ReadOnly)
            }
            _ => None,
        })
    });
    known.unwrap_or_else(|| StoreError::Io {
        what: error.to_string(),
    })
}

/// A centre to found.
pub struct Plan<'a> {
    /// What it is called.
    pub settings: &'a Settings,
    /// Its first accounts, the director's and the technical administrator's at least.
    pub accounts: &'a [NewAccount],
    /// How much work one guess costs.
    pub strength: Strength,
    /// Passphrases to give, in the order of the accounts; made where there is none.
    pub passphrases: &'a [&'a str],
}

/// A centre just founded.
pub struct Founded {
    /// The centre.
    pub centre: CentreId,
    /// Ids, in the order of the plan.
    pub accounts: Vec<ActorId>,
    /// Passphrases, in the same order: shown once.
    pub passphrases: Vec<Zeroizing<String>>,
    /// Its store.
    pub store: Store,
}

/// Founds a centre in an empty folder.
///
/// # Errors
/// Those of the disk and of the store; the folder then holds no centre.
pub fn found(folder: &Folder, plan: &Plan<'_>) -> Result<Founded> {
    let mut chance = SystemChance;
    let now = world::now();
    let stamp = Stamp {
        micros: now.as_microsecond(),
        count: 0,
    };
    let centre = CentreId::fresh(stamp, &mut chance);
    let founder = ActorId::fresh(stamp, &mut chance);
    let master = Master::fresh(&mut chance);
    set_aside_leftovers(folder)?;
    let store = open(folder, &master)?;
    let allowed = policy::allow_founding(0, founder, centre)?;
    let manual = manual::seed(&allowed, model::texts())
        .map_err(|_| anyhow!("the model manual of this program cannot be read"))?;
    let accounts = store.write(|tx| {
        let mut ctx = Ctx {
            now,
            chance: &mut chance,
        };
        let (ids, mut drafts) = founding::found(&mut ctx, &allowed, plan.settings, plan.accounts);
        drafts.join(manual.clone());
        let mut writing = Writing {
            now_micros: now.as_microsecond(),
            chance: &mut chance,
        };
        append(tx, &mut writing, drafts)?;
        Ok::<_, StoreError>(ids)
    })?;
    let installation = Installation {
        version: 1,
        centre: centre.to_string(),
        encrypted: akwaba_store::ENCRYPTS,
    };
    file::replace(
        &folder.installation(),
        &serde_json::to_vec_pretty(&installation)?,
    )?;
    let passphrases = give_passphrases(folder, plan, &master, &mut chance)?;
    Ok(Founded {
        centre,
        accounts,
        passphrases,
        store,
    })
}

/// Keeps apart whatever stands where the database goes: what a founding that was cut short has
/// left or, where somebody moved the keyring away, a whole centre. Nothing is ever removed.
fn set_aside_leftovers(folder: &Folder) -> io::Result<()> {
    let aside = folder
        .path()
        .join(format!("before-founding-{}", stamp_of(world::now())));
    for path in folder.databases()? {
        std::fs::create_dir_all(&aside)?;
        if let Some(name) = path.file_name() {
            std::fs::rename(&path, aside.join(name))?;
        }
    }
    Ok(())
}

/// A moment as it stands in the names of files.
pub fn stamp_of(moment: jiff::Timestamp) -> String {
    moment.strftime("%Y%m%d-%H%M%S").to_string()
}

fn give_passphrases(
    folder: &Folder,
    plan: &Plan<'_>,
    master: &Master,
    chance: &mut dyn Chance,
) -> Result<Vec<Zeroizing<String>>> {
    let given = plan.passphrases.iter().map(|text| Some((*text).to_owned()));
    let given: Vec<_> = given
        .chain(std::iter::repeat(None))
        .take(plan.accounts.len())
        .collect();
    let mut passphrases = Vec::new();
    let mut slots = Vec::new();
    for (account, given) in plan.accounts.iter().zip(given) {
        let passphrase = Zeroizing::new(given.unwrap_or_else(|| passphrase::make(chance)));
        slots.push((account.login.as_str(), passphrase.clone()));
        passphrases.push(passphrase);
    }
    let mut keyring = Keyring::new(&folder.keyring(), plan.strength, chance);
    keyring.set_all(&slots, master, chance)?;
    Ok(passphrases)
}
