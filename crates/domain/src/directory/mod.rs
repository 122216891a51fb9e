//! The directory: the services around a centre, what they ask and give, and who verified it when.
//!
//! Never: beneficiaries. Invariant: an entry is never erased, it is closed from a day; where the
//! address of a service is confidential, [`Service::address_for`] alone gives it.

mod entry;
mod form;
mod import;
mod orient;

pub use entry::{Known, VERIFY_MONTHS, Verified, change, close, open, verify};
pub use form::ServiceForm;
pub use import::{Fate, Incoming, Origin, import, judge};
pub use orient::{Need, Suggestion, Why, suggest};

use crate::registry::codes::coded;
use crate::registry::when::Day;
use minicbor::{Decode, Encode};

/// Kind of the entities that are services.
pub const SERVICE: &str = "service";
/// Version in which this module writes.
pub const VERSION: u16 = 1;

coded! {
    /// Kind of service, as procedure P07 of the manual lists them, so that a case and the directory
    /// speak of the same.
    Kind {
        /// Civil registration.
        0 CivilRegistration = "etat_civil",
        /// Health.
        1 Health = "sante",
        /// School.
        2 Education = "education",
        /// Training, apprenticeship.
        3 Training = "formation",
        /// Justice.
        4 Justice = "justice",
        /// Police, gendarmerie.
        5 Police = "police",
        /// Social transfers.
        6 Transfers = "transferts",
        /// Public works, employment.
        7 Work = "emploi",
        /// Health cover.
        8 HealthCover = "cmu",
        /// Shelter.
        9 Shelter = "hebergement",
        /// Psychological support.
        10 Psychology = "psychologie",
        /// An association.
        11 Association = "ong",
        /// Another social centre.
        12 OtherCentre = "autre_centre",
        /// Something else.
        13 Other = "autre",
    }
}

coded! {
    /// Whom a service is for, when it is not for everybody.
    Situation {
        /// Women.
        0 Woman = "femme",
        /// Pregnant or nursing women.
        1 Mother = "enceinte",
        /// Persons with a disability.
        2 Disabled = "handicap",
        /// Displaced persons and refugees.
        3 Displaced = "deplace",
        /// Persons without means.
        4 Poor = "sans_moyens",
        /// Survivors of violence.
        5 Survivor = "violences",
    }
}

crate::personal! {
    /// Who answers in a service: a name, a function, a number.
    Focal;
    /// Where a service is.
    Address;
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Service {
    /// What it does; at least one.
    #[n(0)]
    pub kinds: Vec<Kind>,
    /// Its name.
    #[n(1)]
    pub name: String,
    /// The organisation that gives it.
    #[n(2)]
    pub organisation: String,
    /// Code of the administrative unit it stands in.
    #[n(3)]
    pub unit: Option<String>,
    /// Landmark: how to get there.
    #[n(4)]
    pub address: Option<Address>,
    /// Whether where it is, and whom to call, is confidential.
    #[n(5)]
    pub secret: bool,
    /// Who is received, in words.
    #[n(6)]
    pub conditions: String,
    /// The papers asked, one a line.
    #[n(7)]
    pub papers: String,
    /// Price in XOF; 0 is free, `None` was not told.
    #[n(8)]
    pub price_xof: Option<u32>,
    /// Opening hours.
    #[n(9)]
    pub hours: String,
    /// Languages spoken there.
    #[n(10)]
    pub languages: String,
    /// How many it can take, in words.
    #[n(11)]
    pub capacity: String,
    /// Days until it usually receives somebody.
    #[n(12)]
    pub wait_days: Option<u16>,
    /// Youngest and oldest age received, in years.
    #[n(13)]
    pub ages: (Option<u8>, Option<u8>),
    /// Whom it is for alone; everybody when empty.
    #[n(14)]
    pub only: Vec<Situation>,
    /// Who answers there.
    #[n(15)]
    pub focal: Option<Focal>,
    /// The day of the written agreement with the centre, if there is one.
    #[n(16)]
    pub agreement: Option<Day>,
    /// A service of the centre itself: nobody is referred to it.
    #[n(17)]
    pub own: bool,
    /// Telephone that may be printed.
    #[n(18)]
    pub phone: String,
}

impl Service {
    /// The service and its organisation: what a consent names.
    pub fn label(&self) -> String {
        format!("{}, {}", self.name, self.organisation)
    }

    /// Where it is, for a reader who `may` know what is confidential. A paper is printed for nobody
    /// who may: it passes `false`.
    pub fn address_for(&self, may: bool) -> Option<&Address> {
        self.address.as_ref().filter(|_| may || !self.secret)
    }

    /// Whom to ask for, under the same rule.
    pub fn focal_for(&self, may: bool) -> Option<&Focal> {
        self.focal.as_ref().filter(|_| may || !self.secret)
    }

    /// The telephone, under the same rule: a number leads to a place.
    pub fn phone_for(&self, may: bool) -> &str {
        if may || !self.secret { &self.phone } else { "" }
    }

    /// The administrative unit, under the same rule.
    pub fn unit_for(&self, may: bool) -> Option<&str> {
        self.unit.as_deref().filter(|_| may || !self.secret)
    }
}

#[cfg(test)]
mod tests;
