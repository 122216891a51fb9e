//! Aid in cash and in kind as it lies in the centre: the cash book and the books of the store.
//!
//! A book is counted in francs or in pieces; what stands in it is the sum of its lines, and every
//! line is for ever: a mistake is undone by another line. Who may be helped and who decides it is
//! the procedure's. Never: a price, a payment made by itself, a name.

pub mod book;
pub mod line;

pub use book::{Book, CASH, article, cash};
pub use line::{Line, LineForm, Proof, What};

/// Kind of the entities that are books of articles.
pub const BOOK: &str = "stock-book";
/// Kind of the entities that are lines of a book.
pub const LINE: &str = "stock-line";
/// Kind of the entity that counts the lines of a book in a year.
pub const YEAR: &str = "stock-year";
/// Version in which this module writes.
pub const VERSION: u16 = 1;
/// The largest quantity of one line: a billion francs.
pub const QUANTITY_MAX: i64 = 1_000_000_000;

crate::personal! {
    /// What a line says in words: from whom, what for, why.
    Words;
}
