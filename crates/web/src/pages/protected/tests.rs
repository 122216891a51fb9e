//! A sealed file from end to end through `handle`, as browsers use it: begun, followed, supervised, handed
//! over, and nowhere to be found by anybody else.

use akwaba_domain::actor::Role;
use akwaba_journal::chance::Seeded;
use akwaba_store::projections::centre::account;
use akwaba_store::rebuild::{projected, state_hash};
use akwaba_store::{ledger, tables};

use crate::account_keys::{self, Here};
use crate::doors::Doors;
use crate::http::{Response, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::{CHAIR, FREE, RETURN, get, place, publish, text};
use crate::pages::tests::Desk;

pub(in crate::pages) const PASSPHRASE: &str = "cinq-mots-sans-aucun-lien";
/// What is nowhere in the open: the answer to the first question, as typed.
pub(super) const CANARY: &str = "canari-des-lagunes";
const SECRET: &str =
    "questions=demande/trajets+demande/libre&demande/trajets=canari-des-lagunes&demande/libre=oui";

/// The procedure of the format's example, with sealed files.
pub(in crate::pages) fn sealed() -> String {
    CHAIR
        .replace("| code | P99 |", "| code | P98 |")
        .replace("confidentialite | ordinaire", "confidentialite | scellee")
}

/// A centre with one account of each role, an open and a sealed procedure.
pub(in crate::pages) fn centre() -> Desk {
    let desk = founded();
    publish(&desk, CHAIR);
    publish(&desk, &sealed());
    desk
}

/// Somebody of it who has signed in with a passphrase of their own, and so has keys.
pub(in crate::pages) fn keyed(desk: &Desk, role: Role) -> Desk {
    let desk = as_role(desk, role);
    let doors = desk.doors();
    doors.set_passphrase(role.code(), PASSPHRASE).unwrap();
    let here = Here {
        doors,
        store: &desk.store,
        centre: desk.site.centre,
        now: desk.now(),
    };
    let known = desk
        .store
        .read(|tx| account::by_login(tx, desk.site.centre, role.code()))
        .unwrap()
        .unwrap();
    let mut chance = Seeded::new(role as u64 + 77);
    account_keys::ensure(&here, &mut chance, &known, PASSPHRASE).unwrap();
    desk
}

pub(in crate::pages) fn enter(desk: &Desk) {
    let entered = desk.send("/espace", &format!("passphrase={PASSPHRASE}"));
    assert_eq!(place(&entered), "/aujourdhui");
}

pub(in crate::pages) fn leave(desk: &Desk) {
    assert_eq!(place(&desk.send("/espace/fermer", "")), "/");
}

/// The id of the account of a role.
pub(in crate::pages) fn id(desk: &Desk, role: Role) -> String {
    let found = desk
        .store
        .read(|tx| account::by_login(tx, desk.site.centre, role.code()));
    found.unwrap().unwrap().id.to_string()
}

/// Begins a file for somebody who gets a code; the path of its case.
pub(in crate::pages) fn begin(desk: &Desk, more: &str) -> String {
    let step = place(&desk.send(
        "/espace/nouveau",
        &format!("procedure=P98&whose=code{more}"),
    ));
    step.split("/etapes/").next().unwrap().to_owned()
}

/// Begins one and does its first step.
pub(super) fn followed(desk: &Desk, more: &str) -> String {
    let case = begin(desk, more);
    place(&desk.send(&format!("{case}/etapes/demande"), SECRET));
    case
}

/// Where the answers to its first step are read.
pub(in crate::pages) fn sheet(case: &str) -> String {
    format!("{case}/etapes/demande/fiche")
}

fn says(response: &Response, words: &str) {
    let page = response.text_body();
    assert!(page.contains(words), "{words} in {page}");
}

#[test]
fn a_sealed_file_is_begun_followed_and_found_again_inside_and_nowhere_outside() {
    let worker = keyed(&centre(), Role::SocialWorker);
    let wrong = worker.send("/espace", "passphrase=autre");
    assert_eq!(wrong.status, Status::Unprocessable);
    enter(&worker);
    let page = text(&worker, "/espace/nouveau");
    assert!(page.contains("value=\"P98\"") && !page.contains("value=\"P99\""));
    assert!(page.contains("<title>Akwaba</title>") && page.contains("class=\"protected\""));
    let case = followed(&worker, "");
    assert!(text(&worker, &sheet(&case)).contains(CANARY));
    assert!(text(&worker, "/dossiers").contains(&case));
    assert!(text(&worker, "/aujourdhui").contains(&case));
    let today = text(&worker, "/aujourdhui");
    let code = &today.split("Code ").nth(1).unwrap()[..6];
    says(
        &worker.send("/espace/dossiers", &format!("q={}", code.to_lowercase())),
        &case,
    );
    let none = worker.send("/espace/dossiers", "q=introuvable");
    assert!(!none.text_body().contains(&case));
    leave(&worker);
    assert_eq!(get(&worker, &case).status, Status::NotFound);
    assert!(!text(&worker, "/dossiers?voir=tous").contains(&case));
    assert!(!text(&worker, "/aujourdhui").contains(&case));
    // What was sealed opens again, from the journal alone.
    enter(&worker);
    assert!(text(&worker, &sheet(&case)).contains(CANARY));
}

#[test]
fn the_journal_holds_a_sealed_file_as_ciphertext_and_stays_whole() {
    let worker = keyed(&centre(), Role::SocialWorker);
    let before = worker.store.read(|tx| state_hash(tx)).unwrap();
    enter(&worker);
    let case = followed(&worker, "");
    let id = case.rsplit('/').next().unwrap();
    let parsed: akwaba_journal::id::EntityId = id.parse().unwrap();
    let needles = [
        CANARY.as_bytes().to_vec(),
        parsed.as_bytes().to_vec(),
        b"Code ".to_vec(),
    ];
    let mut seen = 0;
    worker
        .store
        .read(|tx| {
            let kept = tables::JOURNAL
                .iter()
                .chain(tables::LOCAL)
                .map(|one| one.dump);
            let made = projected(tx).into_iter().map(|one| one.dump);
            for dump in kept.chain(made).collect::<Vec<_>>() {
                tx.each(dump, &[], &mut |row| {
                    seen += 1;
                    let found = needles.iter().any(|needle| {
                        let within =
                            |bytes: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
                        row.cells().iter().any(|cell| match cell {
                            akwaba_store::tx::Cell::Text(text) => within(text.as_bytes()),
                            akwaba_store::tx::Cell::Blob(bytes) => within(bytes),
                            _ => false,
                        })
                    });
                    assert!(!found, "something sealed stands in the open: {dump}");
                    Ok(())
                })?;
            }
            assert!(ledger::verify(tx, &mut |_| ())?.is_intact());
            Ok::<_, akwaba_store::StoreError>(())
        })
        .unwrap();
    assert!(seen > 20);
    // No projected table knows that anything happened, and none does after a rebuild.
    worker.store.rebuild(&mut |_| ()).unwrap();
    assert_eq!(worker.store.read(|tx| state_hash(tx)).unwrap(), before);
}

#[test]
fn a_supervisor_who_has_the_key_reads_and_approves_and_the_owner_sees_the_reading() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    enter(&worker);
    let given = format!("&supervision={}", id(&worker, Role::Director));
    let case = followed(&worker, &given);
    place(&worker.send(&format!("{case}/etapes/remise"), RETURN));
    assert!(text(&worker, &format!("{case}/lectures")).contains("Personne d"));
    enter(&director);
    assert!(text(&director, &case).contains("Compte social-worker"));
    assert!(text(&director, &sheet(&case)).contains(CANARY));
    let visas = text(&director, "/visas");
    let visa = visas
        .split("href=\"")
        .find(|part| part.starts_with("/visas/"));
    let visa = visa.unwrap().split('"').next().unwrap().to_owned();
    let page = text(&director, &visa);
    let seal = page.split("name=\"seal\" value=\"").nth(1).unwrap();
    let seal = seal.split('"').next().unwrap();
    place(&director.send(&visa, &format!("ruling=granted&seal={seal}")));
    // The owner's vault catches up by itself.
    says(
        &get(&worker, &format!("{case}/lectures")),
        "Compte director",
    );
    assert!(text(&worker, &case).contains("Compte director"));
}

