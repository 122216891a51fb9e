//! Casework through `handle`, as browsers use it without a script.

use akwaba_domain::actor::{Actor, Grant, Reach, Role};
use akwaba_domain::casework::manual::{self, Texts};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Target, act};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_journal::state::State;
use akwaba_store::{Store, Writing, append};

use crate::http::{Method, Request, Response, Status};
use crate::pages::tests::Desk;

pub(in crate::pages) const CHAIR: &str =
    include_str!("../../../../procedures/tests/P99-fauteuil.md");

/// A social worker of a centre in which the procedure of the format's example is published.
pub(in crate::pages) fn worker() -> Desk {
    publish(&Desk::new().by_role(Role::SocialWorker), CHAIR)
}

/// Publishes a procedure in the centre of a desk.
pub(in crate::pages) fn publish(desk: &Desk, text: &str) -> Desk {
    publish_in(&desk.store, desk.site.centre, text);
    desk.beside(1, Role::SocialWorker)
}

/// Publishes a procedure in a centre.
pub(in crate::pages) fn publish_in(store: &Store, centre: CentreId, text: &str) {
    let texts = Texts {
        shared: None,
        procedures: &[text],
    };
    publish_texts(store, centre, texts);
}

/// The same with what all procedures share.
pub(in crate::pages) fn publish_texts(store: &Store, centre: CentreId, texts: Texts<'_>) {
    let director = Actor {
        account: ActorId::named("publisher"),
        grants: grants_in(centre, &[Role::Director]),
        suspended: false,
    };
    let allowed =
        policy::allow::<act::ManualPublish, _>(&director, &Target::of(centre), ()).unwrap();
    let drafts = manual::adopt(&allowed, &State::default(), texts).unwrap();
    let mut chance = Seeded::new(5);
    store
        .write(|tx| {
            let mut writing = Writing {
                now_micros: 1_700_000_000_000_000,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts.clone())
        })
        .unwrap();
}

pub(in crate::pages) fn get(desk: &Desk, path: &str) -> Response {
    desk.ask(&Request::new(Method::Get, path))
}

pub(in crate::pages) fn text(desk: &Desk, path: &str) -> String {
    let page = get(desk, path);
    assert_eq!(page.status, Status::Ok, "{path}");
    page.text_body()
}

pub(in crate::pages) fn place(response: &Response) -> String {
    assert_eq!(
        response.status,
        Status::SeeOther,
        "{}",
        response.text_body()
    );
    response.get("location").unwrap().to_owned()
}

/// Registers somebody; the path of their page.
fn person(desk: &Desk) -> String {
    place(&desk.send(
        "/personnes/nouvelle",
        "kind-1=given&name-1=Affou%C3%A9&confirmed=1",
    ))
}

/// Opens a case for somebody new; the path of its first step.
pub(in crate::pages) fn open(desk: &Desk) -> String {
    let person = person(desk);
    let id = person.rsplit('/').next().unwrap();
    place(&desk.send("/dossiers/nouveau", &format!("personne={id}&procedure=P99")))
}

fn case_of(step: &str) -> String {
    step.split("/etapes/").next().unwrap().to_owned()
}

/// The fields of the first step, answered.
pub(in crate::pages) const FREE: &str =
    "questions=demande/trajets+demande/libre&demande/trajets=le+march%C3%A9&demande/libre=oui";

/// Brings a case to its second step; the path of that step.
fn at_the_second_step(desk: &Desk) -> String {
    let first = open(desk);
    let case = place(&desk.send(&first, FREE));
    format!("{case}/etapes/remise")
}

/// The fields of the second step, answered.
pub(in crate::pages) const RETURN: &str =
    "questions=remise/retour&remise/retour_day=30&remise/retour_month=11&remise/retour_year=2026";

