//! The windows of sealed cases as lists show them: how long is left, the soonest over first, those that are
//! over said plainly.

use akwaba_domain::casework::incident::incidents;
use akwaba_domain::casework::window::{Left, Window, sort, windows};
use akwaba_store::projections::casework::{Which, cases};
use jiff::civil::DateTime;

use super::agenda_rows::{TaskRow, step_path};
use super::shared::{Known, Names, centre, here, load, moment, now};
use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::reception::{centre_code, numbered};
use crate::parts::{Tag, Tone};
use crate::problem::Problem;

/// Cases looked through: more than one person ever holds.
const CASES_MAX: u32 = 5_000;
const DAY_HOURS: u64 = 24;
/// Beyond so many days, hours say nothing more.
const HOURS_SHOWN_MAX: u64 = 7 * DAY_HOURS;

/// Those of one case.
pub(in crate::pages) fn of_case(f: &Frame, known: &Known, now: DateTime) -> Vec<TaskRow> {
    let all = read(known, now);
    all.iter().map(|one| row(f, known, one, now, "")).collect()
}

/// Those that press in all the cases of the vault that go on.
pub(super) fn today(exchange: &Exchange<'_, '_>, f: &Frame) -> Result<Vec<TaskRow>, Problem> {
    let (here, now) = (here(exchange), now(exchange));
    exchange.read(|tx| {
        let lines = cases(tx, here, Which::All, false, (0, CASES_MAX))?;
        let names = Names::of(tx, here, f, lines.iter().filter_map(|line| line.subject))?;
        let code = centre_code(tx, centre(exchange))?;
        let mut found: Vec<(Window, Known)> = Vec::new();
        for line in &lines {
            let known = load(tx, here, line.case)?;
            let pressing = read(&known, now)
                .into_iter()
                .filter(|one| one.is_pressing(now));
            for one in pressing.collect::<Vec<_>>() {
                found.push((one, load(tx, here, line.case)?));
            }
        }
        let mut order: Vec<Window> = found.iter().map(|(one, _)| one.clone()).collect();
        sort(&mut order, now);
        found.sort_by_key(|(one, _)| order.iter().position(|other| other == one));
        let rows = found.iter().map(|(one, known)| {
            let name = names.name(f, known.case.subject.record());
            let whose = format!("{name} · {}", numbered(known.case.number, &code));
            row(f, known, one, now, &whose)
        });
        Ok(rows.collect())
    })
}

fn read(known: &Known, now: DateTime) -> Vec<Window> {
    let incidents = incidents(&known.case, &known.state);
    windows(&known.case, &known.edition, &incidents, now)
}

fn row(f: &Frame, known: &Known, one: &Window, now: DateTime, whose: &str) -> TaskRow {
    let until = moment(f, one.ends);
    let mut meta = Vec::new();
    if !whose.is_empty() {
        meta.push(whose.to_owned());
    }
    let code = one.incident.as_ref();
    meta.extend(code.map(|code| f.t1("incident-window-of", "code", code.as_str())));
    meta.push(f.t1("incident-window-until", "when", until));
    if !one.source.is_empty() {
        meta.push(f.t1("incident-window-source", "source", one.source.as_str()));
    }
    TaskRow {
        path: Some(step_path(known.case.id, &one.step)),
        label: one.label.clone(),
        meta: meta.join(" · "),
        tags: vec![left(f, one, now)],
        urgent: !one.settled && matches!(one.left(now), Left::Running(_)),
    }
}

fn left(f: &Frame, one: &Window, now: DateTime) -> Tag {
    if one.settled {
        return Tag::new(Tone::Good, f.t("incident-window-settled"));
    }
    let (left, tone, by_hours, by_days) = match one.left(now) {
        Left::Running(left) => {
            let near = left.as_hours().unsigned_abs() < DAY_HOURS;
            let tone = if near { Tone::Danger } else { Tone::Attention };
            (
                left,
                tone,
                "incident-window-left-hours",
                "incident-window-left-days",
            )
        }
        Left::Passed(since) => (
            since,
            Tone::Calm,
            "incident-window-passed-hours",
            "incident-window-passed-days",
        ),
    };
    let hours = left.as_hours().unsigned_abs();
    let said = if hours > HOURS_SHOWN_MAX {
        f.t1(by_days, "count", hours / DAY_HOURS)
    } else {
        f.t1(by_hours, "count", hours)
    };
    Tag::new(tone, said)
}
