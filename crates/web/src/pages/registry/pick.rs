//! Choosing a person of the registry within another page: who belongs to a household, who is someone's mother.

use akwaba_journal::id::EntityId;
use akwaba_matching::query::Query;

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
