//! The cash book and the store through `handle`: what is written stands, to the franc.

use akwaba_domain::actor::Role;

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::{CHAIR, open, place, publish};
use crate::pages::tests::Desk;

fn text(desk: &Desk, path: &str) -> String {
    let page = desk.ask(&Request::new(Method::Get, path));
    assert_eq!(page.status, Status::Ok, "{path}");
    page.text_body()
}

/// A centre with the four people of a cash book.
fn centre() -> (Desk, Desk, Desk) {
    let desk = publish(&founded(), CHAIR);
    (
        as_role(&desk, Role::Reception),
        as_role(&desk, Role::SocialWorker),
        as_role(&desk, Role::Director),
    )
}

/// What a page says stands in its book.
fn held(desk: &Desk, path: &str) -> String {
    let page = text(desk, path);
    let after = page.split("<p class=\"lead\">").nth(1).unwrap();
    let held = after.split("<strong>").nth(1).unwrap();
    held.split("</strong>").next().unwrap().to_owned()
}

#[test]
fn what_comes_in_and_is_handed_over_balances_to_the_franc() {
    let (counter, worker, director) = centre();
    open(&worker);
    let cash = "/caisse/especes";
    place(&counter.send(
        "/caisse/especes/entree",
        "quantity=150+000&words=Dotation+du+trimestre.",
    ));
    assert_eq!(held(&counter, cash), "150\u{202f}000\u{a0}F");
    let given = "case=1%2F2026&quantity=25000&words=Ordonnance.&proof=thumb";
    let own = worker.send("/caisse/especes/remise", given);
    assert_eq!(own.status, Status::Unprocessable);
    assert!(own.text_body().contains("Vous suivez ce dossier"));
    let receipt = place(&counter.send("/caisse/especes/remise", given));
    let paper = text(&counter, &receipt);
    assert!(paper.contains("25\u{202f}000\u{a0}F") && paper.contains("1/2026"));
    assert!(
        !paper.contains("Affoué"),
        "the counter does not learn here whose case it is"
    );
    assert!(text(&worker, &receipt).contains("Affoué"));
    assert_eq!(held(&counter, cash), "125\u{202f}000\u{a0}F");
    let more = counter.send(
        "/caisse/especes/remise",
        "case=1%2F2026&quantity=125001&words=Trop.&proof=signed",
    );
    assert_eq!(more.status, Status::Unprocessable);
    assert!(
        more.text_body().contains("Il n&#39;y a que") || more.text_body().contains("Il n'y a que")
    );
    assert_eq!(held(&director, cash), "125\u{202f}000\u{a0}F");
}

#[test]
fn nothing_is_handed_over_without_a_receipt_or_for_no_open_case() {
    let (counter, worker, _) = centre();
    let step = open(&worker);
    place(&counter.send("/caisse/especes/entree", "quantity=5000&words=Don."));
    for (fields, says) in [
        ("case=1%2F2026&quantity=500&words=X", "Sans décharge"),
        (
            "case=9%2F2026&quantity=500&words=X&proof=signed",
            "Aucun dossier",
        ),
        (
            "case=demain&quantity=500&words=X&proof=signed",
            "comme 12/2026",
        ),
        (
            "case=1%2F2026&quantity=0&words=X&proof=signed",
            "nombre entier",
        ),
        (
            "case=1%2F2026&quantity=500&words=&proof=signed",
            "quelques mots",
        ),
    ] {
        let refused = counter.send("/caisse/especes/remise", fields);
        assert_eq!(refused.status, Status::Unprocessable, "{fields}");
        assert!(refused.text_body().contains(says), "{fields}");
    }
    let case = step.split("/etapes/").next().unwrap();
    place(&worker.send(
        &format!("{case}/cloturer"),
        "criterion=part&presence=absente&reason=Partie.",
    ));
    let closed = counter.send(
        "/caisse/especes/remise",
        "case=1%2F2026&quantity=500&words=X&proof=signed",
    );
    assert!(closed.text_body().contains("Ce dossier est clos"));
    assert_eq!(held(&counter, "/caisse/especes"), "5\u{202f}000\u{a0}F");
}

#[test]
fn a_wrong_line_is_undone_once_by_the_director_and_both_stay() {
    let (counter, _, director) = centre();
    place(&counter.send("/caisse/especes/entree", "quantity=5000&words=Don."));
    let book = text(&director, "/caisse/especes");
    let undo = book
        .split("href=\"")
        .find(|part| part.contains("/annuler"))
        .unwrap();
    let undo = undo.split('"').next().unwrap().to_owned();
    assert!(!text(&counter, "/caisse/especes").contains("/annuler"));
    assert_eq!(counter.send(&undo, "words=Faux.").status, Status::Forbidden);
    assert_eq!(director.send(&undo, "words=").status, Status::Unprocessable);
    place(&director.send(&undo, "words=Compté+deux+fois."));
    assert_eq!(held(&director, "/caisse/especes"), "0\u{a0}F");
    let page = text(&director, "/caisse/especes");
    assert!(page.contains("Don.") && page.contains("Compté deux fois."));
    assert_eq!(
        director.send(&undo, "words=Encore.").status,
        Status::Unprocessable
    );
}

#[test]
fn an_article_has_a_book_of_its_own_and_a_count_shows_its_difference() {
    let (counter, _, director) = centre();
    let missing = director.send("/caisse/articles", "name=&unit=");
    assert_eq!(missing.status, Status::Unprocessable);
    place(&director.send("/caisse/articles", "name=Kit+scolaire&unit=kit"));
    let twice = director.send("/caisse/articles", "name=kit+SCOLAIRE&unit=kit");
    assert_eq!(twice.status, Status::Unprocessable);
    let list = text(&counter, "/caisse");
    let path = list
        .split("href=\"")
        .find(|part| part.contains("Kit scolaire"))
        .unwrap();
    let path = path.split('"').next().unwrap().to_owned();
    place(&counter.send(&format!("{path}/entree"), "quantity=40&words=Mairie."));
    let silent = director.send(&format!("{path}/comptage"), "quantity=38&words=");
    assert_eq!(
        silent.status,
        Status::Unprocessable,
        "a difference has a reason"
    );
    place(&director.send(
        &format!("{path}/comptage"),
        "quantity=38&words=Deux+mouill%C3%A9s.",
    ));
    assert_eq!(held(&counter, &path), "38\u{a0}kit");
    assert!(text(&counter, &path).contains("Deux mouillés."));
    assert_eq!(
        counter
            .send(&format!("{path}/comptage"), "quantity=40&words=x")
            .status,
        Status::Forbidden
    );
}

#[test]
fn a_month_carries_what_stood_before_it() {
    let (counter, _, _) = centre();
    place(&counter.send(
        "/caisse/especes/entree",
        "quantity=7000&words=Don.&day_day=30&day_month=10&day_year=2026",
    ));
    let page = text(&counter, "/caisse/especes?mois=2026-11");
    assert!(page.contains("Report") && !page.contains("Don."));
    assert!(page.contains("7\u{202f}000"));
    assert!(text(&counter, "/caisse/especes?mois=2026-10").contains("Don."));
    assert!(text(&counter, "/caisse/especes?mois=99999-1").contains("Report"));
}
