//! One open transaction, the same for both engines.
//!
//! SQL is a `&'static str`: written in the source, never assembled from what people typed.
//! Parameters are `$1, $2…` numbered in the order of their first use; columns are BIGINT, TEXT
//! or BYTEA and nothing else.

use crate::error::{Result, StoreError};
use crate::home::Home;
use crate::ordered::Held;
use std::sync::Arc;

/// One parameter of a statement.
#[derive(Clone, Copy)]
pub enum Param<'a> {
    /// Nothing.
    Null,
    /// A BIGINT.
    Int(i64),
    /// A TEXT.
    Text(&'a str),
    /// A BYTEA.
    Blob(&'a [u8]),
}

impl core::fmt::Debug for Param<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        // A parameter may be personal: its content never reaches a log.
        f.write_str("[caché]")
    }
}

macro_rules! into_param {
    ($($from:ty => |$value:ident| $to:expr;)*) => {$(
        impl<'a> From<$from> for Param<'a> {
            fn from($value: $from) -> Self { $to }
        }
        impl<'a> From<Option<$from>> for Param<'a> {
            fn from(value: Option<$from>) -> Self { value.map_or(Self::Null, Self::from) }
        }
    )*};
}

into_param! {
    i64 => |value| Self::Int(value);
    i32 => |value| Self::Int(i64::from(value));
    u32 => |value| Self::Int(i64::from(value));
    u16 => |value| Self::Int(i64::from(value));
    u8 => |value| Self::Int(i64::from(value));
    bool => |value| Self::Int(i64::from(value));
    &'a str => |value| Self::Text(value);
    &'a String => |value| Self::Text(value);
    &'a [u8] => |value| Self::Blob(value);
    &'a Vec<u8> => |value| Self::Blob(value);
    &'a [u8; 16] => |value| Self::Blob(value);
    &'a [u8; 32] => |value| Self::Blob(value);
}

macro_rules! ids {
    ($($name:ident)*) => {$(
        impl<'a> From<&'a akwaba_journal::id::$name> for Param<'a> {
            fn from(id: &'a akwaba_journal::id::$name) -> Self { Self::Blob(id.as_bytes()) }
        }
        impl<'a> From<Option<&'a akwaba_journal::id::$name>> for Param<'a> {
            fn from(id: Option<&'a akwaba_journal::id::$name>) -> Self {
                id.map_or(Self::Null, Self::from)
            }
        }
        impl FromBytes for akwaba_journal::id::$name {
            fn from_bytes(bytes: &[u8]) -> Option<Self> { Self::from_slice(bytes) }
        }
    )*};
}

/// What can be read from the bytes of a column: the ids.
pub trait FromBytes: Sized {
    /// Reads it; `None` when the bytes are not such a thing.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
}

ids! { ActorId CentreId EntityId EntryId NodeId ScopeId }

/// The parameters of a statement, each turned into a [`Param`].
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::tx::Param::from($value)),*] };
}

/// One value of a row.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A BIGINT.
    Int(i64),
    /// A TEXT.
    Text(String),
    /// A BYTEA.
    Blob(Vec<u8>),
}

impl<'a> From<&'a Cell> for Param<'a> {
    fn from(cell: &'a Cell) -> Self {
        match cell {
            Cell::Null => Self::Null,
            Cell::Int(value) => Self::Int(*value),
            Cell::Text(text) => Self::Text(text),
            Cell::Blob(bytes) => Self::Blob(bytes),
        }
    }
}

/// One row of an answer.
#[derive(Clone, PartialEq, Eq)]
pub struct Row(Vec<Cell>);

impl core::fmt::Debug for Row {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Row([caché] x {})", self.0.len())
    }
}

