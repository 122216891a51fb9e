//! A form being shown: what was typed, what was refused, and the fields made from both.

use akwaba_domain::refusal::Refusals;
use askama::Template;

use super::field::{Choice, Field, Kind, Words};
use super::part;
use crate::frame::Frame;
use crate::http::Form;

/// One correction asked for.
#[derive(Clone, Debug)]
pub struct Slip {
    /// The field, as named in the form; empty for the whole.
    pub field: String,
    /// What to write instead.
    pub text: String,
}

/// The fields of one form. In the template: `{{ form.text("name", "person-name") }}`.
#[derive(Clone)]
pub struct Fields {
    sent: Form,
    slips: Vec<Slip>,
    frame: Frame,
}

impl Fields {
    /// A form with values: those sent, those of the record to change, or none; or what was typed before and left, where
    /// the reader takes it up again.
    #[must_use]
    pub fn new(frame: &Frame, sent: Form) -> Self {
        Self {
            sent: frame.typed(sent),
            slips: Vec::new(),
            frame: frame.clone(),
        }
    }

    /// The form again, with what was refused. Marks the frame, so that the window's title says it too.
    #[must_use]
    pub fn refused(frame: &mut Frame, sent: Form, refusals: &Refusals) -> Self {
        frame.refused = true;
        let slips = refusals.as_slice().iter().map(|refusal| Slip {
            field: refusal.field.clone().unwrap_or_default(),
            text: frame.sentence(refusal),
        });
        let slips = slips.collect();
        Self {
            sent,
            slips,
            frame: frame.clone(),
        }
    }

    /// The summary of what to correct, to stand above the form; nothing when nothing is refused.
    #[must_use]
    pub fn errors(&self) -> Errors<'_> {
        let count = self.slips.len();
        Errors {
            title: self.frame.t1("parts-errors-title", "count", count),
            slips: &self.slips,
        }
    }

    /// Whether something was refused.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        !self.slips.is_empty()
    }

    /// What was sent for a field.
    #[must_use]
    pub fn sent(&self, name: &str) -> &str {
        self.sent.get(name)
    }

    /// One line of text. `label` is a key, here and below.
    #[must_use]
    pub fn text(&self, name: &str, label: &str) -> Field {
        self.field(name, label, Kind::Line("text"))
    }

    /// Several lines of text.
    #[must_use]
    pub fn area(&self, name: &str, label: &str, rows: u8) -> Field {
        self.field(name, label, Kind::Area(rows))
    }

    /// A passphrase: never shown again, never kept in the page.
    #[must_use]
    pub fn passphrase(&self, name: &str, label: &str) -> Field {
        self.field(name, label, Kind::Line("password")).value("")
    }

    /// A phone number.
    #[must_use]
    pub fn phone(&self, name: &str, label: &str) -> Field {
        let hint = self.frame.t("parts-phone-hint");
        self.field(name, label, Kind::Line("tel"))
            .half()
            .keyboard("tel")
            .hint(hint)
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, name: &str, label: &str) -> Field {
        self.text(name, label).short().keyboard("numeric")
    }

    /// A time of day, as 07:45.
    #[must_use]
    pub fn time(&self, name: &str, label: &str) -> Field {
        self.field(name, label, Kind::Line("time")).short()
    }

    /// Day, month and year apart, sent as `name_day`, `name_month`, `name_year`; each may stay empty. The errors of all three
    /// and of `name` show together.
    #[must_use]
    pub fn date(&self, name: &str, label: &str) -> Field {
        let part = |part: &str| self.sent.get(&format!("{name}_{part}")).to_owned();
        let kind = Kind::Date {
            day: part("day"),
            month: part("month"),
            year: part("year"),
        };
        let mut field = self.field(name, label, kind);
        field.hint = self.frame.t("parts-date-hint");
        for part in ["day", "month", "year"] {
            if field.error.is_empty() {
                field.error = self.error(&format!("{name}_{part}"));
            }
        }
        field
    }

    /// A drop-down list; better for more than seven answers, radios below.
    #[must_use]
    pub fn select(&self, name: &str, label: &str, choices: Vec<Choice>) -> Field {
        self.field(name, label, Kind::Select(self.chosen(name, choices)))
    }

    /// One answer among a few.
    #[must_use]
    pub fn radios(&self, name: &str, label: &str, choices: Vec<Choice>) -> Field {
        self.field(name, label, Kind::Radios(self.chosen(name, choices)))
    }

    /// Any number of answers.
    #[must_use]
    pub fn checks(&self, name: &str, label: &str, choices: Vec<Choice>) -> Field {
        self.field(name, label, Kind::Checks(self.chosen(name, choices)))
    }

    /// One box to tick, sent as `name=1`.
    #[must_use]
    pub fn tick(&self, name: &str, label: &str) -> Field {
        self.field(name, label, Kind::Tick)
    }

    /// A file. `accept` lists its endings: `.csv,.xlsx`. The form must be `enctype="multipart/form-data"`.
    #[must_use]
    pub fn file(&self, name: &str, label: &str, accept: &'static str) -> Field {
        self.field(name, label, Kind::File(accept))
    }

    /// Answers from a family of keys: `form.family("person-sex-", &["female", "male"])`.
    #[must_use]
    pub fn family(&self, family: &str, codes: &[&str]) -> Vec<Choice> {
        codes
            .iter()
            .map(|code| Choice::new(*code, self.frame.word(family, code)))
            .collect()
    }

    /// The same answers, with "ne sait pas" and "ne souhaite pas répondre" after them.
    #[must_use]
    pub fn or_unsaid(&self, mut choices: Vec<Choice>) -> Vec<Choice> {
        choices.push(Choice::new("unknown", self.frame.t("parts-unknown")));
        choices.push(Choice::new("unsaid", self.frame.t("parts-unsaid")));
        choices
    }

    fn chosen(&self, name: &str, mut choices: Vec<Choice>) -> Vec<Choice> {
        for choice in &mut choices {
            choice.chosen = choice.chosen || self.sent.has(name, &choice.value);
        }
        choices
    }

    /// What to correct in a field; nothing when nothing is.
    pub(crate) fn error(&self, name: &str) -> String {
        let slip = self.slips.iter().find(|slip| slip.field == name);
        slip.map_or_else(String::new, |slip| slip.text.clone())
    }

    fn field(&self, name: &str, label: &str, kind: Kind) -> Field {
        let f = &self.frame;
        Field {
            name: name.to_owned(),
            label: f.t(label),
            hint: String::new(),
            why: String::new(),
            error: self.error(name),
            value: self.sent.raw(name).unwrap_or("").to_owned(),
            kind,
            words: Words {
                needed: f.t("parts-needed"),
                why: f.t("parts-why"),
                error: f.t("parts-error"),
                day: f.t("parts-day"),
                month: f.t("parts-month"),
                year: f.t("parts-year"),
                choose: f.t("parts-choose"),
                reveal: f.t("parts-reveal"),
                conceal: f.t("parts-conceal"),
            },
            needed: false,
            width: "",
            keyboard: "",
            complete: "off",
            length_max: 0,
            large: false,
            inline: false,
            camera: false,
            focus: false,
        }
    }
}

/// What to correct, above a form.
#[derive(Template)]
#[template(path = "parts/errors.html")]
pub struct Errors<'a> {
    title: String,
    slips: &'a [Slip],
}
part!(Errors<'_>);
