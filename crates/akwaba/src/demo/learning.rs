//! What the people of the demonstration have learnt: some quizzes and exercises, so that the training centre does not open empty.

use super::life::Life;
use akwaba_domain::actor::Role;
use akwaba_store::Tx;
use akwaba_store::local::training::{Done, note_done};
use akwaba_store::projections::casework::{current, edition};
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};

/// Who did which procedure, how many days ago, and with how many wrong answers.
const DONE: [(Role, &str, i64, usize); 6] = [
    (Role::SocialWorker, "P01", 41, 1),
    (Role::SocialWorker, "P09", 12, 0),
    (Role::SocialWorker, "P16", 3, 0),
    (Role::Reception, "P01", 20, 1),
    (Role::Reception, "P02", 6, 2),
    (Role::Director, "P09", 30, 0),
];

/// Notes what was done, as the pages would have.
pub(super) fn live(life: &mut Life<'_>, tx: &mut dyn Tx, now: Timestamp) -> Result<()> {
    let centre = life.founded.centre;
    let versions = current(tx, centre)?;
    for (role, code, days, wrong) in DONE {
        let Some(listed) = versions.iter().find(|one| one.named.code == code) else {
            continue;
        };
        let Some(known) = edition(tx, centre, &listed.named)? else {
            continue;
        };
        let account = life.actor(role).account;
        let at = now - SignedDuration::from_hours(24 * days);
        let mut note = |part: &str, chosen: String| {
            let done = Done {
                procedure: code.to_owned(),
                part: part.to_owned(),
                version: listed.named.version,
                done_micros: at.as_microsecond(),
                chosen,
            };
            note_done(tx, account, &done)
        };
        let quiz = known.procedure.quiz.iter().enumerate();
        let chosen = quiz.map(|(place, question)| {
            let other = (question.right + 1) % question.choices.len().max(1);
            let at = if place < wrong { other } else { question.right };
            at.to_string()
        });
        let chosen: Vec<String> = chosen.collect();
        if !chosen.is_empty() {
            note("quiz", chosen.join(" "))?;
        }
        if wrong == 0 && !known.procedure.exercises.is_empty() {
            note("exercice-1", String::new())?;
        }
    }
    Ok(())
}
