//! What rows tell of households beside who is in them today (memberships with days, an address, who receives), from the
//! check to the household it is of.
//!
//! Never: decides whether it can be, which is the household's.

use akwaba_domain::registry::birth::Birth;
use akwaba_domain::registry::household::Membership;
use akwaba_domain::registry::import::{Own, Taken};
use akwaba_domain::registry::kin::Brief;
use akwaba_domain::registry::person::Death;
use akwaba_journal::id::EntityId;
use akwaba_store::local::import::member;
use akwaba_store::{StoreError, Tx};
use minicbor::{Decode, Encode};

/// A membership as a row tells it and what decides whether it can be, or what is the household's own.
#[derive(Clone, Default, Encode, Decode)]
#[cbor(array)]
pub(super) struct Told {
    #[n(0)]
    pub(super) member: Option<Membership>,
    #[n(1)]
    birth: Option<Birth>,
    #[n(2)]
    death: Option<Death>,
    #[n(3)]
    pub(super) own: Option<Own>,
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
    let members = taken.memberships.iter().map(|(household, member)| {
        let told = Told {
            member: Some(member.clone()),
            birth: taken.person.birth,
            death: taken.person.told.death,
            own: None,
        };
        (*household, told)
    });
    let own = taken.own.iter().map(|(household, own)| {
        let told = Told {
            own: Some(own.clone()),
            ..Told::default()
        };
        (*household, told)
    });
    let packed = members.chain(own);
    let packed = packed.map(|(home, told)| (home, minicbor::to_vec(told).unwrap_or_default()));
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
