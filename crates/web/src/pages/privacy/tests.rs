//! What has passed its term, and its destruction by two people, through `handle`.

use akwaba_domain::actor::Role;

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::{CHAIR, FREE, open, place, publish};
use crate::pages::tests::Desk;

/// Six years, in seconds.
const SIX_YEARS: u64 = 6 * 366 * 24 * 3600;

fn text(desk: &Desk, address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut request = Request::new(Method::Get, path);
    request.query = query.to_owned();
    let page = desk.ask(&request);
    assert_eq!(page.status, Status::Ok, "{address}");
    page.text_body()
}

fn person(desk: &Desk, name: &str, year: u16) -> String {
    let form = format!("kind-0=given&name-0={name}&sex=female&birth_year={year}&confirmed=1");
    let path = place(&desk.send("/personnes/nouvelle", &form));
    path.rsplit('/').next().unwrap().to_owned()
}

/// A worker and a director, years after what was written.
fn years_after(desk: &Desk) -> (Desk, Desk) {
    let both = (
        as_role(desk, Role::SocialWorker),
        as_role(desk, Role::Director),
    );
    both.0.later(SIX_YEARS);
    both.1.later(SIX_YEARS + 1000);
    both
}

fn propose(desk: &Desk, person: &str) -> crate::http::Response {
    let form = format!("genre=person&file=person%3A{person}&why=Terme+pass%C3%A9.");
    desk.send("/donnees/destructions", &form)
}

#[test]
fn what_has_passed_its_term_is_destroyed_by_two_people_and_its_record_names_nobody() {
    let desk = founded();
    let early = as_role(&desk, Role::SocialWorker);
    let (awa, yao) = (person(&early, "Awa", 1980), person(&early, "Yao", 1985));
    assert!(text(&early, "/donnees/echues").contains("sont tous dans leur durée"));
    let too_soon = propose(&early, &awa);
    assert_eq!(
        too_soon.status,
        Status::Unprocessable,
        "its term has not come"
    );
    let (worker, director) = years_after(&desk);
    let due = text(&worker, "/donnees/echues?genre=person");
    assert!(due.contains(&awa) && due.contains(&yao) && !due.contains("Awa"));
    let path = place(&propose(&worker, &awa));
    let asked = text(&director, &path);
    assert!(asked.contains("Attend une deuxième personne") && !asked.contains("Awa"));
    // Who proposed does not confirm, and who must not see it does nothing either.
    let confirm = format!("{path}/confirmer");
    assert_eq!(worker.send(&confirm, "sure=1").status, Status::Forbidden);
    let technical = as_role(&desk, Role::TechnicalAdmin);
    assert_eq!(technical.send(&confirm, "sure=1").status, Status::Forbidden);
    assert_eq!(director.send(&confirm, "").status, Status::Unprocessable);
    assert!(text(&worker, &format!("/personnes/{awa}")).contains("Awa"));
    assert_eq!(place(&director.send(&confirm, "sure=1")), path);
    let gone = worker.ask(&Request::new(Method::Get, &format!("/personnes/{awa}")));
    assert_eq!(gone.status, Status::NotFound);
    assert!(text(&worker, &format!("/personnes/{yao}")).contains("Yao"));
    let record = text(&director, &format!("{path}/proces-verbal"));
    assert!(record.contains("1/2032/ZOK") && record.contains(&awa) && !record.contains("Awa"));
    assert!(record.contains("Compte social-worker") && record.contains("Compte director"));
    let again = director.send(&confirm, "sure=1");
    assert_eq!(again.status, Status::Unprocessable, "once");
}

