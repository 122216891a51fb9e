//! What others wait for, on *Aujourd'hui*: decisions of conferences and their minutes, notes of other
//! centres that ask this one to take over, answers that came to one's own.

use akwaba_domain::casework::conference::conferences;
use akwaba_domain::casework::time;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::casework::{Seat, Task, tasks};
use akwaba_store::projections::transfer::asked_of;
use jiff::civil::Time;

use super::agenda_rows::TaskRow;
use super::shared::{Known, Names, case_path, centre, due, here, late_by, load, now};
use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::parts::{Tag, Tone};
use crate::problem::Problem;

/// Lines shown of each kind.
const LINES_MAX: u32 = 60;
const WEEK_MICROS: i64 = 7 * 24 * 3600 * 1_000_000;

/// The lines of *Aujourd'hui*.
pub(super) fn rows(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    seat: Seat,
) -> Result<Vec<TaskRow>, Problem> {
    let mut rows = decisions(exchange, f, seat)?;
    if seat == Seat::Centre && exchange.may_open("/transferts") {
        let centre = centre(exchange);
        let asked = exchange.read(|tx| Ok(asked_of(tx, centre)?))?;
        let waiting = asked.iter().filter(|(_, reply)| reply.is_none());
        rows.extend(waiting.map(|(transfer, _)| TaskRow {
            path: Some(format!("/transferts/{}", transfer.id)),
            label: f.t("team-transfer-asked"),
            meta: format!("{} · {}", transfer.note.from_name, transfer.note.number),
            tags: vec![Tag::new(Tone::Info, f.t("team-transfer-waits"))],
            urgent: false,
        }));
    }
    Ok(rows)
}

/// The decisions and minutes due within a week.
fn decisions(exchange: &Exchange<'_, '_>, f: &Frame, seat: Seat) -> Result<Vec<TaskRow>, Problem> {
    let (scope, centre, now) = (here(exchange), centre(exchange), now(exchange));
    let day_end = now.date().to_datetime(Time::constant(23, 59, 59, 0));
    let until = time::micros(day_end).saturating_add(WEEK_MICROS);
    exchange.read(|tx| {
        let code = centre_code(tx, centre)?;
        let found = tasks(tx, scope, seat, until, LINES_MAX)?;
        let staff = Staff::of(tx, centre, found.iter().map(|task| task.holder))?;
        let mut rows = Vec::with_capacity(found.len());
        for task in found {
            let known = load(tx, scope, task.case)?;
            let record = known.case.subject.record();
            let names = Names::of(tx, scope, f, record)?;
            let deadline = time::civil(task.due_micros);
            let late = (now > deadline).then(|| now.duration_since(deadline));
            let number = numbered(known.case.number, &code);
            let mut meta = vec![
                names.name(f, record),
                f.t1("casework-number", "number", number),
                due(f, deadline),
            ];
            if seat == Seat::Centre {
                meta.push(staff.name(task.holder).to_owned());
            }
            rows.push(TaskRow {
                path: Some(path(task.case, &task)),
                label: label(f, &known, &task),
                meta: meta.join(" · "),
                tags: late
                    .map(|late| Tag::new(Tone::Attention, late_by(f, late)))
                    .into_iter()
                    .collect(),
                urgent: late.is_some(),
            });
        }
        Ok(rows)
    })
}

fn path(case: EntityId, task: &Task) -> String {
    format!("{}/reunions/{}", case_path(case), task.name)
}

fn label(f: &Frame, known: &Known, task: &Task) -> String {
    let all = conferences(&known.state);
    let minutes = all.iter().find(|one| one.name == task.name);
    let minutes = minutes.and_then(|one| one.minutes.as_ref());
    let decision = task
        .decision
        .zip(minutes)
        .and_then(|(place, minutes)| minutes.decisions.get(place));
    decision.map_or_else(
        || f.t("team-minutes-due"),
        |(decision, _)| decision.what.as_str().to_owned(),
    )
}
