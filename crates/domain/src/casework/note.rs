//! Notes on a case: what somebody saw, heard or thought, with author and time.
//!
//! A note is never changed nor taken away: what was wrong is corrected by another note that names
//! it. Never: a deadline, a decision, a step; those are the procedure's.

use super::Why;
use super::case::Case;
use super::facts::{NOTED, Noted};
use super::open::entry;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::act::Act;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;

pub use super::noted::Note;

/// Writes a note, which corrects the one named by `corrects` unless that is empty. A case that is
/// over takes notes too: the truth about it can come late.
///
/// # Errors
/// `casework-note-missing`, `text-too-long` or `text-control` at `note`; `casework-note-unknown`
/// where the note to correct is not of this case, `casework-note-corrected` where another note
/// corrected it meanwhile.
pub fn write(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseNote>,
    (case, state): (&Case, &State),
    typed: &str,
    corrects: &str,
) -> Result<Drafts, Refusals> {
    let act = act(ctx, (case, state), typed, corrects, None)?;
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), case.id, case.subject, act));
    Ok(drafts)
}

/// The act that writes a note; `tutor` is whose intern writes it.
pub(super) fn act(
    ctx: &Ctx<'_>,
    (case, state): (&Case, &State),
    typed: &str,
    corrects: &str,
    tutor: Option<ActorId>,
) -> Result<Act, Refusals> {
    let words = text::words("note", typed)?
        .map(Why::new)
        .ok_or_else(|| Refusal::at("note", "casework-note-missing"))?;
    let corrects = match corrects.trim() {
        "" => None,
        name if case.notes.iter().all(|note| note.name != name) => {
            return Err(Refusal::whole("casework-note-unknown").into());
        }
        name if case.correction(name).is_some() => {
            return Err(Refusal::whole("casework-note-corrected").into());
        }
        name => Some(name.to_owned()),
    };
    let noted = Noted {
        words,
        corrects,
        at_micros: ctx.now.as_microsecond(),
        tutor,
    };
    Ok(Acting::on(state).fact(NOTED, &noted).done(None, None))
}
