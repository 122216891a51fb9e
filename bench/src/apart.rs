//! Whether the time of an answer tells that a sealed file exists: the same requests to a centre without one, to the
//! same centre with one, and to the first once more, whose difference is what chance and the machine make.
//!
//! Requests to the three come in an order drawn anew each time, and the three are made anew many times. A page says something if its two worlds differ more, and
//! more surely, than the centre differs from itself.

use crate::browser::Browser;
use crate::casework;
use crate::centre::{COUNTER, Centre, DIRECTOR, WORKERS, writing};
use crate::measure::{Folder, load, say};
use crate::ranks::{Compared, compare, median};
use akwaba_domain::casework::CASE;
use akwaba_journal::act::{Act, Change, Value};
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::clock::Stamp;
use akwaba_journal::entry::{Entry, Stream};
use akwaba_journal::id::{ActorId, EntityId, NodeId, ScopeId};
use akwaba_journal::pen::{About, Ink, Pen};
use akwaba_store::sealed::{self, PrivateKey, Recipient};
use akwaba_store::vault::{self, Batch};
use akwaba_store::{Store, StoreError};
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::path::Path;

/// Cases of the centre.
const CASES: usize = 500;
/// Requests of each page in each world that are not counted: caches fill.
const WARMING: usize = 5;
/// Requests of each page in each world of a sitting, of which the median counts.
const ROUNDS: usize = 15;
/// A difference that chance makes more seldom than this is one, over all pages together.
const SELDOM: f64 = 0.01;

/// Where counts, lists and searches flow together, and who asks.
const PAGES: &[(usize, &str)] = &[
    (DIRECTOR, "/rapport/2026-11"),
    (DIRECTOR, "/aujourdhui"),
    (DIRECTOR, "/personnes"),
    (DIRECTOR, "/dossiers/charge"),
    (DIRECTOR, "/registres"),
    (DIRECTOR, "/references/chiffres"),
    (DIRECTOR, "/donnees/echues"),
    (WORKERS, "/aujourdhui"),
    (WORKERS, "/dossiers"),
    (WORKERS, "/personnes/recherche?q=Awa"),
    (COUNTER, "/accueil"),
    (COUNTER, "/personnes/recherche?q=Koffi"),
];

/// Asks every page in that many sittings. A sitting makes the three worlds anew, in an order of chance: where a file and
/// its pages happen to lie makes one copy slower than another of the same, for as long as it is open.
pub fn run(sittings: usize) -> Result<()> {
    let folder = Folder::new("apart")?;
    let now: Timestamp = "2026-11-23T10:00:00Z".parse()?;
    say(&format!(
        "\nOne sealed file more, by the clock: a centre with {CASES} cases, {sittings} sittings of {ROUNDS} requests of each page in each world"
    ));
    let mut first = Centre::found(
        &folder.path().join("first.db"),
        now - SignedDuration::from_hours(24 * 400),
    )?;
    casework::fill(&mut first, CASES, now)?;
    let mut chance = Seeded::new(21);
    let mut times = vec![[const { Vec::new() }; 3]; PAGES.len()];
    for sitting in 0..sittings {
        let here = folder.path().join(format!("{sitting}"));
        std::fs::create_dir(&here)?;
        sit(&first, &here, now, &mut chance, &mut times)?;
        std::fs::remove_dir_all(&here)?;
    }
    let mut compared = Vec::new();
    for ((_, page), [plain, sealed, again]) in PAGES.iter().zip(&times) {
        let pair = (compare(plain, sealed), compare(plain, again));
        say(&format!(
            "  {page:<30} p50 {:>6.2} ms; one sealed file more: {}; the same once more: {}",
            median(plain),
            words(pair.0),
            words(pair.1)
        ));
        compared.push(pair);
    }
    tell(&compared);
    Ok(())
}

