//! Property tests: whatever the counter does, in whatever order, the register holds.

use super::appointment::{self, AppointmentCourse, Noted, TypedAppointment};
use super::course::{Desk, Destination};
use super::demand::Triage;
use super::intake::Arrival;
use super::number::{Book, day_entity, gaps, year_entity};
use super::register::Standing;
use super::samples::{allowed, centre, day, now};
use super::time::{Day, Moment};
use super::visit::{self, Counters, Visit, Wanted};
use super::who::Words;
use super::world::{World, codes};
use crate::policy::act;
use crate::{Ctx, Role};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::EntityId;
use proptest::prelude::*;
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
enum Command {
    Receive(u8),
    Step(usize, u8),
    Retype(u32, bool),
    Sign,
    Wait(i64),
}

fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        4 => (0u8..6).prop_map(Command::Receive),
        4 => (0usize..20, 0u8..7).prop_map(|(nth, what)| Command::Step(nth, what)),
        2 => (1u32..40, any::<bool>()).prop_map(|(number, past)| Command::Retype(number, past)),
        1 => Just(Command::Sign),
        // Back by a day too: the clock of an old PC does that.
        1 => (-1_500i64..3_000).prop_map(Command::Wait),
    ]
}

fn wanted(what: u8) -> Wanted {
    match what {
        0 => Wanted::Call(Desk::numbered(1).unwrap()),
        1 => Wanted::PutBack,
        2 => Wanted::Interview,
        3 => Wanted::Orient(Destination::Inside(Words::new("bureau"))),
        4 => Wanted::End,
        5 => Wanted::Left,
        _ => Wanted::Cancel(Words::new("doublon")),
    }
}

