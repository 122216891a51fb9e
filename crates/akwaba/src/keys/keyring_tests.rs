//! The keyring: who opens what, before and after the master key is another.

use super::*;
use akwaba_journal::chance::Seeded;

fn ring(folder: &Path) -> (Keyring, Master, Seeded) {
    let mut chance = Seeded::new(7);
    let mut ring = Keyring::new(
        &folder.join("keyring"),
        Strength::DEMONSTRATION,
        &mut chance,
    );
    let master = Master::fresh(&mut chance);
    ring.set("awa", "sable-lagune-karite", &master, &mut chance)
        .unwrap();
    (ring, master, chance)
}

#[test]
fn a_right_passphrase_opens_the_same_master_key_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (_, master, _) = ring(folder.path());
    let ring = Keyring::load(&folder.path().join("keyring")).unwrap();
    let opened = ring.unlock("Awa ", "sable-lagune-karite").unwrap().unwrap();
    assert_eq!(opened.database().as_bytes(), master.database().as_bytes());
    assert_ne!(
        opened.database().as_bytes(),
        opened.derive("something else").as_bytes()
    );
    assert!(ring.unlock("awa", "sable-lagune-karité").unwrap().is_none());
    assert!(ring.unlock("ama", "sable-lagune-karite").unwrap().is_none());
}

#[test]
fn a_slot_taken_away_opens_nothing_and_the_others_still_do() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ring, master, mut chance) = ring(folder.path());
    ring.set("koffi", "riviere-tambour-mil", &master, &mut chance)
        .unwrap();
    ring.remove("awa").unwrap();
    assert!(ring.unlock("awa", "sable-lagune-karite").unwrap().is_none());
    assert!(
        ring.unlock("koffi", "riviere-tambour-mil")
            .unwrap()
            .is_some()
    );
}

#[test]
fn the_file_holds_neither_names_nor_keys() {
    let folder = tempfile::tempdir().unwrap();
    let (_, master, _) = ring(folder.path());
    let text = std::fs::read_to_string(folder.path().join("keyring")).unwrap();
    assert!(!text.contains("awa") && !text.contains(&hex(master.database().as_bytes())));
}

#[test]
fn a_damaged_keyring_is_refused_and_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyring");
    std::fs::write(&path, b"{\"version\":1}").unwrap();
    assert!(matches!(
        Keyring::load(&path),
        Err(KeyringError::Unreadable(_))
    ));
    assert_eq!(std::fs::read(&path).unwrap(), b"{\"version\":1}");
}

/// A slot as they were before there were pairs: the master key under the passphrase itself.
fn make_older(ring: &mut Keyring, login: &str, passphrase: &str, master: &Master) {
    let mut chance = Seeded::new(11);
    let (name, salt) = (ring.slot_name(login), chance.sixteen());
    let key = stretch(passphrase, &salt, Strength::DEMONSTRATION).unwrap();
    let wrapped = key.wrap(master.key().as_bytes(), name.as_bytes(), &mut chance);
    let slot = Slot {
        name: name.clone(),
        salt: hex(&salt),
        strength: Strength::DEMONSTRATION,
        wrapped: hex(&wrapped.unwrap()),
        pair: None,
        account: None,
    };
    ring.content.slots.retain(|other| other.name != name);
    ring.content.slots.push(slot);
    let content = serde_json::to_value(&ring.content).unwrap();
    let mut content = content.as_object().unwrap().clone();
    content["version"] = 1.into();
    content.remove("generation");
    std::fs::write(&ring.path, serde_json::to_vec(&content).unwrap()).unwrap();
}

fn stay(logins: &[&str]) -> Vec<String> {
    logins.iter().map(|login| (*login).to_owned()).collect()
}

