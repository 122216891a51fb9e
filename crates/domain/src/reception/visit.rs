//! A visit: its view, its reception, its corrections and its course.
//!
//! Invariant: the number of a visit is given with its first entry and never changes, whatever
//! becomes of the line.

use super::about::About;
use super::course::{Call, Course, Desk, Destination, Impossible};
use super::figures::Counted;
use super::intake::{Arrival, Intake};
use super::number::{Book, LineNumber, Ticket, count_line, count_ticket, last_line, last_ticket};
use super::time::{Arrived, Day, Moment};
use super::who::{Words, sentence};
use super::{VERSION, VISIT};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use core::ops::Deref;

/// Longest observation, in characters.
pub const NOTE_CHARS_MAX: usize = 300;

/// What one visit is, read from its state. It reads as what was noted of whoever came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Which.
    pub id: EntityId,
    /// Its line in the register.
    pub number: LineNumber,
    /// Its ticket, when it was received live.
    pub ticket: Option<Ticket>,
    /// When they came.
    pub arrived: Arrived,
    /// What was noted of whoever came, as last corrected.
    pub noted: Intake,
    /// Whom it turned out to be about, when somebody linked it afterwards.
    pub about: Option<About>,
    /// The column "observations".
    pub note: Option<Words>,
    /// The page of the paper register it was retyped from, if it was.
    pub paper: Option<String>,
    /// Its course.
    pub course: Course,
    /// Who received them.
    pub received_by: ActorId,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Random bytes that keep the hash of a signed line from being guessed.
    pub salt: Vec<u8>,
}

impl Deref for Visit {
    type Target = Intake;

    fn deref(&self) -> &Intake {
        &self.noted
    }
}

impl Visit {
    /// The visit of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let first = state.first()?;
        Some(Self {
            id,
            number: state.one("number")?,
            ticket: state.one("ticket"),
            arrived: state.one("arrived")?,
            noted: Intake::of(state),
            about: state.one(super::about::FIELD),
            note: state.one::<Option<Words>>("note").flatten(),
            paper: state.one("paper"),
            course: state.one("course").unwrap_or(Course::Waiting),
            received_by: first.actor,
            recorded_at: Moment(first.clock.micros),
            salt: state.one("salt").unwrap_or_default(),
        })
    }

    /// Minutes waited before the first call, until `now` for who still waits; `None` when the
    /// moment of arrival is not known or they were never called.
    pub fn waited_minutes(&self, now: Moment) -> Option<u32> {
        match &self.course {
            Course::Waiting => Some(now.minutes_since(self.arrived.at?)),
            _ => self.called_after_minutes(),
        }
    }

    /// What figures count of it.
    pub fn counted(&self) -> Counted {
        Counted {
            triage: self.triage,
            demands: self.demands.clone(),
            sex: self.described.sex,
            known: self.known,
            step: self.course.step(),
            waited_minutes: self.called_after_minutes(),
            hour: self
                .arrived
                .at
                .and_then(Moment::minute)
                .and_then(|minute| u8::try_from(minute.hour()).ok()),
            accompanied: u32::from(self.accompanied),
        }
    }

    /// Minutes from the arrival to the first call; `None` when either is not known.
    fn called_after_minutes(&self) -> Option<u32> {
        let called = self.course.passage().first_called?;
        Some(called.minutes_since(self.arrived.at?))
    }

    /// Whether the line was retyped from paper.
    pub fn is_retyped(&self) -> bool {
        self.paper.is_some()
    }
}

/// What counts numbers: the book this node writes, and the states of its year and its day.
pub struct Counters<'a> {
    /// The book.
    pub book: Book,
    /// State of [`super::number::year_entity`] for the year of the arrival.
    pub year: &'a State,
    /// State of [`super::number::day_entity`] for the day of the arrival.
    pub day: &'a State,
}

/// What the person at the counter is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// The visit.
    pub visit: EntityId,
    /// Its line.
    pub number: LineNumber,
    /// Its ticket.
    pub ticket: Ticket,
}

/// Receives someone: a line of the register, a ticket, in one decision.
///
/// `visit` is a fresh id, or the one the form carried so that sending it twice gives one ticket.
pub fn receive(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::VisitReceive>,
    visit: EntityId,
    counters: &Counters<'_>,
    arrival: &Arrival,
) -> (Received, Drafts) {
    let centre = allowed.centre();
    let now = Moment::of(ctx.now);
    let day = Day::of(ctx.now);
    let number = LineNumber {
        year: day.year(),
        book: counters.book,
        number: last_line(counters.year, counters.book) + 1,
    };
    let ticket = Ticket {
        book: counters.book,
        number: last_ticket(counters.day, counters.book) + 1,
    };
    let at = arrival.at.map_or(now, |minute| day.at(minute));
    let empty = State::default();
    let mut acting = Acting::on(&empty);
    acting
        .set("number", &number)
        .set("ticket", &ticket)
        .set("arrived", &Arrived { day, at: Some(at) })
        .set("course", &Course::Waiting)
        .set("salt", &ctx.chance.sixteen().to_vec());
    arrival.write(&mut acting);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(centre, visit, acting.done(None, None)));
    drafts.push(count_line(centre, counters.year, number, true));
    drafts.push(count_ticket(centre, day, counters.day, ticket));
    let received = Received {
        visit,
        number,
        ticket,
    };
    (received, drafts)
}

