//! Referral out of a sealed file: under a code, by a consent that the file holds, and with nothing that it
//! does not let leave.
//!
//! Never: a name, a word or an item that was not agreed to for that very service; a legal ground in place of
//! a consent. Whoever has to be alerted without one is alerted by procedure P15, by somebody's hand.

use super::facts::{Basis, Referral, SENT, Sent, Shared};
use super::send::{Sending, Whom, barred, far, registered};
use super::take_over;
use super::{Info, REFERRAL, VERSION, Words};
use crate::casework::code::{self, Code};
use crate::casework::consent::{Gate, consents, gate, kept};
use crate::casework::incident::{Incident, TYPE_QUESTION, incidents};
use crate::ctx::Ctx;
use crate::directory::Kind;
use crate::draft::{Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Room, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::PersonView;
use crate::registry::when::Day;
use crate::scope;
use crate::text;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use akwaba_matching::normal::fold;

/// Letters of the shortest name that is looked for in free words.
const NAME_LETTERS_MIN: usize = 3;
const CODED: &str = "code";

/// Between whom.
pub struct Confiding<'a> {
    /// The case, who is referred and where to.
    pub sending: Sending<'a>,
    /// The state of the case.
    pub state: &'a State,
    /// Whether a service has taken the whole of it over, or is asked to.
    pub handed: bool,
}

/// A referral as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct ConfideForm {
    /// `share`, several: codes of [`Info`].
    pub share: Vec<String>,
    /// `health`, `household`, `story`: words for the service, where that is shared.
    pub health: String,
    /// The same of the household.
    pub household: String,
    /// The same of what happened.
    pub story: String,
    /// `wanted`: what is asked of the service. It always leaves.
    pub wanted: String,
    /// `accompanied`.
    pub accompanied: bool,
    /// `far`: as in [`super::SendForm`].
    pub far: bool,
    /// `takes-over`: that the person agrees that the service takes over all that is followed.
    pub takes_over: bool,
    /// `receiver`: then, who is given the note.
    pub receiver: String,
    /// `known`: then, what must be known to go on.
    pub known: String,
}

/// Sends somebody to a service out of a sealed file.
///
/// # Errors
/// For the whole: `referral-sealed` in the open, `referral-no-consent` without a consent that stands for this
/// service, and what bars any referral. At `share`: `referral-not-agreed` for what was not agreed to,
/// `referral-unknown-info`; at `health`, `household`, `story`, `wanted` what is missing, and
/// `referral-names` for a name or number in words where it was not agreed that it be told; at `far`; those of
/// [`super::TakeOver`] at `receiver`, `known`.
pub fn confide(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::ReferralSend>,
    id: EntityId,
    confiding: &Confiding<'_>,
    form: &ConfideForm,
) -> Result<Drafts, Refusals> {
    if allowed.room() == Room::Open {
        return Err(Refusal::whole("referral-sealed").into());
    }
    let Confiding {
        sending,
        state,
        handed,
    } = confiding;
    let (case, edition) = sending.case;
    let service = sending.service;
    let Whom::Person(person) = sending.whom else {
        return Err(Refusal::whole("referral-nobody").into());
    };
    let today = Day::new(ctx.today());
    let mut wrong = Refusals::new();
    for code in barred(ctx, sending, &[person], today) {
        wrong.push(Refusal::whole(code));
    }
    let (consents, kept) = (consents(state), kept(case, state));
    let Some(gate) = gate(&consents, &kept, service, today) else {
        let refusal = Refusal::whole("referral-no-consent");
        wrong.push(refusal.with("service", service.service.label()));
        return Err(wrong);
    };
    let known = incidents(case, state);
    let about = gate.consent.incident.as_ref();
    let about = about.and_then(|code| known.iter().find(|one| one.code == *code));
    let kind = about.or(known.last()).and_then(|one| one.kind.as_deref());
    let kind = kind.map(|code| edition.choice_said(TYPE_QUESTION, code));
    let shared = wrong.take_all(leaves(&gate, form, (person, kind), today));
    let wanted = wrong.take(text::required_words("wanted", &form.wanted));
    if names(person, &gate, &wanted) {
        wrong.push(Refusal::at("wanted", "referral-names"));
    }
    let takes_over = wrong.take_all(take_over::asked(form, (person, &gate), *handed));
    if far(person, service) && !form.far {
        wrong.push(Refusal::at("far", "referral-far"));
    }
    wrong.or(())?;
    let sent = Sent {
        centre: allowed.centre(),
        case: case.id,
        person: person.id,
        service: service.id,
        kind: service
            .service
            .kinds
            .first()
            .copied()
            .unwrap_or(Kind::Other),
        basis: Basis::Confided(gate.consent.name.clone()),
        shared,
        reason: Words::default(),
        wanted: Words::new(wanted),
        accompanied: form.accompanied,
        at_micros: ctx.now.as_microsecond(),
        together: None,
        code: Some(under(ctx, about, state)),
        takes_over,
    };
    let mut drafts = Drafts::under(allowed);
    let at = (scope::registry(allowed.centre()), id);
    let secrecy = Secrecy::Keyed(person.id);
    drafts.push(Draft::of_fact(
        at,
        (REFERRAL, VERSION),
        (SENT, &sent),
        secrecy,
    ));
    Ok(drafts)
}

