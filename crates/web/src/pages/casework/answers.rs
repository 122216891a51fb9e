//! The group of a form that a step fills: drawn as fields, read back from what a browser sends, and shown
//! once answered. Works without a script: questions that an answer opens are shown before anything is kept.

use akwaba_domain::casework::Edition;
use akwaba_procedures::form::view::{GroupView, Part, QuestionView, of_group};
use akwaba_procedures::form::{Answers, Filled, Kind};
use akwaba_procedures::workbook::Step;
use jiff::civil::DateTime;

use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Choice, Field, Fields, Summary};

/// The hidden field that names the questions that were on the page.
pub(super) const SHOWN: &str = "questions";
/// How often a repeat comes: `combien:` and its path.
const COUNT: &str = "combien:";
/// The most instances of one repeat that a page takes.
const INSTANCES_MAX: u32 = 60;
/// More choices than this are a list to unfold.
const RADIOS_MAX: usize = 7;

/// One piece of a form on a page.
pub(in crate::pages) enum Piece {
    /// The title of a group.
    Title(String),
    /// Something to read.
    Note(String),
    /// A question, boxed for its size.
    Field(Box<Field>),
    /// How often a repeat comes, and a button for one more.
    More {
        path: String,
        count: usize,
        label: String,
    },
    /// A button that takes out one instance.
    Less { path: String },
}

/// The pieces of a group, and the paths of the questions among them.
pub(in crate::pages) fn pieces(
    f: &Frame,
    fields: &Fields,
    view: &GroupView,
) -> (Vec<Piece>, Vec<String>) {
    let mut drawing = Drawing {
        f,
        fields,
        pieces: Vec::new(),
        shown: Vec::new(),
    };
    drawing.group(view, true);
    (drawing.pieces, drawing.shown)
}

struct Drawing<'a> {
    f: &'a Frame,
    fields: &'a Fields,
    pieces: Vec<Piece>,
    shown: Vec<String>,
}

impl Drawing<'_> {
    fn group(&mut self, view: &GroupView, outermost: bool) {
        if !view.relevant {
            return;
        }
        if !outermost && !view.label.is_empty() {
            self.pieces.push(Piece::Title(view.label.clone()));
        }
        if !view.hint.is_empty() {
            self.pieces.push(Piece::Note(view.hint.clone()));
        }
        for part in &view.parts {
            match part {
                Part::Group(group) => self.group(group, false),
                Part::Question(question) => self.question(question),
                Part::Repeat(repeat) => {
                    for instance in &repeat.instances {
                        self.group(instance, false);
                        if repeat.free {
                            self.pieces.push(Piece::Less {
                                path: instance.path.clone(),
                            });
                        }
                    }
                    if repeat.free {
                        self.pieces.push(Piece::More {
                            path: repeat.path.clone(),
                            count: repeat.instances.len(),
                            label: repeat.label.clone(),
                        });
                    }
                }
            }
        }
    }

    fn question(&mut self, question: &QuestionView) {
        if !question.relevant {
            return;
        }
        if question.kind == Kind::Note {
            self.pieces.push(Piece::Note(question.label.clone()));
            return;
        }
        if question.read_only {
            if !question.value.is_empty() {
                let text = format!("{} : {}", question.label, said(question));
                self.pieces.push(Piece::Note(text));
            }
            return;
        }
        if matches!(
            question.kind,
            Kind::Image | Kind::Audio | Kind::Video | Kind::File
        ) {
            let text = self
                .f
                .t1("casework-answer-file", "what", question.label.as_str());
            self.pieces.push(Piece::Note(text));
            return;
        }
        self.shown.push(question.path.clone());
        let field = self.field(question);
        self.pieces.push(Piece::Field(Box::new(field)));
        if question.kind == Kind::DateTime {
            let hour = self.fields.time(&question.path, "casework-answer-hour");
            self.pieces.push(Piece::Field(Box::new(hour)));
        }
    }

    fn field(&self, question: &QuestionView) -> Field {
        const LABEL: &str = "casework-answers";
        let (fields, name) = (self.fields, question.path.as_str());
        let choices: Vec<Choice> = question
            .choices
            .iter()
            .map(|choice| Choice::new(&choice.name, &choice.label))
            .collect();
        let mut hint = question.hint.clone();
        let field = match question.kind {
            Kind::Text if question.appearance.contains("multiline") => fields.area(name, LABEL, 4),
            Kind::Integer => fields.number(name, LABEL),
            Kind::Decimal => fields.text(name, LABEL).short().keyboard("decimal"),
            Kind::Range => {
                if let Some(bounds) = question.bounds {
                    let args = [
                        ("from", bounds.start.to_string().into()),
                        ("to", bounds.end.to_string().into()),
                    ];
                    hint = format!("{hint} {}", self.f.tn("casework-answer-range", args));
                }
                fields.text(name, LABEL).short().keyboard("decimal")
            }
            Kind::SelectOne
                if choices.len() > RADIOS_MAX || question.appearance.contains("minimal") =>
            {
                fields.select(name, LABEL, choices)
            }
            Kind::SelectOne => fields.radios(name, LABEL, choices),
            Kind::SelectMultiple | Kind::Rank => fields.checks(name, LABEL, choices),
            Kind::Date | Kind::DateTime => fields.date(name, LABEL),
            Kind::Time => fields.time(name, LABEL),
            Kind::Acknowledge => fields.tick(name, LABEL),
            _ => fields.text(name, LABEL),
        };
        let mut field = field.label(&question.label);
        if !hint.trim().is_empty() {
            field = field.hint(hint.trim());
        }
        if !question.guidance.is_empty() {
            field = field.why(&question.guidance);
        }
        if question.required {
            field = field.needed();
        }
        field
    }
}

