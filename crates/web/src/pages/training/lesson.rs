//! What the pages of the training centre share: the procedure that is learnt, and what of it this reader has done.

use std::sync::Arc;

use akwaba_domain::casework::Edition;
use akwaba_store::local::training::{self, Done};
use akwaba_store::projections::casework::{edition, versions};

use crate::exchange::Exchange;
use crate::pages::casework::shared::centre;
use crate::problem::Problem;

/// The part of a procedure that its quiz is.
pub(super) const QUIZ: &str = "quiz";

/// The part of a procedure that an exercise is, by its rank from 1.
pub(super) fn exercise_part(rank: usize) -> String {
    format!("exercice-{rank}")
}

/// The version that the address means: the newest that is not withdrawn.
///
/// # Errors
/// [`Problem::NotFound`] when the centre has none.
pub(super) fn lesson(exchange: &Exchange<'_, '_>) -> Result<Arc<Edition>, Problem> {
    let (centre, code) = (centre(exchange), exchange.param("code").to_owned());
    exchange.read(|tx| {
        let all = versions(tx, centre, &code)?;
        let newest = all.iter().find(|one| !one.withdrawn);
        let newest = newest.ok_or(Problem::NotFound)?;
        edition(tx, centre, &newest.named)?.ok_or(Problem::NotFound)
    })
}

/// All that this reader has done here.
pub(super) fn done_by_reader(exchange: &Exchange<'_, '_>) -> Result<Vec<Done>, Problem> {
    let account = exchange.actor()?.account;
    exchange.read(|tx| Ok(training::done_by(tx, account)?))
}

/// What was done of a part, in the version that is taught now.
pub(super) fn done_of<'d>(all: &'d [Done], edition: &Edition, part: &str) -> Option<&'d Done> {
    let procedure = &edition.procedure;
    all.iter().find(|done| {
        done.procedure == procedure.code && done.part == part && done.version == procedure.version
    })
}

/// Notes for the reader that a part is done.
pub(super) fn note(
    exchange: &mut Exchange<'_, '_>,
    edition: &Edition,
    part: &str,
    chosen: &str,
) -> Result<(), Problem> {
    let account = exchange.actor()?.account;
    exchange.write(|tx, writing| {
        let done = Done {
            procedure: edition.procedure.code.clone(),
            part: part.to_owned(),
            version: edition.procedure.version,
            done_micros: writing.now_micros,
            chosen: chosen.to_owned(),
        };
        Ok(training::note_done(tx, account, &done)?)
    })
}

/// The address of a procedure in the training centre.
pub(super) fn path(edition: &Edition) -> String {
    format!("/apprendre/{}", edition.procedure.code)
}

/// `P07 Référencement`.
pub(super) fn heading(edition: &Edition) -> String {
    format!("{} {}", edition.procedure.code, edition.procedure.title)
}
