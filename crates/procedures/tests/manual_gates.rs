//! The gates of the model manual: what stops, what never leaves the centre, who may not decide. A missing answer never opens one.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests, which fail by panicking"
)]

mod model;

use akwaba_procedures::run::{Calendar, Course, Known, Way, standing, ways};
use akwaba_procedures::sheet::Book;
use akwaba_procedures::workbook::{Confidentiality, Next, Procedure};
use model::{MOMENT, answer, answered, form, names, read, refused, values};

fn procedure(book: &Book) -> Procedure {
    Procedure::read(book).unwrap_or_else(|findings| {
        let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
        panic!("{}", said.join("\n"))
    })
}

/// Where the step of that procedure leads with those answers, `fin` for the end, nothing where a person chooses.
fn leads(code: &str, step: &str, answers: &[(&str, &str)]) -> Vec<String> {
    let book = read(code);
    let procedure = procedure(&book);
    let form = form(code);
    let filled = answered(&form, answers);
    let scope = filled.scope();
    let course = Course::default();
    let standing = standing(
        &procedure,
        &course,
        &scope,
        &Calendar::default(),
        MOMENT.now,
    );
    let known = Known::at(&scope, &procedure, &standing, MOMENT.now);
    match ways(procedure.step(step).unwrap(), &known) {
        Way::On => procedure
            .after(step)
            .into_iter()
            .map(|next| next.code.clone())
            .collect(),
        Way::Decided(decision) => codes(&decision.next),
        Way::Choose(_) => Vec::new(),
    }
}

fn codes(next: &Next) -> Vec<String> {
    match next {
        Next::Steps(codes) => codes.clone(),
        Next::End => vec!["fin".to_owned()],
    }
}

/// Every step that may open after that one, whatever is answered, and past steps whose condition may not hold.
fn arrows(procedure: &Procedure, from: &str) -> Vec<String> {
    let step = procedure.step(from).unwrap();
    let mut to: Vec<String> = step
        .decisions
        .iter()
        .flat_map(|decision| codes(&decision.next))
        .collect();
    if to.is_empty() {
        to.extend(procedure.after(from).map(|next| next.code.clone()));
    }
    let mut at = 0;
    while let Some(code) = to.get(at).cloned() {
        if procedure
            .step(&code)
            .is_some_and(|step| step.condition.is_some())
        {
            to.extend(procedure.after(&code).map(|next| next.code.clone()));
        }
        at += 1;
    }
    to
}

#[test]
fn every_exercise_walks_a_way_that_the_steps_have() {
    for name in names() {
        let procedure = procedure(&read(&name));
        for exercise in &procedure.exercises {
            let walked = &exercise.expected;
            let place = format!("{name}, {}", exercise.title);
            assert_eq!(
                walked.first(),
                procedure.steps.first().map(|step| &step.code),
                "{place}"
            );
            for (at, code) in walked.iter().enumerate().skip(1) {
                let opened = walked
                    .iter()
                    .take(at)
                    .any(|before| arrows(&procedure, before).contains(code));
                assert!(opened, "{place}: {code}");
            }
        }
    }
}

#[test]
fn mediation_goes_on_only_when_each_was_seen_alone_and_said_no_to_every_question_of_fear() {
    let questions = [
        "seule",
        "peur",
        "coups",
        "contrainte",
        "enfant",
        "geste",
        "veut",
    ];
    for (who, next) in [("a", "entretien_b"), ("b", "cadre")] {
        let step = format!("entretien_{who}");
        let with = |changed: Option<(&str, &str)>| {
            let mut answers = Vec::new();
            for other in ["a", "b"] {
                for question in questions {
                    let calm = if ["seule", "veut"].contains(&question) {
                        "oui"
                    } else {
                        "non"
                    };
                    let text = changed.filter(|changed| other == who && changed.0 == question);
                    let name = if question == "veut" {
                        format!("veut_{other}")
                    } else {
                        format!("{other}_{question}")
                    };
                    answers.push((
                        format!("entretien_{other}/{name}"),
                        text.map_or(calm, |changed| changed.1),
                    ));
                }
            }
            let answers: Vec<(&str, &str)> = answers
                .iter()
                .map(|(path, text)| (path.as_str(), *text))
                .collect();
            leads("P22", &step, &answers)
        };
        assert_eq!(with(None), [next]);
        assert_eq!(with(Some(("veut", "non"))), ["fin"]);
        for question in ["peur", "coups", "contrainte", "enfant", "geste"] {
            for text in ["oui", "nsp", "refus", ""] {
                assert_eq!(
                    with(Some((question, text))),
                    ["arret"],
                    "{who} {question} {text:?}"
                );
            }
        }
        for text in ["non", ""] {
            assert_eq!(
                with(Some(("seule", text))),
                ["arret"],
                "{who} alone {text:?}"
            );
        }
    }
}

