//! Forms as sent by a page: pairs of names and values, and files.
//!
//! Values stay as typed, so that a page can show them again; only line ends are made one. Judging them is the
//! domain's business. Debug shows the names of the fields and never their values.

use std::fmt;

use thiserror::Error;

use super::percent;

/// The largest urlencoded form, in bytes.
pub const FORM_BYTES_MAX: usize = 256 * 1024;
/// The most fields in one form.
pub const FORM_FIELDS_MAX: usize = 2_000;

/// Why a form could not be read.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum FormError {
    /// More bytes or fields than allowed.
    #[error("the form is larger than allowed")]
    TooLarge,
    /// Neither urlencoded nor multipart.
    #[error("the form is of a type that is not accepted")]
    UnknownType,
    /// The bytes do not follow their type.
    #[error("the form could not be read")]
    Malformed,
}

/// A file sent with a form.
#[derive(Clone)]
pub struct Upload {
    /// The field it was sent in.
    pub field: String,
    /// The name given by the sender's machine: shown back to them, never used as a path.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What a form carries.
#[derive(Clone, Default)]
pub struct Form {
    pairs: Vec<(String, String)>,
    files: Vec<Upload>,
}

impl Form {
    /// An empty form, to be filled with values to show.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same form with one more value: to show a page already filled.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.pairs.push((name.to_owned(), value.into()));
        self
    }

    /// The first value of a field without surrounding spaces; empty when it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.raw(name).unwrap_or("").trim()
    }

    /// The first value of a field when something was typed in it.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&str> {
        let value = self.get(name);
        (!value.is_empty()).then_some(value)
    }

    /// The first value exactly as sent: passphrases keep their spaces.
    #[must_use]
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every value of a field, in the order sent: checkboxes, repeated rows.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.pairs
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.trim())
    }

    /// Whether a field was sent with exactly this value: radios and checkboxes.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|sent| sent == value)
    }

    /// Every pair in the order sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// The file sent in a field, when one was chosen.
    #[must_use]
    pub fn file(&self, field: &str) -> Option<&Upload> {
        self.files
            .iter()
            .find(|file| file.field == field && !(file.name.is_empty() && file.bytes.is_empty()))
    }

    /// Whether nothing at all was sent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty() && self.files.is_empty()
    }

    pub(super) fn push(&mut self, name: String, value: &str) -> Result<(), FormError> {
        if self.pairs.len() >= FORM_FIELDS_MAX {
            return Err(FormError::TooLarge);
        }
        self.pairs.push((name, one_line_end(value)));
        Ok(())
    }

    pub(super) fn push_file(&mut self, file: Upload) {
        self.files.push(file);
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.pairs.iter().map(|(name, _)| name.as_str()).collect();
        write!(f, "Form({names:?} [caché])")
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload({} bytes [caché])", self.bytes.len())
    }
}

/// Browsers send CRLF; what is kept has LF only, so the same text typed twice is the same text.
fn one_line_end(value: &str) -> String {
    if value.contains('\r') {
        value.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        value.to_owned()
    }
}

/// Reads `a=1&b=2`.
///
/// # Errors
/// [`FormError::TooLarge`] over [`FORM_FIELDS_MAX`] fields or [`FORM_BYTES_MAX`] bytes.
pub fn parse(text: &str) -> Result<Form, FormError> {
    if text.len() > FORM_BYTES_MAX {
        return Err(FormError::TooLarge);
    }
    let mut form = Form::default();
    for part in text.split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        form.push(percent::decode(name, true), &percent::decode(value, true))?;
    }
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_trimmed_on_reading_and_kept_raw_for_passphrases() {
        let form = parse("name=+Ama+&pass=+a+b+&empty=&tick=1&tick=2").unwrap();
        assert_eq!(form.get("name"), "Ama");
        assert_eq!(form.raw("pass"), Some(" a b "));
        assert_eq!(form.given("empty"), None);
        assert_eq!(form.all("tick").collect::<Vec<_>>(), ["1", "2"]);
        assert!(form.has("tick", "2") && !form.has("tick", "3"));
    }

    #[test]
    fn line_ends_are_made_one() {
        assert_eq!(parse("t=a%0D%0Ab%0Dc").unwrap().get("t"), "a\nb\nc");
    }

    #[test]
    fn too_many_fields_are_refused() {
        let text = "a=1&".repeat(FORM_FIELDS_MAX + 1);
        assert_eq!(parse(&text).unwrap_err(), FormError::TooLarge);
    }

    #[test]
    fn debug_never_shows_a_value() {
        let form = parse("name=Kouassi").unwrap();
        assert!(!format!("{form:?}").contains("Kouassi"));
    }

    proptest! {
        #[test]
        fn any_pairs_survive_the_way_through_a_form(
            pairs in proptest::collection::vec(("[a-z_]{1,8}", "[^\r]{0,20}"), 0..20)
        ) {
            let text: Vec<String> = pairs.iter()
                .map(|(k, v)| format!("{}={}", percent::encode(k), percent::encode(v))).collect();
            let form = parse(&text.join("&")).unwrap();
            let read: Vec<(String, String)> =
                form.pairs().map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
            prop_assert_eq!(read, pairs);
        }
    }
}
