//! Persons at high risk whom no open case follows: told to who followed them and to who directs until
//! there is a next action, a lower risk, or a word on what protects them. Nothing here dismisses it.

use akwaba_domain::casework::{severity, step, time};
use akwaba_store::projections::casework::{Seat, left_at_risk};

use super::agenda_rows::TaskRow;
use super::shared::{Names, case_path, centre, here, moment, now, risk};
use super::together::Together;
use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::reception::{centre_code, numbered};
use crate::parts::{Notice, Tone};
use crate::problem::Problem;

/// The lines of *Aujourd'hui*.
pub(super) fn rows(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    seat: Seat,
) -> Result<Vec<TaskRow>, Problem> {
    let (scope, centre) = (here(exchange), centre(exchange));
    exchange.read(|tx| {
        let left = left_at_risk(tx, scope, seat)?;
        let names = Names::of(tx, scope, f, left.iter().filter_map(|one| one.subject))?;
        let code = centre_code(tx, centre)?;
        let row = |one: &akwaba_store::projections::casework::Left| {
            let number = f.t1("casework-number", "number", numbered(one.number, &code));
            let over = moment(f, time::civil(one.over_micros));
            let over = f.t1("casework-over-at", "when", over);
            TaskRow {
                path: Some(case_path(one.case)),
                label: names.name(f, one.subject),
                meta: [number, over].join(" · "),
                tags: risk(f, severity::HIGH).into_iter().collect(),
                urgent: true,
            }
        };
        Ok(left.iter().map(row).collect())
    })
}

/// The same on the page of the case.
pub(super) fn notice(exchange: &Exchange<'_, '_>, f: &Frame, all: &Together) -> Option<Notice> {
    let case = &all.own.case;
    let told = case.risks().last().copied()?;
    let now = now(exchange);
    let over = |known: &super::shared::Known| {
        let standing = step::standing(&known.case, &known.edition, now);
        standing.over.is_some()
    };
    let later = |known: &super::shared::Known| {
        let last = known.case.risks().last().copied();
        last.is_some_and(|last| last.at_micros > told.at_micros)
    };
    let settled = case.protected_micros.is_some_and(|at| at >= told.at_micros);
    let left = told.level == severity::HIGH
        && !settled
        && over(&all.own)
        && all.others.iter().all(|other| over(other) && !later(other));
    left.then(|| {
        let (title, text) = (f.t("follow-left-label"), f.t("follow-left-text"));
        Notice::new(Tone::Danger, title, text)
    })
}
