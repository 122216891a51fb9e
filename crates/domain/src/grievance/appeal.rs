//! Not being of the same opinion: whoever holds the receipt says so, and somebody else than who answered looks again.
//!
//! An appeal is sealed to the mailbox of its complaint: keys that stand inside the complaint's own file. So who reads
//! the complaint reads the appeal, whoever that has become, and there is no second list of readers to go astray. When the
//! complaint changes hands the mailbox changes too. Never: a name, an account, an audience of its own.

use super::{GRIEVANCE, GrievanceWords, Reply, Stage, VERSION};
use crate::draft::{Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::refusal::Refusals;
use crate::{scope, text};
use akwaba_journal::act::{Act, Change};
use akwaba_journal::chance::Chance;
use akwaba_journal::entry::{Body, Entry};
use akwaba_journal::holder::{PrivateKey, PublicKeys};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

pub(super) const APPEALED: &str = "appealed";
const MAILBOX: &str = "mailbox";

/// The keys to which the appeals of a complaint are sealed. They stand inside its file and nowhere else.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(transparent)]
pub struct Mailbox(#[cbor(with = "minicbor::bytes")] Vec<u8>);

impl core::fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Mailbox([caché])")
    }
}

impl Mailbox {
    /// A new one.
    pub fn fresh(chance: &mut dyn Chance) -> Self {
        Self(PrivateKey::fresh(chance).as_bytes().to_vec())
    }

    /// The keys that open it.
    pub fn private(&self) -> Option<PrivateKey> {
        PrivateKey::from_slice(&self.0)
    }

    /// Where whoever holds the receipt writes to.
    pub fn address(&self, complaint: EntityId) -> Option<Address> {
        let public = self.private()?.public().ok()?;
        Some(Address {
            complaint,
            public: public.to_bytes().to_vec(),
        })
    }

    /// Those of a complaint, the last one being the one that is written to.
    pub(super) fn all(state: &State) -> Vec<Self> {
        let all = state.facts(MAILBOX).into_iter();
        all.map(|(_, mailbox)| mailbox).collect()
    }

    /// The entry that gives a complaint this one.
    pub(super) fn given<A: Permit>(&self, allowed: &Allowed<A>, complaint: EntityId) -> Drafts {
        fact(allowed, complaint, MAILBOX, self)
    }
}

/// Where an appeal is written to, as the receipt is told.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Address {
    /// Of which complaint.
    #[n(0)]
    pub complaint: EntityId,
    /// The public halves of its mailbox.
    #[cbor(n(1), with = "minicbor::bytes")]
    public: Vec<u8>,
}

impl Address {
    /// To which keys the appeal is sealed.
    pub fn mailbox(&self) -> Option<PublicKeys> {
        PublicKeys::from_slice(&self.public)
    }
}

/// An appeal, as those who hold the complaint read it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Appealed {
    /// In the person's words.
    #[n(0)]
    pub words: GrievanceWords,
    /// When, in microseconds since 1970.
    #[n(1)]
    pub micros: i64,
}

/// The sealed files that belong to a receipt, by what they hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// What is told to whoever holds it.
    Told,
    /// What they said again.
    Appeal,
}

/// The name of the `nth` file that belongs to a receipt: who knows neither the receipt nor the complaint sees chance alone.
pub fn file(receipt: &PublicKeys, kept: Kept, nth: u32) -> ScopeId {
    let purpose = match kept {
        Kept::Told => "akwaba 2026 what is told to a receipt 1",
        Kept::Appeal => "akwaba 2026 an appeal by a receipt 1",
    };
    let key = blake3::derive_key(purpose, &receipt.to_bytes());
    let hash = blake3::keyed_hash(&key, &nth.to_be_bytes());
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(hash.as_bytes()) {
        *to = *from;
    }
    ScopeId::from_bytes(bytes)
}

/// Whether whoever holds the receipt may say that they are not of the same opinion, by what they were told and how often they
/// have said so: once after each answer. With where to write.
pub fn open_to(told: &[Reply], appeals: usize) -> Option<&Address> {
    let answers = told
        .iter()
        .filter(|one| one.stage == Stage::Answered && one.words.is_some());
    let address = told.iter().rev().find_map(|one| one.address.as_ref())?;
    (answers.count() > appeals).then_some(address)
}

/// The appeal that a form says.
///
/// # Errors
/// Those of the words, at `words`.
pub fn appeal(
    allowed: &Allowed<act::GrievanceSay>,
    address: &Address,
    words: &str,
    micros: i64,
) -> Result<Drafts, Refusals> {
    let words = text::required_words("words", words)?;
    let appealed = Appealed {
        words: GrievanceWords::new(words),
        micros,
    };
    Ok(fact(allowed, address.complaint, APPEALED, &appealed))
}

/// Whether an entry that was found in a mailbox may stand with a complaint: nothing but an appeal, of that complaint.
pub fn may_enter(entry: &Entry, complaint: EntityId) -> bool {
    let Body::Open(bytes) = &entry.body else {
        return false;
    };
    let only = |act: Act| {
        let mut changes = act.changes.iter();
        !act.changes.is_empty()
            && changes.all(|change| matches!(change, Change::Fact { name, .. } if name == APPEALED))
    };
    entry.kind == GRIEVANCE && entry.entity == complaint && Act::decode(bytes).is_ok_and(only)
}

/// Whether an entry of a complaint's own file gives it the mailbox that is written to from then on.
pub fn gives_mailbox(entry: &Entry) -> bool {
    let Body::Open(bytes) = &entry.body else {
        return false;
    };
    let gives = |act: Act| {
        let mut changes = act.changes.iter();
        changes.any(|change| matches!(change, Change::Fact { name, .. } if name == MAILBOX))
    };
    entry.kind == GRIEVANCE && Act::decode(bytes).is_ok_and(gives)
}

/// An entry that adds one fact to a complaint.
pub(super) fn fact<A: Permit>(
    allowed: &Allowed<A>,
    complaint: EntityId,
    name: &str,
    value: &impl minicbor::Encode<()>,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    let at = (scope::registry(allowed.centre()), complaint);
    // Inside a sealed file, whose key is destroyed as a whole: in the open there.
    drafts.push(Draft::of_fact(
        at,
        (GRIEVANCE, VERSION),
        (name, value),
        Secrecy::Open,
    ));
    drafts
}
