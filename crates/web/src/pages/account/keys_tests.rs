//! One's own keys as a browser meets them: made at a sign-in, kept by a sheet of paper, changed after a departure.

use crate::http::Status;
use crate::pages::bad_input::founded;
use crate::pages::tests::Desk;
use akwaba_domain::centre::account::Account;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::ScopeId;
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::{self, Recipient, published};

pub(crate) const PASSPHRASE: &str = "cinq-mots-sans-aucun-lien";
pub(crate) const OTHER: &str = "une-tout-autre-phrase-neuve";

/// A centre whose accounts of these roles have a passphrase, and no keys yet.
pub(crate) fn keyed(logins: &[&str]) -> Desk {
    founded().with_account_keys(logins, PASSPHRASE)
}

/// A browser in which an account has signed in: its keys are made.
pub(crate) fn signed_in(desk: &Desk, number: u8, login: &str, passphrase: &str) -> Desk {
    let browser = desk.other_browser(number);
    let sent = format!("login={login}&passphrase={passphrase}");
    let answer = browser.send_signed("/connexion", &sent);
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text_body());
    browser
}

pub(crate) fn account(desk: &Desk, login: &str) -> Account {
    let centre = desk.site.centre;
    let found = desk.store.read(|tx| account::by_login(tx, centre, login));
    found.unwrap().unwrap()
}

pub(crate) fn recipient(desk: &Desk, login: &str) -> Option<Recipient> {
    let (centre, id) = (desk.site.centre, account(desk, login).id);
    let found = desk.store.read(|tx| published::recipient(tx, centre, id));
    found.unwrap()
}

/// A sealed file held by these accounts.
pub(crate) fn sealed_file(desk: &Desk, name: &str, logins: &[&str]) {
    let to: Vec<Recipient> = logins
        .iter()
        .filter_map(|login| recipient(desk, login))
        .collect();
    assert_eq!(to.len(), logins.len());
    let mut chance = Seeded::new(name.len() as u64);
    let made = desk
        .store
        .write(|tx| sealed::create(tx, ScopeId::named(name), &to, &mut chance));
    made.unwrap();
}

/// Of how many sealed files an account opens the present key.
pub(crate) fn opens(desk: &Desk, login: &str, passphrase: &str) -> usize {
    let private = desk.private(login, passphrase).unwrap();
    let held = desk
        .store
        .read(|tx| sealed::wraps::present_keys(tx, &private));
    held.unwrap().len()
}

fn words(html: &str) -> String {
    let lines = html.split("<li><strong>").skip(1);
    let lines: Vec<&str> = lines.map(|rest| rest.split('<').next().unwrap()).collect();
    assert_eq!(lines.len(), 4);
    lines.join("+").replace(' ', "+")
}

fn recovered(browser: &Desk, words: &str, passphrase: &str) -> Status {
    let sent = format!("words={words}&present={passphrase}");
    browser
        .send_signed("/mon-compte/cles/retrouver", &sent)
        .status
}

#[test]
fn keys_are_made_and_published_at_a_sign_in_and_follow_the_owner_to_another_passphrase() {
    let desk = keyed(&["social-worker"]);
    assert!(recipient(&desk, "social-worker").is_none());
    let browser = signed_in(&desk, 60, "social-worker", PASSPHRASE);
    let first = recipient(&desk, "social-worker");
    assert!(first.is_some());
    let sent = format!("present={PASSPHRASE}&new={OTHER}&again={OTHER}");
    let changed = browser.send_signed("/mon-compte/phrase", &sent);
    assert_eq!(changed.status, Status::SeeOther);
    assert!(desk.private("social-worker", PASSPHRASE).is_none());
    signed_in(&desk, 61, "social-worker", OTHER);
    assert_eq!(recipient(&desk, "social-worker"), first);
    // A passphrase that somebody else gave makes other keys.
    desk.give_passphrase("social-worker", PASSPHRASE);
    signed_in(&desk, 62, "social-worker", PASSPHRASE);
    assert_ne!(recipient(&desk, "social-worker"), first);
}

#[test]
fn a_recovery_sheet_gives_the_files_back_once_and_a_newer_one_cancels_it() {
    let desk = keyed(&["social-worker", "director"]);
    let browser = signed_in(&desk, 60, "social-worker", PASSPHRASE);
    let director = signed_in(&desk, 61, "director", PASSPHRASE);
    sealed_file(&desk, "a", &["social-worker", "director"]);
    sealed_file(&desk, "bb", &["director"]);
    let print = |browser: &Desk| {
        let sheet = format!("proof={PASSPHRASE}");
        browser.send_signed("/mon-compte/cles/feuille", &sheet)
    };
    let wrong = browser.send_signed("/mon-compte/cles/feuille", "proof=autre");
    assert_eq!(wrong.status, Status::Unprocessable);
    let former = words(&print(&browser).text_body());
    let latest = words(&print(&browser).text_body());
    let others = words(&print(&director).text_body());
    desk.give_passphrase("social-worker", OTHER);
    let browser = signed_in(&desk, 62, "social-worker", OTHER);
    assert_eq!(opens(&desk, "social-worker", OTHER), 0);
    for wrong in [former.as_str(), &others, "trois+mots+seulement"] {
        assert_eq!(recovered(&browser, wrong, OTHER), Status::Unprocessable);
    }
    assert_eq!(
        recovered(&browser, &latest, PASSPHRASE),
        Status::Unprocessable
    );
    assert_eq!(opens(&desk, "social-worker", OTHER), 0);
    assert_eq!(recovered(&browser, &latest, OTHER), Status::SeeOther);
    assert_eq!(opens(&desk, "social-worker", OTHER), 1);
    assert_eq!(opens(&desk, "director", PASSPHRASE), 2);
    assert_eq!(
        recovered(&browser, &latest, OTHER),
        Status::Unprocessable,
        "once"
    );
}

#[test]
fn after_a_departure_those_who_stay_give_other_keys_by_signing_in() {
    let desk = keyed(&["social-worker", "director", "technical-admin"]);
    signed_in(&desk, 60, "social-worker", PASSPHRASE);
    let director = signed_in(&desk, 61, "director", PASSPHRASE);
    let admin = signed_in(&desk, 62, "technical-admin", PASSPHRASE);
    sealed_file(&desk, "a", &["social-worker", "director"]);
    let gone = desk.private("social-worker", PASSPHRASE).unwrap();
    let path = format!(
        "/centre/comptes/{}/suspension",
        account(&desk, "social-worker").id
    );
    let left = admin.send_signed(&path, "suspended=1&why=Partie");
    assert_eq!(left.status, Status::SeeOther);
    let page = director.get_signed("/mon-compte/cles").text_body();
    assert!(page.contains("/mon-compte/cles/departs"));
    signed_in(&desk, 63, "director", PASSPHRASE);
    let page = director.get_signed("/mon-compte/cles").text_body();
    assert!(!page.contains("/mon-compte/cles/departs"));
    let held = desk.store.read(|tx| sealed::held(tx, &gone)).unwrap();
    assert!(held.is_empty());
    assert_eq!(opens(&desk, "director", PASSPHRASE), 1);
}
