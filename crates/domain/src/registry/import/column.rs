//! What a column of a file can hold.

use super::super::identity::IdentityKind;
use super::super::name::NameKind;

coded! {
    /// What a column holds.
    Column {
        /// Family name.
        0 Surname = "surname",
        /// Given names.
        1 Given = "given",
        /// All the names in one cell.
        2 FullName = "full-name",
        /// Name in use, by marriage as a rule.
        3 Usual = "usual",
        /// Nickname.
        4 Nickname = "nickname",
        /// Name before marriage.
        5 BirthName = "birth-name",
        /// Sex.
        6 Sex = "sex",
        /// A date of birth, a part of one, "vers 1975", or an age with its unit.
        7 Birth = "birth",
        /// Day of birth.
        8 BirthDay = "birth-day",
        /// Month of birth.
        9 BirthMonth = "birth-month",
        /// Year of birth.
        10 BirthYear = "birth-year",
        /// Age in years, or with its unit.
        11 Age = "age",
        /// From what the birth is known.
        12 BirthOrigin = "birth-origin",
        /// A phone number.
        13 Phone = "phone",
        /// NNI.
        14 Nni = "nni",
        /// Number of the CMU.
        15 Cmu = "cmu",
        /// Number of the identity card.
        16 Card = "card",
        /// Number of the birth act.
        17 BirthAct = "birth-act",
        /// Number of the judgment that stands for a birth act.
        18 Judgment = "judgment",
        /// Passport.
        19 Passport = "passport",
        /// Consular card.
        20 Consular = "consular",
        /// Residence permit.
        21 Residence = "residence",
        /// Attestation of identity.
        22 Attestation = "attestation",
        /// Refugee or stateless person's card.
        23 Refugee = "refugee",
        /// School card.
        24 School = "school",
        /// Driving licence.
        25 Driving = "driving",
        /// Voter's card.
        26 Voter = "voter",
        /// Number of another paper.
        27 OtherPaper = "other-paper",
        /// Administrative unit: code, or name with its parents.
        28 Unit = "unit",
        /// Village, quarter.
        29 Locality = "locality",
        /// How to get there.
        30 Landmark = "landmark",
        /// What tells the households of the file apart.
        31 Household = "household",
        /// What the person is in the household.
        32 Role = "role",
        /// The number of the person where the file comes from.
        33 ExternalId = "external-id",
        /// The record itself, as a list of Akwaba names it.
        34 Record = "record",
        /// Administrative unit of the village of origin.
        35 OriginUnit = "origin-unit",
        /// Village of origin.
        36 OriginLocality = "origin-locality",
        /// Languages spoken, the preferred one first.
        37 Languages = "languages",
        /// Other languages, in words.
        38 OtherLanguages = "other-languages",
        /// Whether somebody must interpret.
        39 Interpreter = "interpreter",
        /// Who interprets.
        40 InterpretedBy = "interpreted-by",
        /// Safe ways to contact.
        41 ContactWays = "contact-ways",
        /// At what hours.
        42 ContactHours = "contact-hours",
        /// What to know before.
        43 ContactWords = "contact-words",
        /// Someone who must not be told: a record, words, or both.
        44 MustNotTell = "must-not-tell",
        /// A consent: purpose, text, language, form, day, and the day it was withdrawn.
        45 Consent = "consent",
        /// Who somebody is to the person: kind, record, days.
        46 Relation = "relation",
        /// The day of death, a part of it, or that the person has died.
        47 Death = "death",
        /// From what the death is known.
        48 DeathOrigin = "death-origin",
        /// That an act says the very day of birth.
        49 BirthProven = "birth-proven",
        /// On which day the age was said.
        50 AgeOn = "age-on",
        /// Difficulties in functioning: the six answers, and the day they were given.
        51 Functioning = "functioning",
        /// Whether a birth act exists.
        52 ActState = "act-state",
        /// School, and a word beside.
        53 SchoolState = "school-state",
        /// How far the CMU is.
        54 CmuState = "cmu-state",
        /// Health, as far as a centre follows it, and a word beside.
        55 HealthState = "health-state",
        /// That the person belongs or belonged to a household: role, record, days.
        56 Membership = "membership",
        /// The address of a household, where it is not that of its head.
        57 HouseholdAddress = "address-of-household",
        /// That the person receives for a household: record, days.
        58 Recipient = "recipient",
    }
}

impl Column {
    /// Whether several columns of one file may hold it: two given names, two phones.
    pub fn may_repeat(self) -> bool {
        let many = [
            Self::Phone,
            Self::MustNotTell,
            Self::Consent,
            Self::Relation,
            Self::Membership,
            Self::HouseholdAddress,
            Self::Recipient,
        ];
        self.name_kind().is_some() || self.paper().is_some() || many.contains(&self)
    }

    /// The kind of name that it holds.
    pub fn name_kind(self) -> Option<NameKind> {
        match self {
            Self::Surname => Some(NameKind::Surname),
            // One cell with all the names does not say which is the family's.
            Self::Given | Self::FullName => Some(NameKind::Given),
            Self::Usual => Some(NameKind::Usual),
            Self::Nickname => Some(NameKind::Nickname),
            Self::BirthName => Some(NameKind::Birth),
            _ => None,
        }
    }

    /// The kind of paper whose number it holds.
    pub fn paper(self) -> Option<IdentityKind> {
        match self {
            Self::Nni => Some(IdentityKind::Nni),
            Self::Cmu => Some(IdentityKind::Cmu),
            Self::Card => Some(IdentityKind::Card),
            Self::BirthAct => Some(IdentityKind::BirthAct),
            Self::Judgment => Some(IdentityKind::Judgment),
            Self::Passport => Some(IdentityKind::Passport),
            Self::Consular => Some(IdentityKind::Consular),
            Self::Residence => Some(IdentityKind::Residence),
            Self::Attestation => Some(IdentityKind::Attestation),
            Self::Refugee => Some(IdentityKind::Refugee),
            Self::School => Some(IdentityKind::School),
            Self::Driving => Some(IdentityKind::Driving),
            Self::Voter => Some(IdentityKind::Voter),
            Self::OtherPaper => Some(IdentityKind::Other),
            _ => None,
        }
    }

    /// The column that holds numbers of a kind of paper.
    pub fn of_paper(kind: IdentityKind) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|column| column.paper() == Some(kind))
    }
}
