//! The centre behind the pages: closed at start, open from the first authorised sign-in.
//!
//! Owns the master key while the centre is open, and the one clock and randomness of its
//! requests. Decides no access.

use crate::backup;
use crate::folder::Folder;
use crate::keys::{Keyring, KeyringError, Master, receipt};
use crate::model;
use crate::rekey::{self, Changed, NotChanged, Present};
use crate::sealed;
use crate::world::{self, SystemChance};
use akwaba_domain::casework::carried::CARRIED_BYTES_MAX;
use akwaba_domain::casework::manual::Texts;
use akwaba_domain::centre::settings;
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::scope;
use akwaba_journal::State;
use akwaba_pictures::{Broken, Found};
use akwaba_store::sealed::{PrivateKey, PublicKeys};
use akwaba_store::{Store, entity};
use akwaba_web::doors::{DoorError, Doors, Kept, KeyKept, NoPicture, Picture};
use akwaba_web::vault::Vaults;
use akwaba_web::{Call, Heading, Request, Response, Site};
use std::io::Write;
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock};

/// How a host opens its database once it has the master key.
pub type Opener = Box<dyn Fn(&Master) -> Result<Store, akwaba_store::StoreError> + Send + Sync>;

/// What a host needs to know of its centre.
pub struct Centre {
    /// The data folder.
    pub folder: Folder,
    /// What the pages need.
    pub site: Site,
    /// After so long alone the protected space closes.
    pub idle_seconds: u32,
    /// How its database is opened.
    pub opener: Opener,
}

/// A host of one centre.
pub struct Host {
    centre: Centre,
    opened: RwLock<Option<Opened>>,
    /// An empty store, for the pages that are shown while the centre is closed.
    closed: Store,
    keyring: Mutex<Keyring>,
    /// What sessions see of sealed files.
    vaults: Vaults,
    /// Held while a picture is drawn again.
    drawing: Mutex<()>,
}

#[derive(Clone)]
struct Opened {
    master: Master,
    store: Store,
}

impl Host {
    /// A closed centre.
    ///
    /// # Errors
    /// When its keyring cannot be read.
    pub fn new(centre: Centre) -> anyhow::Result<Self> {
        let keyring = Keyring::load(&centre.folder.keyring())?;
        let vaults = Vaults::left_alone_for(centre.idle_seconds);
        Ok(Self {
            centre,
            opened: RwLock::new(None),
            closed: Store::memory()?,
            keyring: Mutex::new(keyring),
            vaults,
            drawing: Mutex::new(()),
        })
    }

    /// Answers one request. Blocks: call it where blocking is allowed.
    pub fn answer(&self, request: &Request) -> Response {
        let opened = self.opened();
        let store = opened.as_ref().map_or(&self.closed, |opened| &opened.store);
        let site = self.site(store);
        answer_with(request, store, &site, self)
    }

    /// Closes what was left alone in the protected space.
    pub fn sweep(&self) {
        self.vaults.sweep(world::now().as_microsecond());
    }

    /// The site with the head of papers as the settings say now.
    fn site(&self, store: &Store) -> Site {
        let mut site = self.centre.site.clone();
        let centre = site.centre;
        let state =
            store.read(|tx| entity::load(tx, scope::office(centre), settings::entity(centre)));
        // A store that cannot be read says so on the page itself; a heading is not worth a second message.
        if let Some(settings) = state
            .ok()
            .filter(State::exists)
            .map(|state| settings::read(&state))
        {
            site.heading = Heading::from(settings);
        }
        site
    }

    fn keyring(&self) -> MutexGuard<'_, Keyring> {
        // The keyring is replaced whole or not at all: a panic elsewhere cannot leave it half changed.
        self.keyring.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a pair of keys of the slot of an account, whose owner is here with the passphrase.
    fn make_pair(&self, login: &str, passphrase: &str, master: &Master) {
        let mut keyring = self.keyring();
        // Taken away or made by somebody else meanwhile: nothing to do.
        if !keyring.is_older(login) {
            return;
        }
        if let Err(error) = keyring.set(login, passphrase, master, &mut SystemChance) {
            tracing::error!(%error, "a slot of the keyring stays as it was");
        }
    }

