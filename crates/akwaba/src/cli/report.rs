//! `akwaba report MONTH`: the monthly report as it may leave the centre, said, as PDF, as a workbook.
//!
//! Never: a small sensitive count. What leaves is noted in the trail before it stands under its name.

use super::voice::Voice;
use super::{centre, data_option, passphrase};
use crate::sealed::Whole;
use akwaba_domain::Ctx;
use akwaba_domain::casework::time;
use akwaba_domain::centre::settings;
use akwaba_domain::centre::trail::{Event, note_read};
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::reports::monthly::{Month, entity as report_entity};
use akwaba_domain::scope;
use akwaba_store::{StoreError, Writing, append, entity};
use akwaba_web::frame::Frame;
use akwaba_web::{Heading, LeavingReport, Site};
use anyhow::{Context, Result};
use clap::{Arg, ArgMatches, Command};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

/// The command.
pub fn make(command: Command, voice: Voice) -> Command {
    let file = |name: &'static str, fr: &'static str, en: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("FILE")
            .value_parser(clap::value_parser!(PathBuf))
            .help(voice.pick(fr, en))
    };
    passphrase::options(data_option(command, voice), voice)
        .about(voice.pick(
            "Donne le rapport d'un mois tel qu'il peut sortir du centre",
            "Gives the report of a month as it may leave the centre",
        ))
        .arg(
            Arg::new("month")
                .required(true)
                .value_name("MONTH")
                .help(voice.pick("Le mois : 2026-10", "The month: 2026-10")),
        )
        .arg(file("pdf", "Fichier PDF à écrire", "PDF file to write"))
        .arg(file("xlsx", "Classeur à écrire", "Workbook to write"))
}

/// Runs it.
///
/// # Errors
/// When the month is not written so, the account may not, a file exists, or the disk or the store fails.
pub fn run(args: &ArgMatches, voice: Voice) -> Result<()> {
    let month = args.get_one::<String>("month").context("MONTH")?;
    let month = Month::parse(month).with_context(|| {
        voice.pick(
            "Écrivez le mois comme 2026-10.",
            "Write the month as 2026-10.",
        )
    })?;
    let opened = centre::open_beside(args, voice)?;
    let id = report_entity(opened.centre, month);
    let target = Target::of(opened.centre);
    let allowed = policy::allow::<act::ReportSign, _>(&opened.actor, &target, id)?;
    let now = crate::world::now();
    let read = opened.store.read(|tx| {
        let moment = time::civil(now.as_microsecond());
        let report = LeavingReport::read(tx, opened.centre, month, moment)?;
        let office = scope::office(opened.centre);
        let state = entity::load(tx, office, settings::entity(opened.centre))?;
        Ok::<_, akwaba_web::problem::Problem>((report, settings::read(&state)))
    });
    let (report, settings) = read?;
    let site = Site {
        hosts: Vec::new(),
        secure: false,
        centre: opened.centre,
        heading: Heading::from(settings),
    };
    let frame = Frame::new(voice.web(), "reports-month-title", &site, now);
    let mut files = Vec::new();
    if let Some(to) = args.get_one::<PathBuf>("pdf") {
        let bytes = akwaba_paper::pdf::pdf(&report.paper(&frame))?;
        files.push((to, bytes));
    }
    if let Some(to) = args.get_one::<PathBuf>("xlsx") {
        files.push((to, report.workbook(&frame)?));
    }
    let mut written = Vec::new();
    for (to, bytes) in &files {
        let mut file = Whole::begin(to)?;
        file.write_all(bytes)?;
        written.push(file);
    }
    if !files.is_empty() {
        opened.store.write(|tx| {
            let mut chance = crate::world::SystemChance;
            let ctx = Ctx {
                now,
                chance: &mut chance,
            };
            let drafts = note_read(&ctx, &allowed, Event::Exported, "cli.report");
            let mut writing = Writing {
                now_micros: now.as_microsecond(),
                chance: &mut chance,
            };
            append(tx, &mut writing, drafts)?;
            Ok::<_, StoreError>(())
        })?;
    }
    for file in written {
        file.finish()?;
    }
    say(voice, &report);
    Ok(())
}

fn say(voice: Voice, report: &LeavingReport) {
    let mut lines = Vec::new();
    let mut said = Vec::new();
    for table in &report.figures.tables {
        for line in table.lines.iter().chain(&table.whole) {
            lines.push(json!({
                "rubric": table.rubric.code(),
                "line": line.code,
                "label": line.label,
                "count": line.count,
                "amount": line.amount,
            }));
        }
        let most = match (table.kept, table.most()) {
            (false, _) => voice.pick("non tenu", "not kept").to_owned(),
            (true, Some(count)) => count.to_string(),
            (true, None) => voice.pick("protégé", "protected").to_owned(),
        };
        said.push(format!("  {:<14}{most}", table.rubric.code()));
    }
    let state = match report.version {
        0 => voice
            .pick("projet, non signé", "draft, not signed")
            .to_owned(),
        version => format!(
            "{} {version}",
            voice.pick("signé, version", "signed, version")
        ),
    };
    let sentence = format!("{} : {state}\n{}", report.month, said.join("\n"));
    let value = json!({
        "month": report.month.to_string(),
        "version": report.version,
        "lines": lines,
    });
    voice.say(&sentence, &value);
}
