//! Signing the register of a day: an entry that freezes the page as it is, by the hash of every
//! line. Later additions and completions are welcome and show as such.
//!
//! The hash of a line is salted with bytes that only the visit's own key opens: once a visit is
//! forgotten, its line cannot be guessed from the signature.

use super::number::{LineNumber, day_entity};
use super::register::DayPage;
use super::time::{Day, Moment};
use super::visit::Visit;
use super::{REGISTER_DAY, VERSION};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::scope;
use akwaba_journal::act::Value;
use akwaba_journal::chain::Hash;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

pub(crate) const SIGNATURE: &str = "signature";

/// A line as it was signed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Frozen {
    /// Its number.
    #[n(0)]
    pub number: LineNumber,
    /// The hash of all that the register prints of it.
    #[n(1)]
    pub hash: Hash,
}

impl Frozen {
    /// Freezes a line.
    pub fn of(visit: &Visit) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"akwaba register line 1");
        hasher.update(visit.id.as_bytes());
        let columns = [
            Value::of(&visit.salt),
            Value::of(&visit.number),
            Value::of(&visit.arrived),
            Value::of(&visit.who),
            Value::of(&visit.described.sex),
            Value::of(&visit.described.age_years),
            Value::of(&visit.described.place),
            Value::of(&visit.accompanied),
            Value::of(&visit.demands),
            Value::of(&visit.reason),
            Value::of(&visit.course),
            Value::of(&visit.note),
            Value::of(&visit.paper),
        ];
        for column in columns {
            let size = u64::try_from(column.as_bytes().len()).unwrap_or(u64::MAX);
            hasher.update(&size.to_be_bytes());
            hasher.update(column.as_bytes());
        }
        Self {
            number: visit.number,
            hash: Hash(*hasher.finalize().as_bytes()),
        }
    }
}

/// What the director signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Who signed.
    pub by: ActorId,
    /// When.
    pub at: Moment,
    /// Every line of the page.
    pub lines: Vec<Frozen>,
    /// The hash of the whole page, printed under the signature.
    pub page: Hash,
}

impl Signature {
    /// The first characters of the page's hash, to compare paper with the machine.
    pub fn short(&self) -> String {
        self.page.to_string().chars().take(12).collect()
    }
}

/// The signatures of a day, oldest first.
pub fn signatures(state: &State) -> Vec<Signature> {
    state
        .facts::<Vec<Frozen>>(SIGNATURE)
        .into_iter()
        .map(|(source, lines)| Signature {
            by: source.actor,
            at: Moment(source.clock.micros),
            page: page_hash(&lines),
            lines,
        })
        .collect()
}

/// How often a day was signed, and the last signature.
pub fn last_signature(state: &State) -> (usize, Option<Signature>) {
    let mut all = signatures(state);
    (all.len(), all.pop())
}

/// The hash of the lines of a page, in order.
pub fn page_hash(lines: &[Frozen]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"akwaba register page 1");
    for line in lines {
        hasher.update(Value::of(&line.number).as_bytes());
        hasher.update(&line.hash.0);
    }
    Hash(*hasher.finalize().as_bytes())
}

/// Signs the page of a day as it is, also when nobody came.
///
/// # Errors
/// `reception-sign-future`, or `reception-sign-again` when nothing changed since the last time.
pub fn sign(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::RegisterSign>,
    page: &DayPage,
    state: &State,
) -> Result<Drafts, Refusals> {
    if page.day > Day::of(ctx.now) {
        return Err(Refusal::whole("reception-sign-future").into());
    }
    if page.is_covered() {
        return Err(Refusal::whole("reception-sign-again").into());
    }
    let lines: Vec<Frozen> = page
        .lines
        .iter()
        .map(|line| Frozen::of(&line.visit))
        .collect();
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::registry(allowed.centre()),
        entity: day_entity(allowed.centre(), page.day),
        kind: REGISTER_DAY,
        version: VERSION,
        act: Acting::on(state)
            .set("day", &page.day)
            .fact(SIGNATURE, &lines)
            .done(None, None),
        secrecy: Secrecy::Open,
    });
    Ok(drafts)
}
