//! How long each kind of file is kept, from when, and by whose decision.
//!
//! Invariant: no duration here is the law's. None was found in a text in force, so each is a proposal
//! until the centre writes whose decision it is; then that stands beside it.

use super::{TERMS, VERSION};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;
use jiff::Span;
use jiff::civil::Date;
use minicbor::{Decode, Encode};

/// The longest term, in months: a hundred years.
pub const MONTHS_MAX: u16 = 1_200;

/// A kind of file that has a term of its own, or goes with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Persons and households of whom no case is kept.
    Person,
    /// Cases under an ordinary procedure.
    Case,
    /// Cases under a restricted procedure: children, violence.
    RestrictedCase,
    /// Groups of the registry: an association, a committee.
    Group,
    /// Sealed files: children, violence, staff. They are destroyed inside the protected space.
    Sealed,
    /// Complaints about the centre, destroyed there too.
    Complaint,
    /// Visits and appointments of people who are in no record.
    Visit,
    /// Photos and scans.
    Document,
    /// Referrals, the papers issued, the requests of the person.
    Referral,
    /// Forms being typed.
    Draft,
    /// What people did in the training centre.
    Training,
    /// The trail, with the lists that left.
    Trail,
    /// The records of destructions, and the breaches.
    Register,
    /// Backups in the folder of this PC.
    Backup,
}

/// From what the months are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The last thing that was written of it.
    LastWritten,
    /// Its end; of a child, the 18th birthday where that comes later.
    Closed,
    /// The day on which it happened.
    Day,
    /// The day on which it was made.
    Made,
}

/// How something of a kind ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Two people destroy it.
    TwoPeople,
    /// Two people who have its key destroy it, inside the protected space: the open part does not tell that there is one.
    Inside,
    /// It goes with the record or the case that it belongs to.
    WithFile,
    /// It holds numbers and accounts, no content: it stays, and names nobody once the records are gone.
    Stays,
    /// Whoever keeps the PC removes the file.
    Removed,
    /// It goes after a week, or when the form is sent: the one thing that goes alone.
    Alone,
}

/// Whose decision a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Nobody's yet: proposed with the program, to be validated.
    Proposal,
    /// The one that the centre has written.
    Decided,
}

impl FileKind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::Person,
        Self::Case,
        Self::RestrictedCase,
        Self::Group,
        Self::Sealed,
        Self::Complaint,
        Self::Visit,
        Self::Document,
        Self::Referral,
        Self::Draft,
        Self::Training,
        Self::Trail,
        Self::Register,
        Self::Backup,
    ];

    /// Its code, as addresses and catalogues name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Case => "case",
            Self::RestrictedCase => "restricted-case",
            Self::Group => "group",
            Self::Sealed => "sealed",
            Self::Complaint => "complaint",
            Self::Visit => "visit",
            Self::Document => "document",
            Self::Referral => "referral",
            Self::Draft => "draft",
            Self::Training => "training",
            Self::Trail => "trail",
            Self::Register => "register",
            Self::Backup => "backup",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// From what its months are counted.
    pub fn since(self) -> Since {
        match self {
            Self::Person | Self::Group => Since::LastWritten,
            Self::Case
            | Self::RestrictedCase
            | Self::Sealed
            | Self::Complaint
            | Self::Document
            | Self::Referral => Since::Closed,
            Self::Visit | Self::Trail | Self::Register | Self::Training => Since::Day,
            Self::Draft | Self::Backup => Since::Made,
        }
    }

    /// How it ends.
    pub fn end(self) -> End {
        match self {
            Self::Person
            | Self::Case
            | Self::RestrictedCase
            | Self::Group
            | Self::Visit
            | Self::Training => End::TwoPeople,
            Self::Sealed | Self::Complaint => End::Inside,
            Self::Document | Self::Referral => End::WithFile,
            Self::Trail | Self::Register => End::Stays,
            Self::Backup => End::Removed,
            Self::Draft => End::Alone,
        }
    }

    /// Whether a centre may set its months.
    pub fn is_set(self) -> bool {
        !matches!(self.end(), End::WithFile | End::Alone)
    }

    /// The months proposed with the program.
    fn proposed(self) -> u16 {
        match self {
            Self::Person
            | Self::Case
            | Self::RestrictedCase
            | Self::Group
            | Self::Sealed
            | Self::Complaint
            | Self::Visit
            | Self::Document
            | Self::Referral => 60,
            Self::Trail | Self::Register => 120,
            Self::Training => 24,
            Self::Backup => 3,
            Self::Draft => 0,
        }
    }
}

