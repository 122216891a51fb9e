//! What speaks for and against two records being of one person.
//!
//! Owns: the fields compared, how each compares, and the zone it amounts to. Never: the weights, which are
//! `linkage`'s, nor the decision, which is somebody's.

use std::fmt;

use crate::card::PersonId;
use crate::likeness::How;

/// What is known of two records being one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Too different to show.
    Distinct,
    /// Perhaps.
    Possible,
    /// Probably: somebody must look before a second record is made.
    Probable,
}

/// A field that was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The names of the person.
    Names,
    /// The span of the birth.
    Birth,
    /// Sex.
    Sex,
    /// Numbers on papers.
    Identity,
    /// Telephones.
    Phone,
    /// The mother's full name.
    Mother,
    /// The father's full name.
    Father,
    /// The village of origin.
    Village,
    /// Where the person lives.
    Place,
}

/// How a field compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The same, spelling aside.
    Same,
    /// Near: some letters, some days, some of the names.
    Near,
    /// One name of a lineage that is written under two (Soro, Coulibaly): a hint and no more.
    Hint,
    /// Different.
    Differs,
}

/// One field's part in a comparison. A field missing on either side has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// Which field.
    pub field: Field,
    /// How it compares.
    pub level: Level,
    /// Bits for (above 0) or against (below 0).
    pub bits: f32,
}

/// The names of two records, word by word, in capitals without accents.
#[derive(Clone, Default, PartialEq)]
pub struct NamesMet {
    /// A word of the one, the word of the other that it meets, and how.
    pub met: Vec<(String, String, How)>,
    /// Words of the one that meet none of the other.
    pub only_one: Vec<String>,
    /// Words of the other that meet none of the one.
    pub only_other: Vec<String>,
}

impl fmt::Debug for NamesMet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NamesMet([caché])")
    }
}

/// Two records compared.
#[derive(Clone, PartialEq)]
pub struct Comparison {
    /// The other record.
    pub person: PersonId,
    /// Sum of the evidence, in bits.
    pub weight: f32,
    /// What it amounts to.
    pub zone: Zone,
    /// Field by field, in a fixed order.
    pub evidence: Vec<Evidence>,
    /// The names, word by word.
    pub names: NamesMet,
}

impl fmt::Debug for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Comparison({:?}, {:.1})", self.zone, self.weight)
    }
}

impl Comparison {
    /// How a field compares, where both sides have it.
    #[must_use]
    pub fn level(&self, field: Field) -> Option<Level> {
        self.evidence
            .iter()
            .find(|e| e.field == field)
            .map(|e| e.level)
    }
}
