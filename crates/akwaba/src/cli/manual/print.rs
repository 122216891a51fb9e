//! `akwaba manual print PATH --to FOLDER`: the manual as a book, and each procedure alone, as HTML and PDF.

use super::{Ended, TO_MEND, check, file, path, path_arg};
use crate::cli::voice::Voice;
use akwaba_paper::{Paper, html, pdf};
use akwaba_procedures::check::{Library, library};
use akwaba_procedures::print;
use akwaba_procedures::sheet::Finding;
use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    command
        .about(voice.pick(
            "Imprime le manuel entier et chaque procédure, en HTML et en PDF",
            "Prints the whole manual and each procedure (in French), as HTML and PDF",
        ))
        .arg(path_arg(
            "path",
            voice.pick("Dossier du manuel", "Folder of the manual"),
        ))
        .arg(
            Arg::new("to")
                .long("to")
                .value_name("FOLDER")
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help(voice.pick(
                    "Dossier où écrire ; créé s'il manque",
                    "Folder to write in; made where missing",
                )),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_parser(["html", "pdf"])
                .help(voice.pick(
                    "Un seul format ; par défaut les deux",
                    "One format only; both by default",
                )),
        )
        .arg(
            Arg::new("only")
                .long("only")
                .value_name("CODE")
                .help(voice.pick(
                    "Une seule procédure, par son code : P07",
                    "One procedure only, by its code: P07",
                )),
        )
        .arg(
            Arg::new("replace")
                .long("replace")
                .action(ArgAction::SetTrue)
                .help(voice.pick(
                    "Remplace les fichiers déjà imprimés",
                    "Replaces files printed before",
                )),
        )
}

/// Runs it.
///
/// # Errors
/// When the manual has errors, or a file cannot be written.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let library = match read(path(args, "path")?, voice)? {
        Ok(library) => library,
        Err(findings) => {
            check::say(&findings, voice);
            return Err(Ended(TO_MEND).into());
        }
    };
    let only = args.get_one::<String>("only");
    let papers = papers(&library, only.map(String::as_str));
    if papers.is_empty() {
        bail!(voice.pick(
            "Ce manuel n'a pas de procédure de ce code.",
            "This manual has no procedure of that code.",
        ));
    }
    let to = args.get_one::<PathBuf>("to").context("to")?;
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    let format = args.get_one::<String>("format").map(String::as_str);
    let wants = |name| format.is_none_or(|format| format == name);
    let replace = args.get_flag("replace");
    let total = papers.len() as u64;
    let mut progress = voice.progress(voice.pick("Papiers imprimés", "Papers printed"), total);
    let mut written = Vec::new();
    for (done, (name, paper)) in (1..).zip(&papers) {
        if wants("html") {
            let file = to.join(format!("{name}.html"));
            write(&file, html::page(paper).as_bytes(), replace, voice)?;
            written.push(file.display().to_string());
        }
        if wants("pdf") {
            let file = to.join(format!("{name}.pdf"));
            write(&file, &pdf::pdf(paper)?, replace, voice)?;
            written.push(file.display().to_string());
        }
        progress.at(done, total);
    }
    progress.end();
    let sentence = format!(
        "{} {} ({})",
        voice.pick("Imprimé dans", "Printed in"),
        to.display(),
        written.len()
    );
    voice.say(&sentence, &json!({ "written": written }));
    Ok(())
}

/// The manual, or what keeps it from being printed: a manual with errors is not handed out.
fn read(path: &Path, voice: Voice) -> Result<Result<Library, Vec<Finding>>> {
    let mut books = Vec::new();
    let mut findings = Vec::new();
    for file in file::list(path, voice)? {
        match file::read(&file, voice)? {
            Ok(book) => books.push(book),
            Err(found) => findings.extend(found),
        }
    }
    let mut library = library(&books);
    findings.append(&mut library.findings);
    findings.retain(Finding::is_error);
    Ok(if findings.is_empty() {
        Ok(library)
    } else {
        Err(findings)
    })
}

/// What is printed, each under the name of its file.
fn papers(library: &Library, only: Option<&str>) -> Vec<(String, Paper)> {
    let Some(manual) = &library.manual else {
        return Vec::new();
    };
    let mut papers = Vec::new();
    if only.is_none() {
        papers.push((
            "manuel".to_owned(),
            print::book(manual, &library.procedures),
        ));
    }
    for procedure in &library.procedures {
        if only.is_none_or(|code| procedure.code.eq_ignore_ascii_case(code)) {
            papers.push((procedure.code.clone(), print::sheet(manual, procedure)));
        }
    }
    papers
}

/// Never over another file unasked.
fn write(file: &Path, bytes: &[u8], replace: bool, voice: Voice) -> Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    if replace {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let mut out = options.open(file).with_context(|| {
        let taken = file.exists() && !replace;
        let said = if taken {
            voice.pick(
                "existe déjà : ajoutez --replace, ou choisissez un autre dossier",
                "is there already: add --replace, or choose another folder",
            )
        } else {
            voice.pick("ne peut pas être écrit", "cannot be written")
        };
        format!("{} {said}", file.display())
    })?;
    out.write_all(bytes)
        .with_context(|| file.display().to_string())
}
