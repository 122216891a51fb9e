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

pub(super) fn id(chance: &mut Seeded) -> EntityId {
    EntityId::named(&chance.number().to_string())
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
    let span = (id(chance), at, at + 3 * HOUR);
    store
        .write(|tx| letter::give(tx, &first.public, span, &found, chance))
        .unwrap();
    let told = id(chance);
    store
        .write(|tx| letter::tell(tx, &found, told, b"dit", chance))
        .unwrap();
    true
}

pub(super) fn lent(store: &Store, who: &Person, at: i64) -> Vec<HeldKey> {
    let lent = store.read(|tx| letter::lent(tx, &who.private, at)).unwrap();
    lent.into_iter().map(|one| one.held).collect()
}
