//! What the pages of aid share: the book of an address, quantities in words, permissions.

use akwaba_domain::aid::line::{Standing, year_entity};
use akwaba_domain::aid::{self, Book, CASH, LineForm};
use akwaba_domain::ctx::day_of;
use akwaba_domain::{Ctx, Drafts};
use akwaba_journal::id::EntityId;
use akwaba_store::projections::aid as books;
use akwaba_store::{Tx, append, entity};

pub(super) use crate::pages::here::{allow, centre, here, may};

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::reception::{ctx, own_book};
use crate::problem::Problem;
use crate::show;

/// The book of the address.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such book.
pub(super) fn book(exchange: &mut Exchange<'_, '_>) -> Result<Book, Problem> {
    if exchange.param("livre") == CASH {
        return Ok(aid::cash(centre(exchange)));
    }
    let (scope, id) = (here(exchange), exchange.id("livre")?);
    let state = exchange.read(|tx| Ok(entity::load(tx, scope, id)?))?;
    Book::of(id, &state).ok_or(Problem::NotFound)
}

/// The address of a book.
pub(super) fn path(book: &Book) -> String {
    if book.is_cash() {
        format!("/caisse/{CASH}")
    } else {
        format!("/caisse/{}", book.id)
    }
}

/// Its name.
pub(super) fn name(f: &Frame, book: &Book) -> String {
    if book.is_cash() {
        f.t("aid-cash")
    } else {
        book.name.clone()
    }
}

/// So many francs, or so many pieces.
pub(in crate::pages) fn quantity(book: &Book, of: i64) -> String {
    if book.is_cash() {
        show::francs(of)
    } else {
        format!("{}\u{a0}{}", show::number(of), book.unit)
    }
}

/// The form as it was sent.
pub(super) fn sent(exchange: &Exchange<'_, '_>) -> LineForm {
    let get = |name: &str| exchange.form.get(name).to_owned();
    let parts = ["day_day", "day_month", "day_year"].map(get);
    let day = if parts.iter().all(String::is_empty) {
        String::new()
    } else {
        parts.join("/")
    };
    LineForm {
        quantity: get("quantity"),
        day,
        proof: get("proof"),
        words: get("words"),
    }
}

/// Writes in a book as it stands at that moment.
pub(super) fn write(
    exchange: &mut Exchange<'_, '_>,
    book: &Book,
    mut decide: impl FnMut(&mut dyn Tx, &mut Ctx<'_>, &Standing<'_>) -> Result<Drafts, Problem>,
) -> Result<EntityId, Problem> {
    let (scope, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    exchange.write(|tx, writing| {
        let counter = year_entity(centre, book.id, day_of(now).year());
        let standing = Standing {
            book,
            held: books::held(tx, scope, book.id)?,
            letter: own_book(tx, scope, centre)?,
            year: &entity::load(tx, scope, counter)?,
        };
        let drafts = decide(tx, &mut ctx(now, writing), &standing)?;
        let written = drafts.as_slice().first().map(|draft| draft.entity);
        append(tx, writing, drafts)?;
        written.ok_or(Problem::NotFound)
    })
}
