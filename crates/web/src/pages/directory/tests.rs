//! The directory through `handle`, as browsers use it without a script.

use akwaba_domain::actor::Role;

use crate::http::{Method, Request, Response, Status};
use crate::pages::tests::Desk;

const SHELTER: &str = "name=Refuge&organisation=Maison+fictive&kind=hebergement&place-unit=Anyama\
    &address=Maison+bleue&secret=1&phone=0707123456&focal=Dame+Fictive&only=violences&price=0";

pub(in crate::pages) fn worker() -> Desk {
    Desk::new().by_role(Role::SocialWorker)
}

fn text(desk: &Desk, path: &str) -> String {
    let page = desk.ask(&Request::new(Method::Get, path));
    assert_eq!(page.status, Status::Ok, "{path}");
    page.text_body()
}

fn place(response: &Response) -> String {
    assert_eq!(
        response.status,
        Status::SeeOther,
        "{}",
        response.text_body()
    );
    response.get("location").unwrap().to_owned()
}

/// Adds a service; the path of its page.
pub(in crate::pages) fn add(desk: &Desk, form: &str) -> String {
    place(&desk.send("/annuaire/nouveau", form))
}

#[test]
fn a_service_is_added_changed_verified_and_closed() {
    let desk = worker();
    let path = add(
        &desk,
        "name=Mairie&organisation=Commune&kind=etat_civil&papers=Carnet&price=1500",
    );
    let shown = text(&desk, &path);
    assert!(shown.contains("Carnet") && shown.contains("1\u{202f}500"));
    let form = text(&desk, &format!("{path}/modifier"));
    assert!(form.contains("value=\"Commune\""));
    place(&desk.send(
        &format!("{path}/modifier"),
        "name=Mairie&organisation=Commune+neuve&kind=etat_civil",
    ));
    assert!(text(&desk, "/annuaire").contains("Commune neuve"));
    place(&desk.send(&format!("{path}/verifier"), ""));
    place(&desk.send(&format!("{path}/fermer"), ""));
    assert!(text(&desk, &path).contains("Le service a rouvert"));
    let twice = desk.send(&format!("{path}/fermer"), "");
    assert_eq!(twice.status, Status::Unprocessable);
    place(&desk.send(&format!("{path}/fermer"), "rouvrir=1"));
    assert!(!text(&desk, &path).contains("Le service a rouvert"));
}

#[test]
fn what_was_typed_comes_back_with_what_to_correct() {
    let again = worker().send("/annuaire/nouveau", "name=Mairie&price=beaucoup");
    assert_eq!(again.status, Status::Unprocessable);
    let page = again.text_body();
    assert!(page.contains("value=\"Mairie\"") && page.contains("value=\"beaucoup\""));
    assert!(page.contains("c-price-error") && page.contains("c-organisation-error"));
}

#[test]
fn a_confidential_place_is_seen_by_the_worker_and_on_no_list_nor_paper() {
    let desk = worker();
    let path = add(&desk, SHELTER);
    assert!(text(&desk, &path).contains("Maison bleue"));
    let counter = desk.beside(2, Role::Reception);
    let asked = desk.send(
        "/annuaire/orientation",
        "besoin=hebergement&situation=violences&place-unit=Anyama",
    );
    let public = [
        text(&counter, &path),
        text(&desk, "/annuaire"),
        text(&desk, "/annuaire?mots=anyama"),
        text(&desk, "/annuaire/affiche"),
        asked.text_body(),
    ];
    for (nth, page) in public.iter().enumerate() {
        for secret in [
            "bleue",
            "07 07 12",
            "0707123456",
            "Dame Fictive",
            "même sous-préfecture",
        ] {
            assert!(!page.contains(secret), "page {nth} tells {secret}");
        }
    }
    assert!(!text(&desk, "/annuaire/affiche").contains("Refuge"));
    assert!(public[0].contains("Adresse confidentielle"));
    assert!(asked.text_body().contains("Refuge"));
}

