//! What agrees and what differs between a query and a person.
//!
//! Owns: the signs that a page shows beside a person found. Never: a sentence; the page turns signs into words.

use std::fmt;

use crate::likeness::How;

/// One thing that agrees or differs, for display.
#[derive(Clone, PartialEq)]
pub enum Sign {
    /// A word asked is a name of the person.
    Name {
        /// Which word of the query, from 0.
        asked: usize,
        /// The folded name of the person.
        found: String,
        /// In what way they agree.
        how: How,
    },
    /// A word asked is where the person lives.
    Place {
        /// Which word of the query; `None` for a place given as such.
        asked: Option<usize>,
    },
    /// A word asked is nowhere on the card.
    Missing {
        /// Which word of the query, from 0.
        asked: usize,
    },
    /// A place given as such is not where the person lives.
    Elsewhere,
    /// Birth agrees: a day is possible in both.
    BornThen,
    /// Birth differs by so many days at least.
    BornApart {
        /// Days between the nearest possible births.
        days: i32,
    },
    /// Day and month of birth are those asked.
    Birthday,
    /// Day and month of birth are others.
    OtherBirthday,
    /// A number asked is the person's telephone.
    Phone,
    /// A number asked begins the person's telephone, or is part of it.
    PhonePart,
    /// A number asked is on a paper of the person, of this scheme.
    Identity {
        /// Scheme of the paper.
        scheme: String,
    },
    /// A number asked is that of the person's household.
    Household,
    /// A number asked is nowhere on the card.
    NumberMissing,
    /// The sex asked.
    Sex,
    /// The other sex.
    OtherSex,
}

impl Sign {
    /// True for what agrees.
    #[must_use]
    pub fn agrees(&self) -> bool {
        !matches!(
            self,
            Self::Missing { .. }
                | Self::Elsewhere
                | Self::BornApart { .. }
                | Self::OtherBirthday
                | Self::NumberMissing
                | Self::OtherSex
        )
    }
}

impl fmt::Debug for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Sign({}, [caché])",
            if self.agrees() { "+" } else { "-" }
        )
    }
}
