//! A whole manual: its own file, its procedures, and what two of them may not share.

use crate::adapt::Adaptation;
use crate::sheet::{Book, Finding, failed};
use crate::workbook::read::is_procedure;
use crate::workbook::{Kind, Manual, Procedure, read};

/// A manual that was read and checked.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// The file `manuel`, when it could be read.
    pub manual: Option<Manual>,
    /// The procedures without an error, by code and version.
    pub procedures: Vec<Procedure>,
    /// The local layers without an error.
    pub adaptations: Vec<Adaptation>,
    /// Everything found, file after file.
    pub findings: Vec<Finding>,
}

impl Library {
    /// Whether something refuses the manual.
    #[must_use]
    pub fn failed(&self) -> bool {
        failed(&self.findings)
    }
}

/// Reads and checks all files of a manual.
#[must_use]
pub fn library(books: &[Book]) -> Library {
    let mut library = Library::default();
    for book in books.iter().filter(|book| Kind::of(book).is_none()) {
        library.findings.push(book.error(
            "not-a-manual",
            "Ce classeur vient d'un autre outil : il n'a ni feuille « procedure », ni « manuel », ni « adaptation ».",
            "Ajoutez la feuille « procedure », ou mettez le fichier ailleurs.",
        ));
    }
    let of = |kind: Kind| {
        books
            .iter()
            .filter(move |book| Kind::of(book) == Some(kind))
    };
    for book in of(Kind::Manual) {
        let (manual, findings) = read::manual(book);
        library.findings.extend(findings);
        if library.manual.is_some() {
            library.findings.push(book.error(
                "manual-again",
                "Ce dossier a deux fichiers « manuel ».",
                "Gardez-en un.",
            ));
        }
        library.manual = library.manual.or(manual);
    }
    if library.manual.is_none() {
        library.findings.push(Finding::error(
            "manual-missing",
            "Ce dossier n'a pas de fichier « manuel » : les rôles ne peuvent pas être vérifiés.",
            "Ajoutez « manuel.md », avec les feuilles « manuel » et « roles ».",
        ));
    }
    let mut seen: Vec<(String, String, &Book)> = Vec::new();
    for book in of(Kind::Procedure) {
        let (procedure, findings) = super::procedure(book, library.manual.as_ref());
        library.findings.extend(findings);
        library.procedures.extend(procedure);
        library.findings.extend(again(book, &mut seen));
        library.findings.extend(misnamed(book));
    }
    let codes: Vec<String> = seen.iter().map(|(code, _, _)| code.clone()).collect();
    for book in of(Kind::Procedure) {
        library.findings.extend(strangers(book, &codes));
    }
    for book in of(Kind::Adaptation) {
        match adaptation(book, &library.procedures) {
            Ok(adaptation) => {
                let same = |other: &&Adaptation| {
                    other.procedure == adaptation.procedure
                        && other.layer.centre == adaptation.layer.centre
                        && other.layer.version == adaptation.layer.version
                };
                if let Some(twin) = library.adaptations.iter().find(same) {
                    let said = format!(
                        "{} porte déjà cette version de l'adaptation.",
                        twin.book.file.0
                    );
                    let write = "Augmentez la version de la plus récente.";
                    let finding = book.error("adaptation-again", said, write);
                    library.findings.push(finding.on("adaptation"));
                }
                library.adaptations.push(adaptation);
            }
            Err(findings) => library.findings.extend(findings),
        }
    }
    library
        .procedures
        .sort_by(|a, b| (&a.code, a.version).cmp(&(&b.code, b.version)));
    library
}

/// A layer that its procedure accepts.
fn adaptation(book: &Book, procedures: &[Procedure]) -> Result<Adaptation, Vec<Finding>> {
    let adaptation = Adaptation::read(book)?;
    let base = procedures
        .iter()
        .find(|procedure| procedure.code == adaptation.procedure);
    let Some(base) = base else {
        let said = format!(
            "La procédure {} n'est pas dans ce dossier, ou a des erreurs.",
            adaptation.procedure
        );
        let write = "Mettez l'adaptation avec le manuel qu'elle adapte.";
        return Err(vec![
            book.error("adaptation-other", said, write).on("adaptation"),
        ]);
    };
    base.adapted(&adaptation)?;
    Ok(adaptation)
}

/// Two procedures of one code, or two texts of one version.
fn again<'b>(book: &'b Book, seen: &mut Vec<(String, String, &'b Book)>) -> Option<Finding> {
    let row = book.rows("procedure").first()?;
    let (code, version) = (row.cell("code").to_owned(), row.cell("version").to_owned());
    let twin = seen.iter().find(|(other, _, _)| *other == code);
    let finding = twin.map(|(_, number, other)| {
        let (said, write) = if *number == version && *other == book {
            (
                format!("{} porte la même procédure.", other.file.0),
                "Enlevez l'un des deux fichiers.".to_owned(),
            )
        } else if *number == version {
            (
                format!("{} porte un autre texte de {code} sous le même numéro, version {version}.", other.file.0),
                "Augmentez la version du plus récent, et gardez un seul fichier dans le dossier.".to_owned(),
            )
        } else {
            (
                format!("{} porte déjà {code}, en version {number}.", other.file.0),
                "Un dossier garde une version de chaque procédure ; donnez un autre code, ou enlevez l'ancienne.".to_owned(),
            )
        };
        let finding = row.error("code", "procedure-again", said, write);
        finding.on("procedure").of(&book.file.0)
    });
    seen.push((code, version, book));
    finding
}

/// Procedures that a text sends to, and that this manual does not have.
fn strangers(book: &Book, codes: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sheet in &book.sheets {
        for row in &sheet.rows {
            for (column, text) in row.cells() {
                let words = text.split(|c: char| !c.is_alphanumeric());
                let named = words
                    .filter(|word| is_procedure(word) && !codes.iter().any(|code| code == word));
                findings.extend(named.map(|word| {
                    let said = format!("Ce texte renvoie à {word}, qui n'est pas dans ce manuel.");
                    let finding = row.warning(
                        column,
                        "procedure-unknown",
                        said,
                        "Ajoutez cette procédure, ou renvoyez à une autre.",
                    );
                    finding.on(&sheet.name).of(&book.file.0)
                }));
            }
        }
    }
    findings
}

/// A file whose name begins with another code.
fn misnamed(book: &Book) -> Option<Finding> {
    let row = book.rows("procedure").first()?;
    let code = row.cell("code");
    (!book.file.0.starts_with(code)).then(|| {
        let said = format!("Ce fichier porte {code} et ne s'appelle pas ainsi.");
        let write = format!("Nommez-le « {code}-… ».");
        let finding = row.warning("code", "file-name", said, write);
        finding.on("procedure").of(&book.file.0)
    })
}
