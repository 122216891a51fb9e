//! A proposed change to a procedure: the whole workbook as it would be, why, what others say of it,
//! the visas of the two ministries, and the version that it became.
//!
//! Invariants: what is visaed is exactly what was submitted, by its seal; nobody gives a visa on their
//! own proposal, nor two; one visa at least comes from outside the centre, where the regional supervision has an account. What is
//! published is what was visaed, under a number that no version had.

mod facts;
mod publish;
mod rule;
mod workbook;
mod write;

#[cfg(test)]
mod life;
#[cfg(test)]
mod tests;

pub use publish::publish;
pub use rule::{RulingForm, rule};
pub use workbook::{Examined, TEXT_CHARS_MAX, examine, renumbered};
pub use write::{Ground, abandon, begin, revise, submit};

use super::edition::ProcedureRef;
use super::{PROPOSAL, VERSION, Why};
use crate::actor::{Actor, Role};
use crate::draft::{Draft, Secrecy};
use crate::scope;
use akwaba_journal::Act;
use akwaba_journal::act::Tag;
use akwaba_journal::chain::Hash;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::{Source, State};
use facts::{ABANDONED, Abandoned, Asked, PUBLISHED, SUBMITTED, Said, Submitted, VISA};
use minicbor::{Decode, Encode};
use std::collections::BTreeSet;

/// The fewest ministries whose visas a publication needs.
pub const MINISTRIES_MIN: usize = 2;

/// From where a visa is given. Accounts carry no ministry: whoever gives it says for which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Line {
    /// Who directs the centre.
    #[n(0)]
    Centre,
    /// The regional supervision.
    #[n(1)]
    Region,
}

impl Line {
    /// Where somebody sits. Who directs the centre speaks for it, whatever else they are.
    pub fn of(actor: &Actor, centre: CentreId) -> Option<Self> {
        let roles: Vec<Role> = actor.roles_in(centre).collect();
        if roles.contains(&Role::Director) {
            Some(Self::Centre)
        } else if roles.contains(&Role::RegionalSupervisor) {
            Some(Self::Region)
        } else {
            None
        }
    }
}

/// What is published of a procedure in a centre, against which a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    /// The newest version, withdrawn or not.
    pub newest: u32,
    /// The newest that is not withdrawn.
    pub in_use: Option<u32>,
}

impl Versions {
    /// Whether a change may start from that version: the one in use, or the newest, which may have
    /// been withdrawn because it must be changed.
    pub fn may_start(&self, base: &ProcedureRef) -> bool {
        base.version == self.newest || Some(base.version) == self.in_use
    }

    /// The version from which a change may start.
    pub fn start(&self) -> u32 {
        self.in_use.unwrap_or(self.newest)
    }

    /// The number of the next version.
    pub fn next(&self) -> u32 {
        self.newest.saturating_add(1)
    }
}

/// How far a proposal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Its author writes it.
    Written,
    /// It waits for visas.
    Awaiting,
    /// It came back with a reason.
    Returned,
    /// It has its visas and waits to be published.
    Approved,
    /// It is a version of the procedure.
    Published,
    /// It was given up.
    Abandoned,
}

impl Stage {
    /// Its name in tables and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Written => "written",
            Self::Awaiting => "awaiting",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Abandoned => "abandoned",
        }
    }

    /// The stage of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        [
            Self::Written,
            Self::Awaiting,
            Self::Returned,
            Self::Approved,
            Self::Published,
            Self::Abandoned,
        ]
        .into_iter()
        .find(|stage| stage.code() == code)
    }

    /// Whether its author may still change the text.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Written | Self::Returned)
    }

    /// Whether nothing more happens to it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Published | Self::Abandoned)
    }
}

/// A proposed change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Which.
    pub id: EntityId,
    /// In which centre.
    pub centre: CentreId,
    /// The version from which it starts.
    pub base: ProcedureRef,
    /// The whole workbook as it would be, in Markdown.
    pub text: String,
    /// Why.
    pub reason: Why,
    /// Whose it is.
    pub author: ActorId,
    /// Since when, in microseconds since 1970.
    pub since_micros: i64,
    /// Every time it was sent for visas, oldest first.
    pub submissions: Vec<Submission>,
    /// By whom it was given up, and why.
    pub abandoned: Option<(ActorId, Why)>,
    /// The version that it became.
    pub published: Option<ProcedureRef>,
}

/// A text sent for visas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// By whom, in which entry.
    pub source: Source,
    /// When, in microseconds since 1970.
    pub sent_micros: i64,
    /// Its seal: only that is visaed and published.
    pub seal: Hash,
    /// The whole workbook.
    pub text: String,
    /// The version that it will be.
    pub named: ProcedureRef,
    /// What everyone concerned will have to read.
    pub note: Why,
    /// Whether it was sent where nobody of the regional supervision has an account: no visa is asked from outside then.
    pub alone: bool,
    /// One visa for each ministry, in order.
    pub visas: Vec<Visa>,
}

