//! The matrix of the decision: every condition alone takes the case away.

use super::*;
use crate::actor::{Grant, Reach as Centres, Role};
use crate::casework::case::HandOver;
use crate::casework::number::Counter;
use crate::casework::open::{Opening as Begun, open};
use crate::casework::{ProcedureRef, Subject, Why};
use crate::centre::tutor::Tutoring;
use crate::reception::Book;
use crate::registry::testing::{Memory, centre, permission, today};
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, EntryId};
use akwaba_journal::state::{Source, State};

const CHAIR: &str = include_str!("../../../procedures/tests/P99-fauteuil.md");

fn source(micros: i64, actor: &str) -> Source {
    Source {
        clock: Stamp { micros, count: 0 },
        entry: EntryId::named(&micros.to_string()),
        actor: ActorId::named(actor),
    }
}

fn account(name: &str, role: Role) -> Account {
    let mut account = Account::read(ActorId::named(name).into(), &named(name)).unwrap();
    account.grants = vec![Grant {
        role,
        reach: Centres::of([centre()]),
    }];
    account
}

/// The state of an account that exists.
fn named(name: &str) -> State {
    let mut state = State::default();
    let act = crate::draft::Acting::on(&State::default())
        .set("name", &name.to_owned())
        .done(None, None);
    state.apply(source(1, "founder"), &act);
    state
}

/// What the decision rests on, to be changed one thing at a time.
struct World {
    centre: CentreId,
    today: Day,
    intern: Account,
    tutor: Account,
    case: Case,
    edition: Edition,
    opening: Opening,
}

impl World {
    fn new() -> Self {
        let mut memory = Memory::new();
        let edition = Edition::read(CHAIR, None).unwrap();
        let id = EntityId::named("case");
        let year = State::default();
        let procedure = ProcedureRef::parse("P99", "1").unwrap();
        let (_, drafts) = memory
            .with_ctx(|ctx| {
                let opening = Begun {
                    procedure: (&procedure, &edition),
                    subject: Subject::Person(EntityId::named("awa")),
                    assigned: Some(ActorId::named("tutor")),
                };
                let counter = Counter {
                    book: Book::MAIN,
                    year: &year,
                };
                open(
                    ctx,
                    &permission(Role::SocialWorker, ()),
                    id,
                    &counter,
                    &opening,
                )
            })
            .unwrap();
        memory.write(drafts);
        let mut intern = account("intern", Role::Intern);
        intern.tutor = Some(Tutoring {
            tutor: ActorId::named("tutor"),
            since: source(100, "admin"),
        });
        Self {
            centre: centre(),
            today: today(),
            intern,
            tutor: account("tutor", Role::SocialWorker),
            case: Case::of(id, &memory.state(id)).unwrap(),
            edition,
            opening: Opening {
                by: source(200, "tutor"),
                intern: ActorId::named("intern"),
                writes: true,
                until: today(),
                closed: None,
            },
        }
    }

    fn reach(&self) -> Option<Reach> {
        learning(&self.known())
    }

    fn known(&self) -> Learning<'_> {
        Learning {
            centre: self.centre,
            today: self.today,
            intern: &self.intern,
            tutor: &self.tutor,
            case: &self.case,
            edition: &self.edition,
            opening: &self.opening,
        }
    }
}

/// One change to what the decision rests on.
type Change = fn(&mut World);

#[test]
fn every_condition_alone_takes_the_case_away() {
    let changes: [(&str, Change); 14] = [
        ("another centre", |world| {
            world.centre = CentreId::named("other")
        }),
        ("after its day", |world| {
            world.today = Day::new(world.today.date().tomorrow().unwrap());
        }),
        ("the intern is suspended", |world| {
            world.intern.suspended = true
        }),
        ("the intern is one no more", |world| {
            world.intern.grants.clear()
        }),
        ("no tutor", |world| world.intern.tutor = None),
        ("another tutor", |world| {
            world.intern.tutor.as_mut().unwrap().tutor = ActorId::named("other");
        }),
        ("the same tutor again, later", |world| {
            world.intern.tutor.as_mut().unwrap().since = source(300, "admin");
        }),
        ("the tutor is suspended", |world| {
            world.tutor.suspended = true
        }),
        ("the tutor is no social worker", |world| {
            world.tutor = account("tutor", Role::Director);
        }),
        ("taken back", |world| {
            world.opening.closed = Some(source(201, "tutor"))
        }),
        ("opened to another intern", |world| {
            world.opening.intern = ActorId::named("other")
        }),
        ("opened by another", |world| {
            world.opening.by = source(200, "other")
        }),
        ("followed by somebody else", |world| {
            world.case.assigned = Some(ActorId::named("other"))
        }),
        ("a restricted procedure", |world| {
            let text = CHAIR.replace("ordinaire", "restreinte");
            world.edition = Edition::read(&text, None).unwrap();
        }),
    ];
    assert_eq!(World::new().reach(), Some(Reach::Write));
    for (name, change) in changes {
        let mut world = World::new();
        change(&mut world);
        assert_eq!(world.reach(), None, "{name}");
        assert!(allow_learning(&world.known()).is_err(), "{name}");
        assert!(allow_preparing(&world.known()).is_err(), "{name}");
    }
}

/// An order of entries has no two at one place: what is not before the opening is not before it.
#[test]
fn what_came_with_the_opening_itself_does_not_count_as_before_it() {
    let mut world = World::new();
    world.intern.tutor.as_mut().unwrap().since = world.opening.by;
    assert_eq!(world.reach(), None);
    let mut world = World::new();
    world.case.handed = vec![HandOver {
        source: world.opening.by,
        to: Some(ActorId::named("tutor")),
        reason: Why::new("Reprise"),
    }];
    assert_eq!(world.reach(), None);
    let last = world.case.handed.first_mut().unwrap();
    last.source = source(199, "tutor");
    assert_eq!(world.reach(), Some(Reach::Write));
}

#[test]
fn the_permission_of_an_intern_is_for_them_and_for_that_case_in_the_open() {
    let world = World::new();
    let read = allow_learning(&world.known()).unwrap();
    let write = allow_preparing(&world.known()).unwrap();
    assert_eq!(
        (read.actor(), write.actor()),
        (world.intern.id, world.intern.id)
    );
    assert_eq!(
        (read.subject(), write.subject()),
        (&world.case.id, &world.case.id)
    );
    assert_eq!(
        (read.centre(), read.room()),
        (centre(), super::super::Room::Open)
    );
}

#[test]
fn what_is_opened_to_be_read_is_not_written() {
    let mut world = World::new();
    world.opening.writes = false;
    assert_eq!(world.reach(), Some(Reach::Read));
    assert!(allow_learning(&world.known()).is_ok());
    assert_eq!(
        allow_preparing(&world.known()).unwrap_err(),
        Denied::NotOpened
    );
}

#[test]
fn a_case_given_away_and_back_is_opened_no_more() {
    let mut world = World::new();
    world.case.handed = vec![HandOver {
        source: source(201, "tutor"),
        to: Some(ActorId::named("tutor")),
        reason: Why::new("Retour de congé"),
    }];
    assert_eq!(world.reach(), None);
}
