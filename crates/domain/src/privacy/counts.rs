//! How much went with a destruction, and how far its remains were removed: numbers, no content.

use minicbor::{Decode, Encode};

/// How much was destroyed, by what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Counts {
    /// Records of persons.
    #[n(0)]
    pub persons: u64,
    /// Households.
    #[n(1)]
    pub households: u64,
    /// Cases.
    #[n(2)]
    pub cases: u64,
    /// Visits.
    #[n(3)]
    pub visits: u64,
    /// Appointments.
    #[n(4)]
    pub appointments: u64,
    /// Photos and scans.
    #[n(5)]
    pub pictures: u64,
    /// Decisions that two records were, or were not, one person.
    #[n(6)]
    pub links: u64,
    /// Lines of what people did in training.
    #[n(7)]
    pub training: u64,
    /// Keys destroyed.
    #[n(8)]
    pub keys: u64,
    /// Groups.
    #[n(9)]
    #[cbor(default)]
    pub groups: u64,
}

impl Counts {
    /// Each by its code, those of nothing aside.
    pub fn told(&self) -> Vec<(&'static str, u64)> {
        let all = [
            ("persons", self.persons),
            ("households", self.households),
            ("groups", self.groups),
            ("cases", self.cases),
            ("visits", self.visits),
            ("appointments", self.appointments),
            ("pictures", self.pictures),
            ("links", self.links),
            ("training", self.training),
            ("keys", self.keys),
        ];
        all.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}

/// How far the remains on the disk were removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Cleaning {
    /// The file of the database was written anew and its log emptied.
    #[n(0)]
    File,
    /// The tables of the server were written anew; its own log is not in our hands.
    #[n(1)]
    Server,
    /// Nothing was on a disk.
    #[n(2)]
    Memory,
}

impl Cleaning {
    /// Its code, as catalogues name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Server => "server",
            Self::Memory => "memory",
        }
    }
}
