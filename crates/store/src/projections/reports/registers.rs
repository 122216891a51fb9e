//! What the registers of cases tell of a month: acts, and what was answered to a question of the manual.

use super::reading::Reading;
use crate::error::Result;
use crate::params;
use crate::projections::casework::{edition, newest};
use akwaba_domain::casework::time::civil;
use akwaba_domain::reports::monthly::{Counted, Facets, INQUIRIES_ACT, Question, Record, Rubric};
use akwaba_journal::id::EntityId;
use jiff::civil::Date;

/// The acts that the report counts: procedure, register, line.
const ACTS: [(&str, &str, &str); 4] = [
    ("P02", "ecoute", "entretiens"),
    ("P05", "vad", "visites-domicile"),
    ("P04", "enquetes", INQUIRIES_ACT),
    ("P06", "plans", "plans"),
];

/// What is answered to no choice of a question.
const UNSAID: &str = "non-dit";

/// A line of a register, written in the month.
struct Entered {
    case: EntityId,
    subject: Option<EntityId>,
    day: Date,
    answer: String,
    label: String,
}

/// The lines of a register that were written in the month, by the day on which they counted, also when their entry came later
/// from another installation; in the order of their entries.
fn entered(reading: &mut Reading<'_>, procedure: &str, register: &str) -> Result<Vec<Entered>> {
    let rows = reading.tx.query(
        "SELECT l.entity, c.subject, l.at_micros, l.answer, l.answer_label \
         FROM register_line_row l JOIN case_row c ON c.scope = l.scope AND c.entity = l.entity \
         WHERE l.scope = $1 AND l.procedure_code = $2 AND l.register = $3 \
         AND l.at_micros >= $4 AND l.at_micros < $5 \
         ORDER BY l.clock_micros, l.clock_count, l.entry, l.place",
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
            subject: row.opt_id(1)?,
            day: civil(row.int(2)?).date(),
            answer: row.text(3)?.to_owned(),
            label: row.text(4)?.to_owned(),
        })
    };
    rows.iter().map(line).collect()
}

/// Interviews, home visits, enquiries, plans.
pub(super) fn acts(reading: &mut Reading<'_>) -> Result<()> {
    for (procedure, register, code) in ACTS {
        reading.out.line(Rubric::Acts, code, "");
        for line in entered(reading, procedure, register)? {
            let facets = reading.facets(line.subject, line.day)?;
            let counted = Counted::one(Record::Case(line.case), facets);
            reading.out.count(Rubric::Acts, code, counted);
        }
    }
    Ok(())
}

/// Enquiries by who asked for them, origins, natures, mediations by outcome.
pub(super) fn asked(reading: &mut Reading<'_>) -> Result<()> {
    for asked in Question::ALL {
        open_lines(reading, &asked)?;
        for line in entered(reading, asked.procedure, asked.register)? {
            let code = match line.answer.as_str() {
                "" => UNSAID,
                answer => answer,
            };
            let facets = reading.facets(line.subject, line.day)?;
            let stand = Some(reading.stand_of(line.case, line.subject)?);
            let counted = Counted::one(Record::Case(line.case), Facets { stand, ..facets });
            reading.out.line(asked.rubric, code, &line.label);
            reading.out.count(asked.rubric, code, counted);
        }
    }
    Ok(())
}

/// Opens the lines of a rubric: the choices that the manual in use offers, in its order.
fn open_lines(reading: &mut Reading<'_>, asked: &Question) -> Result<()> {
    let listed = newest(reading.tx, reading.centre)?;
    let under = |code: &str| code == asked.procedure;
    let Some(listed) = listed.iter().find(|one| under(&one.named.code)) else {
        return Ok(());
    };
    let Some(edition) = edition(reading.tx, reading.centre, &listed.named)? else {
        return Ok(());
    };
    let filled = edition.filled(&akwaba_procedures::form::Answers::new(), reading.now);
    let question = filled.form().question(asked.question);
    let offered = question.map_or_else(Vec::new, |question| filled.choices(&question.path));
    for (code, label) in offered {
        reading.out.line(asked.rubric, &code, &label);
    }
    Ok(())
}