fn run(world: &mut World, commands: Vec<Command>) {
    for command in commands {
        match command {
            Command::Receive(triage) => {
                world.receive(Triage::ALL[usize::from(triage)]);
            }
            Command::Step(nth, what) => {
                world.step(nth, wanted(what));
            }
            Command::Retype(number, past) => {
                let date = if past { "14/03/2025" } else { "02/01/2026" };
                let _ = world.retype(number, date);
            }
            Command::Sign => {
                let today = Day::of(now(world.minutes));
                world.sign(today);
            }
            Command::Wait(minutes) => world.minutes += minutes,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_two_lines_share_a_number_and_what_the_software_numbers_has_no_gap(
        commands in proptest::collection::vec(command(), 1..60),
    ) {
        let mut world = World::new();
        run(&mut world, commands);
        let all = world.all();
        let numbers: BTreeSet<_> = all.iter().map(|visit| visit.number).collect();
        prop_assert_eq!(numbers.len(), all.len());
        let given: Vec<u32> = all.iter()
            .filter(|visit| !visit.is_retyped())
            .map(|visit| visit.number.number)
            .collect();
        let first = given.iter().min().copied().unwrap_or(1);
        let below = gaps(given.iter().copied());
        prop_assert!(below.iter().all(|(_, last)| *last < first), "{:?}", below);
        let tickets: BTreeSet<_> = all.iter()
            .filter_map(|visit| Some((visit.arrived.day, visit.ticket?)))
            .collect();
        prop_assert_eq!(tickets.len(), given.len());
    }

    #[test]
    fn a_signed_page_says_of_every_line_whether_it_is_as_signed(
        before in proptest::collection::vec(command(), 1..30),
        after in proptest::collection::vec(command(), 0..10),
    ) {
        let mut world = World::new();
        world.receive(Triage::Ordinary);
        run(&mut world, before.into_iter().filter(|c| !matches!(c, Command::Wait(_))).collect());
        world.sign(day());
        let frozen = world.all();
        prop_assert!(world.page(day()).is_covered());
        run(&mut world, after.into_iter()
            .filter(|c| !matches!(c, Command::Wait(_) | Command::Sign)).collect());
        let page = world.page(day());
        prop_assert!(page.lost.is_empty());
        for line in &page.lines {
            let expected = match frozen.iter().find(|old| old.id == line.visit.id) {
                None => Standing::Added,
                Some(old) if *old == line.visit => Standing::Signed,
                Some(_) => Standing::Changed,
            };
            prop_assert_eq!(line.standing, expected);
        }
    }
}

#[test]
fn the_year_goes_on_after_the_paper_and_paper_never_takes_a_given_number() {
    let mut world = World::new();
    assert_eq!(world.retype(214, "12/03/2026"), Ok(()));
    assert_eq!(
        world.receive(Triage::Ordinary).number.to_string(),
        "215/2026"
    );
    assert_eq!(
        world.retype(215, "12/03/2026"),
        Err(vec!["reception-number-taken"])
    );
    assert_eq!(
        world.retype(216, "12/03/2026"),
        Err(vec!["reception-number-not-given"])
    );
    assert_eq!(world.retype(12, "05/01/2026"), Ok(()));
    assert_eq!(world.retype(216, "12/03/2025"), Ok(()));
    assert_eq!(
        world.retype(1, "12/03/2027"),
        Err(vec!["reception-day-future"])
    );
}

#[test]
fn numbers_begin_again_each_january_and_tickets_each_morning() {
    let mut world = World::new();
    let first = world.receive(Triage::Ordinary);
    world.minutes += 24 * 60;
    let second = world.receive(Triage::Urgent);
    assert_eq!(second.number.number, first.number.number + 1);
    assert_eq!(second.ticket.to_string(), "A001");
    world.minutes += 366 * 24 * 60;
    assert_eq!(world.receive(Triage::Ordinary).number.to_string(), "1/2027");
}

#[test]
fn a_void_line_keeps_its_number_and_its_cause() {
    let mut world = World::new();
    let received = world.receive(Triage::Ordinary);
    assert!(world.step(0, Wanted::cancel("saisie en double").unwrap()));
    let visit = Visit::of(received.visit, &world.state(received.visit)).unwrap();
    assert_eq!(visit.number, received.number);
    assert_eq!(
        world.receive(Triage::Ordinary).number.number,
        received.number.number + 1
    );
    assert!(Wanted::cancel("  ").is_err());
}

#[test]
fn an_empty_day_can_be_signed_once_and_a_future_day_never() {
    let mut world = World::new();
    assert!(world.sign(day()));
    assert!(!world.sign(day()));
    let tomorrow = Day::on(day().date().tomorrow().unwrap());
    assert!(!world.sign(tomorrow));
}

#[test]
fn an_appointment_given_during_a_visit_ends_it_and_its_slip_says_neither_who_nor_why() {
    let mut world = World::new();
    let received = world.receive(Triage::Ordinary);
    let typed = TypedAppointment {
        day: "20/03/2026",
        time: "9h",
        with: "Mme Essai",
        ..TypedAppointment::default()
    };
    let given = typed.read(Moment::of(now(0))).unwrap();
    let id = EntityId::named("rendez-vous");
    let mut chance = Seeded::new(1);
    let ctx = Ctx {
        now: now(10),
        chance: &mut chance,
    };
    let allowed = allowed::<act::AppointmentMake>(Role::Reception);
    let state = world.state(received.visit);
    let during = Some((received.visit, &state));
    let drafts = appointment::give(&ctx, &allowed, id, &given, during).unwrap();
    world.append(drafts);
    assert!(!world.step(0, Wanted::End));
    let known = super::Appointment::of(id, &world.state(id)).unwrap();
    assert_eq!(known.slip().with.as_deref(), Some("Mme Essai"));
    assert_eq!(known.slip().code.len(), 6);
    let early = appointment::note(&ctx, &allowed, id, &world.state(id), Noted::Missed);
    assert_eq!(codes(&early.unwrap_err()), ["reception-appointment-early"]);
    let kept = appointment::note(&ctx, &allowed, id, &world.state(id), Noted::Kept).unwrap();
    world.append(kept);
    let known = super::Appointment::of(id, &world.state(id)).unwrap();
    assert!(matches!(known.course, AppointmentCourse::Kept { .. }));
}

#[test]
fn an_appointment_in_the_past_or_without_a_time_is_refused() {
    let read = |day, time| {
        TypedAppointment {
            day,
            time,
            ..TypedAppointment::default()
        }
        .read(Moment::of(now(0)))
        .map_err(|refusals| codes(&refusals))
    };
    assert_eq!(
        read("15/03/2026", "9h"),
        Err(vec!["reception-appointment-past"])
    );
    assert_eq!(
        read("15/03/2029", "9h"),
        Err(vec!["reception-appointment-far"])
    );
    assert_eq!(read("", ""), Err(vec!["text-missing", "text-missing"]));
    assert_eq!(
        read("31/02/2026", "9h"),
        Err(vec!["reception-day-unreadable"])
    );
}

#[test]
fn two_nodes_that_write_apart_never_give_the_same_number_and_do_not_conflict() {
    let mut world = World::new();
    world.receive(Triage::Ordinary);
    let (year, today) = (year_entity(centre(), 2026), day_entity(centre(), day()));
    let (before_year, before_day) = (world.state(year), world.state(today));
    let here = world.receive(Triage::Ordinary);
    // Elsewhere, a phone that had not seen this one writes in its own book.
    let mut chance = Seeded::new(99);
    let mut ctx = Ctx {
        now: now(0),
        chance: &mut chance,
    };
    let id = ctx.fresh();
    let counters = Counters {
        book: Book::lettered('B').unwrap(),
        year: &before_year,
        day: &before_day,
    };
    let allowed = allowed::<act::VisitReceive>(Role::Reception);
    let arrival = Arrival::default();
    let (there, drafts) = visit::receive(&mut ctx, &allowed, id, &counters, &arrival);
    world.append(drafts);
    assert_ne!(here.number, there.number);
    assert_ne!(here.ticket, there.ticket);
    assert_eq!(there.number.to_string(), "B1/2026");
    assert!(world.state(year).conflicts().is_empty());
    // Both wrote which day it is: the same value twice, to be read as one.
    assert_eq!(super::number::day_of(&world.state(today)), Some(day()));
}
