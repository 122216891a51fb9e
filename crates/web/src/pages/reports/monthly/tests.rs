//! The monthly report through `handle`: counted, opened, commented, signed, corrected, sent.

use akwaba_domain::actor::{Actor, Grant, Reach, Role};
use akwaba_journal::id::{ActorId, CentreId};

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::{CHAIR, get, open, place, publish, text};
use crate::pages::tests::Desk;

const MONTH: &str = "/rapport/2026-11";
const DAY_SECONDS: u64 = 24 * 3600;
const AID: &str = "case=1%2F2026&quantity=25000&words=Ordonnance.&proof=thumb";

/// A centre in which a case was opened and helped in November.
fn november() -> Desk {
    let desk = publish(&founded(), CHAIR);
    let worker = as_role(&desk, Role::SocialWorker);
    open(&worker);
    let counter = as_role(&worker, Role::Reception);
    let came = "quantity=150000&words=Dotation.";
    place(&counter.send("/caisse/especes/entree", came));
    place(&counter.send("/caisse/especes/remise", AID));
    counter
}

/// The director of that centre, some days later.
fn director(desk: &Desk, days: u64) -> Desk {
    let director = as_role(desk, Role::Director);
    director.later(days * DAY_SECONDS);
    director
}

/// The value of a hidden field of a page.
fn seen(page: &str) -> String {
    let after = page
        .split("name=\"seen\" value=\"")
        .nth(1)
        .expect("a form to sign");
    after.split('"').next().unwrap().to_owned()
}

/// Signs a month with these fields beside what was seen.
fn sign(director: &Desk, fields: &str) -> crate::http::Response {
    let path = format!("{MONTH}/signature");
    let page = text(director, &path);
    director.send(&path, &format!("seen={}&{fields}", seen(&page)))
}

#[test]
fn a_month_counts_itself_and_a_figure_opens_the_list_behind_it_whose_reading_is_noted() {
    let desk = november();
    let director = director(&desk, 0);
    assert!(text(&director, "/rapport").contains("novembre\u{a0}2026"));
    let page = text(&director, MONTH);
    assert!(page.contains("Pose d") || page.contains("P99"), "{page}");
    assert!(page.contains("25\u{202f}000\u{a0}F") && page.contains("125\u{202f}000\u{a0}F"));
    assert!(
        page.contains("Non tenu"),
        "a rubric without a source says so"
    );
    let behind = format!("{MONTH}/procedures/P99");
    assert!(page.contains(&behind));
    let list = text(&director, &behind);
    assert!(list.contains("1/2026") && list.contains("Affoué") && list.contains("1 ligne"));
    assert!(text(&director, &format!("{behind}?selon=etat&part=clos")).contains("0 ligne"));
    assert!(text(&director, &format!("{MONTH}/secours/total")).contains("/caisse/especes"));
    assert!(text(&director, "/centre/trace").contains("Fiche lue"));
    for none in ["procedures/P07", "rien/P99", "delais-x/total"] {
        let page = get(&director, &format!("{MONTH}/{none}"));
        assert_eq!(page.status, Status::NotFound, "{none}");
    }
    assert_eq!(get(&director, "/rapport/2027-01").status, Status::NotFound);
}

#[test]
fn the_counter_sees_figures_without_lists_and_nobody_else_signs() {
    let desk = november();
    let counter = as_role(&desk, Role::Reception);
    let page = text(&counter, MONTH);
    assert!(!page.contains(&format!("{MONTH}/procedures/")), "{page}");
    assert_eq!(
        get(&counter, &format!("{MONTH}/procedures/P99")).status,
        Status::Forbidden
    );
    let worker = as_role(&desk, Role::SocialWorker);
    for path in ["signature", "commentaires", "classeur", "papier"] {
        let page = get(&worker, &format!("{MONTH}/{path}"));
        assert_eq!(page.status, Status::Forbidden, "{path}");
    }
    let region = as_role(&desk, Role::RegionalSupervisor);
    assert_eq!(get(&region, MONTH).status, Status::Forbidden);
}

#[test]
fn a_month_that_is_not_over_is_not_signed() {
    let director = director(&november(), 0);
    let page = text(&director, &format!("{MONTH}/signature"));
    assert!(page.contains("Le mois n&#39;est pas fini") || page.contains("Le mois n'est pas fini"));
    assert!(!page.contains("<button class=\"button\">Signer"));
    let refused = director.send(
        &format!("{MONTH}/signature"),
        &format!("seen={}", seen(&page)),
    );
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(text(&director, MONTH).contains("En cours"));
}

