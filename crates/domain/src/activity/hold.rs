//! Writing how an activity went: who came, counted; and correcting that count.

use super::count::whole;
use super::facts::HELD;
use super::plan::one;
use super::{Activity, Counts, Held, Stage, Words};
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::reception::Day;
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::state::State;
use jiff::Span;

/// How it went, as typed; each field is named as in the form.
#[derive(Debug, Clone, Default)]
pub struct HeldForm {
    /// The boxes of the count, by [`super::field`].
    pub boxes: Vec<(String, String)>,
    /// `day`.
    pub day: String,
    /// `minutes`.
    pub minutes: String,
    /// `total`: everybody, as counted at the door.
    pub total: String,
    /// `disabled`.
    pub disabled: String,
    /// `came-to-talk`.
    pub came_to_talk: String,
    /// `words`.
    pub words: String,
    /// `correction`: why, when it was written before.
    pub correction: String,
}

/// Writes that an activity was held, and who came; or corrects what was written.
///
/// # Errors
/// `activity-count`, `activity-count-large` at a number; `activity-total-missing` and
/// `activity-total-differs` at `total` when the boxes do not add up to it; `activity-part` at `disabled` or
/// `came-to-talk` when they are more than came; `activity-fewer-than-named` at `total`;
/// `activity-held-ahead`, `activity-held-far` at `day`; `activity-cancelled` when it was called off;
/// `activity-correction-missing` at `correction` when a count is corrected.
pub fn hold(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ActivityRecord>,
    (activity, state): (&Activity, &State),
    form: &HeldForm,
) -> Result<Drafts, Refusals> {
    if activity.stage() == Stage::Cancelled {
        return Err(Refusal::whole("activity-cancelled").into());
    }
    let mut wrong = Refusals::new();
    let typed = |name: &str| {
        let own = form.boxes.iter().find(|(known, _)| known == name);
        own.map_or_else(String::new, |(_, value)| value.clone())
    };
    let counts = Counts::parse(typed);
    let boxes_read = counts.is_ok();
    let counts = wrong.take_all(counts);
    let day = wrong.take(day(&form.day, activity, Day::of(ctx.now)).map(Some));
    let minutes = wrong.take(minutes(&form.minutes));
    let total = wrong.take(whole_total(&form.total).map(Some));
    if let Some(total) = total.filter(|_| boxes_read) {
        let sum = counts.total();
        if total != sum {
            let refusal = Refusal::at("total", "activity-total-differs");
            wrong.push(refusal.with("sum", sum).with("total", total));
        }
        let named = u32::try_from(activity.named.len()).unwrap_or(u32::MAX);
        if sum < named {
            wrong.push(Refusal::at("total", "activity-fewer-than-named").with("named", named));
        }
    }
    let mut part = |name, typed: &str| {
        let number = wrong.take(whole(name, typed).map(Option::unwrap_or_default));
        if boxes_read && number > counts.total() {
            wrong.push(Refusal::at(name, "activity-part").with("total", counts.total()));
        }
        number
    };
    let disabled = part("disabled", &form.disabled);
    let came_to_talk = part("came-to-talk", &form.came_to_talk);
    let words = wrong
        .take(text::words("words", &form.words))
        .map(Words::new);
    let correction = wrong.take(text::words("correction", &form.correction));
    if activity.outcome().is_some() && correction.is_none() {
        wrong.push(Refusal::at("correction", "activity-correction-missing"));
    }
    let held = Held {
        day: day.unwrap_or(activity.plan.day),
        minutes,
        counts,
        disabled,
        came_to_talk,
        words,
        correction: correction.map(Words::new),
        at_micros: ctx.now.as_microsecond(),
    };
    wrong.or(())?;
    let act = Acting::on(state).fact(HELD, &held).done(None, None);
    Ok(one(allowed, activity, act))
}

fn whole_total(typed: &str) -> Result<u32, Refusal> {
    // Fourteen boxes together may hold more than one of them may.
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Err(Refusal::at("total", "activity-total-missing"));
    }
    let read = digits.bytes().all(|byte| byte.is_ascii_digit());
    let read = if read { digits.parse().ok() } else { None };
    read.ok_or_else(|| Refusal::at("total", "activity-count"))
}

/// Minutes, from five to a working day.
fn minutes(typed: &str) -> Result<Option<u32>, Refusal> {
    match whole("minutes", typed)? {
        Some(minutes) if !(5..=600).contains(&minutes) => {
            Err(Refusal::at("minutes", "activity-minutes"))
        }
        minutes => Ok(minutes),
    }
}

/// The day on which it was held: the planned one unless told.
fn day(typed: &str, activity: &Activity, today: Day) -> Result<Day, Refusal> {
    let day = Day::typed("day", typed)?.unwrap_or(activity.plan.day);
    if day > today {
        return Err(Refusal::at("day", "activity-held-ahead"));
    }
    if day.date() < today.date().saturating_sub(Span::new().years(2)) {
        return Err(Refusal::at("day", "activity-held-far"));
    }
    Ok(day)
}