/// The path of the only approval asked.
fn asked(desk: &Desk) -> String {
    let page = text(desk, "/visas");
    let from = page.find("/visas/").expect("an approval is asked");
    page[from..].split('"').next().unwrap().to_owned()
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    page.split(&mark)
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

#[test]
fn a_case_opened_from_a_person_begins_with_its_first_step_and_stands_in_the_agenda() {
    let desk = worker();
    let step = open(&desk);
    assert!(step.ends_with("/etapes/demande"), "{step}");
    let page = text(&desk, &step);
    assert!(page.contains("Demandez d&#39;abord") || page.contains("Demandez d'abord"));
    assert!(page.contains("name=\"demande/trajets\""));
    assert!(page.contains("avant la fin du 24/11/2026"));
    let today = text(&desk, "/aujourdhui");
    assert!(today.contains(&step) && today.contains("Affoué"));
    assert!(text(&desk, &case_of(&step)).contains("1/2026"));
    assert!(text(&desk, "/dossiers").contains("fauteuil roulant"));
}

#[test]
fn answers_that_are_missing_are_asked_beside_their_field_and_what_was_typed_stays() {
    let desk = worker();
    let step = open(&desk);
    let refused = desk.send(
        &step,
        "questions=demande/trajets+demande/libre&demande/trajets=&demande/libre=oui",
    );
    assert_eq!(refused.status, Status::Unprocessable);
    let body = refused.text_body();
    assert!(body.contains("c-demande/trajets-error"), "{body}");
    assert!(body.contains("value=\"oui\" checked"));
    assert!(text(&desk, &case_of(&step)).contains("À faire"));
}

#[test]
fn a_step_leads_on_by_its_answers_and_a_refused_chair_ends_the_case() {
    let desk = worker();
    let step = open(&desk);
    let none = FREE.replace("libre=oui", "libre=non");
    let case = place(&desk.send(&step, &none));
    assert!(text(&desk, &case).contains("Terminé le"));
    let again = desk.send(&step, &none);
    assert_eq!(again.status, Status::Unprocessable);
    assert!(again.text_body().contains("plus ouverte"));
}

#[test]
fn what_is_sent_for_approval_waits_for_somebody_else_and_is_never_approved_by_its_author() {
    let desk = worker();
    let step = at_the_second_step(&desk);
    let case = place(&desk.send(&step, RETURN));
    assert!(text(&desk, &case).contains("Attend un visa"));
    let director = desk.beside(2, Role::Director);
    let visa = asked(&director);
    let page = text(&director, &visa);
    assert!(page.contains("30/11/2026"), "what was sent is shown");
    let seal = hidden(&page, "seal");
    let own = desk.send(&visa, &format!("ruling=granted&seal={seal}"));
    assert_eq!(own.status, Status::Forbidden);
    let other = director.send(&visa, "ruling=granted&seal=00");
    assert_eq!(
        other.status,
        Status::Unprocessable,
        "only what was read is approved"
    );
    place(&director.send(&visa, &format!("ruling=granted&seal={seal}")));
    assert!(text(&desk, &case).contains("Terminé le"));
    let twice = director.send(&visa, &format!("ruling=granted&seal={seal}"));
    assert_eq!(twice.status, Status::Unprocessable);
}

#[test]
fn a_director_who_does_a_step_does_not_approve_it_either() {
    let desk = worker();
    let director = desk.beside(2, Role::Director);
    let step = at_the_second_step(&desk);
    let case = place(&director.send(&step, RETURN));
    assert!(!text(&director, "/visas").contains("/visas/0"));
    let other = desk.beside(3, Role::Director);
    let visa = asked(&other);
    let seal = hidden(&text(&other, &visa), "seal");
    let own = director.send(&visa, &format!("ruling=granted&seal={seal}"));
    assert_eq!(own.status, Status::Forbidden);
    place(&other.send(&visa, &format!("ruling=granted&seal={seal}")));
    assert!(text(&director, &case).contains("Terminé le"));
}

#[test]
fn what_is_sent_back_needs_a_reason_which_the_author_reads_with_their_answers() {
    let desk = worker();
    let step = at_the_second_step(&desk);
    place(&desk.send(&step, RETURN));
    let director = desk.beside(2, Role::Director);
    let visa = asked(&director);
    let seal = hidden(&text(&director, &visa), "seal");
    let refused = director.send(&visa, &format!("ruling=returned&seal={seal}&reason="));
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("c-reason-error"));
    let reason = "reason=La+date+est+trop+proche.";
    place(&director.send(&visa, &format!("ruling=returned&seal={seal}&{reason}")));
    assert!(text(&desk, "/aujourdhui").contains("Renvoyée, à reprendre"));
    let page = text(&desk, &step);
    assert!(page.contains("La date est trop proche."));
    assert!(page.contains("name=\"remise/retour_day\" value=\"30\""));
}

#[test]
fn a_date_of_the_past_is_refused_with_the_sentence_of_the_form() {
    let desk = worker();
    let step = at_the_second_step(&desk);
    let refused = desk.send(&step, &RETURN.replace("2026", "2025"));
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("Écrivez une date à venir."));
}

