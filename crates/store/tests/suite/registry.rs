//! Persons, households, relations and links as tables: found from every end, and made again.

use akwaba_domain::actor::{Actor, Grant, Reach, Role};
use akwaba_domain::draft::Drafts;
use akwaba_domain::policy::{Allowed, Permit, Target, allow};
use akwaba_domain::registry::change::{Change, change};
use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::household::{HouseholdForm, MemberForm, open};
use akwaba_domain::registry::kin::{Kin, RelationForm, relate};
use akwaba_domain::registry::link::{LinkForm, Pair, decide, seen_by_form};
use akwaba_domain::registry::register::{RegisterForm, register};
use akwaba_domain::registry::{Day, identity::IdentityForm};
use akwaba_domain::{Ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_matching::index::{Postings, Probe};
use akwaba_matching::keys::{Kind, key};
use akwaba_matching::sound;
use akwaba_store::projections::registry::{household, link, person, relation, search::Shelf};
use akwaba_store::rebuild::{rebuild, state_hash};
use akwaba_store::{Store, StoreError, Writing, append, entity};

fn centre() -> CentreId {
    CentreId::named("centre")
}

fn registry() -> ScopeId {
    scope::registry(centre())
}

fn may<A: Permit, S>(subject: S) -> Allowed<A, S> {
    let actor = Actor {
        account: ActorId::named("awa"),
        grants: vec![Grant {
            role: Role::SocialWorker,
            reach: Reach::of([centre()]),
        }],
        suspended: false,
    };
    allow(&actor, &Target::of(centre()), subject).unwrap()
}

fn today() -> Day {
    Day::of(2026, 11, 23).unwrap()
}

fn on_every_engine(body: impl Fn(&Store)) {
    body(&Store::memory().unwrap());
    let folder = tempfile::tempdir().unwrap();
    body(&Store::open_sqlite(&folder.path().join("centre.db"), None).unwrap());
    #[cfg(feature = "postgres")]
    if let Some(url) = crate::support::server() {
        body(&Store::postgres(&url, &crate::support::schema(), None).unwrap());
    }
}

fn write(store: &Store, seed: u64, drafts: &Drafts) {
    store
        .write(|tx| {
            let mut chance = Seeded::new(seed);
            let now_micros = 1_790_000_000_000_000;
            append(
                tx,
                &mut Writing {
                    now_micros,
                    chance: &mut chance,
                },
                drafts.clone(),
            )
        })
        .unwrap();
}

fn someone(store: &Store, seed: u64, name: &str, card: &str) -> EntityId {
    let form = RegisterForm {
        names: vec![("given".into(), name.into())],
        identities: vec![IdentityForm {
            kind: "card".into(),
            number: card.into(),
            ..IdentityForm::default()
        }],
        ..RegisterForm::default()
    };
    let mut chance = Seeded::new(seed);
    let mut ctx = Ctx {
        now: "2026-11-23T09:00:00Z".parse().unwrap(),
        chance: &mut chance,
    };
    let (id, drafts) = register(&mut ctx, &may(()), &form).unwrap();
    write(store, seed, &drafts);
    id
}

fn named(store: &Store, name: &str) -> Vec<EntityId> {
    let probe = Probe {
        key: key(Kind::Name, &sound::code(name)),
        ranks: None,
        limit: 10,
    };
    let rows = store
        .read(|tx| Shelf::of(tx, registry()).rows(&[probe]))
        .unwrap();
    rows[0]
        .iter()
        .map(|row| EntityId::from_bytes(row.id))
        .collect()
}

fn opened(store: &Store, seed: u64, members: &[(EntityId, &str)]) -> EntityId {
    let members = members.iter().map(|(person, role)| MemberForm {
        person: person.to_string(),
        role: (*role).into(),
        ..MemberForm::default()
    });
    let form = HouseholdForm {
        members: members.collect(),
        ..HouseholdForm::default()
    };
    let ids: Vec<EntityId> = form
        .members
        .iter()
        .map(|m| m.person.parse().unwrap())
        .collect();
    let people = store
        .read(|tx| household::people(tx, registry(), ids.clone()))
        .unwrap();
    let mut chance = Seeded::new(seed);
    let mut ctx = Ctx {
        now: "2026-11-23T09:00:00Z".parse().unwrap(),
        chance: &mut chance,
    };
    let (id, drafts) = open(&mut ctx, &may(()), &form, &people).unwrap();
    write(store, seed, &drafts);
    id
}

fn linked(store: &Store, seed: u64, pair: Pair, verdict: &str) {
    let state = store
        .read(|tx| entity::load(tx, registry(), pair.entity()))
        .unwrap();
    let form = LinkForm {
        seen: seen_by_form(&state),
        verdict: verdict.into(),
        reason: "même carte".into(),
    };
    write(store, seed, &decide(&may(pair), &state, &form).unwrap());
}

#[test]
fn a_person_is_found_by_name_and_number_and_no_longer_by_what_was_corrected() {
    on_every_engine(|store| {
        let id = someone(store, 1, "Kouassi", "CI0012");
        assert_eq!(named(store, "KWASSI"), [id]);
        let state = store.read(|tx| entity::load(tx, registry(), id)).unwrap();
        let view = akwaba_domain::registry::PersonView::of(id, &state);
        let row = (view.names[0].seen(), "given".into(), "Yao".into());
        let changed = change(
            &may(id),
            &state,
            &Kin::default(),
            &Change::Names(vec![row]),
            &Why::default(),
            today(),
        );
        write(store, 2, &changed.unwrap().drafts);
        assert_eq!(named(store, "KOUASSI"), []);
        assert_eq!(named(store, "YAO"), [id]);
        let holders = store
            .read(|tx| person::with_number(tx, registry(), "CI0012"))
            .unwrap();
        assert_eq!(holders, [("card".to_owned(), id)]);
        let rows = store.read(|tx| person::recent(tx, registry(), 10)).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].line.name.as_str(), "Yao");
    });
}

