//! Lists of some days: the register as it prints, the figures, the trail.

use akwaba_domain::reception::Day;
use akwaba_store::Tx;
use akwaba_store::projections::centre::{account, trail as lines};
use akwaba_tables::Column;
use std::collections::HashMap;

use super::{ExportError, Reading, Row};
use crate::frame::Frame;
use crate::pages::centre::trail as page;
use crate::pages::reception::leaving;
use crate::show;

/// A day in microseconds.
const DAY_MICROS: i64 = 86_400_000_000;

fn days(reading: &Reading<'_>) -> impl Iterator<Item = Day> {
    let (from, until) = (reading.asked.from.date(), reading.asked.until.date());
    from.series(jiff::Span::new().days(1))
        .take_while(move |day| *day <= until)
        .map(Day::on)
}

pub(super) fn register_columns(frame: &Frame) -> Vec<Column> {
    let keys = [
        "export-col-day",
        "reception-paper-number",
        "reception-paper-time",
        "reception-paper-name",
        "reception-paper-sex",
        "reception-paper-age",
        "reception-paper-place",
        "reception-paper-object",
        "reception-paper-outcome",
        "reception-paper-note",
    ];
    let columns = keys.iter().map(|key| Column::text(&frame.t(key)));
    columns.collect()
}

pub(super) fn register(
    tx: &mut dyn Tx,
    reading: &Reading<'_>,
    row: Row<'_>,
) -> Result<(), ExportError> {
    for day in days(reading) {
        for line in leaving::register(tx, reading.frame, (reading.centre, day), &reading.kept_in)? {
            row(&line)?;
        }
    }
    Ok(())
}

pub(super) fn figures_columns(frame: &Frame) -> Vec<Column> {
    vec![
        Column::text(&frame.t("export-col-figure")).wide(30),
        Column::text(&frame.t("export-col-of")).wide(30),
        Column::whole(&frame.t("export-col-count")),
    ]
}

pub(super) fn figures(
    tx: &mut dyn Tx,
    reading: &Reading<'_>,
    row: Row<'_>,
) -> Result<(), ExportError> {
    let (from, until) = (reading.asked.from, reading.asked.until);
    for line in leaving::figures(tx, reading.frame, reading.centre, (from, until))? {
        row(&line)?;
    }
    Ok(())
}

pub(super) fn trail_columns(frame: &Frame) -> Vec<Column> {
    let keys = [
        "trail-when",
        "trail-who",
        "trail-what",
        "export-col-detail",
        "trail-record",
    ];
    let columns = keys.iter().map(|key| Column::text(&frame.t(key)).wide(24));
    columns.collect()
}

pub(super) fn trail(
    tx: &mut dyn Tx,
    reading: &Reading<'_>,
    row: Row<'_>,
) -> Result<(), ExportError> {
    let frame = reading.frame;
    let accounts = account::all(tx, reading.centre)?;
    let names: HashMap<_, _> = accounts
        .into_iter()
        .map(|account| (account.id, account.name.as_str().to_owned()))
        .collect();
    // The country keeps the time of Greenwich: a civil day is a day of the clock.
    let micros = |day: Day| {
        let zoned = day.date().to_zoned(jiff::tz::TimeZone::UTC);
        zoned.map_or(0, |zoned| zoned.timestamp().as_microsecond())
    };
    let span = (
        micros(reading.asked.from),
        micros(reading.asked.until) + DAY_MICROS,
    );
    let mut failed = None;
    lines::between(tx, reading.centre, span, &mut |line| {
        let who = names.get(&line.account).cloned();
        let cells = [
            show::moment_of_micros(frame.lang, line.at_micros),
            who.unwrap_or_else(|| frame.t("trail-nobody")),
            frame.word("trail-event-", &line.event),
            line.exported
                .map_or_else(String::new, |left| page::left(frame, &left)),
            line.subject
                .filter(|id| !reading.kept_in.contains(id))
                .map_or_else(String::new, |id| id.to_string()),
        ];
        if failed.is_none() {
            failed = row(&cells).err();
        }
        Ok(())
    })?;
    failed.map_or(Ok(()), Err)
}
