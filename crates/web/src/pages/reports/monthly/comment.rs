//! What the director says of each rubric and of the whole, kept until it is signed.

use akwaba_domain::policy::act;
use akwaba_domain::reports::monthly::{
    self, Month, Report, Rubric, WHOLE, entity as report_entity,
};
use akwaba_store::{append, entity};
use askama::Template;

use super::shared::{allow, asked, centre, here, month_name, path};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Field, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "report/comment.html")]
struct CommentPage<'a> {
    f: &'a Frame,
    heading: String,
    form: &'a Fields,
    fields: Vec<Field>,
    here: String,
    back: String,
}

fn field(about: &str) -> String {
    format!("comment-{about}")
}

fn page<'a>(f: &'a Frame, month: Month, form: &'a Fields) -> CommentPage<'a> {
    let area = |about: &str, label: String| {
        let area = form.area(&field(about), "reports-comment", 3);
        area.length_max(2_000).label(label)
    };
    let rubrics = Rubric::ALL.iter().copied();
    let rubrics = rubrics.map(|rubric| area(rubric.code(), words::rubric(f, rubric)));
    let whole = area(WHOLE, f.t("reports-comment-whole"));
    CommentPage {
        heading: month_name(f, month),
        fields: std::iter::once(whole).chain(rubrics).collect(),
        here: format!("{}/commentaires", path(month)),
        back: path(month),
        form,
        f,
    }
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (month, scope, centre) = (asked(exchange)?, here(exchange), centre(exchange));
    let id = report_entity(centre, month);
    let report = exchange.read(|tx| Ok(Report::of(&entity::load(tx, scope, id)?)))?;
    let known = report.comments.iter();
    let sent = known.fold(Form::new(), |sent, comment| {
        sent.with(&field(&comment.about), comment.words.as_str())
    });
    let frame = exchange.frame("reports-comment-title");
    let fields = Fields::new(&frame, sent);
    exchange.page(&page(&frame, month, &fields))
}

/// Keeps what was typed.
pub(super) fn keep(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (month, scope) = (asked(exchange)?, here(exchange));
    let allowed = allow::<act::ReportSign>(exchange)?;
    let id = report_entity(centre(exchange), month);
    let sent = exchange.form.clone();
    let typed = |field: &str| sent.raw(field).map(str::to_owned);
    let kept = exchange.write(|tx, writing| {
        let state = entity::load(tx, scope, id)?;
        append(
            tx,
            writing,
            monthly::comment(&allowed, month, &state, typed)?,
        )?;
        Ok(())
    });
    match kept {
        Ok(()) => exchange.done(&path(month), Flash::good("reports-comment-kept")),
        Err(Problem::Refused(refusals)) => {
            let mut frame = exchange.frame("reports-comment-title");
            let fields = Fields::refused(&mut frame, sent, &refusals);
            exchange.again(&page(&frame, month, &fields))
        }
        Err(problem) => Err(problem),
    }
}
