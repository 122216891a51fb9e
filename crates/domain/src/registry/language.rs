//! Languages someone speaks, and whether an interpreter is needed.
//!
//! Never: deduces a language from a name or a place.

use super::codes::choice;
use crate::refusal::{Refusal, Refusals};
use crate::text;
use minicbor::{Decode, Encode};

coded! {
    /// Languages often spoken at the counter.
    Language {
        /// French.
        0 French = "fr",
        /// Dioula.
        1 Dioula = "dyu",
        /// Baoulé.
        2 Baule = "bci",
        /// Bété.
        3 Bete = "bet",
        /// Sénoufo.
        4 Senufo = "sef",
        /// Yacouba, Dan.
        5 Dan = "dan",
        /// Agni.
        6 Anyi = "any",
        /// Attié.
        7 Attie = "ati",
        /// Guéré, Wè.
        8 Guere = "gxx",
        /// Gouro.
        9 Guro = "goa",
        /// Abron.
        10 Abron = "abr",
        /// Koulango.
        11 Kulango = "kou",
        /// Lobi.
        12 Lobi = "lob",
        /// Mooré.
        13 Moore = "mos",
        /// Arabic.
        14 Arabic = "ar",
        /// English.
        15 English = "en",
        /// Sign language.
        16 Sign = "sign",
    }
}

coded! {
    /// Whether someone must interpret.
    Interpreter {
        /// Nobody needed.
        0 No = "no",
        /// Needed.
        1 Needed = "needed",
        /// Comes with someone who interprets.
        2 Accompanied = "accompanied",
        /// Sign language.
        3 SignLanguage = "sign-language",
    }
}

crate::personal! {
    /// Words about languages and interpreting.
    LanguageWords;
}

/// The languages of a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Languages {
    /// Those of the list, preferred first.
    #[n(0)]
    pub spoken: Vec<Language>,
    /// Others, in words.
    #[n(1)]
    pub others: Option<LanguageWords>,
    /// Interpreter, when asked.
    #[n(2)]
    pub interpreter: Option<Interpreter>,
    /// Who interprets.
    #[n(3)]
    pub by: Option<LanguageWords>,
}

/// The languages as typed.
#[derive(Clone, Default)]
pub struct LanguagesForm {
    /// `language`, several: codes of [`Language`].
    pub spoken: Vec<String>,
    /// `language-others`.
    pub others: String,
    /// `interpreter`.
    pub interpreter: String,
    /// `interpreter-by`.
    pub by: String,
}

impl LanguagesForm {
    /// Checks what was typed; nothing typed is `None`.
    ///
    /// # Errors
    /// All the refusals by field.
    pub fn parse(&self) -> Result<Option<Languages>, Refusals> {
        let mut wrong = Refusals::new();
        let mut languages = Languages::default();
        for code in &self.spoken {
            let language = wrong.take(choice("language", code, Language::from_code));
            languages
                .spoken
                .extend(language.filter(|l| !languages.spoken.contains(l)));
        }
        languages.others = wrong
            .take(text::line("language-others", &self.others))
            .map(LanguageWords::new);
        languages.interpreter = wrong.take(choice(
            "interpreter",
            &self.interpreter,
            Interpreter::from_code,
        ));
        languages.by = wrong
            .take(text::line("interpreter-by", &self.by))
            .map(LanguageWords::new);
        let empty = languages == Languages::default();
        wrong.or((!empty).then_some(languages))
    }

    /// What a form shows for languages that were recorded.
    pub fn of(languages: &Languages) -> Self {
        let words = |words: &Option<LanguageWords>| {
            words
                .as_ref()
                .map(|w| w.as_str().to_owned())
                .unwrap_or_default()
        };
        Self {
            spoken: languages
                .spoken
                .iter()
                .map(|l| l.code().to_owned())
                .collect(),
            others: words(&languages.others),
            interpreter: languages
                .interpreter
                .map(|i| i.code().to_owned())
                .unwrap_or_default(),
            by: words(&languages.by),
        }
    }
}

/// A single language chosen in a form, as the counter notes it.
///
/// # Errors
/// `choice-unknown` at `field`.
pub fn one(field: &str, typed: &str) -> Result<Option<Language>, Refusal> {
    choice(field, typed, Language::from_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_named_twice_is_kept_once_in_the_order_given() {
        let form = LanguagesForm {
            spoken: vec!["mos".into(), "fr".into(), "mos".into()],
            interpreter: "needed".into(),
            ..LanguagesForm::default()
        };
        let languages = form.parse().unwrap().unwrap();
        assert_eq!(languages.spoken, [Language::Moore, Language::French]);
        assert_eq!(
            LanguagesForm::of(&languages).parse().unwrap(),
            Some(languages)
        );
        assert_eq!(LanguagesForm::default().parse().unwrap(), None);
    }

    #[test]
    fn a_language_that_is_not_in_the_list_goes_in_words() {
        let form = LanguagesForm {
            spoken: vec!["klingon".into()],
            ..LanguagesForm::default()
        };
        assert_eq!(
            form.parse().unwrap_err().as_slice(),
            [Refusal::at("language", "choice-unknown")]
        );
    }
}
