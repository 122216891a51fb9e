//! The list behind a figure, for who may open what it counts; its reading is noted.
//!
//! It is counted now: of a signed report it may say more or less than the figure, and then says so. A case that its
//! procedure keeps from this reader stands in it by its number alone.

use akwaba_domain::activity::Activity;
use akwaba_domain::aid::{self, Line as AidLine};
use akwaba_domain::casework::{Case, Hands};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::referral::Referral;
use akwaba_domain::reports::monthly::{
    Counted, Dimension, Record, Rubric, entity as report_entity,
};
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_store::projections::casework::edition;
use akwaba_store::projections::registry::person;
use akwaba_store::projections::reports as kept;
use akwaba_store::{Tx, entity};
use askama::Template;

use super::shared::{asked, centre, here, may, month_name, now, path};
use super::{view, words};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::Names;
use crate::pages::reception::{centre_code, numbered};
use crate::pages::registry::common::note;
use crate::parts::{Html, Pager, Row, Table};
use crate::problem::Problem;
use crate::show;

/// Lines on one page.
const LINES_MAX: usize = 100;

#[derive(Template)]
#[template(path = "report/behind.html")]
struct BehindPage<'a> {
    f: &'a Frame,
    heading: String,
    said: String,
    differs: String,
    table: Table,
    pager: Pager,
    back: String,
}

/// Who reads, and with which functions.
struct Reader<'a> {
    f: &'a Frame,
    centre: CentreId,
    scope: ScopeId,
    me: ActorId,
    hands: Hands,
    code: String,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (month, centre, scope) = (asked(exchange)?, centre(exchange), here(exchange));
    let rubric = Rubric::from_code(exchange.param("rubrique")).ok_or(Problem::NotFound)?;
    let line = exchange.param("ligne").to_owned();
    let line = if line == "total" { String::new() } else { line };
    let part = Dimension::from_code(exchange.form.get("selon"));
    let part = part.zip(Some(exchange.form.get("part").to_owned()));
    let allowed = may::<act::ReportBehind, _>(exchange, report_entity(centre, month))?;
    note(exchange, &allowed, Event::Read, "report.behind")?;
    let page: usize = exchange.form.get("page").parse().unwrap_or(1).max(1);
    let skip = (page - 1).saturating_mul(LINES_MAX);
    let now = now(exchange);
    let actor = exchange.actor()?;
    let (me, hands) = (actor.account, Hands::of(actor, centre));
    let frame = exchange.frame("reports-behind-title");
    let f = &frame;
    let (label, told, total, rows) = exchange.read(|tx| {
        let gathered = kept::gathered(tx, centre, month, now, Some(rubric))?;
        let figures = gathered.figures();
        let found = figures.table(rubric).and_then(|table| table.line(&line));
        let known = found.ok_or(Problem::NotFound)?;
        let label = words::line(f, rubric, known);
        let by = part
            .as_ref()
            .map(|(dimension, code)| (*dimension, code.as_str()));
        let behind = gathered.behind(rubric, &line, by);
        let report = kept::report(tx, centre, month)?;
        let told = match report.last() {
            None => None,
            Some(signed) => {
                let line = signed
                    .figures
                    .table(rubric)
                    .and_then(|table| table.line(&line));
                line.map_or(Some(0), |line| figure(rubric, line, by))
            }
        };
        let reader = Reader {
            f,
            centre,
            scope,
            me,
            hands: hands.clone(),
            code: centre_code(tx, centre)?,
        };
        let total: u32 = behind.iter().map(|counted| counted.weight).sum();
        let mut rows = Vec::new();
        for counted in behind.iter().skip(skip).take(LINES_MAX + 1) {
            rows.push(reader.row(tx, counted)?);
        }
        Ok::<_, Problem>((label, told, total, rows))
    })?;
    let more = rows.len() > LINES_MAX;
    let table = Table::new(f, label.clone())
        .quiet()
        .column("reports-col-record")
        .column("reports-col-what");
    let shown = rows.into_iter().take(LINES_MAX);
    let table = shown.fold(table, |table, (record, what)| {
        table.row(Row::new().cell(record).cell(what))
    });
    let at = |page: usize| {
        let by = part.as_ref().map_or_else(String::new, |(dimension, code)| {
            format!(
                "selon={}&part={}&",
                dimension.code(),
                crate::http::percent::encode(code)
            )
        });
        format!("{}?{by}page={page}", exchange.request.path)
    };
    let (before, after) = ((page > 1).then(|| at(page - 1)), more.then(|| at(page + 1)));
    let by = part.as_ref().map_or_else(String::new, |(dimension, code)| {
        let (name, code) = (
            words::dimension(f, *dimension),
            words::part(f, *dimension, code),
        );
        format!(" · {name} : {code}")
    });
    let page = BehindPage {
        heading: format!("{} · {}", words::rubric(f, rubric), month_name(f, month)),
        said: format!(
            "{label}{by} · {}",
            f.t1("reports-behind-count", "count", total)
        ),
        differs: told
            .filter(|told| *told != total)
            .map_or_else(String::new, |told| {
                f.t1("reports-behind-differs", "count", told)
            }),
        table,
        pager: Pager::new(f, before, after),
        back: format!("{}#{}", path(month), rubric.code()),
        f,
    };
    exchange.page(&page)
}

