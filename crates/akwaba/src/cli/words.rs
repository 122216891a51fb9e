//! The words of the command line, in French and English side by side.

/// The language of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// French, unless told otherwise.
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The language asked for by `--lang` or by the environment; French when neither says.
    pub fn detect(
        args: impl Iterator<Item = String>,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let args: Vec<String> = args.collect();
        let asked = args
            .iter()
            .zip(args.iter().skip(1))
            .find(|(name, _)| *name == "--lang")
            .map(|(_, value)| value.clone());
        let joined = args
            .iter()
            .find_map(|arg| arg.strip_prefix("--lang="))
            .map(str::to_owned);
        let from = ["AKWABA_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
        let said = asked.or(joined).or_else(|| {
            from.iter()
                .find_map(|name| environment(name).filter(|v| !v.is_empty()))
        });
        if said.is_some_and(|value| value.to_lowercase().starts_with("en")) {
            Self::En
        } else {
            Self::Fr
        }
    }

    /// The text of this language.
    pub fn pick(self, fr: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Fr => fr,
            Self::En => en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_unless_english_is_asked_for() {
        let args = |words: &[&str]| {
            words
                .iter()
                .map(|word| (*word).to_owned())
                .collect::<Vec<_>>()
                .into_iter()
        };
        assert_eq!(Lang::detect(args(&[]), |_| None), Lang::Fr);
        assert_eq!(
            Lang::detect(args(&["serve", "--lang", "en"]), |_| None),
            Lang::En
        );
        assert_eq!(
            Lang::detect(args(&["--lang=fr"]), |_| Some("en_US.UTF-8".into())),
            Lang::Fr
        );
        assert_eq!(
            Lang::detect(args(&[]), |name| (name == "LANG").then(|| "en_GB".into())),
            Lang::En
        );
        assert_eq!(
            Lang::detect(args(&[]), |name| (name == "LANG").then(|| "C.UTF-8".into())),
            Lang::Fr
        );
    }
}
