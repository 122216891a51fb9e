//! That a service or another centre takes over all that is followed in a sealed file: by a note on paper, put into the hands
//! of somebody who is named.
//!
//! The file itself does not go: who receives the note has no key of it, and may have no computer. Never: two takings over of
//! one file at once; words that name whom it is about where that was not agreed to.

use super::confide::{ConfideForm, names};
use super::facts::Referral;
use super::{State, Words};
use crate::casework::consent::Gate;
use crate::refusal::{Refusal, Refusals};
use crate::registry::PersonView;
use crate::text;
use minicbor::{Decode, Encode};

/// What goes with it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct TakeOver {
    /// Into whose hands the note is put: a name and what they are there.
    #[n(0)]
    pub receiver: Words,
    /// What must be known to go on.
    #[n(1)]
    pub known: Words,
}

/// What was typed of it; nothing when the service is asked for no more than its own part.
///
/// # Errors
/// `referral-over-waiting` when the file is in other hands or waits to be; at `receiver`, `known` what is missing, and
/// `referral-names` at `known`.
pub(super) fn asked(
    form: &ConfideForm,
    (person, gate): (&PersonView, &Gate<'_>),
    handed: bool,
) -> Result<Option<TakeOver>, Refusals> {
    if !form.takes_over {
        return Ok(None);
    }
    let mut wrong = Refusals::new();
    if handed {
        wrong.push(Refusal::whole("referral-over-waiting"));
    }
    let receiver = wrong.take(text::required("receiver", &form.receiver));
    let known = wrong.take(text::required_words("known", &form.known));
    if names(person, gate, &known) {
        wrong.push(Refusal::at("known", "referral-names"));
    }
    wrong.or(Some(TakeOver {
        receiver: Words::new(receiver),
        known: Words::new(known),
    }))
}

impl Referral {
    /// Whether the service has taken over all that is followed.
    pub fn is_taken_over(&self) -> bool {
        self.sent.takes_over.is_some() && matches!(self.state(), State::Received | State::Served)
    }

    /// Whether it has, or is still asked to.
    pub fn hands_over(&self) -> bool {
        self.is_taken_over() || (self.sent.takes_over.is_some() && self.state() == State::Sent)
    }
}
