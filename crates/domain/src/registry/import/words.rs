//! The words by which lists write the choices of a record, in French and English, and read them back.
//!
//! The first word of a choice is the one written in French, the second the one written in English. A code is read too.

use super::super::consent::{ConsentForm, Purpose};
use super::super::contact::Way;
use super::super::functioning::Difficulty;
use super::super::identity::IdentityStatus;
use super::super::kin::RelationKind;
use super::super::language::{Interpreter, Language};
use super::super::needs::{BirthActState, CmuState, HealthState, SchoolState};
use super::super::units::fold;

/// The words of each choice.
pub(super) type Words<T> = &'static [(T, &'static str)];

/// The word of a choice.
pub(super) fn write<T: PartialEq>(table: Words<T>, choice: T, french: bool) -> &'static str {
    let found = table.iter().find(|(known, _)| *known == choice);
    let mut words = found.map_or("", |(_, words)| *words).split('|');
    let first = words.next().unwrap_or_default();
    if french {
        first
    } else {
        words.next().unwrap_or(first)
    }
}

/// The choice of a word or a code.
pub(super) fn read<T: Copy>(table: Words<T>, code: fn(T) -> &'static str, text: &str) -> Option<T> {
    let wanted = fold(text);
    let says = |(choice, words): &&(T, &str)| {
        fold(code(*choice)) == wanted || words.split('|').any(|word| fold(word) == wanted)
    };
    table.iter().find(says).map(|(choice, _)| *choice)
}

/// Languages.
pub(super) const LANGUAGES: Words<Language> = &[
    (Language::French, "français|French"),
    (Language::Dioula, "dioula|Dioula|jula|malinke"),
    (Language::Baule, "baoulé|Baoulé"),
    (Language::Bete, "bété|Bété"),
    (Language::Senufo, "sénoufo|Senufo"),
    (Language::Dan, "yacouba|Yacouba|dan"),
    (Language::Anyi, "agni|Agni|anyi"),
    (Language::Attie, "attié|Attié"),
    (Language::Guere, "guéré|Guéré|we"),
    (Language::Guro, "gouro|Guro"),
    (Language::Abron, "abron|Abron"),
    (Language::Kulango, "koulango|Kulango"),
    (Language::Lobi, "lobi|Lobi"),
    (Language::Moore, "mooré|Mooré"),
    (Language::Arabic, "arabe|Arabic"),
    (Language::English, "anglais|English"),
    (Language::Sign, "langue des signes|sign language"),
];

/// Whether somebody must interpret.
pub(super) const INTERPRETERS: Words<Interpreter> = &[
    (Interpreter::No, "non|no"),
    (Interpreter::Needed, "nécessaire|needed|oui|yes"),
    (
        Interpreter::Accompanied,
        "accompagné|accompanied|accompagnee",
    ),
    (Interpreter::SignLanguage, "langue des signes|sign language"),
];

/// Safe ways to contact.
pub(super) const WAYS: Words<Way> = &[
    (Way::Call, "appel|call"),
    (Way::Message, "message|text message|sms"),
    (Way::Visit, "visite|visit"),
    (Way::Through, "par un proche|through somebody"),
    (Way::ComesBack, "revient|comes back"),
];

/// What is consented to.
pub(super) const PURPOSES: Words<Purpose> = &[
    (Purpose::Record, "fiche|record"),
    (Purpose::Referral, "référencement|referral"),
    (Purpose::Contact, "contact|contact"),
    (Purpose::Programme, "programme|programme"),
    (Purpose::Photo, "photo|photograph"),
    (Purpose::Other, "autre|other"),
];

/// How.
pub(super) const CONSENT_FORMS: Words<ConsentForm> = &[
    (ConsentForm::Signature, "signature|signature"),
    (ConsentForm::Thumbprint, "empreinte|thumbprint"),
    (ConsentForm::OralWitnessed, "de vive voix|aloud|oral"),
];

/// What somebody is to the person.
pub(super) const RELATIONS: Words<RelationKind> = &[
    (RelationKind::Mother, "mère|mother"),
    (RelationKind::Father, "père|father"),
    (RelationKind::Guardian, "tuteur|guardian|tutrice"),
    (
        RelationKind::Spouse,
        "conjoint|spouse|conjointe|epoux|epouse",
    ),
    (RelationKind::Sibling, "frère ou soeur|sibling|frere|soeur"),
    (
        RelationKind::Grandparent,
        "grand-parent|grandparent|grand mere|grand pere",
    ),
    (
        RelationKind::UncleAunt,
        "oncle ou tante|uncle or aunt|oncle|tante",
    ),
    (RelationKind::Caregiver, "s'occupe de la personne|caregiver"),
    (RelationKind::Other, "autre|other"),
];

