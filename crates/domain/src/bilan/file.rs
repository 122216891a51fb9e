//! The file of a facilitation: for which lack a case was begun, and which papers are there.
//!
//! The steps of the case are its procedure's. Never: a paper kept by the centre; it is seen, and stays
//! with the person.

use super::way::Way;
use crate::casework::{Case, edit};
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::state::State;

const WAY: &str = "facilitation";
const READY: &str = "facilitation-papers";

/// For which lack a case was begun, and the papers that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The way to what is lacking.
    pub way: Way,
    ready: Vec<String>,
}

impl File {
    /// The file of the state of a case; `None` for a case begun otherwise.
    pub fn of(state: &State) -> Option<Self> {
        let way: String = state.one(WAY)?;
        Some(Self {
            way: Way::from_code(&way)?,
            ready: state.one(READY).unwrap_or_default(),
        })
    }

    /// Whether a paper is there, by its name in the list.
    pub fn has(&self, paper: &str) -> bool {
        self.ready.iter().any(|known| known == paper)
    }

    /// How many of some papers are there.
    pub fn count<'p>(&self, papers: impl IntoIterator<Item = &'p str>) -> usize {
        papers.into_iter().filter(|paper| self.has(paper)).count()
    }
}

/// Writes with a case for which lack it was begun.
///
/// # Errors
/// `bilan-other-procedure` when the way goes under another one.
pub fn begin(
    allowed: &Allowed<act::CaseOpen>,
    (case, state): (&Case, &State),
    way: Way,
) -> Result<Drafts, Refusals> {
    if case.procedure.code != way.procedure() {
        return Err(Refusal::whole("bilan-other-procedure").into());
    }
    Ok(edit(allowed, (case, state), |acting| {
        acting.set(WAY, &way.code().to_owned());
    }))
}

/// Writes which papers are there: `seen` are their places in the list, from 0.
///
/// # Errors
/// `bilan-paper-unknown` for a place that the list does not have.
pub fn check(
    allowed: &Allowed<act::StepDo>,
    (case, state): (&Case, &State),
    file: &File,
    seen: &[String],
) -> Result<Drafts, Refusals> {
    let papers = file.way.papers();
    let mut ready = Vec::new();
    for typed in seen {
        let paper = typed.parse::<usize>().ok().and_then(|at| papers.get(at));
        let paper = paper.ok_or_else(|| Refusal::at("paper", "bilan-paper-unknown"))?;
        ready.push(paper.fr.clone());
    }
    Ok(edit(allowed, (case, state), |acting| {
        acting.set(READY, &ready);
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_there_by_its_name_in_the_list() {
        let file = File {
            way: Way::BirthLate,
            ready: vec![Way::BirthLate.papers().first().unwrap().fr.clone()],
        };
        let papers = Way::BirthLate.papers();
        assert_eq!(file.count(papers.iter().map(|paper| paper.fr.as_str())), 1);
        assert!(!file.has("Autre chose"));
    }
}
