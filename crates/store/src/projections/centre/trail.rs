//! The trail as a table: by time, and by the record that was read.

use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::centre::export::Exported;
use akwaba_domain::centre::trail::{Event, KIND, lines};
use akwaba_domain::scope;
use akwaba_journal::id::{ActorId, CentreId, EntityId, EntryId};
use std::collections::{BTreeMap, HashSet};

/// The projection.
pub const TRAIL: Projection = Projection {
    name: "trail",
    kinds: &[KIND],
    tables: &[table!("trail_row")],
    apply,
};

/// One line of the trail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrailRow {
    /// When, in microseconds since 1970.
    pub at_micros: i64,
    /// Who.
    pub account: ActorId,
    /// What, a code of `trail::Event`.
    pub event: String,
    /// To which record.
    pub subject: Option<EntityId>,
    /// By which route.
    pub route: String,
    /// Which list left the centre, if one did.
    pub exported: Option<Exported>,
    /// The number on the page that was printed.
    pub paper: Option<i64>,
}

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let fresh: HashSet<EntryId> = applied.entries.iter().map(|entry| entry.id).collect();
    for (source, line) in lines(applied.state) {
        // The lines of the hour that are already there never change.
        if !fresh.contains(&source.entry) {
            continue;
        }
        let exported = line.exported.as_ref();
        let exported = exported.map(|exported| minicbor::to_vec(exported).unwrap_or_default());
        tx.execute(
            "INSERT INTO trail_row (scope, entry, at_micros, at_count, account, event, subject, route, \
             exported, paper) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (scope, entry) DO NOTHING",
            params![
                &applied.scope,
                &source.entry,
                source.clock.micros,
                source.clock.count,
                &source.actor,
                line.event.code(),
                line.subject.as_ref(),
                &line.route,
                exported.as_deref(),
                line.paper.and_then(|paper| i64::try_from(paper).ok())
            ],
        )?;
    }
    Ok(())
}

/// Who has read or printed a record, latest first, at most `limit` lines.
///
/// # Errors
/// What the engine says.
pub fn of_record(
    tx: &mut dyn Tx,
    centre: CentreId,
    subject: EntityId,
    limit: u32,
) -> Result<Vec<TrailRow>> {
    let rows = tx.query(
        "SELECT at_micros, account, event, subject, route, exported, paper FROM trail_row \
         WHERE scope = $1 AND subject = $2 ORDER BY +at_micros DESC, at_count DESC, entry DESC LIMIT $3",
        params![&scope::trail(centre), &subject, limit],
    )?;
    rows.iter().map(read).collect()
}

/// The lines before a moment, latest first, at most `limit`.
///
/// # Errors
/// What the engine says.
pub fn before(
    tx: &mut dyn Tx,
    centre: CentreId,
    before_micros: i64,
    limit: u32,
) -> Result<Vec<TrailRow>> {
    let rows = tx.query(
        "SELECT at_micros, account, event, subject, route, exported, paper FROM trail_row \
         WHERE scope = $1 AND at_micros < $2 ORDER BY at_micros DESC, at_count DESC, entry DESC LIMIT $3",
        params![&scope::trail(centre), before_micros, limit],
    )?;
    rows.iter().map(read).collect()
}

/// The lines from a moment until before another, oldest first: for a list that leaves.
///
/// # Errors
/// Those of the engine and of `found`.
pub fn between(
    tx: &mut dyn Tx,
    centre: CentreId,
    (from_micros, before_micros): (i64, i64),
    found: &mut dyn FnMut(TrailRow) -> Result<()>,
) -> Result<()> {
    tx.each(
        "SELECT at_micros, account, event, subject, route, exported, paper FROM trail_row \
         WHERE scope = $1 AND at_micros >= $2 AND at_micros < $3 \
         ORDER BY at_micros, at_count, entry",
        params![&scope::trail(centre), from_micros, before_micros],
        &mut |row| found(read(row)?),
    )
}

/// How many lines of each event there are from a moment until before another.
///
/// # Errors
/// Those of the engine.
pub fn counted(
    tx: &mut dyn Tx,
    centre: CentreId,
    (from_micros, before_micros): (i64, i64),
) -> Result<BTreeMap<String, u64>> {
    let rows = tx.query(
        "SELECT event, COUNT(*) FROM trail_row WHERE scope = $1 AND at_micros >= $2 \
         AND at_micros < $3 GROUP BY event ORDER BY event",
        params![&scope::trail(centre), from_micros, before_micros],
    )?;
    let count = |row: &Row| Ok((row.text(0)?.to_owned(), row.int(1)?.unsigned_abs()));
    rows.iter().map(count).collect()
}

