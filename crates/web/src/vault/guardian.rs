//! What guardians of break-glass do to each other in the protected space: one asks, or asks no more; another agrees; either
//! of the two closes what they opened.
//!
//! Never: two shares in the hands of who gives one, or a word of it to anybody but whom a letter is sealed to.

use akwaba_domain::casework::glass::{
    self as openings, Agreed, Asked, Ended, GlassWords, Notice, Opened,
};
use akwaba_domain::centre::guardians;
use akwaba_domain::scope;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::glass::loan::{self, Loan};
use akwaba_store::sealed::glass::{self, Name, Words, letter};
use akwaba_store::sealed::{PrivateKey, Recipient, published};
use akwaba_store::{Store, StoreError, Tx, entity};

use super::Vault;

/// What a guardian asks, as their letter says it.
#[derive(Debug)]
pub(crate) struct Request {
    /// Which letter.
    pub id: EntityId,
    /// Until when it may be agreed to, in microseconds since 1970.
    pub until_micros: i64,
    /// What is asked.
    pub asked: Asked,
}

impl Request {
    fn of(letter: letter::Letter) -> Option<Self> {
        Some(Self {
            id: letter.id,
            until_micros: letter.until_micros,
            asked: minicbor::decode(&letter.said).ok()?,
        })
    }
}

fn notice(spoken: &GlassWords, was_open: bool, ended: &Ended) -> Result<Vec<u8>, StoreError> {
    let notice = Notice {
        spoken: spoken.clone(),
        was_open,
        ended: ended.clone(),
    };
    minicbor::to_vec(&notice).map_err(|_| StoreError::TooLong)
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
            let others = others.into_iter().filter(|one| *one != self.account);
            let others: Vec<ActorId> = others.collect();
            let to = published::recipients(tx, self.centre, &others)?;
            if to.is_empty() {
                return Ok(false);
            }
            let own = Recipient::own(&self.private)?;
            letter::ask(tx, &own, &to, (until, &said), chance)?;
            Ok(true)
        })
    }

    /// What this guardian asked and another still may agree to.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn own_requests(
        &self,
        main: &Store,
        now_micros: i64,
    ) -> Result<Vec<Request>, StoreError> {
        let own = main.read(|tx| letter::own(tx, &self.private, now_micros))?;
        let own = own.into_iter().filter_map(Request::of);
        Ok(own.filter(|one| one.asked.by == self.account).collect())
    }

    /// Asks no more. Says whether there was still something to withdraw: nobody had agreed, and the time was not over.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn withdraw(
        &self,
        main: &Store,
        request: &Request,
        ended: &Ended,
        chance: &mut dyn Chance,
    ) -> Result<bool, StoreError> {
        let notice = notice(&request.asked.spoken, false, ended)?;
        let until = openings::notice_until(ended.micros);
        main.write(|tx| {
            let at = (request.id, ended.micros);
            letter::withdraw(tx, &self.private, at, (until, &notice), chance)
        })
    }

    /// What others told this guardian about what was asked or opened.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn notices(&self, main: &Store, now_micros: i64) -> Result<Vec<Notice>, StoreError> {
        let letters = main.read(|tx| letter::notices(tx, &self.private, now_micros))?;
        let notices = letters.iter();
        let mut notices: Vec<Notice> = notices
            .filter_map(|letter| minicbor::decode(&letter.said).ok())
            .collect();
        notices.sort_by_key(|one| core::cmp::Reverse(one.ended.micros));
        Ok(notices)
    }

    /// What this guardian agreed to and is open now.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn given(
        &self,
        main: &Store,
        now_micros: i64,
    ) -> Result<Vec<(Loan, Agreed)>, StoreError> {
        let kept = main.read(|tx| loan::kept(tx, &self.private, now_micros))?;
        let read = |loan: Loan| {
            let agreed = minicbor::decode::<Agreed>(loan.said()).ok()?;
            (agreed.second == self.account).then_some((loan, agreed))
        };
        Ok(kept.into_iter().filter_map(read).collect())
    }

    /// Closes an opening that this guardian is one of the two of. Says who asked for it, or nobody where it was open
    /// no more.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn close(
        &mut self,
        main: &Store,
        opening: EntityId,
        ended: &Ended,
        chance: &mut dyn Chance,
    ) -> Result<Option<ActorId>, StoreError> {
        let now = ended.micros;
        let closed = main.write(|tx| {
            let lent = loan::lent(tx, &self.private, now)?.into_iter();
            let lent: Vec<Loan> = lent.map(|one| one.loan).collect();
            let kept = loan::kept(tx, &self.private, now)?;
            let mut both = lent.into_iter().chain(kept);
            let Some(loan) = both.find(|loan| loan.opening() == opening) else {
                return Ok(None);
            };
            let agreed = minicbor::decode::<Agreed>(loan.said()).ok();
            let agreed = agreed.ok_or(StoreError::Conflict)?;
            let told = minicbor::to_vec(ended).map_err(|_| StoreError::TooLong)?;
            let notice = notice(&agreed.spoken, true, ended)?;
            let notice = (openings::notice_until(now), notice.as_slice());
            let own = Recipient::own(&self.private)?;
            let closed = loan::close(tx, &own, &loan, (&told, notice), chance)?;
            Ok::<_, StoreError>(closed.then_some(agreed.asker))
        })?;
        if closed.is_some() && self.borrows() {
            self.reopen(main, now)?;
            // The next request looks again, and takes what was told to the files that stay.
            self.letters.clear();
        }
        Ok(closed)
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
    let requests = letters.filter_map(Request::of);
    let requests = requests.filter(|one| one.asked.by != who && guardians.contains(&one.asked.by));
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
        let request = request.ok_or(StoreError::Conflict)?;
        let asked = request.asked.clone();
        let to = published::recipient(tx, centre, asked.by)?.ok_or(StoreError::Conflict)?;
        let theirs = Words::from_bytes(&asked.words);
        let found = glass::find(tx, private, &Name::of(asked.name.as_str()), &theirs)?;
        letter::answer(tx, private, (request.id, found.is_some()), now_micros)?;
        let Some(found) = found else { return Ok(None) };
        let until = openings::until(now_micros);
        let agreed = Agreed {
            asker: asked.by,
            second,
            spoken: asked.spoken,
        };
        let opened = Opened {
            asker: asked.by,
            second,
            reason: asked.reason,
            from_micros: now_micros,
            epoch: found.epoch,
        };
        let agreed = minicbor::to_vec(&agreed).map_err(|_| StoreError::TooLong)?;
        let opened = minicbor::to_vec(&opened).map_err(|_| StoreError::TooLong)?;
        let both = (&to, &Recipient::own(private)?);
        let span = (now_micros, until);
        loan::lend(tx, both, span, &found, (&opened, &agreed), chance)?;
        Ok(Some(until))
    })
}
