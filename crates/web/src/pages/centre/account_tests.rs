//! Nobody acts as somebody else: another passphrase takes two administrators, and serves once.

use crate::http::{Method, Request, Status, percent};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::tests::Desk;
use akwaba_domain::actor::Role;
use akwaba_store::projections::centre::account;

fn id(desk: &Desk, role: Role) -> String {
    let centre = desk.site.centre;
    let found = desk
        .store
        .read(|tx| account::by_login(tx, centre, role.code()));
    found.unwrap().unwrap().id.to_string()
}

fn page(desk: &Desk, path: &str) -> String {
    let answer = desk.ask(&Request::new(Method::Get, path));
    assert_eq!(answer.status, Status::Ok, "{path}");
    answer.text_body()
}

/// The tag of the open request on a page.
fn request(html: &str) -> String {
    let after = html.split("name=\"request\" value=\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

/// The passphrase that a page shows once.
fn shown(html: &str) -> Option<String> {
    let after = html.split("class=\"secret\">").nth(1)?;
    Some(after.split('<').next()?.to_owned())
}

#[test]
fn a_new_passphrase_needs_a_second_administrator_and_only_they_see_it() {
    let desk = founded();
    let (admin, director) = (
        as_role(&desk, Role::TechnicalAdmin),
        as_role(&desk, Role::Director),
    );
    let path = format!("/centre/comptes/{}", id(&desk, Role::Reception));
    let asked = admin.send(&format!("{path}/phrase"), "lost=Oubli");
    assert_eq!(
        asked.status,
        Status::SeeOther,
        "no passphrase is shown to who asks"
    );
    // Who asked sees that it waits, and may not confirm.
    assert!(!page(&admin, &path).contains("name=\"request\""));
    let tag = percent::encode(&request(&page(&director, &path)));
    let decision = format!("request={tag}&decision=grant");
    let own = admin.send(&format!("{path}/phrase/decision"), &decision);
    assert_eq!(own.status, Status::Forbidden);
    let given = director.send(&format!("{path}/phrase/decision"), &decision);
    assert_eq!(given.status, Status::Ok);
    assert!(shown(&given.text_body()).is_some());
    // Once ruled on, the request is closed.
    let again = director.send(&format!("{path}/phrase/decision"), &decision);
    assert_eq!(again.status, Status::Unprocessable);
}

#[test]
fn a_refused_reset_gives_nothing() {
    let desk = founded();
    let (admin, director) = (
        as_role(&desk, Role::TechnicalAdmin),
        as_role(&desk, Role::Director),
    );
    let path = format!("/centre/comptes/{}", id(&desk, Role::Reception));
    admin.send(&format!("{path}/phrase"), "lost=Oubli");
    let tag = percent::encode(&request(&page(&director, &path)));
    let refused = director.send(
        &format!("{path}/phrase/decision"),
        &format!("request={tag}&decision=refuse"),
    );
    assert_eq!(refused.status, Status::SeeOther);
    assert!(!page(&director, &path).contains("name=\"request\""));
}

#[test]
fn where_nobody_else_can_confirm_one_administrator_is_enough_and_says_why() {
    let desk = founded();
    let admin = as_role(&desk, Role::TechnicalAdmin);
    // The director, the only other administrator, is whom it is about.
    let path = format!("/centre/comptes/{}/phrase", id(&desk, Role::Director));
    assert_eq!(admin.send(&path, "").status, Status::Unprocessable);
    let given = admin.send(&path, "lost=Oubli");
    assert_eq!(given.status, Status::Ok);
    assert!(shown(&given.text_body()).is_some());
}

#[test]
fn a_passphrase_given_by_somebody_opens_one_page_until_it_is_changed() {
    let desk = founded();
    let admin = as_role(&desk, Role::TechnicalAdmin);
    let path = format!("/centre/comptes/{}/phrase", id(&desk, Role::Director));
    let passphrase = shown(&admin.send(&path, "lost=Oubli").text_body()).unwrap();
    let director = admin.unknown(77);
    let signed_in = director.send_signed(
        "/connexion",
        &format!("login=director&passphrase={passphrase}"),
    );
    assert_eq!(signed_in.status, Status::SeeOther);
    for path in [
        "/",
        "/accueil",
        "/personnes",
        "/centre/comptes",
        "/a-propos",
    ] {
        let led = director.get_signed(path);
        assert_eq!(
            (led.status, led.get("location")),
            (Status::SeeOther, Some("/mon-compte")),
            "{path}"
        );
    }
    let kept_out =
        director.send_signed("/personnes/nouvelle", "kind-0=given&name-0=Awa&confirmed=1");
    assert_eq!(kept_out.status, Status::Forbidden);
    let own = director.get_signed("/mon-compte").text_body();
    assert!(
        own.contains("Choisissez votre propre phrase") && !own.contains("second-facteur"),
        "{own}"
    );
    let change = |new: &str| {
        director.send_signed(
            "/mon-compte/phrase",
            &format!("present={passphrase}&new={new}&again={new}"),
        )
    };
    assert_eq!(
        change(&passphrase).status,
        Status::Unprocessable,
        "the same is no change"
    );
    assert_eq!(change("cinq-mots-sans-aucun-lien").status, Status::SeeOther);
    assert_eq!(director.get_signed("/accueil").status, Status::Ok);
}