/// The fields of a page as they stand: what each question holds.
pub(in crate::pages) fn sent(view: &GroupView) -> Form {
    let mut form = Form::new();
    for_each(view, &mut |question| {
        let (path, value) = (question.path.as_str(), question.value.as_str());
        let mut next = core::mem::take(&mut form);
        match question.kind {
            Kind::SelectMultiple | Kind::Rank => {
                for one in value.split_ascii_whitespace() {
                    next = next.with(path, one);
                }
            }
            Kind::Date | Kind::DateTime => {
                let (date, hour) = value.split_once('T').unwrap_or((value, ""));
                if question.kind == Kind::DateTime {
                    next = next.with(path, hour.get(..5).unwrap_or(hour));
                }
                let mut parts = date.splitn(3, '-');
                for part in ["year", "month", "day"] {
                    let text = parts.next().unwrap_or_default().trim_start_matches('0');
                    next = next.with(&format!("{path}_{part}"), text);
                }
            }
            Kind::Time => next = next.with(path, value.get(..5).unwrap_or(value)),
            Kind::Acknowledge if !value.is_empty() => next = next.with(path, "1"),
            _ => next = next.with(path, value),
        }
        form = next;
    });
    form
}

fn for_each(view: &GroupView, look: &mut dyn FnMut(&QuestionView)) {
    for part in &view.parts {
        match part {
            Part::Group(group) => for_each(group, look),
            Part::Question(question) => look(question),
            Part::Repeat(repeat) => repeat.instances.iter().for_each(|one| for_each(one, look)),
        }
    }
}

/// Reads the answers of a group from what a browser sent, over those of the rest of the case. Only the
/// questions that were on the page are read.
pub(in crate::pages) fn typed(
    edition: &Edition,
    group: &str,
    form: &Form,
    base: &Answers,
) -> Answers {
    let mut answers = base.clone();
    answers.put(group, &Answers::new());
    let inside = |path: &str| {
        let rest = path.strip_prefix(group);
        rest.is_some_and(|rest| rest.starts_with('/'))
    };
    for (name, value) in form.pairs() {
        if let Some(path) = name.strip_prefix(COUNT)
            && inside(path)
            && edition.form.at(path).is_some()
        {
            let count = value.parse::<u32>().unwrap_or(0);
            answers.set_count(path, count.min(INSTANCES_MAX));
        }
    }
    for path in shown(form) {
        let asked = edition.form.at(path).filter(|element| element.is_asked());
        if let Some(element) = asked.filter(|_| inside(path)) {
            answers.set(path, &read(&element.kind, path, form));
        }
    }
    answers
}

