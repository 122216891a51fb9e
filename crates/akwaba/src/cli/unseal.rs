//! `akwaba unseal`: opens a list that left a centre, with its passphrase. Needs no centre.

use super::passphrase;
use super::voice::Voice;
use crate::sealed::{self, NotOpened};
use anyhow::{Context, Result};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;
use std::path::PathBuf;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    let file = |name: &'static str, fr: &'static str, en: &'static str| {
        Arg::new(name)
            .value_name("FILE")
            .required(true)
            .value_parser(clap::value_parser!(PathBuf))
            .help(voice.pick(fr, en))
    };
    passphrase::of_list(command, voice)
        .about(voice.pick(
            "Ouvre une liste chiffrée, avec sa phrase secrète",
            "Opens a sealed list with its passphrase",
        ))
        .arg(file("file", "La liste chiffrée", "The sealed list"))
        .arg(
            file("output", "Fichier à écrire", "File to write")
                .long("output")
                .short('o'),
        )
}

/// Runs it.
///
/// # Errors
/// When the file is not sealed, the passphrase is not its own, or the disk fails.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let from = args.get_one::<PathBuf>("file").context("FILE")?;
    let to = args.get_one::<PathBuf>("output").context("--output")?;
    let prompt = voice.pick("Phrase secrète de la liste : ", "Passphrase of the list: ");
    let secret = passphrase::secret_of_list(args, voice, prompt)?;
    sealed::open(from, &secret, to).map_err(|error| {
        if error.is::<NotOpened>() {
            anyhow::anyhow!(voice.pick(
                "Cette liste ne s'ouvre pas : le fichier n'est pas chiffré, est abîmé, ou la phrase secrète n'est pas la sienne.",
                "This list does not open: the file is not sealed, is damaged, or the passphrase is not its own.",
            ))
        } else {
            error
        }
    })?;
    let sentence = format!(
        "{} {}",
        voice.pick("Liste ouverte :", "List opened:"),
        to.display()
    );
    voice.say(&sentence, &json!({ "file": to.display().to_string() }));
    Ok(())
}
