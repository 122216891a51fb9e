//! Which book of the register each installation writes.
//!
//! Invariant: two installations of one centre never write one book, or two lines would have one number. The first
//! writes book A without being told; another is given its letter before it receives anybody.

use super::number::Book;
use super::{REGISTER_BOOKS, VERSION};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::scope;
use akwaba_journal::id::{CentreId, EntityId, NodeId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// Set of the letters given out.
const GIVEN: &str = "given";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
struct Given {
    #[n(0)]
    node: NodeId,
    #[n(1)]
    book: Book,
}

/// The entity that holds the letters of a centre.
pub fn entity(centre: CentreId) -> EntityId {
    EntityId::named(&format!("register-books/{centre}"))
}

fn given(state: &State) -> impl Iterator<Item = (akwaba_journal::act::Tag, Given)> {
    let items = state.raw_items(GIVEN);
    items.filter_map(|(tag, live)| Some((*tag, live.value.read().ok()?)))
}

/// The book that an installation writes.
pub fn of(state: &State, node: NodeId) -> Book {
    let own = given(state).filter(|(_, given)| given.node == node).last();
    own.map_or(Book::MAIN, |(_, given)| given.book)
}

/// Whether another installation writes a book.
pub fn taken(state: &State, node: NodeId, book: Book) -> bool {
    given(state).any(|(_, given)| given.node != node && given.book == book)
}

/// Gives an installation its letter.
///
/// # Errors
/// `reception-book-letter` or `reception-book-taken` at `book`.
pub fn choose(
    allowed: &Allowed<act::SettingsChange>,
    state: &State,
    node: NodeId,
    typed: &str,
) -> Result<Drafts, Refusals> {
    let mut letters = typed.trim().chars();
    let book = match (letters.next(), letters.next()) {
        (Some(letter), None) => Book::lettered(letter),
        _ => None,
    };
    let book = book.ok_or_else(|| Refusal::at("book", "reception-book-letter"))?;
    if taken(state, node, book) {
        return Err(Refusal::at("book", "reception-book-taken").into());
    }
    let mut drafts = Drafts::under(allowed);
    let known = given(state).any(|(_, given)| given.node == node);
    if known && of(state, node) == book {
        return Ok(drafts);
    }
    let old = given(state).filter(|(_, given)| given.node == node);
    let old = old.map(|(tag, _)| tag).collect();
    drafts.push(Draft {
        scope: scope::registry(allowed.centre()),
        entity: entity(allowed.centre()),
        kind: REGISTER_BOOKS,
        version: VERSION,
        act: Acting::on(state)
            .remove(GIVEN, old)
            .add(GIVEN, &Given { node, book })
            .done(None, None),
        secrecy: Secrecy::Open,
    });
    Ok(drafts)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{allowed, centre};
    use super::super::world::World;
    use super::*;
    use crate::Role;

    fn chosen(world: &mut World, node: NodeId, typed: &str) -> Result<(), Refusals> {
        let allowed = allowed::<act::SettingsChange>(Role::Director);
        let drafts = choose(&allowed, &world.state(entity(centre())), node, typed)?;
        world.append(drafts);
        Ok(())
    }

    #[test]
    fn each_installation_writes_a_book_of_its_own() {
        let mut world = World::new();
        let (pc, phone) = (NodeId::from_bytes([1; 16]), NodeId::from_bytes([2; 16]));
        let book = |world: &World, node| of(&world.state(entity(centre())), node).letter();
        assert_eq!(book(&world, pc), 'A', "without being told");
        chosen(&mut world, pc, "a").unwrap();
        let refused = |result: Result<(), Refusals>| result.unwrap_err().as_slice()[0].code;
        assert_eq!(
            refused(chosen(&mut world, phone, "A")),
            "reception-book-taken"
        );
        assert_eq!(
            refused(chosen(&mut world, phone, "7")),
            "reception-book-letter"
        );
        assert_eq!(
            refused(chosen(&mut world, phone, "BC")),
            "reception-book-letter"
        );
        chosen(&mut world, phone, "B").unwrap();
        chosen(&mut world, phone, "C").unwrap();
        assert_eq!((book(&world, pc), book(&world, phone)), ('A', 'C'));
        chosen(&mut world, pc, "B").expect("free again");
    }
}
