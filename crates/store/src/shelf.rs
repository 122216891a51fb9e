//! Editions of procedures already read, so that a page or a projection does not read the workbook
//! again. Nothing of a case is kept here.

use akwaba_domain::casework::{Edition, layer};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Editions kept; beyond them the shelf is emptied. A manual has some thirty procedures.
const EDITIONS_MAX: usize = 128;

/// Editions already read, by the hash of their texts: what was read once never goes stale.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<BTreeMap<[u8; 32], Option<Arc<Edition>>>>);

impl Shelf {
    /// The edition of these texts; `None` when they cannot be read by this program.
    pub fn edition(&self, procedure: &str, manual: Option<&str>) -> Option<Arc<Edition>> {
        let key = key([procedure, manual.unwrap_or_default(), ""]);
        self.kept(key, || Edition::read(procedure, manual).ok())
    }

    /// The same under a local layer, of its own text.
    pub fn adapted(
        &self,
        procedure: &str,
        layer: &str,
        manual: Option<&str>,
    ) -> Option<Arc<Edition>> {
        let key = key([procedure, manual.unwrap_or_default(), layer]);
        self.kept(key, || layer::edition(procedure, layer, manual).ok())
    }

    fn kept(&self, key: [u8; 32], read: impl FnOnce() -> Option<Edition>) -> Option<Arc<Edition>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(edition) = known.get(&key) {
            return edition.clone();
        }
        if known.len() >= EDITIONS_MAX {
            known.clear();
        }
        let edition = read().map(Arc::new);
        known.insert(key, edition.clone());
        edition
    }
}

fn key(texts: [&str; 3]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for text in texts {
        hasher.update(&(text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}
