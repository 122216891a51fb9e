//! Windows on the manual's own P14, and what holds of any.

use super::*;
use crate::casework::incident::incidents;
use crate::casework::sealed_testing::Sealed;
use crate::casework::time::civil;
use jiff::civil::datetime;
use proptest::prelude::*;

fn all(sealed: &Sealed) -> Vec<Window> {
    let (case, state) = sealed.known();
    let now = civil(sealed.memory.now.as_microsecond());
    windows(&case, &sealed.edition, &incidents(&case, &state), now)
}

fn hours(sealed: &Sealed) -> Vec<(String, Option<i64>, bool)> {
    let now = civil(sealed.memory.now.as_microsecond());
    let one = |window: Window| {
        let left = match window.left(now) {
            Left::Running(left) => Some(left.as_hours()),
            Left::Passed(_) => None,
        };
        (window.step, left, window.settled)
    };
    all(sealed).into_iter().map(one).collect()
}

fn line(step: &str, left: Option<i64>, settled: bool) -> (String, Option<i64>, bool) {
    (step.to_owned(), left, settled)
}

#[test]
fn the_windows_of_an_incident_count_down_by_the_parameters_until_care_is_had_or_time_is_over() {
    let mut sealed = Sealed::begun();
    assert!(all(&sealed).is_empty());
    sealed.tell("K7QX-M2PA", "2026-11-22T21:00:00", "2026-11-23T09:00:00");
    let first = [
        line("soins_72h", Some(60), false),
        line("soins_120h", Some(108), false),
    ];
    assert_eq!(hours(&sealed), first);
    let parameter = sealed.edition.procedure.parameter("fenetre_72h").unwrap();
    assert_eq!(all(&sealed)[0].label, parameter.label);
    assert_eq!(all(&sealed)[0].source, "proposition");
    sealed.agree("personne");
    // Not seen yet: what was not obtained can still be obtained, and both go on.
    sealed.step("soins_72h", &[("soins_etat", "pas_encore")]);
    assert_eq!(hours(&sealed), first);
    sealed.at("2026-11-26T09:00:00Z");
    assert_eq!(
        hours(&sealed),
        [
            line("soins_120h", Some(36), false),
            line("soins_72h", None, false)
        ]
    );
    sealed.at("2026-11-26T10:00:00Z");
    sealed.step(
        "soins_120h",
        &[
            ("rattrapage_etat", "recu"),
            ("rattrapage_heure", "2026-11-26T09:30:00"),
        ],
    );
    assert!(hours(&sealed).iter().all(|(.., settled)| *settled));
}

#[test]
fn an_old_incident_says_plainly_that_its_windows_are_over_and_one_that_needs_no_care_has_none() {
    let mut sealed = Sealed::begun();
    sealed.tell("K7QX-M2PA", "2026-11-10T21:00:00", "2026-11-23T09:00:00");
    assert_eq!(
        hours(&sealed),
        [
            line("soins_120h", None, false),
            line("soins_72h", None, false)
        ]
    );
    let now = civil(sealed.memory.now.as_microsecond());
    assert!(all(&sealed).iter().all(|one| !one.is_pressing(now)));
    let mut other = Sealed::begun();
    other.step(
        "incident",
        &[
            ("code_incident", "P3WD-77KA"),
            ("heure_entretien", "2026-11-23T09:00:00"),
            ("precision_date", "heure"),
            ("date_incident", "2026-11-22T21:00:00"),
            ("v_penetration", "non"),
            ("v_contact", "non"),
            ("v_physique", "non"),
            ("v_mariage", "non"),
            ("v_deni", "oui"),
            ("type_vbg", "denial_of_resources_opportunities_or_services"),
            ("soins_vite", "non"),
        ],
    );
    assert!(all(&other).is_empty());
}

