//! A register that cases fill, month by month, and its signature: the hash of every line, as in the *registre d'accueil*
//! ([`crate::reception::sign`]). What is added, corrected or forgotten afterwards shows.
//!
//! The hash of a line is salted with bytes under the key of whose case it is: once that is forgotten, nothing can be guessed
//! from the signature.

use super::number::{Month, Numbered, OF, REGISTER_MONTH, draft};
use super::register::Cell;
use crate::casework::{Case, Subject};
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use crate::reception::LineNumber;
use crate::reception::sign::{Frozen, SIGNATURE, Signature, signatures};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::chain::Hash;
use akwaba_journal::state::State;
use std::collections::{BTreeMap, BTreeSet};

/// How a line stands to the last signature of its month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The month is not signed.
    Unsigned,
    /// As it was signed.
    Signed,
    /// Added after the signature.
    Added,
    /// What it says was corrected after the signature.
    Changed,
    /// It keeps its number; what stood in it is forgotten, or not here.
    Forgotten,
}

/// A line of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Its number, and where it comes from.
    pub numbered: Numbered,
    /// The hash of what it says; none when that is forgotten.
    pub hash: Option<Hash>,
    /// How it stands to the signature.
    pub standing: Standing,
}

/// One register in one month.
#[derive(Debug, Clone)]
pub struct MonthPage {
    /// Which.
    pub month: Month,
    /// Its lines, in the order of their numbers.
    pub lines: Vec<Line>,
    /// Its signatures, oldest first.
    pub signatures: Vec<Signature>,
    /// Lines that were signed and are no longer there: never, unless something was tampered with.
    pub lost: Vec<LineNumber>,
}

impl MonthPage {
    /// Puts a month together from its lines, each with the hash of what it says, and the state of its entity.
    pub fn of(month: Month, written: Vec<(Numbered, Option<Hash>)>, state: &State) -> Self {
        let signatures = signatures(state);
        let last = signatures.last();
        let here: BTreeSet<LineNumber> = written.iter().map(|(line, _)| line.number).collect();
        let lost = last.map_or_else(Vec::new, |signature| {
            let frozen = signature.lines.iter().map(|frozen| frozen.number);
            frozen.filter(|number| !here.contains(number)).collect()
        });
        let frozen = last.map(frozen);
        let lines = written.into_iter().map(|(numbered, hash)| Line {
            numbered,
            hash,
            standing: standing(&numbered, hash, frozen.as_ref()),
        });
        Self {
            month,
            lines: lines.collect(),
            lost,
            signatures,
        }
    }

    /// Whether the last signature covers every line as it now is. What was forgotten needs no other signature.
    pub fn is_covered(&self) -> bool {
        let Some(last) = self.signatures.last() else {
            return false;
        };
        let frozen = frozen(last);
        let covers = |line: &Line| match line.standing {
            Standing::Signed => true,
            Standing::Forgotten => frozen.contains_key(&line.numbered.number),
            Standing::Unsigned | Standing::Added | Standing::Changed => false,
        };
        self.lost.is_empty() && self.lines.iter().all(covers)
    }
}

/// The lines under a signature, by their numbers.
fn frozen(signature: &Signature) -> BTreeMap<LineNumber, Hash> {
    let lines = signature.lines.iter();
    lines.map(|line| (line.number, line.hash)).collect()
}

fn standing(
    line: &Numbered,
    hash: Option<Hash>,
    frozen: Option<&BTreeMap<LineNumber, Hash>>,
) -> Standing {
    let Some(hash) = hash else {
        return Standing::Forgotten;
    };
    let Some(frozen) = frozen else {
        return Standing::Unsigned;
    };
    match frozen.get(&line.number) {
        None => Standing::Added,
        Some(known) if *known == hash => Standing::Signed,
        Some(_) => Standing::Changed,
    }
}

/// The hash of all that a line says, from its [cells](super::register::cells); `shown` is the name printed for whose case it is.
pub fn hash(case: &Case, cells: &[(&str, Cell)], line: &Numbered, shown: &str) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(b"akwaba case register line 1");
    let mut add = |bytes: &[u8]| {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        hasher.update(&size.to_be_bytes());
        hasher.update(bytes);
    };
    add(&case.salt);
    add(line.case.as_bytes());
    add(line.entry.as_bytes());
    for (title, cell) in cells {
        add(title.as_bytes());
        match cell {
            Cell::Number => add(line.number.to_string().as_bytes()),
            Cell::Day(day) => add(day.to_string().as_bytes()),
            Cell::Worker(worker) => add(worker.as_bytes()),
            Cell::Person(subject) => {
                add(subject.record().as_ref().map_or(&[], |id| id.as_bytes()));
                if *subject != Subject::Nobody {
                    add(shown.as_bytes());
                }
            }
            Cell::Words(words) => add(words.as_bytes()),
        }
    }
    Hash(*hasher.finalize().as_bytes())
}

/// Signs a month as it is, also when nothing was written in it.
///
/// # Errors
/// `reports-sign-future`, or `reports-sign-again` when nothing changed since the last time.
pub fn sign(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::RegisterSign>,
    page: &MonthPage,
    state: &State,
) -> Result<Drafts, Refusals> {
    let (month, today) = (&page.month, ctx.today());
    if (month.year, month.month) > (today.year(), today.month()) {
        return Err(Refusal::whole("reports-sign-future").into());
    }
    if page.is_covered() {
        return Err(Refusal::whole("reports-sign-again").into());
    }
    // What is forgotten keeps its place under the signature: its number, and the hash of nothing.
    let nothing = Hash(*blake3::hash(b"akwaba case register line forgotten").as_bytes());
    let lines: Vec<Frozen> = page
        .lines
        .iter()
        .map(|line| Frozen {
            number: line.numbered.number,
            hash: line.hash.unwrap_or(nothing),
        })
        .collect();
    let mut acting = Acting::on(state);
    acting.set(OF, month).fact(SIGNATURE, &lines);
    let mut drafts = Drafts::under(allowed);
    let centre = allowed.centre();
    drafts.push(draft(centre, month.entity(centre), REGISTER_MONTH, acting));
    Ok(drafts)
}
