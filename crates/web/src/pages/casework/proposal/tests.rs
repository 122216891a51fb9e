//! The whole way of a change, through `handle`, as browsers use it without a script.

use akwaba_domain::actor::Role;
use akwaba_store::projections::centre::account;

use super::super::tests::{get, open, place, text};
use crate::http::{Response, Status, percent};
use crate::pages::bad_input::founded;
use crate::pages::tests::Desk;

/// A centre with one account of each role, whose director has adopted the model manual.
fn centre() -> Desk {
    let director = at(&founded(), 1, Role::Director);
    assert!(text(&director, "/manuel").contains("Adopter le manuel modèle"));
    assert_eq!(place(&director.send("/manuel/modele", "")), "/manuel");
    director
}

/// The desk of the account of a role.
fn at(desk: &Desk, number: u8, role: Role) -> Desk {
    let centre = desk.site.centre;
    let known = desk
        .store
        .read(|tx| account::by_login(tx, centre, role.code()))
        .unwrap()
        .unwrap();
    desk.beside(number, role).by_actor(known.actor())
}

struct Desks {
    director: Desk,
    worker: Desk,
    supervisor: Desk,
    counter: Desk,
}

fn desks() -> Desks {
    let director = centre();
    Desks {
        worker: at(&director, 2, Role::SocialWorker),
        supervisor: at(&director, 3, Role::RegionalSupervisor),
        counter: at(&director, 4, Role::Reception),
        director,
    }
}

/// The text that the page of a proposal gives to change.
fn typed(desk: &Desk, proposal: &str) -> String {
    let page = text(desk, &format!("{proposal}/texte"));
    let area = page.split("<textarea").nth(1).unwrap();
    let (_, rest) = area.split_once('>').unwrap();
    let (value, _) = rest.split_once("</textarea>").unwrap();
    let entities = [
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#38;", "&"),
    ];
    let mut value = value.trim_start().to_owned();
    for (entity, sign) in entities {
        value = value.replace(entity, sign);
    }
    value
}

fn keep(desk: &Desk, proposal: &str, text: &str) -> Response {
    desk.send_file(&format!("{proposal}/texte"), &[("text", text)], b"")
}

/// A change begun and written by the worker: a longer delay.
fn written(desks: &Desks) -> String {
    let reason = "reason=Le+d%C3%A9lai+est+trop+court.";
    let edit = place(&desks.worker.send("/manuel/P99/1/proposer", reason));
    let proposal = edit.strip_suffix("/texte").unwrap().to_owned();
    let before = typed(&desks.worker, &proposal);
    let after = before.replace("3 jours ouvrés", "5 jours ouvrés");
    assert_ne!(before, after);
    assert_eq!(
        place(&desks.worker.send(
            &format!("{proposal}/texte"),
            &format!("text={}", percent::encode(&after))
        )),
        proposal
    );
    proposal
}

const NOTE: &str = "note=Le+d%C3%A9lai+de+remise+passe+%C3%A0+cinq+jours.";

fn submitted(desks: &Desks) -> String {
    let proposal = written(desks);
    place(&desks.worker.send(&format!("{proposal}/envoi"), NOTE));
    proposal
}