#[test]
fn a_signed_report_stays_as_it_was_and_its_correction_says_what_changed() {
    let desk = november();
    let director = director(&desk, 10);
    let words = "comment-ensemble=La+route+est+coup%C3%A9e.&comment-secours=Stock+bas.";
    place(&director.send(&format!("{MONTH}/commentaires"), words));
    assert_eq!(
        director
            .send(&format!("{MONTH}/signature"), "seen=x")
            .status,
        Status::Unprocessable
    );
    place(&sign(&director, ""));
    let page = text(&director, MONTH);
    assert!(page.contains("La route est coupée.") && page.contains("Chiffres figés"));
    assert!(page.contains("sceau "));
    // What is undone in December was handed over in November: the signed report does not move.
    let book = text(&director, "/caisse/especes?mois=2026-11");
    let undo = book
        .split("href=\"")
        .find(|part| part.contains("/annuler"))
        .unwrap();
    let undo = undo.split('"').next().unwrap();
    for part in book
        .split("href=\"")
        .filter(|part| part.contains("/annuler"))
    {
        let undo = part.split('"').next().unwrap();
        let _ = director.send(undo, "words=Rendu.");
    }
    assert!(undo.contains("/lignes/"));
    assert!(text(&director, MONTH).contains("25\u{202f}000\u{a0}F"));
    let form = text(&director, &format!("{MONTH}/signature"));
    assert!(
        form.contains("Secours et dons remis") && form.contains("devient"),
        "{form}"
    );
    assert_eq!(
        sign(&director, "").status,
        Status::Unprocessable,
        "a reason is asked"
    );
    place(&sign(&director, "reason=Aide+rendue."));
    let page = text(&director, MONTH);
    assert!(page.contains("Version 2") && page.contains("Version 1"));
    assert!(page.contains("Aide rendue.") && page.contains("devient 0"));
    assert!(text(&director, &format!("{MONTH}/signature")).contains("Rien n"));
}

#[test]
fn what_leaves_is_noted_and_the_region_adds_up_what_was_signed() {
    let desk = november();
    let director = director(&desk, 10);
    let region = |desk: &Desk, centres: &[CentreId]| {
        let actor = Actor {
            account: ActorId::named("region"),
            grants: vec![Grant {
                role: Role::RegionalSupervisor,
                reach: Reach::of(centres.iter().copied()),
            }],
            suspended: false,
        };
        desk.beside(9, Role::RegionalSupervisor).by_actor(actor)
    };
    let path = "/region/rapports/2026-11";
    let centre = director.site.centre;
    assert!(text(&region(&director, &[centre]), path).contains("Attendu"));
    place(&sign(&director, ""));
    let paper = text(&director, &format!("{MONTH}/papier"));
    assert!(paper.contains("novembre\u{a0}2026") && paper.contains("sceau"));
    let file = director.ask(&Request::new(Method::Get, &format!("{MONTH}/classeur")));
    assert_eq!(file.status, Status::Ok);
    assert!(file.body.starts_with(b"PK"));
    assert_eq!(
        get(&director, &format!("{MONTH}/pdf")).status,
        Status::NotFound
    );
    let trail = text(&director, "/centre/trace");
    assert!(trail.contains("Liste sortie"), "{trail}");
    let sums = text(&region(&director, &[centre, CentreId::named("far")]), path);
    assert!(
        sums.contains("P99") && sums.contains("Attendu") && !sums.contains("Affoué"),
        "{sums}"
    );
    let far = region(&director, &[CentreId::named("far")]);
    assert_eq!(get(&far, path).status, Status::Forbidden);
}

#[test]
fn the_sheet_the_poster_and_the_charter_name_nobody_and_fit_what_was_adopted() {
    let desk = november();
    let director = director(&desk, 0);
    for path in [&format!("{MONTH}/resultats"), "/affiche", "/charte"] {
        let page = text(&director, path);
        assert!(
            !page.contains("Affoué") && page.contains("sheet-of-paper"),
            "{path}"
        );
    }
    assert!(text(&director, "/charte").contains("pièce fermée"));
    assert!(text(&director, &format!("{MONTH}/resultats")).contains("Projet, non signé"));
}

#[test]
fn the_director_is_reminded_of_last_month_until_it_is_signed() {
    let desk = november();
    let director = director(&desk, 10);
    assert!(text(&director, "/aujourdhui").contains("Le rapport de novembre\u{a0}2026 attend"));
    assert!(
        !text(&as_role(&director, Role::SocialWorker), "/aujourdhui").contains("Le rapport de")
    );
    place(&sign(&director, ""));
    assert!(!text(&director, "/aujourdhui").contains("Le rapport de"));
    assert!(text(&director, "/centre").contains("/rapport"));
}
