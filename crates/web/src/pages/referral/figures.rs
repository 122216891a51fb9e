//! What became of referrals, by service: how many came back, how fast, and what came between.

use akwaba_domain::referral::{Obstacle, State};
use akwaba_journal::id::EntityId;
use akwaba_store::projections::directory::labels;
use akwaba_store::projections::referral::{Count, counts};
use askama::Template;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::{centre, here};
use crate::parts::{Empty, Html, Pager, Progress, Row, Table};
use crate::problem::Problem;

const DAY_MICROS: i64 = 24 * 3600 * 1_000_000;
/// Services on one page.
const SERVICES_MAX: usize = 50;
/// The period looked at, in days: a year.
const PERIOD_DAYS: i64 = 365;

#[derive(Template)]
#[template(path = "referral/figures.html")]
struct FiguresPage<'a> {
    f: &'a Frame,
    services: Table,
    reasons: Option<Table>,
    pager: Pager,
    empty: Option<Empty>,
}

/// What became of the referrals to one service. What was called back was never made.
#[derive(Default)]
struct Sum {
    sent: u64,
    closed: u64,
    served: u64,
    lost: u64,
    micros: i64,
}

impl Sum {
    fn add(&mut self, count: &Count) {
        if count.state == State::Recalled {
            return;
        }
        self.sent += count.count;
        if count.state.closes() {
            self.closed += count.count;
            self.micros += count.micros;
        }
        match count.state {
            State::Served => self.served += count.count,
            State::Lost => self.lost += count.count,
            _ => {}
        }
    }

    /// Days until the answer, on average.
    fn days(&self) -> Option<i64> {
        let closed = i64::try_from(self.closed)
            .ok()
            .filter(|closed| *closed > 0)?;
        Some(self.micros / closed / DAY_MICROS)
    }
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (here, centre) = (here(exchange), centre(exchange));
    let from = exchange.call.now.as_microsecond() - PERIOD_DAYS * DAY_MICROS;
    let frame = exchange.frame("referral-figures-title");
    let f = &frame;
    let mut sums: BTreeMap<EntityId, Sum> = BTreeMap::new();
    let mut reasons: BTreeMap<Obstacle, u64> = BTreeMap::new();
    let (found, names) =
        exchange.read(|tx| Ok::<_, Problem>((counts(tx, here, from)?, labels(tx, centre)?)))?;
    for count in &found {
        sums.entry(count.service).or_default().add(count);
        if let Some(obstacle) = count.obstacle {
            *reasons.entry(obstacle).or_default() += count.count;
        }
    }
    sums.retain(|_, sum| sum.sent > 0);
    let mut sums: Vec<(EntityId, Sum)> = sums.into_iter().collect();
    // Those who are asked most come first: what is mended there helps most.
    sums.sort_by_key(|(_, sum)| Reverse(sum.sent));
    let page: usize = exchange.form.get("page").parse().unwrap_or(0);
    let skip = page.saturating_mul(SERVICES_MAX);
    let more = sums.len() > skip.saturating_add(SERVICES_MAX);
    let sees = exchange.may_open("/references");
    let mut table = Table::new(f, f.t("referral-figures-caption"))
        .column("referral-service")
        .number("referral-sent-count")
        .column("referral-closed-rate")
        .number("referral-served-count")
        .number("referral-lost-count")
        .number("referral-days");
    for (service, sum) in sums.iter().skip(skip).take(SERVICES_MAX) {
        let name = names.get(service).cloned();
        let name = name.unwrap_or_else(|| f.t("referral-service-gone"));
        let name = match sees {
            true => Html::link(&format!("/references?service={service}"), &name),
            false => Html::text(&name),
        };
        let bar = Progress::new(f, f.t("referral-closed-rate"), sum.closed, sum.sent);
        let days = sum
            .days()
            .map_or_else(|| "–".to_owned(), |days| days.to_string());
        table = table.row(
            Row::new()
                .cell(name)
                .cell(sum.sent.to_string())
                .cell(Html::of(&bar))
                .cell(sum.served.to_string())
                .cell(sum.lost.to_string())
                .cell(days),
        );
    }
    let failed: u64 = reasons.values().sum();
    let mut why = Table::new(f, f.t("referral-reasons-caption"))
        .column("referral-obstacle")
        .column("referral-reasons-share");
    for (obstacle, count) in &reasons {
        let bar = Progress::new(f, f.t("referral-reasons-share"), *count, failed);
        why = why.row(
            Row::new()
                .cell(f.word("referral-obstacle-", obstacle.code()))
                .cell(Html::of(&bar)),
        );
    }
    let at = |page: usize| format!("/references/chiffres?page={page}");
    let page = FiguresPage {
        f,
        pager: Pager::new(
            f,
            page.checked_sub(1).map(at),
            more.then(|| at(page.saturating_add(1))),
        ),
        empty: table
            .is_empty()
            .then(|| Empty::new(f, "referral-none", "referral-figures-none-text")),
        services: table,
        reasons: (!why.is_empty()).then_some(why),
    };
    exchange.page(&page)
}
