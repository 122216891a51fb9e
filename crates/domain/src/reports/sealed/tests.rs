//! Whose count a case is, in which line it stands, what is signed and added up.

use super::*;
use crate::Ctx;
use crate::actor::{Actor, Role};
use crate::centre::account::grants_in;
use crate::policy::{self, Room, Target, act};
use crate::reports::monthly::{Counted, Facets, Figures, Gathering, Month, Record, Rubric};
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId, EntityId, EntryId};
use akwaba_journal::state::{Source, State};
use akwaba_procedures::form::Answers;
use proptest::prelude::*;

fn who(number: u8) -> ActorId {
    ActorId::from_bytes([number; 16])
}

fn at(micros: i64) -> Stamp {
    Stamp { micros, count: 0 }
}

proptest! {
    /// However a file changes hands, and whoever signs whenever: it stands in the latest counts of one person at most, and
    /// of one just after whoever follows it has signed.
    #[test]
    fn a_file_is_counted_once_in_whatever_hands_it_was(
        events in prop::collection::vec((any::<bool>(), 0_u8..3), 0..24),
    ) {
        let mut hands = vec![(at(0), who(0))];
        let mut signed: Vec<(Stamp, ActorId)> = Vec::new();
        // Who has it in the counts they signed last, as each of them would say.
        let mut holding = [false; 3];
        let followed = |hands: &[(Stamp, ActorId)], now: Stamp| {
            hands.iter().rfind(|(since, _)| *since <= now).map(|(_, who)| *who)
        };
        for (micros, (gives, by)) in (1..).zip(events) {
            let (now, by_id) = (at(micros), who(by));
            if gives {
                hands.push((now, by_id));
                continue;
            }
            let held = whose(|moment| followed(&hands, moment), &signed);
            let mine = followed(&hands, now) == Some(by_id) && held.is_none_or(|held| held == by_id);
            holding[usize::from(by)] = mine;
            signed.push((now, by_id));
            prop_assert!(holding.iter().filter(|holds| **holds).count() <= 1);
            let said = whose(|moment| followed(&hands, moment), &signed);
            let place = holding.iter().position(|holds| *holds);
            prop_assert_eq!(said, place.map(|place| who(u8::try_from(place).unwrap())));
            prop_assert!(followed(&hands, now) != Some(by_id) || said.is_some());
        }
    }
}

#[test]
fn a_case_stands_in_the_first_line_that_fits_it() {
    let of = |procedure: &str, path: &str, said: &str| {
        let mut answers = Answers::new();
        answers.set(path, said);
        situation(procedure, &answers)
    };
    let child = |said: &str| of("P13", "enregistrement/preoccupations", said);
    assert_eq!(child("street_child gbv_survivor"), "P13-violence");
    assert_eq!(child("street_child"), "P13-rue");
    assert_eq!(child("neglected"), "P13-negligence");
    assert_eq!(child("refugee"), "P13-autre");
    assert_eq!(of("P14", "incident/type_vbg", "rape"), "P14-viol");
    assert_eq!(of("P14", "incident/type_vbg", "non-gbv"), "P14-autre");
    assert_eq!(of("P25", "x", "y"), "P25");
}

#[test]
fn who_refused_to_be_counted_is_not() {
    let mut answers = Answers::new();
    assert!(may_be_counted(&answers));
    answers.set("consentement/accord_statistique", "non");
    assert!(!may_be_counted(&answers));
}

fn counts(lines: &[(&str, usize)]) -> Figures {
    let mut gathering = Gathering::default();
    let mut number = 0;
    for (line, count) in lines {
        gathering.line(Rubric::Sealed, line, "");
        for _ in 0..*count {
            number += 1;
            let record = Record::Case(EntityId::named(&number.to_string()));
            gathering.count(
                Rubric::Sealed,
                line,
                Counted::one(record, Facets::default()),
            );
        }
    }
    let mut figures = gathering.figures();
    figures.tables.retain(|table| table.rubric.is_signed_out());
    figures
}

#[test]
fn a_sum_says_at_least_where_somebody_hid_theirs_and_nothing_where_all_did() {
    let told = |lines| crate::reports::monthly::sealed(&counts(lines), &[]);
    let (one, two) = (told(&[("a", 7), ("b", 9)]), told(&[("a", 3), ("b", 0)]));
    let sum = summed(&[&one, &two]);
    let line = sum.table(Rubric::Sealed).unwrap().line("a").unwrap();
    assert_eq!((line.count, line.least), (Some(7), true));
    assert!(line.parts.iter().flatten().all(Option::is_none));
    let alone = summed(&[&one]);
    assert_eq!(alone.table(Rubric::Sealed), one.table(Rubric::Sealed));
    let none = summed(&[&two, &two]);
    assert_eq!(none.count(Rubric::Sealed, "a"), None);
    assert!(!summed(&[]).table(Rubric::Sealed).unwrap().kept);
}

#[test]
fn only_what_was_seen_of_a_month_that_is_over_is_signed_out_and_not_twice_the_same() {
    let centre = CentreId::named("centre");
    let actor = Actor {
        account: who(1),
        grants: grants_in(centre, &[Role::SocialWorker]),
        suspended: false,
    };
    let target = Target::of(centre).inside(Room::Protected);
    let allowed = policy::allow::<act::ProtectedCount, _>(&actor, &target, ()).unwrap();
    let (full, mut state, mut chance) = (
        counts(&[("a", 3), ("b", 1)]),
        State::default(),
        Seeded::new(1),
    );
    let mut sign = |state: &State, now: &str, month: &str, form: &str| {
        let ctx = Ctx {
            now: now.parse().unwrap(),
            chance: &mut chance,
        };
        let month = Month::parse(month).unwrap();
        sign_out(&ctx, &allowed, (month, state), &full, form).map_err(|wrong| {
            let codes = wrong.as_slice().iter().map(|refusal| refusal.code);
            codes.collect::<Vec<_>>()
        })
    };
    let (now, form) = ("2026-11-02T08:00:00Z", seen(&full));
    assert_eq!(
        sign(&state, now, "2026-11", &form).unwrap_err(),
        ["reports-month-open"]
    );
    assert_eq!(
        sign(&state, now, "2026-10", "").unwrap_err(),
        ["reports-changed"]
    );
    let drafts = sign(&state, now, "2026-10", &form).unwrap().into_vec();
    assert_eq!(drafts.len(), 1);
    let source = Source {
        entry: EntryId::from_bytes([1; 16]),
        clock: at(1),
        actor: who(1),
    };
    state.apply(source, &drafts[0].act);
    let signed = SignedOut::all(&state);
    assert_eq!((signed.len(), signed[0].by), (1, who(1)));
    assert!(
        signed[0]
            .told
            .figures
            .tables
            .iter()
            .all(|table| table.lines.iter().all(|line| line.count.is_none()))
    );
    assert_eq!(
        sign(&state, now, "2026-10", &form).unwrap_err(),
        ["protected-counts-same"]
    );
}
