//! Two pages of casework as the server makes them: a step of a long case, and *Aujourd'hui* of a busy centre.
//!
//! Whole requests through `akwaba_web::handle` on a file of SQLite, beside the bare reading of the same rows.

use crate::browser::Browser;
use crate::centre::{Centre, DIRECTOR, WORKERS, WORKERS_COUNT};
use crate::measure::{Folder, Times, say, seconds, timed};
use akwaba_journal::id::EntityId;
use akwaba_procedures::form::Answers;
use anyhow::{Context, Result};
use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};
use std::path::Path;

/// Steps done in the long case.
const STEPS_DONE: usize = 200;
/// The procedure that is followed round and round: *Suivi*.
pub const FOLLOW_UP: &str = "P10";
/// Requests of each kind.
const ASKED: usize = 60;
/// Cases opened in one transaction.
const BATCH: usize = 250;
/// Days over which the cases of the centre were opened.
const DAYS: i64 = 20;

/// Measures both pages, in a centre with so many open cases.
pub fn run(cases: usize) -> Result<()> {
    let folder = Folder::new("casework")?;
    let path = folder.path().join("centre.db");
    let now: Timestamp = "2026-11-23T10:00:00Z".parse()?;
    say(&format!("\nCasework: a centre with {cases} open cases"));
    let mut centre = Centre::found(&path, now - SignedDuration::from_hours(24 * 400))?;
    let long = long_case(&mut centre, now)?;
    let (filled, time) = timed(|| fill(&mut centre, cases, now));
    filled?;
    say(&format!("  all opened in {:.0} s", seconds(time)));
    let (bare_step, bare_agenda) = bare(&path, &centre, long)?;
    let worker = Browser::of(&centre, WORKERS, now)?;
    let step = format!("/dossiers/{long}/etapes/contact");
    tell(
        &format!("step of a case with {STEPS_DONE} done"),
        worker.ask(&step, None, ASKED)?,
        bare_step,
    );
    let whole = format!("/dossiers/{long}");
    tell("the whole case", worker.ask(&whole, None, ASKED)?, f64::NAN);
    tell(
        "Aujourd'hui, who follows a fifth",
        worker.ask("/aujourdhui", None, ASKED)?,
        f64::NAN,
    );
    let director = Browser::of(&centre, DIRECTOR, now)?;
    tell(
        "Aujourd'hui, who directs",
        director.ask("/aujourdhui", None, ASKED)?,
        bare_agenda,
    );
    Ok(())
}

fn tell(what: &str, (mut times, bytes): (Times, usize), bare: f64) {
    let limit = if bare.is_nan() {
        String::new()
    } else {
        let ratio = times.per_mille(500) / bare;
        format!("; its rows read by bare SQL {bare:.2} ms, ratio {ratio:.0}")
    };
    say(&format!(
        "  {what:<36} {}, {} KB{limit}",
        times.in_words(),
        bytes / 1_024
    ));
}

/// Opens the centre's cases over the last weeks, under every procedure in turn.
pub fn fill(centre: &mut Centre, cases: usize, now: Timestamp) -> Result<()> {
    let procedures = centre.procedures()?;
    let mut opened = 0;
    for (turn, (named, known)) in procedures.iter().cycle().enumerate() {
        let left = cases.saturating_sub(opened).min(BATCH);
        if left == 0 {
            break;
        }
        let part = SignedDuration::from_secs(DAYS * 24 * 3_600 / i64::try_from(BATCH)?);
        let at: Vec<Timestamp> = (1..=left)
            .rev()
            .map(|before| now - part * i32::try_from(before).unwrap_or(1))
            .collect();
        let worker = WORKERS + turn % WORKERS_COUNT;
        opened += centre.open((named, known), worker, &at)?.len();
    }
    Ok(())
}

