//! The directory in and out, as files of HSDS 3 (JSON, or tables in an archive): what a file would add is shown first, then it is added whole or not at all.

use akwaba_domain::directory::{self, Fate, Incoming, Known};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::Day;
use akwaba_journal::id::ActorId;
use akwaba_store::append;
use akwaba_store::local::form_draft;
use akwaba_store::projections::directory::services;
use askama::Template;

use super::shared::{allow, centre, service_path, today};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::hsds::{self, Fault, Read};
use crate::http::{Form, Response};
use crate::pages::export::unwritten;
use crate::parts::{Fields, Html, Notice, Row, Table, Tone};
use crate::problem::Problem;

/// Where a file waits between being shown and being added: with the forms that its reader was typing.
const KEPT: &str = "annuaire-hsds";
/// Lines shown of a file; what is wrong comes first.
const LINES_MAX: usize = 100;

#[derive(Template)]
#[template(path = "directory/import.html")]
struct ImportPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    report: Option<Report>,
    faults: Option<Table>,
}

/// What a file would do.
struct Report {
    notice: Notice,
    lines: Table,
    add: bool,
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, Shown::Nothing, None)
}

/// Reads a file and shows what it would add; nothing is added.
pub(super) fn check(exchange: &mut Exchange<'_, '_>) -> Answer {
    let account = exchange.actor()?.account;
    let Some(file) = exchange.form.file("file") else {
        let missing = Refusal::at("file", "directory-hsds-missing").into();
        return page(exchange, Shown::Nothing, Some(&missing));
    };
    let read = match hsds::read(&file.bytes) {
        Ok(read) => read,
        Err(error) => {
            let refused = Refusal::at("file", error.code()).into();
            return page(exchange, Shown::Faults(error.faults()), Some(&refused));
        }
    };
    let name: String = file.name.chars().filter(|c| *c != '\n').take(80).collect();
    let kept = format!("{name}\n{}", hsds::keep(&file.bytes));
    exchange.write(|tx, writing| {
        let now = writing.now_micros;
        Ok(form_draft::keep(tx, account, KEPT, &kept, now)?)
    })?;
    page(exchange, Shown::File(&read), None)
}

/// The file that waits, with its name.
fn kept(exchange: &Exchange<'_, '_>, account: ActorId) -> Result<(String, Read), Problem> {
    let found = exchange.read(|tx| Ok(form_draft::find(tx, account, KEPT)?))?;
    let (content, _) = found.ok_or(Problem::NotFound)?;
    let (name, text) = content.split_once('\n').ok_or(Problem::NotFound)?;
    let read = hsds::read(&hsds::kept(text)).map_err(|_| Problem::NotFound)?;
    Ok((name.to_owned(), read))
}

