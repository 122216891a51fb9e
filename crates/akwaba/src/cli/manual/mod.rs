//! `akwaba manual check | convert | diff | print | try`: the manual of procedures, for those who write it. Needs no centre and no account.

mod check;
mod convert;
mod diff;
mod file;
mod play;
mod print;

use super::Ended;
use super::voice::Voice;
use anyhow::{Context, Result};
use clap::{Arg, ArgMatches, Command};
use std::path::PathBuf;

/// The code when the manual was read and has errors.
const TO_MEND: u8 = 3;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    command
        .about(voice.pick(
            "Le manuel de procédures : relire, convertir, comparer, imprimer, essayer",
            "The manual of procedures: check, convert, compare, print, try",
        ))
        .after_help(voice.pick(
            "Codes de fin : 0 rien à corriger, 1 fichier illisible, 2 commande mal écrite, 3 erreurs à corriger.\nLe format est décrit dans docs/manual-format.md.",
            "Exit codes: 0 nothing to mend, 1 unreadable file, 2 wrong command, 3 errors to mend.\nThe format is described in docs/manual-format.md.",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(check::make(Command::new("check"), voice))
        .subcommand(convert::make(Command::new("convert"), voice))
        .subcommand(diff::make(Command::new("diff"), voice))
        .subcommand(play::make(Command::new("try"), voice))
        .subcommand(print::make(Command::new("print"), voice))
}

/// Runs it.
///
/// # Errors
/// When a file cannot be read or written, or has errors.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let (name, args) = args.subcommand().context("manual")?;
    match name {
        "check" => check::run(args, voice),
        "convert" => convert::run(args, voice),
        "diff" => diff::run(args, voice),
        "print" => print::run(args, voice),
        _ => play::run(args, voice),
    }
}

/// A file or folder that the command must be given.
fn path_arg(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .required(true)
        .value_name("PATH")
        .value_parser(clap::value_parser!(PathBuf))
        .help(help)
}

fn path<'a>(args: &'a ArgMatches, name: &str) -> Result<&'a PathBuf> {
    args.get_one::<PathBuf>(name).context("path")
}
