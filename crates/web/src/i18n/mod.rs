//! Words: Fluent catalogues in French and English, embedded in the program.
//!
//! Every text a person reads comes from here, by key; a key begins with the name of its catalogue
//! (`reception-queue-title` in `reception.ftl`). The tests beside this file hold both languages equal.

pub mod catalogues;
#[cfg(test)]
mod tests;

use akwaba_domain::refusal::Refusal;
use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::show;
use catalogues::CATALOGUES;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// French, the working language.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Both, French first.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The code used in `lang="…"`, cookies and catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// Reads a code; nothing for a language Akwaba does not speak.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The other one: what the language switch offers.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Fr => Self::En,
            Self::En => Self::Fr,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A value placed in a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Words, already as they should read.
    Text(String),
    /// A number: chooses singular or plural, and shows with its thousands apart.
    Number(i64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Arg {
            fn from(number: $kind) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
        impl From<&$kind> for Arg {
            fn from(number: &$kind) -> Self {
                Self::from(*number)
            }
        }
    )*};
}
numbers!(i64, i32, u32, u64, usize, u16, u8);

type Bundle = FluentBundle<FluentResource>;

fn bundle(lang: Lang) -> &'static Bundle {
    static FR: OnceLock<Bundle> = OnceLock::new();
    static EN: OnceLock<Bundle> = OnceLock::new();
    match lang {
        Lang::Fr => FR.get_or_init(|| load(Lang::Fr)),
        Lang::En => EN.get_or_init(|| load(Lang::En)),
    }
}

/// Loads what parses; the tests prove that everything does.
fn load(lang: Lang) -> Bundle {
    let id: LanguageIdentifier = lang.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "counts are whole and far below 2^53"
        )]
        FluentValue::Number(number) => Some(show::number(number.value as i64)),
        _ => None,
    }));
    for catalogue in CATALOGUES {
        let source = catalogue.source(lang).to_owned();
        let resource = match FluentResource::try_new(source) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The text of a key, with its values. A key that does not exist shows between brackets `⟦…⟧`, which no test lets pass.
#[must_use]
pub fn text(lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
    let bundle = bundle(lang);
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return format!("⟦{key}⟧");
    };
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        match arg {
            Arg::Text(text) => values.set(*name, text.clone()),
            Arg::Number(number) => values.set(*name, *number),
        }
    }
    let mut errors = Vec::new();
    bundle
        .format_pattern(pattern, Some(&values), &mut errors)
        .into_owned()
}

/// The arguments of refusals that are counts: they choose singular or plural and show their thousands apart. Any other (a
/// year, a register number) stays as written.
const COUNTED: [&str; 7] = [
    "count", "days", "max", "min", "minutes", "seconds", "written",
];

/// The sentence of a refusal: what to write instead.
#[must_use]
pub fn refusal(lang: Lang, refusal: &Refusal) -> String {
    let args = refusal.args.iter();
    sentence(
        lang,
        refusal.code,
        args.map(|(name, value)| (*name, value.as_str())),
    )
}

/// The sentence of a key whose values travelled as text.
pub fn sentence<'a>(
    lang: Lang,
    key: &str,
    args: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    let arg = |name: &str, value: &str| {
        let counted = value.parse().ok().filter(|_| COUNTED.contains(&name));
        counted.map_or_else(|| Arg::from(value), Arg::Number)
    };
    let args: Vec<(&str, Arg)> = args
        .into_iter()
        .map(|(name, value)| (name, arg(name, value)))
        .collect();
    text(lang, key, &args)
}

/// Whether a key exists.
#[must_use]
pub fn exists(lang: Lang, key: &str) -> bool {
    bundle(lang)
        .get_message(key)
        .is_some_and(|message| message.value().is_some())
}
