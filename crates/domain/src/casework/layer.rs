//! A local layer on a procedure of the manual: read, compared, and adopted by who directs the centre.
//!
//! Invariants: a layer weakens nothing ([`akwaba_procedures::adapt`]); it is for one version of the national text; its number
//! grows; what was adopted is never changed. Never: a case moved by it.

use super::PROCEDURE;
use super::edition::{Edition, ProcedureRef};
use super::manual::{self, Published};
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::state::State;
use akwaba_matching::normal::fold;
use akwaba_procedures::adapt::Adaptation;
use akwaba_procedures::sheet::{Book, Finding, Sheet, markdown};
use akwaba_procedures::workbook::Procedure;

/// The longest text of a layer, in bytes: far more than a centre writes.
pub const BYTES_MAX: usize = 200_000;
/// The name by which findings call what was sent.
const FILE: &str = "adaptation";

/// A layer that may be adopted.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The name that it takes.
    pub named: ProcedureRef,
    /// The procedure under it, with what it changes in sentences.
    pub edition: Edition,
    /// Its workbook, in Markdown.
    pub text: String,
}

/// The centre that adopts.
#[derive(Debug, Clone, Copy)]
pub struct Here<'a> {
    /// Its name, as its papers bear it.
    pub name: &'a str,
    /// Its short code.
    pub code: &'a str,
}

impl Here<'_> {
    /// Whether a text names it, by its name or its code, however it is typed.
    fn is_named(self, written: &str) -> bool {
        let written = fold(written);
        !written.is_empty()
            && [self.name, self.code]
                .iter()
                .any(|known| fold(known) == written)
    }
}

/// Reads a layer for a published version that has no layer itself, beside the layers that there are.
///
/// # Errors
/// Everything that cannot be read, that it may not change, that takes a number already given, or that is another centre's.
pub fn read(
    base: &Published,
    manual: Option<&str>,
    (here, known): (Here<'_>, &[ProcedureRef]),
    text: &str,
) -> Result<Proposal, Vec<Finding>> {
    if text.len() > BYTES_MAX {
        let said = "Ce texte est trop long pour une adaptation.";
        let write = "Gardez seulement les lignes et les cases que le centre change.";
        return Err(vec![Finding::error("adaptation-long", said, write)]);
    }
    let layer = Adaptation::read(&markdown::read(FILE, text)?)?;
    let edition = Edition::adapted(&base.text, &layer, manual)?;
    let at = |column: &str, code, said: String, write: String| {
        let row = layer.book.rows("adaptation").first();
        let finding = Finding::error(code, said, write).of(FILE).on("adaptation");
        vec![row.map_or_else(|| finding.clone(), |row| finding.clone().at(row, column))]
    };
    let centre = layer.layer.centre.as_str();
    if !here.is_named(centre) {
        let said = format!("« {centre} » n'est pas un centre de cette installation.");
        let write = format!("Écrivez « {} ».", here.name);
        return Err(at("centre", "adaptation-centre", said, write));
    }
    let last = known
        .iter()
        .filter(|named| named.national() == base.named)
        .map(|named| named.layer)
        .max()
        .unwrap_or(0);
    let version = layer.layer.version;
    if version <= last {
        let said = format!("L'adaptation {last} de cette version existe déjà.");
        let write = format!("Écrivez « {} ».", last + 1);
        return Err(at("version", "adaptation-taken", said, write));
    }
    if edition.changes.is_empty() {
        let said = "Cette adaptation ne change rien.".to_owned();
        let write = "Changez au moins une case, ou ajoutez une question ou un registre.".to_owned();
        return Err(at("motif", "adaptation-empty", said, write));
    }
    Ok(Proposal {
        named: ProcedureRef {
            layer: version,
            ..base.named.clone()
        },
        edition,
        text: text.to_owned(),
    })
}

/// A procedure under a layer, each from its text.
///
/// # Errors
/// What cannot be read, by place; also what the layer may not change.
pub fn edition(
    procedure: &str,
    layer: &str,
    manual: Option<&str>,
) -> Result<Edition, Vec<Finding>> {
    let layer = Adaptation::read(&markdown::read(FILE, layer)?)?;
    Edition::adapted(procedure, &layer, manual)
}

/// Adopts a layer. `base` is the version it is for, `state` that of the entity of its name.
///
/// # Errors
/// `casework-withdrawn` when the national version is; `casework-layer-taken` when the number was given meanwhile.
pub fn adopt(
    allowed: &Allowed<act::LayerAdopt>,
    base: &Published,
    state: &State,
    proposal: &Proposal,
) -> Result<Drafts, Refusals> {
    if base.withdrawn.is_some() || base.named != proposal.named.national() {
        return Err(Refusal::whole("casework-withdrawn").into());
    }
    if state.exists() {
        return Err(Refusal::whole("casework-layer-taken").into());
    }
    let centre = allowed.centre();
    let act = Acting::on(state)
        .set("named", &proposal.named)
        .set("title", &base.title)
        .set("text", &proposal.text)
        .set("centre", &centre)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    let entity = manual::entity(centre, &proposal.named);
    drafts.push(manual::draft(centre, entity, PROCEDURE, act));
    Ok(drafts)
}

/// A layer to begin with, that changes nothing yet: the one before under its next number, or the parameters and the advice
/// of the national text, to be changed or taken out.
pub fn begun(national: &Procedure, before: Option<&str>, (number, centre): (u32, &str)) -> String {
    let number = number.to_string();
    let before = before.and_then(|text| markdown::read(FILE, text).ok());
    if let Some(mut book) = before {
        let heads = book
            .sheets
            .iter_mut()
            .filter(|sheet| sheet.name == "adaptation");
        for row in heads.flat_map(|sheet| &mut sheet.rows) {
            row.set("version", &number);
            row.set("version_de_base", &national.version.to_string());
        }
        return markdown::write(&book);
    }
    let mut book = Book::new(FILE);
    let mut head = Sheet::new(
        "adaptation",
        &[
            "procedure",
            "version_de_base",
            "version",
            "centre",
            "motif",
            "auteur",
        ],
    );
    let version = national.version.to_string();
    head.push(&[&national.code, &version, &number, centre]);
    book.sheets.push(head);
    let copied = |name: &str, columns: &[&str]| {
        let mut sheet = Sheet::new(name, columns);
        for row in national.book.rows(name) {
            let cells: Vec<&str> = columns.iter().map(|column| row.cell(column)).collect();
            sheet.push(&cells);
        }
        sheet
    };
    book.sheets
        .push(copied("parametres", &["nom", "valeur", "source"]));
    book.sheets.push(copied("etapes", &["code", "conseil"]));
    book.sheets.retain(|sheet| !sheet.rows.is_empty());
    markdown::write(&book)
}

#[cfg(test)]
#[path = "layer_tests.rs"]
mod tests;
