//! Referral: those of a case, those that wait for an answer, and what became of them by service.

use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::referral::{Obstacle, REFERRAL, Referral, State};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};

/// What referral makes from the journal.
pub const PROJECTION: Projection = Projection {
    name: "referral",
    kinds: &[REFERRAL],
    tables: &[table!("referral_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(referral) = Referral::of(applied.entity, applied.state) else {
        tx.execute(
            "DELETE FROM referral_row WHERE scope = $1 AND entity = $2",
            params![&applied.scope, &applied.entity],
        )?;
        return Ok(());
    };
    let (sent, stands) = (&referral.sent, referral.state());
    tx.execute(
        "INSERT INTO referral_row (scope, entity, case_entity, person, service, code, sender, \
         stands, waits, review, sent_micros, since_micros, reminders, obstacle) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (scope, entity) DO UPDATE SET \
         case_entity = excluded.case_entity, person = excluded.person, \
         service = excluded.service, code = excluded.code, sender = excluded.sender, \
         stands = excluded.stands, waits = excluded.waits, review = excluded.review, \
         sent_micros = excluded.sent_micros, since_micros = excluded.since_micros, \
         reminders = excluded.reminders, obstacle = excluded.obstacle",
        params![
            &applied.scope,
            &applied.entity,
            &sent.case,
            &sent.person,
            &sent.service,
            &referral.code(),
            &referral.by,
            stands.code(),
            stands.is_open(),
            referral.awaits_review(),
            sent.at_micros,
            referral.since_micros(),
            referral.reminders(),
            referral.obstacle().map(Obstacle::code)
        ],
    )?;
    Ok(())
}

/// One referral in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralLine {
    /// The referral.
    pub id: EntityId,
    /// Out of which case.
    pub case: EntityId,
    /// Who was referred.
    pub person: EntityId,
    /// To which service.
    pub service: EntityId,
    /// By whom.
    pub sender: ActorId,
    /// Where it stands.
    pub state: State,
    /// When it was sent, in microseconds since 1970.
    pub sent_micros: i64,
    /// When the last thing happened to it.
    pub since_micros: i64,
    /// How often the service was reminded since it last answered.
    pub reminders: u32,
    /// Whether an opinion on it is awaited.
    pub review: bool,
}

fn state(row: &Row, at: usize) -> Result<State> {
    let wrong = || StoreError::corrupt("the state of a referral is unknown");
    State::from_code(row.text(at)?).ok_or_else(wrong)
}

fn line(row: &Row) -> Result<ReferralLine> {
    Ok(ReferralLine {
        id: row.id(0)?,
        case: row.id(1)?,
        person: row.id(2)?,
        service: row.id(3)?,
        sender: row.id(4)?,
        state: state(row, 5)?,
        sent_micros: row.int(6)?,
        since_micros: row.int(7)?,
        reminders: u32::try_from(row.int(8)?).unwrap_or(0),
        review: row.int(9)? != 0,
    })
}

macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "SELECT entity, case_entity, person, service, sender, stands, sent_micros, \
             since_micros, reminders, review FROM referral_row WHERE scope = $1 ",
            $rest
        )
    };
}

/// The referrals of a case, the newest first.
///
/// # Errors
/// Those of the engine.
pub fn of_case(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<Vec<ReferralLine>> {
    let rows = tx.query(
        lines!("AND case_entity = $2 ORDER BY sent_micros DESC, entity"),
        params![&scope, &case],
    )?;
    rows.iter().map(line).collect()
}

/// Who reads a list: it holds only the referrals whose case they may open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewer {
    /// Who.
    pub who: ActorId,
    /// Whether they direct the centre.
    pub directs: bool,
    /// Whether they are in the protected space: all that the store shows was opened by their own keys.
    pub inside: bool,
}

impl Viewer {
    /// 2 to who is shown everything, 1 to who directs, 0 to anybody else.
    fn eyes(self) -> i64 {
        if self.inside {
            2
        } else {
            i64::from(self.directs)
        }
    }
}

macro_rules! seen {
    ($columns:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM referral_row AS r WHERE r.scope = $1 AND EXISTS (SELECT 1 FROM case_row AS c \
             WHERE c.scope = r.scope AND c.entity = r.case_entity AND (c.restricted = 0 OR \
             CAST($2 AS BIGINT) = 2 OR (c.restricted = 1 AND (CAST($2 AS BIGINT) = 1 OR EXISTS (SELECT 1 \
             FROM case_team_row AS t WHERE t.scope = r.scope AND t.entity = r.case_entity \
             AND t.actor = $3))))) ",
            $rest
        )
    };
    ($rest:literal) => {
        seen!(
            "r.entity, r.case_entity, r.person, r.service, r.sender, r.stands, r.sent_micros, \
             r.since_micros, r.reminders, r.review",
            $rest
        )
    };
}

