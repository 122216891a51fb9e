//! Counting who came, box by box, with the total of the door beside it; and correcting that.

use akwaba_domain::activity::{Activity, HeldForm, Stage, hold as decide};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_store::append;
use askama::Template;

use super::boxes::{self, Boxes};
use super::shared::{allow, day, here, load, opened, path, theme};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::reception::ctx;
use crate::parts::Fields;
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "activity/hold.html")]
struct HoldPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    about: String,
    boxes: Boxes,
    corrects: bool,
    back: String,
}

fn typed(exchange: &Exchange<'_, '_>) -> HeldForm {
    let get = |name: &str| exchange.form.get(name).to_owned();
    HeldForm {
        boxes: boxes::typed(&exchange.form),
        day: day(exchange),
        minutes: get("minutes"),
        total: get("total"),
        disabled: get("disabled"),
        came_to_talk: get("came-to-talk"),
        words: get("words"),
        correction: get("correction"),
    }
}

/// The count as the form shows it: what was written, or the day that was planned.
fn shown(activity: &Activity) -> Form {
    let date = activity.day().date();
    let form = Form::new()
        .with("day_day", date.day().to_string())
        .with("day_month", date.month().to_string())
        .with("day_year", date.year().to_string());
    let Some(held) = activity.outcome() else {
        return form;
    };
    let optional = |number: u32| match number {
        0 => String::new(),
        number => number.to_string(),
    };
    let words = held.words.as_ref();
    let form = form
        .with(
            "minutes",
            held.minutes.map_or_else(String::new, |m| m.to_string()),
        )
        .with("total", held.counts.total().to_string())
        .with("disabled", optional(held.disabled))
        .with("came-to-talk", optional(held.came_to_talk))
        .with("words", words.map_or("", |words| words.as_str()));
    boxes::with(form, &held.counts)
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let activity = opened(exchange)?;
    page(exchange, &activity, None)
}

/// Writes who came.
pub(super) fn hold(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ActivityRecord>(exchange)?;
    let activity = opened(exchange)?;
    let (scope, now) = (here(exchange), exchange.call.now);
    let form = typed(exchange);
    let written = exchange.write(|tx, writing| {
        let (known, state) = load(tx, scope, activity.id)?;
        let drafts = decide(&ctx(now, writing), &allowed, (&known, &state), &form)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(activity.id), Flash::good("activity-said-held")),
        Err(Problem::Refused(refusals)) => page(exchange, &activity, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    activity: &Activity,
    refused: Option<&Refusals>,
) -> Answer {
    if refused.is_none() && activity.stage() == Stage::Cancelled {
        return Err(Problem::NotFound);
    }
    let mut frame = exchange.frame("activity-hold-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, shown(activity)),
    };
    let f = &frame;
    let page = HoldPage {
        about: format!(
            "{} · {} · {}",
            f.word("activity-kind-", activity.plan.kind.code()),
            theme(f, &activity.plan),
            show::civil(activity.day().date())
        ),
        boxes: Boxes::of(f, "activity-by-age", &form),
        corrects: activity.outcome().is_some(),
        back: path(activity.id),
        form: &form,
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
