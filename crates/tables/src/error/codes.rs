//! The keys by which problems are translated, and what the translations may quote.
//!
//! Owns the list [`CODES`], against which the catalogues of every language are tested. Holds no word of
//! any language.

use super::{Kind, letters};

/// Every key that this crate can ask a translation for.
pub const CODES: [&str; 34] = [
    "table-empty",
    "table-no-rows",
    "table-not-a-table",
    "table-old-or-locked",
    "table-open-document",
    "table-not-a-workbook",
    "table-damaged",
    "table-bomb",
    "table-too-many-parts",
    "table-too-large",
    "table-too-many-rows",
    "table-too-many-columns",
    "table-merged",
    "table-no-such-sheet",
    "table-no-header",
    "table-encoding",
    "table-record-too-long",
    "table-open-quote",
    "table-unnamed-column",
    "table-duplicate-column",
    "table-missing-cells",
    "table-extra-cells",
    "table-formula",
    "table-error-value",
    "table-control",
    "table-lost-character",
    "table-cell-too-long",
    "table-rounded-number",
    "table-bad-date",
    "table-unreadable",
    "table-write-cells",
    "table-write-too-many-rows",
    "table-write-cell-too-long",
    "table-write-failed",
];

impl Kind {
    /// Key of the translation.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "table-empty",
            Self::NoRows => "table-no-rows",
            Self::NotATable { .. } => "table-not-a-table",
            Self::OldOrLockedWorkbook => "table-old-or-locked",
            Self::OpenDocument => "table-open-document",
            Self::NotAWorkbook => "table-not-a-workbook",
            Self::Damaged { .. } => "table-damaged",
            Self::Bomb { .. } => "table-bomb",
            Self::TooManyParts { .. } => "table-too-many-parts",
            Self::TooLarge { .. } => "table-too-large",
            Self::TooManyRows { .. } => "table-too-many-rows",
            Self::TooManyColumns { .. } => "table-too-many-columns",
            Self::Merged { .. } => "table-merged",
            Self::NoSuchSheet { .. } => "table-no-such-sheet",
            Self::NoHeader => "table-no-header",
            Self::Encoding { .. } => "table-encoding",
            Self::RecordTooLong { .. } => "table-record-too-long",
            Self::OpenQuote => "table-open-quote",
            Self::UnnamedColumn => "table-unnamed-column",
            Self::DuplicateColumn { .. } => "table-duplicate-column",
            Self::MissingCells { .. } => "table-missing-cells",
            Self::ExtraCells { .. } => "table-extra-cells",
            Self::Formula => "table-formula",
            Self::ErrorValue { .. } => "table-error-value",
            Self::Control { .. } => "table-control",
            Self::LostCharacter => "table-lost-character",
            Self::CellTooLong { .. } => "table-cell-too-long",
            Self::RoundedNumber => "table-rounded-number",
            Self::BadDate => "table-bad-date",
            Self::Unreadable { .. } => "table-unreadable",
        }
    }

    /// Arguments of the translation, besides the place.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotATable { found } => vec![("found", (*found).to_owned())],
            Self::Damaged { part } => vec![("part", part.clone())],
            Self::Bomb { limit } | Self::TooLarge { limit } => {
                vec![
                    ("limit", limit.to_string()),
                    ("megabytes", (limit >> 20).to_string()),
                ]
            }
            Self::TooManyParts { limit }
            | Self::TooManyColumns { limit }
            | Self::RecordTooLong { limit }
            | Self::CellTooLong { limit } => vec![("limit", limit.to_string())],
            Self::TooManyRows {
                limit,
                found,
                csv_limit,
            } => {
                let mut args = vec![("limit", limit.to_string()), ("csv", csv_limit.to_string())];
                // `csv`: another format takes more; `split`: none does.
                let advice = if limit < csv_limit { "csv" } else { "split" };
                args.push(("advice", advice.to_owned()));
                args.extend(found.map(|n| ("found", n.to_string())));
                args
            }
            Self::Merged { range, more } => {
                vec![("range", range.clone()), ("more", more.to_string())]
            }
            Self::NoSuchSheet { name } => vec![("name", name.clone())],
            Self::Encoding { encoding } => vec![("encoding", (*encoding).to_owned())],
            Self::DuplicateColumn { name, first } => {
                vec![("name", name.clone()), ("first", letters(*first))]
            }
            Self::MissingCells { expected, found } => {
                vec![
                    ("expected", expected.to_string()),
                    ("found", found.to_string()),
                ]
            }
            Self::ExtraCells { expected } => vec![("expected", expected.to_string())],
            Self::ErrorValue { value } => vec![("value", value.clone())],
            Self::Control { character } => vec![("character", character.clone())],
            Self::Unreadable { reason } => vec![("reason", reason.clone())],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_codes_is_complete_and_without_repeats() {
        let sources = [include_str!("codes.rs"), include_str!("../write/mod.rs")].concat();
        let mut used: Vec<&str> = sources
            .split("=> \"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        used.retain(|code| code.starts_with("table-"));
        used.sort_unstable();
        let mut listed = CODES.to_vec();
        listed.sort_unstable();
        assert_eq!(used, listed);
    }
}
