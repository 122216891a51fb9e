//! Typing in the paper register: a table of lines, filled from the keyboard, saved together or not at all.

use akwaba_domain::policy::act;
use akwaba_domain::reception::demand::{Demand, Known, Sex};
use akwaba_domain::reception::number::year_entity;
use akwaba_domain::reception::retype::{self, PaperLine, Place, TypedLine};
use akwaba_domain::reception::{Day, Moment};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_store::projections::reception::number_taken;
use akwaba_store::{append, entity};
use askama::Template;

use super::shared::{allow, centre, civil, ctx, here, now};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::Fields;
use crate::problem::Problem;

/// How many lines one page holds.
const LINES_MAX: usize = 12;
/// The columns, in the order of the paper.
const COLUMNS: [&str; 10] = [
    "number", "day", "time", "name", "sex", "age", "place", "demand", "reason", "outcome",
];

#[derive(Template)]
#[template(path = "reception/retype.html")]
struct RetypePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heads: Vec<(String, &'static str)>,
    rows: Vec<Vec<Cell>>,
}

/// One cell of the table.
struct Cell {
    name: String,
    label: String,
    value: String,
    class: &'static str,
    /// What to write instead.
    error: Option<String>,
    choices: Vec<(String, String, bool)>,
}

/// The empty table; page and day of the last one are kept.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let mut sent = Form::new().with("page", exchange.form.get("page"));
    let day = exchange.form.get("jour");
    sent = match Day::typed("day", day).ok().flatten() {
        Some(day) => sent.with("day-1", civil(day)),
        None => sent,
    };
    if let Ok(last) = exchange.form.get("apres").parse::<u32>() {
        sent = sent.with("number-1", (last + 1).to_string());
    }
    show(exchange, sent, None)
}

fn show(exchange: &mut Exchange<'_, '_>, sent: Form, refused: Option<&Refusals>) -> Answer {
    let mut frame = exchange.frame("reception-retype-title");
    let sent = frame.typed(sent);
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, sent.clone(), refusals),
        None => Fields::new(&frame, sent.clone()),
    };
    let f = &frame;
    let wrong = |name: &str| {
        let mut slips = refused.into_iter().flat_map(Refusals::as_slice);
        let slip = slips.find(|slip| slip.field.as_deref() == Some(name))?;
        Some(f.sentence(slip))
    };
    let rows = (1..=LINES_MAX)
        .map(|line| {
            COLUMNS
                .iter()
                .map(|column| cell(f, &sent, column, line, &wrong))
                .collect()
        })
        .collect();
    let page = RetypePage {
        f,
        form: &form,
        heads: COLUMNS
            .iter()
            .map(|column| (f.word("reception-paper-", column), class(column)))
            .collect(),
        rows,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn class(column: &str) -> &'static str {
    match column {
        "number" | "age" | "time" | "sex" => "narrow",
        "name" | "reason" => "large",
        "day" => "date",
        _ => "",
    }
}

fn cell(
    f: &Frame,
    sent: &Form,
    column: &str,
    line: usize,
    wrong: &impl Fn(&str) -> Option<String>,
) -> Cell {
    let name = format!("{column}-{line}");
    let value = sent.get(&name).to_owned();
    let codes: Vec<&str> = match column {
        "sex" => Sex::ALL.iter().map(|one| one.code()).collect(),
        "demand" => Demand::ALL.iter().map(|one| one.code()).collect(),
        _ => Vec::new(),
    };
    let family = match column {
        "sex" => "reception-sex-short-",
        _ => "reception-demand-",
    };
    let label = [
        ("column", f.word("reception-paper-", column).into()),
        ("line", line.to_string().into()),
    ];
    Cell {
        label: f.tn("reception-paper-cell", &label),
        error: wrong(&name),
        class: class(column),
        choices: codes
            .into_iter()
            .map(|code| (code.to_owned(), f.word(family, code), code == value))
            .collect(),
        name,
        value,
    }
}