/// The answers to the six questions.
pub(super) const DIFFICULTIES: Words<Difficulty> = &[
    (Difficulty::None, "aucune|none"),
    (Difficulty::Some, "un peu|some"),
    (Difficulty::ALot, "beaucoup|a lot"),
    (Difficulty::Cannot, "impossible|cannot"),
    (Difficulty::Declined, "sans réponse|declined"),
];

/// How far a paper was checked.
pub(super) const STATUSES: Words<IdentityStatus> = &[
    (IdentityStatus::Declared, "dit|said"),
    (IdentityStatus::Seen, "vu|seen"),
    (IdentityStatus::Validated, "validé|validated"),
];

/// Whether a birth act exists.
pub(super) const ACT_STATES: Words<BirthActState> = &[
    (BirthActState::InHand, "en main|in hand"),
    (BirthActState::NotInHand, "pas en main|not in hand"),
    (BirthActState::NotDeclared, "non déclaré|not declared"),
    (BirthActState::Underway, "jugement en cours|under way"),
    (BirthActState::Unknown, "inconnu|unknown"),
];

/// School.
pub(super) const SCHOOL_STATES: Words<SchoolState> = &[
    (SchoolState::TooYoung, "trop jeune|too young"),
    (SchoolState::Attends, "scolarisé|attends|scolarisee"),
    (SchoolState::Left, "a quitté|left"),
    (SchoolState::Never, "jamais|never"),
    (SchoolState::Done, "terminé|done"),
    (SchoolState::Apprentice, "apprenti|apprentice|apprentie"),
    (SchoolState::Unknown, "inconnu|unknown"),
];

/// How far the CMU is.
pub(super) const CMU_STATES: Words<CmuState> = &[
    (CmuState::Not, "non enrôlé|not enrolled|non enrolee"),
    (CmuState::Enrolled, "enrôlé|enrolled|enrolee"),
    (CmuState::Registered, "immatriculé|registered|immatriculee"),
    (CmuState::Collected, "carte retirée|card collected"),
    (CmuState::Unknown, "inconnu|unknown"),
];

/// Health.
pub(super) const HEALTH_STATES: Words<HealthState> = &[
    (HealthState::Well, "rien à suivre|well"),
    (HealthState::Late, "en retard|late"),
    (HealthState::Followed, "suivi|followed|suivie"),
    (HealthState::ToRefer, "à orienter|to refer"),
    (HealthState::Maternity, "maternité|maternity"),
    (HealthState::Unknown, "inconnu|unknown"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn meets<T: Copy + PartialEq + core::fmt::Debug + 'static>(
        table: Words<T>,
        all: &[T],
        code: fn(T) -> &'static str,
    ) {
        let mut seen = std::collections::BTreeMap::new();
        for (at, choice) in all.iter().enumerate() {
            for french in [true, false] {
                let word = write(table, *choice, french);
                assert_eq!(
                    read(table, code, &word.to_uppercase()),
                    Some(*choice),
                    "{word}"
                );
                assert_eq!(*seen.entry(fold(word)).or_insert(at), at, "{word}");
            }
            assert_eq!(read(table, code, code(*choice)), Some(*choice));
        }
    }

    #[test]
    fn every_choice_has_words_in_both_languages_and_no_word_has_two_choices() {
        meets(LANGUAGES, Language::ALL, |l| l.code());
        meets(INTERPRETERS, Interpreter::ALL, |i| i.code());
        meets(WAYS, Way::ALL, |way| way.code());
        meets(PURPOSES, Purpose::ALL, |purpose| purpose.code());
        meets(CONSENT_FORMS, ConsentForm::ALL, |form| form.code());
        meets(RELATIONS, RelationKind::ALL, |kind| kind.code());
        meets(DIFFICULTIES, Difficulty::ALL, |answer| answer.code());
        meets(STATUSES, IdentityStatus::ALL, |status| status.code());
        meets(ACT_STATES, BirthActState::ALL, |state| state.code());
        meets(SCHOOL_STATES, SchoolState::ALL, |state| state.code());
        meets(CMU_STATES, CmuState::ALL, |state| state.code());
        meets(HEALTH_STATES, HealthState::ALL, |state| state.code());
        assert_eq!(read(LANGUAGES, |l| l.code(), "klingon"), None);
    }
}
