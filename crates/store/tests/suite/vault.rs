//! Entries within entries: what a store in memory wrote stands sealed in the journal of another, and shows
//! again in a third that has the key.

use crate::support::{KIND, entity, named, on_every_engine, scope, visited, write_at};
use akwaba_journal::chance::Seeded;
use akwaba_journal::entry::{Body, Entry};
use akwaba_journal::id::ScopeId;
use akwaba_journal::seal::{Key, SIZES};
use akwaba_store::entity::{history, load};
use akwaba_store::rebuild::state_hash;
use akwaba_store::vault::{self, Batch, Read, append_sealed, inner, place, written};
use akwaba_store::{Store, StoreError, Writing, exchange, ledger, params};

const NOW: i64 = 1_790_000_000_000_000;

fn file() -> ScopeId {
    ScopeId::named("file")
}

/// What a store in memory wrote since it was read last.
fn fresh(memory: &Store, read: &mut Read) -> Vec<Entry> {
    memory.write(|tx| written(tx, read)).unwrap()
}

fn seal(store: &Store, key: (u32, &Key), inner: Vec<Entry>) {
    store
        .write(|tx| {
            let mut writing = Writing {
                now_micros: NOW,
                chance: &mut Seeded::new(9),
            };
            let batch = Batch {
                scope: file(),
                key,
                inner: inner.clone(),
            };
            append_sealed(tx, &mut writing, &[batch])
        })
        .unwrap();
}

fn opened(store: &Store, read: &mut Read, key: Option<(u32, &Key)>) -> vault::Inner {
    let found = store.read(|tx| {
        let key = |epoch| key.filter(|(own, _)| *own == epoch).map(|(_, key)| key);
        inner(tx, file(), read, key)
    });
    found.unwrap()
}

/// Awa, in a store in memory: a name, then two visits.
fn memory(store: &Store) -> Store {
    let memory = store.beside().unwrap();
    let first = write_at(&memory, NOW, 1, vec![named(entity("awa"), "Awa", &[])]).unwrap();
    let again = vec![
        named(entity("awa"), "Awa K", &first),
        visited(entity("awa"), 1),
    ];
    write_at(&memory, NOW + 10, 2, again).unwrap();
    memory
}

#[test]
fn what_was_sealed_shows_again_beside_the_journal_and_makes_no_row_in_it() {
    on_every_engine(|store| {
        write_at(store, NOW, 3, vec![named(entity("koffi"), "Koffi", &[])]).unwrap();
        let before = store.read(|tx| state_hash(tx)).unwrap();
        let key = Key::fresh(&mut Seeded::new(1));
        let (source, mut own) = (memory(store), Read::default());
        let sent = fresh(&source, &mut own);
        assert_eq!(sent.len(), 3);
        assert!(fresh(&source, &mut own).is_empty());
        seal(store, (1, &key), sent.clone());
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(|tx| state_hash(tx)).unwrap(), before);
        let intact = store.read(|tx| ledger::verify(tx, &mut |_| ())).unwrap();
        assert!(intact.is_intact());
        let (shown, mut read) = (store.beside().unwrap(), Read::default());
        let found = opened(store, &mut read, Some((1, &key)));
        assert_eq!(found.entries, sent);
        assert!(opened(store, &mut read, Some((1, &key))).entries.is_empty());
        for _ in 0..2 {
            shown.write(|tx| place(tx, &found.entries)).unwrap();
        }
        shown
            .read(|tx| {
                let state = load(tx, scope(), entity("awa"))?;
                assert_eq!(state.one::<String>("name").as_deref(), Some("Awa K"));
                assert_eq!(history(tx, scope(), entity("awa"))?.len(), 3);
                let row = tx.one("SELECT name, visits FROM test_person", &[])?;
                assert_eq!((row.text(0)?, row.int(1)?), ("Awa K", 1));
                Ok::<_, StoreError>(())
            })
            .unwrap();
    });
}

