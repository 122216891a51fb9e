//! Adopting a local layer on a procedure: typed or sent as a workbook, read, its differences shown in sentences, then adopted.
//!
//! Invariant: what is adopted is what was last shown. Never: a layer that weakens the national text, a case moved by it.

use std::sync::Arc;

use akwaba_domain::casework::layer::{self, Proposal};
use akwaba_domain::casework::manual::{self, Published};
use akwaba_domain::casework::{Edition, ProcedureRef};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::scope;
use akwaba_journal::id::CentreId;
use akwaba_procedures::sheet::{Finding, markdown, xlsx};
use akwaba_store::projections::casework::{edition, versions};
use akwaba_store::{Tx, append, entity};
use askama::Template;

use super::manual::version_path;
use super::proposal::workbook;
use super::shared::{allow, centre};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::reception::centre_code;
use crate::parts::Fields;
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/layer.html")]
struct LayerPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    here: String,
    back: String,
    findings: Vec<(String, String)>,
    /// What the layer changes, once it was read without a fault; with the seal of the text that was read.
    read: Option<Reading>,
}

struct Reading {
    version: String,
    reason: String,
    changes: Vec<String>,
    seal: String,
}

/// The sheet that says whose a layer is, and the two of its columns that the page asks apart.
const HEAD: &str = "adaptation";
const REASON: &str = "motif";
const AUTHOR: &str = "auteur";

/// The national version of the address, which may be adapted.
struct Base {
    named: ProcedureRef,
    published: Published,
    edition: Arc<Edition>,
    manual: Option<String>,
    known: Vec<ProcedureRef>,
    /// The short code of the centre.
    code: String,
}

/// The address where a version is adapted.
pub(super) fn adapt_path(named: &ProcedureRef) -> String {
    format!("{}/adapter", version_path(&named.national()))
}

fn base(exchange: &Exchange<'_, '_>) -> Result<Base, Problem> {
    let centre = centre(exchange);
    let named = ProcedureRef::parse(exchange.param("code"), exchange.param("version"))
        .filter(|named| named.layer == 0)
        .ok_or(Problem::NotFound)?;
    exchange.read(|tx| {
        let published = published(tx, centre, &named)?;
        let shared = entity::load(tx, scope::manual(centre), manual::shared_entity(centre))?;
        let all = versions(tx, centre, &named.code)?;
        Ok(Base {
            edition: edition(tx, centre, &named)?.ok_or(Problem::NotFound)?,
            manual: manual::shared(&shared),
            known: all.into_iter().map(|one| one.named).collect(),
            published,
            code: centre_code(tx, centre)?,
            named: named.clone(),
        })
    })
}

/// The version as published, unless it was withdrawn.
fn published(
    tx: &mut dyn Tx,
    centre: CentreId,
    named: &ProcedureRef,
) -> Result<Published, Problem> {
    let state = entity::load(tx, scope::manual(centre), manual::entity(centre, named))?;
    manual::read(&state)
        .filter(|published| published.withdrawn.is_none())
        .ok_or(Problem::NotFound)
}

/// The form, with a layer to begin with.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let base = base(exchange)?;
    let centre = centre(exchange);
    let last = base.known.iter().filter(|one| one.national() == base.named);
    let last = last.max_by_key(|one| one.layer).cloned();
    let before = exchange.read(|tx| {
        let Some(last) = last.as_ref().filter(|last| last.layer > 0) else {
            return Ok(None);
        };
        let state = entity::load(tx, scope::manual(centre), manual::entity(centre, last))?;
        Ok::<_, Problem>(manual::read(&state).map(|known| (last.layer, known.text)))
    })?;
    let number = before.as_ref().map_or(0, |(number, _)| *number) + 1;
    let before = before.as_ref().map(|(_, text)| text.as_str());
    let name = exchange.call.site.heading.centre.clone();
    let text = layer::begun(&base.edition.procedure, before, (number, &name));
    if exchange.form.get("forme") == "classeur" {
        return workbook::file(&format!("{}-adaptation", base.named.code), &text);
    }
    exchange.form = shown(text);
    page(exchange, &base, &[], None, None)
}

/// The form of a text: its reason and its author are asked apart, in words rather than in a table.
fn shown(text: String) -> Form {
    let book = markdown::read("", &text).ok();
    let head = book.as_ref().and_then(|book| book.rows(HEAD).first());
    let cell = |column| head.map_or_else(String::new, |row| row.cell(column).to_owned());
    let (reason, author) = (cell(REASON), cell(AUTHOR));
    Form::new()
        .with("text", text)
        .with(REASON, reason)
        .with(AUTHOR, author)
}