    fn opened(&self) -> Option<Opened> {
        self.opened
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn open(&self, master: Master) -> Result<(), DoorError> {
        let mut opened = self.opened.write().unwrap_or_else(PoisonError::into_inner);
        if opened.is_none() {
            let store = (self.centre.opener)(&master).map_err(|error| {
                tracing::error!(%error, "the database does not open");
                DoorError::Store(error)
            })?;
            tracing::info!("the centre is open");
            *opened = Some(Opened { master, store });
        }
        Ok(())
    }
}

fn no_picture(broken: Broken) -> NoPicture {
    match broken {
        Broken::Other(Found::Heic) => NoPicture::Heic,
        Broken::Other(Found::Pdf) => NoPicture::Pdf,
        Broken::Other(Found::Text) => NoPicture::Text,
        Broken::Other(Found::Other | Found::Picture(_)) => NoPicture::Other,
        Broken::TooLarge => NoPicture::TooLarge,
        Broken::Unreadable => NoPicture::Unreadable,
    }
}

/// Answers one request, with the time and the chance of this machine.
pub(super) fn answer_with(
    request: &Request,
    store: &Store,
    site: &Site,
    doors: &dyn Doors,
) -> Response {
    let mut chance = SystemChance;
    let mut call = Call {
        now: world::now(),
        chance: &mut chance,
        store,
        site,
        doors,
    };
    akwaba_web::handle(&mut call, request)
}

impl Doors for Host {
    fn store(&self) -> Option<Store> {
        self.opened().map(|opened| opened.store)
    }

    fn vaults(&self) -> Option<&Vaults> {
        Some(&self.vaults)
    }

    fn model(&self) -> Option<Texts<'static>> {
        Some(model::texts())
    }

    fn pdf(&self, paper: &akwaba_paper::Paper) -> Option<Vec<u8>> {
        let written = akwaba_paper::pdf::pdf(paper);
        // What the writer says of a failure is of the program, not of the paper.
        written
            .inspect_err(|error| tracing::error!(%error, "a paper could not be written as PDF"))
            .ok()
    }

    fn writes_pdf(&self) -> bool {
        true
    }

    fn picture(&self, sent: &[u8], kept_max: Option<usize>) -> Result<Picture, NoPicture> {
        // One at a time: a drawing may take a few hundred megabytes, and the counter goes on meanwhile.
        let _turn = self.drawing.lock().unwrap_or_else(PoisonError::into_inner);
        let drawn = akwaba_pictures::again_within(sent, kept_max.unwrap_or(usize::MAX));
        let drawn = drawn.map_err(no_picture)?;
        Ok(Picture {
            bytes: drawn.bytes,
            width: drawn.width,
            height: drawn.height,
        })
    }

    fn reads_pictures(&self) -> bool {
        true
    }

    fn unlock(&self, login: &str, passphrase: &str) -> Result<bool, DoorError> {
        // Reading the slots takes no time, stretching the passphrase does: not under the lock.
        let keyring = self.keyring().clone();
        let Some(master) = keyring
            .unlock(login, passphrase)
            .map_err(|_| DoorError::Keys)?
        else {
            return Ok(false);
        };
        if keyring.is_older(login) {
            self.make_pair(login, passphrase, &master);
        }
        if keyring.has_former_envelopes() {
            let renewed = self.keyring().renew_envelopes(&master, &mut SystemChance);
            if let Err(error) = renewed {
                tracing::error!(%error, "the keyring stays as it was");
            }
        }
        self.open(master)?;
        Ok(true)
    }

    fn change_passphrase(&self, login: &str, former: &str, new: &str) -> Result<bool, DoorError> {
        let opened = self.opened().ok_or(DoorError::Closed)?;
        self.keyring()
            .change(login, (former, new), &opened.master, &mut SystemChance)
            .map_err(|_| DoorError::Keys)
    }

    fn account_private(
        &self,
        login: &str,
        passphrase: &str,
    ) -> Result<Option<PrivateKey>, DoorError> {
        // As in `unlock`: not under the lock.
        let keyring = self.keyring().clone();
        keyring
            .account(login, passphrase)
            .map_err(|_| DoorError::Keys)
    }

