//! What people said of how they were received, by day, channel and scale. Never: the words, which stand in the entity alone.

use crate::entity;
use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::Tx;
use akwaba_domain::reception::Day;
use akwaba_domain::satisfaction::{Channel, SATISFACTION, Satisfaction, Scale};
use akwaba_journal::id::ScopeId;

/// What satisfaction makes from the journal.
pub const PROJECTION: Projection = Projection {
    name: "satisfaction",
    kinds: &[SATISFACTION],
    tables: &[table!("satisfaction_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM satisfaction_row WHERE scope = $1 AND entity = $2",
        params![&applied.scope, &applied.entity],
    )?;
    let Some(word) = Satisfaction::of(applied.entity, applied.state) else {
        return Ok(());
    };
    tx.execute(
        "INSERT INTO satisfaction_row (scope, entity, day, channel, scale, withdrawn) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![
            &applied.scope,
            &applied.entity,
            word.said.day.sortable(),
            word.said.channel.code(),
            word.said.scale.code(),
            word.withdrawn
        ],
    )?;
    Ok(())
}

/// How many words of some days came by each channel, and how they stand on the scale. Those taken back are not counted.
///
/// # Errors
/// Those of the engine.
pub fn counted(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (first, last): (Day, Day),
) -> Result<Vec<(Channel, Scale, u32)>> {
    let rows = tx.query(
        "SELECT channel, scale, COUNT(*) FROM satisfaction_row \
         WHERE scope = $1 AND day >= $2 AND day <= $3 AND withdrawn = 0 \
         GROUP BY channel, scale ORDER BY channel, scale",
        params![&scope, first.sortable(), last.sortable()],
    )?;
    let wrong = || StoreError::corrupt("the row of a word cannot be read");
    let read = |row: &crate::Row| {
        Ok((
            Channel::from_code(row.text(0)?).ok_or_else(wrong)?,
            Scale::from_code(row.text(1)?).ok_or_else(wrong)?,
            u32::try_from(row.int(2)?).map_err(|_| wrong())?,
        ))
    };
    rows.iter().map(read).collect()
}

/// The words of some days that were not taken back, each with what it says beside the scale; at most so many.
///
/// # Errors
/// Those of the engine.
pub fn words(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (first, last): (Day, Day),
    at_most: u32,
) -> Result<Vec<Satisfaction>> {
    let rows = tx.query(
        "SELECT entity FROM satisfaction_row \
         WHERE scope = $1 AND day >= $2 AND day <= $3 AND withdrawn = 0 \
         ORDER BY day DESC, entity DESC LIMIT $4",
        params![&scope, first.sortable(), last.sortable(), at_most],
    )?;
    let mut found = Vec::new();
    for row in &rows {
        let id = row.id(0)?;
        let word = Satisfaction::of(id, &entity::load(tx, scope, id)?);
        found.extend(word.filter(|word| word.words.is_some()));
    }
    Ok(found)
}