fn seal(desk: &Desk, proposal: &str) -> String {
    let page = text(desk, proposal);
    let rest = page.split("name=\"seal\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

fn visa(desk: &Desk, proposal: &str, ministry: usize) -> Response {
    let seal = seal(desk, proposal);
    let fields = format!("seal={seal}&ruling=granted&ministry={ministry}");
    desk.send(&format!("{proposal}/visa"), &fields)
}

fn published() -> (Desks, String) {
    let desks = desks();
    let proposal = submitted(&desks);
    place(&visa(&desks.supervisor, &proposal, 0));
    place(&visa(&desks.director, &proposal, 1));
    let version = place(&desks.director.send(&format!("{proposal}/publication"), ""));
    assert_eq!(version, "/manuel/P99/2");
    (desks, proposal)
}

#[test]
fn a_change_goes_from_a_worker_through_two_visas_to_a_version_that_everyone_concerned_reads() {
    let desks = desks();
    let proposal = submitted(&desks);
    let page = text(&desks.director, &proposal);
    assert!(
        page.contains("Ce qui change") && page.contains("5 jours ouvrés"),
        "{page}"
    );
    for desk in [&desks.director, &desks.supervisor] {
        assert!(text(desk, "/aujourdhui").contains(&proposal));
        assert!(text(desk, "/visas").contains(&proposal));
    }
    assert!(!text(&desks.worker, "/aujourdhui").contains(&proposal));
    place(&visa(&desks.supervisor, &proposal, 0));
    assert!(!text(&desks.supervisor, "/aujourdhui").contains(&proposal));
    let early = desks.director.send(&format!("{proposal}/publication"), "");
    assert_eq!(early.status, Status::Unprocessable);
    place(&visa(&desks.director, &proposal, 1));
    assert!(text(&desks.director, "/aujourdhui").contains("À publier"));
    let version = place(&desks.director.send(&format!("{proposal}/publication"), ""));
    let new = text(&desks.worker, &version);
    assert!(
        new.contains("passe à cinq jours") && new.contains("J&#39;ai lu"),
        "{new}"
    );
    let old = text(&desks.worker, "/manuel/P99/1");
    assert!(old.contains("3 jours ouvrés") && old.contains("Version ancienne"));
    assert!(open(&desks.worker).contains("/etapes/demande"));
    let today = text(&desks.worker, "/aujourdhui");
    assert!(today.contains("/manuel/P99/2") && today.contains("À lire"));
    place(&desks.worker.send("/manuel/P99/2/lu", ""));
    assert!(!text(&desks.worker, "/aujourdhui").contains("À lire"));
    assert!(text(&desks.worker, "/manuel/P99/2").contains("Vous avez dit"));
}

#[test]
fn who_directs_sees_who_has_not_read_the_note_and_who_is_not_concerned_is_not_asked() {
    let (desks, _) = published();
    let page = text(&desks.director, "/manuel/P99/2");
    assert!(page.contains("Qui a lu : 0 sur 2"), "{page}");
    assert!(page.contains("Compte social-worker"));
    assert!(!page.contains("Compte reception"));
    place(&desks.worker.send("/manuel/P99/2/lu", ""));
    place(&desks.worker.send("/manuel/P99/2/lu", ""));
    assert!(text(&desks.director, "/manuel/P99/2").contains("Qui a lu : 1 sur 2"));
    assert!(!text(&desks.worker, "/manuel/P99/2").contains("Qui a lu"));
    assert!(!text(&desks.counter, "/aujourdhui").contains("À lire"));
    let other = desks.counter.send("/manuel/P99/2/lu", "");
    assert_eq!(other.status, Status::NotFound);
    let bare = desks.worker.send("/manuel/P99/1/lu", "");
    assert_eq!(
        bare.status,
        Status::NotFound,
        "the first version came without a note"
    );
}

#[test]
fn the_author_and_who_has_answered_are_offered_no_visa_and_given_none() {
    let desks = desks();
    let edit = place(
        &desks
            .director
            .send("/manuel/P99/1/proposer", "reason=Parce+que."),
    );
    let proposal = edit.strip_suffix("/texte").unwrap();
    let after = typed(&desks.director, proposal).replace("3 jours", "4 jours");
    place(
        &desks
            .director
            .send(&edit, &format!("text={}", percent::encode(&after))),
    );
    place(&desks.director.send(&format!("{proposal}/envoi"), NOTE));
    assert!(!text(&desks.director, proposal).contains("name=\"seal\""));
    let seal = seal(&desks.supervisor, proposal);
    let fields = format!("seal={seal}&ruling=granted&ministry=0");
    let own = desks.director.send(&format!("{proposal}/visa"), &fields);
    assert_eq!(own.status, Status::Forbidden);
    place(&visa(&desks.supervisor, proposal, 0));
    let fields = format!("seal={seal}&ruling=granted&ministry=1");
    let twice = desks.supervisor.send(&format!("{proposal}/visa"), &fields);
    assert_eq!(twice.status, Status::Unprocessable);
    assert!(twice.text_body().contains("quelqu&#39;un d&#39;autre"));
    let worker = desks.worker.send(&format!("{proposal}/visa"), &fields);
    assert_eq!(worker.status, Status::Forbidden);
}

#[test]
fn a_text_with_errors_is_kept_shown_by_place_and_cannot_be_sent() {
    let desks = desks();
    let proposal = written(&desks);
    let wrong = typed(&desks.worker, &proposal).replace("-> remise", "-> nulle_part");
    place(&desks.worker.send(
        &format!("{proposal}/texte"),
        &format!("text={}", percent::encode(&wrong)),
    ));
    let page = text(&desks.worker, &proposal);
    assert!(
        page.contains("erreur") && page.contains("feuille etapes, ligne"),
        "{page}"
    );
    assert!(page.contains("colonne decisions") && !page.contains("/envoi"));
    let sent = desks.worker.send(&format!("{proposal}/envoi"), NOTE);
    assert_eq!(sent.status, Status::Unprocessable);
    assert!(!text(&desks.director, "/visas").contains(&proposal));
}

#[test]
fn the_workbook_goes_to_a_spreadsheet_and_comes_back_without_a_change() {
    let desks = desks();
    let proposal = written(&desks);
    let before = typed(&desks.worker, &proposal);
    let file = get(&desks.worker, &format!("{proposal}/classeur"));
    assert_eq!(file.status, Status::Ok);
    assert!(file.body.starts_with(b"PK"));
    let back = desks
        .worker
        .send_file(&format!("{proposal}/texte"), &[("text", "")], &file.body);
    assert_eq!(place(&back), proposal);
    assert_eq!(typed(&desks.worker, &proposal), before);
    let wrong = desks.worker.send_file(
        &format!("{proposal}/texte"),
        &[("text", "gardé")],
        &[0xff, 0xfe, 0x00],
    );
    assert_eq!(wrong.status, Status::Unprocessable);
    let page = wrong.text_body();
    assert!(
        page.contains("c-file-error") && page.contains("gardé"),
        "{page}"
    );
    assert_eq!(
        get(&desks.counter, "/manuel/P99/1/classeur").status,
        Status::Ok
    );
}

#[test]
fn a_change_sent_back_with_its_reason_is_mended_and_one_from_an_old_version_says_what_to_do() {
    let desks = desks();
    let first = submitted(&desks);
    let other = written(&desks);
    let seal = seal(&desks.supervisor, &first);
    let bare = desks.supervisor.send(
        &format!("{first}/visa"),
        &format!("seal={seal}&ruling=returned"),
    );
    assert_eq!(bare.status, Status::Unprocessable);
    assert!(bare.text_body().contains("c-reason-error"));
    let said = format!("seal={seal}&ruling=returned&reason=Trop+long.");
    place(&desks.supervisor.send(&format!("{first}/visa"), &said));
    assert!(text(&desks.worker, "/aujourdhui").contains("Renvoyé"));
    assert!(text(&desks.worker, &first).contains("Trop long."));
    place(&desks.worker.send(&format!("{first}/envoi"), NOTE));
    place(&visa(&desks.supervisor, &first, 0));
    place(&visa(&desks.director, &first, 1));
    place(&desks.director.send(&format!("{first}/publication"), ""));
    let late = text(&desks.worker, &other);
    assert!(late.contains("/manuel/P99/2/proposer"), "{late}");
    let sent = desks.worker.send(&format!("{other}/envoi"), NOTE);
    assert_eq!(sent.status, Status::Unprocessable);
    assert!(sent.text_body().contains("à partir de la version 2"));
    let old = text(&desks.worker, "/manuel/P99/1/proposer");
    assert!(old.contains("/manuel/P99/2/proposer"));
    let begun = desks
        .worker
        .send("/manuel/P99/1/proposer", "reason=Encore.");
    assert_eq!(begun.status, Status::Unprocessable);
    let bare = desks.worker.send(&format!("{other}/abandon"), "reason=");
    assert_eq!(bare.status, Status::Unprocessable);
    place(
        &desks
            .worker
            .send(&format!("{other}/abandon"), "reason=D%C3%A9j%C3%A0+fait."),
    );
    assert!(text(&desks.worker, &other).contains("Déjà fait."));
}

#[test]
fn every_worker_says_a_word_of_a_step_in_use_or_proposed() {
    let desks = desks();
    let proposal = written(&desks);
    let path = "/manuel/P99/1/commentaires";
    let page = text(&desks.counter, &format!("{path}?step=remise"));
    assert!(page.contains("value=\"remise\" selected"), "{page}");
    place(
        &desks
            .counter
            .send(path, "step=remise&words=Trois+jours+ne+suffisent+pas."),
    );
    let empty = desks.counter.send(path, "step=remise&words=+");
    assert_eq!(empty.status, Status::Unprocessable);
    let unknown = desks.counter.send(path, "step=nulle_part&words=Un+mot.");
    assert_eq!(unknown.status, Status::Unprocessable);
    assert!(unknown.text_body().contains("Un mot."));
    let page = text(&desks.director, path);
    assert!(page.contains("Trois jours ne suffisent pas.") && page.contains("Compte reception"));
    place(&desks.supervisor.send(
        &format!("{proposal}/commentaires"),
        "step=&words=D%27accord.",
    ));
    assert!(text(&desks.worker, &proposal).contains("D&#39;accord."));
    let step = open(&desks.worker);
    let page = text(&desks.worker, &step);
    assert!(page.contains("/manuel/P99/1/commentaires?step=demande"));
}

#[test]
fn only_the_author_changes_the_text_and_only_who_directs_adopts_or_publishes() {
    let desks = desks();
    let proposal = written(&desks);
    assert_eq!(
        get(&desks.director, &format!("{proposal}/texte")).status,
        Status::NotFound
    );
    assert_eq!(
        keep(&desks.director, &proposal, "autre").status,
        Status::NotFound
    );
    for desk in [&desks.worker, &desks.supervisor, &desks.counter] {
        assert_eq!(
            desk.send(&format!("{proposal}/publication"), "").status,
            Status::Forbidden
        );
        assert_eq!(desk.send("/manuel/modele", "").status, Status::Forbidden);
        assert!(!text(desk, "/manuel").contains("Adopter le manuel"));
    }
    assert!(
        !text(&desks.director, "/manuel").contains("Adopter le manuel"),
        "all is there"
    );
    place(&desks.director.send("/manuel/modele", ""));
    assert!(!text(&desks.director, "/manuel/P99/1").contains("Autres versions"));
    let intern = at(&desks.director, 5, Role::Intern);
    assert_eq!(
        get(&intern, "/manuel/P99/1/proposer").status,
        Status::Forbidden
    );
    place(&intern.send("/manuel/P99/1/commentaires", "step=&words=Un+mot."));
}