#[test]
fn fear_in_the_meeting_or_an_unfree_signature_ends_the_mediation() {
    for fear in ["oui", "nsp", "refus", ""] {
        let answers = [("seance/seance_peur", fear)];
        assert_eq!(leads("P22", "seance", &answers), ["arret"], "{fear:?}");
    }
    for (free, next) in [("non", "arret"), ("oui", "suivi1"), ("", "fin")] {
        let answers = [("pv/pv_type", "conciliation"), ("pv/pv_libre", free)];
        assert_eq!(leads("P22", "pv", &answers), [next], "{free:?}");
    }
}

#[test]
fn a_referral_needs_the_agreement_for_the_service_for_the_organisation_and_for_what_is_told() {
    let cases = [
        ("oui", "oui", "nom motif", "fiche"),
        ("oui", "oui", "", "choix_service"),
        ("oui", "non", "nom motif", "choix_service"),
        ("oui", "", "nom motif", "choix_service"),
        ("non", "oui", "nom motif", "sans_reference"),
        ("", "", "", "sans_reference"),
    ];
    for (service, organisation, told, next) in cases {
        let answers = [
            ("accord/accord_service", service),
            ("accord/accord_organisation", organisation),
            ("accord/infos_acceptees", told),
        ];
        assert_eq!(
            leads("P07", "accord", &answers),
            [next],
            "{service} {organisation} {told}"
        );
    }
}

#[test]
fn a_service_is_not_asked_again_once_the_person_takes_the_agreement_back() {
    for (agreed, next) in [
        ("oui", "attente"),
        ("non", "aupres_personne"),
        ("", "aupres_personne"),
    ] {
        let answers = [("verifier_accord/accord_vaut", agreed)];
        assert_eq!(
            leads("P08", "verifier_accord", &answers),
            [next],
            "{agreed:?}"
        );
    }
}

#[test]
fn help_above_the_ceiling_or_already_studied_by_the_director_goes_to_the_commission() {
    for (seen, amount, next) in [
        ("non", "50000", "annonce"),
        ("non", "50001", "commission"),
        ("oui", "10000", "commission"),
    ] {
        let answers = [
            ("decision/deja_vu", seen),
            ("decision/decision_centre", "accorde"),
            ("decision/montant_accorde", amount),
        ];
        assert_eq!(
            leads("P09", "decision", &answers),
            [next],
            "{seen} {amount}"
        );
    }
}

#[test]
fn a_complaint_about_the_director_or_a_grave_fact_never_passes_by_the_director() {
    let cases = [
        ("agent", "aucune", "non", "examen_centre"),
        ("directeur", "aucune", "non", "examen_region"),
        ("agent", "argent", "non", "examen_region"),
        ("accueil", "sexuel menace", "non", "examen_region"),
        ("agent", "aucune", "oui", "examen_region"),
        ("merci", "aucune", "non", "fin"),
    ];
    for (about, grave, key, next) in cases {
        let answers = [
            ("tri/vise", about),
            ("tri/grave_types", grave),
            ("tri/cle_vise", key),
        ];
        assert_eq!(
            leads("P28", "tri", &answers),
            [next],
            "{about} {grave} {key}"
        );
    }
    let procedure = procedure(&read("P28"));
    assert_eq!(procedure.confidentiality, Confidentiality::Sealed);
    let mut reached = vec!["examen_region".to_owned()];
    let mut at = 0;
    while let Some(code) = reached.get(at).cloned() {
        assert_eq!(procedure.step(&code).unwrap().role, "superviseur", "{code}");
        for next in arrows(&procedure, &code) {
            if next != "fin" && !reached.contains(&next) {
                reached.push(next);
            }
        }
        at += 1;
    }
}

#[test]
fn who_is_complained_of_writes_nothing_of_the_complaint() {
    let form = form("P28");
    let mut filled = answered(&form, &[("reception/referent_vise", "oui")]);
    for question in ["mots_reclamation", "objet_reclamation", "anonyme"] {
        assert!(
            !filled.relevant(&format!("reception/{question}")),
            "{question}"
        );
    }
    assert_eq!(
        leads("P28", "reception", &[("reception/referent_vise", "oui")]),
        ["fin"]
    );
    answer(&mut filled, "examen_centre/directeur_lien", "oui");
    answer(&mut filled, "examen_centre/centre_suite", "reponse");
    assert!(refused(&filled, "examen_centre/centre_suite"));
}

