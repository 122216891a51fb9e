//! The forms of the model manual, filled in as in its own exercises: the sums, the hours, the risks and the refusals that it
//! promises to the people who use it.

mod model;

use akwaba_procedures::form::Form;
use model::{answer, answered, form, names, read, refused, values};
use proptest::prelude::*;

#[test]
fn the_form_of_every_procedure_is_read_without_a_remark() {
    for name in names() {
        let (form, findings) = Form::read_with_warnings(&read(&name));
        assert!(form.is_some() && findings.is_empty(), "{findings:#?}");
    }
}

#[test]
fn the_share_out_of_the_exercise_comes_out_to_the_franc() {
    let form = form("P21");
    let mut filled = answered(
        &form,
        &[
            ("partage/especes", "51055"),
            ("partage/comptes[1]/compte_parts", "40"),
            ("partage/comptes[1]/compte_dette", "0"),
            ("partage/comptes[2]/compte_parts", "35"),
            ("partage/comptes[2]/compte_dette", "2000"),
            ("partage/comptes[3]/compte_parts", "25"),
            ("partage/comptes[3]/compte_dette", "0"),
            ("partage/parts_cahier", "100"),
        ],
    );
    let due = [1, 2, 3].map(|at| format!("partage/comptes[{at}]/compte_du"));
    assert_eq!(
        due.map(|path| filled.value(&path).to_owned()),
        ["21200", "16550", "13250"]
    );
    let sums = ["partage/valeur_partage", "partage/reste"];
    assert_eq!(values(&filled, sums), ["530", "55"]);
    for (left, difference) in [("55", "0"), ("50", "5")] {
        answer(&mut filled, "partage/reste_compte", left);
        assert_eq!(filled.value("partage/controle_partage"), difference);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn what_is_shared_and_what_is_left_make_what_was_counted(
        cash in 1_i64..9_000_000,
        members in prop::collection::vec((1_i64..200, 0_i64..5_000), 1..12),
    ) {
        let form = form("P21");
        let mut filled = answered(&form, &[("partage/especes", &cash.to_string())]);
        for (at, (parts, debt)) in (1..).zip(&members) {
            answer(&mut filled, &format!("partage/comptes[{at}]/compte_parts"), &parts.to_string());
            answer(&mut filled, &format!("partage/comptes[{at}]/compte_dette"), &debt.to_string());
        }
        let [shared, left, value, parts] = values(
            &filled,
            ["partage/distribue", "partage/reste", "partage/valeur_partage", "partage/parts_total"],
        )
        .map(|text| text.parse::<i64>().unwrap());
        prop_assert_eq!(shared + left, cash);
        prop_assert!((0..parts).contains(&left));
        for (at, (parts, debt)) in (1..).zip(&members) {
            let due = filled.value(&format!("partage/comptes[{at}]/compte_du")).parse::<i64>().unwrap();
            prop_assert_eq!(due, parts * value - debt);
        }
    }
}

#[test]
fn the_box_of_the_meeting_of_the_exercise_lacks_five_hundred_francs() {
    let form = form("P21");
    let mut filled = answered(
        &form,
        &[
            ("reglement/valeur_part", "200"),
            ("reglement/pret_multiple", "3"),
            ("reunion/livrets[1]/parts", "42"),
            ("reunion/rembourse", "15000"),
            ("reunion/autres_entrees", "0"),
            ("reunion/un_pret", "oui"),
            ("reunion/prets[1]/pret_epargne", "20000"),
            ("reunion/prets[1]/pret_montant", "60000"),
            ("reunion/autres_sorties", "0"),
            ("reunion/caisse_avant", "84500"),
            ("reunion/caisse_comptee", "47400"),
        ],
    );
    let sums = ["reunion/caisse_attendue", "reunion/ecart_caisse"];
    assert_eq!(values(&filled, sums), ["47900", "-500"]);
    assert!(filled.required("reunion/ecart_raison"));
    let loan = "reunion/prets[1]/pret_montant";
    assert!(!refused(&filled, loan));
    answer(&mut filled, loan, "60001");
    assert!(refused(&filled, loan));
}

#[test]
fn pay_is_days_by_the_rate_less_savings() {
    let form = form("P20");
    let mut filled = answered(
        &form,
        &[
            ("contrat/apte", "oui"),
            ("contrat/tarif", "1750"),
            ("pointage/jours_ouverts", "20"),
            ("pointage/jours_presents", "16"),
            ("pointage/jours_justifies", "2"),
            ("pointage/jours_absents", "2"),
            ("paie/epargne", "20000"),
            ("paie/paye", "11000"),
        ],
    );
    let sums = ["paie/brut", "paie/net_du", "paie/ecart_paie"];
    assert_eq!(values(&filled, sums), ["31500", "11500", "500"]);
    assert!(!refused(&filled, "pointage/jours_absents"));
    answer(&mut filled, "pointage/jours_absents", "3");
    assert!(refused(&filled, "pointage/jours_absents"));
}

#[test]
fn the_hours_since_an_incident_are_counted_and_none_are_when_it_has_no_date() {
    let form = form("P14");
    let mut filled = answered(
        &form,
        &[
            ("incident/heure_entretien", "2026-03-10T09:00:00"),
            ("incident/precision_date", "heure"),
            ("incident/date_incident", "2026-03-09T21:00:00"),
        ],
    );
    assert_eq!(filled.value("incident/heures_ecoulees"), "12");
    answer(&mut filled, "incident/precision_date", "refus");
    assert_eq!(filled.value("incident/heures_ecoulees"), "0");
}

#[test]
fn the_first_yes_names_the_type_of_violence_and_ends_the_questions() {
    let form = form("P14");
    let questions = [
        ("v_penetration", "rape"),
        ("v_contact", "sexual_assault"),
        ("v_physique", "physical_assault"),
        ("v_mariage", "forced_marriage"),
        ("v_deni", "denial_of_resources_opportunities_or_services"),
        ("v_psy", "psychological_emotional_abuse"),
    ];
    for (rank, (yes, kind)) in questions.iter().enumerate() {
        let mut filled = answered(&form, &[]);
        for (question, _) in questions.iter().take(rank) {
            answer(&mut filled, &format!("incident/{question}"), "refus");
        }
        answer(&mut filled, &format!("incident/{yes}"), "oui");
        assert_eq!(filled.value("incident/type_propose"), *kind);
        for (later, _) in questions.iter().skip(rank + 1) {
            assert!(!filled.relevant(&format!("incident/{later}")), "{later}");
        }
    }
}

#[test]
fn after_a_rape_care_is_always_offered() {
    let form = form("P14");
    let filled = answered(
        &form,
        &[
            ("incident/type_vbg", "rape"),
            ("incident/soins_vite", "non"),
        ],
    );
    assert!(refused(&filled, "incident/soins_vite"));
}

#[test]
fn a_child_who_does_not_feel_safe_is_never_at_low_risk() {
    let form = form("P13");
    for (felt, refusal) in [("non", true), ("oui", false), ("refus", false)] {
        let filled = answered(
            &form,
            &[("suivi/suivi_sur", felt), ("suivi/risque_suivi", "vert")],
        );
        assert_eq!(refused(&filled, "suivi/risque_suivi"), refusal, "{felt}");
    }
}

#[test]
fn the_question_of_reporting_leans_one_way_only_when_every_answer_is_given() {
    let form = form("P15");
    let cases = [
        (["non", "non", "", ""], ""),
        (["non", "non", "non", ""], "secret"),
        (["oui", "non", "non", ""], "alerter"),
        (["non", "oui", "non", ""], "alerter"),
        (["non", "non", "oui", ""], ""),
        (["non", "non", "oui", "non"], "secret"),
        (["non", "non", "oui", "doute"], "discuter"),
        (["non", "non", "oui", "oui"], "alerter"),
        (["doute", "non", "non", ""], "discuter"),
    ];
    for ([danger, prevent, grave, effects], leaning) in cases {
        let mut filled = answered(
            &form,
            &[
                ("faits/danger", danger),
                ("question/peut_empecher", prevent),
                ("question/fait_grave", grave),
            ],
        );
        if filled.relevant("question/effets") {
            answer(&mut filled, "question/effets", effects);
            answer(&mut filled, "question/repetition", effects);
        }
        assert_eq!(
            filled.value("question/repere"),
            leaning,
            "{danger} {prevent} {grave} {effects}"
        );
    }
}

#[test]
fn the_number_of_the_card_is_refused_in_the_box_of_the_national_number() {
    let form = form("P16");
    for (number, refusal) in [("CI002345678", true), ("11223344556", false)] {
        let filled = answered(
            &form,
            &[
                ("identite/identite_etat", "obtenu"),
                ("identite/nni", number),
            ],
        );
        assert_eq!(refused(&filled, "identite/nni"), refusal, "{number}");
    }
}

#[test]
fn a_birth_is_declared_within_three_months_and_needs_a_judgment_after() {
    let form = form("P16");
    for (born, refusal) in [("2025-12-30", false), ("2025-11-30", true)] {
        let filled = answered(
            &form,
            &[
                ("bilan/naissance_connue", "jour"),
                ("bilan/date_naissance", born),
                ("bilan/besoin", "declaration"),
            ],
        );
        assert_eq!(refused(&filled, "bilan/besoin"), refusal, "{born}");
    }
}

#[test]
fn a_house_with_signs_of_violence_is_never_found_fit_for_a_child() {
    let form = form("P25");
    for (seen, refusal) in [("lit repas", false), ("lit violence", true)] {
        let filled = answered(
            &form,
            &[
                ("lieu/nuit_vue", "oui"),
                ("lieu/conditions", seen),
                ("lieu/lieu_avis", "convient"),
            ],
        );
        assert_eq!(refused(&filled, "lieu/lieu_avis"), refusal, "{seen}");
    }
}

#[test]
fn in_an_emergency_one_criterion_counts_one_point() {
    let form = form("P24");
    let filled = answered(
        &form,
        &[
            ("recensement/menages[1]/fragilites", "enceinte handicap"),
            ("recensement/menages[1]/pertes", "logement"),
            ("recensement/menages[1]/nuit", "dehors"),
            ("recensement/menages[2]/fragilites", "aucune"),
            ("recensement/menages[2]/pertes", "aucune"),
            ("recensement/menages[2]/nuit", "maison"),
        ],
    );
    let points = [1, 2].map(|at| format!("recensement/menages[{at}]/points"));
    assert_eq!(
        points.map(|path| filled.value(&path).to_owned()),
        ["4", "0"]
    );
}

#[test]
fn a_small_number_of_violences_or_endangered_children_is_not_told_outside() {
    let form = form("P26");
    for (kind, count, told) in [
        ("vbg", "0", "0"),
        ("vbg", "4", "moins de 5"),
        ("enfant_victime", "1", "moins de 5"),
        ("vbg", "5", "5"),
        ("papiers", "2", "2"),
    ] {
        let filled = answered(
            &form,
            &[
                ("cas/ligne[1]/nature_cas", kind),
                ("cas/ligne[1]/nouveaux", count),
            ],
        );
        assert_eq!(
            filled.value("cas/ligne[1]/nouveaux_sortie"),
            told,
            "{kind} {count}"
        );
    }
}

#[test]
fn the_score_of_the_enquiry_says_nothing_before_the_grid_is_filled() {
    let form = form("P04");
    let mut filled = answered(&form, &[]);
    let both = ["grille/score", "grille/lecture_grille"];
    assert_eq!(values(&filled, both), ["", ""]);
    for (line, text) in [
        ("repas", "oui"),
        ("revenu", "oui"),
        ("toit", "non"),
        ("charge", "oui"),
        ("ecole", "non"),
        ("sante", "non"),
        ("choc", "non"),
        ("seul", "non"),
    ] {
        answer(&mut filled, &format!("grille/g_{line}"), text);
    }
    assert_eq!(values(&filled, both), ["3", "moyenne"]);
}

#[test]
fn an_age_is_known_from_a_date_a_year_or_what_is_said() {
    let form = form("P03");
    let cases = [
        ("exacte", "naissance", "2000-03-11", "25"),
        ("vers", "annee", "1975", "51"),
        ("age", "age_dit", "33", "33"),
    ];
    for (precision, question, text, age) in cases {
        let filled = answered(
            &form,
            &[
                ("identite/precision", precision),
                (&format!("identite/{question}"), text),
            ],
        );
        assert_eq!(filled.value("identite/age"), age, "{precision}");
    }
}

#[test]
fn an_interview_of_which_nothing_is_to_be_kept_asks_for_no_narrative() {
    let form = form("P02");
    for (kept, asked) in [("tout", true), ("essentiel", false), ("rien", false)] {
        let filled = answered(
            &form,
            &[
                ("accord/accord_entretien", "oui"),
                ("accord/accord_note", kept),
            ],
        );
        assert_eq!(filled.relevant("recit/recit_mots"), asked, "{kept}");
    }
}

#[test]
fn the_referral_slip_offers_only_what_the_person_accepted_to_have_told() {
    let form = form("P07");
    let filled = answered(
        &form,
        &[
            ("accord/accord_service", "oui"),
            ("accord/accord_organisation", "oui"),
            ("accord/infos_acceptees", "nom motif"),
        ],
    );
    let offered: Vec<String> = filled
        .choices("fiche/infos_envoyees")
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(offered, ["nom", "motif"]);
}
