//! Mediation through `handle`: who speaks of fear is protected, and the other one learns nothing.

use akwaba_domain::actor::Role;

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::{place, publish};
use crate::pages::tests::Desk;

pub(in crate::pages) const MEDIATION: &str = include_str!("../../../../../manuel/P22-mediation.md");

/// The words that nobody but the team may read.
const TELLING: [&str; 5] = ["violence", "peur", "remarque", "frapp", "menac"];

fn text(desk: &Desk, path: &str) -> String {
    let page = desk.ask(&Request::new(Method::Get, path));
    assert_eq!(page.status, Status::Ok, "{path}");
    page.text_body()
}

fn person(desk: &Desk, name: &str) -> String {
    let fields = format!("kind-1=given&name-1={name}&confirmed=1");
    let path = place(&desk.send("/personnes/nouvelle", &fields));
    path.rsplit('/').next().unwrap().to_owned()
}

/// A mediation just begun between two of a household; its case.
fn begun() -> (Desk, String) {
    let desk = publish(&as_role(&founded(), Role::SocialWorker), MEDIATION);
    let head = person(&desk, "Aya");
    let home = place(&desk.send(
        "/menages/nouveau",
        &format!("personne={head}&member-role=head"),
    ));
    let home = home.rsplit('/').next().unwrap();
    let opened = desk.send("/dossiers/nouveau", &format!("menage={home}&procedure=P22"));
    let step = place(&opened);
    let case = step.split("/etapes/").next().unwrap().to_owned();
    let asked = [
        ("demandeur", "les_deux"),
        ("objet_conflit", "argent"),
        ("demande_mots", "Argent."),
        ("autre_informe", "oui"),
        ("tribunal", "non"),
        ("agent_lien", "non"),
    ];
    place(&answer(&desk, &case, "demande", &asked));
    (desk, case)
}

fn answer(desk: &Desk, case: &str, step: &str, said: &[(&str, &str)]) -> crate::http::Response {
    let names: Vec<String> = said
        .iter()
        .map(|(name, _)| format!("{step}/{name}"))
        .collect();
    let mut fields = format!("questions={}", names.join("+"));
    for (name, value) in said {
        let date: Vec<&str> = value.split('-').collect();
        if let [year, month, day] = date.as_slice() {
            for (part, value) in [("day", day), ("month", month), ("year", year)] {
                fields = format!("{fields}&{step}/{name}_{part}={value}");
            }
        }
        fields = format!("{fields}&{step}/{name}={value}");
    }
    desk.send(&format!("{case}/etapes/{step}"), &fields)
}

fn interview(desk: &Desk, case: &str, letter: &str, fear: &str) {
    let names = [
        "jour",
        "seule",
        "peur",
        "coups",
        "contrainte",
        "enfant",
        "geste",
    ];
    let told = ["2026-11-20", "oui", fear, "non", "non", "non", "non"];
    let names = names.map(|name| format!("{letter}_{name}"));
    let mut said: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(told).collect();
    let more = [
        format!("{letter}_recit"),
        format!("{letter}_attente"),
        format!("veut_{letter}"),
    ];
    if fear == "non" {
        said.extend(
            more.iter()
                .map(String::as_str)
                .zip(["Argent.", "Un accord.", "oui"]),
        );
    }
    let step = format!("entretien_{letter}");
    let sent = answer(desk, case, &step, &said);
    assert_eq!(sent.status, Status::SeeOther, "{}", sent.text_body());
}

/// What stands on a page without what is folded away for the team.
fn in_sight(page: &str) -> String {
    let main = page.split("<main").nth(1).unwrap();
    let (before, rest) = main.split_once("<details").unwrap_or((main, ""));
    let after = rest.split_once("</details>").map_or("", |(_, after)| after);
    format!("{before}{after}").to_lowercase()
}

#[test]
fn fear_said_alone_ends_it_in_words_that_tell_the_other_nothing() {
    let (desk, case) = begun();
    let page = text(&desk, &format!("{case}/mediation"));
    assert!(
        page.contains("Chacun est d&#39;abord reçu seul")
            || page.contains("Chacun est d'abord reçu seul")
    );
    interview(&desk, &case, "a", "oui");
    let page = text(&desk, &format!("{case}/mediation"));
    assert!(page.contains("Le centre ne peut pas aider de cette façon."));
    assert!(
        page.contains("Une réponse donnée en entretien seul."),
        "for the team"
    );
    let sight = in_sight(&page)
        .replace("noter une remarque", "")
        .replace("/remarque", "");
    for word in TELLING {
        assert!(!sight.contains(word), "{word}");
    }
    let letter = text(&desk, &format!("{case}/mediation/b/courrier"));
    let same = text(&desk, &format!("{case}/mediation/a/courrier"));
    for word in TELLING {
        assert!(!letter.to_lowercase().contains(word), "{word}");
    }
    assert_eq!(
        letter.matches("prend fin").count(),
        same.matches("prend fin").count()
    );
    let jump = desk.send(
        &format!("{case}/etapes/arret/ecart"),
        "next=seance&reason=Vite.",
    );
    assert_eq!(jump.status, Status::Unprocessable);
    assert!(
        jump.text_body()
            .contains("ne peut pas aider de cette façon")
    );
    let minutes = desk.ask(&Request::new(
        Method::Get,
        &format!("{case}/mediation/proces-verbal"),
    ));
    assert_eq!(minutes.status, Status::NotFound);
    let paper = text(&desk, &format!("{case}/papiers/conciliation")).to_lowercase();
    assert!(paper.contains("ne peut pas aider de cette façon"));
    for word in TELLING {
        assert!(!in_sight(&paper).contains(word), "{word}");
    }
}

#[test]
fn what_a_colleague_noticed_closes_the_step_before_anybody_sits_down() {
    let (desk, case) = begun();
    interview(&desk, &case, "a", "non");
    interview(&desk, &case, "b", "non");
    let rules = format!("{case}/etapes/cadre");
    assert!(!text(&desk, &rules).contains("ne peut pas aider"));
    let silent = desk.send(&format!("{case}/mediation/remarque"), "words=");
    assert_eq!(silent.status, Status::Unprocessable);
    place(&desk.send(&format!("{case}/mediation/remarque"), "words=Un+bleu."));
    assert!(text(&desk, &rules).contains("ne peut pas aider de cette façon"));
    let said = [
        ("a_signe", "oui"),
        ("b_signe", "oui"),
        ("reparler_seul", "oui"),
    ];
    let refused = answer(&desk, &case, "cadre", &said);
    assert_eq!(refused.status, Status::Unprocessable);
    let page = text(&desk, &format!("{case}/mediation"));
    assert!(page.contains("ecart?next=arret"), "the way to protect");
    assert!(!page.contains("Un bleu"));
}

#[test]
fn the_two_are_said_once_and_are_two() {
    let (desk, case) = begun();
    let first = format!("{case}/mediation/a");
    let missing = desk.send(&first, "words=");
    assert_eq!(missing.status, Status::Unprocessable);
    place(&desk.send(&first, "words=Son+fr%C3%A8re+Paul"));
    let both = desk.send(&format!("{case}/mediation/b"), "words=Son+fr%C3%A8re+Paul");
    assert!(
        both.text_body().contains("déjà l&#39;autre") || both.text_body().contains("déjà l'autre")
    );
    assert!(text(&desk, &format!("{case}/mediation")).contains("Son frère Paul"));
    let counter = as_role(&desk, Role::Reception);
    let kept = counter.ask(&Request::new(Method::Get, &format!("{case}/mediation")));
    assert_eq!(kept.status, Status::Forbidden);
}