#[test]
fn a_step_is_left_undone_with_a_reason_and_never_without() {
    let desk = worker();
    let step = open(&desk);
    let refused = desk.send(&format!("{step}/ecart"), "reason=&next=");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("c-reason-error"));
    let case = place(&desk.send(
        &format!("{step}/ecart"),
        "reason=Le+fauteuil+est+d%C3%A9j%C3%A0+choisi.&next=remise",
    ));
    let page = text(&desk, &case);
    assert!(page.contains("Non faite, avec un motif"));
    assert!(page.contains("Le fauteuil est déjà choisi."));
    assert!(text(&desk, "/aujourdhui").contains("etapes/remise"));
}

#[test]
fn late_steps_come_first_and_say_by_how_much() {
    let desk = worker();
    let step = open(&desk);
    desk.later(3 * 24 * 3600);
    let today = text(&desk, "/aujourdhui");
    assert!(today.contains("1 étape en retard"), "{today}");
    assert!(today.contains("En retard d&#39;un jour") || today.contains("En retard d'un jour"));
    assert!(text(&desk, &step).contains("ne sera pas faite"));
    // The agenda of a colleague does not hold it; the director's does.
    let colleague = desk.beside(3, Role::SocialWorker);
    assert!(!text(&colleague, "/aujourdhui").contains(&step));
    let director = desk.beside(2, Role::Director);
    assert!(text(&director, "/aujourdhui").contains(&step));
}

#[test]
fn the_counter_opens_no_case_and_no_step_that_is_not_its_own() {
    let desk = worker();
    let step = open(&desk);
    let counter = desk.beside(4, Role::Reception);
    assert_eq!(get(&counter, &case_of(&step)).status, Status::Forbidden);
    assert_eq!(get(&counter, &step).status, Status::NotFound);
    assert_eq!(get(&counter, "/dossiers").status, Status::Forbidden);
    assert!(!text(&counter, "/aujourdhui").contains("Affoué"));
    let done = counter.send(&step, FREE);
    assert_eq!(done.status, Status::NotFound);
}

#[test]
fn a_procedure_whose_files_are_sealed_opens_no_case_and_says_why() {
    let sealed = CHAIR.replace("| code | P99 |", "| code | P98 |").replace(
        "| confidentialite | ordinaire |",
        "| confidentialite | scellee |",
    );
    let desk = publish(&worker(), &sealed);
    let person = person(&desk);
    let id = person.rsplit('/').next().unwrap();
    let page = text(&desk, &format!("/dossiers/nouveau?personne={id}"));
    assert!(!page.contains("value=\"P98\"") && page.contains("value=\"P99\""));
    assert!(page.contains("dossier scellé"));
    let sent = desk.send("/dossiers/nouveau", &format!("personne={id}&procedure=P98"));
    assert_eq!(sent.status, Status::Unprocessable);
    assert!(text(&desk, "/manuel/P98/1").contains("porteurs de la clé"));
}

#[test]
fn a_restricted_case_is_for_who_follows_it_and_who_directs() {
    let text_of = CHAIR.replace(
        "confidentialite | ordinaire",
        "confidentialite | restreinte",
    );
    let desk = publish(&Desk::new().by_role(Role::SocialWorker), &text_of);
    let step = open(&desk);
    let case = case_of(&step);
    let colleague = desk.beside(3, Role::SocialWorker);
    assert_eq!(get(&colleague, &case).status, Status::NotFound);
    assert_eq!(get(&colleague, &step).status, Status::NotFound);
    assert!(!text(&colleague, "/dossiers?voir=tous").contains("Affoué"));
    let director = desk.beside(2, Role::Director);
    assert_eq!(get(&director, &case).status, Status::Ok);
}

#[test]
fn a_withdrawn_version_opens_no_case_and_tells_those_that_are_open() {
    let desk = worker();
    let step = open(&desk);
    let director = desk.beside(2, Role::Director);
    let refused = director.send("/manuel/P99/1/retrait", "message=");
    assert_eq!(refused.status, Status::Unprocessable);
    place(&director.send(
        "/manuel/P99/1/retrait",
        "message=Le+d%C3%A9lai+est+faux%20%3B+finissez+vos+dossiers.",
    ));
    assert!(text(&desk, "/manuel/P99/1").contains("finissez vos dossiers"));
    let case = text(&desk, &case_of(&step));
    assert!(case.contains("finissez vos dossiers"));
    place(&desk.send(&step, FREE));
    let person = person(&desk);
    let id = person.rsplit('/').next().unwrap();
    let sent = desk.send("/dossiers/nouveau", &format!("personne={id}&procedure=P99"));
    assert_eq!(sent.status, Status::Unprocessable);
}

