//! Two worlds that differ by one sealed file and are the same to everybody without its key: every page, form,
//! search, count and file that a day made up by chance asks for, byte for byte, at every size.
//!
//! In each turn the same worker enters the protected space in both worlds; in one of them they also begin a file and
//! follow it. `AKWABA_TURNS` says how many turns, `AKWABA_SEED` which pair comes first. Many more worlds, each asked for
//! less, are in [`super::worlds_tests`].

use std::collections::BTreeSet;

use akwaba_domain::actor::Role;
use akwaba_domain::centre::guardians::{self, Guardians};
use akwaba_domain::centre::proposal;
use akwaba_domain::policy::{self, Target};
use akwaba_domain::scope;
use akwaba_journal::chance::Seeded;
use akwaba_store::projections::centre::account;
use akwaba_store::{Store, StoreError, Tx, Writing, append, entity, ledger};

use super::protected::tests::{sealed, sheet};
use super::replay_tests::{Asked, Browser, Centre, Day, PASSPHRASE};
use crate::http::{Method, Request, Response, Status};
use crate::pages::casework::tests::{CHAIR, publish_in};
use crate::routes;
use crate::session::Secret;

/// Turns in one pair of worlds, and requests that follow each; then a new pair begins.
const TURNS_OF_A_PAIR: u64 = 25;
const REQUESTS: u64 = 4;
/// The counts of a month, inside and as the report tells them.
const COUNTS: &str = "/espace/comptes/2026-10";
const REPORT: &str = "/rapport/2026-10";
/// Turns unless told otherwise.
const TURNS: u64 = 10;

fn centre() -> Centre {
    let centre = Centre::in_store(Store::memory().unwrap());
    for text in [CHAIR.to_owned(), sealed()] {
        publish_in(&centre.store, centre.site.centre, &text);
    }
    guard(&centre);
    centre
}

