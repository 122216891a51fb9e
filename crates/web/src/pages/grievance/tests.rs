//! A complaint through `handle`: said without an account, read by those whom it is not about, answered by receipt.

use akwaba_domain::actor::{Actor, Role};
use akwaba_domain::casework::manual::{self, Texts};
use akwaba_domain::centre::account::grants_in;
use akwaba_domain::policy::{self, Target, act};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use akwaba_store::{Writing, append};

use crate::http::Status;
use crate::pages::casework::tests::{get, place, text};
use crate::pages::protected::tests::{centre, enter, keyed, leave};
use crate::pages::tests::Desk;

const CANARY: &str = "deux-mille-francs-du-canari";
const SAID: &str = "words=On+m%27a+demand%C3%A9+deux-mille-francs-du-canari&channel=page";

/// Complains; the digits of the receipt.
pub(super) fn complain(desk: &Desk, about: &str, whom: &str) -> String {
    let said = desk.ask_nameless(
        "/reclamation",
        Some(&format!("{SAID}&about={about}&whom={whom}")),
    );
    assert_eq!(said.status, Status::Ok, "{}", said.text_body());
    let page = said.text_body();
    let shown = page.split("class=\"receipt\"><strong>").nth(1).unwrap();
    shown[..19].to_owned()
}

/// The complaints that somebody finds in the protected space.
pub(super) fn found(desk: &Desk) -> Vec<String> {
    enter(desk);
    let page = text(desk, "/espace/reclamations");
    let links = page.split("href=\"").skip(1);
    let links = links.filter_map(|rest| rest.split('"').next());
    let of_one = |link: &&str| {
        let id = link.strip_prefix("/espace/reclamations/");
        id.is_some_and(|id| id.parse::<EntityId>().is_ok())
    };
    links.filter(of_one).map(str::to_owned).collect()
}

pub(super) fn id_of(desk: &Desk, path: &str, name: &str) -> String {
    let page = text(desk, path);
    let option = page
        .split('<')
        .find(|part| part.starts_with("option") && part.contains(name));
    let option = option.unwrap_or_else(|| panic!("{name} in {page}"));
    option.split("value=\"").nth(1).unwrap()[..36].to_owned()
}

#[test]
fn a_complaint_is_said_without_a_name_read_by_the_region_and_answered_by_receipt() {
    let desk = centre();
    let region = keyed(&desk, Role::RegionalSupervisor);
    let director = keyed(&desk, Role::Director);
    let receipt = complain(&desk, "argent", "accueil");
    assert!(
        found(&director).is_empty(),
        "what is grave leaves the centre"
    );

    let path = found(&region).pop().unwrap();
    assert!(text(&region, &path).contains(CANARY));
    let words = format!("{path}/reponse");
    let none = region.send(&words, "stage=repondue&words=");
    assert_eq!(none.status, Status::Unprocessable);
    place(&region.send(&words, "stage=repondue&words=Tout+est+gratuit"));
    assert!(text(&region, &path).contains("Tout est gratuit"));
    leave(&region);
    assert_eq!(get(&region, &path).status, Status::NotFound);

    let asked = format!("receipt={}", receipt.replace(' ', "+"));
    let page = desk
        .ask_nameless("/reclamation/reponse", Some(&asked))
        .text_body();
    assert!(page.contains("Tout est gratuit") && page.contains("Elle est reçue"));
    assert!(
        !page.contains(CANARY),
        "a receipt that is lost tells what was answered, not what was said"
    );
    // What was answered is there again for who holds the key, from the journal alone.
    enter(&region);
    assert!(text(&region, &path).contains("Tout est gratuit"));
}

#[test]
fn whom_a_complaint_is_about_never_finds_it_and_who_is_kept_away_loses_it() {
    let desk = centre();
    let region = keyed(&desk, Role::RegionalSupervisor);
    let director = keyed(&desk, Role::Director);
    complain(&desk, "comportement", "directeur");
    assert!(found(&director).is_empty());
    leave(&director);
    complain(&desk, "attente", "service");
    let path = found(&director).pop().unwrap();
    leave(&director);
    assert_eq!(found(&region).len(), 2);
    let who = id_of(&region, &path, "director");
    place(&region.send(&format!("{path}/ecarter"), &format!("who={who}")));
    let again = region.send(&format!("{path}/confier"), &format!("to={who}"));
    assert_eq!(
        again.status,
        Status::Unprocessable,
        "it is never handed to them again"
    );
    leave(&region);
    assert!(found(&director).is_empty());
    assert_eq!(get(&director, &path).status, Status::NotFound);
}

