//! The report of one month: counted now, or as it was signed.

use akwaba_domain::policy::act;
use akwaba_domain::reports::monthly::{Change, Confirmed, Month, Rubric, Signed, WHOLE, changes};
use akwaba_store::projections::reports as kept;
use askama::Template;

use super::shared::{
    Standing, allow, asked, centre, month_name, now, path, sees_behind, standing, state, this_month,
};
use super::view::{Part, Showing};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::parts::{Notice, Tag, Tone};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "report/month.html")]
struct MonthPage<'a> {
    f: &'a Frame,
    heading: String,
    state: Tag,
    months: Vec<(String, String)>,
    acts: Vec<(String, String)>,
    notices: Vec<Notice>,
    highlights: Vec<(String, String)>,
    parts: Vec<Part>,
    whole: String,
    versions: Vec<Version>,
    hides: bool,
}

/// A signed version, in the list under the report.
struct Version {
    title: String,
    reason: String,
    seal: String,
    confirmed: Vec<(String, String)>,
    changes: Vec<String>,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (month, centre, now) = (asked(exchange)?, centre(exchange), now(exchange));
    let behind = sees_behind(exchange);
    let (report, staff, holds) = exchange.read(|tx| {
        let report = standing(tx, centre, month, now)?;
        let versions = report.report.versions.iter();
        let staff = Staff::of(tx, centre, versions.map(|signed| signed.by))?;
        let holds = match report.report.last() {
            Some(signed) => kept::holds(tx, centre, &signed.seal)?,
            None => true,
        };
        Ok::<_, Problem>((report, staff, holds))
    })?;
    let frame = exchange.frame("reports-month-title");
    let f = &frame;
    let figures = if behind {
        report.figures.clone()
    } else {
        report.outside.clone()
    };
    let showing = Showing { f, month, behind };
    let said = |rubric: Rubric| report.comment(rubric.code()).to_owned();
    let today = this_month(exchange);
    let page = MonthPage {
        heading: month_name(f, month),
        state: state(f, &report.report, month, today),
        months: neighbours(f, month, today),
        acts: acts(exchange, f, &report),
        notices: notices(f, &report, holds),
        highlights: highlights(f, &figures),
        parts: showing.parts(&figures.tables, said),
        whole: report.comment(WHOLE).to_owned(),
        versions: versions(f, &report.report.versions, &staff),
        hides: figures.tables.iter().any(|table| table.hides()),
        f,
    };
    exchange.page(&page)
}

fn neighbours(f: &Frame, month: Month, today: Month) -> Vec<(String, String)> {
    let known = [month.before(), month.next()].into_iter();
    let known = known.filter(|month| *month <= today);
    known
        .map(|month| (path(month), month_name(f, month)))
        .collect()
}

/// What the reader may do with it.
fn acts(exchange: &Exchange<'_, '_>, f: &Frame, report: &Standing) -> Vec<(String, String)> {
    let here = path(report.month);
    let signed = report.report.last().is_some();
    let over = report.month < this_month(exchange);
    let mut acts = Vec::new();
    if allow::<act::ReportSign>(exchange).is_ok() {
        let sign = if signed {
            "reports-correct"
        } else {
            "reports-sign"
        };
        if over {
            acts.push((format!("{here}/signature"), f.t(sign)));
        }
        acts.push((format!("{here}/commentaires"), f.t("reports-comment")));
        acts.push((format!("{here}/papier"), f.t("reports-paper")));
        if exchange.call.doors.writes_pdf() {
            acts.push((format!("{here}/pdf"), f.t("reports-pdf")));
        }
        acts.push((format!("{here}/classeur"), f.t("reports-workbook")));
    }
    acts.push((format!("{here}/resultats"), f.t("reports-results")));
    acts
}

