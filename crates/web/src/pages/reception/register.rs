//! The *registre d'accueil*: the days of a month, the page of a day as the paper one, and its signature.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::reception::demand::{Known, Sex};
use akwaba_domain::reception::number::day_entity;
use akwaba_domain::reception::register::{DayPage, Totals, holes};
use akwaba_domain::reception::sign;
use akwaba_domain::reception::{Book, Day};
use akwaba_domain::refusal::Refusals;
use akwaba_store::projections::reception::{
    DayCount, books_of_year, days, numbers_of_year, visits_of_day,
};
use akwaba_store::{Tx, append, entity};
use askama::Template;
use jiff::civil::Date;

use super::register_line::Printed;
use super::shared::{
    Eyes, Staff, allow, asked_day, centre, centre_code, civil, clock, ctx, here, now, today,
};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::here::asked_month;
use crate::pages::registry::common::note;
use crate::parts::{Html, Pager, Paper, Row, Signature, Table, Tag, Tone};
use crate::problem::Problem;
use crate::show;

/// A day when one is asked for, the days of a month otherwise.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    match asked_day(exchange, "jour") {
        Some(day) => {
            let answer = day_page(exchange, day, None)?;
            let centre = centre(exchange);
            let page = day_entity(centre, day);
            let target = Target::of(centre);
            let allowed = policy::allow::<act::RegisterPrint, _>(exchange.actor()?, &target, page)?;
            note(exchange, &allowed, Event::Read, "reception.register")?;
            Ok(answer)
        }
        None => month(exchange),
    }
}

#[derive(Template)]
#[template(path = "reception/register_day.html")]
struct RegisterPage<'a> {
    f: &'a Frame,
    paper: Paper,
    iso: String,
    lines: Vec<Printed>,
    summary: String,
    totals: Table,
    signed: Vec<String>,
    sign_here: Option<Signature>,
    can_sign: bool,
    refused: String,
    unfinished: usize,
    lost: usize,
    pager: Pager,
    printed: String,
    reasons: bool,
}

fn load(
    tx: &mut dyn Tx,
    scope: akwaba_journal::id::ScopeId,
    centre: akwaba_journal::id::CentreId,
    day: Day,
) -> Result<(DayPage, akwaba_journal::State), Problem> {
    let state = entity::load(tx, scope, day_entity(centre, day))?;
    let visits = visits_of_day(tx, scope, day)?;
    Ok((DayPage::of(day, visits, &state), state))
}

fn day_page(exchange: &mut Exchange<'_, '_>, day: Day, refused: Option<&Refusals>) -> Answer {
    let eyes = Eyes::of(exchange)?;
    let (centre, here, now) = (centre(exchange), here(exchange), now(exchange));
    let can_sign = allow::<act::RegisterSign>(exchange).is_ok();
    let reader = exchange.session.reader.as_ref();
    let reader = reader.map_or_else(String::new, |reader| reader.name.clone());
    let today = today(exchange);
    let (page, staff, code) = exchange.read(|tx| {
        let (page, _) = load(tx, here, centre, day)?;
        let signers = page.signatures.iter().map(|signature| signature.by);
        let staff = Staff::of(tx, centre, signers)?;
        Ok((page, staff, centre_code(tx, centre)?))
    })?;
    let mut frame = exchange.frame("reception-register-title");
    frame.refused = refused.is_some();
    let f = &frame;
    let totals = page.totals();
    let covered = page.is_covered();
    let printed = [
        ("who", reader.into()),
        (
            "date",
            format!("{} {}", civil(today), clock(Some(now))).into(),
        ),
    ];
    let sheet = RegisterPage {
        paper: Paper::new(f)
            .wide()
            .date(show::day_in_full(f.lang, day.date())),
        iso: day.to_string(),
        lines: page
            .lines
            .iter()
            .map(|line| Printed::of(f, eyes, line, &code))
            .collect(),
        summary: said_totals(f, &totals),
        totals: totals_table(f, &totals),
        signed: signatures(f, &page, &staff),
        sign_here: (!covered).then(|| Signature::new(f).officer(f.t("reception-sign-place"))),
        can_sign: can_sign && !covered && day <= today,
        refused: refused
            .and_then(|refusals| refusals.as_slice().first())
            .map_or_else(String::new, |refusal| f.sentence(refusal)),
        unfinished: page.unfinished(),
        lost: page.lost.len(),
        pager: pager(f, day, today),
        printed: f.tn("reception-printed-by", &printed),
        reasons: eyes.reasons,
        f,
    };
    match refused {
        Some(_) => exchange.again(&sheet),
        None => exchange.page(&sheet),
    }
}

fn pager(f: &Frame, day: Day, today: Day) -> Pager {
    let path = |date: Date| format!("/accueil/registre?jour={date}");
    let before = day.date().yesterday().ok().map(path);
    let after = day.date().tomorrow().ok();
    Pager::new(
        f,
        before,
        after.filter(|date| Day::on(*date) <= today).map(path),
    )
}

fn said_totals(f: &Frame, totals: &Totals) -> String {
    let args = [
        ("count", totals.received.into()),
        ("accompanied", totals.accompanied.into()),
        ("cancelled", totals.cancelled.into()),
    ];
    f.tn("reception-day-totals", &args)
}

