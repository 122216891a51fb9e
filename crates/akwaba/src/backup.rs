//! The backup file: everything a new PC needs to be the centre again, in one encrypted file.
//!
//! A line that names the format, a line of JSON (which centre, and the keyring: neither holds a
//! name or a key in the clear), then the database as an `age` stream under a key derived from the
//! master key. Whoever has a passphrase of the centre can restore it, and nobody else.

use crate::folder::Folder;
use crate::installation::Installation;
use crate::keys::{Keyring, Master, file};
use age::secrecy::SecretString;
use akwaba_store::backup::{Check, check};
use akwaba_store::{Plan, Store, StoreError, identity};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

const MAGIC: &str = "akwaba backup 1\n";
/// Longest second line, in bytes: a keyring of a few hundred accounts.
const HEADER_BYTES_MAX: u64 = 1 << 20;
/// The key already has 256 bits of chance: stretching it would only cost time.
const WORK_FACTOR: u8 = 2;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    installation: Installation,
    keyring: String,
    made: String,
}

/// Why a file cannot be restored, in the cases that people are told apart.
#[derive(Debug, thiserror::Error)]
pub enum BadBackup {
    /// Not a backup of Akwaba.
    #[error("this file is not a backup")]
    NotABackup,
    /// Cut short or damaged.
    #[error("the backup is cut short or damaged")]
    Damaged,
    /// The passphrase opens nothing in it.
    #[error("the login or the passphrase is not one of this backup")]
    WrongPassphrase,
    /// What it holds does not verify.
    #[error("what the backup holds does not verify")]
    Unsound,
}

fn secret(master: &Master) -> SecretString {
    let key = master.derive("akwaba 2026 backup file 1");
    SecretString::from(
        key.as_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>(),
    )
}

/// Writes a backup of an open centre to `to`, which must not exist. People go on working.
///
/// # Errors
/// Those of the disk and of the store; no half file is left.
pub fn make(
    folder: &Folder,
    master: &Master,
    store: &Store,
    to: &Path,
    told: &mut dyn FnMut(u64, u64),
) -> Result<()> {
    let snapshot = folder.path().join("backup.part");
    remove(&snapshot);
    let written = store
        .snapshot(&snapshot, &mut |step| told(step.done, step.total))
        .map_err(anyhow::Error::from)
        .and_then(|()| write(folder, master, &snapshot, to));
    remove(&snapshot);
    written
}

fn write(folder: &Folder, master: &Master, snapshot: &Path, to: &Path) -> Result<()> {
    let part = to.with_extension("part");
    let mut out = BufWriter::new(File::create(&part).with_context(|| part.display().to_string())?);
    let header = Header {
        installation: Installation::load(folder)?,
        keyring: fs::read_to_string(folder.keyring())?,
        made: crate::world::now().to_string(),
    };
    let filled = (|| -> Result<()> {
        out.write_all(MAGIC.as_bytes())?;
        serde_json::to_writer(&mut out, &header)?;
        out.write_all(b"\n")?;
        let mut recipient = age::scrypt::Recipient::new(secret(master));
        recipient.set_work_factor(WORK_FACTOR);
        let encryptor =
            age::Encryptor::with_recipients(std::iter::once(&recipient as &dyn age::Recipient))?;
        let mut sealed = encryptor.wrap_output(&mut out)?;
        io::copy(&mut File::open(snapshot)?, &mut sealed)?;
        sealed.finish()?;
        out.flush()?;
        out.get_ref().sync_all()?;
        Ok(())
    })();
    if let Err(error) = filled.and_then(|()| {
        fs::hard_link(&part, to)
            .or_else(|_| fs::rename(&part, to))
            .map_err(Into::into)
    }) {
        remove(&part);
        return Err(error);
    }
    remove(&part);
    // Announced only once its name, too, would survive a pulled plug.
    file::sync_folder(to)?;
    Ok(())
}

/// A backup that was read and verified, and stands beside the place it may take.
pub struct Verified {
    /// What was checked.
    pub check: Check,
    /// Which centre it is of.
    pub installation: Installation,
    /// When it was made.
    pub made: String,
    /// Under which master key of the centre, from 1.
    pub generation: u32,
    master: Master,
    keyring: String,
    database: PathBuf,
}

/// Reads a backup, opens it and verifies all of it, beside the data it may replace. Changes nothing else.
///
/// # Errors
/// [`BadBackup`], and those of the disk.
pub fn verify(
    from: &Path,
    folder: &Folder,
    login: &str,
    passphrase: &str,
    told: &mut dyn FnMut(u64, u64),
) -> Result<Verified> {
    let mut input = BufReader::new(File::open(from).with_context(|| from.display().to_string())?);
    let header = header(&mut input)?;
    let ring = folder.path().join("restore.keyring");
    let database = folder.path().join("restore.part");
    file::replace(&ring, header.keyring.as_bytes())?;
    let unlocked = Keyring::load(&ring)
        .map_err(|_| BadBackup::Damaged)
        .and_then(|ring| {
            let master = ring
                .unlock(login, passphrase)
                .map_err(|_| BadBackup::Damaged)?;
            let master = master.ok_or(BadBackup::WrongPassphrase)?;
            Ok((ring.generation(), master))
        });
    remove(&ring);
    let (generation, master) = unlocked?;
    let checked = unseal(input, &master, &database).and_then(|()| {
        let sound = check(
            &database,
            Some(&master.database()),
            Plan::AKWABA,
            &mut |step| told(step.done, step.total),
        )?;
        if sound.is_sound() {
            Ok(sound)
        } else {
            Err(BadBackup::Unsound.into())
        }
    });
    match checked {
        Ok(check) => Ok(Verified {
            check,
            installation: header.installation,
            made: header.made,
            generation,
            master,
            keyring: header.keyring,
            database,
        }),
        Err(error) => {
            remove(&database);
            Err(error)
        }
    }
}

