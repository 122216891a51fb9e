//! Numbers: the line of the register (n°/year, without gaps) and the ticket of the day.
//!
//! Invariant: one book is written by one node only, and every number of a book follows the one
//! before. Two nodes never give the same number because each writes in a book of its own: the
//! centre's PC writes book A; a phone that receives elsewhere is given book B, C…

use super::time::Day;
use crate::draft::{Acting, Draft, Secrecy};
use crate::reception::{REGISTER_DAY, REGISTER_YEAR, VERSION};
use crate::scope;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// A book of the register: A, B… One node writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode)]
#[cbor(transparent)]
pub struct Book(#[n(0)] u8);

impl Book {
    /// The book of the centre's own PC.
    pub const MAIN: Self = Self(0);

    /// The book of that letter, A to Z.
    pub fn lettered(letter: char) -> Option<Self> {
        let place = u8::try_from(letter.to_ascii_uppercase()).ok()?;
        place.is_ascii_uppercase().then(|| Self(place - b'A'))
    }

    /// The book of a place in the alphabet, from 0, as tables keep it.
    pub fn at(place: u8) -> Option<Self> {
        (place < 26).then_some(Self(place))
    }

    /// Its place in the alphabet, from 0, as tables keep it.
    pub fn place(self) -> u8 {
        self.0
    }

    /// Its letter.
    pub fn letter(self) -> char {
        char::from(b'A' + self.0.min(25))
    }

    fn field(self) -> String {
        format!("last-{}", self.letter())
    }

    fn begun(self) -> String {
        format!("begun-{}", self.letter())
    }
}

/// The number of one line of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct LineNumber {
    /// The year, in which numbers begin at 1.
    #[n(0)]
    pub year: i16,
    /// The book.
    #[n(1)]
    pub book: Book,
    /// 1, 2, 3…
    #[n(2)]
    pub number: u32,
}

impl core::fmt::Display for LineNumber {
    /// `12/2026`, or `B12/2026` in another book than the main one.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        if self.book != Book::MAIN {
            write!(f, "{}", self.book.letter())?;
        }
        write!(f, "{}/{}", self.number, self.year)
    }
}

/// The ticket of someone who waits: unique in its day. Its letter is the book's, so that nothing
/// on it tells why one passes before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Ticket {
    /// The book.
    #[n(0)]
    pub book: Book,
    /// 1, 2, 3… since the morning.
    #[n(1)]
    pub number: u16,
}

impl core::fmt::Display for Ticket {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}{:03}", self.book.letter(), self.number)
    }
}

/// What counts the lines of another book than the counter's: the letter that this node writes, and
/// the state of what counts the year.
pub struct Counter<'a> {
    /// The book.
    pub book: Book,
    /// State of the entity that counts the year.
    pub year: &'a State,
}

/// The next number of a year counted by `entity`, of `kind` and in `version`, and the entry that
/// counts it.
pub(crate) fn next(
    centre: CentreId,
    (entity, kind, version): (EntityId, &'static str, u16),
    year: i16,
    counter: &Counter<'_>,
) -> (LineNumber, Draft) {
    let field = counter.book.field();
    let last = counter.year.one::<u32>(&field).unwrap_or(0);
    let number = LineNumber {
        year,
        book: counter.book,
        number: last.saturating_add(1),
    };
    let draft = Draft {
        scope: scope::registry(centre),
        entity,
        kind,
        version,
        act: Acting::on(counter.year)
            .set(&field, &number.number)
            .done(None, None),
        secrecy: Secrecy::Open,
    };
    (number, draft)
}

/// The entity that counts the lines of a year.
pub fn year_entity(centre: CentreId, year: i16) -> EntityId {
    EntityId::named(&format!("register-year/{centre}/{year}"))
}

/// The entity that counts the tickets of a day and holds its signatures.
pub fn day_entity(centre: CentreId, day: Day) -> EntityId {
    EntityId::named(&format!("register-day/{centre}/{}", day.sortable()))
}

/// The day of a day entity, from its state.
pub fn day_of(state: &State) -> Option<Day> {
    state.one("day")
}

/// The last number given in a book; 0 when none was.
pub fn last_line(year: &State, book: Book) -> u32 {
    year.one(&book.field()).unwrap_or(0)
}

/// The last ticket of the day in a book; 0 when none was given.
pub fn last_ticket(day: &State, book: Book) -> u16 {
    day.one(&book.field()).unwrap_or(0)
}

/// Whether the software itself has given numbers in a book, beyond those retyped from paper.
pub fn has_begun(year: &State, book: Book) -> bool {
    year.one(&book.begun()).unwrap_or(false)
}

/// The entry that moves a year's count to `number`; `given` when the software gives it.
pub(super) fn count_line(
    centre: CentreId,
    state: &State,
    number: LineNumber,
    given: bool,
) -> Draft {
    let mut acting = Acting::on(state);
    acting.set(&number.book.field(), &number.number);
    if given {
        acting.set(&number.book.begun(), &true);
    }
    Draft {
        scope: scope::registry(centre),
        entity: year_entity(centre, number.year),
        kind: REGISTER_YEAR,
        version: VERSION,
        act: acting.done(None, None),
        secrecy: Secrecy::Open,
    }
}

/// The entry that moves a day's count to `ticket`.
pub(super) fn count_ticket(centre: CentreId, day: Day, state: &State, ticket: Ticket) -> Draft {
    Draft {
        scope: scope::registry(centre),
        entity: day_entity(centre, day),
        kind: REGISTER_DAY,
        version: VERSION,
        act: Acting::on(state)
            .set("day", &day)
            .set(&ticket.book.field(), &ticket.number)
            .done(None, None),
        secrecy: Secrecy::Open,
    }
}

/// The numbers missing between 1 and the greatest of `taken`, as first and last of each hole.
pub fn gaps(taken: impl IntoIterator<Item = u32>) -> Vec<(u32, u32)> {
    let mut taken: Vec<u32> = taken.into_iter().collect();
    taken.sort_unstable();
    let mut expected = 1u32;
    let mut holes = Vec::new();
    for number in taken {
        if number > expected {
            holes.push((expected, number - 1));
        }
        expected = expected.max(number.saturating_add(1));
    }
    holes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_on_paper() {
        let number = LineNumber {
            year: 2026,
            book: Book::MAIN,
            number: 12,
        };
        assert_eq!(number.to_string(), "12/2026");
        let book = Book::lettered('b').unwrap();
        assert_eq!(LineNumber { book, ..number }.to_string(), "B12/2026");
        assert_eq!(Ticket { book, number: 7 }.to_string(), "B007");
        assert_eq!(Book::lettered('é'), None);
    }

    #[test]
    fn holes_in_a_register_are_found() {
        assert_eq!(gaps([1, 2, 3]), []);
        assert_eq!(gaps([]), []);
        assert_eq!(gaps([3, 5, 9, 5]), [(1, 2), (4, 4), (6, 8)]);
    }
}
