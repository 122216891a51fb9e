//! Holds the catalogues to the code: nothing missing, nothing left over, both languages alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::catalogues::CATALOGUES;
use super::{Arg, Lang, exists, text};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files(&entry, ending, out);
        } else if entry.to_string_lossy().ends_with(ending) {
            out.push(entry);
        }
    }
    out.sort();
}

fn read(folder: &Path, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    files(folder, ending, &mut found);
    found
        .into_iter()
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}

/// The messages of one language: key, then the names of its placeables.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    for catalogue in CATALOGUES {
        let mut key = String::new();
        for line in catalogue.source(lang).lines() {
            let head = line.split_once(" =").filter(|(name, _)| {
                name.starts_with(|c: char| c.is_ascii_lowercase())
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            });
            if let Some((name, _)) = head {
                assert!(
                    name.starts_with(&format!("{}-", catalogue.name)),
                    "{name} does not begin with {}-",
                    catalogue.name
                );
                key = name.to_owned();
                assert!(
                    out.insert(key.clone(), BTreeSet::new()).is_none(),
                    "{key} is written twice"
                );
            }
            let mut rest = line;
            while let Some((_, after)) = rest.split_once('$') {
                let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
                let name = &after[..end.unwrap_or(after.len())];
                out.get_mut(&key).unwrap().insert(name.to_owned());
                rest = after;
            }
        }
    }
    out
}

/// Every text between double quotes in code, and inside `{{ }}` and `{% %}` in templates, that reads like a key.
fn mentioned() -> BTreeMap<String, PathBuf> {
    let mut out = BTreeMap::new();
    let web = root();
    let mut sources = read(&web.join("src"), ".rs");
    sources.extend(read(&web.join("../domain/src"), ".rs"));
    for (path, source) in sources {
        for literal in literals(&source) {
            out.insert(literal, path.clone());
        }
    }
    for (path, source) in read(&web.join("templates"), ".html") {
        for part in source.split('{').skip(1) {
            for literal in literals(part.split('}').next().unwrap()) {
                out.insert(literal, path.clone());
            }
        }
    }
    // The macro `said!` of the problems joins three keys from one word.
    let problems = fs::read_to_string(web.join("src/problem.rs")).unwrap();
    for part in problems.split("said!(\"").skip(1) {
        let word = part.split('"').next().unwrap();
        for end in ["title", "text", "next"] {
            out.insert(format!("problem-{word}-{end}"), web.join("src/problem.rs"));
        }
    }
    out.retain(|literal, _| {
        CATALOGUES
            .iter()
            .any(|c| literal.starts_with(&format!("{}-", c.name)))
    });
    out
}

fn literals(source: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        let mut parts = line.split('"').skip(1);
        while let Some(inside) = parts.next() {
            // `format!("role-{code}")` names the family `role-`.
            let inside = inside.split_once('{').map_or(inside, |(family, _)| family);
            let like_key = inside.contains('-')
                && inside
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
            if like_key {
                out.push(inside.to_owned());
            }
            parts.next();
        }
    }
    out
}

#[test]
fn every_file_of_the_folder_is_a_catalogue_and_parses() {
    for lang in Lang::ALL {
        let mut found = Vec::new();
        files(
            &root().join("locales").join(lang.code()),
            ".ftl",
            &mut found,
        );
        let names: Vec<String> = found
            .iter()
            .map(|p| p.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        let listed: Vec<&str> = CATALOGUES.iter().map(|c| c.name).collect();
        assert_eq!(names, listed, "locales/{lang} and catalogues.rs differ");
        for catalogue in CATALOGUES {
            let source = catalogue.source(lang).to_owned();
            if let Err((_, errors)) = fluent_bundle::FluentResource::try_new(source) {
                panic!("{}.ftl ({lang}): {errors:?}", catalogue.name);
            }
        }
    }
}

#[test]
fn both_languages_have_the_same_keys_and_placeables() {
    let (fr, en) = (messages(Lang::Fr), messages(Lang::En));
    for (key, placeables) in &fr {
        let other = en
            .get(key)
            .unwrap_or_else(|| panic!("{key} is missing in English"));
        assert_eq!(placeables, other, "{key} has other placeables in English");
    }
    for key in en.keys() {
        assert!(fr.contains_key(key), "{key} is missing in French");
    }
}

#[test]
fn every_key_mentioned_exists() {
    for (literal, path) in mentioned() {
        // "role-" alone names a family of keys: see `every_key_is_used`.
        let known = exists(Lang::Fr, &literal) || literal.ends_with('-');
        assert!(
            known,
            "{} mentions {literal}, which no catalogue has",
            path.display()
        );
    }
}

#[test]
fn every_key_is_used() {
    let mentioned = mentioned();
    let unused: Vec<String> = messages(Lang::Fr)
        .into_keys()
        .filter(|key| {
            let family = mentioned
                .keys()
                .any(|m| m.ends_with('-') && key.starts_with(m.as_str()));
            !family && !mentioned.contains_key(key)
        })
        .collect();
    assert!(unused.is_empty(), "keys nobody uses: {unused:?}");
}

#[test]
fn a_missing_key_shows_in_brackets() {
    assert_eq!(
        text(Lang::Fr, &["frame", "no-such"].join("-"), &[]),
        format!("⟦{}-no-such⟧", "frame")
    );
}

#[test]
fn numbers_choose_the_plural_and_keep_their_thousands_apart() {
    let said = |n: i64| text(Lang::Fr, "parts-errors-title", &[("count", Arg::from(n))]);
    assert_ne!(said(1), said(2).replace('2', "1"));
    assert!(said(1200).contains("1\u{202f}200"));
}
