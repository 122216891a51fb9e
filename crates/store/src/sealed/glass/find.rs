//! Finding a scope by a name, by two guardians: what either says of it alone says nothing to anybody.

use super::roll::Name;
use super::share::mine;
use super::{BYTES, MARK_BYTES};
use crate::error::Result;
use crate::params;
use crate::tx::Tx;
use akwaba_journal::chance::Chance;
use akwaba_journal::envelope::Public;
use akwaba_journal::holder::PrivateKey;
use akwaba_journal::id::ScopeId;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Bytes of the id of a scope.
const SCOPE_BYTES: usize = 16;

/// What the secret of one guardian says of a name: nothing, to who has not that secret.
pub(super) fn word(secret: &[u8], name: &Name) -> [u8; BYTES] {
    let mut hasher = blake3::Hasher::new_derive_key("akwaba 2026 word of a guardian 1");
    hasher.update(secret).update(&name.0);
    *hasher.finalize().as_bytes()
}

/// What the words of two guardians say, whoever of them is first.
pub(super) fn together(one: &[u8; BYTES], other: &[u8; BYTES]) -> [u8; MARK_BYTES] {
    let (first, second) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    let mut hasher = blake3::Hasher::new_derive_key("akwaba 2026 words of two guardians 1");
    hasher.update(first).update(second);
    let mut mark = [0; MARK_BYTES];
    hasher.finalize_xof().fill(&mut mark);
    mark
}

/// The words of one guardian on one name, one for each scope of which they have a share, and a word by chance for
/// each other one: their number says nothing.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Words(BTreeMap<ScopeId, [u8; BYTES]>);

impl core::fmt::Debug for Words {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Words([caché])")
    }
}

impl Words {
    /// One after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        let each = self.0.iter();
        each.flat_map(|(scope, word)| [scope.as_bytes().as_slice(), word].concat())
            .collect()
    }

    /// Reads them again.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let each = bytes.chunks_exact(SCOPE_BYTES + BYTES).filter_map(|one| {
            let (scope, word) = one.split_at_checked(SCOPE_BYTES)?;
            Some((ScopeId::from_slice(scope)?, word.try_into().ok()?))
        });
        Self(each.collect())
    }
}

/// What one guardian says of a name, for another to find the scope with.
///
/// # Errors
/// Those of the engine.
pub fn words(
    tx: &mut dyn Tx,
    private: &PrivateKey,
    name: &Name,
    chance: &mut dyn Chance,
) -> Result<Words> {
    let mut words = Words::default();
    for row in tx.query("SELECT DISTINCT scope FROM glass_share", &[])? {
        let mut nothing = [0; BYTES];
        chance.fill(&mut nothing);
        words.0.insert(row.id(0)?, nothing);
    }
    for mine in mine(tx, private, None)? {
        let said = word(mine.slip.secret(), name);
        words.0.insert(mine.scope, said);
    }
    Ok(words)
}

/// A scope that two guardians found together, and what the second of them may give of it.
pub struct Found {
    /// Which.
    pub scope: ScopeId,
    /// Which of its keys is shared.
    pub epoch: u32,
    pub(super) share: Zeroizing<Vec<u8>>,
    pub(super) mailbox: Public,
}

impl core::fmt::Debug for Found {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Found([caché])")
    }
}

/// The scope of that name, where both guardians have a share of it; the one written last where there are several.
///
/// # Errors
/// Those of the engine.
pub fn find(
    tx: &mut dyn Tx,
    private: &PrivateKey,
    name: &Name,
    theirs: &Words,
) -> Result<Option<Found>> {
    let mut found: Option<(Option<i64>, Found)> = None;
    for mine in mine(tx, private, None)? {
        let Some(said) = theirs.0.get(&mine.scope) else {
            continue;
        };
        let own = word(mine.slip.secret(), name);
        let mark = together(&own, said);
        // Who says one's own words back says them alone.
        let Some(mailbox) = mine.slip.mailbox().filter(|_| mine.slip.says(mark)) else {
            continue;
        };
        let row = tx.one(
            "SELECT MAX(clock_micros) FROM stream WHERE scope = $1",
            params![&mine.scope],
        )?;
        let written = row.opt_int(0)?;
        if found.as_ref().is_none_or(|(last, _)| *last < written) {
            let share = Zeroizing::new(mine.slip.share().to_vec());
            let one = Found {
                scope: mine.scope,
                epoch: mine.epoch,
                share,
                mailbox,
            };
            found = Some((written, one));
        }
    }
    Ok(found.map(|(_, found)| found))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks that stand in slips were made so: made otherwise, no file would be found again.
    #[test]
    fn two_words_say_the_same_whoever_is_first_and_what_was_written_is_found_again() {
        let name = Name::of("Z123456");
        let [one, other] = [word(&[1; BYTES], &name), word(&[2; BYTES], &name)];
        assert_ne!(one, other);
        assert_ne!(one, word(&[1; BYTES], &Name::of("Z123457")));
        let mark = together(&one, &other);
        assert_eq!(mark, together(&other, &one));
        assert_ne!(mark, together(&one, &one));
        let sorted = [one.min(other), one.max(other)].concat();
        let hash = blake3::derive_key("akwaba 2026 words of two guardians 1", &sorted);
        assert_eq!(mark, hash[..MARK_BYTES]);
        let said = [[1; BYTES], name.0].concat();
        assert_eq!(
            one,
            blake3::derive_key("akwaba 2026 word of a guardian 1", &said)
        );
    }

    #[test]
    fn what_guardians_say_and_find_does_not_show_in_debug() {
        let found = Found {
            scope: ScopeId::named("a"),
            epoch: 1,
            share: Zeroizing::new(vec![7; 33]),
            mailbox: Public::new([7; BYTES]),
        };
        assert_eq!(format!("{found:?}"), "Found([caché])");
        assert_eq!(format!("{:?}", Words::default()), "Words([caché])");
        assert_eq!(format!("{:?}", Name::of("Z123456")), "Name([caché])");
    }
}
