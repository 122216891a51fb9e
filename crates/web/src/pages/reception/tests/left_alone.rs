//! A queue left open on an empty desk hides, although it reads itself again.

use akwaba_domain::Ctx;
use akwaba_domain::centre::account::AccountForm;
use akwaba_domain::centre::founding;
use akwaba_domain::centre::settings::Settings;
use akwaba_domain::policy::allow_founding;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::ActorId;
use akwaba_store::local::session;
use akwaba_store::projections::centre::account;
use akwaba_store::{StoreError, Writing, append};

use super::*;
use crate::session::{Secret, cookie_name};

/// Founds the centre with one receptionist and signs them in; gives the cookie.
fn signed_in(desk: &Desk) -> String {
    let secret = Secret::new([5; 32]);
    let now: jiff::Timestamp = "2026-11-23T07:45:00Z".parse().unwrap();
    let actor = ActorId::named("awa");
    let form = AccountForm {
        login: "awa".into(),
        name: "Awa Essai".into(),
        roles: vec!["reception".into()],
    };
    let new = form.parse(|_| false).unwrap();
    let mut chance = Seeded::new(77);
    let founded = desk.store.write(|tx| {
        let allowed = allow_founding(0, actor, desk.site.centre).unwrap();
        let mut ctx = Ctx {
            now,
            chance: &mut chance,
        };
        let settings = Settings::default();
        let (_, drafts) =
            founding::found(&mut ctx, &allowed, &settings, core::slice::from_ref(&new));
        let mut writing = Writing {
            now_micros: now.as_microsecond(),
            chance: &mut chance,
        };
        append(tx, &mut writing, drafts)?;
        let known = account::find(tx, desk.site.centre, actor)?.unwrap();
        let kept = session::Session {
            account: actor,
            rights: known.rights_entry,
            language: "fr".into(),
            begun_micros: now.as_microsecond(),
            seen_micros: now.as_microsecond(),
            locked: false,
            device: String::new(),
        };
        session::begin(tx, &secret.fingerprint(), &kept)?;
        Ok::<_, StoreError>(())
    });
    founded.unwrap();
    format!("{}={}", cookie_name(false), secret.reveal())
}

fn follow(desk: &Desk, cookie: &str, path: &str) -> (Status, Option<String>) {
    let request = Request::new(Method::Get, path).with("cookie", cookie);
    let page = desk.ask_unknown(&request);
    let next = page
        .get("refresh")
        .and_then(|value| value.split_once("url="));
    (page.status, next.map(|(_, path)| path.to_owned()))
}

#[test]
fn a_queue_that_reads_itself_again_does_not_keep_the_session_awake() {
    let desk = Desk::new();
    let cookie = signed_in(&desk);
    let (status, mut next) = follow(&desk, &cookie, "/accueil");
    assert_eq!(status, Status::Ok);
    while let Some(path) = next {
        desk.later(19);
        next = follow(&desk, &cookie, &path).1;
    }
    desk.later(30);
    let (status, _) = follow(&desk, &cookie, "/accueil");
    assert_ne!(
        status,
        Status::Ok,
        "the screen is hidden after five minutes"
    );
}

#[test]
fn who_works_at_the_queue_stays_signed_in() {
    let desk = Desk::new();
    let cookie = signed_in(&desk);
    for _ in 0..6 {
        desk.later(100);
        assert_eq!(follow(&desk, &cookie, "/accueil").0, Status::Ok);
    }
}

#[test]
fn the_screen_of_the_room_in_the_same_browser_keeps_nobody_awake() {
    let desk = Desk::new();
    let cookie = signed_in(&desk);
    for _ in 0..40 {
        desk.later(8);
        let (status, _) = follow(&desk, &cookie, "/accueil/salle?veille=1");
        assert_eq!(status, Status::Ok);
    }
    assert_ne!(follow(&desk, &cookie, "/accueil").0, Status::Ok);
}
