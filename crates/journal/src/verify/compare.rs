//! Comparing a verified journal with a checkpoint that was kept elsewhere.

use super::Report;
use crate::chain::{Hash, genesis};
use crate::checkpoint::Checkpoint;
use crate::entry::Stream;
use crate::merkle;
use std::collections::BTreeMap;

impl Report {
    /// Whether the journal still begins with what the checkpoint says. The report was made with
    /// its leaves, from an export of every scope that the node writes.
    ///
    /// # Errors
    /// [`Differs`] says how it does not.
    pub fn compare(&self, checkpoint: &Checkpoint) -> Result<(), Differs> {
        let (node, incarnation) = (checkpoint.log.node, checkpoint.log.incarnation);
        let leaves = self.leaves.get(&(node, incarnation));
        let leaves = leaves.map_or(&[][..], Vec::as_slice);
        let size = usize::try_from(checkpoint.size).map_err(|_| Differs::Short)?;
        let Some(leaves) = leaves.get(..size) else {
            return Err(Differs::Short);
        };
        if merkle::root(leaves.iter().map(|leaf| &leaf.after)) != checkpoint.root {
            return Err(Differs::Root);
        }
        let mut names: BTreeMap<_, Hash> = BTreeMap::new();
        let mut known = BTreeMap::new();
        for leaf in leaves {
            let name = names.entry(leaf.scope).or_insert_with(|| {
                genesis(&Stream {
                    scope: leaf.scope,
                    node,
                    incarnation,
                })
            });
            if checkpoint
                .heads
                .get(name)
                .is_some_and(|(seq, _)| *seq == leaf.seq)
            {
                known.insert(*name, (leaf.seq, leaf.after));
            }
        }
        if known == checkpoint.heads {
            Ok(())
        } else {
            Err(Differs::Head)
        }
    }
}

/// How a journal differs from a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Differs {
    /// It has fewer entries: some were cut off, or some scopes are not in the export.
    #[error("the journal has fewer entries than the checkpoint")]
    Short,
    /// Its entries are not those of the checkpoint.
    #[error("the journal does not begin with the entries of the checkpoint")]
    Root,
    /// A stream is not what the checkpoint says.
    #[error("a stream is not what the checkpoint says")]
    Head,
}
