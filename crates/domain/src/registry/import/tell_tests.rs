//! What a record says beside who the person is leaves in cells and comes back the same.

use super::super::{Mapping, Naming, Reader};
use super::*;
use crate::registry::consent::{ConsentForm, Purpose};
use crate::registry::contact::Way;
use crate::registry::functioning::{Difficulty, Functioning};
use crate::registry::kin::RelationKind;
use crate::registry::language::{Interpreter, Language};
use crate::registry::needs::{BirthActState, CmuState, GridWords, HealthState, Needs, SchoolState};
use akwaba_journal::id::EntityId;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// A day after all those of the tests.
fn today() -> Day {
    Day::of(2026, 11, 23).unwrap()
}

/// Words as people write them, with what could be taken for the bars, labels and formulas of a cell.
fn words() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "Awa",
        "qui : Yao",
        "|",
        "\\",
        "=1+1",
        "le",
        ":",
        "N'Guessan",
        "fiche",
        "n",
        "été",
        "-",
    ]);
    prop::collection::vec(piece, 1..5).prop_map(|pieces| pieces.join(" "))
}

fn lines() -> impl Strategy<Value = String> {
    prop::collection::vec(words(), 1..3).prop_map(|lines| lines.join("\n"))
}

fn day(years: core::ops::Range<i16>) -> impl Strategy<Value = Day> {
    (years, 1..=12_i8, 1..=28_i8).prop_map(|(year, month, day)| Day::of(year, month, day).unwrap())
}

fn id() -> impl Strategy<Value = EntityId> {
    any::<[u8; 16]>().prop_map(EntityId::from_bytes)
}

fn consents() -> impl Strategy<Value = Consent> {
    let choices = (
        select(Purpose::ALL),
        select(Language::ALL),
        select(ConsentForm::ALL),
    );
    let said = (words(), words(), of(words()), words());
    let days = (day(2015..2020), of(day(2020..2026)));
    (choices, said, days).prop_map(
        |((purpose, language, form), (about, version, by, witness), (on, withdrawn))| {
            let words = super::super::super::consent::ConsentWords::new;
            Consent {
                purpose,
                about: Some(words(about)),
                text_version: version,
                language,
                form,
                by: by.map(words),
                witness: (form == ConsentForm::OralWitnessed).then(|| words(witness)),
                on,
                withdrawn,
            }
        },
    )
}

fn languages() -> impl Strategy<Value = Languages> {
    let spoken = subsequence(Language::ALL, 1..4).prop_shuffle();
    let words = || of(words().prop_map(super::super::super::language::LanguageWords::new));
    (spoken, words(), of(select(Interpreter::ALL)), words()).prop_map(
        |(spoken, others, interpreter, by)| Languages {
            spoken,
            others,
            interpreter,
            by,
        },
    )
}

fn contacts() -> impl Strategy<Value = SafeContact> {
    let ways = subsequence(
        &[Way::Call, Way::Message, Way::Visit, Way::Through][..],
        1..4,
    );
    let word = super::super::super::contact::ContactWords::new;
    (ways, of(words()), of(lines())).prop_map(move |(ways, hours, said)| SafeContact {
        ways,
        hours: hours.map(word),
        words: said.map(word),
    })
}

fn functioning() -> impl Strategy<Value = Functioning> {
    let answer = || of(select(Difficulty::ALL));
    let answers = [answer(), answer(), answer(), answer(), answer(), answer()];
    let asked = |answers: &[Option<Difficulty>; 6]| answers.iter().any(Option::is_some);
    let answers = answers.prop_filter("something was asked", asked);
    (answers, day(2015..2026)).prop_map(|(answers, on)| Functioning { answers, on })
}

fn needs() -> impl Strategy<Value = Needs> {
    let word = || of(words().prop_map(GridWords::new));
    let states = (
        of(select(BirthActState::ALL)),
        of(select(SchoolState::ALL)),
        of(select(CmuState::ALL)),
        of(select(HealthState::ALL)),
    );
    (states, word(), word()).prop_map(
        |((birth_act, school, cmu, health), school_words, health_words)| Needs {
            birth_act,
            school,
            school_words,
            cmu,
            health,
            health_words,
        },
    )
}

fn told() -> impl Strategy<Value = Told> {
    let word = super::super::super::contact::ContactWords::new;
    let other = (of(id()), words()).prop_map(move |(person, words)| MustNotTell {
        person,
        words: Some(word(words)),
    });
    let tie = (
        id(),
        select(RelationKind::ALL),
        of(day(1990..2000)),
        of(day(2000..2020)),
    )
        .prop_map(|(to, kind, from, until)| Relation {
            to,
            kind,
            from,
            until,
        });
    let on = (2000..2026_i16, of((1..=12_i8, of(1..=28_i8)))).prop_map(|(year, rest)| Partial {
        year,
        month: rest.map(|(month, _)| month),
        day: rest.and_then(|(_, day)| day),
    });
    let death = of(on).prop_map(|on| Death { on, origin: None });
    let many = (
        prop::collection::vec(other, 0..3),
        prop::collection::vec(consents(), 0..3),
        prop::collection::vec(tie, 0..3),
    );
    let beside = (of(languages()), of(contacts()), of(functioning()), needs());
    (beside, many, of(death)).prop_map(
        |(
            (languages, contact, functioning, needs),
            (must_not_tell, consents, relations),
            death,
        )| {
            Told {
                languages,
                contact,
                must_not_tell,
                consents,
                relations,
                functioning,
                needs,
                death,
            }
        },
    )
}