/// One sitting: three copies, one file sealed in one of them, every page asked; adds each world's median to `times`.
fn sit(
    first: &Centre,
    folder: &Path,
    now: Timestamp,
    chance: &mut Seeded,
    times: &mut [[Vec<f64>; 3]],
) -> Result<()> {
    let mut worlds = BTreeMap::new();
    for world in order(chance) {
        worlds.insert(world, first.copied(&folder.join(format!("{world}.db")))?);
    }
    seal(&worlds.get(&1).context("the second world")?.store, now)?;
    let mut browsers = BTreeMap::new();
    for (world, centre) in &worlds {
        for place in [DIRECTOR, WORKERS, COUNTER] {
            browsers.insert((place, *world), Browser::of(centre, place, now)?);
        }
    }
    for ((place, page), times) in PAGES.iter().zip(times) {
        let mut spent = [const { Vec::new() }; 3];
        for round in 0..WARMING + ROUNDS {
            for world in order(chance) {
                let browser = browsers.get(&(*place, world)).context("a browser")?;
                let time = browser.once(page, u64::try_from(round)?)?;
                if round >= WARMING
                    && let Some(spent) = spent.get_mut(world)
                {
                    spent.push(time.wall.as_secs_f64() * 1e3);
                }
            }
        }
        for (all, spent) in times.iter_mut().zip(&spent) {
            all.push(median(spent));
        }
    }
    Ok(())
}

fn tell(compared: &[(Compared, Compared)]) {
    let pages = f64::from(u32::try_from(compared.len()).unwrap_or(u32::MAX));
    let seen = |of: fn(&(Compared, Compared)) -> Compared| {
        let told = compared
            .iter()
            .filter(|pair| of(pair).chance < SELDOM / pages);
        let most = compared.iter().map(|pair| (of(pair).longer - 0.5).abs());
        (told.count(), most.fold(0.0, f64::max))
    };
    let (told, most) = seen(|pair| pair.0);
    let (told_alone, most_alone) = seen(|pair| pair.1);
    say(&format!(
        "  pages told apart at {SELDOM} over {pages} pages: {told}, and by chance alone {told_alone}; \
         furthest from even: {most:.3}, and by chance alone {most_alone:.3}; load {}",
        load()
    ));
}

fn words(compared: Compared) -> String {
    format!(
        "longer in {:.3}, median x {:.3}, p {:.3}",
        compared.longer, compared.ratio, compared.chance
    )
}

/// The three worlds in an order of chance.
fn order(chance: &mut Seeded) -> [usize; 3] {
    const ORDERS: [[usize; 3]; 6] = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    let at = usize::try_from(chance.number() % 6).unwrap_or(0);
    ORDERS.get(at).copied().unwrap_or([0, 1, 2])
}

/// One sealed file that two people hold, with three entries in it.
fn seal(store: &Store, now: Timestamp) -> Result<()> {
    let mut chance = Seeded::new(22);
    let mut to = Vec::new();
    for _ in 0..2 {
        to.push(Recipient::own(&PrivateKey::fresh(&mut chance))?);
    }
    let scope = ScopeId::named("a sealed file");
    let inner = inner(now)?;
    store.write(|tx| {
        let key = sealed::create(tx, scope, &to, &mut chance)?;
        for _ in 0..3 {
            let batch = Batch {
                scope,
                key: (1, &key),
                inner: vec![inner.clone()],
            };
            vault::append_sealed(tx, &mut writing(&mut chance, now), &[batch])?;
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(())
}

fn inner(now: Timestamp) -> Result<Entry> {
    let stream = Stream {
        scope: ScopeId::named("inside"),
        node: NodeId::named("inside"),
        incarnation: 1,
    };
    let about = About {
        actor: ActorId::named("worker"),
        entity: EntityId::named("case"),
        kind: CASE,
        version: 1,
    };
    let mut act = Act::default();
    act.changes.push(Change::Fact {
        name: "note".to_owned(),
        value: Value::of(&"mot ".repeat(200)),
    });
    let clock = Stamp {
        micros: now.as_microsecond(),
        count: 0,
    };
    Ok(Pen::new(stream).write(clock, about, &act, Ink::Open)?.entry)
}
