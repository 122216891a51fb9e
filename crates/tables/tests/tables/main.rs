//! Tests of tables from outside: a corpus of bad files, independent programs, arbitrary bytes.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests, which fail by panicking"
)]

mod bad_texts;
mod bad_workbooks;
mod books;
mod oracles;
mod properties;
mod support;
