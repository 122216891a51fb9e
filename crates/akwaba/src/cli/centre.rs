//! Opening a centre for a command: the folder, the passphrase, and who acts.

use super::voice::Voice;
use super::{data, passphrase};
use crate::folder::{Claim, Folder};
use crate::installation::{self, Installation};
use crate::keys::{Keyring, Master};
use crate::world::SystemChance;
use akwaba_domain::Actor;
use akwaba_journal::id::CentreId;
use akwaba_store::Store;
use akwaba_store::local::passphrase_due;
use akwaba_store::projections::centre::account;
use anyhow::{Context, Result, bail};
use clap::ArgMatches;

/// A centre open for one command.
pub struct Opened {
    /// Its folder.
    pub folder: Folder,
    /// Its master key.
    pub master: Master,
    /// Its store.
    pub store: Store,
    /// Which centre.
    pub centre: CentreId,
    /// Who acts, with the rights of the moment.
    pub actor: Actor,
    _claim: Claim,
}

/// Opens the centre of `--data` with the account and passphrase given, alone.
///
/// # Errors
/// When there is no centre, another program uses it, or the passphrase is wrong.
pub fn open(args: &ArgMatches, voice: Voice) -> Result<Opened> {
    let folder = set_up(args, voice)?;
    let claim = claim(&folder, voice)?;
    enter(args, voice, folder, true, claim)
}

/// The same beside a centre that is being served: for what reads and notes, and changes no record.
///
/// # Errors
/// When there is no centre, or the passphrase is wrong.
pub fn open_beside(args: &ArgMatches, voice: Voice) -> Result<Opened> {
    let folder = set_up(args, voice)?;
    // Held to the end: nothing noted here is lost because another database takes the place of this one.
    let visit = folder.visit().with_context(|| {
        voice.pick(
            "La clé du centre est en train de changer. Attendez que ce soit fini, puis recommencez.",
            "The key of the centre is being changed. Wait until that is done, then begin again.",
        )
    })?;
    enter(args, voice, folder, false, visit)
}

fn set_up(args: &ArgMatches, voice: Voice) -> Result<Folder> {
    let folder = data(args, voice)?;
    if folder.is_set_up() {
        return Ok(folder);
    }
    bail!(
        "{}",
        voice.pick(
            "Il n'y a pas de centre dans ce dossier.",
            "There is no centre in this folder."
        )
    )
}

fn enter(
    args: &ArgMatches,
    voice: Voice,
    folder: Folder,
    alone: bool,
    claim: Claim,
) -> Result<Opened> {
    let (login, secret) = passphrase::ask(args, voice)?;
    let mut keyring = Keyring::load(&folder.keyring())?;
    let Some(master) = keyring.unlock(&login, &secret)? else {
        bail!(
            "{}",
            voice.pick(
                "L'identifiant ou la phrase secrète ne convient pas.",
                "The login or the passphrase is not right.",
            )
        );
    };
    let centre = Installation::load(&folder)?.centre()?;
    let store = match alone {
        true => {
            // Only alone: whoever serves the centre has the keyring in mind.
            if keyring.is_older(&login) {
                keyring.set(&login, &secret, &master, &mut SystemChance)?;
            }
            installation::open(&folder, &master)?
        }
        false => installation::open_beside(&folder, &master)?,
    };
    let found = store.read(|tx| account::by_login(tx, centre, &login.trim().to_lowercase()))?;
    let account = found
        .filter(|account| !account.suspended)
        .with_context(|| {
            voice.pick(
                "Ce compte ne peut pas agir dans ce centre.",
                "This account may not act in this centre.",
            )
        })?;
    if store.read(|tx| passphrase_due::is(tx, account.id))? {
        bail!(
            "{}",
            voice.pick(
                "Cette phrase secrète vous a été remise par quelqu'un. Changez-la d'abord dans le navigateur.",
                "This passphrase was handed to you by somebody. Change it first in the browser.",
            )
        );
    }
    Ok(Opened {
        folder,
        master,
        store,
        centre,
        actor: account.actor(),
        _claim: claim,
    })
}

/// Keeps every other program out of the folder.
///
/// # Errors
/// When one is in.
pub fn claim(folder: &Folder, voice: Voice) -> Result<Claim> {
    folder.claim().with_context(|| {
        voice.pick(
            "Un autre programme d'Akwaba utilise ce dossier. Arrêtez-le d'abord.",
            "Another program of Akwaba is using this folder. Stop it first.",
        )
    })
}
