//! A form that was answered, as the paper form it would have been.
//!
//! Owns how each answer stands on paper. Never prints a question that was not asked, nor room to answer one.

use akwaba_paper::{Ask, AskKind, Block, Text};

use crate::form::Kind;
use crate::form::view::{GroupView, Part, QuestionView};

/// What stands above a form that was answered, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilledHead {
    /// The number of the case.
    pub number: String,
    /// When it was answered, and by whom.
    pub done: String,
}

pub(super) fn head(head: &FilledHead) -> Vec<Block> {
    [
        ("Numéro du dossier", &head.number),
        ("Date et agent", &head.done),
    ]
    .into_iter()
    .map(|(label, answer)| ask(label, written(answer)))
    .collect()
}

/// The answers of a group, in the order of its questions.
pub(super) fn answers(view: &GroupView) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !view.relevant {
        return blocks;
    }
    for part in &view.parts {
        match part {
            Part::Group(group) => blocks.extend(titled(group)),
            Part::Repeat(repeat) => repeat
                .instances
                .iter()
                .for_each(|instance| blocks.extend(titled(instance))),
            Part::Question(question) => blocks.extend(answer(question)),
        }
    }
    blocks
}

/// A group under its title; nothing of one that was not asked.
fn titled(group: &GroupView) -> Vec<Block> {
    let inside = answers(group);
    let title = (!inside.is_empty() && !group.label.is_empty())
        .then(|| Block::Paragraph(Text::strong(group.label.clone())));
    title.into_iter().chain(inside).collect()
}

fn answer(question: &QuestionView) -> Option<Block> {
    if !question.relevant || question.label.is_empty() {
        return None;
    }
    if question.kind == Kind::Note {
        return Some(Block::Paragraph(Text::emphasis(question.label.clone())));
    }
    let kind = match question.kind {
        Kind::SelectOne | Kind::SelectMultiple | Kind::Rank if !question.choices.is_empty() => {
            AskKind::Choices {
                choices: question
                    .choices
                    .iter()
                    .map(|choice| (choice.label.clone(), choice.chosen))
                    .collect(),
                several: question.kind != Kind::SelectOne,
            }
        }
        Kind::Acknowledge => AskKind::Choices {
            choices: vec![("Oui".to_owned(), !question.value.is_empty())],
            several: false,
        },
        Kind::Date => day(&question.value),
        _ => written(&question.value),
    };
    Some(ask(&question.label, kind))
}

fn ask(label: &str, kind: AskKind) -> Block {
    Block::Ask(Ask {
        label: label.into(),
        hint: String::new(),
        required: false,
        kind,
    })
}

/// An answer in words; a dash where there is none, so that nobody writes one in afterwards.
fn written(answer: &str) -> AskKind {
    let said = if answer.is_empty() { "–" } else { answer };
    AskKind::Lines {
        count: 1,
        answer: Some(said.to_owned()),
    }
}

/// A day in its boxes: day, month, year.
fn day(value: &str) -> AskKind {
    let mut parts = value.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return written(value);
    };
    AskKind::Boxes {
        groups: vec![2, 2, 4],
        answer: [day, month, year].map(str::to_owned).to_vec(),
    }
}
