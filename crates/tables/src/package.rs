//! A zip archive of tables: several CSV files with what describes them, in and out.
//!
//! Owns the way between bytes and named parts, within the limits that hold for a workbook. Names only ever find a part in
//! memory: they are never paths. Knows no table by its name.

use std::io::Read;
use std::sync::Arc;

use crate::error::{Kind, TableError};
use crate::limits::Limits;
use crate::read::archive::Archive;
use crate::read::fault::Fault;
use crate::write::WriteError;
use crate::write::zip::ZipWriter;

/// A package whose announced sizes are all within the limits.
pub struct Package(Archive);

impl Package {
    /// Whether bytes begin as an archive does.
    #[must_use]
    pub fn is(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
    }

    /// Reads its directory.
    ///
    /// # Errors
    /// When it is damaged, too large, or would unpack to more than the limits allow; nothing is unpacked then.
    pub fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Self, TableError> {
        if bytes.len() as u64 > limits.archive_bytes {
            let limit = limits.archive_bytes;
            return Err(Kind::TooLarge { limit }.file());
        }
        Archive::open(Arc::new(bytes), limits).map(Self)
    }

    /// The folder in which a part of that name lies, with its slash: empty at the top. Nothing when there is no such part,
    /// or it lies in several.
    #[must_use]
    pub fn folder_of(&self, name: &str) -> Option<String> {
        let mut found = self.0.names().filter_map(|known| {
            let folder = known.strip_suffix(name)?;
            (folder.is_empty() || folder.ends_with('/')).then(|| folder.to_owned())
        });
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// Whether a part of that name exists.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.has(name)
    }

    /// One part, whole; nothing when there is none of that name.
    ///
    /// # Errors
    /// When it is damaged, or longer than was announced.
    pub fn part(&self, name: &str) -> Result<Option<Vec<u8>>, TableError> {
        let Some(mut part) = self.0.part(name)? else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)
            .map_err(|error| Fault::kind(&error).file())?;
        Ok(Some(bytes))
    }
}

impl std::fmt::Debug for Package {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Package([caché])")
    }
}

/// Packs parts in their order: the same bytes for the same content.
///
/// # Errors
/// When they are too large for an archive.
pub fn pack<'p>(
    parts: impl IntoIterator<Item = (&'p str, &'p str)>,
) -> Result<Vec<u8>, WriteError> {
    let mut zip = ZipWriter::new(Vec::new());
    for (name, content) in parts {
        zip = zip.whole(name, content)?;
    }
    Ok(zip.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found_again_also_in_a_folder() {
        let bytes = pack([("a/données.csv", "id\n1\n"), ("a/b.csv", "")]).unwrap();
        assert!(Package::is(&bytes));
        let package = Package::open(bytes, &Limits::default()).unwrap();
        assert_eq!(package.folder_of("b.csv").as_deref(), Some("a/"));
        assert_eq!(package.folder_of("onnées.csv"), None);
        assert_eq!(package.part("a/données.csv").unwrap().unwrap(), b"id\n1\n");
        assert_eq!(package.part("a/b.csv").unwrap().unwrap(), b"");
        assert!(package.part("c.csv").unwrap().is_none());
    }

    #[test]
    fn a_package_that_would_unpack_to_too_much_is_not_opened() {
        let bytes = pack([("a.csv", "0".repeat(5_000_000).as_str())]).unwrap();
        let limits = Limits {
            unpacked_bytes: 4_000_000,
            ..Limits::default()
        };
        let refused = Package::open(bytes.clone(), &limits).unwrap_err();
        assert!(matches!(refused.kind, Kind::Bomb { .. }));
        let steep = Package::open(bytes, &Limits::default()).unwrap_err();
        assert!(matches!(steep.kind, Kind::Bomb { .. }), "a thousand to one");
    }
}
