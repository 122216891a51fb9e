//! Households, one a line: code, address, head, how many they are. A head who opposes leaving the centre is not named, and a
//! household in which all do is left out.

use akwaba_domain::registry::household::HouseholdView;
use akwaba_domain::registry::line::short_code;
use akwaba_domain::registry::{Day, units};
use akwaba_domain::scope;
use akwaba_store::projections::registry::{household, person};
use akwaba_store::{Tx, entity};
use akwaba_tables::Column;

use super::{ExportError, PAGE, Reading, Row};
use crate::frame::Frame;

pub(super) fn columns(frame: &Frame) -> Vec<Column> {
    let text = |key: &str| Column::text(&frame.t(key));
    vec![
        text("export-col-household").wide(38),
        text("export-col-code"),
        text("export-col-head").wide(30),
        Column::whole(&frame.t("export-col-members")),
        text("export-col-unit").wide(30),
        text("export-col-locality").wide(20),
        text("export-col-landmark").wide(30),
    ]
}

pub(super) fn write(
    tx: &mut dyn Tx,
    reading: &Reading<'_>,
    row: Row<'_>,
) -> Result<(), ExportError> {
    let scope = scope::registry(reading.centre);
    let today = Day::new(reading.asked.today.date());
    let kept_in = &reading.kept_in;
    let mut after = None;
    loop {
        let page = household::ids_after(tx, scope, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(*last);
        for id in page {
            let view = HouseholdView::of(id, &entity::load(tx, scope, id)?);
            let people = household::people(tx, scope, view.people())?;
            let now = view.at(today, &people);
            let mut members = now.members.iter();
            if !now.members.is_empty() && members.all(|one| kept_in.contains(&one.person)) {
                continue;
            }
            let head = match now.head {
                Some(head) => person::find(tx, scope, head)?,
                None => None,
            };
            let place = view.place.shown();
            let words = |text: Option<&str>| text.unwrap_or_default().to_owned();
            row(&[
                id.to_string(),
                short_code('M', id),
                head.filter(|row| !kept_in.contains(&row.person))
                    .map_or_else(String::new, |row| row.line.name.as_str().to_owned()),
                now.members.len().to_string(),
                place
                    .and_then(|place| place.unit.as_deref())
                    .map_or_else(String::new, units::path),
                words(place.and_then(|place| place.locality.as_ref().map(|l| l.as_str()))),
                words(place.and_then(|place| place.landmark.as_ref().map(|l| l.as_str()))),
            ])?;
        }
    }
}
