//! `akwaba directory import|export`: the directory of services in and out, as HSDS 3 in JSON or in tables, all or nothing.

use super::voice::Voice;
use super::{Ended, centre, data_option, passphrase};
use crate::sealed::Whole;
use akwaba_domain::directory::{self as domain, Fate, Known};
use akwaba_domain::policy::{Allowed, Target, act, allow};
use akwaba_domain::registry::Day;
use akwaba_store::projections::directory::services;
use akwaba_store::{StoreError, Writing, append};
use akwaba_web::hsds::{self, Read};
use akwaba_web::i18n;
use anyhow::{Context, Result, anyhow};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;
use std::fs::File;
use std::io::{Read as _, Write};
use std::path::PathBuf;

/// Some services of the file are to be corrected.
const TO_MEND: u8 = 3;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    let path = |name: &'static str, fr: &'static str, en: &'static str| {
        Arg::new(name)
            .value_name("FILE")
            .required(true)
            .value_parser(clap::value_parser!(PathBuf))
            .help(voice.pick(fr, en))
    };
    let with = |command: Command| passphrase::options(data_option(command, voice), voice);
    command
        .about(voice.pick(
            "Fait entrer ou sortir l'annuaire des services, au format HSDS 3 (JSON, ou tableaux CSV)",
            "Brings the directory of services in or out, as HSDS 3 (JSON, or CSV tables)",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            with(Command::new("import"))
                .about(voice.pick(
                    "Ajoute les services d'un fichier, tout ou rien ; ce qui est déjà là ne change pas",
                    "Adds the services of a file, all or nothing; what is here already does not change",
                ))
                .arg(path("file", "Le fichier", "The file"))
                .arg(
                    Arg::new("dry-run")
                        .long("dry-run")
                        .action(ArgAction::SetTrue)
                        .help(voice.pick(
                            "Vérifier seulement : rien n'est gardé",
                            "Verify only: nothing is kept",
                        )),
                )
                .after_help(voice.pick(
                    "Fin : 0 fait, ou rien de nouveau ; 1 impossible ; 2 commande mal écrite ; 3 des services à corriger.",
                    "Exit: 0 done, or nothing new; 1 could not; 2 the command is off; 3 services to mend.",
                )),
        )
        .subcommand(
            with(Command::new("export"))
                .about(voice.pick(
                    "Écrit les services ouverts, sans rien de confidentiel",
                    "Writes the open services, nothing confidential among them",
                ))
                .arg(
                    path(
                        "output",
                        "Fichier à écrire : une archive de tableaux CSV si son nom finit par .zip, du JSON sinon",
                        "File to write: an archive of CSV tables where its name ends in .zip, JSON otherwise",
                    )
                        .long("output")
                        .short('o'),
                ),
        )
}

/// Runs it.
///
/// # Errors
/// When the account may not, the file is refused, or the disk or the store fails; nothing has changed then.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    match args.subcommand() {
        Some(("import", args)) => bring_in(args, voice),
        Some(("export", args)) => take_out(args, voice),
        _ => Err(Ended(2).into()),
    }
}

fn today() -> Day {
    Day::new(akwaba_domain::ctx::day_of(crate::world::now()))
}

fn take_out(args: &ArgMatches, voice: Voice) -> Result<()> {
    let to = args.get_one::<PathBuf>("output").context("--output")?;
    let opened = centre::open_beside(args, voice)?;
    let _: Allowed<act::DirectoryChange> = allow(&opened.actor, &Target::of(opened.centre), ())?;
    let all = opened.store.read(|tx| services(tx, opened.centre))?;
    let tables = to
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("zip"));
    let (count, bytes) = match tables {
        true => hsds::write_tables(&all, today())?,
        false => hsds::write(&all, today()),
    };
    let mut file = Whole::begin(to)?;
    file.write_all(&bytes)?;
    file.finish()?;
    let words = voice.pick(
        "services, sans les confidentiels :",
        "services, without the confidential ones:",
    );
    voice.say(
        &format!("{count} {words} {}", to.display()),
        &json!({ "file": to.display().to_string(), "services": count }),
    );
    Ok(())
}

