//! A register that cases fill, over some days, as a list: its numbers, its own columns, and what a signature says of each line.

use akwaba_domain::reports::number::Month;
use akwaba_store::Tx;
use akwaba_tables::Column;

use super::{ExportError, Reading, Row};
use crate::frame::Frame;
use crate::pages::reports::leaving::{self, Declared};

/// The register asked for.
pub(super) struct Book {
    named: (String, String),
    declared: Declared,
}

impl Book {
    /// Finds it.
    ///
    /// # Errors
    /// [`ExportError::NoRegister`] when there is none of that name, or it is sealed.
    pub(super) fn of(tx: &mut dyn Tx, reading: &Reading<'_>) -> Result<Self, ExportError> {
        let named = reading.asked.register.clone();
        let named = named.ok_or(ExportError::NoRegister)?;
        let declared = leaving::declared(tx, reading.centre, (&named.0, &named.1))?;
        let declared = declared.ok_or(ExportError::NoRegister)?;
        Ok(Self { named, declared })
    }

    pub(super) fn columns(&self, frame: &Frame) -> Vec<Column> {
        let mut columns = vec![Column::text(&frame.t("reports-col-number"))];
        let titles = self.declared.titles.iter();
        columns.extend(titles.map(|title| Column::text(title).wide(24)));
        columns.push(Column::text(&frame.t("reports-col-signed")).wide(24));
        columns
    }

    pub(super) fn write(
        &self,
        tx: &mut dyn Tx,
        reading: &Reading<'_>,
        row: Row<'_>,
    ) -> Result<(), ExportError> {
        let (from, until) = (reading.asked.from.date(), reading.asked.until.date());
        let first = from.first_of_month();
        let months = first.series(jiff::Span::new().months(1));
        for start in months.take_while(|start| *start <= until) {
            let month = Month {
                procedure: self.named.0.clone(),
                register: self.named.1.clone(),
                year: start.year(),
                month: start.month(),
            };
            let centre = reading.centre;
            let of = (&self.declared, &reading.kept_in);
            for line in leaving::month(tx, reading.frame, centre, &month, of)? {
                // What is forgotten has no day, and keeps its number in its month.
                if line.day.is_none_or(|day| (from..=until).contains(&day)) {
                    row(&line.cells)?;
                }
            }
        }
        Ok(())
    }
}
