//! Serving a centre: the axum host around `handle`, and the centre that opens with its first
//! authorised sign-in.

mod host;
mod http;
mod opening;

pub use host::{Centre, Host};
pub use http::{listen, runtime};
pub use opening::{Front, Opening};
