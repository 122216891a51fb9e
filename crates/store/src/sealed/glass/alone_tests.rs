//! One guardian alone, with all the rows that ever stood and the secret of the installation, in any order of steps: asking,
//! withdrawing, agreeing to what another asks, closing what they agreed to.
//! `AKWABA_SEED` says which order comes first.

use super::letter;
use super::loan::{self, Loan};
use super::*;
use crate::sealed::{self, HeldKey, PrivateKey, Recipient, glass, leave};
use crate::{Row, Store};
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::envelope::Purpose;
use akwaba_journal::id::{EntityId, ScopeId};
use std::collections::BTreeSet;

#[path = "../../../tests/suite/glass_people.rs"]
mod people;
use people::{
    HOUR, Person, agree, ask, close, file, held, lent, loans, person, share, shared, withdraw,
    words,
};

/// Everything that somebody with this private key, this installation's secret and every row that ever stood opens.
struct Attacker<'a> {
    me: &'a Person,
    opened: BTreeSet<Vec<u8>>,
    tried: BTreeSet<Vec<u8>>,
}

impl Attacker<'_> {
    fn look(&mut self, store: &Store) {
        let house = store
            .read(|tx| crate::identity::sealed_secret(tx))
            .unwrap()
            .unwrap();
        let opener = self.me.private.opener().unwrap();
        let tables: [(&str, &[&[u8]]); 3] = [
            (
                "SELECT scope, epoch, sealed FROM glass_share",
                &[b"akwaba 2026 share of the key of a sealed scope 1"],
            ),
            (
                "SELECT scope, epoch, wrapped FROM sealed_wrap",
                &[b"akwaba 2026 key of a sealed scope 1"],
            ),
            (
                "SELECT id, until_micros, sealed FROM glass_letter",
                &[
                    b"akwaba 2026 break-glass asked 1",
                    b"akwaba 2026 break-glass own request 1",
                    b"akwaba 2026 break-glass notice 1",
                    b"akwaba 2026 break-glass agreement kept 1",
                    b"akwaba 2026 break-glass told closed 1",
                    b"akwaba 2026 break-glass share given 1",
                    b"akwaba 2026 break-glass told 1",
                ],
            ),
        ];
        for (sql, infos) in tables {
            let rows: Vec<Row> = store.read(|tx| tx.query(sql, &[])).unwrap();
            for row in rows {
                let number = row.int(1).unwrap();
                let number = match infos.len() {
                    1 => u32::try_from(number).unwrap().to_be_bytes().to_vec(),
                    _ => number.to_be_bytes().to_vec(),
                };
                let bound = [row.blob(0).unwrap(), &number].concat();
                let sealed = row.blob(2).unwrap();
                if !self.tried.insert(sealed.to_vec()) {
                    continue;
                }
                for info in infos {
                    let purpose = Purpose {
                        info,
                        bound: &bound,
                        house: Some(&house),
                    };
                    if let Ok(plain) = opener.open(purpose, sealed) {
                        self.opened.insert(plain.to_vec());
                    }
                }
            }
        }
    }

    /// Whether any of it holds one of these keys, or two of it together make one.
    fn has(&self, keys: &[HeldKey]) -> bool {
        let is_key = |bytes: &[u8]| keys.iter().any(|held| held.key.as_bytes() == bytes);
        let within = |bytes: &[u8]| bytes.windows(32).any(is_key);
        let shares: BTreeSet<Vec<u8>> = self
            .opened
            .iter()
            .filter_map(|plain| share_in(plain))
            .collect();
        let shares: Vec<Vec<u8>> = shares.into_iter().collect();
        self.opened.iter().any(|plain| within(plain))
            || shares.iter().enumerate().any(|(at, one)| {
                shares[at + 1..].iter().any(|other| {
                    let both = [one.clone(), other.clone()];
                    vsss_rs::Gf256::combine_bytes(both).is_ok_and(|key| is_key(&key))
                })
            })
    }
}

/// The share of a slip, or of a letter that gives one.
fn share_in(plain: &[u8]) -> Option<Vec<u8>> {
    const SHARE: usize = 33;
    let given = plain.windows(2).position(|two| two == [0x58, 33]);
    let from = if plain.len() == 193 { 0 } else { given? + 2 };
    plain.get(from..from + SHARE).map(<[u8]>::to_vec)
}

