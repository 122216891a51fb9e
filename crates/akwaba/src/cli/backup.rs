//! `akwaba backup`: one encrypted file, made while people work.

use super::voice::Voice;
use super::{centre, data_option, passphrase};
use crate::backup;
use crate::installation::stamp_of;
use akwaba_domain::Ctx;
use akwaba_domain::centre::trail::{self, Event};
use akwaba_domain::policy::{self, Target, act, allow};
use akwaba_store::{StoreError, Writing, append};
use anyhow::{Result, bail};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;
use std::path::PathBuf;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    passphrase::options(data_option(command, voice), voice)
        .about(voice.pick(
            "Sauvegarde le centre dans un seul fichier chiffré, pendant que l'on travaille",
            "Backs the centre up to one encrypted file, while people work",
        ))
        .arg(
            Arg::new("to")
                .long("to")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help(voice.pick(
                    "Fichier à écrire, par exemple sur une clé USB",
                    "File to write, for instance on a USB key",
                )),
        )
}

/// Runs it.
///
/// # Errors
/// When the account may not, the file exists, or the disk fails.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let opened = centre::open_beside(args, voice)?;
    allow::<act::BackupMake, _>(&opened.actor, &Target::of(opened.centre), ())?;
    let now = crate::world::now();
    let to = match args.get_one::<PathBuf>("to") {
        Some(to) => to.clone(),
        None => {
            std::fs::create_dir_all(opened.folder.backups())?;
            opened
                .folder
                .backups()
                .join(format!("akwaba-{}.backup", stamp_of(now)))
        }
    };
    if to.exists() {
        bail!(
            "{} {}",
            voice.pick("Ce fichier existe déjà :", "This file exists already:"),
            to.display()
        );
    }
    let mut progress = voice.progress(voice.pick("Pages copiées", "Pages copied"), 1);
    backup::make(
        &opened.folder,
        &opened.master,
        &opened.store,
        &to,
        &mut |done, total| progress.at(done, total),
    )?;
    progress.end();
    opened.store.write(|tx| {
        let mut chance = crate::world::SystemChance;
        let allowed = policy::allow_noting(opened.actor.account, opened.centre);
        let drafts = trail::note(
            &Ctx {
                now,
                chance: &mut chance,
            },
            &allowed,
            Event::BackedUp,
            "cli.backup",
        );
        append(
            tx,
            &mut Writing {
                now_micros: now.as_microsecond(),
                chance: &mut chance,
            },
            drafts,
        )?;
        Ok::<_, StoreError>(())
    })?;
    let sentence = format!(
        "{} {}",
        voice.pick("Sauvegarde faite :", "Backup made:"),
        to.display()
    );
    voice.say(&sentence, &json!({ "file": to.display().to_string() }));
    Ok(())
}
