//! Choosing a person of the registry within another page: who belongs to a household, who is someone's mother.

use akwaba_journal::id::EntityId;
use akwaba_matching::query::Query;
#[cfg(not(target_arch = "wasm32"))]
use akwaba_store::Store;
#[cfg(not(target_arch = "wasm32"))]
use akwaba_store::projections::registry::person;

use super::common::{registry, today};
use super::find::{self, Found};
use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::problem::Problem;

/// People proposed.
const FOUND_MAX: usize = 12;

/// The people that words find, each leading to `base` followed by their id; `but` are left out.
pub(in crate::pages) fn people(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    words: &str,
    base: &str,
    but: &[EntityId],
) -> Result<Vec<Found>, Problem> {
    let Some(query) = find::query(exchange, words) else {
        return Ok(Vec::new());
    };
    propose(exchange, frame, &query, FOUND_MAX, base, but)
}

/// The people that a query finds, each leading to `base` followed by their id.
pub(super) fn propose(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    query: &Query,
    limit: usize,
    base: &str,
    but: &[EntityId],
) -> Result<Vec<Found>, Problem> {
    let (scope, today) = (registry(exchange), today(exchange));
    exchange.read(|tx| {
        let people = find::people(tx, scope, query, limit)?;
        let others = people.into_iter().filter(|(id, ..)| !but.contains(id));
        Ok(others
            .map(|(id, line, _)| Found {
                path: format!("{base}{id}"),
                ..find::item(frame, id, &line, today, "")
            })
            .collect())
    })
}

/// The people of a store that words find, with their name and what tells them apart; first the one that is
/// `chosen` already. Nothing of the search is kept.
#[cfg(not(target_arch = "wasm32"))]
pub(in crate::pages) fn named(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    store: &Store,
    words: &str,
    chosen: &str,
) -> Result<Vec<(EntityId, String, String)>, Problem> {
    let (scope, today) = (registry(exchange), today(exchange));
    let query = find::query(exchange, words);
    let chosen: Option<EntityId> = chosen.parse().ok();
    let lines = store.read(|tx| {
        let mut lines = Vec::new();
        if let Some(id) = chosen {
            lines.extend(person::find(tx, scope, id)?.map(|row| (id, row.line)));
        }
        if let Some(query) = &query {
            let people = find::people(tx, scope, query, FOUND_MAX)?;
            let others = people.into_iter().filter(|(id, ..)| Some(*id) != chosen);
            lines.extend(others.map(|(id, line, _)| (id, line)));
        }
        Ok::<_, Problem>(lines)
    })?;
    let found = lines.into_iter().map(|(id, line)| {
        let shown = find::item(frame, id, &line, today, "");
        (id, shown.name, shown.meta)
    });
    Ok(found.collect())
}
