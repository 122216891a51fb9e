//! The office of a centre as tables: its accounts, and the trail of who did what.

pub mod account;
pub mod trail;
