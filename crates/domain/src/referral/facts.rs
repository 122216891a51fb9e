//! What the journal keeps of a referral, and what follows from it.

use super::take_over::TakeOver;
use super::{Ground, Info, Obstacle, State, Via, Words};
use crate::casework::Code;
use crate::directory::Kind;
use crate::registry::when::Day;
use akwaba_journal::act::Tag;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state;
use minicbor::{Decode, Encode};

pub(super) const SENT: &str = "sent";
pub(super) const ANSWERED: &str = "answered";
pub(super) const REMINDED: &str = "reminded";
pub(super) const RECALLED: &str = "recalled";
pub(super) const REVIEWED: &str = "reviewed";
pub(super) const LINKED: &str = "linked";
pub(super) const UNLINKED: &str = "unlinked";
pub(super) const OPENED: &str = "opened";

/// By what right it was sent.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Basis {
    /// This consent of the person, in their record.
    #[n(0)]
    Consent(#[n(0)] Tag),
    /// A legal ground, and its reason in words.
    #[n(1)]
    Exception(#[n(0)] Ground, #[n(1)] Words),
    /// The consent of that name, in the sealed file that it comes out of.
    #[n(2)]
    Confided(#[n(0)] String),
}

/// One thing told to the service, as it was told.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Shared {
    /// What it is.
    #[n(0)]
    pub info: Info,
    /// As told.
    #[n(1)]
    pub words: Words,
}

/// An adult of a household, and the consent they gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Agreed {
    /// Who.
    #[n(0)]
    pub person: EntityId,
    /// The consent, in their record.
    #[n(1)]
    pub consent: Tag,
}

/// A household that is referred together.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Together {
    /// The household.
    #[n(0)]
    pub household: EntityId,
    /// Its members whom the referral concerns, whoever speaks for them included.
    #[n(1)]
    pub members: Vec<EntityId>,
    /// The consents of the other adults among them.
    #[n(2)]
    pub agreed: Vec<Agreed>,
}

/// The sending.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Sent {
    /// The centre that sends.
    #[n(0)]
    pub centre: CentreId,
    /// Out of which case.
    #[n(1)]
    pub case: EntityId,
    /// Who is referred; of a household, the adult who speaks for it.
    #[n(2)]
    pub person: EntityId,
    /// To which service of the directory.
    #[n(3)]
    pub service: EntityId,
    /// What was hoped of it: the first kind of the service.
    #[n(4)]
    pub kind: Kind,
    /// By what right.
    #[n(5)]
    pub basis: Basis,
    /// All that is told of the person.
    #[n(6)]
    pub shared: Vec<Shared>,
    /// Why, in a sentence or two.
    #[n(7)]
    pub reason: Words,
    /// What is asked of the service.
    #[n(8)]
    pub wanted: Words,
    /// Whether somebody goes with the person.
    #[n(9)]
    pub accompanied: bool,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    #[n(10)]
    pub at_micros: i64,
    /// The household that is referred, when it is not one person.
    #[n(11)]
    pub together: Option<Together>,
    /// The code that stands in place of a name, out of a sealed file.
    #[n(12)]
    pub code: Option<Code>,
    /// What goes with it where the service takes over all that is followed, out of a sealed file.
    #[n(13)]
    pub takes_over: Option<TakeOver>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Answered {
    #[n(0)]
    pub state: State,
    #[n(1)]
    pub via: Via,
    #[n(2)]
    pub on: Day,
    #[n(3)]
    pub obstacle: Option<Obstacle>,
    #[n(4)]
    pub words: Option<Words>,
    #[n(5)]
    pub at_micros: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Reminded {
    #[n(0)]
    pub words: Option<Words>,
    #[n(1)]
    pub at_micros: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Recalled {
    #[n(0)]
    pub reason: Words,
    #[n(1)]
    pub at_micros: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct ReviewedFact {
    #[n(0)]
    pub founded: bool,
    #[n(1)]
    pub words: Words,
    #[n(2)]
    pub at_micros: i64,
}

/// That a link was made for the service. The secret in it stands nowhere in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Linked {
    #[n(0)]
    pub until_micros: i64,
    #[n(1)]
    pub whole: bool,
    #[n(2)]
    pub at_micros: i64,
}

/// A moment alone: a link was withdrawn, or read.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct At {
    #[n(0)]
    pub at_micros: i64,
}

/// The opinion on a referral made without consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// By whom.
    pub by: ActorId,
    /// Whether the ground held.
    pub founded: bool,
    /// Why.
    pub words: Words,
}

