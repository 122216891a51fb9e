//! The projections of each trade, one module by the name of the trade.

pub mod activity;
pub mod aid;
pub mod casework;
pub mod centre;
pub mod complementarity;
pub mod directory;
pub mod documents;
pub mod papers;
pub mod privacy;
pub mod reception;
pub mod referral;
pub mod registry;
pub mod reports;
pub mod satisfaction;
pub mod transfer;

use crate::projection::Projection;

/// The projections of Akwaba.
pub const ALL: &[Projection] = &[
    centre::account::ACCOUNTS,
    centre::trail::TRAIL,
    activity::PROJECTION,
    aid::PROJECTION,
    casework::PROJECTION,
    complementarity::LACKS,
    complementarity::ANSWERS,
    casework::PROPOSALS,
    documents::PROJECTION,
    papers::PROJECTION,
    privacy::PROJECTION,
    directory::PROJECTION,
    casework::HOME_VISITS,
    casework::LEARNING,
    casework::TASKS,
    reception::PROJECTION,
    satisfaction::PROJECTION,
    referral::PROJECTION,
    transfer::PROJECTION,
    registry::PERSONS,
    registry::HOUSEHOLDS,
    registry::GROUPS,
    registry::IMPORTS,
    registry::LINKS,
];
