//! Giving a visa on a proposal, for one of the ministries, or sending it back with a reason.

use super::facts::Said;
use super::write::{current, waits};
use super::{Line, Proposal, Stage, Submission, Versions, Visa, draft};
use crate::casework::Why;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::state::State;

/// A ruling as its form was sent.
#[derive(Debug, Clone, Default)]
pub struct RulingForm {
    /// The seal of what the reader saw.
    pub seal: String,
    /// Whether the visa is given.
    pub granted: bool,
    /// `ministry`: the place of the ministry for which it is given.
    pub ministry: String,
    /// `reason`: needed to send back.
    pub reason: String,
}

/// Gives a visa or sends the proposal back.
///
/// # Errors
/// `proposal-elsewhere` when it waits for no visa, `proposal-visa-own` for who has answered or wrote
/// it, `proposal-visa-changed` when the reader saw something else; to give it: `proposal-not-current`,
/// `proposal-ministry` at `ministry`, `proposal-visa-region` when it would be the last and none came
/// from outside the centre; to send back: `proposal-reason-missing` at `reason`.
pub fn rule(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ProposalApprove>,
    line: Line,
    (proposal, state): (&Proposal, &State),
    versions: &Versions,
    form: &RulingForm,
) -> Result<Drafts, Refusals> {
    waits(proposal, Stage::Awaiting)?;
    let submission = proposal
        .asks(allowed.actor())
        .ok_or_else(|| Refusal::whole("proposal-visa-own"))?;
    if submission.seal.to_string() != form.seal {
        return Err(Refusal::whole("proposal-visa-changed").into());
    }
    let reason = text::words("reason", &form.reason)?.map(Why::new);
    let visa = if form.granted {
        current(&proposal.base, versions)?;
        chosen(submission, line, &form.ministry)?
    } else if reason.is_none() {
        return Err(Refusal::at("reason", "proposal-reason-missing").into());
    } else {
        let open = submission.visas.iter().find(|visa| visa.ruling.is_none());
        open.ok_or_else(|| Refusal::whole("proposal-elsewhere"))?
    };
    let said = Said {
        seal: submission.seal,
        line,
        reason,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state)
        .rule(visa.tag, form.granted, &said)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(draft(proposal.centre, proposal.id, act));
    Ok(drafts)
}

/// The visa of the ministry that was chosen, when this person may give it.
fn chosen<'s>(submission: &'s Submission, line: Line, ministry: &str) -> Result<&'s Visa, Refusal> {
    let place: Option<usize> = ministry.trim().parse().ok();
    let visa = place
        .and_then(|place| submission.visas.get(place))
        .filter(|visa| visa.ruling.is_none())
        .ok_or_else(|| Refusal::at("ministry", "proposal-ministry"))?;
    let open = submission.visas.iter().filter(|visa| visa.ruling.is_none());
    if open.count() == 1 && line != Line::Region && !submission.has_outside() {
        return Err(Refusal::whole("proposal-visa-region"));
    }
    Ok(visa)
}
