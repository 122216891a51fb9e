//! The registers that the cases of the demonstration fill: their numbers.

use super::life::Life;
use akwaba_domain::actor::Role;
use akwaba_domain::policy::act;
use akwaba_domain::reception::Book;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::casework::number_lines;
use akwaba_store::{Tx, Writing};
use anyhow::Result;
use jiff::Timestamp;

/// Numbers the lines that a case has just written.
pub(super) fn number(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    role: Role,
    case: EntityId,
) -> Result<()> {
    let allowed = life.allow::<act::StepDo>(role)?;
    let mut writing = Writing {
        now_micros: at.as_microsecond(),
        chance: &mut life.chance,
    };
    number_lines(tx, &mut writing, &allowed, Book::MAIN, case)?;
    Ok(())
}