#[test]
fn a_case_under_way_or_somebody_who_asks_to_keep_it_holds_a_record_whatever_its_age() {
    let desk = publish(&founded(), CHAIR);
    let early = as_role(&desk, Role::SocialWorker);
    open(&early);
    let held = text(&early, "/personnes");
    let affoue = held.split("/personnes/0").nth(1).unwrap();
    let affoue = format!("0{}", &affoue[..35]);
    let kept = person(&early, "Yao", 1985);
    let keep = format!("/donnees/fiches/person/{kept}/conserver");
    assert_eq!(
        early.send(&keep, "etat=1&why=").status,
        Status::Unprocessable
    );
    place(&early.send(&keep, "etat=1&why=Le+juge+la+demande."));
    let (worker, director) = years_after(&desk);
    for id in [&affoue, &kept] {
        let refused = propose(&worker, id);
        assert_eq!(refused.status, Status::Unprocessable);
        assert!(refused.text_body().contains("retenue"));
    }
    let page = text(&worker, &format!("/donnees/fiches/person/{affoue}"));
    assert!(page.contains("Un dossier est en cours"));
    // Proposed while nothing held it, held since: the second person is told.
    place(&worker.send(&keep, "etat=0&why=Le+juge+a+rendu."));
    worker.later(SIX_YEARS);
    director.later(SIX_YEARS);
    let path = place(&propose(&worker, &kept));
    place(&worker.send(&keep, "etat=1&why=Appel."));
    let refused = director.send(&format!("{path}/confirmer"), "sure=1");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(text(&director, &path).contains("a demandé de la garder"));
    place(&director.send(&format!("{path}/refuser"), "why=Appel+en+cours."));
    assert!(text(&director, &path).contains("Appel en cours."));
}

#[test]
fn a_term_is_a_proposal_until_the_centre_writes_whose_decision_it_is() {
    let desk = founded();
    let director = as_role(&desk, Role::Director);
    assert!(text(&director, "/donnees/durees").contains("Proposition à valider"));
    let path = "/donnees/durees/visit";
    for months in ["", "0", "-1", "douze", "99999"] {
        let refused = director.send(path, &format!("months={months}&why=Essai"));
        assert_eq!(refused.status, Status::Unprocessable, "{months}");
    }
    place(&director.send(path, "months=36&decision=Note+DAS+12%2F2026&why=Note"));
    let page = text(&director, "/donnees/durees");
    assert!(
        page.contains("Note DAS 12/2026") && page.contains("3\u{a0}ans") || page.contains("3 ans")
    );
    let worker = as_role(&desk, Role::SocialWorker);
    assert_eq!(
        worker.send(path, "months=1&why=x").status,
        Status::Forbidden
    );
    let none = director.ask(&Request::new(Method::Get, "/donnees/durees/document"));
    assert_eq!(none.status, Status::NotFound, "it goes with its file");
}

#[test]
fn a_request_is_followed_until_its_day_and_its_copy_leaves_out_what_could_endanger() {
    let desk = publish(&founded(), CHAIR);
    let worker = as_role(&desk, Role::SocialWorker);
    place(&worker.send(&open(&worker), FREE));
    let people = text(&worker, "/personnes");
    let affoue = people.split("/personnes/0").nth(1).unwrap();
    let affoue = format!("0{}", &affoue[..35]);
    let ask = format!("/personnes/{affoue}/demandes");
    let counter = as_role(&desk, Role::Reception);
    let empty = counter.send(&ask, "wish=&channel=&words=");
    assert_eq!(empty.status, Status::Unprocessable);
    place(&counter.send(&ask, "wish=access&channel=spoken&words=Je+veux+savoir."));
    let list = text(&worker, "/donnees/demandes");
    assert!(list.contains("Attend sa réponse") && !list.contains("Affoué"));
    let hidden = counter.ask(&Request::new(Method::Get, "/donnees/demandes"));
    assert_eq!(
        hidden.status,
        Status::Forbidden,
        "the counter receives, it does not answer"
    );
    let path = list.split("/donnees/demandes/").nth(1).unwrap();
    let path = format!("/donnees/demandes/{}", path.split('"').next().unwrap());
    let sheet = text(&worker, &format!("{path}/copie"));
    assert!(
        sheet.contains("Affoué") && sheet.contains("Vos dossiers") && sheet.contains("1/2026/ZOK")
    );
    let file = text(&worker, &format!("{path}/copie/json"));
    let json: serde_json::Value = serde_json::from_str(&file).unwrap();
    assert_eq!(json["format"], "akwaba person copy 1");
    assert!(json["parts"].as_array().unwrap().len() > 1);
    let not_known = worker.send(&path, "outcome=granted&known=not-yet&words=Remis.");
    assert_eq!(not_known.status, Status::Unprocessable);
    let silent = worker.send(&path, "outcome=refused&known=worker&words=");
    assert_eq!(
        silent.status,
        Status::Unprocessable,
        "a refusal has its reason"
    );
    place(&worker.send(&path, "outcome=granted&known=worker&words=Remis."));
    let twice = worker.send(&path, "outcome=granted&known=worker&words=Remis.");
    assert_eq!(twice.status, Status::Unprocessable);
}

