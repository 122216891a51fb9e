//! What the registers of cases tell of a month: acts, and what was answered to a question of the manual.

use super::reading::Reading;
use crate::error::Result;
use crate::params;
use crate::projections::casework::{edition, newest};
use akwaba_domain::casework::time::civil;
use akwaba_domain::reports::monthly::{Counted, Facets, Record, Rubric};
use akwaba_domain::reports::register::chosen;
use akwaba_journal::id::EntityId;

/// The acts that the report counts: procedure, register, line.
const ACTS: [(&str, &str, &str); 4] = [
    ("P02", "ecoute", "entretiens"),
    ("P05", "vad", "visites-domicile"),
    ("P04", "enquetes", "enquetes"),
    ("P06", "plans", "plans"),
];

/// What the report counts by an answer: rubric, procedure, register, question of choice.
const ASKED: [(Rubric, &str, &str, &str); 4] = [
    (Rubric::Inquiries, "P04", "enquetes", "demandeur"),
    (Rubric::Origins, "P01", "accueil", "envoye"),
    (Rubric::Natures, "P03", "cas_sociaux", "nature"),
    (Rubric::Mediations, "P22", "conciliations", "pv_type"),
];

/// What is answered to no choice of a question.
const UNSAID: &str = "non-dit";

/// A line of a register, written in the month.
struct Entered {
    case: EntityId,
    place: u32,
    at_micros: i64,
}

/// The lines of a register that were written in the month, in order.
fn entered(reading: &mut Reading<'_>, procedure: &str, register: &str) -> Result<Vec<Entered>> {
    let rows = reading.tx.query(
        "SELECT entity, place, clock_micros FROM register_line_row \
         WHERE scope = $1 AND procedure_code = $2 AND register = $3 \
         AND clock_micros >= $4 AND clock_micros < $5 \
         ORDER BY clock_micros, clock_count, entry, place",
        params![
            &reading.scope,
            procedure,
            register,
            reading.from,
            reading.to
        ],
    )?;
    let line = |row: &crate::tx::Row| {
        Ok(Entered {
            case: row.id(0)?,
            place: u32::try_from(row.int(1)?).unwrap_or(0),
            at_micros: row.int(2)?,
        })
    };
    rows.iter().map(line).collect()
}

/// Whose case a line is of.
fn subject(reading: &mut Reading<'_>, case: EntityId) -> Result<Option<EntityId>> {
    let row = reading.tx.maybe(
        "SELECT subject FROM case_row WHERE scope = $1 AND entity = $2",
        params![&reading.scope, &case],
    )?;
    row.map_or(Ok(None), |row| row.opt_id(0))
}

/// Interviews, home visits, enquiries, plans.
pub(super) fn acts(reading: &mut Reading<'_>) -> Result<()> {
    for (procedure, register, code) in ACTS {
        reading.out.line(Rubric::Acts, code, "");
        for line in entered(reading, procedure, register)? {
            let subject = subject(reading, line.case)?;
            let facets = reading.facets(subject, civil(line.at_micros).date())?;
            let counted = Counted::one(Record::Case(line.case), facets);
            reading.out.count(Rubric::Acts, code, counted);
        }
    }
    Ok(())
}

/// Enquiries by who asked for them, origins, natures, mediations by outcome.
pub(super) fn asked(reading: &mut Reading<'_>) -> Result<()> {
    for (rubric, procedure, register, question) in ASKED {
        open_lines(reading, rubric, procedure, question)?;
        for line in entered(reading, procedure, register)? {
            let Some((case, edition)) = reading.case(line.case)? else {
                continue;
            };
            let answer = chosen(&case, &edition, line.place, question);
            let (code, label) = answer.unwrap_or_else(|| (UNSAID.to_owned(), String::new()));
            let subject = case.subject.record();
            let facets = reading.facets(subject, civil(line.at_micros).date())?;
            let stand = Some(reading.stand_of(line.case, subject)?);
            let counted = Counted::one(Record::Case(line.case), Facets { stand, ..facets });
            reading.out.line(rubric, &code, &label);
            reading.out.count(rubric, &code, counted);
        }
    }
    Ok(())
}

/// Opens the lines of a rubric: the choices that the manual in use offers, in its order.
fn open_lines(
    reading: &mut Reading<'_>,
    rubric: Rubric,
    procedure: &str,
    question: &str,
) -> Result<()> {
    let listed = newest(reading.tx, reading.centre)?;
    let Some(listed) = listed.iter().find(|one| one.named.code == procedure) else {
        return Ok(());
    };
    let Some(edition) = edition(reading.tx, reading.centre, &listed.named)? else {
        return Ok(());
    };
    let filled = edition.filled(&akwaba_procedures::form::Answers::new(), reading.now);
    let question = filled.form().question(question);
    let offered = question.map_or_else(Vec::new, |question| filled.choices(&question.path));
    for (code, label) in offered {
        reading.out.line(rubric, &code, &label);
    }
    Ok(())
}
