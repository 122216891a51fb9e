//! Counting on the example of the format.

use super::*;
use akwaba_procedures::expr::Value;
use akwaba_procedures::run::{self, Calendar, Course, Event, Lead, What};
use jiff::civil::datetime;

const CHAIR: &str = include_str!("../../../procedures/tests/P99-fauteuil.md");

struct Nothing;

impl akwaba_procedures::expr::Scope for Nothing {
    fn value(&self, _: &str) -> Option<Value> {
        Some(Value::Text(String::new()))
    }

    fn now(&self) -> DateTime {
        at(1, 8)
    }
}

fn at(day: i8, hour: i8) -> DateTime {
    datetime(2026, 10, day, hour, 0, 0, 0)
}

fn event(at: DateTime, what: What) -> Event {
    Event {
        at,
        by: "agent".to_owned(),
        what,
    }
}

fn lead(opens: &[&str]) -> Lead {
    Lead {
        opens: opens.iter().map(|code| (*code).to_owned()).collect(),
        ..Lead::default()
    }
}

/// A case opened on the first at 8, its first step done at a moment.
fn case(done: Option<DateTime>) -> Course {
    let mut course = Course::default();
    course.events.push(event(
        at(1, 8),
        What::Began {
            lead: lead(&["demande"]),
        },
    ));
    if let Some(done) = done {
        let what = What::Done {
            step: "demande".to_owned(),
            due: Some(at(2, 23)),
            decision: None,
            lead: lead(&["remise"]),
        };
        course.events.push(event(done, what));
    }
    course
}

fn counted(courses: &[Course], now: DateTime) -> Conformity {
    let edition = Edition::read(CHAIR, None).unwrap();
    let period = |from: i8, to: i8| Period {
        from: at(from, 0),
        to: at(to, 0),
    };
    let mut conformity = Conformity::of(&edition, period(2, 20), period(1, 2));
    for course in courses {
        let calendar = Calendar::default();
        let standing = run::standing(&edition.procedure, course, &Nothing, &calendar, now);
        conformity.count(&standing);
    }
    conformity
}

fn step<'c>(conformity: &'c Conformity, code: &str) -> &'c StepCounts {
    let steps = conformity.hard_first();
    steps.into_iter().find(|step| step.code == code).unwrap()
}

#[test]
fn a_step_is_counted_in_time_late_or_still_late_in_the_period_where_that_happened() {
    // One day is given for the first step.
    let courses = [
        case(Some(at(1, 12))),
        case(Some(at(2, 9))),
        case(Some(at(6, 9))),
        case(None),
    ];
    let conformity = counted(&courses, at(19, 23));
    let first = step(&conformity, "demande");
    assert_eq!(first.before.in_time, 1);
    assert_eq!((first.now.in_time, first.now.late), (1, 1));
    assert_eq!(first.now.overdue, 1);
    assert_eq!(first.now.percent(), Some(33));
}

#[test]
fn the_step_that_everybody_finds_hard_comes_first_and_one_never_done_last() {
    let conformity = counted(&[case(None), case(None)], at(19, 23));
    let codes: Vec<&str> = conformity
        .hard_first()
        .iter()
        .map(|step| step.code.as_str())
        .collect();
    assert_eq!(codes, ["demande", "remise"]);
    assert_eq!(step(&conformity, "remise").now.percent(), None);
    assert_eq!(conformity.cases(), 2);
}

#[test]
fn nothing_is_counted_before_anything_happens() {
    let conformity = counted(&[], at(19, 23));
    assert_eq!(conformity.cases(), 0);
    assert!(
        conformity
            .hard_first()
            .iter()
            .all(|step| step.now.all() == 0)
    );
}

/// A counting of two steps, with these in time and late.
fn made(first: (u32, u32), second: (u32, u32)) -> Conformity {
    let step = |code: &str, order, (in_time, late)| StepCounts {
        code: code.to_owned(),
        order,
        label: code.to_owned(),
        role: String::new(),
        now: Counts {
            in_time,
            late,
            ..Counts::default()
        },
        before: Counts::default(),
    };
    let none = Period {
        from: at(1, 0),
        to: at(1, 0),
    };
    Conformity {
        now: none,
        before: none,
        steps: vec![step("demande", 1, first), step("remise", 2, second)],
        cases: 0,
    }
}

#[test]
fn what_two_centres_find_hard_comes_before_what_only_one_does() {
    // The first step is hard here alone; the second is hard in both, though less so here.
    let (here, there) = (made((0, 9), (4, 6)), made((9, 0), (3, 6)));
    let both = here.beside(&there);
    let order: Vec<u32> = both.iter().map(|step| step.order).collect();
    assert_eq!(order, [2, 1]);
    let first = both.first().unwrap();
    assert_eq!(
        (first.here.percent(), first.there.percent()),
        (Some(40), Some(33))
    );
    let never = made((0, 0), (0, 1));
    let alone = made((0, 3), (0, 0)).beside(&never).len();
    assert_eq!(alone, 2, "a step that one never had to do is still shown");
}

#[test]
fn a_step_that_only_the_other_centre_has_comes_with_nothing_here() {
    let mut there = made((1, 0), (1, 0));
    "visite".clone_into(&mut there.steps[1].code);
    let here = made((1, 0), (1, 0));
    let both = here.beside(&there);
    assert_eq!(both.len(), 3);
    let strange = both
        .iter()
        .find(|step| step.label == "remise" && step.here.all() == 0);
    assert!(strange.is_some_and(|step| step.there.all() == 1));
}
