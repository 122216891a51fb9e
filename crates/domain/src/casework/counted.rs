//! What of a case came to count: steps done, and submissions wholly approved, in the order in which they did.

use super::facts::Work;
use super::submission::Submission;
use akwaba_journal::id::ActorId;
use akwaba_journal::state::Source;
use akwaba_procedures::form::Answers;

/// A step that came to count as done, with its answers.
pub(crate) struct Counted<'a> {
    /// By which entry: that of who did it, or of who approved it last.
    pub since: Source,
    /// The step.
    pub step: &'a str,
    /// Who did it.
    pub by: ActorId,
    /// When it was done, in microseconds since 1970.
    pub at_micros: i64,
    /// When it came to count, in microseconds since 1970: with the last approval, where one is needed.
    pub counted_micros: i64,
    /// The path of the group of the form that it answers; empty when it answers none.
    pub group: &'a str,
    /// Its answers.
    pub answers: &'a Answers,
}

/// The answers of steps done, and of submissions wholly approved, in the order in which they came
/// to count.
pub(super) fn counted<'a>(
    done: &'a [(Source, Work)],
    submissions: &'a [Submission],
) -> Vec<Counted<'a>> {
    let mut parts: Vec<Counted<'a>> = done
        .iter()
        .map(|(source, work)| Counted {
            since: *source,
            step: &work.step,
            by: source.actor,
            at_micros: work.at_micros,
            counted_micros: work.at_micros,
            group: &work.group,
            answers: &work.answers,
        })
        .collect();
    for submission in submissions {
        let rulings = submission.asked.iter();
        let granted: Option<Vec<(Source, i64)>> = rulings
            .map(|asked| {
                let ruling = asked.ruling.filter(|(_, granted)| *granted);
                ruling.map(|(by, _)| (by, asked.ruled_micros))
            })
            .collect();
        if let Some((since, counted_micros)) = granted.and_then(|all| all.into_iter().max()) {
            parts.push(Counted {
                since,
                step: &submission.step,
                by: submission.source.actor,
                // What was found was found when it was sent, whenever it was approved.
                at_micros: submission.sent_micros,
                counted_micros,
                group: &submission.group,
                answers: &submission.answers,
            });
        }
    }
    parts.sort_by_key(|part| part.since);
    parts
}

/// The answers that stand after some of what counted: of each group, the last.
pub(crate) fn standing<'a>(parts: impl IntoIterator<Item = &'a Counted<'a>>) -> Answers {
    let mut standing = Answers::new();
    for part in parts {
        if !part.group.is_empty() {
            standing.put(part.group, part.answers);
        }
    }
    standing
}
