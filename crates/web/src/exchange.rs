//! One request being answered: what a handler is given, and the ways it may answer.

use std::str::FromStr;

use akwaba_domain::Actor;
use akwaba_domain::policy::Room;
use akwaba_journal::id::EntityId;
use akwaba_store::{Tx, Writing};
use askama::Template;

use crate::Call;
use crate::draft;
use crate::frame::{Flash, Frame};
use crate::http::cookie::{self, Keep};
use crate::http::{Form, Request, Response, Status};
use crate::i18n::Lang;
use crate::menu;
use crate::problem::Problem;
use crate::session::Session;
#[cfg(not(target_arch = "wasm32"))]
use crate::vault::Vault;

/// What a handler returns.
pub type Answer = Result<Response, Problem>;

/// How long the language chosen is remembered, in seconds: a year.
const LANGUAGE_SECONDS: u32 = 365 * 24 * 3600;
/// The cookie of the language.
pub(crate) const LANGUAGE_COOKIE: &str = "langue";
/// The cookie of the mode in which lists show initials.
pub(crate) const DISCREET_COOKIE: &str = "discret";
/// The cookie of the word that follows a change.
pub(crate) const FLASH_COOKIE: &str = "mot";

/// One request being answered.
pub struct Exchange<'e, 'c> {
    /// Time, chance, site: what the host passed.
    pub call: &'e mut Call<'c>,
    /// The request.
    pub request: &'e Request,
    /// The fields sent with a POST, already read and their token checked; the query's fields otherwise.
    pub form: Form,
    /// Who is reading.
    pub session: Session,
    /// In which room it is answered.
    pub room: Room,
    /// What the reader sees of sealed files, in the protected space.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) vault: Option<&'e mut Vault>,
    /// In which language.
    pub lang: Lang,
    pub(crate) params: Vec<(&'static str, String)>,
    pub(crate) cookies: Vec<String>,
}

impl Exchange<'_, '_> {
    /// The part of the address that stands for `{name}`; empty when the pattern has none.
    #[must_use]
    pub fn param(&self, name: &str) -> &str {
        self.params
            .iter()
            .find(|(key, _)| *key == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// The same, read as an id or a number.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when it does not read: such a page does not exist.
    pub fn id<T: FromStr>(&self, name: &str) -> Result<T, Problem> {
        self.param(name).parse().map_err(|_| Problem::NotFound)
    }

    /// Who is logged in, for the policy.
    ///
    /// # Errors
    /// [`Problem::SignIn`] when nobody is.
    pub fn actor(&self) -> Result<&Actor, Problem> {
        self.session
            .reader
            .as_ref()
            .map(|reader| &reader.actor)
            .ok_or(Problem::SignIn)
    }

    /// The frame of a page. The title is a key, so that no name can stand in a title.
    pub fn frame(&mut self, title: &'static str) -> Frame {
        let flash = self.request.cookie(FLASH_COOKIE).and_then(Flash::parse);
        if flash.is_some() && !self.request.wants_fragment() {
            self.set_cookie(FLASH_COOKIE, "", Keep::Forget);
        }
        let mut frame = Frame::new(self.lang, title, self.call.site, self.call.now);
        frame.here.clone_from(&self.request.path);
        frame.token = self.session.secret.form_token();
        frame.discreet = self.request.cookie(DISCREET_COOKIE) == Some("1");
        frame.flash = flash;
        frame.welcome(
            self.session.reader.as_ref(),
            self.call.site.centre,
            self.room,
        );
        frame.draft = draft::of_page(self, frame.lang);
        frame
    }

    /// Answers with a page.
    ///
    /// # Errors
    /// [`Problem::Template`] when it cannot be written.
    pub fn page(&self, page: &impl Template) -> Answer {
        Ok(Response::html(Status::Ok, page.render()?))
    }

    /// Answers with the form again, its errors shown and what was typed kept.
    ///
    /// # Errors
    /// [`Problem::Template`] when it cannot be written.
    pub fn again(&self, page: &impl Template) -> Answer {
        Ok(Response::html(Status::Unprocessable, page.render()?))
    }

    /// Answers with a page already written.
    ///
    /// # Errors
    /// None today.
    pub fn written(&self, html: String) -> Answer {
        Ok(Response::html(Status::Ok, html))
    }

    /// Answers with a form already written, its errors shown.
    ///
    /// # Errors
    /// None today.
    pub fn written_again(&self, html: String) -> Answer {
        Ok(Response::html(Status::Unprocessable, html))
    }

    /// A paper as a PDF file, each page of which says who pressed it, when, and under which number; none where this host
    /// writes no PDF files.
    #[must_use]
    pub fn press(&self, lang: Lang, mut paper: akwaba_paper::Paper) -> Option<Vec<u8>> {
        let site = self.call.site;
        let mut frame = Frame::new(lang, "frame-print", site, self.call.now);
        frame.welcome(self.session.reader.as_ref(), site.centre, self.room);
        paper.head.printed = frame.printed().unwrap_or_default();
        self.call.doors.pdf(&paper)
    }

    /// Where the reader's own menu begins.
    #[must_use]
    pub fn first_page(&self) -> &'static str {
        let reader = self.session.reader.as_ref();
        let reader = reader.filter(|reader| !reader.must_change);
        let menu = reader.map(|reader| {
            let centre = self.call.site.centre;
            menu::of(reader, centre, self.room, &self.request.path)
        });
        menu.and_then(|menu| menu.first().map(|entry| entry.path))
            .unwrap_or("/a-propos")
    }

    /// Whether a page exists and the policy lets this reader open it.
    #[must_use]
    pub fn may_open(&self, path: &str) -> bool {
        let centre = self.call.site.centre;
        self.session
            .reader
            .as_ref()
            .is_some_and(|reader| menu::opens(reader, centre, self.room, path))
    }

    /// Whether something is of a sealed file that the reader has open.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn holds(&self, id: EntityId) -> bool {
        let vault = self.vault.as_ref();
        vault.is_some_and(|vault| vault.file_of(id).is_some())
    }

