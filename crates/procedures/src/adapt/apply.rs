//! Putting the changed cells into a copy of the national workbook, and refusing those that a layer may not change.

use super::Adaptation;
use crate::sheet::{Book, Finding, Row, Sheet};
use crate::workbook::{Delay, Document, Overdue, ParameterValue, Procedure, Step};

/// What a layer may change of a step.
const STEP: [&str; 5] = ["conseil", "rappel", "montrer", "produire", "retard"];
/// What a layer may change of a parameter.
const PARAMETER: [&str; 3] = ["valeur", "libelle", "source"];

pub(super) struct Apply<'a> {
    base: &'a Procedure,
    layer: &'a Adaptation,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Apply<'a> {
    pub(super) fn new(base: &'a Procedure, layer: &'a Adaptation) -> Self {
        Self {
            base,
            layer,
            findings: Vec::new(),
        }
    }

    /// The national workbook with the layer's cells.
    pub(super) fn book(&mut self) -> Book {
        let mut book = self.base.book.clone();
        self.meant();
        self.rows(&mut book, ("parametres", "nom"), &PARAMETER);
        self.delays();
        self.rows(&mut book, ("etapes", "code"), &STEP);
        self.registers(&mut book);
        self.questions(&mut book);
        self.lists(&mut book);
        self.steps();
        book
    }

    fn error(
        &mut self,
        place: (&str, &Row, &str),
        code: &'static str,
        said: impl Into<String>,
        write: impl Into<String>,
    ) {
        let (sheet, row, column) = place;
        let finding = row.error(column, code, said, write);
        self.findings
            .push(finding.on(sheet).of(&self.layer.book.file.0));
    }

    /// The layer was written for this procedure in this version.
    fn meant(&mut self) {
        let (base, layer) = (self.base, self.layer);
        let Some(row) = layer.book.rows("adaptation").first() else {
            return;
        };
        if layer.procedure != base.code {
            let said = format!(
                "Cette adaptation est de {}, non de {}.",
                layer.procedure, base.code
            );
            self.error(
                ("adaptation", row, "procedure"),
                "adaptation-other",
                said,
                format!("Écrivez « {} ».", base.code),
            );
        } else if layer.base != base.version {
            let said = format!(
                "Cette adaptation est écrite pour la version {}, et {} est en version {}.",
                layer.base, base.code, base.version
            );
            let write = format!(
                "Relisez-la sur la version {0}, puis écrivez « {0} ».",
                base.version
            );
            self.error(
                ("adaptation", row, "version_de_base"),
                "adaptation-version",
                said,
                write,
            );
        }
    }

    /// Puts the cells of rows that the national text has, found again by their key.
    fn rows(&mut self, book: &mut Book, (name, key): (&'static str, &str), allowed: &[&str]) {
        let layer = self.layer;
        for row in layer.book.rows(name) {
            let wanted = row.cell(key);
            let sheet = sheet(book, name);
            let Some(at) = sheet.rows.iter().position(|row| row.cell(key) == wanted) else {
                let said = format!("« {wanted} » n'est pas dans {}.", self.base.code);
                self.error(
                    (name, row, key),
                    "adaptation-unknown",
                    said,
                    "Une adaptation change ce qui existe : reprenez son nom exact.",
                );
                continue;
            };
            for (column, text) in row.cells() {
                let was = sheet.rows.get(at).map_or("", |row| row.cell(column));
                if column == key || was == text {
                    continue;
                }
                if allowed.contains(&column) {
                    if !sheet.has(column) {
                        sheet.header.push(column.to_owned());
                    }
                    if let Some(changed) = sheet.rows.get_mut(at) {
                        changed.set(column, text);
                    }
                } else {
                    let said = format!("Une adaptation ne change pas « {column} ».");
                    let write = format!(
                        "Elle peut changer : {}. Pour le reste, proposez une nouvelle version nationale.",
                        allowed.join(", ")
                    );
                    self.findings.push(
                        row.error(column, "adaptation-forbidden", said, write)
                            .on(name)
                            .of(&layer.book.file.0),
                    );
                }
            }
        }
    }

    /// A delay of the national text may become shorter, never longer.
    fn delays(&mut self) {
        let (base, layer) = (self.base, self.layer);
        for row in layer.book.rows("parametres") {
            let (written, known) = (row.cell("valeur"), base.parameter(row.cell("nom")));
            let Some(ParameterValue::Delay(national)) = known.map(|known| &known.value) else {
                continue;
            };
            if written.is_empty() {
                continue;
            }
            let place = ("parametres", row, "valeur");
            match Delay::parse(written) {
                Some(local) if local.always_within(*national) => {}
                Some(local) => {
                    let said = format!(
                        "Le texte national donne {national} ; {local} peut finir plus tard, et une adaptation n'allonge pas un délai."
                    );
                    let write = format!("Gardez « {national} », ou moins, dans la même unité.");
                    self.error(place, "adaptation-weaker", said, write);
                }
                None => {
                    let said = format!("« {written} » n'est pas un délai.");
                    let write = format!("Écrivez une quantité et son unité : « {national} ».");
                    self.error(place, "deadline-unit", said, write);
                }
            }
        }
    }

    /// Adds registers; those of the national text stay.
    fn registers(&mut self, book: &mut Book) {
        let layer = self.layer;
        for row in layer.book.rows("registres") {
            let code = row.cell("code");
            if self
                .base
                .registers
                .iter()
                .any(|register| register.code == code)
            {
                let said = format!("Le registre « {code} » est national.");
                self.error(
                    ("registres", row, "code"),
                    "adaptation-forbidden",
                    said,
                    "Ajoutez le vôtre sous un autre code.",
                );
                continue;
            }
            add(
                book,
                "registres",
                &["code", "libelle", "etape", "colonnes"],
                row,
            );
        }
    }

    /// Adds questions at the end of the group in which the layer writes them.
    fn questions(&mut self, book: &mut Book) {
        let layer = self.layer;
        let mut group: Option<&str> = None;
        for row in layer.book.rows("survey") {
            let (kind, name) = (row.cell("type"), row.cell("name"));
            let place = ("survey", row, "name");
            if kind.starts_with("begin") {
                let known = end_of(book, name).is_some();
                if group.is_some() || !known {
                    let said = format!(
                        "Le groupe « {name} » n'est pas un groupe de {}.",
                        self.base.code
                    );
                    self.error(place, "adaptation-unknown", said, "Écrivez vos questions entre le begin_group et le end_group d'un groupe de la procédure.");
                }
                group = Some(name);
            } else if kind.starts_with("end") {
                group = None;
            } else if book
                .rows("survey")
                .iter()
                .any(|row| row.cell("name") == name)
            {
                let said = format!("La question « {name} » existe déjà.");
                self.error(
                    place,
                    "adaptation-forbidden",
                    said,
                    "Ajoutez la vôtre sous un autre nom.",
                );
            } else {
                match group.and_then(|group| end_of(book, group)) {
                    Some(end) => insert(book, end, row),
                    None => self.error(
                        place,
                        "adaptation-loose",
                        format!("La question « {name} » n'est dans aucun groupe."),
                        "Mettez-la entre un begin_group et un end_group.",
                    ),
                }
            }
        }
    }

    /// Adds lists of choices; those of the national text stay, so that what they count stays comparable.
    fn lists(&mut self, book: &mut Book) {
        let layer = self.layer;
        for row in layer.book.rows("choices") {
            let list = row.cell("list_name");
            let national = self.base.book.rows("choices");
            if national.iter().any(|row| row.cell("list_name") == list) {
                let said = format!(
                    "La liste « {list} » est nationale : ses choix servent à comparer les centres."
                );
                self.error(
                    ("choices", row, "list_name"),
                    "adaptation-forbidden",
                    said,
                    "Faites votre liste sous un autre nom.",
                );
                continue;
            }
            add(book, "choices", &["list_name", "name", "label"], row);
        }
    }

    /// What a layer may change of a step, it may not weaken.
    fn steps(&mut self) {
        let (base, layer) = (self.base, self.layer);
        for row in layer.book.rows("etapes") {
            let Some(step) = base.step(row.cell("code")) else {
                continue;
            };
            let mut reader = crate::workbook::read::Reader::new(&layer.book);
            let mut at = reader.row("etapes", row);
            let (overdue, documents) = (at.overdue(), at.documents());
            self.findings.extend(reader.findings);
            if !row.cell("retard").is_empty()
                && let Some(tier) = weaker(step, &overdue)
            {
                let said = format!(
                    "Le texte national prévient {} {} après l'échéance ; une adaptation ne prévient pas plus tard.",
                    tier.role, tier.after
                );
                let write = format!(
                    "Gardez « {} -> {} », ou un délai plus court.",
                    tier.after, tier.role
                );
                self.error(("etapes", row, "retard"), "adaptation-weaker", said, write);
            }
            if !row.cell("produire").is_empty()
                && let Some(document) = missing(step, &documents)
            {
                let said = format!(
                    "Le document « {} » du texte national manque.",
                    document.label
                );
                let write = format!(
                    "Gardez « {} : {} » et ajoutez les vôtres.",
                    document.code, document.label
                );
                self.error(
                    ("etapes", row, "produire"),
                    "adaptation-weaker",
                    said,
                    write,
                );
            }
        }
    }
}

/// A tier of the national text that would come later, or not at all.
fn weaker<'s>(step: &'s Step, overdue: &[Overdue]) -> Option<&'s Overdue> {
    step.overdue.iter().find(|tier| {
        let kept = |other: &Overdue| {
            other.role == tier.role && other.after.about_hours() <= tier.after.about_hours()
        };
        !overdue.iter().any(kept)
    })
}

