//! What a person asks about what is kept of them: to see it, to have it corrected, that something
//! stop, that it be destroyed.
//!
//! Invariant: no paper is ever needed to be recognised; a refusal has its reason; what was asked, when
//! and how it ended survives the person's file as dates and codes, the words go with the file.

use super::{REQUEST, VERSION, Words, opposition};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::reception::Day;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::{scope, text};
use akwaba_journal::act::Act;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use jiff::Span;
use minicbor::{Decode, Encode};

/// Days within which a request is answered. A proposal: no text in force was found that says so.
pub const DAYS: i32 = 30;

const RECEIVED: &str = "received";
const ANSWERED: &str = "answered";
pub(super) const TOLD: &str = "told";

coded! {
    /// What is asked.
    Wish {
        /// To know what is kept, and to take it away.
        0 Access = "access",
        /// That something wrong be corrected.
        1 Rectify = "rectify",
        /// That a use of it stop.
        2 Oppose = "oppose",
        /// That it be destroyed.
        3 Erase = "erase",
    }
}

coded! {
    /// How it came.
    Channel {
        /// At the centre, by word of mouth.
        0 Spoken = "spoken",
        /// In writing.
        1 Written = "written",
        /// By telephone.
        2 Phone = "phone",
        /// By somebody whom the person sent.
        3 Sent = "sent",
    }
}

coded! {
    /// How it is known that the request is the person's own. None of them needs a paper.
    Known {
        /// The worker knows the person.
        0 Worker = "worker",
        /// Two things that the person told and that the record holds.
        1 Told = "told",
        /// Somebody of the place, known to the centre, says so.
        2 Witness = "witness",
        /// A paper that the person wanted to show.
        3 Paper = "paper",
        /// Not yet: nothing is handed over until it is.
        4 NotYet = "not-yet",
    }
}

coded! {
    /// How it ended.
    Outcome {
        /// It was done.
        0 Granted = "granted",
        /// A part was.
        1 Partly = "partly",
        /// It was refused.
        2 Refused = "refused",
        /// The person did not want it any more.
        3 Withdrawn = "withdrawn",
    }
}

coded! {
    /// What must stop, where a person opposes it.
    Use {
        /// Telling partners, also with an old consent.
        0 Sharing = "sharing",
        /// Calls and messages.
        1 Contact = "contact",
        /// Being named in lists that leave the centre.
        2 Lists = "lists",
        /// Being counted in figures that leave, other than by number.
        3 Studies = "studies",
    }
}

/// The dates and codes of a request: nothing of the person but which record.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Received {
    #[n(0)]
    person: EntityId,
    #[n(1)]
    wish: Wish,
    #[n(2)]
    channel: Channel,
    #[n(3)]
    day: Day,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Answered {
    #[n(0)]
    outcome: Outcome,
    #[n(1)]
    known: Known,
    #[n(2)]
    day: Day,
    #[n(3)]
    stops: Vec<Use>,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Which.
    pub id: EntityId,
    /// Of which person.
    pub person: EntityId,
    /// What is asked.
    pub wish: Wish,
    /// How it came.
    pub channel: Channel,
    /// When.
    pub day: Day,
    /// Who received it.
    pub by: ActorId,
    /// In the words of the person; nothing once their file is destroyed.
    pub words: Words,
    /// How it ended.
    pub answer: Option<Answer>,
    /// Since when what was opposed may be done again.
    pub lifted: Option<Day>,
}

/// How a request ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// How.
    pub outcome: Outcome,
    /// How the person was known.
    pub known: Known,
    /// When.
    pub day: Day,
    /// What must stop.
    pub stops: Vec<Use>,
    /// Who answered.
    pub by: ActorId,
    /// What was answered; nothing once their file is destroyed.
    pub words: Words,
}

impl Answer {
    /// Whether all or a part of what was asked was granted.
    pub fn grants(&self) -> bool {
        matches!(self.outcome, Outcome::Granted | Outcome::Partly)
    }
}

impl Request {
    /// The request of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (source, received) = state.facts::<Received>(RECEIVED).into_iter().next()?;
        let answered = state.facts::<Answered>(ANSWERED).into_iter().next();
        // The words stand in the act of the same person after the dates: first what was asked.
        let mut told = state
            .facts::<Words>(TOLD)
            .into_iter()
            .map(|(_, words)| words);
        let words = told.next().unwrap_or_default();
        Some(Self {
            id,
            person: received.person,
            wish: received.wish,
            channel: received.channel,
            day: received.day,
            by: source.actor,
            words,
            answer: answered.map(|(source, answered)| Answer {
                outcome: answered.outcome,
                known: answered.known,
                day: answered.day,
                stops: answered.stops,
                by: source.actor,
                words: told.next().unwrap_or_default(),
            }),
            lifted: opposition::lifted(state),
        })
    }

    /// The last day on which it is answered in time.
    pub fn due(&self) -> Day {
        Day::on(self.day.date().saturating_add(Span::new().days(DAYS)))
    }
}

/// A request as it was typed.
#[derive(Debug, Clone, Default)]
pub struct RequestForm {
    /// `wish`: [`Wish::code`].
    pub wish: String,
    /// `channel`: [`Channel::code`].
    pub channel: String,
    /// `day`: the day on which it came; today when it is empty.
    pub day: String,
    /// `words`: what the person says.
    pub words: String,
}

