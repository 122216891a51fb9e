//! What to show of a form being filled, or of a blank one: groups, questions, choices, problems, in order.
//!
//! Owns the tree that pages and paper draw from, in one language and with every text already made. Draws nothing itself.

use super::filled::Filled;
use super::{Answers, Bounds};
use super::{Element, Form, Kind, Moment};

/// Something to show.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A group, or one instance of a repeat.
    Group(GroupView),
    /// A repeat: its instances, and whether the person may add one.
    Repeat(RepeatView),
    /// A question.
    Question(Box<QuestionView>),
}

/// A group to show.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupView {
    /// Its path.
    pub path: String,
    /// What stands above it.
    pub label: String,
    /// A help.
    pub hint: String,
    /// How to show it.
    pub appearance: String,
    /// Whether it is shown at all.
    pub relevant: bool,
    /// What is in it.
    pub parts: Vec<Part>,
}

/// A repeat to show.
#[derive(Debug, Clone, PartialEq)]
pub struct RepeatView {
    /// Its path, without position.
    pub path: String,
    /// What stands above each instance.
    pub label: String,
    /// Its instances.
    pub instances: Vec<GroupView>,
    /// Whether the person says how many there are.
    pub free: bool,
}

/// A question to show.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionView {
    /// Its path.
    pub path: String,
    /// Its kind.
    pub kind: Kind,
    /// What is asked.
    pub label: String,
    /// A help.
    pub hint: String,
    /// A longer help.
    pub guidance: String,
    /// How to show it.
    pub appearance: String,
    /// The answer, as kept.
    pub value: String,
    /// What can be chosen.
    pub choices: Vec<ChoiceView>,
    /// The numbers of a range.
    pub bounds: Option<Bounds>,
    /// Whether it is asked.
    pub relevant: bool,
    /// Whether an answer is required.
    pub required: bool,
    /// Whether it can only be read.
    pub read_only: bool,
    /// What is wrong: a code, and a sentence.
    pub problem: Option<(&'static str, String)>,
}

/// A choice to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceView {
    /// What is kept.
    pub name: String,
    /// What is shown.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// What to show of a group, by name; of the whole form, with an empty name.
#[must_use]
pub fn of_group(filled: &Filled<'_>, name: &str) -> Option<GroupView> {
    let form = filled.form();
    let group = if name.is_empty() {
        form.root()
    } else {
        form.group(name)
    }?;
    let path = group.path.clone();
    Some(group_view(filled, group, &path))
}

/// What to show of a group of a form nobody has filled: every question, as a paper form has them.
#[must_use]
pub fn blank(form: &Form, name: &str, moment: Moment<'_>) -> Option<GroupView> {
    of_group(&Filled::evaluate(form, &Answers::new(), moment), name)
}

fn group_view(filled: &Filled<'_>, group: &Element, path: &str) -> GroupView {
    GroupView {
        path: path.to_owned(),
        label: filled.words(path, &group.label),
        hint: filled.words(path, &group.hint),
        appearance: group.appearance.clone(),
        relevant: path.is_empty() || filled.relevant(path),
        parts: parts(filled, group, path),
    }
}

fn parts(filled: &Filled<'_>, group: &Element, path: &str) -> Vec<Part> {
    let form = filled.form();
    let children = group.children.iter().filter_map(|id| form.element(*id));
    let shown = children.filter(|element| !element.is_filled_in());
    shown
        .map(|element| {
            let own = if path.is_empty() {
                element.name.clone()
            } else {
                format!("{path}/{}", element.name)
            };
            match &element.kind {
                Kind::Group => Part::Group(group_view(filled, element, &own)),
                Kind::Repeat { count } => Part::Repeat(RepeatView {
                    label: filled.words(&own, &element.label),
                    instances: (1..=filled.count(&own))
                        .map(|at| group_view(filled, element, &format!("{own}[{at}]")))
                        .collect(),
                    free: count.is_none(),
                    path: own,
                }),
                _ => Part::Question(Box::new(question_view(filled, element, own))),
            }
        })
        .collect()
}

fn question_view(filled: &Filled<'_>, question: &Element, path: String) -> QuestionView {
    let value = filled.value(&path).to_owned();
    let several = matches!(question.kind, Kind::SelectMultiple | Kind::Rank);
    let chosen = |name: &str| {
        if several {
            value.split_ascii_whitespace().any(|one| one == name)
        } else {
            value == name
        }
    };
    let offered = filled.choices(&path).into_iter();
    let choices = offered.map(|(name, label)| ChoiceView {
        chosen: chosen(&name),
        name,
        label,
    });
    QuestionView {
        kind: question.kind.clone(),
        label: filled.words(&path, &question.label),
        hint: filled.words(&path, &question.hint),
        guidance: filled.words(&path, &question.guidance),
        appearance: question.appearance.clone(),
        choices: choices.collect(),
        bounds: question.bounds,
        relevant: filled.relevant(&path),
        required: filled.required(&path),
        read_only: question.is_computed() || filled.read_only(&path),
        problem: filled
            .problem_at(&path)
            .map(|problem| (problem.code(), problem.said)),
        value,
        path,
    }
}
