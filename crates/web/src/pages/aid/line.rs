//! What comes in, and what is handed over for a case against a receipt; the receipt on paper.

use std::sync::Arc;

use akwaba_domain::aid::line::{self, Proof, What};
use akwaba_domain::aid::{Book, Line};
use akwaba_domain::casework::{Case, CaseNumber, Edition, Hands};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::papers::Kind;
use akwaba_domain::policy::act;
use akwaba_domain::reception;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::projections::{aid as books, casework};
use akwaba_store::{Tx, entity};
use askama::Template;

use super::shared::{allow, book, centre, here, may, name, path, quantity, sent, write};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework::Names;
use crate::pages::papers::issue_path;
use crate::pages::reception::{Staff, centre_code, numbered};
use crate::pages::registry::common;
use crate::parts::{Fields, Paper, Signature};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "aid/line.html")]
struct LinePage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    held: String,
    here: String,
    back: String,
    unit: String,
    delivers: bool,
    words_label: &'static str,
    proofs: Vec<&'static str>,
}

pub(super) fn received_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = book(exchange)?;
    page(exchange, &known, false, None)
}

pub(super) fn delivered_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = book(exchange)?;
    page(exchange, &known, true, None)
}

/// Writes what came in.
pub(super) fn received(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::AidRecord>(exchange)?;
    let (known, form) = (book(exchange)?, sent(exchange));
    let written = write(exchange, &known, |_, ctx, standing| {
        Ok(line::receive(ctx, &allowed, standing, &form)?)
    });
    match written {
        Ok(_) => exchange.done(&path(&known), Flash::good("aid-said-received")),
        Err(Problem::Refused(refusals)) => page(exchange, &known, false, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// Writes what was handed over, then shows the receipt.
pub(super) fn delivered(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::AidRecord>(exchange)?;
    let (known, form) = (book(exchange)?, sent(exchange));
    let scope = here(exchange);
    let typed = exchange.form.get("case").to_owned();
    let written = write(exchange, &known, |tx, ctx, standing| {
        let (case, edition) = the_case(tx, scope, &typed)?;
        let about = (&case, edition.as_ref());
        Ok(line::deliver(ctx, &allowed, standing, about, &form)?)
    });
    match written {
        Ok(id) => exchange.done(
            &format!("{}/lignes/{id}/decharge", path(&known)),
            Flash::good("aid-said-delivered"),
        ),
        Err(Problem::Refused(refusals)) => page(exchange, &known, true, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// The case of a number as people write it: `12/2026`, with or without the centre's code.
fn the_case(tx: &mut dyn Tx, scope: ScopeId, typed: &str) -> Result<(Case, Arc<Edition>), Problem> {
    let wrong = |key| Problem::from(Refusals::from(Refusal::at("case", key)));
    let number = number(typed).ok_or_else(|| wrong("aid-case-unreadable"))?;
    let line = casework::case_numbered(tx, scope, number)?;
    let line = line.ok_or_else(|| wrong("aid-case-unknown"))?;
    let state = entity::load(tx, scope, line.case)?;
    let case = Case::of(line.case, &state).ok_or_else(|| wrong("aid-case-unknown"))?;
    // Without its procedure nobody can tell whether it is over: it takes nothing.
    let edition = casework::edition(tx, case.centre, &case.procedure)?;
    let edition = edition.ok_or_else(|| wrong("aid-case-unknown"))?;
    Ok((case, edition))
}

fn number(typed: &str) -> Option<CaseNumber> {
    let mut parts = typed.trim().split('/').map(str::trim);
    let (first, year) = (parts.next()?, parts.next()?);
    let letter = first.chars().next().filter(char::is_ascii_alphabetic);
    let digits = first.get(usize::from(letter.is_some())..)?;
    Some(CaseNumber {
        year: year.parse().ok()?,
        book: letter.map_or(Some(reception::Book::MAIN), reception::Book::lettered)?,
        number: digits.parse().ok()?,
    })
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Book,
    delivers: bool,
    refused: Option<&Refusals>,
) -> Answer {
    let scope = here(exchange);
    let held = exchange.read(|tx| Ok(books::held(tx, scope, known.id)?))?;
    let title = if delivers {
        "aid-deliver-title"
    } else {
        "aid-receive-title"
    };
    let mut frame = exchange.frame(title);
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let back = path(known);
    let page = LinePage {
        heading: name(f, known),
        held: quantity(known, held),
        here: format!("{back}/{}", if delivers { "remise" } else { "entree" }),
        back,
        unit: if known.is_cash() {
            f.t("aid-in-francs")
        } else {
            f.t1("aid-in-pieces", "unit", known.unit.as_str())
        },
        delivers,
        words_label: if delivers {
            "aid-words-deliver"
        } else {
            "aid-words-receive"
        },
        proofs: Proof::ALL.iter().map(|proof| proof.code()).collect(),
        form: &form,
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

#[derive(Template)]
#[template(path = "aid/receipt.html")]
struct ReceiptPage<'a> {
    f: &'a Frame,
    paper: Paper,
    back: String,
    pdf: Option<String>,
    who: String,
    case: String,
    what: String,
    day: String,
    words: String,
    proof: String,
    signature: Signature,
}

/// The receipt that the person signs. It names them only where the reader may open the case; the counter
/// leaves a line to be filled by hand.
pub(super) fn receipt(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = book(exchange)?;
    let (scope, centre, id) = (
        here(exchange),
        centre(exchange),
        exchange.id::<EntityId>("ligne")?,
    );
    let who = exchange.actor()?.account;
    let hands = Hands::of(exchange.actor()?, centre);
    let frame = exchange.frame("aid-receipt-title");
    let f = &frame;
    let (line, proof, case, name, keeper, open) = exchange.read(|tx| {
        let (line, _): (Line, bool) = books::line(tx, scope, id)?.ok_or(Problem::NotFound)?;
        let What::Delivered(case, proof) = line.what else {
            return Err(Problem::NotFound);
        };
        let state = entity::load(tx, scope, case)?;
        let case = Case::of(case, &state).ok_or(Problem::NotFound)?;
        let edition = casework::edition(tx, centre, &case.procedure)?;
        let open = edition.is_some_and(|edition| case.may_be_opened_by(&edition, who, &hands));
        let record = case.subject.record().filter(|_| open);
        let named = match record {
            Some(record) => Names::of(tx, scope, f, [record])?.name(f, Some(record)),
            None => String::new(),
        };
        let number = numbered(case.number, &centre_code(tx, centre)?);
        let staff = Staff::of(tx, centre, [line.by])?;
        let keeper = staff.name(line.by).to_owned();
        Ok((line, proof, number, named, keeper, open.then_some(case.id)))
    })?;
    if line.book != known.id {
        return Err(Problem::NotFound);
    }
    let allowed = may::<act::AidRecord, EntityId>(exchange, id)?;
    common::note(exchange, &allowed, Event::Printed, "aid.receipt")?;
    let pdf = match open {
        Some(case) => issue_path(exchange, case, (Kind::Receipt, id))?,
        None => None,
    };
    let signature = Signature::new(f)
        .person(f.t("aid-receipt-person"))
        .officer(f.t1("aid-receipt-keeper", "who", keeper))
        .officer(f.t("aid-receipt-witness"));
    let page = ReceiptPage {
        paper: Paper::new(f)
            .a5()
            .number(line.number.to_string())
            .date(show::day_in_full(f.lang, line.day.date())),
        back: path(&known),
        pdf,
        who: name,
        case,
        what: if known.is_cash() {
            quantity(&known, line.change.saturating_abs())
        } else {
            format!(
                "{} : {}",
                known.name,
                quantity(&known, line.change.saturating_abs())
            )
        },
        day: show::civil(line.day.date()),
        words: line.words.as_str().to_owned(),
        proof: f.word("aid-proof-", proof.code()),
        signature,
        f,
    };
    exchange.page(&page)
}