/// Those that wait for an answer, the longest without news first, from the `skip`th on.
///
/// # Errors
/// Those of the engine.
pub fn waiting(
    tx: &mut dyn Tx,
    scope: ScopeId,
    viewer: Viewer,
    (skip, limit): (u32, u32),
) -> Result<Vec<ReferralLine>> {
    let rows = tx.query(
        seen!("AND r.waits = 1 ORDER BY r.since_micros, r.entity LIMIT $4 OFFSET $5"),
        params![&scope, viewer.eyes(), &viewer.who, limit, skip],
    )?;
    rows.iter().map(line).collect()
}

/// How many of those that wait have had no news since a moment: the first where the service was never
/// reminded since, the second where it was.
///
/// # Errors
/// Those of the engine.
pub fn due_count(
    tx: &mut dyn Tx,
    scope: ScopeId,
    viewer: Viewer,
    (unreminded, reminded): (i64, i64),
) -> Result<u64> {
    let row = tx.one(
        seen!(
            "COUNT(*)",
            "AND r.waits = 1 AND r.since_micros <= \
             CASE WHEN r.reminders = 0 THEN CAST($4 AS BIGINT) ELSE CAST($5 AS BIGINT) END"
        ),
        params![&scope, viewer.eyes(), &viewer.who, unreminded, reminded],
    )?;
    Ok(row.int(0)?.unsigned_abs())
}

/// Those sent without consent on which an opinion is awaited, the oldest first.
///
/// # Errors
/// Those of the engine.
pub fn to_review(
    tx: &mut dyn Tx,
    scope: ScopeId,
    viewer: Viewer,
    limit: u32,
) -> Result<Vec<ReferralLine>> {
    let rows = tx.query(
        seen!("AND r.review = 1 ORDER BY r.sent_micros, r.entity LIMIT $4"),
        params![&scope, viewer.eyes(), &viewer.who, limit],
    )?;
    rows.iter().map(line).collect()
}

/// Those whose slip carries a code, as printed.
///
/// # Errors
/// Those of the engine.
pub fn by_code(
    tx: &mut dyn Tx,
    scope: ScopeId,
    viewer: Viewer,
    code: &str,
) -> Result<Vec<ReferralLine>> {
    let rows = tx.query(
        seen!("AND r.code = $4 ORDER BY r.sent_micros DESC, r.entity"),
        params![&scope, viewer.eyes(), &viewer.who, code],
    )?;
    rows.iter().map(line).collect()
}

/// Those to one service, the newest first, from the `skip`th on.
///
/// # Errors
/// Those of the engine.
pub fn to_service(
    tx: &mut dyn Tx,
    scope: ScopeId,
    viewer: Viewer,
    service: EntityId,
    (skip, limit): (u32, u32),
) -> Result<Vec<ReferralLine>> {
    let rows = tx.query(
        seen!("AND r.service = $4 ORDER BY r.sent_micros DESC, r.entity LIMIT $5 OFFSET $6"),
        params![&scope, viewer.eyes(), &viewer.who, &service, limit, skip],
    )?;
    rows.iter().map(line).collect()
}

/// How many referrals to a service stand somewhere, for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The service.
    pub service: EntityId,
    /// Where they stand.
    pub state: State,
    /// What came between.
    pub obstacle: Option<Obstacle>,
    /// How many.
    pub count: u64,
    /// The sum of the microseconds between sending and the last that happened.
    pub micros: i64,
}

/// What became of the referrals sent from a moment on, by service: counts of nobody.
///
/// # Errors
/// Those of the engine.
pub fn counts(tx: &mut dyn Tx, scope: ScopeId, from_micros: i64) -> Result<Vec<Count>> {
    let rows = tx.query(
        "SELECT service, stands, obstacle, COUNT(*), \
         CAST(SUM(since_micros - sent_micros) AS BIGINT) FROM referral_row \
         WHERE scope = $1 AND sent_micros >= $2 GROUP BY service, stands, obstacle \
         ORDER BY service, stands, obstacle",
        params![&scope, from_micros],
    )?;
    let count = |row: &Row| {
        Ok(Count {
            service: row.id(0)?,
            state: state(row, 1)?,
            obstacle: row.opt_text(2)?.and_then(Obstacle::from_code),
            count: row.int(3)?.unsigned_abs(),
            micros: row.int(4)?,
        })
    };
    rows.iter().map(count).collect()
}
