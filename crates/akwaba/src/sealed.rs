//! Files sealed under a passphrase for somebody outside the centre, as any program that knows `age` opens them.
//!
//! Never: keeps a passphrase, or leaves half a file under its name.

use age::secrecy::SecretString;
use age::stream::{StreamReader, StreamWriter};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// How long a guess at the passphrase takes: 2^17 rounds of scrypt, half a second and 128 MB on an old PC.
const WORK_FACTOR: u8 = 17;
/// The most rounds that are accepted when a file is opened: a hostile one would ask for hours.
const WORK_FACTOR_MAX: u8 = 22;

/// The file is not sealed, is damaged, or the passphrase is not its own.
#[derive(Debug, thiserror::Error)]
#[error("the file does not open")]
pub struct NotOpened;

/// Begins to seal what is written.
///
/// # Errors
/// Those of the destination.
pub fn begin<W: Write>(to: W, passphrase: &str) -> Result<StreamWriter<W>> {
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.to_owned()));
    recipient.set_work_factor(WORK_FACTOR);
    let recipients = std::iter::once(&recipient as &dyn age::Recipient);
    Ok(age::Encryptor::with_recipients(recipients)?.wrap_output(to)?)
}

/// Opens a sealed file into another.
///
/// # Errors
/// [`NotOpened`], and those of the disk; nothing is left then.
pub fn open(from: &Path, passphrase: &str, to: &Path) -> Result<()> {
    let input = BufReader::new(File::open(from).with_context(|| from.display().to_string())?);
    let mut opened = opening(input, passphrase, WORK_FACTOR_MAX)?;
    let mut file = Whole::begin(to)?;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = opened.read(&mut buffer).map_err(|_| NotOpened)?;
        match buffer.get(..count) {
            Some([]) | None => return file.finish(),
            Some(bytes) => file.write_all(bytes)?,
        }
    }
}

/// Opens a small sealed file that somebody sent, in memory: no more than `bytes_max` of what is in it.
///
/// # Errors
/// [`NotOpened`]; also for more than that, and for a file that would ask for more work than ours do.
pub fn read(file: &[u8], passphrase: &str, bytes_max: usize) -> Result<Vec<u8>, NotOpened> {
    let opened = opening(file, passphrase, WORK_FACTOR)?;
    let mut held = Vec::new();
    let more = u64::try_from(bytes_max)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    opened
        .take(more)
        .read_to_end(&mut held)
        .map_err(|_| NotOpened)?;
    (held.len() <= bytes_max).then_some(held).ok_or(NotOpened)
}

fn opening<R: io::BufRead>(
    input: R,
    passphrase: &str,
    work_max: u8,
) -> Result<StreamReader<R>, NotOpened> {
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.to_owned()));
    identity.set_max_work_factor(work_max);
    let opened = age::Decryptor::new_buffered(input).map_err(|_| NotOpened)?;
    opened
        .decrypt(std::iter::once(&identity as &dyn age::Identity))
        .map_err(|_| NotOpened)
}

/// A file that stands under its name once it is whole.
pub struct Whole {
    part: PathBuf,
    to: PathBuf,
    out: BufWriter<File>,
    kept: bool,
}

impl Whole {
    /// Begins a file that must not exist, readable by its owner alone.
    ///
    /// # Errors
    /// When it exists, or the disk fails.
    pub fn begin(to: &Path) -> Result<Self> {
        if to.exists() {
            bail!(io::Error::from(io::ErrorKind::AlreadyExists));
        }
        let mut name = to.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = to.with_file_name(name);
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options
            .open(&part)
            .with_context(|| part.display().to_string())?;
        Ok(Self {
            part,
            to: to.to_owned(),
            out: BufWriter::new(file),
            kept: false,
        })
    }

    /// Gives it its name, durably.
    ///
    /// # Errors
    /// When somebody made a file of that name meanwhile, or the disk fails.
    pub fn finish(mut self) -> Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        // A link never replaces a file; where links are unknown, a name is given.
        fs::hard_link(&self.part, &self.to).or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Err(error),
            _ => {
                self.kept = true;
                fs::rename(&self.part, &self.to)
            }
        })?;
        Ok(())
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        if !self.kept {
            // What is half written, or stands under its name by now, goes.
            let _ = fs::remove_file(&self.part);
        }
    }
}
