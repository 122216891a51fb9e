//! Where a passphrase comes from: a prompt, a file or an open descriptor; never an argument, which
//! every other program of the machine could read.

use super::voice::Voice;
use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Command};
use std::io::Read;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Longest that is read from a file or a descriptor, in bytes.
const PASSPHRASE_BYTES_MAX: u64 = 1024;

/// Adds the options to a command.
pub fn options(command: Command, voice: Voice) -> Command {
    command
        .arg(
            Arg::new("account")
                .long("account")
                .short('a')
                .value_name("LOGIN")
                .env("AKWABA_ACCOUNT")
                .help(voice.pick(
                    "Identifiant du compte qui agit",
                    "Login of the account that acts",
                )),
        )
        .arg(
            Arg::new("passphrase-file")
                .long("passphrase-file")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help(voice.pick(
                    "Lire la phrase secrète dans ce fichier",
                    "Read the passphrase from this file",
                )),
        )
        .arg(
            Arg::new("passphrase-fd")
                .long("passphrase-fd")
                .value_name("N")
                .value_parser(clap::value_parser!(u32))
                .conflicts_with("passphrase-file")
                .help(voice.pick(
                    "Lire la phrase secrète sur ce descripteur (0 : entrée standard)",
                    "Read the passphrase from this descriptor (0: standard input)",
                )),
        )
}

/// Adds the options that say where the passphrase of a list is.
pub fn of_list(command: Command, voice: Voice) -> Command {
    command
        .arg(
            Arg::new("list-passphrase-file")
                .long("list-passphrase-file")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help(voice.pick(
                    "Lire la phrase secrète de la liste dans ce fichier",
                    "Read the passphrase of the list from this file",
                )),
        )
        .arg(
            Arg::new("list-passphrase-fd")
                .long("list-passphrase-fd")
                .value_name("N")
                .value_parser(clap::value_parser!(u32))
                .conflicts_with("list-passphrase-file")
                .help(voice.pick(
                    "Lire la phrase secrète de la liste sur ce descripteur",
                    "Read the passphrase of the list from this descriptor",
                )),
        )
}

/// The passphrase of a list, from the file or descriptor given, or else from the terminal.
///
/// # Errors
/// When it cannot be read.
pub fn secret_of_list(args: &ArgMatches, voice: Voice, prompt: &str) -> Result<Zeroizing<String>> {
    read(
        args,
        voice,
        ("list-passphrase-file", "list-passphrase-fd"),
        prompt,
    )
}

/// Whether the passphrase of a list is typed by somebody, who can mistype it.
pub fn list_is_typed(args: &ArgMatches) -> bool {
    !args.contains_id("list-passphrase-file") && !args.contains_id("list-passphrase-fd")
}

/// The login and passphrase of the account that acts.
///
/// # Errors
/// When none is given and nobody is there to be asked.
pub fn ask(args: &ArgMatches, voice: Voice) -> Result<(String, Zeroizing<String>)> {
    let Some(login) = args.get_one::<String>("account") else {
        bail!(voice.pick(
            "Indiquez le compte qui agit : --account IDENTIFIANT",
            "Say which account acts: --account LOGIN",
        ));
    };
    Ok((
        login.clone(),
        secret(args, voice, voice.pick("Phrase secrète : ", "Passphrase: "))?,
    ))
}

/// A passphrase from the file or descriptor given, or else from the terminal.
///
/// # Errors
/// When it cannot be read.
pub fn secret(args: &ArgMatches, voice: Voice, prompt: &str) -> Result<Zeroizing<String>> {
    read(args, voice, ("passphrase-file", "passphrase-fd"), prompt)
}

fn read(
    args: &ArgMatches,
    voice: Voice,
    (file, number): (&str, &str),
    prompt: &str,
) -> Result<Zeroizing<String>> {
    if let Some(path) = args.get_one::<PathBuf>(file) {
        let file = std::fs::File::open(path).with_context(|| format!("{}", path.display()))?;
        return first_line(file);
    }
    if let Some(number) = args.get_one::<u32>(number) {
        return descriptor(*number, voice);
    }
    rpassword::prompt_password(prompt).map(Zeroizing::new).context(voice.pick(
        "Aucun terminal pour saisir la phrase secrète : donnez-la par un fichier ou un descripteur (voir --help)",
        "No terminal to type the passphrase: give it by a file or a descriptor (see --help)",
    ))
}

fn descriptor(number: u32, voice: Voice) -> Result<Zeroizing<String>> {
    if number == 0 {
        return first_line(std::io::stdin().lock());
    }
    #[cfg(unix)]
    {
        let file = std::fs::File::open(format!("/dev/fd/{number}")).with_context(|| {
            format!(
                "{} {number}",
                voice.pick(
                    "Impossible de lire le descripteur",
                    "Cannot read descriptor"
                )
            )
        })?;
        first_line(file)
    }
    #[cfg(not(unix))]
    bail!(voice.pick(
        "Seul le descripteur 0 existe sur ce système",
        "Only descriptor 0 exists on this system"
    ))
}

fn first_line(from: impl Read) -> Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    from.take(PASSPHRASE_BYTES_MAX).read_to_string(&mut text)?;
    Ok(Zeroizing::new(
        text.lines().next().unwrap_or_default().to_owned(),
    ))
}
