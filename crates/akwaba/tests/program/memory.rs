//! The memory of the program while the protected space is open, and once it is closed by the key that hides the screen, by
//! signing out, and by being left alone: no key then, no passphrase, and nothing of what was written or read inside.
//!
//! All that the process can read of itself is searched, as whoever froze the machine would. The keys are those that
//! the passphrase opens in the files of the centre; that they are found while the space is open shows that the search finds.

use crate::browser::Browser;
use crate::place::Place;
use akwaba_journal::envelope::{self, Purpose};
use akwaba_journal::holder::PrivateKey;
use akwaba_journal::seal::Key;
use akwaba_store::{Store, sealed};
use argon2::{Algorithm, Argon2, Params, Version};
use memchr::memmem;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::time::Duration;

/// The passphrase that the director chooses: nobody else has seen it.
const OWN: &str = "sept-pirogues-vertes-sans-rame";
/// After so long alone the space closes, in this test.
const IDLE_SECONDS: &str = "4";
/// Threads and connections end on their own after the answer: so many looks at memory until it must be clean.
const LOOKS: u32 = 15;
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// Something that memory must not hold, and what to call it.
struct Secret {
    name: String,
    bytes: Vec<u8>,
}

impl Secret {
    fn new(name: impl Into<String>, bytes: &[u8]) -> Self {
        let (name, bytes) = (name.into(), bytes.to_vec());
        Self { name, bytes }
    }
}

