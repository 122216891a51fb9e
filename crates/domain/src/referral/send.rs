//! Sending: consent for the very service and organisation, of every adult concerned, the minimum
//! chosen field by field, and who may not be referred where.

use super::facts::{Agreed, Basis, SENT, Sent, Shared, Together};
use super::{Ground, Info, REFERRAL, VERSION, Words};
use crate::casework::{Case, Edition, Subject, step, time};
use crate::ctx::Ctx;
use crate::directory::{Kind, Known};
use crate::draft::{Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::consent::{ConsentView, ConsentWords, Purpose};
use crate::registry::when::Day;
use crate::registry::{PersonView, units};
use crate::scope;
use crate::text;
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_procedures::workbook::Confidentiality;
use std::collections::BTreeSet;

/// Oldest age of a child, for whom an adult consents.
const CHILD_AGE_MAX: i32 = 17;

/// Who is referred.
#[derive(Clone, Copy)]
pub enum Whom<'a> {
    /// One person.
    Person(&'a PersonView),
    /// A household, and who lives in it today, its head first.
    Household(EntityId, &'a [PersonView]),
}

impl<'a> Whom<'a> {
    fn subject(self) -> Subject {
        match self {
            Self::Person(person) => Subject::Person(person.id),
            Self::Household(id, _) => Subject::Household(id),
        }
    }

    /// Those whom the referral concerns: of a household, those who were ticked.
    fn concerned(self, ticked: &[String]) -> Vec<&'a PersonView> {
        match self {
            Self::Person(person) => vec![person],
            Self::Household(_, members) => {
                let chosen = |person: &&PersonView| {
                    let id = person.id.to_string();
                    ticked.contains(&id)
                };
                members.iter().filter(chosen).collect()
            }
        }
    }

    /// Who consents: the person, whatever their age, or the adults of a household.
    fn consenting(self, concerned: &[&'a PersonView], today: Day) -> Vec<&'a PersonView> {
        match self {
            Self::Person(person) => vec![person],
            Self::Household(..) => {
                let adults = concerned.iter().filter(|person| adult(person, today));
                adults.copied().collect()
            }
        }
    }
}

/// Whether somebody consents for themselves: whoever is not known to be a child.
pub fn adult(person: &PersonView, today: Day) -> bool {
    let ages = person.birth.shown().and_then(|birth| birth.ages_on(today));
    ages.is_none_or(|(_, oldest)| oldest > CHILD_AGE_MAX)
}

/// Between whom.
pub struct Sending<'a> {
    /// The case, and its procedure.
    pub case: (&'a Case, &'a Edition),
    /// Who is referred.
    pub whom: Whom<'a>,
    /// Where to.
    pub service: &'a Known,
    /// The records of those who have opposed that partners are told anything.
    pub opposed: &'a BTreeSet<EntityId>,
}

/// A referral as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct SendForm {
    /// `member`, several: the members of a household whom it concerns.
    pub members: Vec<String>,
    /// `basis`: `consent` or `exception`.
    pub basis: String,
    /// `ground`.
    pub ground: String,
    /// `ground-words`.
    pub ground_words: String,
    /// `share`, several: codes of [`Info`].
    pub share: Vec<String>,
    /// `health`: words for the service, when health is shared.
    pub health: String,
    /// `household`: the same of the household.
    pub household: String,
    /// `reason`.
    pub reason: String,
    /// `wanted`.
    pub wanted: String,
    /// `accompanied`.
    pub accompanied: bool,
    /// `far`: that the person has moved, or lives far, was seen and the referral is meant.
    pub far: bool,
}

/// The consent that covers a referral: for this purpose, this service and this organisation, given
/// and not withdrawn. A service that changes its name asks again: the person agreed to another.
pub fn consented(consents: &[ConsentView], service: &Known, today: Day) -> Option<Tag> {
    let label = service.service.label().to_lowercase();
    let named = |about: &ConsentWords| about.as_str().trim().to_lowercase() == label;
    let covers = |consent: &&ConsentView| {
        let given = &consent.given.value;
        given.purpose == Purpose::Referral
            && given.about.as_ref().is_some_and(named)
            && given.on <= today
            && consent.withdrawn.is_none()
    };
    consents.iter().rev().find(covers).map(|c| c.given.tag)
}

/// Whether the person is known to live in another region than the service: moved, or very far. Of a
/// confidential service nothing is told.
pub fn far(person: &PersonView, service: &Known) -> bool {
    let home = person.place.shown().and_then(|place| place.unit.as_deref());
    let region = |code: &str| {
        let line = units::latest().line(code);
        line.last().map(|unit| unit.code.clone())
    };
    match (home, service.service.unit_for(false)) {
        (Some(home), Some(there)) => region(home) != region(there),
        _ => false,
    }
}

/// Sends somebody to a service.
///
/// # Errors
/// For the whole: `referral-sealed`, `referral-case-over`, `referral-nobody`, `referral-dead`,
/// `referral-opposed`, `referral-own`, `referral-closed`. At `member`: `choice-missing`, `referral-no-adult`; at `basis`:
/// `choice-missing`, `referral-no-consent`, `referral-no-consent-of-all`; at `ground`, `ground-words`, `share`, `health`, `household`, `reason`, `far` what is missing there.
pub fn send(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ReferralSend>,
    id: EntityId,
    sending: &Sending<'_>,
    form: &SendForm,
) -> Result<Drafts, Refusals> {
    let today = Day::new(ctx.today());
    let mut wrong = Refusals::new();
    let (whom, service) = (sending.whom, sending.service);
    let concerned = whom.concerned(&form.members);
    let adults = whom.consenting(&concerned, today);
    let sealed = sending.case.1.procedure.confidentiality == Confidentiality::Sealed;
    if sealed {
        wrong.push(Refusal::whole("referral-sealed"));
    }
    for code in barred(ctx, sending, &concerned, today) {
        wrong.push(Refusal::whole(code));
    }
    let (case, _) = sending.case;
    let Some(person) = adults.first().copied() else {
        let code = match concerned.is_empty() {
            true => "choice-missing",
            false => "referral-no-adult",
        };
        wrong.push(Refusal::at("member", code));
        return wrong.or(Drafts::under(allowed));
    };
    let basis = wrong.take(basis(form, &adults, service, today).map(Some));
    let shared = wrong.take_all(shared(form, person, today));
    let reason = wrong.take(text::required_words("reason", &form.reason));
    let wanted = wrong.take(text::required_words("wanted", &form.wanted));
    if far(person, service) && !form.far {
        wrong.push(Refusal::at("far", "referral-far"));
    }
    let kind = service.service.kinds.first().copied();
    let Some((basis, agreed)) = basis else {
        return wrong.or(Drafts::under(allowed));
    };
    let together = match whom {
        Whom::Person(_) => None,
        Whom::Household(household, _) => Some(Together {
            household,
            members: concerned.iter().map(|one| one.id).collect(),
            agreed,
        }),
    };
    let sent = Sent {
        centre: allowed.centre(),
        case: case.id,
        person: person.id,
        service: service.id,
        kind: kind.unwrap_or(Kind::Other),
        basis,
        shared,
        reason: Words::new(reason),
        wanted: Words::new(wanted),
        accompanied: form.accompanied,
        at_micros: ctx.now.as_microsecond(),
        together,
        code: None,
        takes_over: None,
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
    wrong.or(drafts)
}

/// Why nobody may be sent there out of this case, whatever is typed.
pub(super) fn barred(
    ctx: &Ctx<'_>,
    sending: &Sending<'_>,
    concerned: &[&PersonView],
    today: Day,
) -> Vec<&'static str> {
    let (case, edition) = sending.case;
    let now = time::civil(ctx.now.as_microsecond());
    let service = sending.service;
    let reasons = [
        (
            step::standing(case, edition, now).over.is_some(),
            "referral-case-over",
        ),
        (case.subject != sending.whom.subject(), "referral-nobody"),
        (
            concerned.iter().any(|one| one.death.shown().is_some()),
            "referral-dead",
        ),
        (
            concerned
                .iter()
                .any(|one| sending.opposed.contains(&one.id)),
            "referral-opposed",
        ),
        (service.service.own, "referral-own"),
        (service.is_closed(today), "referral-closed"),
    ];
    let holding = reasons.into_iter().filter(|(holds, _)| *holds);
    holding.map(|(_, code)| code).collect()
}

/// By what right: the consent of who speaks, and those of the other adults.
fn basis(
    form: &SendForm,
    adults: &[&PersonView],
    service: &Known,
    today: Day,
) -> Result<(Basis, Vec<Agreed>), Refusal> {
    match form.basis.trim() {
        "consent" => {
            let consent = |person: &&PersonView| {
                let consent = consented(&person.consents, service, today)?;
                let person = person.id;
                Some(Agreed { person, consent })
            };
            let given: Option<Vec<Agreed>> = adults.iter().map(consent).collect();
            let mut given = given.unwrap_or_default().into_iter();
            let code = match adults.len() {
                1 => "referral-no-consent",
                _ => "referral-no-consent-of-all",
            };
            let missing = || Refusal::at("basis", code).with("service", service.service.label());
            let first = given.next().ok_or_else(missing)?;
            Ok((Basis::Consent(first.consent), given.collect()))
        }
        "exception" => {
            let ground = Ground::from_code(&form.ground)
                .ok_or_else(|| Refusal::at("ground", "choice-missing"))?;
            let words = text::required_words("ground-words", &form.ground_words)?;
            Ok((Basis::Exception(ground, Words::new(words)), Vec::new()))
        }
        _ => Err(Refusal::at("basis", "choice-missing")),
    }
}

/// What is told, in the words in which it is told.
fn shared(form: &SendForm, person: &PersonView, today: Day) -> Result<Vec<Shared>, Refusals> {
    let mut wrong = Refusals::new();
    let mut found = Vec::new();
    for info in Info::OPEN {
        if !form.share.iter().any(|code| code == info.code()) {
            continue;
        }
        let words = match info {
            Info::Health => wrong.take(text::required_words("health", &form.health)),
            Info::Household => wrong.take(text::required_words("household", &form.household)),
            known => registered(known, person, today).unwrap_or_default(),
        };
        if words.is_empty() {
            wrong.push(Refusal::at("share", "referral-unknown-info"));
        }
        found.push(Shared {
            info,
            words: Words::new(words),
        });
    }
    wrong.or(found)
}

/// What the registry knows of it.
pub(super) fn registered(info: Info, person: &PersonView, today: Day) -> Option<String> {
    match info {
        Info::Name => Some(person.line().short().as_str().to_owned()),
        Info::Age => {
            let (youngest, oldest) = person.birth.shown()?.ages_on(today)?;
            Some(if youngest == oldest {
                youngest.to_string()
            } else {
                format!("{youngest}–{oldest}")
            })
        }
        Info::Phone => Some(person.phones.first()?.value.shown()),
        Info::Quarter => {
            let place = person.place.shown()?;
            let locality = place.locality.as_ref().map(|l| l.as_str().to_owned());
            locality.or_else(|| place.unit.as_deref().map(units::path))
        }
        Info::Health | Info::Household | Info::Violence | Info::Story => None,
    }
}
