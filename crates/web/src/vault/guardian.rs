//! What guardians of break-glass do to each other in the protected space: one asks, another agrees.
//!
//! Never: two shares in the hands of who gives one, or a word of it to anybody but whom a letter is sealed to.

use akwaba_domain::casework::glass::{self as openings, Asked, Opened};
use akwaba_domain::centre::guardians;
use akwaba_domain::scope;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::glass::{self, Name, Words, letter};
use akwaba_store::sealed::{PrivateKey, published};
use akwaba_store::{Store, StoreError, Tx, entity};

use super::Vault;

/// What somebody else asks, as their letter says it.
#[derive(Debug)]
pub(crate) struct Request {
    /// Which letter.
    pub id: EntityId,
    /// Until when it may be agreed to, in microseconds since 1970.
    pub until_micros: i64,
    /// What is asked.
    pub asked: Asked,
}

/// The guardians of a centre who can be one now.
///
/// # Errors
/// Those of the store.
pub(crate) fn present(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<ActorId>, StoreError> {
    let state = entity::load(tx, scope::office(centre), guardians::entity(centre))?;
    let mut present = Vec::new();
    for id in guardians::in_force(&state) {
        let known = account::find(tx, centre, id)?;
        let able = known.filter(|one| !one.suspended && guardians::may_be(&one.grants, centre));
        present.extend(able.map(|one| one.id));
    }
    Ok(present)
}

impl Vault {
    /// Asks the other guardians to open the file of a name. Says whether there are any.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn ask(
        &self,
        main: &Store,
        asked: &Asked,
        now_micros: i64,
        chance: &mut dyn Chance,
    ) -> Result<bool, StoreError> {
        main.write(|tx| {
            letter::sweep(tx, now_micros)?;
            let others = present(tx, self.centre)?;
            if !others.contains(&self.account) {
                return Ok(false);
            }
            let name = Name::of(asked.name.as_str());
            let words = glass::words(tx, &self.private, &name, chance)?.to_bytes();
            let asked = Asked {
                words,
                ..asked.clone()
            };
            let said = minicbor::to_vec(&asked).map_err(|_| StoreError::TooLong)?;
            let until = openings::agree_until(now_micros);
            let mut any = false;
            for other in others.into_iter().filter(|one| *one != self.account) {
                let to = published::recipient(tx, self.centre, other)?;
                let Some(to) = to else { continue };
                letter::ask(tx, &to, (fresh(chance), until), &said, chance)?;
                any = true;
            }
            Ok(any)
        })
    }

    /// What other guardians ask of this one, that may still be agreed to.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn requests(
        &self,
        main: &Store,
        now_micros: i64,
    ) -> Result<Vec<Request>, StoreError> {
        main.read(|tx| requests(tx, (self.centre, self.account), &self.private, now_micros))
    }
}

fn requests(
    tx: &mut dyn Tx,
    (centre, who): (CentreId, ActorId),
    private: &PrivateKey,
    now_micros: i64,
) -> Result<Vec<Request>, StoreError> {
    let guardians = present(tx, centre)?;
    if !guardians.contains(&who) {
        return Ok(Vec::new());
    }
    let letters = letter::asked(tx, private, now_micros)?.into_iter();
    let requests = letters.filter_map(|letter| {
        let asked = minicbor::decode::<Asked>(&letter.said).ok()?;
        let other = asked.by != who && guardians.contains(&asked.by);
        other.then_some(Request {
            id: letter.id,
            until_micros: letter.until_micros,
            asked,
        })
    });
    Ok(requests.collect())
}

/// Agrees to what another guardian asked: the file that the two of them find is lent to who asked, and who holds it is
/// told. Until when; none where they find nothing.
///
/// # Errors
/// [`StoreError::Conflict`] for a request that may be agreed to no more, and those of the store.
pub(crate) fn agree(
    main: &Store,
    (centre, second): (CentreId, ActorId),
    private: &PrivateKey,
    request: EntityId,
    now_micros: i64,
    chance: &mut dyn Chance,
) -> Result<Option<i64>, StoreError> {
    main.write(|tx| {
        let mut open = requests(tx, (centre, second), private, now_micros)?.into_iter();
        let request = open.find(|one| one.id == request);
        let asked = request.as_ref().ok_or(StoreError::Conflict)?.asked.clone();
        let to = published::recipient(tx, centre, asked.by)?.ok_or(StoreError::Conflict)?;
        let theirs = Words::from_bytes(&asked.words);
        let found = glass::find(tx, private, &Name::of(asked.name.as_str()), &theirs)?;
        letter::destroy(tx, request.ok_or(StoreError::Conflict)?.id)?;
        let Some(found) = found else { return Ok(None) };
        let until = openings::until(now_micros);
        letter::give(tx, &to, (fresh(chance), now_micros, until), &found, chance)?;
        let opened = Opened {
            asker: asked.by,
            second,
            reason: asked.reason,
            from_micros: now_micros,
            epoch: found.epoch,
        };
        let said = minicbor::to_vec(&opened).map_err(|_| StoreError::TooLong)?;
        letter::tell(tx, &found, fresh(chance), &said, chance)?;
        Ok(Some(until))
    })
}

/// An id of chance alone.
fn fresh(chance: &mut dyn Chance) -> EntityId {
    let mut bytes = [0; 16];
    chance.fill(&mut bytes);
    EntityId::from_bytes(bytes)
}
