//! Consents as they are given and withdrawn.

use super::super::Why;
use super::super::case::Case;
use super::super::code::{self, Code};
use super::super::edition::Edition;
use super::super::incident::incidents;
use super::super::open::{belongs, edit};
use super::{EndFact, Kept, end, kept};
use crate::ctx::Ctx;
use crate::directory::Known;
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::referral::Info;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::registry::when::Day;
use crate::text;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

const GIVEN: &str = "consent-given";
const WITHDRAWN: &str = "consent-withdrawn";

coded! {
    /// How somebody agreed.
    Mark {
        /// They signed.
        0 Signed = "signature",
        /// With their thumb.
        1 Thumb = "empreinte",
        /// Aloud, before a witness.
        2 Aloud = "oral",
    }
}

coded! {
    /// Who agreed, as procedure P14 of the manual lists them.
    Giver {
        /// The person.
        0 Person = "elle",
        /// A parent or guardian who is not accused.
        1 Guardian = "gardien",
        /// Another adult whom the child trusts.
        2 OtherAdult = "autre",
        /// No safe adult: the interest of the child.
        3 Interest = "interet",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct GivenFact {
    #[n(0)]
    service: EntityId,
    #[n(1)]
    label: Why,
    #[n(2)]
    told: Vec<Info>,
    #[n(3)]
    not_told: Option<Why>,
    #[n(4)]
    mark: Mark,
    #[n(5)]
    witness: Option<Why>,
    #[n(6)]
    giver: Giver,
    #[n(7)]
    incident: Option<Code>,
    #[n(8)]
    on: Day,
    #[n(9)]
    until: Option<Day>,
    #[n(10)]
    at_micros: i64,
}

/// A consent to tell a service something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Names it.
    pub name: String,
    /// Who wrote it.
    pub by: ActorId,
    /// Which service.
    pub service: EntityId,
    /// The service and its organisation, as they were named.
    pub label: Why,
    /// What may be told.
    pub told: Vec<Info>,
    /// What is not to be told, in words.
    pub not_told: Option<Why>,
    /// How it was given.
    pub mark: Mark,
    /// Before whom, when aloud.
    pub witness: Option<Why>,
    /// Who gave it.
    pub giver: Giver,
    /// For which incident; the whole case where none is named.
    pub incident: Option<Code>,
    /// The day it was given.
    pub on: Day,
    /// The last day on which it holds.
    pub until: Option<Day>,
    /// When it was withdrawn, in microseconds since 1970, and why where that was said.
    pub withdrawn: Option<(i64, Option<Why>)>,
}

impl Consent {
    /// Whether it stands on a day.
    pub fn stands(&self, today: Day) -> bool {
        self.withdrawn.is_none()
            && self.on <= today
            && self.until.is_none_or(|until| until >= today)
    }
}

/// Every consent of a case, oldest first.
pub fn consents(state: &State) -> Vec<Consent> {
    let ends = state.facts::<EndFact>(WITHDRAWN);
    let facts = state.facts::<GivenFact>(GIVEN).into_iter();
    facts
        .map(|(source, fact)| {
            let name = source.entry.to_string();
            let end = ends.iter().find(|(_, end)| end.name == name);
            Consent {
                withdrawn: end.map(|(_, end)| (end.at_micros, end.words.clone())),
                name,
                by: source.actor,
                service: fact.service,
                label: fact.label,
                told: fact.told,
                not_told: fact.not_told,
                mark: fact.mark,
                witness: fact.witness,
                giver: fact.giver,
                incident: fact.incident,
                on: fact.on,
                until: fact.until,
            }
        })
        .collect()
}

/// A consent as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct GiveForm {
    /// `told`, several: codes of [`Info`].
    pub told: Vec<String>,
    /// `not-told`.
    pub not_told: String,
    /// `mark`: a code of [`Mark`].
    pub mark: String,
    /// `witness`: needed when aloud.
    pub witness: String,
    /// `giver`: a code of [`Giver`].
    pub giver: String,
    /// `incident`: a code; the whole case when empty.
    pub incident: String,
    /// `on`: today when empty.
    pub on: String,
    /// `until`: without end when empty.
    pub until: String,
}

/// Notes a consent.
///
/// # Errors
/// `casework-sealed` in the open; `agreement-kept` where everything is kept from that service;
/// `choice-missing` at `mark`, `giver`; `agreement-witness` at `witness`; `agreement-incident` at `incident`;
/// what is wrong with `on` and `until`.
pub fn give(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    (case, state): (&Case, &State),
    edition: &Edition,
    service: &Known,
    form: &GiveForm,
) -> Result<Drafts, Refusals> {
    belongs(edition, allowed.room())?;
    let today = Day::new(ctx.today());
    let mut wrong = Refusals::new();
    let silent = |one: &Kept| one.what.is_empty() && one.concerns(service.id, &service.service);
    if kept(case, state).iter().any(silent) {
        wrong.push(Refusal::whole("agreement-kept").with("service", service.service.label()));
    }
    let (mark, giver) = (Mark::from_code(&form.mark), Giver::from_code(&form.giver));
    for (field, chosen) in [("mark", mark.is_some()), ("giver", giver.is_some())] {
        if !chosen {
            wrong.push(Refusal::at(field, "choice-missing"));
        }
    }
    let not_told = wrong.take(text::words("not-told", &form.not_told));
    let witness = wrong.take(text::line("witness", &form.witness));
    if mark == Some(Mark::Aloud) && witness.is_none() {
        wrong.push(Refusal::at("witness", "agreement-witness"));
    }
    let incident = Some(form.incident.trim()).filter(|code| !code.is_empty());
    let known = incidents(case, state);
    if incident.is_some_and(|code| known.iter().all(|one| one.code.as_str() != code)) {
        wrong.push(Refusal::at("incident", "agreement-incident"));
    }
    let on = wrong.take(Day::happened("on", &form.on, today).map(Some));
    let until = wrong.take(Day::parse("until", &form.until));
    if until.is_some_and(|until| until < today) {
        wrong.push(Refusal::at("until", "agreement-until"));
    }
    wrong.or(())?;
    let (Some(mark), Some(giver)) = (mark, giver) else {
        return Err(Refusal::at("mark", "choice-missing").into());
    };
    let infos = form.told.iter().filter_map(|code| Info::from_code(code));
    let mut told: Vec<Info> = infos.collect();
    told.sort_unstable();
    told.dedup();
    let fact = GivenFact {
        service: service.id,
        label: Why::new(service.service.label()),
        told,
        not_told: not_told.map(Why::new),
        mark,
        witness: witness.map(Why::new),
        giver,
        incident: incident.map(Code::new),
        on: on.unwrap_or(today),
        until,
        at_micros: ctx.now.as_microsecond(),
    };
    let chance = &mut *ctx.chance;
    Ok(edit(allowed, (case, state), |acting| {
        code::give_once(acting, state, chance);
        acting.fact(GIVEN, &fact);
    }))
}

/// Withdraws a consent: from now on nothing leaves by it.
///
/// # Errors
/// `agreement-over` for one that is none, or was withdrawn.
pub fn withdraw(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    (case, state): (&Case, &State),
    (name, words): (&str, &str),
) -> Result<Drafts, Refusals> {
    let stands = |one: &Consent| one.name == name && one.withdrawn.is_none();
    if !consents(state).iter().any(stands) {
        return Err(Refusal::whole("agreement-over").into());
    }
    end(ctx, allowed, (case, state), WITHDRAWN, (name, words))
}
