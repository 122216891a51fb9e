//! A case handed to another centre or service: the note that goes with the person's agreement, and the
//! answer.
//!
//! The note is kept in the scope of who hands over, as it was written; the answer of another centre in
//! that centre's own scope. Never: a note without the person's agreement, out of a sealed procedure,
//! or with more than what they accepted; a case closed because a note left.

use super::case::Case;
use super::edition::Edition;
use super::step::standing;
use super::time::civil;
use super::{TRANSFER, VERSION, Why};
use crate::ctx::Ctx;
use crate::draft::{Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::scope;
use crate::text;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use akwaba_procedures::workbook::Confidentiality;
use minicbor::{Decode, Encode};

const NOTE: &str = "note";
pub(super) const ANSWERED: &str = "answered";
pub(super) const TAKEN_BACK: &str = "taken-back";

coded! {
    /// How the person agreed that the note leaves.
    Consent {
        /// With their signature.
        0 Signed = "signature",
        /// With their thumb, after it was read to them.
        1 Thumb = "empreinte",
        /// By word of mouth, before a witness.
        2 Oral = "oral",
    }
}

coded! {
    /// What the person accepts that the note tells, beside why it is written.
    Part {
        /// Their needs and where each stands.
        0 Needs = "besoins",
        /// Their plan and its goals.
        1 Plan = "plan",
        /// How to reach them without harm.
        2 Contact = "contact",
    }
}

/// The note, as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Note {
    /// Out of which case.
    #[n(0)]
    pub case: EntityId,
    /// Its number, as printed.
    #[n(1)]
    pub number: String,
    /// The centre that hands over.
    #[n(2)]
    pub from: CentreId,
    /// Its name.
    #[n(3)]
    pub from_name: String,
    /// The centre that is asked, where it is one known here.
    #[n(4)]
    pub to: Option<CentreId>,
    /// Who is asked, in words.
    #[n(5)]
    pub to_name: String,
    /// Who the person is, as they are called.
    #[n(6)]
    pub person: Why,
    /// What must be known to go on without making them tell it again.
    #[n(7)]
    pub known: Why,
    /// What is asked.
    #[n(8)]
    pub asked: Why,
    /// What to take care of.
    #[n(9)]
    pub care: Option<Why>,
    /// What they accepted, as it stood: the part, and its lines.
    #[n(10)]
    pub parts: Vec<(Part, Why)>,
    /// How they agreed.
    #[n(11)]
    pub consent: Consent,
    /// Who witnessed it.
    #[n(12)]
    pub witness: Option<Why>,
    /// When, in microseconds since 1970.
    #[n(13)]
    pub at_micros: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct AnswerFact {
    #[n(0)]
    pub transfer: EntityId,
    #[n(1)]
    pub accepted: bool,
    #[n(2)]
    pub words: Option<Why>,
    #[n(3)]
    pub at_micros: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct TakenBack {
    #[n(0)]
    pub reason: Why,
    #[n(1)]
    pub at_micros: i64,
}

/// An answer to a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// To which note.
    pub transfer: EntityId,
    /// By whom: of the centre asked, or who entered what a service said.
    pub by: ActorId,
    /// Whether they take over.
    pub accepted: bool,
    /// In words; needed to refuse.
    pub words: Option<Why>,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
}

/// A case handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// Which.
    pub id: EntityId,
    /// By whom.
    pub by: ActorId,
    /// The note.
    pub note: Note,
    /// The answer that was entered where it was written, for who has no computer here.
    pub reply: Option<Reply>,
    /// Why it was taken back, and when.
    pub taken_back: Option<(Why, i64)>,
}

impl Transfer {
    /// The transfer of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (source, note) = state.facts::<Note>(NOTE).into_iter().next()?;
        let back = state.facts::<TakenBack>(TAKEN_BACK).into_iter().next();
        Some(Self {
            id,
            by: source.actor,
            note,
            reply: reply(state),
            taken_back: back.map(|(_, fact)| (fact.reason, fact.at_micros)),
        })
    }
}

/// The answer that a state holds.
pub fn reply(state: &State) -> Option<Reply> {
    let (source, fact) = state.facts::<AnswerFact>(ANSWERED).into_iter().next()?;
    Some(Reply {
        transfer: fact.transfer,
        by: source.actor,
        accepted: fact.accepted,
        words: fact.words,
        at_micros: fact.at_micros,
    })
}

