//! What was found out about a row, and its cells, as they are staged.

use akwaba_domain::refusal::Refusal;
use akwaba_domain::registry::import::Fault;
use akwaba_domain::registry::import::twin::{Reach, Sign, Twin, Zone};
use akwaba_journal::id::EntityId;
use akwaba_store::StoreError;
use akwaba_tables::TableError;
use minicbor::{Decode, Encode};

/// One thing to mend: where, and the key and values of the sentence that says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Said {
    /// The column, from 0; `None` for the whole row.
    #[n(0)]
    pub column: Option<u32>,
    /// The key of the sentence.
    #[n(1)]
    pub code: String,
    /// Its values.
    #[n(2)]
    pub args: Vec<(String, String)>,
}

impl Said {
    pub(crate) fn of(fault: &Fault) -> Self {
        let column = fault.column.and_then(|place| u32::try_from(place).ok());
        Self::refusal(column, &fault.refusal)
    }

    pub(crate) fn refusal(column: Option<u32>, refusal: &Refusal) -> Self {
        let args = refusal.args.iter();
        Self {
            column,
            code: refusal.code.to_owned(),
            args: args
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        }
    }

    /// A problem of the table itself.
    #[must_use]
    pub fn table(error: &TableError) -> Self {
        let args = error.args().into_iter();
        Self {
            column: error.column.map(|column| column.saturating_sub(1)),
            code: error.code().to_owned(),
            args: args.map(|(name, value)| (name.to_owned(), value)).collect(),
        }
    }
}

/// Someone that a row may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Alike {
    /// Their record, there or to be.
    #[n(0)]
    pub person: EntityId,
    /// How likely.
    #[n(1)]
    pub zone: Zone,
    /// Why.
    #[n(2)]
    pub sign: Sign,
    /// Their row, when they are in the same file.
    #[n(3)]
    pub row: Option<i64>,
}

impl Alike {
    pub(crate) fn of(twin: &Twin, row: Option<i64>) -> Self {
        Self {
            person: EntityId::from_bytes(twin.person),
            zone: twin.zone,
            sign: twin.sign,
            row,
        }
    }
}

/// What was found out about a row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Found {
    /// What to mend.
    #[n(0)]
    pub faults: Vec<Said>,
    /// Who it may be.
    #[n(1)]
    pub alike: Option<Alike>,
    /// The earlier row that it repeats.
    #[n(2)]
    pub repeats: Option<i64>,
    /// The person was forgotten at their wish, and stays so.
    #[n(3)]
    pub forgotten: bool,
    /// How much of those who share a name with the person was weighed, where it was not everybody.
    #[n(4)]
    pub reach: Option<Reach>,
}

impl Found {
    /// What there is to say of the row: what to mend, and that not everybody who might be the same was weighed.
    #[must_use]
    pub fn remarks(&self) -> Vec<Said> {
        let cut = (self.reach == Some(Reach::Cut)).then(|| Said {
            column: None,
            code: "import-row-cut".to_owned(),
            args: Vec::new(),
        });
        self.faults.iter().cloned().chain(cut).collect()
    }

    pub(crate) fn pack(&self) -> Vec<u8> {
        minicbor::to_vec(self).unwrap_or_default()
    }

    /// Reads what was staged.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn unpack(bytes: Option<&[u8]>) -> Result<Self, StoreError> {
        bytes.map_or(Ok(Self::default()), |bytes| {
            minicbor::decode(bytes)
                .map_err(|_| StoreError::corrupt("the finding of a row cannot be read"))
        })
    }
}

/// The cells of a row, and what the table itself had against them.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(crate) struct Cells {
    #[n(0)]
    pub(crate) cells: Vec<String>,
    #[n(1)]
    pub(crate) problems: Vec<Said>,
}

impl Cells {
    pub(crate) fn pack(&self) -> Vec<u8> {
        minicbor::to_vec(self).unwrap_or_default()
    }

    pub(crate) fn unpack(bytes: &[u8]) -> Result<Self, StoreError> {
        minicbor::decode(bytes).map_err(|_| StoreError::corrupt("a staged row cannot be read"))
    }
}
