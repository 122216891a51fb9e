//! The names under which rows and households of files are known for ever.
//!
//! Invariant: the same row of the same source is the same record, so that a file read twice adds
//! nothing. The names are made with a secret of the store: whoever sees an id cannot find out by
//! trying which names and births it was made from.

use akwaba_journal::id::EntityId;

/// Makes the ids of what comes in files.
#[derive(Clone)]
pub struct Naming {
    key: [u8; 32],
}

impl core::fmt::Debug for Naming {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Naming([caché])")
    }
}

impl Naming {
    /// From a secret of the store.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key }
    }

    /// A row that its source numbers.
    pub fn numbered(&self, source: &str, number: &str) -> EntityId {
        self.id(&["numbered", &plain(source), &plain(number)])
    }

    /// A row known by what it says: code and text of each cell that is used.
    pub fn said<'a>(&self, cells: impl IntoIterator<Item = (&'a str, &'a str)>) -> EntityId {
        let mut cells: Vec<(&str, String)> = cells
            .into_iter()
            .map(|(code, text)| (code, plain(text)))
            .filter(|(_, text)| !text.is_empty())
            .collect();
        // The order of columns says nothing; that of two given names does, and sorting is stable.
        cells.sort_by_key(|(code, _)| *code);
        let mut parts = vec!["said"];
        parts.extend(cells.iter().flat_map(|(code, text)| [*code, text.as_str()]));
        self.id(&parts)
    }

    /// A household that its source names by a code.
    pub fn household(&self, source: &str, code: &str) -> EntityId {
        self.id(&["household", &plain(source), &plain(code)])
    }

    /// A whole file, by the BLAKE3 hash of its bytes.
    pub fn file(&self, hash: &[u8; 32]) -> EntityId {
        self.id(&["file", blake3::Hash::from_bytes(*hash).to_hex().as_str()])
    }

    fn id(&self, parts: &[&str]) -> EntityId {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        EntityId::named(&format!("import/{}", hasher.finalize().to_hex()))
    }
}

/// Spaces folded: what a spreadsheet may change without anyone meaning it. Zeros stay.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_keeps_its_name_whatever_the_order_of_columns_and_the_spaces() {
        let naming = Naming::new([1; 32]);
        let one = naming.said([("surname", "KONÉ"), ("given", "Awa  Marie"), ("phone", "")]);
        let other = naming.said([("given", " Awa Marie"), ("surname", "KONÉ")]);
        assert_eq!(one, other);
        assert_ne!(one, naming.said([("surname", "KONÉ"), ("given", "Awa")]));
        assert_ne!(
            naming.said([("given", "Awa"), ("given", "Marie")]),
            naming.said([("given", "Marie"), ("given", "Awa")])
        );
    }

    #[test]
    fn zeros_sources_and_secrets_tell_rows_apart() {
        let naming = Naming::new([1; 32]);
        assert_ne!(
            naming.numbered("Mairie", "007"),
            naming.numbered("Mairie", "07")
        );
        assert_ne!(naming.numbered("Mairie", "7"), naming.numbered("ONG", "7"));
        assert_ne!(naming.numbered("a", "bc"), naming.numbered("ab", "c"));
        assert_ne!(
            naming.numbered("Mairie", "7"),
            naming.household("Mairie", "7")
        );
        let elsewhere = Naming::new([2; 32]);
        assert_ne!(
            naming.numbered("Mairie", "7"),
            elsewhere.numbered("Mairie", "7")
        );
    }
}
