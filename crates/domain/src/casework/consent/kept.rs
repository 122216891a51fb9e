//! What is kept from whom, whatever was agreed to.

use super::super::Why;
use super::super::case::Case;
use super::super::edition::Edition;
use super::super::open::{belongs, edit};
use super::super::plan::answer;
use super::{EndFact, end};
use crate::ctx::Ctx;
use crate::directory::{Kind, Known, Service};
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::referral::Info;
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::coded;
use crate::text;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use akwaba_matching::normal::fold;
use minicbor::{Decode, Encode};

const KEPT: &str = "kept-from";
const LIFTED: &str = "kept-lifted";
/// The questions of the manual that ask to whom nothing at all is to be told.
const KEPT_QUESTIONS: [&str; 2] = ["taire_a", "a_qui_taire"];
/// How what was answered to them is named, before the code of who is meant.
const ANSWERED: &str = "etape-";

coded! {
    /// From whom something is kept, as procedures P13 and P14 of the manual list them.
    From {
        /// The partner.
        0 Partner = "conjoint",
        /// A parent.
        1 Parent = "parent",
        /// Who brings the child up.
        2 Guardian = "gardien",
        /// The family.
        3 Family = "famille",
        /// The family in law.
        4 InLaws = "belle_famille",
        /// The chief, the notables.
        5 Chief = "chef",
        /// Somebody of the centre.
        6 Worker = "agent",
        /// Police, gendarmerie.
        7 Police = "police",
        /// The school.
        8 School = "ecole",
        /// An employer, or the school.
        9 Employer = "employeur",
        /// A service of the directory, and its organisation.
        10 Service = "service",
        /// Somebody else, in words.
        11 Other = "autre",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct KeptFact {
    #[n(0)]
    from: From,
    #[n(1)]
    service: Option<EntityId>,
    #[n(2)]
    organisation: Option<Why>,
    /// What; everything when empty.
    #[n(3)]
    what: Vec<Info>,
    #[n(4)]
    words: Option<Why>,
    #[n(5)]
    at_micros: i64,
}

/// Something kept from somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Names it.
    pub name: String,
    /// From whom.
    pub from: From,
    /// From which service, and of which organisation.
    pub service: Option<(EntityId, Why)>,
    /// What; everything when empty.
    pub what: Vec<Info>,
    /// Who precisely, or why, in words.
    pub words: Option<Why>,
    /// Since when, in microseconds since 1970.
    pub at_micros: i64,
}

impl Kept {
    /// Whether it was answered in the manual's own form.
    pub fn is_answered(&self) -> bool {
        self.name.starts_with(ANSWERED)
    }

    /// Whether a service is one from which it is kept: itself, another of its organisation, or one of its kind.
    pub fn concerns(&self, id: EntityId, service: &Service) -> bool {
        let is = |kind: Kind| service.kinds.contains(&kind);
        match (self.from, &self.service) {
            (From::Service, Some((known, organisation))) => {
                let organisation = fold(organisation.as_str());
                *known == id
                    || (!organisation.is_empty() && organisation == fold(&service.organisation))
            }
            (From::Police, _) => is(Kind::Police),
            (From::School | From::Employer, _) => is(Kind::Education),
            // Persons are no service: nothing is sent to them.
            _ => false,
        }
    }

    pub(super) fn keeps(&self, info: Info) -> bool {
        self.what.is_empty() || self.what.contains(&info)
    }
}

/// What is kept from whom: as it was noted, and as the manual's own form was answered. What was lifted is
/// not in it.
pub fn kept(case: &Case, state: &State) -> Vec<Kept> {
    let mut found = Vec::new();
    for (source, fact) in state.facts::<KeptFact>(KEPT) {
        found.push(Kept {
            name: source.entry.to_string(),
            from: fact.from,
            service: fact.service.zip(fact.organisation),
            what: fact.what,
            words: fact.words,
            at_micros: fact.at_micros,
        });
    }
    for part in case.counted() {
        let said = KEPT_QUESTIONS
            .iter()
            .filter_map(|name| answer(part.answers, name));
        let codes = said.flat_map(str::split_ascii_whitespace);
        for from in codes.filter_map(From::from_code) {
            found.push(Kept {
                name: format!("{ANSWERED}{}", from.code()),
                from,
                service: None,
                what: Vec::new(),
                words: None,
                at_micros: part.at_micros,
            });
        }
    }
    let lifted = state.facts::<EndFact>(LIFTED);
    found.retain(|one| {
        !lifted
            .iter()
            .any(|(_, end)| end.name == one.name && end.at_micros >= one.at_micros)
    });
    // Said again, it is the same.
    let mut seen = Vec::new();
    found.retain(|one| {
        let new = !seen.contains(&one.name);
        seen.push(one.name.clone());
        new
    });
    found
}

/// What is to be kept from somebody, as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct KeepForm {
    /// `from`: a code of [`From`].
    pub from: String,
    /// `what`, several: codes of [`Info`]; everything when none.
    pub what: Vec<String>,
    /// `kept-words`: who precisely; needed for somebody else.
    pub words: String,
}

/// Notes that something is kept from somebody; `service` is the one chosen, where it is one.
///
/// # Errors
/// `casework-sealed` in the open; `choice-missing` at `from`, `kept-service`; `text-missing` at `kept-words`.
pub fn keep(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    (case, state): (&Case, &State),
    edition: &Edition,
    service: Option<&Known>,
    form: &KeepForm,
) -> Result<Drafts, Refusals> {
    belongs(edition, allowed.room())?;
    let mut wrong = Refusals::new();
    let from = From::from_code(&form.from);
    let words = wrong.take(text::line("kept-words", &form.words));
    let Some(from) = from else {
        wrong.push(Refusal::at("from", "choice-missing"));
        return Err(wrong);
    };
    let service = service.filter(|_| from == From::Service);
    if from == From::Service && service.is_none() {
        wrong.push(Refusal::at("kept-service", "choice-missing"));
    }
    if from == From::Other && words.is_none() {
        wrong.push(Refusal::at("kept-words", "text-missing"));
    }
    let what = form.what.iter().filter_map(|code| Info::from_code(code));
    let fact = KeptFact {
        from,
        service: service.map(|known| known.id),
        organisation: service.map(|known| Why::new(known.service.organisation.as_str())),
        what: what.collect(),
        words: words.map(Why::new),
        at_micros: ctx.now.as_microsecond(),
    };
    wrong.or(edit(allowed, (case, state), |acting| {
        acting.fact(KEPT, &fact);
    }))
}

/// Lifts what was kept from somebody, because the person now wants it so.
///
/// # Errors
/// `agreement-over` where nothing of that name is kept; `text-missing` at `words`.
pub fn lift(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::CaseFollow>,
    (case, state): (&Case, &State),
    (name, words): (&str, &str),
) -> Result<Drafts, Refusals> {
    if kept(case, state).iter().all(|one| one.name != name) {
        return Err(Refusal::whole("agreement-over").into());
    }
    text::required("words", words)?;
    end(ctx, allowed, (case, state), LIFTED, (name, words))
}
