//! What contradicts a signature: figures that do not agree with each other, a month that is not told to its end.
//!
//! Owns which contradictions refuse a signature and which ask for a reason. Never mends a figure.

use super::figures::{Figures, Table};
use super::month::Month;
use super::rubric::Rubric;
use crate::refusal::Refusal;
use jiff::civil::Date;

/// What stands around the figures as somebody is about to sign.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// Days of the register of the month with lines and without signature.
    pub unsigned_days: u32,
    /// Visits of the month that were never ended.
    pub unfinished: u32,
    /// Forms of the counter and of cases that somebody began before the end of the month and never sent.
    pub drafts: u32,
    /// Approvals asked in the month and still awaited.
    pub awaited: u32,
    /// The first earlier month that tells of something and is not signed.
    pub earlier: Option<Month>,
}

/// One contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The key of its sentence, which says what to do.
    pub code: &'static str,
    /// Whether it refuses the signature; otherwise it may be signed with a reason.
    pub refuses: bool,
    /// What the sentence speaks of: a rubric by its code, a line in words, a count.
    pub args: Vec<(&'static str, String)>,
}

impl Contradiction {
    fn refusing(code: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self {
            code,
            refuses: true,
            args,
        }
    }

    /// Its sentence as a refusal.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        let refusal = Refusal::whole(self.code);
        let args = self.args.iter();
        args.fold(refusal, |refusal, (name, value)| refusal.with(name, value))
    }

    /// The field in which the reason for signing nevertheless is typed.
    #[must_use]
    pub fn field(&self) -> String {
        format!("why-{}", self.code)
    }
}

/// What contradicts signing the figures of a month on a day, those that refuse first.
#[must_use]
pub fn contradictions(
    month: Month,
    figures: &Figures,
    around: &Around,
    today: Date,
) -> Vec<Contradiction> {
    let mut found = Vec::new();
    if today <= month.last() {
        found.push(Contradiction::refusing("reports-month-open", Vec::new()));
    }
    // What was signed out of sealed files adds up for nobody who does not hold them.
    let counted = figures.tables.iter();
    for table in counted.filter(|table| !table.rubric.is_signed_out()) {
        disagreeing(table, &mut found);
    }
    if let Some(books) = figures.table(Rubric::Books) {
        unbalanced(books, &mut found);
    }
    let counts = [
        ("reports-days-unsigned", around.unsigned_days),
        ("reports-visits-unfinished", around.unfinished),
        ("reports-drafts-open", around.drafts),
        ("reports-visas-awaited", around.awaited),
    ];
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
        found.push(Contradiction {
            code,
            refuses: false,
            args: vec![("count", count.to_string())],
        });
    }
    if let Some(earlier) = around.earlier {
        found.push(Contradiction {
            code: "reports-earlier-unsigned",
            refuses: false,
            args: vec![("month", earlier.to_string())],
        });
    }
    found
}

/// Lines that do not make their total, are greater than it, or whose parts do not make them.
fn disagreeing(table: &Table, found: &mut Vec<Contradiction>) {
    let rubric = || ("rubric", table.rubric.code().to_owned());
    for line in &table.lines {
        let total = table.whole.as_ref().and_then(|whole| whole.count);
        if total.zip(line.count).is_some_and(|(total, of)| of > total) {
            let args = vec![rubric(), ("line", line.code.clone())];
            found.push(Contradiction::refusing("reports-line-over-total", args));
        }
    }
    let lines: Option<u32> = table.lines.iter().map(|line| line.count).sum();
    let total = table.whole.as_ref().map_or(lines, |whole| whole.count);
    let mut whole = table.lines.iter().chain(&table.whole);
    if lines != total || !whole.all(super::figures::Line::is_whole) {
        found.push(Contradiction::refusing("reports-sum-wrong", vec![rubric()]));
    }
}

/// Books that do not balance, or stand below nothing.
fn unbalanced(table: &Table, found: &mut Vec<Contradiction>) {
    let amount = |code: String| table.line(&code).and_then(|line| line.amount).unwrap_or(0);
    let closing = |code: &str| code.strip_suffix("-held").map(str::to_owned);
    for line in &table.lines {
        let Some(book) = closing(&line.code) else {
            continue;
        };
        let held = line.amount.unwrap_or(0);
        let [carried, came, went] =
            ["carried", "in", "out"].map(|part| amount(format!("{book}-{part}")));
        if held < 0 || carried + came - went != held {
            let args = vec![("line", line.label.clone())];
            found.push(Contradiction::refusing("reports-book-wrong", args));
        }
    }
}
