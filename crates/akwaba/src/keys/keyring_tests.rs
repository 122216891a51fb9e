//! The keyring: who opens what, before and after the master key is another.

use super::*;
use akwaba_journal::chance::Seeded;
use akwaba_journal::holder::PrivateKey;

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

#[test]
fn a_keyring_of_a_version_to_come_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (ring, _, _) = ring(folder.path());
    let mut content = serde_json::to_value(&ring.content).unwrap();
    for (version, opens) in [(0, false), (1, true), (VERSION, true), (VERSION + 1, false)] {
        content["version"] = version.into();
        std::fs::write(&ring.path, serde_json::to_vec(&content).unwrap()).unwrap();
        assert_eq!(Keyring::load(&ring.path).is_ok(), opens, "{version}");
    }
}

/// As the first version 3 wrote it: whatever becomes of the program, no centre loses its keys.
#[test]
fn a_keyring_that_was_written_in_november_2026_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keyring");
    std::fs::write(&path, include_bytes!("keyring-3.json")).unwrap();
    let mut ring = Keyring::load(&path).unwrap();
    assert_eq!((ring.accounts(), ring.generation()), (2, 1));
    let mut chance = Seeded::new(2_026);
    let (master, private) = (Master::fresh(&mut chance), PrivateKey::fresh(&mut chance));
    for (login, passphrase) in [
        ("awa", "sable-lagune-karite"),
        ("koffi", "riviere-tambour-mil"),
    ] {
        let opened = ring.unlock(login, passphrase).unwrap().unwrap();
        assert_eq!(opened.key().as_bytes(), master.key().as_bytes());
    }
    let kept = ring.account("awa", "sable-lagune-karite").unwrap().unwrap();
    assert_eq!(kept.as_bytes(), private.as_bytes());
    assert_eq!(ring.account_public("awa"), private.public().ok());
    assert!(
        ring.account("koffi", "riviere-tambour-mil")
            .unwrap()
            .is_none()
    );
    // What the master key vouched for then it vouches for now.
    let next = Master::fresh(&mut chance);
    let all = stay(&["awa", "koffi"]);
    assert!(ring.under((&master, &next), 2, &all, &mut chance).is_ok());
    // The keys of one slot are bound to it: in another one they are nothing.
    let moved = ring.content.slots[0].account.clone();
    assert!(moved.is_some());
    ring.content.slots[1].account = moved;
    assert!(
        ring.account("koffi", "riviere-tambour-mil")
            .unwrap()
            .is_none()
    );
}

#[test]
fn several_passphrases_are_given_at_once_and_each_slot_is_replaced_once() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ring, master, mut chance) = ring(folder.path());
    let three: [(&str, Zeroizing<String>); 3] = [
        ("koffi", "riviere-tambour-mil".to_owned().into()),
        ("awa", "vent-sel-pirogue".to_owned().into()),
        ("koffi", "mil-tambour-riviere".to_owned().into()),
    ];
    ring.set_all(&three, &master, &mut chance).unwrap();
    assert_eq!(ring.accounts(), 2);
    for (login, passphrase, opens) in [
        ("awa", "sable-lagune-karite", false),
        ("awa", "vent-sel-pirogue", true),
        ("koffi", "riviere-tambour-mil", false),
        ("koffi", "mil-tambour-riviere", true),
    ] {
        let opened = ring.unlock(login, passphrase).unwrap();
        assert_eq!(opened.is_some(), opens, "{login} {passphrase}");
    }
    ring.remove("koffi").unwrap();
    assert_eq!(
        (
            ring.accounts(),
            Keyring::load(&ring.path).unwrap().accounts()
        ),
        (1, 1)
    );
}

/// The keys of an account are kept in a slot that is a pair: one from before holds the master key itself.
#[test]
fn no_keys_of_an_account_are_kept_in_a_slot_from_before_or_with_a_wrong_passphrase() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ring, master, mut chance) = ring(folder.path());
    make_older(&mut ring, "koffi", "riviere-tambour-mil", &master);
    let mut ring = Keyring::load(&ring.path).unwrap();
    let private = PrivateKey::fresh(&mut chance);
    for (login, passphrase, kept) in [
        ("koffi", "riviere-tambour-mil", false),
        ("awa", "riviere-tambour-mil", false),
        ("yao", "sable-lagune-karite", false),
        ("awa", "sable-lagune-karite", true),
    ] {
        let done = ring.keep_account(login, passphrase, &private, &mut chance);
        assert_eq!(done.unwrap(), kept, "{login}");
        assert_eq!(ring.account_public(login).is_some(), kept, "{login}");
        assert_eq!(ring.account(login, passphrase).unwrap().is_some(), kept);
    }
    // Whoever changes theirs leaves the slots of the others as they are.
    let new = ("sable-lagune-karite", "pirogue-sel-vent");
    assert!(ring.change("awa", new, &master, &mut chance).unwrap());
    assert_eq!(ring.accounts(), 2);
    assert!(
        ring.unlock("koffi", "riviere-tambour-mil")
            .unwrap()
            .is_some()
    );
    assert!(ring.unlock("awa", "sable-lagune-karite").unwrap().is_none());
    let kept = ring.account("awa", "pirogue-sel-vent").unwrap().unwrap();
    assert_eq!(kept.as_bytes(), private.as_bytes());
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

/// Sealing again is for slots that the master key vouched for: what somebody put in stays to stop the next change.
#[test]
fn a_slot_of_version_2_that_somebody_put_in_is_not_sealed_again() {
    let folder = tempfile::tempdir().unwrap();
    let (mut ring, master, mut chance) = ring(folder.path());
    ring.set("koffi", "riviere-tambour-mil", &master, &mut chance)
        .unwrap();
    assert!(!ring.has_former_envelopes());
    let mut ring = make_former(&ring, &master);
    let (_, theirs) = envelope::fresh(&mut chance);
    let forged = ring.content.slots[0].pair.as_mut().unwrap();
    forged.public = hex(theirs.as_bytes());
    ring.renew_envelopes(&master, &mut chance).unwrap();
    let how = |at: usize| ring.content.slots[at].pair.as_ref().unwrap().envelope;
    assert_eq!((how(0), how(1)), (Envelope::Former, Envelope::Hpke));
    assert!(ring.has_former_envelopes());
}

/// What was sealed with a half of small order would open for everybody.
#[test]
fn what_was_sealed_by_a_half_of_small_order_does_not_open() {
    let (private, public) = envelope::fresh(&mut Seeded::new(1));
    let said = [[0; 64].as_slice(), public.as_bytes()].concat();
    let anybodys = blake3::derive_key("akwaba 2026 sealed to a slot 1", &said);
    let forged = Key::new(anybodys).wrap(&[7; 32], b"slot", &mut Seeded::new(2));
    let forged = [[0; 32].as_slice(), &forged.unwrap()].concat();
    assert!(crate::keys::pair::open(&private, &forged, b"slot").is_none());
    for length in [0, 31, 32] {
        assert!(crate::keys::pair::open(&private, &forged[..length], b"slot").is_none());
    }
}
