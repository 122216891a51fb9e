//! Writing a proposal: beginning from the version in use, changing the text, sending it for visas,
//! giving it up.

use super::facts::{ABANDONED, Abandoned, Asked, SUBMITTED, Submitted, VISA};
use super::workbook::{TEXT_CHARS_MAX, examine, renumbered};
use super::{MINISTRIES_MIN, Proposal, Stage, Versions, draft};
use crate::casework::Why;
use crate::casework::edition::{Edition, ProcedureRef};
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use akwaba_procedures::diff;

/// Begins a proposal from a version: its text, under the next number.
///
/// # Errors
/// `proposal-not-current` when another version is in use, `proposal-reason-missing` at `reason`.
pub fn begin(
    allowed: &Allowed<act::ManualPropose>,
    id: EntityId,
    (base, base_text): (&ProcedureRef, &str),
    versions: &Versions,
    typed: &str,
) -> Result<Drafts, Refusals> {
    current(base, versions)?;
    let reason = text::words("reason", typed)?
        .map(Why::new)
        .ok_or_else(|| Refusal::at("reason", "proposal-reason-missing"))?;
    let centre = allowed.centre();
    let empty = State::default();
    let act = Acting::on(&empty)
        .set("centre", &centre)
        .set("base", base)
        .set("text", &renumbered(base_text, versions.next()))
        .set("reason", &reason)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(draft(centre, id, act));
    Ok(drafts)
}

/// Changes the text. It may still have errors: they are shown, and it cannot be sent.
///
/// # Errors
/// `proposal-not-author`, `proposal-closed` while it is read by others or when it is over; at `text`:
/// `text-missing`, `text-too-long`, `text-control`.
pub fn revise(
    allowed: &Allowed<act::ManualPropose>,
    (proposal, state): (&Proposal, &State),
    typed: &str,
) -> Result<Drafts, Refusals> {
    own(allowed, proposal)?;
    if !proposal.stage().is_open() {
        return Err(Refusal::whole("proposal-closed").into());
    }
    let text = typed.replace("\r\n", "\n");
    let text = text.trim();
    let written = text.chars().count();
    if text.is_empty() {
        return Err(Refusal::at("text", "text-missing").into());
    }
    if written > TEXT_CHARS_MAX {
        return Err(Refusal::at("text", "text-too-long")
            .with("max", TEXT_CHARS_MAX)
            .with("written", written)
            .into());
    }
    if text
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        return Err(Refusal::at("text", "text-control").into());
    }
    let act = Acting::on(state)
        .set("text", &format!("{text}\n"))
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(draft(proposal.centre, proposal.id, act));
    }
    Ok(drafts)
}

/// What a submission is judged against.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// What all procedures share.
    pub shared: Option<&'a str>,
    /// The version from which it starts.
    pub base: &'a Edition,
    /// What is published.
    pub versions: &'a Versions,
    /// Whether somebody of the regional supervision has an account here, suspended or not: to suspend it spares no visa.
    pub region: bool,
}

/// Sends the text for the visas of the ministries, sealed, with the note that everyone concerned will
/// have to read.
///
/// # Errors
/// `proposal-not-author`, `proposal-closed`, `proposal-not-current`, `proposal-text-wrong` when the
/// workbook has errors, `proposal-code` when it is of another procedure, `proposal-number` when it
/// does not bear the next number, `proposal-unchanged`, `proposal-ministries` when the manual does
/// not name two; `proposal-note-missing` at `note`.
pub fn submit(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ManualPropose>,
    (proposal, state): (&Proposal, &State),
    ground: &Ground<'_>,
    typed: &str,
) -> Result<Drafts, Refusals> {
    own(allowed, proposal)?;
    if !proposal.stage().is_open() {
        return Err(Refusal::whole("proposal-closed").into());
    }
    current(&proposal.base, ground.versions)?;
    let named = sound(proposal, ground)?;
    let ministries = ground.base.manual.as_ref();
    let ministries = ministries.map_or_else(Vec::new, |manual| manual.ministries.clone());
    if ministries.len() < MINISTRIES_MIN {
        return Err(Refusal::whole("proposal-ministries").into());
    }
    let note = text::words("note", typed)?
        .map(Why::new)
        .ok_or_else(|| Refusal::at("note", "proposal-note-missing"))?;
    let submitted = Submitted {
        text: proposal.text.clone(),
        base: proposal.base.clone(),
        named,
        note,
        ministries,
        at_micros: ctx.now.as_microsecond(),
        alone: (!ground.region).then_some(true),
    };
    let seal = submitted.seal();
    let mut acting = Acting::on(state);
    acting.fact(SUBMITTED, &submitted);
    for (place, _) in (0_u16..).zip(&submitted.ministries) {
        acting.ask(VISA, &Asked { seal, place });
    }
    let mut drafts = Drafts::under(allowed);
    drafts.push(draft(proposal.centre, proposal.id, acting.done(None, None)));
    Ok(drafts)
}

/// The version that a text will be, when nothing refuses it.
fn sound(proposal: &Proposal, ground: &Ground<'_>) -> Result<ProcedureRef, Refusal> {
    let examined = examine(&proposal.text, ground.shared);
    let errors = examined.errors();
    let procedure = examined.procedure.filter(|_| errors == 0);
    let procedure = procedure
        .ok_or_else(|| Refusal::whole("proposal-text-wrong").with("count", errors.max(1)))?;
    let base = &ground.base.procedure;
    if procedure.code != base.code {
        return Err(Refusal::whole("proposal-code").with("code", &base.code));
    }
    let next = ground.versions.next();
    if procedure.version != next {
        return Err(Refusal::whole("proposal-number")
            .with("next", next)
            .with("written", procedure.version));
    }
    if diff::procedures(base, &procedure).is_empty() {
        return Err(Refusal::whole("proposal-unchanged"));
    }
    Ok(ProcedureRef {
        code: procedure.code,
        version: next,
        layer: 0,
    })
}

/// Gives a proposal up: its author, or who directs the centre.
///
/// # Errors
/// `proposal-over` when it is published or given up, `proposal-not-author`,
/// `proposal-reason-missing` at `reason`.
pub fn abandon(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ManualPropose>,
    (proposal, state): (&Proposal, &State),
    directs: bool,
    typed: &str,
) -> Result<Drafts, Refusals> {
    if proposal.stage().is_over() {
        return Err(Refusal::whole("proposal-over").into());
    }
    if !directs {
        own(allowed, proposal)?;
    }
    let reason = text::words("reason", typed)?
        .map(Why::new)
        .ok_or_else(|| Refusal::at("reason", "proposal-reason-missing"))?;
    let fact = Abandoned {
        reason,
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(ABANDONED, &fact).done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(draft(proposal.centre, proposal.id, act));
    Ok(drafts)
}

fn own(allowed: &Allowed<act::ManualPropose>, proposal: &Proposal) -> Result<(), Refusal> {
    if proposal.author == allowed.actor() {
        Ok(())
    } else {
        Err(Refusal::whole("proposal-not-author"))
    }
}

/// Whether a change may still start from that version.
pub(super) fn current(base: &ProcedureRef, versions: &Versions) -> Result<(), Refusal> {
    if versions.may_start(base) {
        Ok(())
    } else {
        Err(Refusal::whole("proposal-not-current")
            .with("base", base.version)
            .with("version", versions.start()))
    }
}

/// Whether a proposal may be answered or published now.
pub(super) fn waits(proposal: &Proposal, stage: Stage) -> Result<(), Refusal> {
    if proposal.stage() == stage {
        Ok(())
    } else {
        Err(Refusal::whole("proposal-elsewhere"))
    }
}