#[test]
fn a_complaint_that_nobody_could_read_without_being_meant_is_refused_and_nothing_is_kept() {
    let desk = centre();
    keyed(&desk, Role::Director);
    let before = desk
        .store
        .read(|tx| akwaba_store::rebuild::state_hash(tx))
        .unwrap();
    let form = format!("{SAID}&about=comportement&whom=directeur");
    let refused = desk.ask_nameless("/reclamation", Some(&form));
    assert_eq!(refused.status, Status::Unprocessable);
    let page = refused.text_body();
    assert!(
        page.contains("direction régionale") && page.contains(CANARY),
        "what was typed stays"
    );
    let after = desk
        .store
        .read(|tx| akwaba_store::rebuild::state_hash(tx))
        .unwrap();
    assert_eq!(before, after);
}

#[test]
fn receipts_that_open_nothing_answer_alike_and_guessing_waits() {
    let desk = centre();
    keyed(&desk, Role::RegionalSupervisor);
    complain(&desk, "attente", "service");
    let asks = |typed: &str| {
        let answer = desk.ask_nameless("/reclamation/reponse", Some(&format!("receipt={typed}")));
        assert_eq!(answer.status, Status::Unprocessable);
        answer.text_body()
    };
    assert!(asks("1234").contains("n&#39;ouvre rien") || asks("1234").contains("n'ouvre rien"));
    // Sixteen digits that are a receipt of nobody: the check digit is right.
    let mut waited = false;
    for _ in 0..8 {
        waited |= asks("0000000000000000").contains("secondes");
    }
    assert!(waited);
}

/// Publishes the procedure of complaints of the model manual.
fn with_procedure(desk: &Desk) {
    let centre = desk.site.centre;
    let director = Actor {
        account: ActorId::named("publisher"),
        grants: grants_in(centre, &[Role::Director]),
        suspended: false,
    };
    let allowed =
        policy::allow::<act::ManualPublish, _>(&director, &Target::of(centre), ()).unwrap();
    let texts = Texts {
        shared: Some(include_str!("../../../../../manuel/manuel.md")),
        procedures: &[include_str!(
            "../../../../../manuel/P28-reclamation-satisfaction.md"
        )],
    };
    let drafts = manual::adopt(&allowed, &State::default(), texts).unwrap();
    desk.store
        .write(|tx| {
            let mut writing = Writing {
                now_micros: 1_700_000_000_000_000,
                chance: &mut Seeded::new(5),
            };
            append(tx, &mut writing, drafts.clone())
        })
        .unwrap();
}

pub(super) fn by_receipt(desk: &Desk, path: &str, receipt: &str, more: &str) -> (Status, String) {
    let form = format!("receipt={}{more}", receipt.replace(' ', "+"));
    let answer = desk.ask_nameless(path, Some(&form));
    (answer.status, answer.text_body())
}

#[test]
fn an_appeal_goes_to_somebody_else_than_who_answered_and_its_answer_comes_by_the_same_receipt() {
    let desk = centre();
    let region = keyed(&desk, Role::RegionalSupervisor);
    let director = keyed(&desk, Role::Director);
    let receipt = complain(&desk, "attente", "service");
    let early = by_receipt(&desk, "/reclamation/desaccord", &receipt, "&words=Non");
    assert_eq!(early.0, Status::Unprocessable, "nothing was answered yet");
    let path = found(&director).pop().unwrap();
    let words = format!("{path}/reponse");
    place(&director.send(&words, "stage=repondue&words=Tout+va+bien"));

    let none = by_receipt(&desk, "/reclamation/desaccord", &receipt, "&words=+");
    assert_eq!(none.0, Status::Unprocessable);
    assert!(none.1.contains("name=\"words\""), "the form is there again");
    let said = "&words=Rien+n%27a+chang%C3%A9+du+canari";
    let (status, page) = by_receipt(&desk, "/reclamation/desaccord", &receipt, said);
    assert_eq!(status, Status::Ok);
    assert!(page.contains("réexamine") && !page.contains("canari"));
    let twice = by_receipt(&desk, "/reclamation/desaccord", &receipt, said);
    assert_eq!(twice.0, Status::Unprocessable, "once after each answer");

    // Who answered reads it, and does not answer it.
    assert!(text(&director, &path).contains("canari"));
    let own = director.send(&words, "stage=repondue&words=Je+maintiens");
    assert_eq!(own.status, Status::Unprocessable);
    assert_eq!(found(&region), std::slice::from_ref(&path));
    assert!(text(&region, "/espace/reclamations").contains("réexamine"));
    place(&region.send(&words, "stage=repondue&words=Vous+aviez+raison"));
    let (_, page) = by_receipt(&desk, "/reclamation/reponse", &receipt, "");
    assert!(page.contains("Vous aviez raison"));
    let again = by_receipt(&desk, "/reclamation/desaccord", &receipt, said);
    assert_eq!(again.0, Status::Ok, "the second answer may be appealed too");
}

