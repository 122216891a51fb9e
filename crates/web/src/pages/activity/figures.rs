//! What was held in a month and who came, by theme, sex and age band: counts of nobody.

use akwaba_domain::activity::{Counts, Figures, SEXES, Theme};
use akwaba_store::projections::activity::figures;
use askama::Template;

use super::shared::{centre, here};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::here::Month;
use crate::parts::{Row, Table};
use crate::show;

#[derive(Template)]
#[template(path = "activity/figures.html")]
struct FiguresPage<'a> {
    f: &'a Frame,
    month: Month,
    said: String,
    themes: Table,
    ages: Table,
    list: bool,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (scope, centre) = (here(exchange), centre(exchange));
    let frame = exchange.frame("activity-figures-title");
    let f = &frame;
    let month = Month::asked(exchange, f, "/activites/chiffres");
    let counted = exchange.read(|tx| Ok(figures(tx, (scope, centre), month.days())?))?;
    let [women, men] = SEXES.map(|sex| counted.people(None, sex, None));
    let args = [
        ("held", counted.activities().into()),
        ("people", (women + men).into()),
        ("women", women.into()),
        ("men", men.into()),
    ];
    let page = FiguresPage {
        said: f.tn("activity-figures-said", args),
        themes: themes(f, &counted),
        ages: ages(f, "activity-by-age", |sex, band| {
            counted.people(None, sex, Some(band))
        }),
        list: exchange.may_open("/activites"),
        month,
        f,
    };
    exchange.page(&page)
}

fn themes(f: &Frame, counted: &Figures) -> Table {
    let mut table = Table::new(f, f.t("activity-by-theme"))
        .column("activity-theme")
        .number("activity-held-count")
        .number("activity-women")
        .number("activity-men");
    for theme in Theme::ALL.iter().copied() {
        let own = counted.held.iter().filter(|(_, of, _)| *of == theme);
        let held: u32 = own.map(|(.., count)| count).sum();
        if held == 0 {
            continue;
        }
        let [women, men] = SEXES.map(|sex| counted.people(Some(theme), sex, None));
        table = table.row(
            Row::new()
                .cell(f.word("activity-theme-", theme.code()))
                .cell(show::number(held.into()))
                .cell(show::number(women.into()))
                .cell(show::number(men.into())),
        );
    }
    table
}

/// A table of who came, by age band and sex, with a line of totals.
pub(in crate::pages) fn ages(
    f: &Frame,
    caption: &str,
    count: impl Fn(
        akwaba_domain::registry::person::Sex,
        Option<akwaba_domain::reports::age::AgeBand>,
    ) -> u32,
) -> Table {
    let mut table = Table::new(f, f.t(caption))
        .column("activity-band")
        .number("activity-women")
        .number("activity-men");
    let bands: Vec<_> = Counts::boxes().map(|(_, band)| band).collect();
    let mut totals = [0_u32; 2];
    for band in bands.into_iter().take(Counts::BANDS) {
        let numbers = SEXES.map(|sex| count(sex, band));
        let mut row = Row::new().cell(band_said(f, band));
        for (total, number) in totals.iter_mut().zip(numbers) {
            *total += number;
            row = row.cell(show::number(number.into()));
        }
        table = table.row(row);
    }
    let mut row = Row::new().cell(f.t("activity-total"));
    for total in totals {
        row = row.cell(show::number(total.into()));
    }
    table.row(row)
}

/// An age band in words.
pub(super) fn band_said(f: &Frame, band: Option<akwaba_domain::reports::age::AgeBand>) -> String {
    match band {
        Some(band) => f.word("activity-age-", band.code()),
        None => f.t("activity-age-unknown"),
    }
}
