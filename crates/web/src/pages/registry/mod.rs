//! The pages of the registry: finding someone, registering them, their page, their household, their groups, what changed and who read it.
//!
//! They decide nothing: what may be shown is asked of the policy by group of fields, and what may change of
//! `domain::registry`. Titles and addresses carry no name.

pub mod bilan;
pub(super) mod common;
pub mod compare;
mod conflicts;
pub mod consent;
pub mod edit;
mod edit_fields;
pub(in crate::pages) mod edit_read;
pub(in crate::pages) mod facts;
pub mod find;
mod form;
pub mod group;
pub mod group_edit;
pub mod group_history;
pub mod group_import;
pub mod group_list;
pub mod group_member;
pub(in crate::pages) mod guide;
pub mod history;
mod history_words;
pub mod household;
pub mod household_history;
pub mod household_open;
pub mod identity;
pub mod join;
mod likeness;
pub mod member;
mod membership;
pub mod must_not_tell;
pub mod new;
pub mod paper;
pub mod person;
mod person_ties;
pub(in crate::pages) mod pick;
pub mod relation;
mod sections;
pub mod settle;
pub mod visits;
pub(in crate::pages) mod words;

#[cfg(test)]
mod group_tests;
#[cfg(test)]
mod tests;

use crate::routes::Route;

/// Every address of the registry.
pub const ROUTES: &[&[Route]] = &[
    find::ROUTES,
    new::ROUTES,
    person::ROUTES,
    edit::ROUTES,
    identity::ROUTES,
    consent::ROUTES,
    relation::ROUTES,
    compare::ROUTES,
    history::ROUTES,
    bilan::ROUTES,
    guide::ROUTES,
    group_list::ROUTES,
    group_import::ROUTES,
    group_edit::ROUTES,
    group::ROUTES,
    group_member::ROUTES,
    group_history::ROUTES,
    household::ROUTES,
    household_history::ROUTES,
    household_open::ROUTES,
    join::ROUTES,
    member::ROUTES,
    must_not_tell::ROUTES,
    paper::ROUTES,
    settle::ROUTES,
    visits::ROUTES,
];
