//! One's own sessions and secrets, as a browser meets them.

use crate::http::Status;
use crate::pages::bad_input::{as_role, founded};
use crate::pages::tests::Desk;
use akwaba_domain::actor::Role;
use akwaba_store::projections::centre::account;

const PASSPHRASE: &str = "cinq-mots-sans-aucun-lien";

/// Two browsers of the director, signed in, and the technical administrator's one.
fn two_browsers() -> (Desk, Desk) {
    let desk = founded();
    let admin = as_role(&desk, Role::TechnicalAdmin);
    let id = desk
        .store
        .read(|tx| account::by_login(tx, desk.site.centre, "director"))
        .unwrap()
        .unwrap()
        .id;
    let given = admin.send(&format!("/centre/comptes/{id}/phrase"), "lost=Oubli");
    let html = given.text_body();
    let after = html.split("class=\"secret\">").nth(1).unwrap();
    let first = after.split('<').next().unwrap().to_owned();
    let one = admin.unknown(71);
    sign_in(&one, &first);
    let changed = one.send_signed(
        "/mon-compte/phrase",
        &format!("present={first}&new={PASSPHRASE}&again={PASSPHRASE}"),
    );
    assert_eq!(changed.status, Status::SeeOther);
    let other = one.other_browser(72);
    sign_in(&other, PASSPHRASE);
    (one, other)
}

fn sign_in(desk: &Desk, passphrase: &str) {
    let sent = format!("login=director&passphrase={passphrase}");
    let answer = desk.send_signed("/connexion", &sent);
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text_body());
}

/// The name of the first session that a page offers to end.
fn offered(desk: &Desk) -> Option<String> {
    let html = desk.get_signed("/mon-compte").text_body();
    let after = html.split("name=\"session\" value=\"").nth(1)?;
    Some(after.split('"').next()?.to_owned())
}

#[test]
fn a_session_left_open_elsewhere_is_listed_and_ended_from_here() {
    let (one, other) = two_browsers();
    assert_eq!(other.get_signed("/accueil").status, Status::Ok);
    let name = offered(&one).unwrap();
    let ended = one.send_signed("/mon-compte/sessions/fin", &format!("session={name}"));
    assert_eq!(ended.status, Status::SeeOther);
    assert_eq!(
        other.get_signed("/accueil").get("location"),
        Some("/connexion?retour=%2Faccueil")
    );
    assert_eq!(one.get_signed("/accueil").status, Status::Ok);
    assert_eq!(offered(&one), None, "this browser's own is not offered");
}

#[test]
fn all_other_sessions_end_at_once_and_this_one_stays() {
    let (one, other) = two_browsers();
    let ended = one.send_signed("/mon-compte/sessions/autres", "");
    assert_eq!(ended.status, Status::SeeOther);
    assert_eq!(other.get_signed("/accueil").status, Status::SeeOther);
    assert_eq!(one.get_signed("/accueil").status, Status::Ok);
}

#[test]
fn nobody_ends_the_session_of_somebody_else() {
    let (one, other) = two_browsers();
    let name = offered(&one).unwrap();
    let colleague = as_role(&one, Role::Reception);
    let sent = colleague.send("/mon-compte/sessions/fin", &format!("session={name}"));
    assert_eq!(sent.status, Status::SeeOther);
    assert_eq!(other.get_signed("/accueil").status, Status::Ok);
}

#[test]
fn a_screen_taken_up_again_has_a_new_secret_and_the_former_one_opens_nothing() {
    let (one, _) = two_browsers();
    let former = one.held();
    one.send_signed("/masquer", "retour=/accueil");
    let resumed = one.send_signed(
        "/masque",
        &format!("passphrase={PASSPHRASE}&retour=/accueil"),
    );
    assert_eq!(resumed.get("location"), Some("/accueil"));
    assert_ne!(one.held(), former);
    assert_eq!(one.get_signed("/accueil").status, Status::Ok);
    one.hold(&former);
    assert_eq!(one.get_signed("/accueil").status, Status::SeeOther);
}

#[test]
fn adding_a_second_factor_asks_for_the_passphrase_and_slows_guesses_down() {
    let (one, _) = two_browsers();
    let begin =
        |proof: &str| one.send_signed("/mon-compte/second-facteur", &format!("proof={proof}"));
    for _ in 0..5 {
        assert_eq!(
            begin("autre-chose-que-la-phrase").status,
            Status::Unprocessable
        );
    }
    assert_eq!(
        begin(PASSPHRASE).status,
        Status::Unprocessable,
        "five failures: wait first, even with the right one"
    );
    one.later(60);
    assert_eq!(begin(PASSPHRASE).status, Status::SeeOther);
    assert!(
        one.get_signed("/mon-compte")
            .text_body()
            .contains("class=\"secret\"")
    );
}
