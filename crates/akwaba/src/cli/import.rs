//! `akwaba import FILE`: persons and households of a table into the registry, all or nothing.
//!
//! Each step is kept as it is done, so that a run that was cut goes on where it stood; the registry is written in one last
//! transaction. Never: decides by itself that two records are one person.

use super::import_report::{self as report, Report};
use super::voice::Voice;
use super::{Ended, centre, data_option, passphrase};
use akwaba_domain::policy::{Allowed, Target, act, allow};
use akwaba_domain::registry::Day;
use akwaba_domain::registry::import::{Column, Mapping};
use akwaba_journal::id::EntityId;
use akwaba_store::local::import as jobs;
use akwaba_store::local::import::line::{self, Choice, LineState};
use akwaba_store::projections::registry::import as done;
use akwaba_store::{StoreError, Writing};
use akwaba_tables::{Options, Table, open};
use akwaba_web::import::{self as engine, Begun, ImportError, Upload};
use anyhow::{Context, Result};
use clap::{Arg, ArgAction, ArgMatches, Command};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The file cannot be imported as it is: some rows are to be mended.
const TO_MEND: u8 = 3;
/// Somebody has to decide who some rows are.
const TO_DECIDE: u8 = 4;

/// Staged rows removed in one transaction when they are no longer needed.
const SWEEP_ROWS: u32 = 20_000;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    let text = |name: &'static str, value: &'static str, fr: &'static str, en: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(voice.pick(fr, en))
    };
    let flag = |name: &'static str, fr: &'static str, en: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(voice.pick(fr, en))
    };
    passphrase::options(data_option(command, voice), voice)
        .about(voice.pick(
            "Fait entrer des personnes et des ménages depuis un fichier CSV ou XLSX, tout ou rien",
            "Brings persons and households in from a CSV or XLSX file, all or nothing",
        ))
        .arg(
            Arg::new("file")
                .required(true)
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help(voice.pick("Le fichier", "The file")),
        )
        .arg(flag(
            "dry-run",
            "Vérifier seulement : rien n'est gardé",
            "Verify only: nothing is kept",
        ))
        .arg(
            text(
                "map",
                "COL=FIELD",
                "Ce que contient une colonne, par son nom ; « ignore » la laisse de côté",
                "What a column holds, by its name; `ignore` sets it aside",
            )
            .action(ArgAction::Append),
        )
        .arg(flag(
            "ignore-rest",
            "Laisser de côté les colonnes que l'on ne reconnaît pas",
            "Set aside the columns that are not recognised",
        ))
        .arg(text(
            "source",
            "TEXT",
            "D'où vient la liste, toujours écrit de même (Mairie, ONG…)",
            "Where the list comes from, always written alike (Town hall, NGO…)",
        ))
        .arg(text(
            "as-of",
            "DATE",
            "Jour de la liste : les âges sont ceux de ce jour (aujourd'hui sinon)",
            "Day of the list: ages are ages on that day (today otherwise)",
        ))
        .arg(text("sheet", "NAME", "Feuille du classeur", "Sheet of the workbook"))
        .arg(
            text(
                "header-row",
                "N",
                "Ligne des noms de colonnes",
                "Row of the names of columns",
            )
            .value_parser(clap::value_parser!(u64).range(1..)),
        )
        .arg(
            text(
                "alike",
                "CHOICE",
                "Pour les lignes qui ressemblent beaucoup à quelqu'un : same (c'est la même personne) ou anyway (inscrire quand même)",
                "For rows much like someone: same (it is the same person) or anyway (register all the same)",
            )
            .value_parser(["same", "anyway"]),
        )
        .after_help(after_help(voice))
}

fn after_help(voice: Voice) -> String {
    let fields: Vec<&str> = Column::ALL.iter().map(|column| column.code()).collect();
    format!(
        "{}\n  {}\n\n{}",
        voice.pick(
            "Ce que peut contenir une colonne (FIELD) :",
            "What a column can hold (FIELD):"
        ),
        fields.join(", "),
        voice.pick(
            "Fin : 0 fait, ou rien de nouveau ; 1 impossible, rien n'a changé ; 2 commande mal écrite ;\n3 des lignes à corriger ; 4 des lignes à décider (--alike, ou la page « Importer »). Coupé en\nroute, il reprend où il en était.",
            "Exit: 0 done, or nothing new; 1 could not, nothing has changed; 2 the command is off;\n3 rows to mend; 4 rows to decide about (--alike, or the page Import). Cut on the way, it goes\non where it stood.",
        ),
    )
}

