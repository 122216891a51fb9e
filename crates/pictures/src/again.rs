//! A picture drawn again.
//!
//! Invariant: what goes out was made here from dots alone. What comes in is read by decoders without
//! `unsafe` code of ours, within limits of dots and memory told before anything is decoded; a decoder that
//! panics is a broken picture, not a broken program.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageResult, Limits, RgbImage, imageops};

use crate::sniff::{Found, Kind, sniff};
use crate::{BYTES_MAX, DOTS_MAX, QUALITY, SIDE_KEPT_MAX, SIDE_READ_MAX};

/// The most memory that one decoding may ask for, in bytes: the dots in four colours of one byte, and as
/// much again to work with.
const MEMORY_MAX: u64 = DOTS_MAX * 8;
/// How well a picture is kept that has to fit in less room, of 100: typed letters of a sheet are still read.
const QUALITY_LESS: u8 = 65;
const QUALITY_LEAST: u8 = 50;
/// A picture whose longest side is shorter shows no paper that one could read, in dots.
const SIDE_READABLE_MIN: u32 = 400;

/// A picture as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// A JPEG file.
    pub bytes: Vec<u8>,
    /// Its width, in dots.
    pub width: u32,
    /// Its height, in dots.
    pub height: u32,
}

impl core::fmt::Debug for Picture {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Picture({} × {} [caché])", self.width, self.height)
    }
}

/// Why no picture came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// It is something else.
    #[error("the file is no picture that is taken")]
    Other(Found),
    /// More bytes or dots than are read.
    #[error("the picture is larger than is read")]
    TooLarge,
    /// Cut, damaged, or made to do harm.
    #[error("the picture cannot be read")]
    Unreadable,
}

/// Draws a picture again: upright, no larger than is kept, on white.
///
/// # Errors
/// [`Broken`]; nothing of the file is kept then.
pub fn again(bytes: &[u8]) -> Result<Picture, Broken> {
    again_within(bytes, usize::MAX)
}

/// The same in a file of so many bytes at most: drawn less finely, then smaller, until it fits.
///
/// # Errors
/// [`Broken`]; [`Broken::TooLarge`] too where nothing one could read would fit.
pub fn again_within(bytes: &[u8], kept_max: usize) -> Result<Picture, Broken> {
    if bytes.len() > BYTES_MAX {
        return Err(Broken::TooLarge);
    }
    let Found::Picture(kind) = sniff(bytes) else {
        return Err(Broken::Other(sniff(bytes)));
    };
    let drawn = catch_unwind(AssertUnwindSafe(|| drawn(bytes, kind, kept_max)));
    drawn.unwrap_or(Err(Broken::Unreadable))
}

fn drawn(bytes: &[u8], kind: Kind, kept_max: usize) -> Result<Picture, Broken> {
    let mut upright = match kind {
        Kind::Jpeg => upright(JpegDecoder::new(Cursor::new(bytes))),
        Kind::Png => upright(PngDecoder::new(Cursor::new(bytes))),
        Kind::WebP => upright(WebPDecoder::new(Cursor::new(bytes))),
    }?;
    loop {
        for quality in [QUALITY, QUALITY_LESS, QUALITY_LEAST] {
            let file = written(&upright, quality)?;
            if file.len() <= kept_max {
                let (width, height) = upright.dimensions();
                return Ok(Picture {
                    bytes: file,
                    width,
                    height,
                });
            }
        }
        let (width, height) = upright.dimensions();
        if width.max(height) < SIDE_READABLE_MIN {
            return Err(Broken::TooLarge);
        }
        let less = |side: u32| (side / 4 * 3).max(1);
        upright = imageops::thumbnail(&upright, less(width), less(height));
    }
}

fn written(picture: &RgbImage, quality: u8) -> Result<Vec<u8>, Broken> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality)
        .encode_image(picture)
        .map_err(|_| Broken::Unreadable)?;
    Ok(out)
}

fn upright<D: ImageDecoder>(decoder: ImageResult<D>) -> Result<RgbImage, Broken> {
    let mut decoder = decoder.map_err(|_| Broken::Unreadable)?;
    let (width, height) = decoder.dimensions();
    let dots = u64::from(width) * u64::from(height);
    if width > SIDE_READ_MAX || height > SIDE_READ_MAX || dots > DOTS_MAX {
        return Err(Broken::TooLarge);
    }
    if dots == 0 || decoder.total_bytes() > MEMORY_MAX {
        return Err(Broken::Unreadable);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_READ_MAX);
    limits.max_image_height = Some(SIDE_READ_MAX);
    limits.max_alloc = Some(MEMORY_MAX);
    decoder.set_limits(limits).map_err(|_| Broken::TooLarge)?;
    // A telephone held upright says so beside the dots, and that goes with everything beside them.
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Broken::Unreadable)?;
    if width > SIDE_KEPT_MAX || height > SIDE_KEPT_MAX {
        picture = picture.thumbnail(SIDE_KEPT_MAX, SIDE_KEPT_MAX);
    }
    picture.apply_orientation(turned);
    Ok(on_white(&picture))
}

/// What shows through is white, as paper is.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let clear = picture.to_rgba8();
    let mut out = RgbImage::new(clear.width(), clear.height());
    for (dot, from) in out.pixels_mut().zip(clear.pixels()) {
        let [red, green, blue, seen] = from.0.map(u16::from);
        let over = |colour: u16| (colour * seen + 255 * (255 - seen)) / 255;
        dot.0 = [red, green, blue].map(|colour| u8::try_from(over(colour)).unwrap_or(u8::MAX));
    }
    out
}
