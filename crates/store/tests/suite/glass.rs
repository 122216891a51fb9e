//! Break-glass by key: two guardians and a name find one scope and open it; one alone, whatever they do, does not.

use crate::support::on_every_engine;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::sealed::glass::loan::{self, Loan};
use akwaba_store::sealed::glass::{self, Name, Roll, Words, letter};
use akwaba_store::sealed::{self, HeldKey, PrivateKey, Recipient, leave};
use akwaba_store::{Store, params};
use std::collections::BTreeSet;

#[path = "glass_letters.rs"]
mod letters;
#[path = "glass_people.rs"]
mod people;
use people::{
    HOUR, Person, agree, ask, close, file, held, lent, loans, person, share, shared, withdraw,
    words,
};

#[test]
fn two_guardians_open_the_file_that_they_name_for_three_hours_and_no_other() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(1);
        let [owner, awa, koffi, yao] = core::array::from_fn(|_| person(&mut chance));
        for name in ["a", "b", "c"] {
            shared(store, &owner, name, &[&awa, &koffi], &mut chance);
        }
        let said = words(store, &awa, "b", &mut chance);
        let asked = (&awa, &said, "b");
        // Who agrees to another name than was asked finds nothing; nor does who asked, nor who is no guardian.
        for (name, second) in [("a", &koffi), ("b", &awa), ("b", &yao), ("z", &koffi)] {
            assert!(!agree(
                store,
                (&awa, &said, name),
                second,
                HOUR,
                &mut chance
            ));
        }
        assert!(lent(store, &awa, HOUR).is_empty());
        assert!(agree(store, asked, &koffi, HOUR, &mut chance));
        for (at, count) in [(HOUR - 1, 0), (HOUR, 1), (4 * HOUR - 1, 1), (4 * HOUR, 0)] {
            assert_eq!(lent(store, &awa, at).len(), count, "at {at}");
        }
        let owners = held(store, &owner, file("b"));
        let opened = &lent(store, &awa, HOUR)[0];
        assert_eq!(opened.scope, file("b"));
        assert_eq!(opened.key.as_bytes(), owners[0].key.as_bytes());
        for other in [&koffi, &yao] {
            assert!(lent(store, other, HOUR).is_empty());
        }
        // Who holds the file is told, and nobody who holds another.
        let told = |name: &str| {
            let keys = held(store, &owner, file(name));
            let told = store.read(|tx| loan::told(tx, keys.iter())).unwrap();
            told.len()
        };
        assert_eq!(["a", "b", "c"].map(told), [0, 1, 0]);
        // Nobody lengthens what was given by writing in the table.
        store
            .write(|tx| tx.execute("UPDATE glass_letter SET until_micros = 99000000000", &[]))
            .unwrap();
        assert!(lent(store, &awa, HOUR).is_empty());
    });
}

