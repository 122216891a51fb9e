//! Transfer: cases handed to another centre or service, of which centre, and what they answered.
//!
//! A note is listed to the centre that it asks although it stands in the scope of the other: where both
//! scopes are kept here, both read it.

use crate::entity;
use crate::error::Result;
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::transfer::{Reply, Transfer, reply};
use akwaba_domain::casework::{TRANSFER, TRANSFER_ANSWER};
use akwaba_journal::id::{CentreId, EntityId, ScopeId};

/// What transfer makes from the journal.
pub const PROJECTION: Projection = Projection {
    name: "transfer",
    kinds: &[TRANSFER, TRANSFER_ANSWER],
    tables: &[table!("transfer_row"), table!("transfer_answer_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    for sql in [
        "DELETE FROM transfer_row WHERE scope = $1 AND entity = $2",
        "DELETE FROM transfer_answer_row WHERE scope = $1 AND entity = $2",
    ] {
        tx.execute(sql, params![&applied.scope, &applied.entity])?;
    }
    if let Some(transfer) = Transfer::of(applied.entity, applied.state) {
        let note = &transfer.note;
        let back = transfer.taken_back.is_some();
        tx.execute(
            "INSERT INTO transfer_row (scope, entity, case_entity, from_centre, to_centre, sender, \
             sent_micros, waits, back) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                &applied.scope,
                &applied.entity,
                &note.case,
                &note.from,
                note.to.as_ref(),
                &transfer.by,
                note.at_micros,
                transfer.reply.is_none() && !back,
                back
            ],
        )?;
    } else if let Some(reply) = reply(applied.state) {
        tx.execute(
            "INSERT INTO transfer_answer_row (scope, entity, transfer) VALUES ($1, $2, $3)",
            params![&applied.scope, &applied.entity, &reply.transfer],
        )?;
    }
    Ok(())
}

fn read(tx: &mut dyn Tx, rows: &[Row]) -> Result<Vec<(Transfer, Option<Reply>)>> {
    let mut found = Vec::new();
    for row in rows {
        let (scope, id): (ScopeId, EntityId) = (row.id(0)?, row.id(1)?);
        if let Some(transfer) = Transfer::of(id, &entity::load(tx, scope, id)?) {
            let answer = match transfer.reply.clone() {
                Some(own) => Some(own),
                None => answer(tx, &transfer)?,
            };
            found.push((transfer, answer));
        }
    }
    Ok(found)
}

/// The answer of the centre that a note asks, and of no other.
fn answer(tx: &mut dyn Tx, transfer: &Transfer) -> Result<Option<Reply>> {
    let Some(to) = transfer.note.to else {
        return Ok(None);
    };
    let scope = akwaba_domain::scope::registry(to);
    let row = tx.maybe(
        "SELECT entity FROM transfer_answer_row WHERE scope = $1 AND transfer = $2 \
         ORDER BY entity LIMIT 1",
        params![&scope, &transfer.id],
    )?;
    match row {
        Some(row) => Ok(reply(&entity::load(tx, scope, row.id(0)?)?)),
        None => Ok(None),
    }
}

/// The notes of a case, the newest first, each with its answer.
///
/// # Errors
/// Those of the engine.
pub fn of_case(
    tx: &mut dyn Tx,
    scope: ScopeId,
    case: EntityId,
) -> Result<Vec<(Transfer, Option<Reply>)>> {
    let rows = tx.query(
        "SELECT scope, entity FROM transfer_row WHERE scope = $1 AND case_entity = $2 \
         ORDER BY sent_micros DESC, entity",
        params![&scope, &case],
    )?;
    read(tx, &rows)
}

/// The notes that ask a centre, the newest first, each with its answer. Those taken back are left out.
///
/// # Errors
/// Those of the engine.
pub fn asked_of(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<(Transfer, Option<Reply>)>> {
    let rows = tx.query(
        "SELECT scope, entity FROM transfer_row WHERE to_centre = $1 AND back = $2 \
         ORDER BY sent_micros DESC, entity",
        params![&centre, false],
    )?;
    read(tx, &rows)
}
