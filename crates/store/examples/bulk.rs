//! Times the writing of households in one transaction (2,000, or the number given), their
//! rebuild, their verification and a copy, on SQLite in a file and on PostgreSQL when
//! `AKWABA_TEST_POSTGRES` names a server. Only measures; asserts nothing.

use akwaba_domain::draft::{Draft, Drafts, Secrecy};
use akwaba_domain::policy::allow_noting;
use akwaba_journal::act::{Act, Change, Value};
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::{Result, Store, Tx, Writing, append, entity, ledger};

/// Households written when no number is given.
const HOUSEHOLDS: u32 = 2_000;
/// Households whose drafts are made before they are written.
const AT_ONCE: u32 = 500;

fn scope() -> ScopeId {
    ScopeId::named("registry/bulk")
}

/// The time of the writing of household `n`: it goes on, as in a true import, so that ids made
/// after each other stand near each other.
fn now(n: u32) -> i64 {
    1_790_000_000_000_000 + i64::from(n) * 100
}

/// Number `n` of a household; always the same.
fn id(household: u32, n: u64) -> EntityId {
    let at = Stamp {
        micros: now(household),
        count: 0,
    };
    EntityId::fresh(at, &mut Seeded::new(u64::from(household) * 100 + n))
}

fn draft(kind: &'static str, entity: EntityId, changes: Vec<Change>) -> Draft {
    Draft {
        scope: scope(),
        entity,
        kind,
        version: 1,
        act: Act {
            changes,
            reason: None,
            source: Some("import.xlsx".into()),
        },
        secrecy: Secrecy::Keyed(entity),
    }
}

fn set(field: &str, value: &str) -> Change {
    Change::Set {
        field: field.into(),
        value: Value::of(&value),
        replaces: Vec::new(),
    }
}

/// Five persons and their household, in seven entries.
fn household(drafts: &mut Drafts, n: u32) {
    for member in 1..=5 {
        let name = Change::Add {
            set: "names".into(),
            value: Value::of(&format!("Kouassi {n} {member}")),
        };
        let fields = [
            ("sex", "F"),
            ("birth", "1990-04-03"),
            ("phone", "0707070707"),
        ];
        let mut changes = vec![name];
        changes.extend(fields.iter().map(|(field, value)| set(field, value)));
        drafts.push(draft("bulk person", id(n, member), changes));
    }
    let place = vec![set("place", "Abobo")];
    drafts.push(draft("bulk household", id(n, 0), place));
    let members = (1..=5).map(|member| Change::Add {
        set: "members".into(),
        value: Value::of(&id(n, member)),
    });
    drafts.push(draft("bulk household", id(n, 0), members.collect()));
}

fn none_yet() -> Drafts {
    Drafts::under(&allow_noting(
        ActorId::named("awa"),
        CentreId::named("centre"),
    ))
}

fn all(tx: &mut dyn Tx, households: u32) -> Result<()> {
    let mut begin = 0;
    while begin < households {
        let end = households.min(begin + AT_ONCE);
        let mut drafts = none_yet();
        (begin..end).for_each(|n| household(&mut drafts, n));
        write(tx, begin, drafts)?;
        begin = end;
    }
    Ok(())
}

fn one(store: &Store, n: u32) -> Result<()> {
    store.write(|tx| {
        let mut drafts = none_yet();
        drafts.push(draft("bulk person", id(n, 9), vec![set("sex", "F")]));
        write(tx, n, drafts)
    })
}

fn write(tx: &mut dyn Tx, n: u32, drafts: Drafts) -> Result<()> {
    let mut writing = Writing {
        now_micros: now(n),
        chance: &mut Seeded::new(u64::from(n)),
    };
    append(tx, &mut writing, drafts).map(|_| ())
}

#[expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a measure")]
fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let begun = std::time::Instant::now();
    let done = work()?;
    let milliseconds = begun.elapsed().as_secs_f64() * 1000.0;
    println!(
        "{what:>28} {milliseconds:>10.1} ms {:>8} KB at most",
        resident_kb()
    );
    Ok(done)
}

/// The most memory that the process ever held, where the system tells.
fn resident_kb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.unwrap_or(0)
}

fn measure(store: &Store, households: u32, copy: &std::path::Path) -> Result<()> {
    timed("7 entries a household", || {
        store.write(|tx| all(tx, households))
    })?;
    timed("200 single writes", || {
        (0..200).try_for_each(|n| one(store, n))
    })?;
    timed("10,000 states read", || {
        store.read(|tx| {
            (0..10_000)
                .try_for_each(|n| entity::load(tx, scope(), id(n % households, 1)).map(|_| ()))
        })
    })?;
    timed("rebuild", || store.rebuild(&mut |_| ()))?;
    timed("verify", || {
        store.read(|tx| ledger::verify(tx, &mut |_| ()))
    })?;
    timed("snapshot", || store.snapshot(copy, &mut |_| ()))
}

#[expect(clippy::print_stdout, reason = "a measure that is read by people")]
fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("akwaba-bulk-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| akwaba_store::StoreError::Io {
        what: error.to_string(),
    })?;
    let asked = std::env::args().nth(1).and_then(|text| text.parse().ok());
    let households = asked.unwrap_or(HOUSEHOLDS);
    println!("{households} households of 5; SQLite in a file");
    let store = Store::open_sqlite(&folder.join("bulk.db"), None)?;
    measure(&store, households, &folder.join("copy.db"))?;
    drop(store);
    #[cfg(feature = "postgres")]
    if let Ok(url) = std::env::var("AKWABA_TEST_POSTGRES") {
        println!("PostgreSQL");
        let store = Store::postgres(&url, &format!("bulk {}", std::process::id()), None)?;
        measure(&store, households, &folder.join("hub.db"))?;
    }
    // A folder of measures left behind harms nobody.
    let _ = std::fs::remove_dir_all(&folder);
    Ok(())
}
