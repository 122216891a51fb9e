//! Guardians, an owner and what they do, for the tests of break-glass: those of the suite, and the attack that looks at rows from
//! within the crate. Whoever includes it has the names of the store in scope, each by its own path.

use super::*;

pub(super) const HOUR: i64 = 3_600_000_000;

pub(super) struct Person {
    pub(super) private: PrivateKey,
    pub(super) public: Recipient,
}

pub(super) fn person(chance: &mut Seeded) -> Person {
    let private = PrivateKey::fresh(chance);
    let public = Recipient::own(&private).unwrap();
    Person { private, public }
}

pub(super) fn file(name: &str) -> ScopeId {
    ScopeId::named(name)
}

pub(super) fn held(store: &Store, who: &Person, scope: ScopeId) -> Vec<HeldKey> {
    let mut keys = store.read(|tx| sealed::held(tx, &who.private)).unwrap();
    keys.retain(|one| one.scope == scope);
    keys
}

/// A file that `owner` holds, shared among guardians and found by its name.
pub(super) fn shared(
    store: &Store,
    owner: &Person,
    name: &str,
    guardians: &[&Person],
    chance: &mut Seeded,
) {
    store
        .write(|tx| sealed::create(tx, file(name), &[owner.public], chance))
        .unwrap();
    share(store, owner, name, guardians, chance);
}

pub(super) fn share(
    store: &Store,
    owner: &Person,
    name: &str,
    guardians: &[&Person],
    chance: &mut Seeded,
) -> bool {
    let mut keys = held(store, owner, file(name));
    let roll = Roll::new(guardians.iter().map(|one| one.public), [Name::of(name)]);
    store
        .write(|tx| glass::fit(tx, &mut keys, &roll, chance))
        .unwrap()
}

pub(super) fn words(store: &Store, who: &Person, name: &str, chance: &mut Seeded) -> Words {
    let said = store.write(|tx| glass::words(tx, &who.private, &Name::of(name), chance));
    Words::from_bytes(&said.unwrap().to_bytes())
}

/// The second finds what the first names, and lends it; whether anything was found.
pub(super) fn agree(
    store: &Store,
    (first, words, name): (&Person, &Words, &str),
    second: &Person,
    at: i64,
    chance: &mut Seeded,
) -> bool {
    let found = store.read(|tx| glass::find(tx, &second.private, &Name::of(name), words));
    let Some(found) = found.unwrap() else {
        return false;
    };
    let (both, span) = ((&first.public, &second.public), (at, at + 3 * HOUR));
    store
        .write(|tx| loan::lend(tx, both, span, &found, (b"dit", b"rappel"), chance))
        .unwrap();
    true
}

/// Asks the others by letter, and says which letter stays with who asks.
pub(super) fn ask(
    store: &Store,
    who: &Person,
    to: &[&Person],
    (words, at): (&Words, i64),
    chance: &mut Seeded,
) -> EntityId {
    let to: Vec<Recipient> = to.iter().map(|one| one.public).collect();
    let said = (at + HOUR / 2, &*words.to_bytes());
    store
        .write(|tx| letter::ask(tx, &who.public, &to, said, chance))
        .unwrap()
}

pub(super) fn withdraw(
    store: &Store,
    who: &Person,
    at: (EntityId, i64),
    chance: &mut Seeded,
) -> bool {
    let notice = (at.1 + HOUR, &b"retire"[..]);
    store
        .write(|tx| letter::withdraw(tx, &who.private, at, notice, chance))
        .unwrap()
}

/// Everything that somebody is one of the two of.
pub(super) fn loans(store: &Store, who: &Person, at: i64) -> Vec<Loan> {
    let lent = store.read(|tx| loan::lent(tx, &who.private, at)).unwrap();
    let kept = store.read(|tx| loan::kept(tx, &who.private, at)).unwrap();
    lent.into_iter().map(|one| one.loan).chain(kept).collect()
}

pub(super) fn close(
    store: &Store,
    who: &Person,
    loan: &Loan,
    at: i64,
    chance: &mut Seeded,
) -> bool {
    let said = (&b"fini"[..], (at + HOUR, &b"ferme"[..]));
    store
        .write(|tx| loan::close(tx, &who.public, loan, said, chance))
        .unwrap()
}

pub(super) fn lent(store: &Store, who: &Person, at: i64) -> Vec<HeldKey> {
    let lent = store.read(|tx| loan::lent(tx, &who.private, at)).unwrap();
    lent.into_iter().map(|one| one.held).collect()
}
