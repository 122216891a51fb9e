//! Numbers of the registers that cases fill: n°/year, in the book of an installation.
//!
//! Invariants: a line is given its number once, when it is written, and keeps it for ever, also once what stood in it is
//! forgotten; the numbers of one book have no gap. Owns the count of a register in a year, and which line of a month has which
//! number. Never: what stands in a line, which follows from its case ([`super::register`]).

use super::VERSION;
use crate::casework::time::civil;
use crate::casework::{Case, keyed};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit};
use crate::reception::{Book, LineNumber};
use crate::scope;
use akwaba_journal::id::{CentreId, EntityId, EntryId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};
use std::collections::BTreeMap;

/// Kind of the entities that count the lines of one register in a year.
pub const REGISTER_COUNT: &str = "case-register-count";
/// Kind of the entities that hold the numbers of one register in a month, and its signatures.
pub const REGISTER_MONTH: &str = "case-register-month";

const LINE: &str = "line";
pub(super) const OF: &str = "of";

/// One register in one month: what a director signs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Month {
    /// The code of the procedure that declares it.
    #[n(0)]
    pub procedure: String,
    /// Its code in that procedure.
    #[n(1)]
    pub register: String,
    /// The year.
    #[n(2)]
    pub year: i16,
    /// The month, from 1.
    #[n(3)]
    pub month: i8,
}

impl Month {
    /// The month of a register in which something happened, by its microseconds since 1970.
    pub fn of(procedure: &str, register: &str, at_micros: i64) -> Self {
        let day = civil(at_micros).date();
        Self {
            procedure: procedure.to_owned(),
            register: register.to_owned(),
            year: day.year(),
            month: day.month(),
        }
    }

    /// The entity that counts the lines of its year.
    pub fn count(&self, centre: CentreId) -> EntityId {
        let Self {
            procedure,
            register,
            year,
            ..
        } = self;
        EntityId::named(&format!(
            "case-register-count/{centre}/{procedure}/{register}/{year}"
        ))
    }

    /// The entity that holds its numbers and signatures.
    pub fn entity(&self, centre: CentreId) -> EntityId {
        let Self {
            procedure,
            register,
            year,
            month,
        } = self;
        EntityId::named(&format!(
            "case-register-month/{centre}/{procedure}/{register}/{year}-{month}"
        ))
    }

    /// The month that an entity holds, from its state.
    pub fn read(state: &State) -> Option<Self> {
        state.one(OF)
    }
}

/// A line that has its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode)]
#[cbor(array)]
pub struct Numbered {
    /// The number.
    #[n(0)]
    pub number: LineNumber,
    /// The case that wrote the line.
    #[n(1)]
    pub case: EntityId,
    /// The entry by which it came to count, which names the line for ever.
    #[n(2)]
    pub entry: EntryId,
}

/// The numbered lines of a month, in the order of their numbers. A line that two installations numbered keeps the lower number.
pub fn numbered(month: &State) -> Vec<Numbered> {
    let mut lines: BTreeMap<(EntityId, EntryId), Numbered> = BTreeMap::new();
    for (_, given) in month.facts::<Numbered>(LINE) {
        lines
            .entry((given.case, given.entry))
            .and_modify(|known| *known = (*known).min(given))
            .or_insert(given);
    }
    let mut lines: Vec<Numbered> = lines.into_values().collect();
    lines.sort_unstable();
    lines
}

fn field(book: Book) -> String {
    format!("last-{}", book.letter())
}

