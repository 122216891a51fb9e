//! What can go wrong with the store, in the cases that people are told apart.
//!
//! Invariant: no message carries a value from a table, for errors end in logs.

/// Result of the store.
pub type Result<T, E = StoreError> = core::result::Result<T, E>;

/// What went wrong. The page says it in French by variant; the text here is for logs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// Somebody else is writing and did not finish in time.
    #[error("the database is busy")]
    Busy,
    /// No room left on the disk; nothing of the transaction was kept.
    #[error("the disk is full")]
    DiskFull,
    /// The database may not be written here.
    #[error("the database may only be read")]
    ReadOnly,
    /// The disk or the file system answered with an error.
    #[error("the disk could not be read or written: {what}")]
    Io {
        /// What the engine says.
        what: String,
    },
    /// The file is damaged, or what it holds contradicts itself.
    #[error("the database is damaged: {what}")]
    Corrupt {
        /// What does not fit.
        what: String,
    },
    /// The key does not open this database, or the file is no database.
    #[error("the key does not open this database")]
    WrongKey,
    /// The database was made by a later version of Akwaba.
    #[error("migration {number} ({name}) of this database is unknown to this version")]
    NewerSchema {
        /// Number of the first unknown migration.
        number: i64,
        /// Its name.
        name: String,
    },
    /// A migration that was applied differs from the one in this program.
    #[error("migration {number} was applied with another text")]
    ChangedMigration {
        /// Its number.
        number: i64,
    },
    /// A key that must be unique is taken.
    #[error("this already exists")]
    Conflict,
    /// Another transaction changed the same things, again and again.
    #[error("others keep changing the same records")]
    Contended,
    /// The database server cannot be reached, or left.
    #[error("the database server does not answer: {what}")]
    Unreachable {
        /// What the driver says.
        what: String,
    },
    /// A transaction was begun inside another one on the same thread.
    #[error("a transaction is already open here")]
    Nested,
    /// The key of this person or record was destroyed: nothing more can be kept under it.
    #[error("the key of this record was destroyed")]
    Forgotten,
    /// Nobody would hold the key of a sealed scope: it could never be opened.
    #[error("nobody would hold this key")]
    NoHolder,
    /// An entry is over the greatest size that the journal takes.
    #[error("an entry is too long")]
    TooLong,
    /// An entity is asked to become another kind of thing.
    #[error("an entity cannot change its kind")]
    OtherKind,
    /// An act is to be written in another version than the one of today: a defect.
    #[error("an act is not written in the version of today")]
    OtherVersion,
    /// The file is a database, but not one of Akwaba.
    #[error("this is not a database of Akwaba")]
    NotAStore,
    /// There is already something in the place that is to be written.
    #[error("the place to write to is not empty")]
    NotEmpty,
    /// A row does not have the shape that was asked for: a defect of the program.
    #[error("column {column} is not {wanted}")]
    Shape {
        /// Place of the column, from 0.
        column: usize,
        /// What was asked for.
        wanted: &'static str,
    },
    /// The statement is refused by the engine: a defect of the program.
    #[error("the engine refuses a statement: {what}")]
    Sql {
        /// What the engine says, without values.
        what: String,
    },
}

impl StoreError {
    /// A contradiction in what is stored.
    pub fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt { what: what.into() }
    }

    /// A statement that is wrong.
    pub fn sql(what: impl Into<String>) -> Self {
        Self::Sql { what: what.into() }
    }
}