/// The lists that left from a moment until before another.
///
/// # Errors
/// Those of the engine and of `found`.
pub fn exported(
    tx: &mut dyn Tx,
    centre: CentreId,
    (from_micros, before_micros): (i64, i64),
    found: &mut dyn FnMut(Exported) -> Result<()>,
) -> Result<()> {
    tx.each(
        // The signs before the columns keep an engine from walking through every line of that time.
        "SELECT exported FROM trail_row WHERE scope = $1 AND exported IS NOT NULL \
         AND +at_micros >= $2 AND +at_micros < $3",
        params![&scope::trail(centre), from_micros, before_micros],
        &mut |row| match left(row, 0)? {
            Some(exported) => found(exported),
            None => Ok(()),
        },
    )
}

/// The lines of one account around the minute of a page: what it had read since `from_micros`, and what it noted until before
/// another moment. Latest first, at most `limit`.
///
/// # Errors
/// What the engine says.
pub fn around(
    tx: &mut dyn Tx,
    centre: CentreId,
    account: ActorId,
    (from_micros, before_micros): (i64, i64),
    limit: u32,
) -> Result<Vec<TrailRow>> {
    let rows = tx.query(
        "SELECT at_micros, account, event, subject, route, exported, paper FROM trail_row \
         WHERE scope = $1 AND at_micros >= $2 AND at_micros < $3 AND account = $4 \
         ORDER BY at_micros DESC, at_count DESC, entry DESC LIMIT $5",
        params![
            &scope::trail(centre),
            from_micros,
            before_micros,
            &account,
            limit
        ],
    )?;
    rows.iter().map(read).collect()
}

/// The last line of an event, if there is one.
///
/// # Errors
/// What the engine says.
pub fn last(tx: &mut dyn Tx, centre: CentreId, event: Event) -> Result<Option<TrailRow>> {
    let row = tx.maybe(
        "SELECT at_micros, account, event, subject, route, exported, paper FROM trail_row \
         WHERE scope = $1 AND event = $2 ORDER BY at_micros DESC, at_count DESC, entry DESC LIMIT 1",
        params![&scope::trail(centre), event.code()],
    )?;
    row.as_ref().map(read).transpose()
}

/// Whether an account has just read a record, since a moment: one line is then enough.
///
/// # Errors
/// What the engine says.
pub fn read_since(
    tx: &mut dyn Tx,
    centre: CentreId,
    account: ActorId,
    subject: EntityId,
    since_micros: i64,
) -> Result<bool> {
    let row = tx.maybe(
        "SELECT at_micros FROM trail_row WHERE scope = $1 AND subject = $2 AND at_micros >= $3 \
         AND account = $4 AND event = 'read' LIMIT 1",
        params![&scope::trail(centre), &subject, since_micros, &account],
    )?;
    Ok(row.is_some())
}

/// How many lines of an event an account has since a moment.
///
/// # Errors
/// What the engine says.
pub fn count_since(
    tx: &mut dyn Tx,
    centre: CentreId,
    account: ActorId,
    event: Event,
    since_micros: i64,
) -> Result<i64> {
    let row = tx.maybe(
        "SELECT COUNT(*) FROM trail_row WHERE scope = $1 AND at_micros >= $2 AND account = $3 AND event = $4",
        params![&scope::trail(centre), since_micros, &account, event.code()],
    )?;
    row.map_or(Ok(0), |row| row.int(0))
}

fn read(row: &Row) -> Result<TrailRow> {
    Ok(TrailRow {
        at_micros: row.int(0)?,
        account: row.id(1)?,
        event: row.text(2)?.to_owned(),
        subject: row.opt_id(3)?,
        route: row.text(4)?.to_owned(),
        exported: left(row, 5)?,
        paper: row.opt_int(6)?,
    })
}

/// What a column says of a list that left.
fn left(row: &Row, column: usize) -> Result<Option<Exported>> {
    let bytes = row.opt_blob(column)?;
    let read = bytes.map(minicbor::decode).transpose();
    read.map_err(|_| StoreError::corrupt("a line of the trail cannot be read"))
}
