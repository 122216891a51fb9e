//! Lineages whose name is written in two languages.
//!
//! Owns: the equivalences of Sénoufo and Malinké family names that are commonly cited; sources disagree on some.
//! Never: more than a hint. Soro is not Coulibaly; it only excludes less than Kouassi would.

use crate::likeness::Word;
use crate::sound;
use std::sync::OnceLock;

/// A Sénoufo name and the Malinké names under which the same lineage is found.
const SENOUFO_MALINKE: &[(&str, &[&str])] = &[
    ("SORO", &["COULIBALY", "FOFANA", "KONE"]),
    ("SILUE", &["KONE", "FOFANA", "COULIBALY"]),
    ("YEO", &["OUATTARA"]),
    ("SEKONGO", &["CAMARA", "TRAORE", "SANOGO"]),
    ("TUO", &["TOURE", "DAO"]),
];

/// The same by their sound, worked out once: thousands are compared in one import.
fn codes() -> &'static [(String, Vec<String>)] {
    static CODES: OnceLock<Vec<(String, Vec<String>)>> = OnceLock::new();
    CODES.get_or_init(|| {
        let rows = SENOUFO_MALINKE.iter().map(|(senoufo, others)| {
            let others = others.iter().map(|name| sound::code(name));
            (sound::code(senoufo), others.collect())
        });
        rows.collect()
    })
}

/// True where one name has a Sénoufo word and the other a Malinké word of the same lineage. Symmetric.
#[must_use]
pub fn may_be_one(a: &[Word], b: &[Word]) -> bool {
    let bears = |words: &[Word], code: &String| words.iter().any(|w| w.code == *code);
    codes().iter().any(|(senoufo, others)| {
        others.iter().any(|malinke| {
            let turned = bears(a, malinke) && bears(b, senoufo);
            // Where a side bears both, nothing was translated.
            let both = |words: &[Word]| bears(words, senoufo) && bears(words, malinke);
            ((bears(a, senoufo) && bears(b, malinke)) || turned) && !both(a) && !both(b)
        })
    })
}
