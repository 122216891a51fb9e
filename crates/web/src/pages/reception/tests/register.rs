//! The register of a day, its signature, its figures.

use super::*;

const PAGE: &str = "/accueil/registre?jour=2026-11-23";

fn director(desk: &Desk) -> Desk {
    desk.beside(9, Role::Director)
}

#[test]
fn the_page_of_a_day_reads_as_the_paper_one() {
    let desk = reception();
    receive(
        &desk,
        "name=Konan+Essai&sex=f&age=40&place=March%C3%A9&demand=aide&reason=loyer&known=nouveau",
    );
    receive(&desk, "sex=m&known=connu&accompanied=2");
    let page = text(&desk, PAGE);
    for written in [
        "Ministère fictif",
        "Direction fictive",
        "Centre social de Gnamien",
        "lundi 23 novembre 2026",
        "1/2026",
        "Konan Essai",
        "Marché",
        "Aide : loyer",
        "à 2 visites",
        "2 personnes accompagnant",
        "La directrice ou le directeur",
        "Édité par Aya Konan",
    ] {
        assert!(page.contains(written), "{written}");
    }
    assert!(places(&page, &["1/2026", "2/2026"]).is_sorted());
}

#[test]
fn only_a_director_signs_and_what_comes_after_shows() {
    let desk = reception();
    let first = receive(&desk, "name=Aya");
    let refused = desk.send("/accueil/registre/signature", &format!("jour={DAY}"));
    assert_eq!(refused.status, Status::Forbidden);
    let director = director(&desk);
    assert!(
        text(&director, PAGE).contains("1 visite n'est pas terminée")
            || text(&director, PAGE).contains("1 visite n&#39;est pas terminée")
    );
    let signed = director.send("/accueil/registre/signature", &format!("jour={DAY}"));
    assert_eq!(signed.status, Status::SeeOther);
    let page = text(&director, PAGE);
    assert!(page.contains("1 ligne, empreinte") && !page.contains("ajouté après"));
    let again = director.send("/accueil/registre/signature", &format!("jour={DAY}"));
    assert_eq!(again.status, Status::Unprocessable);
    receive(&desk, "name=Tard");
    desk.send(&format!("{first}/etape/terminer"), "");
    let page = text(&director, PAGE);
    assert!(page.contains("ajouté après la signature"));
    assert!(page.contains("complété après la signature"));
}

#[test]
fn a_day_without_anyone_says_so_and_a_day_to_come_is_not_signed() {
    let desk = reception();
    let empty = text(&desk, "/accueil/registre?jour=2026-11-20");
    assert!(empty.contains("Néant"));
    let early = director(&desk).send("/accueil/registre/signature", "jour=2026-12-25");
    assert_eq!(early.status, Status::Unprocessable);
    assert!(early.text_body().contains("pas encore venu"));
}

#[test]
fn opening_a_page_or_a_visit_is_noted_once() {
    let desk = reception();
    let visit = receive(&desk, "name=Aya");
    let subject: akwaba_journal::id::EntityId = visit.rsplit('/').next().unwrap().parse().unwrap();
    let day = Day::typed("day", DAY).unwrap().unwrap();
    let page = akwaba_domain::reception::number::day_entity(desk.site.centre, day);
    for _ in 0..2 {
        text(&desk, &visit);
        text(&desk, PAGE);
    }
    for record in [subject, page] {
        let noted = desk.store.read(|tx| {
            akwaba_store::projections::centre::trail::of_record(tx, desk.site.centre, record, 10)
        });
        assert_eq!(noted.unwrap().len(), 1);
    }
}

#[test]
fn the_month_lists_its_days_and_says_which_are_signed() {
    let desk = reception();
    receive(&desk, "");
    let director = director(&desk);
    let month = text(&desk, "/accueil/registre");
    assert!(month.contains("novembre") && month.contains(DAY) && month.contains("À signer"));
    assert!(month.contains("aucun numéro ne manque"));
    director.send("/accueil/registre/signature", &format!("jour={DAY}"));
    assert!(text(&desk, "/accueil/registre?mois=2026-11").contains("Signé"));
    receive(&desk, "");
    assert!(text(&desk, "/accueil/registre").contains("Complété depuis"));
    for odd in ["2026-13", "0000-01", "novembre", "9999-99"] {
        let page = get(&desk, &format!("/accueil/registre?mois={odd}"));
        assert_eq!(page.status, Status::Ok, "{odd}");
    }
}

#[test]
fn the_figures_count_and_the_table_says_what_the_chart_shows() {
    let desk = reception();
    let visit = receive(&desk, "sex=f&demand=aide&demand=conseil&triage=urgent");
    receive(&desk, "sex=m");
    desk.send(&format!("{visit}/etape/appeler"), "");
    let page = text(&desk, "/accueil/chiffres");
    assert!(page.contains("<svg class=\"bars\"") && page.contains("0 min"));
    let asked = text(&desk, "/accueil/chiffres?du=01/01/2025&au=31/12/2025");
    assert!(asked.contains("Du 01/01/2025 au 31/12/2025"));
    assert_eq!(
        get(&desk, "/accueil/chiffres?du=hier&au=x").status,
        Status::Ok
    );
}

#[test]
fn the_pages_of_the_counter_are_light() {
    let desk = reception();
    for number in 0..30 {
        receive(
            &desk,
            &format!("name=Personne+Fictive+{number}&reason=une+phrase&demand=aide"),
        );
    }
    for path in ["/accueil", "/accueil/arrivee", PAGE] {
        let bytes = get(&desk, path).body.len();
        assert!(
            bytes < 80_000,
            "{path} weighs {bytes} bytes before compression"
        );
    }
}

#[test]
fn another_letter_numbers_the_register_and_the_tickets_from_one() {
    let desk = Desk::new().by_role(Role::Director);
    receive(&desk, "name=Un");
    let path = "/accueil/registre/cahier";
    assert!(text(&desk, "/accueil/registre").contains(path));
    assert!(text(&desk, path).contains("écrit le registre A"));
    let refused = desk.send(path, "book=7");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("Choisissez une lettre"));
    assert_eq!(desk.send(path, "book=B").status, Status::SeeOther);
    receive(&desk, "name=Deux");
    let lines = visits(&desk);
    let numbers: Vec<String> = lines.iter().map(|line| line.number.to_string()).collect();
    assert_eq!(numbers, ["1/2026", "B1/2026"]);
    assert_eq!(lines[1].ticket.unwrap().to_string(), "B001");
    let month = text(&desk, "/accueil/registre");
    assert!(month.contains("aucun numéro ne manque"), "{month}");
    let counter = desk.beside(2, Role::Reception);
    assert_eq!(get(&counter, path).status, Status::Forbidden);
}
