//! What is a household's own, in the row of one of its people: its address where it is not that of its head, and who
//! receives for it.
//!
//! Invariant: what an import would make of the other rows by itself is not said again.

use std::collections::BTreeMap;

use akwaba_domain::registry::household::{HouseholdView, holds};
use akwaba_domain::registry::import::Column;
use akwaba_domain::registry::import::own::{address_cell, recipient_cell};
use akwaba_domain::registry::place::{Place, PlaceForm};
use akwaba_domain::registry::{Day, PersonView};
use akwaba_domain::scope;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::projections::registry::household;
use akwaba_store::{StoreError, Tx, entity};

use super::people::unit;
use super::{ExportError, PAGE, Reading};
use crate::i18n::Lang;

/// The cells about households, by the person in whose row they stand.
#[derive(Default)]
pub(super) struct Owned(BTreeMap<EntityId, Vec<(Column, String)>>);

impl Owned {
    /// Those of every household of the centre.
    pub(super) fn of(tx: &mut dyn Tx, reading: &Reading<'_>) -> Result<Self, ExportError> {
        let scope = scope::registry(reading.centre);
        let today = Day::new(reading.asked.today.date());
        let french = reading.frame.lang == Lang::Fr;
        let mut owned = Self::default();
        let mut after = None;
        loop {
            let page = household::ids_after(tx, scope, after, PAGE)?;
            let Some(last) = page.last() else {
                return Ok(owned);
            };
            after = Some(*last);
            for id in page {
                let view = HouseholdView::of(id, &entity::load(tx, scope, id)?);
                if let Some(row) = address_row(tx, scope, &view, today)? {
                    let place = view.place.shown().map(PlaceForm::of).unwrap_or_default();
                    let place = PlaceForm {
                        unit: match place.unit.as_str() {
                            "" => String::new(),
                            code => unit(code),
                        },
                        ..place
                    };
                    let cell = address_cell(id, &place, french);
                    owned.put(row, Column::HouseholdAddress, cell);
                }
                for item in &view.recipients {
                    let recipient = &item.value;
                    if view.people().any(|person| person == recipient.person) {
                        let cell = recipient_cell(id, recipient, french);
                        owned.put(recipient.person, Column::Recipient, cell);
                    }
                }
            }
        }
    }

    fn put(&mut self, person: EntityId, column: Column, cell: String) {
        self.0.entry(person).or_default().push((column, cell));
    }

    /// Those in the row of a person.
    pub(super) fn cells(&self, person: EntityId) -> &[(Column, String)] {
        self.0.get(&person).map_or(&[], Vec::as_slice)
    }
}

/// In whose row the address of a household stands: its head's, or of whoever was ever in it; in nobody's where an import
/// gives the same by itself.
fn address_row(
    tx: &mut dyn Tx,
    scope: ScopeId,
    view: &HouseholdView,
    today: Day,
) -> Result<Option<EntityId>, StoreError> {
    let people = household::people(tx, scope, view.people())?;
    let now = view.at(today, &people);
    let place = view.place.shown();
    if let Some(head) = now.head {
        let of_head = place_of(tx, scope, head)?;
        if of_head.is_some()
            && of_head.as_ref() == place
            && lives_in(tx, scope, (head, view.id), today)?
        {
            return Ok(None);
        }
    }
    if place.is_none() {
        let mut lived = false;
        for member in &now.members {
            lived |= place_of(tx, scope, member.person)?.is_some();
        }
        if !lived {
            return Ok(None);
        }
    }
    Ok(now.head.or_else(|| people.keys().next().copied()))
}

fn place_of(
    tx: &mut dyn Tx,
    scope: ScopeId,
    person: EntityId,
) -> Result<Option<Place>, StoreError> {
    let view = PersonView::of(person, &entity::load(tx, scope, person)?);
    Ok(view.place.shown().cloned())
}

/// Whether the household of somebody's row, which is one, is this one.
fn lives_in(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (person, household): (EntityId, EntityId),
    today: Day,
) -> Result<bool, StoreError> {
    let homes = household::of_person(tx, scope, person)?;
    let home = homes
        .iter()
        .find(|home| holds(home.membership.from, home.membership.until, today));
    Ok(home.is_some_and(|home| home.household == household))
}
