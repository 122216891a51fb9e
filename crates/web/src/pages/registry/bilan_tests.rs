//! The bilan of a household as a browser sees it.

use akwaba_domain::actor::Role;

use super::super::tests::{desk, get, id, pairs, place, register};
use crate::http::Status;
use crate::pages::casework::tests::publish;
use crate::pages::tests::Desk;

/// A household of a mother with her papers and a newborn never declared; the addresses of the three.
fn family(desk: &Desk) -> (String, String, String) {
    let mother = register(desk, "Affoué", &[("birth_year", "1990")]);
    let child = register(
        desk,
        "Kouadio",
        &[
            ("birth_day", "5"),
            ("birth_month", "11"),
            ("birth_year", "2026"),
        ],
    );
    let head = pairs(&[
        ("personne", &id(&mother).to_string()),
        ("member-role", "head"),
    ]);
    let home = place(&desk.send("/menages/nouveau", &head));
    let join = format!("{home}/membre/{}", id(&child));
    let role = pairs(&[("member-role", "child")]);
    assert_eq!(place(&desk.send(&join, &role)), home, "the child joins");
    grid(
        desk,
        &child,
        &[("birth-act", "not-declared"), ("health", "late")],
    );
    (home, mother, child)
}

fn grid(desk: &Desk, person: &str, answers: &[(&str, &str)]) {
    let path = format!("{person}/modifier/suivi");
    assert_eq!(place(&desk.send(&path, &pairs(answers))), person);
}

#[test]
fn the_bilan_says_what_each_lacks_where_to_go_and_what_is_only_proposed() {
    let desk = desk(Role::SocialWorker);
    let (home, mother, _) = family(&desk);
    grid(
        &desk,
        &mother,
        &[
            ("birth-act", "in-hand"),
            ("cmu", "not"),
            ("health", "well"),
            ("school", "done"),
        ],
    );
    let page = get(&desk, &format!("{home}/bilan"));
    assert_eq!(page.status, Status::Ok);
    let body = page.text_body();
    for said in [
        "Déclarer la naissance avant le 05/02/2027",
        "Demander le NNI",
        "Enrôler à la CMU, ou au RAM",
        "Rattraper vaccins et visites",
        "À demander",
        "Loi 2018-862, art. 41",
        "à vérifier",
    ] {
        assert!(body.contains(said), "{said}: {body}");
    }
    assert!(!body.contains("Demander un jugement"), "nobody lacks it");
    let sheet = get(&desk, &format!("{home}/bilan/fiche")).text_body();
    assert!(sheet.contains("Déclarer la naissance avant le 05/02/2027"));
    assert!(
        !sheet.contains("/dossiers/nouveau"),
        "nothing to click on paper"
    );
}

#[test]
fn a_household_is_reviewed_by_who_sees_the_grid_and_by_no_other() {
    let mut desk = desk(Role::SocialWorker);
    let (home, _, _) = family(&desk);
    for (role, may) in [
        (Role::Reception, true),
        (Role::Director, true),
        (Role::Intern, false),
        (Role::TechnicalAdmin, false),
        (Role::RegionalSupervisor, false),
    ] {
        desk = desk.by_role(role);
        for end in ["bilan", "bilan/fiche"] {
            let status = get(&desk, &format!("{home}/{end}")).status;
            assert_eq!(status == Status::Ok, may, "{role:?} {end}");
        }
    }
}

const CIVIL: &str = include_str!("../../../../../manuel/P16-etat-civil.md");

#[test]
fn a_lack_leads_to_its_guide_whose_case_is_begun_once_and_whose_papers_are_checked_off() {
    let desk = desk(Role::SocialWorker);
    let (home, _, child) = family(&desk);
    let guide = format!("{home}/bilan/{}/birth-in-time", id(&child));
    let bilan = get(&desk, &format!("{home}/bilan")).text_body();
    assert!(bilan.contains(&format!("href=\"{guide}\"")));
    let page = get(&desk, &guide).text_body();
    for said in [
        "À déclarer avant le 05/02/2027",
        "74 jours restent",
        "Certificat de naissance de la maternité",
        "Aller au centre d&#39;état civil avant la fin des trois mois",
        "à vérifier",
    ] {
        assert!(
            page.contains(said) || page.contains(&said.replace("&#39;", "'")),
            "{said}"
        );
    }
    let missing = desk.send(&guide, "");
    assert_eq!(place(&missing), guide, "no procedure is in use yet");
    let desk = publish(&desk, CIVIL);
    let step = place(&desk.send(&guide, ""));
    assert!(step.contains("/etapes/bilan"), "{step}");
    assert_eq!(place(&desk.send(&guide, "")), guide, "begun once");
    let underway = get(&desk, &guide).text_body();
    assert!(underway.contains("Facilitation en cours : dossier n° 1/2026"));
    assert_eq!(
        place(&desk.send(&format!("{guide}/pieces"), "paper=0")),
        guide
    );
    assert!(
        get(&desk, &format!("{home}/bilan"))
            .text_body()
            .contains("1/2 pièces")
    );
    assert!(
        get(&desk, &format!("{guide}/fiche"))
            .text_body()
            .contains("☑ Certificat")
    );
    let stray = desk.send(&format!("{guide}/pieces"), "paper=7");
    assert_eq!(stray.status, Status::NotFound);
    let other = desk.send(&format!("{home}/bilan/{}/permis", id(&child)), "");
    assert_eq!(other.status, Status::NotFound);
}
