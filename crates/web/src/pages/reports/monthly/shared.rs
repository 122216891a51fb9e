//! What the pages of the report share: the month of an address, and the figures that this reader sees of it.

use akwaba_domain::casework::time;
use akwaba_domain::ctx::day_of;
use akwaba_domain::policy::act;
use akwaba_domain::reports::monthly::{Figures, Month, Report, protected};
use akwaba_journal::id::CentreId;
use akwaba_store::Tx;
use akwaba_store::projections::reports as kept;
use jiff::civil::DateTime;

pub(super) use crate::pages::here::{allow, centre, here, may};

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::parts::{Tag, Tone};
use crate::problem::Problem;
use crate::show;

/// The address of the report of a month.
pub(super) fn path(month: Month) -> String {
    format!("/rapport/{month}")
}

/// Now, as deadlines count.
pub(in crate::pages) fn now(exchange: &Exchange<'_, '_>) -> DateTime {
    time::civil(exchange.call.now.as_microsecond())
}

/// The month of today.
pub(in crate::pages) fn this_month(exchange: &Exchange<'_, '_>) -> Month {
    Month::of(day_of(exchange.call.now))
}

/// The month of the address, when it has begun.
pub(in crate::pages) fn asked(exchange: &Exchange<'_, '_>) -> Result<Month, Problem> {
    let month = Month::parse(exchange.param("mois"));
    let known = month.filter(|month| *month <= this_month(exchange));
    known.ok_or(Problem::NotFound)
}

/// Whether the reader may open what a figure counts.
pub(super) fn sees_behind(exchange: &Exchange<'_, '_>) -> bool {
    allow::<act::ReportBehind>(exchange).is_ok()
}

/// A report as it stands: frozen where it is signed, counted now where it is not.
pub(super) struct Standing {
    pub(super) month: Month,
    pub(super) report: Report,
    /// The figures that hold.
    pub(super) figures: Figures,
    /// What of them may leave the centre: as published, where the report is signed.
    pub(super) outside: Figures,
}

impl Standing {
    /// What is said of a rubric or of the whole: as signed, or as it will be.
    pub(super) fn comment(&self, about: &str) -> &str {
        match self.report.last() {
            Some(signed) => signed.comment(about),
            None => self.report.comment(about),
        }
    }
}

/// Reads the report of a month.
pub(super) fn standing(
    tx: &mut dyn Tx,
    centre: CentreId,
    month: Month,
    now: DateTime,
) -> Result<Standing, Problem> {
    let report = kept::report(tx, centre, month)?;
    let figures = match report.last() {
        Some(signed) => signed.figures.clone(),
        None => live(tx, centre, month, now)?,
    };
    let published = kept::published(tx, centre, month)?.pop();
    let outside = match published.filter(|_| report.last().is_some()) {
        Some(published) => published.figures,
        None => protected(&figures),
    };
    Ok(Standing {
        month,
        report,
        figures,
        outside,
    })
}

/// The figures of a month as they are counted now.
pub(super) fn live(
    tx: &mut dyn Tx,
    centre: CentreId,
    month: Month,
    now: DateTime,
) -> Result<Figures, Problem> {
    let gathered = kept::gathered(tx, centre, month, now, None)?;
    Ok(gathered.figures())
}

/// The name of a month: *octobre 2026*.
pub(in crate::pages) fn month_name(f: &Frame, month: Month) -> String {
    show::month_in_full(f.lang, month.first())
}

/// Where a report stands, in a word.
pub(super) fn state(f: &Frame, report: &Report, month: Month, today: Month) -> Tag {
    match report.last() {
        Some(signed) if signed.version > 1 => {
            let word = f.t1("reports-state-corrected", "version", signed.version);
            Tag::new(Tone::Good, word)
        }
        Some(_) => Tag::new(Tone::Good, f.t("reports-state-signed")),
        None if month < today => Tag::new(Tone::Attention, f.t("reports-state-due")),
        None => Tag::new(Tone::Calm, f.t("reports-state-running")),
    }
}