/// Gives the next numbers of a book to lines of a month, in this order. `count` and `state` are those of [`Month::count`] and
/// [`Month::entity`].
pub fn give<A: Permit, S>(
    allowed: &Allowed<A, S>,
    month: &Month,
    book: Book,
    (count, state): (&State, &State),
    lines: &[(EntityId, EntryId)],
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    let known = numbered(state);
    let (centre, field) = (allowed.centre(), field(book));
    let mut last: u32 = count.one(&field).unwrap_or(0);
    let mut acting = Acting::on(state);
    acting.set(OF, month);
    let before = last;
    for (case, entry) in lines {
        if known
            .iter()
            .any(|line| (line.case, line.entry) == (*case, *entry))
        {
            continue;
        }
        last = last.saturating_add(1);
        let number = LineNumber {
            year: month.year,
            book,
            number: last,
        };
        acting.fact(
            LINE,
            &Numbered {
                number,
                case: *case,
                entry: *entry,
            },
        );
    }
    if last == before {
        return drafts;
    }
    drafts.push(draft(centre, month.entity(centre), REGISTER_MONTH, acting));
    let mut counting = Acting::on(count);
    counting.set(&field, &last);
    drafts.push(draft(centre, month.count(centre), REGISTER_COUNT, counting));
    drafts
}

pub(super) fn draft(
    centre: CentreId,
    entity: EntityId,
    kind: &'static str,
    mut acting: Acting<'_>,
) -> Draft {
    Draft {
        scope: scope::registry(centre),
        entity,
        kind,
        version: VERSION,
        act: acting.done(None, None),
        secrecy: Secrecy::Open,
    }
}

/// Gives a case the salt of its signed lines, once: it lies under the key of whose case it is, so that no signature lets
/// anybody guess what was forgotten.
pub fn salt<A: Permit, S>(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<A, S>,
    (case, state): (&Case, &State),
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    if case.salt.is_empty() {
        let salt = ctx.chance.sixteen().to_vec();
        let act = Acting::on(state).set("salt", &salt).done(None, None);
        drafts.push(keyed(allowed.centre(), case.id, case.subject, act));
    }
    drafts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{Actor, Role};
    use crate::centre::account::grants_in;
    use crate::policy::{self, Target, act};
    use akwaba_journal::clock::Stamp;
    use akwaba_journal::id::ActorId;
    use akwaba_journal::state::Source;

    /// What two installations wrote, folded as a journal folds it.
    #[derive(Default)]
    struct Books {
        count: State,
        month: State,
        entries: u64,
    }

    impl Books {
        fn give(&mut self, book: Book, lines: &[u64]) {
            let centre = CentreId::named("books");
            let actor = Actor {
                account: ActorId::named("worker"),
                grants: grants_in(centre, &[Role::SocialWorker]),
                suspended: false,
            };
            let allowed = policy::allow::<act::StepDo, _>(&actor, &Target::of(centre), ()).unwrap();
            let lines: Vec<_> = lines.iter().map(|nth| line(*nth)).collect();
            let month = month();
            let states = (&self.count, &self.month);
            let drafts = give(&allowed, &month, book, states, &lines);
            for draft in drafts.into_vec() {
                self.entries += 1;
                let source = Source {
                    clock: Stamp {
                        micros: i64::try_from(self.entries).unwrap(),
                        count: 0,
                    },
                    entry: EntryId::named(&self.entries.to_string()),
                    actor: actor.account,
                };
                let into = match draft.kind {
                    REGISTER_MONTH => &mut self.month,
                    _ => &mut self.count,
                };
                into.apply(source, &draft.act);
            }
        }

        fn said(&self) -> Vec<String> {
            let lines = numbered(&self.month).into_iter();
            lines.map(|line| line.number.to_string()).collect()
        }
    }

    fn month() -> Month {
        Month::of("P09", "secours", 1_795_420_800_000_000)
    }

    fn line(nth: u64) -> (EntityId, EntryId) {
        let name = format!("line {nth}");
        (EntityId::named(&name), EntryId::named(&name))
    }

    #[test]
    fn a_line_has_one_number_for_ever_and_a_book_no_gap() {
        let mut books = Books::default();
        books.give(Book::MAIN, &[1, 2]);
        books.give(Book::MAIN, &[2, 3, 1]);
        assert_eq!(books.said(), ["1/2026", "2/2026", "3/2026"]);
        let entries = books.entries;
        books.give(Book::MAIN, &[3]);
        assert_eq!(books.entries, entries, "nothing to write");
        let other = Book::lettered('B').unwrap();
        books.give(other, &[4]);
        assert_eq!(books.said().last().unwrap(), "B1/2026");
        assert_eq!(Month::read(&books.month), Some(month()));
    }
}
