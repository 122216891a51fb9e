//! The projections of each trade, one module by the name of the trade.

use crate::projection::Projection;

/// The projections of Akwaba.
pub const ALL: &[Projection] = &[];
