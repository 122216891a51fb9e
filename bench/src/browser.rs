//! Somebody of the staff at a browser: whole requests through `akwaba_web::handle`, as a server would pass them on.

use crate::centre::Centre;
use crate::measure::{Spent, Times, timed};
use akwaba_journal::chance::Seeded;
use akwaba_store::local::session::{self, Session};
use akwaba_web::doors::OpenDoors;
use akwaba_web::session::Secret;
use akwaba_web::{Call, Heading, Method, Request, Site, Status, handle};
use anyhow::{Result, ensure};
use jiff::Timestamp;

/// The host of the requests.
const HOST: &str = "localhost:7878";

/// Somebody of the staff at a browser.
pub struct Browser<'c> {
    centre: &'c Centre,
    site: Site,
    doors: OpenDoors,
    secret: Secret,
    now: Timestamp,
}

impl<'c> Browser<'c> {
    /// They sign in.
    pub fn of(centre: &'c Centre, place: usize, now: Timestamp) -> Result<Self> {
        let secret = Secret::new([u8::try_from(place)? + 1; 32]);
        let begun = Session {
            account: centre.account(place)?,
            rights: centre.account_of(place)?.rights_entry,
            language: "fr".to_owned(),
            begun_micros: now.as_microsecond(),
            seen_micros: now.as_microsecond(),
            locked: false,
            device: String::new(),
        };
        centre
            .store
            .write(|tx| session::begin(tx, &secret.fingerprint(), &begun))?;
        Ok(Self {
            site: Site {
                hosts: vec![HOST.to_owned()],
                secure: false,
                centre: centre.id,
                heading: Heading::default(),
            },
            doors: OpenDoors::new(centre.store.clone()),
            secret,
            centre,
            now,
        })
    }

    /// Asks a page again and again, or sends a form to it; its times, and its size in bytes.
    ///
    /// # Errors
    /// The page does not come.
    pub fn ask(&self, path: &str, sent: Option<&str>, turns: usize) -> Result<(Times, usize)> {
        let (mut times, mut bytes) = (Times::default(), 0);
        for turn in 0..turns {
            let (time, size) = self.asked(path, sent, u64::try_from(turn)?)?;
            bytes = size;
            times.add(time);
        }
        Ok((times, bytes))
    }

    /// Asks a page once, with its query; what it took.
    ///
    /// # Errors
    /// The page does not come.
    pub fn once(&self, address: &str, turn: u64) -> Result<Spent> {
        Ok(self.asked(address, None, turn)?.0)
    }

    fn asked(&self, address: &str, sent: Option<&str>, turn: u64) -> Result<(Spent, usize)> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let method = if sent.is_some() {
            Method::Post
        } else {
            Method::Get
        };
        let mut request = Request::new(method, path)
            .with("host", HOST)
            .with("origin", &format!("http://{HOST}"))
            .with("sec-fetch-site", "same-origin")
            .with("cookie", &format!("akwaba={}", self.secret.reveal()));
        request.query = query.to_owned();
        if let Some(form) = sent {
            request = request.with("content-type", "application/x-www-form-urlencoded");
            request.body = format!("jeton={}&{form}", self.secret.form_token()).into_bytes();
        }
        let mut chance = Seeded::new(turn + 1_000);
        let mut call = Call {
            now: self.now,
            chance: &mut chance,
            store: &self.centre.store,
            site: &self.site,
            doors: &self.doors,
        };
        let (page, time) = timed(|| handle(&mut call, &request));
        // A form that is refused the second time was read as wholly as the first.
        let answered = match sent {
            Some(_) => matches!(
                page.status,
                Status::Ok | Status::SeeOther | Status::Unprocessable
            ),
            None => page.status == Status::Ok,
        };
        ensure!(answered, "{path}: {:?}", page.status);
        Ok((time, page.body.len()))
    }
}
