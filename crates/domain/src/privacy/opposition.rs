//! What somebody has opposed and it was granted: it stands until they say that it may be done again.
//!
//! Owns what stops and the end of it. Never: a silent exception. Whoever is stopped by it is told so, and what to do.

use super::Words;
use super::request::{Request, TOLD, Use, Wish, both};
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::reception::Day;
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::state::State;

const LIFTED: &str = "lifted";

impl Use {
    /// Those that keep somebody out of every list that leaves the centre: being named there, and being studied there one by one.
    pub const LEAVING: [Self; 2] = [Self::Lists, Self::Studies];
}

/// Since when what was opposed may be done again.
pub(super) fn lifted(state: &State) -> Option<Day> {
    let lifted = state.facts::<Day>(LIFTED).into_iter().next();
    lifted.map(|(_, day)| day)
}

impl Request {
    /// What must not be done now, because of this request.
    pub fn stops(&self) -> &[Use] {
        let standing = self
            .answer
            .as_ref()
            .filter(|answer| self.wish == Wish::Oppose && answer.grants() && self.lifted.is_none());
        standing.map_or(&[], |answer| answer.stops.as_slice())
    }
}

/// Writes that the person does not oppose it any more.
///
/// # Errors
/// `privacy-not-opposed` for a request that stops nothing; `text-missing` at `words`.
pub fn lift(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::RequestAnswer>,
    (request, state): (&Request, &State),
    words: &str,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    if request.stops().is_empty() {
        wrong.push(Refusal::whole("privacy-not-opposed"));
    }
    let words = wrong.take(text::required_words("words", words));
    wrong.or(())?;
    let open = Acting::on(state)
        .fact(LIFTED, &Day::of(ctx.now))
        .done(None, None);
    let told = Acting::on(state)
        .fact(TOLD, &Words::new(words))
        .done(None, None);
    Ok(both(allowed, (request.id, request.person), open, told))
}
