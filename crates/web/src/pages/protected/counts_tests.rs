//! The counts of a month through `handle`: made inside, signed out, read by the report, and telling nothing of a few.

use akwaba_domain::actor::Role;
use akwaba_domain::reports::monthly::{Figures, Month};
use akwaba_store::projections::reports as kept;

use super::tests::{begin, centre, enter, keyed, leave};
use crate::http::Status;
use crate::pages::casework::tests::{get, place, text};
use crate::pages::tests::Desk;

const COUNTS: &str = "/espace/comptes/2026-11";
const REPORT: &str = "/rapport/2026-11";
const DAY_SECONDS: u64 = 24 * 3600;

/// The value of a hidden field of a page.
fn seen(page: &str) -> String {
    let after = page.split("name=\"seen\" value=\"").nth(1);
    let after = after.expect("a form to sign");
    after.split('"').next().unwrap().to_owned()
}

fn sign(desk: &Desk) {
    let page = text(desk, COUNTS);
    let sent = desk.send(COUNTS, &format!("seen={}", seen(&page)));
    assert_eq!(place(&sent), COUNTS);
}

/// What was signed out of the month, oldest first.
fn told(desk: &Desk) -> Vec<Figures> {
    let month = Month::parse("2026-11").unwrap();
    let signed = desk
        .store
        .read(|tx| kept::signed_out(tx, desk.site.centre, month))
        .unwrap();
    signed.into_iter().map(|one| one.told.figures).collect()
}

/// In December, inside.
fn december(desk: &Desk) {
    desk.later(10 * DAY_SECONDS);
    enter(desk);
}

fn rubric(page: &str) -> String {
    let after = page.split("id=\"proteges\"").nth(1).unwrap();
    after.split("</section>").next().unwrap().to_owned()
}

#[test]
fn the_counts_of_a_month_are_seen_inside_signed_out_and_read_by_the_report() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    enter(&worker);
    for _ in 0..6 {
        begin(&worker, "");
    }
    assert!(text(&worker, COUNTS).contains("Le mois n&#39;est pas fini"));
    december(&worker);
    assert!(text(&worker, "/espace/comptes").contains("À signer"));
    let page = text(&worker, COUNTS);
    assert!(page.contains("<th scope=\"row\">P98"), "{page}");
    leave(&worker);
    assert!(rubric(&text(&worker, REPORT)).contains("Pas encore signé"));
    enter(&worker);
    sign(&worker);
    assert!(text(&worker, "/espace/comptes").contains("Signé le"));
    leave(&worker);
    let section = rubric(&text(&worker, REPORT));
    // Two lines shelter each other; that there are six in all may be told.
    assert!(
        section.contains("<td>6</td>") && section.contains('•'),
        "{section}"
    );
    assert!(
        !section.contains("href="),
        "nothing leads to what is behind"
    );
}

#[test]
fn the_counts_of_one_file_of_none_and_of_who_only_supervises_it_are_signed_alike() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    enter(&worker);
    let supervisor = super::tests::id(&worker, Role::Director);
    begin(&worker, &format!("&supervision={supervisor}"));
    december(&worker);
    december(&director);
    assert!(
        text(&director, "/dossiers").contains("P98"),
        "the director holds the file"
    );
    let whole = |page: &str| {
        page.split("Ce que vous seul voyez")
            .nth(1)
            .unwrap()
            .to_owned()
    };
    assert!(!whole(&text(&director, COUNTS)).contains("<th scope=\"row\">P98"));
    assert!(whole(&text(&worker, COUNTS)).contains("<th scope=\"row\">P98"));
    sign(&worker);
    sign(&director);
    let told = told(&worker);
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], told[1]);
    leave(&worker);
    assert!(rubric(&text(&worker, REPORT)).contains("rien ne peut en être dit"));
}

#[test]
fn a_file_that_changed_hands_after_it_was_counted_is_not_counted_again() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    enter(&worker);
    let cases: Vec<String> = (0..6).map(|_| begin(&worker, "")).collect();
    december(&worker);
    let to = super::tests::id(&worker, Role::Director);
    let give = |case: &String| {
        let given = format!("to={to}&reason=Absence");
        place(&worker.send(&format!("{case}/transmettre"), &given));
    };
    // Five of six are counted by who gives them away afterwards, and one by who got it before.
    give(&cases[0]);
    sign(&worker);
    cases[1..].iter().for_each(give);
    december(&director);
    let page = text(&director, COUNTS);
    let whole = page.split("Ce que vous seul voyez").nth(1).unwrap();
    assert!(
        whole.contains("<td>1</td>") && !whole.contains("<td>6</td>"),
        "{whole}"
    );
}

#[test]
fn nothing_is_counted_or_signed_from_outside_or_without_having_been_seen() {
    let worker = keyed(&centre(), Role::SocialWorker);
    worker.later(10 * DAY_SECONDS);
    for path in ["/espace/comptes", COUNTS] {
        assert_eq!(get(&worker, path).status, Status::NotFound, "{path}");
    }
    assert_eq!(worker.send(COUNTS, "seen=x").status, Status::NotFound);
    enter(&worker);
    assert_eq!(worker.send(COUNTS, "seen=x").status, Status::Unprocessable);
    sign(&worker);
    let page = text(&worker, COUNTS);
    let again = worker.send(COUNTS, &format!("seen={}", seen(&page)));
    assert_eq!(again.status, Status::Unprocessable);
    assert_eq!(told(&worker).len(), 1);
}
