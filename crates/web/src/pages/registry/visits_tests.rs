//! A visit is linked to a person or a household afterwards, and unlinked, and shows on their record.

use akwaba_domain::actor::Role;

use super::super::tests::{desk, get, id, pairs, place, register};
use crate::http::Status;
use crate::pages::tests::Desk;

/// Receives somebody under a name and gives the address of the visit.
fn receive(desk: &Desk, name: &str) -> String {
    let form = [("name", name), ("reason", "Extrait de naissance")];
    let ticket = place(&desk.send("/accueil/arrivee", &pairs(&form)));
    ticket.strip_suffix("/ticket").unwrap().to_owned()
}

fn link(desk: &Desk, visit: &str, to: &str, reason: &str) -> crate::http::Response {
    let form = [("lien", to), ("reason", reason)];
    desk.send(&format!("{visit}/lien"), &pairs(&form))
}

#[test]
fn a_visit_is_linked_afterwards_shows_on_the_record_and_can_be_unlinked_with_a_reason() {
    let desk = desk(Role::SocialWorker);
    let awa = register(&desk, "Bohoussou Hortense", &[("birth_year", "1980")]);
    let other = register(&desk, "Moussa", &[]);
    let visit = receive(&desk, "Bohoussou Ortense");
    assert!(!get(&desk, &awa).text_body().contains(&visit));
    let page = get(&desk, &format!("{visit}/fiche")).text_body();
    let path = format!("{visit}/fiche?personne={}", id(&awa));
    assert!(page.contains(&path), "proposed by the name said: {page}");
    assert!(!page.contains(&id(&other).to_string()));
    let chosen = format!("personne/{}", id(&awa));
    assert!(get(&desk, &path).text_body().contains(&chosen));
    assert_eq!(place(&link(&desk, &visit, &chosen, "")), visit);
    let record = get(&desk, &awa).text_body();
    assert!(
        record.contains(&visit) && record.contains("Extrait de naissance"),
        "{record}"
    );
    assert!(get(&desk, &visit).text_body().contains(&awa));

    let silent = link(&desk, &visit, "defaire", "");
    assert_eq!(
        silent.status,
        Status::Unprocessable,
        "a reason is asked for"
    );
    assert_eq!(
        place(&link(&desk, &visit, "defaire", "Une autre Hortense")),
        visit
    );
    assert!(!get(&desk, &awa).text_body().contains(&visit));
    let history = get(&desk, &format!("{visit}/fiche")).text_body();
    assert!(history.contains("Une autre Hortense"), "{history}");
    assert!(
        history.contains("Bohoussou Hortense"),
        "whom it was linked to: {history}"
    );
}

#[test]
fn a_visit_is_linked_to_the_household_of_a_person() {
    let desk = desk(Role::Reception);
    let awa = register(&desk, "Awa", &[]);
    let open = [("personne", id(&awa).to_string())];
    let open = pairs(&[("personne", open[0].1.as_str()), ("member-role", "head")]);
    let home = place(&desk.send("/menages/nouveau", &open));
    let visit = receive(&desk, "la voisine");
    let confirm = get(&desk, &format!("{visit}/fiche?personne={}", id(&awa))).text_body();
    let to = format!("menage/{}", id(&home));
    assert!(confirm.contains(&to), "{confirm}");
    assert_eq!(place(&link(&desk, &visit, &to, "")), visit);
    assert!(get(&desk, &home).text_body().contains(&visit));
    assert!(!get(&desk, &awa).text_body().contains(&visit));
}

#[test]
fn a_visit_is_linked_to_nothing_else_and_not_by_an_intern() {
    let desk = desk(Role::Reception);
    let visit = receive(&desk, "Un");
    for to in ["", "personne/rien", &format!("personne/{}", id(&visit))] {
        let refused = link(&desk, &visit, to, "");
        assert!(
            matches!(refused.status, Status::Unprocessable | Status::NotFound),
            "{to}"
        );
    }
    let intern = desk.beside(2, Role::Intern);
    assert_eq!(
        get(&intern, &format!("{visit}/fiche")).status,
        Status::Forbidden
    );
    assert_eq!(
        link(&intern, &visit, "defaire", "x").status,
        Status::Forbidden
    );
}
