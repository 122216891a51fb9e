//! The words of rubrics, lines and parts.

use akwaba_domain::aid::CASH;
use akwaba_domain::reports::monthly::{Dimension, Line, Rubric};

use crate::frame::Frame;
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

/// Francs, or pieces of an article.
pub(super) fn amount(line: &Line) -> String {
    match (line.amount, line.unit.as_deref()) {
        (Some(amount), Some("") | None) => show::francs(amount),
        (Some(amount), Some(unit)) => format!("{}\u{a0}{unit}", show::number(amount)),
        (None, Some(_)) => HIDDEN.to_owned(),
        (None, None) => String::new(),
    }
}
