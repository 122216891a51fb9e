//! A destruction: one person proposes it with a reason, another confirms it, and its record says what
//! kinds of files went and how many, by their numbers and never by what was in them.
//!
//! Invariant: who proposed never confirms; what forbids it is looked at again at the moment of the
//! confirmation; a destruction that was ruled on is not ruled on again.

pub use super::counts::{Cleaning, Counts};
use super::file::{FileRef, Hold};
use super::{DESTRUCTION, VERSION, Words, YEAR};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::reception::number::{Counter, next};
use crate::reception::{Book, Day, LineNumber};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// The most files of one destruction: a record that two people can read.
pub const FILES_MAX: usize = 200;

const ASKED: &str = "asked";
const RULED: &str = "ruled";
const CLEANED: &str = "cleaned";

/// By what right files are destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum Ground {
    /// Their term has passed.
    #[n(0)]
    Term,
    /// The person asked for it, and it was granted.
    #[n(1)]
    Request(#[n(0)] EntityId),
}

impl Ground {
    /// Its code, as catalogues name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Term => "term",
            Self::Request(_) => "request",
        }
    }

    /// Whether something forbids a destruction on this ground.
    pub fn forbidden_by(self, hold: Hold) -> bool {
        match self {
            Self::Term => true,
            // The request itself is what is being done.
            Self::Request(own) => hold != Hold::Request(own) && !hold.yields_to_a_request(),
        }
    }
}

/// What is kept of a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Asked {
    #[n(0)]
    number: LineNumber,
    #[n(1)]
    ground: Ground,
    #[n(2)]
    files: Vec<FileRef>,
    #[n(3)]
    training_before: Option<Day>,
    #[n(4)]
    why: Words,
    #[n(5)]
    at_micros: i64,
}

/// What is kept of the answer of the second person.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Ruled {
    #[n(0)]
    granted: bool,
    #[n(1)]
    why: Words,
    #[n(2)]
    at_micros: i64,
    #[n(3)]
    counts: Counts,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Cleaned {
    #[n(0)]
    how: Cleaning,
    #[n(1)]
    at_micros: i64,
}

/// The answer to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Whether it was confirmed.
    pub granted: bool,
    /// Why.
    pub why: Words,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
    /// By whom.
    pub by: ActorId,
    /// What went.
    pub counts: Counts,
}

/// How far a destruction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It awaits a second person.
    Asked,
    /// The second person said no.
    Refused,
    /// The keys are destroyed; remains may still lie on the disk.
    Destroyed,
    /// Nothing of it lies on the disk any more.
    Cleaned,
}

impl Stage {
    /// Its code, as catalogues name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Refused => "refused",
            Self::Destroyed => "destroyed",
            Self::Cleaned => "cleaned",
        }
    }
}

/// A destruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destruction {
    /// Which.
    pub id: EntityId,
    /// The number of its record in the year.
    pub number: LineNumber,
    /// By what right.
    pub ground: Ground,
    /// What it names.
    pub files: Vec<FileRef>,
    /// What was done in training before this day goes too.
    pub training_before: Option<Day>,
    /// Why.
    pub why: Words,
    /// When it was proposed, in microseconds since 1970.
    pub at_micros: i64,
    /// By whom.
    pub by: ActorId,
    /// What the second person said.
    pub ruling: Option<Ruling>,
    /// How the remains were removed, and when in microseconds since 1970.
    pub cleaned: Option<(Cleaning, i64)>,
}

impl Destruction {
    /// The destruction of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (source, asked) = state.facts::<Asked>(ASKED).into_iter().next()?;
        let ruled = state.facts::<Ruled>(RULED).into_iter();
        // Nobody confirms their own, whatever another node wrote.
        let ruled = ruled
            .into_iter()
            .find(|(ruling, _)| ruling.actor != source.actor);
        let cleaned = state.facts::<Cleaned>(CLEANED).into_iter().next();
        Some(Self {
            id,
            number: asked.number,
            ground: asked.ground,
            files: asked.files,
            training_before: asked.training_before,
            why: asked.why,
            at_micros: asked.at_micros,
            by: source.actor,
            ruling: ruled.map(|(source, ruled)| Ruling {
                granted: ruled.granted,
                why: ruled.why,
                at_micros: ruled.at_micros,
                by: source.actor,
                counts: ruled.counts,
            }),
            cleaned: cleaned.map(|(_, cleaned)| (cleaned.how, cleaned.at_micros)),
        })
    }

    /// How far it is.
    pub fn stage(&self) -> Stage {
        match (&self.ruling, &self.cleaned) {
            (None, _) => Stage::Asked,
            (Some(ruling), _) if !ruling.granted => Stage::Refused,
            (Some(_), None) => Stage::Destroyed,
            (Some(_), Some(_)) => Stage::Cleaned,
        }
    }
}

/// The entity that counts the records of a year.
pub fn year_entity(centre: CentreId, year: i16) -> EntityId {
    EntityId::named(&format!("privacy-year/{centre}/{year}"))
}

/// What is proposed to be destroyed.
pub struct Proposed<'a> {
    /// By what right.
    pub ground: Ground,
    /// The files, each with what forbids it today.
    pub files: &'a [(FileRef, Vec<Hold>)],
    /// What was done in training before this day.
    pub training_before: Option<Day>,
    /// Why.
    pub why: &'a str,
}