/// Saves every line that was typed, or none.
pub(super) fn save(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::RegisterRetype>(exchange)?;
    let typed = exchange.form.clone();
    let lines = match read(&typed, now(exchange)) {
        Ok(lines) => lines,
        Err(refusals) => return show(exchange, typed, Some(&refusals)),
    };
    let (centre, here, time) = (centre(exchange), here(exchange), exchange.call.now);
    let saved = exchange.write(|tx, writing| {
        for (place, line) in &lines {
            let year = entity::load(tx, here, year_entity(centre, line.number.year))?;
            let known = Place {
                year: &year,
                taken: number_taken(tx, here, line.number, None)?,
            };
            let mut ctx = ctx(time, writing);
            let id = ctx.fresh();
            let drafts = retype::retype(&mut ctx, &allowed, id, &known, line)
                .map_err(|refusals| at_line(&refusals, *place))?;
            append(tx, writing, drafts)?;
        }
        Ok(())
    });
    match saved {
        Ok(()) => {
            let last = lines.last();
            let next = last.map_or_else(String::new, |(_, line)| {
                format!("?jour={}&apres={}", line.arrived.day, line.number.number)
            });
            exchange.done(
                &format!("/accueil/registre/recopier{next}"),
                Flash::good("reception-said-retyped"),
            )
        }
        Err(Problem::Refused(refusals)) => show(exchange, typed, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// The lines typed, each with its place in the table. A number left empty follows the one above; so does the day.
fn read(form: &Form, now: Moment) -> Result<Vec<(usize, PaperLine)>, Refusals> {
    let mut refusals = Refusals::new();
    let mut lines: Vec<(usize, PaperLine)> = Vec::new();
    let (mut day, mut number) = (String::new(), None::<u32>);
    for place in 1..=LINES_MAX {
        let at = |column: &str| form.get(&format!("{column}-{place}")).to_owned();
        let [
            mut line_number,
            mut line_day,
            time,
            name,
            sex,
            age,
            home,
            demand,
            reason,
            outcome,
        ] = COLUMNS.map(at);
        let typed_number = line_number.clone();
        let mut line = TypedLine {
            time: &time,
            number: &typed_number,
            name: &name,
            sex: &sex,
            age: &age,
            place: &home,
            demands: vec![demand.as_str()],
            reason: &reason,
            outcome: &outcome,
            page: form.get("page"),
            known: Known::NotAsked.code(),
            ..TypedLine::default()
        };
        if line.is_blank() {
            continue;
        }
        if line_day.is_empty() {
            line_day.clone_from(&day);
        }
        if line_number.is_empty() {
            line_number = number.map_or_else(String::new, |last| (last + 1).to_string());
        }
        line.number = &line_number;
        line.day = &line_day;
        match line.read(now) {
            Ok(read) => {
                number = Some(read.number.number);
                lines.push((place, read));
            }
            Err(found) => {
                number = line_number.parse().ok();
                found
                    .as_slice()
                    .iter()
                    .for_each(|slip| refusals.push(moved(slip, place)));
            }
        }
        day = line_day;
    }
    if lines.is_empty() && refusals.as_slice().is_empty() {
        refusals.push(Refusal::at("number-1", "reception-paper-empty"));
    }
    refusals.or(lines)
}

fn at_line(refusals: &Refusals, place: usize) -> Refusals {
    let mut all = Refusals::new();
    for slip in refusals.as_slice() {
        all.push(moved(slip, place));
    }
    all
}

/// The same refusal at its line of the table.
fn moved(slip: &Refusal, place: usize) -> Refusal {
    let field = match slip.field.as_deref() {
        // The page is asked once, above the table.
        Some("page") => "page".to_owned(),
        Some(column) => format!("{column}-{place}"),
        None => format!("number-{place}"),
    };
    Refusal {
        field: Some(field),
        ..slip.clone()
    }
}
