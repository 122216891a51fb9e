//! Pictures made here, whole, hostile and cut: what comes out is a small plain JPEG or a refusal.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop"
)]

use akwaba_pictures::{BYTES_MAX, Broken, Found, Kind, SIDE_KEPT_MAX, again, again_within, sniff};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use proptest::prelude::*;
use std::io::Cursor;

/// A picture whose left third is red and whose rest is blue.
fn drawn(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| {
        if x < width / 3 {
            Rgb([220, 20, 20])
        } else {
            Rgb([20, 20, 220])
        }
    }))
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// What a telephone adds to a JPEG: turned a quarter, and where it was taken.
fn with_exif(jpeg: &[u8]) -> Vec<u8> {
    let mut tiff: Vec<u8> = b"II\x2a\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut out = Vec::new();
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(value.to_le_bytes());
        out
    };
    tiff.extend(2u16.to_le_bytes());
    tiff.extend(entry(0x0112, 3, 1, 6));
    tiff.extend(entry(0x8825, 4, 1, 38));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(1u16.to_le_bytes());
    tiff.extend(entry(0x0001, 2, 2, u32::from(b'N')));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(b"GPS 5.3600 -4.0083 SECRET-PLACE");
    let mut body = b"Exif\0\0".to_vec();
    body.extend(tiff);
    let mut out = jpeg[..2].to_vec();
    out.extend([0xFF, 0xE1]);
    out.extend(u16::try_from(body.len() + 2).unwrap().to_be_bytes());
    out.extend(body);
    out.extend(&jpeg[2..]);
    out
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|part| part == words)
}

#[test]
fn every_kind_that_is_taken_comes_out_as_a_jpeg_of_the_same_dots() {
    let kinds = [
        (ImageFormat::Jpeg, Kind::Jpeg),
        (ImageFormat::Png, Kind::Png),
        (ImageFormat::WebP, Kind::WebP),
    ];
    for (format, kind) in kinds {
        let sent = file(&drawn(90, 40), format);
        assert_eq!(sniff(&sent), Found::Picture(kind));
        let kept = again(&sent).unwrap();
        assert_eq!((kept.width, kept.height), (90, 40), "{kind:?}");
        let read = image::load_from_memory(&kept.bytes).unwrap().to_rgb8();
        let left = read.get_pixel(5, 20).0;
        assert!(left[0] > 180 && left[2] < 80, "{kind:?} {left:?}");
    }
}

#[test]
fn the_place_and_all_else_beside_the_dots_is_gone_and_the_picture_stands_upright() {
    let sent = with_exif(&file(&drawn(90, 40), ImageFormat::Jpeg));
    assert!(holds(&sent, b"SECRET-PLACE"));
    let kept = again(&sent).unwrap();
    assert!(!holds(&kept.bytes, b"Exif") && !holds(&kept.bytes, b"SECRET"));
    assert_eq!((kept.width, kept.height), (40, 90), "turned as it was held");
    let read = image::load_from_memory(&kept.bytes).unwrap().to_rgb8();
    assert!(read.get_pixel(20, 5).0[0] > 180, "what was left is above");
}

#[test]
fn nothing_hidden_behind_a_picture_comes_out() {
    let mut sent = file(&drawn(30, 30), ImageFormat::Png);
    sent.extend(b"<script>alert(1)</script>PK\x03\x04%PDF-1.7");
    let kept = again(&sent).unwrap();
    for hidden in [b"<script>".as_slice(), b"PK\x03\x04", b"%PDF-"] {
        assert!(!holds(&kept.bytes, hidden));
    }
}

#[test]
fn what_shows_through_is_white() {
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(20, 20, Rgba([0, 0, 0, 0])));
    let kept = again(&file(&clear, ImageFormat::Png)).unwrap();
    let read = image::load_from_memory(&kept.bytes).unwrap().to_rgb8();
    assert!(read.get_pixel(10, 10).0.iter().all(|dot| *dot > 245));
}

