//! The whole application as one function: [`handle`] takes a request and answers it.
//!
//! It owns routes, pages, forms and prints. It has no clock, no chance and no store but those it is passed, decides
//! no access itself (that is `domain::policy`) and writes nothing but through `domain` and `store`.

#[cfg(not(target_arch = "wasm32"))]
mod account_keys;
pub mod assets;
mod dispatch;
pub mod doors;
pub mod draft;
pub mod exchange;
pub mod export;
mod flash;
pub mod frame;
pub mod hsds;
pub mod http;
pub mod i18n;
pub mod icon;
pub mod import;
mod menu;
pub mod pages;
pub mod parts;
pub mod problem;
#[cfg(not(target_arch = "wasm32"))]
mod protected;
mod refused;
pub mod routes;
pub mod session;
pub mod show;
pub mod sign_in;
#[cfg(not(target_arch = "wasm32"))]
pub mod vault;

use akwaba_domain::centre::settings::Settings;
use akwaba_journal::chance::Chance;
use akwaba_journal::id::CentreId;
use akwaba_store::Store;
use jiff::Timestamp;

pub use dispatch::handle;
pub use http::{Method, Request, Response, Status};
#[cfg(not(target_arch = "wasm32"))]
pub use pages::papers::loose as loose_paper;
pub use pages::reports::LeavingReport;

/// What does not change from one request to the next.
#[derive(Clone, Debug)]
pub struct Site {
    /// The hosts this centre answers to, as typed in the address bar (`localhost:7878`).
    pub hosts: Vec<String>,
    /// Whether browsers reach it over HTTPS.
    pub secure: bool,
    /// The centre.
    pub centre: CentreId,
    /// What stands at the top of pages and papers.
    pub heading: Heading,
}

/// The head of every paper, from the settings of the centre: never written in code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// The ministry, as its papers name it.
    pub ministry: String,
    /// The direction between the ministry and the centre.
    pub direction: String,
    /// The centre.
    pub centre: String,
    /// Where it is, in words.
    pub address: String,
    /// The phone printed on slips.
    pub phone: String,
}

impl From<Settings> for Heading {
    fn from(settings: Settings) -> Self {
        Self {
            ministry: settings.ministry,
            direction: settings.direction,
            centre: settings.name,
            address: settings.address,
            phone: settings.phone,
        }
    }
}

/// What a host passes with a request.
pub struct Call<'c> {
    /// The time, by the host's clock.
    pub now: Timestamp,
    /// The host's randomness.
    pub chance: &'c mut dyn Chance,
    /// The journal and what is made from it.
    pub store: &'c Store,
    /// The centre served.
    pub site: &'c Site,
    /// What the host keeps the keys of.
    pub doors: &'c dyn doors::Doors,
}
