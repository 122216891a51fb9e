//! Defects that other systems of this field had to mend, tried here through `handle`. Each test bears the number under which
//! `docs/regressions.md` tells what went wrong elsewhere.

use akwaba_domain::actor::Role;
use akwaba_journal::id::ActorId;
use akwaba_store::ledger;
use akwaba_store::projections::centre::account;

use crate::http::{Method, Request, Response, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::{open, place, publish, text};
use crate::pages::tests::Desk;
use crate::routes;

const PASSPHRASE: &str = "cinq-mots-sans-aucun-lien";
const UNKNOWN: &str = "0198c0de-0000-7000-8000-000000000001";

fn get(desk: &Desk, path: &str) -> Response {
    desk.ask(&Request::new(Method::Get, path))
}

/// The director, signed in by a passphrase that is their own, and who gave the first one.
fn signed_in() -> (Desk, Desk, ActorId) {
    let desk = founded();
    let admin = as_role(&desk, Role::TechnicalAdmin);
    let centre = admin.site.centre;
    let found = admin
        .store
        .read(|tx| account::by_login(tx, centre, "director"));
    let id = found.unwrap().unwrap().id;
    let given = admin.send(&format!("/centre/comptes/{id}/phrase"), "lost=Oubli");
    let html = given.text_body();
    let after = html.split("class=\"secret\">").nth(1).unwrap();
    let first = after.split('<').next().unwrap().to_owned();
    let one = admin.other_browser(81);
    let entered = one.send_signed("/connexion", &format!("login=director&passphrase={first}"));
    assert_eq!(entered.status, Status::SeeOther);
    let own = format!("present={first}&new={PASSPHRASE}&again={PASSPHRASE}");
    assert_eq!(
        one.send_signed("/mon-compte/phrase", &own).status,
        Status::SeeOther
    );
    (one, admin, id)
}

fn account_of(desk: &Desk, id: ActorId) -> String {
    let centre = desk.site.centre;
    let found = desk.store.read(|tx| account::find(tx, centre, id));
    format!("{:?}", found.unwrap().unwrap())
}

/// Fields that a form does not have, as somebody adds them by hand, change nothing of one's account.
#[test]
fn r03_fields_that_the_form_of_ones_account_does_not_have_change_nothing() {
    let (one, _, id) = signed_in();
    let before = account_of(&one, id);
    let extra = "role=technical-admin&roles=technical-admin&grants=director&suspended=0&login=chef\
                 &name=Autre&centre=ailleurs&reach=*&must_change=0&id=1&account=1";
    let other = "une-phrase-bien-a-soi";
    let own = format!("present={PASSPHRASE}&new={other}&again={other}&{extra}");
    assert_eq!(
        one.send_signed("/mon-compte/phrase", &own).status,
        Status::SeeOther
    );
    for path in ["/mon-compte/second-facteur", "/mon-compte/sessions/autres"] {
        one.send_signed(path, &format!("proof={other}&{extra}"));
    }
    assert_eq!(account_of(&one, id), before);
}

/// What a form does not ask is not taken from it: neither who validates, nor where, nor under which id.
#[test]
fn r04_a_record_takes_nothing_that_its_form_does_not_ask() {
    let desk = founded();
    let reception = as_role(&desk, Role::Reception);
    let extra = format!(
        "validated=1&id={UNKNOWN}&scope={UNKNOWN}&centre={UNKNOWN}&linked={UNKNOWN}&actor={UNKNOWN}&duplicate=1"
    );
    let made = place(&reception.send(
        "/personnes/nouvelle",
        &format!("kind-0=given&name-0=Affou%C3%A9&confirmed=1&{extra}"),
    ));
    assert!(!made.ends_with(UNKNOWN), "an id of its own");
    let page = text(&as_role(&desk, Role::SocialWorker), &made);
    assert!(page.contains("Affoué") && !page.contains("Identité validée"));
    assert_eq!(
        get(&reception, &format!("/personnes/{UNKNOWN}")).status,
        Status::NotFound
    );
}

/// The ids of an address belong together: a part of one record is not reached through another.
#[test]
fn r05_what_belongs_to_one_record_is_not_reached_under_another() {
    let desk = Desk::new().by_role(Role::SocialWorker);
    let worker = publish(&desk, crate::pages::casework::tests::CHAIR);
    let (first, second) = (open(&worker), open(&worker));
    let case = |step: &str| step.split("/etapes/").next().unwrap().to_owned();
    let person = |name: &str| {
        let form =
            format!("kind-0=given&name-0={name}&confirmed=1&doc-kind=cni&doc-number=C0011{name}");
        place(&worker.send("/personnes/nouvelle", &form))
    };
    let (mine, other) = (person("Awa"), person("Moussa"));
    let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let entries = || worker.store.read(ledger::count).unwrap();
    let before = entries();
    for path in [
        format!("{mine}/pieces/{}", id(&other)),
        format!("{mine}/pieces/{UNKNOWN}"),
        format!("{}/etapes/{}", case(&first), id(&case(&second))),
        format!("/visas/{}/{}", id(&case(&first)), id(&case(&second))),
        format!("{mine}/rapprocher/{UNKNOWN}"),
        format!("{mine}/proches/{UNKNOWN}"),
    ] {
        let read = get(&worker, &path);
        assert!(
            matches!(read.status, Status::NotFound | Status::Forbidden),
            "{path}: {:?}",
            read.status
        );
        let sent = worker.send(&path, "decision=yes&reason=Parce+que");
        let refused = matches!(
            sent.status,
            Status::NotFound | Status::Forbidden | Status::MethodNotAllowed | Status::Unprocessable
        );
        assert!(refused, "{path}: {:?}", sent.status);
    }
    let noted = entries() - before;
    assert!(
        noted <= 8,
        "{noted} entries: more than the trail of what was read"
    );
}

/// A passphrase given to somebody else does not touch the session of who gives it.
#[test]
fn r13_giving_a_passphrase_to_somebody_else_leaves_ones_own_session_as_it_was() {
    let (director, admin, id) = signed_in();
    let secret = director.held();
    let reception = admin
        .store
        .read(|tx| account::by_login(tx, admin.site.centre, "reception"));
    let other = reception.unwrap().unwrap().id;
    assert_ne!(other, id);
    director.send_signed(&format!("/centre/comptes/{other}/phrase"), "lost=Oubli");
    assert_eq!(director.held(), secret);
    let page = director.get_signed("/mon-compte").text_body();
    assert!(page.contains("Compte director") && !page.contains("Compte reception"));
}

/// A session that was opened with rights is worth nothing on any route once the account is suspended.
#[test]
fn r27_a_session_from_before_a_suspension_opens_nothing_on_any_route() {
    let (director, admin, id) = signed_in();
    assert_eq!(director.get_signed("/accueil").status, Status::Ok);
    place(&admin.send(
        &format!("/centre/comptes/{id}/suspension"),
        "suspended=1&why=Parti",
    ));
    let secret = director.held();
    for route in routes::all() {
        let open = matches!(
            akwaba_domain::policy::need(route.name),
            Some(akwaba_domain::policy::Need::Nothing | akwaba_domain::policy::Need::Link)
        );
        if open {
            continue;
        }
        director.hold(&secret);
        let path = route.pattern.replace("{id}", UNKNOWN);
        let status = match route.method {
            Method::Post => director.send_signed(&path, "").status,
            _ => director.get_signed(&path).status,
        };
        assert!(
            matches!(status, Status::SeeOther | Status::Forbidden),
            "{}: {status:?}",
            route.name
        );
    }
}

/// After signing out neither the cookie nor the token of its forms serves again.
#[test]
fn r50_after_signing_out_the_former_secret_and_its_token_open_nothing() {
    let (director, _, _) = signed_in();
    let secret = director.held();
    assert_eq!(
        director.send_signed("/deconnexion", "").status,
        Status::SeeOther
    );
    director.hold(&secret);
    assert_eq!(director.get_signed("/accueil").status, Status::SeeOther);
    director.hold(&secret);
    let sent = director.send_signed("/personnes/nouvelle", "kind-0=given&name-0=Awa&confirmed=1");
    assert_ne!(sent.status, Status::Ok);
    assert!(
        !sent
            .get("location")
            .unwrap_or_default()
            .starts_with("/personnes/")
    );
}

/// A screen taken up again, or hidden, tells nobody whose it was.
#[test]
fn r51_a_hidden_screen_says_neither_whose_it_is_nor_of_whom_it_was() {
    let (director, _, id) = signed_in();
    assert_eq!(
        director.send_signed("/masquer", "retour=/accueil").status,
        Status::SeeOther
    );
    let page = director.get_signed("/masque").text_body();
    for told in ["Compte", "director", "Gnamien", &id.to_string()] {
        assert!(!page.contains(told), "the hidden screen says {told}");
    }
}

/// A record that is hidden from somebody and one that does not exist answer alike.
#[test]
fn r46_what_one_may_not_learn_of_answers_as_what_does_not_exist() {
    let desk = founded();
    let worker = as_role(&desk, Role::SocialWorker);
    let home = place(&worker.send("/personnes/nouvelle", "kind-0=given&name-0=Awa&confirmed=1"));
    let id = home.rsplit('/').next().unwrap();
    let body = |path: &str| {
        let answer = get(&worker, path);
        let page = answer.text_body();
        // The address of the page itself stands in its forms.
        (answer.status, page.replace(id, "ID").replace(UNKNOWN, "ID"))
    };
    let as_case = body(&format!("/dossiers/{id}"));
    assert_eq!(as_case.0, Status::NotFound);
    assert_eq!(as_case, body(&format!("/dossiers/{UNKNOWN}")));
    let as_household = body(&format!("/menages/{id}"));
    assert_eq!(as_household, body(&format!("/menages/{UNKNOWN}")));
}