#[test]
fn the_counter_finds_a_service_and_changes_none() {
    let desk = worker();
    let path = add(&desk, "name=Mairie&organisation=Commune&kind=etat_civil");
    let counter = desk.beside(2, Role::Reception);
    assert!(text(&counter, "/annuaire?besoin=etat_civil").contains("Mairie"));
    assert!(!text(&counter, "/annuaire?besoin=sante").contains("Mairie"));
    assert!(!text(&counter, &path).contains("/modifier"));
    let refused = counter.send(&format!("{path}/verifier"), "");
    assert_eq!(refused.status, Status::Forbidden);
}

#[test]
fn the_assistant_explains_each_service_and_asks_what_is_missing() {
    let desk = worker();
    add(
        &desk,
        "name=%C3%89cole&organisation=Commune&kind=education&age-from=6&age-to=12&price=0",
    );
    let found = desk
        .send("/annuaire/orientation", "besoin=education&age=8")
        .text_body();
    assert!(found.contains("reçoit à 8 ans") && found.contains("Gratuit"));
    let none = desk
        .send("/annuaire/orientation", "besoin=education&age=30")
        .text_body();
    assert!(none.contains("Aucun service de l"));
    let again = desk.send("/annuaire/orientation", "age=deux");
    assert_eq!(again.status, Status::Unprocessable);
    assert!(again.text_body().contains("c-besoin-error"));
}

#[test]
fn who_verified_a_service_last_is_told_when_it_is_time_again() {
    let desk = worker();
    add(&desk, "name=Mairie&organisation=Commune&kind=etat_civil");
    let reminder = "/annuaire?a-verifier=moi";
    assert!(!text(&desk, "/aujourdhui").contains(reminder));
    desk.later(184 * 24 * 3600);
    let (colleague, counter) = (
        desk.beside(3, Role::SocialWorker),
        desk.beside(2, Role::Reception),
    );
    assert!(text(&desk, "/aujourdhui").contains(reminder));
    assert!(text(&desk, reminder).contains("Mairie, Commune"));
    assert!(!text(&colleague, "/aujourdhui").contains(reminder));
    assert!(!text(&counter, "/aujourdhui").contains(reminder));
    let path = text(&desk, reminder);
    let path = path
        .split("<span class=\"main\"><a href=\"")
        .nth(1)
        .unwrap();
    place(&desk.send(&format!("{}/verifier", path.split('"').next().unwrap()), ""));
    assert!(!text(&desk, "/aujourdhui").contains(reminder));
}

#[test]
fn a_long_directory_is_read_page_by_page() {
    let desk = worker();
    for number in 10..61 {
        add(
            &desk,
            &format!("name=Classe+{number}&organisation=Commune&kind=education"),
        );
    }
    let first = text(&desk, "/annuaire?mots=classe");
    assert!(first.contains("Classe 59") && !first.contains("Classe 60"));
    assert!(first.contains("mots=classe&#38;page=1") || first.contains("mots=classe&amp;page=1"));
    assert!(text(&desk, "/annuaire?mots=classe&page=1").contains("Classe 60"));
}

/// A file of another program: a service that is right, and one without a name.
const FILE: &str = r#"{"contents":[
    {"id":"s1","name":"Aide juridique","organization":{"id":"o","name":"Association fictive"}},
    {"id":"s2","name":"","organization":{"id":"o","name":"Association fictive"}}]}"#;

