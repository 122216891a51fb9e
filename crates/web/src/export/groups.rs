//! Groups, one a line, with what a file can bring in again; how many their members are, and no member's name.

use akwaba_domain::registry::Day;
use akwaba_domain::registry::group::{Contact, GroupView};
use akwaba_domain::registry::import::grid::typed;
use akwaba_domain::registry::line::short_code;
use akwaba_domain::scope;
use akwaba_store::projections::registry::{group, household};
use akwaba_store::{Tx, entity};
use akwaba_tables::Column;

use super::people::unit;
use super::{ExportError, PAGE, Reading, Row};
use crate::frame::Frame;
use crate::show;

/// The columns of a group before those of its contacts, by the keys of their titles, in order.
const BEFORE: [&str; 11] = [
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
];
/// Those after them.
const AFTER: [&str; 4] = [
    "group-end-on",
    "group-ended-why",
    "group-ended-words",
    "import-column-is-record",
];

/// The titles of the columns that a file can bring in again, in order, with as many contacts.
pub(crate) fn taken(f: &Frame, contacts: usize) -> Vec<String> {
    let mut titles: Vec<String> = BEFORE.iter().map(|key| f.t(key)).collect();
    for number in 1..=contacts {
        let again = |title: String| match number {
            1 => title,
            _ => format!("{title} {number}"),
        };
        titles.extend(["group-contact", "person-phone"].map(|key| again(f.t(key))));
    }
    titles.extend(AFTER.iter().map(|key| f.t(key)));
    titles
}

/// How many people answer for a group at most, which is how many columns they need.
#[derive(Default)]
pub(super) struct Shape {
    contacts: usize,
}

impl Shape {
    pub(super) fn of(tx: &mut dyn Tx, reading: &Reading<'_>) -> Result<Self, ExportError> {
        let mut contacts = 1;
        each(tx, reading, &mut |_, view| {
            contacts = contacts.max(view.contacts.len());
            Ok(())
        })?;
        Ok(Self { contacts })
    }

    pub(super) fn columns(&self, frame: &Frame) -> Vec<Column> {
        let titles = taken(frame, self.contacts).into_iter();
        let mut columns: Vec<Column> = titles.map(|title| Column::text(&title).wide(24)).collect();
        columns.extend([
            Column::text(&frame.t("export-col-code")),
            Column::whole(&frame.t("group-members")),
            Column::whole(&frame.t("group-others")),
        ]);
        columns
    }

    pub(super) fn write(
        &self,
        tx: &mut dyn Tx,
        reading: &Reading<'_>,
        row: Row<'_>,
    ) -> Result<(), ExportError> {
        let scope = scope::registry(reading.centre);
        let today = Day::new(reading.asked.today.date());
        each(tx, reading, &mut |tx, view| {
            let people = household::people(tx, scope, view.people())?;
            let now = view.at(today, &people);
            let others = now.others.as_ref().map_or(0, |one| one.counts.total());
            let mut cells = known(reading.frame, view, self.contacts);
            cells.extend([
                short_code('G', view.id),
                now.members.len().to_string(),
                others.to_string(),
            ]);
            row(&cells)
        })
    }
}

fn each(
    tx: &mut dyn Tx,
    reading: &Reading<'_>,
    found: &mut dyn FnMut(&mut dyn Tx, &GroupView) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let scope = scope::registry(reading.centre);
    let mut after = None;
    loop {
        let page = group::ids_after(tx, scope, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(*last);
        for id in page {
            let view = GroupView::of(id, &entity::load(tx, scope, id)?);
            found(tx, &view)?;
        }
    }
}

/// What stands under the columns of [`taken`].
fn known(f: &Frame, view: &GroupView, contacts: usize) -> Vec<String> {
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let place = view.place.shown();
    let legal = view.legal.shown();
    let word = |family: &str, code: Option<&'static str>| {
        code.map_or_else(String::new, |code| f.word(family, code))
    };
    let mut cells = vec![
        text(view.name.shown().map(|one| one.as_str())),
        text(view.other_name.shown().map(|one| one.as_str())),
        word("group-kind-", view.kind.shown().map(|one| one.code())),
        text(view.purpose.shown().map(|one| one.as_str())),
        place
            .and_then(|place| place.unit.as_deref())
            .map_or_else(String::new, unit),
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
    ];
    for number in 0..contacts {
        let contact: Option<&Contact> = view.contacts.get(number).map(|item| &item.value);
        let phone = contact.and_then(|contact| contact.phone.as_ref());
        cells.push(text(contact.map(|contact| contact.who.as_str())));
        cells.push(phone.map_or_else(String::new, |number| show::phone(number.as_str())));
    }
    let ended = view.ended.shown();
    cells.extend([
        ended.map_or_else(String::new, |ended| typed(ended.on)),
        word("group-end-", ended.map(|ended| ended.reason.code())),
        text(ended.and_then(|ended| ended.words.as_ref().map(|one| one.as_str()))),
        view.id.to_string(),
    ]);
    cells
}
