//! A file that is lent: what the second gives of its key, what both of the two keep to end it sooner, and what who holds
//! the file is told of it.
//!
//! Invariant: lending and ending are told to the file in the transaction that does them. Never: two shares in the hands of
//! who gives one, or an ending that opens anything.

use super::find::Found;
use super::letter::{self, encoded, fresh, open, post};
use super::share::{join, mailbox};
use crate::error::{Result, StoreError};
use crate::sealed::published::Recipient;
use crate::sealed::wraps::HeldKey;
use crate::tx::Tx;
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::{Opener, PUBLIC_BYTES, Public};
use akwaba_journal::holder::PrivateKey;
use akwaba_journal::id::{EntityId, ScopeId};
use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

const GIVEN: &[u8] = b"akwaba 2026 break-glass share given 1";
const KEPT: &[u8] = b"akwaba 2026 break-glass agreement kept 1";
const TOLD: &[u8] = b"akwaba 2026 break-glass told 1";
const CLOSED: &[u8] = b"akwaba 2026 break-glass told closed 1";

/// What is given of a scope.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Given {
    #[n(0)]
    scope: ScopeId,
    #[n(1)]
    epoch: u32,
    #[cbor(n(2), with = "minicbor::bytes")]
    share: Vec<u8>,
    #[n(3)]
    terms: Terms,
}

/// What both of the two have of a loan: no share, and not which scope it is of.
#[derive(Clone, Encode, Decode)]
#[cbor(array)]
struct Terms {
    #[n(0)]
    opening: EntityId,
    #[n(1)]
    from_micros: i64,
    /// The letter that gives the share, and the one that who gave it keeps.
    #[n(2)]
    given: EntityId,
    #[n(3)]
    kept: EntityId,
    /// Where to write to who holds the file.
    #[cbor(n(4), with = "minicbor::bytes")]
    mailbox: [u8; PUBLIC_BYTES],
    #[cbor(n(5), with = "minicbor::bytes")]
    asker: [u8; PUBLIC_BYTES],
    #[cbor(n(6), with = "minicbor::bytes")]
    second: [u8; PUBLIC_BYTES],
    #[cbor(n(7), with = "minicbor::bytes")]
    said: Vec<u8>,
}

/// A loan, as either of the two knows it.
#[derive(Clone)]
pub struct Loan {
    terms: Terms,
    until_micros: i64,
}

impl core::fmt::Debug for Loan {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Loan([caché])")
    }
}

impl Loan {
    /// Which opening of the file it is.
    pub fn opening(&self) -> EntityId {
        self.terms.opening
    }

    /// From when, and until when, in microseconds since 1970.
    pub fn span(&self) -> (i64, i64) {
        (self.terms.from_micros, self.until_micros)
    }

    /// What the second left both of them in writing.
    pub fn said(&self) -> &[u8] {
        &self.terms.said
    }

    /// Whether it is time. A clock that was set back opens nothing either.
    pub fn runs(&self, now_micros: i64) -> bool {
        let (from, until) = self.span();
        (from..until).contains(&now_micros)
    }
}

/// Lends somebody what was found, from then until then: one's share of it to who asked, `said` to both of the two, `told`
/// to who holds it.
///
/// # Errors
/// Those of the engine.
pub fn lend(
    tx: &mut dyn Tx,
    (asker, second): (&Recipient, &Recipient),
    (from_micros, until_micros): (i64, i64),
    found: &Found,
    (told, said): (&[u8], &[u8]),
    chance: &mut dyn Chance,
) -> Result<()> {
    let terms = Terms {
        opening: fresh(chance),
        from_micros,
        given: fresh(chance),
        kept: fresh(chance),
        mailbox: *found.mailbox.as_bytes(),
        asker: *asker.public().as_bytes(),
        second: *second.public().as_bytes(),
        said: said.to_vec(),
    };
    let kept = encoded(&terms)?;
    let at = (terms.kept, until_micros);
    post(tx, (second.public(), KEPT), at, &kept, chance)?;
    let at = (terms.opening, i64::MAX);
    post(tx, (&found.mailbox, TOLD), at, told, chance)?;
    let at = (terms.given, until_micros);
    let given = encoded(&Given {
        scope: found.scope,
        epoch: found.epoch,
        share: found.share.to_vec(),
        terms,
    })?;
    post(tx, (asker.public(), GIVEN), at, &given, chance)
}