/// The text with the reason and the author that were written apart. Where none was, those of the text stay.
fn headed(text: String, form: &Form) -> String {
    let typed = [REASON, AUTHOR].map(|column| (column, form.get(column).trim()));
    let Ok(mut book) = markdown::read("", &text) else {
        return text;
    };
    let sheets = book.sheets.iter_mut().filter(|sheet| sheet.name == HEAD);
    let Some(row) = sheets.flat_map(|sheet| &mut sheet.rows).next() else {
        return text;
    };
    let mut changed = false;
    for (column, words) in typed {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() && row.cell(column) != words {
            row.set(column, &words);
            changed = true;
        }
    }
    if changed {
        markdown::write(&book).trim().to_owned()
    } else {
        text
    }
}

/// The text that was sent: that of the file where there is one, else what stands in the page. Its ends of line are made one,
/// as browsers change them on the way, so that its seal stays.
fn sent(exchange: &Exchange<'_, '_>) -> Result<String, Vec<Finding>> {
    let text = typed(exchange)?;
    Ok(text.replace("\r\n", "\n").trim().to_owned())
}

fn typed(exchange: &Exchange<'_, '_>) -> Result<String, Vec<Finding>> {
    let file = exchange.form.file("file");
    let Some(file) = file.filter(|file| !file.bytes.is_empty()) else {
        return Ok(exchange.form.get("text").to_owned());
    };
    // A workbook of a spreadsheet is a ZIP; its name is the sender's and says nothing.
    if file.bytes.starts_with(b"PK") {
        return Ok(markdown::write(&xlsx::read(
            "classeur.xlsx",
            file.bytes.clone(),
        )?));
    }
    String::from_utf8(file.bytes.clone()).map_err(|_| {
        let said = "Ce fichier n'est ni un classeur ni un texte.";
        let write = "Choisissez un fichier .xlsx ou .md.";
        vec![Finding::error("adaptation-file", said, write)]
    })
}

/// Reads what was sent; adopts it when it is what was last shown and that is asked.
pub(super) fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::LayerAdopt>(exchange)?;
    let base = base(exchange)?;
    let text = match sent(exchange) {
        Ok(text) => headed(text, &exchange.form),
        Err(findings) => return page(exchange, &base, &findings, None, None),
    };
    let seen = exchange.form.get("vu") == seal(&text);
    let asked = exchange.form.given("adopter").is_some();
    exchange.form = shown(text.clone());
    let manual = base.manual.as_deref();
    let here = layer::Here {
        name: &exchange.call.site.heading.centre,
        code: &base.code,
    };
    let known = (here, base.known.as_slice());
    let proposal = match layer::read(&base.published, manual, known, &text) {
        Ok(proposal) => proposal,
        Err(findings) => return page(exchange, &base, &findings, None, None),
    };
    if !(seen && asked) {
        let other = (asked && !seen).then(|| Refusals::from(Refusal::whole("manual-layer-other")));
        return page(exchange, &base, &[], Some(&proposal), other.as_ref());
    }
    let centre = centre(exchange);
    let adopted = exchange.write(|tx, writing| {
        let fresh = published(tx, centre, &base.named)?;
        let entity_id = manual::entity(centre, &proposal.named);
        let state = entity::load(tx, scope::manual(centre), entity_id)?;
        let drafts = layer::adopt(&allowed, &fresh, &state, &proposal)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match adopted {
        Ok(()) => {
            let path = version_path(&proposal.named);
            exchange.done(&path, Flash::good("manual-layer-said"))
        }
        Err(Problem::Refused(refusals)) => {
            page(exchange, &base, &[], Some(&proposal), Some(&refusals))
        }
        Err(problem) => Err(problem),
    }
}

/// Names a text, so that what is adopted is what was read.
fn seal(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    base: &Base,
    findings: &[Finding],
    proposal: Option<&Proposal>,
    refused: Option<&Refusals>,
) -> Answer {
    let mut frame = exchange.frame("manual-layer-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let procedure = &base.edition.procedure;
    let read = proposal.map(|proposal| Reading {
        version: proposal.named.version_code(),
        reason: proposal
            .edition
            .layer()
            .map_or_else(String::new, |layer| layer.reason.clone()),
        changes: proposal
            .edition
            .changes
            .iter()
            .map(|change| change.said.clone())
            .collect(),
        seal: seal(&proposal.text),
    });
    let page = LayerPage {
        f: &frame,
        form: &form,
        heading: format!("{} {}", procedure.code, procedure.title),
        here: adapt_path(&base.named),
        back: version_path(&base.named),
        findings: findings
            .iter()
            .map(|found| {
                // There is one text: its name would say nothing.
                let place = found.clone().of("").place();
                (place, format!("{} {}", found.said, found.write))
            })
            .collect(),
        read,
    };
    if refused.is_some() || !findings.is_empty() {
        exchange.again(&page)
    } else {
        exchange.page(&page)
    }
}

#[cfg(test)]
#[path = "layer_tests.rs"]
mod tests;
