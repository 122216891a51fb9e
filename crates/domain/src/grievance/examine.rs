//! From a complaint to the sealed file in which it is examined, under the procedure of complaints of the manual.
//!
//! Owns what of the complaint the file's first steps say already, the link between the two, and the decision that comes
//! back as the answer. Invariant: who holds the complaint holds the file, and whom it is about is kept from both.

use super::appeal::fact;
use super::{About, Channel, Grievance, GrievanceWords, Whom};
use crate::casework::sealed::{self, File};
use crate::casework::{Case, edit};
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_procedures::form::Answers;
use minicbor::{Decode, Encode};

const EXAMINED: &str = "examined";
const COMPLAINT: &str = "complaint";

/// The step that receives, which the complaint answers by itself.
pub const RECEPTION: &str = "reception";
/// The step that chooses who examines.
pub const SORTING: &str = "tri";
/// The steps in which the answer is decided, with where its words stand: the centre's, then the region's.
const DECIDED: [(&str, &str); 2] = [
    ("reponse", "reponse/reponse_mots"),
    ("reponse_region", "reponse_region/re_mots"),
];

/// The file in which a complaint is examined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Examined {
    /// Its case.
    #[n(0)]
    pub case: EntityId,
    /// The sealed file.
    #[n(1)]
    pub file: ScopeId,
}

impl Examined {
    pub(super) fn of(state: &State) -> Option<Self> {
        state.facts(EXAMINED).into_iter().next().map(|(_, one)| one)
    }
}

/// What the holder says when the file begins: what the complaint does not say by a code of the procedure.
#[derive(Debug, Clone, Default)]
pub struct ExamineForm {
    /// `aimed`: a code of the procedure's list `vise`.
    pub aimed: String,
    /// `grave`: codes of its list `grave_signe`; none of them stands for `aucune`.
    pub grave: Vec<String>,
}

/// What is offered first for [`ExamineForm::aimed`]; nothing for somebody whom the person did not want to point at.
pub fn aimed(whom: Whom) -> &'static str {
    match whom {
        Whom::Service => "centre",
        Whom::Reception => "accueil",
        Whom::Worker => "agent",
        Whom::Director => "directeur",
        Whom::Unsaid => "",
    }
}

/// What is offered first for [`ExamineForm::grave`].
pub fn grave(about: About) -> &'static str {
    match about {
        About::Money => "argent",
        About::Secret => "secret",
        About::Body => "menace",
        _ => "",
    }
}

/// The answers of the step that receives, as the complaint gives them.
pub fn received(grievance: &Grievance) -> Answers {
    let said = &grievance.said;
    let channel = match said.channel {
        Channel::Page => "autre",
        Channel::Voice => "oral",
        Channel::Writing => "boite",
        Channel::Phone => "telephone",
        Channel::Close => "proche",
    };
    let speaks = match said.channel {
        Channel::Close => "proche",
        _ => "inconnu",
    };
    let about = match said.about {
        About::Wait => "attente",
        About::Manners => "maniere",
        About::Refusal => "refus",
        About::Money => "argent",
        About::Secret => "secret",
        About::Body | About::Other => "autre",
    };
    let nameless = if said.contact.is_none() { "oui" } else { "non" };
    let day = said.day.date().to_string();
    let mut answers = Answers::new();
    for (name, value) in [
        ("referent_vise", "non"),
        ("recue_le", day.as_str()),
        ("canal", channel),
        ("qui_parle", speaks),
        ("anonyme", nameless),
        (
            "joindre",
            said.contact.as_ref().map_or("", GrievanceWords::as_str),
        ),
        ("mots_reclamation", said.words.as_str()),
        ("objet_reclamation", about),
        // The receipt was given when it was said.
        ("accuse_remis", "oui"),
    ] {
        if !value.is_empty() {
            answers.set(&format!("{RECEPTION}/{name}"), value);
        }
    }
    answers
}

/// The answers of the step that chooses who examines.
pub fn sorted(form: &ExamineForm) -> Answers {
    let grave = if form.grave.is_empty() {
        "aucune".to_owned()
    } else {
        form.grave.join(" ")
    };
    let mut answers = Answers::new();
    answers.set(&format!("{SORTING}/vise"), form.aimed.trim());
    answers.set(&format!("{SORTING}/grave_types"), &grave);
    // Whoever is meant is kept from the file by its key.
    answers.set(&format!("{SORTING}/cle_vise"), "non");
    answers
}

/// What the new file says of itself: those who hold the complaint hold it, and nobody else may.
///
/// # Errors
/// `grievance-file-begun` when it has one.
pub fn file_of(
    allowed: &Allowed<act::GrievanceHold>,
    (grievance, complaint): (&Grievance, &File),
    case: EntityId,
) -> Result<File, Refusals> {
    if grievance.examined.is_some() {
        return Err(Refusal::whole("grievance-file-begun").into());
    }
    let mut supervision = complaint.supervision.clone();
    supervision.remove(&allowed.actor());
    Ok(File {
        case,
        supervision,
        never: complaint.never.clone(),
        keys: std::collections::BTreeSet::new(),
    })
}

/// Links the two, each in its own file.
pub fn link(
    allowed: &Allowed<act::GrievanceHold>,
    grievance: &Grievance,
    (case, state): (&Case, &State),
    file: ScopeId,
) -> Drafts {
    let examined = Examined {
        case: case.id,
        file,
    };
    let mut drafts = fact(allowed, grievance.id, EXAMINED, &examined);
    drafts.join(edit(allowed, (case, state), |acting| {
        acting.fact(COMPLAINT, &grievance.id);
    }));
    drafts
}

/// The complaint that a case examines.
pub fn complaint_of(state: &State) -> Option<EntityId> {
    let found = state.facts(COMPLAINT).into_iter().next();
    found.map(|(_, complaint)| complaint)
}

/// What the file has decided to say, the last word first heard: none before it has.
pub fn decided(case: &Case) -> Option<GrievanceWords> {
    let said = DECIDED.iter().filter_map(|(step, path)| {
        let (_, at, answers) = case.answers_of(step).last()?;
        Some((at, answers.get(path)?.to_owned()))
    });
    let (_, words) = said.max_by_key(|(at, _)| *at)?;
    Some(GrievanceWords::new(words))
}

/// Keeps somebody from the file too, for ever.
///
/// # Errors
/// `grievance-follows-file` at `who` for who follows its case: it is handed over first.
pub fn keep_from_file(
    allowed: &Allowed<act::GrievanceHold>,
    (scope, state): (ScopeId, &State),
    case: &Case,
    who: ActorId,
) -> Result<Drafts, Refusals> {
    if case.assigned == Some(who) {
        return Err(Refusal::at("who", "grievance-follows-file").into());
    }
    sealed::bar(allowed, (scope, state), who)
}
