//! Counting the box or the store, and undoing a wrong line: the director's.

use akwaba_domain::aid::Book;
use akwaba_domain::aid::line::{count as counted, undo as undone};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_store::projections::aid as books;
use askama::Template;

use super::shared::{allow, book, here, name, path, quantity, sent, write};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::parts::Fields;
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "aid/count.html")]
struct CountPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    lead: String,
    here: String,
    back: String,
    counts: bool,
}

pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = book(exchange)?;
    count_page(exchange, &known, None)
}

/// Writes what was found.
pub(super) fn count(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::AidCount>(exchange)?;
    let (known, form) = (book(exchange)?, sent(exchange));
    let written = write(exchange, &known, |_, ctx, standing| {
        Ok(counted(ctx, &allowed, standing, &form)?)
    });
    match written {
        Ok(_) => exchange.done(&path(&known), Flash::good("aid-said-counted")),
        Err(Problem::Refused(refusals)) => count_page(exchange, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn count_page(exchange: &mut Exchange<'_, '_>, known: &Book, refused: Option<&Refusals>) -> Answer {
    let scope = here(exchange);
    let held = exchange.read(|tx| Ok(books::held(tx, scope, known.id)?))?;
    let back = path(known);
    let lead = ("aid-count-text", quantity(known, held));
    let here = format!("{back}/comptage");
    page(exchange, known, ("aid-count-title", lead, here), refused)
}

pub(super) fn undo_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = book(exchange)?;
    undo_page(exchange, &known, None)
}

/// Undoes a line.
pub(super) fn undo(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::AidCount>(exchange)?;
    let known = book(exchange)?;
    let (scope, id) = (here(exchange), exchange.id("ligne")?);
    let words = exchange.form.get("words").to_owned();
    let written = write(exchange, &known, |tx, ctx, standing| {
        let (line, already) = books::line(tx, scope, id)?.ok_or(Problem::NotFound)?;
        if line.book != standing.book.id {
            return Err(Problem::NotFound);
        }
        Ok(undone(ctx, &allowed, standing, (&line, already), &words)?)
    });
    match written {
        Ok(_) => exchange.done(&path(&known), Flash::good("aid-said-undone")),
        Err(Problem::Refused(refusals)) => undo_page(exchange, &known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn undo_page(exchange: &mut Exchange<'_, '_>, known: &Book, refused: Option<&Refusals>) -> Answer {
    let (scope, id) = (here(exchange), exchange.id("ligne")?);
    let found = exchange.read(|tx| Ok(books::line(tx, scope, id)?))?;
    let (line, _) = found
        .filter(|(line, _)| line.book == known.id)
        .ok_or(Problem::NotFound)?;
    let said = format!(
        "{}, {}, {}",
        line.number,
        show::civil(line.day.date()),
        quantity(known, line.change)
    );
    let here = format!("{}/lignes/{id}/annuler", path(known));
    page(
        exchange,
        known,
        ("aid-undo-title", ("aid-undo-text", said), here),
        refused,
    )
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Book,
    (title, (lead, what), here): (&'static str, (&str, String), String),
    refused: Option<&Refusals>,
) -> Answer {
    let mut frame = exchange.frame(title);
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let page = CountPage {
        heading: name(f, known),
        lead: f.t1(lead, "what", what),
        counts: title == "aid-count-title",
        here,
        back: path(known),
        form: &form,
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