/// Corrects what was noted at the arrival. The line keeps its number, time and course.
///
/// # Errors
/// `reception-line-cancelled` when the line is void.
pub fn amend(
    allowed: &Allowed<act::VisitHandle>,
    visit: EntityId,
    state: &State,
    arrival: &Arrival,
) -> Result<Drafts, Refusals> {
    let known = Visit::of(visit, state).ok_or_else(|| Refusal::whole("reception-no-visit"))?;
    if let Course::Cancelled { .. } = known.course {
        return Err(Refusal::whole("reception-line-cancelled").into());
    }
    let mut acting = Acting::on(state);
    arrival.write(&mut acting);
    let act = acting.done(None, None);
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(entry(allowed.centre(), visit, act));
    }
    Ok(drafts)
}

/// Writes the column "observations".
///
/// # Errors
/// `text-too-long`, `text-control` at `note`.
pub fn note(
    allowed: &Allowed<act::VisitHandle>,
    visit: EntityId,
    state: &State,
    typed: &str,
) -> Result<Drafts, Refusals> {
    let note = sentence("note", typed, NOTE_CHARS_MAX)?.map(Words::new);
    let act = Acting::on(state).set("note", &note).done(None, None);
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(entry(allowed.centre(), visit, act));
    }
    Ok(drafts)
}

/// What is wanted of a visit's course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Call to a desk.
    Call(Desk),
    /// Put back in the room.
    PutBack,
    /// Begin the interview.
    Interview,
    /// Send to a service.
    Orient(Destination),
    /// End.
    End,
    /// Note as gone before being received.
    Left,
    /// Void the line.
    Cancel(Words),
}

impl Wanted {
    /// Reads the words of a destination.
    ///
    /// # Errors
    /// `text-missing` and the like at `to`.
    pub fn orient(inside: bool, typed: &str) -> Result<Self, Refusals> {
        let words = Words::new(text::required("to", typed)?);
        Ok(Self::Orient(if inside {
            Destination::Inside(words)
        } else {
            Destination::Outside(words)
        }))
    }

    /// Reads the cause of a void line.
    ///
    /// # Errors
    /// `reception-cause-missing` and the like at `cause`.
    pub fn cancel(typed: &str) -> Result<Self, Refusals> {
        sentence("cause", typed, NOTE_CHARS_MAX)?
            .map(|cause| Self::Cancel(Words::new(cause)))
            .ok_or_else(|| Refusal::at("cause", "reception-cause-missing").into())
    }
}

/// Moves a visit along its course.
///
/// # Errors
/// The sentence of [`Impossible`], or `reception-no-visit`.
pub fn step(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::VisitHandle>,
    visit: EntityId,
    state: &State,
    wanted: Wanted,
) -> Result<Drafts, Refusals> {
    let at = Moment::of(ctx.now);
    let by = allowed.actor();
    let cause = match &wanted {
        Wanted::Cancel(cause) => Some(cause.as_str().to_owned()),
        _ => None,
    };
    moved(
        allowed,
        visit,
        state,
        cause.as_deref(),
        |course| match wanted {
            Wanted::Call(desk) => course.called(Call { at, by, desk }),
            Wanted::PutBack => course.put_back(),
            Wanted::Interview => course.interviewed(at),
            Wanted::Orient(to) => course.oriented(to, at),
            Wanted::End => course.ended(at),
            Wanted::Left => course.left(at),
            Wanted::Cancel(cause) => course.cancelled(at, cause),
        },
    )
}

/// Writes the course that a transition gives.
pub(super) fn moved<A: Permit>(
    allowed: &Allowed<A>,
    visit: EntityId,
    state: &State,
    cause: Option<&str>,
    transition: impl FnOnce(Course) -> Result<Course, Impossible>,
) -> Result<Drafts, Refusals> {
    let known = Visit::of(visit, state).ok_or_else(|| Refusal::whole("reception-no-visit"))?;
    let course = transition(known.course).map_err(Impossible::refusal)?;
    let act = Acting::on(state).set("course", &course).done(cause, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), visit, act));
    Ok(drafts)
}

/// An entry of a visit, under the visit's own key.
pub(super) fn entry(centre: CentreId, visit: EntityId, act: akwaba_journal::Act) -> Draft {
    Draft {
        scope: scope::registry(centre),
        entity: visit,
        kind: VISIT,
        version: VERSION,
        act,
        secrecy: Secrecy::Keyed(visit),
    }
}
