//! Changes to the manual: lists by stage, notes that are still to be read, the same rows after a rebuild.

use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::casework::manual::{self, Texts};
use akwaba_domain::casework::proposal::{self, Ground, Line, RulingForm, Stage};
use akwaba_domain::casework::{Edition, Hands, ProcedureRef, Proposal, notice};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Permit, Target, act};
use akwaba_domain::{Allowed, Ctx, Drafts, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use akwaba_store::projections::casework::{listed, proposals, standing, under_way, unread};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, StoreError, Writing, append, entity};

const CHAIR: &str = include_str!("../../../procedures/tests/P99-fauteuil.md");
const SHARED: &str = include_str!("../../../../manuel/manuel.md");
/// Monday the 23rd of November 2026, 8:00.
const MONDAY: i64 = 1_795_420_800_000_000;

fn centre() -> CentreId {
    CentreId::named("making")
}

fn actor(role: Role) -> Actor {
    Actor {
        account: ActorId::named(role.code()),
        grants: grants_in(centre(), &[role]),
        suspended: false,
    }
}

fn may<A: Permit>(role: Role) -> Allowed<A> {
    policy::allow(&actor(role), &Target::of(centre()), ()).unwrap()
}

fn write(store: &Store, at: i64, drafts: &Drafts) {
    let mut chance = Seeded::new(at.unsigned_abs());
    store
        .write(|tx| {
            let mut writing = Writing {
                now_micros: at,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts.clone())
        })
        .unwrap();
}

fn with_ctx<T>(at: i64, body: impl FnOnce(&Ctx<'_>) -> T) -> T {
    let mut chance = Seeded::new(1);
    body(&Ctx {
        now: jiff::Timestamp::from_microsecond(at).unwrap(),
        chance: &mut chance,
    })
}

fn state(store: &Store, id: EntityId) -> State {
    store
        .read(|tx| entity::load(tx, scope::manual(centre()), id))
        .unwrap()
}

fn known(store: &Store, id: EntityId) -> (Proposal, State) {
    let state = state(store, id);
    (Proposal::of(id, &state).unwrap(), state)
}

fn stages(store: &Store) -> Vec<Stage> {
    let lines = store.read(|tx| proposals(tx, centre())).unwrap();
    lines.iter().map(|line| line.stage).collect()
}

fn base() -> ProcedureRef {
    ProcedureRef {
        code: "P99".to_owned(),
        version: 1,
        layer: 0,
    }
}

/// A change to the example, sent for visas.
fn sent(store: &Store, name: &str, at: i64) -> EntityId {
    let id = EntityId::named(name);
    let versions = store
        .read(|tx| standing(tx, centre(), "P99"))
        .unwrap()
        .unwrap();
    let allowed = may::<act::ManualPropose>(Role::SocialWorker);
    let from = (&base(), CHAIR);
    let drafts = proposal::begin(&allowed, id, from, &versions, "Trop court.").unwrap();
    write(store, at, &drafts);
    let (begun, before) = known(store, id);
    let text = begun.text.replace("3 jours ouvrés", "5 jours ouvrés");
    let drafts = proposal::revise(&allowed, (&begun, &before), &text).unwrap();
    write(store, at + 1, &drafts);
    let edition = Edition::read(CHAIR, Some(SHARED)).unwrap();
    let ground = Ground {
        shared: Some(SHARED),
        base: &edition,
        versions: &versions,
        region: true,
    };
    let (written, before) = known(store, id);
    let about = (&written, &before);
    let drafts = with_ctx(at, |ctx| {
        proposal::submit(ctx, &allowed, about, &ground, "Cinq jours.").unwrap()
    });
    write(store, at + 2, &drafts);
    id
}

fn visa(store: &Store, id: EntityId, at: i64, role: Role, ministry: &str) {
    let (waiting, before) = known(store, id);
    let one = actor(role);
    let target = Target::asked(centre(), waiting.author);
    let allowed = policy::allow::<act::ProposalApprove, _>(&one, &target, ()).unwrap();
    let versions = store
        .read(|tx| standing(tx, centre(), "P99"))
        .unwrap()
        .unwrap();
    let form = RulingForm {
        seal: waiting.submission().unwrap().seal.to_string(),
        granted: true,
        ministry: ministry.to_owned(),
        reason: String::new(),
    };
    let line = Line::of(&one, centre()).unwrap();
    let about = (&waiting, &before);
    let drafts = with_ctx(at, |ctx| {
        proposal::rule(ctx, &allowed, line, about, &versions, &form).unwrap()
    });
    write(store, at, &drafts);
}

fn to_read(store: &Store, role: Role) -> usize {
    let hands = Hands::of(&actor(role), centre());
    let who = ActorId::named(role.code());
    let found = store.read(|tx| unread(tx, centre(), who, &hands));
    found.unwrap().len()
}

#[test]
fn a_change_moves_through_its_stages_to_a_note_that_leaves_the_list_of_who_has_read_it() {
    on_every_engine(|store| {
        let adopted = manual::adopt(
            &may::<act::ManualPublish>(Role::Director),
            &State::default(),
            Texts {
                shared: Some(SHARED),
                procedures: &[CHAIR],
            },
        );
        write(store, MONDAY, &adopted.unwrap());
        assert_eq!(to_read(store, Role::SocialWorker), 0);
        let id = sent(store, "first", MONDAY + 10);
        let other = sent(store, "second", MONDAY + 20);
        assert_eq!(stages(store), [Stage::Awaiting, Stage::Awaiting]);
        visa(store, id, MONDAY + 30, Role::Director, "0");
        visa(store, id, MONDAY + 31, Role::RegionalSupervisor, "1");
        assert_eq!(stages(store), [Stage::Approved, Stage::Awaiting]);
        let (approved, before) = known(store, id);
        let versions = store
            .read(|tx| standing(tx, centre(), "P99"))
            .unwrap()
            .unwrap();
        let allowed = may::<act::ManualPublish>(Role::Director);
        let about = (&approved, &before);
        let empty = State::default();
        let drafts = proposal::publish(&allowed, about, Some(SHARED), &versions, &empty).unwrap();
        write(store, MONDAY + 40, &drafts);
        assert_eq!(stages(store), [Stage::Awaiting, Stage::Published]);
        let left = store.read(|tx| under_way(tx, centre())).unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!(left[0].id, other);
        let versions = store.read(|tx| listed(tx, centre())).unwrap();
        let numbers: Vec<u32> = versions.iter().map(|one| one.named.version).collect();
        assert_eq!(numbers, [2, 1], "the old version stays");
        assert_eq!(to_read(store, Role::SocialWorker), 1);
        assert_eq!(to_read(store, Role::Director), 1);
        assert_eq!(to_read(store, Role::Reception), 0, "no step is theirs");
        let named = &versions[0].named;
        let about = notice::entity(centre(), named);
        let allowed = may::<act::ManualRead>(Role::SocialWorker);
        let drafts = with_ctx(MONDAY + 50, |ctx| {
            notice::acknowledge(ctx, &allowed, named, &state(store, about))
        });
        write(store, MONDAY + 50, &drafts);
        assert_eq!(to_read(store, Role::SocialWorker), 0);
        assert_eq!(to_read(store, Role::Director), 1);
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
    });
}

#[test]
fn a_centre_without_a_procedure_has_nothing_to_stand_against() {
    on_every_engine(|store| {
        let found: Result<_, StoreError> = store.read(|tx| standing(tx, centre(), "P99"));
        assert_eq!(found.unwrap(), None);
        assert!(stages(store).is_empty());
    });
}
