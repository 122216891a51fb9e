//! One's own sessions and secrets, as a browser meets them.

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::tests::Desk;
use akwaba_domain::actor::Role;
use akwaba_domain::centre::trail::{FAILURES_PER_HOUR_MAX, NOBODY};
use akwaba_journal::id::ActorId;
use akwaba_store::projections::centre::{account, trail};

const PASSPHRASE: &str = "cinq-mots-sans-aucun-lien";

/// Two browsers of the director, signed in, and the technical administrator's one.
fn two_browsers() -> (Desk, Desk) {
    let desk = founded();
    let admin = as_role(&desk, Role::TechnicalAdmin);
    let (_, first) = give(&admin);
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

/// Another passphrase for the director, given by the technical administrator.
fn give(admin: &Desk) -> (ActorId, String) {
    let found = admin
        .store
        .read(|tx| account::by_login(tx, admin.site.centre, "director"));
    let id = found.unwrap().unwrap().id;
    let given = admin.send(&format!("/centre/comptes/{id}/phrase"), "lost=Oubli");
    let html = given.text_body();
    let after = html.split("class=\"secret\">").nth(1).unwrap();
    (id, after.split('<').next().unwrap().to_owned())
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

/// The codes of the lines of the trail that say what did not go through.
fn failures(desk: &Desk) -> Vec<(ActorId, String, String)> {
    let centre = desk.site.centre;
    let lines = desk
        .store
        .read(|tx| trail::before(tx, centre, i64::MAX, 500));
    let lines = lines.unwrap().into_iter();
    lines
        .filter(|line| line.event == "failed-sign-in" || line.event == "refused")
        .map(|line| (line.account, line.event, line.route))
        .collect()
}

#[test]
fn a_failed_sign_in_is_in_the_trail_without_a_word_of_what_was_typed() {
    let (one, _) = two_browsers();
    let id = one
        .store
        .read(|tx| account::by_login(tx, one.site.centre, "director"));
    let id = id.unwrap().unwrap().id;
    let stranger = one.other_browser(73);
    stranger.send_signed("/connexion", "login=director&passphrase=autre");
    stranger.send_signed(
        "/connexion",
        "login=une-phrase-dans-le-mauvais-champ&passphrase=x",
    );
    let expected = |account| {
        (
            account,
            "failed-sign-in".to_owned(),
            "sign-in.send".to_owned(),
        )
    };
    assert_eq!(failures(&one), [expected(NOBODY), expected(id)]);
    let page = one.get_signed("/centre/trace").text_body();
    assert!(page.contains("Connexion refusée") && page.contains("Compte inconnu"));
    assert!(!page.contains("mauvais-champ"));
}

#[test]
fn a_refusal_is_in_the_trail_and_whoever_insists_does_not_fill_it() {
    let desk = founded();
    let intern = as_role(&desk, Role::Intern);
    for _ in 0..FAILURES_PER_HOUR_MAX + 15 {
        let asked = intern.ask(&Request::new(Method::Get, "/centre/trace"));
        assert_eq!(asked.status, Status::Forbidden);
    }
    let noted = failures(&desk);
    assert_eq!(i64::try_from(noted.len()).unwrap(), FAILURES_PER_HOUR_MAX);
    assert!(
        noted
            .iter()
            .all(|(_, event, route)| event == "refused" && route == "trail.list")
    );
    intern.later(3_700);
    intern.ask(&Request::new(Method::Get, "/centre/trace"));
    assert_eq!(
        failures(&desk).len(),
        noted.len() + 1,
        "an hour later it is noted again"
    );
}

#[test]
fn a_passphrase_given_and_left_unused_for_seven_days_opens_nothing() {
    let desk = founded();
    let admin = as_role(&desk, Role::TechnicalAdmin);
    let (id, given) = give(&admin);
    admin.later(7 * 24 * 3_600 + 60);
    let late = admin.unknown(74);
    let sent = late.send_signed("/connexion", &format!("login=director&passphrase={given}"));
    assert_eq!(sent.status, Status::Unprocessable);
    assert!(sent.text_body().contains("plus de sept jours"), "{id}");
}
