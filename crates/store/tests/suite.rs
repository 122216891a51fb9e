//! The one suite of the store, run on every engine: SQLite in memory, SQLite in a file, and
//! PostgreSQL when `AKWABA_TEST_POSTGRES` names a server.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

#[path = "suite/activity.rs"]
mod activity;
#[path = "suite/aid.rs"]
mod aid;
#[path = "suite/append.rs"]
mod append;
#[path = "suite/backup.rs"]
mod backup;
#[path = "suite/casework.rs"]
mod casework;
#[path = "suite/casework_books.rs"]
mod casework_books;
#[path = "suite/complementarity.rs"]
mod complementarity;
#[path = "suite/documents.rs"]
mod documents;
#[path = "suite/engines.rs"]
mod engines;
#[path = "suite/exchange.rs"]
mod exchange;
#[path = "suite/glass.rs"]
mod glass;
#[path = "suite/group.rs"]
mod group;
#[path = "suite/home_visit.rs"]
mod home_visit;
#[path = "suite/merge.rs"]
mod merge;
#[path = "suite/papers.rs"]
mod papers;
#[path = "suite/plans.rs"]
mod plans;
#[path = "suite/privacy.rs"]
mod privacy;
#[path = "suite/proposal.rs"]
mod proposal;
#[path = "suite/rebuild.rs"]
mod rebuild;
#[path = "suite/reception.rs"]
mod reception;
#[path = "suite/recount.rs"]
mod recount;
#[path = "suite/referral.rs"]
mod referral;
#[path = "suite/registry.rs"]
mod registry;
#[path = "suite/rekey.rs"]
mod rekey;
#[path = "suite/reports.rs"]
mod reports;
#[path = "suite/satisfaction.rs"]
mod satisfaction;
#[path = "suite/sealed.rs"]
mod sealed;
#[path = "suite/sealed_counts.rs"]
mod sealed_counts;
#[path = "suite/sealed_people.rs"]
mod sealed_people;
#[path = "suite/sealed_pictures.rs"]
mod sealed_pictures;
#[path = "suite/sealed_rows.rs"]
mod sealed_rows;
#[path = "suite/staging.rs"]
mod staging;
#[path = "suite/support.rs"]
mod support;
#[path = "suite/tables.rs"]
mod tables;
#[path = "suite/transfer.rs"]
mod transfer;
#[path = "suite/vault.rs"]
mod vault;
