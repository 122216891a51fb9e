//! A screen of the demonstration, with somebody at it: sealed files open inside the protected space alone, so what the
//! demonstration does there it asks of `handle`, as a browser would, at the moments of its year.
//!
//! Never: a way into a sealed file that a browser does not have. A session begun here leaves no line of its own in the open.

use super::STAFF;
use crate::folder::Folder;
use crate::installation::Founded;
use crate::keys::Master;
use crate::serve::{Centre, Host};
use akwaba_domain::actor::Role;
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::local::session;
use akwaba_store::projections::centre::account;
use akwaba_store::{Store, StoreError};
use akwaba_web::doors::Doors;
use akwaba_web::http::percent;
use akwaba_web::session::{Secret, cookie_name};
use akwaba_web::vault::IDLE_SECONDS_MAX;
use akwaba_web::{Call, Heading, Method, Request, Response, Site, Status};
use anyhow::{Result, anyhow, bail};
use jiff::{SignedDuration, Timestamp};

const HOST: &str = "localhost";
/// How long somebody takes between two pages.
const BETWEEN: SignedDuration = SignedDuration::from_secs(40);

/// The host of the demonstration while its year is lived.
pub(super) struct Screens {
    host: Host,
    site: Site,
    store: Store,
    chance: Seeded,
}

/// Fields of a form, with what is typed in them.
pub(super) type Fields<'f> = [(&'f str, &'f str)];

impl Screens {
    /// A host that is open, with a chance of its own.
    pub(super) fn open(founded: &Founded, folder: &Folder, seed: u64) -> Result<Self> {
        let site = Site {
            hosts: vec![HOST.to_owned()],
            secure: false,
            centre: founded.centre,
            heading: Heading::default(),
        };
        let store = founded.store.clone();
        let opened = store.clone();
        let host = Host::new(Centre {
            folder: folder.clone(),
            site: site.clone(),
            idle_seconds: IDLE_SECONDS_MAX,
            opener: Box::new(move |_: &Master| Ok(opened.clone())),
        })?;
        let any = STAFF.first().ok_or_else(|| anyhow!("nobody works here"))?;
        host.unlock(any.0, any.3)?;
        Ok(Self {
            host,
            site,
            store,
            chance: Seeded::new(seed),
        })
    }

    /// The centre served.
    pub(super) fn centre(&self) -> CentreId {
        self.site.centre
    }

    /// Its store.
    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    /// Somebody without an account sends a form; the page that answers.
    pub(super) fn nameless(
        &mut self,
        at: Timestamp,
        path: &str,
        fields: &Fields<'_>,
    ) -> Result<String> {
        let mut request = Request::new(Method::Post, path).with("content-type", FORM);
        request.body = encoded(fields).into_bytes();
        let answer = self.answer(at, request);
        page(path, &answer)
    }

    fn answer(&mut self, now: Timestamp, request: Request) -> Response {
        let request = request
            .with("host", HOST)
            .with("sec-fetch-site", "same-origin");
        let mut call = Call {
            now,
            chance: &mut self.chance,
            store: &self.store,
            site: &self.site,
            doors: &self.host,
        };
        akwaba_web::handle(&mut call, &request)
    }
}

/// Somebody who is inside the protected space, until they are dropped or two minutes have passed.
pub(super) struct Screen<'s> {
    screens: &'s mut Screens,
    secret: Secret,
    /// The time of the next request.
    at: Timestamp,
}

const FORM: &str = "application/x-www-form-urlencoded";

fn encoded(fields: &Fields<'_>) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", percent::encode(name), percent::encode(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn page(path: &str, answer: &Response) -> Result<String> {
    if answer.status == Status::Ok {
        return Ok(String::from_utf8_lossy(&answer.body).into_owned());
    }
    bail!("{path}: {}", answer.status.code())
}

impl<'s> Screen<'s> {
    /// Somebody of a role signs in and enters the protected space.
    pub(super) fn inside(
        screens: &'s mut Screens,
        (role, who): (Role, ActorId),
        at: Timestamp,
    ) -> Result<Self> {
        let staff = STAFF.iter().find(|(_, _, held, _)| *held == role);
        let (.., passphrase) = staff.ok_or_else(|| anyhow!("nobody has this role"))?;
        let mut bytes = [0; 32];
        screens.chance.fill(&mut bytes);
        let secret = Secret::new(bytes);
        let (centre, now) = (screens.centre(), at.as_microsecond());
        screens.store.write(|tx| {
            let known = account::find(tx, centre, who)?;
            let begun = session::Session {
                account: who,
                rights: known.and_then(|known| known.rights_entry),
                language: "fr".to_owned(),
                begun_micros: now,
                seen_micros: now,
                locked: false,
                device: String::new(),
            };
            session::begin(tx, &secret.fingerprint(), &begun)?;
            Ok::<_, StoreError>(())
        })?;
        let mut screen = Self {
            screens,
            secret,
            at,
        };
        screen.send("/espace", &[("passphrase", passphrase)])?;
        Ok(screen)
    }

    /// The time of the next request.
    pub(super) fn now(&self) -> Timestamp {
        self.at
    }

    /// The store outside.
    pub(super) fn store(&self) -> &Store {
        self.screens.store()
    }

    /// The centre.
    pub(super) fn centre(&self) -> CentreId {
        self.screens.centre()
    }

    /// Reads a page.
    pub(super) fn read(&mut self, path: &str) -> Result<String> {
        let answer = self.ask(Request::new(Method::Get, path));
        page(path, &answer)
    }

    /// Sends a form; where it leads.
    pub(super) fn send(&mut self, path: &str, fields: &Fields<'_>) -> Result<String> {
        let token = self.secret.form_token();
        let mut request = Request::new(Method::Post, path).with("content-type", FORM);
        request.body = format!("jeton={token}&{}", encoded(fields)).into_bytes();
        let answer = self.ask(request);
        match answer.get("location") {
            Some(place) if answer.status == Status::SeeOther => Ok(place.to_owned()),
            _ => bail!("{path}: {} {}", answer.status.code(), errors(&answer)),
        }
    }

    fn ask(&mut self, request: Request) -> Response {
        let name = cookie_name(self.screens.site.secure);
        let request = request.with("cookie", &format!("{name}={}", self.secret.reveal()));
        let answer = self.screens.answer(self.at, request);
        self.at += BETWEEN;
        answer
    }

    /// Goes out, and ends the session.
    pub(super) fn leave(self) -> Result<()> {
        let fingerprint = self.secret.fingerprint();
        if let Some(vaults) = self.screens.host.vaults() {
            vaults.close(&fingerprint);
        }
        self.screens
            .store
            .write(|tx| session::end(tx, &fingerprint))?;
        Ok(())
    }
}

/// What a page says has to be mended: everybody in the demonstration is invented.
fn errors(answer: &Response) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    let said = body.split("class=\"errors\"").nth(1).unwrap_or_default();
    said.chars().take(600).collect()
}

/// The addresses on a page that begin with this.
pub(super) fn links(page: &str, prefix: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1);
    let links = links.filter_map(|rest| rest.split('"').next());
    let links = links.filter(|link| link.starts_with(prefix) && link.len() > prefix.len());
    links.map(str::to_owned).collect()
}

/// The value of a field on a page.
pub(super) fn value<'p>(page: &'p str, field: &str) -> Option<&'p str> {
    let after = page.split(&format!("name=\"{field}\"")).nth(1)?;
    after.split("value=\"").nth(1)?.split('"').next()
}