/// The questions that were on the page.
pub(super) fn shown(form: &Form) -> impl Iterator<Item = &str> {
    form.get(SHOWN).split_ascii_whitespace()
}

fn read(kind: &Kind, path: &str, form: &Form) -> String {
    match kind {
        Kind::SelectMultiple | Kind::Rank => form.all(path).collect::<Vec<_>>().join(" "),
        Kind::Date => date(path, form),
        Kind::DateTime => {
            let date = date(path, form);
            if date.is_empty() {
                return date;
            }
            let hour = form.given(path).unwrap_or("00:00");
            format!("{date}T{hour}:00")
        }
        Kind::Acknowledge if form.has(path, "1") => "OK".to_owned(),
        Kind::Acknowledge => String::new(),
        Kind::Decimal | Kind::Range => form.get(path).replace(',', "."),
        _ => form.get(path).to_owned(),
    }
}

/// A day from its three boxes; what is not one is kept as written, to be corrected.
fn date(path: &str, form: &Form) -> String {
    let part = |part: &str| form.get(&format!("{path}_{part}")).to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return String::new();
    }
    format!("{year:0>4}-{month:0>2}-{day:0>2}")
}

/// Whether an answer opened questions that were not on the page yet.
pub(in crate::pages) fn opened_more(filled: &Filled<'_>, group: &str, form: &Form) -> bool {
    let shown: Vec<&str> = shown(form).collect();
    let prefix = format!("{group}/");
    filled.paths().any(|(path, element)| {
        let drawn = !matches!(
            element.kind,
            Kind::Image | Kind::Audio | Kind::Video | Kind::File
        );
        element.is_asked()
            && drawn
            && path.starts_with(&prefix)
            && filled.relevant(&path)
            && !filled.read_only(&path)
            && !shown.contains(&path.as_str())
    })
}

/// One more instance of a repeat, or one less, as a button of the page asks.
pub(in crate::pages) fn recounted(answers: &mut Answers, form: &Form) -> bool {
    if let Some(path) = form.given("ajouter") {
        let count = answers.count(path).unwrap_or(0);
        answers.set_count(path, (count + 1).min(INSTANCES_MAX));
        return true;
    }
    let Some(instance) = form.given("retirer") else {
        return false;
    };
    if let Some((path, at)) = instance.rsplit_once('[')
        && let Ok(at) = at.trim_end_matches(']').parse()
    {
        answers.remove_instance(path, at);
    }
    true
}

/// What was answered, for people: the words of the choices rather than their codes.
fn said(question: &QuestionView) -> String {
    if question.choices.is_empty() {
        return match question.kind {
            Kind::Date => day(&question.value),
            _ => question.value.clone(),
        };
    }
    let chosen = question.choices.iter().filter(|choice| choice.chosen);
    let words: Vec<&str> = chosen.map(|choice| choice.label.as_str()).collect();
    words.join(", ")
}

fn day(value: &str) -> String {
    value
        .parse()
        .map_or_else(|_| value.to_owned(), crate::show::civil)
}

/// The answers of a step, to be read.
pub(super) fn summary(
    f: &Frame,
    edition: &Edition,
    step: Option<&Step>,
    answers: &Answers,
    now: DateTime,
) -> Summary {
    let mut summary = Summary::new(f);
    for (label, text) in in_words(edition, step, answers, now) {
        summary = summary.line(label, text);
    }
    summary
}

/// The answers of a step: each question with what was answered.
pub(super) fn in_words(
    edition: &Edition,
    step: Option<&Step>,
    answers: &Answers,
    now: DateTime,
) -> Vec<(String, String)> {
    let filled = edition.filled(answers, now);
    let group = step.and_then(|step| of_group(&filled, step.group.as_deref()?));
    let mut known = Vec::new();
    if let Some(group) = &group {
        for_each(group, &mut |question| {
            if !question.value.is_empty() && question.kind != Kind::Note {
                known.push((question.label.clone(), said(question)));
            }
        });
    } else {
        // Answers to a form that this version no longer has are shown as they were written.
        let written = answers.iter().filter(|(_, text)| !text.is_empty());
        known.extend(written.map(|(path, text)| (path.to_owned(), text.to_owned())));
    }
    known
}
