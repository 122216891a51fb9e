//! A recorded day replays to the same bytes: the same requests, at the same times, with the same chance, give the same
//! answers, the same journal and the same tables, in another store and on another engine.
//!
//! The day is made up by chance from the pages themselves: people of every role sign in, follow links, fill forms in, leave
//! their screen. `AKWABA_SEED` chooses it; the seed is printed when it fails.

use std::collections::BTreeMap;

use akwaba_domain::actor::Role;
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::id::CentreId;
use akwaba_store::tables::{JOURNAL, LOCAL};
use akwaba_store::tx::Cell;
use akwaba_store::{Store, StoreError, rebuild};
use jiff::{SignedDuration, Timestamp};

use super::bad_input::{forms, found_in};
use crate::doors::{Doors, OpenDoors};
use crate::http::{Method, Request, Response, Status, percent};
use crate::{Call, Heading, Site, dispatch};

/// Requests in a day.
const REQUESTS: usize = 700;
/// Requests that change something, at least, so that a day cannot become empty unseen.
const CHANGES_MIN: usize = 60;
pub(super) const PASSPHRASE: &str = "lagune-tambour-karite-mil-12";

/// One request of the day, with all that its answer may depend on.
pub(super) struct Asked {
    pub(super) now: Timestamp,
    pub(super) chance: u64,
    pub(super) request: Request,
}

/// A centre whose day has not begun.
pub(super) struct Centre {
    pub(super) site: Site,
    pub(super) store: Store,
    pub(super) doors: OpenDoors,
}

impl Centre {
    pub(super) fn in_store(store: Store) -> Self {
        let site = Site {
            hosts: vec!["localhost:7878".to_owned()],
            secure: false,
            centre: CentreId::named("replayed"),
            heading: Heading::default(),
        };
        found_in(&store, site.centre);
        let doors = OpenDoors::new(store.clone()).with_account_keys();
        for role in Role::ALL {
            doors.set_passphrase(role.code(), PASSPHRASE).unwrap();
        }
        Self { site, store, doors }
    }

    /// The same centre once more: what happens in one from now on does not happen in the other.
    pub(super) fn forked(&self) -> Self {
        let store = self.store.forked().unwrap();
        Self {
            site: self.site.clone(),
            doors: self.doors.beside(store.clone()),
            store,
        }
    }

    pub(super) fn answer(&self, asked: &Asked) -> Response {
        let mut chance = Seeded::new(asked.chance);
        let mut call = Call {
            now: asked.now,
            chance: &mut chance,
            store: &self.store,
            site: &self.site,
            doors: &self.doors,
        };
        dispatch::handle(&mut call, &asked.request)
    }

    /// Every row of the journal and of what the installation alone keeps, and a sum of the rest.
    fn everything(&self) -> (Vec<String>, [u8; 32]) {
        let read = self.store.read(|tx| {
            let mut rows = Vec::new();
            for table in JOURNAL.iter().chain(LOCAL) {
                tx.each(table.dump, &[], &mut |row| {
                    let cells = row.cells().iter().map(|cell| match cell {
                        Cell::Null => "-".to_owned(),
                        Cell::Int(value) => value.to_string(),
                        Cell::Text(text) => format!("{text:?}"),
                        Cell::Blob(bytes) => format!("{bytes:02x?}"),
                    });
                    rows.push(format!(
                        "{} {}",
                        table.name,
                        cells.collect::<Vec<_>>().join(" ")
                    ));
                    Ok(())
                })?;
            }
            // Engines give rows in orders of their own.
            rows.sort_unstable();
            Ok::<_, StoreError>((rows, rebuild::state_hash(tx)?))
        });
        read.unwrap()
    }
}

/// One browser of the day.
#[derive(Clone)]
pub(super) struct Browser {
    pub(super) role: Role,
    pub(super) cookies: BTreeMap<String, String>,
    page: String,
    pub(super) html: String,
}

impl Browser {
    pub(super) fn of(role: Role) -> Self {
        Self {
            role,
            cookies: BTreeMap::new(),
            page: String::new(),
            html: String::new(),
        }
    }
}

