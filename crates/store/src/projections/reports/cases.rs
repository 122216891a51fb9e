//! The cases under way in a month: by procedure, by axis of the strategy, and those of national programmes.

use super::reading::Reading;
use crate::error::Result;
use crate::params;
use crate::projections::casework::{edition, newest};
use akwaba_domain::casework::time::civil;
use akwaba_domain::reports::monthly::{Counted, Facets, Record, Rubric, Stand};
use akwaba_journal::id::EntityId;
use akwaba_procedures::workbook::{Confidentiality, Subject};
use std::collections::HashMap;

/// The procedures of national programmes.
const PROGRAMMES: [&str; 5] = ["P17", "P18", "P19", "P20", "P21"];
/// Procedures whose very name tells of violence, of a child or of a complaint.
const SENSITIVE: [&str; 6] = ["P13", "P14", "P15", "P22", "P25", "P28"];

/// A case that was open at some moment of the month.
pub(super) struct UnderWay {
    pub(super) case: EntityId,
    /// The code of its procedure.
    pub(super) code: String,
    pub(super) facets: Facets,
}

/// Counts each case that was open at some moment of the month.
pub(super) fn cases(reading: &mut Reading<'_>) -> Result<()> {
    let axes = open_lines(reading)?;
    for UnderWay { case, code, facets } in under_way(reading)? {
        let counted = Counted::one(Record::Case(case), facets);
        let out = &mut reading.out;
        out.count(Rubric::Procedures, &code, counted);
        for axis in axes.get(&code).into_iter().flatten() {
            out.count(Rubric::Axes, axis, counted);
        }
        if PROGRAMMES.contains(&code.as_str()) {
            out.count(Rubric::Programmes, &code, counted);
        }
    }
    Ok(())
}

/// The cases that were open at some moment of the month, with where each stood as it ended.
pub(super) fn under_way(reading: &mut Reading<'_>) -> Result<Vec<UnderWay>> {
    let rows = reading.tx.query(
        "SELECT c.entity, c.procedure_code, c.subject, c.opened_micros, c.over_micros, \
         CASE WHEN EXISTS (SELECT 1 FROM referral_row r WHERE r.scope = c.scope \
         AND r.case_entity = c.entity AND r.sent_micros < $1 AND r.stands <> 'rappele') \
         THEN 1 ELSE 0 END FROM case_row c WHERE c.scope = $2 AND c.opened_micros < $1 \
         AND (c.over_micros IS NULL OR c.over_micros >= $3) \
         ORDER BY c.year, c.book, c.number, c.entity",
        params![reading.to, &reading.scope, reading.from],
    )?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let opened = row.int(3)?;
        let over = row.opt_int(4)?.filter(|over| *over < reading.to);
        let facets = reading.facets(row.opt_id(2)?, civil(opened).date())?;
        let stand = match (over, row.flag(5)?) {
            (Some(_), _) => Stand::Closed,
            (None, true) => Stand::Referred,
            (None, false) => Stand::Open,
        };
        let facets = Facets {
            // Of a case, new is what was opened in the month.
            new: Some(opened >= reading.from),
            stand: Some(stand),
            ..facets
        };
        found.push(UnderWay {
            case: row.id(0)?,
            code: row.text(1)?.to_owned(),
            facets,
        });
    }
    Ok(found)
}

/// Opens a line for each procedure of the manual under which cases are opened, and for each axis; the axes of each.
fn open_lines(reading: &mut Reading<'_>) -> Result<HashMap<String, Vec<String>>> {
    let mut axes: HashMap<String, Vec<String>> = HashMap::new();
    for axis in 1..=4 {
        reading.out.line(Rubric::Axes, &axis.to_string(), "");
    }
    for listed in newest(reading.tx, reading.centre)? {
        let Some(edition) = edition(reading.tx, reading.centre, &listed.named)? else {
            continue;
        };
        let procedure = &edition.procedure;
        let (code, out) = (procedure.code.as_str(), &mut reading.out);
        // What is about the centre itself is nobody's case; what is sealed is stored nowhere here.
        let counted = procedure.subject != Subject::Centre
            && procedure.confidentiality != Confidentiality::Sealed;
        if counted {
            let label = format!("{code} {}", procedure.title);
            out.line(Rubric::Procedures, code, &label);
            if PROGRAMMES.contains(&code) {
                out.line(Rubric::Programmes, code, &label);
            }
        }
        if SENSITIVE.contains(&code) && counted {
            out.sensitive(Rubric::Procedures, code);
        }
        let of: Vec<String> = procedure.axes.iter().map(u8::to_string).collect();
        for axis in &of {
            out.adds(Rubric::Axes, axis, code);
        }
        axes.insert(code.to_owned(), of);
    }
    Ok(axes)
}
