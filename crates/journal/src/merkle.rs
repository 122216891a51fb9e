//! The Merkle tree under checkpoints: RFC 6962, SHA-256, one leaf for each entry of a node.
//!
//! Invariant: a tree only grows; two checkpoints of one tree have a consistency proof between
//! them, and no proof exists between two trees of which one is not the beginning of the other.

use crate::chain::Hash;
use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

/// The root of a tree, or of a part of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct Root(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

/// The leaf of an entry: the hash of its stream after it, which holds all that came before.
pub fn leaf(after: &Hash) -> Root {
    Root(
        Sha256::new()
            .chain_update([0])
            .chain_update(after.0)
            .finalize()
            .into(),
    )
}

fn join(left: &Root, right: &Root) -> Root {
    let hash = Sha256::new()
        .chain_update([1])
        .chain_update(left.0)
        .chain_update(right.0);
    Root(hash.finalize().into())
}

/// The root of no leaves.
fn empty() -> Root {
    Root(Sha256::digest([]).into())
}

/// A tree that grows leaf by leaf and keeps no more than one hash for each bit of its size.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Growing {
    #[n(0)]
    size: u64,
    /// The roots of the full subtrees, the largest first.
    #[n(1)]
    peaks: Vec<Root>,
}

impl Growing {
    /// How many leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds the entry after which its stream has this hash.
    pub fn push(&mut self, after: &Hash) {
        let mut root = leaf(after);
        for _ in 0..self.size.trailing_ones() {
            let Some(left) = self.peaks.pop() else { break };
            root = join(&left, &root);
        }
        self.peaks.push(root);
        self.size += 1;
    }

    /// The root of the tree as it stands.
    pub fn root(&self) -> Root {
        let mut peaks = self.peaks.iter().rev();
        let Some(last) = peaks.next() else {
            return empty();
        };
        peaks.fold(*last, |right, left| join(left, &right))
    }
}

/// The root of the tree of these entries, in their order.
pub fn root<'a>(entries: impl IntoIterator<Item = &'a Hash>) -> Root {
    let mut tree = Growing::default();
    for after in entries {
        tree.push(after);
    }
    tree.root()
}

/// Proves that the tree of the first `first` entries is the beginning of the tree of all.
/// `None` when there are fewer.
pub fn prove(entries: &[Hash], first: usize) -> Option<Vec<Root>> {
    let mut proof = Vec::new();
    if first > 0 {
        sub_proof(entries, first, true, &mut proof)?;
    }
    Some(proof)
}

/// SUBPROOF of RFC 6962, section 2.1.2.
fn sub_proof(entries: &[Hash], first: usize, whole: bool, proof: &mut Vec<Root>) -> Option<()> {
    if first == entries.len() {
        if !whole {
            proof.push(root(entries));
        }
        return Some(());
    }
    let middle = split(entries.len());
    let (left, right) = entries
        .split_at_checked(middle)
        .filter(|_| first < entries.len())?;
    if first <= middle {
        sub_proof(left, first, whole, proof)?;
        proof.push(root(right));
    } else {
        sub_proof(right, first - middle, false, proof)?;
        proof.push(root(left));
    }
    Some(())
}

/// The greatest power of two below `size` (which is 2 or more).
fn split(size: usize) -> usize {
    1 << (usize::BITS - 1 - size.saturating_sub(1).leading_zeros().min(usize::BITS - 1))
}

/// Whether `proof` shows that the tree of `first` leaves with root `before` is the beginning of
/// the tree of `second` leaves with root `after` (RFC 9162, section 2.1.4.2).
pub fn is_consistent(first: u64, before: &Root, second: u64, after: &Root, proof: &[Root]) -> bool {
    if first > second {
        return false;
    }
    if first == second {
        return before == after && proof.is_empty();
    }
    if first == 0 {
        return *before == empty() && proof.is_empty();
    }
    let from_before = first.is_power_of_two().then_some(before);
    let mut path = from_before.into_iter().chain(proof);
    let (mut at, mut last) = (first - 1, second - 1);
    let skip = at.trailing_ones();
    at = at.checked_shr(skip).unwrap_or(0);
    last = last.checked_shr(skip).unwrap_or(0);
    let Some(start) = path.next() else {
        return false;
    };
    let (mut old, mut new) = (*start, *start);
    for node in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            old = join(node, &old);
            new = join(node, &new);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            new = join(&new, node);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && old == *before && new == *after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(count: u8) -> Vec<Hash> {
        (0..count).map(|name| Hash([name; 32])).collect()
    }

    /// The definition of RFC 6962, section 2.1, word for word.
    fn by_definition(entries: &[Hash]) -> Root {
        match entries {
            [] => Root(Sha256::digest([]).into()),
            [one] => leaf(one),
            many => {
                let mut middle = 1;
                while middle * 2 < many.len() {
                    middle *= 2;
                }
                join(
                    &by_definition(&many[..middle]),
                    &by_definition(&many[middle..]),
                )
            }
        }
    }

    #[test]
    fn a_tree_grown_leaf_by_leaf_has_the_root_of_the_definition() {
        for count in 0..70 {
            assert_eq!(
                root(&entries(count)),
                by_definition(&entries(count)),
                "{count}"
            );
        }
    }

    #[test]
    fn every_tree_is_proved_to_be_the_beginning_of_every_later_one() {
        for second in 0..34u8 {
            let all = entries(second);
            let after = root(&all);
            for first in 0..=second {
                let before = root(&all[..usize::from(first)]);
                let proof = prove(&all, first.into()).unwrap();
                let holds = |before, after, proof: &[Root]| {
                    is_consistent(first.into(), before, second.into(), after, proof)
                };
                assert!(holds(&before, &after, &proof), "{first} of {second}");
                let other = Root([9; 32]);
                assert!(!holds(&other, &after, &proof), "{first} of {second}");
                assert!(
                    first == 0 || !holds(&before, &other, &proof),
                    "{first} of {second}"
                );
                for at in 0..proof.len() {
                    let mut wrong = proof.clone();
                    wrong[at] = other;
                    assert!(
                        !holds(&before, &after, &wrong),
                        "{first} of {second}, node {at}"
                    );
                    wrong.remove(at);
                    assert!(
                        !holds(&before, &after, &wrong),
                        "{first} of {second}, without {at}"
                    );
                }
                let longer = [&proof[..], &[other]].concat();
                assert!(
                    !holds(&before, &after, &longer),
                    "{first} of {second}, longer"
                );
            }
            assert_eq!(prove(&all, usize::from(second) + 1), None);
        }
    }

    #[test]
    fn no_proof_joins_a_tree_to_one_that_was_rewritten() {
        let mut rewritten = entries(20);
        rewritten[3] = Hash([200; 32]);
        for first in 4..20 {
            let before = root(&entries(20)[..first]);
            let proof = prove(&rewritten, first).unwrap();
            assert!(!is_consistent(
                first as u64,
                &before,
                20,
                &root(&rewritten),
                &proof
            ));
        }
    }
}
