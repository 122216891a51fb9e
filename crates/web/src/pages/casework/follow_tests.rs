//! Needs, plan, capacities, closure and reopening through the pages, as browsers use them without a
//! script.

use akwaba_domain::actor::Role;

use super::tests::{CHAIR, FREE, open, place, publish, text, worker};
use crate::http::Status;
use crate::pages::tests::Desk;

fn case_of(step: &str) -> String {
    step.split("/etapes/").next().unwrap().to_owned()
}

/// A worker whose procedure asks one more question first.
fn asking(question: &str) -> Desk {
    let asked = CHAIR.replace(
        "| text | trajets |",
        &format!("{question}\n| text | trajets |"),
    );
    assert_ne!(asked, CHAIR);
    publish(&Desk::new().by_role(Role::SocialWorker), &asked)
}

/// Refused, saying this.
fn refused(desk: &Desk, path: &str, fields: &str, says: &str) {
    let answer = desk.send(path, fields);
    assert_eq!(answer.status, Status::Unprocessable, "{path} {fields}");
    let body = answer.text_body();
    assert!(body.contains(says), "{says}\n{body}");
}

#[test]
fn a_need_comes_before_a_programme_and_what_was_told_of_it_stays_in_the_order_of_its_days() {
    let desk = worker();
    let case = case_of(&open(&desk));
    let (needs, programmes) = (format!("{case}/besoins"), format!("{case}/programmes"));
    let cmu = "programme=cmu&how=propose";
    refused(&desk, &programmes, cmu, "Notez d&#39;abord un besoin");
    refused(&desk, &needs, "need=sante&state=ouvert", "c-origin-error");
    let told = "need=sante&origin=demande&state=ouvert&on_day=2&on_month=11&on_year=2026";
    place(&desk.send(&needs, told));
    let before = "need=sante&state=satisfait&on_day=1&on_month=11&on_year=2026";
    refused(&desk, &needs, before, "déjà noté le 02/11/2026");
    let ahead = "need=sante&state=satisfait&on_day=1&on_month=11&on_year=2027";
    refused(&desk, &needs, ahead, "c-on-error");
    refused(
        &desk,
        &needs,
        "need=sante&state=impossible",
        "c-barrier-error",
    );
    place(&desk.send(&needs, "need=sante&state=impossible&barrier=cout"));
    place(&desk.send(&programmes, cmu));
    let page = text(&desk, &case);
    for said in [
        "Soins, médicaments",
        "Impossible pour le moment",
        "Coût",
        "CMU ou RAM",
    ] {
        assert!(page.contains(said), "{said}");
    }
    assert!(
        page.contains("depuis le 02/11/2026"),
        "what was told first stays"
    );
    assert!(text(&desk, &format!("{case}/fiche")).contains("Impossible pour le moment"));
}

#[test]
fn a_goal_written_in_a_step_is_followed_printed_and_needs_its_result_before_the_case_is_closed() {
    let desk = asking("| text | objectif_mots | Objectif | | | | |");
    let step = open(&desk);
    let fields = FREE.replace(
        "questions=",
        "demande/objectif_mots=Yao+va+%C3%A0+l%27%C3%A9cole&questions=demande/objectif_mots+",
    );
    let case = place(&desk.send(&step, &fields));
    let plan = format!("{case}/plan");
    let page = text(&desk, &plan);
    assert!(page.contains("Yao va à l"), "{page}");
    let key = page.split("name=\"goal\" value=\"").nth(1).unwrap();
    let key = key.split('"').next().unwrap().to_owned();
    assert!(text(&desk, &format!("{plan}/fiche")).contains("Mon plan"));
    let goal = |rest: &str| format!("goal={key}&{rest}");
    refused(&desk, &plan, &goal("state=abandonne"), "c-words-error");
    let early = goal("state=continue&on_day=1&on_month=1&on_year=2026");
    refused(&desk, &plan, &early, "avant le 23/11/2026");
    refused(&desk, &plan, "goal=0&state=continue", "Le plan a changé");
    place(&desk.send(&plan, &goal("state=continue&words=Inscrit.")));
    let close = format!("{case}/cloturer");
    let ends = "criterion=atteint&presence=personne&reason=Fini.&last-word=Merci+%C3%A0+tous";
    refused(&desk, &close, ends, &format!("c-objectif-{key}-error"));
    let open = format!("{ends}&objectif-{key}=continue");
    refused(&desk, &close, &open, "c-criterion-error");
    place(&desk.send(&close, &format!("{ends}&objectif-{key}=atteint")));
    let page = text(&desk, &case);
    assert!(page.contains("Merci à tous") && page.contains("Atteint"));
}

