//! The link by which a service reads what is asked of it and answers, on a device of its own.
//!
//! Owns what a link shows and for how long it serves. The secret in it is shown once, to who made it;
//! the installation keeps its fingerprint, the journal neither. Never: more than the slip tells; a
//! name where the person did not consent; a link that serves after its referral has ended.

use super::agreed::Consents;
use super::course::{AnswerForm, answered, one};
use super::delays::Delays;
use super::facts::{At, Basis, LINKED, Linked, OPENED, Referral, Shared, UNLINKED};
use super::{State, Via, Words};
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::chance::Chance;
use akwaba_journal::id::EntityId;
use akwaba_journal::state;

/// Letters of a secret, each of five bits: 160 bits.
const LETTERS: usize = 32;
/// What a secret is made of: nothing that is taken for something else when copied by hand.
const ALPHABET: &[u8; 32] = b"23456789abcdefghijkmnpqrstuvwxyz";
/// Longest life of a link, in days.
pub const DAYS_MAX: u32 = 30;
/// How often one link may be read: enough for who takes it up again, too few to fill the journal.
pub const OPENINGS_MAX: u32 = 50;
const DAY_MICROS: i64 = 24 * 3600 * 1_000_000;

/// What the service may say of itself. That nobody knows what became of a person is for the centre.
pub const ANSWERS: [State; 5] = [
    State::Received,
    State::Served,
    State::RefusedByPerson,
    State::RefusedByService,
    State::Unavailable,
];

/// The secret in the address of a link.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret([caché])")
    }
}

impl Secret {
    /// A new one.
    pub fn fresh(chance: &mut dyn Chance) -> Self {
        let mut bytes = [0; LETTERS];
        chance.fill(&mut bytes);
        let letter = |byte: u8| ALPHABET.get(usize::from(byte % 32)).copied();
        let letters = bytes.into_iter().filter_map(letter).map(char::from);
        Self(letters.collect())
    }

    /// The secret of an address, when it is written like one.
    pub fn parse(text: &str) -> Option<Self> {
        let letters = text.bytes().all(|letter| ALPHABET.contains(&letter));
        (text.len() == LETTERS && letters).then(|| Self(text.to_owned()))
    }

    /// As it stands in the address, for who made it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What an installation keeps to recognise it without knowing it.
    pub fn fingerprint(&self) -> [u8; 32] {
        blake3::derive_key("akwaba 2026 link of a referral", self.0.as_bytes())
    }
}

/// A link as its installation keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// To which referral.
    pub referral: EntityId,
    /// Until when it serves, in microseconds since 1970.
    pub until_micros: i64,
    /// Whether it shows all that the slip tells.
    pub whole: bool,
    /// Whether it was answered, withdrawn, or followed by another.
    pub ended: bool,
    /// How often it was read.
    pub openings: u32,
}

/// A link that serves now: made by [`serving`] alone, and asked for by the policy.
pub struct Serving<'a> {
    referral: &'a Referral,
    whole: bool,
}

/// The link, when it serves: not ended, not too late, its referral still open and still consented to.
pub fn serving<'a>(
    kept: &Kept,
    referral: &'a Referral,
    consents: &Consents,
    now: jiff::Timestamp,
) -> Option<Serving<'a>> {
    let serves = !kept.ended
        && kept.referral == referral.id
        && now.as_microsecond() < kept.until_micros
        && kept.openings < OPENINGS_MAX
        && referral.state().is_open()
        && referral.still_agreed(consents);
    serves.then_some(Serving {
        referral,
        whole: kept.whole && matches!(referral.sent.basis, Basis::Consent(_)),
    })
}

/// What whoever holds the link reads.
pub struct Shown<'a> {
    /// What is asked.
    pub wanted: &'a Words,
    /// Why, where the link shows it.
    pub reason: Option<&'a Words>,
    /// What is told of the person, where the link shows it.
    pub shared: &'a [Shared],
    /// Whether somebody comes with them.
    pub accompanied: bool,
}

impl<'a> Serving<'a> {
    /// The referral.
    pub fn referral(&self) -> &'a Referral {
        self.referral
    }

    /// What it shows.
    pub fn shown(&self) -> Shown<'a> {
        let sent = &self.referral.sent;
        Shown {
            wanted: &sent.wanted,
            reason: self.whole.then_some(&sent.reason),
            shared: if self.whole { &sent.shared } else { &[] },
            accompanied: sent.accompanied,
        }
    }
}

/// A link as asked for; each field is named as in the form.
#[derive(Clone, Default)]
pub struct LinkForm {
    /// `days`: how many it serves.
    pub days: String,
    /// `whole`: whether it shows all that the slip tells.
    pub whole: bool,
}

/// How many days a link serves unless told otherwise: as long as an answer is waited for.
pub fn usual_days(delays: Delays) -> u32 {
    (delays.answer + delays.again).clamp(1, DAYS_MAX)
}

/// Makes a link. Gives what the installation is to keep of it.
///
/// # Errors
/// `referral-answered` when no answer is waited for, `referral-consent-withdrawn`,
/// `referral-link-no-consent` where it is to show all and the person did not consent; at `days`
/// `referral-link-days`.
pub fn make(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ReferralSend>,
    (referral, state): (&Referral, &state::State),
    consents: &Consents,
    form: &LinkForm,
) -> Result<(Kept, Drafts), Refusals> {
    let mut wrong = Refusals::new();
    if !referral.state().is_open() {
        wrong.push(Refusal::whole("referral-answered"));
    }
    if !referral.still_agreed(consents) {
        wrong.push(Refusal::whole("referral-consent-withdrawn"));
    }
    if form.whole && matches!(referral.sent.basis, Basis::Exception(..)) {
        wrong.push(Refusal::whole("referral-link-no-consent"));
    }
    let days = form.days.trim().parse::<u32>().ok();
    let days = days.filter(|days| (1..=DAYS_MAX).contains(days));
    if days.is_none() {
        wrong.push(Refusal::at("days", "referral-link-days").with("max", DAYS_MAX));
    }
    let at_micros = ctx.now.as_microsecond();
    let life = i64::from(days.unwrap_or_default()).saturating_mul(DAY_MICROS);
    let until_micros = at_micros.saturating_add(life);
    let fact = Linked {
        until_micros,
        whole: form.whole,
        at_micros,
    };
    let act = Acting::on(state).fact(LINKED, &fact).done(None, None);
    let kept = Kept {
        referral: referral.id,
        until_micros,
        whole: form.whole,
        ended: false,
        openings: 0,
    };
    wrong.or((kept, one(allowed, referral, act)))
}

/// Withdraws the link of a referral.
pub fn withdraw(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ReferralSend>,
    (referral, state): (&Referral, &state::State),
) -> Drafts {
    let at_micros = ctx.now.as_microsecond();
    let act = Acting::on(state)
        .fact(UNLINKED, &At { at_micros })
        .done(None, None);
    one(allowed, referral, act)
}

/// Notes that whoever holds the link read it.
pub fn open(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::LinkAnswer>,
    (referral, state): (&Referral, &state::State),
) -> Drafts {
    let at_micros = ctx.now.as_microsecond();
    let act = Acting::on(state)
        .fact(OPENED, &At { at_micros })
        .done(None, None);
    one(allowed, referral, act)
}

/// Enters the answer of whoever holds the link.
///
/// # Errors
/// Those of [`super::answer`].
pub fn answer(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::LinkAnswer>,
    about: (&Referral, &state::State),
    form: &AnswerForm,
) -> Result<Drafts, Refusals> {
    answered(ctx, allowed, about, form, (&ANSWERS, Some(Via::Link)))
}