fn header(input: &mut impl BufRead) -> Result<Header> {
    let mut magic = vec![0; MAGIC.len()];
    input
        .read_exact(&mut magic)
        .map_err(|_| BadBackup::NotABackup)?;
    if magic != MAGIC.as_bytes() {
        return Err(BadBackup::NotABackup.into());
    }
    let mut line = Vec::new();
    input.take(HEADER_BYTES_MAX).read_until(b'\n', &mut line)?;
    serde_json::from_slice(&line).map_err(|_| BadBackup::Damaged.into())
}

fn unseal(input: impl BufRead, master: &Master, to: &Path) -> Result<()> {
    let decryptor = age::Decryptor::new_buffered(input).map_err(|_| BadBackup::Damaged)?;
    let identity = age::scrypt::Identity::new(secret(master));
    let opened = decryptor.decrypt(std::iter::once(&identity as &dyn age::Identity));
    let mut plain = opened.map_err(|_| BadBackup::Damaged)?;
    remove(to);
    let mut out = BufWriter::new(File::create_new(to)?);
    match io::copy(&mut plain, &mut out) {
        Ok(_) => {
            out.flush()?;
            out.get_ref().sync_all()?;
            Ok(())
        }
        Err(error) if error.raw_os_error().is_some() => Err(error.into()),
        // The stream authenticates itself block by block: what does not is cut or changed.
        Err(_) => Err(BadBackup::Damaged.into()),
    }
}

impl Verified {
    /// Lets it take its place. What was there is kept in the folder `aside` beside it.
    ///
    /// # Errors
    /// Those of the disk; what was there is then still in `aside` or in its place.
    pub fn take_place(self, folder: &Folder, aside: &Path) -> Result<()> {
        begin_new_life(&self.database, &self.master)?;
        let mut present = folder.databases()?;
        let others = [folder.keyring(), folder.installation()];
        present.extend(others.into_iter().filter(|path| path.exists()));
        if !present.is_empty() {
            fs::create_dir_all(aside)?;
        }
        for path in present {
            if let Some(name) = path.file_name() {
                fs::rename(&path, aside.join(name))?;
            }
        }
        fs::rename(&self.database, folder.database(self.generation))?;
        file::replace(
            &folder.installation(),
            &serde_json::to_vec_pretty(&self.installation)?,
        )?;
        // The keyring last: without it the folder is not a centre yet, and restoring can begin again.
        file::replace(&folder.keyring(), self.keyring.as_bytes())?;
        Ok(())
    }

    /// Leaves everything as it was.
    pub fn give_up(self) {
        remove(&self.database);
    }
}

/// A restored node begins a new stream, so that what it wrote after the backup, and may yet come
/// from elsewhere, is never contradicted.
fn begin_new_life(database: &Path, master: &Master) -> Result<()> {
    let store = Store::open_sqlite(database, Some(&master.database()))?;
    store.write(|tx| {
        identity::begin_incarnation(tx)?;
        Ok::<_, StoreError>(())
    })?;
    store.fold_log()?;
    Ok(())
}

/// The backups of a folder, in order of name.
pub fn files(folder: &Folder) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.backups()).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "backup"))
        .collect();
    found.sort();
    found
}

/// When a backup was made, as it says itself; none when it does not say so readably.
pub fn made(path: &Path) -> Option<jiff::Timestamp> {
    let mut input = BufReader::new(File::open(path).ok()?);
    header(&mut input).ok()?.made.parse().ok()
}

/// Removes a backup for good: it is overwritten before its name goes, as far as the disk still writes where it
/// wrote before.
///
/// # Errors
/// Those of the disk.
pub fn destroy(path: &Path) -> io::Result<()> {
    let mut file = fs::OpenOptions::new().write(true).open(path)?;
    let length = file.metadata()?.len();
    io::copy(&mut io::repeat(0).take(length), &mut file)?;
    file.sync_all()?;
    drop(file);
    fs::remove_file(path)?;
    file::sync_folder(path)
}

/// Removes a database with the files beside it.
pub fn remove(path: &Path) {
    // What is not there needs no removing; what cannot be removed is said by the next step.
    for ending in ["", "-journal", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let _ = fs::remove_file(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_says_when_it_was_made_and_one_destroyed_leaves_neither_name_nor_bytes() {
        let place = tempfile::tempdir().unwrap();
        let folder = Folder::at(place.path());
        fs::create_dir_all(folder.backups()).unwrap();
        let header = Header {
            installation: Installation {
                version: 1,
                centre: "c".to_owned(),
                encrypted: false,
            },
            keyring: String::new(),
            made: "2026-05-04T10:00:00Z".to_owned(),
        };
        let mut bytes = MAGIC.as_bytes().to_vec();
        bytes.extend(serde_json::to_vec(&header).unwrap());
        bytes.extend(b"\nsealed");
        let old = folder.backups().join("akwaba-1.backup");
        fs::write(&old, &bytes).unwrap();
        let other = folder.backups().join("akwaba-2.backup");
        fs::write(&other, b"not one of ours").unwrap();
        fs::write(folder.backups().join("notes.txt"), b"").unwrap();
        assert_eq!(files(&folder), [old.clone(), other.clone()]);
        assert_eq!(made(&old), "2026-05-04T10:00:00Z".parse().ok());
        assert_eq!(made(&other), None);
        // A second name of the same file shows what became of its bytes.
        let seen = place.path().join("seen");
        fs::hard_link(&old, &seen).unwrap();
        destroy(&old).unwrap();
        assert_eq!(files(&folder), [other]);
        assert_eq!(fs::read(&seen).unwrap(), vec![0; bytes.len()]);
    }
}
