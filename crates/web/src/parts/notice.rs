//! What a page says beside its content: a notice, a page still empty, a long work going on.

use askama::Template;

use super::{Tone, part};
use crate::frame::Frame;

/// A few words that stand apart. Texts are already translated.
#[derive(Clone, Template)]
#[template(path = "parts/notice.html")]
pub struct Notice {
    tone: Tone,
    title: String,
    text: String,
}
part!(Notice);

impl Notice {
    /// A notice.
    #[must_use]
    pub fn new(tone: Tone, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            tone,
            title: title.into(),
            text: text.into(),
        }
    }
}

/// A page still empty: what will be here, how it starts, and what to read about it.
#[derive(Clone, Template)]
#[template(path = "parts/empty.html")]
pub struct Empty {
    title: String,
    text: String,
    action: Option<(String, String)>,
    manual: Option<(String, String)>,
}
part!(Empty);

impl Empty {
    /// From the keys of its title and text.
    #[must_use]
    pub fn new(frame: &Frame, title: &str, text: &str) -> Self {
        Self {
            title: frame.t(title),
            text: frame.t(text),
            action: None,
            manual: None,
        }
    }

    /// How it starts: where, and the words of the button.
    #[must_use]
    pub fn action(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.action = Some((path.into(), text.into()));
        self
    }

    /// Which page of the manual speaks of it.
    #[must_use]
    pub fn manual(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.manual = Some((path.into(), text.into()));
        self
    }
}

/// How far a long work is. Without script the page is read again every two seconds by its host page's refresh header.
#[derive(Clone, Template)]
#[template(path = "parts/progress.html")]
pub struct Progress {
    label: String,
    said: String,
    done: u64,
    total: u64,
}
part!(Progress);

impl Progress {
    /// `done` of `total`; `label` is already translated.
    #[must_use]
    pub fn new(frame: &Frame, label: impl Into<String>, done: u64, total: u64) -> Self {
        let args = [("done", done.into()), ("total", total.into())];
        let said = frame.tn("parts-progress", &args);
        Self {
            label: label.into(),
            said,
            done,
            total,
        }
    }
}
