//! The files of a manual on the disk: found, read by their ending, written without ever replacing one unasked.

use crate::cli::voice::Voice;
use akwaba_procedures::sheet::limits::BYTES;
use akwaba_procedures::sheet::{Book, Finding, markdown, xlsx};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Files of one manual.
const FILES_MAX: usize = 500;

/// The workbooks of a folder, or the one that the path names, by name; not those that spreadsheets keep while open.
pub fn list(path: &Path, voice: Voice) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
        let file = entry?.path();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        if ends(&file).is_some() && !name.starts_with(['.', '~']) && name != "README.md" {
            files.push(file);
        }
    }
    if files.is_empty() || files.len() > FILES_MAX {
        bail!(
            "{} : {}",
            path.display(),
            voice.pick(
                "ce dossier ne contient pas de manuel (des fichiers .md ou .xlsx).",
                "this folder holds no manual (.md or .xlsx files).",
            )
        );
    }
    files.sort();
    Ok(files)
}

/// How a workbook is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// `.md`
    Markdown,
    /// `.xlsx`, and `.xlsm`, which is refused with its reason.
    Spreadsheet,
}

/// The carrier that the ending of a name says.
pub fn ends(path: &Path) -> Option<Carrier> {
    let end = path.extension()?.to_string_lossy().to_lowercase();
    match end.as_str() {
        "md" => Some(Carrier::Markdown),
        "xlsx" | "xlsm" | "xls" | "ods" => Some(Carrier::Spreadsheet),
        _ => None,
    }
}

/// The name of a file without its folder.
pub fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Reads a workbook: the disk's refusal, or the workbook's findings, or the workbook.
pub fn read(path: &Path, voice: Voice) -> Result<Result<Book, Vec<Finding>>> {
    let name = name(path);
    let Some(carrier) = ends(path) else {
        bail!(
            "{name} : {}",
            voice.pick(
                "donnez un fichier .md ou .xlsx.",
                "give a .md or .xlsx file."
            )
        );
    };
    let mut bytes = Vec::new();
    let file = File::open(path).with_context(|| path.display().to_string())?;
    // One more than allowed, so that the reader sees that there are too many.
    file.take(BYTES + 1)
        .read_to_end(&mut bytes)
        .with_context(|| path.display().to_string())?;
    Ok(match carrier {
        Carrier::Spreadsheet => xlsx::read(&name, bytes),
        Carrier::Markdown => match String::from_utf8(bytes) {
            Ok(text) => markdown::read(&name, &text),
            Err(error) => {
                let valid = error.as_bytes().get(..error.utf8_error().valid_up_to());
                let line = valid.unwrap_or_default().iter().filter(|b| **b == b'\n');
                let row = u32::try_from(line.count() + 1).unwrap_or(u32::MAX);
                Err(vec![
                    Finding::error(
                        "encoding",
                        "Ce texte n'est pas en UTF-8.",
                        "Enregistrez le fichier en UTF-8.",
                    )
                    .of(&name)
                    .row(row),
                ])
            }
        },
    })
}
