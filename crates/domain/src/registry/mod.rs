//! The registry: persons, households and groups, found again however their names are written.
//!
//! Owns what is recorded of them, who they are to each other, and the decision that two records
//! are of one person. No document, nationality or fee is required. Invariants: ids never change;
//! a change replaces only what its writer saw; nothing is merged by the machine.

#[macro_use]
pub(crate) mod codes;

pub mod birth;
mod birth_form;
pub mod change;
pub mod consent;
pub mod contact;
pub mod edit;
pub mod functioning;
pub mod group;
pub mod household;
pub mod identity;
pub mod import;
pub mod kin;
pub mod language;
pub mod line;
pub mod link;
pub mod membership;
pub mod name;
pub mod needs;
pub mod person;
pub mod phone;
pub mod place;
pub mod register;
mod term;
#[cfg(test)]
pub(crate) mod testing;
pub mod told;
pub mod units;
pub mod when;

pub use group::GroupView;
pub use household::HouseholdView;
pub use person::PersonView;
pub use when::Day;
