//! `akwaba manual convert FILE [--to FILE]`: from Markdown to a spreadsheet and back.

use super::file::{self, Carrier};
use super::{Ended, TO_MEND, check, path, path_arg};
use crate::cli::voice::Voice;
use akwaba_procedures::sheet::{Finding, markdown, xlsx};
use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    command
        .about(voice.pick(
            "Passe un classeur de .md à .xlsx, ou de .xlsx à .md, sans rien perdre",
            "Turns a workbook from .md to .xlsx, or from .xlsx to .md, losing nothing",
        ))
        .arg(path_arg(
            "file",
            voice.pick("Fichier .md ou .xlsx", ".md or .xlsx file"),
        ))
        .arg(
            Arg::new("to")
                .long("to")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help(voice.pick(
                    "Fichier à écrire ; par défaut à côté, avec l'autre terminaison",
                    "File to write; by default beside, with the other ending",
                )),
        )
}

/// Runs it.
///
/// # Errors
/// When the file cannot be read, the other one exists, or the workbook has errors.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let from = path(args, "file")?;
    let book = match file::read(from, voice)? {
        Ok(book) => book,
        Err(findings) => return refused(&findings, voice),
    };
    let other = match file::ends(from) {
        Some(Carrier::Markdown) => "xlsx",
        _ => "md",
    };
    let to = match args.get_one::<PathBuf>("to") {
        Some(to) => to.clone(),
        None => from.with_extension(other),
    };
    let bytes = match file::ends(&to) {
        Some(Carrier::Markdown) => markdown::write(&book).into_bytes(),
        Some(Carrier::Spreadsheet) => match xlsx::write(&book) {
            Ok(bytes) => bytes,
            Err(findings) => return refused(&findings, voice),
        },
        None => bail!(voice.pick(
            "Le fichier à écrire doit finir par .md ou .xlsx.",
            "The file to write must end with .md or .xlsx.",
        )),
    };
    // Never over another file: it may hold an official's changes.
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&to)
        .with_context(|| to.display().to_string())?;
    out.write_all(&bytes)
        .and_then(|()| out.sync_all())
        .with_context(|| to.display().to_string())?;
    let to = to.display().to_string();
    let sentence = format!("{} {to}", voice.pick("Écrit :", "Written:"));
    voice.say(&sentence, &json!({ "written": to }));
    Ok(())
}

fn refused(findings: &[Finding], voice: Voice) -> Result<()> {
    check::say(findings, voice);
    Err(Ended(TO_MEND).into())
}
