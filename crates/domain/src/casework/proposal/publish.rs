//! Publishing a proposal that has its visas, as the next version of its procedure.

use super::facts::PUBLISHED;
use super::write::{current, waits};
use super::{Proposal, Stage, Versions, draft};
use crate::casework::edition::Edition;
use crate::casework::manual;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::state::State;

/// Publishes exactly what was visaed. The version before stays readable, and open cases stay under it.
/// `taken` is the state of the entity of the new version: empty, unless somebody was first.
///
/// # Errors
/// `proposal-elsewhere` when it has not its visas, `proposal-not-current` when another version came
/// meanwhile, `proposal-number-taken` when the number is used, `proposal-text-wrong` when what all
/// procedures share has changed so that it can no longer be read.
pub fn publish(
    allowed: &Allowed<act::ManualPublish>,
    (proposal, state): (&Proposal, &State),
    shared: Option<&str>,
    versions: &Versions,
    taken: &State,
) -> Result<Drafts, Refusals> {
    waits(proposal, Stage::Approved)?;
    let submission = proposal
        .submission()
        .ok_or_else(|| Refusal::whole("proposal-elsewhere"))?;
    current(&proposal.base, versions)?;
    let named = &submission.named;
    if taken.exists() || named.version != versions.next() {
        return Err(Refusal::whole("proposal-number-taken")
            .with("version", named.version)
            .into());
    }
    let edition = Edition::read(&submission.text, shared)
        .map_err(|findings| Refusal::whole("proposal-text-wrong").with("count", findings.len()))?;
    let mut drafts = Drafts::under(allowed);
    drafts.push(manual::version(
        proposal.centre,
        named,
        &edition.procedure.title,
        &submission.text,
        Some((&submission.note, proposal.id)),
    ));
    let act = Acting::on(state).fact(PUBLISHED, named).done(None, None);
    drafts.push(draft(proposal.centre, proposal.id, act));
    Ok(drafts)
}
