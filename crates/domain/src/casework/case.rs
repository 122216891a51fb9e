//! What one case is, read from its state.

use super::counted::{self, Counted};
use super::edition::ProcedureRef;
use super::facts::{
    BEGUN, Begun, CLOSED, Closed, DEPARTED, DONE, Departed, HANDED, Handed, MOVED, Moved,
    PROTECTED, ProtectedFact, REOPENED, Reopened, Work, called,
};
use super::incident::{INCIDENT, IncidentFact};
use super::noted::{Note, notes};
use super::number::CaseNumber;
use super::severity::{self, Scored};
use super::submission::{Submission, sent, submissions};
use super::time::civil;
use super::who::{Hands, Subject};
use super::{Edition, Why};
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::{Source, State};
use akwaba_procedures::form::Answers;
use akwaba_procedures::run::{Course, Event, What, Words};
use akwaba_procedures::workbook::{Confidentiality, Step};
use std::collections::BTreeSet;

/// What one case is.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Which.
    pub id: EntityId,
    /// Its number in the year.
    pub number: CaseNumber,
    /// The centre that follows it.
    pub centre: CentreId,
    /// The procedure and version it runs under now.
    pub procedure: ProcedureRef,
    /// Whose it is.
    pub subject: Subject,
    /// Who follows it; nobody while it waits to be given to someone.
    pub assigned: Option<ActorId>,
    /// Who opened it.
    pub opened_by: ActorId,
    /// When, in microseconds since 1970.
    pub opened_micros: i64,
    /// All that happened.
    pub course: Course,
    /// The answers that stand: of each group, those of the last time its step was done.
    pub answers: Answers,
    /// Every submission, oldest first.
    pub submissions: Vec<Submission>,
    /// Every time it was given to someone, oldest first.
    pub handed: Vec<HandOver>,
    /// Every note, oldest first.
    pub notes: Vec<Note>,
    /// When it was told last what protects a person at high risk once the case is over, in
    /// microseconds since 1970.
    pub protected_micros: Option<i64>,
    /// What keeps the signed lines of registers from being guessed; empty while it has none.
    pub(crate) salt: Vec<u8>,
    done: Vec<(Source, Work)>,
    team: BTreeSet<ActorId>,
}

/// A case given to someone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// By whom, when.
    pub source: Source,
    /// To whom.
    pub to: Option<ActorId>,
    /// Why.
    pub reason: Why,
}

