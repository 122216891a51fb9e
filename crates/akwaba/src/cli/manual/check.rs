//! `akwaba manual check PATH`: everything that is wrong in a manual, with what to write.

use super::{Ended, TO_MEND, file, path, path_arg};
use crate::cli::voice::Voice;
use akwaba_procedures::check;
use akwaba_procedures::sheet::{Finding, failed};
use akwaba_procedures::workbook::Kind;
use anyhow::Result;
use clap::{ArgMatches, Command};
use serde_json::{Value, json};
use std::path::Path;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    command
        .about(voice.pick(
            "Relit un manuel ou une procédure et dit ce qu'il faut corriger, ligne par ligne",
            "Checks a manual or a procedure and says what to mend, line by line",
        ))
        .arg(path_arg(
            "path",
            voice.pick(
                "Dossier du manuel, ou fichier .md ou .xlsx",
                "Folder of the manual, or .md or .xlsx file",
            ),
        ))
}

/// Runs it.
///
/// # Errors
/// When a file cannot be read, or has errors.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let (procedures, findings) = findings(path(args, "path")?, voice)?;
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    let mut lines: Vec<String> = findings
        .iter()
        .map(|finding| line(finding, voice))
        .collect();
    lines.push(summary(procedures, errors, findings.len() - errors, voice));
    let value = json!({
        "procedures": procedures,
        "errors": errors,
        "warnings": findings.len() - errors,
        "findings": findings.iter().map(value).collect::<Vec<_>>(),
    });
    voice.say(&lines.join("\n"), &value);
    if failed(&findings) {
        return Err(Ended(TO_MEND).into());
    }
    Ok(())
}

/// How many procedures are sound, and what was found.
fn findings(path: &Path, voice: Voice) -> Result<(usize, Vec<Finding>)> {
    let (mut books, mut findings) = (Vec::new(), Vec::new());
    for file in file::list(path, voice)? {
        match file::read(&file, voice)? {
            Ok(book) => books.push(book),
            Err(found) => findings.extend(found),
        }
    }
    // A file alone is checked alone: its roles are those of a manual that is elsewhere.
    let alone = match books.as_slice() {
        [book] if !path.is_dir() => Some(book),
        _ => None,
    };
    if let Some(book) = alone.filter(|book| Kind::of(book) == Some(Kind::Procedure)) {
        let manual = beside(path, voice);
        let (procedure, found) = check::procedure(book, manual.as_ref());
        findings.extend(found);
        return Ok((usize::from(procedure.is_some()), findings));
    }
    if !books.is_empty() {
        let library = check::library(&books);
        findings.extend(library.findings);
        return Ok((library.procedures.len(), findings));
    }
    Ok((0, findings))
}

/// The file `manuel` in the folder of that file, when it can be read.
pub fn beside(path: &Path, voice: Voice) -> Option<akwaba_procedures::workbook::Manual> {
    let folder = path.parent()?;
    let book = ["manuel.md", "manuel.xlsx"]
        .iter()
        .filter(|name| folder.join(name).is_file())
        .find_map(|name| file::read(&folder.join(name), voice).ok()?.ok())?;
    akwaba_procedures::workbook::Manual::read(&book).ok()
}

/// Says findings alone, where a command can go no further.
pub fn say(findings: &[Finding], voice: Voice) {
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| line(finding, voice))
        .collect();
    let values: Vec<_> = findings.iter().map(value).collect();
    voice.say(&lines.join("\n"), &json!({ "findings": values }));
}

/// A finding as a line of the terminal.
fn line(finding: &Finding, voice: Voice) -> String {
    let level = if finding.is_error() {
        voice.pick("Erreur", "Error")
    } else {
        voice.pick("À voir", "Look at")
    };
    format!("{level} · {finding}")
}

/// A finding for programs.
fn value(finding: &Finding) -> Value {
    json!({
        "level": if finding.is_error() { "error" } else { "warning" },
        "code": finding.code,
        "file": finding.file,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "said": finding.said,
        "write": finding.write,
    })
}

fn summary(procedures: usize, errors: usize, warnings: usize, voice: Voice) -> String {
    let s = |n: usize| if n > 1 { "s" } else { "" };
    match voice.lang {
        crate::cli::words::Lang::Fr => format!(
            "{procedures} procédure{} sans erreur, {errors} erreur{}, {warnings} chose{} à voir.",
            s(procedures),
            s(errors),
            s(warnings)
        ),
        crate::cli::words::Lang::En => format!(
            "{procedures} procedure{} without error, {errors} error{}, {warnings} thing{} to look at.",
            s(procedures),
            s(errors),
            s(warnings)
        ),
    }
}
