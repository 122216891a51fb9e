//! What fills a large centre beside its cases: visits at the counter, and follow-ups done step by step.

use crate::casework::{FOLLOW_UP, followed};
use crate::centre::{COUNTER, Centre, within, writing};
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::reception::intake::Typed;
use akwaba_domain::reception::number::{day_entity, year_entity};
use akwaba_domain::reception::visit::{self, Counters, Wanted};
use akwaba_domain::reception::{Book, Moment};
use akwaba_domain::{Ctx, ctx};
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use akwaba_store::entity;
use anyhow::{Context, Result, anyhow};
use jiff::{SignedDuration, Timestamp};

/// Visits written in one transaction.
const BATCH: usize = 250;
/// Steps done in each follow-up.
const STEPS: usize = 24;
/// Hours from one to the next.
const STEP_HOURS: i64 = 20;

/// Does the steps of a case that is followed up; nothing for a case under another procedure.
pub fn follow(
    centre: &mut Centre,
    procedure: &str,
    (worker, case, opened): (usize, EntityId, Timestamp),
    last_day: Timestamp,
) -> Result<()> {
    if procedure != FOLLOW_UP {
        return Ok(());
    }
    let mut steps = followed(opened, STEPS, STEP_HOURS)?;
    steps.retain(|(_, at, _)| *at < last_day);
    centre.work(worker, case, &steps)
}

/// Receives so many people over a span of days, every fourth of them new; the last visit.
pub fn visits(
    centre: &mut Centre,
    count: usize,
    (begun, over): (Timestamp, Timestamp),
) -> Result<EntityId> {
    let part = over.duration_since(begun) / i32::try_from(count)?;
    let mut last = None;
    for first in (0..count).step_by(BATCH) {
        last = batch(centre, first..(first + BATCH).min(count), |turn| {
            begun + part * i32::try_from(turn).unwrap_or(1)
        })?
        .or(last);
    }
    last.context("a visit")
}

fn batch(
    centre: &mut Centre,
    turns: std::ops::Range<usize>,
    when: impl Fn(usize) -> Timestamp,
) -> Result<Option<EntityId>> {
    let receive: Allowed<act::VisitReceive> = centre.allow(COUNTER)?;
    let handle: Allowed<act::VisitHandle> = centre.allow(COUNTER)?;
    let (scope, id, chance) = (centre.scope(), centre.id, &mut centre.chance);
    within(&centre.store, |tx| {
        let mut last = None;
        for turn in turns.clone() {
            let now = when(turn);
            let typed = Typed {
                sex: if turn % 3 == 0 { "m" } else { "f" },
                age: if turn % 5 == 0 { "" } else { "34" },
                demands: vec![if turn % 2 == 0 { "aide" } else { "conseil" }],
                known: if turn % 4 == 0 { "nouveau" } else { "connu" },
                ..Typed::default()
            };
            let arrival = typed
                .read(Moment::of(now))
                .map_err(|no| anyhow!("{no:?}"))?;
            let day = akwaba_domain::reception::Day::of(now);
            let year = entity::load(tx, scope, year_entity(id, ctx::day_of(now).year()))?;
            let state = entity::load(tx, scope, day_entity(id, day))?;
            let counters = Counters {
                book: Book::MAIN,
                year: &year,
                day: &state,
            };
            let mut ctx = Ctx { now, chance };
            let visit = ctx.fresh();
            let (received, drafts) = visit::receive(&mut ctx, &receive, visit, &counters, &arrival);
            append(tx, &mut writing(chance, now), drafts)?;
            let now = now + SignedDuration::from_mins(40);
            let state = entity::load(tx, scope, received.visit)?;
            let ctx = Ctx { now, chance };
            let left = visit::step(&ctx, &handle, received.visit, &state, Wanted::Left);
            let drafts = left.map_err(|no| anyhow!("{no:?}"))?;
            append(tx, &mut writing(chance, now), drafts)?;
            last = Some(received.visit);
        }
        Ok(last)
    })
}