#[test]
fn those_who_stay_open_another_master_key_with_their_own_passphrases_and_the_others_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ring, master, mut chance) = ring(folder.path());
    for (login, passphrase) in [
        ("koffi", "riviere-tambour-mil"),
        ("yao", "pirogue-sel-vent"),
    ] {
        ring.set(login, passphrase, &master, &mut chance).unwrap();
    }
    let next = Master::fresh(&mut chance);
    let former = std::fs::read(&ring.path).unwrap();
    let mut changed = ring
        .under(
            (&master, &next),
            2,
            &stay(&["awa", "koffi", "no slot"]),
            &mut chance,
        )
        .unwrap();
    assert_eq!(
        std::fs::read(&ring.path).unwrap(),
        former,
        "not before it takes its place"
    );
    changed.take_place().unwrap();
    let ring = Keyring::load(&ring.path).unwrap();
    assert_eq!(ring.generation(), 2);
    for (login, passphrase) in [
        ("awa", "sable-lagune-karite"),
        ("koffi", "riviere-tambour-mil"),
    ] {
        let opened = ring.unlock(login, passphrase).unwrap().unwrap();
        assert_eq!(opened.database().as_bytes(), next.database().as_bytes());
    }
    assert!(ring.unlock("yao", "pirogue-sel-vent").unwrap().is_none());
    assert!(ring.unlock("awa", "riviere-tambour-mil").unwrap().is_none());
}

#[test]
fn a_slot_from_before_opens_and_must_become_a_pair_before_the_key_changes() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ring, master, mut chance) = ring(folder.path());
    make_older(&mut ring, "koffi", "riviere-tambour-mil", &master);
    let mut ring = Keyring::load(&ring.path).unwrap();
    assert_eq!(
        (
            ring.generation(),
            ring.is_older("koffi"),
            ring.is_older("awa")
        ),
        (1, true, false)
    );
    let opened = ring
        .unlock("koffi", "riviere-tambour-mil")
        .unwrap()
        .unwrap();
    assert_eq!(opened.database().as_bytes(), master.database().as_bytes());
    let all = stay(&["awa", "koffi"]);
    let next = Master::fresh(&mut chance);
    let refused = ring.under((&master, &next), 2, &all, &mut chance);
    assert!(matches!(refused, Err(KeyringError::Older(who)) if who == ["koffi"]));
    ring.set("koffi", "riviere-tambour-mil", &master, &mut chance)
        .unwrap();
    assert!(ring.under((&master, &next), 2, &all, &mut chance).is_ok());
}

#[test]
fn a_slot_that_somebody_without_the_key_put_in_stops_the_change() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ring, master, mut chance) = ring(folder.path());
    // Somebody with the disk puts their own public key in the place of Awa's.
    let (_, theirs) = envelope::fresh(&mut chance);
    for slot in &mut ring.content.slots {
        slot.pair = Master::fresh(&mut chance).vouch(&slot.name, &theirs, &mut chance);
    }
    let next = Master::fresh(&mut chance);
    let refused = ring.under((&master, &next), 2, &stay(&["awa"]), &mut chance);
    assert!(matches!(refused, Err(KeyringError::Altered(_))));
}

/// A keyring as version 2 wrote it: the master key sealed by hand to the pair of each slot.
fn make_former(ring: &Keyring, master: &Master) -> Keyring {
    let mut ring = ring.clone();
    for slot in &mut ring.content.slots {
        let pair = slot.pair.as_mut().unwrap();
        let public = <[u8; 32]>::try_from(unhex(&pair.public).unwrap()).unwrap();
        let sealed = crate::keys::pair::seal(&public, master.key(), slot.name.as_bytes());
        pair.sealed = hex(&sealed);
        pair.envelope = Envelope::Former;
    }
    let mut content = serde_json::to_value(&ring.content).unwrap();
    content["version"] = 2.into();
    for slot in content["slots"].as_array_mut().unwrap() {
        slot["pair"].as_object_mut().unwrap().remove("envelope");
    }
    std::fs::write(&ring.path, serde_json::to_vec(&content).unwrap()).unwrap();
    Keyring::load(&ring.path).unwrap()
}

#[test]
fn a_keyring_of_version_2_opens_and_is_sealed_again_without_anybodys_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let (ring, master, mut chance) = ring(folder.path());
    let mut ring = make_former(&ring, &master);
    assert!(ring.has_former_envelopes());
    let opened = ring.unlock("awa", "sable-lagune-karite").unwrap().unwrap();
    assert_eq!(opened.key().as_bytes(), master.key().as_bytes());
    ring.renew_envelopes(&opened, &mut chance).unwrap();
    let ring = Keyring::load(&ring.path).unwrap();
    assert!(!ring.has_former_envelopes());
    let opened = ring.unlock("awa", "sable-lagune-karite").unwrap().unwrap();
    assert_eq!(opened.key().as_bytes(), master.key().as_bytes());
}
