//! Notes and loads through the pages: what is written stays, what was wrong stays beside its correction, and
//! a departure leaves no case behind.

use akwaba_domain::actor::Role;
use akwaba_store::projections::centre::account;

use super::tests::{CHAIR, FREE, get, open, place, publish, text, worker};
use crate::http::Status;
use crate::pages::bad_input::{as_role, founded};
use crate::pages::tests::Desk;

fn case_of(step: &str) -> String {
    step.split("/etapes/").next().unwrap().to_owned()
}

#[test]
fn a_note_stays_readable_beside_the_one_that_corrects_it() {
    let desk = worker();
    let case = case_of(&open(&desk));
    let notes = format!("{case}/notes");
    let empty = desk.send(&notes, "note=+");
    assert_eq!(empty.status, Status::Unprocessable);
    assert!(empty.text_body().contains("Écrivez la note"));
    place(&desk.send(&notes, "note=La+m%C3%A8re+travaille+au+march%C3%A9."));
    let page = text(&desk, &notes);
    let name = page.split("?corrige=").nth(1).unwrap();
    let name = name.split('"').next().unwrap();
    let form = text(&desk, &format!("{notes}?corrige={name}"));
    assert!(form.contains("<blockquote>La mère travaille au marché."));
    let right = format!("corrige={name}&note=C%27est+la+tante.");
    place(&desk.send(&notes, &right));
    let page = text(&desk, &notes);
    assert!(page.contains("La mère travaille au marché.") && page.contains("Corrigée le"));
    assert!(page.contains("corrige la note du"));
    let twice = desk.send(&notes, &right);
    assert_eq!(twice.status, Status::Unprocessable);
    assert!(twice.text_body().contains("déjà corrigé"));
    let foreign = desk.send(&notes, "corrige=nothing&note=Autre.");
    assert_eq!(foreign.status, Status::Unprocessable);
    assert!(
        text(&desk, &case).contains("la tante"),
        "the last one stands on the case"
    );
}

#[test]
fn the_cases_of_who_leaves_pass_to_a_colleague_in_one_act() {
    let desk = publish(&founded(), CHAIR);
    let (worker, director) = (
        as_role(&desk, Role::SocialWorker),
        as_role(&desk, Role::Director),
    );
    let (first, second) = (open(&worker), open(&worker));
    let id = |role: Role| {
        let centre = desk.site.centre;
        let found = desk
            .store
            .read(|tx| account::by_login(tx, centre, role.code()));
        found.unwrap().unwrap().id.to_string()
    };
    let (from, to) = (id(Role::SocialWorker), id(Role::Director));
    assert!(text(&director, "/dossiers/charge").contains("2 dossiers"));
    let send = |from: &str, to: &str, reason: &str| {
        let fields = format!("from={from}&to={to}&reason={reason}");
        director.send("/dossiers/charge", &fields)
    };
    assert_eq!(send(&from, &to, "").status, Status::Unprocessable);
    assert!(text(&worker, "/dossiers?voir=miens").contains(&case_of(&first)));
    assert_eq!(send(&from, &from, "x").status, Status::Unprocessable);
    assert_eq!(send("", "", "x").status, Status::Unprocessable);
    assert!(text(&worker, "/dossiers?voir=miens").contains(&case_of(&second)));
    place(&send(&from, &to, "Mutation."));
    let mine = text(&worker, "/dossiers?voir=miens");
    assert!(!mine.contains(&case_of(&first)) && !mine.contains(&case_of(&second)));
    let theirs = text(&director, "/dossiers?voir=miens");
    assert!(theirs.contains(&case_of(&first)) && theirs.contains(&case_of(&second)));
    let twice = send(&from, &to, "Encore.");
    assert_eq!(twice.status, Status::Unprocessable);
    assert!(twice.text_body().contains("plus aucun dossier"));
    let refused = get(&worker, "/dossiers/charge");
    assert_eq!(refused.status, Status::Forbidden);
}

#[test]
fn a_case_at_high_risk_is_closed_before_its_end_by_the_director_alone() {
    let grave = CHAIR.replace(
        "| text | trajets |",
        "| text | risque | Risque | | | | |\n| text | trajets |",
    );
    assert_ne!(grave, CHAIR);
    let desk = publish(&Desk::new().by_role(Role::SocialWorker), &grave);
    let step = open(&desk);
    let case = place(&desk.send(
        &step,
        &FREE.replace(
            "questions=",
            "demande/risque=rouge&questions=demande/risque+",
        ),
    ));
    let close = format!("{case}/cloturer");
    let refused = desk.send(
        &close,
        "criterion=part&presence=absente&reason=Elle+ne+vient+plus.",
    );
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(
        refused
            .text_body()
            .contains("risque de ce dossier est élevé")
    );
    let left = desk.send(
        &format!("{case}/etapes/remise/ecart"),
        "next=fin&reason=Partie.",
    );
    assert_eq!(left.status, Status::Unprocessable);
    let director = desk.beside(2, Role::Director);
    let alone = "criterion=part&presence=absente&reason=Elle+ne+vient+plus.";
    let refused = director.send(&close, alone);
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("protège la personne"));
    place(&director.send(&close, &format!("{alone}&protects=Sa+tante.")));
}
