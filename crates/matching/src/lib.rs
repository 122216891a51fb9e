//! Finding a person whatever the spelling, and telling when two records may be one person.
//!
//! Owns: folding and phonetics of names used in Côte d'Ivoire, spans of possible birth dates, search keys,
//! query planning and ranking, record linkage, and fictitious people to test all of it.
//! Never: reads a file, a clock or a database, and never merges anything. What it returns is a proposal
//! that a named person accepts or refuses.

pub mod birth;
mod calendar;
pub mod card;
pub mod chance;
mod evidence;
pub mod fiction;
pub mod index;
pub mod keys;
pub mod likeness;
mod lineage;
pub mod linkage;
pub mod memory;
pub mod normal;
pub mod query;
pub mod rank;
pub mod score;
pub mod search;
mod sieve;
mod sign;
pub mod sound;
pub mod vocabulary;
pub mod weight;
