//! How SQLite looks rows up: by the index made for it, however long the table.

use akwaba_store::migrate::MIGRATIONS;
use rusqlite::Connection;

#[test]
fn rows_of_one_person_or_record_are_never_looked_for_through_a_whole_scope() {
    let database = Connection::open_in_memory().unwrap();
    for migration in MIGRATIONS {
        database.execute_batch(migration.sql).unwrap();
    }
    let looked_up = [
        ("import_line", "job = x'00' AND person = x'01'", "number"),
        (
            "import_line",
            "job = x'00' AND person = x'01' AND card IS NOT NULL",
            "number",
        ),
        (
            "member_row",
            "scope = x'00' AND person = x'01'",
            "household, item",
        ),
        ("member_row", "scope = x'00' AND household = x'01'", "item"),
        ("relation_row", "scope = x'00' AND subject = x'01'", "item"),
        (
            "relation_row",
            "scope = x'00' AND other = x'01'",
            "subject, item",
        ),
        (
            "household_row",
            "scope = x'00' AND code = x'01'",
            "household",
        ),
        ("link_row", "scope = x'00' AND first = x'01'", "link"),
        ("link_row", "scope = x'00' AND second = x'01'", "link"),
        (
            "identity_row",
            "scope = x'00' AND number = x'01'",
            "kind, person",
        ),
        (
            "person_key",
            "scope = x'00' AND key = x'01'",
            "rank, letters, id",
        ),
        (
            "import_key",
            "job = x'00' AND key = x'01'",
            "rank, letters, id",
        ),
    ];
    for (table, lookup, order) in looked_up {
        let text = format!(
            "EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {lookup} ORDER BY {order} LIMIT 1"
        );
        let plan: Vec<String> = database
            .prepare(&text)
            .unwrap()
            .query_map([], |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        // Both columns of the lookup are used, and the rows come in their order.
        let plan = plan.join("; ");
        assert!(
            plan.matches("=?").count() == 2 && !plan.contains("TEMP B-TREE"),
            "{table} by {lookup}: {plan}"
        );
    }
}
