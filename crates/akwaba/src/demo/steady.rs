//! What a centre does all through the year: now and then a few cases, each worked on to its end or as far as it goes, referrals,
//! talks, so that every month has something to report.

use super::activities;
use super::aid;
use super::cases::{Cases, answer, is_over, work};
use super::groups;
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
/// On which of these days the groups are registered, and on which the savings association begins to be followed.
const GROUPS_ON: usize = 3;
const SAVINGS_ON: usize = 9;
/// One of these days out of so many has a talk told as a case.
const TALKS_EVERY: usize = 8;
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
            // Now and then with a group.
            let with = cases.groups.get(self.turn % 5).copied();
            activities::talk(life, tx, at, with)?;
        }
        self.groups(cases, life, tx, at)?;
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

    /// What is done with the groups on such a day: registering them, following the savings association, talks.
    fn groups(
        &self,
        cases: &mut Cases,
        life: &mut Life<'_>,
        tx: &mut dyn Tx,
        at: Timestamp,
    ) -> Result<()> {
        let turn = self.turn;
        groups::aside(life, turn as u64, |life| {
            if turn == GROUPS_ON {
                cases.groups = groups::begin(life, tx, at)?;
            }
            let known = cases.groups.clone();
            let of = |at: usize, code: &'static str| known.get(at).map(|group| (code, *group));
            let begun = match turn {
                SAVINGS_ON => of(0, "P21"),
                _ if turn % TALKS_EVERY == 1 => of(turn % 3, "P23"),
                _ => None,
            };
            begun.map_or(Ok(()), |begun| groups::case(cases, life, tx, at, begun))
        })
    }
}
