//! The two stages on which a procedure is played: an exercise of its workbook, whose way is compared afterwards, and a free play.

use std::sync::Arc;

use akwaba_domain::casework::Edition;
use akwaba_procedures::workbook::Exercise;

use super::lesson::{exercise_part, lesson, path};
use super::{acts, play};
use crate::exchange::{Answer, Exchange};
use crate::problem::Problem;

/// On which stage a procedure is played.
pub(super) struct Stage {
    pub(super) edition: Arc<Edition>,
    /// The rank of the exercise, from 1; none in a free play.
    pub(super) rank: Option<usize>,
}

impl Stage {
    /// The stage of an exercise.
    fn of_exercise(exchange: &Exchange<'_, '_>) -> Result<Self, Problem> {
        let (edition, rank) = (lesson(exchange)?, exchange.id::<usize>("rang")?);
        let stage = Self {
            edition,
            rank: Some(rank),
        };
        match stage.exercise() {
            Some(_) => Ok(stage),
            None => Err(Problem::NotFound),
        }
    }

    fn free(exchange: &Exchange<'_, '_>) -> Result<Self, Problem> {
        Ok(Self {
            edition: lesson(exchange)?,
            rank: None,
        })
    }

    /// The exercise that is done here; none in a free play.
    pub(super) fn exercise(&self) -> Option<&Exercise> {
        let place = self.rank?.checked_sub(1)?;
        self.edition.procedure.exercises.get(place)
    }

    /// The part of the procedure that is learnt here.
    pub(super) fn part(&self) -> Option<String> {
        self.rank.map(exercise_part)
    }

    /// Under which name the play is kept.
    pub(super) fn key(&self) -> String {
        let part = self.part().unwrap_or_else(|| "essai".to_owned());
        format!("{}/{part}", self.edition.procedure.code)
    }

    /// The address of the page.
    pub(super) fn path(&self) -> String {
        match self.rank {
            Some(rank) => format!("{}/exercices/{rank}", path(&self.edition)),
            None => format!("/manuel/{}/essayer", self.edition.procedure.code),
        }
    }
}

/// The page of an exercise.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let stage = Stage::of_exercise(exchange)?;
    play::show(exchange, &stage)
}

/// A move in an exercise.
pub(super) fn act(exchange: &mut Exchange<'_, '_>) -> Answer {
    let stage = Stage::of_exercise(exchange)?;
    acts::act(exchange, &stage)
}

/// The page of a free play.
pub(super) fn try_out(exchange: &mut Exchange<'_, '_>) -> Answer {
    let stage = Stage::free(exchange)?;
    play::show(exchange, &stage)
}

/// A move in a free play.
pub(super) fn try_act(exchange: &mut Exchange<'_, '_>) -> Answer {
    let stage = Stage::free(exchange)?;
    acts::act(exchange, &stage)
}
