//! Beginning a case under the version of a procedure that is in use: from the page that asks which,
//! and from every page that knows which.

use std::sync::Arc;

use akwaba_domain::casework::number::{Counter, year_entity};
use akwaba_domain::casework::open::{Opening, open};
use akwaba_domain::casework::{Edition, ProcedureRef, Subject, step, time};
use akwaba_domain::policy::{Allowed, act};
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::projections::casework::{current, edition};
use akwaba_store::{Tx, Writing, append, entity};
use jiff::Timestamp;

use super::agenda_rows::step_path;
use super::shared::{case_path, here, load};
use crate::exchange::Exchange;
use crate::pages::reception::{ctx, own_book};
use crate::problem::Problem;

/// A procedure under which a case may be opened.
pub(in crate::pages) type Offered = (ProcedureRef, Arc<Edition>);

/// The version in use of a procedure, unless its files are sealed.
pub(in crate::pages) fn in_use(
    tx: &mut dyn Tx,
    centre: CentreId,
    code: &str,
) -> Result<Option<Offered>, Problem> {
    for one in current(tx, centre)? {
        if one.named.code != code {
            continue;
        }
        let known = edition(tx, centre, &one.named)?;
        let open = known.filter(|known| {
            // Nothing sealed is stored in the open.
            known.procedure.confidentiality != Confidentiality::Sealed
        });
        return Ok(open.map(|known| (one.named, known)));
    }
    Ok(None)
}

/// Opens a case for somebody under a procedure.
pub(in crate::pages) fn begin(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    now: Timestamp,
    allowed: &Allowed<act::CaseOpen>,
    scope: ScopeId,
    ((named, known), subject): (&Offered, Subject),
) -> Result<EntityId, Problem> {
    let centre = allowed.centre();
    let mut ctx = ctx(now, writing);
    let id = ctx.fresh();
    let year = entity::load(tx, scope, year_entity(centre, ctx.today().year()))?;
    let counter = Counter {
        book: own_book(tx, scope, centre)?,
        year: &year,
    };
    let opening = Opening {
        procedure: (named, known),
        subject,
        assigned: None,
    };
    let (_, drafts) = open(&mut ctx, allowed, id, &counter, &opening)?;
    append(tx, writing, drafts)?;
    Ok(id)
}

/// Where a case that was just begun goes on: its first step.
pub(in crate::pages) fn first_step(
    exchange: &Exchange<'_, '_>,
    id: EntityId,
) -> Result<String, Problem> {
    let scope = here(exchange);
    let known = exchange.read(|tx| load(tx, scope, id))?;
    let now = time::civil(exchange.call.now.as_microsecond());
    let standing = step::standing(&known.case, &known.edition, now);
    let first = standing.open().next();
    Ok(first.map_or_else(
        || case_path(id),
        |(state, _)| step_path(id, &state.step.code),
    ))
}