fn notices(f: &Frame, report: &Standing, holds: bool) -> Vec<Notice> {
    let mut notices = Vec::new();
    if report.report.last().is_some() {
        let text = f.t("reports-frozen-text");
        notices.push(Notice::new(Tone::Info, f.t("reports-frozen"), text));
    }
    if !holds {
        let text = f.t("reports-seal-broken-text");
        notices.push(Notice::new(Tone::Danger, f.t("reports-seal-broken"), text));
    }
    notices
}

/// The few figures that are looked at first.
fn highlights(
    f: &Frame,
    figures: &akwaba_domain::reports::monthly::Figures,
) -> Vec<(String, String)> {
    let first = [
        (Rubric::Visits, ""),
        (Rubric::Procedures, ""),
        (Rubric::Destinations, ""),
        (Rubric::Aid, ""),
    ];
    let kept = first.into_iter().filter_map(|(rubric, code)| {
        let table = figures.table(rubric).filter(|table| table.kept)?;
        let line = table.line(code)?;
        Some((
            words::figure(line.count),
            f.word("reports-first-", rubric.code()),
        ))
    });
    kept.collect()
}

fn versions(f: &Frame, versions: &[Signed], staff: &Staff) -> Vec<Version> {
    let before = versions.iter().map(Some);
    let before = std::iter::once(None).chain(before);
    let pairs = versions.iter().zip(before);
    let mut shown: Vec<Version> = pairs
        .map(|(signed, before)| {
            let args = [
                ("version", signed.version.into()),
                (
                    "when",
                    show::moment_of_micros(f.lang, signed.at_micros).into(),
                ),
                ("who", staff.name(signed.by).into()),
            ];
            let changed = before.map(|before| changes(&before.figures, &signed.figures));
            Version {
                title: f.tn("reports-version", args),
                reason: signed
                    .reason
                    .as_ref()
                    .map_or_else(String::new, |why| why.as_str().to_owned()),
                seal: seal(f, signed),
                confirmed: signed
                    .confirmed
                    .iter()
                    .map(|one| (confirmed(f, signed, one), one.why.as_str().to_owned()))
                    .collect(),
                changes: changed
                    .unwrap_or_default()
                    .iter()
                    .map(|change| changed_line(f, change))
                    .collect(),
            }
        })
        .collect();
    shown.reverse();
    shown
}

/// The journal on which a signature stands, in words.
pub(super) fn seal(f: &Frame, signed: &Signed) -> String {
    let args = [
        ("entries", signed.seal.entries().into()),
        ("seal", signed.seal.short().into()),
    ];
    f.tn("reports-seal", args)
}

/// What was open as it was signed.
fn confirmed(f: &Frame, signed: &Signed, one: &Confirmed) -> String {
    let args = one.args.iter();
    let args = args.map(|(name, value)| (name.as_str(), value.as_str()));
    words::open(f, &signed.figures, &one.code, args)
}

/// What changed in a line, in words.
pub(super) fn changed_line(f: &Frame, change: &Change) -> String {
    let line = change.line();
    let label = line.map_or_else(String::new, |line| words::line(f, change.rubric, line));
    let said = |line: Option<&akwaba_domain::reports::monthly::Line>| {
        line.map_or_else(
            || words::figure(Some(0)),
            |line| {
                let amount = words::amount(line);
                let count = words::figure(line.count);
                if change.rubric.is_of_things() && !amount.is_empty() {
                    amount
                } else if amount.is_empty() {
                    count
                } else {
                    format!("{count} ({amount})")
                }
            },
        )
    };
    let (before, after) = (said(change.before.as_ref()), said(change.after.as_ref()));
    let args = [
        ("rubric", words::rubric(f, change.rubric).into()),
        ("line", label.into()),
        ("before", before.clone().into()),
        ("after", after.clone().into()),
    ];
    // The same count, told of other people: an age, a sex that was corrected.
    let key = if before == after {
        "reports-changed-parts"
    } else {
        "reports-changed-line"
    };
    f.tn(key, args)
}
