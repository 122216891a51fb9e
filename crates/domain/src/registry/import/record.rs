//! What remains of an import: what came in, from where, by whom, and how it was read.
//!
//! Invariant: named after the bytes of its file, so that the same file is known when it comes again.

use super::super::edit::{Editing, Known, Why};
use crate::draft::{Draft, Secrecy};
use crate::policy::{Allowed, act};
use crate::scope;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// The journal's name for an import.
pub const KIND: &str = "import";
/// Version in which acts on an import are written.
pub const VERSION: u16 = 1;

const FIELD: &str = "done";

crate::personal! {
    /// The name of a file: people put names of people in it.
    FileName;
    /// Where a file comes from, in words.
    SourceName;
}

/// What became of the rows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Counts {
    /// Rows of the file.
    #[n(0)]
    pub rows: u64,
    /// Persons registered.
    #[n(1)]
    pub people: u64,
    /// Households opened, or joined by someone.
    #[n(2)]
    pub households: u64,
    /// Rows already imported before.
    #[n(3)]
    pub known: u64,
    /// Rows that say again what an earlier row says.
    #[n(4)]
    pub repeated: u64,
    /// Rows of someone already registered, as somebody decided.
    #[n(5)]
    pub same: u64,
    /// Rows registered although somebody alike was known, as somebody decided.
    #[n(6)]
    pub anyway: u64,
    /// Rows with a name so frequent that, under it, only people of the same place or of nearer years were weighed.
    #[n(7)]
    #[cbor(default)]
    pub near: u64,
    /// Rows of which not even all of those were.
    #[n(8)]
    #[cbor(default)]
    pub cut: u64,
}

/// An import that was done.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Import {
    /// Name of the file.
    #[n(0)]
    pub file: FileName,
    /// Where it comes from.
    #[n(1)]
    pub source: SourceName,
    /// BLAKE3 of its bytes.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub hash: [u8; 32],
    /// How its columns were read: the text of the mapping.
    #[n(3)]
    pub mapping: String,
    /// What became of its rows.
    #[n(4)]
    pub counts: Counts,
}

/// The entry that closes an import.
pub fn close(allowed: &Allowed<act::RegistryImport>, id: EntityId, import: &Import) -> Draft {
    let nothing = State::default();
    let mut editing = Editing::on(&nothing);
    editing.field(FIELD, "", &Some(import));
    Draft {
        scope: scope::registry(allowed.centre()),
        entity: id,
        kind: KIND,
        version: VERSION,
        act: editing.done(&Why::default()),
        secrecy: Secrecy::Keyed(id),
    }
}

/// Reads an import.
pub fn read(state: &State) -> Option<Import> {
    Known::<Import>::of(state, FIELD).shown().cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{Actor, Grant, Reach, Role};
    use crate::policy::{self, Denied, Target};
    use akwaba_journal::clock::Stamp;
    use akwaba_journal::id::{ActorId, CentreId, EntryId};
    use akwaba_journal::state::Source;

    fn actor(role: Role) -> Actor {
        Actor {
            account: ActorId::named("a"),
            grants: vec![Grant {
                role,
                reach: Reach::of([CentreId::named("c")]),
            }],
            suspended: false,
        }
    }

    #[test]
    fn an_import_reads_back_and_its_file_name_stays_hidden_in_logs() {
        let target = Target::of(CentreId::named("c"));
        let allowed = policy::allow::<act::RegistryImport, _>(&actor(Role::Director), &target, ());
        let import = Import {
            file: FileName::new("Kouassi.csv"),
            source: SourceName::new("Mairie"),
            hash: [5; 32],
            mapping: "Nom = surname\n".into(),
            counts: Counts {
                rows: 3,
                people: 2,
                known: 1,
                ..Counts::default()
            },
        };
        let draft = close(&allowed.unwrap(), EntityId::named("i"), &import);
        let mut state = State::default();
        let source = Source {
            clock: Stamp::default(),
            entry: EntryId::named("e"),
            actor: ActorId::named("a"),
        };
        state.apply(source, &draft.act);
        assert_eq!(read(&state), Some(import.clone()));
        assert!(!format!("{import:?}").contains("Kouassi"));
    }

    #[test]
    fn only_social_workers_and_directors_import() {
        let target = Target::of(CentreId::named("c"));
        for role in Role::ALL {
            let asked = policy::allow::<act::RegistryImport, _>(&actor(role), &target, ());
            let may = matches!(role, Role::SocialWorker | Role::Director);
            assert_eq!(asked.is_ok(), may, "{role:?}");
            if !may {
                assert_eq!(asked.unwrap_err(), Denied::NoRole);
            }
        }
    }
}