/// Runs it.
///
/// # Errors
/// When the account may not, the file is refused, or the store fails; the registry is then as it was.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let path = args.get_one::<PathBuf>("file").context("FILE")?;
    let dry = args.get_flag("dry-run");
    let hash = hash(path)?;
    let opened = if dry {
        centre::open_beside(args, voice)?
    } else {
        centre::open(args, voice)?
    };
    let allowed = allow(&opened.actor, &Target::of(opened.centre), ())?;
    let mut work = Work {
        opened: &opened,
        allowed: &allowed,
        voice,
        path,
    };
    match work
        .begin(args, hash)
        .map_err(|error| work.explain(error))?
    {
        Begun::Done(id) => work.known(id),
        Begun::Under(id) => work.go_on(args, id, dry),
    }
}

fn hash(path: &Path) -> Result<blake3::Hash> {
    let mut file = File::open(path).with_context(|| path.display().to_string())?;
    let mut hasher = blake3::Hasher::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = file
            .read(&mut buffer)
            .with_context(|| path.display().to_string())?;
        match buffer.get(..count) {
            Some([]) | None => return Ok(hasher.finalize()),
            Some(bytes) => hasher.update(bytes),
        };
    }
}

struct Work<'a> {
    opened: &'a centre::Opened,
    allowed: &'a Allowed<act::RegistryImport>,
    voice: Voice,
    path: &'a Path,
}

/// A file that says how much of it was read.
struct Counted {
    file: File,
    read: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.read.set(self.read.get().saturating_add(count as u64));
        Ok(count)
    }
}