#[test]
fn a_request_that_was_withdrawn_is_agreed_to_by_nobody_and_those_asked_are_told() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(4);
        let [owner, awa, koffi, yao] = core::array::from_fn(|_| person(&mut chance));
        shared(store, &owner, "a", &[&awa, &koffi, &yao], &mut chance);
        let asked = |who: &Person, at: i64| {
            let asked = store.read(|tx| letter::asked(tx, &who.private, at));
            asked.unwrap().len()
        };
        let told = |who: &Person| {
            let told = store.read(|tx| letter::notices(tx, &who.private, HOUR));
            told.unwrap().len()
        };
        let said = words(store, &awa, "a", &mut chance);
        let to = [&koffi, &yao];
        let own = ask(store, &awa, &to, (&said, HOUR), &mut chance);
        assert_eq!([&awa, &koffi, &yao].map(|who| asked(who, HOUR)), [0, 1, 1]);
        // Nobody else withdraws it: not who was asked, by any letter that they can see.
        for id in store.read(|tx| letter::all(tx)).unwrap() {
            for other in [&koffi, &yao, &owner] {
                assert!(!withdraw(store, other, (id, HOUR), &mut chance));
            }
        }
        // Who answered that they find nothing is not told that it is withdrawn.
        let seen = store.read(|tx| letter::asked(tx, &yao.private, HOUR));
        let answer = (seen.unwrap()[0].id, false);
        let answered = store.write(|tx| letter::answer(tx, &yao.private, answer, HOUR));
        assert!(answered.unwrap());
        assert!(withdraw(store, &awa, (own, HOUR), &mut chance));
        assert_eq!([&koffi, &yao].map(|who| asked(who, HOUR)), [0, 0]);
        assert_eq!([&awa, &koffi, &yao].map(told), [0, 1, 0]);
        assert!(!withdraw(store, &awa, (own, HOUR), &mut chance), "once");
        // An agreement ends the request for all who were asked: there is nothing left to withdraw.
        let own = ask(store, &awa, &to, (&said, HOUR), &mut chance);
        let seen = store.read(|tx| letter::asked(tx, &koffi.private, HOUR));
        let answer = (seen.unwrap()[0].id, true);
        let answered = store.write(|tx| letter::answer(tx, &koffi.private, answer, HOUR));
        assert!(answered.unwrap());
        assert_eq!([&koffi, &yao].map(|who| asked(who, HOUR)), [0, 0]);
        assert!(!withdraw(store, &awa, (own, HOUR), &mut chance));
        // Nor is there once its time is over.
        let own = ask(store, &awa, &to, (&said, HOUR), &mut chance);
        assert!(!withdraw(store, &awa, (own, 2 * HOUR), &mut chance));
    });
}

#[test]
fn either_of_the_two_closes_a_file_before_its_time_and_nobody_else_does() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(5);
        let [owner, awa, koffi, yao] = core::array::from_fn(|_| person(&mut chance));
        shared(store, &owner, "a", &[&awa, &koffi, &yao], &mut chance);
        let said = words(store, &awa, "a", &mut chance);
        let told = || {
            let keys = held(store, &owner, file("a"));
            let told = store.read(|tx| loan::told(tx, keys.iter())).unwrap();
            let told = told.iter();
            told.map(|one| (one.opening, one.closed))
                .collect::<Vec<_>>()
        };
        let mut before = 0;
        for closes in [&awa, &koffi] {
            assert!(agree(store, (&awa, &said, "a"), &koffi, HOUR, &mut chance));
            assert_eq!(lent(store, &awa, HOUR).len(), 1);
            for other in [&yao, &owner] {
                assert!(loans(store, other, HOUR).is_empty());
            }
            let known = [&awa, &koffi].map(|who| loans(store, who, HOUR));
            let [first, second] = &known;
            assert_eq!((first.len(), second.len()), (1, 1));
            assert_eq!(first[0].opening(), second[0].opening());
            assert_eq!(first[0].said(), b"rappel");
            assert!(loans(store, closes, 4 * HOUR).is_empty(), "it is over then");
            let mine = if core::ptr::eq(closes, &awa) {
                first
            } else {
                second
            };
            assert!(close(store, closes, &mine[0], HOUR + 1, &mut chance));
            assert!(lent(store, &awa, HOUR + 2).is_empty(), "the share is gone");
            assert!(
                !close(store, &awa, &first[0], HOUR + 2, &mut chance),
                "once"
            );
            // Who holds the file is told both, and the other of the two that it was closed.
            let heard = told();
            before += 2;
            assert_eq!(heard.len(), before);
            let of_this: Vec<bool> = heard
                .iter()
                .filter(|(opening, _)| *opening == first[0].opening())
                .map(|(_, closed)| *closed)
                .collect();
            assert_eq!(of_this, [false, true]);
        }
        let notices = [&awa, &koffi, &yao, &owner].map(|who| {
            let notices = store.read(|tx| letter::notices(tx, &who.private, HOUR));
            notices.unwrap().len()
        });
        assert_eq!(notices, [1, 1, 0, 0]);
    });
}

