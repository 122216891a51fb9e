//! Papers and the caseload inside: printed with a number that counts nothing, kept in their file, and nowhere outside.

use akwaba_domain::actor::Role;
use akwaba_store::rebuild::state_hash;

use super::tests::{begin, centre, enter, id, keyed, leave};
use crate::http::Status;
use crate::pages::casework::tests::{get, place, text};

const REPORT: &str = "to=procureur&where=Quartier+du+march%C3%A9&facts=canari-des-faits&known-by=Une+tante\
    &wanted=Une+protection&duty-warn=1&duty-secret=1";

#[test]
fn a_note_de_signalement_is_issued_kept_and_printed_inside_and_is_nowhere_outside() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    let before = worker.store.read(|tx| state_hash(tx)).unwrap();
    enter(&worker);
    let given = format!("&supervision={}", id(&worker, Role::Director));
    let case = begin(&worker, &given);
    enter(&director);
    let form = text(&director, &format!("{case}/papiers/signalement"));
    assert!(!form.contains("Rien ne part d&#39;ici"), "{form}");
    let paper = place(&director.send(&format!("{case}/papiers/signalement"), REPORT));
    let sheet = text(&director, &paper);
    assert!(
        sheet.contains("canari-des-faits") && sheet.contains("Z"),
        "{sheet}"
    );
    // Nothing leaves the space as a file.
    assert!(!sheet.contains("/pdf"));
    assert_eq!(
        get(&director, &format!("{paper}/pdf")).status,
        Status::NotFound
    );
    assert_eq!(get(&director, "/papiers").status, Status::NotFound);
    // Who holds the key finds it, and who printed what.
    assert!(text(&worker, &format!("{case}/papiers")).contains(&paper));
    let readings = text(&worker, &format!("{case}/lectures"));
    assert!(readings.contains("Fiche imprimée") && readings.contains("Compte director"));
    for desk in [&worker, &director] {
        leave(desk);
        assert_eq!(get(desk, &paper).status, Status::NotFound);
        assert_eq!(
            get(desk, &format!("{case}/papiers")).status,
            Status::NotFound
        );
    }
    // In the open, nothing was counted, and nothing printed.
    assert_eq!(worker.store.read(|tx| state_hash(tx)).unwrap(), before);
    assert!(!text(&director, "/papiers").contains("signalement"));
}

#[test]
fn a_page_printed_inside_is_a_line_of_its_file_and_one_of_no_file_leaves_none() {
    let worker = keyed(&centre(), Role::SocialWorker);
    let before = worker.store.read(|tx| state_hash(tx)).unwrap();
    enter(&worker);
    let case = begin(&worker, "");
    let printed = |path: &str| {
        let page = text(&worker, path);
        let number = page.split("data-number=\"").nth(1).unwrap();
        let number = number.split('"').next().unwrap();
        let told = format!("numero={number}&page={path}&dedans=1");
        assert_eq!(worker.send("/imprime", &told).status, Status::Ok);
        told
    };
    let late = printed("/espace/comptes");
    printed(&case);
    assert!(text(&worker, &format!("{case}/lectures")).contains("Fiche imprimée"));
    leave(&worker);
    worker.send("/imprime", &late);
    assert_eq!(worker.store.read(|tx| state_hash(tx)).unwrap(), before);
}

#[test]
fn a_supervisor_sees_who_follows_how_many_of_the_files_they_hold_and_gives_them_one_by_one() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    enter(&worker);
    let given = format!("&supervision={}", id(&worker, Role::Director));
    begin(&worker, &given);
    begin(&worker, "");
    enter(&director);
    let load = text(&director, "/dossiers/charge");
    let row = load.split("Compte social-worker").nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    assert!(row.contains(">1<") && !row.contains(">2<"), "{row}");
    assert!(!load.contains("action=\"/dossiers/charge\""));
    let to = id(&director, Role::Director);
    let all = director.send("/dossiers/charge", &format!("from={to}&to={to}&reason=x"));
    assert_eq!(all.status, Status::NotFound);
    leave(&director);
    assert!(!text(&director, "/dossiers/charge").contains(">1<"));
}
