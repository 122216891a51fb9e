//! Consents: to which text, in which language, in what form, for what, and withdrawn when.
//!
//! Invariant: a consent is never erased; it is withdrawn, and both remain.

use super::codes::choice;
use super::edit::{Editing, Item, Why, items};
use super::language::{self, Language};
use super::person;
use super::when::Day;
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

pub(super) const SET: &str = "consents";
const WITHDRAWN: &str = "consent-withdrawn";

coded! {
    /// How someone consented.
    ConsentForm {
        /// By signature.
        0 Signature = "signature",
        /// By thumbprint.
        1 Thumbprint = "thumbprint",
        /// In words, before a witness.
        2 OralWitnessed = "oral-witnessed",
    }
}

coded! {
    /// What someone consents to.
    Purpose {
        /// That the centre keeps their record.
        0 Record = "record",
        /// That another service is told what it needs.
        1 Referral = "referral",
        /// That they are contacted.
        2 Contact = "contact",
        /// That a programme is told.
        3 Programme = "programme",
        /// A photograph.
        4 Photo = "photo",
        /// Something else, said in words.
        5 Other = "other",
    }
}

crate::personal! {
    /// Words about a consent: the witness, who signed for a child, the service.
    ConsentWords;
}

/// A consent that was given.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Consent {
    /// To what.
    #[n(0)]
    pub purpose: Purpose,
    /// Which service or thing, in words.
    #[n(1)]
    pub about: Option<ConsentWords>,
    /// Version of the text that was read.
    #[n(2)]
    pub text_version: String,
    /// Language in which it was read or said.
    #[n(3)]
    pub language: Language,
    /// How.
    #[n(4)]
    pub form: ConsentForm,
    /// Who gave it, when not the person: a parent, a guardian.
    #[n(5)]
    pub by: Option<ConsentWords>,
    /// The witness of a consent in words.
    #[n(6)]
    pub witness: Option<ConsentWords>,
    /// The day.
    #[n(7)]
    pub on: Day,
    /// The day it was withdrawn, where it came in from a list as withdrawn already. One that is withdrawn
    /// here stays as it was given.
    #[n(8)]
    pub withdrawn: Option<Day>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Withdrawn {
    #[n(0)]
    consent: Tag,
    #[n(1)]
    on: Day,
}

/// A consent, as a view shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentView {
    /// As given.
    pub given: Item<Consent>,
    /// The day it was withdrawn.
    pub withdrawn: Option<Day>,
}

/// Reads the consents of a person, oldest first.
pub fn read(state: &State) -> Vec<ConsentView> {
    let withdrawn = state.facts::<Withdrawn>(WITHDRAWN);
    let ended = |tag: Tag| {
        withdrawn
            .iter()
            .filter(|(_, w)| w.consent == tag)
            .map(|(_, w)| w.on)
            .min()
    };
    items::<Consent>(state, SET)
        .into_iter()
        .map(|given| ConsentView {
            withdrawn: ended(given.tag).or(given.value.withdrawn),
            given,
        })
        .collect()
}

/// Whether a purpose is consented to on a day.
pub fn holds(consents: &[ConsentView], purpose: Purpose, on: Day) -> bool {
    let covers = |consent: &ConsentView| {
        consent.given.value.purpose == purpose
            && consent.given.value.on <= on
            && consent.withdrawn.is_none_or(|end| end > on)
    };
    consents.iter().any(covers)
}

/// A consent as typed.
#[derive(Clone, Default)]
pub struct GiveForm {
    /// `consent-purpose`.
    pub purpose: String,
    /// `consent-about`.
    pub about: String,
    /// `consent-version`.
    pub text_version: String,
    /// `consent-language`.
    pub language: String,
    /// `consent-form`.
    pub form: String,
    /// `consent-by`.
    pub by: String,
    /// `consent-witness`.
    pub witness: String,
    /// `consent-on`; today when empty.
    pub on: String,
}

impl GiveForm {
    /// Checks what was typed.
    ///
    /// # Errors
    /// All the refusals by field.
    pub fn parse(&self, today: Day) -> Result<Consent, Refusals> {
        let mut wrong = Refusals::new();
        let words = |text: Option<String>| text.map(ConsentWords::new);
        let purpose = wrong.take(must(
            "consent-purpose",
            choice("consent-purpose", &self.purpose, Purpose::from_code),
        ));
        let language = wrong.take(must(
            "consent-language",
            language::one("consent-language", &self.language),
        ));
        let form = wrong.take(must(
            "consent-form",
            choice("consent-form", &self.form, ConsentForm::from_code),
        ));
        let consent = Consent {
            purpose: purpose.unwrap_or(Purpose::Other),
            about: words(wrong.take(text::line("consent-about", &self.about))),
            text_version: wrong.take(text::required("consent-version", &self.text_version)),
            language: language.unwrap_or(Language::French),
            form: form.unwrap_or(ConsentForm::OralWitnessed),
            by: words(wrong.take(text::line("consent-by", &self.by))),
            witness: words(wrong.take(text::line("consent-witness", &self.witness))),
            on: wrong
                .take(Day::happened("consent-on", &self.on, today).map(Some))
                .unwrap_or(today),
            withdrawn: None,
        };
        if form == Some(ConsentForm::OralWitnessed) && consent.witness.is_none() {
            wrong.push(Refusal::at(
                "consent-witness",
                "registry-consent-needs-witness",
            ));
        }
        if purpose == Some(Purpose::Other) && consent.about.is_none() {
            wrong.push(Refusal::at("consent-about", "text-missing"));
        }
        wrong.or(consent)
    }
}

