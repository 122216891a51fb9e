//! Who may use whom: the arrows between the crates, and what every crate's manifest says.

use serde_json::Value;

use super::{Finding, Source};

/// Each crate and the crates of this workspace that it may use. Arrows point down only.
const ARROWS: &[(&str, &[&str])] = &[
    ("akwaba-journal", &[]),
    ("akwaba-tables", &[]),
    ("akwaba-paper", &[]),
    ("akwaba-pictures", &[]),
    (
        "akwaba-procedures",
        &["akwaba-journal", "akwaba-tables", "akwaba-paper"],
    ),
    ("akwaba-matching", &["akwaba-journal"]),
    (
        "akwaba-domain",
        &["akwaba-journal", "akwaba-procedures", "akwaba-matching"],
    ),
    (
        "akwaba-store",
        &[
            "akwaba-journal",
            "akwaba-procedures",
            "akwaba-matching",
            "akwaba-domain",
        ],
    ),
    (
        "akwaba-web",
        &[
            "akwaba-journal",
            "akwaba-procedures",
            "akwaba-matching",
            "akwaba-domain",
            "akwaba-store",
            "akwaba-tables",
            "akwaba-paper",
        ],
    ),
    ("akwaba", HOST),
    ("akwaba-phone", HOST),
    ("bench", HOST),
    ("xtask", &[]),
];

const HOST: &[&str] = &[
    "akwaba-journal",
    "akwaba-procedures",
    "akwaba-matching",
    "akwaba-domain",
    "akwaba-store",
    "akwaba-tables",
    "akwaba-paper",
    "akwaba-pictures",
    "akwaba-web",
];

/// The pure crates must not know a database, a network or a runtime.
const PURE: &[&str] = &[
    "akwaba-journal",
    "akwaba-procedures",
    "akwaba-matching",
    "akwaba-domain",
    "akwaba-paper",
    "akwaba-pictures",
];
const WORLDLY: &[&str] = &[
    "rusqlite",
    "postgres",
    "tokio",
    "axum",
    "getrandom",
    "rand",
    "reqwest",
    "hyper",
];

pub fn arrows(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in packages(&source.metadata) {
        let name = text(package, "name");
        let manifest = manifest(&source.metadata, package);
        let Some((_, allowed)) = ARROWS.iter().find(|(crate_, _)| *crate_ == name) else {
            found.push(Finding::at(
                &manifest,
                0,
                format!(
                    "the crate `{name}` has no place among the arrows of xtask/src/tidy/arrows.rs"
                ),
            ));
            continue;
        };
        for dependency in list(package, "dependencies") {
            let used = text(dependency, "name");
            let ours = dependency.get("path").is_some_and(Value::is_string);
            if ours && used != name && !allowed.contains(&used) {
                found.push(Finding::at(
                    &manifest,
                    0,
                    format!("`{name}` must not use `{used}`: arrows point down only"),
                ));
            }
            let dev = dependency.get("kind").and_then(Value::as_str) == Some("dev");
            if PURE.contains(&name) && !dev && WORLDLY.contains(&used) {
                found.push(Finding::at(
                    &manifest,
                    0,
                    format!("`{name}` is pure and must not use `{used}`"),
                ));
            }
        }
    }
    found
}

pub fn members(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    for package in packages(&source.metadata) {
        let path = manifest(&source.metadata, package);
        let mut want = |good: bool, what: &str| {
            if !good {
                found.push(Finding::at(&path, 0, what));
            }
        };
        want(
            text(package, "license") == "Apache-2.0",
            "write `license.workspace = true`",
        );
        want(
            text(package, "edition") == "2024",
            "write `edition.workspace = true`",
        );
        want(
            !text(package, "description").is_empty(),
            "say in `description` what the crate is for",
        );
        let publish = package.get("publish").and_then(Value::as_array);
        want(
            publish.is_some_and(Vec::is_empty),
            "write `publish.workspace = true`",
        );
        let toml = source.files.iter().find(|file| file.path == path);
        want(
            toml.is_some_and(|file| {
                file.text
                    .replace("\r\n", "\n")
                    .contains("[lints]\nworkspace = true")
            }),
            "write `[lints]` with `workspace = true`",
        );
    }
    found
}

fn packages(metadata: &Value) -> impl Iterator<Item = &Value> {
    list(metadata, "packages")
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The manifest's path from the root of the workspace.
fn manifest(metadata: &Value, package: &Value) -> String {
    let path = text(package, "manifest_path").replace('\\', "/");
    let root = text(metadata, "workspace_root").replace('\\', "/");
    path.strip_prefix(&root)
        .map_or(path.clone(), |rest| rest.trim_start_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn with(name: &str, dependencies: Value, toml: &str) -> Source {
        let mut source = Source::of(&[("crates/x/Cargo.toml", toml)]);
        source.metadata = json!({
            "workspace_root": "/r",
            "packages": [{
                "name": name, "license": "Apache-2.0", "edition": "2024", "publish": [],
                "description": "d", "manifest_path": "/r/crates/x/Cargo.toml",
                "dependencies": dependencies,
            }],
        });
        source
    }

    #[test]
    fn an_arrow_that_points_up_is_found() {
        let up = json!([{"name": "akwaba-store", "path": "/r/crates/store", "kind": null}]);
        assert_eq!(arrows(&with("akwaba-domain", up.clone(), "")).len(), 1);
        assert_eq!(arrows(&with("akwaba-web", up, "")), []);
    }

    #[test]
    fn an_arrow_that_points_up_in_tests_is_found_too() {
        let up = json!([{"name": "akwaba-store", "path": "/r/crates/store", "kind": "dev"}]);
        assert_eq!(arrows(&with("akwaba-domain", up, "")).len(), 1);
    }

    #[test]
    fn a_crate_without_a_place_is_found() {
        assert_eq!(arrows(&with("akwaba-misc", json!([]), "")).len(), 1);
    }

    #[test]
    fn a_pure_crate_that_knows_a_database_is_found() {
        let worldly = json!([{"name": "rusqlite", "kind": null}]);
        assert_eq!(arrows(&with("akwaba-domain", worldly.clone(), "")).len(), 1);
        assert_eq!(arrows(&with("akwaba-store", worldly, "")), []);
    }

    #[test]
    fn a_crate_without_the_common_lints_is_found() {
        let none = with("akwaba-web", json!([]), "[package]\n");
        assert_eq!(members(&none).len(), 1);
        let good = with("akwaba-web", json!([]), "[lints]\nworkspace = true\n");
        assert_eq!(members(&good), []);
    }
}
