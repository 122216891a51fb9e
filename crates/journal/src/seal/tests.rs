//! What is under a key opens with that key, at its place, unchanged; and in no other case.

use super::*;
use crate::act::{Change, Value};
use crate::chance::Seeded;
use crate::clock::Stamp;
use crate::entry::Stream;
use crate::id::{ActorId, EntryId, NodeId, ScopeId};
use proptest::prelude::*;

fn act(text: &str) -> Act {
    Act {
        changes: vec![Change::Fact {
            name: "note".into(),
            value: Value::of(&text),
        }],
        ..Act::default()
    }
}

fn closed(text: &str, key: &Key, seed: u64) -> Entry {
    let stream = Stream {
        scope: ScopeId::named("scope"),
        node: NodeId::named("node"),
        incarnation: 1,
    };
    let clock = Stamp::default();
    let mut entry = Entry {
        stream,
        seq: 1,
        clock,
        id: stream.entry_id(1, clock),
        actor: ActorId::named("actor"),
        entity: EntityId::named("entity"),
        kind: "person".into(),
        version: 1,
        body: Body::Open(Vec::new()),
    };
    let subject = entry.entity;
    close(&mut entry, &act(text), subject, key, &mut Seeded::new(seed)).unwrap();
    entry
}

fn parts(entry: &mut Entry) -> (&mut Vec<u8>, &mut Vec<u8>) {
    match &mut entry.body {
        Body::Keyed { nonce, cipher, .. } => (nonce, cipher),
        other => panic!("not under a key: {other:?}"),
    }
}

