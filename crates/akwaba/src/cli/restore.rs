//! `akwaba restore`: verified before it replaces anything.

use super::voice::Voice;
use super::{centre, data, data_option, passphrase};
use crate::backup::{self, BadBackup};
use crate::installation::Installation;
use crate::keys::Keyring;
use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;
use std::path::PathBuf;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    passphrase::options(data_option(command, voice), voice)
        .about(voice.pick(
            "Rétablit un centre depuis une sauvegarde, vérifiée avant de rien remplacer",
            "Restores a centre from a backup, verified before it replaces anything",
        ))
        .arg(
            Arg::new("file")
                .required(true)
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help(voice.pick("La sauvegarde", "The backup")),
        )
        .arg(
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help(voice.pick("Vérifier seulement", "Verify only")),
        )
        .arg(
            Arg::new("replace")
                .long("replace")
                .action(ArgAction::SetTrue)
                .help(voice.pick(
                    "Remplacer le centre de ce dossier ; l'ancien est gardé à côté",
                    "Replace the centre of this folder; the former one is kept beside it",
                )),
        )
}

/// Runs it.
///
/// # Errors
/// When the file is not a sound backup of this centre, or the disk fails; nothing is then replaced.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let folder = data(args, voice)?;
    let from = args.get_one::<PathBuf>("file").context("FILE")?;
    folder.make()?;
    let _claim = centre::claim(&folder, voice)?;
    let (login, secret) = passphrase::ask(args, voice)?;
    let mut progress = voice.progress(voice.pick("Inscriptions vérifiées", "Entries verified"), 1);
    let verified = backup::verify(from, &folder, &login, &secret, &mut |done, total| {
        progress.at(done, total)
    });
    progress.end();
    let verified = verified.map_err(|error| explain(error, voice))?;
    let entries = verified.check.entries;
    let other =
        folder.is_set_up() && Installation::load(&folder)?.centre != verified.installation.centre;
    if args.get_flag("dry-run") {
        let made = verified.made.clone();
        verified.give_up();
        let sentence = format!(
            "{} {made} ({entries})",
            voice.pick(
                "La sauvegarde est saine. Faite le",
                "The backup is sound. Made on"
            )
        );
        voice.say(
            &sentence,
            &json!({ "sound": true, "entries": entries, "made": made, "other_centre": other }),
        );
        return Ok(());
    }
    if other {
        verified.give_up();
        bail!("{}", voice.pick(
            "Cette sauvegarde est celle d'un autre centre. Rien n'a changé. Choisissez un dossier vide pour ce centre-là.",
            "This backup is of another centre. Nothing has changed. Choose an empty folder for that centre.",
        ));
    }
    if folder.is_set_up() && !args.get_flag("replace") {
        verified.give_up();
        bail!("{}", voice.pick(
            "Ce dossier contient déjà ce centre. Ajoutez --replace : l'ancien sera gardé à côté.",
            "This folder already holds this centre. Add --replace: the former one is kept beside it.",
        ));
    }
    let aside = folder.path().join(format!(
        "before-restore-{}",
        crate::world::now().strftime("%Y%m%d-%H%M%S")
    ));
    let former_key =
        folder.is_set_up() && Keyring::load(&folder.keyring())?.generation() > verified.generation;
    verified.take_place(&folder, &aside)?;
    let mut sentence = match voice.lang {
        super::words::Lang::Fr => {
            format!("Le centre est rétabli : {entries} inscriptions vérifiées.")
        }
        super::words::Lang::En => format!("The centre is restored: {entries} entries verified."),
    };
    if former_key {
        sentence.push_str(voice.pick(
            "\nCette sauvegarde date d'avant un changement de la clé : l'ancienne clé ouvre de nouveau le centre. Suspendez de nouveau les comptes de ceux qui sont partis, puis changez la clé : akwaba rekey",
            "\nThis backup is from before a change of the key: the former key opens the centre again. Suspend the accounts of those who left once more, then change the key: akwaba rekey",
        ));
    }
    voice.say(
        &sentence,
        &json!({ "restored": true, "entries": entries, "former_key": former_key }),
    );
    Ok(())
}

fn explain(error: anyhow::Error, voice: Voice) -> anyhow::Error {
    let said = match error.downcast_ref::<BadBackup>() {
        Some(BadBackup::NotABackup) => voice.pick(
            "Ce fichier n'est pas une sauvegarde d'Akwaba. Rien n'a changé.",
            "This file is not a backup of Akwaba. Nothing has changed.",
        ),
        Some(BadBackup::Damaged) => voice.pick(
            "Cette sauvegarde est coupée ou abîmée. Rien n'a changé. Essayez-en une autre.",
            "This backup is cut short or damaged. Nothing has changed. Try another one.",
        ),
        Some(BadBackup::WrongPassphrase) => voice.pick(
            "L'identifiant ou la phrase secrète n'est pas de cette sauvegarde. Rien n'a changé.",
            "The login or the passphrase is not one of this backup. Nothing has changed.",
        ),
        Some(BadBackup::Unsound) => voice.pick(
            "Ce que contient cette sauvegarde ne se vérifie pas. Rien n'a changé.",
            "What this backup holds does not verify. Nothing has changed.",
        ),
        None => return error,
    };
    anyhow::anyhow!(said)
}
