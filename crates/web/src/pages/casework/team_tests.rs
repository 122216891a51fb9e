//! Several on one case through the pages: conferences, notes that hand over, passages between levels.

use akwaba_domain::actor::Role;
use akwaba_journal::id::ActorId;

use super::tests::{CHAIR, get, open, place, publish, text, worker};
use crate::http::Status;
use crate::pages::bad_input::{as_role, founded};
use crate::pages::tests::Desk;

fn case_of(step: &str) -> String {
    step.split("/etapes/").next().unwrap().to_owned()
}

/// Refused, saying this.
fn refused(desk: &Desk, path: &str, fields: &str, says: &str) {
    let answer = desk.send(path, fields);
    assert_eq!(answer.status, Status::Unprocessable, "{path} {fields}");
    let body = answer.text_body();
    assert!(body.contains(says), "{says}\n{body}");
}

#[test]
fn a_decision_of_a_conference_is_on_today_for_its_holder_until_it_is_settled() {
    let desk = publish(&founded(), CHAIR);
    let (worker, director) = (
        as_role(&desk, Role::SocialWorker),
        as_role(&desk, Role::Director),
    );
    let case = case_of(&open(&worker));
    let all = format!("{case}/reunions");
    let page = text(&worker, &all);
    let who = page.split("name=\"people\" value=\"").nth(1).unwrap();
    let who: ActorId = who.split('"').next().unwrap().parse().unwrap();
    let early = "on_day=1&on_month=1&on_year=2026&about=Que+faire&others=Le+juge";
    refused(&worker, &all, early, "a été ouvert le");
    let call = format!("on_day=23&on_month=11&on_year=2026&about=Que+faire&people={who}");
    place(&worker.send(&all, &call));
    assert!(text(&director, "/aujourdhui").contains("Écrire le procès-verbal"));
    let page = text(&worker, &all);
    let one = page.split(&format!("{all}/")).nth(1).unwrap();
    let one = format!("{all}/{}", one.split('"').next().unwrap());
    let held = format!(
        "on_day=23&on_month=11&on_year=2026&said=Elle+va+mieux&what-1=Appeler+sa+tante&who-1={who}"
    );
    let before = format!("{held}&by-1_day=1&by-1_month=11&by-1_year=2026");
    refused(&worker, &one, &before, "tenue le 23/11/2026");
    refused(&worker, &one, &held, "pour quel jour");
    let minutes = format!("{held}&by-1_day=25&by-1_month=11&by-1_year=2026");
    place(&worker.send(&one, &minutes));
    refused(&worker, &one, &minutes, "déjà écrit");
    assert!(text(&director, "/aujourdhui").contains("Appeler sa tante"));
    let paper = text(&worker, &format!("{one}/pv"));
    assert!(paper.contains("Appeler sa tante") && !paper.contains("Affoué"));
    let settle = format!("{one}/decision");
    refused(&worker, &settle, "place=0&done=non", "c-words-error");
    place(&worker.send(&settle, "place=0&done=oui"));
    assert!(!text(&director, "/aujourdhui").contains("Appeler sa tante"));
}

#[test]
fn a_note_leaves_with_the_persons_agreement_alone_and_its_answer_is_entered_once() {
    let desk = worker();
    let case = case_of(&open(&desk));
    let hand = format!("{case}/transfert");
    let note = "to-words=H%C3%B4pital&asked=Suivre&known=Elle+marche+mal";
    refused(&desk, &hand, note, "Sans accord de la personne");
    let oral = format!("{note}&consent=oral");
    refused(&desk, &hand, &oral, "c-witness-error");
    place(&desk.send(&hand, &format!("{oral}&witness=Yao")));
    let page = text(&desk, &hand);
    assert!(page.contains("Attend une réponse"), "{page}");
    let paper = page.split(&format!("href=\"{hand}/")).nth(1).unwrap();
    let paper = format!("{hand}/{}", paper.split('"').next().unwrap());
    assert!(text(&desk, &paper).contains("Elle marche mal"));
    refused(&desk, &paper, "secret=court&again=court", "c-secret-error");
    let answer = format!("{hand}/reponse");
    refused(&desk, &answer, "accepted=non", "c-words-error");
    place(&desk.send(&answer, "accepted=oui&words=Lundi"));
    assert!(text(&desk, &hand).contains("Repris"));
    assert_eq!(
        desk.send(&answer, "accepted=non&words=x").status,
        Status::NotFound
    );
    let stranger = desk.beside(7, Role::Reception);
    assert_eq!(get(&stranger, &paper).status, Status::Forbidden);
}

#[test]
fn a_passage_towards_a_sealed_procedure_writes_nothing_and_says_what_to_do_meanwhile() {
    let above = |code: &str, sealed: bool| {
        let text = CHAIR
            .replace("P99", code)
            .replace("p99", &code.to_lowercase())
            .replace("| niveau | base |", "| niveau | specialise |");
        if sealed {
            return text.replace("confidentialite | ordinaire", "confidentialite | scellee");
        }
        text
    };
    let desk = publish(&worker(), &above("P98", true));
    let desk = publish(&desk, &above("P97", false));
    let case = case_of(&open(&desk));
    let passage = format!("{case}/passage");
    let note = "asked=Suivre&known=Elle+est+seule";
    let sealed = format!("procedure=P98&{note}");
    refused(
        &desk,
        &passage,
        &sealed,
        "sont scellés et ne s&#39;écrivent pas encore ici",
    );
    assert!(
        !text(&desk, "/dossiers?voir=tous").contains("2/2026"),
        "nothing was opened"
    );
    let second = place(&desk.send(&passage, &format!("procedure=P97&{note}")));
    assert_ne!(second, case);
    let page = text(&desk, &case);
    assert!(
        page.contains(&second) && page.contains("À faire"),
        "the first goes on"
    );
}
