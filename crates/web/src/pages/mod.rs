//! The pages, one module per trade, by the same name as its module in `domain`.

pub mod about;
pub mod account;
pub mod activity;
pub mod aid;
pub mod casework;
pub mod centre;
pub mod complementarity;
pub mod directory;
pub mod documents;
pub mod draft;
pub mod export;
#[cfg(not(target_arch = "wasm32"))]
pub mod grievance;
mod here;
pub mod home;
pub mod import;
pub mod mediation;
mod nameless;
pub mod papers;
pub mod partner;
pub mod preferences;
#[cfg(not(target_arch = "wasm32"))]
pub mod privacy;
#[cfg(not(target_arch = "wasm32"))]
pub mod protected;
pub mod reception;
pub mod referral;
pub mod registry;
pub mod reports;
#[cfg(not(target_arch = "wasm32"))]
pub mod satisfaction;
pub mod training;

#[cfg(test)]
pub(crate) mod tests;

#[cfg(test)]
mod matrix_tests;

#[cfg(test)]
mod bad_input;

#[cfg(test)]
mod names_tests;

#[cfg(test)]
mod regression_tests;

#[cfg(test)]
mod replay_tests;

#[cfg(test)]
mod apart_tests;

#[cfg(test)]
mod worlds_tests;
