//! `akwaba manual diff A B`: what changed from one manual, or one procedure, to another, in words.
//!
//! The sentences are French, the language of the manual.

use super::{Ended, TO_MEND, check, file, path, path_arg};
use crate::cli::voice::Voice;
use akwaba_procedures::check::{Library, library};
use akwaba_procedures::diff::{Change, heading, manuals, procedures};
use akwaba_procedures::sheet::Finding;
use akwaba_procedures::workbook::{Kind, Procedure};
use anyhow::Result;
use clap::{ArgMatches, Command};
use serde_json::json;
use std::path::Path;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    command
        .about(voice.pick(
            "Dit en phrases ce qui a changé d'un manuel à l'autre, ou d'une procédure à l'autre",
            "Says in sentences (in French) what changed from one manual or procedure to another",
        ))
        .arg(path_arg(
            "before",
            voice.pick("Avant : dossier ou fichier", "Before: folder or file"),
        ))
        .arg(path_arg(
            "after",
            voice.pick("Après : dossier ou fichier", "After: folder or file"),
        ))
}

/// Runs it.
///
/// # Errors
/// When one of the two cannot be read, or has cells that cannot be read.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let (before, mut findings) = read(path(args, "before")?, voice)?;
    let (after, more) = read(path(args, "after")?, voice)?;
    findings.extend(more);
    if !findings.is_empty() {
        check::say(&findings, voice);
        return Err(Ended(TO_MEND).into());
    }
    let parts = compare(&before, &after);
    let mut lines = Vec::new();
    for (title, changes) in &parts {
        if !title.is_empty() {
            lines.push(title.clone());
        }
        lines.extend(changes.iter().map(|change| format!("  {}", change.said)));
    }
    if lines.is_empty() {
        lines.push(
            voice
                .pick("Rien n'a changé.", "Nothing changed.")
                .to_owned(),
        );
    }
    let value =
        |change: &Change| json!({ "code": change.code, "name": change.name, "said": change.said });
    let parts: Vec<_> = parts
        .iter()
        .map(|(title, changes)| {
            let changes: Vec<_> = changes.iter().map(value).collect();
            json!({ "of": title, "changes": changes })
        })
        .collect();
    voice.say(&lines.join("\n"), &json!({ "changed": parts }));
    Ok(())
}

/// Two files are compared as procedures even when their codes differ; two folders by code.
fn compare(before: &Library, after: &Library) -> Vec<(String, Vec<Change>)> {
    match (before.procedures.as_slice(), after.procedures.as_slice()) {
        ([old], [new]) if before.manual.is_none() && after.manual.is_none() => {
            let changes = procedures(old, new);
            let some = !changes.is_empty();
            some.then(|| (heading(old, new), changes))
                .into_iter()
                .collect()
        }
        _ => manuals(before, after),
    }
}

/// What is there, and what keeps it from being read. Checks do not matter here: a text with a mistake is compared too.
fn read(path: &Path, voice: Voice) -> Result<(Library, Vec<Finding>)> {
    let (mut books, mut findings) = (Vec::new(), Vec::new());
    for file in file::list(path, voice)? {
        match file::read(&file, voice)? {
            Ok(book) => books.push(book),
            Err(found) => findings.extend(found),
        }
    }
    let mut found = library(&books);
    found.procedures.clear();
    for book in &books {
        match Kind::of(book) {
            Some(Kind::Procedure) => match Procedure::read(book) {
                Ok(procedure) => found.procedures.push(procedure),
                Err(more) => findings.extend(more.into_iter().filter(Finding::is_error)),
            },
            Some(Kind::Manual | Kind::Adaptation) => {}
            None => findings.extend(Procedure::read(book).err().unwrap_or_default()),
        }
    }
    Ok((found, findings))
}
