//! `akwaba journal verify | checkpoint | export`: the journal, for whoever must be able to trust it.

use super::voice::Voice;
use super::{centre, data_option, passphrase};
use akwaba_domain::centre::settings;
use akwaba_domain::policy::{Target, act, allow};
use akwaba_domain::scope;
use akwaba_store::{certify, entity, ledger};
use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    let sub = |name, fr, en| {
        passphrase::options(data_option(Command::new(name), voice), voice).about(voice.pick(fr, en))
    };
    command
        .about(voice.pick(
            "Le journal : vérifier, certifier, copier",
            "The journal: verify, certify, copy",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(sub(
            "verify",
            "Vérifie chaque inscription et chaque signature",
            "Verifies every entry and every signature",
        ))
        .subcommand(sub(
            "checkpoint",
            "Écrit le point de contrôle signé, à imprimer et à garder ailleurs",
            "Writes the signed checkpoint, to be printed and kept elsewhere",
        ))
        .subcommand(
            sub(
                "export",
                "Copie le journal dans un fichier que tout vérificateur sait lire",
                "Copies the journal to a file that any verifier can read",
            )
            .arg(
                Arg::new("to")
                    .long("to")
                    .required(true)
                    .value_name("FILE")
                    .value_parser(clap::value_parser!(PathBuf))
                    .help(voice.pick("Fichier à écrire", "File to write")),
            ),
        )
}

/// Runs it.
///
/// # Errors
/// When the account may not, the store fails, or the journal does not verify.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let (name, args) = args.subcommand().context("journal")?;
    let opened = centre::open(args, voice)?;
    allow::<act::JournalVerify, _>(&opened.actor, &Target::of(opened.centre), ())?;
    match name {
        "verify" => verify(&opened, voice),
        "checkpoint" => checkpoint(&opened, voice),
        _ => export(
            &opened,
            args.get_one::<PathBuf>("to").context("--to")?,
            voice,
        ),
    }
}

fn verify(opened: &centre::Opened, voice: Voice) -> Result<()> {
    let mut progress = voice.progress(voice.pick("Inscriptions vérifiées", "Entries verified"), 1);
    let verified = opened
        .store
        .read(|tx| ledger::verify(tx, &mut |step| progress.at(step.done, step.total)))?;
    progress.end();
    let entries = opened.store.read(ledger::count)?;
    let findings: Vec<String> = verified
        .report
        .findings
        .iter()
        .map(ToString::to_string)
        .collect();
    if !verified.is_intact() {
        bail!(
            "{}\n{}",
            voice.pick("Le journal n'est pas intact. Gardez ce poste tel quel et prévenez la direction régionale.", "The journal is not intact. Leave this machine as it is and tell the regional office."),
            findings.join("\n")
        );
    }
    let sentence = match voice.lang {
        super::words::Lang::Fr => {
            format!("Le journal est intact : {entries} inscriptions vérifiées.")
        }
        super::words::Lang::En => format!("The journal is intact: {entries} entries verified."),
    };
    voice.say(&sentence, &json!({ "intact": true, "entries": entries }));
    Ok(())
}

fn checkpoint(opened: &centre::Opened, voice: Voice) -> Result<()> {
    let mut progress = voice.progress(voice.pick("Inscriptions lues", "Entries read"), 1);
    let note = opened.store.read(|tx| {
        let state = entity::load(
            tx,
            scope::office(opened.centre),
            settings::entity(opened.centre),
        )?;
        let code = settings::read(&state).code.to_lowercase();
        certify::checkpoint(tx, &code, &mut |step| progress.at(step.done, step.total))
    })?;
    progress.end();
    voice.say(note.trim_end(), &json!({ "checkpoint": note }));
    Ok(())
}

fn export(opened: &centre::Opened, to: &PathBuf, voice: Voice) -> Result<()> {
    let mut out = BufWriter::new(File::create_new(to).with_context(|| to.display().to_string())?);
    let mut progress = voice.progress(voice.pick("Inscriptions copiées", "Entries copied"), 1);
    let exported = opened
        .store
        .read(|tx| ledger::export(tx, &mut out, &mut |step| progress.at(step.done, step.total)));
    progress.end();
    let finished = exported.map_err(anyhow::Error::from).and_then(|_| {
        let file = out
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        file.sync_all().map_err(Into::into)
    });
    if let Err(error) = finished {
        // Half a copy is of no use to anyone; the error is what matters.
        let _ = std::fs::remove_file(to);
        return Err(error);
    }
    let sentence = format!(
        "{} {}",
        voice.pick("Le journal est copié dans", "The journal is copied to"),
        to.display()
    );
    voice.say(&sentence, &json!({ "file": to.display().to_string() }));
    Ok(())
}
