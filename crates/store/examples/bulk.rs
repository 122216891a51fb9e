//! Times the writing of 10,000 persons in 2,000 households in one transaction, their rebuild,
//! their verification and a copy, on SQLite in a file and on PostgreSQL when
//! `AKWABA_TEST_POSTGRES` names a server. Only measures; asserts nothing.

use akwaba_domain::draft::{Draft, Drafts, Secrecy};
use akwaba_domain::policy::allow_noting;
use akwaba_journal::act::{Act, Change, Value};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::{Result, Store, Tx, Writing, append, entity, ledger};

const PERSONS: u32 = 10_000;
const HOUSEHOLDS: u32 = 2_000;

fn draft(kind: &'static str, name: &str, secrecy: bool, changes: Vec<Change>) -> Draft {
    let entity = EntityId::named(name);
    Draft {
        scope: ScopeId::named("registry/bulk"),
        entity,
        kind,
        version: 1,
        act: Act {
            changes,
            reason: None,
            source: Some("import.xlsx".into()),
        },
        secrecy: if secrecy {
            Secrecy::Keyed(entity)
        } else {
            Secrecy::Open
        },
    }
}

fn set(field: &str, value: &str) -> Change {
    Change::Set {
        field: field.into(),
        value: Value::of(&value),
        replaces: Vec::new(),
    }
}

fn drafts() -> Drafts {
    let allowed = allow_noting(ActorId::named("awa"), CentreId::named("centre"));
    let mut drafts = Drafts::under(&allowed);
    for n in 0..PERSONS {
        let name = Change::Add {
            set: "names".into(),
            value: Value::of(&format!("Kouassi {n}")),
        };
        let fields = [
            ("sex", "F"),
            ("birth", "1990-04-03"),
            ("phone", "0707070707"),
        ];
        let mut changes = vec![name];
        changes.extend(fields.iter().map(|(field, value)| set(field, value)));
        drafts.push(draft("bulk person", &format!("person {n}"), true, changes));
    }
    for n in 0..HOUSEHOLDS {
        let name = format!("household {n}");
        drafts.push(draft(
            "bulk household",
            &name,
            true,
            vec![set("place", "Abobo")],
        ));
        let members = (0..5).map(|m| Change::Add {
            set: "members".into(),
            value: Value::of(&EntityId::named(&format!("person {}", n * 5 + m))),
        });
        drafts.push(draft("bulk household", &name, true, members.collect()));
    }
    drafts
}

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a measure of time"
)]
fn timed<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let begun = std::time::Instant::now();
    let done = work()?;
    println!(
        "{what:>28} {:>8.1} ms",
        begun.elapsed().as_secs_f64() * 1000.0
    );
    Ok(done)
}

fn one(store: &Store, n: u32) -> Result<()> {
    store.write(|tx| {
        let mut drafts = drafts_of_one(n);
        write(tx, 2, std::mem::replace(&mut drafts, drafts_of_one(0)))
    })
}

fn drafts_of_one(n: u32) -> Drafts {
    let allowed = allow_noting(ActorId::named("awa"), CentreId::named("centre"));
    let mut drafts = Drafts::under(&allowed);
    let name = format!("single {n}");
    drafts.push(draft("bulk person", &name, true, vec![set("sex", "F")]));
    drafts
}

fn write(tx: &mut dyn Tx, seed: u64, drafts: Drafts) -> Result<()> {
    let mut writing = Writing {
        now_micros: 1_790_000_000_000_000,
        chance: &mut Seeded::new(seed),
    };
    append(tx, &mut writing, drafts).map(|_| ())
}

fn measure(store: &Store, copy: &std::path::Path) -> Result<()> {
    let drafts = drafts();
    timed("append 14,000 entries", || {
        store.write(|tx| write(tx, 1, drafts.clone()))
    })?;
    timed("200 single writes", || {
        (0..200).try_for_each(|n| one(store, n))
    })?;
    timed("10,000 states read", || {
        store.read(|tx| {
            let scope = ScopeId::named("registry/bulk");
            (0..PERSONS).try_for_each(|n| {
                entity::load(tx, scope, EntityId::named(&format!("person {n}"))).map(|_| ())
            })
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
    println!("SQLite in a file");
    measure(
        &Store::open_sqlite(&folder.join("bulk.db"), None)?,
        &folder.join("copy.db"),
    )?;
    #[cfg(feature = "postgres")]
    if let Ok(url) = std::env::var("AKWABA_TEST_POSTGRES") {
        println!("PostgreSQL");
        let schema = format!("bulk {}", std::process::id());
        measure(
            &Store::postgres(&url, &schema, None)?,
            &folder.join("hub.db"),
        )?;
    }
    // A folder of measures left behind harms nobody.
    let _ = std::fs::remove_dir_all(&folder);
    Ok(())
}
