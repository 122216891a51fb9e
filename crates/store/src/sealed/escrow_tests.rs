//! The sharing itself: what enough shares make, and what fewer say.

use super::*;
use akwaba_journal::chance::Seeded;

fn subsets(count: usize) -> impl Iterator<Item = Vec<usize>> {
    (0_u32..1 << count).map(move |bits| (0..count).filter(|at| bits >> at & 1 == 1).collect())
}

fn some(shares: &[Vec<u8>], which: &[usize]) -> Vec<Vec<u8>> {
    which
        .iter()
        .filter_map(|at| shares.get(*at).cloned())
        .collect()
}

#[test]
fn every_subset_of_enough_shares_makes_the_keys_and_no_smaller_one_does() {
    let mut chance = Seeded::new(1);
    let private = PrivateKey::fresh(&mut chance);
    for (threshold, count) in [(2, 3), (3, 5), (2, 2), (4, 6)] {
        let shares = split(private.as_bytes(), threshold, count, &mut chance).unwrap();
        for which in subsets(count) {
            let some = some(&shares, &which);
            let made = join(&some, threshold).map(|made| made.as_bytes().to_vec());
            let right = (which.len() >= threshold).then(|| private.as_bytes().to_vec());
            assert_eq!(made, right, "{threshold} of {count}: {which:?}");
        }
    }
}

/// With one share fewer than needed, every secret is still possible, each by exactly one further share.
#[test]
fn fewer_shares_than_the_threshold_fit_every_secret_equally() {
    let mut chance = Seeded::new(2);
    for (threshold, count) in [(2, 3), (3, 4)] {
        let shares = split(&[0xA5], threshold, count, &mut chance).unwrap();
        for which in subsets(count).filter(|which| which.len() == threshold - 1) {
            let known = some(&shares, &which);
            let mut seen = [0_u32; 256];
            for guess in 0..=u8::MAX {
                let mut with = known.clone();
                // A place that no share stands at.
                with.push(vec![200, guess]);
                let made = Gf256::combine_bytes(&with).unwrap();
                seen[usize::from(made[0])] += 1;
            }
            assert!(seen.iter().all(|times| *times == 1), "{which:?}");
        }
    }
}

/// Coefficients drawn without all values of the field would make some bytes of a share rarer than others.
#[test]
fn a_share_alone_takes_every_value_whatever_the_secret() {
    let mut chance = Seeded::new(3);
    for secret in [0, 255] {
        let mut seen = [0_u32; 256];
        let long = split(&[secret; 40_000], 2, 3, &mut chance).unwrap();
        for byte in &long[0][1..] {
            seen[usize::from(*byte)] += 1;
        }
        // 156 of each are expected; six deviations either way.
        assert!(seen.iter().all(|times| (81..=231).contains(times)));
    }
}

#[test]
fn a_threshold_of_one_or_above_the_custodians_is_refused() {
    let mut chance = Seeded::new(4);
    for (threshold, count) in [(0, 3), (1, 3), (4, 3)] {
        assert!(split(&[1], threshold, count, &mut chance).is_err());
    }
}