proptest! {
    #[test]
    fn an_act_under_a_key_opens_with_it_and_with_no_other(text in ".{0,60}", seed in any::<u64>()) {
        let key = Key::fresh(&mut Seeded::new(seed));
        let entry = closed(&text, &key, seed);
        prop_assert_eq!(open(&entry, Some(&key)), Ok(act(&text)));
        prop_assert_eq!(open(&entry, None), Err(CannotOpen));
        let other = Key::fresh(&mut Seeded::new(seed.wrapping_add(1)));
        prop_assert_eq!(open(&entry, Some(&other)), Err(CannotOpen));
    }

    #[test]
    fn a_ciphertext_moved_to_any_other_place_is_refused(
        seed in any::<u64>(),
        bytes in any::<[u8; 16]>(),
        word in "[a-z]{0,8}",
        version in 2u16..,
    ) {
        let key = Key::fresh(&mut Seeded::new(seed));
        let entry = closed("secret", &key, seed);
        let moves: [&dyn Fn(&mut Entry); 5] = [
            &|entry| entry.stream.scope = ScopeId::from_bytes(bytes),
            &|entry| entry.id = EntryId::from_bytes(bytes),
            &|entry| entry.entity = EntityId::from_bytes(bytes),
            &|entry| entry.kind = word.clone(),
            &|entry| entry.version = version,
        ];
        for (which, change) in moves.iter().enumerate() {
            let mut moved = entry.clone();
            change(&mut moved);
            if moved != entry {
                prop_assert_eq!(open(&moved, Some(&key)), Err(CannotOpen), "move {}", which);
            }
        }
        let mut into_another = closed("other", &key, seed.wrapping_add(1));
        into_another.id = EntryId::from_bytes(bytes);
        into_another.body = entry.body;
        prop_assert_eq!(open(&into_another, Some(&key)), Err(CannotOpen));
    }

    #[test]
    fn a_wrapped_key_opens_under_its_own_context_only(
        seed in any::<u64>(),
        context in proptest::collection::vec(any::<u8>(), 0..40),
        other in proptest::collection::vec(any::<u8>(), 0..40),
        at in any::<proptest::sample::Index>(),
        bit in 0u8..8,
    ) {
        let mut dice = Seeded::new(seed);
        let (outer, inner) = (Key::fresh(&mut dice), Key::fresh(&mut dice));
        let wrapped = outer.wrap(inner.as_bytes(), &context, &mut dice).unwrap();
        let unwrapped = outer.unwrap(&wrapped, &context).unwrap();
        prop_assert_eq!(unwrapped.as_slice(), inner.as_bytes());
        prop_assert!(other == context || outer.unwrap(&wrapped, &other).is_err());
        prop_assert!(inner.unwrap(&wrapped, &context).is_err());
        let mut flipped = wrapped.clone();
        *at.get_mut(&mut flipped) ^= 1 << bit;
        prop_assert!(outer.unwrap(&flipped, &context).is_err());
        let cut = &wrapped[..at.index(wrapped.len())];
        prop_assert!(outer.unwrap(cut, &context).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn a_ciphertext_with_any_bit_flipped_or_any_byte_cut_is_refused(seed in any::<u64>()) {
        let key = Key::fresh(&mut Seeded::new(seed));
        let entry = closed("secret", &key, seed);
        let (nonce, cipher) = { let mut copy = entry.clone(); let (n, c) = parts(&mut copy); (n.len(), c.len()) };
        prop_assert_eq!(nonce, 24);
        for at in 0..nonce + cipher {
            for bit in 0..8 {
                let mut flipped = entry.clone();
                let (nonce_bytes, cipher_bytes) = parts(&mut flipped);
                match at.checked_sub(nonce) {
                    None => nonce_bytes[at] ^= 1 << bit,
                    Some(at) => cipher_bytes[at] ^= 1 << bit,
                }
                prop_assert_eq!(open(&flipped, Some(&key)), Err(CannotOpen));
            }
        }
        for length in 0..cipher {
            let mut cut = entry.clone();
            parts(&mut cut).1.truncate(length);
            prop_assert_eq!(open(&cut, Some(&key)), Err(CannotOpen));
        }
        for length in 0..24 {
            let mut cut = entry.clone();
            parts(&mut cut).0.truncate(length);
            prop_assert_eq!(open(&cut, Some(&key)), Err(CannotOpen));
        }
    }
}

#[test]
fn the_same_act_twice_under_one_key_does_not_look_the_same() {
    let key = Key::fresh(&mut Seeded::new(1));
    assert_ne!(
        closed("secret", &key, 1).body,
        closed("secret", &key, 2).body
    );
}

fn sealed(text: &str, key: &Key) -> Entry {
    let mut entry = closed("", key, 1);
    close_sealed(&mut entry, &act(text), (3, key), &mut Seeded::new(2)).unwrap();
    entry
}

fn length(entry: &Entry) -> usize {
    match &entry.body {
        Body::Sealed { cipher, .. } => cipher.len(),
        other => panic!("not sealed: {other:?}"),
    }
}

#[test]
fn what_is_sealed_has_one_of_a_few_lengths_and_opens_whole() {
    let key = Key::fresh(&mut Seeded::new(1));
    let short = sealed("", &key);
    assert_eq!(length(&short), SIZES[0] + 16);
    assert_eq!(length(&sealed(&"a".repeat(900), &key)), length(&short));
    assert_eq!(SIZES, [1_024, 4_096, 16_384, 65_536, 262_144]);
    for (long, size) in [
        (1_100, SIZES[1]),
        (5_000, SIZES[2]),
        (20_000, SIZES[3]),
        (200_000, SIZES[4]),
    ] {
        let text = "a".repeat(long);
        let entry = sealed(&text, &key);
        assert_eq!(length(&entry), size + 16);
        assert_eq!(open(&entry, Some(&key)), Ok(act(&text)));
    }
    let mut entry = closed("", &key, 1);
    let longest = act(&"a".repeat(SIZES[4]));
    let refused = close_sealed(&mut entry, &longest, (1, &key), &mut Seeded::new(2));
    assert_eq!(refused, Err(CannotOpen));
}

/// The text with which an act is as long as this, in bytes.
fn text_of(length: usize) -> String {
    let around = act(&"a".repeat(500)).encode().len() - 500;
    "a".repeat(length - around)
}

#[test]
fn an_act_that_fills_a_size_has_it_and_one_byte_more_takes_the_next() {
    let key = Key::fresh(&mut Seeded::new(1));
    let full = text_of(SIZES[0]);
    assert_eq!(act(&full).encode().len(), SIZES[0]);
    for (text, size) in [(full.clone(), SIZES[0]), (full + "a", SIZES[1])] {
        let entry = sealed(&text, &key);
        assert_eq!(length(&entry), size + 16);
        assert_eq!(open(&entry, Some(&key)), Ok(act(&text)));
    }
}

#[test]
fn what_follows_a_sealed_act_is_zeros_and_nothing_that_was_in_memory() {
    let key = Key::fresh(&mut Seeded::new(1));
    let entry = sealed("court", &key);
    let Body::Sealed {
        nonce,
        cipher,
        epoch,
    } = &entry.body
    else {
        panic!("not sealed")
    };
    assert_eq!(*epoch, 3);
    let plain = key.open(nonce, cipher, &entry.binding()).unwrap();
    let (said, rest) = plain.split_at(act("court").encode().len());
    assert_eq!(said, act("court").encode());
    assert!(rest.iter().all(|byte| *byte == 0));
}

#[test]
fn a_key_is_read_from_32_bytes_and_from_no_other_number_of_them() {
    let bytes = [7; 32];
    let key = Key::from_slice(&bytes).unwrap();
    assert_eq!(key.as_bytes(), &bytes);
    for length in [0, 16, 31, 33] {
        assert!(Key::from_slice(&vec![7; length]).is_none(), "{length}");
    }
}

#[test]
fn a_key_never_shows_in_debug() {
    assert_eq!(format!("{:?}", Key::new([7; 32])), "Key([caché])");
}
