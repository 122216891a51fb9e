//! A page of one form, which most changes of the registry are: who it is about, the questions, the reason, the button.

use akwaba_domain::Refusals;
use askama::Template;

use super::common::Head;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Field, Fields, Html, part};

/// A page of one form.
#[derive(Template)]
#[template(path = "registry/form.html")]
pub(super) struct FormPage<'a> {
    f: &'a Frame,
    head: Option<Head>,
    intro: String,
    errors: Html,
    before: Html,
    hidden: Vec<(String, String)>,
    fields: Vec<Html>,
    go: String,
    to: String,
    back: String,
    after: Html,
    again: bool,
}

impl<'a> FormPage<'a> {
    /// A form; its address is that of the page, its title the frame's.
    pub(super) fn new(frame: &'a Frame, form: &Fields, back: String) -> Self {
        Self {
            f: frame,
            head: None,
            intro: String::new(),
            errors: Html::of(&form.errors()),
            before: Html::default(),
            hidden: Vec::new(),
            fields: Vec::new(),
            go: frame.t("registry-save"),
            to: frame.here.clone(),
            back,
            after: Html::default(),
            again: form.has_errors(),
        }
    }

    /// Who it is about.
    pub(super) fn about(mut self, head: Head) -> Self {
        self.head = Some(head);
        self
    }

    /// Another address than the page's own.
    pub(super) fn to(mut self, path: String) -> Self {
        self.to = path;
        self
    }

    /// What to know before answering: a key.
    pub(super) fn intro(mut self, key: &str) -> Self {
        self.intro = self.f.t(key);
        self
    }

    /// A question.
    pub(super) fn field(mut self, field: impl Into<Html>) -> Self {
        self.fields.push(field.into());
        self
    }

    /// Several questions.
    pub(super) fn fields(mut self, fields: Vec<Html>) -> Self {
        self.fields.extend(fields);
        self
    }

    /// What the form carries unseen.
    pub(super) fn hidden(mut self, name: &str, value: impl Into<String>) -> Self {
        self.hidden.push((name.to_owned(), value.into()));
        self
    }

    /// The words of the button: a key.
    pub(super) fn go(mut self, key: &str) -> Self {
        self.go = self.f.t(key);
        self
    }

    /// What stands above the questions.
    pub(super) fn before(mut self, part: Html) -> Self {
        self.before = part;
        self
    }

    /// What stands below the button, out of the form.
    pub(super) fn after(mut self, part: Html) -> Self {
        self.after = part;
        self
    }

    /// The answer: the page, or the page again with what to correct.
    pub(super) fn answer(&self, exchange: &Exchange<'_, '_>) -> Answer {
        let html = self.render()?;
        if self.again {
            exchange.written_again(html)
        } else {
            exchange.written(html)
        }
    }
}

/// The page of a form again, with what was typed and what to write instead.
pub(super) fn again(
    exchange: &mut Exchange<'_, '_>,
    title: &'static str,
    refusals: &Refusals,
    show: impl FnOnce(&mut Exchange<'_, '_>, &Frame, &Fields) -> Answer,
) -> Answer {
    let sent = exchange.form.clone();
    let mut frame = exchange.frame(title);
    let fields = Fields::refused(&mut frame, sent, refusals);
    show(exchange, &frame, &fields)
}

/// Two questions side by side where there is room.
#[derive(Template)]
#[template(
    source = "<div class=\"two\">{{ first }}{{ second }}</div>",
    ext = "html"
)]
struct Two {
    first: Html,
    second: Html,
}
part!(Two);

/// Two questions side by side where there is room.
pub(super) fn side_by_side(first: &Field, second: &Field) -> Html {
    Html::of(&Two {
        first: Html::of(first),
        second: Html::of(second),
    })
}
