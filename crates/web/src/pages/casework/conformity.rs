//! How a procedure is followed in this centre: a period beside the one before, the hardest steps first.
//!
//! Never: a name, a case, a worker.

use akwaba_domain::casework::conformity::{Conformity, Counts, Period};
use akwaba_domain::casework::{Case, step};
use akwaba_store::entity;
use akwaba_store::projections::casework::{cases_of_procedure, edition, versions};
use askama::Template;
use jiff::ToSpan;
use jiff::civil::{DateTime, Time};

use super::manual::version_path;
use super::shared::{centre, here, now};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Empty, Row, Table};
use crate::problem::Problem;
use crate::show;

/// The periods offered, in days.
const PERIODS: [i64; 3] = [30, 90, 365];

#[derive(Template)]
#[template(path = "casework/conformity.html")]
struct ConformityPage<'a> {
    f: &'a Frame,
    heading: String,
    tabs: Vec<(String, String, bool)>,
    about: String,
    table: Table,
    empty: Option<Empty>,
    manual: String,
}

/// The address for a procedure.
pub(super) fn path(code: &str) -> String {
    format!("/conformite/{code}")
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, here, now) = (centre(exchange), here(exchange), now(exchange));
    let code = exchange.param("code").to_owned();
    let asked = exchange.form.get("jours").parse().unwrap_or(0);
    let days = PERIODS
        .into_iter()
        .find(|days| *days == asked)
        .unwrap_or(PERIODS[0]);
    let (period, before) = periods(now, days);
    let (conformity, newest, title) = exchange.read(|tx| {
        let all = versions(tx, centre, &code)?;
        let newest = all.first().ok_or(Problem::NotFound)?;
        let current = edition(tx, centre, &newest.named)?.ok_or(Problem::NotFound)?;
        let mut conformity = Conformity::of(&current, period, before);
        for line in cases_of_procedure(tx, here, &code)? {
            let state = entity::load(tx, here, line.case)?;
            let (Some(case), Some(edition)) = (
                Case::of(line.case, &state),
                edition(tx, centre, &line.procedure)?,
            ) else {
                // A case that was forgotten counts no more.
                continue;
            };
            conformity.count(&step::standing(&case, &edition, now));
        }
        let title = format!("{} {}", newest.named.code, newest.title);
        Ok::<_, Problem>((conformity, newest.named.clone(), title))
    })?;
    let frame = exchange.frame("conformity-title");
    let f = &frame;
    let tabs = PERIODS.map(|offered| {
        let label = f.t1("conformity-days", "days", offered);
        let path = format!("{}?jours={offered}", path(&code));
        (path, label, offered == days)
    });
    let day = |moment: DateTime| show::civil(moment.date());
    let args = [
        ("from", day(period.from).into()),
        ("to", day(now).into()),
        ("cases", conformity.cases().into()),
    ];
    let nothing = conformity.cases() == 0;
    let page = ConformityPage {
        f,
        heading: title,
        tabs: tabs.into(),
        about: f.tn("conformity-about", args),
        table: table(f, &conformity),
        empty: nothing.then(|| Empty::new(f, "conformity-none", "conformity-none-text")),
        manual: version_path(&newest),
    };
    exchange.page(&page)
}

/// The days up to today, today included, and as many before them.
fn periods(now: DateTime, days: i64) -> (Period, Period) {
    let back = |to: DateTime| to.saturating_sub(days.days());
    let to = now
        .date()
        .to_datetime(Time::midnight())
        .saturating_add(1.day());
    let from = back(to);
    let period = Period { from, to };
    let before = Period {
        from: back(from),
        to: from,
    };
    (period, before)
}

fn table(f: &Frame, conformity: &Conformity) -> Table {
    let mut table = Table::new(f, f.t("conformity-caption"))
        .column("conformity-step")
        .number("conformity-in-time")
        .number("conformity-late")
        .number("conformity-left")
        .number("conformity-overdue")
        .number("conformity-share")
        .number("conformity-share-before");
    let share = |counts: Counts| {
        let percent = counts.percent();
        percent.map_or_else(
            || "–".to_owned(),
            |percent| f.t1("conformity-percent", "percent", percent),
        )
    };
    for step in conformity.hard_first() {
        table = table.row(
            Row::new()
                .cell(format!("{}. {} · {}", step.order, step.label, step.role))
                .cell(step.now.in_time.to_string())
                .cell(step.now.late.to_string())
                .cell(step.now.left.to_string())
                .cell(step.now.overdue.to_string())
                .cell(share(step.now))
                .cell(share(step.before)),
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::tests::{FREE, get, open, place, text, worker};
    use crate::http::Status;
    use akwaba_domain::actor::Role;

    #[test]
    fn what_was_done_is_counted_by_step_for_who_directs_and_names_nobody() {
        let desk = worker();
        let director = desk.beside(2, Role::Director);
        assert!(text(&director, "/conformite/P99").contains("Rien à compter"));
        let step = open(&desk);
        place(&desk.send(&step, FREE));
        let page = text(&director, "/conformite/P99?jours=90");
        assert!(
            page.contains("1 dossier") && page.contains("100 %"),
            "{page}"
        );
        assert!(page.contains("Recevoir la demande"));
        assert!(!page.contains("Affoué"));
        assert!(text(&director, "/manuel/P99/1").contains("/conformite/P99"));
    }

    #[test]
    fn a_worker_does_not_see_how_a_procedure_is_followed_and_an_unknown_one_is_not_found() {
        let desk = worker();
        assert_eq!(get(&desk, "/conformite/P99").status, Status::Forbidden);
        assert!(!text(&desk, "/manuel/P99/1").contains("/conformite/"));
        let director = desk.beside(2, Role::Director);
        assert_eq!(get(&director, "/conformite/P77").status, Status::NotFound);
    }
}
