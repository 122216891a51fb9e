//! One installation of a centre: what its data folder holds, how it is founded, how it opens.
//!
//! Invariant: the keyring is written last, so that a founding cut short leaves nothing that looks
//! like a centre; the next one begins anew.

use crate::folder::Folder;
use crate::keys::{Keyring, Master, Strength, file};
use crate::world::{self, SystemChance};
use akwaba_domain::centre::account::NewAccount;
use akwaba_domain::centre::settings::Settings;
use akwaba_domain::centre::{founding, passphrase};
use akwaba_domain::ctx::Ctx;
use akwaba_domain::policy;
use akwaba_journal::chance::Chance;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::{Store, StoreError, Writing, append};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
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

/// Opens the database of a folder.
///
/// # Errors
/// Those of the store.
pub fn open(folder: &Folder, master: &Master) -> Result<Store, StoreError> {
    Store::open_sqlite(&folder.database(), Some(&master.database()))
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
    remove_leftovers(folder);
    let store = open(folder, &master)?;
    let accounts = store.write(|tx| {
        let allowed =
            policy::allow_founding(0, founder, centre).map_err(|_| StoreError::Conflict)?;
        let mut ctx = Ctx {
            now,
            chance: &mut chance,
        };
        let (ids, drafts) = founding::found(&mut ctx, &allowed, plan.settings, plan.accounts);
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

/// What a founding that was cut short may have left: a folder with a keyring is never touched.
fn remove_leftovers(folder: &Folder) {
    if folder.is_set_up() {
        return;
    }
    let database = folder.database();
    for ending in ["", "-wal", "-shm"] {
        let mut name = database.clone().into_os_string();
        name.push(ending);
        // Whatever is not there needs no removing.
        let _ = std::fs::remove_file(name);
    }
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