fn bring_in(args: &ArgMatches, voice: Voice) -> Result<()> {
    let path = args.get_one::<PathBuf>("file").context("FILE")?;
    let read = read(path, voice)?;
    let dry = args.get_flag("dry-run");
    let opened = match dry {
        true => centre::open_beside(args, voice)?,
        false => centre::open(args, voice)?,
    };
    let allowed: Allowed<act::DirectoryChange> =
        allow(&opened.actor, &Target::of(opened.centre), ())?;
    let known = opened.store.read(|tx| services(tx, opened.centre))?;
    let (new, here, wrong) = told(voice, &read, &known, &allowed);
    if !dry && wrong == 0 && new > 0 {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let added = domain::import(&allowed, (&name, &read.incoming), &known, today());
        let (_, drafts) = added.map_err(|refusals| anyhow!("{refusals:?}"))?;
        let mut chance = crate::world::SystemChance;
        let now_micros = crate::world::now().as_microsecond();
        opened.store.write(|tx| {
            let mut writing = Writing {
                now_micros,
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts.clone())?;
            Ok::<_, StoreError>(())
        })?;
    }
    let added = if dry || wrong > 0 { 0 } else { new };
    let sentence = match (wrong, dry) {
        (0, false) => voice.pick("ajoutés, à vérifier", "added, to be verified"),
        _ => voice.pick("à ajouter ; rien n'est gardé", "to add; nothing is kept"),
    };
    voice.say(
        &format!(
            "{new} {sentence} · {here} {} · {wrong} {}",
            voice.pick("déjà là", "here already"),
            voice.pick("à corriger", "to mend")
        ),
        &json!({ "added": added, "new": new, "here": here, "wrong": wrong, "dry_run": dry }),
    );
    match wrong {
        0 => Ok(()),
        _ => Err(Ended(TO_MEND).into()),
    }
}

/// Reads no more of a file than one that could be taken.
fn read(path: &PathBuf, voice: Voice) -> Result<Read> {
    let mut bytes = Vec::new();
    let file = File::open(path).with_context(|| path.display().to_string())?;
    file.take(hsds::BYTES_MAX as u64 + 1)
        .read_to_end(&mut bytes)
        .with_context(|| path.display().to_string())?;
    hsds::read(&bytes).map_err(|error| {
        for fault in error.faults() {
            let lang = voice.web();
            voice.line(&format!("{} : {}", fault.place(lang), fault.said(lang)));
        }
        let sentence = i18n::text(voice.web(), error.code(), &[]);
        anyhow!("{} : {sentence}", path.display())
    })
}

/// Says what is to be corrected, and counts what is new, here already and wrong.
fn told(
    voice: Voice,
    read: &Read,
    known: &[Known],
    allowed: &Allowed<act::DirectoryChange>,
) -> (usize, usize, usize) {
    let (mut new, mut here, mut wrong) = (0, 0, 0);
    let fates = domain::judge(allowed.centre(), &read.incoming, known, today());
    for (at, (one, fate)) in read.incoming.iter().zip(fates).enumerate() {
        match fate {
            Fate::New(_) => new += 1,
            Fate::Here(_) => here += 1,
            Fate::Wrong(refusals) => {
                wrong += 1;
                for refusal in refusals.as_slice() {
                    let field = refusal.field.as_deref().unwrap_or_default();
                    let place = read.place(voice.web(), at, field);
                    let place = place.unwrap_or_else(|| format!("{} · {field}", at + 1));
                    let said = i18n::refusal(voice.web(), refusal);
                    voice.line(&format!("{place} · {} : {said}", one.form.name));
                }
            }
        }
    }
    (new, here, wrong)
}
