//! The word that follows a change, carried to the next page by a cookie.

use crate::http::response::local_path;
use crate::i18n::{self, Lang};

/// The word that follows a change: a key only, so that nothing personal travels in its cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flash {
    /// The key of the sentence.
    pub key: String,
    /// Whether it asks for attention rather than says that all is well.
    pub attention: bool,
    /// The path to which "undo" posts, when the change can be undone.
    pub undo: Option<String>,
}

impl Flash {
    /// All is well.
    #[must_use]
    pub fn good(key: &'static str) -> Self {
        Self {
            key: key.to_owned(),
            attention: false,
            undo: None,
        }
    }

    /// Done, but something needs a look.
    #[must_use]
    pub fn attention(key: &'static str) -> Self {
        Self {
            attention: true,
            ..Self::good(key)
        }
    }

    /// With a button that undoes the change by posting to `path`.
    #[must_use]
    pub fn undo(mut self, path: impl Into<String>) -> Self {
        self.undo = Some(path.into());
        self
    }

    pub(crate) fn write(&self) -> String {
        let kind = if self.attention { "a" } else { "g" };
        format!("{kind}|{}|{}", self.key, self.undo.as_deref().unwrap_or(""))
    }

    /// Reads the cookie; one that was tampered with shows nothing.
    pub(crate) fn parse(cookie: &str) -> Option<Self> {
        let (kind, rest) = cookie.split_once('|')?;
        let (key, undo) = rest.split_once('|')?;
        i18n::exists(Lang::Fr, key).then(|| Self {
            key: key.to_owned(),
            attention: kind == "a",
            undo: local_path(undo).map(str::to_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_after_a_change_travels_as_a_key_and_nothing_else() {
        let flash = Flash::attention("frame-saved").undo("/visites/1/annuler");
        assert_eq!(Flash::parse(&flash.write()), Some(flash));
        assert_eq!(Flash::parse("g|Kouassi est inscrit|"), None);
        let away = Flash::parse("g|frame-saved|//evil.example").unwrap();
        assert_eq!(away.undo, None);
    }
}
