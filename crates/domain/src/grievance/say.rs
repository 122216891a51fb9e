//! Saying a complaint.

use super::appeal::fact;
use super::{About, Channel, GrievanceWords, Mailbox, Whom};
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::reception::Day;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::choice;
use crate::text;
use akwaba_journal::holder::PublicKeys;
use akwaba_journal::id::EntityId;
use minicbor::{Decode, Encode};

pub(super) const SAID: &str = "said";

/// What a form sends.
#[derive(Debug, Clone, Default)]
pub struct GrievanceForm {
    /// `channel`: a code of [`Channel`].
    pub channel: String,
    /// `about`: a code of [`About`].
    pub about: String,
    /// `whom`: a code of [`Whom`].
    pub whom: String,
    /// `words`.
    pub words: String,
    /// `contact`: how to reach the person without danger, where they want it.
    pub contact: String,
}

/// What was said.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Said {
    /// How it came.
    #[n(0)]
    pub channel: Channel,
    /// What it is about.
    #[n(1)]
    pub about: About,
    /// Whom it is about.
    #[n(2)]
    pub whom: Whom,
    /// In the person's words.
    #[n(3)]
    pub words: GrievanceWords,
    /// How to reach them without danger.
    #[n(4)]
    pub contact: Option<GrievanceWords>,
    /// On which day.
    #[n(5)]
    pub day: Day,
    /// The public halves of the keys that the receipt gives again.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub receipt: Vec<u8>,
}

/// Reads the form. `receipt` are the public keys that the receipt stands for.
///
/// # Errors
/// All the refusals, by field.
pub fn read(form: &GrievanceForm, day: Day, receipt: &PublicKeys) -> Result<Said, Refusals> {
    let mut wrong = Refusals::new();
    let channel = wrong.take(choice("channel", &form.channel, Channel::from_code));
    let about = wrong.take(choice("about", &form.about, About::from_code));
    let whom = wrong.take(choice("whom", &form.whom, Whom::from_code));
    let words = wrong.take(text::required_words("words", &form.words));
    let contact = wrong.take(text::line("contact", &form.contact));
    for (field, missing) in [("about", about.is_none()), ("whom", whom.is_none())] {
        // A code that is not in the list was refused above.
        let typed = if field == "about" {
            &form.about
        } else {
            &form.whom
        };
        if missing && typed.trim().is_empty() {
            wrong.push(Refusal::at(field, "choice-missing"));
        }
    }
    let said = about.zip(whom).map(|(about, whom)| Said {
        channel: channel.unwrap_or(Channel::Page),
        about,
        whom,
        words: GrievanceWords::new(words),
        contact: contact.map(GrievanceWords::new),
        day,
        receipt: receipt.to_bytes().to_vec(),
    });
    match said {
        Some(said) => wrong.or(said),
        None => Err(wrong),
    }
}

/// The entries that keep it, inside its sealed file, with the mailbox to which its appeals will be sealed.
pub fn said(
    allowed: &Allowed<act::GrievanceSay>,
    id: EntityId,
    (said, mailbox): (&Said, &Mailbox),
) -> Drafts {
    let mut drafts = fact(allowed, id, SAID, said);
    drafts.join(mailbox.given(allowed, id));
    drafts
}
