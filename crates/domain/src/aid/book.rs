//! The books: the cash box, which every centre has, and one for each article of its store.

use super::{BOOK, VERSION};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;

/// The code of the cash book in an address.
pub const CASH: &str = "especes";

/// A book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Which.
    pub id: EntityId,
    /// The article; empty for the cash, whose name is the page's to say.
    pub name: String,
    /// What one piece is, as it is counted: *carton*, *kit*, *sac de 25 kg*. Empty for the cash,
    /// which is counted in francs.
    pub unit: String,
}

impl Book {
    /// The book of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        Some(Self {
            id,
            name: state.one("name")?,
            unit: state.one("unit")?,
        })
    }

    /// Whether it is counted in francs.
    pub fn is_cash(&self) -> bool {
        self.unit.is_empty()
    }
}

/// The cash book of a centre: it is there from the first day.
pub fn cash(centre: CentreId) -> Book {
    Book {
        id: EntityId::named(&format!("cash-box/{centre}")),
        name: String::new(),
        unit: String::new(),
    }
}

/// Opens the book of an article. `known` are the names of those that exist.
///
/// # Errors
/// `text-missing`, `text-too-long` at `name` or `unit`; `aid-article-known` at `name`.
pub fn article(
    allowed: &Allowed<act::AidCount>,
    id: EntityId,
    known: &[Book],
    (name, unit): (&str, &str),
) -> Result<Drafts, Refusals> {
    let mut refusals = Refusals::new();
    let name = refusals.take(text::required("name", name));
    let unit = refusals.take(text::required("unit", unit));
    let same = |book: &Book| book.name.to_lowercase() == name.to_lowercase();
    if !name.is_empty() && known.iter().any(same) {
        refusals.push(Refusal::at("name", "aid-article-known"));
    }
    refusals.or(())?;
    let empty = State::default();
    let act = Acting::on(&empty)
        .set("name", &name)
        .set("unit", &unit)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::registry(allowed.centre()),
        entity: id,
        kind: BOOK,
        version: VERSION,
        act,
        secrecy: Secrecy::Open,
    });
    Ok(drafts)
}
