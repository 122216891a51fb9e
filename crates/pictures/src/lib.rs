//! Photos and scans: read within limits, drawn again as one plain JPEG.
//!
//! Nothing of what came in is kept but the dots: no place, no camera, no thumbnail, no profile, nothing
//! before or after the picture. Never: trusts a name or a type that was sent along; reads a file that is
//! no picture; touches a disk.

mod again;
mod sniff;

pub use again::{Broken, Picture, again, again_within};
pub use sniff::{Found, Kind, sniff};

/// The largest file that is looked at, in bytes: a photo of a good phone.
pub const BYTES_MAX: usize = 12 * 1024 * 1024;
/// The most dots of a picture: a photo of 50 megapixels, as phones make them.
pub const DOTS_MAX: u64 = 52_000_000;
/// The longest side that is read, in dots.
pub const SIDE_READ_MAX: u32 = 16_384;
/// The longest side that is kept, in dots: A4 at 200 to the inch, small letters included.
pub const SIDE_KEPT_MAX: u32 = 2_200;
/// How well it is kept, of 100.
pub const QUALITY: u8 = 80;