impl Row {
    /// A row with these values.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self(cells)
    }

    /// Its values, to be used again for the next row.
    pub(crate) fn into_cells(self) -> Vec<Cell> {
        self.0
    }

    /// All its values.
    pub fn cells(&self) -> &[Cell] {
        &self.0
    }

    fn cell(&self, column: usize, wanted: &'static str) -> Result<&Cell> {
        self.0
            .get(column)
            .ok_or(StoreError::Shape { column, wanted })
    }

    /// Whether the column, from 0, is empty.
    pub fn is_null(&self, column: usize) -> bool {
        matches!(self.0.get(column), None | Some(Cell::Null))
    }

    /// The number in a column.
    pub fn int(&self, column: usize) -> Result<i64> {
        let wanted = "a number";
        match self.cell(column, wanted)? {
            Cell::Int(value) => Ok(*value),
            _ => Err(StoreError::Shape { column, wanted }),
        }
    }

    /// The text in a column.
    pub fn text(&self, column: usize) -> Result<&str> {
        let wanted = "a text";
        match self.cell(column, wanted)? {
            Cell::Text(value) => Ok(value),
            _ => Err(StoreError::Shape { column, wanted }),
        }
    }

    /// The bytes in a column.
    pub fn blob(&self, column: usize) -> Result<&[u8]> {
        let wanted = "bytes";
        match self.cell(column, wanted)? {
            Cell::Blob(value) => Ok(value),
            _ => Err(StoreError::Shape { column, wanted }),
        }
    }

    /// The number in a column that may be empty.
    pub fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        match self.cell(column, "a number")? {
            Cell::Null => Ok(None),
            _ => self.int(column).map(Some),
        }
    }

    /// The text in a column that may be empty.
    pub fn opt_text(&self, column: usize) -> Result<Option<&str>> {
        match self.cell(column, "a text")? {
            Cell::Null => Ok(None),
            _ => self.text(column).map(Some),
        }
    }

    /// The bytes in a column that may be empty.
    pub fn opt_blob(&self, column: usize) -> Result<Option<&[u8]>> {
        match self.cell(column, "bytes")? {
            Cell::Null => Ok(None),
            _ => self.blob(column).map(Some),
        }
    }

    /// The yes or no in a column, kept as 0 or 1.
    pub fn flag(&self, column: usize) -> Result<bool> {
        Ok(self.int(column)? != 0)
    }

    /// The id in a column.
    pub fn id<T: FromBytes>(&self, column: usize) -> Result<T> {
        let wanted = "an id";
        T::from_bytes(self.blob(column)?).ok_or(StoreError::Shape { column, wanted })
    }

    /// The id in a column that may be empty.
    pub fn opt_id<T: FromBytes>(&self, column: usize) -> Result<Option<T>> {
        match self.cell(column, "an id")? {
            Cell::Null => Ok(None),
            _ => self.id(column).map(Some),
        }
    }
}

/// An open transaction. After the engine has answered with an error, it does and keeps nothing
/// more: an error is not caught to go on, but decided upon beforehand (`ON CONFLICT`).
pub trait Tx {
    /// Runs a query and hands over its rows one by one.
    fn each(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        row: &mut dyn FnMut(&Row) -> Result<()>,
    ) -> Result<()>;

    /// Runs a statement; says how many rows it changed.
    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64>;

    /// Runs several statements without parameters: migrations.
    fn batch(&mut self, sql: &'static str) -> Result<()>;

    /// What the store knows beside its tables: keys, projections.
    fn home(&self) -> Arc<Home>;

    /// Name of the engine: "sqlite" or "postgres". Nothing is decided by it but in tests.
    fn engine(&self) -> &'static str;

    /// Checks that the engine accepts a statement, without running it. For tests.
    fn prepare(&mut self, sql: &str) -> Result<()>;

    /// The keys that are held to be written in their order, and how many at most; `None` where each is written at once.
    fn held(&mut self) -> Option<(&mut Held, usize)> {
        None
    }

    /// Runs a query and gives all its rows.
    fn query(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        self.each(sql, params, &mut |row| {
            rows.push(row.clone());
            Ok(())
        })?;
        Ok(rows)
    }

    /// The first row of a query, if there is one.
    fn maybe(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Option<Row>> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// The row of a query that always gives one: a count, a sum.
    fn one(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Row> {
        self.maybe(sql, params)?
            .ok_or_else(|| StoreError::corrupt("a row that must be there is missing"))
    }
}
