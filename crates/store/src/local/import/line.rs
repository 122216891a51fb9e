//! The staged rows of a file.
//!
//! Invariant: a row keeps its number in the file. Never: knows what its cells mean.

use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::{Row, Tx};
use akwaba_journal::id::EntityId;
use akwaba_matching::card::Card;

/// What is known of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LineState {
    /// Not checked yet.
    Waiting,
    /// Someone new.
    New,
    /// Imported before.
    Known,
    /// Says again what an earlier row says.
    Repeated,
    /// Likely someone known: somebody decides.
    Probable,
    /// Perhaps someone known.
    Possible,
    /// Something is to be mended.
    Wrong,
}

impl LineState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::New,
        Self::Known,
        Self::Repeated,
        Self::Probable,
        Self::Possible,
        Self::Wrong,
    ];

    fn number(self) -> i64 {
        match self {
            Self::Waiting => 0,
            Self::New => 1,
            Self::Known => 2,
            Self::Repeated => 3,
            Self::Probable => 4,
            Self::Possible => 5,
            Self::Wrong => 6,
        }
    }

    fn read(number: i64) -> Result<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.number() == number)
            .ok_or_else(|| StoreError::corrupt("the state of a row is unknown"))
    }
}

/// What somebody decided about a row that is likely of someone known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Register them all the same.
    Anyway,
    /// It is the person already known.
    Same,
}

impl Choice {
    fn number(self) -> i64 {
        match self {
            Self::Anyway => 0,
            Self::Same => 1,
        }
    }
}

/// A staged row.
#[derive(Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file.
    pub number: i64,
    /// Its cells, as the caller packed them.
    pub cells: Vec<u8>,
    /// What is known of it.
    pub state: LineState,
    /// The record it will be.
    pub person: Option<EntityId>,
    /// The household it is in.
    pub household: Option<EntityId>,
    /// As what, as the caller numbers it.
    pub role: Option<i64>,
    /// What was found, as the caller packed it.
    pub found: Option<Vec<u8>>,
    /// What somebody decided.
    pub choice: Option<Choice>,
}

impl core::fmt::Debug for Line {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Line({}, {:?}, [caché])", self.number, self.state)
    }
}

/// Stages a row.
///
/// # Errors
/// Those of the engine.
pub fn add(tx: &mut dyn Tx, job: EntityId, number: i64, cells: &[u8]) -> Result<()> {
    tx.execute(
        "INSERT INTO import_line (job, number, cells, state, person, household) \
         VALUES ($1, $2, $3, 0, $4, $4)",
        params![&job, number, cells, &[][..]],
    )?;
    Ok(())
}

/// The number of the last row staged; 0 before the first.
///
/// # Errors
/// Those of the engine.
pub fn last(tx: &mut dyn Tx, job: EntityId) -> Result<i64> {
    let row = tx.maybe(
        "SELECT number FROM import_line WHERE job = $1 ORDER BY number DESC LIMIT 1",
        params![&job],
    )?;
    row.map_or(Ok(0), |row| row.int(0))
}

/// What was found out about a row.
#[derive(Clone, Copy)]
pub struct Finding<'a> {
    /// What is known of it now.
    pub state: LineState,
    /// The record it will be.
    pub person: Option<&'a EntityId>,
    /// The household it is in, and as what.
    pub household: Option<(&'a EntityId, i64)>,
    /// What it is compared by.
    pub card: Option<&'a Card>,
    /// What else was found.
    pub found: Option<&'a [u8]>,
}

/// Notes what was found out about a row.
///
/// # Errors
/// Those of the engine.
pub fn note(tx: &mut dyn Tx, job: EntityId, number: i64, finding: &Finding<'_>) -> Result<()> {
    let card = finding.card.map(Card::pack);
    let person = finding.person.map_or(&[][..], |id| id.as_bytes());
    let household = finding.household.map_or(&[][..], |(id, _)| id.as_bytes());
    tx.execute(
        "UPDATE import_line SET state = $1, person = $2, household = $3, role = $4, card = $5, \
         found = $6, choice = NULL WHERE job = $7 AND number = $8",
        params![
            finding.state.number(),
            person,
            household,
            finding.household.map(|(_, role)| role),
            card.as_deref(),
            finding.found,
            &job,
            number
        ],
    )?;
    Ok(())
}

/// Sets the state of a row again, and what was found; the rest of what is known of it stays.
///
/// # Errors
/// Those of the engine.
pub fn renote(
    tx: &mut dyn Tx,
    job: EntityId,
    number: i64,
    state: LineState,
    found: &[u8],
) -> Result<()> {
    tx.execute(
        "UPDATE import_line SET state = $1, found = $2 WHERE job = $3 AND number = $4",
        params![state.number(), found, &job, number],
    )?;
    Ok(())
}

/// Forgets what was found out about every row: the columns are read in another way.
///
/// # Errors
/// Those of the engine.
pub fn unnote(tx: &mut dyn Tx, job: EntityId) -> Result<()> {
    tx.execute(
        "UPDATE import_line SET state = 0, person = $1, household = $1, role = NULL, card = NULL, \
         found = NULL, choice = NULL WHERE job = $2 AND state <> 0",
        params![&[][..], &job],
    )?;
    tx.execute("DELETE FROM import_key WHERE job = $1", params![&job])?;
    tx.execute("DELETE FROM import_member WHERE job = $1", params![&job])?;
    Ok(())
}