#[test]
fn one_guardian_alone_never_has_the_key_in_any_order_of_steps() {
    let first = std::env::var("AKWABA_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let first = first.unwrap_or(1_u64);
    for seed in first..first + 5 {
        one_alone(seed);
    }
}

fn one_alone(seed: u64) {
    let mut chance = Seeded::new(seed);
    let store = Store::memory().unwrap();
    let [owner, me, koffi, yao] = core::array::from_fn(|_| person(&mut chance));
    shared(&store, &owner, "a", &[&me, &koffi, &yao], &mut chance);
    let mut attacker = Attacker {
        me: &me,
        opened: BTreeSet::new(),
        tried: BTreeSet::new(),
    };
    let (mut now, mut steps) = (HOUR, Vec::new());
    let mut said = Words::default();
    let mut own = Vec::new();
    for _ in 0..14 {
        let step = chance.number() % 12;
        steps.push(step);
        match step {
            // Asks, under the right name or another.
            0 => said = words(&store, &me, "a", &mut chance),
            1 => said = words(&store, &me, "b", &mut chance),
            // Agrees to what they asked themselves; asks the others, who do nothing; asks themselves.
            2 => assert!(!agree(&store, (&me, &said, "a"), &me, now, &mut chance)),
            3 => {
                let to = [&koffi, &yao, &me];
                own.push(ask(&store, &me, &to, (&said, now), &mut chance));
            }
            // Somebody else asks them, honestly, and they do not answer: what they are sent opens nothing.
            4 => {
                let theirs = words(&store, &koffi, "a", &mut chance);
                ask(&store, &koffi, &[&me], (&theirs, now), &mut chance);
            }
            // The owner works: another key, other guardians and back.
            5 => {
                let keys = held(&store, &owner, file("a"));
                let latest = keys.last().unwrap();
                store
                    .write(|tx| sealed::rotate(tx, file("a"), latest, &[owner.public], &mut chance))
                    .unwrap();
            }
            6 => {
                share(&store, &owner, "a", &[&koffi, &yao], &mut chance);
                share(&store, &owner, "a", &[&me, &koffi], &mut chance);
            }
            // Three hours pass; letters that are past go.
            7 => {
                now += 3 * HOUR;
                store.write(|tx| letter::sweep(tx, now)).unwrap();
            }
            // They withdraw all that they ever asked, and it is asked no more.
            8 => {
                for one in own.drain(..) {
                    withdraw(&store, &me, (one, now), &mut chance);
                }
                let left = store.read(|tx| letter::own(tx, &me.private, now)).unwrap();
                assert!(left.is_empty());
            }
            // They agree to what somebody else asks: their own share goes, and none comes.
            9 => {
                let theirs = words(&store, &koffi, "a", &mut chance);
                agree(&store, (&koffi, &theirs, "a"), &me, now, &mut chance);
            }
            // They close what they agreed to, before its time, and nobody reads it any more.
            10 => {
                let mine: Vec<Loan> = loans(&store, &me, now);
                for one in &mine {
                    assert!(close(&store, &me, one, now, &mut chance));
                    let theirs = loans(&store, &koffi, now);
                    assert!(theirs.iter().all(|left| left.opening() != one.opening()));
                }
            }
            // They leave and come back.
            _ => {
                store
                    .write(|tx| leave::depart(tx, &me.public, now))
                    .unwrap();
                leave::leave(&store, &owner.private, 9, &mut chance, &mut |_| ()).unwrap();
                store.write(|tx| leave::come_back(tx, &me.public)).unwrap();
                share(&store, &owner, "a", &[&me, &yao], &mut chance);
            }
        }
        attacker.look(&store);
        let told = || format!("seed {seed}, steps {steps:?}");
        assert!(lent(&store, &me, now).is_empty(), "{}", told());
        assert!(
            !attacker.has(&held(&store, &owner, file("a"))),
            "{}",
            told()
        );
    }
    // The attack itself works: with the second's share it finds the key.
    share(&store, &owner, "a", &[&me, &koffi], &mut chance);
    let said = words(&store, &me, "a", &mut chance);
    assert!(agree(&store, (&me, &said, "a"), &koffi, now, &mut chance));
    attacker.look(&store);
    assert!(
        attacker.has(&held(&store, &owner, file("a"))),
        "seed {seed}: the attack is blind"
    );
}
