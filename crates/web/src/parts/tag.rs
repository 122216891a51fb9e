//! A state in one word, with its shape and its colour, in this order: in black and white it reads the same.

use askama::Template;

use super::part;
use crate::icon::Icon;

/// How much attention a state asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to do; an empty ring.
    Calm,
    /// Being looked at, to know; a disc with an i.
    Info,
    /// Done well; a disc with a check.
    Good,
    /// Look at it soon; a triangle.
    Attention,
    /// Danger only; an octagon.
    Danger,
}

impl Tone {
    /// Its class in the style.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Info => "info",
            Self::Good => "good",
            Self::Attention => "attention",
            Self::Danger => "danger",
        }
    }

    /// Its shape.
    #[must_use]
    pub fn icon(self) -> Icon {
        match self {
            Self::Calm => Icon::Ring,
            Self::Info => Icon::Info,
            Self::Good => Icon::Good,
            Self::Attention => Icon::Attention,
            Self::Danger => Icon::Danger,
        }
    }
}

/// A state in one word, already translated.
#[derive(Clone, Debug, Template)]
#[template(
    source = "<span class=\"tag {{ tone.class() }}\">{{ tone.icon() }}{{ word }}</span>",
    ext = "html"
)]
pub struct Tag {
    tone: Tone,
    word: String,
}
part!(Tag);

impl Tag {
    /// A state.
    #[must_use]
    pub fn new(tone: Tone, word: impl Into<String>) -> Self {
        Self {
            tone,
            word: word.into(),
        }
    }
}