/// The day as it is made up: who asks what, drawn by chance.
pub(super) struct Day {
    pub(super) centre: Centre,
    /// The same centre beside it, which must answer every request alike.
    pub(super) twin: Option<Centre>,
    pub(super) chance: Seeded,
    pub(super) now: Timestamp,
    pub(super) record: Vec<Asked>,
    pub(super) answers: Vec<Response>,
}

impl Day {
    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let length = u64::try_from(from.len()).unwrap();
        let at = self.chance.number().checked_rem(length)?;
        from.get(usize::try_from(at).unwrap())
    }

    pub(super) fn ask(&mut self, browser: &mut Browser, request: Request) -> Response {
        let cookies = browser
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let request = request
            .with("host", "localhost:7878")
            .with("sec-fetch-site", "same-origin")
            .with("cookie", &cookies.collect::<Vec<_>>().join("; "));
        let seconds = i64::try_from(1 + self.chance.number() % 40).unwrap();
        self.now += SignedDuration::from_secs(seconds);
        let asked = Asked {
            now: self.now,
            chance: self.chance.number(),
            request,
        };
        let answer = self.centre.answer(&asked);
        if let Some(twin) = &self.twin {
            let other = twin.answer(&asked);
            let path = &asked.request.path;
            assert_eq!(difference(&answer, &other), None, "{path}");
        }
        for (_, set) in answer
            .headers
            .iter()
            .filter(|(name, _)| *name == "set-cookie")
        {
            let pair = set.split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            browser.cookies.insert(name.to_owned(), value.to_owned());
        }
        self.record.push(asked);
        self.answers.push(answer.clone());
        answer
    }

    pub(super) fn open(&mut self, browser: &mut Browser, address: &str) {
        let mut address = address.to_owned();
        for _ in 0..4 {
            let (path, query) = address.split_once('?').unwrap_or((&address, ""));
            let mut request = Request::new(Method::Get, path);
            request.query = query.to_owned();
            let answer = self.ask(browser, request);
            match (answer.status, answer.get("location")) {
                (Status::SeeOther, Some(next)) => next.clone_into(&mut address),
                _ => {
                    browser.html = answer.text_body();
                    browser.page = address;
                    return;
                }
            }
        }
    }

    /// Fills a form in as a person might, well or less well, and sends it.
    fn fill_in(&mut self, browser: &mut Browser, form: &forms::Found) {
        const WORDS: [&str; 12] = [
            "Awa",
            "Koffi",
            "Affoué",
            "N'Guessan",
            "12",
            "1987",
            "3",
            "07 07 12 34 56",
            "محمد",
            "",
            "09:30",
            "24/11/2026",
        ];
        let mut pairs = Vec::new();
        for field in &form.fields {
            let value = match (field.kind, field.name.as_str()) {
                (_, "login") => Some(browser.role.code().to_owned()),
                (forms::Kind::Secret, _) => Some(PASSPHRASE.to_owned()),
                (forms::Kind::Typed, _) if self.chance.number().is_multiple_of(3) => None,
                (forms::Kind::Typed, _) => self.pick(&WORDS).map(|word| (*word).to_owned()),
                _ if field.offered.is_empty() || self.chance.number().is_multiple_of(3) => None,
                _ => self.pick(&field.offered).cloned(),
            };
            let values = value.map_or_else(|| field.values.clone(), |value| vec![value]);
            pairs.extend(
                values
                    .iter()
                    .map(|value| format!("{}={}", field.name, percent::encode(value))),
            );
        }
        let mut request = Request::new(Method::Post, &form.action)
            .with("content-type", "application/x-www-form-urlencoded");
        request.body = pairs.join("&").into_bytes();
        let answer = self.ask(browser, request);
        match answer.get("location") {
            Some(next) => self.open(browser, next),
            None => browser.html = answer.text_body(),
        }
    }

    pub(super) fn go_on(&mut self, browser: &mut Browser) {
        let found = forms::forms(&browser.html);
        let door = found
            .iter()
            .find(|form| form.action == "/connexion" || form.action == "/masque");
        if let Some(door) = door {
            return self.fill_in(browser, &door.clone());
        }
        let posts: Vec<_> = found.into_iter().filter(|form| form.posts).collect();
        let links = forms::links(&browser.html);
        match self.chance.number() % 5 {
            0 | 1 if !posts.is_empty() => {
                // The work of the page stands in its middle; the frame's own forms come seldom.
                let own: Vec<_> = posts
                    .iter()
                    .filter(|form| form.fields.len() > 3)
                    .cloned()
                    .collect();
                let from = if own.is_empty() { posts } else { own };
                if let Some(form) = self.pick(&from).cloned() {
                    self.fill_in(browser, &form);
                }
            }
            2 if browser.page != "/" => self.open(browser, "/"),
            _ => match self.pick(&links).cloned() {
                Some(link) => self.open(browser, &link),
                None => self.open(browser, "/"),
            },
        }
    }

    /// Makes a day up.
    fn made_up(seed: u64) -> Self {
        let mut day = Self {
            centre: Centre::in_store(Store::memory().unwrap()),
            twin: None,
            chance: Seeded::new(seed),
            now: "2026-11-23T07:30:00Z".parse().unwrap(),
            record: Vec::new(),
            answers: Vec::new(),
        };
        let roles = [
            Role::Reception,
            Role::SocialWorker,
            Role::Director,
            Role::TechnicalAdmin,
        ];
        let mut browsers = roles.map(Browser::of);
        for browser in &mut browsers {
            day.open(browser, "/");
        }
        while day.record.len() < REQUESTS {
            let at = usize::try_from(day.chance.number() % 4).unwrap();
            day.go_on(&mut browsers[at]);
        }
        day
    }
}

