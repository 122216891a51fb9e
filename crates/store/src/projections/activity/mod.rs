//! Group activities: those to come, those that were held, their register, and who came in a month.

mod talk;

pub use talk::talks;

use crate::error::{Result, StoreError};
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::{Row, Tx};
use akwaba_domain::activity::{ACTIVITY, Activity, Count, Figure, Figures, Kind, Stage, Theme};
use akwaba_domain::reception::{Book, Day, LineNumber};
use akwaba_domain::registry::person::Sex;
use akwaba_domain::reports::age::AgeBand;
use akwaba_journal::id::{CentreId, EntityId, ScopeId};

/// What group activities make from the journal.
pub const PROJECTION: Projection = Projection {
    name: "activity",
    kinds: &[ACTIVITY],
    tables: &[table!("activity_row"), table!("activity_count_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let key = params![&applied.scope, &applied.entity];
    tx.execute(
        "DELETE FROM activity_count_row WHERE scope = $1 AND entity = $2",
        key,
    )?;
    let Some(activity) = Activity::of(applied.entity, applied.state) else {
        tx.execute(
            "DELETE FROM activity_row WHERE scope = $1 AND entity = $2",
            key,
        )?;
        return Ok(());
    };
    let held = activity.outcome();
    let of_sex = |sex| held.map_or(0, |held| held.counts.of_sex(sex));
    tx.execute(
        "INSERT INTO activity_row (scope, entity, year, letter, number, kind, theme, stage, day, \
         women, men, came_to_talk, group_record, case_entity) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (scope, entity) DO UPDATE SET year = excluded.year, \
         letter = excluded.letter, number = excluded.number, kind = excluded.kind, \
         theme = excluded.theme, stage = excluded.stage, day = excluded.day, \
         women = excluded.women, men = excluded.men, came_to_talk = excluded.came_to_talk, \
         group_record = excluded.group_record, case_entity = excluded.case_entity",
        params![
            &applied.scope,
            &applied.entity,
            i32::from(activity.number.year),
            activity.number.book.place(),
            activity.number.number,
            activity.plan.kind.code(),
            activity.plan.theme.code(),
            activity.stage().code(),
            activity.day().sortable(),
            of_sex(Sex::Female),
            of_sex(Sex::Male),
            held.map_or(0, |held| held.came_to_talk),
            activity.plan.group.as_ref(),
            activity.plan.case.as_ref()
        ],
    )?;
    for count in held.iter().flat_map(|held| held.counts.iter()) {
        tx.execute(
            "INSERT INTO activity_count_row (scope, entity, sex, band, people) \
             VALUES ($1, $2, $3, $4, $5)",
            params![
                &applied.scope,
                &applied.entity,
                count.sex.code(),
                count.band.map_or("", AgeBand::code),
                count.number
            ],
        )?;
    }
    Ok(())
}

/// One activity in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityLine {
    /// The activity.
    pub id: EntityId,
    /// Its number in the year.
    pub number: LineNumber,
    /// Of which kind.
    pub kind: Kind,
    /// On which theme.
    pub theme: Theme,
    /// Where it stands.
    pub stage: Stage,
    /// When it was held, or is meant to be.
    pub day: Day,
    /// How many women and girls came.
    pub women: u32,
    /// How many men and boys.
    pub men: u32,
    /// How many came to talk in private afterwards.
    pub came_to_talk: u32,
}

fn wrong() -> StoreError {
    StoreError::corrupt("an activity reads otherwise than it was written")
}

fn small(value: i64) -> Result<u32> {
    u32::try_from(value).map_err(|_| wrong())
}

fn line(row: &Row) -> Result<ActivityLine> {
    let book = u8::try_from(row.int(2)?).ok().and_then(Book::at);
    Ok(ActivityLine {
        id: row.id(0)?,
        number: LineNumber {
            year: i16::try_from(row.int(1)?).map_err(|_| wrong())?,
            book: book.ok_or_else(wrong)?,
            number: small(row.int(3)?)?,
        },
        kind: Kind::from_code(row.text(4)?).ok_or_else(wrong)?,
        theme: Theme::from_code(row.text(5)?).ok_or_else(wrong)?,
        stage: Stage::from_code(row.text(6)?).ok_or_else(wrong)?,
        day: Day::from_sortable(row.int(7)?).ok_or_else(wrong)?,
        women: small(row.int(8)?)?,
        men: small(row.int(9)?)?,
        came_to_talk: small(row.int(10)?)?,
    })
}

macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "SELECT entity, year, letter, number, kind, theme, stage, day, women, men, \
             came_to_talk FROM activity_row WHERE scope = $1 ",
            $rest
        )
    };
}

/// Those that are planned, the earliest first: what is past and not yet counted comes on top.
///
/// # Errors
/// Those of the engine.
pub fn planned(tx: &mut dyn Tx, scope: ScopeId, limit: u32) -> Result<Vec<ActivityLine>> {
    let rows = tx.query(
        lines!("AND stage = 'prevue' ORDER BY day, year, letter, number, entity LIMIT $2"),
        params![&scope, limit],
    )?;
    rows.iter().map(line).collect()
}

