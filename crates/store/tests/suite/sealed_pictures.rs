//! Pictures of sealed files: all of one length, read by who holds a key of the file, gone with it.

use crate::support::on_every_engine;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::sealed::pictures::{self, BYTES_MAX};
use akwaba_store::sealed::{self, HeldKey, PrivateKey, Recipient};
use akwaba_store::{Store, StoreError, params};

fn rows(store: &Store) -> Vec<(Vec<u8>, Vec<u8>)> {
    let all = "SELECT name, sealed FROM sealed_picture ORDER BY name";
    let rows = store.read(|tx| tx.query(all, &[])).unwrap();
    let both = rows
        .iter()
        .map(|row| (row.blob(0).unwrap().to_vec(), row.blob(1).unwrap().to_vec()));
    both.collect()
}

fn read(store: &Store, held: &[HeldKey], id: EntityId) -> Result<Option<Vec<u8>>, StoreError> {
    let read = store.read(|tx| pictures::read(tx, held, id));
    read.map(|found| found.map(|bytes| bytes.to_vec()))
}

#[test]
fn pictures_of_sealed_files_have_one_length_and_open_under_the_keys_of_their_file_alone() {
    on_every_engine(|store| {
        let mut chance = Seeded::new(5);
        let private = PrivateKey::fresh(&mut chance);
        let to = [Recipient::own(&private).unwrap()];
        let [file, other] = ["a", "b"].map(ScopeId::named);
        let [small, large] = ["small", "large"].map(EntityId::named);
        let keep = |held: &[HeldKey], id, picture: &[u8], chance: &mut Seeded| {
            store.write(|tx| pictures::keep(tx, held, id, picture, chance))
        };
        for scope in [file, other] {
            store
                .write(|tx| sealed::create(tx, scope, &to, &mut chance))
                .unwrap();
        }
        let held = |scope| -> Vec<HeldKey> {
            let all = store.read(|tx| sealed::held(tx, &private)).unwrap();
            all.into_iter().filter(|one| one.scope == scope).collect()
        };
        let first = held(file);
        keep(&first, small, b"\xFF\xD8 the face of Affoue", &mut chance).unwrap();
        store
            .write(|tx| sealed::rotate(tx, file, &first[0], &to, &mut chance))
            .unwrap();
        let both = held(file);
        keep(&both, large, &vec![7; BYTES_MAX], &mut chance).unwrap();
        let beyond = keep(
            &both,
            EntityId::named("c"),
            &vec![7; BYTES_MAX + 1],
            &mut chance,
        );
        assert_eq!(beyond, Err(StoreError::TooLong));

        let lies = rows(store);
        assert_eq!(lies.len(), 2);
        assert_eq!(lies[0].1.len(), lies[1].1.len(), "whatever they show");
        for (name, sealed) in &lies {
            assert!(!sealed.windows(6).any(|part| part == b"Affoue"));
            for id in [small, large] {
                assert_ne!(
                    name.as_slice(),
                    id.as_bytes(),
                    "a name tells of no document"
                );
            }
        }
        let face = Some(b"\xFF\xD8 the face of Affoue".to_vec());
        assert_eq!(
            read(store, &both, small).unwrap(),
            face,
            "under the former key"
        );
        assert_eq!(read(store, &both, large).unwrap(), Some(vec![7; BYTES_MAX]));
        // Who left has the former key and reads nothing kept since; who has another file reads nothing.
        assert_eq!(read(store, &first, large).unwrap(), None);
        assert_eq!(read(store, &held(other), small).unwrap(), None);

        // One in the place of another does not open.
        store
            .write(|tx| {
                tx.execute(
                    "UPDATE sealed_picture SET sealed = $1 WHERE name = $2",
                    params![&lies[0].1, &lies[1].0],
                )
            })
            .unwrap();
        let moved = [small, large].map(|id| read(store, &both, id));
        assert!(
            moved
                .iter()
                .any(|one| matches!(one, Err(StoreError::Corrupt { .. })))
        );

        store
            .write(|tx| pictures::remove(tx, &both, small))
            .unwrap();
        assert_eq!(rows(store).len(), 1);
        store.write(|tx| sealed::destroy(tx, file)).unwrap();
        assert!(rows(store).is_empty());
    });
}
