//! The transitions of a visit's course. Each consumes the course it leaves.
//!
//! Invariant: a visit that is over can neither be called nor ended again, unless somebody puts
//! the person back in the room.

use super::course::{Call, Course, Destination, Impossible, Passage, Step};
use super::time::Moment;
use super::who::Words;
use akwaba_journal::id::EntityId;

impl Course {
    /// Calls a ticket to a desk: from the room, or after an orientation inside.
    ///
    /// # Errors
    /// [`Impossible`] in any other course.
    pub fn called(self, call: Call) -> Result<Self, Impossible> {
        let first = |passage: Passage| Passage {
            first_called: passage.first_called.or(Some(call.at)),
            ..passage
        };
        match self {
            Self::Waiting => Ok(Self::Called {
                call,
                passage: first(Passage::default()),
            }),
            Self::Oriented {
                to: Destination::Inside(_),
                passage,
                ..
            } => Ok(Self::Called {
                call,
                passage: first(passage),
            }),
            other => Err(other.cannot(Step::Called)),
        }
    }

    /// Puts someone back in the room: they did not answer the call, or their visit was noted over
    /// by mistake.
    ///
    /// # Errors
    /// [`Impossible`] while they are with someone, after an appointment, on void and retyped lines.
    pub fn put_back(self) -> Result<Self, Impossible> {
        match self {
            Self::Called { .. }
            | Self::Oriented { .. }
            | Self::Ended { .. }
            | Self::LeftUnseen { .. } => Ok(Self::Waiting),
            other => Err(other.cannot(Step::Waiting)),
        }
    }

    /// The interview begins.
    ///
    /// # Errors
    /// [`Impossible`] unless called.
    pub fn interviewed(self, at: Moment) -> Result<Self, Impossible> {
        match self {
            Self::Called { call, passage } => Ok(Self::InInterview {
                call,
                passage: Passage {
                    interview: passage.interview.or(Some(at)),
                    ..passage
                },
            }),
            other => Err(other.cannot(Step::InInterview)),
        }
    }

    /// Sends to a service.
    ///
    /// # Errors
    /// [`Impossible`] when the visit is over.
    pub fn oriented(self, to: Destination, at: Moment) -> Result<Self, Impossible> {
        let passage = self.while_present(Step::Oriented)?;
        Ok(Self::Oriented { to, at, passage })
    }

    /// Gives an appointment.
    ///
    /// # Errors
    /// [`Impossible`] when the visit is over.
    pub fn appointed(self, appointment: EntityId, at: Moment) -> Result<Self, Impossible> {
        let passage = self.while_present(Step::Appointed)?;
        Ok(Self::Appointed {
            appointment,
            at,
            passage,
        })
    }

    /// Ends the visit.
    ///
    /// # Errors
    /// [`Impossible`] when it is over already.
    pub fn ended(self, at: Moment) -> Result<Self, Impossible> {
        let passage = self.while_present(Step::Ended)?;
        Ok(Self::Ended { at, passage })
    }

    /// Notes that the person left before being received.
    ///
    /// # Errors
    /// [`Impossible`] once the interview has begun.
    pub fn left(self, at: Moment) -> Result<Self, Impossible> {
        match self {
            Self::Waiting | Self::Called { .. } => Ok(Self::LeftUnseen { at }),
            other => Err(other.cannot(Step::LeftUnseen)),
        }
    }

    /// Voids the line, whatever its course; it keeps its number.
    ///
    /// # Errors
    /// [`Impossible`] when it is void already.
    pub fn cancelled(self, at: Moment, cause: Words) -> Result<Self, Impossible> {
        match self {
            Self::Cancelled { .. } => Err(self.cannot(Step::Cancelled)),
            _ => Ok(Self::Cancelled { at, cause }),
        }
    }

    fn while_present(self, wanted: Step) -> Result<Passage, Impossible> {
        if self.is_present() {
            Ok(self.passage())
        } else {
            Err(self.cannot(wanted))
        }
    }

    fn cannot(&self, wanted: Step) -> Impossible {
        Impossible {
            from: self.step(),
            wanted,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::course::Desk;
    use super::super::who::Words;
    use super::*;
    use akwaba_journal::id::ActorId;

    fn call(minute: i64) -> Call {
        Call {
            at: Moment(minute * 60_000_000),
            by: ActorId::from_bytes([1; 16]),
            desk: Desk::numbered(2).unwrap(),
        }
    }

    #[test]
    fn a_ticket_called_twice_is_refused_with_its_reason() {
        let called = Course::Waiting.called(call(1)).unwrap();
        let refused = called.called(call(2)).unwrap_err();
        assert_eq!(refused.refusal().code, "reception-already-called");
    }

    #[test]
    fn after_an_orientation_inside_one_can_be_called_again_and_the_first_wait_stands() {
        let course = Course::Waiting
            .called(call(1))
            .and_then(|course| course.interviewed(Moment(2)))
            .and_then(|course| course.oriented(Destination::Inside(Words::new("x")), Moment(3)))
            .and_then(|course| course.called(call(9)))
            .unwrap();
        assert_eq!(course.passage().first_called, Some(call(1).at));
        assert_eq!(course.call().map(|call| call.at), Some(call(9).at));
    }

    #[test]
    fn what_is_over_is_over() {
        let ended = Course::Waiting.ended(Moment(1)).unwrap();
        assert_eq!(
            ended.clone().called(call(1)).unwrap_err().refusal().code,
            "reception-already-over"
        );
        assert!(ended.clone().left(Moment(2)).is_err());
        assert!(
            ended
                .clone()
                .oriented(Destination::Outside(Words::new("x")), Moment(2))
                .is_err()
        );
        let void = ended.cancelled(Moment(2), Words::new("doublon")).unwrap();
        assert_eq!(
            void.ended(Moment(3)).unwrap_err().refusal().code,
            "reception-line-cancelled"
        );
    }

    #[test]
    fn someone_noted_gone_who_was_only_outside_can_wait_again() {
        let gone = Course::Waiting.left(Moment(1)).unwrap();
        assert_eq!(gone.put_back(), Ok(Course::Waiting));
        let ended = Course::Waiting.ended(Moment(1)).unwrap();
        assert_eq!(ended.put_back(), Ok(Course::Waiting));
        assert!(Course::Waiting.put_back().is_err());
    }
}
