//! One register in one month: its lines as they stand to the signature, and signing it.

use akwaba_domain::casework::Hands;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::reports::number::Month;
use akwaba_domain::reports::sign::{self, MonthPage, Standing};
use akwaba_domain::scope;
use akwaba_journal::id::CentreId;
use akwaba_journal::state::State;
use akwaba_store::projections::casework::{RegisterLine, month_lines, number_register};
use akwaba_store::{Tx, append, entity};
use askama::Template;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;

use super::lines::{Declared, Line, People, Printed, Reader, declared, hides, read};
use super::register::{month_path, named, path};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::here::{allow, may};
use crate::pages::reception::{Staff, centre_code, ctx, own_book};
use crate::pages::registry::common::note;
use crate::parts::{Pager, Paper, Signature};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "reports/month.html")]
struct Page<'a> {
    f: &'a Frame,
    paper: Paper,
    heading: String,
    about: String,
    back: String,
    here: String,
    columns: Vec<String>,
    lines: Vec<Printed>,
    hidden: bool,
    signed: Vec<String>,
    sign_here: Option<Signature>,
    can_sign: bool,
    refused: String,
    lost: usize,
    pager: Pager,
    /// To the sheets before and after.
    others: Pager,
}

/// Lines on one sheet.
const SHEET_LINES: usize = 40;

/// The month of the address, and its first day.
fn asked(exchange: &Exchange<'_, '_>) -> Result<(Month, Date), Problem> {
    let first: Option<Date> = format!("{}-01", exchange.param("mois")).parse().ok();
    let first = first.filter(|first| (1900..=2200).contains(&first.year()));
    let first = first.ok_or(Problem::NotFound)?;
    let month = Month {
        procedure: exchange.param("procedure").to_owned(),
        register: exchange.param("registre").to_owned(),
        year: first.year(),
        month: first.month(),
    };
    Ok((month, first))
}

/// The month as it stands, with its lines as a reader sees them.
pub(super) fn load(
    tx: &mut dyn Tx,
    centre: CentreId,
    reader: Reader<'_>,
    month: &Month,
) -> Result<(MonthPage, Vec<Line>, State), Problem> {
    let lines = month_lines(tx, scope::registry(centre), month)?;
    put_together(tx, (centre, reader), month, &lines)
}

