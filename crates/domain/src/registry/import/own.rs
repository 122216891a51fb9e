//! How the cells of a list say what is a household's own, and how they are read back: its address where it is not that of
//! its head, and who receives for it.
//!
//! Never: tells of a household that the row is not in.

use super::super::household::Recipient;
use super::super::place::{Place, PlaceForm};
use super::super::when::Day;
use super::Column;
use super::grid::typed;
use super::parts::{Label, Parts};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::id::EntityId;
use minicbor::{Decode, Encode};

/// What a row tells of a household, beside who is in it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Own {
    /// Its address; empty where it has none, whatever that of its head.
    #[n(0)]
    Address(#[n(0)] Option<Place>),
    /// That the person of the row receives for it.
    #[n(1)]
    Recipient(#[n(0)] Recipient),
}

/// The cell of an address; `place` as a form shows it.
pub fn address_cell(household: EntityId, place: &PlaceForm, french: bool) -> String {
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut parts = Parts::new(french);
    parts.say(Label::Household, Some(household.to_string()));
    parts.say(Label::Unit, said(&place.unit));
    parts.say(Label::Locality, said(&place.locality));
    parts.say(Label::Landmark, said(&place.landmark));
    parts.write()
}

/// The cell of who receives, in the row of that person.
pub fn recipient_cell(household: EntityId, recipient: &Recipient, french: bool) -> String {
    let mut parts = Parts::new(french);
    parts.say(Label::Household, Some(household.to_string()));
    parts.say(Label::From, recipient.from.map(typed));
    parts.say(Label::Until, recipient.until.map(typed));
    parts.write()
}

/// Reads the cell of an address; `household` names the household of a code.
///
/// # Errors
/// What to write instead.
pub(super) fn address(
    text: &str,
    household: impl Fn(&str) -> EntityId,
) -> Result<(EntityId, Own), Refusal> {
    let labels = [
        Label::Household,
        Label::Unit,
        Label::Locality,
        Label::Landmark,
    ];
    let (parts, code) = parts(Column::HouseholdAddress, text, &labels)?;
    let of = |label| parts.get(label).unwrap_or_default().to_owned();
    let form = PlaceForm {
        unit: of(Label::Unit),
        locality: of(Label::Locality),
        landmark: of(Label::Landmark),
    };
    let first = |wrong: Refusals| wrong.as_slice().first().cloned();
    let place = form
        .parse()
        .map_err(|wrong| first(wrong).unwrap_or_else(|| form_of(Column::HouseholdAddress)))?;
    Ok((household(&code), Own::Address(place)))
}

/// Reads the cell of who receives.
///
/// # Errors
/// What to write instead.
pub(super) fn recipient(
    text: &str,
    person: EntityId,
    household: impl Fn(&str) -> EntityId,
    today: Day,
) -> Result<(EntityId, Own), Refusal> {
    let labels = [Label::Household, Label::From, Label::Until];
    let (parts, code) = parts(Column::Recipient, text, &labels)?;
    let day = |label| Day::parse("", parts.get(label).unwrap_or_default());
    let (from, until) = (day(Label::From)?, day(Label::Until)?);
    if from.is_some_and(|from| from > today) {
        return Err(Refusal::whole("date-in-future"));
    }
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        return Err(Refusal::whole("date-reversed"));
    }
    let told = Recipient {
        person,
        from,
        until,
    };
    Ok((household(&code), Own::Recipient(told)))
}

/// The parts of a cell, and the household that it names; what has no label is not understood.
fn parts(column: Column, text: &str, labels: &[Label]) -> Result<(Parts, String), Refusal> {
    let parts = Parts::read(text, labels);
    let code = parts.get(Label::Household).map(str::to_owned);
    match (code, parts.kind()) {
        (Some(code), None) => Ok((parts, code)),
        _ => Err(form_of(column)),
    }
}

fn form_of(column: Column) -> Refusal {
    Refusal::whole(match column {
        Column::Recipient => "import-recipient-form",
        _ => "import-household-address-form",
    })
}
