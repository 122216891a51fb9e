//! A head count as a table to fill: one line an age band, a box for each sex.

use akwaba_domain::activity::{Counts, SEXES, field};
use askama::Template;

use super::figures::band_said;
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Fields, part};

/// The table.
#[derive(Template)]
#[template(path = "activity/boxes.html")]
pub(in crate::pages) struct Boxes {
    caption: String,
    heads: [String; 3],
    rows: Vec<BoxRow>,
}
part!(Boxes);

/// An age band and its two boxes.
struct BoxRow {
    label: String,
    boxes: Vec<CountBox>,
}

struct CountBox {
    name: String,
    label: String,
    value: String,
    wrong: bool,
}

impl Boxes {
    /// With what a form holds.
    pub(in crate::pages) fn of(f: &Frame, caption: &str, form: &Fields) -> Self {
        let bands = Counts::boxes().map(|(_, band)| band).take(Counts::BANDS);
        let rows = bands.map(|band| BoxRow {
            label: band_said(f, band),
            boxes: SEXES
                .into_iter()
                .map(|sex| {
                    let name = field(sex, band);
                    let said = f.word("activity-sex-", sex.code());
                    CountBox {
                        label: format!("{said}, {}", band_said(f, band)),
                        value: form.sent(&name).to_owned(),
                        wrong: !form.error(&name).is_empty(),
                        name,
                    }
                })
                .collect(),
        });
        Self {
            caption: f.t(caption),
            heads: ["activity-band", "activity-women", "activity-men"].map(|key| f.t(key)),
            rows: rows.collect(),
        }
    }
}

/// The boxes as they were typed, by their names.
pub(in crate::pages) fn typed(sent: &Form) -> Vec<(String, String)> {
    let boxes = Counts::boxes().map(|(sex, band)| {
        let name = field(sex, band);
        let value = sent.get(&name).to_owned();
        (name, value)
    });
    boxes.collect()
}

/// A form with a count in its boxes.
pub(in crate::pages) fn with(form: Form, counts: &Counts) -> Form {
    counts.iter().fold(form, |form, count| {
        form.with(&field(count.sex, count.band), count.number.to_string())
    })
}
