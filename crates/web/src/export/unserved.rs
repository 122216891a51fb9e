//! Those who lack something and are not served, by need, with why they are likely entitled and what stands in the way.

use akwaba_domain::complementarity::Need;
use akwaba_domain::registry::Day;
use akwaba_domain::registry::line::short_code;
use akwaba_domain::scope;
use akwaba_store::projections::complementarity::lacking;
use akwaba_store::{StoreError, Tx};
use akwaba_tables::Column;

use super::{ExportError, PAGE, Reading, Row};
use crate::frame::Frame;
use crate::pages::complementarity::shared;
use crate::problem::Problem;

pub(super) fn columns(frame: &Frame) -> Vec<Column> {
    let text = |key: &str| Column::text(&frame.t(key));
    vec![
        text("complementarity-need"),
        text("complementarity-person").wide(30),
        text("export-col-code"),
        text("complementarity-why-entitled").wide(60),
        text("complementarity-answer").wide(20),
        text("complementarity-barrier").wide(24),
    ]
}

pub(super) fn write(
    tx: &mut dyn Tx,
    reading: &Reading<'_>,
    row: Row<'_>,
) -> Result<(), ExportError> {
    let scope = scope::registry(reading.centre);
    let today = Day::new(reading.asked.today.date());
    let f = reading.frame;
    for need in Need::ALL {
        let Need::Lack(area) = need else {
            continue;
        };
        let word = f.word("bilan-area-", area.code());
        let mut skip = 0;
        loop {
            let lines =
                shared::unserved(tx, f, (scope, today), need, (skip, PAGE), &reading.kept_in);
            let lines = lines.map_err(failed)?;
            let read = lacking(tx, scope, need.code(), (skip, 1))?;
            if read.is_empty() {
                break;
            }
            skip += PAGE;
            for line in lines {
                row(&[
                    word.clone(),
                    line.name,
                    line.household
                        .map_or_else(String::new, |home| short_code('M', home)),
                    line.why.join(" "),
                    line.answered,
                    line.barrier,
                ])?;
            }
        }
    }
    Ok(())
}

/// A list fails as a whole: nothing is left out of it in silence.
fn failed(problem: Problem) -> ExportError {
    match problem {
        Problem::Store(error) => error.into(),
        _ => StoreError::corrupt("a list cannot be read").into(),
    }
}
