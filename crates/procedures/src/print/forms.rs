//! The forms of a procedure as paper forms.
//!
//! Owns how each kind of question is answered with a pen. Never prints what the program computes or keeps to itself.

use akwaba_paper::{Ask, AskKind, Block, Text};

use super::words;
use crate::form::{Element, Form, From, Group, Kind};
use crate::workbook::Procedure;

/// What stands on paper where a screen would show an answer or a calculation.
const DOTS: &str = "……";

/// How many blank rounds of a repeat are printed.
const ROUNDS: usize = 3;
/// Above this many choices, a line to write on is quicker than boxes.
const CHOICES_MAX: usize = 40;

/// The anchor of the form of a group.
pub(super) fn anchor(procedure: &Procedure, group: &str) -> String {
    format!("{}-fiche-{group}", procedure.code.to_lowercase())
}

/// Every form of the procedure, one after the other.
pub(super) fn all(procedure: &Procedure) -> Vec<Block> {
    let Some(form) = procedure.form.as_ref() else {
        return Vec::new();
    };
    let mut blocks = Vec::new();
    for step in &procedure.steps {
        let Some(group) = step.group.as_deref().and_then(|name| form.group(name)) else {
            continue;
        };
        let title = match group.label.get("fr") {
            "" => step.label.as_str(),
            label => label,
        };
        let anchor = anchor(procedure, &group.name);
        // Two steps may fill one group; its form is printed once.
        if blocks
            .iter()
            .any(|block| matches!(block, Block::Heading { anchor: other, .. } if *other == anchor))
        {
            continue;
        }
        blocks.push(Block::Heading {
            level: 2,
            text: format!("Fiche : {title}"),
            anchor,
        });
        blocks.extend(asks(procedure, form, group));
    }
    blocks
}

/// A text in which `${…}` becomes room to write.
fn on_paper(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        out.push_str(before);
        out.push_str(DOTS);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

/// What stands above a form that is filled with a pen.
pub(super) fn head() -> Vec<Block> {
    ["Numéro du dossier", "Date et agent"]
        .into_iter()
        .map(|label| {
            Block::Ask(Ask {
                label: label.into(),
                hint: String::new(),
                required: false,
                kind: AskKind::Lines {
                    count: 1,
                    answer: None,
                },
            })
        })
        .collect()
}

/// What stands under it.
pub(super) fn foot() -> Vec<Block> {
    vec![Block::Signatures(vec![
        "La personne (signature ou empreinte)".to_owned(),
        "L'agent".to_owned(),
        "Un témoin, si la personne ne sait pas lire".to_owned(),
    ])]
}

/// The questions of a group, with room for the answers.
pub(super) fn asks(procedure: &Procedure, form: &Form, group: &Group) -> Vec<Block> {
    let mut blocks = Vec::new();
    for id in &group.children {
        let Some(element) = form.element(*id) else {
            continue;
        };
        match &element.kind {
            Kind::Group => {
                blocks.extend(subheading(procedure, element));
                blocks.extend(asks(procedure, form, element));
            }
            Kind::Repeat { .. } => {
                blocks.extend(subheading(procedure, element));
                for round in 1..=ROUNDS {
                    blocks.push(Block::Paragraph(Text::strong(format!("n° {round}"))));
                    blocks.extend(asks(procedure, form, element));
                }
            }
            Kind::Note => {
                let label = on_paper(element.label.get("fr"));
                if !label.is_empty() {
                    blocks.push(Block::Paragraph(Text::emphasis(label)));
                }
            }
            _ if element.is_asked() => blocks.push(Block::Ask(ask(procedure, form, element))),
            _ => {}
        }
    }
    blocks
}

fn subheading(procedure: &Procedure, group: &Element) -> Option<Block> {
    let label = on_paper(group.label.get("fr"));
    if label.is_empty() {
        return None;
    }
    let mut text = Text::strong(label);
    let when = shown_when(procedure, group);
    if !when.is_empty() {
        text = text.and(akwaba_paper::Face::Emphasis, format!(" {when}"));
    }
    Some(Block::Paragraph(text))
}

/// When a question is asked, in words; empty for always.
fn shown_when(procedure: &Procedure, element: &Element) -> String {
    element
        .relevant
        .as_ref()
        .map(|formula| {
            let said = words::condition_at(procedure, &formula.expr, &element.name);
            format!("Seulement si {said}.")
        })
        .unwrap_or_default()
}

fn ask(procedure: &Procedure, form: &Form, element: &Element) -> Ask {
    let label = match element.label.get("fr") {
        "" => element.name.clone(),
        label => on_paper(label),
    };
    let hints: Vec<String> = [
        on_paper(element.hint.get("fr")),
        on_paper(element.guidance.get("fr")),
        shown_when(procedure, element),
        several(element).to_owned(),
    ]
    .into_iter()
    .filter(|hint| !hint.is_empty())
    .collect();
    Ask {
        label: label.into(),
        hint: hints.join(" "),
        required: element
            .required
            .as_ref()
            .is_some_and(|formula| formula.expr.to_string() == "true()"),
        kind: kind(form, element),
    }
}

fn several(element: &Element) -> &'static str {
    match element.kind {
        Kind::SelectMultiple => "Plusieurs réponses possibles.",
        Kind::Rank => "Numérotez par ordre.",
        _ => "",
    }
}

fn kind(form: &Form, element: &Element) -> AskKind {
    let lines = |count| AskKind::Lines {
        count,
        answer: None,
    };
    let boxes = |groups: &[u8]| AskKind::Boxes {
        groups: groups.to_vec(),
        answer: Vec::new(),
    };
    match &element.kind {
        Kind::SelectOne | Kind::SelectMultiple | Kind::Rank => choices(form, element),
        Kind::Acknowledge => AskKind::Choices {
            choices: vec![("Oui".to_owned(), false)],
            several: false,
        },
        Kind::Date => boxes(&[2, 2, 4]),
        Kind::Time => boxes(&[2, 2]),
        Kind::DateTime => boxes(&[2, 2, 4, 2, 2]),
        Kind::Text if element.appearance.contains("multiline") => lines(5),
        Kind::Image | Kind::Audio | Kind::Video | Kind::File => lines(1),
        _ => lines(1),
    }
}

fn choices(form: &Form, element: &Element) -> AskKind {
    let list = match element.choices.as_ref().map(|choices| &choices.from) {
        Some(From::List(name)) => form.list(name),
        Some(From::Answers(_)) | None => None,
    };
    match list {
        Some(list) if list.choices.len() <= CHOICES_MAX => AskKind::Choices {
            choices: list
                .choices
                .iter()
                .map(|choice| (choice.label.get("fr").to_owned(), false))
                .collect(),
            several: element.kind == Kind::SelectMultiple,
        },
        _ => AskKind::Lines {
            count: 1,
            answer: None,
        },
    }
}
