//! The yearly report that the law asks for, written from what the journal says was done: counts, no
//! name.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::privacy::{BreachStage, Destruction, Stage};
use akwaba_paper::{Block, Cell, Column};
use akwaba_store::projections::privacy::{self, Year};

use super::processing::{columns, heading, kept, noted};
use super::shared::{Document, centre, here, pressed, sheet, today};
use super::terms::terms;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::problem::Problem;
use crate::show;

const REPORT: &str = "/donnees/rapport";

/// The year of the address; the one that ended last unless told.
fn asked(exchange: &Exchange<'_, '_>) -> i16 {
    let present = today(exchange).year();
    let typed = exchange.form.get("annee").parse::<i16>().ok();
    let year = typed.filter(|year| (2000..=present).contains(year));
    year.unwrap_or(present.saturating_sub(1))
}

fn counts(f: &Frame, family: &str, lines: impl Iterator<Item = (String, String)>) -> Block {
    Block::Table {
        columns: columns(f, [("privacy-what", 3.0), ("privacy-count", 1.0)]),
        rows: lines
            .map(|(code, count)| vec![f.word(family, &code).into(), count.into()])
            .collect(),
    }
}

/// What was destroyed in a year, in the order of the records.
fn destroyed(f: &Frame, all: &[Destruction], year: i16) -> Vec<Vec<Cell>> {
    let done = all.iter().filter(|one| {
        one.number.year == year && matches!(one.stage(), Stage::Destroyed | Stage::Cleaned)
    });
    let rows = done.rev().map(|one| {
        let counts = one.ruling.as_ref().map(|ruling| ruling.counts);
        let counts = counts.unwrap_or_default();
        vec![
            one.number.to_string().into(),
            f.word("privacy-ground-", one.ground.code()).into(),
            counts.persons.to_string().into(),
            counts.keys.to_string().into(),
        ]
    });
    rows.collect()
}

