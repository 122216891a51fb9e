//! Where a workflow happens: a data folder, a store in it, a clock and chance that follow the seed.

use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use akwaba_domain::actor::{Actor, Grant, Reach, Role};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::{Ctx, Denied, Drafts};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntryId};
use akwaba_store::{Store, StoreError, Tx, Writing, append};
use akwaba_web::i18n::{self, Lang};
use akwaba_web::problem::Problem;

/// Monday 5 January 2026, 7:45 in Abidjan.
const BEGINS: &str = "2026-01-05T07:45:00Z";
const MINUTE_MICROS: i64 = 60_000_000;

/// Where a workflow happens.
pub struct Place {
    folder: PathBuf,
    store: Option<Store>,
    minutes: i64,
    /// Its chance.
    pub chance: Seeded,
    acknowledges: bool,
}

impl Place {
    /// A place that prints what is acknowledged.
    pub fn loud(folder: &str, seed: u64) -> Self {
        Self {
            acknowledges: true,
            // Other ids than those of the preparation.
            chance: Seeded::new(seed.wrapping_add(1 << 32)),
            minutes: 60,
            ..Self::quiet(folder, seed)
        }
    }

    /// A place that prints nothing.
    pub fn quiet(folder: &str, seed: u64) -> Self {
        Self {
            folder: PathBuf::from(folder),
            store: None,
            minutes: 0,
            chance: Seeded::new(seed),
            acknowledges: false,
        }
    }

    /// The centre of the place.
    pub fn centre() -> CentreId {
        CentreId::named("workflow")
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The time now; each asking is a minute later.
    pub fn now(&mut self) -> jiff::Timestamp {
        self.minutes += 1;
        let begins: jiff::Timestamp = BEGINS.parse().unwrap_or_default();
        let micros = begins.as_microsecond() + self.minutes * MINUTE_MICROS;
        jiff::Timestamp::from_microsecond(micros).unwrap_or_default()
    }

    /// The store, opened when first asked for.
    pub fn store(&mut self) -> Result<Store, Trouble> {
        let store = match self.store.take() {
            Some(open) => open,
            None => Store::open_sqlite(&self.folder.join("centre.db"), None)?,
        };
        self.store = Some(store.clone());
        Ok(store)
    }

    /// Decides and appends in one transaction, then acknowledges what was written.
    pub fn write(
        &mut self,
        decide: impl Fn(&mut dyn Tx, &mut Ctx<'_>) -> Result<Drafts, Trouble>,
    ) -> Result<(), Trouble> {
        let ids = self.written(decide)?;
        self.acknowledge(&ids)
    }

    /// As `write`, but acknowledges before the transaction ends: what must never be done.
    pub fn write_forgetfully(
        &mut self,
        decide: impl Fn(&mut dyn Tx, &mut Ctx<'_>) -> Result<Drafts, Trouble>,
    ) -> Result<(), Trouble> {
        let (store, now, from) = (self.store()?, self.now(), self.chance.clone());
        store.write(|tx| {
            let mut chance = from.clone();
            let drafts = decide(
                tx,
                &mut Ctx {
                    now,
                    chance: &mut chance,
                },
            )?;
            let now_micros = now.as_microsecond();
            let ids = append(
                tx,
                &mut Writing {
                    now_micros,
                    chance: &mut chance,
                },
                drafts,
            )?;
            self.acknowledge(&ids)?;
            self.chance = chance;
            Ok::<_, Trouble>(())
        })
    }

    fn written(
        &mut self,
        decide: impl Fn(&mut dyn Tx, &mut Ctx<'_>) -> Result<Drafts, Trouble>,
    ) -> Result<Vec<EntryId>, Trouble> {
        let (store, now, from) = (self.store()?, self.now(), self.chance.clone());
        store.write(|tx| {
            // A transaction may be begun again: each try draws the same.
            let mut chance = from.clone();
            let drafts = decide(
                tx,
                &mut Ctx {
                    now,
                    chance: &mut chance,
                },
            )?;
            let now_micros = now.as_microsecond();
            let ids = append(
                tx,
                &mut Writing {
                    now_micros,
                    chance: &mut chance,
                },
                drafts,
            )?;
            self.chance = chance;
            Ok::<_, Trouble>(ids)
        })
    }

    /// Prints that entries are written for good.
    pub fn acknowledge(&self, ids: &[EntryId]) -> Result<(), Trouble> {
        let words: Vec<String> = ids.iter().map(EntryId::to_string).collect();
        self.say(&words.join("\nack "))
    }

    /// Prints that something is done for good.
    pub fn say(&self, word: &str) -> Result<(), Trouble> {
        if !self.acknowledges || word.is_empty() {
            return Ok(());
        }
        let lines = format!("ack {word}\n");
        let mut out = io::stdout().lock();
        out.write_all(lines.as_bytes())?;
        Ok(out.flush()?)
    }
}

/// Someone who holds one role in the centre.
pub fn someone(role: Role) -> Actor {
    Actor {
        account: ActorId::named(role.code()),
        grants: vec![Grant {
            role,
            reach: Reach::of([Place::centre()]),
        }],
        suspended: false,
    }
}

/// What ends a workflow.
#[derive(Debug)]
pub enum Trouble {
    /// The command line is wrong.
    Usage,
    /// The store refuses.
    Store(StoreError),
    /// The workflow itself is refused: a defect of the workflow.
    Refused(String),
    /// Something acknowledged is missing, or something is broken.
    Lost(String),
    /// A file or standard output.
    File(io::Error),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refusals> for Trouble {
    fn from(refusals: Refusals) -> Self {
        Self::Refused(format!("{refusals:?}"))
    }
}

impl From<Denied> for Trouble {
    fn from(denied: Denied) -> Self {
        Self::Refused(format!("{denied:?}"))
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage => f.write_str("usage: workflow list | prepare|run|check NAME FOLDER SEED"),
            // As the page says it, then what is for the log.
            Self::Store(error) => {
                let problem = Problem::Store(error.clone());
                let title = i18n::text(Lang::Fr, problem.title(), &[]);
                write!(f, "{title} ({error})")
            }
            Self::Refused(why) => write!(f, "refused by the domain: {why}"),
            Self::Lost(what) => write!(f, "lost: {what}"),
            Self::File(error) => write!(f, "le fichier n'a pas pu être écrit ({error})"),
        }
    }
}
