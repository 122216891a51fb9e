//! `akwaba manual try FILE`: plays a procedure with typed answers and a date that moves.
//!
//! What the procedure says is French, as the manual is. Lines may also come from a file: one that is refused then ends with
//! its own code, so that a story of a case is a test of the manual.

use super::{Ended, TO_MEND, check, file, path, path_arg};
use crate::cli::voice::Voice;
use akwaba_procedures::check::procedure;
use akwaba_procedures::play::{COMMANDS, Play};
use akwaba_procedures::run::{Calendar, Standpoint};
use akwaba_procedures::sheet::Finding;
use anyhow::{Context, Result, bail};
use clap::{Arg, ArgMatches, Command};
use jiff::civil::DateTime;
use serde_json::{Value, json};
use std::io::{BufRead, IsTerminal, Write, stdin, stdout};

/// Longest line that is read, in bytes.
const LINE_MAX: usize = 20_000;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    command
        .about(voice.pick(
            "Joue une procédure avec des réponses inventées et une date qui avance",
            "Plays a procedure (in French) with invented answers and a date that moves",
        ))
        .arg(path_arg(
            "file",
            voice.pick(
                "Procédure, fichier .md ou .xlsx",
                "Procedure, .md or .xlsx file",
            ),
        ))
        .arg(
            Arg::new("at")
                .long("at")
                .value_name("MOMENT")
                .value_parser(clap::value_parser!(DateTime))
                .help(voice.pick(
                    "Début du dossier, 2026-03-02T08:00 ; par défaut maintenant",
                    "Beginning of the case, 2026-03-02T08:00; by default now",
                )),
        )
        .after_help(help(voice))
}

/// What can be typed.
fn help(voice: Voice) -> String {
    let title = voice.pick("Ce qui s'écrit :", "What can be typed:");
    let lines = COMMANDS
        .iter()
        .map(|(form, fr, en)| format!("  {form:<26} {}", voice.lang.pick(fr, en)));
    std::iter::once(title.to_owned())
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Runs it.
///
/// # Errors
/// When the procedure cannot be read or has errors, or a line that does not come from a terminal is refused.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let path = path(args, "file")?;
    let manual = check::beside(path, voice);
    let (procedure, findings) = match file::read(path, voice)? {
        Ok(book) => procedure(&book, manual.as_ref()),
        Err(findings) => (None, findings),
    };
    let Some(procedure) = procedure else {
        let errors: Vec<Finding> = findings.into_iter().filter(Finding::is_error).collect();
        check::say(&errors, voice);
        return Err(Ended(TO_MEND).into());
    };
    let calendar = manual.map_or_else(Calendar::default, |manual| Calendar::of(&manual.holidays));
    let at = match args.get_one::<DateTime>("at") {
        Some(at) => *at,
        // The time of Abidjan.
        None => jiff::tz::Offset::UTC.to_datetime(crate::world::now()),
    };
    let mut play = Play::new(&procedure, calendar, at);
    let mut shown = Shown {
        voice,
        terminal: stdin().is_terminal(),
    };
    shown.lines(&[format!("{} {}", procedure.code, procedure.title)]);
    shown.lines(&play.state());
    let done = follow(&mut play, &mut shown)?;
    if voice.json {
        voice.say("", &value(&play));
    }
    if done {
        Ok(())
    } else {
        Err(Ended(TO_MEND).into())
    }
}

/// Obeys each line until the last; false when one was refused that nobody can type again.
fn follow(play: &mut Play<'_>, shown: &mut Shown) -> Result<bool> {
    let mut input = stdin().lock();
    loop {
        shown.prompt();
        let mut line = Vec::new();
        let read = input.take_line(&mut line).context("entrée / input")?;
        if read == 0 {
            return Ok(true);
        }
        let line = String::from_utf8_lossy(&line).trim().to_owned();
        if line.starts_with('#') {
            continue;
        }
        if ["aide", "help", "?"].contains(&line.as_str()) {
            shown.lines(&[help(shown.voice)]);
            continue;
        }
        let answered = play.say(&line);
        shown.lines(&answered.lines);
        if answered.stop {
            return Ok(true);
        }
        if answered.refused && !shown.terminal {
            shown.complain(&line, &answered.lines);
            return Ok(false);
        }
    }
}

/// A line that cannot fill the memory.
trait TakeLine {
    fn take_line(&mut self, line: &mut Vec<u8>) -> Result<usize>;
}

impl<R: BufRead> TakeLine for R {
    fn take_line(&mut self, line: &mut Vec<u8>) -> Result<usize> {
        let read = std::io::Read::take(self, LINE_MAX as u64).read_until(b'\n', line)?;
        if read == LINE_MAX {
            bail!("une ligne est trop longue / a line is too long");
        }
        Ok(read)
    }
}

/// Where the play is shown: to people line by line, to programs only at the end.
struct Shown {
    voice: Voice,
    terminal: bool,
}

impl Shown {
    fn lines(&mut self, lines: &[String]) {
        if !self.voice.json {
            let mut out = stdout().lock();
            for line in lines {
                // Whoever stopped listening does not need the rest.
                let _ = writeln!(out, "{line}");
            }
        }
    }

    fn prompt(&mut self) {
        if self.terminal && !self.voice.json {
            let mut out = stdout().lock();
            let _ = write!(out, "> ").and_then(|()| out.flush());
        }
    }

    fn complain(&self, line: &str, said: &[String]) {
        let refused = self.voice.pick("Ligne refusée :", "Line refused:");
        let _ = writeln!(
            std::io::stderr(),
            "{refused} {line}\n  {}",
            said.join("\n  ")
        );
    }
}

/// Where the case stands, for programs.
fn value(play: &Play<'_>) -> Value {
    let standing = play.standing();
    let steps: Vec<Value> = standing
        .steps
        .iter()
        .map(|state| {
            json!({
                "code": state.step.code,
                "state": match state.standpoint() {
                    Standpoint::Open => "open",
                    Standpoint::Late => "late",
                    Standpoint::Submitted => "submitted",
                    Standpoint::Done => "done",
                    Standpoint::Departed => "departed",
                    Standpoint::Passed => "passed",
                    Standpoint::NotOpen => "not-open",
                },
                "due": state.open.as_ref().and_then(|open| open.due).map(|due| due.to_string()),
            })
        })
        .collect();
    json!({
        "now": play.now().to_string(),
        "over": standing.over.is_some(),
        "steps": steps,
    })
}
