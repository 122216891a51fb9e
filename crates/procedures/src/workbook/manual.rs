//! The file `manuel`: what all procedures share.
//!
//! Owns the types of roles, public holidays and the glossary.

use jiff::civil::Date;

use super::Status;

/// What all procedures share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manual {
    /// Its title.
    pub title: String,
    /// 1, 2….
    pub version: u32,
    /// Whether the ministries have adopted it.
    pub status: Status,
    /// Its preface, by paragraph.
    pub preface: Vec<String>,
    /// The ministries whose visas a publication needs.
    pub ministries: Vec<String>,
    /// Who does what.
    pub roles: Vec<Role>,
    /// The days that are not worked.
    pub holidays: Holidays,
    /// The words that need explaining.
    pub glossary: Vec<Term>,
}

impl Manual {
    /// The role of that code.
    #[must_use]
    pub fn role(&self, code: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.code == code)
    }
}

/// A role in the manual.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// `travailleur_social`.
    pub code: String,
    /// For people.
    pub label: String,
    /// The function of the system that may hold it.
    pub function: Function,
    /// What the role is.
    pub description: String,
}

/// A function of the system, as accounts bear it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// `accueil`.
    Reception,
    /// `travailleur_social`.
    SocialWorker,
    /// `directeur`.
    Director,
    /// `supervision_regionale`.
    RegionalSupervisor,
    /// `stagiaire`.
    Intern,
    /// `externe`: somebody without an account.
    External,
}

/// The public holidays, by date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    /// In the order of their dates.
    pub days: Vec<Holiday>,
}

impl Holidays {
    /// Whether that day is one.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.days
            .binary_search_by_key(&date, |holiday| holiday.date)
            .is_ok()
    }
}

/// One public holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// Its day.
    pub date: Date,
    /// Its name.
    pub label: String,
    /// The text that decrees it, or `proposition`.
    pub source: String,
}

/// A word of the glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub term: String,
    /// What it means.
    pub definition: String,
}