/// A case followed for months: four steps, again and again, the second of them open.
fn long_case(centre: &mut Centre, now: Timestamp) -> Result<EntityId> {
    let procedures = centre.procedures()?;
    let (named, known) = procedures
        .iter()
        .find(|(named, _)| named.code == FOLLOW_UP)
        .context("the procedure of following up")?;
    let begun = now - SignedDuration::from_hours(24 * 300);
    let opened = centre.open((named, known), WORKERS, &[begun])?;
    let case = *opened.first().context("a case")?;
    let steps = followed(begun, STEPS_DONE + 1, 24)?;
    centre.work(WORKERS, case, &steps)?;
    Ok(case)
}

/// So many steps of a follow-up, the first an hour after it began and then one each so many hours.
pub fn followed(
    begun: Timestamp,
    count: usize,
    hours: i64,
) -> Result<Vec<(&'static str, Timestamp, Answers)>> {
    let step = |done: usize| {
        let at = begun + SignedDuration::from_hours(1 + hours * i64::try_from(done)?);
        let step = ["prevoir", "contact", "gravite", "suite"]
            .get(done % 4)
            .context("a step")?;
        let day = at.to_string();
        Ok((*step, at, answers(step, day.get(..10).unwrap_or_default())))
    };
    (0..count).map(step).collect()
}

fn answers(step: &str, day: &str) -> Answers {
    let given: &[(&str, &str)] = match step {
        "prevoir" => &[
            ("risque_prevu", "orange"),
            ("mode_prevu", "centre"),
            ("prochain", day),
            ("heure_mode", "Vers dix heures, au centre."),
            ("voie_sure_vaut", "oui"),
        ],
        "contact" => &[
            ("contact_date", day),
            ("mode_suivi", "centre"),
            ("jointe", "oui"),
            ("seule", "oui"),
            (
                "nouvelles",
                "Elle va mieux et dort la nuit ; l'aîné est retourné à l'école.",
            ),
            (
                "plan_avance",
                "La demande de carte est faite, on attend la réponse.",
            ),
        ],
        "gravite" => &[
            ("g_securite", "1"),
            ("g_sante", "1"),
            ("g_besoins", "2"),
            ("g_ecole", "1"),
            ("g_soutien", "1"),
            ("gravite_juste", "oui"),
            ("danger_suivi", "non"),
            ("risque_suivi", "orange"),
        ],
        _ => &[
            ("suite_suivi", "continuer"),
            (
                "changement_dit",
                "Elle a repris son petit commerce deux jours par semaine.",
            ),
            ("prochain_suivi", day),
        ],
    };
    let mut answers = Answers::new();
    for (name, text) in given {
        answers.set(&format!("{step}/{name}"), text);
    }
    answers
}

/// Milliseconds to read, by bare SQL, the state of the case, and every open step of the centre with its case.
fn bare(path: &Path, centre: &Centre, case: EntityId) -> Result<(f64, f64)> {
    let database = Connection::open(path)?;
    let (scope, case) = (centre.scope(), *case.as_bytes());
    let mut state =
        database.prepare("SELECT state FROM entity WHERE scope = ?1 AND entity = ?2")?;
    let mut steps = database.prepare(
        "SELECT s.label, s.due_micros, c.number FROM case_step_row s \
         JOIN case_row c ON c.scope = s.scope AND c.entity = s.entity WHERE s.scope = ?1",
    )?;
    let (mut one, mut all) = (Times::default(), Times::default());
    for _ in 0..ASKED {
        let (read, time) = timed(|| {
            state.query_row(params![scope.as_bytes(), case], |row| {
                row.get::<_, Vec<u8>>(0)
            })
        });
        read?;
        one.add(time);
        let (read, time) = timed(|| -> rusqlite::Result<i64> {
            let mut sum = 0;
            let mut rows = steps.query(params![scope.as_bytes()])?;
            while let Some(row) = rows.next()? {
                sum += row.get::<_, i64>(2)?;
            }
            Ok(sum)
        });
        read?;
        all.add(time);
    }
    Ok((one.per_mille(500), all.per_mille(500)))
}