#[test]
fn a_file_is_shown_before_it_is_added_and_twice_is_once() {
    let desk = worker();
    let send = |file: &str| desk.send_file("/annuaire/hsds", &[], file.as_bytes());
    let wrong = send(FILE).text_body();
    assert!(
        wrong.contains("1 à ajouter, 0 déjà là, 1 à corriger"),
        "{wrong}"
    );
    assert!(wrong.contains("Nom du service : ") && !wrong.contains("/annuaire/hsds/ajouter"));
    let refused = desk.send("/annuaire/hsds/ajouter", "");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(!text(&desk, "/annuaire").contains("Aide juridique"));

    let right = FILE.replace("\"name\":\"\"", "\"name\":\"Écoute\"");
    assert!(send(&right).text_body().contains("2 à ajouter"));
    assert!(
        !text(&desk, "/annuaire").contains("Aide juridique"),
        "a dry run"
    );
    place(&desk.send("/annuaire/hsds/ajouter", ""));
    let list = text(&desk, "/annuaire?a-verifier=1");
    assert!(list.contains("Aide juridique, Association fictive") && list.contains("Écoute"));
    assert!(send(&right).text_body().contains("0 à ajouter, 2 déjà là"));
    let again = desk.send("/annuaire/hsds/ajouter", "");
    place(&again);
    assert_eq!(
        text(&desk, "/annuaire").matches("Aide juridique").count(),
        1
    );
    for file in ["PK", "[]"] {
        let refused = send(file);
        assert_eq!(refused.status, Status::Unprocessable);
        assert!(refused.text_body().contains("c-file-error"));
    }
}

#[test]
fn the_file_that_leaves_holds_nothing_confidential_and_comes_back_as_what_is_here() {
    let desk = worker();
    add(&desk, SHELTER);
    add(
        &desk,
        "name=Mairie&organisation=Commune&kind=etat_civil&focal=Dame+Fictive",
    );
    let file = text(&desk, "/annuaire/hsds/fichier");
    assert!(file.contains("Mairie"));
    for secret in ["Refuge", "bleue", "0707123456", "Dame Fictive"] {
        assert!(!file.contains(secret), "{secret}");
    }
    let back = desk.send_file("/annuaire/hsds", &[], file.as_bytes());
    assert!(
        back.text_body()
            .contains("0 à ajouter, 1 déjà là, 0 à corriger")
    );
    let counter = desk.beside(2, Role::Reception);
    let refused = counter.ask(&Request::new(Method::Get, "/annuaire/hsds/fichier"));
    assert_eq!(refused.status, Status::Forbidden);
}

#[test]
fn the_directory_leaves_as_tables_too_and_an_archive_is_shown_then_added() {
    let desk = worker();
    add(&desk, SHELTER);
    add(&desk, "name=Mairie&organisation=Commune&kind=etat_civil");
    let answer = desk.ask(&Request::new(Method::Get, "/annuaire/hsds/tableaux"));
    assert_eq!(answer.get("content-type"), Some("application/zip"));
    let other = Desk::new().by_role(Role::SocialWorker);
    let shown = other.send_file("/annuaire/hsds", &[], &answer.body);
    assert!(
        shown
            .text_body()
            .contains("1 à ajouter, 0 déjà là, 0 à corriger")
    );
    place(&other.send("/annuaire/hsds/ajouter", ""));
    assert!(text(&other, "/annuaire?a-verifier=1").contains("Mairie, Commune"));
    let again = other.send_file("/annuaire/hsds", &[], &answer.body);
    assert!(again.text_body().contains("0 à ajouter, 1 déjà là"));
    let loose = akwaba_tables::package::pack([
        ("organizations.csv", "id,name,description\no1,Commune,x\n"),
        ("services.csv", "id,organization_id,name\ns1,o2,Mairie\n"),
    ]);
    let refused = other.send_file("/annuaire/hsds", &[], &loose.unwrap());
    assert_eq!(refused.status, Status::Unprocessable);
    let said = refused.text_body();
    assert!(
        said.contains("services.csv, ligne 2, organization_id"),
        "{said}"
    );
    let counter = desk.beside(2, Role::Reception);
    let forbidden = counter.ask(&Request::new(Method::Get, "/annuaire/hsds/tableaux"));
    assert_eq!(forbidden.status, Status::Forbidden);
}
