//! What a host gives back of what it keeps: the backups of its folder, pictures drawn again.
//!
//! Holds no path and no key.

use jiff::Timestamp;

/// A backup in the folder of the host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The name of its file.
    pub name: String,
    /// When it was made, as it says itself; none when it cannot be read.
    pub made: Option<Timestamp>,
    /// Its size.
    pub bytes: u64,
}

/// A picture drawn again by the host: a plain JPEG.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its width, in dots.
    pub width: u32,
    /// Its height, in dots.
    pub height: u32,
}

/// Why no picture was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPicture {
    /// A photo in the way of some telephones.
    Heic,
    /// A PDF file.
    Pdf,
    /// A page, a drawing in SVG, a script.
    Text,
    /// Anything else.
    Other,
    /// More bytes or dots than are read.
    TooLarge,
    /// Cut or damaged.
    Unreadable,
    /// This host reads none.
    NotHere,
}

/// How a host reads a picture that has to fit in so many bytes, where that is told.
pub type ReadsPictures = fn(&[u8], Option<usize>) -> Result<Picture, NoPicture>;
