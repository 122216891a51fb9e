//! What casework keeps beside the agenda: the registers that cases fill, and the open cases of a version that was withdrawn.

use super::casework::{
    CHAIR, DAY, MONDAY, YES, allowed, begin, centre, named, publish, work, worker, write,
};
use crate::support::on_every_engine;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::manual;
use akwaba_domain::policy::act;
use akwaba_domain::reception::Book;
use akwaba_domain::reports::number::Month;
use akwaba_domain::scope;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::forget::forget;
use akwaba_store::projections::casework::{
    Which, cases, month_lines, number_lines, open_withdrawn, register_lines, register_months,
    register_years, registers_counted, waiting_count,
};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, Writing, entity};

/// The example of the format with a register that its first step fills.
fn chair_with_register() -> String {
    let registers = "## registres\n\n| code | libelle | etape | colonnes |\n|---|---|---|---|\n\
         | prets | Registre des prêts | demande | N° = numero<br>Date = date<br>Trajets = ${trajets} |\n\n";
    CHAIR.replace("## survey", &format!("{registers}## survey"))
}

#[test]
fn a_register_is_numbered_without_gaps_in_the_order_in_which_the_step_was_done() {
    on_every_engine(|store| {
        let chair = chair_with_register();
        publish(store, MONDAY, &chair);
        let person = |number: i64| EntityId::named(&format!("person {number}"));
        let cases: Vec<EntityId> = (0..4)
            .map(|number| begin(store, MONDAY + 10 * number, &chair, person(number)))
            .collect();
        // Not in the order in which they were opened, the last one in January.
        for (after, nth) in [(1, 2), (2, 0), (3, 1), (60, 3)] {
            let at = MONDAY + after * DAY;
            work(store, at, cases[nth], "demande", &YES);
            number(store, at, cases[nth]);
        }
        let here = scope::registry(centre());
        let numbered = |year: i16, page: (u32, u32)| -> Vec<(EntityId, String)> {
            let about = ("P99", "prets");
            let lines = store.read(|tx| register_lines(tx, here, about, year, page));
            let lines = lines.unwrap().into_iter();
            lines
                .map(|line| (line.numbered.case, line.numbered.number.to_string()))
                .collect()
        };
        let line = |nth: usize, number: &str| (cases[nth], number.to_owned());
        let of_2026 = [line(2, "1/2026"), line(0, "2/2026"), line(1, "3/2026")];
        assert_eq!(numbered(2026, (0, 50)), of_2026);
        assert_eq!(numbered(2026, (1, 1)), [line(0, "2/2026")], "on any page");
        assert_eq!(numbered(2027, (0, 50)), [line(3, "1/2027")]);
        assert_eq!(
            store.read(|tx| register_years(tx, here)).unwrap(),
            [2027, 2026]
        );
        let counted = store.read(|tx| registers_counted(tx, here, 2026)).unwrap();
        let lines: Vec<u64> = counted.iter().map(|one| one.lines).collect();
        assert_eq!(lines, [3]);
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        assert_eq!(numbered(2026, (0, 50)), of_2026);
    });
}

/// Gives the lines of a case their numbers, as whoever did the step does.
fn number(store: &Store, at: i64, case: EntityId) {
    let mut chance = Seeded::new(at.unsigned_abs());
    store
        .write(|tx| {
            let mut writing = Writing {
                now_micros: at,
                chance: &mut chance,
            };
            let allowed = allowed::<act::StepDo>(Role::SocialWorker);
            number_lines(tx, &mut writing, &allowed, Book::MAIN, case)
        })
        .unwrap();
}

#[test]
fn a_number_is_given_once_and_stays_when_what_stood_in_its_line_is_forgotten() {
    on_every_engine(|store| {
        let chair = chair_with_register();
        publish(store, MONDAY, &chair);
        let person = |name: &str| EntityId::named(name);
        let here = scope::registry(centre());
        let ids: Vec<EntityId> = ["awa", "koffi", "yao"]
            .iter()
            .zip(0..)
            .map(|(name, nth)| {
                let id = begin(store, MONDAY + nth, &chair, person(name));
                work(store, MONDAY + 10 + nth, id, "demande", &YES);
                id
            })
            .collect();
        let about = ("P99", "prets");
        let lines = || -> Vec<(String, bool)> {
            let lines = store.read(|tx| register_lines(tx, here, about, 2026, (0, 9)));
            let lines = lines.unwrap().into_iter();
            lines
                .map(|line| (line.numbered.number.to_string(), line.place.is_some()))
                .collect()
        };
        let said = |lines: &[(&str, bool)]| -> Vec<(String, bool)> {
            let lines = lines.iter();
            lines
                .map(|(number, there)| ((*number).to_owned(), *there))
                .collect()
        };
        // What came to count without a number takes one with the next line of its register, in its order.
        assert_eq!(lines(), []);
        assert_eq!(
            store
                .read(|tx| waiting_count(tx, here, about, 2026))
                .unwrap(),
            3
        );
        number(store, MONDAY + 20, ids[2]);
        number(store, MONDAY + 21, ids[0]);
        assert_eq!(
            lines(),
            said(&[("1/2026", true), ("2/2026", true), ("3/2026", true)])
        );
        store
            .write(|tx| forget(tx, MONDAY + 24, here, person("koffi")))
            .unwrap();
        let kept = said(&[("1/2026", true), ("2/2026", false), ("3/2026", true)]);
        assert_eq!(lines(), kept);
        let november = Month::of("P99", "prets", MONDAY);
        let months = store
            .read(|tx| register_months(tx, here, about, 2026))
            .unwrap();
        assert_eq!(
            (months[0].month, months[0].lines, months[0].signed),
            (11, 3, None)
        );
        let listed = store.read(|tx| month_lines(tx, here, &november)).unwrap();
        assert_eq!(listed.len(), 3);
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        assert_eq!(lines(), kept);
    });
}

#[test]
fn the_open_cases_of_a_withdrawn_version_are_found_for_who_follows_them() {
    on_every_engine(|store| {
        publish(store, MONDAY, CHAIR);
        let person = |name: &str| EntityId::named(name);
        begin(store, MONDAY + 1, CHAIR, person("awa"));
        begin(store, MONDAY + 9, CHAIR, person("koffi"));
        let told = |who| store.read(|tx| open_withdrawn(tx, centre(), who)).unwrap();
        assert_eq!(told(None), []);
        let here = scope::manual(centre());
        let id = manual::entity(centre(), &named(1));
        let state = store.read(|tx| entity::load(tx, here, id)).unwrap();
        let drafts = manual::withdraw(
            &allowed::<act::ManualPublish>(Role::Director),
            &state,
            "Passez en 2.",
        );
        write(store, MONDAY + 20, &drafts.unwrap());
        for (who, count) in [(None, 2), (Some(worker()), 2)] {
            let found = told(who);
            let [one] = found.as_slice() else {
                panic!("{found:?}");
            };
            assert_eq!((&one.named, one.cases), (&named(1), count));
            assert_eq!(one.said[0].as_str(), "Passez en 2.");
            let under = Which::Under(&one.named, who);
            let here = scope::registry(centre());
            let listed = store
                .read(|tx| cases(tx, here, under, false, (0, 9)))
                .unwrap();
            assert_eq!(listed.len() as u64, count);
        }
        assert_eq!(told(Some(ActorId::named("other"))), []);
    });
}