/// The same of some of its lines: the others are then missing.
fn put_together(
    tx: &mut dyn Tx,
    (centre, reader): (CentreId, Reader<'_>),
    month: &Month,
    of: &[RegisterLine],
) -> Result<(MonthPage, Vec<Line>, State), Problem> {
    let here = scope::registry(centre);
    let lines = read(tx, here, reader, &month.register, of)?;
    let state = entity::load(tx, here, month.entity(centre))?;
    let written = lines
        .iter()
        .map(|line| (line.numbered, line.hash))
        .collect();
    Ok((MonthPage::of(month.clone(), written, &state), lines, state))
}

/// One sheet of a month, from 1, as it stands: its lines, and how many the month has. A month of a large centre is not read
/// whole to show a sheet of it.
fn sheet_of(
    tx: &mut dyn Tx,
    (centre, reader): (CentreId, Reader<'_>),
    (month, sheet): (&Month, usize),
) -> Result<(MonthPage, Vec<Line>, usize), Problem> {
    let all = month_lines(tx, scope::registry(centre), month)?;
    let shown = all.chunks(SHEET_LINES).nth(sheet.saturating_sub(1));
    let of = shown.unwrap_or_default();
    let (mut page, lines, _) = put_together(tx, (centre, reader), month, of)?;
    // What stands on another sheet is not lost.
    let there: BTreeSet<_> = all.iter().map(|line| line.numbered.number).collect();
    page.lost.retain(|number| !there.contains(number));
    Ok((page, lines, all.len()))
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (month, _) = asked(exchange)?;
    let answer = page(exchange, None)?;
    let register = named(exchange.call.site.centre, &month.procedure, &month.register);
    let allowed = may::<act::RegistersSee, _>(exchange, register)?;
    note(exchange, &allowed, Event::Read, "reports.month")?;
    Ok(answer)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (month, first) = asked(exchange)?;
    let centre = exchange.call.site.centre;
    let me = exchange.actor()?.account;
    let hands = Hands::of(exchange.actor()?, centre);
    let today = akwaba_domain::ctx::day_of(exchange.call.now);
    let mut frame = exchange.frame("reports-register-title");
    frame.refused = refused.is_some();
    let f = &frame;
    let sheet: usize = exchange.form.get("feuillet").parse().unwrap_or(1).max(1);
    let (of, month_page, lines, people, staff, code, total) = exchange.read(|tx| {
        let of = declared(tx, centre, (&month.procedure, &month.register))?;
        let reader = Reader::Somebody(me, &hands);
        let (page, lines, total) = sheet_of(tx, (centre, reader), (&month, sheet))?;
        let people = People::of(tx, f, centre, &lines)?;
        let signers = page.signatures.iter().map(|signature| signature.by);
        let staff = Staff::of(tx, centre, signers)?;
        let code = centre_code(tx, centre)?;
        Ok((of, page, lines, people, staff, code, total))
    })?;
    let Declared {
        edition,
        register,
        titles,
    } = of;
    let sheets = total.div_ceil(SHEET_LINES).max(1);
    // Of several sheets, only signing itself looks at every line.
    let covered = sheets == 1 && month_page.is_covered();
    let at = |sheet: usize| format!("{}?feuillet={sheet}", month_path(&month));
    let begun = first <= today;
    let printed = lines.iter().zip(&month_page.lines).map(|(line, stands)| {
        let under = (&people, titles.as_slice());
        Printed::of(f, under, (line, &code), remark(f, stands.standing))
    });
    let step = |months: i32| {
        let other = first.checked_add(months.months()).ok()?;
        let other = Month {
            year: other.year(),
            month: other.month(),
            ..month.clone()
        };
        let known = (other.year, other.month) <= (today.year(), today.month());
        known.then(|| month_path(&other))
    };
    let page = Page {
        paper: Paper::new(f)
            .wide()
            .date(show::month_in_full(f.lang, first)),
        heading: register.label,
        about: match sheets {
            1 => format!("{} {}", edition.procedure.code, edition.procedure.title),
            _ => {
                let args = [
                    ("sheet", sheet.into()),
                    ("sheets", sheets.into()),
                    ("lines", total.into()),
                ];
                let said = f.tn("reports-register-sheet", args);
                format!(
                    "{} {} · {said}",
                    edition.procedure.code, edition.procedure.title
                )
            }
        },
        others: Pager::new(
            f,
            (sheet > 1).then(|| at(sheet - 1)),
            (sheet < sheets).then(|| at(sheet + 1)),
        ),
        back: format!(
            "{}?annee={}",
            path(&month.procedure, &month.register),
            month.year
        ),
        here: month_path(&month),
        hidden: hides(&lines),
        lines: printed.collect(),
        columns: titles,
        signed: signatures(f, &month_page, &staff),
        sign_here: (!covered && sheet >= sheets)
            .then(|| Signature::new(f).officer(f.t("reports-register-sign"))),
        can_sign: !covered && begun && allow::<act::RegisterSign>(exchange).is_ok(),
        refused: refused
            .and_then(|refusals| refusals.as_slice().first())
            .map_or_else(String::new, |refusal| f.sentence(refusal)),
        lost: month_page.lost.len(),
        pager: Pager::new(f, step(-1), step(1)),
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn remark(f: &Frame, standing: Standing) -> String {
    match standing {
        Standing::Added => f.t("reports-added-after"),
        Standing::Changed => f.t("reports-changed-after"),
        Standing::Signed | Standing::Unsigned | Standing::Forgotten => String::new(),
    }
}

fn signatures(f: &Frame, page: &MonthPage, staff: &Staff) -> Vec<String> {
    let said = page.signatures.iter().map(|signature| {
        let args = [
            ("who", staff.name(signature.by).into()),
            (
                "when",
                show::moment_of_micros(f.lang, signature.at.0).into(),
            ),
            ("count", signature.lines.len().into()),
            ("code", signature.short().into()),
        ];
        f.tn("reports-signed-by", args)
    });
    said.collect()
}

/// Signs the month as it stands, once every line of it has its number.
pub(super) fn sign(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::RegisterSign>(exchange)?;
    let (month, _) = asked(exchange)?;
    let (centre, now) = (exchange.call.site.centre, exchange.call.now);
    let here = scope::registry(centre);
    let about = (month.procedure.as_str(), month.register.as_str());
    let signed = exchange.write(|tx, writing| {
        declared(tx, centre, about)?;
        let book = own_book(tx, here, centre)?;
        number_register(tx, writing, &allowed, book, about)?;
        let (page, _, state) = load(tx, centre, Reader::All, &month)?;
        let drafts = sign::sign(&ctx(now, writing), &allowed, &page, &state)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match signed {
        Ok(()) => exchange.done(&month_path(&month), Flash::good("reports-said-signed")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
