//! Many scopes are tried by several threads at once, and none is left out; a shuffle leaves every order possible.

use super::*;
use akwaba_journal::chance::Seeded;
use std::collections::BTreeMap;

/// So many scopes that any machine tries them with all its threads; one in ten opens.
#[test]
fn what_several_threads_open_is_all_of_it_and_in_the_order_of_the_scopes() {
    let mut chance = Seeded::new(1);
    let private = PrivateKey::fresh(&mut chance);
    let (opener, public) = (private.opener().unwrap(), private.public().unwrap().seals);
    let house = Key::fresh(&mut chance);
    let mut scopes = Vec::new();
    for number in 0..THREADS_MAX * SCOPES_A_THREAD_MIN + 7 {
        let scope = ScopeId::named(&number.to_string());
        let bound = bound(scope, 3);
        let key = Key::fresh(&mut chance);
        let wrapped = match number % 10 {
            0 => vec![
                vec![7; 80],
                envelope::seal(
                    &public,
                    purpose(&bound, &house),
                    key.as_bytes(),
                    &mut chance,
                )
                .unwrap(),
            ],
            _ => Vec::new(),
        };
        let wraps = Wraps {
            scope,
            epoch: 3,
            wrapped,
        };
        scopes.push((wraps, *key.as_bytes()));
    }
    let expected: Vec<_> = scopes
        .iter()
        .filter(|(wraps, _)| !wraps.wrapped.is_empty())
        .map(|(wraps, key)| (wraps.scope, 3, *key))
        .collect();
    let scopes: Vec<Wraps> = scopes.into_iter().map(|(wraps, _)| wraps).collect();
    for some in [&scopes[..], &scopes[..20], &[]] {
        let opened = try_all(some, &opener, &house);
        let opened: Vec<_> = opened
            .iter()
            .map(|held| (held.scope, held.epoch, *held.key.as_bytes()))
            .collect();
        assert_eq!(opened, expected[..some.len().div_ceil(10)]);
    }
}

#[test]
fn a_shuffle_brings_about_every_order_as_often() {
    let mut chance = Seeded::new(2);
    let mut seen: BTreeMap<[u8; 3], u32> = BTreeMap::new();
    for _ in 0..6_000 {
        let mut list = [1, 2, 3];
        shuffle(&mut list, &mut chance);
        *seen.entry(list).or_default() += 1;
    }
    // A thousand of each are expected; six deviations either way.
    assert_eq!(seen.len(), 6);
    assert!(
        seen.values().all(|times| (826..=1_174).contains(times)),
        "{seen:?}"
    );
}

#[test]
fn an_epoch_out_of_range_is_said_to_be_damaged() {
    assert_eq!(epoch(7), Ok(7));
    for wrong in [-1, i64::from(u32::MAX) + 1] {
        assert!(matches!(epoch(wrong), Err(StoreError::Corrupt { .. })));
    }
}
