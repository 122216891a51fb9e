//! Who opens sealed files in the demonstration: the keys of those who may enter the protected space, made from its seed, and
//! the guardians among whom the keys of files are shared.
//!
//! Never: keys of a real centre. Those are made from the chance of the system, when their owner chooses a passphrase.

use super::STAFF;
use super::life::Life;
use crate::folder::Folder;
use crate::installation::Founded;
use crate::keys::Keyring;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::{grants_in, publish_keys};
use akwaba_domain::centre::guardians::{self, Guardians};
use akwaba_domain::centre::proposal;
use akwaba_domain::policy::{self, Action, Target, act};
use akwaba_domain::scope;
use akwaba_journal::chance::Seeded;
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::{PrivateKey, published};
use akwaba_store::{StoreError, Tx, Writing, append, entity};
use anyhow::{Result, anyhow};
use jiff::Timestamp;

/// So that keys are drawn apart from all else of the same seed.
const APART: u64 = 0x5ea1_ed00;

/// Whether somebody of a role enters the protected space.
pub fn enters(role: Role) -> bool {
    policy::may(role, Action::ProtectedEnter)
}

/// Gives those who enter the protected space their keys, as their first sign-in would, before anybody has opened the keyring.
///
/// # Errors
/// Those of the disk and of the store.
pub fn give_keys(founded: &Founded, folder: &Folder, seed: u64, now: Timestamp) -> Result<()> {
    let mut chance = Seeded::new(seed ^ APART);
    let mut keyring = Keyring::load(&folder.keyring())?;
    let centre = founded.centre;
    for ((login, _, role, passphrase), id) in STAFF.iter().zip(&founded.accounts) {
        if !enters(*role) {
            continue;
        }
        let private = PrivateKey::fresh(&mut chance);
        keyring.keep_account(login, passphrase, &private, &mut chance)?;
        let actor = Actor {
            account: *id,
            grants: grants_in(centre, &[*role]),
            suspended: false,
        };
        let target = Target::account(centre, *id);
        let allowed = policy::allow::<act::OwnAccount, _>(&actor, &target, ())?;
        founded.store.write(|tx| {
            let keys = published::publish(tx, *id, &private, &mut chance)?;
            let state = account::state(tx, centre, *id)?;
            let mut writing = Writing {
                now_micros: now.as_microsecond(),
                chance: &mut chance,
            };
            append(tx, &mut writing, publish_keys(&allowed, &state, &keys))?;
            Ok::<_, StoreError>(())
        })?;
    }
    Ok(())
}

/// Whoever may agree to an opening becomes a guardian, proposed by the director and confirmed by the region.
pub(super) fn appoint(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp) -> Result<()> {
    let centre = life.founded.centre;
    let id = guardians::entity(centre);
    let able = STAFF.iter().zip(&life.founded.accounts);
    let able = able.filter(|((.., role, _), _)| policy::may(*role, Action::GlassAgree));
    let chosen = Guardians {
        accounts: able.map(|(_, id)| *id).collect(),
    };
    let allowed = life.allow::<act::GuardiansPropose>(Role::Director)?;
    let state = entity::load(tx, scope::office(centre), id)?;
    life.append(tx, at, guardians::propose(&allowed, &state, &chosen))?;
    let state = entity::load(tx, scope::office(centre), id)?;
    let asked = proposal::proposals::<Guardians>(&state);
    let asked = asked.last().ok_or_else(|| anyhow!("a proposal is gone"))?;
    let target = Target::asked(centre, asked.asked.actor);
    let region = life.actor(Role::RegionalSupervisor);
    let allowed = policy::allow::<act::GuardiansConfirm, _>(&region, &target, asked.tag)?;
    let confirmed = guardians::confirm(&allowed, &state, true);
    life.append(
        tx,
        at,
        confirmed.map_err(|refusals| anyhow!("{refusals:?}"))?,
    )
}
