//! The engines, a small plan of tables, and drafts to write.

use akwaba_domain::draft::{Draft, Drafts, Secrecy};
use akwaba_domain::policy::allow_noting;
use akwaba_journal::act::{Act, Change, Value};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId, EntryId, ScopeId};
use akwaba_store::migrate::{MIGRATIONS, Migration};
use akwaba_store::projection::{Applied, Projection};
use akwaba_store::{Plan, Result, Store, Tx, Writing, append, params, projections, table};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

const TABLES: Migration = Migration {
    number: 9_000,
    name: "9000_test",
    sql: "CREATE TABLE test_person (scope BYTEA NOT NULL, entity BYTEA NOT NULL, name TEXT, \
          visits BIGINT NOT NULL, PRIMARY KEY (scope, entity)); \
          CREATE TABLE test_feed (scope BYTEA NOT NULL, entry BYTEA NOT NULL, \
          entity BYTEA NOT NULL, clock_micros BIGINT NOT NULL, PRIMARY KEY (scope, entry));",
};

const PERSON: Projection = Projection {
    name: "test",
    kinds: &[KIND],
    tables: &[table!("test_person"), table!("test_feed")],
    apply: project,
};

/// A kind of entity that only the tests know.
pub const KIND: &str = "test person";

const ALL: [Projection; projections::ALL.len() + 1] = {
    let mut list = [PERSON; projections::ALL.len() + 1];
    let mut at = 0;
    while at < projections::ALL.len() {
        list[at] = projections::ALL[at];
        at += 1;
    }
    list
};

const LIST: [Migration; MIGRATIONS.len() + 1] = {
    let mut list = [TABLES; MIGRATIONS.len() + 1];
    let mut at = 0;
    while at < MIGRATIONS.len() {
        list[at] = MIGRATIONS[at];
        at += 1;
    }
    list
};

/// The plan of Akwaba, and a trade of the tests.
pub const PLAN: Plan = Plan {
    migrations: &LIST,
    projections: &ALL,
    local: akwaba_store::tables::LOCAL,
    kinds: akwaba_journal::upcast::Kinds::new,
};

fn project(tx: &mut dyn Tx, applied: &Applied<'_>) -> Result<()> {
    if applied.afresh {
        let row = params![&applied.scope, &applied.entity];
        tx.execute(
            "DELETE FROM test_person WHERE scope = $1 AND entity = $2",
            row,
        )?;
        tx.execute(
            "DELETE FROM test_feed WHERE scope = $1 AND entity = $2",
            row,
        )?;
    }
    if !applied.state.exists() {
        return Ok(());
    }
    let name = applied.state.one::<String>("name");
    let visits = applied.state.facts::<u32>("visits").len() as i64;
    tx.execute(
        "INSERT INTO test_person (scope, entity, name, visits) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (scope, entity) DO UPDATE SET name = excluded.name, visits = excluded.visits",
        params![&applied.scope, &applied.entity, name.as_deref(), visits],
    )?;
    for header in applied.entries {
        tx.execute(
            "INSERT INTO test_feed (scope, entry, entity, clock_micros) VALUES ($1, $2, $3, $4)",
            params![
                &applied.scope,
                &header.id,
                &applied.entity,
                header.clock.micros
            ],
        )?;
    }
    Ok(())
}

/// An empty store in memory: a copy of one that was made once, which spares it every migration.
pub fn fresh() -> Store {
    static EMPTY: Mutex<Option<Store>> = Mutex::new(None);
    let mut empty = EMPTY.lock().unwrap_or_else(PoisonError::into_inner);
    empty
        .get_or_insert_with(|| Store::memory_with(PLAN, None).unwrap())
        .forked()
        .unwrap()
}

/// Runs a body on a fresh store of every engine at hand.
pub fn on_every_engine(body: impl Fn(&Store)) {
    on_every_engine_of(PLAN, body);
}

/// The same with other tables.
pub fn on_every_engine_of(plan: Plan, body: impl Fn(&Store)) {
    body(&Store::memory_with(plan, None).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("centre.db");
    body(&Store::open_sqlite_with(&path, None, plan, &mut |_, _| Ok(())).unwrap());
    #[cfg(feature = "postgres")]
    if let Some(url) = server() {
        let open =
            |schema: &str| Store::postgres_with(&url, schema, None, plan, &mut |_, _| Ok(()));
        body(&open(&schema()).unwrap());
    }
}

/// The server that the tests may use.
#[cfg(feature = "postgres")]
pub fn server() -> Option<String> {
    std::env::var("AKWABA_TEST_POSTGRES").ok()
}

/// The name of a schema that no other test uses.
#[cfg(feature = "postgres")]
pub fn schema() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("store test {}-{number}", std::process::id())
}

/// A scope of the tests.
pub fn scope() -> ScopeId {
    ScopeId::named("test")
}

/// An entity of the tests.
pub fn entity(name: &str) -> EntityId {
    EntityId::named(name)
}

/// No draft yet.
pub fn drafts() -> Drafts {
    let allowed = allow_noting(ActorId::named("awa"), CentreId::named("centre"));
    Drafts::under(&allowed)
}

/// A draft that gives a person a name, under their key, replacing `replaces`.
pub fn named(entity: EntityId, name: &str, replaces: &[EntryId]) -> Draft {
    let change = Change::Set {
        field: "name".into(),
        value: Value::of(&name),
        replaces: replaces.to_vec(),
    };
    draft(entity, change, Secrecy::Keyed(entity))
}

/// A draft in the open that counts a visit.
pub fn visited(entity: EntityId, number: u32) -> Draft {
    let change = Change::Fact {
        name: "visits".into(),
        value: Value::of(&number),
    };
    draft(entity, change, Secrecy::Open)
}

/// A draft with one change.
pub fn draft(entity: EntityId, change: Change, secrecy: Secrecy) -> Draft {
    Draft {
        scope: scope(),
        entity,
        kind: KIND,
        version: 1,
        act: Act {
            changes: vec![change],
            ..Act::default()
        },
        secrecy,
    }
}

/// Writes drafts in one transaction at a moment.
pub fn write_at(
    store: &Store,
    now_micros: i64,
    seed: u64,
    list: Vec<Draft>,
) -> Result<Vec<EntryId>> {
    store.write(|tx| {
        let mut all = drafts();
        list.iter().cloned().for_each(|draft| all.push(draft));
        let mut chance = Seeded::new(seed);
        append(
            tx,
            &mut Writing {
                now_micros,
                chance: &mut chance,
            },
            all,
        )
    })
}

/// How many of these stand in the bytes of a file and of those beside it.
pub fn lying<'a>(path: &Path, sought: impl Iterator<Item = &'a [u8]>) -> usize {
    let mut bytes = Vec::new();
    for end in ["", "-wal", "-shm", "-journal"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(end);
        bytes.extend(std::fs::read(beside).unwrap_or_default());
    }
    let sought: Vec<&[u8]> = sought.collect();
    let starts: BTreeSet<[u8; 8]> = sought
        .iter()
        .map(|one| one[..8].try_into().unwrap())
        .collect();
    let mut found: BTreeSet<&[u8]> = BTreeSet::new();
    for (at, start) in bytes.windows(8).enumerate() {
        // One look for all of them at once: the file is long.
        if starts.contains(<&[u8; 8]>::try_from(start).unwrap()) {
            found.extend(sought.iter().filter(|one| bytes[at..].starts_with(one)));
        }
    }
    found.len()
}
