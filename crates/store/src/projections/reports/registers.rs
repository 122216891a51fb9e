//! What the registers of cases tell of a month: acts, and what was answered to a question of the manual.

use super::reading::Reading;
use crate::error::Result;
use crate::params;
use crate::projections::casework::{edition, newest};
use akwaba_domain::casework::{Case, Edition};
use akwaba_domain::reports::monthly::{
    Counted, Facets, INQUIRIES_ACT, Month, Record, Rubric,
};
use akwaba_domain::reports::register::{chosen, written_on};
use jiff::civil::Date;
use std::sync::Arc;

/// The acts that the report counts: procedure, register, line.
const ACTS: [(&str, &str, &str); 4] = [
    ("P02", "ecoute", "entretiens"),
    ("P05", "vad", "visites-domicile"),
    ("P04", "enquetes", INQUIRIES_ACT),
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
    case: Case,
    edition: Arc<Edition>,
    place: u32,
    day: Date,
}

/// The lines of a register that were written in the month, in order. Only what was under way in the month can have written one.
fn entered(reading: &mut Reading<'_>, procedure: &str, register: &str) -> Result<Vec<Entered>> {
    let rows = reading.tx.query(
        "SELECT l.entity, l.place FROM register_line_row l \
         JOIN case_row c ON c.scope = l.scope AND c.entity = l.entity \
         WHERE l.scope = $1 AND l.procedure_code = $2 AND l.register = $3 AND l.year = $4 \
         AND c.opened_micros < $5 AND (c.over_micros IS NULL OR c.over_micros >= $6) \
         ORDER BY l.clock_micros, l.clock_count, l.entry, l.place",
        params![
            &reading.scope,
            procedure,
            register,
            i32::from(reading.month.first().year()),
            reading.to,
            reading.from
        ],
    )?;
    let mut lines = Vec::new();
    for row in rows {
        let place = u32::try_from(row.int(1)?).unwrap_or(0);
        let Some((case, edition)) = reading.case(row.id(0)?)? else {
            continue;
        };
        // The day on which it counted, also when its entry came later from another installation.
        let day = written_on(&case, place).filter(|day| Month::of(*day) == reading.month);
        lines.extend(day.map(|day| Entered {
            case,
            edition,
            place,
            day,
        }));
    }
    Ok(lines)
}

/// Interviews, home visits, enquiries, plans.
pub(super) fn acts(reading: &mut Reading<'_>) -> Result<()> {
    for (procedure, register, code) in ACTS {
        reading.out.line(Rubric::Acts, code, "");
        for line in entered(reading, procedure, register)? {
            let facets = reading.facets(line.case.subject.record(), line.day)?;
            let counted = Counted::one(Record::Case(line.case.id), facets);
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
            let (case, edition) = (&line.case, &line.edition);
            let answer = chosen(case, edition, line.place, question);
            let (code, label) = answer.unwrap_or_else(|| (UNSAID.to_owned(), String::new()));
            let subject = case.subject.record();
            let facets = reading.facets(subject, line.day)?;
            let stand = Some(reading.stand_of(case.id, subject)?);
            let counted = Counted::one(Record::Case(case.id), Facets { stand, ..facets });
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