/// Forgets every row of a job: they are staged anew.
///
/// # Errors
/// Those of the engine.
pub fn clear(tx: &mut dyn Tx, job: EntityId) -> Result<()> {
    tx.execute("DELETE FROM import_line WHERE job = $1", params![&job])?;
    tx.execute("DELETE FROM import_key WHERE job = $1", params![&job])?;
    tx.execute("DELETE FROM import_member WHERE job = $1", params![&job])?;
    Ok(())
}

/// Notes what somebody decided about a row that is likely of someone known.
///
/// # Errors
/// Those of the engine.
pub fn choose(tx: &mut dyn Tx, job: EntityId, number: i64, choice: Option<Choice>) -> Result<()> {
    let choice = choice.map(Choice::number);
    tx.execute(
        "UPDATE import_line SET choice = $1 WHERE job = $2 AND number = $3 AND state = 4",
        params![choice, &job, number],
    )?;
    Ok(())
}

/// Notes what somebody decided about all the rows that are likely of someone known and that nobody
/// has decided about; says how many they were.
///
/// # Errors
/// Those of the engine.
pub fn choose_rest(tx: &mut dyn Tx, job: EntityId, choice: Choice) -> Result<u64> {
    tx.execute(
        "UPDATE import_line SET choice = $1 WHERE job = $2 AND state = 4 AND choice IS NULL",
        params![choice.number(), &job],
    )
}

/// How many rows are in each state.
///
/// # Errors
/// Those of the engine.
pub fn counts(tx: &mut dyn Tx, job: EntityId) -> Result<Vec<(LineState, u64)>> {
    let rows = tx.query(
        "SELECT state, COUNT(*) FROM import_line WHERE job = $1 GROUP BY state ORDER BY state",
        params![&job],
    )?;
    rows.iter()
        .map(|row| {
            let count = u64::try_from(row.int(1)?).unwrap_or(0);
            Ok((LineState::read(row.int(0)?)?, count))
        })
        .collect()
}

/// How many rows that are likely of someone known nobody has decided about.
///
/// # Errors
/// Those of the engine.
pub fn undecided(tx: &mut dyn Tx, job: EntityId) -> Result<u64> {
    let row = tx.one(
        "SELECT COUNT(*) FROM import_line WHERE job = $1 AND state = 4 AND choice IS NULL",
        params![&job],
    )?;
    Ok(u64::try_from(row.int(0)?).unwrap_or(0))
}

/// The rows after a number, in their order, of any state.
///
/// # Errors
/// Those of the engine.
pub fn after(tx: &mut dyn Tx, job: EntityId, number: i64, limit: u32) -> Result<Vec<Line>> {
    let rows = tx.query(
        "SELECT number, cells, state, person, household, role, found, choice FROM import_line \
         WHERE job = $1 AND number > $2 ORDER BY number LIMIT $3",
        params![&job, number, limit],
    )?;
    rows.iter().map(read_line).collect()
}

/// A row by its number.
///
/// # Errors
/// Those of the engine.
pub fn at(tx: &mut dyn Tx, job: EntityId, number: i64) -> Result<Option<Line>> {
    let row = tx.maybe(
        "SELECT number, cells, state, person, household, role, found, choice FROM import_line \
         WHERE job = $1 AND number = $2",
        params![&job, number],
    )?;
    row.as_ref().map(read_line).transpose()
}

/// The rows of one state after a number, in their order.
///
/// # Errors
/// Those of the engine.
pub fn in_state(
    tx: &mut dyn Tx,
    job: EntityId,
    state: LineState,
    number: i64,
    limit: u32,
) -> Result<Vec<Line>> {
    let rows = tx.query(
        "SELECT number, cells, state, person, household, role, found, choice FROM import_line \
         WHERE job = $1 AND state = $2 AND number > $3 ORDER BY number LIMIT $4",
        params![&job, state.number(), number, limit],
    )?;
    rows.iter().map(read_line).collect()
}

/// The rows by household, those of none first, after a household and a number.
///
/// # Errors
/// Those of the engine.
pub fn by_household(
    tx: &mut dyn Tx,
    job: EntityId,
    (household, number): (Option<EntityId>, i64),
    limit: u32,
) -> Result<Vec<Line>> {
    let household = household.as_ref().map_or(&[][..], |id| id.as_bytes());
    let rows = tx.query(
        "SELECT number, cells, state, person, household, role, found, choice FROM import_line \
         WHERE job = $1 AND (household, number) > ($2, $3) ORDER BY household, number LIMIT $4",
        params![&job, household, number, limit],
    )?;
    rows.iter().map(read_line).collect()
}

/// The first row that is a record.
///
/// # Errors
/// Those of the engine.
pub fn of_person(tx: &mut dyn Tx, job: EntityId, person: EntityId) -> Result<Option<Line>> {
    let row = tx.maybe(
        "SELECT number, cells, state, person, household, role, found, choice FROM import_line \
         WHERE job = $1 AND person = $2 ORDER BY number LIMIT 1",
        params![&job, &person],
    )?;
    row.as_ref().map(read_line).transpose()
}

fn read_line(row: &Row) -> Result<Line> {
    let id = |column| Ok::<_, StoreError>(EntityId::from_slice(row.blob(column)?));
    Ok(Line {
        number: row.int(0)?,
        cells: row.blob(1)?.to_vec(),
        state: LineState::read(row.int(2)?)?,
        person: id(3)?,
        household: id(4)?,
        role: row.opt_int(5)?,
        found: row.opt_blob(6)?.map(<[u8]>::to_vec),
        choice: row.opt_int(7)?.map(|choice| match choice {
            0 => Choice::Anyway,
            _ => Choice::Same,
        }),
    })
}