/// The term of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Of what.
    pub kind: FileKind,
    /// How many months it is kept.
    pub months: u16,
    /// Whose decision it is, as the centre wrote it; empty for a proposal.
    pub decision: String,
}

impl Term {
    /// Whose decision it is.
    pub fn basis(&self) -> Basis {
        if self.decision.is_empty() {
            Basis::Proposal
        } else {
            Basis::Decided
        }
    }

    /// The first day on which something is past its term that was counted from `since`.
    pub fn ends(&self, since: Date) -> Date {
        since.saturating_add(Span::new().months(i32::from(self.months)))
    }

    /// What happened on this day or before has passed its term today. None is ever so recent that it
    /// has not yet begun.
    pub fn cutoff(&self, today: Date) -> Date {
        today.saturating_sub(Span::new().months(i32::from(self.months)))
    }
}

/// What the centre has set for a kind.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Kept {
    #[n(0)]
    months: u16,
    #[n(1)]
    decision: String,
}

/// The terms of a centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms(Vec<Term>);

impl Terms {
    /// Those of a state: what the centre set, and what is proposed for the rest.
    pub fn of(state: &State) -> Self {
        let term = |kind: FileKind| {
            let kept = state.one::<Kept>(kind.code()).filter(|_| kind.is_set());
            Term {
                kind,
                months: kept.as_ref().map_or(kind.proposed(), |kept| kept.months),
                decision: kept.map_or_else(String::new, |kept| kept.decision),
            }
        };
        Self(FileKind::ALL.into_iter().map(term).collect())
    }

    /// All of them, in the order of [`FileKind::ALL`].
    pub fn all(&self) -> &[Term] {
        &self.0
    }

    /// The one of a kind.
    pub fn of_kind(&self, kind: FileKind) -> Term {
        let known = self.0.iter().find(|term| term.kind == kind);
        known.cloned().unwrap_or_else(|| Term {
            kind,
            months: MONTHS_MAX,
            decision: String::new(),
        })
    }
}

/// The entity that holds the terms of a centre.
pub fn entity(centre: CentreId) -> EntityId {
    EntityId::named(&format!("privacy-terms/{centre}"))
}

/// Sets the months of a kind, with whose decision it is; without one it stays a proposal.
///
/// # Errors
/// `privacy-months` at `months`; `privacy-not-set` for a kind that has none of its own; `text-too-long`,
/// `text-control` at `decision`; `text-missing` at `why`.
pub fn set(
    allowed: &Allowed<act::RetentionSet>,
    state: &State,
    kind: FileKind,
    (months, decision, why): (&str, &str, &str),
) -> Result<Drafts, Refusals> {
    let mut refusals = Refusals::new();
    if !kind.is_set() {
        refusals.push(Refusal::whole("privacy-not-set"));
    }
    let read = months.trim().parse::<u16>().ok();
    let months = read.filter(|months| (1..=MONTHS_MAX).contains(months));
    if months.is_none() {
        refusals.push(Refusal::at("months", "privacy-months").with("max", MONTHS_MAX));
    }
    let decision = refusals.take(text::line("decision", decision));
    let why = refusals.take(text::required("why", why));
    refusals.or(())?;
    let kept = Kept {
        months: months.unwrap_or(MONTHS_MAX),
        decision: decision.unwrap_or_default(),
    };
    let act = Acting::on(state)
        .set(kind.code(), &kept)
        .done(Some(&why), None);
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(Draft {
            scope: scope::office(allowed.centre()),
            entity: entity(allowed.centre()),
            kind: TERMS,
            version: VERSION,
            act,
            secrecy: Secrecy::Open,
        });
    }
    Ok(drafts)
}
