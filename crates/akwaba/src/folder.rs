//! The data folder of an installation: which file is what, and that one program at a time uses it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// A data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder(PathBuf);

impl Folder {
    /// The folder at this path, which may not exist yet.
    pub fn at(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Makes the folder, readable by its owner only.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn make(&self) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&self.0, fs::Permissions::from_mode(0o700))?;
        }
        Ok(())
    }

    /// The folder itself.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The database of the centre.
    pub fn database(&self) -> PathBuf {
        self.0.join("centre.db")
    }

    /// The keyring.
    pub fn keyring(&self) -> PathBuf {
        self.0.join("keyring")
    }

    /// Where backups are put.
    pub fn backups(&self) -> PathBuf {
        self.0.join("backups")
    }

    /// Which centre this installation serves. Nothing secret.
    pub fn installation(&self) -> PathBuf {
        self.0.join("installation.json")
    }

    /// Whether a centre was set up here.
    pub fn is_set_up(&self) -> bool {
        self.keyring().exists()
    }

    /// Keeps every other program of Akwaba out of this folder, for as long as the guard lives.
    ///
    /// # Errors
    /// `WouldBlock` when another one is using it; whatever else the disk says.
    pub fn claim(&self) -> io::Result<Claim> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.0.join("in-use"))?;
        match file.try_lock() {
            Ok(()) => Ok(Claim { _file: file }),
            Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// Held while a program uses a data folder; let go by the system when it ends, however it ends.
#[derive(Debug)]
pub struct Claim {
    _file: File,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_programs_do_not_use_one_folder() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(&place.path().join("centre"));
        folder.make().unwrap();
        let first = folder.claim().unwrap();
        assert_eq!(
            folder.claim().unwrap_err().kind(),
            io::ErrorKind::WouldBlock
        );
        drop(first);
        assert!(folder.claim().is_ok());
    }
}
