//! The memberships that rows tell with days, from the check to the household they are of.
//!
//! Never: decides whether they can be, which is the household's.

use akwaba_domain::registry::birth::Birth;
use akwaba_domain::registry::household::Membership;
use akwaba_domain::registry::import::Taken;
use akwaba_domain::registry::kin::Brief;
use akwaba_domain::registry::person::Death;
use akwaba_journal::id::EntityId;
use akwaba_store::local::import::member;
use akwaba_store::{StoreError, Tx};
use minicbor::{Decode, Encode};

/// A membership as a row tells it, and what decides whether it can be.
#[derive(Clone, Encode, Decode)]
#[cbor(array)]
pub(super) struct Told {
    #[n(0)]
    pub(super) member: Membership,
    #[n(1)]
    birth: Option<Birth>,
    #[n(2)]
    death: Option<Death>,
}

impl Told {
    /// What the household must know of whoever it is of.
    pub(super) fn brief(&self) -> Brief {
        Brief {
            birth: self.birth,
            sex: None,
            death: self.death,
        }
    }
}

/// Keeps those of a row.
pub(super) fn keep(
    tx: &mut dyn Tx,
    job: EntityId,
    number: i64,
    taken: &Taken,
) -> Result<(), StoreError> {
    let packed = taken.memberships.iter().map(|(household, member)| {
        let told = Told {
            member: member.clone(),
            birth: taken.person.birth,
            death: taken.person.told.death,
        };
        (*household, minicbor::to_vec(told).unwrap_or_default())
    });
    let packed: Vec<(EntityId, Vec<u8>)> = packed.collect();
    member::keep(tx, job, number, &packed)
}

/// Those of a household, with the row that tells each.
pub(super) fn of(
    tx: &mut dyn Tx,
    job: EntityId,
    household: EntityId,
) -> Result<Vec<(i64, Told)>, StoreError> {
    let read = |one: member::Member| {
        let told = minicbor::decode(&one.content)
            .map_err(|_| StoreError::corrupt("a membership of a row cannot be read"))?;
        Ok((one.number, told))
    };
    let all = member::of_household(tx, job, household)?;
    all.into_iter().map(read).collect()
}
