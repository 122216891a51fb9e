//! The register of group activities of a year, sheet by sheet, as the paper one: numbered lines
//! without gaps, planned and called off ones too.

use akwaba_domain::activity::Stage;
use akwaba_journal::id::ActorId;
use akwaba_store::projections::activity::{ActivityLine, register, years};
use askama::Template;

use super::shared::{centre, here, load, path, place, theme};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::pages::reports::{asked_year, tabs};
use crate::parts::{Pager, Paper, Signature};
use crate::problem::Problem;
use crate::show as said;

/// Lines on one sheet.
const LINES_MAX: u32 = 30;

#[derive(Template)]
#[template(path = "activity/register.html")]
struct RegisterPage<'a> {
    f: &'a Frame,
    paper: Paper,
    tabs: Vec<(String, String, bool)>,
    lines: Vec<Line>,
    sheet: String,
    sign_here: Signature,
    pager: Pager,
}

struct Line {
    path: String,
    number: String,
    day: String,
    about: String,
    place: String,
    women: String,
    men: String,
    total: String,
    came: String,
    leaders: String,
    stage: String,
    void: bool,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (scope, centre) = (here(exchange), centre(exchange));
    let year = asked_year(exchange);
    let sheet: u32 = exchange.form.get("feuillet").parse().unwrap_or(1).max(1);
    let skip = (sheet - 1).saturating_mul(LINES_MAX);
    let frame = exchange.frame("activity-register-title");
    let f = &frame;
    let (lines, known, years, staff, code) = exchange.read(|tx| {
        let lines = register(tx, scope, year, (skip, LINES_MAX))?;
        let mut known = Vec::with_capacity(lines.len());
        for line in &lines {
            known.push(load(tx, scope, line.id)?.0);
        }
        let leaders: Vec<ActorId> = known
            .iter()
            .flat_map(|activity| activity.plan.leaders.iter().copied())
            .collect();
        let staff = Staff::of(tx, centre, leaders)?;
        Ok::<_, Problem>((
            lines,
            known,
            years(tx, scope)?,
            staff,
            centre_code(tx, centre)?,
        ))
    })?;
    let total = years
        .iter()
        .find(|(of, _)| *of == year)
        .map_or(0, |(_, count)| *count);
    let printed = lines.iter().zip(&known).map(|(line, activity)| {
        let leaders = activity.plan.leaders.iter().map(|who| staff.name(*who));
        Line {
            path: path(line.id),
            number: numbered(line.number, &code),
            day: said::civil(line.day.date()),
            about: format!(
                "{} · {}",
                f.word("activity-kind-", line.kind.code()),
                theme(f, &activity.plan)
            ),
            place: place(f, &activity.plan),
            women: counted(line, line.women),
            men: counted(line, line.men),
            total: counted(line, line.women + line.men),
            came: counted(line, line.came_to_talk),
            leaders: leaders.collect::<Vec<_>>().join(", "),
            stage: f.word("activity-stage-", line.stage.code()),
            void: line.stage == Stage::Cancelled,
        }
    });
    let base = "/activites/registre";
    let at = |sheet: u32| format!("{base}?annee={year}&feuillet={sheet}");
    let more = u64::from(skip) + u64::from(LINES_MAX) < total;
    let args = [
        ("sheet", sheet.into()),
        ("sheets", total.div_ceil(u64::from(LINES_MAX)).max(1).into()),
        ("lines", total.into()),
    ];
    let known_years = years.iter().map(|(year, _)| *year).collect();
    let page = RegisterPage {
        paper: Paper::new(f).wide().date(year.to_string()),
        tabs: tabs(exchange, known_years, year, base),
        lines: printed.collect(),
        sheet: f.tn("reports-register-sheet", args),
        sign_here: Signature::new(f).officer(f.t("reports-register-sign")),
        pager: Pager::new(
            f,
            (sheet > 1).then(|| at(sheet - 1)),
            more.then(|| at(sheet + 1)),
        ),
        f,
    };
    exchange.page(&page)
}

/// A count of an activity that was held; nothing before it was.
fn counted(line: &ActivityLine, number: u32) -> String {
    match line.stage {
        Stage::Held => said::number(number.into()),
        Stage::Planned | Stage::Cancelled => String::new(),
    }
}
