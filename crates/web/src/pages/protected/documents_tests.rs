//! Photos and scans of sealed files: added, seen and taken out inside, and nowhere in the open.

use akwaba_domain::actor::Role;
use akwaba_store::rebuild::state_hash;
use akwaba_store::sealed::pictures::BYTES_MAX;
use akwaba_store::{StoreError, params};

use super::tests::{begin, centre, enter, id, keyed, leave};
use crate::http::{Method, Request, Status};
use crate::pages::apart_tests::{begun_day, both, in_twin, sign_in, token};
use crate::pages::casework::tests::{get, place, text};
use crate::pages::documents::tests::{SAID, only, reads};
use crate::pages::replay_tests::{Browser, Centre, PASSPHRASE};
use crate::pages::tests::{Desk, with_file};
use crate::pages::worlds_tests::PAGES;

const PHOTO: &[u8] = b"PICTURE of a scar";

/// How long each picture of a sealed file is, as it lies in the database.
fn lying(desk: &Desk) -> Vec<usize> {
    let rows = desk.store.read(|tx| {
        let rows = tx.query("SELECT sealed FROM sealed_picture", params![])?;
        rows.iter().map(|row| Ok(row.blob(0)?.len())).collect()
    });
    let rows: Result<Vec<usize>, StoreError> = rows;
    rows.unwrap()
}

#[test]
fn a_photo_is_added_seen_and_taken_out_inside_and_is_nowhere_outside() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    let before = worker.store.read(|tx| state_hash(tx)).unwrap();
    enter(&worker);
    let given = format!("&supervision={}", id(&worker, Role::Director));
    let drawer = format!("{}/documents", begin(&worker, &given));
    let page = text(&worker, &drawer);
    assert!(
        page.contains("seuls le voient ceux qui en ont la clé"),
        "{page}"
    );
    for (file, says) in [
        (b"%PDF-1.7".as_slice(), "Photographiez"),
        (b"<script>alert(1)</script>", "une page ou un programme"),
    ] {
        let refused = worker.send_file(&drawer, SAID, file);
        assert_eq!(refused.status, Status::Unprocessable);
        assert!(refused.text_body().contains(says), "{says}");
    }
    assert!(lying(&worker).is_empty());
    place(&worker.send_file(&drawer, SAID, PHOTO));
    let document = only(&worker, &drawer);
    let image = format!("{document}/image");
    let shown = get(&worker, &image);
    // Drawn again to fill the room that every picture of a sealed file has.
    assert!(shown.body.starts_with(b"\xFF\xD8\xFFdrawn again") && shown.body.len() == BYTES_MAX);
    assert_eq!(shown.get("cache-control"), Some("no-store"));
    let lies = lying(&worker);
    assert!(lies.len() == 1 && lies[0] > BYTES_MAX);
    // Who supervises sees it, and who follows the file sees that.
    enter(&director);
    assert_eq!(get(&director, &image).body, shown.body);
    let readings = drawer.replace("documents", "lectures");
    assert!(text(&worker, &readings).contains("Compte director"));
    let kept = format!("{document}/retirer");
    leave(&director);
    leave(&worker);
    let state = |desk: &Desk| desk.store.read(|tx| state_hash(tx)).unwrap();
    assert_eq!(state(&worker), before);
    let counter = keyed(&centre, Role::Reception);
    for desk in [&worker, &director, &counter] {
        for path in [&drawer, &document, &image, &kept] {
            let answer = get(desk, path);
            assert!(answer.status == Status::NotFound || answer.status == Status::Forbidden);
            assert_eq!(answer.status, get(desk, &other(path)).status, "{path}");
        }
    }
    assert_eq!(
        worker.send_file(&drawer, SAID, PHOTO).status,
        Status::NotFound
    );
    // What was refused outside is a line of the open trail, as for any address.
    let before = state(&worker);
    enter(&worker);
    place(&worker.send(&kept, "reason=Mauvaise+personne"));
    assert_eq!(get(&worker, &image).status, Status::NotFound);
    assert!(text(&worker, &document).contains("Mauvaise personne"));
    assert!(lying(&worker).is_empty());
    assert_eq!(state(&worker), before);
}

/// The same address of something that never was.
fn other(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.len() {
        36 => "00000000-0000-7000-8000-000000000000",
        _ => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[test]
fn a_photo_goes_on_with_its_file_to_who_gets_it_and_away_from_who_gives_it() {
    let centre = centre();
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    enter(&worker);
    let case = begin(&worker, "");
    let drawer = format!("{case}/documents");
    place(&worker.send_file(&drawer, SAID, PHOTO));
    let document = only(&worker, &drawer);
    let to = id(&worker, Role::Director);
    let hand_over = format!("{case}/transmettre");
    place(&worker.send(&hand_over, &format!("to={to}&reason=Absence")));
    let image = format!("{document}/image");
    assert_eq!(get(&worker, &image).status, Status::NotFound);
    enter(&director);
    assert_eq!(get(&director, &image).status, Status::Ok);
    place(&director.send_file(&drawer, SAID, PHOTO));
    assert_eq!(
        lying(&director).len(),
        2,
        "under the former key, and under the present one"
    );
}

#[test]
fn two_worlds_that_differ_by_one_sealed_photo_answer_alike_in_the_open() {
    let mut day = begun_day(9);
    let Centre { site, store, doors } = day.centre;
    let doors = doors.with_pictures(reads);
    day.centre = Centre { site, store, doors };
    let mut worker = Browser::of(Role::SocialWorker);
    // In a fork nobody is inside: the worlds part before anybody enters.
    sign_in(&mut day, &mut worker);
    day.twin = Some(day.centre.forked());
    let entered = both(
        &mut day,
        &mut worker,
        "/espace",
        &format!("passphrase={PASSPHRASE}"),
    );
    assert_eq!(entered.get("location"), Some("/aujourdhui"));
    let begun = both(
        &mut day,
        &mut worker,
        "/espace/nouveau",
        "procedure=P98&whose=code",
    );
    let step = begun.get("location").unwrap().to_owned();
    let drawer = format!("{}/documents", step.split("/etapes/").next().unwrap());
    let sent = with_file(&drawer, &token(&worker), SAID, PHOTO);
    let kept = in_twin(&day, &worker, 7_000_000, sent);
    assert_eq!(
        kept.get("location"),
        Some(drawer.as_str()),
        "{}",
        kept.text_body()
    );
    let list = in_twin(&day, &worker, 7_000_001, Request::new(Method::Get, &drawer)).text_body();
    let document = list.split("href=\"/documents/").nth(1).unwrap();
    let document = format!("/documents/{}", document.split('"').next().unwrap());
    let image = format!("{document}/image");
    let shown = in_twin(&day, &worker, 7_000_002, Request::new(Method::Get, &image));
    assert_eq!(shown.status, Status::Ok);
    both(&mut day, &mut worker, "/espace/fermer", "");
    for (role, pages) in PAGES {
        let mut browser = Browser::of(*role);
        sign_in(&mut day, &mut browser);
        let own = [drawer.as_str(), &document, &image];
        for path in pages.iter().copied().chain(own) {
            day.open(&mut browser, path);
        }
    }
    let lies = |centre: &Centre| {
        let rows = centre
            .store
            .read(|tx| tx.query("SELECT name FROM sealed_picture", params![]));
        rows.unwrap().len()
    };
    assert_eq!(
        (lies(&day.centre), lies(day.twin.as_ref().unwrap())),
        (0, 1)
    );
}
