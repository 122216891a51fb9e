//! Files on their way in: staged rows, and a batch of any length written whole or not at all.

use crate::support::{drafts, named, on_every_engine, visited, write_at};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_matching::card::Card;
use akwaba_matching::index::{Postings, Probe};
use akwaba_matching::keys::KeyRow;
use akwaba_store::local::import::{
    self, Choice, Finding, Job, Line, LineState, Staged, line, member,
};
use akwaba_store::rebuild::state_hash;
use akwaba_store::{Store, StoreError, Tx, Writing, append_stream, heads, ledger};

fn job(name: &str) -> Job {
    Job {
        id: EntityId::named(name),
        account: ActorId::named("awa"),
        phase: 1,
        begun_micros: 7,
        content: vec![1, 2, 3],
    }
}

fn stage(store: &Store, rows: i64) -> EntityId {
    let job = job("file");
    store
        .write(|tx| {
            import::keep(tx, &job)?;
            for row in 1..=rows {
                line::add(tx, job.id, row + 1, &row.to_be_bytes())?;
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
    job.id
}

fn note(tx: &mut dyn Tx, job: EntityId, row: i64, state: LineState) {
    let person = EntityId::named(&format!("person {row}"));
    let household = EntityId::named(&format!("household {}", row % 2));
    let finding = Finding {
        state,
        person: Some(&person),
        household: (row > 3).then_some((&household, row)),
        card: Some(&Card {
            person: *person.as_bytes(),
            names: vec![format!("N{row}")],
            ..Card::default()
        }),
        found: Some(&[9]),
    };
    line::note(tx, job, row, &finding).unwrap();
}

fn numbers(lines: &[Line]) -> Vec<i64> {
    lines.iter().map(|line| line.number).collect()
}

#[test]
fn staged_rows_are_found_by_state_by_person_and_by_household() {
    on_every_engine(|store| {
        let job = stage(store, 6);
        store
            .write(|tx| {
                for row in 2..=6 {
                    let state = match row {
                        2 => LineState::Wrong,
                        3 | 6 => LineState::Probable,
                        _ => LineState::New,
                    };
                    note(tx, job, row, state);
                }
                assert_eq!(line::last(tx, job)?, 7);
                assert_eq!(numbers(&line::after(tx, job, 4, 2)?), [5, 6]);
                assert_eq!(
                    numbers(&line::in_state(tx, job, LineState::New, 0, 9)?),
                    [4, 5]
                );
                let counts = line::counts(tx, job)?;
                assert_eq!(
                    counts,
                    [
                        (LineState::Waiting, 1),
                        (LineState::New, 2),
                        (LineState::Probable, 2),
                        (LineState::Wrong, 1),
                    ]
                );
                let found = line::of_person(tx, job, EntityId::named("person 4"))?.unwrap();
                assert_eq!((found.number, found.role), (4, Some(4)));
                assert!(!format!("{found:?}").contains("N4"));
                by_household(tx, job)?;
                line::choose(tx, job, 3, Some(Choice::Same))?;
                line::choose(tx, job, 4, Some(Choice::Same))?;
                assert_eq!(line::undecided(tx, job)?, 1);
                let chosen = line::after(tx, job, 2, 2)?;
                assert_eq!(chosen[0].choice, Some(Choice::Same));
                assert_eq!(
                    chosen[1].choice, None,
                    "only what is likely asks for a decision"
                );
                line::unnote(tx, job)?;
                assert_eq!(line::counts(tx, job)?, [(LineState::Waiting, 6)]);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    });
}

/// Page by page, those of no household first, each household together.
fn by_household(tx: &mut dyn Tx, job: EntityId) -> akwaba_store::Result<()> {
    let mut after = (None, 0);
    let mut order = Vec::new();
    loop {
        let page = line::by_household(tx, job, after, 2)?;
        let Some(last) = page.last() else { break };
        after = (last.household, last.number);
        order.extend(page.iter().map(|line| (line.household, line.number)));
    }
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_eq!(order, sorted);
    assert_eq!(order.len(), 6);
    assert!(
        order
            .iter()
            .take(3)
            .all(|(household, _)| household.is_none())
    );
    Ok(())
}

#[test]
fn rows_of_a_file_find_each_other_and_go_when_the_job_goes() {
    on_every_engine(|store| {
        let file = stage(store, 40);
        store
            .write(|tx| {
                note(tx, file, 2, LineState::New);
                let id = *EntityId::named("person 2").as_bytes();
                let mut staged = Staged::of(tx, file);
                for rank in [5, 5, 8] {
                    staged.add(&[KeyRow {
                        key: 42,
                        rank,
                        letters: 0,
                        id,
                    }])?;
                }
                let probe = |ranks| Probe {
                    key: 42,
                    ranks,
                    limit: 9,
                };
                let rows = staged.rows(&[probe(None), probe(Some((6, 9)))])?;
                assert_eq!((rows[0].len(), rows[1].len()), (2, 1));
                let cards = staged.cards(&[id, [0; 16]])?;
                assert_eq!(cards[0].names, ["N2"]);
                assert_eq!(cards.len(), 1);
                Ok::<_, StoreError>(())
            })
            .unwrap();
        let sweep = |limit| store.write(|tx| import::sweep(tx, limit)).unwrap();
        assert!(!sweep(100), "nothing of a job that is there goes");
        store.write(|tx| import::forget(tx, file)).unwrap();
        store.write(|tx| import::keep(tx, &job("another"))).unwrap();
        let mut turns = 1;
        while sweep(16) {
            turns += 1;
        }
        assert_eq!(turns, 3, "40 rows, 16 at a time");
        let left = store.read(|tx| line::counts(tx, file)).unwrap();
        assert!(left.is_empty());
        let file = stage(store, 40);
        store
            .write(|tx| {
                import::forget(tx, file)?;
                import::forget(tx, job("another").id)
            })
            .unwrap();
        assert!(!sweep(16), "without any job everything goes at once");
        assert!(store.read(|tx| line::counts(tx, file)).unwrap().is_empty());
    });
}

#[test]
fn jobs_are_those_of_their_account() {
    on_every_engine(|store| {
        store
            .write(|tx| {
                let first = job("a");
                import::keep(tx, &first)?;
                import::keep(
                    tx,
                    &Job {
                        begun_micros: 9,
                        ..job("b")
                    },
                )?;
                let stranger = Job {
                    account: ActorId::named("issa"),
                    ..job("c")
                };
                import::keep(tx, &stranger)?;
                import::keep(
                    tx,
                    &Job {
                        phase: 2,
                        ..first.clone()
                    },
                )?;
                let own = import::of_account(tx, first.account)?;
                let seen: Vec<_> = own
                    .iter()
                    .map(|job| (job.begun_micros, job.phase))
                    .collect();
                assert_eq!(seen, [(9, 1), (7, 2)]);
                assert_eq!(import::find(tx, stranger.id)?, Some(stranger));
                Ok::<_, StoreError>(())
            })
            .unwrap();
    });
}

fn stream(store: &Store, pieces: u32, fail_at: Option<u32>) -> akwaba_store::Result<u64> {
    store.write(|tx| {
        let mut chance = Seeded::new(3);
        let mut writing = Writing {
            now_micros: 5,
            chance: &mut chance,
        };
        let mut piece = 0;
        append_stream(tx, &mut writing, |_| {
            piece += 1;
            if fail_at == Some(piece) {
                return Err(StoreError::DiskFull);
            }
            let mut some = drafts();
            for number in 0..50 {
                let person = EntityId::named(&format!("{piece} {number}"));
                some.push(named(person, "Awa", &[]));
                some.push(visited(person, number));
            }
            Ok((piece <= pieces).then_some(some))
        })
    })
}

#[test]
fn a_stream_of_drafts_is_one_batch_under_one_signature() {
    on_every_engine(|store| {
        assert_eq!(stream(store, 30, None).unwrap(), 3_000);
        store
            .read(|tx| {
                assert_eq!(heads::ends(tx)?.len(), 1);
                assert!(ledger::verify(tx, &mut |_| ())?.is_intact());
                Ok::<_, StoreError>(())
            })
            .unwrap();
        let before = store.read(state_hash).unwrap();
        store.rebuild(&mut |_| ()).unwrap();
        assert_eq!(store.read(state_hash).unwrap(), before);
    });
}

#[test]
fn a_batch_cut_in_the_middle_leaves_nothing() {
    on_every_engine(|store| {
        write_at(
            store,
            1,
            1,
            vec![named(EntityId::named("first"), "Issa", &[])],
        )
        .unwrap();
        let before = store.read(state_hash).unwrap();
        assert_eq!(
            stream(store, 60, Some(40)).unwrap_err(),
            StoreError::DiskFull
        );
        assert_eq!(store.read(state_hash).unwrap(), before);
        assert_eq!(store.read(ledger::count).unwrap(), 1);
        assert_eq!(
            stream(store, 2, None).unwrap(),
            200,
            "and it can be done again"
        );
    });
}

#[test]
fn memberships_told_with_days_are_found_by_household_and_go_with_their_file() {
    on_every_engine(|store| {
        let job = stage(store, 6);
        let [here, there] = ["household 0", "elsewhere"].map(EntityId::named);
        store
            .write(|tx| {
                note(tx, job, 4, LineState::New);
                member::keep(tx, job, 4, &[(here, vec![1]), (there, vec![2])])?;
                member::keep(tx, job, 5, &[(there, vec![3])])?;
                member::keep(tx, job, 5, &[(there, vec![4])])?;
                let told = member::of_household(tx, job, there)?;
                let told: Vec<_> = told.iter().map(|one| (one.number, &*one.content)).collect();
                assert_eq!(
                    told,
                    [(4, &[2][..]), (5, &[4][..])],
                    "told again, it is once"
                );
                assert_eq!(member::only_told(tx, job, None, 9)?, [there]);
                assert_eq!(member::only_told(tx, job, Some(there), 9)?, []);
                line::unnote(tx, job)?;
                assert_eq!(member::of_household(tx, job, there)?.len(), 0);
                Ok::<_, StoreError>(())
            })
            .unwrap();
    });
}
