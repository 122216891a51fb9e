//! What a centre reports: the registers that its procedures fill, and the indicators counted on them.
//!
//! Nothing here is written by anybody: lines and counts follow from the cases, so that a rebuild, or another
//! node with the same journal, gives the same. Never: a line that tells more than its case may.

pub mod age;
pub mod indicator;
pub mod register;
