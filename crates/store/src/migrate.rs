//! The versions of the tables: each migration is one SQL text, applied once, in one transaction.
//!
//! Invariant: what was applied is verified by its checksum at every opening, and a database
//! with a migration that this program does not know is refused, untouched.

use crate::error::{Result, StoreError};
use crate::params;
use crate::tx::Tx;

/// One step in the life of the tables.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its number; a trade takes the next free one of its range.
    pub number: i64,
    /// Its name.
    pub name: &'static str,
    /// What it does, one text for both engines.
    pub sql: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal)*) => {
        &[$(Migration {
            number: $number,
            name: $name,
            sql: include_str!(concat!("../migrations/", $name, ".sql")),
        }),*]
    };
}

/// The migrations of Akwaba, in order. 1–9 core, 10–19 registry, 20–29 reception, 30–39 centre and accounts, 40–49 search,
/// 50–57 casework, 58–59 aid, 60–64 the making of the manual, 65–69 training, 75–79 and 110–119 registers, 80–89 referral,
/// 90–96 sessions and keys, 97–99 speed; from 100 on, after the first release, one after another. A new
/// migration makes every projection again, so a trade whose view has changed, and not its
/// tables, adds one that does nothing.
pub const MIGRATIONS: &[Migration] = migrations! {
    1 "0001_core"
    2 "0002_exchange"
    10 "0010_registry"
    11 "0011_import"
    12 "0012_order"
    20 "0020_reception"
    21 "0021_visit_household"
    30 "0030_sign_in"
    31 "0031_centre"
    32 "0032_passphrase_due"
    33 "0033_exported"
    40 "0040_search"
    50 "0050_casework"
    58 "0058_aid"
    60 "0060_proposal"
    65 "0065_training"
    75 "0075_register"
    80 "0080_referral"
    90 "0090_session_device"
    97 "0097_alert_by_step"
    105 "0105_entity_by_kind"
    110 "0110_register_number"
    120 "0120_report"
    130 "0130_paper"
    131 "0131_document"
    140 "0140_referral_link"
    141 "0141_case_team"
    142 "0142_service"
    150 "0150_case_risk"
    151 "0151_case_task"
    160 "0160_activity"
    161 "0161_complementarity"
    170 "0170_import_letters"
    171 "0171_import_member"
    175 "0175_home_visit"
    176 "0176_learning"
    180 "0180_group"
    185 "0185_report_lines"
    190 "0190_privacy"
    200 "0200_sealed_wrap"
    201 "0201_sealed_holders"
    202 "0202_account_recovery"
    210 "0210_printed"
    220 "0220_glass"
    230 "0230_opposition"
    235 "0235_key_tables"
    236 "0236_service_content"
    240 "0240_sealed_picture"
    260 "0260_satisfaction"
    280 "0280_case_indicator"
    281 "0281_found_by_name"
};

/// What an opening will do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Names of the migrations to apply.
    pub names: Vec<&'static str>,
    /// Whether the database is still empty: there is nothing to back up.
    pub fresh: bool,
}

/// Makes the table of applied migrations where it is missing.
const LEDGER: &str = "CREATE TABLE IF NOT EXISTS schema_migration (\
     number BIGINT NOT NULL, name TEXT NOT NULL, checksum BYTEA NOT NULL, \
     PRIMARY KEY (number))";

/// What was applied, verified against the list.
///
/// # Errors
/// [`StoreError::NewerSchema`] when the database is of a later version,
/// [`StoreError::ChangedMigration`] when it was made by another text.
pub fn applied(tx: &mut dyn Tx, migrations: &[Migration]) -> Result<Vec<i64>> {
    let rows = tx.query(
        "SELECT number, name, checksum FROM schema_migration ORDER BY number",
        &[],
    )?;
    let mut numbers = Vec::with_capacity(rows.len());
    for row in &rows {
        let number = row.int(0)?;
        let Some(known) = migrations.iter().find(|known| known.number == number) else {
            let name = row.text(1)?.to_owned();
            return Err(StoreError::NewerSchema { number, name });
        };
        if row.blob(2)? != blake3::hash(known.sql.as_bytes()).as_bytes() {
            return Err(StoreError::ChangedMigration { number });
        }
        numbers.push(number);
    }
    Ok(numbers)
}

/// What remains to be applied.
///
/// # Errors
/// Those of [`applied`].
pub fn pending(tx: &mut dyn Tx, migrations: &[Migration]) -> Result<Pending> {
    tx.batch(LEDGER)?;
    let applied = applied(tx, migrations)?;
    let open = migrations
        .iter()
        .filter(|one| !applied.contains(&one.number));
    Ok(Pending {
        names: open.map(|one| one.name).collect(),
        fresh: applied.is_empty(),
    })
}

/// Applies one migration, unless it was applied meanwhile.
pub fn apply(tx: &mut dyn Tx, migration: &Migration) -> Result<()> {
    let known = tx.maybe(
        "SELECT number FROM schema_migration WHERE number = $1",
        params![migration.number],
    )?;
    if known.is_some() {
        return Ok(());
    }
    tx.batch(migration.sql)?;
    tx.execute(
        "INSERT INTO schema_migration (number, name, checksum) VALUES ($1, $2, $3)",
        params![
            migration.number,
            migration.name,
            blake3::hash(migration.sql.as_bytes()).as_bytes()
        ],
    )?;
    Ok(())
}
