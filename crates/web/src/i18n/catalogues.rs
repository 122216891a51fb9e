//! The list of catalogues. A new trade adds its line here and its two files under `locales/`.

use super::Lang;

/// One subject's texts, in both languages.
#[derive(Debug)]
pub struct Catalogue {
    /// The file's name without `.ftl`, and the first word of its keys.
    pub name: &'static str,
    fr: &'static str,
    en: &'static str,
}

impl Catalogue {
    /// The Fluent source in one language.
    #[must_use]
    pub fn source(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Fr => self.fr,
            Lang::En => self.en,
        }
    }
}

macro_rules! catalogues {
    ($($(#[$only:meta])* $name:literal),* $(,)?) => {
        /// Every catalogue, in the order of the alphabet; on a phone, those of what it serves.
        pub const CATALOGUES: &[Catalogue] = &[$($(#[$only])* Catalogue {
            name: $name,
            fr: include_str!(concat!("../../locales/fr/", $name, ".ftl")),
            en: include_str!(concat!("../../locales/en/", $name, ".ftl")),
        }),*];
    };
}

catalogues![
    "about",
    "account",
    "accounts",
    "activity",
    #[cfg(not(target_arch = "wasm32"))]
    "agreement",
    "aid",
    "bilan",
    "casework",
    "centre",
    "choice",
    "complementarity",
    "conformity",
    "date",
    "directory",
    "documents",
    "draft",
    "escrow",
    "export",
    "follow",
    "founding",
    "frame",
    "glass",
    "grievance",
    "group",
    "guardians",
    "home-visit",
    "household",
    "import",
    #[cfg(not(target_arch = "wasm32"))]
    "incident",
    "intern",
    "key",
    "keys",
    "locked",
    "manual",
    "mediation",
    "own",
    "papers",
    "partner",
    "parts",
    "passphrase",
    "person",
    "privacy",
    "problem",
    "proposal",
    "protected",
    "reception",
    "referral",
    "registry",
    "reports",
    "satisfaction",
    "settings",
    "show",
    "sign-in",
    #[cfg(not(target_arch = "wasm32"))]
    "signalling",
    "table",
    "team",
    "text",
    "trail",
    "training",
];
