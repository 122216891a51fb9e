//! A household that two desks wrote apart, its history, and whoever must not be told.

use akwaba_domain::actor::Role;

use super::super::tests::{desk, get, hidden, id, pairs, place, register};
use crate::http::Status;
use crate::pages::tests::Desk;

/// A household of Awa (head) and Issa (spouse).
fn household(desk: &Desk) -> (String, String, String) {
    let awa = register(desk, "Awa", &[("birth_year", "1980")]);
    let issa = register(desk, "Issa", &[("birth_year", "1975")]);
    let open = [
        ("personne", id(&awa).to_string()),
        ("member-role", "head".to_owned()),
    ];
    let open: Vec<(&str, &str)> = open.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let home = place(&desk.send("/menages/nouveau", &pairs(&open)));
    let join = format!("{home}/membre/{}", id(&issa));
    place(&desk.send(&join, &pairs(&[("member-role", "spouse")])));
    (home, awa, issa)
}

#[test]
fn two_addresses_of_a_household_are_shown_and_one_is_chosen_with_a_reason() {
    let desk = desk(Role::SocialWorker);
    let (home, ..) = household(&desk);
    let seen = hidden(&get(&desk, &format!("{home}/adresse")).text_body(), "seen");
    for locality in ["Ebimpé", "Akoupé"] {
        let form = [("seen", seen.as_str()), ("place-locality", locality)];
        place(&desk.send(&format!("{home}/adresse"), &pairs(&form)));
    }
    let page = get(&desk, &home).text_body();
    assert!(page.contains("Ebimpé") && page.contains("Akoupé"), "{page}");
    let path = format!("{home}/choix?quoi=adresse");
    assert!(page.contains(&path), "{page}");
    let choices = get(&desk, &path).text_body();
    let (_, radio) = choices.split_once("type=\"radio\"").unwrap();
    let kept = hidden(&format!("<input {radio}"), "kept");
    let seen = hidden(&choices, "seen");
    let choose = |kept: &str, reason: &str| {
        let form = [
            ("quoi", "adresse"),
            ("seen", &seen),
            ("kept", kept),
            ("reason", reason),
        ];
        desk.send(&format!("{home}/choix"), &pairs(&form))
    };
    assert_eq!(choose(&kept, "").status, Status::Unprocessable);
    let nothing = choose("", "Vu sur place");
    assert_eq!(nothing.status, Status::Unprocessable);
    assert!(
        nothing.text_body().contains("Vu sur place"),
        "what was typed stays"
    );
    assert_eq!(place(&choose(&kept, "Vu sur place")), home);
    assert!(
        !get(&desk, &home).text_body().contains("/choix?"),
        "settled"
    );
    assert_eq!(place(&get(&desk, &path)), home, "nothing is left to choose");
    let history = get(&desk, &format!("{home}/historique")).text_body();
    assert!(
        history.contains("Vu sur place") && history.contains("Akoupé"),
        "{history}"
    );
}

#[test]
fn the_history_of_a_household_says_who_joined_and_left_and_how_it_was_known() {
    let desk = desk(Role::SocialWorker);
    let (home, ..) = household(&desk);
    let page = get(&desk, &home).text_body();
    let (_, after) = page.split_once(&format!("{home}/membres/")).unwrap();
    let tag = after.split('"').next().unwrap();
    let member = format!("{home}/membres/{tag}");
    place(&desk.send(
        &member,
        &pairs(&[("do", "remove"), ("reason", "Notée par erreur")]),
    ));
    let history = get(&desk, &format!("{home}/historique")).text_body();
    assert!(
        history.contains("Issa · Conjoint ou conjointe"),
        "{history}"
    );
    assert!(
        history.contains("Membre, retiré") && history.matches("Awa · Chef de ménage").count() == 2,
        "{history}"
    );
    assert!(history.contains("Notée par erreur"), "{history}");
    let now = get(&desk, &format!("{home}/historique?au=2026-11-23")).text_body();
    assert!(
        now.contains("tel qu&#39;on le connaissait") || now.contains("tel qu'on le connaissait")
    );
    let before = get(&desk, &format!("{home}/historique?au=2020-01-01")).text_body();
    assert!(before.contains("pas encore ouvert"), "{before}");
    let counter = Desk::new().by_role(Role::Reception);
    assert_eq!(
        get(&counter, &format!("{home}/historique")).status,
        Status::Forbidden
    );
}

#[test]
fn someone_of_the_household_is_chosen_who_must_not_be_told_and_their_record_says_nothing() {
    let desk = desk(Role::Reception);
    let (_, awa, issa) = household(&desk);
    let choose = get(&desk, &format!("{awa}/discretion")).text_body();
    let path = format!("{awa}/discretion?personne={}", id(&issa));
    assert!(
        choose.contains(&path),
        "those of the household come first: {choose}"
    );
    let add = format!("{awa}/discretion/{}", id(&issa));
    let form = pairs(&[("must-not-tell-0", "il la cherche")]);
    assert_eq!(place(&desk.send(&add, &form)), awa);
    let record = get(&desk, &awa).text_body();
    assert!(record.contains("Issa, il la cherche"), "{record}");
    let his = get(&desk, &issa).text_body();
    assert!(
        !his.contains("il la cherche") && !his.contains("précaution"),
        "{his}"
    );
    assert!(
        !get(&desk, &format!("{awa}/fiche"))
            .text_body()
            .contains("il la cherche")
    );
    let twice = desk.send(&add, &form);
    assert_eq!(twice.status, Status::Unprocessable, "once is enough");

    let edit = format!("{awa}/modifier/discretion");
    let page = get(&desk, &edit).text_body();
    assert!(page.contains("Personne du registre : Issa"), "{page}");
    let form = [
        ("rows", "1"),
        ("seen-0", &hidden(&page, "seen-0")),
        ("who-0", &hidden(&page, "who-0")),
        ("must-not-tell-0", "il la cherche"),
        ("drop-0", "1"),
    ];
    assert_eq!(place(&desk.send(&edit, &pairs(&form))), awa);
    assert!(
        !get(&desk, &awa).text_body().contains("il la cherche"),
        "taken off"
    );
}
