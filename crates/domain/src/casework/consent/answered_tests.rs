//! The lines of the manual's own forms, as the gate shows them.

use super::*;
use crate::casework::sealed_testing::Sealed;
use crate::casework::time::civil;
use akwaba_procedures::form::From as List;

const CHILD: &str = include_str!("../../../../../manuel/P13-protection-enfant.md");
const SHARED: &str = include_str!("../../../../../manuel/manuel.md");

/// The lines of a case of the manual's P14, or of another form, with these answers in place of its own.
fn lines(edition: &Edition, answers: &[(&str, &str)], count: u32) -> Vec<Answered> {
    let (mut case, _) = Sealed::begun().known();
    let group = edition.form.group(ASKED).unwrap().path.clone();
    case.answers.set_count(&group, count);
    for (path, value) in answers {
        case.answers.set(&path.replace("accords", &group), value);
    }
    answered(&case, edition, civil(0))
}

#[test]
fn a_line_of_the_form_is_shown_in_its_words_and_names_the_items_that_were_agreed_to() {
    let edition = Sealed::begun().edition;
    let found = lines(
        &edition,
        &[
            ("consentement/qui_consent", "elle"),
            ("accords[1]/accord_service", "psychosocial_service"),
            ("accords[1]/accord_organisation", "Association Parole"),
            ("accords[1]/accord_donne", "oui"),
            ("accords[1]/accord_elements", "besoin type"),
            ("accords[1]/accord_taire", "Son quartier"),
            ("accords[2]/accord_service", "police_other_service"),
            ("accords[2]/accord_organisation", "Commissariat"),
            ("accords[2]/accord_donne", "plus_tard"),
        ],
        3,
    );
    // An empty line is none.
    let [first, second] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!((first.place, first.agreed), (1, true));
    assert_eq!(first.told, [Info::Violence]);
    assert_eq!(first.not_told, "Son quartier");
    assert_eq!(first.giver, Some(Giver::Person));
    let said: Vec<&str> = first.said.iter().map(|(_, words)| words.as_str()).collect();
    assert_eq!(
        said,
        [
            "Écoute, soutien psychosocial",
            "Association Parole",
            "Oui",
            "Le besoin seulement, Le type de violence",
            "Son quartier"
        ]
    );
    assert!(!second.agreed && second.told.is_empty());
}

#[test]
fn for_a_child_both_answers_count_and_who_is_too_young_is_spoken_for() {
    let edition = Edition::read(CHILD, Some(SHARED)).unwrap();
    let agreed = |child: &str, adult: &str| {
        let found = lines(
            &edition,
            &[
                ("enregistrement/qui_consent", "autre_adulte"),
                ("accords[1]/accord_service", "ecole"),
                ("accords[1]/accord_enfant_service", child),
                ("accords[1]/accord_adulte_service", adult),
            ],
            1,
        );
        assert_eq!(found[0].giver, Some(Giver::OtherAdult));
        found[0].agreed
    };
    assert!(agreed("oui", "oui") && agreed("trop_jeune", "oui"));
    assert!(!agreed("non", "oui") && !agreed("oui", "plus_tard"));
    assert!(!agreed("trop_jeune", "trop_jeune"));
}

#[test]
fn every_item_that_the_manual_offers_is_one_of_the_gate_or_always_told() {
    let edition = Sealed::begun().edition;
    let asked = edition.form.question(ITEMS).unwrap();
    let List::List(name) = &asked.choices.as_ref().unwrap().from else {
        panic!("a list");
    };
    for choice in &edition.form.list(name).unwrap().choices {
        let known = TOLD.iter().any(|(code, _)| *code == choice.name);
        let always = ["besoin", "code"].contains(&choice.name.as_str());
        assert!(known || always, "{}", choice.name);
    }
}
