//! `akwaba export LIST`: a list leaves the centre, sealed under a passphrase of its own unless there is a reason.
//!
//! The file stands under its name once it is whole and the trail has noted it.

use super::voice::Voice;
use super::words::Lang;
use super::{centre, data_option, passphrase};
use crate::sealed::{self, Whole};
use akwaba_domain::Ctx;
use akwaba_domain::centre::export::{self as rules, List, PlainReason};
use akwaba_domain::centre::passphrase::check;
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::reception::Day;
use akwaba_store::{StoreError, Writing, append};
use akwaba_web::export::{self, Asked, DAYS_MAX, ExportError, Format};
use akwaba_web::frame::Frame;
use akwaba_web::{Heading, Site, i18n};
use anyhow::{Context, Result, bail};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;
use std::path::PathBuf;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    let text = |name: &'static str, value: &'static str, fr: &'static str, en: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(voice.pick(fr, en))
    };
    passphrase::of_list(passphrase::options(data_option(command, voice), voice), voice)
        .about(voice.pick(
            "Sort une liste du centre, chiffrée, en CSV ou en classeur",
            "Takes a list out of the centre, sealed, as CSV or a workbook",
        ))
        .arg(
            Arg::new("list")
                .required(true)
                .value_name("LIST")
                .value_parser(List::ALL.map(List::code))
                .help(voice.pick(
                    "people (personnes), households (ménages), register (registre), figures (chiffres), trail (trace), case-register (un registre que les dossiers remplissent : --register)",
                    "people, households, register, figures, trail, case-register (one that cases fill: --register)",
                )),
        )
        .arg(
            text("output", "FILE", "Fichier à écrire", "File to write")
                .short('o')
                .required(true)
                .value_parser(clap::value_parser!(PathBuf)),
        )
        .arg(
            text("format", "FORMAT", "Format du fichier", "Format of the file")
                .value_parser(Format::ALL.map(Format::code))
                .default_value("csv"),
        )
        .arg(text(
            "from",
            "DATE",
            "Premier jour, pour register, figures, trail et case-register (le mois en cours sinon)",
            "First day, for register, figures, trail and case-register (this month otherwise)",
        ))
        .arg(text("until", "DATE", "Dernier jour", "Last day"))
        .arg(text(
            "register",
            "PROCEDURE/REGISTER",
            "Pour case-register : la procédure et le registre, comme P09/registre_secours",
            "For case-register: the procedure and the register, as P09/registre_secours",
        ))
        .arg(
            Arg::new("plain")
                .long("plain")
                .action(ArgAction::SetTrue)
                .requires("reason")
                .help(voice.pick(
                    "Sortir la liste en clair : dites pourquoi avec --reason",
                    "Take the list out plain: say why with --reason",
                )),
        )
        .arg(
            text("reason", "REASON", "printing (à imprimer ici, puis à détruire), receiver (qui la reçoit ne sait pas ouvrir), program (un autre programme du centre), no-names (ne nomme personne)", "printing (here, then destroyed), receiver (cannot open a sealed file), program (another one of the centre), no-names (it names nobody)")
                .requires("plain")
                .value_parser(PlainReason::ALL.map(PlainReason::code)),
        )
}

/// Runs it.
///
/// # Errors
/// When the account may not, the file exists, or the disk or the store fails; nothing has left then.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let to = args.get_one::<PathBuf>("output").context("--output")?;
    let code = args.get_one::<String>("list").context("LIST")?;
    let list = List::from_code(code).context("LIST")?;
    let reason = args.get_one::<String>("reason");
    let reason = reason.and_then(|code| PlainReason::from_code(code));
    let asked = asked(args, list, voice)?;
    let opened = centre::open_beside(args, voice)?;
    let allowed = rules::allow(&opened.actor, opened.centre, list)?;
    let mut file = Whole::begin(to)?;
    let mut work = Work {
        voice,
        opened: &opened,
        allowed: &allowed,
        asked: &asked,
    };
    let rows = match reason {
        Some(_) => work.write(&mut file)?.0,
        None => {
            let secret = secret(args, voice)?;
            let (rows, sealed) = work.write(sealed::begin(&mut file, &secret)?)?;
            sealed.finish()?;
            rows
        }
    };
    work.note(rows, reason)?;
    file.finish()?;
    let sealed = reason.is_none();
    let sentence = match (voice.lang, sealed) {
        (Lang::Fr, true) => format!("{rows} lignes, chiffrées : {}", to.display()),
        (Lang::Fr, false) => format!("{rows} lignes, en clair : {}", to.display()),
        (Lang::En, true) => format!("{rows} lines, sealed: {}", to.display()),
        (Lang::En, false) => format!("{rows} lines, plain: {}", to.display()),
    };
    let kept_in = opened.store.read(|tx| export::kept_in(tx, opened.centre))?;
    let sentence = match (voice.lang, kept_in) {
        (_, 0) => sentence,
        (Lang::Fr, _) => format!("{sentence} ; s'opposent à sortir du centre : {kept_in}"),
        (Lang::En, _) => format!("{sentence}; oppose leaving the centre: {kept_in}"),
    };
    voice.say(
        &sentence,
        &json!({ "file": to.display().to_string(), "list": code, "rows": rows, "sealed": sealed, "opposed": kept_in }),
    );
    Ok(())
}

