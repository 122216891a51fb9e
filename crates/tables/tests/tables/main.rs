//! Tests of tables from outside: a corpus of bad files, independent programs, arbitrary bytes.

mod corpus;
mod oracles;
mod properties;
mod support;
