//! Home visits through the pages: planned, put off, told, printed, and asked about when their day has passed.

use akwaba_domain::actor::Role;

use super::tests::{CHAIR, FREE, get, place, publish, text};
use crate::http::Status;
use crate::pages::tests::Desk;

const DAY: u64 = 24 * 3600;

/// A worker under a procedure whose second step is done at the home of the person, on a day that its first step asks.
fn visiting(confidentiality: &str) -> Desk {
    let text = CHAIR
        .replace(
            "| groupe | remise |",
            "| groupe | remise |\n| lieu | domicile question jour |",
        )
        .replace(
            "| text | trajets |",
            "| date | jour | Quel jour ? | | | | |\n| text | trajets |",
        )
        .replace("ordinaire", confidentiality);
    publish(&Desk::new().by_role(Role::SocialWorker), &text)
}

/// A case of somebody who lives in a locality; its path, at its first step.
fn case_in(desk: &Desk, name: &str, locality: &str) -> String {
    let person = place(&desk.send(
        "/personnes/nouvelle",
        &format!(
            "kind-0=surname&name-0=Kouassi&kind-1=given&name-1={name}&place-locality={locality}\
             &place-landmark=Derri%C3%A8re+le+puits&phone-0=0102030405&confirmed=1"
        ),
    ));
    let id = person.rsplit('/').next().unwrap().to_owned();
    let step = place(&desk.send("/dossiers/nouveau", &format!("personne={id}&procedure=P99")));
    step.split("/etapes/").next().unwrap().to_owned()
}

/// Does the first step, with the day agreed.
fn agree(desk: &Desk, case: &str, day: u8) {
    let fields = FREE.replace(
        "questions=",
        &format!(
            "demande/jour_day={day}&demande/jour_month=11&demande/jour_year=2026&questions=demande/jour+"
        ),
    );
    place(&desk.send(&format!("{case}/etapes/demande"), &fields));
}

fn on(day: u8) -> String {
    format!("on_day={day}&on_month=11&on_year=2026")
}

/// Refused, saying this.
fn refused(desk: &Desk, path: &str, fields: &str, says: &str) {
    let answer = desk.send(path, fields);
    assert_eq!(answer.status, Status::Unprocessable, "{path} {fields}");
    let body = answer.text_body();
    assert!(body.contains(says), "{says}\n{body}");
}

/// The path of the last visit of a case.
fn visit_of(desk: &Desk, case: &str) -> String {
    let all = format!("{case}/visites");
    let page = text(desk, &all);
    let name = page.split(&format!("href=\"{all}/")).nth(1).unwrap();
    format!("{all}/{}", name.split('"').next().unwrap())
}

#[test]
fn a_visit_is_planned_put_off_with_a_reason_and_asked_about_once_its_day_has_passed() {
    let desk = visiting("ordinaire");
    let case = case_in(&desk, "Affou%C3%A9", "Dougouba");
    let all = format!("{case}/visites");
    refused(&desk, &all, "aim=Voir", "c-on-error");
    refused(
        &desk,
        &all,
        &format!("{}&aim=Voir", on(22)),
        "un jour à venir",
    );
    refused(&desk, &all, &on(23), "c-aim-error");
    refused(
        &desk,
        &all,
        &format!("{}&step=demande", on(23)),
        "plus à faire chez la personne",
    );
    place(&desk.send(&all, &format!("{}&at=9h30&aim=Porter+le+colis", on(23))));
    let today = text(&desk, "/aujourdhui");
    assert!(
        today.contains("Porter le colis") && today.contains("09:30"),
        "{today}"
    );
    let visit = visit_of(&desk, &case);
    let put_off = format!("end=reportee&{}", on(24));
    refused(&desk, &visit, &put_off, "c-words-error");
    place(&desk.send(&visit, &format!("{put_off}&words=Pluie")));
    assert!(!text(&desk, "/aujourdhui").contains("Porter le colis"));
    refused(&desk, &visit, "end=faite", "Son jour n&#39;est pas venu");
    assert!(text(&desk, "/dossiers/visites/2026-11-24").contains("Porter le colis"));
    desk.later(2 * DAY);
    for page in ["/aujourdhui", "/dossiers/visites"] {
        assert!(text(&desk, page).contains("Passée : faite"), "{page}");
    }
    place(&desk.send(&visit, "end=absente&words=Cour+vide"));
    assert!(!text(&desk, "/aujourdhui").contains("Porter le colis"));
    let told = text(&desk, &visit);
    assert!(told.contains("Pluie") && told.contains("Cour vide"));
    refused(&desk, &visit, "end=faite", "déjà dit ce qu");
}

