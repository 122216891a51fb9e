//! Bringing in a list, from its file to the signed batch, beside bare inserts of the same rows.

use crate::measure::{
    self, Folder, Spent, peak_megabytes, resident_megabytes, say, seconds, timed,
};
use crate::{people, raw};
use akwaba_domain::actor::{Actor, Grant, Reach, Role};
use akwaba_domain::policy::{self, Allowed, Target, act};
use akwaba_domain::registry::Day;
use akwaba_domain::registry::import::Mapping;
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_store::local::import::line::{self, Choice, LineState};
use akwaba_store::{Store, Writing};
use akwaba_tables::{Options, open};
use akwaba_web::import::{self, Begun, Found, ImportError, Upload};
use anyhow::{Context, Result, bail};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::time::{Duration, Instant};

/// What a well-known peer publishes for 10,000 people in 2,000 households, in seconds: cited, not measured here.
const PEER_SECONDS: f64 = 377.0;
/// The people of that figure.
const PEER_PEOPLE: u64 = 10_000;

/// A measured import.
pub struct Steps {
    staged: f64,
    checked: f64,
    committed: f64,
    people: u64,
    households: u64,
}

impl Steps {
    fn all(&self) -> f64 {
        self.staged + self.checked + self.committed
    }
}

/// Measures the import of so many people.
pub fn run(people: u64) -> Result<()> {
    let folder = Folder::new("import")?;
    let file = folder.path().join("liste.csv");
    let homes = people::list(people, File::create(&file)?)?;
    let size = std::fs::metadata(&file)?.len() / 1_024;
    say(&format!(
        "\nImport of {people} people in {homes} households ({size} KB of CSV)"
    ));
    let before = resident_megabytes();
    let store = Store::open_sqlite(&folder.path().join("centre.db"), None)?;
    let steps = bring(&store, &file)?;
    let peak = peak_megabytes();
    let bare = raw::insert(&folder.path().join("raw.db"), &file)?;
    say(&format!(
        "  akwaba: {:8.2} s (read {:.2}, checked {:.2}, written in one signed batch {:.2}); {} people, {} households",
        steps.all(),
        steps.staged,
        steps.checked,
        steps.committed,
        steps.people,
        steps.households
    ));
    say(&format!(
        "  memory: {before} MB before, {peak} MB at most; {:.0} people a second",
        steps.people as f64 / steps.all()
    ));
    say(&format!(
        "  SQLite, the same rows into one bare table with one index: {bare:.2} s; ratio {:.1}",
        steps.all() / bare
    ));
    if people == PEER_PEOPLE {
        say(&format!(
            "  a peer's published figure for as many (cited, not measured here): {PEER_SECONDS} s; ratio 1:{:.0}",
            PEER_SECONDS / steps.all()
        ));
    }
    Ok(())
}

fn both(spent: Spent) -> String {
    format!(
        "{:.2} s (processor {:.2})",
        seconds(spent),
        spent.cpu.as_secs_f64()
    )
}

fn centre() -> CentreId {
    CentreId::named("bench")
}

fn allowed() -> Result<Allowed<act::RegistryImport>> {
    let actor = Actor {
        account: ActorId::named("bench"),
        grants: vec![Grant {
            role: Role::SocialWorker,
            reach: Reach::of([centre()]),
        }],
        suspended: false,
    };
    Ok(policy::allow(&actor, &Target::of(centre()), ())?)
}

/// Brings a list into the centre of the measures.
///
/// # Errors
/// A row is refused, or the engine fails.
pub fn bring(store: &Store, file: &Path) -> Result<Steps> {
    let allowed = allowed()?;
    let mut chance = Seeded::new(1);
    let mut writing = Writing {
        now_micros: 1_790_000_000_000_000,
        chance: &mut chance,
    };
    let (id, staged) = timed(|| stage(store, &mut writing, &allowed, file));
    let id = id?;
    say(&format!("  read in {}; being checked…", both(staged)));
    let (checked, check) = timed(|| check(store, &mut writing, &allowed, id));
    checked?;
    say(&format!("  checked in {}; being written…", both(check)));
    let mut growth = Growth::of("written");
    let (done, commit) = timed(|| {
        import::commit(store, &mut writing, &allowed, id, &mut |done, total| {
            growth.at(done, total);
        })
    });
    let done = done?;
    say(&format!("  written in {}", both(commit)));
    Ok(Steps {
        staged: seconds(staged),
        checked: seconds(check),
        committed: seconds(commit),
        people: done.counts.people,
        households: done.counts.households,
    })
}

/// How the pace changes as rows grow: said for each tenth of them, on the clock and of a processor.
struct Growth {
    what: &'static str,
    since: (Instant, Duration),
    tenth: u64,
    done: u64,
}

impl Growth {
    fn of(what: &'static str) -> Self {
        Self {
            what,
            since: (measure::now(), measure::busy()),
            tenth: 0,
            done: 0,
        }
    }

    fn at(&mut self, done: u64, total: u64) {
        let tenth = done.saturating_mul(10) / total.max(1);
        if tenth > self.tenth {
            let (now, busy) = (measure::now(), measure::busy());
            let rows = (done - self.done) as f64;
            let clock = rows / now.duration_since(self.since.0).as_secs_f64();
            let processor = rows / busy.saturating_sub(self.since.1).as_secs_f64();
            say(&format!(
                "    {done} of {total} {}: {clock:.0} a second, {processor:.0} a second of processor",
                self.what
            ));
            (self.since, self.tenth, self.done) = ((now, busy), tenth, done);
        }
    }
}

fn stage(
    store: &Store,
    writing: &mut Writing<'_>,
    allowed: &Allowed<act::RegistryImport>,
    file: &Path,
) -> Result<EntityId> {
    let upload = Upload {
        name: "liste.csv".to_owned(),
        source: "Mairie".to_owned(),
        as_of: Day::of(2026, 11, 23).context("a day")?,
        hash: *blake3::hash(&std::fs::metadata(file)?.len().to_le_bytes()).as_bytes(),
    };
    let mut table = open(BufReader::new(File::open(file)?), &Options::default())?;
    let who = (allowed.centre(), allowed.actor());
    match import::prepare(store, writing, who, &upload, &mut table, &mut |_| ())? {
        Begun::Under(id) => Ok(id),
        Begun::Done(_) => bail!("the list was imported before"),
    }
}

fn check(
    store: &Store,
    writing: &mut Writing<'_>,
    allowed: &Allowed<act::RegistryImport>,
    id: EntityId,
) -> Result<()> {
    let who = (id, allowed.actor());
    store.write(|tx| {
        let (_, plan) = import::find(tx, id, who.1)?.ok_or(ImportError::NotFound)?;
        import::map(tx, who, &Mapping::guess(&plan.header), "Mairie")
    })?;
    let mut growth = Growth::of("checked");
    import::check_all(store, writing, allowed, id, &mut |step| {
        growth.at(step.done, step.total);
    })?;
    if let Some(wrong) = store
        .read(|tx| line::in_state(tx, id, LineState::Wrong, 0, 1))?
        .first()
    {
        let found = Found::unpack(wrong.found.as_deref())?;
        bail!(
            "row {} of an invented list is refused: {:?}",
            wrong.number,
            found.faults
        );
    }
    // Invented people are alike more often than real ones are.
    store.write(|tx| line::choose_rest(tx, id, Choice::Anyway))?;
    Ok(())
}
