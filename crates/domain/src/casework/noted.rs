//! The notes of a case as they stand: what each says, by whom, and which it corrects. How one is written: [`super::note`].

use super::Why;
use super::facts::{NOTED, Noted};
use akwaba_journal::id::ActorId;
use akwaba_journal::state::{Source, State};

/// One note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Names it, for ever.
    pub name: String,
    /// By whom.
    pub source: Source,
    /// When, in microseconds since 1970, by the clock of who wrote it.
    pub at_micros: i64,
    /// What it says.
    pub words: Why,
    /// The note that it corrects, by its name.
    pub corrects: Option<String>,
    /// Under which tutor, where an intern wrote it.
    pub tutor: Option<ActorId>,
}

/// The notes of a state, oldest first.
pub(super) fn notes(state: &State) -> Vec<Note> {
    let facts = state.facts::<Noted>(NOTED).into_iter();
    facts
        .map(|(source, fact)| Note {
            name: source.entry.to_string(),
            source,
            at_micros: fact.at_micros,
            words: fact.words,
            corrects: fact.corrects,
            tutor: fact.tutor,
        })
        .collect()
}
