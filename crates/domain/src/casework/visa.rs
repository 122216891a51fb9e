//! Approving what somebody else submitted, or sending it back with a reason.
//!
//! Invariant: what is approved is what was submitted, by its seal; nobody approves their own work,
//! and one person gives one of several approvals only.

use super::Why;
use super::case::Case;
use super::edition::Edition;
use super::facts::Said;
use super::open::entry;
use super::submission::{AskedVisa, Submission};
use super::who::Hands;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;

/// A ruling as its form was sent.
#[derive(Debug, Clone, Default)]
pub struct RulingForm {
    /// The seal of what the reader saw.
    pub seal: String,
    /// Whether it is given.
    pub granted: bool,
    /// `reason`: needed to send back.
    pub reason: String,
}

/// The approval that somebody may give of a submission, if any.
pub fn own<'s>(
    edition: &Edition,
    hands: &Hands,
    who: ActorId,
    submission: &'s Submission,
) -> Option<&'s AskedVisa> {
    let ruled = |asked: &AskedVisa| asked.ruling.is_some_and(|(source, _)| source.actor == who);
    if submission.source.actor == who || !submission.is_open() || submission.asked.iter().any(ruled)
    {
        return None;
    }
    submission
        .asked
        .iter()
        .find(|asked| asked.ruling.is_none() && hands.may_approve(edition, &asked.roles))
}

/// Approves a submission or sends it back.
///
/// # Errors
/// `casework-visa-closed` when it was ruled on or the step is no longer open, `casework-visa-not-yours`
/// when it is asked of others, `casework-visa-changed` when the reader saw something else,
/// `casework-reason-missing` at `reason` to send back without one.
pub fn rule(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::StepApprove>,
    hands: &Hands,
    (case, state): (&Case, &State),
    edition: &Edition,
    submission: &str,
    form: &RulingForm,
) -> Result<Drafts, Refusals> {
    let submission = case
        .submission(submission)
        .filter(|submission| submission.is_open() && is_awaited(case, submission))
        .ok_or_else(|| Refusal::whole("casework-visa-closed"))?;
    let asked = own(edition, hands, allowed.actor(), submission)
        .ok_or_else(|| Refusal::whole("casework-visa-not-yours"))?;
    if submission.seal.to_string() != form.seal {
        return Err(Refusal::whole("casework-visa-changed").into());
    }
    let reason = text::words("reason", &form.reason)?.map(Why::new);
    if !form.granted && reason.is_none() {
        return Err(Refusal::at("reason", "casework-reason-missing").into());
    }
    let said = Said {
        seal: submission.seal,
        reason,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state)
        .rule(asked.tag, form.granted, &said)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    Ok(drafts)
}

/// Whether the case still waits for it: the step may have been left aside meanwhile.
fn is_awaited(case: &Case, submission: &Submission) -> bool {
    use akwaba_procedures::run::What;
    let after = case.course.events.iter().skip_while(|event| {
        !matches!(&event.what, What::Submitted { submission: name, .. } if *name == submission.name)
    });
    !after.skip(1).any(|event| match &event.what {
        What::Departed { step, .. } | What::Submitted { step, .. } => *step == submission.step,
        What::Moved { open, .. } => !open.contains(&submission.step),
        What::Closed { .. } => true,
        _ => false,
    })
}