fn totals_table(f: &Frame, totals: &Totals) -> Table {
    let mut table = Table::new(f, f.t("reception-totals")).column("reception-col-sex");
    for known in Known::ALL {
        table = table.number(match known {
            Known::New => "reception-known-nouveau",
            Known::Known => "reception-known-connu",
            Known::NotAsked => "reception-known-non-demande",
        });
    }
    table = table.number("reception-total");
    for sex in [Some(Sex::Female), Some(Sex::Male), None] {
        let name = sex.map_or_else(
            || f.t("reception-sex-not-said"),
            |sex| f.word("reception-sex-", sex.code()),
        );
        let mut row = Row::new().cell(name);
        for known in Known::ALL {
            row = row.cell(totals.count(sex, *known).to_string());
        }
        table = table.row(row.cell(totals.of_sex(sex).to_string()));
    }
    let mut last = Row::new().cell(f.t("reception-total"));
    for known in Known::ALL {
        last = last.cell(totals.of_known(*known).to_string());
    }
    table.row(last.cell(totals.received.to_string()))
}

fn signatures(f: &Frame, page: &DayPage, staff: &Staff) -> Vec<String> {
    let said = |signature: &sign::Signature| {
        let day = signature.at.day().map_or_else(String::new, civil);
        let args = [
            ("who", staff.name(signature.by).into()),
            ("date", day.into()),
            ("time", clock(Some(signature.at)).into()),
            ("count", signature.lines.len().into()),
            ("code", signature.short().into()),
        ];
        f.tn("reception-signed-by", &args)
    };
    page.signatures.iter().map(said).collect()
}

/// Signs the page of a day as it stands.
pub(super) fn sign(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::RegisterSign>(exchange)?;
    let day = asked_day(exchange, "jour").ok_or(Problem::NotFound)?;
    let (centre, here, time) = (centre(exchange), here(exchange), exchange.call.now);
    let signed = exchange.write(|tx, writing| {
        let (page, state) = load(tx, here, centre, day)?;
        let drafts = sign::sign(&ctx(time, writing), &allowed, &page, &state)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match signed {
        Ok(()) => exchange.done(
            &format!("/accueil/registre?jour={day}"),
            Flash::good("reception-said-signed"),
        ),
        Err(Problem::Refused(refusals)) => day_page(exchange, day, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

#[derive(Template)]
#[template(path = "reception/register_month.html")]
struct MonthPage<'a> {
    f: &'a Frame,
    month: String,
    days: Table,
    pager: Pager,
    year: i16,
    missing: String,
    today: String,
    /// This reader may give this installation its letter.
    book: bool,
    /// This reader may take the register out as a list.
    export: bool,
}

fn month(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (here, today) = (here(exchange), today(exchange));
    let first = asked_month(exchange.form.get("mois")).unwrap_or(today.date().first_of_month());
    let last = first.last_of_month();
    let (list, missing) = exchange.read(|tx| {
        let list = days(tx, here, Day::on(first), Day::on(last))?;
        let mut missing = Vec::new();
        for book in books_of_year(tx, here, first.year())? {
            let numbers = numbers_of_year(tx, here, first.year(), book)?;
            let holes = holes(numbers, first.year(), book);
            missing.extend(holes.into_iter().map(|hole| (book, hole)));
        }
        Ok((list, missing))
    })?;
    let frame = exchange.frame("reception-month-title");
    let f = &frame;
    let step = |months: i32| {
        let date = first.checked_add(jiff::Span::new().months(months)).ok()?;
        let known = Day::on(date) <= today;
        known.then(|| {
            format!(
                "/accueil/registre?mois={:04}-{:02}",
                date.year(),
                date.month()
            )
        })
    };
    let page = MonthPage {
        month: show::month_in_full(f.lang, first),
        days: days_table(f, &list),
        pager: Pager::new(f, step(-1), step(1)),
        year: first.year(),
        missing: said_holes(f, &missing),
        today: today.to_string(),
        book: exchange.may_open("/accueil/registre/cahier"),
        export: exchange.may_open("/listes"),
        f,
    };
    exchange.page(&page)
}

fn days_table(f: &Frame, list: &[DayCount]) -> Table {
    let mut table = Table::new(f, f.t("reception-days"))
        .quiet()
        .column("reception-col-day")
        .number("reception-col-lines")
        .number("reception-col-open")
        .column("reception-col-signed");
    for day in list {
        let path = format!("/accueil/registre?jour={}", day.day);
        let name = show::day_in_full(f.lang, day.day.date());
        table = table.row(
            Row::new()
                .cell(Html::link(&path, &name))
                .cell(day.lines.to_string())
                .cell(day.present.to_string())
                .cell(Html::of(&standing(f, day))),
        );
    }
    table
}

fn standing(f: &Frame, day: &DayCount) -> Tag {
    match (day.signed, day.signed_lines) {
        (Some(_), Some(lines)) if lines == day.lines => {
            Tag::new(Tone::Good, f.t("reception-is-signed"))
        }
        (Some(_), _) => Tag::new(Tone::Attention, f.t("reception-is-added-to")),
        (None, _) if day.retyped == day.lines => Tag::new(Tone::Info, f.t("reception-is-retyped")),
        (None, _) => Tag::new(Tone::Calm, f.t("reception-is-unsigned")),
    }
}

/// How many holes are told one by one.
const HOLES_TOLD_MAX: usize = 8;

fn said_holes(f: &Frame, holes: &[(Book, (u32, u32))]) -> String {
    let mut told: Vec<String> = holes
        .iter()
        .take(HOLES_TOLD_MAX)
        .map(|(book, (first, last))| {
            let said = |number: &u32| match *book {
                Book::MAIN => number.to_string(),
                other => format!("{}{number}", other.letter()),
            };
            if first == last {
                return said(first);
            }
            let args = [("first", said(first).into()), ("last", said(last).into())];
            f.tn("reception-hole-range", &args)
        })
        .collect();
    if holes.len() > HOLES_TOLD_MAX {
        told.push("…".to_owned());
    }
    told.join(", ")
}