#[test]
fn a_restricted_case_is_never_on_the_sheet_a_person_carries_home() {
    let restricted = CHAIR.replace(
        "| confidentialite | ordinaire |",
        "| confidentialite | restreinte |",
    );
    let desk = publish(&founded(), &restricted);
    let worker = as_role(&desk, Role::SocialWorker);
    open(&worker);
    let people = text(&worker, "/personnes");
    let affoue = people.split("/personnes/0").nth(1).unwrap();
    let ask = format!("/personnes/0{}/demandes", &affoue[..35]);
    let path = place(&worker.send(&ask, "wish=access&channel=spoken&words=Savoir."));
    let sheet = text(&worker, &format!("{path}/copie"));
    assert!(sheet.contains("Affoué") && sheet.contains("ne s’imprime jamais"));
    assert!(
        !sheet.contains("Vos dossiers") && !sheet.contains("/2026/ZOK"),
        "not even how many: {sheet}"
    );
}

#[test]
fn what_was_granted_to_be_destroyed_goes_before_its_term() {
    let desk = founded();
    let worker = as_role(&desk, Role::SocialWorker);
    let director = as_role(&desk, Role::Director);
    let awa = person(&worker, "Awa", 1980);
    let ask = format!("/personnes/{awa}/demandes");
    let path = place(&worker.send(&ask, "wish=erase&channel=spoken&words=Tout+effacer."));
    place(&worker.send(&path, "outcome=granted&known=told&words=D%27accord."));
    let request = path.rsplit('/').next().unwrap();
    let form = format!("file=person%3A{awa}&request={request}&why=Sa+demande.");
    let other = person(&worker, "Yao", 1985);
    let foreign = format!("file=person%3A{other}&request={request}&why=Sa+demande.");
    let refused = worker.send("/donnees/destructions", &foreign);
    assert_eq!(
        refused.status,
        Status::NotFound,
        "a request is for its own person"
    );
    let path = place(&worker.send("/donnees/destructions", &form));
    place(&director.send(&format!("{path}/confirmer"), "sure=1"));
    let gone = worker.ask(&Request::new(Method::Get, &format!("/personnes/{awa}")));
    assert_eq!(gone.status, Status::NotFound);
    let report = text(&director, "/donnees/rapport?annee=2026");
    assert!(report.contains("Faire détruire") && report.contains("31 mars"));
}

#[test]
fn the_clock_of_a_breach_runs_on_the_directors_day_until_the_authority_is_told() {
    let desk = founded();
    let director = as_role(&desk, Role::Director);
    let day = |desk: &Desk| text(desk, "/aujourdhui");
    assert!(!day(&director).contains("Violation de données"));
    let bad = "what=&words=&touched=beaucoup";
    assert_eq!(
        director.send("/donnees/violations", bad).status,
        Status::Unprocessable
    );
    let found = "what=lost&touched=120&words=La+cl%C3%A9+USB+du+bureau.";
    let path = place(&director.send("/donnees/violations", found));
    assert!(day(&director).contains("71") && day(&director).contains("Violation de données"));
    let worker = as_role(&desk, Role::SocialWorker);
    assert!(!day(&worker).contains("Violation de données"));
    director.later(80 * 3600);
    assert!(day(&director).contains("Délai passé"));
    place(&director.send(&path, "stage=authority&words=Courrier+remis."));
    assert!(!day(&director).contains("Violation de données"));
    place(&director.send(&path, "stage=closed&words=Cl%C3%A9+retrouv%C3%A9e."));
    let over = director.send(&path, "stage=measure&words=Encore.");
    assert_eq!(over.status, Status::Unprocessable);
    let auditor = as_role(&desk, Role::Auditor);
    assert!(text(&auditor, &path).contains("Courrier remis."));
    assert_eq!(
        auditor.send(&path, "stage=measure&words=x").status,
        Status::Forbidden
    );
}