/// A note as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct NoteForm {
    /// `known`.
    pub known: String,
    /// `asked`.
    pub asked: String,
    /// `care`.
    pub care: String,
    /// `consent`: a code of [`Consent`].
    pub consent: String,
    /// `witness`: needed but for a signature.
    pub witness: String,
    /// `to-words`: who is asked, where it is no centre known here.
    pub to_words: String,
}

/// What a note is made of, beside what is typed.
#[derive(Debug, Clone)]
pub struct Noted {
    /// The number of the case, as printed.
    pub number: String,
    /// The name of the centre that hands over.
    pub from_name: String,
    /// The centre asked, and its name.
    pub to: Option<(CentreId, String)>,
    /// Who the person is.
    pub person: String,
    /// What they accepted, as it stands.
    pub parts: Vec<(Part, String)>,
    /// Whether a note of this case waits for its answer.
    pub waits: bool,
}

/// Hands a case over.
///
/// # Errors
/// For the whole: `casework-over`, `casework-transfer-sealed` out of a sealed procedure,
/// `casework-transfer-waiting` while another note waits. At their fields: `text-missing` at `known`,
/// `asked`; `casework-transfer-consent` at `consent`; `casework-transfer-witness` at `witness`;
/// `casework-transfer-to` at `to-words`, `casework-transfer-here` at `to`.
pub fn hand(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::CaseTransfer>,
    case: &Case,
    edition: &Edition,
    noted: Noted,
    form: &NoteForm,
) -> Result<(EntityId, Drafts), Refusals> {
    if edition.procedure.confidentiality == Confidentiality::Sealed {
        return Err(Refusal::whole("casework-transfer-sealed").into());
    }
    if noted.waits {
        return Err(Refusal::whole("casework-transfer-waiting").into());
    }
    let stands = standing(case, edition, civil(ctx.now.as_microsecond()));
    if stands.over.is_some() {
        return Err(Refusal::whole("casework-over").into());
    }
    let mut wrong = Refusals::new();
    let known = wrong.take(text::required_words("known", &form.known));
    let asked = wrong.take(text::required_words("asked", &form.asked));
    let care = wrong.take(text::words("care", &form.care));
    let witness = wrong.take(text::line("witness", &form.witness));
    let to_words = wrong.take(text::line("to-words", &form.to_words));
    let consent = Consent::from_code(&form.consent);
    if matches!(consent, Some(Consent::Thumb | Consent::Oral)) && witness.is_none() {
        wrong.push(Refusal::at("witness", "casework-transfer-witness"));
    }
    let centre = allowed.centre();
    if noted.to.as_ref().is_some_and(|(to, _)| *to == centre) {
        wrong.push(Refusal::at("to", "casework-transfer-here"));
    }
    let to_name = match (&noted.to, to_words) {
        (Some((_, name)), _) => name.clone(),
        (None, Some(words)) => words,
        (None, None) => {
            wrong.push(Refusal::at("to-words", "casework-transfer-to"));
            String::new()
        }
    };
    let Some(consent) = consent else {
        wrong.push(Refusal::at("consent", "casework-transfer-consent"));
        return Err(wrong);
    };
    let parts = noted.parts.into_iter();
    let note = Note {
        case: case.id,
        number: noted.number,
        from: centre,
        from_name: noted.from_name,
        to: noted.to.map(|(to, _)| to),
        to_name,
        person: Why::new(noted.person),
        known: Why::new(known),
        asked: Why::new(asked),
        care: care.map(Why::new),
        parts: parts.map(|(part, lines)| (part, Why::new(lines))).collect(),
        consent,
        witness: witness.map(Why::new),
        at_micros: ctx.now.as_microsecond(),
    };
    let id = ctx.fresh();
    let mut drafts = Drafts::under(allowed);
    let key = case.subject.record().unwrap_or(case.id);
    drafts.push(draft_of(centre, id, &note, key));
    wrong.or((id, drafts))
}

/// The entry that writes a note, under the key of somebody.
pub(super) fn draft_of(centre: CentreId, id: EntityId, note: &Note, key: EntityId) -> Draft {
    let at = (scope::registry(centre), id);
    Draft::of_fact(at, (TRANSFER, VERSION), (NOTE, note), Secrecy::Keyed(key))
}
