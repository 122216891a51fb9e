//! What a centre does all through the year: now and then a few cases, each worked on to its end or as far as it goes, referrals,
//! talks, so that every month has something to report.

use super::activities;
use super::aid;
use super::cases::{Cases, answer, is_over, work};
use super::life::Life;
use super::referrals::Referrals;
use akwaba_store::Tx;
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};

/// One open day out of so many has cases.
pub const EVERY: usize = 3;
/// Which procedures are opened on such a day, in turn.
const OPENED: [[&str; 2]; 7] = [
    ["P03", "P04"],
    ["P02", "P17"],
    ["P03", "P05"],
    ["P01", "P04"],
    ["P03", "P16"],
    ["P06", "P04"],
    ["P22", "P02"],
];
/// How often a case is worked on at most that day.
const ROUNDS: i64 = 16;

/// What goes on from one such day to the next.
#[derive(Default)]
pub struct Steady {
    turn: usize,
    referrals: Referrals,
}

impl Steady {
    /// One such day, from `at` on.
    pub fn day(
        &mut self,
        cases: &mut Cases,
        life: &mut Life<'_>,
        tx: &mut dyn Tx,
        at: Timestamp,
    ) -> Result<()> {
        cases.begin(life, tx, at)?;
        aid::refill(life, tx, at)?;
        self.referrals.answer(life, tx, at)?;
        // Every second time: three or four talks a month.
        if self.turn.is_multiple_of(2) {
            activities::talk(life, tx, at)?;
        }
        let codes = OPENED.get(self.turn % OPENED.len()).copied();
        self.turn += 1;
        let mut at = at;
        for code in codes.into_iter().flatten() {
            at += SignedDuration::from_mins(3);
            let Some(id) = cases.open_under(life, tx, at, Some(code))? else {
                continue;
            };
            self.referrals.send(life, tx, at, id)?;
            aid::deliver(life, tx, at + SignedDuration::from_mins(1), id)?;
            for round in 1..=ROUNDS {
                let at = at + SignedDuration::from_mins(round * 10);
                if is_over(life, tx, at, id)? {
                    break;
                }
                work(life, tx, at, id)?;
                answer(life, tx, at + SignedDuration::from_mins(4), id)?;
            }
        }
        Ok(())
    }
}
