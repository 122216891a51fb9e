//! What follows from a referral: delays, and where it stands.

use super::*;
use proptest::prelude::*;

const DAY: i64 = 24 * 3600 * 1_000_000;

#[test]
fn a_silent_service_is_reminded_twice_and_then_the_person_is_asked() {
    let delays = Delays {
        answer: 7,
        again: 3,
    };
    let next = |state, reminders| Next::after(state, 0, reminders, delays);
    let what = |reminders| next(State::Sent, reminders).map(|n| (n.what, n.at_micros));
    assert_eq!(what(0), Some((ToDo::Remind, 7 * DAY)));
    assert_eq!(what(1), Some((ToDo::Remind, 3 * DAY)));
    assert_eq!(what(2), Some((ToDo::AskPerson, 3 * DAY)));
    assert_eq!(next(State::Served, 0), None);
    assert_eq!(next(State::Lost, 0), None);
}

#[test]
fn an_end_is_either_known_or_lost() {
    for state in State::ALL.iter().copied() {
        assert!(!(state.is_open() && state.closes()), "{state:?}");
    }
    assert!(!State::Lost.closes() && !State::Recalled.closes());
    assert!(State::RefusedByService.closes());
}

proptest! {
    #[test]
    fn what_comes_next_never_comes_before_what_happened(since in 0_i64..i64::MAX, reminders in 0_u32..9) {
        let next = Next::after(State::Sent, since, reminders, Delays::default()).unwrap();
        prop_assert!(next.at_micros >= since);
    }
}