/// The visa of one ministry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visa {
    /// Names the request.
    pub tag: Tag,
    /// The ministry, as the manual names it.
    pub ministry: String,
    /// What was answered.
    pub ruling: Option<Ruling>,
}

/// What somebody answered to a request for a visa.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Who.
    pub by: ActorId,
    /// From where.
    pub line: Line,
    /// Whether it was given.
    pub granted: bool,
    /// Why it was refused.
    pub reason: Option<Why>,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
}

impl Submission {
    /// The answers given so far.
    pub fn rulings(&self) -> impl Iterator<Item = &Ruling> {
        self.visas.iter().filter_map(|visa| visa.ruling.as_ref())
    }

    /// Whether what is asked from outside the centre was answered, or nobody there is to ask.
    fn has_outside(&self) -> bool {
        self.alone || self.rulings().any(|ruling| ruling.line == Line::Region)
    }

    fn stage(&self) -> Stage {
        let granted = self.rulings().filter(|ruling| ruling.granted).count();
        let outside = self.has_outside();
        if self.rulings().any(|ruling| !ruling.granted) {
            Stage::Returned
        } else if granted == self.visas.len() && granted >= MINISTRIES_MIN && outside {
            Stage::Approved
        } else {
            Stage::Awaiting
        }
    }
}

impl Proposal {
    /// The proposal of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let first = state.first()?;
        let given_up = state.facts::<Abandoned>(ABANDONED).into_iter().next();
        let published = state.facts::<ProcedureRef>(PUBLISHED).into_iter().next();
        Some(Self {
            id,
            centre: state.one("centre")?,
            base: state.one("base")?,
            text: state.one("text")?,
            reason: state.one("reason")?,
            author: first.actor,
            since_micros: first.clock.micros,
            submissions: submissions(state, first.actor),
            abandoned: given_up.map(|(source, fact)| (source.actor, fact.reason)),
            published: published.map(|(_, named)| named),
        })
    }

    /// How far it has come.
    pub fn stage(&self) -> Stage {
        if self.published.is_some() {
            Stage::Published
        } else if self.abandoned.is_some() {
            Stage::Abandoned
        } else {
            self.submission().map_or(Stage::Written, Submission::stage)
        }
    }

    /// What was sent last.
    pub fn submission(&self) -> Option<&Submission> {
        self.submissions.last()
    }

    /// The submission on which somebody may still answer: never their own, and once.
    pub fn asks(&self, who: ActorId) -> Option<&Submission> {
        let submission = self.submission()?;
        let waits = self.stage() == Stage::Awaiting;
        let answered = submission.rulings().any(|ruling| ruling.by == who);
        (waits && who != self.author && !answered).then_some(submission)
    }
}

/// The submissions of a state, each with what became of the visas it asked.
fn submissions(state: &State, author: ActorId) -> Vec<Submission> {
    let requests = state.requests(VISA);
    let facts = state.facts::<Submitted>(SUBMITTED).into_iter();
    // Whatever another node wrote, only the author submits.
    let facts = facts.filter(|(source, _)| source.actor == author);
    facts
        .map(|(source, fact)| {
            let seal = fact.seal();
            let mut answered = BTreeSet::from([author]);
            let own = requests.iter().filter_map(|(tag, request)| {
                let asked: Asked = request.asked.value.read().ok()?;
                // Asked in the entry that submitted, for what it submitted: nothing else counts.
                if tag.entry != source.entry || asked.seal != seal {
                    return None;
                }
                let ministry = fact.ministries.get(usize::from(asked.place))?.clone();
                let ruling = request.ruling.as_ref().and_then(|ruling| {
                    let said: Said = ruling.value.read().ok()?;
                    // One answer each, and none of the author's, whatever another node wrote.
                    let counts = said.seal == seal && answered.insert(ruling.source.actor);
                    counts.then_some(Ruling {
                        by: ruling.source.actor,
                        line: said.line,
                        granted: ruling.granted,
                        reason: said.reason,
                        at_micros: said.at_micros,
                    })
                });
                Some(Visa {
                    tag: *tag,
                    ministry,
                    ruling,
                })
            });
            let visas = own.collect();
            Submission {
                source,
                sent_micros: fact.at_micros,
                seal,
                text: fact.text,
                named: fact.named,
                note: fact.note,
                alone: fact.alone == Some(true),
                visas,
            }
        })
        .collect()
}

fn draft(centre: CentreId, id: EntityId, act: Act) -> Draft {
    Draft {
        scope: scope::manual(centre),
        entity: id,
        kind: PROPOSAL,
        version: VERSION,
        act,
        secrecy: Secrecy::Open,
    }
}
