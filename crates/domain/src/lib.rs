//! What a social centre does, one module per trade, and the one policy that decides every access.
//!
//! Each trade has its facts (what is recorded), `decide` functions (a command becomes drafts of
//! entries, or refusals) and views (what a state means). Pure: no store, no clock, no chance but
//! what is passed. Nothing is recorded without an [`policy::Allowed`], which only `policy` makes.

pub mod activity;
pub mod actor;
pub mod aid;
pub mod bilan;
pub mod casework;
pub mod centre;
pub mod complementarity;
pub mod ctx;
pub mod directory;
pub mod documents;
pub mod draft;
#[cfg(not(target_family = "wasm"))]
pub mod grievance;
pub mod mediation;
pub mod papers;
mod personal;
pub mod policy;
pub mod privacy;
pub mod reception;
pub mod referral;
pub mod refusal;
pub mod registry;
pub mod reports;
pub mod satisfaction;
pub mod scope;
pub mod text;

pub use actor::{Actor, Grant, Reach, Role};
pub use ctx::Ctx;
pub use draft::{Draft, Drafts, Secrecy};
pub use policy::{Action, Allowed, Denied, Field};
pub use refusal::{Refusal, Refusals};