fn report(exchange: &Exchange<'_, '_>, f: &Frame, year: i16) -> Result<Document, Problem> {
    let (centre, here) = (centre(exchange), here(exchange));
    let days = privacy::days(year).ok_or(Problem::NotFound)?;
    let terms = terms(exchange)?;
    let (counted, requests, destructions, breaches) = exchange.read(|tx| {
        let counted: Year = privacy::year(tx, centre, days)?;
        let requests = privacy::requests_counted(tx, here, days)?;
        let destructions = privacy::destructions(tx, centre)?;
        Ok((
            counted,
            requests,
            destructions,
            privacy::breaches(tx, centre)?,
        ))
    })?;
    let number = |count: i64| show::number(count);
    let mut blocks = vec![
        Block::Paragraph(f.t1("privacy-report-lead", "year", year.to_string()).into()),
        heading(f, "privacy-report-kept"),
        counts(
            f,
            "privacy-counted-",
            counted
                .kept
                .iter()
                .map(|(code, count)| ((*code).to_owned(), number(*count))),
        ),
        heading(f, "privacy-report-written"),
        counts(
            f,
            "privacy-counted-",
            counted
                .written
                .iter()
                .map(|(code, count)| ((*code).to_owned(), number(*count))),
        ),
        heading(f, "privacy-report-read"),
        counts(
            f,
            "trail-event-",
            counted
                .trail
                .iter()
                .map(|(code, count)| (code.clone(), count.to_string())),
        ),
    ];
    if !counted.left.is_empty() {
        blocks.push(heading(f, "privacy-report-left"));
        let rows = counted.left.iter().map(|(list, (times, lines))| {
            vec![
                f.word("export-list-", list).into(),
                times.to_string().into(),
                lines.to_string().into(),
            ]
        });
        blocks.push(Block::Table {
            columns: columns(
                f,
                [
                    ("privacy-list", 3.0),
                    ("privacy-times", 1.0),
                    ("privacy-lines", 1.0),
                ],
            ),
            rows: rows.collect(),
        });
    }
    blocks.push(heading(f, "privacy-requests-title"));
    if requests.is_empty() {
        blocks.push(Block::Paragraph(f.t("privacy-report-none").into()));
    } else {
        let rows = requests.iter().map(|(wish, outcome, count)| {
            let ended = outcome.as_ref().map_or_else(
                || f.t("privacy-awaited"),
                |outcome| f.word("privacy-outcome-", outcome),
            );
            vec![
                f.word("privacy-wish-", wish).into(),
                ended.into(),
                number(*count).into(),
            ]
        });
        blocks.push(Block::Table {
            columns: columns(
                f,
                [
                    ("privacy-wish", 2.0),
                    ("privacy-state", 2.0),
                    ("privacy-count", 1.0),
                ],
            ),
            rows: rows.collect(),
        });
    }
    blocks.push(heading(f, "privacy-breaches-title"));
    let of_year = breaches.iter().filter(|one| {
        let found = jiff::Timestamp::from_microsecond(one.found_micros);
        found.is_ok_and(|at| akwaba_domain::ctx::day_of(at).year() == year)
    });
    let rows: Vec<Vec<Cell>> = of_year
        .map(|one| {
            let told = if one.has(BreachStage::Authority) {
                "privacy-breach-told"
            } else {
                "privacy-breach-untold"
            };
            vec![
                f.word("privacy-breach-", one.what.code()).into(),
                show::moment_of_micros(f.lang, one.found_micros).into(),
                one.touched.to_string().into(),
                f.t(told).into(),
            ]
        })
        .collect();
    let heads = [
        ("privacy-what", 2.0),
        ("privacy-found-on", 1.5),
        ("privacy-touched-label", 1.0),
        ("privacy-state", 1.5),
    ];
    blocks.push(table_or_none(f, columns(f, heads), rows));
    blocks.push(heading(f, "privacy-destructions-title"));
    let heads = [
        ("privacy-number", 1.0),
        ("privacy-ground", 2.0),
        ("privacy-gone-persons", 1.0),
        ("privacy-gone-keys", 1.0),
    ];
    let rows = destroyed(f, &destructions, year);
    blocks.push(table_or_none(f, columns(f, heads), rows));
    blocks.push(heading(f, "privacy-terms-title"));
    blocks.push(kept(f, &terms));
    blocks.push(heading(f, "privacy-report-transfers"));
    blocks.push(Block::Paragraph(
        f.t("privacy-report-transfers-text").into(),
    ));
    blocks.push(Block::Signatures(vec![f.t("privacy-sign-director")]));
    Ok(Document {
        number: year.to_string(),
        blocks,
        foot: f.t("privacy-report-foot"),
    })
}

fn table_or_none(f: &Frame, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Block {
    if rows.is_empty() {
        Block::Paragraph(f.t("privacy-report-none").into())
    } else {
        Block::Table { columns, rows }
    }
}

/// The report of a year on a page.
pub(super) fn year(exchange: &mut Exchange<'_, '_>) -> Answer {
    let year = asked(exchange);
    let frame = exchange.frame("privacy-report-title");
    let document = report(exchange, &frame, year)?;
    let f = &frame;
    let mut files = vec![(format!("{REPORT}/{year}/pdf"), f.t("privacy-pdf"))];
    for other in [year.saturating_sub(1), year.saturating_add(1)] {
        if other <= today(exchange).year() {
            files.push((format!("{REPORT}?annee={other}"), other.to_string()));
        }
    }
    sheet(exchange, &frame, document, ("/donnees", files))
}

/// The report of a year as a PDF file.
pub(super) fn year_pdf(exchange: &mut Exchange<'_, '_>) -> Answer {
    let year: i16 = exchange.id("annee")?;
    if !(2000..=today(exchange).year()).contains(&year) {
        return Err(Problem::NotFound);
    }
    let frame = exchange.frame("privacy-report-title");
    let document = report(exchange, &frame, year)?;
    let file = format!("rapport-donnees-{year}.pdf");
    let answer = pressed(exchange, &frame, document, &file)?;
    noted(
        exchange,
        "data-report",
        Event::Exported,
        "privacy.report-pdf",
    )?;
    Ok(answer)
}
