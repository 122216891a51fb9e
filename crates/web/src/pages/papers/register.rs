//! The register of the papers issued in a year, numbered without gaps, as a controller would open it.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::papers::{self, PaperLine};
use askama::Template;

use super::show::{path, readable};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::{Names, centre, here};
use crate::pages::here::may;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::pages::registry::common;
use crate::pages::reports::{asked_year, tabs};
use crate::parts::{Pager, Paper, Signature};
use crate::problem::Problem;
use crate::show;

/// Lines on one sheet.
const LINES_MAX: u32 = 40;

#[derive(Template)]
#[template(path = "papers/register.html")]
struct RegisterPage<'a> {
    f: &'a Frame,
    paper: Paper,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    sheet: String,
    sign_here: Signature,
    pager: Pager,
}

/// A line of the register.
struct Line {
    number: String,
    /// Where the paper is, when the reader may open it.
    path: Option<String>,
    /// Day, kind, name, issuer; or why nothing is said.
    cells: Result<[String; 4], String>,
    cancelled: bool,
}

/// The register of a year.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (scope, centre) = (here(exchange), centre(exchange));
    let year = asked_year(exchange);
    let named = EntityId::named(&format!("register/{centre}/papers"));
    let allowed = may::<act::RegistersSee, EntityId>(exchange, named)?;
    common::note(exchange, &allowed, Event::Read, "papers.register")?;
    let page: u32 = exchange.form.get("page").parse().unwrap_or(0);
    let first = page.saturating_mul(LINES_MAX);
    let frame = exchange.frame("papers-register-title");
    let f = &frame;
    let (lines, names, staff, code, years) = exchange.read(|tx| {
        // One line before tells whether a number is missing at the top of the sheet.
        let from = first.saturating_sub(1);
        let lines = papers::of_year(tx, scope, year, (from, LINES_MAX + 1))?;
        let names = Names::of(tx, scope, f, lines.iter().filter_map(|line| line.record))?;
        let staff = Staff::of(tx, centre, lines.iter().map(|line| line.by))?;
        Ok::<_, Problem>((
            lines,
            names,
            staff,
            centre_code(tx, centre)?,
            papers::years(tx, scope)?,
        ))
    })?;
    let mut drawn = Vec::new();
    let mut before: Option<&PaperLine> = None;
    let shown = usize::try_from(LINES_MAX).unwrap_or(usize::MAX) + usize::from(first > 0);
    for (at, line) in lines.iter().take(shown).enumerate() {
        let previous = before.replace(line);
        if first > 0 && at == 0 {
            continue;
        }
        let same = previous.filter(|other| other.number.book == line.number.book);
        for missing in same.map_or(0, |other| other.number.number) + 1..line.number.number {
            let mut number = line.number;
            number.number = missing;
            drawn.push(Line {
                number: numbered(number, &code),
                path: None,
                cells: Err(f.t("papers-forgotten")),
                cancelled: false,
            });
        }
        let open = readable(exchange, line.kind, line.case, line.by)?;
        drawn.push(Line {
            number: numbered(line.number, &code),
            path: open.then(|| path(line.id)),
            cells: if open {
                Ok([
                    show::civil(line.day.date()),
                    f.word("papers-kind-", line.kind.code()),
                    names.name(f, line.record),
                    staff.name(line.by).to_owned(),
                ])
            } else {
                Err(f.t("reports-register-kept"))
            },
            cancelled: line.cancelled,
        });
    }
    let count = years.iter().find(|(known, _)| *known == year);
    let count = count.map_or(0, |(_, count)| *count);
    let address = |page: u32| format!("/papiers?annee={year}&page={page}");
    let page_of = RegisterPage {
        paper: Paper::new(f).wide(),
        tabs: tabs(
            exchange,
            years.iter().map(|(year, _)| *year).collect(),
            year,
            "/papiers",
        ),
        lines: drawn,
        sheet: f.tn(
            "papers-sheet",
            [
                ("year", year.to_string().into()),
                ("count", i64::from(count).into()),
            ],
        ),
        sign_here: Signature::new(f).officer(f.t("papers-sign-director")),
        pager: Pager::new(
            f,
            (page > 0).then(|| address(page.saturating_sub(1))),
            (first.saturating_add(LINES_MAX) < count).then(|| address(page.saturating_add(1))),
        ),
        f,
    };
    exchange.page(&page_of)
}