/// One thing that happened after the sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// By whom.
    pub by: ActorId,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// An answer was entered.
    Answered {
        /// Where it stands since.
        state: State,
        /// How it came.
        via: Via,
        /// The day it was given.
        on: Day,
        /// What came between.
        obstacle: Option<Obstacle>,
        /// In words.
        words: Option<Words>,
    },
    /// The service was reminded.
    Reminded(Option<Words>),
    /// It was called back.
    Recalled(Words),
    /// A link was made for the service.
    Linked {
        /// Until when it serves, in microseconds since 1970.
        until_micros: i64,
        /// Whether it shows all that the slip tells.
        whole: bool,
    },
    /// The link was withdrawn.
    Unlinked,
    /// Whoever holds the link read what is asked.
    Opened,
}

impl What {
    /// Whether it tells of the referral itself; what happens to its link does not.
    fn moves(&self) -> bool {
        matches!(
            self,
            Self::Answered { .. } | Self::Reminded(_) | Self::Recalled(_)
        )
    }
}

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Which.
    pub id: EntityId,
    /// As sent.
    pub sent: Sent,
    /// By whom.
    pub by: ActorId,
    /// What happened since, oldest first.
    pub past: Vec<Past>,
    /// The opinion on the ground it was sent on.
    pub reviewed: Option<Reviewed>,
}

impl Referral {
    /// The referral of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &state::State) -> Option<Self> {
        let (source, sent) = state.facts::<Sent>(SENT).into_iter().next()?;
        let mut past = Vec::new();
        for (source, fact) in state.facts::<Answered>(ANSWERED) {
            let what = What::Answered {
                state: fact.state,
                via: fact.via,
                on: fact.on,
                obstacle: fact.obstacle,
                words: fact.words,
            };
            past.push((source, fact.at_micros, what));
        }
        for (source, fact) in state.facts::<Reminded>(REMINDED) {
            past.push((source, fact.at_micros, What::Reminded(fact.words)));
        }
        for (source, fact) in state.facts::<Recalled>(RECALLED) {
            past.push((source, fact.at_micros, What::Recalled(fact.reason)));
        }
        for (source, fact) in state.facts::<Linked>(LINKED) {
            let what = What::Linked {
                until_micros: fact.until_micros,
                whole: fact.whole,
            };
            past.push((source, fact.at_micros, what));
        }
        for (name, what) in [(UNLINKED, What::Unlinked), (OPENED, What::Opened)] {
            for (source, fact) in state.facts::<At>(name) {
                past.push((source, fact.at_micros, what.clone()));
            }
        }
        past.sort_by_key(|(source, ..)| *source);
        let reviewed = state.facts::<ReviewedFact>(REVIEWED).into_iter().next();
        Some(Self {
            id,
            sent,
            by: source.actor,
            past: past
                .into_iter()
                .map(|(source, at_micros, what)| Past {
                    by: source.actor,
                    at_micros,
                    what,
                })
                .collect(),
            reviewed: reviewed.map(|(source, fact)| Reviewed {
                by: source.actor,
                founded: fact.founded,
                words: fact.words,
            }),
        })
    }

    /// Where it stands: what was said last.
    pub fn state(&self) -> State {
        let said = self.past.iter().rev().find_map(|past| match &past.what {
            What::Answered { state, .. } => Some(*state),
            What::Recalled(_) => Some(State::Recalled),
            _ => None,
        });
        said.unwrap_or(State::Sent)
    }

    /// What came between, as far as it was said.
    pub fn obstacle(&self) -> Option<Obstacle> {
        self.past.iter().rev().find_map(|past| match &past.what {
            What::Answered { obstacle, .. } => Some(*obstacle),
            _ => None,
        })?
    }

    /// When the last thing happened to it, in microseconds since 1970. A link that is read and not
    /// answered puts no reminder off.
    pub fn since_micros(&self) -> i64 {
        let last = self.past.iter().rfind(|past| past.what.moves());
        last.map_or(self.sent.at_micros, |past| past.at_micros)
    }

    /// How often the service was reminded since it last answered.
    pub fn reminders(&self) -> u32 {
        let reminded = |past: &&Past| matches!(past.what, What::Reminded(_));
        let moves = self.past.iter().rev().filter(|past| past.what.moves());
        let count = moves.take_while(reminded).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Whether somebody read it by a link: from then on it is not called back.
    pub fn is_opened(&self) -> bool {
        self.past.iter().any(|past| past.what == What::Opened)
    }

    /// Whether it was sent without consent and nobody gave an opinion yet.
    pub fn awaits_review(&self) -> bool {
        matches!(self.sent.basis, Basis::Exception(..)) && self.reviewed.is_none()
    }

    /// The short code of its slip: it leads to the referral for who may open it, and tells nothing.
    pub fn code(&self) -> String {
        crate::registry::line::short_code_shown('F', self.id)
    }
}
