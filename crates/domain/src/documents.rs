//! Photos and scans kept with a case or a record: what each shows, whose it is, who added it.
//!
//! The journal holds the hash and what is said of it; the picture itself is kept beside it under the
//! key of whom it is about, so that it goes when they are forgotten. Never: decodes or keeps a picture;
//! a picture nobody agreed to.

use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::reception::Day;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::{scope, text};
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// Kind of the entities that are documents.
pub const DOCUMENT: &str = "document";
/// Version in which this module writes.
pub const VERSION: u16 = 1;
/// The most documents of one case or one record: a drawer that nobody reads protects nobody.
pub const DOCUMENTS_MAX: usize = 60;

const ADDED: &str = "added";
const WITHDRAWN: &str = "withdrawn";

crate::personal! {
    /// What a document shows, or why it was taken out.
    Words;
}

coded! {
    /// What a document is.
    Kind {
        /// A paper of identity.
        0 Identity = "identite",
        /// An act or a judgment of civil registration.
        1 Act = "acte",
        /// A card of the health cover.
        2 Cover = "cmu",
        /// A paper of a school.
        3 School = "ecole",
        /// A paper of health.
        4 Health = "sante",
        /// A letter, a decision, a summons of somebody else.
        5 Letter = "courrier",
        /// A paper of the centre, signed.
        6 Signed = "signe",
        /// A photo of a place or a thing.
        7 Photo = "photo",
        /// Something else.
        8 Other = "autre",
    }
}

impl Kind {
    /// Those that are of the person whatever the case, and that the counter asks for too.
    pub const OF_PERSONS: &'static [Self] = &[Self::Identity, Self::Act, Self::Cover];
}

/// Whose a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Owner {
    /// The person or household it is about.
    #[n(0)]
    pub record: Option<EntityId>,
    /// The case: who may not open it does not see the document.
    #[n(1)]
    pub case: Option<EntityId>,
}

impl Owner {
    /// Under whose key a document is kept.
    pub fn subject(&self, document: EntityId) -> EntityId {
        self.record.or(self.case).unwrap_or(document)
    }
}

/// What is known of the picture, without its dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Measure {
    /// BLAKE3 of the picture as it is kept.
    #[n(0)]
    pub hash: [u8; 32],
    /// Its size, in bytes.
    #[n(1)]
    pub bytes: u32,
    /// Its width, in dots.
    #[n(2)]
    pub width: u32,
    /// Its height, in dots.
    #[n(3)]
    pub height: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Added {
    #[n(0)]
    kind: Kind,
    #[n(1)]
    owner: Owner,
    #[n(2)]
    words: Option<Words>,
    #[n(3)]
    measure: Measure,
    #[n(4)]
    day: Day,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct WithdrawnFact {
    #[n(0)]
    reason: Words,
    #[n(1)]
    day: Day,
}

/// That a document was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawn {
    /// By whom.
    pub by: ActorId,
    /// When.
    pub day: Day,
    /// Why.
    pub reason: Words,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Which.
    pub id: EntityId,
    /// What it is.
    pub kind: Kind,
    /// Whose.
    pub owner: Owner,
    /// What it shows, in words.
    pub words: Option<Words>,
    /// What is known of the picture.
    pub measure: Measure,
    /// The day it was added.
    pub day: Day,
    /// By whom.
    pub by: ActorId,
    /// That it was taken out: its picture is gone.
    pub withdrawn: Option<Withdrawn>,
}

impl Document {
    /// The document of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (source, fact) = state.facts::<Added>(ADDED).into_iter().next()?;
        let withdrawn = state.facts::<WithdrawnFact>(WITHDRAWN).into_iter().next();
        Some(Self {
            id,
            kind: fact.kind,
            owner: fact.owner,
            words: fact.words,
            measure: fact.measure,
            day: fact.day,
            by: source.actor,
            withdrawn: withdrawn.map(|(source, fact)| Withdrawn {
                by: source.actor,
                day: fact.day,
                reason: fact.reason,
            }),
        })
    }

    /// Under whose key its picture is kept.
    pub fn subject(&self) -> EntityId {
        self.owner.subject(self.id)
    }
}

