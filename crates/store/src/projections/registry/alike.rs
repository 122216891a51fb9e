//! Who in the registry may be the person of a card.
//!
//! Owns: what is known of a person by their relatives, added to their card before it is compared. Never: weighs
//! anything, which is `matching::linkage`'s, nor decides.

use super::{link, person, relation, search};
use crate::error::Result;
use crate::tx::Tx;
use akwaba_domain::registry::kin::RelationKind;
use akwaba_domain::registry::line::PersonLine;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_matching::card::Card;
use akwaba_matching::linkage::{self, Comparison};
use akwaba_matching::weight::Frequencies;

/// Someone who may be the person of a card.
pub struct Alike {
    /// Their record: the one that stands for all of theirs.
    pub id: EntityId,
    /// What lists show of it.
    pub line: PersonLine,
    /// What was compared.
    pub card: Card,
    /// How it compares.
    pub comparison: Comparison,
}

/// Whoever may be the person of a card, the likeliest first: each person once, never the card's own records.
///
/// # Errors
/// Those of the engine.
pub fn to(tx: &mut dyn Tx, scope: ScopeId, card: &Card, limit: usize) -> Result<Vec<Alike>> {
    let table = Frequencies::national();
    let own = link::group(tx, scope, EntityId::from_bytes(card.person))?;
    let mut shelf = search::Shelf::of(tx, scope);
    let mut others = linkage::candidates(&mut shelf, card, table, limit)?;
    others.retain(|other| !own.contains(&EntityId::from_bytes(other.person)));
    for other in &mut others {
        add_parents(tx, scope, other)?;
    }
    let mut alike: Vec<Alike> = Vec::new();
    for (comparison, card) in linkage::likely(card, others, table, usize::MAX) {
        let record = EntityId::from_bytes(card.person);
        let group = link::group(tx, scope, record)?;
        let id = group.first().copied().unwrap_or(record);
        if alike.len() >= limit || alike.iter().any(|known| known.id == id) {
            continue;
        }
        if let Some(row) = person::find(tx, scope, id)? {
            alike.push(Alike {
                id,
                line: row.line,
                card,
                comparison,
            });
        }
    }
    Ok(alike)
}

/// Adds to a card the names of the mother and the father noted as relatives.
///
/// # Errors
/// Those of the engine.
pub fn add_parents(tx: &mut dyn Tx, scope: ScopeId, card: &mut Card) -> Result<()> {
    for edge in relation::of(tx, scope, EntityId::from_bytes(card.person))? {
        let place = match edge.relation.kind {
            RelationKind::Mother => &mut card.mother,
            RelationKind::Father => &mut card.father,
            _ => continue,
        };
        if let Some(row) = person::find(tx, scope, edge.relation.to)? {
            *place = Some(row.line.name.as_str().to_owned());
        }
    }
    Ok(())
}
