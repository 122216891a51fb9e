//! The cash box and the store of the demonstration: a grant at the start, help handed over now and
//! then.

use super::life::Life;
use akwaba_domain::Ctx;
use akwaba_domain::Drafts;
use akwaba_domain::actor::Role;
use akwaba_domain::aid::line::{self, LineForm, Standing, year_entity};
use akwaba_domain::aid::{self, Book};
use akwaba_domain::casework::{Case, step, time};
use akwaba_domain::ctx::day_of;
use akwaba_domain::policy::act;
use akwaba_domain::reception;
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::aid as books;
use akwaba_store::projections::casework::edition;
use akwaba_store::{Tx, entity};
use anyhow::{Result, anyhow};
use jiff::Timestamp;

/// Opens the book of an article, and writes what the centre begins with.
pub fn begin(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp) -> Result<()> {
    let mut ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let id = ctx.fresh();
    let allowed = life.allow::<act::AidCount>(Role::Director)?;
    let opened = aid::article(&allowed, id, &[], ("Kit scolaire", "kit"));
    life.append(tx, at, said(opened)?)?;
    let cash = aid::cash(life.founded.centre);
    for (book, quantity) in [(cash, "250000"), (kits(id), "40")] {
        let form = form(quantity, "Dotation du trimestre.");
        write(life, tx, at, &book, &|ctx, allowed, standing| {
            line::receive(ctx, allowed, standing, &form)
        })?;
    }
    Ok(())
}

/// Fills the cash box again when little is left.
pub fn refill(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp) -> Result<()> {
    let cash = aid::cash(life.founded.centre);
    if books::held(tx, life.scope, cash.id)? > 60_000 {
        return Ok(());
    }
    let form = form("200000", "Dotation complémentaire.");
    write(life, tx, at, &cash, &|ctx, allowed, standing| {
        line::receive(ctx, allowed, standing, &form)
    })
}

/// Hands a little help over for a case, where the rules of the book let the counter do it.
pub fn deliver(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp, id: EntityId) -> Result<()> {
    let state = entity::load(tx, life.scope, id)?;
    let Some(case) = Case::of(id, &state) else {
        return Ok(());
    };
    let Some(edition) = edition(tx, case.centre, &case.procedure)? else {
        return Ok(());
    };
    // Nothing is handed over for a case that is over.
    let now = time::civil(at.as_microsecond());
    if step::standing(&case, &edition, now).over.is_some() {
        return Ok(());
    }
    let cash = aid::cash(life.founded.centre);
    if books::held(tx, life.scope, cash.id)? < 15_000 {
        return Ok(());
    }
    let form = LineForm {
        proof: "thumb".to_owned(),
        ..form("15000", "Ordonnance et transport.")
    };
    write(life, tx, at, &cash, &|ctx, allowed, standing| {
        line::deliver(ctx, allowed, standing, (&case, &edition), &form)
    })
}

fn kits(id: EntityId) -> Book {
    Book {
        id,
        name: "Kit scolaire".to_owned(),
        unit: "kit".to_owned(),
    }
}

fn form(quantity: &str, words: &str) -> LineForm {
    LineForm {
        quantity: quantity.to_owned(),
        words: words.to_owned(),
        ..LineForm::default()
    }
}

fn said(drafts: Result<Drafts, Refusals>) -> Result<Drafts> {
    drafts.map_err(|refusals| anyhow!("{refusals:?}"))
}

type Decide<'d> = dyn Fn(
        &mut Ctx<'_>,
        &akwaba_domain::Allowed<act::AidRecord>,
        &Standing<'_>,
    ) -> Result<Drafts, Refusals>
    + 'd;

fn write(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    book: &Book,
    decide: &Decide<'_>,
) -> Result<()> {
    let centre = life.founded.centre;
    let counter = year_entity(centre, book.id, day_of(at).year());
    let year = entity::load(tx, life.scope, counter)?;
    let standing = Standing {
        book,
        held: books::held(tx, life.scope, book.id)?,
        letter: reception::Book::MAIN,
        year: &year,
    };
    let allowed = life.allow::<act::AidRecord>(Role::Reception)?;
    let mut ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let drafts = said(decide(&mut ctx, &allowed, &standing))?;
    life.append(tx, at, drafts)
}
