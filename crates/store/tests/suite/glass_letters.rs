//! What guardians write to each other and how a file is found: letters and their time, several files of one name, rows
//! that were moved.

use super::*;
use crate::support::{entity, fresh, scope, visited, write_at};
use akwaba_store::StoreError;

fn ask(store: &Store, to: &Person, (until, said): (i64, &[u8]), chance: &mut Seeded) -> EntityId {
    let from = person(chance);
    store
        .write(|tx| letter::ask(tx, &from.public, &[to.public], (until, said), chance))
        .unwrap()
}

fn all(store: &Store) -> Vec<EntityId> {
    store.read(|tx| letter::all(tx)).unwrap()
}

#[test]
fn a_letter_is_read_by_who_it_is_for_until_its_time_and_goes_when_that_is_past() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(11);
        let [awa, koffi] = core::array::from_fn(|_| person(&mut chance));
        let asked = |who: &Person, now: i64| {
            let letters = store
                .read(|tx| letter::asked(tx, &who.private, now))
                .unwrap();
            letters
                .into_iter()
                .map(|one| (one.until_micros, one.said.to_vec()))
                .collect::<BTreeSet<_>>()
        };
        assert!(asked(&awa, 0).is_empty() && all(store).is_empty());
        ask(store, &awa, (10, b"un"), &mut chance);
        ask(store, &awa, (20, b"deux"), &mut chance);
        let own = ask(store, &koffi, (30, b"trois"), &mut chance);
        let (first, second) = ((10, b"un".to_vec()), (20, b"deux".to_vec()));
        assert_eq!(asked(&awa, 9), BTreeSet::from([first, second.clone()]));
        assert_eq!(asked(&awa, 10), BTreeSet::from([second]));
        assert!(asked(&awa, 20).is_empty());
        assert_eq!(asked(&koffi, 20).len(), 1);
        assert_eq!(all(store).len(), 6, "who asks keeps one too");
        let past = |now| store.read(|tx| letter::has_past(tx, now)).unwrap();
        assert_eq!([9, 10, 11].map(past), [false, true, true]);
        for (now, left) in [(9, 6), (10, 4), (19, 4)] {
            store.write(|tx| letter::sweep(tx, now)).unwrap();
            assert_eq!(all(store).len(), left, "at {now}");
        }
        assert!(!past(19));
        store.write(|tx| letter::destroy(tx, own)).unwrap();
        assert!(all(store).len() == 3 && !all(store).contains(&own));
        let letters = store
            .read(|tx| letter::asked(tx, &koffi.private, 0))
            .unwrap();
        assert_eq!(format!("{:?}", letters[0]), "Letter([caché])");
    });
}

#[test]
fn letters_are_as_long_as_a_multiple_of_a_kilobyte_and_say_all_they_said() {
    let store = Store::memory().unwrap();
    let mut chance = Seeded::new(12);
    let awa = person(&mut chance);
    // Sealing adds forty-eight bytes; whom else is asked and how long all of it is take fewer than a hundred.
    for (long, kilobytes) in [(0, 1), (1, 1), (900, 1), (1_024, 2), (1_900, 2), (2_048, 3)] {
        let said = vec![7; long];
        ask(&store, &awa, (10, &said), &mut chance);
        let rows = store.read(|tx| tx.query("SELECT sealed FROM glass_letter", &[]));
        let rows = rows.unwrap();
        let lengths: Vec<usize> = rows.iter().map(|row| row.blob(0).unwrap().len()).collect();
        assert_eq!(lengths, [kilobytes * 1_024 + 48; 2], "{long}");
        let read = store.read(|tx| letter::asked(tx, &awa.private, 0)).unwrap();
        assert_eq!(*read[0].said, said);
        store.write(|tx| letter::sweep(tx, 10)).unwrap();
    }
}

