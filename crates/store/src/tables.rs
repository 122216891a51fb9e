//! The two kinds of tables: those made from the journal, and those that are kept.
//!
//! Invariant: every table of the store is in exactly one of these lists, and the key of every
//! table of the journal and of a projection begins with scope; a test asks both engines.

/// A table that can be emptied and filled again from the journal.
#[derive(Clone, Copy, Debug)]
pub struct Projected {
    /// Its name.
    pub name: &'static str,
    /// Reads all of it.
    pub dump: &'static str,
    /// Empties it.
    pub clear: &'static str,
}

/// Names a projected table: `table!("person_row")`.
#[macro_export]
macro_rules! table {
    ($name:literal) => {
        $crate::tables::Projected {
            name: $name,
            dump: concat!("SELECT * FROM ", $name),
            clear: concat!("DELETE FROM ", $name),
        }
    };
}

/// A table that is not made from the journal: the journal itself, and what a node alone knows.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// Its name.
    pub name: &'static str,
    /// Reads all of it.
    pub dump: &'static str,
    /// Writes one row of it, in the same order of columns.
    pub insert: &'static str,
}

/// Names a kept table: `kept!("session", "id, account", "$1, $2")`.
#[macro_export]
macro_rules! kept {
    ($name:literal, $columns:literal, $places:literal $(,)?) => {
        $crate::tables::Kept {
            name: $name,
            dump: concat!("SELECT ", $columns, " FROM ", $name),
            insert: concat!(
                "INSERT INTO ",
                $name,
                " (",
                $columns,
                ") VALUES (",
                $places,
                ")"
            ),
        }
    };
}

/// The journal itself.
pub const JOURNAL: &[Kept] = &[
    kept!(
        "stream",
        "scope, node, incarnation, seq, hash, signature, clock_micros, clock_count",
        "$1, $2, $3, $4, $5, $6, $7, $8",
    ),
    kept!(
        "head",
        "scope, node, incarnation, seq, hash, signature",
        "$1, $2, $3, $4, $5, $6",
    ),
    kept!(
        "entry",
        "scope, node, incarnation, seq, id, clock_micros, clock_count, actor, entity, kind, \
         version, subject, bytes",
        "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13",
    ),
];

/// What this node alone knows. A trade adds its own here: sessions, drafts of forms…
pub const LOCAL: &[Kept] = &[
    kept!(
        "account_share",
        "account, public, custodian, custodian_public, threshold, sealed",
        "$1, $2, $3, $4, $5, $6",
    ),
    kept!(
        "account_share_given",
        "account, public, custodian, request, sealed",
        "$1, $2, $3, $4, $5",
    ),
    kept!(
        "account_sheet",
        "account, public, wrapped, made_micros",
        "$1, $2, $3, $4"
    ),
    kept!("attempt", "name, failures, last_micros", "$1, $2, $3"),
    kept!(
        "document_picture",
        "scope, entity, subject, wrapped",
        "$1, $2, $3, $4"
    ),
    kept!(
        "form_draft",
        "account, form, saved_micros, content",
        "$1, $2, $3, $4"
    ),
    kept!("glass_letter", "id, until_micros, sealed", "$1, $2, $3"),
    kept!("glass_roll", "scope, roll", "$1, $2"),
    kept!(
        "glass_share",
        "scope, place, epoch, sealed",
        "$1, $2, $3, $4"
    ),
    kept!(
        "held_part",
        "scope, node, incarnation, place, bytes",
        "$1, $2, $3, $4, $5",
    ),
    kept!(
        "import_job",
        "job, account, phase, begun_micros, content",
        "$1, $2, $3, $4, $5"
    ),
    kept!(
        "import_key",
        "job, key, rank, letters, id",
        "$1, $2, $3, $4, $5"
    ),
    kept!(
        "import_line",
        "job, number, cells, state, person, household, role, card, found, choice",
        "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10",
    ),
    kept!(
        "import_member",
        "job, household, number, place, content",
        "$1, $2, $3, $4, $5"
    ),
    kept!("kind_version", "kind, version", "$1, $2"),
    kept!("known_node", "node, public", "$1, $2"),
    kept!("local_secret", "name, wrapped", "$1, $2"),
    kept!("node_identity", "one, id, incarnation", "$1, $2, $3"),
    kept!("passphrase_due", "account, since_micros", "$1, $2"),
    kept!(
        "quarantine",
        "hash, node, reason, seen_micros, bytes",
        "$1, $2, $3, $4, $5"
    ),
    kept!(
        "referral_link",
        "fingerprint, scope, referral, until_micros, whole, ended, openings, visits",
        "$1, $2, $3, $4, $5, $6, $7, $8",
    ),
    kept!("sealed_departed", "public, left_micros", "$1, $2"),
    kept!("sealed_epoch", "scope, epoch, former", "$1, $2, $3"),
    kept!("sealed_holders", "scope, holders", "$1, $2"),
    kept!("sealed_picture", "scope, name, sealed", "$1, $2, $3"),
    kept!("sealed_swept", "public, left_micros", "$1, $2"),
    kept!(
        "sealed_wrap",
        "scope, place, epoch, wrapped",
        "$1, $2, $3, $4"
    ),
    kept!(
        "second_factor",
        "account, secret, confirmed, last_step",
        "$1, $2, $3, $4"
    ),
    kept!(
        "session",
        "fingerprint, account, rights, language, begun_micros, seen_micros, locked, device",
        "$1, $2, $3, $4, $5, $6, $7, $8",
    ),
    kept!(
        "subject_key",
        "scope, subject, wrapped, destroyed_micros",
        "$1, $2, $3, $4"
    ),
    kept!(
        "training_done",
        "account, procedure_code, part, version, done_micros, chosen",
        "$1, $2, $3, $4, $5, $6",
    ),
    kept!(
        "training_play",
        "account, exercise, saved_micros, content",
        "$1, $2, $3, $4"
    ),
];

/// The projections of the core; each trade names its own in its [`crate::projection::Projection`].
pub const CORE: &[Projected] = &[table!("entity"), table!("later_version")];
