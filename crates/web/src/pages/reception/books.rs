//! Which book of the register this installation writes: a letter, A to Z.

use akwaba_domain::policy::act;
use akwaba_domain::reception::{Book, books};
use akwaba_journal::id::ScopeId;
use akwaba_journal::id::{CentreId, NodeId};
use akwaba_journal::state::State;
use akwaba_store::{Tx, append, entity, identity};
use askama::Template;

use super::shared::{allow, centre, here};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Choice, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "reception/books.html")]
struct BooksPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    letters: Vec<Choice>,
    now: String,
}

/// The letters of a centre, and this installation; `None` before its first write.
fn load(
    tx: &mut dyn Tx,
    scope: ScopeId,
    centre: CentreId,
) -> Result<(State, Option<NodeId>), Problem> {
    let state = entity::load(tx, scope, books::entity(centre))?;
    Ok((state, identity::find(tx)?.map(|known| known.node)))
}

/// The book that this installation writes.
pub(in crate::pages) fn own(
    tx: &mut dyn Tx,
    scope: ScopeId,
    centre: CentreId,
) -> Result<Book, Problem> {
    let (state, node) = load(tx, scope, centre)?;
    Ok(node.map_or(Book::MAIN, |node| books::of(&state, node)))
}

/// The letters, and which one is this installation's.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("reception-book-title");
    let (scope, centre) = (here(exchange), centre(exchange));
    let now = exchange.read(|tx| own(tx, scope, centre))?;
    let sent = Form::new().with("book", now.letter().to_string());
    show(exchange, &frame, &Fields::new(&frame, sent))
}

fn show(exchange: &Exchange<'_, '_>, frame: &Frame, form: &Fields) -> Answer {
    let (scope, centre) = (here(exchange), centre(exchange));
    let (state, node) = exchange.read(|tx| load(tx, scope, centre))?;
    let free = |letter: &char| {
        Book::lettered(*letter)
            .is_some_and(|book| node.is_none_or(|node| !books::taken(&state, node, book)))
    };
    let letters = ('A'..='Z').filter(free);
    let page = BooksPage {
        letters: letters
            .map(|letter| Choice::new(letter.to_string(), letter.to_string()))
            .collect(),
        now: node
            .map_or(Book::MAIN, |node| books::of(&state, node))
            .letter()
            .to_string(),
        form,
        f: frame,
    };
    if form.has_errors() {
        exchange.again(&page)
    } else {
        exchange.page(&page)
    }
}

/// Keeps the letter.
pub(super) fn choose(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::SettingsChange>(exchange)?;
    let (scope, centre) = (here(exchange), centre(exchange));
    let typed = exchange.form.get("book").to_owned();
    let chosen = exchange.write(|tx, writing| {
        let (state, _) = load(tx, scope, centre)?;
        let node = identity::ensure(tx, writing.now_micros, &mut *writing.chance)?.node;
        append(tx, writing, books::choose(&allowed, &state, node, &typed)?)?;
        Ok(())
    });
    match chosen {
        Ok(()) => exchange.done("/accueil/registre/cahier", Flash::good("frame-saved")),
        Err(Problem::Refused(refusals)) => {
            let sent = exchange.form.clone();
            let mut frame = exchange.frame("reception-book-title");
            let fields = Fields::refused(&mut frame, sent, &refusals);
            show(exchange, &frame, &fields)
        }
        Err(problem) => Err(problem),
    }
}
