//! Numbers, signatures, the list that leaves and the cases behind a number, through `handle`.

use akwaba_domain::actor::Role;
use akwaba_domain::scope;
use akwaba_journal::id::EntityId;
use akwaba_store::forget::forget;

use super::tests::{REGISTER, worker};
use crate::http::Status;
use crate::pages::casework::tests::{FREE, get, open, place, text};
use crate::pages::tests::Desk;

const MONTH: &str = "/registres/P99/prets/2026-11";

/// Opens a case for somebody new and does the step that writes a line; the person's path.
fn written(desk: &Desk) -> String {
    let step = open(desk);
    let page = text(desk, &step);
    let from = page.find("href=\"/personnes/0").unwrap() + 6;
    let person = page[from..].split('"').next().unwrap().to_owned();
    place(&desk.send(&step, FREE));
    person
}

#[test]
fn the_director_signs_a_month_and_what_comes_after_shows() {
    let desk = worker("ordinaire");
    let director = desk.beside(2, Role::Director);
    let first = written(&desk);
    let second = written(&desk);
    assert!(text(&desk, REGISTER).contains("À signer"));
    assert_eq!(desk.send(MONTH, "").status, Status::Forbidden);
    assert!(!text(&desk, MONTH).contains("Signer ce mois"));
    assert_eq!(place(&director.send(MONTH, "")), MONTH);
    let signed = text(&desk, MONTH);
    assert!(signed.contains("2 lignes, empreinte "), "{signed}");
    assert!(!signed.contains("après la signature"));
    assert!(text(&desk, REGISTER).contains("Signé"));
    let again = director.send(MONTH, "");
    assert_eq!(again.status, Status::Unprocessable);
    assert!(
        again.text_body().contains("Rien n&#39;a changé")
            || again.text_body().contains("Rien n'a changé")
    );

    written(&desk);
    let names = format!("{first}/modifier/noms");
    let seen = text(&desk, &names);
    let seen = seen.split("name=\"seen-0\" value=\"").nth(1).unwrap();
    let seen = seen.split('"').next().unwrap();
    let renamed = format!("rows=1&seen-0={seen}&kind-0=given&name-0=Adjoua");
    place(&desk.send(&names, &renamed));
    let page = text(&desk, MONTH);
    let line = |number: &str| {
        let from = page.find(&format!(">{number}/2026")).unwrap();
        page[from..].split("</tr>").next().unwrap().to_owned()
    };
    assert!(line("1").contains("corrigé après la signature"), "{page}");
    assert!(!line("2").contains("après la signature"), "{page}");
    let other = text(&desk, &format!("{MONTH}?feuillet=2"));
    assert!(!other.contains(">1/2026"), "{other}");
    assert!(
        !other.contains("class=\"error\""),
        "nothing is lost: {other}"
    );
    assert!(line("3").contains("ajouté après la signature"), "{page}");
    assert!(text(&desk, REGISTER).contains("Complété depuis"));
    place(&director.send(MONTH, ""));
    assert!(!text(&desk, MONTH).contains("après la signature"));

    let id: EntityId = second.rsplit('/').next().unwrap().parse().unwrap();
    let here = scope::registry(desk.site.centre);
    desk.store.write(|tx| forget(tx, 9, here, id)).unwrap();
    let page = text(&desk, MONTH);
    assert!(
        page.contains(">2/2026") && page.contains("Contenu effacé"),
        "{page}"
    );
    assert!(page.contains(">3/2026") && !page.contains("après la signature"));
    assert!(
        !text(&director, MONTH).contains("Signer ce mois"),
        "nothing to sign again"
    );
    written(&desk);
    assert!(
        text(&desk, REGISTER).contains(">4/2026"),
        "no number is given twice"
    );
}

#[test]
fn a_month_still_to_come_and_one_that_is_none_are_refused_and_an_empty_one_is_signed_as_such() {
    let desk = worker("ordinaire");
    let director = desk.beside(2, Role::Director);
    let to_come = director.send("/registres/P99/prets/2031-01", "");
    assert_eq!(to_come.status, Status::Unprocessable);
    for wrong in ["2026-13", "2026", "hier", "2026-11-02"] {
        let path = format!("/registres/P99/prets/{wrong}");
        assert_eq!(get(&director, &path).status, Status::NotFound, "{wrong}");
    }
    place(&director.send("/registres/P99/prets/2026-01", ""));
    assert!(text(&desk, "/registres/P99/prets/2026-01").contains("néant"));
    let sealed = worker("scellee").beside(2, Role::Director);
    assert_eq!(get(&sealed, MONTH).status, Status::NotFound);
    assert_eq!(sealed.send(MONTH, "").status, Status::NotFound);
}

#[test]
fn a_register_leaves_as_a_list_with_its_numbers_its_columns_and_its_signature() {
    let desk = worker("restreinte");
    written(&desk);
    let director = desk.beside(2, Role::Director);
    let link = "/listes?liste=case-register&registre=P99/prets";
    let register = text(&director, REGISTER);
    assert!(register.contains("registre=P99/prets"), "{register}");
    let form = text(&director, link);
    assert!(form.contains("value=\"P99/prets\" selected"), "{form}");
    let plain = "format=csv&seal=plain&reason=printing&from=01/11/2026&until=23/11/2026";
    let sent = director.send(
        "/listes",
        &format!("list=case-register&register=P99/prets&{plain}"),
    );
    let list = sent.text_body();
    assert_eq!(sent.status, Status::Ok, "{list}");
    for words in ["Trajets", "1/2026", "Affoué", "le marché", "À signer"] {
        assert!(list.contains(words), "{words}: {list}");
    }
    for wrong in ["", "P99/rien", "P77/prets", "P99"] {
        let sent = director.send(
            "/listes",
            &format!("list=case-register&register={wrong}&{plain}"),
        );
        assert_eq!(sent.status, Status::Unprocessable, "{wrong}");
        assert!(sent.text_body().contains("Choisissez le registre"));
    }
    assert!(!text(&desk, REGISTER).contains("/listes"));
}

#[test]
fn the_director_opens_the_cases_behind_an_indicator_and_others_see_only_how_many() {
    let desk = worker("ordinaire");
    let (served, other) = (open(&desk), open(&desk));
    place(&desk.send(&served, FREE));
    place(&desk.send(&other, &FREE.replace("libre=oui", "libre=non")));
    let director = desk.beside(2, Role::Director);
    let path = "/indicateurs/P99/servis?jours=30";
    assert!(text(&director, "/indicateurs/P99").contains(path));
    let page = text(&director, path);
    let (without, with) = page.split_once("id=\"avec\"").expect("two parts");
    let case = |step: &str| step.split("/etapes/").next().unwrap().to_owned();
    assert!(
        with.contains(&case(&served)) && !with.contains(&case(&other)),
        "{page}"
    );
    assert!(without.contains(&case(&other)) && !without.contains(&case(&served)));
    assert_eq!(
        get(&director, "/indicateurs/P99/rien").status,
        Status::NotFound
    );
    for role in [Role::Auditor, Role::RegionalSupervisor, Role::SocialWorker] {
        let reader = desk.beside(4, role);
        assert_eq!(get(&reader, path).status, Status::Forbidden);
        let page = get(&reader, "/indicateurs/P99").text_body();
        assert!(!page.contains("/indicateurs/P99/servis"));
    }
}
