//! The letters of break-glass, and what one guardian asks of the others: asking, agreeing, withdrawing.
//!
//! A letter is sealed to whom it is for, and no row says to whom: whoever has a private key tries them all. Until when
//! it serves is bound to it: nobody lengthens that without the secret of this installation. Never keeps one that is past.

use crate::error::{Result, StoreError};
use crate::sealed::published::Recipient;
use crate::tx::Tx;
use crate::{identity, params};
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::{self, Opener, Public, Purpose};
use akwaba_journal::holder::PrivateKey;
use akwaba_journal::id::EntityId;
use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

/// Letters are as long as a multiple of this, in bytes.
const LENGTH_MULTIPLE: usize = 1024;
/// Bytes that say how long what is in a letter is.
const LENGTH_BYTES: usize = 4;

const ASKED: &[u8] = b"akwaba 2026 break-glass asked 1";
const OWN: &[u8] = b"akwaba 2026 break-glass own request 1";
const NOTICE: &[u8] = b"akwaba 2026 break-glass notice 1";

/// A letter that opened.
pub struct Letter {
    /// Which.
    pub id: EntityId,
    /// Until when it serves, in microseconds since 1970.
    pub until_micros: i64,
    /// What is in it.
    pub said: Zeroizing<Vec<u8>>,
}

impl core::fmt::Debug for Letter {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Letter([caché])")
    }
}

