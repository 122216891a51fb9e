//! The data folder of an installation: which file is what, and that one program at a time uses it.

use crate::keys::file;
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

    /// The database of the centre under its n-th master key, from 1.
    pub fn database(&self, generation: u32) -> PathBuf {
        self.0.join(match generation {
            0 | 1 => "centre.db".to_owned(),
            later => format!("centre-{later}.db"),
        })
    }

    /// Every file of a database of the centre: under any master key, with the files beside it.
    ///
    /// # Errors
    /// Whatever the disk says.
    pub fn databases(&self) -> io::Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            let path = entry?.path();
            let name = path.file_name().map(|name| name.to_string_lossy());
            if name.is_some_and(|name| generation_of(&name).is_some()) {
                found.push(path);
            }
        }
        Ok(found)
    }

    /// Removes the databases under earlier master keys than this one, which opens. What cannot be removed
    /// now is removed the next time.
    pub fn sweep(&self, generation: u32) {
        // A keyring whose place is not durable may yet give way to the former one.
        if file::sync_folder(&self.keyring()).is_err() {
            return;
        }
        for path in self.databases().unwrap_or_default() {
            let name = path.file_name().map(|name| name.to_string_lossy());
            let of = name.and_then(|name| generation_of(&name));
            if of.is_some_and(|of| of < generation.max(1)) {
                let _ = fs::remove_file(&path);
            }
        }
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

    /// Says that a command uses the centre beside whoever serves it, for as long as the guard lives.
    ///
    /// # Errors
    /// `WouldBlock` while the master key is being changed; whatever else the disk says.
    pub fn visit(&self) -> io::Result<Claim> {
        held(self.door("beside")?, File::try_lock_shared)
    }

    /// Keeps those out who use the centre beside whoever serves it, for as long as the guard lives.
    ///
    /// # Errors
    /// `WouldBlock` while one is in; whatever else the disk says.
    pub fn alone(&self) -> io::Result<Claim> {
        held(self.door("beside")?, File::try_lock)
    }

    /// Keeps every other program of Akwaba out of this folder, for as long as the guard lives.
    ///
    /// # Errors
    /// `WouldBlock` when another one is using it; whatever else the disk says.
    pub fn claim(&self) -> io::Result<Claim> {
        held(self.door("in-use")?, File::try_lock)
    }

    fn door(&self, name: &str) -> io::Result<File> {
        OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.0.join(name))
    }
}

fn held(file: File, lock: fn(&File) -> Result<(), TryLockError>) -> io::Result<Claim> {
    match lock(&file) {
        Ok(()) => Ok(Claim { _file: file }),
        Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Which master key a file of a database is under; `None` for any other file.
fn generation_of(name: &str) -> Option<u32> {
    let plain = ["-wal", "-shm", "-journal"]
        .iter()
        .find_map(|end| name.strip_suffix(end))
        .unwrap_or(name);
    let number = plain.strip_prefix("centre")?.strip_suffix(".db")?;
    match number.strip_prefix('-') {
        None => number.is_empty().then_some(1),
        Some(number) => number.parse().ok().filter(|number| *number > 1),
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

    #[test]
    fn only_databases_under_earlier_keys_are_swept() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path());
        let names = [
            "centre.db",
            "centre.db-wal",
            "centre-2.db",
            "centre-3.db",
            "centre-x.db",
            "keyring",
        ];
        for name in names {
            fs::write(place.path().join(name), b"").unwrap();
        }
        folder.sweep(1);
        assert_eq!(folder.databases().unwrap().len(), 4);
        folder.sweep(2);
        let left = |name: &str| place.path().join(name).exists();
        assert_eq!(names.map(left), [false, false, true, true, true, true]);
    }

    #[test]
    fn commands_beside_each_other_keep_out_who_wants_to_be_alone() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path());
        let visits = [folder.visit().unwrap(), folder.visit().unwrap()];
        assert_eq!(
            folder.alone().unwrap_err().kind(),
            io::ErrorKind::WouldBlock
        );
        drop(visits);
        let alone = folder.alone().unwrap();
        assert_eq!(
            folder.visit().unwrap_err().kind(),
            io::ErrorKind::WouldBlock
        );
        drop(alone);
        assert!(folder.visit().is_ok());
    }
}