/// Whatever two answers to one request differ in; nothing when they are the same to the byte.
pub(super) fn difference(one: &Response, other: &Response) -> Option<String> {
    if one.status != other.status || one.headers != other.headers {
        return Some(format!("{:?} {:?}", one.status, other.status));
    }
    (one.body != other.body).then(|| "the body".to_owned())
}

fn replay(day: &Day, centre: &Centre, seed: u64) {
    for (turn, (asked, first)) in day.record.iter().zip(&day.answers).enumerate() {
        let again = centre.answer(asked);
        let path = &asked.request.path;
        assert_eq!(
            difference(first, &again),
            None,
            "seed {seed}, request {turn}: {path}"
        );
    }
    let (rows, sum) = day.centre.everything();
    let (other_rows, other_sum) = centre.everything();
    assert!(
        rows == other_rows,
        "seed {seed}: the journal or a local table differs"
    );
    assert_eq!(sum, other_sum, "seed {seed}: a projection differs");
}

fn seed() -> u64 {
    let asked = std::env::var("AKWABA_SEED").ok();
    asked.and_then(|seed| seed.parse().ok()).unwrap_or(1)
}

#[test]
fn a_recorded_day_replays_to_the_same_bytes() {
    let day = Day::made_up(seed());
    let posts = day.record.iter().zip(&day.answers);
    let changes = posts
        .filter(|(asked, answer)| {
            asked.request.method == Method::Post && answer.status == Status::SeeOther
        })
        .count();
    assert!(
        changes >= CHANGES_MIN,
        "seed {}: only {changes} changes",
        seed()
    );
    for (asked, answer) in day.record.iter().zip(&day.answers) {
        let path = &asked.request.path;
        // The host of these tests keeps no keyring, whose key could be another.
        if path == "/centre/cle" {
            continue;
        }
        assert_ne!(answer.status, Status::Failed, "{path}, seed {}", seed());
    }
    replay(&day, &Centre::in_store(Store::memory().unwrap()), seed());
}

#[test]
fn a_recorded_day_replays_to_the_same_bytes_on_the_other_engine() {
    // Without a server there is no other engine here: `cargo xtask postgres` brings one.
    let Ok(url) = std::env::var("AKWABA_TEST_POSTGRES") else {
        return;
    };
    let schema = format!("replay_{}", std::process::id());
    let store = Store::postgres(&url, &schema, None).unwrap();
    let day = Day::made_up(seed());
    replay(&day, &Centre::in_store(store), seed());
}

#[test]
fn another_chance_or_another_moment_makes_another_day() {
    let day = Day::made_up(2);
    let centre = Centre::in_store(Store::memory().unwrap());
    for asked in &day.record {
        let later = Asked {
            now: asked.now + SignedDuration::from_secs(1),
            chance: asked.chance,
            request: asked.request.clone(),
        };
        centre.answer(&later);
    }
    assert_ne!(day.centre.everything().0, centre.everything().0);
}
