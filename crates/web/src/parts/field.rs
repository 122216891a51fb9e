//! One question of a form: its label, its hint, why it is asked, its error, and the means to answer.

use askama::Template;

use super::part;

/// One of the answers offered.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
    /// A few words under it.
    pub hint: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// An answer.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: String::new(),
            chosen: false,
        }
    }

    /// With a few words under it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// How a question is answered.
#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// One line: the `type` of the input.
    Line(&'static str),
    /// Several lines.
    Area(u8),
    /// A drop-down list.
    Select(Vec<Choice>),
    /// One answer among a few.
    Radios(Vec<Choice>),
    /// Any number of answers.
    Checks(Vec<Choice>),
    /// Yes or nothing.
    Tick,
    /// Day, month and year apart, each optional.
    Date {
        day: String,
        month: String,
        year: String,
    },
    /// A file.
    File(&'static str),
}

/// One question. Made by [`super::Fields`], completed by its methods, written by `{{ }}`.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) why: String,
    pub(super) error: String,
    pub(super) value: String,
    pub(super) kind: Kind,
    pub(super) words: Words,
    pub(super) needed: bool,
    pub(super) width: &'static str,
    pub(super) keyboard: &'static str,
    pub(super) complete: &'static str,
    pub(super) length_max: u16,
    pub(super) large: bool,
    pub(super) inline: bool,
    pub(super) camera: bool,
    pub(super) focus: bool,
}
part!(Field);

/// The words that fields of every page share.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    pub needed: String,
    pub why: String,
    pub error: String,
    pub day: String,
    pub month: String,
    pub year: String,
    pub choose: String,
    pub reveal: String,
    pub conceal: String,
}

impl Field {
    /// Must be answered; fields not marked so are optional.
    #[must_use]
    pub fn needed(mut self) -> Self {
        self.needed = true;
        self
    }

    /// Another label than its key's: for lines that repeat. Already translated.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// A few words under the label: text, already translated (`f.t("key")`).
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Why this is asked, where the question is delicate: text, already translated.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// Narrower: for a number, a code.
    #[must_use]
    pub fn short(mut self) -> Self {
        self.width = "w-short";
        self
    }

    /// Half a line: for a first name, a phone.
    #[must_use]
    pub fn half(mut self) -> Self {
        self.width = "w-half";
        self
    }

    /// The label as the title of the page, for a page of one question.
    #[must_use]
    pub fn large(mut self) -> Self {
        self.large = true;
        self
    }

    /// Answers side by side where there is room.
    #[must_use]
    pub fn inline(mut self) -> Self {
        self.inline = true;
        self
    }

    /// A file that a telephone takes with its camera.
    #[must_use]
    pub fn camera(mut self) -> Self {
        self.camera = true;
        self
    }

    /// The keyboard of a phone: `numeric`, `tel`, `email`.
    #[must_use]
    pub fn keyboard(mut self, mode: &'static str) -> Self {
        self.keyboard = mode;
        self
    }

    /// What the browser may fill in: off unless told (`username`, `current-password`, `new-password`, `one-time-code`).
    #[must_use]
    pub fn complete(mut self, token: &'static str) -> Self {
        self.complete = token;
        self
    }

    /// The most characters that can be typed.
    #[must_use]
    pub fn length_max(mut self, characters: u16) -> Self {
        self.length_max = characters;
        self
    }

    /// Takes the cursor when the page opens: one field a page.
    #[must_use]
    pub fn focus(mut self) -> Self {
        self.focus = true;
        self
    }

    /// Another value than the one sent.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }

    /// One more answer; only for lists, radios and checkboxes.
    #[must_use]
    pub fn choice(mut self, choice: Choice) -> Self {
        if let Kind::Select(choices) | Kind::Radios(choices) | Kind::Checks(choices) =
            &mut self.kind
        {
            choices.push(choice);
        }
        self
    }

    fn id(&self) -> String {
        format!("c-{}", self.name)
    }

    /// The ids of what describes the field, for screen readers.
    fn described(&self) -> String {
        let parts = [
            ("hint", &self.hint),
            ("why", &self.why),
            ("error", &self.error),
        ];
        let ids = parts.iter().filter(|(_, text)| !text.is_empty());
        ids.map(|(part, _)| format!("c-{}-{part}", self.name))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn is_tick(&self) -> bool {
        matches!(self.kind, Kind::Tick)
    }

    fn is_group(&self) -> bool {
        matches!(
            self.kind,
            Kind::Radios(_) | Kind::Checks(_) | Kind::Date { .. }
        )
    }
}