impl Work<'_> {
    fn begin(&self, args: &ArgMatches, hash: blake3::Hash) -> Result<Begun, ImportError> {
        let today = Day::new(akwaba_domain::ctx::day_of(crate::world::now()));
        let typed = args.get_one::<String>("as-of").map_or("", String::as_str);
        let as_of = Day::parse("as-of", typed).map_err(refused)?;
        let as_of = as_of.unwrap_or(today);
        if as_of > today {
            let wrong = akwaba_domain::Refusal::at("as-of", "date-in-future");
            return Err(refused(wrong));
        }
        let options = Options {
            header_row: args.get_one::<u64>("header-row").copied(),
            sheet: args.get_one::<String>("sheet").cloned(),
            ..Options::default()
        };
        let unreadable = |error: io::Error| {
            let kind = akwaba_tables::Kind::Unreadable {
                reason: error.kind().to_string(),
            };
            ImportError::Table(kind.file())
        };
        let file = File::open(self.path).map_err(unreadable)?;
        let size = file.metadata().map_err(unreadable)?.len();
        let read = Rc::new(Cell::new(0));
        let counted = Counted {
            file,
            read: read.clone(),
        };
        let mut table = open(BufReader::new(counted), &options)?;
        let name = self.path.file_name().unwrap_or_default();
        let source = args.get_one::<String>("source").cloned();
        let upload = Upload {
            name: name.to_string_lossy().into_owned(),
            source: source.unwrap_or_default(),
            as_of,
            hash: engine::named(hash, &table.format()),
        };
        self.stage(&upload, &mut table, &|| (read.get(), size))
    }

    fn stage(
        &self,
        upload: &Upload,
        table: &mut Table<BufReader<Counted>>,
        bytes: &dyn Fn() -> (u64, u64),
    ) -> Result<Begun, ImportError> {
        let last = table.last_row();
        let what = self.voice.pick("Lecture du fichier", "Reading the file");
        let mut progress = self.voice.progress(what, 1);
        let mut chance = crate::world::SystemChance;
        let begun = engine::prepare(
            &self.opened.store,
            &mut Writing {
                now_micros: crate::world::now().as_microsecond(),
                chance: &mut chance,
            },
            (self.allowed.centre(), self.allowed.actor()),
            upload,
            table,
            &mut |rows| match last {
                Some(last) => progress.at(rows.min(last), last),
                None => progress.at(bytes().0, bytes().1),
            },
        );
        progress.end();
        begun
    }

    /// The same file was imported before.
    fn known(&self, id: EntityId) -> Result<()> {
        let scope = akwaba_domain::scope::registry(self.opened.centre);
        let row = self.opened.store.read(|tx| done::find(tx, scope, id))?;
        let rows = row.map_or(0, |row| row.import.counts.rows);
        report::known(self.voice, self.path, id, rows);
        Ok(())
    }

    fn go_on(&mut self, args: &ArgMatches, id: EntityId, dry: bool) -> Result<()> {
        let checked = self.check(args, id).map_err(|error| self.explain(error));
        let report = match checked {
            Ok(report) => report,
            Err(error) => {
                // What cannot go on leaves nothing of the file behind.
                self.drop(id)?;
                return Err(error);
            }
        };
        report.faults(self.voice, &self.opened.store)?;
        let (wrong, undecided) = (report.of(LineState::Wrong), report.undecided);
        if wrong > 0 || dry {
            report.say(self.voice, dry);
            self.drop(id)?;
        } else if undecided > 0 {
            report.say(self.voice, dry);
        } else {
            return self.commit(&report);
        }
        match (wrong, undecided) {
            (0, 0) => Ok(()),
            (0, _) => Err(Ended(TO_DECIDE).into()),
            _ => Err(Ended(TO_MEND).into()),
        }
    }

    /// Says what the columns hold, and checks every row.
    fn check(&self, args: &ArgMatches, id: EntityId) -> Result<Report, ImportError> {
        let store = &self.opened.store;
        let who = (id, self.allowed.actor());
        let plan = store.read(|tx| engine::find(tx, id, who.1))?;
        let (_, plan) = plan.ok_or(ImportError::NotFound)?;
        let said: Vec<String> = args
            .get_many::<String>("map")
            .into_iter()
            .flatten()
            .map(|pair| pair.replace(['\n', '\r'], " "))
            .collect();
        let mut mapping = Mapping::read(&said.join("\n"), &plan.header)?;
        if args.get_flag("ignore-rest") {
            mapping = mapping.rest_aside();
        }
        let source = args.get_one::<String>("source").map_or("", String::as_str);
        store.write(|tx| engine::map(tx, who, &mapping, source))?;
        let what = self.voice.pick("Lignes vérifiées", "Rows checked");
        let mut progress = self.voice.progress(what, plan.rows);
        let mut chance = crate::world::SystemChance;
        let mut writing = Writing {
            now_micros: crate::world::now().as_microsecond(),
            chance: &mut chance,
        };
        engine::check_all(store, &mut writing, self.allowed, id, &mut |step| {
            progress.at(step.done, step.total);
        })?;
        progress.end();
        if let Some(choice) = args.get_one::<String>("alike") {
            let choice = match choice.as_str() {
                "same" => Choice::Same,
                _ => Choice::Anyway,
            };
            store.write(|tx| line::choose_rest(tx, id, choice))?;
        }
        store.read(|tx| Report::of_job(tx, id, self.path, plan.clone()))
    }

    fn commit(&self, report: &Report) -> Result<()> {
        let what = self.voice.pick("Lignes enregistrées", "Rows written");
        let mut progress = self.voice.progress(what, report.plan.rows);
        let mut chance = crate::world::SystemChance;
        let committed = engine::commit(
            &self.opened.store,
            &mut Writing {
                now_micros: crate::world::now().as_microsecond(),
                chance: &mut chance,
            },
            self.allowed,
            report.id,
            &mut |done, total| progress.at(done, total),
        );
        progress.end();
        let committed = committed.map_err(|error| self.explain(error))?;
        report.done(self.voice, committed.counts);
        Ok(())
    }

    /// Forgets what was staged.
    fn drop(&self, id: EntityId) -> Result<(), StoreError> {
        let store = &self.opened.store;
        store.write(|tx| jobs::forget(tx, id))?;
        while store.write(|tx| jobs::sweep(tx, SWEEP_ROWS))? {}
        Ok(())
    }

    /// What is refused, in words: where, and what to do.
    fn explain(&self, error: ImportError) -> anyhow::Error {
        report::explain(self.voice, self.path, error)
    }
}

fn refused(refusal: akwaba_domain::Refusal) -> ImportError {
    ImportError::Refused(refusal.into())
}
