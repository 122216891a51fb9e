//! The files every page uses: one style, one script, one mark. Embedded, and addressed by their content so that a
//! browser keeps them for a year and never shows an old one with a new page.

use std::sync::OnceLock;

use crate::http::Response;

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

/// The file at a path. Only an address with the current version is kept by the browser.
#[must_use]
pub fn find(path: &str, query: &str) -> Option<Response> {
    let asset = ASSETS.iter().find(|asset| asset.path == path)?;
    let response = Response::asset(asset.kind, asset.bytes);
    if query.strip_prefix("v=") == Some(version()) {
        return Some(response);
    }
    let mut response = response;
    response
        .headers
        .retain(|(name, _)| *name != "cache-control");
    Some(response.header("cache-control", "no-cache"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_current_version_is_kept() {
        let kept = find("/assets/style.css", &format!("v={}", version())).unwrap();
        assert!(kept.get("cache-control").unwrap().contains("immutable"));
        for query in ["", "v=0", "v="] {
            let fresh = find("/assets/style.css", query).unwrap();
            assert_eq!(fresh.get("cache-control"), Some("no-cache"));
        }
        assert!(find("/assets/other.css", "").is_none());
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
            assert!(
                asset.bytes.len() < 28 * 1024,
                "{} is {} bytes",
                asset.path,
                asset.bytes.len()
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
