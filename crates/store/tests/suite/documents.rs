//! Documents: their pictures lie encrypted beside the journal, come with a copy, and go with the person.

use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::documents::{Document, Kind, Measure, Owner, add, withdraw};
use akwaba_domain::policy::{self, Permit, Target, act};
use akwaba_domain::{Allowed, Ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::forget::forget;
use akwaba_store::projections::documents;
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, StoreError, Writing, append, entity, pictures};

/// Monday the 23rd of November 2026, 8:00.
const MONDAY: i64 = 1_795_420_800_000_000;
const PICTURE: &[u8] = b"\xFF\xD8\xFF the face of Affoue, readable by nobody else";

fn allowed<A: Permit>() -> Allowed<A> {
    let centre = CentreId::named("documents");
    let actor = Actor {
        account: ActorId::named("worker"),
        grants: grants_in(centre, &[Role::SocialWorker]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre), ()).unwrap()
}

fn scope() -> ScopeId {
    scope::registry(CentreId::named("documents"))
}

fn keep(store: &Store, at: i64, owner: Owner) -> EntityId {
    let mut chance = Seeded::new(at.unsigned_abs());
    let mut own = Seeded::new(at.unsigned_abs() + 1);
    let measure = Measure {
        hash: *blake3::hash(PICTURE).as_bytes(),
        bytes: 1,
        width: 3,
        height: 2,
    };
    store
        .write(|tx| {
            let mut ctx = Ctx {
                now: jiff::Timestamp::from_microsecond(at).unwrap(),
                chance: &mut own,
            };
            let told = (Kind::Act, None);
            let added = add(&mut ctx, &allowed(), owner, told, measure, 0);
            let (id, drafts) = added.unwrap();
            let mut writing = Writing {
                now_micros: at,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts)?;
            let under = (scope(), owner.subject(id));
            pictures::keep(tx, &mut *writing.chance, under, id, PICTURE)?;
            Ok::<_, StoreError>(id)
        })
        .unwrap()
}

fn picture(store: &Store, id: EntityId) -> Result<Option<Vec<u8>>, StoreError> {
    store.read(|tx| Ok(pictures::read(tx, scope(), id)?.map(|bytes| bytes.to_vec())))
}

/// What lies in the table, as whoever steals the disk reads it.
fn lying(store: &Store) -> Vec<u8> {
    store
        .read(|tx| {
            let mut all = Vec::new();
            tx.each("SELECT wrapped FROM document_picture", &[], &mut |row| {
                all.extend_from_slice(row.blob(0)?);
                Ok(())
            })?;
            Ok::<_, StoreError>(all)
        })
        .unwrap()
}

#[test]
fn a_picture_lies_encrypted_comes_with_a_copy_and_goes_with_the_person() {
    on_every_engine(|store| {
        let [ama, case] = ["ama", "case"].map(EntityId::named);
        let own = Owner {
            record: Some(ama),
            case: None,
        };
        let first = keep(store, MONDAY, own);
        let of_case = Owner {
            case: Some(case),
            ..own
        };
        let second = keep(store, MONDAY + 1, of_case);
        let lists = |store: &Store| {
            store
                .read(|tx| {
                    let ids = |found: Vec<Document>| found.iter().map(|one| one.id).collect();
                    let of_record: Vec<EntityId> = ids(documents::of_record(tx, scope(), ama)?);
                    let of_case: Vec<EntityId> = ids(documents::of_case(tx, scope(), case)?);
                    Ok::<_, StoreError>((of_record, of_case))
                })
                .unwrap()
        };
        assert_eq!(lists(store), (vec![first], vec![second]));
        assert_eq!(picture(store, first).unwrap().as_deref(), Some(PICTURE));
        let lies = lying(store);
        assert!(lies.len() > 2 * PICTURE.len());
        assert!(!lies.windows(6).any(|part| part == b"Affoue"));

        let copy = Store::memory().unwrap();
        copy.fill_from(store, &mut |_| ()).unwrap();
        assert_eq!(picture(&copy, second).unwrap().as_deref(), Some(PICTURE));
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        assert_eq!(picture(store, second).unwrap().as_deref(), Some(PICTURE));

        store
            .write(|tx| forget(tx, MONDAY + 2, scope(), ama))
            .unwrap();
        assert_eq!(picture(store, first).unwrap(), None);
        assert_eq!(lists(store), (vec![], vec![]));
        assert!(lying(store).is_empty());
    });
}

#[test]
fn a_picture_put_in_the_place_of_another_is_not_read_and_one_taken_out_is_gone() {
    on_every_engine(|store| {
        let owner = Owner {
            record: Some(EntityId::named("yao")),
            case: None,
        };
        let first = keep(store, MONDAY, owner);
        let second = keep(store, MONDAY + 1, owner);
        store
            .write(|tx| {
                tx.execute(
                    "UPDATE document_picture SET wrapped = (SELECT p.wrapped FROM \
                     document_picture p WHERE p.entity = $1) WHERE entity = $2",
                    akwaba_store::params![&first, &second],
                )?;
                Ok::<_, StoreError>(())
            })
            .unwrap();
        assert!(matches!(
            picture(store, second),
            Err(StoreError::Corrupt { .. })
        ));
        let mut chance = Seeded::new(9);
        let mut own = Seeded::new(10);
        store
            .write(|tx| {
                let state = entity::load(tx, scope(), first)?;
                let document = Document::of(first, &state).unwrap();
                let ctx = Ctx {
                    now: jiff::Timestamp::from_microsecond(MONDAY + 5).unwrap(),
                    chance: &mut own,
                };
                let may = allowed::<act::DocumentWithdraw>();
                let drafts = withdraw(&ctx, &may, (&document, &state), false, "Flou.").unwrap();
                let mut writing = Writing {
                    now_micros: MONDAY + 5,
                    chance: &mut chance,
                };
                append(tx, &mut writing, drafts)?;
                pictures::remove(tx, scope(), first)
            })
            .unwrap();
        assert_eq!(picture(store, first).unwrap(), None);
        let left = store.read(|tx| documents::of_record(tx, scope(), owner.record.unwrap()));
        assert_eq!(left.unwrap().len(), 1);
    });
}
