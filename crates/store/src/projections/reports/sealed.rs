//! The counts of sealed files: made from what a vault shows, and what was signed out of them in the open.
//!
//! Never: a line that is there because somebody holds a file. Lines are those of the manual in use.

use super::cases::{UnderWay, under_way};
use super::reading::Reading;
use crate::entity;
use crate::error::Result;
use crate::projections::casework::{edition, newest};
use crate::tx::Tx;
use akwaba_domain::casework::Case;
use akwaba_domain::reports::monthly::{Counted, Facets, Figures, Month, Record, Rubric};
use akwaba_domain::reports::sealed::{
    self, SignedOut, age_said, is_mine, latest, may_be_counted, situation, situations, summed,
};
use akwaba_domain::scope;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_procedures::workbook::{Confidentiality, Subject};
use jiff::civil::DateTime;

/// The line of what the manual in use has no line for.
const OTHER: &str = "autre";

/// What was signed out of a month, oldest first.
///
/// # Errors
/// Those of the engine.
pub fn signed_out(tx: &mut dyn Tx, centre: CentreId, month: Month) -> Result<Vec<SignedOut>> {
    let state = entity::load(tx, scope::reports(centre), sealed::entity(centre, month))?;
    Ok(SignedOut::all(&state))
}

/// The rubrics of sealed files, as they were signed out: not kept while nobody has signed.
pub(super) fn told(reading: &mut Reading<'_>) -> Result<()> {
    let signed = signed_out(reading.tx, reading.centre, reading.month)?;
    let told: Vec<&Figures> = latest(&signed)
        .into_values()
        .map(|one| &one.told.figures)
        .collect();
    for table in summed(&told).tables {
        reading.out.take_over(table);
    }
    Ok(())
}

/// Counts the sealed files of a month that somebody would sign for, in the store of their vault; `signed` is what was
/// signed out of it, by whom and when.
///
/// # Errors
/// Those of the engine.
pub fn counted(
    tx: &mut dyn Tx,
    (centre, month): (CentreId, Month),
    now: DateTime,
    me: ActorId,
    signed: &[(Stamp, ActorId)],
) -> Result<Figures> {
    let mut reading = Reading::new(tx, centre, month, now);
    let known = open_lines(&mut reading)?;
    for UnderWay { case, code, facets } in under_way(&mut reading)? {
        let state = entity::load(reading.tx, reading.scope, case)?;
        let Some(found) = Case::of(case, &state) else {
            continue;
        };
        if !is_mine(&found, me, signed) || !may_be_counted(&found.answers) {
            continue;
        }
        let facets = Facets {
            age: facets.age.or_else(|| age_said(&found.answers)),
            ..facets
        };
        let counted = Counted::one(Record::Case(case), facets);
        let line = situation(&code, &found.answers);
        let (line, code) = if known.contains(&line) {
            (line.as_str(), code.as_str())
        } else {
            (OTHER, OTHER)
        };
        reading.out.count(Rubric::Sealed, line, counted);
        reading.out.count(Rubric::SealedProcedures, code, counted);
    }
    let mut figures = reading.out.figures();
    figures.tables.retain(|table| table.rubric.is_signed_out());
    Ok(figures)
}

/// Opens the lines that everybody has: those of the sealed procedures of the manual in use, and one for what it does not know.
fn open_lines(reading: &mut Reading<'_>) -> Result<Vec<String>> {
    let mut known = Vec::new();
    let mut line = |reading: &mut Reading<'_>, (code, label): (&str, &str), procedure: &str| {
        reading.out.line(Rubric::Sealed, code, label);
        reading.out.adds(Rubric::SealedProcedures, procedure, code);
        known.push(code.to_owned());
    };
    for listed in newest(reading.tx, reading.centre)? {
        let Some(edition) = edition(reading.tx, reading.centre, &listed.named)? else {
            continue;
        };
        let procedure = &edition.procedure;
        let (code, sealed) = (procedure.code.as_str(), Confidentiality::Sealed);
        if procedure.confidentiality != sealed || procedure.subject == Subject::Centre {
            continue;
        }
        let label = format!("{code} {}", procedure.title);
        reading.out.line(Rubric::SealedProcedures, code, &label);
        for one in situations(code) {
            line(reading, (one.code, ""), code);
        }
        if situations(code).is_empty() {
            line(reading, (code, &label), code);
        }
    }
    line(reading, (OTHER, ""), OTHER);
    Ok(known)
}