    /// On a phone there is no sealed file.
    #[cfg(target_arch = "wasm32")]
    pub(crate) fn holds(&self, _: EntityId) -> bool {
        false
    }

    /// Done: goes to `path`, where `flash` says what was done.
    ///
    /// # Errors
    /// None today.
    pub fn done(&mut self, path: &str, flash: Flash) -> Answer {
        self.set_cookie(FLASH_COOKIE, &flash.write(), Keep::Seconds(60));
        self.go(path)
    }

    /// Goes to `path` without a word.
    ///
    /// # Errors
    /// None today.
    pub fn go(&self, path: &str) -> Answer {
        Ok(Response::see_other(path))
    }

    /// Reads the store on one consistent view.
    ///
    /// # Errors
    /// Those of `body` and of the store.
    pub fn read<T>(
        &self,
        body: impl FnMut(&mut dyn Tx) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.call.store.read(body)
    }

    /// Decides and writes in one transaction: `body` reads the state it decides on, decides, and appends the drafts. It may
    /// be run again when another writer came between. A refusal passed up with `?` writes nothing.
    ///
    /// # Errors
    /// Those of `body` and of the store.
    pub fn write<T>(
        &mut self,
        mut body: impl FnMut(&mut dyn Tx, &mut Writing<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let now_micros = self.call.now.as_microsecond();
        let store = self.call.store;
        let chance = &mut *self.call.chance;
        store.write(|tx| {
            body(
                tx,
                &mut Writing {
                    now_micros,
                    chance: &mut *chance,
                },
            )
        })
    }

    /// Sets a cookie with the answer, whatever it is.
    pub fn set_cookie(&mut self, name: &str, value: &str, keep: Keep) {
        self.cookies
            .push(cookie::set(name, value, keep, self.call.site.secure));
    }

    pub(crate) fn keep_language(&mut self, lang: Lang) {
        self.set_cookie(
            LANGUAGE_COOKIE,
            lang.code(),
            Keep::Seconds(LANGUAGE_SECONDS),
        );
    }
}
