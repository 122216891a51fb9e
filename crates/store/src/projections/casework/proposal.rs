//! Making the manual: proposed changes by how far they have come, and the notes that somebody has
//! still to read.

use super::manual::{Listed, current, edition, versions};
use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::casework::proposal::{Stage, Versions};
use akwaba_domain::casework::{Hands, PROCEDURE, PROPOSAL, Proposal, READING, manual, notice};
use akwaba_domain::scope;
use akwaba_journal::id::{ActorId, CentreId, EntityId};

/// Proposals in a list, at most.
const LINES_MAX: u32 = 200;

/// What the making of the manual makes from the journal.
pub const PROPOSALS: Projection = Projection {
    name: "proposals",
    kinds: &[PROPOSAL, PROCEDURE, READING],
    tables: &[
        table!("proposal_row"),
        table!("manual_note_row"),
        table!("manual_read_row"),
    ],
    apply,
};

/// One proposal in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalLine {
    /// The proposal.
    pub id: EntityId,
    /// The code of its procedure.
    pub code: String,
    /// The version from which it starts.
    pub base: u32,
    /// Whose it is.
    pub author: ActorId,
    /// How far it has come.
    pub stage: Stage,
    /// When it last changed, in microseconds since 1970.
    pub changed_micros: i64,
}

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    match applied.kind {
        PROPOSAL => proposal(tx, applied),
        PROCEDURE => noted(tx, applied),
        READING => reading(tx, applied),
        _ => Ok(()),
    }
}

fn proposal(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM proposal_row WHERE scope = $1 AND entity = $2",
        params![&applied.scope, &applied.entity],
    )?;
    let Some(proposal) = Proposal::of(applied.entity, applied.state) else {
        return Ok(());
    };
    let last = applied.state.last();
    tx.execute(
        "INSERT INTO proposal_row (scope, entity, code, base, author, stage, since_micros, \
         changed_micros) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            &applied.scope,
            &applied.entity,
            &proposal.base.code,
            proposal.base.version,
            &proposal.author,
            proposal.stage().code(),
            proposal.since_micros,
            last.map_or(proposal.since_micros, |last| last.clock.micros)
        ],
    )?;
    Ok(())
}

fn noted(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM manual_note_row WHERE scope = $1 AND entity = $2",
        params![&applied.scope, &applied.entity],
    )?;
    let published = manual::read(applied.state).filter(|published| published.note.is_some());
    let Some(published) = published else {
        return Ok(());
    };
    let named = &published.named;
    tx.execute(
        "INSERT INTO manual_note_row (scope, entity, code, version, layer) \
         VALUES ($1, $2, $3, $4, $5)",
        params![
            &applied.scope,
            &applied.entity,
            &named.code,
            named.version,
            named.layer
        ],
    )?;
    Ok(())
}

fn reading(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM manual_read_row WHERE scope = $1 AND entity = $2",
        params![&applied.scope, &applied.entity],
    )?;
    let Some(named) = notice::named(applied.state) else {
        return Ok(());
    };
    for (account, at_micros) in notice::readers(applied.state) {
        tx.execute(
            "INSERT INTO manual_read_row (scope, entity, account, code, version, layer, at_micros) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![
                &applied.scope,
                &applied.entity,
                &account,
                &named.code,
                named.version,
                named.layer,
                at_micros
            ],
        )?;
    }
    Ok(())
}

fn line(row: &Row) -> Result<ProposalLine> {
    let stage = Stage::from_code(row.text(4)?)
        .ok_or_else(|| StoreError::corrupt("the stage of a proposal is unknown"))?;
    Ok(ProposalLine {
        id: row.id(0)?,
        code: row.text(1)?.to_owned(),
        base: u32::try_from(row.int(2)?).unwrap_or(0),
        author: row.id(3)?,
        stage,
        changed_micros: row.int(5)?,
    })
}

/// The proposals of a centre: those under way first, then those that are over, the last changed
/// first.
///
/// # Errors
/// Those of the engine.
pub fn proposals(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<ProposalLine>> {
    let rows = tx.query(
        "SELECT entity, code, base, author, stage, changed_micros FROM proposal_row \
         WHERE scope = $1 \
         ORDER BY CASE WHEN stage IN ('published', 'abandoned') THEN 1 ELSE 0 END, \
         changed_micros DESC, entity LIMIT $2",
        params![&scope::manual(centre), LINES_MAX],
    )?;
    rows.iter().map(line).collect()
}

/// The proposals under way, the last changed first.
///
/// # Errors
/// Those of the engine.
pub fn under_way(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<ProposalLine>> {
    let mut found = proposals(tx, centre)?;
    found.retain(|line| !line.stage.is_over());
    Ok(found)
}

/// What is published of a procedure; `None` when nothing is.
///
/// # Errors
/// Those of the engine.
pub fn standing(tx: &mut dyn Tx, centre: CentreId, code: &str) -> Result<Option<Versions>> {
    let all = versions(tx, centre, code)?;
    let in_use = all.iter().find(|one| !one.withdrawn);
    Ok(all.first().map(|newest| Versions {
        newest: newest.named.version,
        in_use: in_use.map(|one| one.named.version),
    }))
}

/// The versions in use whose note somebody has still to read, because they work under them.
///
/// # Errors
/// Those of the engine.
pub fn unread(
    tx: &mut dyn Tx,
    centre: CentreId,
    who: ActorId,
    hands: &Hands,
) -> Result<Vec<Listed>> {
    let rows = tx.query(
        "SELECT code, version, layer FROM manual_note_row AS note WHERE scope = $1 \
         AND NOT EXISTS (SELECT 1 FROM manual_read_row AS seen WHERE seen.scope = note.scope \
         AND seen.account = $2 AND seen.code = note.code AND seen.version = note.version \
         AND seen.layer = note.layer)",
        params![&scope::manual(centre), &who],
    )?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut open = Vec::with_capacity(rows.len());
    for row in &rows {
        open.push((row.text(0)?.to_owned(), row.int(1)?, row.int(2)?));
    }
    let mut found = Vec::new();
    for one in current(tx, centre)? {
        let named = &one.named;
        let key = (
            named.code.clone(),
            i64::from(named.version),
            i64::from(named.layer),
        );
        if open.contains(&key)
            && edition(tx, centre, named)?.is_some_and(|known| notice::concerns(&known, hands))
        {
            found.push(one);
        }
    }
    Ok(found)
}
