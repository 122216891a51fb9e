//! Services that come from another directory: which are new, which are here already, what is wrong with the others.
//!
//! Never: changes an entry that is here, whatever the file says of it; counts an entry that nobody verified as verified.

use super::entry::Known;
use super::{SERVICE, Service, ServiceForm, VERSION};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::when::Day;
use crate::scope;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

pub(super) const ORIGIN: &str = "origin";

/// Where an entry comes from.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Origin {
    /// The directory, or the file, in words.
    #[n(0)]
    pub source: String,
    /// What it is called there.
    #[n(1)]
    pub id: String,
}

/// One service of a file.
#[derive(Clone)]
pub struct Incoming {
    /// What it is called in its directory.
    pub id: String,
    /// What the file says of it.
    pub form: ServiceForm,
}

/// What comes of one service of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It would be added.
    New(Box<Service>),
    /// It is here already, as this entry, which stays as it is.
    Here(EntityId),
    /// Something is to be corrected in the file.
    Wrong(Refusals),
}

/// The entry that a service of another directory becomes: the same whoever brings it in, so that two files are one entry.
fn entry_of(centre: CentreId, id: &str) -> EntityId {
    EntityId::named(&format!("directory/{centre}/{id}"))
}

/// What comes of each service of a file, in its order.
pub fn judge(centre: CentreId, incoming: &[Incoming], known: &[Known], today: Day) -> Vec<Fate> {
    let mut seen = BTreeSet::new();
    let judged = incoming.iter().map(|one| {
        if one.id.trim().is_empty() {
            return Fate::Wrong(Refusal::at("id", "directory-hsds-no-id").into());
        }
        if !seen.insert(one.id.trim()) {
            return Fate::Wrong(Refusal::at("id", "directory-hsds-twice").into());
        }
        match one.form.parse(today) {
            Err(refusals) => Fate::Wrong(refusals),
            Ok(service) => match here(centre, one.id.trim(), &service, known) {
                Some(id) => Fate::Here(id),
                None => Fate::New(Box::new(service)),
            },
        }
    });
    judged.collect()
}

/// The entry that a service is here: one that left from here, one that came from there, or one of the same name
/// and organisation.
fn here(centre: CentreId, id: &str, service: &Service, known: &[Known]) -> Option<EntityId> {
    let entry = entry_of(centre, id);
    let label = service.label().to_lowercase();
    let same = |one: &&Known| {
        one.id == entry
            || one.id.to_string() == id
            || one.origin.as_ref().is_some_and(|origin| origin.id == id)
            || one.service.label().to_lowercase() == label
    };
    known.iter().find(same).map(|one| one.id)
}

/// Adds what is new of a file, all of it, to be verified.
///
/// # Errors
/// `directory-hsds-wrong` for the whole, when anything in it is to be corrected: nothing is added then.
pub fn import(
    allowed: &Allowed<act::DirectoryChange>,
    (source, incoming): (&str, &[Incoming]),
    known: &[Known],
    today: Day,
) -> Result<(usize, Drafts), Refusals> {
    let centre = allowed.centre();
    let fates = judge(centre, incoming, known, today);
    if fates.iter().any(|fate| matches!(fate, Fate::Wrong(_))) {
        return Err(Refusal::whole("directory-hsds-wrong").into());
    }
    let mut drafts = Drafts::under(allowed);
    let mut added = 0;
    for (one, fate) in incoming.iter().zip(fates) {
        let Fate::New(service) = fate else { continue };
        let id = entry_of(centre, one.id.trim());
        let origin = Origin {
            source: source.to_owned(),
            id: one.id.trim().to_owned(),
        };
        let act = Acting::on(&State::default())
            .set(super::entry::FIELD, &*service)
            .set(ORIGIN, &origin)
            .done(None, None);
        drafts.push(Draft {
            scope: scope::directory(centre),
            entity: id,
            kind: SERVICE,
            version: VERSION,
            act,
            secrecy: Secrecy::Keyed(id),
        });
        added += 1;
    }
    Ok((added, drafts))
}
