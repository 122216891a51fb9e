//! How a birth is read, and what it is worth.

use super::*;
use proptest::prelude::*;

fn today() -> Day {
    Day::of(2026, 11, 23).unwrap()
}

fn typed(day: &str, month: &str, year: &str) -> BirthForm {
    BirthForm {
        day: day.into(),
        month: month.into(),
        year: year.into(),
        ..BirthForm::default()
    }
}

fn read(form: &BirthForm) -> Birth {
    form.parse(today()).unwrap().unwrap()
}

fn codes(form: &BirthForm) -> Vec<(Option<String>, &'static str)> {
    let wrong = form.parse(today()).unwrap_err();
    let wrong = wrong.as_slice().iter();
    wrong.map(|r| (r.field.clone(), r.code)).collect()
}

#[test]
fn a_year_alone_stays_a_year_and_a_month_a_month() {
    assert_eq!(read(&typed("", "", "1991")).precision(), Precision::Year);
    assert_eq!(read(&typed("", "3", "1991")).precision(), Precision::Month);
    assert_eq!(
        read(&typed("14", "3", "1991")).precision(),
        Precision::Exact
    );
}

#[test]
fn the_first_of_january_is_a_year_unless_an_act_proves_the_day() {
    let written = read(&typed("1", "1", "1975"));
    assert_eq!(written.known(), (None, None, Some(1975)));
    assert!(written.has_default_day());
    assert_eq!(written.day, Some(1), "what was written is kept");

    let ticked_without_act = BirthForm {
        proven: "1".into(),
        origin: "declared".into(),
        ..typed("1", "1", "1975")
    };
    assert_eq!(read(&ticked_without_act).precision(), Precision::Year);

    let act = BirthForm {
        proven: "1".into(),
        origin: "birth-act".into(),
        ..typed("1", "1", "1975")
    };
    assert_eq!(read(&act).known(), (Some(1), Some(1), Some(1975)));
}

#[test]
fn the_first_of_another_month_is_that_month() {
    assert_eq!(
        read(&typed("1", "6", "1980")).known(),
        (None, Some(6), Some(1980))
    );
}

#[test]
fn an_age_is_never_made_into_a_date() {
    let form = BirthForm {
        age: "40 ans".into(),
        ..BirthForm::default()
    };
    let birth = read(&form);
    assert_eq!(birth.precision(), Precision::Age);
    assert_eq!((birth.day, birth.month, birth.year), (None, None, None));
    let (youngest, oldest) = birth.ages_on(today()).unwrap();
    assert!(youngest < 40 && oldest > 40, "{youngest} to {oldest}");
}

#[test]
fn a_form_sent_again_years_later_does_not_make_anyone_younger() {
    let form = BirthForm {
        age: "40".into(),
        ..BirthForm::default()
    };
    let then = Day::of(2020, 1, 1).unwrap();
    let birth = form.parse(then).unwrap().unwrap();
    let again = BirthForm::of(&birth).parse(today()).unwrap().unwrap();
    assert_eq!(again, birth);
    let corrected = BirthForm {
        age: "45".into(),
        ..BirthForm::of(&birth)
    };
    let corrected = corrected.parse(today()).unwrap().unwrap();
    assert_eq!(corrected.age.map(|age| age.on), Some(today()));
}

#[test]
fn a_baby_has_an_age_in_months_and_is_not_born_tomorrow() {
    let form = BirthForm {
        age: "3 mois".into(),
        ..BirthForm::default()
    };
    let birth = read(&form);
    assert_eq!(birth.ages_on(today()), Some((0, 0)));
    assert!(!birth.is_surely_after(today()));
}

#[test]
fn a_birth_in_the_future_is_refused_down_to_the_day() {
    let at = |field: &str, code| vec![(Some(field.to_owned()), code)];
    assert_eq!(
        codes(&typed("", "", "2027")),
        at("birth_year", "registry-birth-in-future")
    );
    assert_eq!(
        codes(&typed("24", "11", "2026")),
        at("birth_year", "registry-birth-in-future")
    );
    assert!(typed("23", "11", "2026").parse(today()).is_ok());
}

#[test]
fn each_wrong_part_is_said_at_its_own_field() {
    assert_eq!(
        codes(&typed("32", "13", "91")),
        [
            (Some("birth_day".into()), "registry-number-between"),
            (Some("birth_month".into()), "registry-number-between"),
            (Some("birth_year".into()), "registry-year-four-digits"),
        ]
    );
    assert_eq!(
        codes(&typed("31", "2", "1990")),
        [(Some("birth_day".into()), "date-not-real")]
    );
    assert_eq!(
        codes(&typed("3", "", "1990")),
        [(
            Some("birth_month".into()),
            "registry-birth-day-without-month"
        )]
    );
    assert_eq!(
        codes(&typed("", "", "1790")),
        [(Some("birth_year".into()), "registry-birth-too-far")]
    );
}

#[test]
fn an_age_far_from_the_year_is_asked_again() {
    let form = BirthForm {
        age: "12".into(),
        ..typed("", "", "1975")
    };
    assert_eq!(
        codes(&form),
        [(Some("birth-age".into()), "registry-birth-age-disagrees")]
    );
    let form = BirthForm {
        age: "51".into(),
        ..typed("", "", "1975")
    };
    assert!(form.parse(today()).is_ok());
}

#[test]
fn only_a_certain_order_of_births_is_certain() {
    let year = |year| Birth::stated(None, None, Some(year));
    assert!(year(1991).is_surely_not_before(&year(1990)));
    assert!(
        !year(1990).is_surely_not_before(&year(1990)),
        "the same year may be either way"
    );
    let about = Birth {
        about: true,
        ..year(1992)
    };
    assert!(
        !about.is_surely_not_before(&year(1990)),
        "vers 1992 may be 1989"
    );
    let long_after = Birth {
        about: true,
        ..year(2010)
    };
    assert!(long_after.is_surely_not_before(&year(1990)));
}

#[test]
fn a_birth_never_shows_in_debug() {
    let shown = format!("{:?}", read(&typed("14", "3", "1991")));
    assert!(!shown.contains("1991"), "{shown}");
}

proptest! {
    #[test]
    fn a_form_shows_what_was_typed_and_reads_it_again(
        day in proptest::option::of(1_i8..=28), month in proptest::option::of(1_i8..=12),
        year in proptest::option::of(1920_i16..=2025), about: bool, proven: bool, age in 0_u16..=100,
    ) {
        let day = day.filter(|_| month.is_some());
        let form = BirthForm {
            about: if about { "1".into() } else { String::new() },
            proven: if proven { "1".into() } else { String::new() },
            origin: "judgment".into(),
            age: if year.is_none() { age.to_string() } else { String::new() },
            ..typed(
                &day.map(|n| n.to_string()).unwrap_or_default(),
                &month.map(|n| n.to_string()).unwrap_or_default(),
                &year.map(|n| n.to_string()).unwrap_or_default(),
            )
        };
        let birth = form.parse(today()).unwrap().unwrap();
        let again = BirthForm::of(&birth).parse(today()).unwrap().unwrap();
        prop_assert_eq!(birth, again);
        let bytes = minicbor::to_vec(birth).unwrap();
        prop_assert_eq!(minicbor::decode::<Birth>(&bytes).unwrap(), birth);
    }
}
