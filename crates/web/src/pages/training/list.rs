//! Every procedure that can be learnt, with what this reader has done of it.

use akwaba_domain::casework::Edition;
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::local::training::Done;
use akwaba_store::projections::casework::{current, edition};
use askama::Template;

use super::lesson::{QUIZ, done_by_reader, done_of, exercise_part, heading, path};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::centre;
use crate::parts::{Empty, Progress, Tag, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "training/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    progress: Progress,
    rows: Vec<Row>,
    empty: Empty,
}

struct Row {
    path: String,
    label: String,
    purpose: String,
    tags: Vec<Tag>,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = centre(exchange);
    let frame = exchange.frame("training-title");
    let f = &frame;
    let done = done_by_reader(exchange)?;
    let editions = exchange.read(|tx| {
        let mut editions = Vec::new();
        for one in current(tx, centre)? {
            editions.extend(edition(tx, centre, &one.named)?);
        }
        Ok::<_, Problem>(editions)
    })?;
    let (mut finished, mut parts) = (0, 0);
    let mut rows = Vec::new();
    for edition in &editions {
        let progress = Parts::of(edition, &done);
        finished += u64::from(progress.quiz_done) + progress.exercises_done;
        parts += u64::from(progress.quiz) + progress.exercises;
        rows.push(Row {
            path: path(edition),
            label: heading(edition),
            purpose: edition.procedure.purpose.clone(),
            tags: progress.tags(f, edition),
        });
    }
    exchange.page(&ListPage {
        f,
        progress: Progress::new(f, f.t("training-progress"), finished, parts),
        rows,
        empty: Empty::new(f, "training-none", "training-none-text"),
    })
}

/// What a procedure has to be learnt, and what of it is done.
struct Parts {
    quiz: bool,
    quiz_done: bool,
    exercises: u64,
    exercises_done: u64,
}

impl Parts {
    fn of(edition: &Edition, done: &[Done]) -> Self {
        let procedure = &edition.procedure;
        let exercises = procedure.exercises.len();
        let finished = (1..=exercises)
            .filter(|rank| done_of(done, edition, &exercise_part(*rank)).is_some())
            .count();
        Self {
            quiz: !procedure.quiz.is_empty(),
            quiz_done: done_of(done, edition, QUIZ).is_some(),
            exercises: u64::try_from(exercises).unwrap_or(0),
            exercises_done: u64::try_from(finished).unwrap_or(0),
        }
    }

    fn tags(&self, f: &Frame, edition: &Edition) -> Vec<Tag> {
        let mut tags = Vec::new();
        if edition.procedure.confidentiality == Confidentiality::Sealed {
            tags.push(Tag::new(Tone::Info, f.t("training-sealed-tag")));
        }
        if self.quiz {
            let (tone, key) = if self.quiz_done {
                (Tone::Good, "training-quiz-done")
            } else {
                (Tone::Calm, "training-quiz-to-do")
            };
            tags.push(Tag::new(tone, f.t(key)));
        }
        if self.exercises > 0 {
            let tone = if self.exercises_done == self.exercises {
                Tone::Good
            } else {
                Tone::Calm
            };
            let args = [
                ("done", self.exercises_done.to_string().into()),
                ("all", self.exercises.to_string().into()),
            ];
            tags.push(Tag::new(tone, f.tn("training-exercises-done", args)));
        }
        tags
    }
}
