//! Words on how people were received, through `handle`: written down one after another, counted, and never a few of them.

use akwaba_domain::actor::Role;
use akwaba_domain::reception::Day;
use akwaba_domain::scope;
use akwaba_store::projections::satisfaction::words;

use crate::http::Status;
use crate::pages::casework::tests::{get, place, text};
use crate::pages::tests::Desk;

#[test]
fn a_box_is_emptied_slip_by_slip_and_a_month_is_told_once_there_are_enough() {
    let counter = Desk::new().by_role(Role::Reception);
    let director = counter.beside(2, Role::Director);
    assert!(text(&director, "/avis/mois").contains("Aucun avis"));
    let none = counter.send("/avis", "channel=boite&words=Rien");
    assert_eq!(none.status, Status::Unprocessable);
    assert!(
        none.text_body().contains("Rien</textarea>"),
        "what was typed stays"
    );
    let kept = "channel=boite&scale=mal&words=Attente+trop+longue";
    let next = place(&counter.send("/avis", kept));
    assert_eq!(next, "/avis?canal=boite");
    let few = text(&director, "/avis/mois");
    assert!(
        few.contains("chiffre protégé") && !few.contains("<svg class=\"bars\""),
        "{few}"
    );
    for _ in 0..9 {
        place(&counter.send("/avis", "channel=boite&scale=bien"));
        place(&counter.send("/avis", "channel=boite&scale=mal"));
    }
    let month = text(&director, "/avis/mois");
    assert!(
        month.contains("19 avis") && month.contains("<svg class=\"bars\""),
        "{month}"
    );
    assert!(month.contains("Attente trop longue"));
    assert_eq!(get(&counter, "/avis/mois").status, Status::Forbidden);
}

#[test]
fn what_was_written_twice_is_taken_back_and_counts_no_more() {
    let counter = Desk::new().by_role(Role::Reception);
    let director = counter.beside(2, Role::Director);
    for _ in 0..6 {
        place(&counter.send("/avis", "channel=oral&scale=bien"));
    }
    place(&counter.send("/avis", "channel=oral&scale=bien&words=Merci"));
    let today = Day::of(counter.now());
    let scope = scope::registry(counter.site.centre);
    let kept = counter.store.read(|tx| words(tx, scope, (today, today), 9));
    let path = format!("/avis/{}/retirer", kept.unwrap()[0].id);
    assert!(text(&director, "/avis/mois").contains("7 avis"));
    place(&counter.send(&path, ""));
    let month = text(&director, "/avis/mois");
    assert!(month.contains("6 avis") && !month.contains("Merci"));
    place(&counter.send(&path, ""));
    assert!(text(&director, "/avis/mois").contains("6 avis"), "once");
    assert!(text(&counter, "/avis/fiche").contains("Pliez"));
}