#[test]
fn the_register_of_processing_says_who_reads_from_the_policy_itself() {
    let desk = founded();
    let register = text(&as_role(&desk, Role::Auditor), "/donnees/traitements");
    assert!(register.contains("Accueil et rendez-vous") && register.contains("art. 14"));
    assert!(register.contains("Proposition à valider"));
    let worker = as_role(&desk, Role::SocialWorker);
    let refused = worker.ask(&Request::new(Method::Get, "/donnees/traitements"));
    assert_eq!(refused.status, Status::Forbidden);
}

#[test]
fn a_group_that_has_passed_its_term_is_destroyed_by_two_people_and_no_page_names_it_again() {
    let talk = include_str!("../../../../../manuel/P23-causerie-prevention.md");
    let desk = publish(&founded(), talk);
    let early = as_role(&desk, Role::SocialWorker);
    let awa = person(&early, "Awa", 1980);
    let named = "name=AVEC+Canari-Sigui&kind=savings&rows=1&purpose=Canari-du-puits";
    let group = place(&early.send("/groupes/nouveau", named));
    let id = group.rsplit('/').next().unwrap().to_owned();
    place(&early.send(&format!("{group}/membre/{awa}"), "member-role=president"));
    let activity = format!(
        "groupe={id}&kind=causerie&theme=budget&place=cour&day_day=24&day_month=11&day_year=2026"
    );
    let activity = place(&early.send("/activites/nouvelle", &activity));
    assert!(text(&early, &activity).contains("Canari-Sigui"));
    let case = format!("groupe={id}&procedure=P23");
    let step = place(&early.send("/dossiers/nouveau", &case));
    let case = step.split("/etapes/").next().unwrap().to_owned();

    let (worker, director) = years_after(&desk);
    let form = format!("genre=case&file=group%3A{id}&why=Terme+pass%C3%A9.");
    let held = worker.send("/donnees/destructions", &form);
    assert_eq!(held.status, Status::Unprocessable, "its case is under way");
    place(&worker.send(
        &format!("{case}/cloturer"),
        "criterion=part&presence=absente&reason=Fini",
    ));
    worker.later(SIX_YEARS);
    director.later(SIX_YEARS);
    let due = text(&worker, "/donnees/echues?genre=case");
    assert!(due.contains(&id) && !due.contains("Canari"), "{due}");
    let path = place(&worker.send("/donnees/destructions", &form));
    let confirm = format!("{path}/confirmer");
    assert_eq!(worker.send(&confirm, "sure=1").status, Status::Forbidden);
    assert!(text(&worker, &group).contains("Canari-Sigui"), "one alone");
    assert_eq!(place(&director.send(&confirm, "sure=1")), path);
    for gone in [&group, &format!("{group}/historique"), &case] {
        let answer = worker.ask(&Request::new(Method::Get, gone));
        assert_eq!(answer.status, Status::NotFound, "{gone}");
    }
    let member = format!("/personnes/{awa}");
    let record = format!("{path}/proces-verbal");
    let pages = [
        "/groupes",
        "/dossiers?voir=tous",
        "/activites",
        &activity,
        &member,
        &path,
    ];
    let due = "/donnees/echues?genre=case";
    for page in pages.into_iter().chain([record.as_str(), due]) {
        let shown = text(&director, page);
        assert!(!shown.contains("Canari"), "{page}: {shown}");
    }
    assert!(
        !text(&director, "/groupes").contains(&group),
        "not nameless either"
    );
    assert!(!text(&director, due).contains(&id), "once");
    assert!(
        text(&worker, &member).contains("Awa"),
        "who belonged to it stays"
    );
    let opening = worker.send("/dossiers/nouveau", &format!("groupe={id}&procedure=P23"));
    assert_eq!(opening.status, Status::NotFound);
    let found = director
        .store
        .read(|tx| akwaba_store::ledger::verify(tx, &mut |_| ()));
    assert!(found.unwrap().is_intact());
}
