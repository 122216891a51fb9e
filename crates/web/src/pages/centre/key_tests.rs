//! The key of the centre, asked for by a page, and the page of who left that says so.

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::tests::Desk;
use akwaba_domain::actor::Role;
use akwaba_store::projections::centre::account;

fn text(desk: &Desk, path: &str) -> String {
    let answer = desk.ask(&Request::new(Method::Get, path));
    assert_eq!(answer.status, Status::Ok, "{path}");
    answer.text_body()
}

#[test]
fn who_left_is_named_until_the_key_is_changed_and_their_account_says_how() {
    let desk = founded();
    let director = as_role(&desk, Role::Director);
    let centre = desk.site.centre;
    let find = |login: &str| desk.store.read(|tx| account::by_login(tx, centre, login));
    let gone = find(Role::Reception.code()).unwrap().unwrap();
    let path = format!("/centre/comptes/{}", gone.id);
    assert!(!text(&director, &path).contains("/centre/cle"));
    assert!(!text(&director, "/centre/cle").contains(gone.name.as_str()));
    let left = director.send(&format!("{path}/suspension"), "suspended=1&why=Partie");
    assert_eq!(left.status, Status::SeeOther);
    assert!(text(&director, &path).contains("/centre/cle"));
    assert!(text(&director, "/centre/cle").contains(gone.name.as_str()));
    // Coming back takes it away.
    director.send(&format!("{path}/suspension"), "suspended=0&why=Revenue");
    assert!(!text(&director, &path).contains("/centre/cle"));
}

#[test]
fn the_key_is_changed_by_who_gives_their_own_passphrase_and_keeps_the_rights() {
    let desk = founded();
    let refused = as_role(&desk, Role::TechnicalAdmin).send("/centre/cle", "proof=autre");
    assert_eq!(refused.status, Status::Unprocessable);
    for role in [Role::SocialWorker, Role::Reception, Role::Auditor] {
        let other = as_role(&desk, role).send("/centre/cle", "proof=autre");
        assert_eq!(other.status, Status::Forbidden, "{role:?}");
    }
}
