//! What travels between a host and `handle`: requests, answers, forms, cookies, and the guard at the door.
//!
//! Knows bytes and headers, never a person, a role or a page. No I/O: the hosts read and write sockets.

pub mod cookie;
pub mod form;
pub mod guard;
pub mod multipart;
pub mod percent;
pub mod request;
pub mod response;

pub use form::{Form, Upload};
pub use request::{Method, Request};
pub use response::{Response, Status};