/// A document as typed.
#[derive(Debug, Clone, Default)]
pub struct AddForm {
    /// `kind`: [`Kind::code`].
    pub kind: String,
    /// `words`.
    pub words: String,
    /// `agreed`: that whom it is about agrees to the centre keeping it.
    pub agreed: bool,
}

impl AddForm {
    /// Checks the form, of which only some kinds are offered.
    ///
    /// # Errors
    /// `choice-missing` at `kind`, those of a line at `words`, `documents-not-agreed` at `agreed`.
    pub fn parse(&self, offered: &[Kind]) -> Result<(Kind, Option<Words>), Refusals> {
        let mut wrong = Refusals::new();
        let kind = Kind::from_code(&self.kind).filter(|kind| offered.contains(kind));
        if kind.is_none() {
            wrong.push(Refusal::at("kind", "choice-missing"));
        }
        let words = wrong.take(text::line("words", &self.words)).map(Words::new);
        if !self.agreed {
            wrong.push(Refusal::at("agreed", "documents-not-agreed"));
        }
        wrong.or((kind.unwrap_or(Kind::Other), words))
    }
}

/// Adds a document to an owner that has `held` of them already.
///
/// # Errors
/// `documents-many` when there are [`DOCUMENTS_MAX`].
pub fn add(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::DocumentAdd>,
    owner: Owner,
    (kind, words): (Kind, Option<Words>),
    measure: Measure,
    held: usize,
) -> Result<(EntityId, Drafts), Refusals> {
    if held >= DOCUMENTS_MAX {
        return Err(Refusal::whole("documents-many")
            .with("max", DOCUMENTS_MAX)
            .into());
    }
    let added = Added {
        kind,
        owner,
        words,
        measure,
        day: Day::of(ctx.now),
    };
    let id = ctx.fresh();
    let act = Acting::on(&State::default())
        .fact(ADDED, &added)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), id, owner, act));
    Ok((id, drafts))
}

/// Takes a document out: that it was there stays, its picture goes.
///
/// # Errors
/// Those of words at `reason`; `documents-withdrawn-already`; `documents-withdraw-other` for one that
/// somebody else added, except by who directs.
pub fn withdraw(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::DocumentWithdraw>,
    (document, state): (&Document, &State),
    directs: bool,
    typed: &str,
) -> Result<Drafts, Refusals> {
    let reason = Words::new(text::required_words("reason", typed)?);
    if document.withdrawn.is_some() {
        return Err(Refusal::whole("documents-withdrawn-already").into());
    }
    if !directs && document.by != allowed.actor() {
        return Err(Refusal::whole("documents-withdraw-other").into());
    }
    let fact = WithdrawnFact {
        reason,
        day: Day::of(ctx.now),
    };
    let act = Acting::on(state).fact(WITHDRAWN, &fact).done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(allowed.centre(), document.id, document.owner, act));
    Ok(drafts)
}

fn entry(centre: CentreId, id: EntityId, owner: Owner, act: akwaba_journal::act::Act) -> Draft {
    Draft {
        scope: scope::registry(centre),
        entity: id,
        kind: DOCUMENT,
        version: VERSION,
        act,
        secrecy: Secrecy::Keyed(owner.subject(id)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_what_it_is_and_needs_an_agreement() {
        let form = AddForm {
            kind: "sante".to_owned(),
            ..AddForm::default()
        };
        let refused = form.parse(Kind::OF_PERSONS).unwrap_err();
        let codes: Vec<_> = refused.as_slice().iter().map(|one| one.code).collect();
        assert_eq!(codes, ["choice-missing", "documents-not-agreed"]);
        let agreed = AddForm {
            agreed: true,
            ..form
        };
        assert_eq!(agreed.parse(Kind::ALL), Ok((Kind::Health, None)));
    }

    #[test]
    fn a_document_is_kept_under_the_key_of_whom_it_is_about() {
        let [person, case, own] = ["person", "case", "own"].map(EntityId::named);
        let owner = |record, case| Owner { record, case };
        assert_eq!(owner(Some(person), Some(case)).subject(own), person);
        assert_eq!(owner(None, Some(case)).subject(own), case);
        assert_eq!(owner(None, None).subject(own), own);
    }
}
