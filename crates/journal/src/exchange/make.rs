//! Making a bundle of what the other lacks.

use super::Keeper;
use crate::bundle::{Bundle, Have, Limits, Part};
use crate::chain::genesis;
use crate::entry::Stream;
use crate::id::ScopeId;

/// A bundle, and whether there was more to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The bundle.
    pub bundle: Bundle,
    /// Whether the limits left something out: after this bundle, make another.
    pub more: bool,
}

impl Made {
    /// What the other has once it has taken this bundle, to make the next one in the meantime.
    pub fn then(&self, theirs: &Have) -> Have {
        let mut then = theirs.clone();
        for part in &self.bundle.parts {
            let count = then.entry(part.head.stream).or_default();
            *count = (*count).max(part.end());
        }
        then
    }
}

/// Puts into a bundle what the other, who has `theirs`, lacks of the scopes it is `wanted` to
/// have. A stream of which it lacks nothing goes in as its bare head: so that a stream that was
/// written twice shows at the next contact, whoever is ahead.
///
/// # Errors
/// Those of the keeping itself.
pub fn make<K: Keeper>(
    keeper: &mut K,
    theirs: &Have,
    wanted: &dyn Fn(&ScopeId) -> bool,
    limits: &Limits,
) -> Result<Made, K::Error> {
    let mut made = Made {
        bundle: Bundle::default(),
        more: false,
    };
    let mut left = *limits;
    for (stream, count) in keeper.have()? {
        if !wanted(&stream.scope) {
            continue;
        }
        if left.parts_max == 0 {
            made.more = true;
            break;
        }
        let after = theirs.get(&stream).copied().unwrap_or(0);
        let part = if after < count {
            run(keeper, &stream, after, count, &left, &mut made)?
        } else {
            bare(keeper, &stream, count)?
        };
        if let Some(part) = part {
            left.bytes_max = left.bytes_max.saturating_sub(part.bytes());
            left.entries_max = left.entries_max.saturating_sub(part.entries.len());
            left.parts_max -= 1;
            made.bundle.parts.push(part);
        }
    }
    Ok(made)
}

/// The last head alone.
fn bare<K: Keeper>(keeper: &mut K, stream: &Stream, count: u64) -> Result<Option<Part>, K::Error> {
    let head = keeper.head_up_to(stream, count)?;
    Ok(head.map(|head| Part {
        after: head.seq,
        before: head.hash,
        head,
        entries: Vec::new(),
    }))
}

/// The entries after `after`, up to the last head that fits; or, where none fits and nothing else
/// is in the bundle yet, as many as fit, to be proved by the next bundle.
fn run<K: Keeper>(
    keeper: &mut K,
    stream: &Stream,
    after: u64,
    count: u64,
    left: &Limits,
    made: &mut Made,
) -> Result<Option<Part>, K::Error> {
    let empty = made.bundle.parts.iter().all(|part| part.entries.is_empty());
    if left.entries_max == 0 || (left.bytes_max == 0 && !empty) {
        made.more = true;
        return Ok(None);
    }
    let mut entries = keeper.entries(stream, after, left.bytes_max, left.entries_max)?;
    let one_too_long =
        |entries: &[Vec<u8>]| entries.first().is_some_and(|e| e.len() > left.bytes_max);
    if one_too_long(&entries) && !empty {
        made.more = true;
        return Ok(None);
    }
    if entries.is_empty() {
        return Ok(None);
    }
    let end = after.saturating_add(entries.len() as u64);
    let fitting = keeper
        .head_up_to(stream, end)?
        .filter(|head| head.seq > after);
    let head = match fitting {
        Some(head) => {
            entries.truncate(usize::try_from(head.seq - after).unwrap_or(usize::MAX));
            made.more |= keeper
                .head_up_to(stream, count)?
                .is_some_and(|last| last.seq > head.seq);
            head
        }
        None => {
            // Entries that are not signed yet are not given away.
            let Some(head) = keeper.head_from(stream, end)? else {
                return Ok(None);
            };
            made.more = true;
            if !empty {
                return Ok(None);
            }
            head
        }
    };
    let before = if after == 0 {
        Some(genesis(stream))
    } else {
        keeper.hash_at(stream, after)?
    };
    Ok(before.map(|before| Part {
        head,
        after,
        before,
        entries,
    }))
}