#[test]
fn after_another_key_or_a_departure_only_the_present_guardians_open_it() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(2);
        let [owner, awa, koffi, yao] = core::array::from_fn(|_| person(&mut chance));
        shared(store, &owner, "a", &[&awa, &koffi, &yao], &mut chance);
        let said = words(store, &awa, "a", &mut chance);
        assert!(agree(store, (&awa, &said, "a"), &yao, HOUR, &mut chance));
        assert_eq!(lent(store, &awa, HOUR).len(), 1);
        store.write(|tx| leave::depart(tx, &yao.public, 5)).unwrap();
        leave::leave(store, &owner.private, 10, &mut chance, &mut |_| ()).unwrap();
        let epochs: Vec<u32> = held(store, &owner, file("a"))
            .iter()
            .map(|k| k.epoch)
            .collect();
        assert_eq!(epochs, [1, 2], "who left had a share of the first key");
        assert!(lent(store, &awa, HOUR).is_empty(), "of the key before");
        assert!(
            !agree(store, (&awa, &said, "a"), &koffi, HOUR, &mut chance),
            "words of before"
        );
        let again = words(store, &awa, "a", &mut chance);
        assert!(!agree(store, (&awa, &again, "a"), &yao, HOUR, &mut chance));
        assert!(agree(store, (&awa, &again, "a"), &koffi, HOUR, &mut chance));
        assert_eq!(lent(store, &awa, HOUR)[0].epoch, 2);
        // Shared alike already: nothing is done. Somebody more: another splitting. Somebody less: another key.
        assert!(!share(store, &owner, "a", &[&awa, &koffi], &mut chance));
        let ama = person(&mut chance);
        assert!(share(
            store,
            &owner,
            "a",
            &[&awa, &koffi, &ama],
            &mut chance
        ));
        assert_eq!(held(store, &owner, file("a")).len(), 2);
        assert!(share(store, &owner, "a", &[&awa, &ama], &mut chance));
        assert_eq!(held(store, &owner, file("a")).len(), 3);
        let said = words(store, &koffi, "a", &mut chance);
        assert!(!agree(store, (&koffi, &said, "a"), &awa, HOUR, &mut chance));
    });
}

#[test]
fn the_rows_are_the_same_whoever_has_a_share_and_if_nobody_has() {
    let store = Store::memory().unwrap();
    let mut chance = Seeded::new(3);
    let [owner, awa, koffi, yao] = core::array::from_fn(|_| person(&mut chance));
    let nobody: &[&Person] = &[];
    for (name, guardians) in [
        ("none", nobody),
        ("one", &[&awa]),
        ("two", &[&awa, &koffi]),
        ("three", &[&awa, &koffi, &yao]),
    ] {
        shared(&store, &owner, name, guardians, &mut chance);
        let sql = "SELECT s.epoch, s.sealed, r.roll FROM glass_share s \
                   JOIN glass_roll r ON r.scope = s.scope WHERE s.scope = $1";
        let rows = store
            .read(|tx| tx.query(sql, params![&file(name)]))
            .unwrap();
        let sizes: BTreeSet<_> = rows
            .iter()
            .map(|row| {
                (
                    row.int(0).unwrap(),
                    row.blob(1).unwrap().len(),
                    row.blob(2).unwrap().len(),
                )
            })
            .collect();
        assert_eq!((rows.len(), sizes.len()), (4, 1), "{name}");
        assert_eq!(sizes.first(), Some(&(1, 241, 232)), "{name}");
    }
    // One share is no share: who is the only guardian finds nothing, even with their own words.
    let said = words(&store, &awa, "one", &mut chance);
    assert!(!agree(
        &store,
        (&awa, &said, "one"),
        &awa,
        HOUR,
        &mut chance
    ));
}