    fn account_public(&self, login: &str) -> Result<Option<PublicKeys>, DoorError> {
        Ok(self.keyring().account_public(login))
    }

    fn keep_account(
        &self,
        login: &str,
        passphrase: &str,
        private: &PrivateKey,
    ) -> Result<bool, DoorError> {
        self.keyring()
            .keep_account(login, passphrase, private, &mut SystemChance)
            .map_err(|_| DoorError::Keys)
    }

    fn set_passphrase(&self, login: &str, passphrase: &str) -> Result<(), DoorError> {
        let opened = self.opened().ok_or(DoorError::Closed)?;
        self.keyring()
            .set(login, passphrase, &opened.master, &mut SystemChance)
            .map_err(|_| DoorError::Keys)
    }

    fn remove(&self, login: &str) -> Result<(), DoorError> {
        self.keyring().remove(login).map_err(|_| DoorError::Keys)
    }

    fn change_key(&self, allowed: &Allowed<act::KeyChange>) -> Result<(), KeyKept> {
        // Held to the end: a passphrase set meanwhile would be lost.
        let mut keyring = self.keyring();
        let before = self.opened().ok_or(DoorError::Closed)?;
        let present = Present {
            folder: &self.centre.folder,
            keyring: &keyring,
            master: &before.master,
            store: &before.store,
        };
        let changed = rekey::change(&present, allowed, "centre.key-change", &mut |_, _| ());
        let Changed {
            master,
            keyring: renewed,
            ..
        } = changed.map_err(kept)?;
        *keyring = renewed;
        let store = (self.centre.opener)(&master).inspect_err(|error| {
            tracing::error!(%error, "the database under the new key does not open");
        });
        // A centre that does not open at once is closed, and opens with the next sign-in.
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) =
            store.ok().map(|store| Opened { master, store });
        tracing::warn!("the master key is changed");
        Ok(())
    }

    fn backups(&self, _: &Allowed<act::BackupRemove>) -> Result<Vec<Kept>, DoorError> {
        let mut found = Vec::new();
        for path in backup::files(&self.centre.folder) {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            found.push(Kept {
                name: name.unwrap_or_default(),
                made: backup::made(&path),
                bytes: std::fs::metadata(&path).map_or(0, |file| file.len()),
            });
        }
        found.sort_by(|a, b| a.made.cmp(&b.made).then_with(|| a.name.cmp(&b.name)));
        Ok(found)
    }

    fn remove_backups(
        &self,
        _: &Allowed<act::BackupRemove>,
        names: &[String],
    ) -> Result<(), DoorError> {
        // Looked for in the folder, never made into a path: a name cannot lead elsewhere.
        for path in backup::files(&self.centre.folder) {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned());
            if name.is_some_and(|name| names.contains(&name)) {
                backup::destroy(&path).map_err(|error| {
                    tracing::error!(%error, "a backup is not removed");
                    DoorError::Keys
                })?;
            }
        }
        Ok(())
    }

    fn stretch(&self, digits: &str) -> Result<PrivateKey, DoorError> {
        receipt::keys(digits, self.centre.site.centre).map_err(|_| DoorError::Keys)
    }

    fn seal(&self, passphrase: &str, file: &[u8]) -> Result<Vec<u8>, DoorError> {
        let sealed = sealed::begin(Vec::new(), passphrase).and_then(|mut sealed| {
            sealed.write_all(file)?;
            Ok(sealed.finish()?)
        });
        sealed.map_err(|_| DoorError::Keys)
    }

    fn unseal(&self, passphrase: &str, file: &[u8]) -> Result<Vec<u8>, DoorError> {
        sealed::read(file, passphrase, CARRIED_BYTES_MAX).map_err(|_| DoorError::Keys)
    }
}

fn kept(error: NotChanged) -> KeyKept {
    tracing::error!(%error, "the master key is not changed");
    match error {
        NotChanged::InUse => KeyKept::InUse,
        NotChanged::Keys(KeyringError::Older(logins)) => KeyKept::Older(logins),
        NotChanged::Keys(KeyringError::Altered(_)) => KeyKept::Altered,
        NotChanged::Keys(_) => KeyKept::Failed(DoorError::Keys),
        NotChanged::Store(error) => KeyKept::Failed(DoorError::Store(error)),
    }
}