fn unhex(text: &serde_json::Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    let pairs = (0..text.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

/// Every key that this passphrase leads to, as the program finds them: in the keyring, then in the database.
fn keys(place: &Place, passphrase: &str) -> Vec<Secret> {
    let keyring = fs::read(place.data().join("keyring")).unwrap();
    let keyring: serde_json::Value = serde_json::from_slice(&keyring).unwrap();
    let mut found = Vec::new();
    for slot in keyring["slots"].as_array().unwrap() {
        let number = |name: &str| u32::try_from(slot["strength"][name].as_u64().unwrap()).unwrap();
        let work = Params::new(number("memory_kib"), number("passes"), 1, Some(32)).unwrap();
        let mut stretched = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, work)
            .hash_password_into(passphrase.as_bytes(), &unhex(&slot["salt"]), &mut stretched)
            .unwrap();
        let name = slot["name"].as_str().unwrap();
        let bound = |what: &str| format!("{name} {what}").into_bytes();
        let opened = Key::new(stretched).unwrap(&unhex(&slot["wrapped"]), &bound("private"));
        // The slot of another account.
        let Ok(of_slot) = opened else { continue };
        let of_slot = Key::from_slice(&of_slot).unwrap();
        let under = blake3::derive_key(
            "akwaba 2026 keys of an account in a slot 1",
            of_slot.as_bytes(),
        );
        let wrapped = unhex(&slot["account"]["wrapped"]);
        let private = Key::new(under).unwrap(&wrapped, &bound("account")).unwrap();
        let (opens, signs) = private.split_at(32);
        found.extend([
            Secret::new("what Argon2id gave", &stretched),
            Secret::new("the key of the slot", of_slot.as_bytes()),
            Secret::new("what wraps the keys of the account", &under),
            Secret::new("the private key that opens", opens),
            Secret::new("the private key that signs", signs),
        ]);
        let purpose = Purpose {
            info: b"akwaba 2026 master key of a slot 2",
            bound: name.as_bytes(),
            house: None,
        };
        let master = envelope::open(&of_slot, purpose, &unhex(&slot["pair"]["sealed"])).unwrap();
        let database = blake3::derive_key("akwaba 2026 database file 1", &master);
        let private = PrivateKey::from_slice(&private).unwrap();
        let path = place.data().join("centre.db");
        let store = Store::open_sqlite(&path, Some(&Key::new(database))).unwrap();
        let held = store.read(|tx| sealed::held(tx, &private)).unwrap();
        found.extend(held.iter().map(|held| {
            let name = format!("the key of a file, epoch {}", held.epoch);
            Secret::new(name, held.key.as_bytes())
        }));
    }
    found
}

/// Where each of these stands in what a process can read of itself.
fn remembered(process: u32, secrets: &[Secret]) -> Vec<Vec<String>> {
    let mapped = || fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
    let maps = mapped();
    let memory = File::open(format!("/proc/{process}/mem")).unwrap();
    let mut found: Vec<Vec<String>> = secrets.iter().map(|_| Vec::new()).collect();
    for line in maps.lines() {
        let mut words = line.split_whitespace();
        let (from, to) = words.next().unwrap().split_once('-').unwrap();
        if !words.next().unwrap().starts_with('r') {
            continue;
        }
        let from = u64::from_str_radix(from, 16).unwrap();
        let size = u64::from_str_radix(to, 16).unwrap() - from;
        let mut bytes = vec![0; usize::try_from(size).unwrap()];
        // A thread may have ended since, and what the system keeps to itself in there ([vvar]) is never written by
        // the program.
        if memory.read_exact_at(&mut bytes, from).is_err() {
            let still = line.contains("rw") && mapped().lines().any(|now| now == line);
            assert!(!still, "not read: {line}");
            continue;
        }
        for (secret, places) in secrets.iter().zip(&mut found) {
            let name = line.split_whitespace().nth(5).unwrap_or("anonymous");
            let at = memmem::find_iter(&bytes, &secret.bytes);
            places.extend(at.map(|at| format!("{name} {:x}", from + at as u64)));
        }
    }
    found
}

/// Fails while the process still holds one of these once it had the time to let go.
fn forgotten(process: u32, secrets: &[Secret], looks: u32, how: &str) {
    for left in (0..looks).rev() {
        let found = remembered(process, secrets);
        let kept: Vec<String> = secrets
            .iter()
            .zip(&found)
            .filter(|(_, places)| !places.is_empty())
            .map(|(secret, places)| format!("{}: {places:?}", secret.name))
            .collect();
        if kept.is_empty() {
            return;
        }
        assert!(
            left > 0,
            "closed by {how}, and memory holds\n{}",
            kept.join("\n")
        );
        std::thread::sleep(BETWEEN_LOOKS);
    }
}

/// Enters, begins a file, writes, reads and looks for it: what was written and typed.
fn work(browser: &mut Browser, round: usize) -> Vec<Secret> {
    let canaries = ["awayemeni", "lagunebleue", "diguibaobab"];
    let [name, note, wanted] = canaries.map(|word| format!("canari{word}{round}tambour"));
    browser.get("/espace");
    let entered = browser.send("/espace", &[("passphrase", OWN)]);
    assert_eq!(
        entered.header("location"),
        Some("/aujourdhui"),
        "{}",
        entered.text()
    );
    browser.get("/espace/nouveau");
    let begun = browser.send(
        "/espace/nouveau",
        &[("procedure", "P14"), ("whose", "code")],
    );
    let step = begun.header("location").unwrap().to_owned();
    let case = step.split("/etapes/").next().unwrap().to_owned();
    let notes = format!("{case}/notes");
    for words in [format!("{name} est venue."), format!("Dit : « {note} »")] {
        browser.get(&notes);
        let noted = browser.send(&notes, &[("note", &words)]);
        assert_eq!(noted.status, 303, "{}", noted.text());
    }
    let page = browser.get(&notes).text();
    assert!(page.contains(&name) && page.contains(&note), "{page}");
    for path in ["/aujourdhui", "/dossiers", &case, &step] {
        assert_eq!(browser.get(path).status, 200, "{path}");
    }
    browser.send("/espace/dossiers", &[("q", &wanted)]);
    [name, note, wanted]
        .iter()
        .map(|word| Secret::new(word.as_str(), word.as_bytes()))
        .collect()
}

#[test]
fn closed_by_key_by_signing_out_or_by_itself_memory_holds_no_key_and_nothing_of_a_file() {
    let place = Place::founded();
    let served = place.serve_with(&["--protected-idle", IDLE_SECONDS]);
    let mut browser = Browser::at(&served.address());
    browser.keeps_its_connection();
    let given = place.passphrases[0].as_str();
    browser.sign_in("directrice", given);
    let change = [("present", given), ("new", OWN), ("again", OWN)];
    let changed = browser.send("/mon-compte/phrase", &change);
    assert_eq!(changed.status, 303, "{}", changed.text());
    for (round, how) in ["the key", "signing out", "itself"].into_iter().enumerate() {
        let mut secrets = work(&mut browser, round);
        let open = remembered(served.process(), &secrets);
        assert!(
            open.iter().take(2).all(|places| !places.is_empty()),
            "the search does not find what is open"
        );
        let keys = keys(&place, OWN);
        let held = remembered(served.process(), &keys);
        let found = |name: &str| {
            let mut both = keys.iter().zip(&held);
            both.any(|(key, places)| key.name.contains(name) && !places.is_empty())
        };
        assert!(found("private key that opens") && found("key of a file"));
        secrets.extend(keys);
        secrets.push(Secret::new("the passphrase", OWN.as_bytes()));
        match round {
            0 => {
                let hidden = browser.send("/masquer", &[]);
                assert!(hidden.header("location").unwrap().starts_with("/masque"));
                forgotten(served.process(), &secrets, LOOKS, how);
                browser.get("/masque?retour=%2Fespace");
                let back = browser.send("/masque", &[("passphrase", OWN), ("retour", "/espace")]);
                assert_eq!(back.status, 303, "{}", back.text());
            }
            1 => {
                assert_eq!(browser.send("/deconnexion", &[]).status, 303);
                forgotten(served.process(), &secrets, LOOKS, how);
                browser.sign_in("directrice", OWN);
            }
            _ => {
                // Four seconds alone, and one until somebody looks.
                forgotten(served.process(), &secrets, 4 * LOOKS, how);
            }
        }
    }
}