/// As many guardians and names as there is room for: each two of them find it by each name, whoever asks.
#[test]
fn any_two_of_four_guardians_find_a_file_by_any_of_its_names() {
    let store = Store::memory().unwrap();
    let mut chance = Seeded::new(13);
    let owner = person(&mut chance);
    let guardians: [Person; 4] = core::array::from_fn(|_| person(&mut chance));
    shared(&store, &owner, "a", &[], &mut chance);
    let mut keys = held(&store, &owner, file("a"));
    let names = ["Z123456", "Awa"].map(Name::of);
    let roll = Roll::new(guardians.iter().map(|one| one.public), names);
    store
        .write(|tx| glass::fit(tx, &mut keys, &roll, &mut chance))
        .unwrap();
    let stranger = person(&mut chance);
    for name in ["Z123456", "Awa", "Z123457"] {
        let lengths: BTreeSet<usize> = guardians
            .iter()
            .chain([&stranger])
            .map(|one| words(&store, one, name, &mut chance).to_bytes().len())
            .collect();
        assert_eq!(lengths, BTreeSet::from([48]), "a word a file, whoever asks");
        for (at, first) in guardians.iter().enumerate() {
            let said = words(&store, first, name, &mut chance);
            for (other, second) in guardians.iter().enumerate() {
                let found = store.read(|tx| {
                    let found = glass::find(tx, &second.private, &Name::of(name), &said)?;
                    Ok::<_, StoreError>(found.map(|found| (found.scope, found.epoch)))
                });
                let right = (at != other && name != "Z123457").then_some((file("a"), 1));
                assert_eq!(found, Ok(right), "{at} asks {other} for {name}");
            }
        }
    }
    // Who has no share says another word each time.
    let twice = [(); 2].map(|()| words(&store, &stranger, "Awa", &mut chance).to_bytes());
    assert_ne!(twice[0], twice[1]);
}

#[test]
fn of_several_files_of_one_name_the_one_written_last_is_found() {
    let store = fresh();
    let mut chance = Seeded::new(14);
    let [owner, awa, koffi] = core::array::from_fn(|_| person(&mut chance));
    write_at(&store, 50, 1, vec![visited(entity("awa"), 1)]).unwrap();
    let scopes = ["a", "b", "c"];
    let named = || [Name::of("one name")];
    for name in scopes {
        shared(&store, &owner, name, &[], &mut chance);
        let mut keys = held(&store, &owner, file(name));
        let roll = Roll::new([awa.public, koffi.public], named());
        store
            .write(|tx| glass::fit(tx, &mut keys, &roll, &mut chance))
            .unwrap();
    }
    let said = words(&store, &awa, "one name", &mut chance);
    let find = || {
        let [name] = named();
        let found = store.read(|tx| glass::find(tx, &koffi.private, &name, &said));
        found.unwrap().unwrap().scope
    };
    assert!(scopes.map(file).contains(&find()), "none was written in");
    // Each is the last in its turn, whatever the order of the rows.
    for (at, name) in (100_i64..).zip(["b", "c", "a", "c", "b", "a"]) {
        let written = file(name);
        store
            .write(|tx| {
                tx.execute("DELETE FROM stream WHERE scope = $1", params![&written])?;
                tx.execute(
                    "INSERT INTO stream (scope, node, incarnation, seq, hash, signature, \
                     clock_micros, clock_count) SELECT $1, node, incarnation, seq, hash, \
                     signature, $2, clock_count FROM stream WHERE scope = $3",
                    params![&written, at, &scope()],
                )
            })
            .unwrap();
        assert_eq!(find(), written, "at {at}");
    }
}

#[test]
fn a_share_put_under_another_epoch_or_of_another_splitting_opens_nothing() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(15);
        let [owner, awa, koffi, ama] = core::array::from_fn(|_| person(&mut chance));
        shared(store, &owner, "a", &[&awa, &koffi], &mut chance);
        let said = words(store, &awa, "a", &mut chance);
        assert!(agree(store, (&awa, &said, "a"), &koffi, HOUR, &mut chance));
        assert_eq!(lent(store, &awa, HOUR).len(), 1);
        // The same key, split anew: the share that was given fits no other any more.
        assert!(share(
            store,
            &owner,
            "a",
            &[&awa, &koffi, &ama],
            &mut chance
        ));
        assert_eq!(held(store, &owner, file("a")).len(), 1);
        assert!(lent(store, &awa, HOUR).is_empty());
        let said = words(store, &awa, "a", &mut chance);
        store
            .write(|tx| tx.execute("UPDATE glass_share SET epoch = 2", &[]))
            .unwrap();
        assert!(!agree(store, (&awa, &said, "a"), &koffi, HOUR, &mut chance));
    });
}
