//! The WebAssembly host: runs the same pages as the centre's PC, over a database in memory.
//!
//! Owns the clock, the chance and the cookies of one browser, as a host does. Never decides anything
//! itself, and forgets everything when its worker stops: the journal on a phone comes later.

mod jar;
mod world;

use akwaba_journal::id::CentreId;
use akwaba_store::Store;
use akwaba_web::doors::OpenDoors;
use akwaba_web::{Call, Heading, Method, Request, Site};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::jar::Jar;
use crate::world::BrowserChance;

/// The program and its store, for as long as the worker lives.
#[wasm_bindgen]
pub struct Home {
    store: Store,
    doors: OpenDoors,
    site: Site,
    jar: Jar,
}

/// What is answered to one request.
#[wasm_bindgen]
pub struct Answer {
    status: u16,
    headers: Vec<String>,
    body: Vec<u8>,
}

#[wasm_bindgen]
impl Home {
    /// Begins with an empty store. `host` is what stands in the address bar.
    ///
    /// # Errors
    /// The sentence of the store, when it cannot be made.
    pub fn begin(host: &str) -> Result<Self, String> {
        let store = Store::memory().map_err(|error| error.to_string())?;
        Ok(Self {
            doors: OpenDoors::new(store.clone()),
            store,
            site: Site {
                hosts: vec![host.to_owned()],
                secure: false,
                centre: CentreId::named("phone"),
                heading: Heading {
                    centre: "Akwaba".to_owned(),
                    ..Heading::default()
                },
            },
            jar: Jar::default(),
        })
    }

    /// Answers one request, as the server would. `headers` are names and values in turn; those that a
    /// worker cannot see are filled in here. `own` tells that a page of this site asks.
    #[must_use]
    pub fn answer(
        &mut self,
        method: &str,
        address: &str,
        headers: Vec<String>,
        body: &[u8],
        own: bool,
    ) -> Answer {
        let host = self.site.hosts.first().cloned().unwrap_or_default();
        let mut request = Request::new(Method::parse(method), address)
            .with("host", &host)
            .with("sec-fetch-site", if own { "same-origin" } else { "none" });
        for pair in headers.chunks_exact(2) {
            if let [name, value] = pair {
                request = request.with(name, value);
            }
        }
        if let Some(cookies) = self.jar.header() {
            request = request.with("cookie", &cookies);
        }
        request.body = body.to_vec();
        let response = akwaba_web::handle(
            &mut Call {
                now: world::now(),
                chance: &mut BrowserChance,
                store: &self.store,
                site: &self.site,
                doors: &self.doors,
            },
            &request,
        );
        let mut given = Vec::new();
        for (name, value) in response.headers {
            if name == "set-cookie" {
                self.jar.take(&value);
            } else {
                given.extend([name.to_owned(), value]);
            }
        }
        Answer {
            status: response.status.code(),
            headers: given,
            body: response.body,
        }
    }
}

#[wasm_bindgen]
impl Answer {
    /// The HTTP status.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Names and values in turn.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn headers(&self) -> Vec<String> {
        self.headers.clone()
    }

    /// The bytes of the page.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn body(&self) -> Vec<u8> {
        self.body.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_answers_without_a_server() {
        let mut home = Home::begin("phone.test").unwrap();
        let door = home.answer("GET", "/a-propos", Vec::new(), &[], false);
        let headers = door.headers();
        let to = headers.iter().position(|name| name == "location").unwrap();
        let answer = home.answer("GET", &headers[to + 1], Vec::new(), &[], false);
        let page = String::from_utf8(answer.body()).unwrap();
        assert!(page.contains("<h1"), "{page}");
    }

    #[test]
    fn a_form_of_another_site_is_refused() {
        let mut home = Home::begin("phone.test").unwrap();
        let kind = ["content-type", "application/x-www-form-urlencoded"].map(str::to_owned);
        let answer = home.answer("POST", "/langue", kind.to_vec(), b"lang=en", false);
        assert_eq!(answer.status(), 403);
    }
}