/// Writes that a person asks something.
///
/// # Errors
/// `choice-missing` at `wish` or `channel`; those of the day; `text-missing` at `words`.
pub fn receive(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::RequestReceive>,
    person: EntityId,
    form: &RequestForm,
) -> Result<(EntityId, Drafts), Refusals> {
    let mut refusals = Refusals::new();
    let missing = |field: &'static str| Refusal::at(field, "choice-missing");
    let wish = refusals.take(choice(Wish::from_code(&form.wish), missing("wish")));
    let channel = refusals.take(choice(
        Channel::from_code(&form.channel),
        missing("channel"),
    ));
    let today = Day::of(ctx.now);
    let day = refusals
        .take(came(&form.day, today).map(Some))
        .unwrap_or(today);
    let words = refusals.take(text::required_words("words", &form.words));
    refusals.or(())?;
    let (Some(wish), Some(channel)) = (wish, channel) else {
        return Err(missing("wish").into());
    };
    let id = ctx.fresh();
    let received = Received {
        person,
        wish,
        channel,
        day,
    };
    let state = State::default();
    let open = Acting::on(&state)
        .fact(RECEIVED, &received)
        .done(None, None);
    let told = Acting::on(&state)
        .fact(TOLD, &Words::new(words))
        .done(None, None);
    Ok((id, both(allowed, (id, person), open, told)))
}

/// An answer as it was typed.
#[derive(Debug, Clone, Default)]
pub struct AnswerForm {
    /// `outcome`: [`Outcome::code`].
    pub outcome: String,
    /// `known`: [`Known::code`].
    pub known: String,
    /// `stops`: codes of [`Use`].
    pub stops: Vec<String>,
    /// `words`: what is answered, the reason of a refusal.
    pub words: String,
}

/// Answers a request.
///
/// # Errors
/// `privacy-answered`; `choice-missing` at `outcome` or `known`; `privacy-not-known` at `known` when
/// something is granted to somebody not recognised; `privacy-stops` at `stops` when an opposition is
/// granted without what must stop; `text-missing` at `words`.
pub fn answer(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::RequestAnswer>,
    (request, state): (&Request, &State),
    form: &AnswerForm,
) -> Result<Drafts, Refusals> {
    let mut refusals = Refusals::new();
    if request.answer.is_some() {
        refusals.push(Refusal::whole("privacy-answered"));
    }
    let missing = |field: &'static str| Refusal::at(field, "choice-missing");
    let outcome = refusals.take(choice(
        Outcome::from_code(&form.outcome),
        missing("outcome"),
    ));
    let known = refusals.take(choice(Known::from_code(&form.known), missing("known")));
    let grants = matches!(outcome, Some(Outcome::Granted | Outcome::Partly));
    if grants && known == Some(Known::NotYet) {
        refusals.push(Refusal::at("known", "privacy-not-known"));
    }
    let stops: Vec<Use> = form
        .stops
        .iter()
        .filter_map(|code| Use::from_code(code))
        .collect();
    if grants && request.wish == Wish::Oppose && stops.is_empty() {
        refusals.push(Refusal::at("stops", "privacy-stops"));
    }
    let words = refusals.take(text::required_words("words", &form.words));
    refusals.or(())?;
    let (Some(outcome), Some(known)) = (outcome, known) else {
        return Err(missing("outcome").into());
    };
    let answered = Answered {
        outcome,
        known,
        day: Day::of(ctx.now),
        stops: if grants && request.wish == Wish::Oppose {
            stops
        } else {
            Vec::new()
        },
    };
    let open = Acting::on(state).fact(ANSWERED, &answered).done(None, None);
    let told = Acting::on(state)
        .fact(TOLD, &Words::new(words))
        .done(None, None);
    Ok(both(allowed, (request.id, request.person), open, told))
}

/// A choice of a form, or the refusal for want of one.
fn choice<T>(chosen: Option<T>, missing: Refusal) -> Result<Option<T>, Refusal> {
    chosen.map(Some).ok_or(missing)
}

/// A day of the last year: older ones were answered on paper.
fn came(typed: &str, today: Day) -> Result<Day, Refusal> {
    let day = Day::typed("day", typed)?.unwrap_or(today);
    if day > today {
        return Err(Refusal::at("day", "privacy-day-ahead"));
    }
    let oldest = today.date().saturating_sub(Span::new().days(366));
    if day.date() < oldest {
        return Err(Refusal::at("day", "privacy-day-far"));
    }
    Ok(day)
}

/// The dates in the open, the words under the key of the person.
pub(super) fn both<A: Permit>(
    allowed: &Allowed<A>,
    (id, person): (EntityId, EntityId),
    open: Act,
    told: Act,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    for (act, secrecy) in [(open, Secrecy::Open), (told, Secrecy::Keyed(person))] {
        drafts.push(Draft {
            scope: scope::registry(allowed.centre()),
            entity: id,
            kind: REQUEST,
            version: VERSION,
            act,
            secrecy,
        });
    }
    drafts
}
