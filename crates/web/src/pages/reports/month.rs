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
use akwaba_store::projections::casework::{month_lines, number_register};
use akwaba_store::{Tx, append, entity};
use askama::Template;
use jiff::ToSpan;
use jiff::civil::Date;

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
}

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
    let here = scope::registry(centre);
    let mut lines = Vec::new();
    for line in month_lines(tx, here, month)? {
        lines.push(read(tx, here, reader, &month.register, &line)?);
    }
    let state = entity::load(tx, here, month.entity(centre))?;
    let written = lines
        .iter()
        .map(|line| (line.numbered, line.hash))
        .collect();
    Ok((MonthPage::of(month.clone(), written, &state), lines, state))
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
    let (of, month_page, lines, people, staff, code) = exchange.read(|tx| {
        let of = declared(tx, centre, (&month.procedure, &month.register))?;
        let (page, lines, _) = load(tx, centre, Reader::Somebody(me, &hands), &month)?;
        let people = People::of(tx, f, centre, &lines)?;
        let signers = page.signatures.iter().map(|signature| signature.by);
        let staff = Staff::of(tx, centre, signers)?;
        Ok((of, page, lines, people, staff, centre_code(tx, centre)?))
    })?;
    let Declared {
        edition,
        register,
        titles,
    } = of;
    let covered = month_page.is_covered();
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
    let sheet = Page {
        paper: Paper::new(f)
            .wide()
            .date(show::month_in_full(f.lang, first)),
        heading: register.label,
        about: format!("{} {}", edition.procedure.code, edition.procedure.title),
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
        sign_here: (!covered).then(|| Signature::new(f).officer(f.t("reports-register-sign"))),
        can_sign: !covered && begun && allow::<act::RegisterSign>(exchange).is_ok(),
        refused: refused
            .and_then(|refusals| refusals.as_slice().first())
            .map_or_else(String::new, |refusal| f.sentence(refusal)),
        lost: month_page.lost.len(),
        pager: Pager::new(f, step(-1), step(1)),
        f,
    };
    match refused {
        Some(_) => exchange.again(&sheet),
        None => exchange.page(&sheet),
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
