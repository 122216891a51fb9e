//! The signed checkpoint of this node's journal, to be printed and kept elsewhere.
//!
//! Invariant: nothing is signed that does not verify.

use crate::error::{Result, StoreError};
use crate::heads;
use crate::identity;
use crate::ledger::{STEP, count, each, public_keys};
use crate::rebuild::Progress;
use crate::tx::Tx;
use akwaba_journal::checkpoint::{Checkpoint, Log};
use akwaba_journal::merkle::Growing;
use akwaba_journal::verify::Verifier;

/// The signed checkpoint of everything that this node has written in its present life, to be
/// printed and kept elsewhere. Reads the whole journal.
///
/// # Errors
/// [`StoreError::Corrupt`] when the journal does not verify: nothing is signed then.
pub fn checkpoint(
    tx: &mut dyn Tx,
    centre: &str,
    progress: &mut dyn FnMut(Progress),
) -> Result<String> {
    let own = identity::find(tx)?.ok_or_else(|| StoreError::corrupt("nothing was written yet"))?;
    let keys = public_keys(tx)?;
    let total = count(tx)?;
    let mut verifier = Verifier::new(keys.clone()).with_leaves();
    for (node, public) in &keys {
        verifier.key(*node, public);
    }
    let heads = heads::ends(tx)?;
    for head in &heads {
        verifier.head(head);
    }
    let mut done = 0;
    each(tx, &mut |filed| {
        verifier.entry(filed.bytes, &filed.after);
        done += 1;
        if done % STEP == 0 || done == total {
            progress(Progress { done, total });
        }
        Ok(())
    })?;
    let report = verifier.finish();
    if !report.is_intact() {
        return Err(StoreError::corrupt("the journal does not verify"));
    }
    let leaves = report.leaves.get(&(own.node, own.incarnation));
    let mut tree = Growing::default();
    for leaf in leaves.into_iter().flatten() {
        tree.push(&leaf.after);
    }
    let log = Log {
        centre: centre.to_owned(),
        node: own.node,
        incarnation: own.incarnation,
    };
    let checkpoint = Checkpoint::new(log, tree.size(), tree.root(), &heads);
    let signing = identity::signing_key(tx)?;
    checkpoint
        .sign(&signing)
        .map_err(|error| StoreError::corrupt(error.to_string()))
}
