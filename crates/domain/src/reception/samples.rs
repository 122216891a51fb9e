//! Fictitious visits for the tests of this module.

use super::course::{Call, Course, Desk};
use super::intake::Intake;
use super::number::{Book, LineNumber, Ticket};
use super::time::{Arrived, Day, Minute, Moment};
use super::visit::Visit;
use crate::policy::{Allowed, Permit, Target, allow};
use crate::{Actor, Grant, Reach, Role};
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use jiff::civil::Date;

pub fn centre() -> CentreId {
    CentreId::named("centre d'essai")
}

pub fn day() -> Day {
    Day::on(Date::constant(2026, 3, 16))
}

/// Minutes after 7:45 of the sample day.
pub fn at(minutes: i64) -> Moment {
    Moment(day().at(Minute::new(7, 45).unwrap()).0 + minutes * 60_000_000)
}

pub fn now(minutes: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(at(minutes).0).unwrap()
}

pub fn call(minutes: i64) -> Call {
    Call {
        at: at(minutes),
        by: ActorId::from_bytes([9; 16]),
        desk: Desk::numbered(2).unwrap(),
    }
}

pub fn visit(number: u32, minutes: i64) -> Visit {
    Visit {
        id: EntityId::named(&format!("visite {number}")),
        number: LineNumber {
            year: 2026,
            book: Book::MAIN,
            number,
        },
        ticket: u16::try_from(number).ok().map(|number| Ticket {
            book: Book::MAIN,
            number,
        }),
        arrived: Arrived {
            day: day(),
            at: Some(at(minutes)),
        },
        noted: Intake::default(),
        about: None,
        note: None,
        paper: None,
        course: Course::Waiting,
        received_by: ActorId::from_bytes([9; 16]),
        recorded_at: at(minutes),
        salt: vec![u8::try_from(number % 251).unwrap(); 16],
    }
}

pub fn actor(role: Role) -> Actor {
    Actor {
        account: ActorId::named(role.code()),
        grants: vec![Grant {
            role,
            reach: Reach::of([centre()]),
        }],
        suspended: false,
    }
}

pub fn allowed<A: Permit>(role: Role) -> Allowed<A> {
    allow(&actor(role), &Target::of(centre()), ()).unwrap()
}
