//! The queue: who is called next, and what the room may know of it.
//!
//! Urgent first, then priority, then by arrival. The room sees numbers and desks in order of
//! call, so nothing there tells why one passes before another.

use super::course::{Course, Desk, Destination};
use super::number::Ticket;
use super::time::Moment;
use super::visit::Visit;

/// How many calls the room still shows.
pub const CALLS_SHOWN_MAX: usize = 6;
/// How long a call stays in the room's list, in minutes.
pub const CALL_SHOWN_MINUTES_MAX: u32 = 30;

/// The visits of a day that are still going on, sorted for the counter.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// In the room, who is next first.
    pub waiting: Vec<Visit>,
    /// Sent inside, to be called by a colleague.
    pub sent_inside: Vec<Visit>,
    /// Called or with someone.
    pub received: Vec<Visit>,
    /// Over today, the last first.
    pub over: Vec<Visit>,
}

impl Queue {
    /// Sorts the visits of a day.
    pub fn of(visits: impl IntoIterator<Item = Visit>) -> Self {
        let mut queue = Self::default();
        for visit in visits {
            match &visit.course {
                Course::Waiting => queue.waiting.push(visit),
                Course::Called { .. } | Course::InInterview { .. } => queue.received.push(visit),
                Course::Oriented {
                    to: Destination::Inside(_),
                    ..
                } => queue.sent_inside.push(visit),
                _ => queue.over.push(visit),
            }
        }
        queue.waiting.sort_by_key(turn);
        queue.sent_inside.sort_by_key(turn);
        queue
            .received
            .sort_by_key(|visit| visit.course.call().map(|call| call.at));
        queue
            .over
            .sort_by_key(|visit| core::cmp::Reverse((visit.course.over_at(), visit.number)));
        queue
    }

    /// Who is called next.
    pub fn next(&self) -> Option<&Visit> {
        self.waiting.first()
    }
}

/// What decides the turn: urgency, arrival, number.
fn turn(visit: &Visit) -> (u8, Option<Moment>, super::number::LineNumber) {
    (visit.triage.rank(), visit.arrived.at, visit.number)
}

/// One line of the waiting room: a number and a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoomCall {
    /// The ticket.
    pub ticket: Ticket,
    /// Where to go.
    pub desk: Desk,
}

/// What the room sees: the last calls, latest first, and nothing else. Whoever is called looks
/// alike, whatever the urgency, the name or the reason.
pub fn room(visits: &[Visit], now: Moment) -> Vec<RoomCall> {
    let mut calls: Vec<(Moment, RoomCall)> = visits
        .iter()
        .filter_map(|visit| {
            let call = visit.course.call()?;
            let fresh = now.minutes_since(call.at) <= CALL_SHOWN_MINUTES_MAX;
            let shown = RoomCall {
                ticket: visit.ticket?,
                desk: call.desk,
            };
            fresh.then_some((call.at, shown))
        })
        .collect();
    calls.sort_by_key(|(at, call)| core::cmp::Reverse((*at, call.ticket)));
    calls
        .into_iter()
        .map(|(_, call)| call)
        .take(CALLS_SHOWN_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::demand::{Priority, Triage};
    use super::super::samples;
    use super::*;

    fn waiting(number: u32, minute: i64, triage: Triage) -> Visit {
        let mut visit = samples::visit(number, minute);
        visit.noted.triage = triage;
        visit
    }

    #[test]
    fn urgent_passes_first_then_priority_then_who_came_first() {
        let queue = Queue::of([
            waiting(1, 0, Triage::Ordinary),
            waiting(2, 1, Triage::Priority(Priority::Baby)),
            waiting(3, 2, Triage::Urgent),
            waiting(4, 3, Triage::Priority(Priority::Elderly)),
            waiting(5, -9, Triage::Ordinary),
        ]);
        let order: Vec<u32> = queue.waiting.iter().map(|v| v.number.number).collect();
        assert_eq!(order, [3, 2, 4, 5, 1]);
    }

    #[test]
    fn the_room_sees_the_same_whatever_the_urgency() {
        let call = samples::call(5);
        let shown = |triage| {
            let visit = Visit {
                course: Course::Waiting.called(call).unwrap(),
                ..waiting(7, 0, triage)
            };
            room(&[visit], call.at)
        };
        assert_eq!(shown(Triage::Urgent), shown(Triage::Ordinary));
        assert_eq!(shown(Triage::Urgent).len(), 1);
    }

    #[test]
    fn a_call_fades_from_the_room() {
        let call = samples::call(5);
        let visit = Visit {
            course: Course::Waiting.called(call).unwrap(),
            ..samples::visit(7, 0)
        };
        assert!(room(&[visit], samples::at(5 + 31)).is_empty());
    }
}