/// Refuses what something forbids on this ground, with the first reason of each file.
fn free(ground: Ground, files: &[(FileRef, Vec<Hold>)], refusals: &mut Refusals) {
    let forbids = |holds: &Vec<Hold>| holds.iter().any(|hold| ground.forbidden_by(*hold));
    let held = files.iter().filter(|(_, holds)| forbids(holds)).count();
    if held > 0 {
        refusals.push(Refusal::whole("privacy-held").with("count", held));
    }
}

/// Proposes a destruction.
///
/// # Errors
/// `privacy-nothing` when nothing is named; `privacy-too-many`; `privacy-held` when something forbids
/// one of them; `text-missing`, `text-too-long` at `why`.
pub fn propose(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::DestructionPropose>,
    proposed: &Proposed<'_>,
    (letter, year): (Book, &State),
) -> Result<(EntityId, Drafts), Refusals> {
    let mut refusals = Refusals::new();
    let files = proposed.files;
    if files.is_empty() && proposed.training_before.is_none() {
        refusals.push(Refusal::whole("privacy-nothing"));
    }
    if files.len() > FILES_MAX {
        refusals.push(Refusal::whole("privacy-too-many").with("max", FILES_MAX));
    }
    free(proposed.ground, files, &mut refusals);
    let why = refusals.take(text::required_words("why", proposed.why));
    refusals.or(())?;
    let centre = allowed.centre();
    let this_year = ctx.today().year();
    let counter = Counter { book: letter, year };
    let counted = (year_entity(centre, this_year), YEAR, VERSION);
    let (number, mut counting) = next(centre, counted, this_year, &counter);
    // Numbers of the office are counted in the office.
    counting.scope = scope::office(centre);
    let id = ctx.fresh();
    let fact = Asked {
        number,
        ground: proposed.ground,
        files: files.iter().map(|(file, _)| *file).collect(),
        training_before: proposed.training_before,
        why: Words::new(why),
        at_micros: ctx.now.as_microsecond(),
    };
    let mut drafts = of(allowed, id, &State::default(), |acting| {
        acting.fact(ASKED, &fact);
    });
    drafts.push(counting);
    Ok((id, drafts))
}

/// Confirms a destruction, which the store then carries out in the same transaction. `holds` is what
/// forbids each file at this moment, `counts` what goes.
///
/// # Errors
/// `privacy-ruled-already`; `privacy-held` when something forbids one of its files now.
pub fn confirm(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::DestructionConfirm>,
    (destruction, state): (&Destruction, &State),
    holds: &[(FileRef, Vec<Hold>)],
    counts: Counts,
) -> Result<Drafts, Refusals> {
    let mut refusals = Refusals::new();
    unruled(destruction, &mut refusals);
    free(destruction.ground, holds, &mut refusals);
    refusals.or(())?;
    let fact = Ruled {
        granted: true,
        why: Words::default(),
        at_micros: ctx.now.as_microsecond(),
        counts,
    };
    Ok(of(allowed, destruction.id, state, |acting| {
        acting.fact(RULED, &fact);
    }))
}

/// Says no to a destruction.
///
/// # Errors
/// `privacy-ruled-already`; `text-missing` at `why`.
pub fn refuse(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::DestructionConfirm>,
    (destruction, state): (&Destruction, &State),
    why: &str,
) -> Result<Drafts, Refusals> {
    let mut refusals = Refusals::new();
    unruled(destruction, &mut refusals);
    let why = refusals.take(text::required_words("why", why));
    refusals.or(())?;
    let fact = Ruled {
        granted: false,
        why: Words::new(why),
        at_micros: ctx.now.as_microsecond(),
        counts: Counts::default(),
    };
    Ok(of(allowed, destruction.id, state, |acting| {
        acting.fact(RULED, &fact);
    }))
}

/// Notes that nothing of it lies on the disk any more.
pub fn cleaned(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::DestructionClean>,
    (destruction, state): (&Destruction, &State),
    how: Cleaning,
) -> Drafts {
    if destruction.stage() != Stage::Destroyed {
        return Drafts::under(allowed);
    }
    let at_micros = ctx.now.as_microsecond();
    of(allowed, destruction.id, state, |acting| {
        acting.fact(CLEANED, &Cleaned { how, at_micros });
    })
}

fn unruled(destruction: &Destruction, refusals: &mut Refusals) {
    if destruction.ruling.is_some() {
        refusals.push(Refusal::whole("privacy-ruled-already"));
    }
}

fn of<A: Permit, S>(
    allowed: &Allowed<A, S>,
    id: EntityId,
    state: &State,
    act: impl FnOnce(&mut Acting<'_>),
) -> Drafts {
    let mut acting = Acting::on(state);
    act(&mut acting);
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::office(allowed.centre()),
        entity: id,
        kind: DESTRUCTION,
        version: VERSION,
        act: acting.done(None, None),
        secrecy: Secrecy::Keyed(id),
    });
    drafts
}

#[cfg(test)]
#[path = "destruction_tests.rs"]
mod tests;