#[test]
fn care_had_after_one_incident_closes_no_window_of_the_next() {
    let mut sealed = Sealed::begun();
    sealed.tell("K7QX-M2PA", "2026-11-22T21:00:00", "2026-11-23T09:00:00");
    sealed.agree("personne");
    sealed.step(
        "soins_72h",
        &[
            ("soins_etat", "recu"),
            ("soins_heure", "2026-11-23T08:30:00"),
        ],
    );
    assert_eq!(hours(&sealed), [line("soins_72h", Some(60), true)]);
    sealed.at("2026-11-24T09:00:00Z");
    let (case, state) = sealed.known();
    let known = incidents(&case, &state);
    let next = Incident {
        code: Code::new("P3WD-77KA"),
        on: Some(datetime(2026, 11, 24, 1, 0, 0, 0)),
        told_micros: None,
        answers: Answers::new(),
        kind: None,
        ..known[0].clone()
    };
    let now = civil(sealed.memory.now.as_microsecond());
    let both = [known[0].clone(), next];
    let found = windows(&case, &sealed.edition, &both, now);
    let running: Vec<(&str, bool)> = found
        .iter()
        .map(|one| (one.step.as_str(), one.settled))
        .collect();
    assert_eq!(
        running,
        [
            ("soins_72h", false),
            ("soins_120h", false),
            ("soins_72h", true)
        ]
    );
}

fn window(from: i64, lasts: i64, settled: bool) -> Window {
    let begin = datetime(2026, 1, 1, 0, 0, 0, 0);
    let from = begin.checked_add(SignedDuration::from_mins(from)).unwrap();
    Window {
        step: "soins".to_owned(),
        label: String::new(),
        source: String::new(),
        incident: None,
        from,
        ends: from.checked_add(SignedDuration::from_mins(lasts)).unwrap(),
        settled,
    }
}

proptest! {
    #[test]
    fn time_only_shortens_a_window_and_never_opens_it_again(
        from in 0i64..100_000, lasts in 1i64..10_000, at in 0i64..200_000, later in 0i64..50_000,
    ) {
        let one = window(from, lasts, false);
        let at_now = one.from.checked_add(SignedDuration::from_mins(at)).unwrap();
        let at_later = at_now.checked_add(SignedDuration::from_mins(later)).unwrap();
        match (one.left(at_now), one.left(at_later)) {
            (Left::Running(now), Left::Running(then)) => {
                prop_assert_eq!(now - then, SignedDuration::from_mins(later));
            }
            (Left::Running(now), Left::Passed(since)) => {
                prop_assert_eq!(now + since, SignedDuration::from_mins(later));
            }
            (Left::Passed(now), Left::Passed(then)) => prop_assert!(then >= now),
            (Left::Passed(_), Left::Running(_)) => prop_assert!(false),
        }
        prop_assert!(!one.is_pressing(at_later) || one.is_pressing(at_now));
        prop_assert!(!window(from, lasts, true).is_pressing(at_now));
    }

    #[test]
    fn what_presses_most_comes_first(
        each in proptest::collection::vec((0i64..10_000, 1i64..9_000, any::<bool>()), 0..12),
        at in 0i64..20_000,
    ) {
        let now = datetime(2026, 1, 1, 0, 0, 0, 0)
            .checked_add(SignedDuration::from_mins(at)).unwrap();
        let mut all: Vec<Window> =
            each.iter().map(|(from, lasts, settled)| window(*from, *lasts, *settled)).collect();
        sort(&mut all, now);
        for pair in all.windows(2) {
            let (one, next) = (&pair[0], &pair[1]);
            prop_assert!(!one.settled || next.settled, "what is settled comes last");
            if one.settled != next.settled { continue; }
            match (one.left(now), next.left(now)) {
                (Left::Running(one), Left::Running(next)) => prop_assert!(one <= next),
                (Left::Passed(_), Left::Running(_)) => prop_assert!(false, "over before running"),
                (Left::Passed(one), Left::Passed(next)) => prop_assert!(one <= next),
                (Left::Running(_), Left::Passed(_)) => {}
            }
        }
    }
}
