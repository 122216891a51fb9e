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
    cookie: String,
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
            cookie: format!("akwaba={}", secret.reveal()),
            centre,
            now,
        })
    }

    /// Asks a page again and again; its times, and its size in bytes.
    ///
    /// # Errors
    /// The page does not come.
    pub fn ask(&self, path: &str, turns: usize) -> Result<(Times, usize)> {
        let (mut times, mut bytes) = (Times::default(), 0);
        for turn in 0..turns {
            let (time, size) = self.asked(path, u64::try_from(turn)?)?;
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
        Ok(self.asked(address, turn)?.0)
    }

    fn asked(&self, address: &str, turn: u64) -> Result<(Spent, usize)> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut request = Request::new(Method::Get, path)
            .with("host", HOST)
            .with("sec-fetch-site", "same-origin")
            .with("cookie", &self.cookie);
        request.query = query.to_owned();
        let mut chance = Seeded::new(turn + 1_000);
        let mut call = Call {
            now: self.now,
            chance: &mut chance,
            store: &self.centre.store,
            site: &self.site,
            doors: &self.doors,
        };
        let (page, time) = timed(|| handle(&mut call, &request));
        ensure!(page.status == Status::Ok, "{path}: {:?}", page.status);
        Ok((time, page.body.len()))
    }
}