#[test]
fn who_has_no_key_finds_nothing_inside_and_neither_does_a_director_who_was_not_given_one() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    enter(&worker);
    let case = followed(&worker, "");
    let director = keyed(&centre, Role::Director);
    enter(&director);
    assert_eq!(get(&director, &case).status, Status::NotFound);
    assert!(!text(&director, "/dossiers").contains(&case));
    let counter = keyed(&centre, Role::Reception);
    assert_eq!(get(&counter, "/espace").status, Status::Forbidden);
    let admin = keyed(&centre, Role::TechnicalAdmin);
    assert_eq!(get(&admin, "/espace").status, Status::Forbidden);
}

#[test]
fn a_file_that_changes_hands_is_under_another_key_and_who_left_it_reads_nothing_more() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    enter(&worker);
    let case = followed(&worker, "");
    let to = id(&worker, Role::Director);
    place(&worker.send(
        &format!("{case}/transmettre"),
        &format!("to={to}&reason=Absence"),
    ));
    assert_eq!(get(&worker, &case).status, Status::NotFound);
    enter(&director);
    assert!(text(&director, &case).contains("Compte social-worker"));
    assert!(text(&director, &sheet(&case)).contains(CANARY));
    place(&director.send(&format!("{case}/notes"), "note=Suite"));
    leave(&worker);
    enter(&worker);
    assert_eq!(get(&worker, &case).status, Status::NotFound);
}