/// The figure of a line, or of a part of it.
fn figure(
    rubric: Rubric,
    line: &akwaba_domain::reports::monthly::Line,
    by: Option<(Dimension, &str)>,
) -> Option<u32> {
    let Some((dimension, code)) = by else {
        return line.count;
    };
    let at = dimension.parts().iter().position(|part| *part == code)?;
    let parts = line.parts.get(view::place_of(rubric, dimension)?)?;
    parts.get(at).copied().flatten()
}

impl Reader<'_> {
    /// What leads to a record, and what it is.
    fn row(&self, tx: &mut dyn Tx, counted: &Counted) -> Result<(Html, Html), Problem> {
        Ok(match counted.record {
            Record::Visit(id) => self.visit(tx, id)?,
            Record::Person(id) => {
                let name = person::find(tx, self.scope, id)?;
                let name = name.map(|row| self.f.name(row.line.name.as_str()));
                let name = name.unwrap_or_else(|| self.f.t("casework-forgotten"));
                (
                    Html::link(&format!("/personnes/{id}"), &name),
                    Html::default(),
                )
            }
            Record::Case(id) => self.case(tx, id)?,
            Record::Referral(id) => self.referral(tx, id)?,
            Record::Aid(book, id) => self.aid(tx, (book, id))?,
            Record::Activity(id) => self.activity(tx, id)?,
        })
    }

    fn visit(&self, tx: &mut dyn Tx, id: EntityId) -> Result<(Html, Html), Problem> {
        let state = entity::load(tx, self.scope, id)?;
        let Some(visit) = akwaba_domain::reception::Visit::of(id, &state) else {
            return Ok((self.f.t("casework-forgotten").into(), Html::default()));
        };
        let number = numbered(visit.number, &self.code);
        let day = show::civil(visit.arrived.day.date());
        Ok((
            Html::link(&format!("/accueil/visites/{id}"), &number),
            day.into(),
        ))
    }

    /// A case: its number, its procedure, and whose it is where that may be told.
    fn case(&self, tx: &mut dyn Tx, id: EntityId) -> Result<(Html, Html), Problem> {
        let state = entity::load(tx, self.scope, id)?;
        let Some(case) = Case::of(id, &state) else {
            return Ok((self.f.t("casework-forgotten").into(), Html::default()));
        };
        let number = numbered(case.number, &self.code);
        let edition = edition(tx, case.centre, &case.procedure)?.ok_or(Problem::NotFound)?;
        if !case.may_be_opened_by(&edition, self.me, &self.hands) {
            return Ok((number.into(), self.f.t("reports-register-kept").into()));
        }
        let subject = case.subject.record();
        let names = Names::of(tx, self.scope, self.f, subject)?;
        let procedure = &edition.procedure;
        let what = format!(
            "{} {} · {}",
            procedure.code,
            procedure.title,
            names.name(self.f, subject)
        );
        Ok((Html::link(&format!("/dossiers/{id}"), &number), what.into()))
    }

    fn activity(&self, tx: &mut dyn Tx, id: EntityId) -> Result<(Html, Html), Problem> {
        let state = entity::load(tx, self.scope, id)?;
        let Some(activity) = Activity::of(id, &state) else {
            return Ok((self.f.t("casework-forgotten").into(), Html::default()));
        };
        let number = numbered(activity.number, &self.code);
        let theme = self.f.word("activity-theme-", activity.plan.theme.code());
        let what = format!("{theme} · {}", show::civil(activity.day().date()));
        Ok((
            Html::link(&format!("/activites/{id}"), &number),
            what.into(),
        ))
    }

    fn referral(&self, tx: &mut dyn Tx, id: EntityId) -> Result<(Html, Html), Problem> {
        let state = entity::load(tx, self.scope, id)?;
        let Some(referral) = Referral::of(id, &state) else {
            return Ok((self.f.t("casework-forgotten").into(), Html::default()));
        };
        let (case, _) = self.case(tx, referral.sent.case)?;
        let kind = self.f.word("directory-kind-", referral.sent.kind.code());
        let state = self.f.word("referral-state-", referral.state().code());
        let code = referral.code();
        // Who may open the case may open what was sent out of it.
        let open = case.to_string().contains("href");
        let code = if open {
            Html::link(&format!("/references/{id}"), &code)
        } else {
            code.into()
        };
        Ok((code, format!("{kind} · {state}").into()))
    }

    fn aid(
        &self,
        tx: &mut dyn Tx,
        (book, id): (EntityId, EntityId),
    ) -> Result<(Html, Html), Problem> {
        let state = entity::load(tx, self.scope, id)?;
        let Some(line) = AidLine::of(id, &state) else {
            return Ok((self.f.t("casework-forgotten").into(), Html::default()));
        };
        let cash = aid::cash(self.centre).id;
        let book = if book == cash {
            aid::CASH.to_owned()
        } else {
            book.to_string()
        };
        let day = line.day.date();
        let to = format!("/caisse/{book}?mois={:04}-{:02}", day.year(), day.month());
        let what = match line.what {
            aid::What::Delivered(case, _) => self.case(tx, case)?,
            _ => (Html::default(), Html::default()),
        };
        Ok((
            Html::link(&to, &line.number.to_string()),
            Html::text(&show::civil(day)).and(what.0),
        ))
    }
}
