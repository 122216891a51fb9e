//! What a signed report is: its versions, what was said and confirmed, the journal on which each stands.
//!
//! Invariant: a signed version never changes; what is wrong in it is said by the next one, with its reason.

use super::figures::Figures;
use super::month::Month;
use super::rubric::Rubric;
use super::{PUBLISHED, REPORT};
use akwaba_journal::act::Value;
use akwaba_journal::chain::Hash;
use akwaba_journal::id::{ActorId, CentreId, EntityId, NodeId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

pub(super) const SIGNED: &str = "signed";
pub(super) const RELEASED: &str = "released";
/// The code of the comment on the whole, beside those of rubrics.
pub const WHOLE: &str = "ensemble";

crate::personal! {
    /// What the director says of a rubric or of the whole, and the reasons of a signature.
    Words;
}

/// The end of one stream of the journal, as a report was signed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Anchor {
    /// Which node wrote it.
    #[n(0)]
    pub node: NodeId,
    /// In which of its lives.
    #[n(1)]
    pub incarnation: u32,
    /// How many entries it had.
    #[n(2)]
    pub entries: u64,
    /// The hash after the last of them.
    #[n(3)]
    pub hash: Hash,
}

/// The state of the journal on which a report stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Seal(#[n(0)] pub Vec<Anchor>);

impl Seal {
    /// How many entries the journal had.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.0.iter().map(|anchor| anchor.entries).sum()
    }

    /// The first characters of the hash of all its ends, to compare paper with the machine.
    #[must_use]
    pub fn short(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"akwaba report seal 1");
        hasher.update(Value::of(&self.0).as_bytes());
        let hash = Hash(*hasher.finalize().as_bytes());
        hash.to_string().chars().take(16).collect()
    }
}

/// What the director says, of one rubric or of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Comment {
    /// [`Rubric::code`] or [`WHOLE`].
    #[n(0)]
    pub about: String,
    /// What is said.
    #[n(1)]
    pub words: Words,
}

/// A contradiction with which it was signed nevertheless.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Confirmed {
    /// The code of the contradiction.
    #[n(0)]
    pub code: String,
    /// What its sentence speaks of.
    #[n(1)]
    pub args: Vec<(String, String)>,
    /// Why it was signed nevertheless.
    #[n(2)]
    pub why: Words,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Frozen {
    #[n(0)]
    pub(super) figures: Figures,
    #[n(1)]
    pub(super) comments: Vec<Comment>,
    #[n(2)]
    pub(super) seal: Seal,
    #[n(3)]
    pub(super) confirmed: Vec<Confirmed>,
    #[n(4)]
    pub(super) reason: Option<Words>,
    #[n(5)]
    pub(super) at_micros: i64,
}

/// A signed version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// 1 for the first, 2 for its correction…
    pub version: usize,
    /// The figures, all of them.
    pub figures: Figures,
    /// What the director says.
    pub comments: Vec<Comment>,
    /// The journal on which it stands.
    pub seal: Seal,
    /// What was open as it was signed, and why it was signed nevertheless.
    pub confirmed: Vec<Confirmed>,
    /// Why it corrects the version before; none for the first.
    pub reason: Option<Words>,
    /// Who signed.
    pub by: ActorId,
    /// When, in microseconds since 1970.
    pub at_micros: i64,
}

/// The report of a month, as far as it was commented and signed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The director's words for the next signature.
    pub comments: Vec<Comment>,
    /// The signed versions, oldest first.
    pub versions: Vec<Signed>,
}

impl Report {
    /// Reads the state of [`entity`]; an empty one is a report that nobody has touched.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let versions = state.facts::<Frozen>(SIGNED).into_iter();
        Self {
            comments: about()
                .filter_map(|about| {
                    let words: Option<Words> = state.one(&field(about))?;
                    words.map(|words| Comment {
                        about: about.to_owned(),
                        words,
                    })
                })
                .collect(),
            versions: (1..)
                .zip(versions)
                .map(|(version, (source, frozen))| Signed {
                    version,
                    figures: frozen.figures,
                    comments: frozen.comments,
                    seal: frozen.seal,
                    confirmed: frozen.confirmed,
                    reason: frozen.reason,
                    by: source.actor,
                    at_micros: frozen.at_micros,
                })
                .collect(),
        }
    }

    /// The version that holds: the last one signed.
    #[must_use]
    pub fn last(&self) -> Option<&Signed> {
        self.versions.last()
    }

    /// What is said of a rubric, or of the whole, for the next signature.
    #[must_use]
    pub fn comment(&self, about: &str) -> &str {
        said(&self.comments, about)
    }
}

/// What comments say of a rubric, or of the whole.
fn said<'c>(comments: &'c [Comment], about: &str) -> &'c str {
    let found = comments.iter().find(|comment| comment.about == about);
    found.map_or("", |comment| comment.words.as_str())
}

impl Signed {
    /// What is said of a rubric, or of the whole.
    #[must_use]
    pub fn comment(&self, about: &str) -> &str {
        said(&self.comments, about)
    }
}

/// What of a signed version may leave the centre.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Published {
    /// Of which month.
    #[n(0)]
    pub month: Month,
    /// The figures that may be told.
    #[n(1)]
    pub figures: Figures,
    /// What the director says.
    #[n(2)]
    pub comments: Vec<Comment>,
    /// The journal on which it stands.
    #[n(3)]
    pub seal: Seal,
    /// Why it corrects the version before.
    #[n(4)]
    pub reason: Option<Words>,
    /// When it was signed, in microseconds since 1970.
    #[n(5)]
    pub at_micros: i64,
}

impl Published {
    /// Every version that a centre published of a month, oldest first.
    #[must_use]
    pub fn all(state: &State) -> Vec<Self> {
        let facts = state.facts::<Self>(RELEASED).into_iter();
        facts.map(|(_, published)| published).collect()
    }
}

pub(super) fn about() -> impl Iterator<Item = &'static str> {
    let rubrics = Rubric::ALL.iter().map(|rubric| rubric.code());
    rubrics.chain([WHOLE])
}

pub(super) fn field(about: &str) -> String {
    format!("comment-{about}")
}

/// The entity of the report of a month, in the scope of the registry.
#[must_use]
pub fn entity(centre: CentreId, month: Month) -> EntityId {
    EntityId::named(&format!("{REPORT}/{centre}/{month}"))
}

/// The entity of what of it is published, in the scope of reports.
#[must_use]
pub fn published_entity(centre: CentreId, month: Month) -> EntityId {
    EntityId::named(&format!("{PUBLISHED}/{centre}/{month}"))
}
