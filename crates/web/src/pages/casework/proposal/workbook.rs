//! The workbook of a version or of a proposal, to be changed in a spreadsheet.

use akwaba_domain::casework::manual;
use akwaba_domain::scope;
use akwaba_procedures::sheet::{markdown, xlsx};
use akwaba_store::entity;

use super::super::shared::centre;
use super::{load, named};
use crate::exchange::{Answer, Exchange};
use crate::http::Response;
use crate::problem::Problem;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The workbook of a version.
pub(super) fn of_version(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, named) = (centre(exchange), named(exchange)?);
    let about = manual::entity(centre, &named);
    let state = exchange.read(|tx| Ok(entity::load(tx, scope::manual(centre), about)?))?;
    let published = manual::read(&state).ok_or(Problem::NotFound)?;
    file(
        &format!("{}-v{}", named.code, named.version),
        &published.text,
    )
}

/// The workbook of a proposal. A text that is no workbook yet comes as it is.
pub(super) fn of_proposal(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    let known = exchange.read(|tx| load(tx, centre, id))?;
    let name = format!("{}-proposition", known.proposal.base.code);
    file(&name, known.text())
}

/// A text as a workbook under a name; as it is where it is no workbook yet.
pub(in crate::pages::casework) fn file(name: &str, text: &str) -> Answer {
    let book = markdown::read("", text).and_then(|book| xlsx::write(&book));
    Ok(match book {
        Ok(bytes) => Response::download(XLSX, &format!("{name}.xlsx"), bytes),
        Err(_) => Response::download(
            "text/markdown; charset=utf-8",
            &format!("{name}.md"),
            text.as_bytes().to_vec(),
        ),
    })
}