#[test]
fn a_step_done_at_home_is_on_the_tour_of_the_day_agreed_and_its_visit_ends_with_it() {
    let desk = visiting("ordinaire");
    let case = case_in(&desk, "Affou%C3%A9", "Dougouba");
    agree(&desk, &case, 24);
    let tomorrow = "/dossiers/visites/2026-11-24";
    let page = text(&desk, tomorrow);
    assert!(page.contains("Remettre le fauteuil") && page.contains("Jour donné par l&#39;étape"));
    assert!(!text(&desk, "/dossiers/visites").contains("Remettre le fauteuil"));
    let all = format!("{case}/visites");
    place(&desk.send(&all, &format!("{}&step=remise", on(25))));
    refused(
        &desk,
        &all,
        &format!("{}&step=remise", on(26)),
        "déjà prévue",
    );
    assert!(
        !text(&desk, tomorrow).contains("Remettre"),
        "what is planned goes before"
    );
    let step = "questions=remise/retour&remise/retour_day=30&remise/retour_month=11&remise/retour_year=2026";
    place(&desk.send(&format!("{case}/etapes/remise"), step));
    assert!(text(&desk, &visit_of(&desk, &case)).contains("Étape faite"));
    desk.later(4 * DAY);
    assert!(!text(&desk, "/aujourdhui").contains("Passée : faite"));
}

#[test]
fn the_tour_goes_by_place_and_its_sheet_says_no_more_than_a_door_needs() {
    let desk = visiting("ordinaire");
    for (name, locality) in [
        ("Affou%C3%A9", "Zokoua"),
        ("Awa", "Dougouba"),
        ("Yao", "zokoua"),
    ] {
        let case = case_in(&desk, name, locality);
        place(&desk.send(&format!("{case}/visites"), &format!("{}&aim=Voir", on(23))));
    }
    let page = text(&desk, "/dossiers/visites");
    assert!(page.contains("3 visites · 2 lieux"), "{page}");
    assert!(page.find("Dougouba").unwrap() < page.find("Zokoua").unwrap());
    let paper = text(&desk, "/dossiers/visites/2026-11-23/feuille");
    assert!(paper.contains("Awa K.") && paper.contains("Derrière le puits"));
    for hidden in ["Kouassi", "KOUASSI", "01 02 03 04 05", "Voir"] {
        assert!(!paper.contains(hidden), "{hidden}\n{paper}");
    }
    let director = desk.beside(2, Role::Director);
    let out = text(&director, "/dossiers/visites");
    assert!(
        out.contains("Dougouba ; Zokoua") && !out.contains("Affoué"),
        "{out}"
    );
    assert!(text(&director, "/aujourdhui").contains("3 visites à domicile"));
    for role in [Role::Reception, Role::Intern, Role::Auditor] {
        let other = desk.beside(5, role);
        assert_eq!(get(&other, "/dossiers/visites").status, Status::Forbidden);
    }
}

#[test]
fn of_a_restricted_case_the_sheet_carries_its_number_alone() {
    let desk = visiting("restreinte");
    let case = case_in(&desk, "Awa", "Dougouba");
    place(&desk.send(&format!("{case}/visites"), &format!("{}&aim=Voir", on(23))));
    let screen = text(&desk, "/dossiers/visites");
    assert!(screen.contains("Dougouba") && screen.contains("Awa"));
    let paper = text(&desk, "/dossiers/visites/2026-11-23/feuille");
    assert!(paper.contains("1/2026"), "{paper}");
    for hidden in ["Awa", "Dougouba", "puits", "Voir"] {
        assert!(!paper.contains(hidden), "{hidden}");
    }
    let out = text(&desk.beside(2, Role::Director), "/dossiers/visites");
    assert!(out.contains("Qui est dehors") && !out.contains("Dougouba"));
    let colleague = desk.beside(7, Role::SocialWorker);
    assert!(!text(&colleague, "/dossiers/visites").contains("Awa"));
    let path = format!("{case}/visites");
    assert_eq!(get(&colleague, &path).status, Status::NotFound);
}

#[test]
fn a_day_that_no_calendar_has_is_not_found() {
    let desk = visiting("ordinaire");
    for day in ["2026-02-30", "demain", "9999-01-01"] {
        let path = format!("/dossiers/visites/{day}");
        assert_eq!(get(&desk, &path).status, Status::NotFound);
    }
}
