//! How a procedure is followed in this centre: a period beside the one before, the hardest steps first.
//!
//! Never: a name, a case, a worker.

use akwaba_domain::casework::ProcedureRef;
use akwaba_domain::casework::conformity::{Conformity, Counts, Period};
use akwaba_domain::centre::settings;
use akwaba_domain::policy::{self, Action, Target, Verdict};
use akwaba_domain::scope;
use akwaba_journal::id::CentreId;
use akwaba_store::projections::casework::{count_conformity, edition, in_use, versions};
use akwaba_store::{Tx, entity};
use askama::Template;
use jiff::ToSpan;
use jiff::civil::{DateTime, Time};
use std::collections::BTreeSet;

use super::manual::version_path;
use super::shared::{centre, now};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Empty, Row, Table};
use crate::problem::Problem;
use crate::show;

/// The periods offered, in days.
pub(super) const PERIODS: [i64; 3] = [30, 90, 365];

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
    /// The other centres of which the reader may see the same.
    others: Vec<(String, String)>,
}

/// The address for a procedure.
pub(super) fn path(code: &str) -> String {
    format!("/conformite/{code}")
}

/// The address of this centre beside another.
fn beside_path(code: &str, other: CentreId, days: i64) -> String {
    format!("{}/avec/{other}?jours={days}", path(code))
}

/// The period asked for, in days; the shortest offered for anything else.
pub(super) fn days(exchange: &Exchange<'_, '_>) -> i64 {
    let asked = exchange.form.get("jours").parse().unwrap_or(0);
    let known = PERIODS.into_iter().find(|days| *days == asked);
    known.unwrap_or(PERIODS[0])
}

/// The counting of a procedure in a centre.
pub(super) struct Counted {
    pub(super) conformity: Conformity,
    /// The version whose steps are counted.
    pub(super) newest: ProcedureRef,
    pub(super) title: String,
}

/// Counts a procedure in a centre over the days up to now; nothing where it is not published.
pub(super) fn count(
    tx: &mut dyn Tx,
    centre: CentreId,
    code: &str,
    now: DateTime,
    days: i64,
) -> Result<Option<Counted>, Problem> {
    let (period, before) = periods(now, days);
    let all = versions(tx, centre, code)?;
    let Some(newest) = in_use(&all).or(all.first()) else {
        return Ok(None);
    };
    let current = edition(tx, centre, &newest.named)?.ok_or(Problem::NotFound)?;
    let mut conformity = Conformity::of(&current, period, before);
    count_conformity(tx, centre, code, &mut conformity, now)?;
    Ok(Some(Counted {
        conformity,
        newest: newest.named.clone(),
        title: format!("{} {}", newest.named.code, newest.title),
    }))
}

/// Whether the reader may see how procedures are followed in a centre.
pub(super) fn may_see(exchange: &Exchange<'_, '_>, centre: CentreId) -> Result<bool, Problem> {
    let (actor, target) = (exchange.actor()?, Target::of(centre));
    Ok(policy::decide(actor, Action::ConformitySee, &target) == Verdict::Granted)
}

/// The name of a centre, as its own settings have it.
pub(super) fn centre_name(tx: &mut dyn Tx, centre: CentreId) -> Result<String, Problem> {
    let state = entity::load(tx, scope::office(centre), settings::entity(centre))?;
    Ok(settings::read(&state).name)
}

/// The other centres of the reader's reach in which they may see it, and of which something is kept here.
fn others(
    exchange: &Exchange<'_, '_>,
    tx: &mut dyn Tx,
    code: &str,
) -> Result<Vec<(CentreId, String)>, Problem> {
    let here = centre(exchange);
    let grants = &exchange.actor()?.grants;
    let reach: BTreeSet<CentreId> = grants
        .iter()
        .flat_map(|grant| grant.reach.centres())
        .collect();
    let mut found = Vec::new();
    for other in reach {
        if other != here && may_see(exchange, other)? && !versions(tx, other, code)?.is_empty() {
            let name = centre_name(tx, other)?;
            found.push((
                other,
                if name.is_empty() {
                    other.to_string()
                } else {
                    name
                },
            ));
        }
    }
    found.sort_by(|(_, one), (_, two)| one.cmp(two));
    Ok(found)
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, now) = (centre(exchange), now(exchange));
    let code = exchange.param("code").to_owned();
    let days = days(exchange);
    let (period, _) = periods(now, days);
    let (counted, others) = exchange.read(|tx| {
        let counted = count(tx, centre, &code, now, days)?.ok_or(Problem::NotFound)?;
        Ok::<_, Problem>((counted, others(exchange, tx, &code)?))
    })?;
    let conformity = &counted.conformity;
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
        heading: counted.title.clone(),
        tabs: tabs.into(),
        about: f.tn("conformity-about", args),
        table: table(f, conformity),
        empty: nothing.then(|| Empty::new(f, "conformity-none", "conformity-none-text")),
        manual: version_path(&counted.newest),
        others: others
            .into_iter()
            .map(|(id, name)| (beside_path(&code, id, days), name))
            .collect(),
    };
    exchange.page(&page)
}

/// The days up to today, today included, and as many before them.
pub(super) fn periods(now: DateTime, days: i64) -> (Period, Period) {
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

/// The share done in time, in words; a dash when nothing was to be done.
pub(super) fn share(f: &Frame, counts: Counts) -> String {
    counts.percent().map_or_else(
        || "–".to_owned(),
        |percent| f.t1("conformity-percent", "percent", percent),
    )
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
    for step in conformity.hard_first() {
        table = table.row(
            Row::new()
                .cell(format!("{}. {} · {}", step.order, step.label, step.role))
                .cell(step.now.in_time.to_string())
                .cell(step.now.late.to_string())
                .cell(step.now.left.to_string())
                .cell(step.now.overdue.to_string())
                .cell(share(f, step.now))
                .cell(share(f, step.before)),
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
