//! What people say of how they were received: at the counter, or on a slip from a box. Nobody is asked who they are.
//!
//! Owns the scale and the channels, which are those of procedure P28, what is said, and the figures of a month as far as they
//! may be told. Invariant: no person, no visit, no case is ever written beside a word. Never: a word taken back is counted.

use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::reception::Day;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::{choice, coded};
use crate::reports::monthly::{Line, sheltered};
use crate::{scope, text};
use akwaba_journal::act::Act;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// Kind of the entities that are a word on how somebody was received.
pub const SATISFACTION: &str = "satisfaction";
/// Version in which this module writes.
pub const VERSION: u16 = 1;

const SAID: &str = "said";
const WORDS: &str = "words";
const WITHDRAWN: &str = "withdrawn";

crate::personal! {
    /// What somebody says of how they were received. Whoever says it may name somebody.
    SatisfactionWords;
}

coded! {
    /// How well they were received, as they say it.
    Scale {
        /// Well.
        0 Good = "bien",
        /// So so.
        1 Middling = "moyen",
        /// Badly.
        2 Bad = "mal",
        /// They would rather not say.
        3 NotSaid = "refus",
    }
}

coded! {
    /// How the word came.
    Channel {
        /// Said aloud at the counter.
        0 Spoken = "oral",
        /// A slip from the box.
        1 Box = "boite",
        /// By telephone.
        2 Phone = "telephone",
        /// In a letter.
        3 Letter = "courrier",
        /// Through somebody close.
        4 Close = "proche",
        /// Through a chief or an elected person.
        5 Authority = "autorite",
        /// Otherwise.
        6 Other = "autre",
    }
}

/// What was said, without the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Said {
    /// When it was written down.
    #[n(0)]
    pub day: Day,
    /// How it came.
    #[n(1)]
    pub channel: Channel,
    /// How well they were received.
    #[n(2)]
    pub scale: Scale,
}

/// A word on how somebody was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Satisfaction {
    /// Which.
    pub id: EntityId,
    /// What was said.
    pub said: Said,
    /// In their words, where there are any.
    pub words: Option<SatisfactionWords>,
    /// Whether it was a slip of the hand, and counts no more.
    pub withdrawn: bool,
}

impl Satisfaction {
    /// Reads it; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (_, said) = state.facts(SAID).into_iter().next()?;
        let words = state.facts(WORDS).into_iter().next();
        Some(Self {
            id,
            said,
            words: words.map(|(_, words)| words),
            withdrawn: !state.facts::<Day>(WITHDRAWN).is_empty(),
        })
    }
}

/// What a form sends.
#[derive(Debug, Clone, Default)]
pub struct SatisfactionForm {
    /// `channel`: a code of [`Channel`].
    pub channel: String,
    /// `scale`: a code of [`Scale`].
    pub scale: String,
    /// `words`.
    pub words: String,
}

/// Writes down what somebody says.
///
/// # Errors
/// `choice-missing` or `choice-unknown` at `channel` and `scale`; those of the words, at `words`.
pub fn tell(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::SatisfactionTell>,
    form: &SatisfactionForm,
) -> Result<(EntityId, Drafts), Refusals> {
    let mut wrong = Refusals::new();
    let channel = chosen(&mut wrong, "channel", &form.channel, Channel::from_code);
    let scale = chosen(&mut wrong, "scale", &form.scale, Scale::from_code);
    let words = wrong.take(text::words("words", &form.words));
    let (Some(channel), Some(scale), true) = (channel, scale, wrong.is_empty()) else {
        return Err(wrong);
    };
    let said = Said {
        day: Day::of(ctx.now),
        channel,
        scale,
    };
    let id = ctx.fresh();
    let state = State::default();
    let mut drafts = Drafts::under(allowed);
    let open = Acting::on(&state).fact(SAID, &said).done(None, None);
    drafts.push(draft(allowed.centre(), id, open, Secrecy::Open));
    if let Some(words) = words {
        let words = SatisfactionWords::new(words);
        let told = Acting::on(&state).fact(WORDS, &words).done(None, None);
        // Under a key of their own: words that name somebody can be destroyed without the count.
        drafts.push(draft(allowed.centre(), id, told, Secrecy::Keyed(id)));
    }
    Ok((id, drafts))
}

fn chosen<T>(
    wrong: &mut Refusals,
    field: &'static str,
    typed: &str,
    from_code: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    if typed.trim().is_empty() {
        wrong.push(Refusal::at(field, "choice-missing"));
        return None;
    }
    wrong.take(choice(field, typed, from_code))
}

/// Takes a word back: it was written twice, or otherwise than it was said.
///
/// # Errors
/// `satisfaction-withdrawn` for one that was taken back already.
pub fn withdraw(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::SatisfactionTell>,
    (word, state): (&Satisfaction, &State),
) -> Result<Drafts, Refusals> {
    if word.withdrawn {
        return Err(Refusal::whole("satisfaction-withdrawn").into());
    }
    let act = Acting::on(state)
        .fact(WITHDRAWN, &Day::of(ctx.now))
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(draft(allowed.centre(), word.id, act, Secrecy::Open));
    Ok(drafts)
}

fn draft(
    centre: akwaba_journal::id::CentreId,
    entity: EntityId,
    act: Act,
    secrecy: Secrecy,
) -> Draft {
    Draft {
        scope: scope::registry(centre),
        entity,
        kind: SATISFACTION,
        version: VERSION,
        act,
        secrecy,
    }
}

/// The figures of a month, as far as they may be told: by channel, the parts of each line being the [`Scale`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// A line for each channel by which anything came.
    pub channels: Vec<Line>,
    /// All of them.
    pub whole: Line,
}

impl Figures {
    /// Whether something of it may not be told.
    pub fn hides(&self) -> bool {
        self.channels.iter().chain([&self.whole]).any(Line::hides)
    }
}

/// The figures of these counts. Few words of one channel could point at who said them, and a small box knows its slips: so
/// every line is sheltered as those of the monthly report are.
pub fn figures(counted: &[(Channel, Scale, u32)]) -> Figures {
    let empty = |code: &str| Line {
        code: code.to_owned(),
        label: String::new(),
        count: Some(0),
        parts: vec![vec![Some(0); Scale::ALL.len()]],
        amount: None,
        unit: None,
        sensitive: true,
        of: Vec::new(),
        least: false,
    };
    let mut channels: Vec<Line> = Channel::ALL.iter().map(|one| empty(one.code())).collect();
    let mut whole = empty("");
    for (channel, scale, count) in counted {
        let own = channels.iter_mut().find(|line| line.code == channel.code());
        let at = Scale::ALL.iter().position(|one| one == scale);
        for line in own.into_iter().chain([&mut whole]) {
            let part = line.parts.first_mut().zip(at);
            let part = part.and_then(|(parts, at)| parts.get_mut(at));
            for cell in part.into_iter().chain([&mut line.count]) {
                *cell = cell.map(|known| known.saturating_add(*count));
            }
        }
    }
    sheltered(&mut channels, &mut whole);
    channels.retain(|line| line.count != Some(0));
    Figures { channels, whole }
}

#[cfg(test)]
#[path = "satisfaction_tests.rs"]
mod tests;
