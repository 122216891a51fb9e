//! Once an exercise is done: the way taken beside the way expected, and the correction. Counts no points.

use akwaba_domain::casework::Edition;
use akwaba_procedures::play::{Pair, Play, compare};

use crate::frame::Frame;
use crate::parts::{Html, Notice, Row, Table, Tag, Tone};

/// The way taken beside the way expected.
pub(super) struct Comparison {
    pub(super) notice: Notice,
    pub(super) table: Table,
    pub(super) correction: String,
}

/// The comparison of a play with the steps that an exercise expects.
pub(super) fn comparison(
    f: &Frame,
    edition: &Edition,
    play: &Play<'_>,
    expected: &[&str],
    correction: &str,
) -> Comparison {
    let taken = play.taken();
    let pairs = compare(expected, &taken);
    let said = |pair: &Pair<'_>| match (pair.expected, pair.taken) {
        (Some(_), Some(_)) => Tag::new(Tone::Good, f.t("training-both")),
        (Some(_), None) => Tag::new(Tone::Attention, f.t("training-missing")),
        (None, _) => Tag::new(Tone::Info, f.t("training-more")),
    };
    let mut table = Table::new(f, f.t("training-compare"))
        .column("training-expected")
        .column("training-taken")
        .column("training-verdict")
        .quiet();
    for pair in &pairs {
        let row = Row::new()
            .cell(label(edition, pair.expected).unwrap_or("—"))
            .cell(label(edition, pair.taken).unwrap_or("—"))
            .cell(Html::of(&said(pair)));
        table = table.row(row);
    }
    let same = pairs.iter().all(|pair| pair.expected == pair.taken);
    let notice = if same {
        Notice::new(Tone::Good, f.t("training-same"), "")
    } else {
        Notice::new(
            Tone::Info,
            f.t("training-other-way"),
            f.t("training-other-way-text"),
        )
    };
    Comparison {
        notice,
        table,
        correction: correction.to_owned(),
    }
}

/// The words of a step.
fn label<'a>(edition: &'a Edition, code: Option<&'a str>) -> Option<&'a str> {
    let code = code?;
    let known = edition.procedure.step(code);
    Some(known.map_or(code, |step| step.label.as_str()))
}
