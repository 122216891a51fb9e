//! Papers: what is issued is found again, cancelled, and forgotten with the person, on both engines.

use crate::support::on_every_engine;
use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::papers::{
    Content, Kind, Numbered, Paper, Piece, Source, Words, cancel, issue, year_entity,
};
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::reception::Book;
use akwaba_domain::{Allowed, Ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::forget::forget;
use akwaba_store::projections::papers;
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, Writing, append, entity};

/// Monday the 23rd of November 2026, 8:00.
const MONDAY: i64 = 1_795_420_800_000_000;

fn allowed() -> Allowed<act::PaperIssue> {
    let centre = CentreId::named("papers");
    let actor = Actor {
        account: ActorId::named("worker"),
        grants: grants_in(centre, &[Role::SocialWorker]),
        suspended: false,
    };
    policy::allow(&actor, &Target::of(centre), ()).unwrap()
}

fn write(store: &Store, at: i64, record: EntityId, case: EntityId) -> EntityId {
    let allowed = allowed();
    let scope = scope::registry(allowed.centre());
    let mut chance = Seeded::new(at.unsigned_abs());
    let mut own = Seeded::new(at.unsigned_abs() + 1);
    store
        .write(|tx| {
            let year = entity::load(tx, scope, year_entity(allowed.centre(), 2026))?;
            let mut ctx = Ctx {
                now: jiff::Timestamp::from_microsecond(at).unwrap(),
                chance: &mut own,
            };
            let numbered = Numbered {
                book: Book::MAIN,
                year: &year,
            };
            let source = Source {
                record: Some(record),
                case: Some(case),
                from: None,
            };
            let kind = Kind::Certificate;
            let (id, _, drafts) = issue(&mut ctx, &allowed, kind, source, &numbered, &|number| {
                Content {
                    head: Vec::new(),
                    number: number.to_string(),
                    dated: String::new(),
                    title: "Attestation".to_owned(),
                    pieces: vec![Piece::Words(Words::new("Affoué est suivie."))],
                    foot: String::new(),
                }
            })
            .unwrap();
            let mut writing = Writing {
                now_micros: at,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts)?;
            Ok::<_, akwaba_store::StoreError>(id)
        })
        .unwrap()
}

fn cancelled(store: &Store, at: i64, id: EntityId) {
    let allowed = allowed();
    let scope = scope::registry(allowed.centre());
    let mut chance = Seeded::new(at.unsigned_abs());
    let mut own = Seeded::new(at.unsigned_abs() + 1);
    store
        .write(|tx| {
            let state = entity::load(tx, scope, id)?;
            let paper = Paper::of(id, &state).unwrap();
            let ctx = Ctx {
                now: jiff::Timestamp::from_microsecond(at).unwrap(),
                chance: &mut own,
            };
            let drafts = cancel(&ctx, &allowed, (&paper, &state), false, "Faux nom.").unwrap();
            let mut writing = Writing {
                now_micros: at,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts)
        })
        .unwrap();
}

#[test]
fn papers_are_found_by_case_person_and_year_and_go_with_the_person() {
    on_every_engine(|store| {
        let scope = scope::registry(CentreId::named("papers"));
        let [ama, yao] = ["ama", "yao"].map(EntityId::named);
        let [one, two] = ["case one", "case two"].map(EntityId::named);
        let first = write(store, MONDAY, ama, one);
        let second = write(store, MONDAY + 1, yao, two);
        let third = write(store, MONDAY + 2, ama, two);
        cancelled(store, MONDAY + 3, second);
        let read = || {
            store
                .read(|tx| {
                    Ok::<_, akwaba_store::StoreError>((
                        papers::of_case(tx, scope, two)?,
                        papers::of_record(tx, scope, ama)?,
                        papers::of_year(tx, scope, 2026, (0, 10))?,
                        papers::years(tx, scope)?,
                    ))
                })
                .unwrap()
        };
        let (of_two, of_ama, year, years) = read();
        let ids = |lines: &[papers::PaperLine]| lines.iter().map(|l| l.id).collect::<Vec<_>>();
        assert_eq!(ids(&of_two), [third, second]);
        assert_eq!(ids(&of_ama), [third, first]);
        let numbers: Vec<String> = year.iter().map(|line| line.number.to_string()).collect();
        assert_eq!(numbers, ["1/2026", "2/2026", "3/2026"]);
        let cancelled: Vec<bool> = year.iter().map(|line| line.cancelled).collect();
        assert_eq!(
            (cancelled, years),
            (vec![false, true, false], vec![(2026, 3)])
        );
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
        store
            .write(|tx| forget(tx, MONDAY + 9, scope, ama))
            .unwrap();
        let (_, of_ama, year, _) = read();
        assert_eq!((ids(&of_ama), ids(&year)), (vec![], vec![second]));
        let gone = store.read(|tx| papers::find(tx, scope, first)).unwrap();
        assert_eq!(gone, None);
    });
}
