//! The pictures of sealed files: a handler keeps one in the store in memory, as in the open; from there it goes under the
//! key of its file, in the transaction that seals what is said of it.
//!
//! Never: a picture that stays in the store in memory once the request is answered, or longer than the answer that shows it.

use akwaba_domain::documents::{DOCUMENT, Document};
use akwaba_domain::scope;
use akwaba_journal::chance::Chance;
use akwaba_journal::entry::Entry;
use akwaba_journal::id::EntityId;
use akwaba_store::sealed::{HeldKey, pictures as sealed_pictures};
use akwaba_store::{Store, StoreError, Tx, entity, pictures};
use zeroize::Zeroizing;

use super::Vault;

/// What a request did with the picture of a document.
pub(super) struct Changed {
    document: EntityId,
    /// What is kept; nothing where it is taken out.
    kept: Option<Zeroizing<Vec<u8>>>,
}

impl Changed {
    /// Does it for good, with the keys of the file.
    pub(super) fn write(
        &self,
        tx: &mut dyn Tx,
        held: &[HeldKey],
        chance: &mut dyn Chance,
    ) -> Result<(), StoreError> {
        match &self.kept {
            Some(picture) => sealed_pictures::keep(tx, held, self.document, picture, chance),
            None => sealed_pictures::remove(tx, held, self.document),
        }
    }
}

impl Vault {
    /// The pictures of the documents that these entries are about, taken from the store in memory.
    pub(super) fn changed_pictures(&self, inner: &[Entry]) -> Result<Vec<Changed>, StoreError> {
        let registry = scope::registry(self.centre);
        let about = inner.iter().filter(|entry| entry.kind == DOCUMENT);
        let mut about: Vec<EntityId> = about.map(|entry| entry.entity).collect();
        about.sort_unstable();
        about.dedup();
        if about.is_empty() {
            return Ok(Vec::new());
        }
        self.store.write(|tx| {
            let mut changed = Vec::new();
            for document in &about {
                let state = entity::load(tx, registry, *document)?;
                let said = Document::of(*document, &state);
                let kept = pictures::read(tx, registry, *document)?;
                pictures::remove(tx, registry, *document)?;
                if kept.is_some() || said.is_some_and(|said| said.withdrawn.is_some()) {
                    changed.push(Changed {
                        document: *document,
                        kept,
                    });
                }
            }
            Ok(changed)
        })
    }

    /// The picture of a document of a file that is open here; `None` when it was taken out, or never came here.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn picture(
        &self,
        main: &Store,
        document: EntityId,
    ) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        let held = self.file_of(document).and_then(|file| self.keys.get(&file));
        held.map_or(Ok(None), |held| {
            main.read(|tx| sealed_pictures::read(tx, held, document))
        })
    }
}