/// Names who directs and the region as guardians: who is one, as who is none, sees the same in both worlds.
fn guard(centre: &Centre) {
    let id = centre.site.centre;
    let mut chance = Seeded::new(31);
    let [director, region] = [Role::Director, Role::RegionalSupervisor].map(|role| {
        let found = centre
            .store
            .read(|tx| account::by_login(tx, id, role.code()));
        found.unwrap().unwrap()
    });
    let named = Guardians {
        accounts: vec![director.id, region.id],
    };
    let state = |tx: &mut dyn Tx| entity::load(tx, scope::office(id), guardians::entity(id));
    centre
        .store
        .write(|tx| {
            let mut writing = Writing {
                now_micros: 1,
                chance: &mut chance,
            };
            let target = Target::of(id);
            let allowed = policy::allow(&director.actor(), &target, ()).unwrap();
            let proposed = guardians::propose(&allowed, &state(tx)?, &named);
            append(tx, &mut writing, proposed)?;
            let known = state(tx)?;
            let tag = proposal::proposals::<Guardians>(&known)[0].tag;
            let target = Target::asked(id, director.id);
            let allowed = policy::allow(&region.actor(), &target, tag).unwrap();
            let confirmed = guardians::confirm(&allowed, &known, true).unwrap();
            append(tx, &mut writing, confirmed)?;
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

fn pair(seed: u64) -> Day {
    let mut day = begun_day(seed);
    day.twin = Some(day.centre.forked());
    day
}

/// A day in which nobody has asked for anything yet.
pub(super) fn begun_day(seed: u64) -> Day {
    Day {
        centre: centre(),
        twin: None,
        chance: Seeded::new(seed),
        now: "2026-11-23T07:30:00Z".parse().unwrap(),
        record: Vec::new(),
        answers: Vec::new(),
    }
}

/// What only one of the two worlds is asked, by somebody who is inside.
fn alone(
    day: &Day,
    browser: &Browser,
    chance: u64,
    method: Method,
    path: &str,
    fields: &str,
) -> Response {
    let mut request =
        Request::new(method, path).with("content-type", "application/x-www-form-urlencoded");
    if method == Method::Post {
        request.body = format!("jeton={}&{fields}", token(browser)).into_bytes();
    }
    in_twin(day, browser, chance, request)
}

/// The token of the forms of a browser's session.
pub(super) fn token(browser: &Browser) -> String {
    let secret = Secret::parse(&browser.cookies["akwaba"]);
    secret.unwrap().form_token()
}

/// A request that only one of the two worlds is asked.
pub(super) fn in_twin(day: &Day, browser: &Browser, chance: u64, request: Request) -> Response {
    let cookies: Vec<String> = browser
        .cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let asked = Asked {
        now: day.now,
        chance,
        request: request
            .with("host", "localhost:7878")
            .with("sec-fetch-site", "same-origin")
            .with("cookie", &cookies.join("; ")),
    };
    day.twin.as_ref().unwrap().answer(&asked)
}

/// A form sent in both worlds.
pub(super) fn both(day: &mut Day, browser: &mut Browser, path: &str, fields: &str) -> Response {
    let mut request =
        Request::new(Method::Post, path).with("content-type", "application/x-www-form-urlencoded");
    request.body = format!("jeton={}&{fields}", token(browser)).into_bytes();
    day.ask(browser, request)
}

/// Enters in both worlds, begins and follows a file in one, leaves in both.
pub(super) fn turn(day: &mut Day, worker: &mut Browser, begun: &mut BTreeSet<String>) {
    let passphrase = format!("passphrase={PASSPHRASE}");
    let mut entered = both(day, worker, "/espace", &passphrase);
    if entered.get("location") != Some("/aujourdhui") {
        // The screen had hidden, or the day was over.
        sign_in(day, worker);
        entered = both(day, worker, "/espace", &passphrase);
    }
    if entered.get("location") != Some("/aujourdhui") {
        // Chance had somebody take the account's rights or passphrase away.
        return;
    }
    if begun.is_empty() {
        sign_out(day, worker);
    }
    let chance = 1_000_000 + u64::try_from(day.record.len()).unwrap() * 10;
    let step = alone(
        day,
        worker,
        chance,
        Method::Post,
        "/espace/nouveau",
        "procedure=P98&whose=code",
    );
    let step = step
        .get("location")
        .unwrap_or_else(|| panic!("{}", step.text_body()))
        .to_owned();
    let case = step.split("/etapes/").next().unwrap().to_owned();
    let answers =
        "questions=demande/trajets+demande/libre&demande/trajets=canari&demande/libre=oui";
    let done = alone(day, worker, chance + 1, Method::Post, &step, answers);
    assert_eq!(done.status, Status::SeeOther, "{}", done.text_body());
    let shown = alone(day, worker, chance + 2, Method::Get, &sheet(&case), "");
    assert!(shown.text_body().contains("canari"));
    begun.insert(case);
    both(day, worker, "/espace/fermer", "");
}

/// Signs out the counts of the month before: those of one world are of no file, and tell what those of the other tell.
fn sign_out(day: &mut Day, worker: &mut Browser) {
    let page = day.ask(worker, Request::new(Method::Get, COUNTS));
    let page = page.text_body();
    let seen = page.split("name=\"seen\" value=\"").nth(1).unwrap();
    let seen = seen.split('"').next().unwrap();
    let signed = both(day, worker, COUNTS, &format!("seen={seen}"));
    assert_eq!(signed.get("location"), Some(COUNTS));
}

pub(super) fn sign_in(day: &mut Day, browser: &mut Browser) {
    browser.cookies.clear();
    day.open(browser, "/connexion");
    let login = browser.role.code();
    let fields = format!("login={login}&passphrase={PASSPHRASE}");
    both(day, browser, "/connexion", &fields);
}

pub(super) fn asked(name: &str, otherwise: u64) -> u64 {
    let asked = std::env::var(name).ok();
    asked
        .and_then(|asked| asked.parse().ok())
        .unwrap_or(otherwise)
}

#[test]
fn worlds_that_differ_by_sealed_files_answer_every_request_alike() {
    let (mut left, mut seed) = (asked("AKWABA_TURNS", TURNS), asked("AKWABA_SEED", 1));
    while left > 0 {
        let mut day = pair(seed);
        let mut worker = Browser::of(Role::SocialWorker);
        let mut others = Role::ALL.map(Browser::of);
        sign_in(&mut day, &mut worker);
        let mut begun = BTreeSet::new();
        for _ in 0..TURNS_OF_A_PAIR.min(left) {
            turn(&mut day, &mut worker, &mut begun);
            for number in 0..REQUESTS {
                let length = u64::try_from(others.len()).unwrap();
                let at = usize::try_from(
                    (seed + number + u64::try_from(day.record.len()).unwrap()) % length,
                )
                .unwrap();
                day.go_on(&mut others[at]);
            }
            left -= 1;
        }
        assert!(!begun.is_empty(), "nobody got in");
        everything(&mut day, &mut others, &begun);
        let sealed = |centre: &Centre| centre.store.read(|tx| ledger::count(tx)).unwrap();
        assert!(
            sealed(day.twin.as_ref().unwrap()) > sealed(&day.centre),
            "nothing was sealed"
        );
        assert!(
            day.answers
                .iter()
                .all(|answer| !answer.text_body().contains("canari"))
        );
        seed += 1;
    }
}

/// Every page that an address alone opens, and those of the files, for every role.
fn everything(day: &mut Day, browsers: &mut [Browser], begun: &BTreeSet<String>) {
    let open: Vec<&str> = routes::all()
        .filter(|route| route.method == Method::Get && !route.pattern.contains('{'))
        .map(|route| route.pattern)
        .collect();
    for browser in browsers {
        for path in open.iter().chain(&[REPORT]) {
            day.ask(browser, Request::new(Method::Get, path));
        }
        // The case of a file in one world is one that no world ever had in the other.
        for case in begun.iter().take(2) {
            let answer = day.ask(browser, Request::new(Method::Get, case));
            assert_ne!(answer.status, Status::Ok);
        }
    }
}