#[test]
fn what_cannot_be_sealed_is_said_not_to_be_kept_and_closes_the_vault() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    enter(&worker);
    let case = followed(&worker, "");
    // The director has no keys yet: nobody could read the file any more.
    let to = id(&worker, Role::Director);
    let sent = worker.send(
        &format!("{case}/transmettre"),
        &format!("to={to}&reason=Absence"),
    );
    assert_eq!(sent.status, Status::Unavailable);
    says(&sent, "Rien n&#39;a été gardé");
    assert_eq!(worker.doors().vaults().unwrap().count(), 0);
    enter(&worker);
    assert!(text(&worker, &case).contains("Compte social-worker"));
}

#[test]
fn who_a_complaint_is_about_never_gets_its_key_whatever_is_tried() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    enter(&worker);
    let about = id(&worker, Role::Director);
    let both = format!("procedure=P98&whose=code&supervision={about}&never={about}");
    assert_eq!(
        worker.send("/espace/nouveau", &both).status,
        Status::Unprocessable
    );
    let case = followed(&worker, &format!("&never={about}"));
    let given = worker.send(
        &format!("{case}/transmettre"),
        &format!("to={about}&reason=Absence"),
    );
    assert_eq!(given.status, Status::Unavailable);
    enter(&director);
    assert_eq!(get(&director, &case).status, Status::NotFound);
}

#[test]
fn hiding_the_screen_two_idle_minutes_and_signing_out_close_the_vault() {
    let worker = keyed(&centre(), Role::SocialWorker);
    let open = || worker.doors().vaults().unwrap().count();
    enter(&worker);
    let case = followed(&worker, "");
    worker.later(110);
    assert_eq!(get(&worker, &case).status, Status::Ok);
    worker.later(125);
    assert_eq!(get(&worker, &case).status, Status::NotFound);
    assert_eq!(open(), 0);
    enter(&worker);
    assert_eq!(
        place(&worker.send("/masquer", &format!("retour={case}"))),
        "/masque?retour=%2Fespace"
    );
    assert_eq!(open(), 0);
    enter(&worker);
    worker.send("/deconnexion", "");
    assert_eq!(open(), 0);
    enter(&worker);
    let vaults = worker.doors().vaults().unwrap();
    vaults.sweep(worker.now().as_microsecond() + 130_000_000);
    assert_eq!(open(), 0);
}

#[test]
fn nothing_is_served_inside_but_what_the_policy_names() {
    let worker = keyed(&centre(), Role::SocialWorker);
    enter(&worker);
    for path in [
        "/personnes",
        "/accueil",
        "/registres",
        "/mon-compte",
        "/papiers",
        "/n-existe-pas",
    ] {
        let answer = get(&worker, path);
        assert_eq!(answer.status, Status::NotFound, "{path}");
        says(&answer, "Quitter l&#39;espace protégé");
    }
    assert_eq!(
        worker.send("/personnes/nouvelle", "name-1=X").status,
        Status::NotFound
    );
    // From outside, nothing is begun.
    leave(&worker);
    assert_eq!(get(&worker, "/espace/nouveau").status, Status::NotFound);
    let sent = worker.send("/espace/nouveau", "procedure=P98&whose=code");
    assert_eq!(sent.status, Status::NotFound);
}

#[test]
fn a_person_of_the_registry_is_found_and_copied_and_nothing_is_written_on_their_record() {
    let worker = keyed(&centre(), Role::SocialWorker);
    let person = place(&worker.send(
        "/personnes/nouvelle",
        "kind-1=given&name-1=Affou%C3%A9&confirmed=1",
    ));
    let before = text(&worker, &person);
    enter(&worker);
    let found = worker.send("/espace/personne", "procedure=P98&q=Affou%C3%A9");
    says(&found, "Affoué");
    let id = person.rsplit('/').next().unwrap();
    says(&found, &format!("value=\"{id}\""));
    let sent = worker.send("/espace/nouveau", &format!("procedure=P98&whose={id}"));
    let step = place(&sent);
    assert!(text(&worker, "/dossiers").contains("Affoué"));
    leave(&worker);
    assert_eq!(get(&worker, &step).status, Status::NotFound);
    let after = text(&worker, &person);
    let hours = |page: &str| page.replace(|c: char| c.is_ascii_digit(), "0");
    assert_eq!(hours(&after), hours(&before));
    let _ = FREE;
}
