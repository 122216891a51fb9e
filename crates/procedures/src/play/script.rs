//! A play as it was played: its beginning and every move since, which give the same play again.
//!
//! Owns the moves and their one encoding, so that a page without memory can keep a play. Keeps nothing itself: who holds the
//! bytes says where they lie. Bytes of another version of the procedure are for the caller to refuse.

use jiff::civil::DateTime;
use minicbor::{Decode, Encode};

use super::{Answered, Play};
use crate::form::Answers;
use crate::run::{Calendar, Course, Way, ways};
use crate::workbook::{Procedure, Step};

/// The most moves of one play.
pub const MOVES_MAX: usize = 300;

/// One move of a play.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Move {
    /// The answers of a group, whole: those given there before are replaced.
    #[n(0)]
    Fill {
        /// The path of the group.
        #[n(0)]
        group: String,
        /// Its answers.
        #[n(1)]
        answers: Answers,
    },
    /// One of the [commands](super::COMMANDS).
    #[n(1)]
    Say(#[n(0)] String),
}

/// The moves of a play, from its beginning.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Script {
    /// The version of the procedure that is played.
    #[n(0)]
    pub version: u32,
    /// When it was begun, in microseconds of the time of Abidjan.
    #[n(1)]
    pub begun_micros: i64,
    /// Oldest first.
    #[n(2)]
    pub moves: Vec<Move>,
}

/// Bytes that are no play.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are not a play")]
pub struct ScriptError;

impl Script {
    /// A play that begins.
    #[must_use]
    pub fn new(version: u32, begun_micros: i64) -> Self {
        Self {
            version,
            begun_micros,
            moves: Vec::new(),
        }
    }

    /// Whether it takes no more moves.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.moves.len() >= MOVES_MAX
    }

    /// As bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        // Writing to memory cannot fail.
        let written: Result<(), minicbor::encode::Error<std::convert::Infallible>> =
            minicbor::encode(self, &mut bytes);
        match written {
            Ok(()) | Err(_) => bytes,
        }
    }

    /// From bytes.
    ///
    /// # Errors
    /// When they are no play.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ScriptError> {
        minicbor::decode(bytes).map_err(|_| ScriptError)
    }

    /// The play that the moves give. A move that is refused changes nothing, as when it was made.
    #[must_use]
    pub fn replay<'p>(
        &self,
        procedure: &'p Procedure,
        calendar: Calendar,
        begun: DateTime,
    ) -> Play<'p> {
        let mut play = Play::new(procedure, calendar, begun);
        for one in &self.moves {
            play.make(one);
        }
        play
    }
}

impl<'p> Play<'p> {
    /// Makes a move.
    pub fn make(&mut self, one: &Move) -> Answered {
        match one {
            Move::Fill { group, answers } => {
                self.answers.put(group, &answers.within(group));
                Answered::default()
            }
            Move::Say(line) => self.say(line),
        }
    }

    /// What was answered so far.
    #[must_use]
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The answers with which a step begins: a step that comes again asks its questions anew, one that was sent back does not.
    #[must_use]
    pub fn beginning(&self, step: &Step) -> Answers {
        let mut answers = self.answers.clone();
        let standing = self.standing();
        let state = standing.step(&step.code);
        let back = state
            .and_then(|state| state.open.as_ref())
            .is_some_and(|open| open.returned.is_some());
        let again = state.is_some_and(|state| !state.done.is_empty());
        if let Some(group) = step.group.as_ref().filter(|_| again && !back) {
            answers.put(group, &Answers::new());
        }
        answers
    }

    /// All that happened, oldest first.
    #[must_use]
    pub fn course(&self) -> &Course {
        &self.course
    }

    /// How a step goes on with the answers of now.
    #[must_use]
    pub fn ways<'s>(&self, step: &'s Step) -> Way<'s> {
        self.with(|_, known| ways(step, known))
    }
}
