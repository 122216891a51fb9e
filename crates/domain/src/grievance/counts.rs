//! The complaints of a month as numbers that lead to nobody: by channel, by what they are about, in time or not, appealed
//! or not.
//!
//! Invariant: what is given here is sheltered as the monthly report is, since every complaint is sensitive. Never: a
//! day, a number, whom it is about.

use super::{About, Channel, Delays, Grievance, Timing};
use crate::ctx::day_of;
use crate::reports::monthly::{Line, Month, sheltered};
use jiff::Timestamp;
use jiff::civil::DateTime;

/// The complaints of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// By how they came.
    pub channels: Vec<Line>,
    /// By what they are about.
    pub abouts: Vec<Line>,
    /// All of them.
    pub whole: Line,
}

/// What stands in the first parts of a line: how the first answer stands to its term.
pub const TIMINGS: &[Timing] = Timing::ALL;
/// How many parts tell whether there was an appeal: none, then one at least.
pub const APPEALS: usize = 2;

impl Counts {
    /// Whether something of it may not be told.
    pub fn hides(&self) -> bool {
        let lines = self.channels.iter().chain(&self.abouts);
        lines.chain([&self.whole]).any(Line::hides)
    }
}

fn empty(code: &str) -> Line {
    Line {
        code: code.to_owned(),
        label: String::new(),
        count: Some(0),
        parts: vec![vec![Some(0); TIMINGS.len()], vec![Some(0); APPEALS]],
        amount: None,
        unit: None,
        sensitive: true,
        of: Vec::new(),
        least: false,
    }
}

fn one_more(line: &mut Line, timing: Timing, appealed: bool) {
    let more = |cell: &mut Option<u32>| *cell = cell.map(|count| count.saturating_add(1));
    more(&mut line.count);
    let at = [
        TIMINGS.iter().position(|one| *one == timing),
        Some(usize::from(appealed)),
    ];
    for (parts, at) in line.parts.iter_mut().zip(at) {
        let cell = at.and_then(|at| parts.get_mut(at));
        cell.into_iter().for_each(more);
    }
}

/// What may be told of the complaints of a month by whoever holds them. Where no procedure gives a term, none is late.
pub fn counts(
    month: Month,
    complaints: &[Grievance],
    delays: Option<&Delays<'_>>,
    now: DateTime,
) -> Counts {
    let mut channels: Vec<Line> = Channel::ALL.iter().map(|one| empty(one.code())).collect();
    let mut abouts: Vec<Line> = About::ALL.iter().map(|one| empty(one.code())).collect();
    let mut whole = empty("");
    for one in complaints.iter().filter(|one| month == of(one)) {
        let timing = delays.and_then(|delays| one.timing(delays, now));
        let timing = timing.unwrap_or(Timing::Running);
        let appealed = !one.appeals.is_empty();
        let channel = channels
            .iter_mut()
            .find(|line| line.code == one.said.channel.code());
        let about = abouts
            .iter_mut()
            .find(|line| line.code == one.said.about.code());
        for line in channel.into_iter().chain(about).chain([&mut whole]) {
            one_more(line, timing, appealed);
        }
    }
    let mut by_about = whole.clone();
    sheltered(&mut channels, &mut whole);
    sheltered(&mut abouts, &mut by_about);
    // One total for both tables: what one of them may not tell, the other does not either.
    let cells = [whole.count, by_about.count];
    whole.count = cells
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .and(whole.count);
    for (mine, theirs) in whole
        .parts
        .iter_mut()
        .flatten()
        .zip(by_about.parts.iter().flatten())
    {
        *mine = mine.and(*theirs);
    }
    Counts {
        channels,
        abouts,
        whole,
    }
}

fn of(one: &Grievance) -> Month {
    let said = Timestamp::from_microsecond(one.said_micros);
    Month::of(said.map_or(one.said.day.date(), day_of))
}
