//! What matching knows of a person.
//!
//! Owns: the small types shared by search and linkage. Never: the person's record itself.

/// Sex as on a birth act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}
