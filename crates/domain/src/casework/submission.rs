//! Steps sent for approval: what each says, and what became of the approvals that it asked.
//!
//! Never: counts an approval by the author, or of anything but what was submitted.

use super::Why;
use super::facts::{Asked, SUBMITTED, Said, Submitted, VISA};
use akwaba_journal::act::Tag;
use akwaba_journal::chain::Hash;
use akwaba_journal::state::{Source, State};
use akwaba_procedures::form::Answers;
use akwaba_procedures::run::{What, Words};

/// A step that was sent for approval.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// Names it, for ever.
    pub name: String,
    /// The step.
    pub step: String,
    /// By whom.
    pub source: Source,
    /// When, in microseconds since 1970.
    pub sent_micros: i64,
    /// The seal of what was submitted; only that is approved.
    pub seal: Hash,
    /// The path of the group of the form that they answer; empty when there is none.
    pub group: String,
    /// The answers submitted.
    pub answers: Answers,
    /// The decision submitted, in its words.
    pub decision: Option<String>,
    /// The approvals asked, in order.
    pub asked: Vec<AskedVisa>,
}

/// One approval asked, and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedVisa {
    /// Names the request.
    pub tag: Tag,
    /// Its place among those that the submission needs.
    pub place: usize,
    /// The roles of the manual that may give it.
    pub roles: Vec<String>,
    /// By whom and when it was ruled on, and whether it was given.
    pub ruling: Option<(Source, bool)>,
    /// When, in microseconds since 1970; 0 while it is awaited.
    pub ruled_micros: i64,
    /// Why it was refused.
    pub reason: Option<Why>,
}

impl Submission {
    /// Whether an approval is still missing, and none was refused.
    pub fn is_open(&self) -> bool {
        self.asked.iter().any(|asked| asked.ruling.is_none()) && !self.is_refused()
    }

    /// Whether an approval was refused.
    pub fn is_refused(&self) -> bool {
        self.asked
            .iter()
            .any(|asked| matches!(asked.ruling, Some((_, false))))
    }
}

/// The submissions of a state, each with what became of the approvals it asked.
pub(super) fn submissions(state: &State) -> Vec<Submission> {
    let asked: Vec<_> = state.requests(VISA);
    let facts = state.facts::<Submitted>(SUBMITTED).into_iter();
    facts
        .map(|(source, fact)| {
            let seal = fact.seal();
            let own = asked.iter().filter_map(|(tag, request)| {
                let about: Asked = request.asked.value.read().ok()?;
                // Asked in the entry that submitted, for what it submitted: nothing else counts.
                let same = tag.entry == source.entry && about.seal == seal;
                let roles = fact.asked.get(usize::from(about.place))?.clone();
                let ruling = request.ruling.as_ref();
                // Nobody approves their own work, whatever another node wrote.
                let ruling = ruling.filter(|ruling| ruling.source.actor != source.actor);
                let said = ruling.and_then(|ruling| ruling.value.read::<Said>().ok());
                let said = said.filter(|said| said.seal == seal);
                let ruling = ruling.filter(|_| said.is_some());
                same.then(|| AskedVisa {
                    tag: *tag,
                    place: usize::from(about.place),
                    roles,
                    ruling: ruling.map(|ruling| (ruling.source, ruling.granted)),
                    ruled_micros: said.as_ref().map_or(0, |said| said.at_micros),
                    reason: said.and_then(|said| said.reason),
                })
            });
            Submission {
                name: source.entry.to_string(),
                step: fact.work.step.clone(),
                source,
                sent_micros: fact.work.at_micros,
                seal,
                asked: own.collect(),
                group: fact.work.group,
                answers: fact.work.answers,
                decision: fact.work.decision,
            }
        })
        .collect()
}

/// The events of submissions: that they were made, approved, refused.
pub(super) fn sent(
    state: &State,
    submissions: &[Submission],
    events: &mut Vec<(Source, i64, What)>,
) {
    let facts = state.facts::<Submitted>(SUBMITTED);
    for ((source, fact), known) in facts.into_iter().zip(submissions) {
        let what = What::Submitted {
            submission: known.name.clone(),
            step: fact.work.step.clone(),
            due: fact.work.due(),
            decision: fact.work.decision,
            lead: fact.work.lead.into(),
            asked: fact.asked,
        };
        events.push((source, known.sent_micros, what));
        for asked in &known.asked {
            let Some((ruled, granted)) = asked.ruling else {
                continue;
            };
            let place = asked.place;
            let submission = known.name.clone();
            let what = if granted {
                What::Approved { submission, place }
            } else {
                let reason = asked.reason.as_ref().map_or("", Why::as_str);
                What::Refused {
                    submission,
                    reason: Words::new(reason),
                }
            };
            events.push((ruled, asked.ruled_micros, what));
        }
    }
}
