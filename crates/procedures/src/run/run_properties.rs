//! What must hold of any course on any procedure.

use super::tests::{Play, expr, procedure, step, way};
use super::*;
use crate::workbook::{Deadline, DeadlineCase, Delay, DelaySource, Procedure, Since, Unit, Visa};
use jiff::SignedDuration;
use proptest::prelude::*;

/// Any small procedure: targets, conditions, visas and deadlines drawn.
fn any_procedure() -> impl Strategy<Value = Procedure> {
    let one = (
        proptest::collection::vec(0usize..7, 0..3),
        any::<[bool; 3]>(),
        0u32..90,
        0usize..4,
    );
    proptest::collection::vec(one, 1..6).prop_map(|drawn| {
        let codes: Vec<String> = (0..drawn.len()).map(|at| format!("e{at}")).collect();
        let steps = drawn
            .iter()
            .enumerate()
            .map(|(at, (targets, flags, count, unit))| {
                let mut step = step(u32::try_from(at).unwrap() + 1, &codes[at]);
                let units = [Unit::Hours, Unit::Days, Unit::WorkingDays, Unit::Months];
                step.deadline = Some(Deadline {
                    cases: vec![DeadlineCase {
                        when: None,
                        delay: DelaySource::Fixed(Delay {
                            count: *count,
                            unit: units[*unit],
                        }),
                    }],
                    since: if flags[2] {
                        Since::FileOpened
                    } else {
                        Since::StepOpened
                    },
                });
                step.condition = flags[0].then(|| expr("${oui} = 'oui'"));
                step.visa = flags[1].then(|| Visa {
                    roles: vec!["directeur".to_owned()],
                    all: false,
                });
                step.decisions = targets
                    .iter()
                    .map(|target| match codes.get(*target) {
                        Some(code) => way(code, None, &[code.as_str()]),
                        None => way("fin", None, &[]),
                    })
                    .collect();
                step
            });
        procedure(steps.collect())
    })
}

/// Plays `moves` on a case: each does something to one of its open steps.
fn play<'p>(procedure: &'p Procedure, moves: &[(usize, usize, u8, i64)]) -> Play<'p> {
    let mut play = Play::new(procedure);
    for (nth, choice, what, hours) in moves {
        play.now += SignedDuration::from_hours(*hours);
        let standing = play.standing();
        let open: Vec<String> = standing
            .open()
            .map(|(state, _)| state.step.code.clone())
            .collect();
        let Some(code) = open.get(nth % open.len().max(1)).cloned() else {
            break;
        };
        let state = standing.step(&code).unwrap();
        match state.open.as_ref().map(|open| open.waits.clone()) {
            Some(Waits::Visa { submission, .. }) if *what % 2 == 0 => {
                play.note(What::Approved {
                    submission,
                    place: 0,
                });
            }
            Some(Waits::Visa { submission, .. }) => {
                play.note(What::Refused {
                    submission,
                    reason: Words::new("à revoir"),
                });
            }
            _ if *what == 7 => {
                let lead = play.with(|play, known| onward(play.procedure, known, &code));
                let reason = Words::new("sans objet");
                play.note(What::Departed {
                    step: code,
                    due: None,
                    reason,
                    lead,
                });
            }
            _ if state.step.visa.is_some() => play.submit(&code, &[&["directeur"]]),
            _ => play.finish(&code, *choice),
        }
    }
    play
}

type Moves = Vec<(usize, usize, u8, i64)>;

fn moves() -> impl Strategy<Value = Moves> {
    proptest::collection::vec((0usize..4, 0usize..4, 0u8..8, 0i64..200), 0..40)
}

proptest! {
    #[test]
    fn a_case_is_open_with_something_to_do_or_over_with_nothing(
        procedure in any_procedure(), moves in moves(),
    ) {
        let play = play(&procedure, &moves);
        let standing = play.standing();
        prop_assert_eq!(standing.over.is_some(), standing.open().next().is_none());
        for state in &standing.steps {
            // What is open was reached: by the beginning, or because something led there.
            if state.open.is_some() {
                let code = &state.step.code;
                let reached = play.course.events.iter().any(|event| match &event.what {
                    What::Began { lead } | What::Done { lead, .. } | What::Departed { lead, .. }
                    | What::Submitted { lead, .. } => lead.opens.contains(code),
                    _ => false,
                });
                prop_assert!(reached, "{}", code);
                prop_assert_ne!(state.standpoint(), Standpoint::NotOpen);
            }
        }
    }

    #[test]
    fn a_standing_follows_from_what_happened_and_time_only_makes_late(
        procedure in any_procedure(), moves in moves(), hours in 0i64..5_000,
    ) {
        let mut play = play(&procedure, &moves);
        let before = play.standing();
        prop_assert_eq!(&before, &play.standing());
        play.now += SignedDuration::from_hours(hours);
        let after = play.standing();
        prop_assert_eq!(&before.over, &after.over);
        for (old, new) in before.steps.iter().zip(&after.steps) {
            prop_assert_eq!(&old.done, &new.done);
            let due = |state: &StepState<'_>| state.open.as_ref().map(|open| open.due);
            prop_assert_eq!(due(old), due(new), "a deadline does not move with the hour");
            let late = |state: &StepState<'_>| state.open.as_ref().and_then(|open| open.late_by);
            prop_assert!(late(new) >= late(old), "what is late gets no earlier");
        }
    }

    #[test]
    fn a_case_can_always_be_left(procedure in any_procedure(), moves in moves()) {
        let mut play = play(&procedure, &moves);
        let mut left = 0;
        while let Some(code) = {
            let standing = play.standing();
            standing.open().next().map(|(state, _)| state.step.code.clone())
        } {
            let lead = play.with(|play, known| onward(play.procedure, known, &code));
            let reason = Words::new("sans objet");
            play.note(What::Departed { step: code, due: None, reason, lead });
            left += 1;
            // Going on in order only, each step is left once from each that is open.
            prop_assert!(left <= 40, "the case does not end");
        }
        prop_assert!(play.standing().over.is_some());
    }
}