#[test]
fn a_danger_said_in_the_interview_is_never_low_risk_and_calls_the_trained_colleague() {
    let calm = [
        ("violence", "non"),
        ("enfant_danger", "non"),
        ("idee_mort", "non"),
        ("sure_maison", "oui"),
        ("mange", "oui"),
    ];
    let cases = [
        (None, "vert", "suite"),
        (Some(("violence", "oui")), "rouge", "passage"),
        (Some(("enfant_danger", "oui")), "rouge", "passage"),
        (Some(("idee_mort", "oui")), "rouge", "suite"),
        (Some(("sure_maison", "refus")), "orange", "suite"),
        (Some(("mange", "non")), "orange", "suite"),
    ];
    let form = form("P02");
    for (said, risk, next) in cases {
        let answers: Vec<(String, &str)> = calm
            .iter()
            .copied()
            .chain(said)
            .map(|(question, text)| (format!("securite/{question}"), text))
            .collect();
        let answers: Vec<(&str, &str)> = answers
            .iter()
            .map(|(path, text)| (path.as_str(), *text))
            .collect();
        let filled = answered(&form, &answers);
        assert_eq!(filled.value("securite/risque_propose"), risk, "{said:?}");
        assert_eq!(leads("P02", "securite", &answers), [next], "{said:?}");
    }
}

#[test]
fn a_file_is_not_closed_on_a_remaining_need_or_without_news_unless_the_person_asks() {
    let cases = [
        ("atteint", "non", "oui", "bilan"),
        ("atteint", "oui", "oui", "fin"),
        ("atteint", "non", "non", "fin"),
        ("demande", "oui", "non", "bilan"),
        ("part", "oui", "oui", "bilan"),
    ];
    for (why, need, news, next) in cases {
        let answers = [
            ("criteres/motif_fin", why),
            ("criteres/encore_besoin", need),
            ("criteres/derniere_action_suivie", news),
        ];
        assert_eq!(
            leads("P12", "criteres", &answers),
            [next],
            "{why} {need} {news}"
        );
    }
}

#[test]
fn what_is_granted_is_paid_before_what_is_contested_is_judged_again() {
    let said = |granted| [("annonce/reponse", granted), ("annonce/conteste", "oui")];
    assert_eq!(leads("P09", "annonce", &said("partiel")), ["remise"]);
    assert_eq!(leads("P09", "remise", &said("partiel")), ["recours"]);
    assert_eq!(leads("P09", "annonce", &said("refuse")), ["recours"]);
}

#[test]
fn a_rising_severity_warns_and_a_falling_one_does_not() {
    let five = ["g_securite", "g_sante", "g_besoins", "g_ecole", "g_soutien"];
    for (before, after, trend, next) in [
        ("9", "1", "baisse", "suite"),
        ("5", "1", "stable", "suite"),
        ("4", "1", "hausse", "alerte"),
        ("", "1", "premiere", "suite"),
    ] {
        let mut answers: Vec<(String, &str)> = five
            .iter()
            .map(|line| (format!("gravite/{line}"), after))
            .collect();
        answers.push(("gravite/gravite_avant".to_owned(), before));
        answers.push(("gravite/danger_suivi".to_owned(), "non"));
        answers.push(("gravite/risque_suivi".to_owned(), "vert"));
        let answers: Vec<(&str, &str)> = answers
            .iter()
            .map(|(path, text)| (path.as_str(), *text))
            .collect();
        let form = form("P10");
        let filled = answered(&form, &answers);
        assert_eq!(
            values(&filled, ["gravite/gravite_total", "gravite/evolution"]),
            ["5", trend],
            "{before:?}"
        );
        assert_eq!(leads("P10", "gravite", &answers), [next], "{before:?}");
    }
}

#[test]
fn the_cash_box_is_balanced_to_the_franc_and_a_difference_is_told_at_once() {
    let form = form("P27");
    for (counted, difference, next) in [
        ("84250", "0", "controle"),
        ("84000", "-250", "ecart"),
        ("84300", "50", "ecart"),
    ] {
        let answers = [
            ("caisse/caisse_tenue", "oui"),
            ("caisse/solde_debut", "60000"),
            ("caisse/entrees", "50000"),
            ("caisse/sorties", "25750"),
            ("caisse/compte", counted),
        ];
        let filled = answered(&form, &answers);
        assert_eq!(
            values(&filled, ["caisse/solde_attendu", "caisse/ecart"]),
            ["84250", difference]
        );
        assert_eq!(leads("P27", "caisse", &answers), [next], "{counted}");
    }
    assert_eq!(
        leads("P27", "caisse", &[("caisse/caisse_tenue", "non")]),
        ["controle"]
    );
}