/// A key that was lent.
#[derive(Debug, Clone)]
pub struct Lent {
    /// The present key of the scope.
    pub held: HeldKey,
    /// The loan.
    pub loan: Loan,
}

/// The keys that somebody is lent now: what others gave them, joined with their own shares.
///
/// # Errors
/// Those of the engine.
pub fn lent(tx: &mut dyn Tx, private: &PrivateKey, now_micros: i64) -> Result<Vec<Lent>> {
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    let mut lent = Vec::new();
    for letter in open(tx, &opener, GIVEN)? {
        let Ok(given) = minicbor::decode::<Given>(&letter.said) else {
            continue;
        };
        let share = Zeroizing::new(given.share);
        let loan = Loan {
            terms: given.terms,
            until_micros: letter.until_micros,
        };
        if loan.runs(now_micros) {
            let joined = join(tx, private, (given.scope, given.epoch), &share)?;
            lent.extend(joined.map(|held| Lent { held, loan }));
        }
    }
    Ok(lent)
}

/// What somebody agreed to and is open now.
///
/// # Errors
/// Those of the engine.
pub fn kept(tx: &mut dyn Tx, private: &PrivateKey, now_micros: i64) -> Result<Vec<Loan>> {
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    let loans = open(tx, &opener, KEPT)?.into_iter().filter_map(|letter| {
        let terms = minicbor::decode::<Terms>(&letter.said).ok()?;
        Some(Loan {
            terms,
            until_micros: letter.until_micros,
        })
    });
    Ok(loans.filter(|loan| loan.runs(now_micros)).collect())
}

/// Ends a loan before its time: what was given is destroyed, `told` goes to who holds the file, `notice` to the other of
/// the two. Says whether it still ran.
///
/// # Errors
/// Those of the engine.
pub fn close(
    tx: &mut dyn Tx,
    own: &Recipient,
    loan: &Loan,
    (told, notice): (&[u8], (i64, &[u8])),
    chance: &mut dyn Chance,
) -> Result<bool> {
    let terms = &loan.terms;
    if !letter::stands(tx, terms.given)? {
        return Ok(false);
    }
    letter::destroy(tx, terms.given)?;
    letter::destroy(tx, terms.kept)?;
    let closing = encoded(&Closing {
        opening: terms.opening,
        said: told.to_vec(),
    })?;
    let to = (&Public::new(terms.mailbox), CLOSED);
    post(tx, to, (fresh(chance), i64::MAX), &closing, chance)?;
    let both = [terms.asker, terms.second].map(Public::new);
    let mut others = both.iter().filter(|one| *one != own.public());
    others.try_for_each(|other| letter::tell(tx, other, notice, chance))?;
    Ok(true)
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct Closing {
    #[n(0)]
    opening: EntityId,
    #[cbor(n(1), with = "minicbor::bytes")]
    said: Vec<u8>,
}

/// What who holds a scope was told of an opening of it.
pub struct Told {
    /// Of which scope.
    pub scope: ScopeId,
    /// By which letter.
    pub letter: EntityId,
    /// Of which opening.
    pub opening: EntityId,
    /// Whether it ended before its time; or else it began.
    pub closed: bool,
    /// What was told.
    pub said: Zeroizing<Vec<u8>>,
}

impl core::fmt::Debug for Told {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Told([caché])")
    }
}

/// What was told to those who hold one of these keys: of each, its beginnings before its ends.
///
/// # Errors
/// Those of the engine.
pub fn told<'k>(tx: &mut dyn Tx, keys: impl Iterator<Item = &'k HeldKey>) -> Result<Vec<Told>> {
    let mut told = Vec::new();
    if letter::all(tx)?.is_empty() {
        return Ok(told);
    }
    for held in keys {
        let opener = Opener::new(&mailbox(&held.key)).map_err(|_| StoreError::WrongKey)?;
        for letter in open(tx, &opener, TOLD)? {
            told.push(Told {
                scope: held.scope,
                letter: letter.id,
                opening: letter.id,
                closed: false,
                said: letter.said,
            });
        }
        for letter in open(tx, &opener, CLOSED)? {
            let closing = minicbor::decode::<Closing>(&letter.said).ok();
            told.extend(closing.map(|closing| Told {
                scope: held.scope,
                letter: letter.id,
                opening: closing.opening,
                closed: true,
                said: Zeroizing::new(closing.said),
            }));
        }
    }
    told.sort_by_key(|one| one.closed);
    Ok(told)
}
