//! The report on its way out: on paper, as PDF, as a workbook. What leaves is what is published, and the trail knows it.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::reports::monthly::{
    Change, Figures, Month, Published, changes, entity as report_entity,
};
use akwaba_journal::id::CentreId;
use akwaba_store::Tx;
use akwaba_store::projections::reports as kept;
use akwaba_tables::write::WriteError;
use akwaba_tables::write::xlsx::XlsxWriter;
use askama::Template;
use jiff::civil::DateTime;

use super::paper::{Told, of, rows};
use super::shared::{asked, centre, may, now, path, standing};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Response;
use crate::pages::reception::Staff;
use crate::pages::registry::common::note;
use crate::parts::{Html, Paper};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "report/paper.html")]
struct PaperPage<'a> {
    f: &'a Frame,
    paper: Paper,
    reference: String,
    body: Html,
    back: String,
}

/// A report on its way out: only what may leave the centre is in it.
#[derive(Debug, Clone)]
pub struct LeavingReport {
    /// The month.
    pub month: Month,
    /// The figures that may be told.
    pub figures: Figures,
    /// As it was signed; none for a draft.
    pub signed: Option<Published>,
    /// How often it was signed.
    pub version: usize,
    by: String,
    changes: Vec<Change>,
}

impl LeavingReport {
    /// Reads what leaves of a month: as it was published, or a draft counted now.
    ///
    /// # Errors
    /// Those of the store.
    pub fn read(
        tx: &mut dyn Tx,
        centre: CentreId,
        month: Month,
        now: DateTime,
    ) -> Result<Self, Problem> {
        let mut published = kept::published(tx, centre, month)?;
        let version = published.len();
        let signed = published.pop();
        let figures = match &signed {
            Some(signed) => signed.figures.clone(),
            None => standing(tx, centre, month, now)?.outside,
        };
        let report = kept::report(tx, centre, month)?;
        let by = report.last().map(|signed| signed.by);
        let staff = Staff::of(tx, centre, by)?;
        Ok(Self {
            month,
            version,
            by: by.map_or_else(String::new, |by| staff.name(by).to_owned()),
            // Told from what was published: a change of a hidden figure stays hidden.
            changes: published
                .last()
                .map_or_else(Vec::new, |before| changes(&before.figures, &figures)),
            figures,
            signed,
        })
    }

    /// It as a document.
    #[must_use]
    pub fn paper(&self, f: &Frame) -> akwaba_paper::Paper {
        let told = Told {
            month: self.month,
            figures: &self.figures,
            signed: self.signed.as_ref(),
            version: self.version,
            by: &self.by,
            changes: &self.changes,
        };
        of(f, &told)
    }

    /// It as a workbook of one sheet.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn workbook(&self, f: &Frame) -> Result<Vec<u8>, WriteError> {
        let (heads, rows) = rows(f, &self.figures);
        let mut out = XlsxWriter::new(Vec::new(), &self.month.to_string(), heads)?;
        for row in rows {
            out.row(&row)?;
        }
        out.finish()
    }
}

/// What leaves of the month of the address.
fn leaving(exchange: &Exchange<'_, '_>) -> Result<LeavingReport, Problem> {
    let (month, centre, now) = (asked(exchange)?, centre(exchange), now(exchange));
    exchange.read(|tx| LeavingReport::read(tx, centre, month, now))
}

/// Notes in the trail that it leaves.
fn noted(
    exchange: &mut Exchange<'_, '_>,
    month: Month,
    event: Event,
    route: &str,
) -> Result<(), Problem> {
    let id = report_entity(centre(exchange), month);
    let allowed = may::<act::ReportSign, _>(exchange, id)?;
    note(exchange, &allowed, event, route)
}

/// The report as it prints.
pub(super) fn paper(exchange: &mut Exchange<'_, '_>) -> Answer {
    let leaving = leaving(exchange)?;
    noted(exchange, leaving.month, Event::Printed, "report.paper")?;
    let frame = exchange.frame("reports-month-title");
    let printed = leaving.paper(&frame);
    let page = PaperPage {
        paper: Paper::new(&frame),
        reference: format!("{} · {}", printed.head.reference, printed.head.foot),
        body: Html::blocks(&printed),
        back: path(leaving.month),
        f: &frame,
    };
    exchange.page(&page)
}

/// The report as PDF.
pub(super) fn pdf(exchange: &mut Exchange<'_, '_>) -> Answer {
    let leaving = leaving(exchange)?;
    let frame = exchange.frame("reports-month-title");
    let pressed = exchange.press(frame.lang, leaving.paper(&frame));
    let bytes = pressed.ok_or(Problem::NotFound)?;
    noted(exchange, leaving.month, Event::Exported, "report.pdf")?;
    let name = format!("rapport-{}.pdf", leaving.month);
    Ok(Response::download("application/pdf", &name, bytes))
}

/// The report as a workbook.
pub(super) fn workbook(exchange: &mut Exchange<'_, '_>) -> Answer {
    let leaving = leaving(exchange)?;
    let frame = exchange.frame("reports-month-title");
    // A report is some hundreds of short lines: one that cannot be written is a defect of the program.
    let bytes = leaving.workbook(&frame).map_err(|_| Problem::Conflict)?;
    noted(exchange, leaving.month, Event::Exported, "report.workbook")?;
    let name = format!("rapport-{}.xlsx", leaving.month);
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Response::download(kind, &name, bytes))
}
