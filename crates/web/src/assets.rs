//! The files every page uses: one style, one script, one mark. Embedded, and addressed by their content so that a
//! browser keeps them for a year and never shows an old one with a new page.

use std::io::Write;
use std::sync::OnceLock;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::http::{Request, Response};

/// One embedded file.
struct Asset {
    path: &'static str,
    kind: &'static str,
    bytes: &'static [u8],
}

const ASSETS: [Asset; 3] = [
    Asset {
        path: "/assets/style.css",
        kind: "text/css; charset=utf-8",
        bytes: include_bytes!("../assets/style.css"),
    },
    Asset {
        path: "/assets/app.js",
        kind: "text/javascript; charset=utf-8",
        bytes: include_bytes!("../assets/app.js"),
    },
    Asset {
        path: "/assets/akwaba.svg",
        kind: "image/svg+xml",
        bytes: include_bytes!("../assets/akwaba.svg"),
    },
];

/// The version in the addresses: the beginning of the hash of all three.
#[must_use]
pub fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut hasher = blake3::Hasher::new();
        for asset in &ASSETS {
            hasher.update(asset.bytes);
        }
        hasher.finalize().to_hex().chars().take(12).collect()
    })
}

/// The three files, compressed once. Only they are: a page that shows what someone typed beside a secret token must not be,
/// for its size would tell about the token.
fn packed() -> &'static [Option<Vec<u8>>; 3] {
    static PACKED: OnceLock<[Option<Vec<u8>>; 3]> = OnceLock::new();
    PACKED.get_or_init(|| {
        ASSETS.each_ref().map(|asset| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(asset.bytes).ok()?;
            encoder.finish().ok()
        })
    })
}

/// The file that a request asks for. Only an address with the current version is kept by the browser.
#[must_use]
pub fn find(request: &Request) -> Option<Response> {
    let (at, asset) = ASSETS
        .iter()
        .enumerate()
        .find(|(_, asset)| asset.path == request.path)?;
    let accepted = request.header("accept-encoding").unwrap_or("");
    let gzip = accepted
        .split(',')
        .any(|one| one.split(';').next().unwrap_or("").trim() == "gzip" && !one.contains("q=0"));
    let small = packed().get(at).and_then(Option::as_deref);
    let mut response = match small {
        Some(bytes) if gzip => {
            Response::asset(asset.kind, bytes).header("content-encoding", "gzip")
        }
        _ => Response::asset(asset.kind, asset.bytes),
    };
    if request.query.strip_prefix("v=") != Some(version()) {
        response
            .headers
            .retain(|(name, _)| *name != "cache-control");
        response = response.header("cache-control", "no-cache");
    }
    Some(response.header("vary", "accept-encoding"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Method;
    use flate2::read::GzDecoder;
    use std::io::Read;

    fn ask(target: &str) -> Option<Response> {
        find(&Request::new(Method::Get, target))
    }

    #[test]
    fn only_the_current_version_is_kept() {
        let kept = ask(&format!("/assets/style.css?v={}", version())).unwrap();
        assert!(kept.get("cache-control").unwrap().contains("immutable"));
        for query in ["", "?v=0", "?v="] {
            let fresh = ask(&format!("/assets/style.css{query}")).unwrap();
            assert_eq!(fresh.get("cache-control"), Some("no-cache"));
        }
        assert!(ask("/assets/other.css").is_none());
    }

    #[test]
    fn a_browser_that_takes_gzip_gets_the_same_bytes_in_less_room() {
        for asset in &ASSETS {
            let plain = ask(asset.path).unwrap();
            assert_eq!(plain.get("content-encoding"), None);
            let request = Request::new(Method::Get, asset.path);
            let packed = find(&request.clone().with("accept-encoding", "br, gzip")).unwrap();
            assert_eq!(packed.get("content-encoding"), Some("gzip"));
            let mut back = Vec::new();
            GzDecoder::new(packed.body.as_slice())
                .read_to_end(&mut back)
                .unwrap();
            assert_eq!(back, plain.body);
            let refused = find(&request.with("accept-encoding", "gzip;q=0")).unwrap();
            assert_eq!(refused.body, plain.body);
        }
        let bytes: usize = packed().iter().flatten().map(Vec::len).sum();
        assert!(
            bytes < 14 * 1024,
            "the three weigh {bytes} bytes compressed"
        );
    }

    #[test]
    fn the_style_and_the_script_stay_small_and_ask_for_nothing_elsewhere() {
        for asset in &ASSETS {
            let text = std::str::from_utf8(asset.bytes).unwrap();
            let outside = text.replace("http://www.w3.org/2000/svg", "");
            assert!(
                !outside.contains("http:") && !outside.contains("https:"),
                "{}",
                asset.path
            );
            assert!(
                !text.contains("@import") && !text.contains("url("),
                "{}",
                asset.path
            );
        }
    }

    /// The relative luminance of `#rrggbb`, as WCAG defines it.
    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_pair_of_text_and_ground_has_a_contrast_of_four_and_a_half() {
        let style = std::str::from_utf8(ASSETS[0].bytes).unwrap();
        let colour = |name: &str| {
            let (_, after) = style.split_once(&format!("--{name}: ")).unwrap();
            let hex = after.split(';').next().unwrap().to_owned();
            if hex.len() == 4 {
                let doubled: String = hex.chars().skip(1).flat_map(|c| [c, c]).collect();
                format!("#{doubled}")
            } else {
                hex
            }
        };
        let grounds = ["sheet", "ground"];
        for text in [
            "ink",
            "ink-soft",
            "green",
            "green-deep",
            "red",
            "orange",
            "blue",
        ] {
            for ground in grounds {
                let found = contrast(&colour(text), &colour(ground));
                assert!(found >= 4.5, "{text} on {ground}: {found:.2}");
            }
        }
        for tone in ["green", "red", "orange", "blue"] {
            let soft = colour(&format!("{tone}-soft"));
            assert!(
                contrast(&colour(tone), &soft) >= 4.5,
                "{tone} on its soft ground"
            );
            assert!(contrast(&colour("ink"), &soft) >= 4.5, "ink on {tone}");
        }
        for ground in ["green", "green-deep", "red"] {
            assert!(
                contrast("#ffffff", &colour(ground)) >= 4.5,
                "white on {ground}"
            );
        }
        for ground in grounds {
            assert!(
                contrast(&colour("edge"), &colour(ground)) >= 3.0,
                "edges of fields on {ground}"
            );
        }
    }
}
