//! Those who are likely entitled and not served, by need, with what stands in the way.

use akwaba_domain::complementarity::Need;
use akwaba_domain::registry::Day;
use akwaba_store::projections::complementarity::{barriers, counts};
use askama::Template;

use super::home::broken;
use super::shared::{opposed, unserved};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::here;
use crate::parts::{Empty, Html, Notice, Pager, Row, Table};
use crate::problem::Problem;
use crate::show as said;

/// Lines of one page.
const LINES_MAX: u32 = 25;

#[derive(Template)]
#[template(path = "complementarity/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    tabs: Vec<(String, String, bool)>,
    table: Table,
    empty: Option<Empty>,
    barriers: Option<Table>,
    broken: Option<Notice>,
    pager: Pager,
    export: bool,
    /// How many are in no list because they oppose it; empty for nobody.
    opposed: String,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let scope = here(exchange);
    let today = Day::new(akwaba_domain::ctx::day_of(exchange.call.now));
    let lacks = || {
        Need::ALL
            .into_iter()
            .filter(|need| matches!(need, Need::Lack(_)))
    };
    let asked = Need::from_code(exchange.form.get("besoin"));
    let first = || lacks().next().ok_or(Problem::NotFound);
    let need = match asked.filter(|need| matches!(need, Need::Lack(_))) {
        Some(need) => need,
        None => first()?,
    };
    let page: u32 = exchange.form.get("page").parse().unwrap_or(1).max(1);
    let skip = (page - 1).saturating_mul(LINES_MAX);
    let frame = exchange.frame("complementarity-list-title");
    let f = &frame;
    let (lines, counted, in_the_way, opposed) = exchange.read(|tx| {
        let (kept_in, opposed) = opposed(tx, scope, f)?;
        let lines = unserved(tx, f, (scope, today), need, (skip, LINES_MAX), &kept_in)?;
        Ok::<_, Problem>((lines, counts(tx, scope)?, barriers(tx, scope)?, opposed))
    })?;
    let count = |need: Need| {
        let own = counted.iter().find(|(of, _)| of == need.code());
        own.map_or(0, |(_, count)| *count)
    };
    let tabs = lacks().map(|of| {
        let area = f.word("bilan-area-", of.code());
        let label = format!("{area} ({})", count(of));
        (
            format!("/complementarite?besoin={}", of.code()),
            label,
            of == need,
        )
    });
    let mut table = Table::new(f, f.t("complementarity-list-title"))
        .quiet()
        .column("complementarity-person")
        .column("complementarity-why-entitled")
        .column("complementarity-answer")
        .column("complementarity-barrier");
    for line in &lines {
        let name = Html::link(&format!("/personnes/{}", line.person), &line.name);
        let why = match line.why.is_empty() {
            true => f.t("complementarity-no-rule"),
            false => line.why.join(" "),
        };
        let answer = match line.household {
            Some(home) if line.answered.is_empty() && !line.why.is_empty() => Html::button(
                &format!("/menages/{home}/complementarite"),
                &f.t("complementarity-to-answer"),
            ),
            _ => Html::text(&line.answered),
        };
        let row = Row::new().cell(name).cell(why).cell(answer);
        table = table.row(row.cell(line.barrier.as_str()));
    }
    let mut in_way = Table::new(f, f.t("complementarity-barriers"))
        .column("complementarity-need")
        .column("complementarity-barrier")
        .number("complementarity-count");
    for (need, barrier, count) in &in_the_way {
        let need = match need.as_str() {
            "P18" => f.t("complementarity-survey"),
            need => f.word("bilan-area-", need),
        };
        let count = said::number(i64::try_from(*count).unwrap_or(i64::MAX));
        in_way = in_way.row(
            Row::new()
                .cell(need)
                .cell(f.word("complementarity-barrier-", barrier.code()))
                .cell(count),
        );
    }
    let at = |page: u32| format!("/complementarite?besoin={}&page={page}", need.code());
    let more = u64::from(skip) + u64::from(LINES_MAX) < count(need);
    let page = ListPage {
        tabs: tabs.collect(),
        empty: lines
            .is_empty()
            .then(|| Empty::new(f, "complementarity-nobody", "complementarity-nobody-text")),
        table,
        barriers: (!in_the_way.is_empty()).then_some(in_way),
        broken: broken(f),
        pager: Pager::new(
            f,
            (page > 1).then(|| at(page - 1)),
            more.then(|| at(page + 1)),
        ),
        export: exchange.may_open("/listes"),
        opposed,
        f,
    };
    exchange.page(&page)
}