#[test]
fn two_workers_close_one_case_and_the_second_loses_none_of_their_words() {
    let desk = worker();
    let case = case_of(&open(&desk));
    let close = format!("{case}/cloturer");
    place(&desk.send(&close, "criterion=part&presence=personne&reason=Premier."));
    let second = desk.beside(4, Role::SocialWorker);
    let words = "criterion=perdu&presence=absente&reason=Deuxi%C3%A8me.&last-word=Au+revoir";
    let answer = second.send(&close, words);
    assert_eq!(answer.status, Status::Unprocessable);
    let body = answer.text_body();
    assert!(body.contains("Quelqu&#39;un d&#39;autre l&#39;a terminé avant vous"));
    assert!(body.contains("Deuxième.\nAu revoir") && body.contains("/notes"));
}

#[test]
fn a_case_taken_up_again_keeps_its_number_and_history_and_has_a_next_action() {
    let desk = worker();
    let case = case_of(&open(&desk));
    let again = format!("{case}/rouvrir");
    refused(
        &desk,
        &again,
        "step=demande&reason=Revient.",
        "rien à rouvrir",
    );
    let close = format!("{case}/cloturer");
    place(&desk.send(&close, "criterion=part&presence=personne&reason=Part."));
    assert!(!text(&desk, "/aujourdhui").contains("/etapes/demande"));
    refused(&desk, &again, "step=demande&reason=", "c-reason-error");
    place(&desk.send(&again, "step=demande&reason=Revient."));
    let page = text(&desk, &case);
    assert!(page.contains("1/2026") && page.contains("Rouvert par") && page.contains("Part."));
    assert!(text(&desk, "/aujourdhui").contains("/etapes/demande"));
}

#[test]
fn a_person_at_high_risk_whose_case_is_over_stays_on_today_until_somebody_follows_them() {
    let desk = asking("| text | risque | Risque | | | | |");
    let step = open(&desk);
    let fields = FREE
        .replace(
            "questions=",
            "demande/risque=rouge&questions=demande/risque+",
        )
        .replace("libre=oui", "libre=non");
    // The step ends the case by its own decision: its work is kept, and the alert rises.
    let case = place(&desk.send(&step, &fields));
    let director = desk.beside(2, Role::Director);
    let alert = "sans prochaine action";
    for reader in [&desk, &director] {
        assert!(text(reader, "/aujourdhui").contains(alert));
        assert!(text(reader, &case).contains(alert));
    }
    assert!(
        !text(&desk.beside(5, Role::SocialWorker), "/aujourdhui").contains(alert),
        "it is told to who followed them, and to who directs"
    );
    let protect = format!("{case}/protection");
    refused(
        &desk,
        &protect,
        "protects=Sa+tante.",
        "demandez à la direction",
    );
    place(&desk.send(&format!("{case}/notes"), "note=Vue+hier."));
    assert!(
        text(&desk, "/aujourdhui").contains(alert),
        "a note is no action"
    );
    place(&director.send(&protect, "protects=Chez+sa+tante."));
    assert!(!text(&director, "/aujourdhui").contains(alert));
    assert!(!text(&desk, &case).contains(alert));
}

#[test]
fn capacities_are_scored_in_order_and_drawn_before_and_after() {
    let desk = worker();
    let case = case_of(&open(&desk));
    let scale = format!("{case}/capacites");
    refused(&desk, &scale, "moment=ouverture", "au moins une réponse");
    refused(&desk, &scale, "moment=ouverture&droits=7", "0, 1, 2 ou 3");
    let opening = "moment=ouverture&droits=0&soin=2&on_day=10&on_month=11&on_year=2026";
    place(&desk.send(&scale, opening));
    let early = "moment=cloture&droits=2&on_day=9&on_month=11&on_year=2026";
    refused(&desk, &scale, early, "datée du 10/11/2026");
    place(&desk.send(&scale, "moment=cloture&droits=2&soin=2"));
    let page = text(&desk, &case);
    assert!(page.contains("Connaît ses droits 0 → 2"), "{page}");
}
