//! Adopting the model manual that comes with the program, where the centre does not have it: an act of
//! who directs. What the centre has already stays as it is.

use akwaba_domain::casework::Edition;
use akwaba_domain::casework::manual::{self, Texts};
use akwaba_domain::policy::act;
use akwaba_domain::scope;
use akwaba_journal::id::CentreId;
use akwaba_store::projections::casework::listed;
use akwaba_store::{Tx, append, entity};

use super::super::shared::{allow, centre};
use super::shared;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::problem::Problem;

/// What the model manual would add.
pub(in crate::pages::casework) struct Offer {
    /// How many procedures, in words.
    pub(in crate::pages::casework) text: String,
}

impl Offer {
    /// What it would add to this centre, for who may adopt it; nothing when it has it all.
    pub(in crate::pages::casework) fn of(
        exchange: &Exchange<'_, '_>,
        f: &Frame,
    ) -> Result<Option<Self>, Problem> {
        let model = exchange.call.doors.model();
        let Some(model) = model.filter(|_| allow::<act::ManualPublish>(exchange).is_ok()) else {
            return Ok(None);
        };
        let centre = centre(exchange);
        let missing = exchange.read(|tx| missing(tx, centre, model))?.len();
        Ok((missing > 0).then(|| Self {
            text: f.t1("proposal-adopt-text", "count", missing),
        }))
    }
}

/// The procedures of the model of which the centre has no version.
fn missing(
    tx: &mut dyn Tx,
    centre: CentreId,
    model: Texts<'static>,
) -> Result<Vec<&'static str>, Problem> {
    let known = listed(tx, centre)?;
    let here = |code: &str| known.iter().any(|one| one.named.code == code);
    let texts = model.procedures.iter().copied();
    let texts = texts.filter(|text| {
        Edition::read(text, model.shared).is_ok_and(|edition| !here(&edition.procedure.code))
    });
    Ok(texts.collect())
}

/// Adopts what is missing.
pub(super) fn adopt(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ManualPublish>(exchange)?;
    let centre = centre(exchange);
    let model = exchange.call.doors.model().ok_or(Problem::NotFound)?;
    exchange.write(|tx, writing| {
        let procedures = missing(tx, centre, model)?;
        // The roles and holidays of a centre that has its own are its own.
        let common = shared(tx, centre)?.is_none().then_some(model.shared);
        let texts = Texts {
            shared: common.flatten(),
            procedures: &procedures,
        };
        let about = manual::shared_entity(centre);
        let state = entity::load(tx, scope::manual(centre), about)?;
        let drafts = manual::adopt(&allowed, &state, texts).map_err(|_| Problem::Conflict)?;
        append(tx, writing, drafts)?;
        Ok(())
    })?;
    exchange.done("/manuel", Flash::good("proposal-said-adopted"))
}
