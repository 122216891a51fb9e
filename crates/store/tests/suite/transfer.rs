//! A case handed from one centre to another in one database: each writes in its own scope, both read.

use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::casework::conference::{CallForm, call};
use akwaba_domain::casework::number::{Counter, year_entity};
use akwaba_domain::casework::open::{Opening, open};
use akwaba_domain::casework::reply::answer;
use akwaba_domain::casework::transfer::{NoteForm, Noted, hand};
use akwaba_domain::casework::{Case, Edition, ProcedureRef, Subject};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Permit, Target, act};
use akwaba_domain::reception::Book;
use akwaba_domain::{Allowed, Ctx, Drafts, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::projections::casework::{Seat, tasks};
use akwaba_store::projections::transfer::{asked_of, of_case};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, Writing, append, entity};

const CHAIR: &str = include_str!("../../../procedures/tests/P99-fauteuil.md");
/// Monday the 23rd of November 2026, 8:00.
const MONDAY: i64 = 1_795_420_800_000_000;

fn allowed<A: Permit>(centre: CentreId) -> Allowed<A> {
    let actor = Actor {
        account: ActorId::named("director"),
        grants: grants_in(centre, &[Role::Director]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre), ()).unwrap()
}

fn write(store: &Store, decide: impl Fn(&mut Ctx<'_>) -> Drafts) {
    let mut chance = Seeded::new(11);
    let now = jiff::Timestamp::from_microsecond(MONDAY).unwrap();
    let mut ctx = Ctx {
        now,
        chance: &mut chance,
    };
    let drafts = decide(&mut ctx);
    let mut chance = Seeded::new(12);
    store
        .write(|tx| {
            let mut writing = Writing {
                now_micros: MONDAY,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts.clone())
        })
        .unwrap();
}

#[test]
fn the_centre_that_a_note_asks_reads_it_answers_once_and_a_rebuild_changes_no_byte() {
    let (from, to) = (CentreId::named("from"), CentreId::named("to"));
    let here = scope::registry(from);
    on_every_engine(|store| {
        let edition = Edition::read(CHAIR, None).unwrap();
        let named = ProcedureRef {
            code: "P99".to_owned(),
            version: 1,
            layer: 0,
        };
        let id = EntityId::named("case");
        let year = store
            .read(|tx| entity::load(tx, here, year_entity(from, 2026)))
            .unwrap();
        write(store, |ctx| {
            let counter = Counter {
                book: Book::MAIN,
                year: &year,
            };
            let opening = Opening {
                procedure: (&named, &edition),
                subject: Subject::Person(EntityId::named("awa")),
                assigned: None,
            };
            let (_, drafts) =
                open(ctx, &allowed::<act::CaseOpen>(from), id, &counter, &opening).unwrap();
            drafts
        });
        let state = store.read(|tx| entity::load(tx, here, id)).unwrap();
        let case = Case::of(id, &state).unwrap();
        write(store, |ctx| {
            let noted = Noted {
                number: "1/2026".to_owned(),
                from_name: "Ici".to_owned(),
                to: Some((to, "Là-bas".to_owned())),
                person: "Awa".to_owned(),
                parts: Vec::new(),
                waits: false,
            };
            let form = NoteForm {
                known: "Elle marche mal.".to_owned(),
                asked: "Suivre".to_owned(),
                consent: "signature".to_owned(),
                ..NoteForm::default()
            };
            let allowed = allowed::<act::CaseTransfer>(from);
            hand(ctx, &allowed, &case, &edition, noted, &form)
                .unwrap()
                .1
        });
        let asked = store.read(|tx| asked_of(tx, to)).unwrap();
        assert_eq!(asked.len(), 1);
        assert!(asked[0].1.is_none());
        assert!(store.read(|tx| asked_of(tx, from)).unwrap().is_empty());
        write(store, |ctx| {
            let allowed = allowed::<act::TransferAnswer>(to);
            answer(ctx, &allowed, &asked[0].0, None, (Some(true), "")).unwrap()
        });
        let seen = store.read(|tx| of_case(tx, here, id)).unwrap();
        assert!(
            seen[0].1.as_ref().unwrap().accepted,
            "who sent it sees the answer"
        );
        write(store, |ctx| {
            let form = CallForm {
                on: "2026-11-23".to_owned(),
                others: "Le juge".to_owned(),
                about: "Que faire ?".to_owned(),
                people: Vec::new(),
            };
            call(
                ctx,
                &allowed::<act::CaseConfer>(from),
                (&case, &state),
                &form,
            )
            .unwrap()
        });
        let due = |seat| {
            let until = MONDAY + 24 * 3600 * 1_000_000;
            store.read(|tx| tasks(tx, here, seat, until, 9)).unwrap()
        };
        assert_eq!(due(Seat::Centre).len(), 1, "the minutes are to be written");
        assert_eq!(due(Seat::Worker(ActorId::named("director"))).len(), 1);
        assert!(due(Seat::Worker(ActorId::named("other"))).is_empty());
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
    });
}