/// How many are planned up to a day, that day included.
///
/// # Errors
/// Those of the engine.
pub fn due(tx: &mut dyn Tx, scope: ScopeId, day: Day) -> Result<u64> {
    let row = tx.one(
        "SELECT COUNT(*) FROM activity_row WHERE scope = $1 AND stage = 'prevue' AND day <= $2",
        params![&scope, day.sortable()],
    )?;
    Ok(row.int(0)?.unsigned_abs())
}

/// Those that were held or called off between two days, both included, in the order of days.
///
/// # Errors
/// Those of the engine.
pub fn between(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (first, last): (Day, Day),
) -> Result<Vec<ActivityLine>> {
    let rows = tx.query(
        lines!(
            "AND stage <> 'prevue' AND day >= $2 AND day <= $3 \
             ORDER BY day, year, letter, number, entity"
        ),
        params![&scope, first.sortable(), last.sortable()],
    )?;
    rows.iter().map(line).collect()
}

/// Those with a group, planned, held or called off, the latest day first.
///
/// # Errors
/// Those of the engine.
pub fn of_group(
    tx: &mut dyn Tx,
    scope: ScopeId,
    group: EntityId,
    limit: u32,
) -> Result<Vec<ActivityLine>> {
    let rows = tx.query(
        lines!("AND group_record = $2 ORDER BY day DESC, year, letter, number, entity LIMIT $3"),
        params![&scope, &group, limit],
    )?;
    rows.iter().map(line).collect()
}

/// Those of a case, the earliest day first.
///
/// # Errors
/// Those of the engine.
pub fn of_case(tx: &mut dyn Tx, scope: ScopeId, case: EntityId) -> Result<Vec<ActivityLine>> {
    let rows = tx.query(
        lines!("AND case_entity = $2 ORDER BY day, year, letter, number, entity"),
        params![&scope, &case],
    )?;
    rows.iter().map(line).collect()
}

/// The lines of the register of a year, in the order of their numbers, from the `skip`th on.
///
/// # Errors
/// Those of the engine.
pub fn register(
    tx: &mut dyn Tx,
    scope: ScopeId,
    year: i16,
    (skip, limit): (u32, u32),
) -> Result<Vec<ActivityLine>> {
    let rows = tx.query(
        lines!("AND year = $2 ORDER BY letter, number, entity LIMIT $3 OFFSET $4"),
        params![&scope, i32::from(year), limit, skip],
    )?;
    rows.iter().map(line).collect()
}

/// The years that have a line, each with how many.
///
/// # Errors
/// Those of the engine.
pub fn years(tx: &mut dyn Tx, scope: ScopeId) -> Result<Vec<(i16, u64)>> {
    let rows = tx.query(
        "SELECT year, COUNT(*) FROM activity_row WHERE scope = $1 GROUP BY year ORDER BY year",
        params![&scope],
    )?;
    let year = |row: &Row| {
        let year = i16::try_from(row.int(0)?).map_err(|_| wrong())?;
        Ok((year, row.int(1)?.unsigned_abs()))
    };
    rows.iter().map(year).collect()
}

/// What was held between two days, both included, and who came, by kind, theme, sex and age band:
/// counts of nobody. A talk that is told as a step of a case counts with them, once. For the month of a report, its first and
/// last day.
///
/// # Errors
/// Those of the engine.
pub fn figures(
    tx: &mut dyn Tx,
    (scope, centre): (ScopeId, CentreId),
    (first, last): (Day, Day),
) -> Result<Figures> {
    let time = params![&scope, first.sortable(), last.sortable()];
    let held = tx.query(
        "SELECT kind, theme, COUNT(*) FROM activity_row WHERE scope = $1 AND stage = 'tenue' \
         AND day >= $2 AND day <= $3 GROUP BY kind, theme ORDER BY kind, theme",
        time,
    )?;
    let people = tx.query(
        "SELECT a.kind, a.theme, c.sex, c.band, CAST(SUM(c.people) AS BIGINT) \
         FROM activity_row a JOIN activity_count_row c ON c.scope = a.scope \
         AND c.entity = a.entity WHERE a.scope = $1 AND a.stage = 'tenue' AND a.day >= $2 \
         AND a.day <= $3 GROUP BY a.kind, a.theme, c.sex, c.band \
         ORDER BY a.kind, a.theme, c.sex, c.band",
        time,
    )?;
    let about = |row: &Row| {
        let kind = Kind::from_code(row.text(0)?).ok_or_else(wrong)?;
        let theme = Theme::from_code(row.text(1)?).ok_or_else(wrong)?;
        Ok::<_, StoreError>((kind, theme))
    };
    let held = held.iter().map(|row| {
        let (kind, theme) = about(row)?;
        Ok((kind, theme, small(row.int(2)?)?))
    });
    let people = people.iter().map(|row| {
        let (kind, theme) = about(row)?;
        let count = Count::of_row(row.text(2)?, row.text(3)?, small(row.int(4)?)?);
        let count = count.ok_or_else(wrong)?;
        Ok(Figure { kind, theme, count })
    });
    let mut figures = Figures {
        held: held.collect::<Result<_>>()?,
        people: people.collect::<Result<_>>()?,
    };
    for talk in talks(tx, (scope, centre), (first, last))? {
        figures.add(&talk);
    }
    Ok(figures)
}