/// What one guardian asks of the others: the same in the letter to each of them and in the one that stays with who asked.
#[derive(Encode, Decode)]
#[cbor(array)]
struct Request {
    /// The letters to the others.
    #[n(0)]
    to: Vec<To>,
    /// The one that who asked keeps.
    #[n(1)]
    own: EntityId,
    #[cbor(n(2), with = "minicbor::bytes")]
    said: Vec<u8>,
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct To {
    #[n(0)]
    letter: EntityId,
    #[cbor(n(1), with = "minicbor::bytes")]
    key: [u8; envelope::PUBLIC_BYTES],
}

/// Asks other guardians. Who asks keeps a letter too, by which they withdraw it: this one.
///
/// # Errors
/// Those of the engine.
pub fn ask(
    tx: &mut dyn Tx,
    own: &Recipient,
    to: &[Recipient],
    (until_micros, said): (i64, &[u8]),
    chance: &mut dyn Chance,
) -> Result<EntityId> {
    let request = Request {
        to: to
            .iter()
            .map(|one| To {
                letter: fresh(chance),
                key: *one.public().as_bytes(),
            })
            .collect(),
        own: fresh(chance),
        said: said.to_vec(),
    };
    let plain = encoded(&request)?;
    for one in &request.to {
        let to = (&Public::new(one.key), ASKED);
        post(tx, to, (one.letter, until_micros), &plain, chance)?;
    }
    let at = (request.own, until_micros);
    post(tx, (own.public(), OWN), at, &plain, chance)?;
    Ok(request.own)
}

/// What somebody is asked and still may agree to.
///
/// # Errors
/// Those of the engine.
pub fn asked(tx: &mut dyn Tx, private: &PrivateKey, now_micros: i64) -> Result<Vec<Letter>> {
    let requests = requests(tx, private, ASKED, now_micros)?;
    Ok(requests.into_iter().map(|(letter, _)| letter).collect())
}

/// What somebody asked themselves and another still may agree to.
///
/// # Errors
/// Those of the engine.
pub fn own(tx: &mut dyn Tx, private: &PrivateKey, now_micros: i64) -> Result<Vec<Letter>> {
    let mut waiting = Vec::new();
    for (letter, request) in requests(tx, private, OWN, now_micros)? {
        if !unanswered(tx, &request)?.is_empty() {
            waiting.push(letter);
        }
    }
    Ok(waiting)
}

/// Who was asked has answered: with nothing, and the others still may agree; or the file is open, and the request is
/// over for everybody. Says whether there was such a request.
///
/// # Errors
/// Those of the engine.
pub fn answer(
    tx: &mut dyn Tx,
    private: &PrivateKey,
    (id, opened): (EntityId, bool),
    now_micros: i64,
) -> Result<bool> {
    let mut asked = requests(tx, private, ASKED, now_micros)?.into_iter();
    let Some((_, request)) = asked.find(|(letter, _)| letter.id == id) else {
        return Ok(false);
    };
    destroy(tx, id)?;
    if opened {
        over(tx, &request)?;
    }
    Ok(true)
}

/// Who asked asks no more: nobody can agree to it from now on, and who had not answered reads a notice until then.
/// Says whether there was anything to withdraw.
///
/// # Errors
/// Those of the engine.
pub fn withdraw(
    tx: &mut dyn Tx,
    private: &PrivateKey,
    (id, now_micros): (EntityId, i64),
    notice: (i64, &[u8]),
    chance: &mut dyn Chance,
) -> Result<bool> {
    let mut own = requests(tx, private, OWN, now_micros)?.into_iter();
    let Some((_, request)) = own.find(|(letter, _)| letter.id == id) else {
        return Ok(false);
    };
    let left = unanswered(tx, &request)?;
    over(tx, &request)?;
    for key in &left {
        tell(tx, key, notice, chance)?;
    }
    Ok(!left.is_empty())
}

/// Tells somebody what became of a request or of an opening, until then.
pub(super) fn tell(
    tx: &mut dyn Tx,
    to: &Public,
    (until_micros, said): (i64, &[u8]),
    chance: &mut dyn Chance,
) -> Result<()> {
    let at = (fresh(chance), until_micros);
    post(tx, (to, NOTICE), at, said, chance)
}

/// What somebody was told so.
///
/// # Errors
/// Those of the engine.
pub fn notices(tx: &mut dyn Tx, private: &PrivateKey, now_micros: i64) -> Result<Vec<Letter>> {
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    let mut letters = open(tx, &opener, NOTICE)?;
    letters.retain(|one| now_micros < one.until_micros);
    Ok(letters)
}

fn requests(
    tx: &mut dyn Tx,
    private: &PrivateKey,
    info: &[u8],
    now_micros: i64,
) -> Result<Vec<(Letter, Request)>> {
    let opener = private.opener().map_err(|_| StoreError::WrongKey)?;
    let letters = open(tx, &opener, info)?.into_iter();
    let standing = letters.filter(|one| now_micros < one.until_micros);
    let requests = standing.filter_map(|mut letter| {
        let request = minicbor::decode::<Request>(&letter.said).ok()?;
        letter.said = Zeroizing::new(request.said.clone());
        Some((letter, request))
    });
    Ok(requests.collect())
}

/// The keys of those who were asked and have not answered.
fn unanswered(tx: &mut dyn Tx, request: &Request) -> Result<Vec<Public>> {
    let mut left = Vec::new();
    for one in &request.to {
        if stands(tx, one.letter)? {
            left.push(Public::new(one.key));
        }
    }
    Ok(left)
}

fn over(tx: &mut dyn Tx, request: &Request) -> Result<()> {
    let mut letters = request.to.iter().map(|one| one.letter);
    letters.try_for_each(|letter| destroy(tx, letter))?;
    destroy(tx, request.own)
}

/// The letters that there are, for who wants to know whether another has come.
///
/// # Errors
/// Those of the engine.
pub fn all(tx: &mut dyn Tx) -> Result<Vec<EntityId>> {
    let rows = tx.query("SELECT id FROM glass_letter ORDER BY id", &[])?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// Destroys a letter.
///
/// # Errors
/// Those of the engine.
pub fn destroy(tx: &mut dyn Tx, id: EntityId) -> Result<()> {
    tx.execute("DELETE FROM glass_letter WHERE id = $1", params![&id])?;
    Ok(())
}

/// Whether a letter stands.
pub(super) fn stands(tx: &mut dyn Tx, id: EntityId) -> Result<bool> {
    let row = tx.maybe("SELECT 1 FROM glass_letter WHERE id = $1", params![&id])?;
    Ok(row.is_some())
}

/// Whether there are some that serve no more.
///
/// # Errors
/// Those of the engine.
pub fn has_past(tx: &mut dyn Tx, now_micros: i64) -> Result<bool> {
    let row = tx.one(
        "SELECT COUNT(*) FROM glass_letter WHERE until_micros <= $1",
        params![now_micros],
    )?;
    Ok(row.int(0)? > 0)
}

/// Destroys those that serve no more.
///
/// # Errors
/// Those of the engine.
pub fn sweep(tx: &mut dyn Tx, now_micros: i64) -> Result<()> {
    tx.execute(
        "DELETE FROM glass_letter WHERE until_micros <= $1",
        params![now_micros],
    )?;
    Ok(())
}

pub(super) fn post(
    tx: &mut dyn Tx,
    (to, info): (&Public, &[u8]),
    (id, until_micros): (EntityId, i64),
    said: &[u8],
    chance: &mut dyn Chance,
) -> Result<()> {
    let house = identity::sealed_secret_or_make(tx, chance)?;
    let length = u32::try_from(said.len()).map_err(|_| StoreError::TooLong)?;
    let whole = (LENGTH_BYTES + said.len()).next_multiple_of(LENGTH_MULTIPLE);
    let mut plain = Zeroizing::new(Vec::with_capacity(whole));
    plain.extend_from_slice(&length.to_be_bytes());
    plain.extend_from_slice(said);
    plain.resize(whole, 0);
    let bound = bound(id, until_micros);
    let purpose = Purpose {
        info,
        bound: &bound,
        house: Some(&house),
    };
    let sealed = envelope::seal(to, purpose, &plain, chance);
    let sealed = sealed.map_err(|_| StoreError::corrupt("a published key is no key"))?;
    tx.execute(
        "INSERT INTO glass_letter (id, until_micros, sealed) VALUES ($1, $2, $3)",
        params![&id, until_micros, &sealed],
    )?;
    Ok(())
}

fn rows(tx: &mut dyn Tx) -> Result<Vec<crate::Row>> {
    tx.query(
        "SELECT id, until_micros, sealed FROM glass_letter ORDER BY id",
        &[],
    )
}

pub(super) fn open(tx: &mut dyn Tx, opener: &Opener, info: &[u8]) -> Result<Vec<Letter>> {
    let Some(house) = identity::sealed_secret(tx)? else {
        return Ok(Vec::new());
    };
    let mut letters = Vec::new();
    for row in rows(tx)? {
        let (id, until_micros) = (row.id(0)?, row.int(1)?);
        let bound = bound(id, until_micros);
        let purpose = Purpose {
            info,
            bound: &bound,
            house: Some(&house),
        };
        let plain = opener.open(purpose, row.blob(2)?).ok();
        letters.extend(plain.and_then(|plain| {
            let (length, rest) = plain.split_at_checked(LENGTH_BYTES)?;
            let length = u32::from_be_bytes(length.try_into().ok()?);
            let said = rest.get(..usize::try_from(length).ok()?)?;
            Some(Letter {
                id,
                until_micros,
                said: Zeroizing::new(said.to_vec()),
            })
        }));
    }
    Ok(letters)
}

/// An id of chance alone.
pub(super) fn fresh(chance: &mut dyn Chance) -> EntityId {
    let mut bytes = [0; 16];
    chance.fill(&mut bytes);
    EntityId::from_bytes(bytes)
}

/// As bytes that are wiped.
pub(super) fn encoded(value: &impl Encode<()>) -> Result<Zeroizing<Vec<u8>>> {
    let bytes = minicbor::to_vec(value).map_err(|_| StoreError::TooLong)?;
    Ok(Zeroizing::new(bytes))
}

fn bound(id: EntityId, until_micros: i64) -> Vec<u8> {
    [id.as_bytes().as_slice(), &until_micros.to_be_bytes()].concat()
}