#[test]
fn a_newer_version_takes_new_cases_and_an_open_one_moves_only_when_told() {
    let desk = worker();
    let step = open(&desk);
    let newer = CHAIR
        .replace("| version | 1 |", "| version | 2 |")
        .replace("Recevoir la demande", "Recevoir et noter la demande");
    let desk = publish(&desk, &newer);
    assert!(!text(&desk, &step).contains("Recevoir et noter"));
    let director = desk.beside(2, Role::Director);
    assert!(text(&director, &open(&director)).contains("Recevoir et noter"));
    let case = case_of(&step);
    place(&director.send(&format!("{case}/version"), "version=2&reason=Plus+clair."));
    assert!(text(&director, &step).contains("Recevoir et noter"));
    assert!(text(&director, "/manuel/P99/1").contains("Version ancienne"));
    let twice = director.send(&format!("{case}/version"), "version=2&reason=Encore.");
    assert_eq!(twice.status, Status::Unprocessable);
}

#[test]
fn what_is_typed_is_kept_for_its_writer_without_a_script() {
    let desk = worker();
    let step = open(&desk);
    let kept = desk.send(&step, &FREE.replace("libre=oui", "libre=&garder=1"));
    assert_eq!(kept.status, Status::Ok);
    assert!(kept.text_body().contains("brouillon est gardé"));
    let page = text(&desk, &format!("{step}?brouillon=reprendre"));
    assert!(page.contains("value=\"le marché\""), "{page}");
    let colleague = desk.beside(3, Role::SocialWorker);
    assert!(!text(&colleague, &format!("{step}?brouillon=reprendre")).contains("le marché"));
    place(&desk.send(&step, FREE));
}

#[test]
fn questions_that_an_answer_opens_are_asked_before_anything_is_kept() {
    let more = CHAIR.replace(
        "| end_group | | | | | | |\n| begin_group | remise",
        "| text | taille | Quelle taille ? | | ${libre} = 'oui' | | |\n\
         | end_group | | | | | | |\n| begin_group | remise",
    );
    assert_ne!(more, CHAIR);
    let desk = publish(&Desk::new().by_role(Role::SocialWorker), &more);
    let step = open(&desk);
    assert!(!text(&desk, &step).contains("Quelle taille"));
    let asked = desk.send(&step, FREE);
    assert_eq!(asked.status, Status::Unprocessable);
    let body = asked.text_body();
    assert!(body.contains("Quelle taille") && body.contains("autres questions"));
    let all = FREE.replace("questions=", "questions=demande/taille+");
    place(&desk.send(&step, &all));
}

#[test]
fn a_case_is_handed_to_a_colleague_and_closed_with_their_reasons() {
    let desk = worker();
    let step = open(&desk);
    let case = case_of(&step);
    let nobody = desk.send(&format!("{case}/transmettre"), "to=&reason=Cong%C3%A9s.");
    assert_eq!(nobody.status, Status::Unprocessable);
    let closed = desk.send(&format!("{case}/cloturer"), "reason=");
    assert_eq!(closed.status, Status::Unprocessable);
    place(&desk.send(
        &format!("{case}/cloturer"),
        "criterion=part&presence=absente&reason=La+personne+est+partie.",
    ));
    assert!(text(&desk, &case).contains("La personne est partie."));
    assert!(!text(&desk, "/aujourdhui").contains(&step));
    let again = desk.send(
        &format!("{case}/cloturer"),
        "criterion=part&presence=absente&reason=Encore.",
    );
    assert_eq!(again.status, Status::Unprocessable);
}

#[test]
fn a_reach_elsewhere_sees_no_case_here() {
    let desk = worker();
    let step = open(&desk);
    let elsewhere = Actor {
        account: ActorId::named("1"),
        grants: vec![Grant {
            role: Role::Director,
            reach: Reach::of([akwaba_journal::id::CentreId::named("next door")]),
        }],
        suspended: false,
    };
    let desk = desk.by_actor(elsewhere);
    assert_eq!(get(&desk, &case_of(&step)).status, Status::Forbidden);
}
