//! A stolen disk shows nothing: after a day of work on an encrypted centre, none of 500 invented
//! names stands in any file that was written: database, write-ahead log, backup, keys, logs,
//! temporary files. Built with the feature `cipher` only (`cargo verify --only cipher`).

use crate::browser::Browser;
use crate::place::{Place, said};
use std::fs;
use std::path::{Path, PathBuf};

/// Names that a stolen disk must not show.
const CANARIES: usize = 500;

fn canary(index: usize) -> String {
    // Letters only, so that it is a name; unlike any other text, so that finding it is a proof.
    let letters: String = format!("{index:03}")
        .chars()
        .map(|digit| char::from(b'a' + u8::try_from(digit.to_digit(10).unwrap()).unwrap()))
        .collect();
    format!("Zwakanari{letters}")
}

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else {
            into.push(path);
        }
    }
}

/// The canaries found in the files below a folder, as they are and in UTF-16.
fn found_in(folder: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    files(folder, &mut paths);
    let wide = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let stem = b"zwakanari".to_vec();
    let wide_stem = wide("zwakanari");
    let mut found = Vec::new();
    for path in paths {
        let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
        let has = |stem: &[u8]| bytes.windows(stem.len()).any(|window| window == stem);
        if has(&stem) || has(&wide_stem) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn a_stolen_disk_shows_none_of_500_names_after_a_day_of_work() {
    let centre = Place::founded();
    let served = centre.serve();
    let mut browser = Browser::at(&served.address());
    browser.sign_in("directrice", &centre.passphrases[0]);
    for index in 0..CANARIES {
        let name = canary(index);
        if index % 5 == 0 {
            browser.send(
                "/accueil/arrivee",
                &[
                    ("name", &name),
                    ("sex", "f"),
                    ("age", "31"),
                    ("place", &name),
                    ("reason", &format!("Parle de {name}")),
                ],
            );
        } else {
            let answer = browser.send(
                "/personnes/nouvelle",
                &[
                    ("kind-0", "given"),
                    ("name-0", &name),
                    ("sex", "female"),
                    ("birth-age", "40"),
                    ("confirmed", "1"),
                ],
            );
            assert_eq!(answer.status, 303, "{}", answer.text());
        }
    }
    // The names are there for those entitled: the search finds one that was just written.
    let seen = browser.get_fragment(&format!("/personnes/recherche?q={}", canary(CANARIES - 1)));
    assert!(
        seen.text().contains(&canary(CANARIES - 1)),
        "{}",
        seen.text()
    );
    let backup = centre.as_director(&["backup"]);
    assert!(backup.status.success(), "{}", said(&backup));
    // The plug is pulled: the write-ahead log stays as it is.
    served.pull();
    fs::remove_file(centre.path().join("passphrase")).unwrap();
    assert_eq!(found_in(centre.path()), Vec::<String>::new());
    // The search itself can find: a planted name is found.
    fs::write(centre.path().join("planted"), canary(7)).unwrap();
    assert_eq!(found_in(centre.path()).len(), 1);
}