#[test]
fn a_large_photo_is_kept_smaller() {
    let kept = again(&file(&drawn(SIDE_KEPT_MAX * 2, 400), ImageFormat::Jpeg)).unwrap();
    assert_eq!((kept.width, kept.height), (SIDE_KEPT_MAX, 200));
}

#[test]
fn a_photo_that_has_to_fit_is_drawn_less_finely_then_smaller_and_is_refused_where_nothing_would_be_read()
 {
    // Dots that no neighbour resembles: the most bytes that a photo of its size can need.
    let noise = RgbImage::from_fn(640, 480, |x, y| {
        let dot =
            (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).wrapping_mul(2_246_822_519);
        let [red, green, blue, _] = dot.to_be_bytes();
        Rgb([red, green, blue])
    });
    let sent = file(&DynamicImage::ImageRgb8(noise), ImageFormat::Png);
    let whole = again(&sent).unwrap();
    let less = again_within(&sent, whole.bytes.len() - 1).unwrap();
    assert_eq!((less.width, less.height), (640, 480));
    let room = less.bytes.len() / 2;
    let small = again_within(&sent, room).unwrap();
    assert!(small.bytes.len() <= room && small.width < 640);
    assert_eq!(again_within(&sent, 2_000), Err(Broken::TooLarge));
    assert_eq!(
        again_within(&sent, whole.bytes.len()).unwrap().bytes,
        whole.bytes
    );
}

/// A PNG that claims to be enormous, in a few bytes.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    out.extend(13u32.to_be_bytes());
    out.extend(&head);
    out.extend(crc(&head).to_be_bytes());
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xEDB8_8320
            } else {
                crc >> 1
            };
        }
    }
    !crc
}

#[test]
fn a_bomb_of_dots_or_of_bytes_is_refused_before_it_is_read() {
    for (width, height) in [(50_000, 50_000), (16_384, 16_384), (u32::MAX >> 1, 1)] {
        let refused = again(&bomb(width, height)).unwrap_err();
        assert!(
            matches!(refused, Broken::TooLarge | Broken::Unreadable),
            "{width}"
        );
    }
    assert_eq!(again(&vec![0xFF; BYTES_MAX + 1]), Err(Broken::TooLarge));
}

#[test]
fn what_is_no_picture_is_told_by_its_content_whatever_it_is_called() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let cases: [(&[u8], Found); 9] = [
        (heic, Found::Heic),
        (b"\0\0\0\x18ftypmif1\0\0\0\0avif", Found::Heic),
        (b"%PDF-1.7\n", Found::Pdf),
        (b"<svg onload=\"x\">", Found::Text),
        (b"\xef\xbb\xbf<!doctype html><script>", Found::Text),
        (b"#!/bin/sh\nrm -rf /", Found::Text),
        (b"PK\x03\x04\x14\0", Found::Other),
        (b"MZ\x90\0", Found::Other),
        (b"", Found::Other),
    ];
    for (bytes, found) in cases {
        assert_eq!(again(bytes), Err(Broken::Other(found)), "{found:?}");
    }
}

#[test]
fn a_picture_cut_anywhere_is_refused_or_drawn_and_never_stops_the_program() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = file(&drawn(40, 30), format);
        for length in (0..whole.len()).step_by(7) {
            let _ = again(&whole[..length]);
        }
        assert_eq!(again(&whole[..20]), Err(Broken::Unreadable));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_bytes_behind_any_head_are_refused_or_drawn(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        format in 0usize..4,
        at in any::<proptest::sample::Index>(),
    ) {
        let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
        let mut sent = formats.get(format).map_or_else(Vec::new, |format| file(&drawn(24, 16), *format));
        let from = at.index(sent.len() + 1);
        let until = (from + bytes.len()).min(sent.len());
        sent.splice(from..until, bytes);
        if let Ok(kept) = again(&sent) {
            prop_assert!(kept.width <= SIDE_KEPT_MAX && kept.height <= SIDE_KEPT_MAX);
            prop_assert!(image::load_from_memory(&kept.bytes).is_ok());
        }
    }
}