/// The format and the days.
fn asked(args: &ArgMatches, list: List, voice: Voice) -> Result<Asked> {
    let today = Day::of(crate::world::now());
    let format = args.get_one::<String>("format").context("--format")?;
    let read = |name: &'static str| -> Result<Option<Day>> {
        let typed = args.get_one::<String>(name).map_or("", String::as_str);
        Day::typed(name, typed).map_err(|refusal| {
            anyhow::anyhow!("--{name} : {}", i18n::refusal(voice.web(), &refusal))
        })
    };
    let until = read("until")?.unwrap_or(today);
    let from = read("from")?.unwrap_or(Day::on(until.date().first_of_month()));
    let span = from
        .date()
        .until(until.date())
        .map_or(i32::MAX, |span| span.get_days());
    if list.is_of_days() && !(0..=DAYS_MAX).contains(&span) {
        bail!(voice.pick(
            "Les jours doivent se suivre, et couvrir trois ans au plus : --from DATE --until DATE",
            "The days must follow each other and cover three years at most: --from DATE --until DATE",
        ));
    }
    let register = args.get_one::<String>("register");
    let register = register.and_then(|named| named.split_once('/'));
    let register = register.map(|(procedure, code)| (procedure.to_owned(), code.to_owned()));
    if list == List::CaseRegister && register.is_none() {
        bail!(voice.pick(
            "Dites quel registre : --register PROCEDURE/REGISTRE, comme l'adresse de sa page.",
            "Say which register: --register PROCEDURE/REGISTER, as in the address of its page.",
        ));
    }
    Ok(Asked {
        register,
        format: Format::from_code(format).context("--format")?,
        today,
        from,
        until,
        rows_max: u64::MAX,
    })
}

/// The passphrase of the list, as good as those of accounts.
fn secret(args: &ArgMatches, voice: Voice) -> Result<zeroize::Zeroizing<String>> {
    let prompt = voice.pick("Phrase secrète de la liste : ", "Passphrase of the list: ");
    let secret = passphrase::secret_of_list(args, voice, prompt)?;
    check("list-passphrase", &secret, "")
        .map_err(|refusal| anyhow::anyhow!(i18n::refusal(voice.web(), &refusal)))?;
    if passphrase::list_is_typed(args) {
        let again = voice.pick("La même, encore une fois : ", "The same once more: ");
        if *passphrase::secret_of_list(args, voice, again)? != *secret {
            bail!(voice.pick(
                "Les deux phrases secrètes diffèrent. Rien n'est sorti.",
                "The two passphrases differ. Nothing has left.",
            ));
        }
    }
    Ok(secret)
}

struct Work<'a> {
    voice: Voice,
    opened: &'a centre::Opened,
    allowed: &'a Allowed<act::RegistryExport, List>,
    asked: &'a Asked,
}

impl Work<'_> {
    /// Writes the list; says how many lines it has.
    fn write<W: std::io::Write>(&mut self, to: W) -> Result<(u64, W)> {
        let site = Site {
            hosts: Vec::new(),
            secure: false,
            centre: self.opened.centre,
            heading: Heading::default(),
        };
        let frame = Frame::new(self.voice.web(), "export-title", &site, crate::world::now());
        let mut progress = self
            .voice
            .progress(self.voice.pick("Lignes écrites", "Lines written"), 0);
        // A read may be tried again; what is written may not.
        let mut to = Some(to);
        let written = self.opened.store.read(|tx| {
            let to = to.take().ok_or(StoreError::Busy)?;
            let told = &mut |rows| progress.at(rows, rows);
            export::write(tx, &frame, self.allowed, self.asked, to, told)
        });
        progress.end();
        written.map_err(|error: ExportError| match error {
            ExportError::Table(akwaba_tables::write::WriteError::Io(error)) => error.into(),
            ExportError::Table(error) => {
                let args: Vec<_> = error.args();
                let args = args.iter().map(|(name, value)| (*name, value.as_str()));
                anyhow::anyhow!(i18n::sentence(self.voice.web(), error.code(), args))
            }
            ExportError::NoRegister => anyhow::anyhow!(self.voice.pick(
                "Aucun registre de ce nom ne peut sortir. Rien n'est sorti.",
                "No register of that name can leave. Nothing has left.",
            )),
            other => other.into(),
        })
    }

    /// Notes in the trail that the list leaves.
    fn note(&self, rows: u64, plain: Option<PlainReason>) -> Result<()> {
        let now = crate::world::now();
        self.opened.store.write(|tx| {
            let mut chance = crate::world::SystemChance;
            let ctx = Ctx {
                now,
                chance: &mut chance,
            };
            let drafts = rules::note(&ctx, self.allowed, rows, plain, "cli.export");
            let mut writing = Writing {
                now_micros: now.as_microsecond(),
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts)?;
            Ok::<_, StoreError>(())
        })?;
        Ok(())
    }
}