#[test]
fn an_appeal_after_a_complaint_changed_hands_is_read_by_who_has_it_now_alone() {
    let desk = centre();
    let region = keyed(&desk, Role::RegionalSupervisor);
    let director = keyed(&desk, Role::Director);
    let receipt = complain(&desk, "attente", "service");
    let path = found(&region).pop().unwrap();
    place(&region.send(&format!("{path}/reponse"), "stage=repondue&words=Dit"));
    let who = id_of(&region, &path, "region");
    let page = text(&region, &path);
    assert!(page.contains(&who));
    // The director is meant after all: whoever holds the receipt writes to another mailbox from now on.
    let meant = id_of(&region, &path, "director");
    place(&region.send(&format!("{path}/ecarter"), &format!("who={meant}")));
    let (status, page) = by_receipt(
        &desk,
        "/reclamation/desaccord",
        &receipt,
        "&words=Non+canari",
    );
    assert_eq!(status, Status::Ok);
    assert_eq!(
        page.matches("Elle est reçue").count(),
        1,
        "a silent word is not shown"
    );
    assert!(text(&region, &path).contains("Non canari"));
    assert!(found(&director).is_empty());
    assert_eq!(get(&director, &path).status, Status::NotFound);
}

#[test]
fn a_complaint_begins_its_file_with_what_was_said_and_is_answered_by_what_the_file_decides() {
    let desk = centre();
    with_procedure(&desk);
    let region = keyed(&desk, Role::RegionalSupervisor);
    keyed(&desk, Role::Director);
    let said = desk.ask_nameless(
        "/reclamation",
        Some(&format!("{SAID}&about=argent&whom=accueil")),
    );
    assert!(said.text_body().contains("au plus tard le"));
    let path = found(&region).pop().unwrap();
    assert!(text(&region, &path).contains("value=\"accueil\" selected"));
    let step = place(&region.send(&format!("{path}/dossier"), "aimed=accueil&grave=argent"));
    assert!(step.ends_with("/etapes/examen_region"), "{step}");
    let page = text(&region, &step);
    assert!(page.contains("P28") || page.contains("la région"));
    assert!(
        page.contains(&format!("href=\"{path}\"")),
        "from the file back to the complaint"
    );
    let again = region.send(&format!("{path}/dossier"), "aimed=accueil&grave=argent");
    assert_eq!(
        again.status,
        Status::Unprocessable,
        "one complaint, one file"
    );
    let early = region.send(&format!("{path}/reponse"), "stage=repondue&words=Non");
    assert_eq!(
        early.status,
        Status::Unprocessable,
        "the file has not decided"
    );
    let examined = "questions=examen_region/re_protection+examen_region/re_protection_detail+\
        examen_region/re_faits+examen_region/re_agent+examen_region/issue_region+examen_region/re_motif+examen_region/re_justice&\
        examen_region/re_protection=rien&examen_region/re_faits=Registre+lu&\
        examen_region/issue_region=fondee&examen_region/re_motif=Aveu&examen_region/re_justice=non";
    place(&region.send(&step, examined));
    let case = step.split("/etapes/").next().unwrap();
    let told = "questions=reponse_region/re_mode+reponse_region/re_date+reponse_region/re_mots+\
        reponse_region/re_recue+reponse_region/re_satisfaction&reponse_region/re_mode=centre&reponse_region/re_date_day=1&\
        reponse_region/re_date_month=11&reponse_region/re_date_year=2023&\
        reponse_region/re_mots=Tout+est+gratuit&reponse_region/re_recue=accepte";
    place(&region.send(&format!("{case}/etapes/reponse_region"), told));
    let page = text(&region, &path);
    assert!(
        page.contains("Tout est gratuit"),
        "the answer follows the file"
    );
    place(&region.send(
        &format!("{path}/reponse"),
        "stage=repondue&words=Tout+est+gratuit",
    ));
    // Who is kept away from the complaint is kept away from its file, and nobody is given its key again.
    let meant = id_of(&region, &path, "director");
    place(&region.send(&format!("{path}/ecarter"), &format!("who={meant}")));
    assert!(
        text(&region, "/espace/reclamations/compte").contains("•"),
        "one complaint is not told"
    );
    leave(&region);
    assert_eq!(get(&region, &step).status, Status::NotFound);
    assert_eq!(
        get(&region, "/espace/reclamations/compte").status,
        Status::NotFound
    );
}
