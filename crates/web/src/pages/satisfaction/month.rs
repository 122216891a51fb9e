//! The figures of a month, with a drawing of them, and the words that were said, without a day.

use akwaba_domain::reports::monthly::Line;
use akwaba_domain::satisfaction::{Figures, Scale, figures};
use akwaba_store::projections::satisfaction::{counted, words};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::here::{Month, here};
use crate::pages::reception::Bars;
use crate::parts::{Row, Table};
use crate::show;

/// Words of one month that are shown.
const WORDS_MAX: u32 = 200;

#[derive(Template)]
#[template(path = "satisfaction/month.html")]
struct MonthPage<'a> {
    f: &'a Frame,
    month: Month,
    /// How many said something, in words; none where it may not be told.
    whole: Option<String>,
    bars: Option<Bars>,
    table: Option<Table>,
    hides: bool,
    words: Vec<Said>,
    /// Whether this reader writes them down.
    tells: bool,
}

struct Said {
    scale: String,
    words: String,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let here = here(exchange);
    let frame = exchange.frame("satisfaction-month-title");
    let f = &frame;
    let month = Month::asked(exchange, f, "/avis/mois");
    let days = month.days();
    let (counts, found) =
        exchange.read(|tx| Ok((counted(tx, here, days)?, words(tx, here, days, WORDS_MAX)?)))?;
    let told = figures(&counts);
    let mut said: Vec<Said> = found
        .iter()
        .filter_map(|one| {
            Some(Said {
                scale: f.word("satisfaction-scale-", one.said.scale.code()),
                words: one.words.as_ref()?.as_str().to_owned(),
            })
        })
        .collect();
    // In an order that tells neither when nor by which channel it was said.
    said.sort_by(|one, other| one.words.cmp(&other.words));
    let page = MonthPage {
        whole: told
            .whole
            .count
            .map(|count| f.t1("satisfaction-count", "count", count)),
        bars: bars(f, &told),
        table: (told.whole.count != Some(0)).then(|| table(f, &told)),
        hides: told.hides(),
        words: said,
        tells: exchange.may_open("/avis"),
        month,
        f,
    };
    exchange.page(&page)
}

/// The scale as bars; none where a part of it may not be told.
fn bars(f: &Frame, told: &Figures) -> Option<Bars> {
    let parts = told.whole.parts.first()?.iter().copied();
    let parts = parts.collect::<Option<Vec<u32>>>()?;
    let words = Scale::ALL
        .iter()
        .map(|one| f.word("satisfaction-short-", one.code()));
    let any = parts.iter().any(|count| *count > 0);
    any.then(|| Bars::new(f.t("satisfaction-month-title"), words.zip(parts)))
}

fn table(f: &Frame, told: &Figures) -> Table {
    let mut table = Table::new(f, f.t("satisfaction-by-channel"))
        .column("satisfaction-channel")
        .number("satisfaction-all");
    for scale in Scale::ALL {
        table = table.head(f.word("satisfaction-short-", scale.code()), true);
    }
    for line in &told.channels {
        table = table.row(row(f.word("satisfaction-channel-", &line.code), line));
    }
    table.row(row(f.t("satisfaction-whole"), &told.whole))
}

fn row(said: String, line: &Line) -> Row {
    let cell =
        |count: Option<u32>| count.map_or("•".to_owned(), |count| show::number(count.into()));
    let parts = line.parts.iter().flatten();
    parts.fold(Row::new().cell(said).cell(cell(line.count)), |row, part| {
        row.cell(cell(*part))
    })
}
