//! The command line: what the pages do in bulk, for scripts and for people without a browser.
//!
//! Each command speaks French or English, says its result in a sentence or in one line of JSON,
//! and ends with 0 (done), 1 (could not), 2 (the words of the command are off), or a code that its own help explains.

mod backup;
mod centre;
mod demo;
mod directory;
mod export;
mod import;
mod import_report;
mod init;
mod journal;
mod manual;
mod passphrase;
mod rebuild;
mod rekey;
mod report;
mod restore;
mod search;
mod serve;
mod trouble;
mod unseal;
mod voice;
mod words;

use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::path::PathBuf;
use std::process::ExitCode;
use voice::Voice;
use words::Lang;

/// A command has said its result, which is not that all is done: the code with which it ends.
#[derive(Debug, thiserror::Error)]
#[error("ended with {0}")]
struct Ended(u8);

/// One command of the program.
struct Entry {
    name: &'static str,
    make: fn(Command, Voice) -> Command,
    run: fn(&ArgMatches, Voice) -> Result<()>,
}

const COMMANDS: &[Entry] = &[
    Entry {
        name: "backup",
        make: backup::make,
        run: backup::run,
    },
    Entry {
        name: "demo",
        make: demo::make,
        run: demo::run,
    },
    Entry {
        name: "directory",
        make: directory::make,
        run: directory::run,
    },
    Entry {
        name: "export",
        make: export::make,
        run: export::run,
    },
    Entry {
        name: "import",
        make: import::make,
        run: import::run,
    },
    Entry {
        name: "init",
        make: init::make,
        run: init::run,
    },
    Entry {
        name: "journal",
        make: journal::make,
        run: journal::run,
    },
    Entry {
        name: "manual",
        make: manual::make,
        run: manual::run,
    },
    Entry {
        name: "rebuild",
        make: rebuild::make,
        run: rebuild::run,
    },
    Entry {
        name: "rekey",
        make: rekey::make,
        run: rekey::run,
    },
    Entry {
        name: "report",
        make: report::make,
        run: report::run,
    },
    Entry {
        name: "restore",
        make: restore::make,
        run: restore::run,
    },
    Entry {
        name: "search",
        make: search::make,
        run: search::run,
    },
    Entry {
        name: "serve",
        make: serve::make,
        run: serve::run,
    },
    Entry {
        name: "unseal",
        make: unseal::make,
        run: unseal::run,
    },
];

/// Runs the program.
pub fn run() -> ExitCode {
    let lang = Lang::detect(std::env::args(), |name| std::env::var(name).ok());
    let command = command(lang);
    let matches = command.get_matches();
    let voice = Voice {
        lang,
        json: matches.get_flag("json"),
    };
    let Some((name, args)) = matches.subcommand() else {
        return ExitCode::from(2);
    };
    let Some(entry) = COMMANDS.iter().find(|entry| entry.name == name) else {
        return ExitCode::from(2);
    };
    match (entry.run)(args, voice) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => match error.downcast_ref::<Ended>() {
            Some(Ended(code)) => ExitCode::from(*code),
            None => {
                voice.fail(&error);
                ExitCode::FAILURE
            }
        },
    }
}

fn command(lang: Lang) -> Command {
    let voice = Voice { lang, json: false };
    let root = Command::new("akwaba")
        .version(env!("CARGO_PKG_VERSION"))
        .about(voice.pick(
            "Akwaba, l'outil du centre social : accueil, personnes et ménages, registres",
            "Akwaba, the tool of the social centre: reception, persons and households, registers",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("json")
                .long("json")
                .global(true)
                .action(ArgAction::SetTrue)
                .help(voice.pick(
                    "Répondre en une ligne de JSON",
                    "Answer in one line of JSON",
                )),
        )
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .value_parser(["fr", "en"])
                .help(voice.pick("Langue : fr ou en", "Language: fr or en")),
        );
    COMMANDS.iter().fold(root, |root, entry| {
        root.subcommand((entry.make)(Command::new(entry.name), voice))
    })
}

/// The option that says where the data are.
fn data_option(command: Command, voice: Voice) -> Command {
    command.arg(
        Arg::new("data")
            .long("data")
            .value_name("DIR")
            .env("AKWABA_DATA")
            .value_parser(clap::value_parser!(PathBuf))
            .help(voice.pick(
                "Dossier des données du centre",
                "Folder of the centre's data",
            )),
    )
}

/// The data folder said by the option; required.
fn data(args: &ArgMatches, voice: Voice) -> Result<crate::folder::Folder> {
    match args.get_one::<PathBuf>("data") {
        Some(path) => Ok(crate::folder::Folder::at(path)),
        None => anyhow::bail!(voice.pick(
            "Dites où sont les données du centre : --data DOSSIER",
            "Say where the centre's data are: --data FOLDER",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_well_formed_in_both_languages() {
        for lang in [Lang::Fr, Lang::En] {
            command(lang).debug_assert();
        }
    }
}
