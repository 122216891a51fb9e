//! Editions of procedures already read, so that a page or a projection does not read the workbook
//! again. Nothing of a case is kept here.

use akwaba_domain::casework::Edition;
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
        let mut hasher = blake3::Hasher::new();
        for text in [procedure, manual.unwrap_or_default()] {
            hasher.update(&(text.len() as u64).to_be_bytes());
            hasher.update(text.as_bytes());
        }
        let key = *hasher.finalize().as_bytes();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(edition) = known.get(&key) {
            return edition.clone();
        }
        if known.len() >= EDITIONS_MAX {
            known.clear();
        }
        let edition = Edition::read(procedure, manual).ok().map(Arc::new);
        known.insert(key, edition.clone());
        edition
    }
}