/// A row with these cells beside a name, read.
fn read(cells: &[(Column, String)]) -> Result<Told, Vec<super::super::Fault>> {
    let codes = cells.iter().map(|(column, _)| column.code());
    let mapping = Mapping::from_codes(["surname"].into_iter().chain(codes)).unwrap();
    let naming = Naming::new([1; 32]);
    let texts = cells.iter().map(|(_, text)| text.clone());
    let row: Vec<String> = ["KONÉ".to_owned()].into_iter().chain(texts).collect();
    let reader = Reader::new(&mapping, &naming, "Akwaba", today());
    reader.read(&row).map(|taken| taken.person.told)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_a_record_says_comes_back_the_same_from_its_cells(told in told(), french: bool) {
        prop_assert_eq!(read(&cells(&told, french)), Ok(told));
    }

    #[test]
    fn any_text_in_such_a_cell_is_read_or_told_at_its_cell(text in "\\PC{0,60}", at in 0..18_usize) {
        // But the proof and the day of a birth, which no such row has.
        let beside = Column::ALL[37..].iter();
        let said = |column: &&&Column| !matches!(column, Column::BirthProven | Column::AgeOn);
        let column = **beside.filter(|column| said(&column)).collect::<Vec<_>>().get(at).unwrap();
        if let Err(faults) = read(&[(column, text)]) {
            prop_assert!(faults.iter().all(|fault| fault.column == Some(1)), "{faults:?}");
        }
    }
}

#[test]
fn a_cell_that_is_not_understood_says_what_to_write_instead() {
    for (column, text, code) in [
        (
            Column::Languages,
            "dioula, klingon",
            "import-language-unknown",
        ),
        (
            Column::Interpreter,
            "peut-être",
            "import-interpreter-unknown",
        ),
        (Column::ContactWays, "pigeon", "import-way-unknown"),
        (
            Column::ContactWays,
            "revient, appel",
            "registry-contact-way-contradicts",
        ),
        (
            Column::MustNotTell,
            "fiche : 12",
            "import-must-not-tell-form",
        ),
        (Column::Consent, "oui", "import-consent-form"),
        (
            Column::Consent,
            "photo | texte : 1 | langue : dioula | forme : de vive voix | le : 01/02/2026",
            "registry-consent-needs-witness",
        ),
        (
            Column::Consent,
            "photo | texte : 1 | langue : dioula | forme : empreinte | le : 31/02/2026",
            "date-not-real",
        ),
        (
            Column::Consent,
            "photo | texte : 1 | langue : dioula | forme : empreinte | le : 02/02/2026 | retiré : 01/02/2026",
            "date-reversed",
        ),
        (Column::Relation, "mère", "import-relation-form"),
        (
            Column::Relation,
            "voisine | fiche : 0190b0a0-0000-7000-8000-000000000001",
            "import-relation-form",
        ),
        (Column::Functioning, "voir : mal", "import-functioning-form"),
        (Column::Functioning, "beaucoup", "import-functioning-form"),
        (Column::ActState, "peut-être", "import-act-form"),
        (Column::SchoolState, "CE1", "import-school-form"),
        (
            Column::CmuState,
            "enrôlé | précision : hier",
            "import-cmu-form",
        ),
        (Column::HealthState, "fièvre", "import-health-form"),
        (Column::Membership, "enfant", "import-membership-form"),
        (
            Column::Membership,
            "patron | ménage : M1",
            "import-role-unknown",
        ),
        (
            Column::Membership,
            "enfant | ménage : M1 | depuis : 02/01/2020 | jusqu'au : 01/01/2020",
            "date-reversed",
        ),
        (
            Column::HouseholdAddress,
            "unité : Anyama",
            "import-household-address-form",
        ),
        (
            Column::HouseholdAddress,
            "Belleville | ménage : M1",
            "import-household-address-form",
        ),
        (
            Column::HouseholdAddress,
            "ménage : M1 | unité : Atlantide",
            "registry-unit-unknown",
        ),
        (
            Column::HouseholdAddress,
            "ménage : M1 | unité : Anyama",
            "import-household-not-theirs",
        ),
        (Column::Recipient, "oui", "import-recipient-form"),
        (
            Column::Recipient,
            "ménage : M1 | depuis : 01/02/2020 | jusqu'au : 01/01/2020",
            "date-reversed",
        ),
        (
            Column::Recipient,
            "ménage : M1 | depuis : 01/02/2031",
            "date-in-future",
        ),
        (
            Column::Recipient,
            "ménage : M1",
            "import-household-not-theirs",
        ),
        (Column::Death, "hier", "date-form"),
        (Column::Death, "2031", "date-in-future"),
        (Column::DeathOrigin, "acte", "import-death-missing"),
    ] {
        let faults = read(&[(column, text.to_owned())]).unwrap_err();
        let found: Vec<_> = faults
            .iter()
            .map(|fault| (fault.column, fault.refusal.code))
            .collect();
        assert_eq!(found, [(Some(1), code)], "{text}");
    }
}

#[test]
fn a_cell_typed_by_hand_is_read_in_either_language_whatever_its_case() {
    let told = read(&[
        (Column::Languages, "Jula; FR".to_owned()),
        (Column::MustNotTell, "Son oncle".to_owned()),
        (
            Column::Consent,
            "RECORD | text: 2026-1 | Language: bété | form: Thumbprint | on: 3/1/2026".to_owned(),
        ),
        (Column::Death, "décédée".to_owned()),
    ]);
    let told = told.unwrap();
    assert_eq!(
        told.languages.unwrap().spoken,
        [Language::Dioula, Language::French]
    );
    assert_eq!(
        told.must_not_tell[0].words.as_ref().unwrap().as_str(),
        "Son oncle"
    );
    assert_eq!(told.consents[0].form, ConsentForm::Thumbprint);
    assert_eq!(
        told.death,
        Some(Death {
            on: None,
            origin: None
        })
    );
}