/// A document of the national text that would no longer be made.
fn missing<'s>(step: &'s Step, documents: &[Document]) -> Option<&'s Document> {
    let kept = |document: &&Document| !documents.iter().any(|other| other.code == document.code);
    step.produce.iter().find(kept)
}

fn sheet<'b>(book: &'b mut Book, name: &str) -> &'b mut Sheet {
    let at = book
        .sheets
        .iter()
        .position(|sheet| sheet.name == name)
        .unwrap_or_else(|| {
            book.sheets.push(Sheet::new(name, &[]));
            book.sheets.len() - 1
        });
    // The index is that of a sheet just found or just added.
    #[expect(clippy::indexing_slicing, reason = "found or added just above")]
    &mut book.sheets[at]
}

/// Adds a row at the end of a sheet, which is made when there is none.
fn add(book: &mut Book, name: &str, header: &[&str], row: &Row) {
    let sheet = sheet(book, name);
    if sheet.header.is_empty() {
        sheet.header = header.iter().map(|&column| column.to_owned()).collect();
    }
    widen(sheet, row);
    sheet.rows.push(row.clone());
}

fn insert(book: &mut Book, at: usize, row: &Row) {
    let sheet = sheet(book, "survey");
    widen(sheet, row);
    sheet.rows.insert(at.min(sheet.rows.len()), row.clone());
}

fn widen(sheet: &mut Sheet, row: &Row) {
    for (column, _) in row.cells() {
        if !sheet.has(column) {
            sheet.header.push(column.to_owned());
        }
    }
}

/// The index of the row that ends the group of that name.
fn end_of(book: &Book, group: &str) -> Option<usize> {
    let mut open: Vec<&str> = Vec::new();
    for (at, row) in book.rows("survey").iter().enumerate() {
        let kind = row.cell("type");
        if kind.starts_with("begin") {
            open.push(row.cell("name"));
        } else if (kind.starts_with("end_") || kind.starts_with("end "))
            && open.pop() == Some(group)
        {
            return Some(at);
        }
    }
    None
}
