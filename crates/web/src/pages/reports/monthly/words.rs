//! The words of rubrics, lines and parts.

use akwaba_domain::aid::CASH;
use akwaba_domain::reports::monthly::{Dimension, Figures, Line, Month, Rubric, Table};

use super::shared::month_name;
use crate::frame::Frame;
use crate::i18n::Arg;
use crate::show;

/// What stands for a figure that is not told.
pub(super) const HIDDEN: &str = "•";

/// The title of a rubric.
pub(super) fn rubric(f: &Frame, rubric: Rubric) -> String {
    f.word("reports-rubric-", rubric.code())
}

/// The words of a line: the centre's own, or those of the catalogue; the total for an empty code.
pub(super) fn line(f: &Frame, rubric: Rubric, line: &Line) -> String {
    of(f, rubric, &line.code, &line.label)
}

/// The same, from the code and the words.
pub(super) fn of(f: &Frame, rubric: Rubric, code: &str, label: &str) -> String {
    if code.is_empty() {
        return f.t("reports-total");
    }
    if !label.is_empty() {
        return label.to_owned();
    }
    match (rubric, code) {
        (Rubric::Aid | Rubric::Books, _) if code.starts_with(CASH) => f.t("aid-cash"),
        (_, "non-dit") => f.t("reports-not-said"),
        (Rubric::Demands, "non-dite") => f.t("reception-demand-none"),
        (Rubric::Demands, _) => f.word("reception-demand-", code),
        (Rubric::Activities, _) => f.word("activity-theme-", code),
        (Rubric::Destinations, _) => f.word("directory-kind-", code),
        (Rubric::Returns, _) => f.word("referral-state-", code),
        (Rubric::Axes, _) => f.word("reports-axis-", code),
        (Rubric::Acts, _) => f.word("reports-act-", code),
        (Rubric::Sealed | Rubric::SealedProcedures, _) => f.word("reports-sealed-", code),
        (Rubric::Deadlines, _) => f.word("reports-step-", code),
        (Rubric::Visits | Rubric::Registered, _) => f.word("reports-people-", code),
        _ => code.to_owned(),
    }
}

/// The part of a dimension, in as few letters as a column has room for.
pub(super) fn part(f: &Frame, dimension: Dimension, code: &str) -> String {
    match (dimension, code) {
        (_, "inconnu") => f.t("reports-part-unknown"),
        (Dimension::Age, _) => f.word("reports-band-", code),
        _ => f.word("reports-part-", code),
    }
}

/// The name of a dimension.
pub(super) fn dimension(f: &Frame, dimension: Dimension) -> String {
    f.word("reports-dimension-", dimension.code())
}

/// A figure, or the sign for one that is not told.
pub(super) fn figure(count: Option<u32>) -> String {
    count.map_or_else(|| HIDDEN.to_owned(), |count| show::number(i64::from(count)))
}

/// The count of a line: a least, where somebody hid theirs.
pub(super) fn count(f: &Frame, line: &Line) -> String {
    match line.count.filter(|_| line.least) {
        Some(count) => f.t1("reports-at-least", "count", show::number(i64::from(count))),
        None => figure(line.count),
    }
}

/// What is said instead of a rubric: that nothing keeps it, that nobody signed it out, or nothing that may be told.
pub(super) fn instead(f: &Frame, table: &Table) -> Option<String> {
    let mut lines = table.lines.iter().chain(&table.whole);
    let key = match (table.kept, table.rubric.is_signed_out()) {
        (false, false) => "reports-not-kept",
        (false, true) => "reports-sealed-unsigned",
        (true, true) if lines.all(|line| line.count.is_none()) => "reports-sealed-hidden",
        (true, _) => return None,
    };
    Some(f.t(key))
}

/// Francs, or pieces of an article.
pub(super) fn amount(line: &Line) -> String {
    match (line.amount, line.unit.as_deref()) {
        (Some(amount), Some("") | None) => show::francs(amount),
        (Some(amount), Some(unit)) => format!("{}\u{a0}{unit}", show::number(amount)),
        (None, Some(_)) => HIDDEN.to_owned(),
        (None, None) => String::new(),
    }
}

/// The sentence of what is open against a signature, with the words of what it speaks of.
pub(super) fn open<'a>(
    f: &Frame,
    figures: &Figures,
    code: &str,
    args: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    let args: Vec<(&str, &str)> = args.collect();
    let of = args.iter().find(|(name, _)| *name == "rubric");
    let of = of.and_then(|(_, code)| Rubric::from_code(code));
    let said = args.iter().map(|(name, value)| {
        let said = match (*name, of) {
            // A count chooses the plural of its sentence.
            ("count", _) => return (*name, value.parse::<u32>().unwrap_or(0).into()),
            ("rubric", Some(of)) => rubric(f, of),
            ("line", Some(of)) => figures
                .table(of)
                .and_then(|table| table.line(value))
                .map_or_else(|| (*value).to_owned(), |known| line(f, of, known)),
            ("line", None) if value.is_empty() => f.t("aid-cash"),
            ("month", _) => Month::parse(value)
                .map_or_else(|| (*value).to_owned(), |month| month_name(f, month)),
            _ => (*value).to_owned(),
        };
        (*name, said.into())
    });
    f.tn(code, said.collect::<Vec<(&str, Arg)>>())
}