fn must<T>(field: &str, chosen: Result<Option<T>, Refusal>) -> Result<Option<T>, Refusal> {
    match chosen {
        Ok(None) => Err(Refusal::at(field, "choice-missing")),
        other => other,
    }
}

/// Records a consent.
///
/// # Errors
/// All the refusals of the form.
pub fn give(
    allowed: &Allowed<act::ConsentRecord, EntityId>,
    state: &State,
    form: &GiveForm,
    today: Day,
) -> Result<Drafts, Refusals> {
    let consent = form.parse(today)?;
    let mut editing = Editing::on(state);
    editing.add(SET, consent);
    Ok(person::drafts(allowed, editing, &Why::default()))
}

/// Withdraws a consent: from that day it covers nothing more.
///
/// # Errors
/// `consent-not-there`, `consent-already-withdrawn`, or what is wrong with the reason.
pub fn withdraw(
    allowed: &Allowed<act::ConsentRecord, EntityId>,
    state: &State,
    consent: Tag,
    reason: &str,
    today: Day,
) -> Result<Drafts, Refusals> {
    let why = Why::parse(reason, "")?;
    let known = read(state);
    let Some(view) = known.iter().find(|view| view.given.tag == consent) else {
        return Err(Refusal::whole("registry-consent-not-there").into());
    };
    if view.withdrawn.is_some() {
        return Err(Refusal::whole("registry-consent-already-withdrawn").into());
    }
    let mut editing = Editing::on(state);
    editing.fact(WITHDRAWN, &Withdrawn { consent, on: today });
    Ok(person::drafts(allowed, editing, &why))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Memory, permission, today};
    use super::*;
    use crate::actor::Role;

    fn form() -> GiveForm {
        GiveForm {
            purpose: "referral".into(),
            text_version: "2026-1".into(),
            language: "dyu".into(),
            form: "thumbprint".into(),
            ..GiveForm::default()
        }
    }

    fn given(memory: &mut Memory, id: EntityId) -> Tag {
        let allowed = permission(Role::Reception, id);
        let drafts = give(&allowed, &memory.state(id), &form(), today()).unwrap();
        memory.write(drafts);
        memory.person(id).consents[0].given.tag
    }

    #[test]
    fn a_withdrawn_consent_covers_nothing_more_and_both_remain() {
        let mut memory = Memory::new();
        let id = memory.someone("Affoué", "1990");
        let tag = given(&mut memory, id);
        assert!(holds(
            &memory.person(id).consents,
            Purpose::Referral,
            today()
        ));
        assert!(!holds(&memory.person(id).consents, Purpose::Photo, today()));
        let allowed = permission(Role::Reception, id);
        let drafts = withdraw(&allowed, &memory.state(id), tag, "", today()).unwrap();
        memory.write(drafts);
        let consents = memory.person(id).consents;
        assert_eq!(consents.len(), 1);
        assert!(!holds(&consents, Purpose::Referral, today()));
        let again = withdraw(&allowed, &memory.state(id), tag, "", today()).unwrap_err();
        assert_eq!(
            again.as_slice()[0].code,
            "registry-consent-already-withdrawn"
        );
    }

    #[test]
    fn a_consent_written_before_lists_brought_withdrawn_ones_reads_as_before() {
        let given = form().parse(today()).unwrap();
        let Consent {
            purpose,
            about,
            text_version,
            language,
            form,
            by,
            witness,
            on,
            ..
        } = given.clone();
        let older = (
            (purpose, about, text_version, language),
            (form, by, witness, on),
        );
        let mut bytes = vec![0x88];
        for half in [
            minicbor::to_vec(older.0).unwrap(),
            minicbor::to_vec(older.1).unwrap(),
        ] {
            bytes.extend_from_slice(&half[1..]);
        }
        assert_eq!(minicbor::decode::<Consent>(&bytes).unwrap(), given);
    }

    #[test]
    fn a_consent_in_words_names_its_witness() {
        let oral = GiveForm {
            form: "oral-witnessed".into(),
            ..form()
        };
        let wrong = oral.parse(today()).unwrap_err();
        assert_eq!(
            wrong.as_slice(),
            [Refusal::at(
                "consent-witness",
                "registry-consent-needs-witness"
            )]
        );
        let wrong = GiveForm::default().parse(today()).unwrap_err();
        let fields: Vec<_> = wrong
            .as_slice()
            .iter()
            .filter_map(|r| r.field.as_deref())
            .collect();
        assert_eq!(
            fields,
            [
                "consent-purpose",
                "consent-language",
                "consent-form",
                "consent-version"
            ]
        );
    }
}