#[test]
fn households_relations_and_links_are_read_from_either_end_and_made_again_to_the_same_rows() {
    on_every_engine(|store| {
        let mother = someone(store, 1, "Affoué", "A1");
        let child = someone(store, 2, "Moussa", "A2");
        let again = someone(store, 3, "Moussah", "A3");
        let home = opened(store, 4, &[(mother, "head"), (child, "child")]);
        let other = opened(store, 5, &[(child, "child")]);
        let state = store
            .read(|tx| entity::load(tx, registry(), child))
            .unwrap();
        let kin = store
            .read(|tx| relation::kin(tx, registry(), &[child, mother]))
            .unwrap();
        let form = RelationForm {
            person: mother.to_string(),
            kind: "mother".into(),
            ..RelationForm::default()
        };
        write(
            store,
            6,
            &relate(&may(child), &state, &kin, "", &form, today()).unwrap(),
        );
        let pair = Pair::of(child, again).unwrap();
        linked(store, 7, pair, "same");

        store
            .read(|tx| {
                let members = household::members(tx, registry(), home)?;
                assert_eq!(members.len(), 2);
                let homes: Vec<_> = household::of_person(tx, registry(), child)?
                    .iter()
                    .map(|m| m.household)
                    .collect();
                assert!(homes.contains(&home) && homes.contains(&other) && homes.len() == 2);
                assert_eq!(
                    relation::of(tx, registry(), child)?,
                    relation::to(tx, registry(), mother)?
                );
                let kin = relation::kin(tx, registry(), &[child])?;
                assert!(kin.people.contains_key(&mother));
                let mut both = [child, again];
                both.sort();
                assert_eq!(link::group(tx, registry(), again)?, both);
                Ok::<_, StoreError>(())
            })
            .unwrap();

        let before = store.read(state_hash).unwrap();
        store.write(|tx| rebuild(tx, &mut |_| {})).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);

        linked(store, 8, pair, "undone");
        let alone = store.read(|tx| link::group(tx, registry(), again)).unwrap();
        assert_eq!(alone, [again]);
    });
}
