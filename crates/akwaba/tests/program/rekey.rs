//! The master key is changed after a departure: by the command and by the page. Those who stay have nothing
//! to do, and what was kept from before opens nothing new.

use crate::browser::Browser;
use crate::place::{Place, said};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn register(place: &Place, name: &str) {
    let served = place.serve();
    let mut browser = Browser::at(&served.address());
    browser.sign_in("directrice", &place.passphrases[0]);
    let name = [("kind-0", "given"), ("name-0", name), ("confirmed", "1")];
    assert_eq!(browser.send("/personnes/nouvelle", &name).status, 303);
}

/// Runs a command as the technical administrator.
fn as_technician(place: &Place, args: &[&str]) -> Output {
    let secret = place.path().join("technician");
    fs::write(&secret, &place.passphrases[1]).unwrap();
    let mut command = place.program();
    command.args(args).args(["--account", "technique"]);
    place.run(command.arg("--passphrase-file").arg(secret))
}

fn told(output: &Output) -> serde_json::Value {
    assert!(output.status.success(), "{}", said(output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn backup(place: &Place, name: &str) -> PathBuf {
    let to = place.path().join(name);
    told(&place.as_director(&["backup", "--json", "--to", to.to_str().unwrap()]));
    to
}

fn databases(place: &Place) -> Vec<String> {
    let names = fs::read_dir(place.data()).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name.ends_with(".db")).collect();
    names.sort();
    names
}

/// A backup whose keyring is the one of another backup.
fn with_keyring_of(former: &Path, new: &Path, to: &Path) {
    let line = |path: &Path| {
        let bytes = fs::read(path).unwrap();
        let mut ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let (first, second) = (ends.next().unwrap().0, ends.next().unwrap().0);
        let header: serde_json::Value = serde_json::from_slice(&bytes[first..second]).unwrap();
        (header, bytes[..=first].to_vec(), bytes[second..].to_vec())
    };
    let ((kept, ..), (mut header, magic, body)) = (line(former), line(new));
    header["keyring"] = kept["keyring"].clone();
    let forged = [magic, serde_json::to_vec(&header).unwrap(), body].concat();
    fs::write(to, forged).unwrap();
}

#[test]
fn the_key_is_changed_for_those_who_stay_and_what_was_kept_opens_nothing_new() {
    let place = Place::founded();
    let kept = fs::read(place.data().join("keyring")).unwrap();
    let former = backup(&place, "former.akwaba");
    let changed = told(&place.as_director(&["rekey", "--json"]));
    assert_eq!(changed["accounts"], 2);
    assert_eq!(changed["generation"], 2);
    let before = changed["backup"].as_str().unwrap();
    assert!(before.contains("akwaba-before-key-change-"), "{before}");
    assert_eq!(databases(&place), ["centre-2.db"]);
    // Both open it with the passphrases they had; the journal goes on and verifies.
    told(&as_technician(&place, &["journal", "verify", "--json"]));
    register(&place, "Zwoko");
    told(&place.as_director(&["journal", "verify", "--json"]));
    let found = place.as_director(&["search", "Zwoko"]);
    assert!(said(&found).contains("Zwoko"), "{}", said(&found));
    // The backups of before are what they were, under the passphrases of before.
    for path in [former.to_str().unwrap(), before] {
        told(&place.as_director(&["restore", "--dry-run", "--json", path]));
    }
    // The keyring that somebody kept opens neither a backup of now nor the database.
    let new = backup(&place, "new.akwaba");
    let forged = place.path().join("forged.akwaba");
    with_keyring_of(&former, &new, &forged);
    let refused = place.as_director(&["restore", "--dry-run", forged.to_str().unwrap()]);
    assert!(said(&refused).contains("abîmée"), "{}", said(&refused));
    fs::write(place.data().join("keyring"), kept).unwrap();
    let gone = place.as_director(&["search", "Zwoko"]);
    assert!(said(&gone).contains("abîmée"), "{}", said(&gone));
    assert_eq!(databases(&place), ["centre-2.db"], "no empty one is made");
    let data = place.data();
    fs::copy(data.join("centre-2.db"), data.join("centre.db")).unwrap();
    let closed = place.as_director(&["search", "Zwoko"]);
    assert!(!closed.status.success());
    assert!(said(&closed).contains("n'ouvre pas"), "{}", said(&closed));
}

#[test]
fn a_key_is_not_changed_beside_somebody_else_and_an_old_backup_says_that_it_brings_the_old_key() {
    let place = Place::founded();
    let former = backup(&place, "former.akwaba");
    let served = place.serve();
    let refused = place.as_director(&["rekey"]);
    assert!(
        said(&refused).contains("Arrêtez-le d'abord"),
        "{}",
        said(&refused)
    );
    served.pull();
    let changed = place.as_director(&["rekey"]);
    assert!(changed.status.success(), "{}", said(&changed));
    assert!(
        said(&changed).contains("Détruisez les sauvegardes"),
        "{}",
        said(&changed)
    );
    let restored =
        told(&place.as_director(&["restore", "--json", "--replace", former.to_str().unwrap()]));
    assert_eq!(restored["former_key"], true);
    assert_eq!(databases(&place), ["centre.db"]);
    let again = told(&as_technician(&place, &["rekey", "--json"]));
    assert_eq!(again["generation"], 2);
}

#[test]
fn the_page_changes_the_key_while_people_work() {
    let place = Place::founded();
    let served = place.serve();
    let mut director = Browser::at(&served.address());
    director.sign_in("directrice", &place.passphrases[0]);
    let mut technician = Browser::at(&served.address());
    technician.sign_in("technique", &place.passphrases[1]);
    let wrong = director.send("/centre/cle", &[("proof", "une phrase inexacte")]);
    assert_eq!(wrong.status, 422);
    assert_eq!(databases(&place), ["centre.db"]);
    let done = director.send("/centre/cle", &[("proof", &place.passphrases[0])]);
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(databases(&place), ["centre-2.db"]);
    // Those who are signed in go on, and what they write is there after a start.
    let name = [("kind-0", "given"), ("name-0", "Zwaka"), ("confirmed", "1")];
    assert_eq!(director.send("/personnes/nouvelle", &name).status, 303);
    assert_eq!(technician.get("/centre/comptes").status, 200);
    let trail = director.get("/centre/trace").text();
    assert!(trail.contains("Clé du centre changée"), "{trail}");
    served.pull();
    let found = place.as_director(&["search", "Zwaka"]);
    assert!(said(&found).contains("Zwaka"), "{}", said(&found));
}