#[test]
fn the_header_of_a_sealed_entry_says_who_holds_the_journal_and_a_size_and_nothing_else() {
    on_every_engine(|store| {
        let key = Key::fresh(&mut Seeded::new(1));
        seal(
            store,
            (1, &key),
            fresh(&memory(store), &mut Read::default()),
        );
        let bytes = store
            .read(|tx| {
                let sql = "SELECT bytes, actor, entity, kind FROM entry WHERE scope = $1";
                tx.one(sql, params![&file()])
            })
            .unwrap();
        let entry = Entry::decode(bytes.blob(0).unwrap()).unwrap();
        assert_eq!(entry.actor.as_bytes(), entry.stream.node.as_bytes());
        assert_eq!(entry.entity, vault::entity_of(file()));
        assert_eq!((entry.kind.as_str(), entry.version), (vault::KIND, 1));
        let Body::Sealed { cipher, epoch, .. } = &entry.body else {
            panic!("not sealed")
        };
        // The tag of the cipher follows what was padded.
        assert_eq!((*epoch, cipher.len()), (1, SIZES[0] + 16));
        assert!(!bytes.blob(0).unwrap().windows(3).any(|part| part == b"Awa"));
    });
}

#[test]
fn another_key_is_noticed_and_opens_nothing_and_a_bundle_carries_the_file_to_who_has_it() {
    on_every_engine(|store| {
        let (key, next) = (
            Key::fresh(&mut Seeded::new(1)),
            Key::fresh(&mut Seeded::new(2)),
        );
        let sent = fresh(&memory(store), &mut Read::default());
        seal(store, (2, &next), sent.clone());
        let found = opened(store, &mut Read::default(), Some((1, &key)));
        assert!(found.beyond && found.entries.is_empty());
        let forged = opened(store, &mut Read::default(), Some((2, &key)));
        assert!(!forged.beyond && forged.entries.is_empty());
        let bundle = store
            .read(|tx| exchange::give(tx, &[].into(), &|_| true, &Default::default()))
            .unwrap()
            .bundle;
        let public = store
            .read(|tx| akwaba_store::identity::public_key(tx))
            .unwrap();
        let node = store
            .read(|tx| akwaba_store::identity::find(tx))
            .unwrap()
            .unwrap()
            .node;
        let other = Store::memory_with(crate::support::PLAN, None).unwrap();
        other
            .write(|tx| ledger::trust(tx, node, &public.unwrap()))
            .unwrap();
        other
            .write(|tx| exchange::take(tx, NOW, bundle.clone()))
            .unwrap();
        let there = opened(&other, &mut Read::default(), Some((2, &next)));
        assert_eq!(there.entries, sent);
        let kinds = other
            .read(|tx| tx.query("SELECT kind FROM entity", &[]))
            .unwrap();
        assert!(kinds.is_empty(), "{KIND} is nowhere in the open");
    });
}

#[test]
fn a_copy_shows_what_stands_in_the_open_and_follows_its_changes() {
    on_every_engine(|store| {
        let first = write_at(store, NOW, 1, vec![named(entity("awa"), "Awa", &[])]).unwrap();
        let (shown, mut read) = (store.beside().unwrap(), Read::default());
        let mut follow = || {
            let copies = store
                .read(|tx| vault::changed(tx, &[scope()], &mut read))
                .unwrap();
            shown.write(|tx| vault::put(tx, &copies)).unwrap();
            copies.len()
        };
        assert_eq!((follow(), follow()), (1, 0));
        write_at(
            store,
            NOW + 5,
            2,
            vec![named(entity("awa"), "Awa K", &first)],
        )
        .unwrap();
        assert_eq!(follow(), 1);
        let row = shown
            .read(|tx| tx.one("SELECT name FROM test_person", &[]))
            .unwrap();
        assert_eq!(row.text(0).unwrap(), "Awa K");
    });
}
