//! Naming who was there, where they agree; and what is begun after it.

use super::facts::{FOLLOWED, NAMED};
use super::plan::one;
use super::{ACTIVITY, Activity, Followed, VERSION};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::PersonView;
use crate::scope;
use akwaba_journal::act::Act;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;

/// Names somebody of the registry who was there. `agrees`: they were asked and said yes.
///
/// # Errors
/// `activity-name-delicate` where the theme could hurt them; `activity-name-not-held` before it was
/// held; `activity-name-consent` at `agrees`; `activity-name-twice`; `activity-name-more` when as many
/// are named as were counted; `activity-name-dead`.
pub fn name(
    allowed: &Allowed<act::ActivityRecord>,
    (activity, state): (&Activity, &State),
    person: &PersonView,
    agrees: bool,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    if activity.plan.theme.is_delicate() {
        wrong.push(Refusal::whole("activity-name-delicate"));
    }
    match activity.outcome() {
        None => wrong.push(Refusal::whole("activity-name-not-held")),
        Some(held) => {
            let counted = usize::try_from(held.counts.total()).unwrap_or(usize::MAX);
            if activity.named.len() >= counted {
                wrong.push(Refusal::whole("activity-name-more").with("counted", counted));
            }
        }
    }
    if activity.named.iter().any(|named| named.person == person.id) {
        wrong.push(Refusal::whole("activity-name-twice"));
    }
    if person.death.shown().is_some() {
        wrong.push(Refusal::whole("activity-name-dead"));
    }
    if !agrees {
        wrong.push(Refusal::at("agrees", "activity-name-consent"));
    }
    wrong.or(())?;
    let act = Acting::on(state).add(NAMED, &person.id).done(None, None);
    Ok(of_person(allowed, activity, person.id, act))
}

/// Takes a name off again: whoever agreed may change their mind.
pub fn unname(
    allowed: &Allowed<act::ActivityRecord>,
    (activity, state): (&Activity, &State),
    person: EntityId,
) -> Drafts {
    let own = activity.named.iter().filter(|named| named.person == person);
    let tags = own.map(|named| named.tag).collect();
    let act = Acting::on(state).remove(NAMED, tags).done(None, None);
    of_person(allowed, activity, person, act)
}

/// Writes that a case was begun after an activity.
pub fn follow(
    allowed: &Allowed<act::ActivityRecord>,
    (activity, state): (&Activity, &State),
    case: EntityId,
) -> Drafts {
    let known = activity
        .followed
        .iter()
        .any(|followed| followed.case == case);
    let mut acting = Acting::on(state);
    if !known {
        acting.fact(FOLLOWED, &Followed { case });
    }
    one(allowed, activity, acting.done(None, None))
}

/// An entry about somebody, under their key: who is forgotten is no longer named here.
fn of_person(
    allowed: &Allowed<act::ActivityRecord>,
    activity: &Activity,
    person: EntityId,
    act: Act,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(Draft {
            scope: scope::registry(allowed.centre()),
            entity: activity.id,
            kind: ACTIVITY,
            version: VERSION,
            act,
            secrecy: Secrecy::Keyed(person),
        });
    }
    drafts
}
