//! What one installation keeps beside the journal: sessions, second factors, failed attempts,
//! links given to services, forms being typed, files on their way in, what is learnt in the training centre. Never exchanged, never rebuilt, and gone
//! with the installation.

pub mod attempt;
pub mod form_draft;
pub mod import;
pub mod passphrase_due;
pub mod referral_link;
pub mod second_factor;
pub mod session;
pub mod training;
