//! What the pages of group activities share: the activity of an address, how it is said in words.

use akwaba_domain::activity::{Activity, Plan, Stage};
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_store::{Tx, entity};

pub(super) use crate::pages::here::{allow, centre, here, may};

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::casework::shared::load as load_case;
use crate::pages::reception::{centre_code, numbered};
use crate::parts::{Tag, Tone};
use crate::problem::Problem;

/// An activity and its state.
pub(super) type Known = (Activity, State);

/// Reads an activity.
pub(super) fn load(tx: &mut dyn Tx, scope: ScopeId, id: EntityId) -> Result<Known, Problem> {
    let state = entity::load(tx, scope, id)?;
    let activity = Activity::of(id, &state).ok_or(Problem::NotFound)?;
    Ok((activity, state))
}

/// The activity of the address.
pub(super) fn opened(exchange: &Exchange<'_, '_>) -> Result<Activity, Problem> {
    let (scope, id) = (here(exchange), exchange.id("id")?);
    let (activity, _) = exchange.read(|tx| load(tx, scope, id))?;
    Ok(activity)
}

/// The number of a case, as papers write it.
pub(super) fn case_number(
    tx: &mut dyn Tx,
    scope: ScopeId,
    centre: CentreId,
    case: EntityId,
) -> Result<String, Problem> {
    let known = load_case(tx, scope, case)?;
    Ok(numbered(known.case.number, &centre_code(tx, centre)?))
}

/// The address of an activity.
pub(super) fn path(id: EntityId) -> String {
    format!("/activites/{id}")
}

/// The theme, in the words of who planned it where the list has none.
pub(super) fn theme(f: &Frame, plan: &Plan) -> String {
    match &plan.theme_words {
        Some(words) => words.as_str().to_owned(),
        None => f.word("activity-theme-", plan.theme.code()),
    }
}

/// Where it is held.
pub(super) fn place(f: &Frame, plan: &Plan) -> String {
    let place = f.word("activity-place-", plan.place.code());
    match &plan.place_words {
        Some(words) => format!("{place}, {}", words.as_str()),
        None => place,
    }
}

/// Where it stands, in a word with its shape; `late` when its day is past and nobody counted.
pub(super) fn stage(f: &Frame, stage: Stage, late: bool) -> Tag {
    match stage {
        Stage::Planned if late => Tag::new(Tone::Attention, f.t("activity-to-count")),
        Stage::Planned => Tag::new(Tone::Info, f.t("activity-stage-prevue")),
        Stage::Held => Tag::new(Tone::Good, f.t("activity-stage-tenue")),
        Stage::Cancelled => Tag::new(Tone::Calm, f.t("activity-stage-annulee")),
    }
}

/// The day typed in three boxes, as one text; empty when all are.
pub(super) fn day(exchange: &Exchange<'_, '_>) -> String {
    let parts = ["day_day", "day_month", "day_year"].map(|name| exchange.form.get(name));
    if parts.iter().all(|part| part.is_empty()) {
        String::new()
    } else {
        parts.join("/")
    }
}
