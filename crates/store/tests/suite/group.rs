//! Groups as tables: found by any name and from a member, forgotten with the member, made again to the same rows, and
//! destroyed with every word of theirs.

use crate::support::{PLAN, lying, on_every_engine};
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::draft::Drafts;
use akwaba_domain::policy::{self, Permit, Target};
use akwaba_domain::privacy::{Destruction, FileRef, Ground, Kind, Words};
use akwaba_domain::reception::{Book, LineNumber};
use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::group::{
    EndForm, GroupForm, MemberEdit, MemberForm, amend, end, open,
};
use akwaba_domain::registry::register::{RegisterForm, register};
use akwaba_domain::registry::{Day, GroupView};
use akwaba_domain::{Allowed, Ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::forget::{forget, is_forgotten};
use akwaba_store::projections::privacy;
use akwaba_store::projections::registry::{group, household};
use akwaba_store::rebuild::{projected, state_hash};
use akwaba_store::tx::Cell;
use akwaba_store::{Store, StoreError, Wiped, Writing, append, entity, ledger, params, tables};
use std::collections::BTreeSet;

/// Monday the 23rd of November 2026, 8:00.
const MONDAY: i64 = 1_795_420_800_000_000;

fn centre() -> CentreId {
    CentreId::named("groups")
}

fn may<A: Permit, S>(subject: S) -> Allowed<A, S> {
    let actor = Actor {
        account: ActorId::named("worker"),
        grants: grants_in(centre(), &[Role::SocialWorker]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre()), subject).unwrap()
}

fn made<T>(store: &Store, seed: u64, make: impl Fn(&mut Ctx<'_>) -> (T, Drafts)) -> T {
    let mut own = Seeded::new(seed);
    let mut ctx = Ctx {
        now: jiff::Timestamp::from_microsecond(MONDAY).unwrap(),
        chance: &mut own,
    };
    let (value, drafts) = make(&mut ctx);
    write(store, seed + 1_000, &drafts);
    value
}

fn write(store: &Store, seed: u64, drafts: &Drafts) {
    let written = store.write(|tx| {
        let mut writing = Writing {
            now_micros: MONDAY + i64::try_from(seed).unwrap(),
            chance: &mut Seeded::new(seed),
        };
        append(tx, &mut writing, drafts.clone())
    });
    written.unwrap();
}

fn someone(store: &Store, seed: u64, name: &str) -> EntityId {
    let form = RegisterForm {
        names: vec![("given".into(), name.into())],
        ..RegisterForm::default()
    };
    made(store, seed, |ctx| register(ctx, &may(()), &form).unwrap())
}

fn group_named(store: &Store, seed: u64, name: &str) -> EntityId {
    let form = GroupForm {
        name: name.into(),
        kind: "savings".into(),
        ..GroupForm::default()
    };
    made(store, seed, |ctx| open(ctx, &may(()), &form).unwrap())
}

fn joins(store: &Store, seed: u64, (group, person): (EntityId, EntityId)) {
    let scope = scope::registry(centre());
    let (state, people) = store
        .read(|tx| {
            let state = entity::load(tx, scope, group)?;
            Ok::<_, StoreError>((state, household::people(tx, scope, [person])?))
        })
        .unwrap();
    let form = MemberForm {
        person: person.to_string(),
        role: "member".into(),
        ..MemberForm::default()
    };
    let edit = MemberEdit::Write(String::new(), form);
    let (why, today) = (Why::default(), Day::of(2026, 11, 23).unwrap());
    let changed = amend(&may(group), &state, &edit, &why, &people, today);
    write(store, seed, &changed.unwrap().drafts);
}

#[test]
fn groups_are_found_by_name_and_by_member_and_forget_who_is_forgotten() {
    on_every_engine(|store| {
        let scope = scope::registry(centre());
        let (awa, aya) = (someone(store, 1, "Awa"), someone(store, 2, "Aya"));
        let first = group_named(store, 3, "AVEC Kouassikro");
        let second = group_named(store, 4, "AVEC Sigui");
        joins(store, 5, (first, awa));
        let last = group_named(store, 6, "AVEC de Kwassikro-Nord");
        joins(store, 7, (last, aya));
        let found = |typed: &str| {
            let rows = store.read(|tx| group::search(tx, scope, typed, 10));
            let rows = rows.unwrap().into_iter();
            rows.map(|row| row.group).collect::<Vec<_>>()
        };
        assert_eq!(
            found("kouassikro"),
            [first, last],
            "as it is written comes first"
        );
        assert_eq!(found("avec sigui"), [second]);
        assert_eq!(found("cacao"), []);
        let of = |person| {
            let rows = store
                .read(|tx| group::of_person(tx, scope, person))
                .unwrap();
            rows.iter().map(|row| row.group).collect::<Vec<_>>()
        };
        assert_eq!(of(awa), [first]);

        let over = EndForm {
            reason: "done".into(),
            ..EndForm::default()
        };
        let state = store.read(|tx| entity::load(tx, scope, first)).unwrap();
        let ended = end(&may(first), &state, &over, Day::of(2026, 11, 23).unwrap());
        write(store, 8, &ended.unwrap());
        assert_eq!(
            found("kouassikro"),
            [last, first],
            "what has ended comes last"
        );

        store
            .write(|tx| forget(tx, MONDAY + 9, scope, aya))
            .unwrap();
        assert_eq!(of(aya), []);
        let state = store.read(|tx| entity::load(tx, scope, last)).unwrap();
        let view = GroupView::of(last, &state);
        assert!(view.name.shown().is_some() && view.members.is_empty());

        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
    });
}

/// What is written of a group that is to be destroyed, and nowhere else.
const WORDS: [&str; 4] = [
    "AVEC Canari-Attiegouakro",
    "Canari-Ahoutoue",
    "Canari-derriere-le-puits",
    "Canari-retour-du-tuteur",
];

/// A group with all that is written of one, and a member; and how it is destroyed.
fn doomed(store: &Store) -> (EntityId, EntityId, Destruction) {
    let form = GroupForm {
        name: WORDS[0].into(),
        other_name: WORDS[1].into(),
        kind: "savings".into(),
        purpose: WORDS[2].into(),
        ..GroupForm::default()
    };
    let awa = someone(store, 1, "Awa");
    let doomed = made(store, 2, |ctx| open(ctx, &may(()), &form).unwrap());
    joins(store, 3, (doomed, awa));
    let scope = scope::registry(centre());
    let state = store.read(|tx| entity::load(tx, scope, doomed)).unwrap();
    let over = EndForm {
        reason: "done".into(),
        words: WORDS[3].into(),
        ..EndForm::default()
    };
    let ended = end(&may(doomed), &state, &over, Day::of(2026, 11, 23).unwrap());
    write(store, 4, &ended.unwrap());
    let destruction = Destruction {
        id: EntityId::named("destruction"),
        number: LineNumber {
            year: 2026,
            book: Book::MAIN,
            number: 1,
        },
        ground: Ground::Term,
        files: vec![FileRef {
            kind: Kind::Group,
            id: doomed,
        }],
        training_before: None,
        why: Words::new("Terme"),
        at_micros: MONDAY,
        by: ActorId::named("worker"),
        ruling: None,
        cleaned: None,
    };
    (doomed, awa, destruction)
}

/// How many of the words of the group stand in the rows of all tables.
fn written(store: &Store) -> usize {
    let found = store.read(|tx| {
        let kept = tables::JOURNAL.iter().chain(tables::LOCAL);
        let dumps: Vec<_> = kept.map(|one| one.dump).collect();
        let made = projected(tx).into_iter().map(|one| one.dump);
        let mut found: BTreeSet<&str> = BTreeSet::new();
        for dump in dumps.into_iter().chain(made.collect::<Vec<_>>()) {
            tx.each(dump, &[], &mut |row| {
                for cell in row.cells() {
                    let bytes = match cell {
                        Cell::Text(text) => text.as_bytes(),
                        Cell::Blob(bytes) => bytes,
                        _ => continue,
                    };
                    let within = |word: &&str| {
                        let mut parts = bytes.windows(word.len());
                        parts.any(|part| part == word.as_bytes())
                    };
                    found.extend(WORDS.iter().copied().filter(within));
                }
                Ok(())
            })?;
        }
        Ok::<_, StoreError>(found)
    });
    found.unwrap().len()
}

#[test]
fn a_group_that_is_destroyed_is_in_no_table_whoever_belonged_to_it_stays_and_the_chain_verifies() {
    on_every_engine(|store| {
        let scope = scope::registry(centre());
        let (doomed, awa, what) = doomed(store);
        assert_eq!(
            written(store),
            WORDS.len(),
            "the search finds what is there"
        );
        let counts = store.write(|tx| privacy::destroy(tx, MONDAY + 9, scope, &what));
        let counts = counts.unwrap();
        assert_eq!((counts.groups, counts.persons, counts.keys), (1, 0, 1));
        store.wipe().unwrap();
        assert_eq!(written(store), 0);
        assert!(store.read(|tx| is_forgotten(tx, scope, doomed)).unwrap());
        // No body of it opens: the wrap of its key is no key, and what is left is its member's own.
        let wraps = "SELECT wrapped FROM subject_key WHERE scope = $1 AND subject = $2";
        let wrap = store.read(|tx| tx.one(wraps, params![&scope, &doomed]));
        assert_eq!(wrap.unwrap().blob(0).unwrap(), b"");
        let state = store.read(|tx| entity::load(tx, scope, doomed)).unwrap();
        let view = GroupView::of(doomed, &state);
        assert!(view.name.shown().is_none() && view.ended.shown().is_none());
        assert!(view.purpose.shown().is_none() && view.other_name.shown().is_none());
        store
            .read(|tx| {
                assert_eq!(group::find(tx, scope, doomed)?, None);
                assert_eq!(group::every(tx, scope)?, []);
                assert_eq!(group::of_person(tx, scope, awa)?, []);
                let people = household::people(tx, scope, [awa])?;
                assert_eq!(people.len(), 1, "who belonged to it stays");
                assert!(ledger::verify(tx, &mut |_| ())?.is_intact());
                Ok::<_, StoreError>(())
            })
            .unwrap();
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        assert_eq!(written(store), 0);
    });
}

#[test]
fn after_a_group_is_destroyed_no_wrap_and_no_word_of_it_lies_in_the_file_its_free_pages_or_its_log()
{
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("centre.db");
    let store = Store::open_sqlite_with(&path, None, PLAN, &mut |_, _| Ok(())).unwrap();
    let scope = scope::registry(centre());
    let (doomed, _, what) = doomed(&store);
    let wrap = store.read(|tx| {
        let text = "SELECT wrapped FROM subject_key WHERE scope = $1 AND subject = $2";
        let row = tx.one(text, params![&scope, &doomed])?;
        Ok::<_, StoreError>(row.blob(0)?.to_vec())
    });
    let wrap = wrap.unwrap();
    let sought = || WORDS.iter().map(|word| word.as_bytes()).chain([&*wrap]);
    if !akwaba_store::ENCRYPTS {
        assert_eq!(lying(&path, sought()), 5, "the search finds what is there");
    }
    store
        .write(|tx| privacy::destroy(tx, MONDAY + 9, scope, &what))
        .unwrap();
    assert_eq!(store.wipe().unwrap(), Wiped::File);
    assert_eq!(lying(&path, sought()), 0);
    let after = place.path().join("after.backup");
    store.snapshot(&after, &mut |_| ()).unwrap();
    assert_eq!(lying(&after, sought()), 0);
    let verified = store.read(|tx| ledger::verify(tx, &mut |_| ())).unwrap();
    assert!(verified.is_intact(), "the chain still verifies");
}
