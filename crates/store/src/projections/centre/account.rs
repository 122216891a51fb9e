//! Accounts as a table: to find one by its login, and to list them.

use crate::entity;
use crate::error::Result;
use crate::params;
use crate::projection::{Applied, Projection};
use crate::table;
use crate::tx::Tx;
use akwaba_domain::actor::Role;
use akwaba_domain::centre::account::{Account, KIND};
use akwaba_domain::scope;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;

/// The projection.
pub const ACCOUNTS: Projection = Projection {
    name: "accounts",
    kinds: &[KIND],
    tables: &[table!("account_row")],
    apply,
};

fn apply(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    let Some(account) = Account::read(applied.entity, applied.state) else {
        tx.execute(
            "DELETE FROM account_row WHERE scope = $1 AND account = $2",
            params![&applied.scope, &applied.entity],
        )?;
        return Ok(());
    };
    tx.execute(
        "INSERT INTO account_row (scope, account, login, name, suspended, pending) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (scope, account) DO UPDATE SET login = excluded.login, name = excluded.name, \
         suspended = excluded.suspended, pending = excluded.pending",
        params![
            &applied.scope,
            &applied.entity,
            account.login.as_str(),
            account.name.as_str(),
            account.suspended,
            !account.pending.is_empty()
        ],
    )?;
    Ok(())
}

/// The account of that login in a centre.
///
/// # Errors
/// What the engine says.
pub fn by_login(tx: &mut dyn Tx, centre: CentreId, login: &str) -> Result<Option<Account>> {
    let row = tx.maybe(
        "SELECT account FROM account_row WHERE scope = $1 AND login = $2 ORDER BY account",
        params![&scope::office(centre), login],
    )?;
    let Some(row) = row else { return Ok(None) };
    find(tx, centre, row.id(0)?)
}

/// An account of a centre.
///
/// # Errors
/// What the engine says.
pub fn find(tx: &mut dyn Tx, centre: CentreId, id: ActorId) -> Result<Option<Account>> {
    let entity = EntityId::from(id);
    Ok(Account::read(entity, &state(tx, centre, id)?))
}

/// The state of an account, to decide on.
///
/// # Errors
/// What the engine says.
pub fn state(tx: &mut dyn Tx, centre: CentreId, id: ActorId) -> Result<State> {
    entity::load(tx, scope::office(centre), id.into())
}

/// Every account of a centre, in order of name.
///
/// # Errors
/// What the engine says.
pub fn all(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Account>> {
    let rows = tx.query(
        "SELECT account FROM account_row WHERE scope = $1 ORDER BY name, account",
        params![&scope::office(centre)],
    )?;
    let mut accounts = Vec::new();
    for row in rows {
        accounts.extend(find(tx, centre, row.id(0)?)?);
    }
    Ok(accounts)
}

/// Whether an account, suspended or not, holds a role in a centre.
///
/// # Errors
/// What the engine says.
pub fn holds(tx: &mut dyn Tx, centre: CentreId, role: Role) -> Result<bool> {
    let accounts = all(tx, centre)?;
    let mut grants = accounts.iter().flat_map(|account| &account.grants);
    Ok(grants.any(|grant| grant.role == role && grant.reach.covers(centre)))
}

/// How many accounts a centre has.
///
/// # Errors
/// What the engine says.
pub fn count(tx: &mut dyn Tx, centre: CentreId) -> Result<u64> {
    let row = tx.one(
        "SELECT COUNT(*) FROM account_row WHERE scope = $1",
        params![&scope::office(centre)],
    )?;
    Ok(u64::try_from(row.int(0)?).unwrap_or(0))
}
