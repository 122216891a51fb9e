//! The first opening of a centre: an empty folder served until somebody who holds the code shown on
//! the terminal founds the centre in it. Afterwards it is the centre that answers.

use super::host::{Host, answer_with};
use crate::folder::Folder;
use crate::installation::{self, Installation, Plan};
use crate::keys::Strength;
use crate::world::SystemChance;
use akwaba_domain::centre::first_code::FirstCode;
use akwaba_domain::centre::founding::FoundingForm;
use akwaba_journal::id::CentreId;
use akwaba_store::Store;
use akwaba_web::doors::{DoorError, Doors, Founding, NotFounded};
use akwaba_web::{Heading, Request, Response, Site};
use jiff::Timestamp;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// How the host of the centre is made once it is founded.
pub type Founded = Box<dyn Fn(&Installation) -> anyhow::Result<Host> + Send + Sync>;

/// An empty folder that waits for its centre.
pub struct Opening {
    folder: Folder,
    site: Site,
    host_of: Founded,
    /// Nothing is ever written in it: the pages need a store to read.
    empty: Store,
    gate: Mutex<Gate>,
}

struct Gate {
    code: FirstCode,
    centre: Option<Arc<Host>>,
}

impl Opening {
    /// The first opening of a folder, for the hosts by which browsers reach it.
    ///
    /// # Errors
    /// Those of a store in memory.
    pub fn new(
        folder: Folder,
        hosts: Vec<String>,
        secure: bool,
        host_of: Founded,
    ) -> anyhow::Result<Self> {
        let site = Site {
            hosts,
            secure,
            centre: CentreId::from_bytes([0; 16]),
            heading: Heading::default(),
        };
        let code = FirstCode::make(&mut SystemChance);
        Ok(Self {
            folder,
            site,
            host_of,
            empty: Store::memory()?,
            gate: Mutex::new(Gate { code, centre: None }),
        })
    }

    /// The code, for the terminal.
    pub fn code(&self) -> String {
        self.gate().code.reveal().to_owned()
    }

    /// Answers one request. Blocks, long when it founds.
    pub fn answer(&self, request: &Request) -> Response {
        answer_with(request, &self.empty, &self.site, self)
    }

    /// The centre, once it is founded.
    pub fn centre(&self) -> Option<Arc<Host>> {
        self.gate().centre.clone()
    }

    fn gate(&self) -> MutexGuard<'_, Gate> {
        // A panic while founding leaves no centre and the same code: it can be tried again.
        self.gate.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Founding for Opening {
    fn found(
        &self,
        code: &str,
        form: &FoundingForm,
        now: Timestamp,
    ) -> Result<[Zeroizing<String>; 2], NotFounded> {
        // Held to the end: of two who send the right code at once, one founds.
        let mut gate = self.gate();
        if gate.centre.is_some() || self.folder.is_set_up() {
            return Err(NotFounded::Over);
        }
        gate.code
            .check(code, now)
            .map_err(|refusal| NotFounded::Refused(refusal.into()))?;
        let (settings, accounts) = form.parse().map_err(NotFounded::Refused)?;
        let plan = Plan {
            settings: &settings,
            accounts: &accounts,
            strength: Strength::CENTRE,
            passphrases: &[],
        };
        let founded = installation::found(&self.folder, &plan).map_err(|error| failed(&error))?;
        // The centre is there and its passphrases must be seen, whatever comes now: a restart serves it.
        match Installation::load(&self.folder).and_then(|made| (self.host_of)(&made)) {
            Ok(host) => gate.centre = Some(Arc::new(host)),
            Err(error) => tracing::error!("the centre is founded and not served: {error:#}"),
        }
        tracing::warn!("the centre is founded");
        let mut passphrases = founded.passphrases.into_iter();
        match (passphrases.next(), passphrases.next()) {
            (Some(director), Some(admin)) => Ok([director, admin]),
            _ => Err(NotFounded::Failed(DoorError::Keys)),
        }
    }
}

fn failed(error: &anyhow::Error) -> NotFounded {
    tracing::error!("the centre could not be founded: {error:#}");
    NotFounded::Failed(DoorError::Store(installation::as_store_error(error)))
}

impl Doors for Opening {
    fn store(&self) -> Option<Store> {
        None
    }

    fn unlock(&self, _: &str, _: &str) -> Result<bool, DoorError> {
        Ok(false)
    }

    fn set_passphrase(&self, _: &str, _: &str) -> Result<(), DoorError> {
        Err(DoorError::Closed)
    }

    fn remove(&self, _: &str) -> Result<(), DoorError> {
        Err(DoorError::Closed)
    }

    fn founding(&self) -> Option<&dyn Founding> {
        let founded = self.gate().centre.is_some();
        (!founded).then_some(self as &dyn Founding)
    }
}

/// What stands behind the address: a centre or, until it is founded, its first opening.
pub enum Front {
    /// A centre.
    Centre(Arc<Host>),
    /// An empty folder.
    Opening(Box<Opening>),
}

impl Front {
    /// Closes what was left alone in the protected space.
    pub fn sweep(&self) {
        match self {
            Self::Centre(host) => host.sweep(),
            Self::Opening(opening) => {
                if let Some(host) = opening.centre() {
                    host.sweep();
                }
            }
        }
    }

    /// Answers one request. Blocks: call it where blocking is allowed.
    pub fn answer(&self, request: &Request) -> Response {
        match self {
            Self::Centre(host) => host.answer(request),
            Self::Opening(opening) => match opening.centre() {
                Some(host) => host.answer(request),
                None => opening.answer(request),
            },
        }
    }
}
