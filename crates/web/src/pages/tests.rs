//! A desk for the tests of pages: asks `handle` as a browser would, as whoever the test says.

use akwaba_domain::actor::{Actor, Grant, Reach, Role};
use akwaba_domain::casework::manual::Texts;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::Store;
use jiff::{SignedDuration, Timestamp};
use std::cell::Cell;

use crate::doors::{Doors, OpenDoors};
use crate::http::{Method, Request, Response};
use crate::pages::documents::tests::reads;
use crate::session::{Reader, Secret, Session};
use crate::{Call, Heading, Site, dispatch};

/// A small model manual: the procedure of the format's example, and the roles of the real one.
const MODEL: Texts<'static> = Texts {
    shared: Some(include_str!("../../../../manuel/manuel.md")),
    procedures: &[include_str!("../../../procedures/tests/P99-fauteuil.md")],
};

/// A browser at a desk of a fictitious centre.
pub(crate) struct Desk {
    pub(crate) site: Site,
    pub(crate) store: Store,
    doors: std::rc::Rc<OpenDoors>,
    asked: Cell<u64>,
    number: u8,
    session: Session,
    cookie: std::cell::RefCell<String>,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let heading = Heading {
            ministry: "Ministère fictif".to_owned(),
            direction: "Direction fictive".to_owned(),
            centre: "Centre social de Gnamien".to_owned(),
            address: "Quartier du marché".to_owned(),
            phone: "07 07 12 34 56".to_owned(),
        };
        let site = Site {
            hosts: vec!["localhost:7878".to_owned()],
            secure: false,
            centre: CentreId::named("test"),
            heading,
        };
        let store = Store::memory().unwrap();
        Self {
            site,
            doors: std::rc::Rc::new(
                OpenDoors::new(store.clone())
                    .with_model(MODEL)
                    .with_pictures(reads)
                    .with_account_keys(),
            ),
            store,
            asked: Cell::new(0),
            number: 0,
            cookie: std::cell::RefCell::default(),
            session: Session {
                secret: Secret::new([9; 32]),
                reader: None,
                locked: None,
            },
        }
    }

    /// The same centre, whose doors keep the keys of accounts; everybody has the same passphrase.
    pub(crate) fn with_account_keys(self, logins: &[&str], passphrase: &str) -> Self {
        let doors = OpenDoors::new(self.store.clone()).with_account_keys();
        for login in logins {
            doors.set_passphrase(login, passphrase).unwrap();
        }
        Self {
            doors: std::rc::Rc::new(doors),
            ..self
        }
    }

    /// Somebody else gives an account another passphrase: its keys are lost with the former one.
    pub(crate) fn give_passphrase(&self, login: &str, passphrase: &str) {
        self.doors.set_passphrase(login, passphrase).unwrap();
    }

    /// The private keys of an account, as its doors keep them.
    pub(crate) fn private(
        &self,
        login: &str,
        passphrase: &str,
    ) -> Option<akwaba_store::sealed::PrivateKey> {
        self.doors.account_private(login, passphrase).unwrap()
    }

    pub(crate) fn by_role(mut self, role: Role) -> Self {
        let actor = Actor {
            account: ActorId::named("test"),
            grants: vec![Grant {
                role,
                reach: Reach::of([self.site.centre]),
            }],
            suspended: false,
        };
        self.session.reader = Some(Reader {
            name: "Aya Konan".to_owned(),
            actor,
            must_change: false,
        });
        self
    }

    /// The same at a host that writes PDF files: here, what a reader of files sees of them before it opens them.
    pub(crate) fn pressing(mut self) -> Self {
        let press = |paper: &akwaba_paper::Paper| {
            format!("{}\n{}", paper.title, paper.head.printed).into_bytes()
        };
        let doors = OpenDoors::new(self.store.clone()).with_model(MODEL);
        let mut doors = doors.with_pictures(reads);
        doors.press = Some(press);
        self.doors = std::rc::Rc::new(doors);
        self
    }

    /// Another browser of the same centre, with a session of its own. Its chance is its own too.
    pub(crate) fn beside(&self, number: u8, role: Role) -> Self {
        let mut other = Self {
            site: self.site.clone(),
            store: self.store.clone(),
            doors: std::rc::Rc::new(
                OpenDoors::new(self.store.clone())
                    .with_model(MODEL)
                    .with_pictures(reads)
                    .with_account_keys(),
            ),
            asked: Cell::new(self.asked.get()),
            number,
            cookie: std::cell::RefCell::default(),
            session: self.session.clone(),
        };
        other.session.secret = Secret::new([number; 32]);
        let mut other = other.by_role(role);
        if let Some(reader) = &mut other.session.reader {
            reader.actor.account = ActorId::named(&number.to_string());
        }
        other
    }

    /// The same doors, seen from a browser that is known by its cookie only.
    pub(crate) fn unknown(self, number: u8) -> Self {
        let session = Session {
            secret: Secret::new([number; 32]),
            reader: None,
            locked: None,
        };
        Self {
            session,
            number,
            cookie: std::cell::RefCell::new(String::new()),
            ..self
        }
    }

    /// Another browser at the same doors, known by its cookie only, at the same moment. Passphrases
    /// are those of the same centre.
    pub(crate) fn other_browser(&self, number: u8) -> Self {
        Self {
            site: self.site.clone(),
            store: self.store.clone(),
            doors: std::rc::Rc::clone(&self.doors),
            asked: Cell::new(self.asked.get()),
            number,
            session: Session {
                secret: Secret::new([number; 32]),
                reader: None,
                locked: None,
            },
            cookie: std::cell::RefCell::default(),
        }
    }

    /// The secret that the browser holds after its last sign-in.
    pub(crate) fn held(&self) -> String {
        self.cookie.borrow().clone()
    }

    /// Holds another secret.
    pub(crate) fn hold(&self, secret: &str) {
        secret.clone_into(&mut self.cookie.borrow_mut());
    }

    /// Reads a page with the cookie of the last sign-in.
    pub(crate) fn get_signed(&self, path: &str) -> Response {
        self.ask_signed(Request::new(Method::Get, path))
    }

    /// Sends a form with the cookie of the last sign-in, and keeps the one that comes back.
    pub(crate) fn send_signed(&self, path: &str, pairs: &str) -> Response {
        let held = self.cookie.borrow().clone();
        let secret = Secret::parse(&held).unwrap_or_else(|| self.session.secret.clone());
        let mut request = Request::new(Method::Post, path)
            .with("content-type", "application/x-www-form-urlencoded");
        request.body = format!("jeton={}&{pairs}", secret.form_token()).into_bytes();
        self.ask_signed(request)
    }

    fn ask_signed(&self, request: Request) -> Response {
        let held = self.cookie.borrow().clone();
        let value = if held.is_empty() {
            self.session.secret.reveal()
        } else {
            held
        };
        let answer = self.ask_unknown(&request.with("cookie", &format!("akwaba={value}")));
        let set = answer
            .headers
            .iter()
            .filter(|(name, _)| *name == "set-cookie");
        let mut values =
            set.filter_map(|(_, text)| text.strip_prefix("akwaba=")?.split(';').next());
        if let Some(value) = values.next() {
            value.clone_into(&mut self.cookie.borrow_mut());
        }
        answer
    }

    pub(crate) fn by_actor(mut self, actor: Actor) -> Self {
        self.session.reader = Some(Reader {
            name: "Aya Konan".to_owned(),
            actor,
            must_change: false,
        });
        self
    }

    pub(crate) fn by_director(self) -> Self {
        self.by_role(Role::Director)
    }

    /// What keeps the passphrases and the keys of accounts.
    pub(crate) fn doors(&self) -> &OpenDoors {
        &self.doors
    }

    /// The time of its next request.
    pub(crate) fn now(&self) -> Timestamp {
        let opening: Timestamp = "2026-11-23T07:45:00Z".parse().unwrap();
        opening + SignedDuration::from_secs(i64::try_from(self.asked.get()).unwrap())
    }

    /// Lets time pass, in seconds.
    pub(crate) fn later(&self, seconds: u64) {
        self.asked.set(self.asked.get() + seconds);
    }

    /// Asks with the headers of a browser on one of our own pages, unless the request has its own.
    pub(crate) fn ask(&self, request: &Request) -> Response {
        self.ask_in(request, Some(self.session.clone()))
    }

    /// The same from a browser whose session, if any, is known by its cookie only.
    pub(crate) fn ask_unknown(&self, request: &Request) -> Response {
        self.ask_in(request, None)
    }

    /// Asks as somebody whom the centre does not know, and checks that no session is begun.
    pub(crate) fn ask_nameless(&self, path: &str, form: Option<&str>) -> Response {
        let method = form.map_or(Method::Get, |_| Method::Post);
        let mut request = Request::new(method, path);
        if let Some(form) = form {
            request = request.with("content-type", "application/x-www-form-urlencoded");
            request.body = form.as_bytes().to_vec();
        }
        let answer = self.ask_unknown(&request);
        assert_eq!(answer.get("set-cookie"), None, "no session is begun");
        answer
    }

    fn ask_in(&self, request: &Request, session: Option<Session>) -> Response {
        let mut request = request.clone();
        if request.header("host").is_none() {
            request = request
                .with("host", "localhost:7878")
                .with("sec-fetch-site", "same-origin");
        }
        // Every request has its own chance, as with a host, and its own second.
        let turn = self.asked.replace(self.asked.get() + 1);
        let mut chance = Seeded::new(turn + u64::from(self.number) * 1_000_000);
        let opening: Timestamp = "2026-11-23T07:45:00Z".parse().unwrap();
        let now = opening + SignedDuration::from_secs(i64::try_from(turn).unwrap());
        let mut call = Call {
            now,
            chance: &mut chance,
            store: &self.store,
            site: &self.site,
            doors: &*self.doors,
        };
        dispatch::handle_as(&mut call, &request, session)
    }

    /// Sends a form with its token.
    pub(crate) fn send(&self, path: &str, pairs: &str) -> Response {
        let mut request = Request::new(Method::Post, path)
            .with("content-type", "application/x-www-form-urlencoded");
        request.body = format!("jeton={}&{pairs}", self.session.secret.form_token()).into_bytes();
        self.ask(&request)
    }

    /// Sends a form with its token and a file.
    pub(crate) fn send_file(&self, path: &str, pairs: &[(&str, &str)], file: &[u8]) -> Response {
        let token = self.session.secret.form_token();
        self.ask(&with_file(path, &token, pairs, file))
    }
}

/// A form with its token and a file.
pub(crate) fn with_file(path: &str, token: &str, pairs: &[(&str, &str)], file: &[u8]) -> Request {
    let mut body = Vec::new();
    for (name, value) in [("jeton", token)].iter().chain(pairs) {
        body.extend(
            format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                .into_bytes(),
        );
    }
    body.extend(
        b"--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n\r\n",
    );
    body.extend(file);
    body.extend(b"\r\n--cut--\r\n");
    let mut request =
        Request::new(Method::Post, path).with("content-type", "multipart/form-data; boundary=cut");
    request.body = body;
    request
}
