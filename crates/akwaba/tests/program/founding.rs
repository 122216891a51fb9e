//! The first opening in a browser: who holds the code of the terminal founds the centre, once.

use crate::browser::Browser;
use crate::place::Place;
use std::fs;

/// A founding as typed, without its code.
const TYPED: [(&str, &str); 8] = [
    ("name", "Centre de Zokora"),
    ("code", "zok"),
    ("kind", "cse"),
    ("ministry", "Ministère fictif"),
    ("director-name", "Awa Fictive"),
    ("director", "Awa"),
    ("admin-name", "Issa Fictif"),
    ("admin", "issa"),
];

fn with_code(code: &str) -> Vec<(&str, &str)> {
    std::iter::once(("opening", code)).chain(TYPED).collect()
}

/// The passphrases on the page that shows them once: the director's, the administrator's.
fn passphrases(page: &str) -> Vec<String> {
    let values = page
        .split("<dd>")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap());
    let words = values.filter(|value| value.split('-').count() == 6);
    words.map(str::to_owned).collect()
}

#[test]
fn an_empty_folder_is_founded_in_the_browser_and_the_page_then_dies() {
    let place = Place::empty();
    let served = place.serve();
    let code = served.told["founding_code"].as_str().unwrap().to_owned();
    let mut browser = Browser::at(&served.address());
    for path in ["/", "/connexion", "/centre/comptes"] {
        let led = browser.get(path);
        assert_eq!(
            (led.status, led.header("location")),
            (303, Some("/ouverture")),
            "{path}"
        );
    }
    assert_eq!(browser.get("/ouverture").status, 200);
    // A field to correct costs nothing: what was typed comes back, and the code still serves.
    let mut lacking = with_code(&code);
    lacking.retain(|(name, _)| *name != "admin");
    let again = browser.send("/ouverture", &lacking);
    assert_eq!(again.status, 422);
    assert!(again.text().contains("Awa Fictive"), "{}", again.text());
    assert!(!place.data().join("keyring").exists());

    let done = browser.send("/ouverture", &with_code(&code));
    assert_eq!(done.status, 200, "{}", done.text());
    let shown = passphrases(&done.text());
    assert_eq!(shown.len(), 2, "{}", done.text());
    for answer in [
        browser.get("/ouverture"),
        browser.send("/ouverture", &with_code(&code)),
    ] {
        assert_eq!(answer.status, 404, "{}", answer.text());
        assert!(!answer.text().contains(&shown[0]));
    }
    browser.sign_in("awa", &shown[0]);
    assert!(browser.get("/centre").text().contains("Centre de Zokora"));
    let mut other = Browser::at(&served.address());
    other.sign_in("issa", &shown[1]);
    served.pull();

    // Neither a restart nor the journal brings the page or the passphrases back.
    let served = place.serve();
    assert!(served.told.get("founding_code").is_none());
    let mut browser = Browser::at(&served.address());
    assert_eq!(browser.get("/ouverture").status, 404);
    browser.sign_in("awa", &shown[0]);
}

#[test]
fn a_wrong_code_founds_nothing_and_guessing_gets_slower() {
    let place = Place::empty();
    let served = place.serve();
    let code = served.told["founding_code"].as_str().unwrap().to_owned();
    let mut browser = Browser::at(&served.address());
    browser.get("/ouverture");
    for _ in 0..5 {
        let wrong = browser.send("/ouverture", &with_code("AAAA-BBBB-CCCC"));
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text().contains("pas celui de la fenêtre"),
            "{}",
            wrong.text()
        );
    }
    let slowed = browser.send("/ouverture", &with_code(&code));
    assert_eq!(slowed.status, 422);
    assert!(slowed.text().contains("Attendez"), "{}", slowed.text());
    assert!(!place.data().join("keyring").exists());
}

#[test]
fn a_code_is_worth_nothing_after_a_restart() {
    let place = Place::empty();
    let served = place.serve();
    let old = served.told["founding_code"].as_str().unwrap().to_owned();
    served.pull();
    let served = place.serve();
    assert_ne!(served.told["founding_code"].as_str(), Some(old.as_str()));
    let mut browser = Browser::at(&served.address());
    browser.get("/ouverture");
    assert_eq!(browser.send("/ouverture", &with_code(&old)).status, 422);
    assert!(!place.data().join("keyring").exists());
}

#[test]
fn a_form_without_the_token_of_its_page_founds_nothing() {
    let place = Place::empty();
    let served = place.serve();
    let code = served.told["founding_code"].as_str().unwrap().to_owned();
    let mut browser = Browser::at(&served.address());
    assert_eq!(browser.send("/ouverture", &with_code(&code)).status, 403);
    assert!(!place.data().join("keyring").exists());
}

#[test]
fn a_centre_whose_keyring_was_moved_away_is_set_aside_and_not_removed() {
    let place = Place::founded();
    fs::remove_file(place.data().join("keyring")).unwrap();
    let held = fs::read(place.data().join("centre.db")).unwrap();
    let served = place.serve();
    let code = served.told["founding_code"].as_str().unwrap().to_owned();
    let mut browser = Browser::at(&served.address());
    browser.get("/ouverture");
    assert_eq!(browser.send("/ouverture", &with_code(&code)).status, 200);
    let aside = fs::read_dir(place.data())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("before-founding-")
        })
        .unwrap();
    assert_eq!(fs::read(aside.join("centre.db")).unwrap(), held);
}
