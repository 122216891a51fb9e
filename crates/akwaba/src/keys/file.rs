//! Files that are replaced whole or not at all, and readable by their owner only.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Replaces `path` by `bytes`: written beside it, made durable, then renamed over it.
///
/// # Errors
/// Whatever the disk says; `path` then still has its former content.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension("new");
    let mut file = private(&beside)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    if let Err(error) = written.and_then(|()| fs::rename(&beside, path)) {
        // The half-written file is of no use to anyone; the error above is what matters.
        let _ = fs::remove_file(&beside);
        return Err(error);
    }
    sync_folder(path)
}

fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// Makes a rename in the folder of `path` durable, where the system can.
///
/// # Errors
/// Whatever the disk says.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    if let Some(folder) = path.parent() {
        // A bare file name is in the folder one works in.
        let here = Path::new(".");
        let folder = if folder.as_os_str().is_empty() {
            here
        } else {
            folder
        };
        File::open(folder)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_read_by_its_owner_alone_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keyring");
        for content in [b"first and longer".as_slice(), b"second"] {
            replace(&path, content).unwrap();
            assert_eq!(fs::read(&path).unwrap(), content);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn what_cannot_be_replaced_stays_and_what_was_half_written_goes() {
        let folder = tempfile::tempdir().unwrap();
        // Nothing is renamed over a folder.
        let path = folder.path().join("keyring");
        fs::create_dir(&path).unwrap();
        assert!(replace(&path, b"content").is_err());
        assert!(path.is_dir() && !path.with_extension("new").exists());
        let nowhere = folder.path().join("no such folder").join("keyring");
        assert!(replace(&nowhere, b"content").is_err());
        assert!(sync_folder(&nowhere).is_err(), "a folder that is not there");
        // A bare name is of the folder one works in.
        assert!(sync_folder(Path::new("keyring")).is_ok());
    }
}
