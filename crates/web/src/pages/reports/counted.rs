//! The cases behind one indicator, over a period: those for which it holds, and those for which it does not.
//!
//! For who directs the centre. A case that this reader may not open is counted and not listed.

use akwaba_domain::casework::{Case, CaseNumber, Hands, time};
use akwaba_domain::scope;
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_store::projections::casework::{Counting, counting, edition, versions};
use akwaba_store::{Tx, entity};
use askama::Template;

use super::indicators::{self, asked_period};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::Names;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::parts::{Html, Row, Table};
use crate::problem::Problem;
use crate::show;

/// Cases listed of each kind; beyond, the period is to be made shorter.
const LINES_MAX: usize = 200;

#[derive(Template)]
#[template(path = "reports/counted.html")]
struct CountedPage<'a> {
    f: &'a Frame,
    heading: String,
    label: String,
    about: String,
    parts: Vec<Part>,
    back: String,
}

/// The cases for which it holds, or does not.
struct Part {
    id: &'static str,
    title: String,
    table: Option<Table>,
    /// Cases that are counted and not listed.
    unlisted: String,
}

/// One case.
struct Found {
    with: bool,
    case: EntityId,
    number: CaseNumber,
    subject: Option<EntityId>,
    assigned: Option<ActorId>,
    opened_micros: i64,
    open: bool,
}

/// The address for an indicator over so many days.
pub(super) fn path(code: &str, indicator: &str, days: i64) -> String {
    format!("{}/{indicator}?jours={days}", indicators::path(code))
}

/// Whether the reader may open a case; only of the team of a restricted one, the case itself is asked.
fn may_be_opened(
    tx: &mut dyn Tx,
    here: ScopeId,
    case: &Counting,
    (me, hands): (ActorId, &Hands),
) -> Result<bool, Problem> {
    if !hands.work() || case.restricted == 0 || (case.restricted == 1 && hands.direct()) {
        return Ok(hands.work());
    }
    let state = entity::load(tx, here, case.line.case)?;
    let known = Case::of(case.line.case, &state);
    Ok(known.is_some_and(|known| known.may_be_opened_by(&case.edition, me, hands)))
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let here = scope::registry(centre);
    let now = time::civil(exchange.call.now.as_microsecond());
    let (code, asked) = (
        exchange.param("code").to_owned(),
        exchange.param("indicateur").to_owned(),
    );
    let (days, first, last) = asked_period(exchange);
    let me = exchange.actor()?.account;
    let hands = Hands::of(exchange.actor()?, centre);
    let frame = exchange.frame("reports-counted-title");
    let f = &frame;
    let (found, heading, label, names, staff, number_code) = exchange.read(|tx| {
        let all = versions(tx, centre, &code)?;
        let newest = all.first().ok_or(Problem::NotFound)?;
        let current = edition(tx, centre, &newest.named)?.ok_or(Problem::NotFound)?;
        let mut known = current.procedure.indicators.iter();
        let label = known.find(|one| one.code == asked);
        let label = label.ok_or(Problem::NotFound)?.label.clone();
        let mut found = Vec::new();
        for case in counting(tx, centre, &code, (first, last), now)? {
            let indicators = case.edition.procedure.indicators.iter();
            let mut held = indicators.zip(&case.judged.held);
            let with = held.find(|(one, _)| one.code == asked);
            if let Some((_, Some(with))) = with {
                found.push(Found {
                    with: *with,
                    case: case.line.case,
                    number: case.line.number,
                    subject: case.line.subject,
                    assigned: case.line.assigned,
                    opened_micros: case.line.opened_micros,
                    open: may_be_opened(tx, here, &case, (me, &hands))?,
                });
            }
        }
        let listed = |with: bool| {
            let of = found.iter().filter(move |one| one.open && one.with == with);
            of.take(LINES_MAX)
        };
        let shown = listed(true).chain(listed(false));
        let names = Names::of(tx, here, f, shown.clone().filter_map(|one| one.subject))?;
        let staff = Staff::of(tx, centre, shown.filter_map(|one| one.assigned))?;
        let heading = format!("{} {}", newest.named.code, newest.title);
        let number_code = centre_code(tx, centre)?;
        Ok::<_, Problem>((found, heading, label, names, staff, number_code))
    })?;
    let part = |with: bool| {
        let all: Vec<&Found> = found.iter().filter(|one| one.with == with).collect();
        let (id, key) = if with {
            ("avec", "reports-counted-with")
        } else {
            ("sans", "reports-counted-without")
        };
        let title = f.t1(key, "count", all.len());
        let table = Table::new(f, title.as_str())
            .quiet()
            .column("reports-col-case")
            .column("reports-col-person")
            .column("reports-col-opened")
            .column("reports-by-worker");
        let listed = all.iter().filter(|one| one.open).take(LINES_MAX);
        let count = listed.clone().count();
        let table = listed.fold(table, |table, one| {
            let number = numbered(one.number, &number_code);
            let who = one.assigned.map_or("", |who| staff.name(who));
            table.row(
                Row::new()
                    .cell(Html::link(&format!("/dossiers/{}", one.case), &number))
                    .cell(names.name(f, one.subject))
                    .cell(show::civil(time::civil(one.opened_micros).date()))
                    .cell(who),
            )
        });
        let left = all.len() - count;
        Part {
            id,
            title,
            table: (count > 0).then_some(table),
            unlisted: if left > 0 {
                f.t1("reports-counted-unlisted", "count", left)
            } else {
                String::new()
            },
        }
    };
    let period = [
        ("from", show::civil(first).into()),
        ("to", show::civil(last).into()),
        ("cases", found.len().into()),
    ];
    let page = CountedPage {
        heading,
        label,
        about: f.tn("reports-indicators-about", period),
        // Where there is something to do comes first.
        parts: vec![part(false), part(true)],
        back: format!("{}?jours={days}", indicators::path(&code)),
        f,
    };
    exchange.page(&page)
}
