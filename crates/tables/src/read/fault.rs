//! Problems that must travel through `std::io`, because a stream finds them in the middle of a read.
//!
//! Owns the wrapping and unwrapping only.

use std::io;

use crate::error::Kind;

/// A problem of the table inside an `io::Error`.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Fault(Kind);

impl Fault {
    /// Wraps a problem.
    pub(crate) fn of(kind: Kind) -> io::Error {
        io::Error::other(Self(kind))
    }

    /// The problem inside, or the system's own reason.
    pub(crate) fn kind(error: &io::Error) -> Kind {
        match error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Self>())
        {
            Some(Self(kind)) => kind.clone(),
            None => Kind::Unreadable {
                reason: error.kind().to_string(),
            },
        }
    }
}
