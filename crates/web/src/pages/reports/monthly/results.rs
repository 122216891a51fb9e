//! One sheet of the centre's results, for the mayor and the prefect: a few figures and drawings, nothing of anybody.
//!
//! It shows what may leave the centre, and no line that is sensitive at all.

use akwaba_domain::reports::monthly::{Figures, Rubric};
use askama::Template;

use super::bars;
use super::shared::{asked, centre, month_name, now, path, standing};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Html, Paper, Signature};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "report/results.html")]
struct ResultsPage<'a> {
    f: &'a Frame,
    paper: Paper,
    month: String,
    draft: bool,
    figures: Vec<(String, String)>,
    drawings: Vec<(String, Html)>,
    sign_here: Signature,
    back: String,
}

/// What a mayor asks first: rubric, line, the words under the figure.
const FIRST: [(Rubric, &str, &str); 6] = [
    (Rubric::Visits, "", "reports-result-visits"),
    (Rubric::Registered, "", "reports-result-registered"),
    (Rubric::Procedures, "", "reports-result-cases"),
    (Rubric::Destinations, "", "reports-result-referrals"),
    (Rubric::Returns, "servi", "reports-result-served"),
    (Rubric::Aid, "", "reports-result-aid"),
];

/// The sheet.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (month, centre, now) = (asked(exchange)?, centre(exchange), now(exchange));
    let (outside, signed) = exchange.read(|tx| {
        let standing = standing(tx, centre, month, now)?;
        let signed = standing.report.last().is_some();
        Ok::<_, Problem>((standing.outside, signed))
    })?;
    let frame = exchange.frame("reports-results-title");
    let f = &frame;
    let name = month_name(f, month);
    let page = ResultsPage {
        paper: Paper::new(f).date(name.clone()),
        month: name,
        draft: !signed,
        figures: figures(f, &outside),
        drawings: drawings(f, &outside),
        sign_here: Signature::new(f).officer(f.t("reports-sign-director")),
        back: path(month),
        f,
    };
    exchange.page(&page)
}

fn figures(f: &Frame, outside: &Figures) -> Vec<(String, String)> {
    let told = FIRST.into_iter().filter_map(|(rubric, code, key)| {
        let count = outside.count(rubric, code)?;
        Some((words::figure(Some(count)), f.t(key)))
    });
    told.collect()
}

/// The drawings: kinds of demand and destinations, without their sensitive lines.
fn drawings(f: &Frame, outside: &Figures) -> Vec<(String, Html)> {
    let plain = Figures {
        tables: outside
            .tables
            .iter()
            .cloned()
            .map(|mut table| {
                table.lines.retain(|line| !line.sensitive);
                table
            })
            .collect(),
    };
    let of = [Rubric::Demands, Rubric::Destinations].into_iter();
    let drawn = of.filter_map(|rubric| {
        let drawing = bars::of_rubric(f, &plain, rubric)?;
        Some((words::rubric(f, rubric), Html::drawing(&drawing)))
    });
    drawn.collect()
}
