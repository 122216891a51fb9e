//! The quiz of a procedure: its questions on one page, then each answer beside the right one with the reason.
//!
//! What was chosen is kept for this reader alone.

use akwaba_domain::casework::Edition;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_procedures::workbook::Question;
use askama::Template;

use super::lesson::{QUIZ, done_by_reader, done_of, heading, lesson, note, path};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Choice, Field, Fields, Tag, Tone};
use crate::problem::Problem;

/// In the address of a page that asks the questions again.
const AGAIN: &str = "refaire";

#[derive(Template)]
#[template(path = "training/quiz.html")]
struct QuizPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    here: String,
    questions: Vec<Field>,
    back: String,
}

#[derive(Template)]
#[template(path = "training/answers.html")]
struct AnswersPage<'a> {
    f: &'a Frame,
    heading: String,
    said: String,
    answers: Vec<Answered>,
    again: String,
    back: String,
}

struct Answered {
    question: String,
    tag: Tag,
    chosen: String,
    /// The right answer, where another was chosen.
    right: Option<String>,
    why: String,
}

fn field(rank: usize) -> String {
    format!("q{rank}")
}

/// The questions, or what was answered last.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let edition = lesson(exchange)?;
    if edition.procedure.quiz.is_empty() {
        return Err(Problem::NotFound);
    }
    let done = done_by_reader(exchange)?;
    let chosen = done_of(&done, &edition, QUIZ).map(|done| done.chosen.clone());
    match chosen {
        Some(chosen) if exchange.form.get(AGAIN).is_empty() => answers(exchange, &edition, &chosen),
        _ => questions(exchange, &edition, None),
    }
}

fn questions(
    exchange: &mut Exchange<'_, '_>,
    edition: &Edition,
    refused: Option<(Form, &Refusals)>,
) -> Answer {
    let mut frame = exchange.frame("training-quiz-title");
    let wrong = refused.is_some();
    let form = match refused {
        Some((sent, refusals)) => Fields::refused(&mut frame, sent, refusals),
        None => Fields::new(&frame, Form::new()),
    };
    let asked = edition.procedure.quiz.iter().zip(1..);
    let questions = asked.map(|(question, rank)| {
        let choices = question.choices.iter().zip(0_usize..);
        let choices = choices.map(|(label, at)| Choice::new(at.to_string(), label));
        form.radios(&field(rank), "training-quiz", choices.collect())
            .label(format!("{rank}. {}", question.question))
            .needed()
    });
    let page = QuizPage {
        f: &frame,
        form: &form,
        heading: heading(edition),
        here: format!("{}/quiz", path(edition)),
        questions: questions.collect(),
        back: path(edition),
    };
    if wrong {
        exchange.again(&page)
    } else {
        exchange.page(&page)
    }
}

/// Takes the answers, all of them.
pub(super) fn answer(exchange: &mut Exchange<'_, '_>) -> Answer {
    let edition = lesson(exchange)?;
    let sent = exchange.form.clone();
    let mut refusals = Refusals::new();
    let mut chosen = Vec::new();
    for (question, rank) in edition.procedure.quiz.iter().zip(1..) {
        let at = sent.get(&field(rank)).parse::<usize>().ok();
        match at.filter(|at| *at < question.choices.len()) {
            Some(at) => chosen.push(at.to_string()),
            None => {
                let missing = Refusal::at(field(rank), "training-quiz-missing");
                refusals.push(missing.with("rank", rank));
            }
        }
    }
    if let Err(refusals) = refusals.or(()) {
        return questions(exchange, &edition, Some((sent, &refusals)));
    }
    note(exchange, &edition, QUIZ, &chosen.join(" "))?;
    exchange.go(&format!("{}/quiz", path(&edition)))
}

fn answers(exchange: &mut Exchange<'_, '_>, edition: &Edition, chosen: &str) -> Answer {
    let frame = exchange.frame("training-quiz-title");
    let f = &frame;
    let mut right = 0_usize;
    let chosen = chosen.split(' ').map(|at| at.parse::<usize>().ok());
    let asked = edition.procedure.quiz.iter().zip(chosen);
    let answers: Vec<Answered> = asked
        .map(|(question, at)| {
            right += usize::from(at == Some(question.right));
            answered(f, question, at)
        })
        .collect();
    let args = [("right", right.into()), ("all", answers.len().into())];
    exchange.page(&AnswersPage {
        f,
        heading: heading(edition),
        said: f.tn("training-quiz-result", args),
        answers,
        again: format!("{}/quiz?{AGAIN}=1", path(edition)),
        back: path(edition),
    })
}

fn answered(f: &Frame, question: &Question, at: Option<usize>) -> Answered {
    let words = |at: usize| question.choices.get(at).cloned().unwrap_or_default();
    let good = at == Some(question.right);
    Answered {
        question: question.question.clone(),
        tag: if good {
            Tag::new(Tone::Good, f.t("training-answer-right"))
        } else {
            Tag::new(Tone::Attention, f.t("training-answer-other"))
        },
        chosen: at.map_or_else(String::new, words),
        right: (!good).then(|| words(question.right)),
        why: question.why.clone(),
    }
}
