//! Groups, one a line, with what a file can bring in again; how many their members are, and no member's name.

use akwaba_domain::registry::group::{Contact, GroupView};
use akwaba_domain::registry::line::short_code;
use akwaba_domain::registry::{Day, units};
use akwaba_domain::scope;
use akwaba_store::projections::registry::{group, household};
use akwaba_store::{Tx, entity};
use akwaba_tables::Column;

use super::{ExportError, PAGE, Reading, Row};
use crate::frame::Frame;
use crate::show;

/// The columns that a file can bring in again, by the keys of their titles, in order.
pub(crate) const TAKEN: [&str; 13] = [
    "group-name",
    "group-other-name",
    "group-kind",
    "group-purpose",
    "export-col-unit",
    "export-col-locality",
    "export-col-landmark",
    "group-founded",
    "group-legal",
    "group-receipt",
    "group-language",
    "group-contact",
    "person-phone",
];

pub(super) fn columns(frame: &Frame) -> Vec<Column> {
    let text = |key: &str| Column::text(&frame.t(key)).wide(24);
    let mut columns: Vec<Column> = TAKEN.iter().map(|key| text(key)).collect();
    columns.extend([
        text("export-col-code"),
        Column::whole(&frame.t("group-members")),
        Column::whole(&frame.t("group-others")),
        text("group-end-on"),
    ]);
    columns
}

pub(super) fn write(
    tx: &mut dyn Tx,
    reading: &Reading<'_>,
    row: Row<'_>,
) -> Result<(), ExportError> {
    let scope = scope::registry(reading.centre);
    let today = Day::new(reading.asked.today.date());
    let f = reading.frame;
    let mut after = None;
    loop {
        let page = group::ids_after(tx, scope, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(*last);
        for id in page {
            let view = GroupView::of(id, &entity::load(tx, scope, id)?);
            let people = household::people(tx, scope, view.people())?;
            let now = view.at(today, &people);
            let others = now.others.as_ref().map_or(0, |one| one.counts.total());
            let mut cells = known(f, &view);
            cells.extend([
                short_code('G', id),
                now.members.len().to_string(),
                others.to_string(),
                view.ended
                    .shown()
                    .map_or_else(String::new, |ended| show::civil(ended.on.date())),
            ]);
            row(&cells)?;
        }
    }
}

/// What stands under the columns of [`TAKEN`].
fn known(f: &Frame, view: &GroupView) -> Vec<String> {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let place = view.place.shown();
    let legal = view.legal.shown();
    let contact: Option<&Contact> = view.contacts.first().map(|item| &item.value);
    let phone = contact.and_then(|contact| contact.phone.as_ref());
    let word = |family: &str, code: Option<&'static str>| {
        code.map_or_else(String::new, |code| f.word(family, code))
    };
    vec![
        text(view.name.shown().map(|one| one.as_str())),
        text(view.other_name.shown().map(|one| one.as_str())),
        word("group-kind-", view.kind.shown().map(|one| one.code())),
        text(view.purpose.shown().map(|one| one.as_str())),
        place
            .and_then(|place| place.unit.as_deref())
            .map_or_else(String::new, units::path),
        text(place.and_then(|place| place.locality.as_ref().map(|one| one.as_str()))),
        text(place.and_then(|place| place.landmark.as_ref().map(|one| one.as_str()))),
        view.founded
            .shown()
            .map_or_else(String::new, |date| date.typed()),
        word("group-legal-", legal.map(|one| one.state.code())),
        text(legal.and_then(|one| one.receipt.as_deref())),
        word(
            "person-language-",
            view.language.shown().map(|one| one.code()),
        ),
        text(contact.map(|contact| contact.who.as_str())),
        phone.map_or_else(String::new, |number| show::phone(number.as_str())),
    ]
}
