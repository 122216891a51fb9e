//! What is known of one import while it is under way.

use akwaba_domain::registry::Day;
use akwaba_domain::registry::import::record::{FileName, SourceName};
use akwaba_domain::registry::import::{Mapping, Naming, Reader};
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::local::import::{self, Job};
use akwaba_store::{StoreError, Tx};
use akwaba_tables::Format;
use minicbor::{Decode, Encode};

use super::ImportError;
use super::found::Said;

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Its rows are being staged.
    Staging,
    /// Somebody says what its columns hold.
    Mapping,
    /// Its rows are being checked.
    Rows,
    /// Its households are being checked.
    Homes,
    /// It is checked: somebody decides.
    Ready,
}

impl Phase {
    const ALL: [Self; 5] = [
        Self::Staging,
        Self::Mapping,
        Self::Rows,
        Self::Homes,
        Self::Ready,
    ];

    fn number(self) -> i64 {
        self as i64
    }

    fn read(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.number() == number)
    }
}

/// A file as it arrives.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name, as its owner calls it.
    pub name: String,
    /// Where it comes from, in words; may be empty.
    pub source: String,
    /// The day it speaks of: ages in it are ages on that day.
    pub as_of: Day,
    /// What names it: see [`named`].
    pub hash: [u8; 32],
}

/// What names a file: the BLAKE3 hash of its bytes, and of a workbook with several sheets which of them is read.
#[must_use]
pub fn named(bytes: blake3::Hash, format: &Format) -> [u8; 32] {
    match format {
        Format::Xlsx { sheet, sheets } if sheets.len() > 1 => {
            let mut hasher = blake3::Hasher::new_derive_key("akwaba 2026 one sheet of a file");
            hasher.update(bytes.as_bytes());
            hasher.update(sheet.as_bytes());
            *hasher.finalize().as_bytes()
        }
        _ => *bytes.as_bytes(),
    }
}

/// One import under way.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(array)]
pub struct Plan {
    /// Name of the file.
    #[n(0)]
    pub file: FileName,
    /// Where it comes from.
    #[n(1)]
    pub source: SourceName,
    /// The day it speaks of.
    #[n(2)]
    pub as_of: Day,
    /// What names it.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub hash: [u8; 32],
    /// Names of its columns.
    #[n(4)]
    pub header: Vec<String>,
    /// Codes of what they hold.
    #[n(5)]
    pub mapping: Vec<String>,
    /// Rows staged.
    #[n(6)]
    pub rows: u64,
    /// Rows checked.
    #[n(7)]
    pub checked: u64,
    /// Number of the row checked last.
    #[n(8)]
    pub row: i64,
    /// Household checked last.
    #[n(9)]
    pub home: Option<EntityId>,
    /// Number of its last row.
    #[n(10)]
    pub home_row: i64,
    /// Rows with a name so frequent that, under it, only people of the same place or of nearer years were weighed.
    #[n(11)]
    #[cbor(default)]
    pub near: u64,
    /// Rows of which not even all of those were.
    #[n(12)]
    #[cbor(default)]
    pub cut: u64,
}

/// A job and its plan.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    pub(crate) id: EntityId,
    pub(crate) account: ActorId,
    pub(crate) begun_micros: i64,
    pub(crate) phase: Phase,
    pub(crate) plan: Plan,
}

impl Work {
    /// The work of an account; somebody else's is not found.
    pub(crate) fn find(
        tx: &mut dyn Tx,
        id: EntityId,
        account: ActorId,
    ) -> Result<Option<Self>, StoreError> {
        let job = import::find(tx, id)?.filter(|job| job.account == account);
        job.map(Self::of).transpose()
    }

    /// The same, where it must be there.
    pub(crate) fn get(
        tx: &mut dyn Tx,
        id: EntityId,
        account: ActorId,
    ) -> Result<Self, ImportError> {
        Self::find(tx, id, account)?.ok_or(ImportError::NotFound)
    }

    pub(crate) fn of(job: Job) -> Result<Self, StoreError> {
        let bad = || StoreError::corrupt("an import under way cannot be read");
        Ok(Self {
            id: job.id,
            account: job.account,
            begun_micros: job.begun_micros,
            phase: Phase::read(job.phase).ok_or_else(bad)?,
            plan: minicbor::decode(&job.content).map_err(|_| bad())?,
        })
    }

    pub(crate) fn keep(&self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        import::keep(
            tx,
            &Job {
                id: self.id,
                account: self.account,
                phase: self.phase.number(),
                begun_micros: self.begun_micros,
                content: minicbor::to_vec(&self.plan).unwrap_or_default(),
            },
        )
    }
}

impl Plan {
    /// What its columns hold.
    #[must_use]
    pub fn mapping(&self) -> Mapping {
        Mapping::from_codes(self.mapping.iter().map(String::as_str)).unwrap_or_default()
    }

    /// The column of something to mend as its owner finds it, letters and name; nothing for a whole row.
    #[must_use]
    pub fn column(&self, said: &Said) -> String {
        let Some(column) = said.column else {
            return String::new();
        };
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        let letters = akwaba_tables::error::letters(column.saturating_add(1));
        let name = self.header.get(place);
        name.map_or(letters.clone(), |name| format!("{letters} · {name}"))
    }

    /// Takes everything up again from the first row: what the columns hold or the day of the file has changed.
    pub(crate) fn again(&mut self) {
        self.checked = 0;
        self.row = 0;
        self.home = None;
        self.home_row = 0;
        self.near = 0;
        self.cut = 0;
    }

    /// A reader of its rows.
    pub(crate) fn reader<'a>(&'a self, mapping: &'a Mapping, naming: &'a Naming) -> Reader<'a> {
        Reader::new(mapping, naming, self.source.as_str(), self.as_of)
    }
}