/// Adds what is new of the file that was shown, all of it or nothing.
pub(super) fn commit(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::DirectoryChange>(exchange)?;
    let (centre, today, account) = (centre(exchange), today(exchange), exchange.actor()?.account);
    let (name, read) = kept(exchange, account)?;
    let added = exchange.write(|tx, writing| {
        let known = services(tx, centre)?;
        let (count, drafts) = directory::import(&allowed, (&name, &read.incoming), &known, today)?;
        append(tx, writing, drafts)?;
        form_draft::forget(tx, account, KEPT)?;
        Ok(count)
    });
    match added {
        Ok(_) => exchange.done(
            "/annuaire?a-verifier=1",
            Flash::good("directory-said-imported"),
        ),
        Err(Problem::Refused(refusals)) => page(exchange, Shown::File(&read), Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// The directory as a file of JSON.
pub(super) fn export(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (all, today) = leaving(exchange)?;
    let (_, bytes) = hsds::write(&all, today);
    let name = format!("annuaire-hsds-{}.json", today.iso());
    Ok(Response::download("application/json", &name, bytes))
}

/// The directory as a data package of tables.
pub(super) fn export_tables(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (all, today) = leaving(exchange)?;
    let (_, bytes) = hsds::write_tables(&all, today).map_err(|error| unwritten("file", &error))?;
    let name = format!("annuaire-hsds-{}.zip", today.iso());
    Ok(Response::download("application/zip", &name, bytes))
}

fn leaving(exchange: &mut Exchange<'_, '_>) -> Result<(Vec<Known>, Day), Problem> {
    allow::<act::DirectoryChange>(exchange)?;
    let (centre, today) = (centre(exchange), today(exchange));
    let all = exchange.read(|tx| Ok(services(tx, centre)?))?;
    Ok((all, today))
}

/// What the page shows of a file.
#[derive(Clone, Copy)]
enum Shown<'r> {
    /// None was sent.
    Nothing,
    /// It is not read: what is wrong in its tables.
    Faults(&'r [Fault]),
    /// What it would add.
    File(&'r Read),
}

fn page(exchange: &mut Exchange<'_, '_>, shown: Shown<'_>, refused: Option<&Refusals>) -> Answer {
    let (centre, today) = (centre(exchange), today(exchange));
    let mut frame = exchange.frame("directory-hsds-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, Form::new(), refusals),
        None => Fields::new(&frame, Form::new()),
    };
    let f = &frame;
    let report = match shown {
        Shown::File(read) => {
            let known = exchange.read(|tx| Ok(services(tx, centre)?))?;
            let fates = directory::judge(centre, &read.incoming, &known, today);
            Some(report(f, read, &fates))
        }
        Shown::Nothing | Shown::Faults(_) => None,
    };
    let faults = match shown {
        Shown::Faults(faults) if !faults.is_empty() => Some(wrong(f, faults)),
        _ => None,
    };
    let page = ImportPage {
        f,
        form: &form,
        report,
        faults,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// What is wrong in tables, by its place.
fn wrong(f: &Frame, faults: &[Fault]) -> Table {
    let table = Table::new(f, f.t("directory-hsds-faults"))
        .column("directory-hsds-place")
        .column("directory-hsds-to-do");
    faults.iter().fold(table, |table, fault| {
        let row = Row::new().cell(fault.place(f.lang));
        table.row(row.cell(fault.said(f.lang)))
    })
}

fn report(f: &Frame, read: &Read, fates: &[Fate]) -> Report {
    let count = |of: fn(&Fate) -> bool| fates.iter().filter(|fate| of(fate)).count();
    let (new, here, wrong) = (
        count(|fate| matches!(fate, Fate::New(_))),
        count(|fate| matches!(fate, Fate::Here(_))),
        count(|fate| matches!(fate, Fate::Wrong(_))),
    );
    let args = [
        ("new", new.into()),
        ("here", here.into()),
        ("wrong", wrong.into()),
    ];
    let (tone, text) = match wrong {
        0 => (Tone::Info, "directory-hsds-ready"),
        _ => (Tone::Attention, "directory-hsds-wrong"),
    };
    let mut lines: Vec<(usize, &Incoming, &Fate)> = read
        .incoming
        .iter()
        .zip(fates)
        .enumerate()
        .map(|(at, (one, fate))| (at + 1, one, fate))
        .collect();
    lines.sort_by_key(|(_, _, fate)| !matches!(fate, Fate::Wrong(_)));
    let mut table = Table::new(f, f.t("directory-hsds-lines"))
        .number("directory-hsds-line")
        .column("directory-name")
        .column("directory-hsds-fate");
    for (number, one, fate) in lines.into_iter().take(LINES_MAX) {
        let told = match fate {
            Fate::New(_) => Html::text(&f.t("directory-hsds-new")),
            Fate::Here(id) => Html::link(&service_path(*id), &f.t("directory-hsds-here")),
            Fate::Wrong(refusals) => Html::text(&said(f, (read, number - 1), refusals)),
        };
        let name = [one.form.name.as_str(), one.form.organisation.as_str()].join(", ");
        let row = Row::new().cell(number.to_string()).cell(name).cell(told);
        table = table.row(row);
    }
    Report {
        notice: Notice::new(tone, f.tn("directory-hsds-counts", args), f.t(text)),
        lines: table,
        add: wrong == 0 && new > 0,
    }
}

/// What is to be corrected, field by field: with its place where it stands in tables, with its name elsewhere.
fn said(f: &Frame, (read, at): (&Read, usize), refusals: &Refusals) -> String {
    let one = |refusal: &Refusal| {
        let field = refusal.field.as_deref().unwrap_or_default();
        let place = read.place(f.lang, at, field);
        let place = place.unwrap_or_else(|| f.t(label(field)));
        format!("{place} : {}", f.sentence(refusal))
    };
    let all: Vec<String> = refusals.as_slice().iter().map(one).collect();
    all.join(" ")
}

/// The word for a field of a service.
fn label(field: &str) -> &'static str {
    match field {
        "name" => "directory-name",
        "organisation" => "directory-organisation",
        "kind" => "directory-need",
        "place-unit" => "directory-unit",
        "address" => "directory-address",
        "conditions" => "directory-conditions",
        "papers" => "directory-papers",
        "price" => "directory-price",
        "hours" => "directory-hours",
        "languages" => "directory-languages",
        "capacity" => "directory-capacity",
        "age-from" => "directory-age-from",
        "age-to" => "directory-age-to",
        "focal" => "directory-focal",
        "phone" => "directory-phone",
        _ => "directory-hsds-id",
    }
}
