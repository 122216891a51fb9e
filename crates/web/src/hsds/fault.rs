//! What is wrong with a file of services as a whole, and in its tables: where, and what to do.

use akwaba_tables::TableError;

use crate::i18n::{self, Lang};

/// Something wrong in one table of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as its archive names it.
    pub file: String,
    /// The row as a spreadsheet numbers it; none for the whole file.
    pub row: Option<u64>,
    /// The field; empty for the whole row.
    pub field: String,
    code: &'static str,
    args: Vec<(&'static str, String)>,
}

impl Fault {
    pub(super) fn whole(file: String, code: &'static str) -> Self {
        Self {
            file,
            row: None,
            field: String::new(),
            code,
            args: Vec::new(),
        }
    }

    pub(super) fn at(file: &str, row: Option<u64>, field: &str, code: &'static str) -> Self {
        Self {
            row,
            field: field.to_owned(),
            ..Self::whole(file.to_owned(), code)
        }
    }

    /// What the reader of tables found, with the name of the column.
    pub(super) fn table(file: String, error: &TableError, header: &[String]) -> Self {
        let at = error.column.and_then(|column| usize::try_from(column).ok());
        let field = at.and_then(|at| header.get(at.checked_sub(1)?));
        Self {
            row: error.row,
            field: field.cloned().unwrap_or_default(),
            args: error.args(),
            ..Self::whole(file, error.code())
        }
    }

    pub(super) fn with(mut self, name: &'static str, value: String) -> Self {
        self.args.push((name, value));
        self
    }

    /// What to do about it.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let args = self.args.iter();
        let args = args.map(|(name, value)| (*name, value.as_str()));
        i18n::sentence(lang, self.code, args)
    }

    /// The file, the row and the field, for one line of a report.
    #[must_use]
    pub fn place(&self, lang: Lang) -> String {
        place(lang, &self.file, self.row, &self.field)
    }
}

/// A place in words: `services.csv, ligne 4, name`.
pub(super) fn place(lang: Lang, file: &str, row: Option<u64>, field: &str) -> String {
    let row = row.map(|row| {
        i18n::text(
            lang,
            "directory-hsds-row",
            &[("row", row.to_string().into())],
        )
    });
    let parts = [Some(file.to_owned()), row, Some(field.to_owned())];
    let parts: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// Why a file is not read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HsdsError {
    /// It is larger than [`super::BYTES_MAX`].
    #[error("the file is too large")]
    TooLarge,
    /// It is neither JSON nor an archive.
    #[error("the file is not JSON")]
    NotJson,
    /// It is an archive, damaged or without a table of services.
    #[error("the archive is no package of tables")]
    NotPackage,
    /// It would unpack to more than is taken.
    #[error("the archive unpacks to too much")]
    Bomb,
    /// It holds no list of services.
    #[error("the file holds no services")]
    NoServices,
    /// It holds more than [`super::SERVICES_MAX`].
    #[error("the file holds too many services")]
    TooMany,
    /// Its tables are to be corrected, each where it says.
    #[error("the tables hold {} faults", .0.len())]
    Tables(Vec<Fault>),
}

impl HsdsError {
    /// The key of the sentence that says what to do.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "directory-hsds-large",
            Self::NotJson => "directory-hsds-json",
            Self::NotPackage => "directory-hsds-package",
            Self::Bomb => "directory-hsds-bomb",
            Self::NoServices => "directory-hsds-none",
            Self::TooMany => "directory-hsds-many",
            Self::Tables(_) => "directory-hsds-tables",
        }
    }

    /// What is to be corrected in its tables.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        match self {
            Self::Tables(faults) => faults,
            _ => &[],
        }
    }
}
