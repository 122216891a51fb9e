//! The *bilan du ménage*: what each member lacks, and the way to it: office, papers, cost.
//!
//! What is lacking is never written: it follows from the grid, the birth and the papers on record.
//! Never: decides that somebody is entitled; shows as a rule what no source says.

pub mod file;
pub mod lack;
pub mod way;

pub use file::File;
pub use lack::{Area, Lacks, Member, deadline, lacks};
pub use way::{Line, Mark, Paper, Part, Way};