impl Case {
    /// The case of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        let (opened, begun) = state.facts::<Begun>(BEGUN).into_iter().next()?;
        let submissions = submissions(state);
        let began = What::Began {
            lead: begun.lead.into(),
        };
        let mut events = vec![(opened, begun.at_micros, began)];
        let done = state.facts::<Work>(DONE);
        let did = done
            .iter()
            .map(|(source, work)| (*source, work.at_micros, did(work)));
        events.extend(did);
        sent(state, &submissions, &mut events);
        for (source, fact) in state.facts::<Departed>(DEPARTED) {
            let what = What::Departed {
                step: fact.step,
                due: fact.due_micros.map(civil),
                reason: Words::new(fact.reason.as_str()),
                lead: fact.lead.into(),
            };
            events.push((source, fact.at_micros, what));
        }
        let moved = state.facts::<Moved>(MOVED);
        for (source, fact) in &moved {
            let what = What::Moved {
                version: fact.to.version,
                reason: Words::new(fact.reason.as_str()),
                open: fact.open.clone(),
            };
            events.push((*source, fact.at_micros, what));
        }
        for (source, fact) in state.facts::<IncidentFact>(INCIDENT) {
            if !fact.open.is_empty() {
                let what = What::Opened {
                    steps: fact.open,
                    reason: Words::new(fact.code.as_str()),
                };
                events.push((source, fact.at_micros, what));
            }
        }
        for (source, fact) in state.facts::<Closed>(CLOSED) {
            let reason = Words::new(fact.reason.as_str());
            events.push((source, fact.at_micros, What::Closed { reason }));
        }
        for (source, fact) in state.facts::<Reopened>(REOPENED) {
            let what = What::Reopened {
                reason: Words::new(fact.reason.as_str()),
                open: fact.open,
            };
            events.push((source, fact.at_micros, what));
        }
        events.sort_by_key(|(source, ..)| *source);
        let acted = events.iter().map(|(source, ..)| source.actor);
        let team = acted.chain(called(state)).collect();
        let answers = counted::standing(&counted::counted(&done, &submissions));
        let handed = state.facts::<Handed>(HANDED).into_iter();
        Some(Self {
            id,
            number: state.one("number")?,
            centre: begun.centre,
            procedure: state.one("procedure")?,
            subject: state.one("subject")?,
            assigned: state.one::<Option<ActorId>>("assigned").flatten(),
            opened_by: opened.actor,
            opened_micros: begun.at_micros,
            course: Course {
                events: events.into_iter().map(event).collect(),
            },
            answers,
            submissions,
            handed: handed
                .map(|(source, fact)| HandOver {
                    source,
                    to: fact.to,
                    reason: fact.reason,
                })
                .collect(),
            notes: notes(state),
            protected_micros: protected_micros(state),
            salt: state.one("salt").unwrap_or_default(),
            done,
            team,
        })
    }

    /// Whether somebody may open it: who works in the centre, and for a restricted procedure, only
    /// who follows it, has worked on it, or directs; of a sealed one, who holds its key.
    pub fn may_be_opened_by(&self, edition: &Edition, who: ActorId, hands: &Hands) -> bool {
        if !hands.work() {
            return false;
        }
        match edition.procedure.confidentiality {
            Confidentiality::Ordinary => true,
            Confidentiality::Restricted => self.is_of_the_team(who) || hands.direct(),
            // Nothing sealed is stored in the open; what claims to be is shown to nobody.
            Confidentiality::Sealed => hands.hold_keys(),
        }
    }

    /// Whether an open step of it may be done on its own page by who may not open the case: in an ordinary procedure, whoever
    /// does such steps; in a restricted one, only the office that holds the step. Of a sealed one, who holds its key.
    pub fn step_is_held_by(&self, edition: &Edition, step: &Step, hands: &Hands) -> bool {
        edition.function(&step.role).is_some_and(|function| {
            match edition.procedure.confidentiality {
                Confidentiality::Ordinary => hands.may_do(function),
                Confidentiality::Restricted => hands.hold(function),
                Confidentiality::Sealed => hands.hold_keys() && hands.may_do(function),
            }
        })
    }

    /// Who followed it at a moment of the journal, from its opening on.
    pub fn followed_by_at(&self, at: Stamp) -> Option<ActorId> {
        let before = self.handed.iter().rfind(|hand| hand.source.clock <= at);
        match before {
            Some(hand) => hand.to,
            // Before it was given to anybody, who opened it followed it.
            None if self.handed.is_empty() => self.assigned,
            None => Some(self.opened_by),
        }
    }

    /// Whether somebody follows it or has worked on it.
    pub fn is_of_the_team(&self, who: ActorId) -> bool {
        self.team().any(|one| one == who)
    }

    /// Everyone who follows it, was given it, or has worked on it; somebody may come twice.
    pub fn team(&self) -> impl Iterator<Item = ActorId> + '_ {
        let given = self.handed.iter().filter_map(|hand| hand.to);
        let worked = self.team.iter().copied();
        self.assigned.into_iter().chain(worked).chain(given)
    }

    /// How high the risk is now: as it was found last; 0 when it was never told.
    pub fn risk(&self) -> u8 {
        self.risks().last().map_or(0, |scored| scored.level)
    }

    /// How high the risk was found each time that it was told, oldest first.
    pub fn risks(&self) -> Vec<Scored> {
        let parts = self.counted();
        severity::course(parts.iter().map(|part| (part.at_micros, part.answers)))
    }

    /// The steps that came to count as done, with their answers, in the order in which they did.
    pub(crate) fn counted(&self) -> Vec<Counted<'_>> {
        counted::counted(&self.done, &self.submissions)
    }

    /// The note that corrects a note, if one does.
    pub fn correction(&self, name: &str) -> Option<&Note> {
        self.notes
            .iter()
            .find(|note| note.corrects.as_deref() == Some(name))
    }

    /// A submission by its name.
    pub fn submission(&self, name: &str) -> Option<&Submission> {
        self.submissions.iter().find(|known| known.name == name)
    }

    /// The answers of each time a step was done without approval, oldest first: by whom, when in
    /// microseconds since 1970, and what.
    pub fn answers_of<'a>(
        &'a self,
        step: &'a str,
    ) -> impl Iterator<Item = (ActorId, i64, &'a Answers)> {
        self.done
            .iter()
            .filter(move |(_, work)| work.step == step)
            .map(|(source, work)| (source.actor, work.at_micros, &work.answers))
    }
}

/// When it was told last what protects the person once the case is over.
fn protected_micros(state: &State) -> Option<i64> {
    let told = state.facts::<ProtectedFact>(PROTECTED).into_iter();
    told.map(|(_, fact)| fact.at_micros).max()
}

fn event((source, at_micros, what): (Source, i64, What)) -> Event {
    Event {
        at: civil(at_micros),
        by: source.actor.to_string(),
        what,
    }
}

fn did(work: &Work) -> What {
    What::Done {
        step: work.step.clone(),
        due: work.due(),
        decision: work.decision.clone(),
        lead: work.lead.clone().into(),
    }
}
