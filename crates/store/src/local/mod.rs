//! What one installation keeps beside the journal: sessions, second factors, failed attempts and
//! forms being typed. Never exchanged, never rebuilt, and gone with the installation.

pub mod attempt;
pub mod form_draft;
pub mod second_factor;
pub mod session;
