//! The text of a proposal: typed in the page, or sent as the workbook that a spreadsheet holds.

use akwaba_domain::casework::proposal::{TEXT_CHARS_MAX, revise};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_procedures::sheet::{Finding, markdown, xlsx};
use akwaba_store::append;
use askama::Template;

use super::super::shared::{allow, centre};
use super::{Known, load, path, title};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::{Form, Upload};
use crate::parts::Fields;
use crate::problem::Problem;
use crate::show;

/// Findings of a file shown at most.
const FINDINGS_SHOWN: usize = 30;

#[derive(Template)]
#[template(path = "proposal/edit.html")]
struct EditPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    here: String,
    back: String,
    chars_max: String,
    /// What is wrong in the file that was sent.
    findings: Vec<String>,
}

/// The proposal of the address, when the reader may change its text.
fn own(exchange: &Exchange<'_, '_>) -> Result<Known, Problem> {
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    let me = exchange.actor()?.account;
    let known = exchange.read(|tx| load(tx, centre, id))?;
    let mine = known.proposal.author == me && known.proposal.stage().is_open();
    mine.then_some(known).ok_or(Problem::NotFound)
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = own(exchange)?;
    let typed = Form::new().with("text", known.proposal.text.as_str());
    page(exchange, &known, typed, None, &[])
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Known,
    typed: Form,
    refused: Option<&Refusals>,
    findings: &[Finding],
) -> Answer {
    let mut frame = exchange.frame("proposal-edit-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, typed, refusals),
        None => Fields::new(&frame, typed),
    };
    let back = path(known.proposal.id);
    let findings = findings.iter().take(FINDINGS_SHOWN);
    let page = EditPage {
        f: &frame,
        form: &form,
        heading: title(&known.base),
        here: format!("{back}/texte"),
        back,
        chars_max: show::number(i64::try_from(TEXT_CHARS_MAX).unwrap_or(i64::MAX)),
        findings: findings.map(ToString::to_string).collect(),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Keeps the text, with its errors if it has any.
pub(super) fn save(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ManualPropose>(exchange)?;
    let known = own(exchange)?;
    let (centre, id) = (centre(exchange), known.proposal.id);
    let text = match exchange.form.file("file") {
        Some(file) => match of_file(file) {
            Ok(text) => text,
            Err(findings) => {
                let refused = Refusals::from(Refusal::at("file", "proposal-file-wrong"));
                let typed = exchange.form.clone();
                return page(exchange, &known, typed, Some(&refused), &findings);
            }
        },
        None => exchange.form.get("text").to_owned(),
    };
    let kept = exchange.write(|tx, writing| {
        let fresh = load(tx, centre, id)?;
        let drafts = revise(&allowed, (&fresh.proposal, &fresh.state), &text)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match kept {
        Ok(()) => exchange.done(&path(id), Flash::good("proposal-said-kept")),
        Err(Problem::Refused(refusals)) => {
            let typed = exchange.form.clone();
            page(exchange, &known, typed, Some(&refusals), &[])
        }
        Err(problem) => Err(problem),
    }
}

/// The text of a file: a spreadsheet, or Markdown as it is.
fn of_file(file: &Upload) -> Result<String, Vec<Finding>> {
    // Only a spreadsheet begins so: it is a ZIP archive, whatever its name.
    if file.bytes.starts_with(b"PK") {
        let book = xlsx::read("", file.bytes.clone())?;
        return Ok(markdown::write(&book));
    }
    let text = std::str::from_utf8(&file.bytes).map_err(|_| {
        vec![Finding::error(
            "not-text",
            "Ce fichier n'est ni un classeur .xlsx ni un texte.",
            "Choisissez le classeur téléchargé ici, une fois modifié.",
        )]
    })?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}