/// Whether it came out of a sealed file, and the consent it was sent with stands no more in its case: nothing
/// more of it is printed.
pub fn taken_back(referral: &Referral, case: &State, today: Day) -> bool {
    let Basis::Confided(name) = &referral.sent.basis else {
        return false;
    };
    let known = consents(case);
    !known
        .iter()
        .any(|one| one.name == *name && one.stands(today))
}

/// The code that stands on the slip: that of the incident, or else of the person.
fn under(ctx: &mut Ctx<'_>, about: Option<&Incident>, state: &State) -> Code {
    let known = about.map(|one| one.code.clone());
    known
        .or_else(|| code::of_person(state))
        .unwrap_or_else(|| Code::for_person(ctx.chance))
}

/// What is told, in the words in which it is told: of what was chosen, no more than the gate lets through.
fn leaves(
    gate: &Gate<'_>,
    form: &ConfideForm,
    (person, kind): (&PersonView, Option<String>),
    today: Day,
) -> Result<Vec<Shared>, Refusals> {
    let mut wrong = Refusals::new();
    let mut found = Vec::new();
    let chosen = form.share.iter().filter_map(|code| Info::from_code(code));
    for info in chosen {
        if !gate.items.contains(&info) {
            wrong.push(Refusal::at("share", "referral-not-agreed"));
            continue;
        }
        let written = |field: &str, typed: &str, wrong: &mut Refusals| {
            let words = wrong.take(text::required_words(field, typed));
            if names(person, gate, &words) {
                wrong.push(Refusal::at(field, "referral-names"));
            }
            words
        };
        let words = match info {
            Info::Health => written("health", &form.health, &mut wrong),
            Info::Household => written("household", &form.household, &mut wrong),
            Info::Story => written("story", &form.story, &mut wrong),
            Info::Violence => kind.clone().unwrap_or_default(),
            Info::Name | Info::Age | Info::Phone | Info::Quarter => {
                registered(info, person, today).unwrap_or_default()
            }
        };
        if words.is_empty() && wrong.is_empty() {
            wrong.push(Refusal::at("share", "referral-unknown-info"));
        }
        found.push(Shared {
            info,
            words: Words::new(words),
        });
    }
    found.sort_by_key(|one| one.info);
    found.dedup_by_key(|one| one.info);
    wrong.or(found)
}

/// Whether free words hold a name or a number of the person that may not be told.
pub(super) fn names(person: &PersonView, gate: &Gate<'_>, words: &str) -> bool {
    let words = fold(words);
    let own: Vec<&str> = words.split_whitespace().collect();
    let named = || {
        let all = person.names.iter();
        let all = all.map(|item| fold(item.value.text.as_str()));
        let all: Vec<String> = all.collect();
        all.iter()
            .flat_map(|name| name.split_whitespace())
            // Who has no name here is called « Code » and their code.
            .filter(|name| *name != CODED && name.chars().count() >= NAME_LETTERS_MIN)
            .any(|name| own.contains(&name))
    };
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    let called = || {
        person.phones.iter().any(|phone| {
            let number: String = phone.value.shown();
            let number: String = number.chars().filter(char::is_ascii_digit).collect();
            !number.is_empty() && digits.contains(&number)
        })
    };
    (!gate.items.contains(&Info::Name) && named())
        || (!gate.items.contains(&Info::Phone) && called())
}

#[cfg(test)]
#[path = "confide_tests.rs"]
mod tests;
