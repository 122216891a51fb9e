//! A stolen disk shows nothing: after a day of work on an encrypted centre, none of 500 invented
//! names stands in any file that was written: database, write-ahead log, backup, keys, logs,
//! temporary files. Built with the feature `cipher` only (`cargo verify --only cipher`).
#![cfg(feature = "cipher")]

mod browser;

use browser::Browser;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

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

struct Centre {
    place: tempfile::TempDir,
    passphrase: String,
}

impl Centre {
    fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_akwaba"));
        command
            .env("TMPDIR", self.place.path().join("tmp"))
            .stdin(Stdio::null());
        command
    }

    fn data(&self) -> PathBuf {
        self.place.path().join("data")
    }

    fn found() -> Self {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("tmp")).unwrap();
        let mut centre = Self {
            place,
            passphrase: String::new(),
        };
        let init = centre
            .program()
            .args([
                "init",
                "--json",
                "--name",
                "Centre de Zokora",
                "--code",
                "ZOK",
            ])
            .args(["--director", "directrice", "--director-name", "Directrice"])
            .args([
                "--admin",
                "technique",
                "--admin-name",
                "Technique",
                "--data",
            ])
            .arg(centre.data())
            .output()
            .unwrap();
        assert!(
            init.status.success(),
            "{}",
            String::from_utf8_lossy(&init.stderr)
        );
        let told: serde_json::Value = serde_json::from_slice(&init.stdout).unwrap();
        centre.passphrase = told["accounts"][0]["passphrase"]
            .as_str()
            .unwrap()
            .to_owned();
        fs::write(centre.place.path().join("passphrase"), &centre.passphrase).unwrap();
        centre
    }

    fn serve(&self) -> (Child, String) {
        let log = fs::File::create(self.place.path().join("log")).unwrap();
        let mut child = self
            .program()
            .args(["serve", "--json", "--address", "127.0.0.1:0", "--data"])
            .arg(self.data())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let told: serde_json::Value = serde_json::from_str(&line).unwrap();
        (child, told["address"].as_str().unwrap().to_owned())
    }
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
    let centre = Centre::found();
    let (mut child, address) = centre.serve();
    let mut browser = Browser::at(&address);
    browser.sign_in("directrice", &centre.passphrase);
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
    let backup = centre
        .program()
        .args(["backup", "--account", "directrice", "--passphrase-file"])
        .arg(centre.place.path().join("passphrase"))
        .arg("--data")
        .arg(centre.data())
        .output()
        .unwrap();
    assert!(
        backup.status.success(),
        "{}",
        String::from_utf8_lossy(&backup.stderr)
    );
    // The plug is pulled: the write-ahead log stays as it is.
    child.kill().unwrap();
    child.wait().unwrap();
    fs::remove_file(centre.place.path().join("passphrase")).unwrap();
    assert_eq!(found_in(centre.place.path()), Vec::<String>::new());
    // The search itself can find: a planted name is found.
    fs::write(centre.place.path().join("planted"), canary(7)).unwrap();
    assert_eq!(found_in(centre.place.path()).len(), 1);
}
