//! Groups as tables: found by any name and from a member, forgotten with the member, made again to the same rows.

use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::draft::Drafts;
use akwaba_domain::policy::{self, Permit, Target};
use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::group::{
    EndForm, GroupForm, MemberEdit, MemberForm, amend, end, open,
};
use akwaba_domain::registry::register::{RegisterForm, register};
use akwaba_domain::registry::{Day, GroupView};
use akwaba_domain::{Allowed, Ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::forget::forget;
use akwaba_store::projections::registry::{group, household};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, StoreError, Writing, append, entity};

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
