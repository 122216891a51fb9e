//! What the person of a sealed case agrees to have told: to which service of which organisation, which items,
//! how, until when; and what must be kept from whom. The one gate by which something of the file leaves.
//!
//! Invariants: of a service only the last word counts, so that a narrower consent replaces a wider one and
//! none comes back when it is withdrawn; what is kept from somebody wins over every consent. Never: a
//! consent that is changed or erased.

mod answered;
mod given;
mod kept;

pub use answered::{Answered, answered, step_of};
pub use given::{Consent, GiveForm, Giver, Mark, consents, give, withdraw};
pub use kept::{From, KeepForm, Kept, keep, kept, lift};

use super::Why;
use super::case::Case;
use super::open::edit;
use crate::ctx::Ctx;
use crate::directory::Known;
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::referral::Info;
use crate::refusal::Refusals;
use crate::registry::when::Day;
use crate::text;
use akwaba_journal::state::State;
use akwaba_matching::normal::fold;
use minicbor::{Decode, Encode};

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct EndFact {
    /// What ends, by its name.
    #[n(0)]
    name: String,
    #[n(1)]
    words: Option<Why>,
    #[n(2)]
    at_micros: i64,
}

/// What may leave for a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate<'a> {
    /// By which consent.
    pub consent: &'a Consent,
    /// The items that may be told, and no other.
    pub items: Vec<Info>,
}

/// What may leave for a service on a day; nothing at all without a consent that stands for that very service
/// and organisation, or where everything is kept from it.
pub fn gate<'a>(
    consents: &'a [Consent],
    kept: &[Kept],
    service: &Known,
    today: Day,
) -> Option<Gate<'a>> {
    let of_it = |one: &&Consent| one.service == service.id;
    let consent = consents.iter().rev().find(of_it)?;
    let named = fold(consent.label.as_str()) == fold(&service.service.label());
    let from_it = |one: &&Kept| one.concerns(service.id, &service.service);
    let kept: Vec<&Kept> = kept.iter().filter(from_it).collect();
    let silent = kept.iter().any(|one| one.what.is_empty());
    if !named || !consent.stands(today) || silent {
        return None;
    }
    let mut items = consent.told.clone();
    items.retain(|info| !kept.iter().any(|one| one.keeps(*info)));
    Some(Gate { consent, items })
}

fn end(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    about: (&Case, &State),
    fact: &str,
    (name, words): (&str, &str),
) -> Result<Drafts, Refusals> {
    let end = EndFact {
        name: name.to_owned(),
        words: text::line("words", words)?.map(Why::new),
        at_micros: ctx.now.as_microsecond(),
    };
    Ok(edit(allowed, about, |acting| {
        acting.fact(fact, &end);
    }))
}

#[cfg(test)]
#[path = "tests.rs"]
pub(crate) mod tests;
