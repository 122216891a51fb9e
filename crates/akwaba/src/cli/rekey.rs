//! `akwaba rekey`: another master key after a departure. Everybody who stays keeps their passphrase.

use super::voice::Voice;
use super::words::Lang;
use super::{centre, data_option, passphrase};
use crate::keys::{Keyring, KeyringError};
use crate::rekey::{self, NotChanged, Present};
use akwaba_domain::policy::{Target, act, allow};
use anyhow::{Result, anyhow};
use clap::{ArgMatches, Command};
use serde_json::json;
use std::path::Path;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    passphrase::options(data_option(command, voice), voice)
        .about(voice.pick(
            "Change la clé du centre, après un départ ; chacun garde sa phrase secrète",
            "Changes the key of the centre after a departure; everybody keeps their passphrase",
        ))
        .after_help(voice.pick(
            "Suspendez d'abord le compte de la personne qui part, et arrêtez le centre (akwaba serve). Une sauvegarde est faite avant. Coupé en route, le centre s'ouvre comme avant.",
            "First suspend the account of who leaves, and stop the centre (akwaba serve). A backup is made before. Cut short, the centre opens as before.",
        ))
}

/// Runs it.
///
/// # Errors
/// When the account may not, an account that stays must sign in first, or the disk fails: the key is then
/// the former one.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let opened = centre::open(args, voice)?;
    let allowed = allow::<act::KeyChange, _>(&opened.actor, &Target::of(opened.centre), ())?;
    let keyring = Keyring::load(&opened.folder.keyring())?;
    let present = Present {
        folder: &opened.folder,
        keyring: &keyring,
        master: &opened.master,
        store: &opened.store,
    };
    let mut progress = voice.progress(voice.pick("Pages et inscriptions", "Pages and entries"), 1);
    let changed = rekey::change(&present, &allowed, "cli.rekey", &mut |done, total| {
        progress.at(done, total);
    });
    progress.end();
    let changed = changed.map_err(|error| explain(error, voice))?;
    let (accounts, backup) = (
        changed.keyring.accounts(),
        changed.backup.display().to_string(),
    );
    let former: Vec<String> = changed
        .former
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    voice.say(
        &sentence(voice.lang, accounts, &changed.former),
        &json!({
            "changed": true,
            "generation": changed.keyring.generation(),
            "accounts": accounts,
            "backup": backup,
            "former_backups": former,
        }),
    );
    Ok(())
}

fn sentence(lang: Lang, accounts: usize, former: &[impl AsRef<Path>]) -> String {
    let listed: String = former
        .iter()
        .map(|path| format!("\n       {}", path.as_ref().display()))
        .collect();
    match lang {
        Lang::Fr => format!(
            "La clé du centre est changée. Les {accounts} comptes qui restent l'ouvrent avec leur phrase secrète d'avant.\n\
             Ensuite :\n\
             \x20 1. Faites une sauvegarde : akwaba backup\n\
             \x20 2. Vérifiez-la : akwaba restore --dry-run FICHIER\n\
             \x20 3. Détruisez les sauvegardes d'avant, ici et sur les clés USB. L'ancienne clé les ouvre encore :{listed}"
        ),
        Lang::En => format!(
            "The key of the centre is changed. The {accounts} accounts that stay open it with the passphrases they had.\n\
             Next:\n\
             \x20 1. Make a backup: akwaba backup\n\
             \x20 2. Check it: akwaba restore --dry-run FILE\n\
             \x20 3. Destroy the earlier backups, here and on USB keys. The former key still opens them:{listed}"
        ),
    }
}

fn explain(error: NotChanged, voice: Voice) -> anyhow::Error {
    match error {
        NotChanged::InUse => anyhow!(voice.pick(
            "Une autre commande utilise ce centre. Attendez qu'elle se termine, puis recommencez. La clé n'a pas changé.",
            "Another command is using this centre. Wait until it ends, then begin again. The key has not changed.",
        )),
        NotChanged::Keys(KeyringError::Older(logins)) => anyhow!(
            "{} {}",
            voice.pick(
                "Ces comptes doivent d'abord se connecter une fois, ou être suspendus. La clé n'a pas changé :",
                "These accounts must first sign in once, or be suspended. The key has not changed:",
            ),
            logins.join(", ")
        ),
        NotChanged::Keys(KeyringError::Altered(_)) => anyhow!(voice.pick(
            "Le trousseau (fichier « keyring ») a été changé par un autre programme. La clé n'a pas changé. Redonnez leur phrase secrète aux comptes, ou rétablissez une sauvegarde.",
            "The keyring (file `keyring`) was changed by another program. The key has not changed. Give the accounts new passphrases, or restore a backup.",
        )),
        NotChanged::Keys(error) => error.into(),
        NotChanged::Store(error) => error.into(),
    }
}
