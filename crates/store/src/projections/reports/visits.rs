//! Who came to the counter, what they asked for, and who was registered.

use super::reading::Reading;
use crate::entity::decode;
use crate::error::Result;
use crate::params;
use akwaba_domain::casework::time::civil;
use akwaba_domain::reception::{Demand, Known, Step, Visit};
use akwaba_domain::reports::age::AgeBand;
use akwaba_domain::reports::monthly::{Counted, Facets, Record, Rubric};
use akwaba_journal::id::EntityId;

/// The visits of the month; void lines are no visits.
pub(super) fn visits(reading: &mut Reading<'_>) -> Result<()> {
    reading.out.line(Rubric::Visits, "recues", "");
    for demand in Demand::ALL {
        reading.out.line(Rubric::Demands, demand.code(), "");
    }
    reading.out.line(Rubric::Demands, "non-dite", "");
    let (first, last) = reading.days();
    let mut visits = Vec::new();
    reading.tx.each(
        "SELECT e.entity, e.state FROM visit_row v \
         JOIN entity e ON e.scope = v.scope AND e.entity = v.visit \
         WHERE v.scope = $1 AND v.day >= $2 AND v.day <= $3 AND v.step <> $4 \
         ORDER BY v.day, v.year, v.book, v.number, v.visit",
        params![&reading.scope, first, last, Step::Cancelled.number()],
        &mut |row| {
            visits.extend(Visit::of(row.id(0)?, &decode(row.blob(1)?)?));
            Ok(())
        },
    )?;
    for visit in visits {
        let registered = reading.facets(visit.person(), visit.arrived.day.date())?;
        let said = visit.described.age_years.map(i32::from).map(AgeBand::of);
        let facets = Facets {
            sex: visit.described.sex.or(registered.sex),
            age: said.or(registered.age),
            new: match visit.known {
                Known::New => Some(true),
                Known::Known => Some(false),
                Known::NotAsked => None,
            },
            stand: None,
        };
        let counted = Counted::one(Record::Visit(visit.id), facets);
        reading.out.count(Rubric::Visits, "recues", counted);
        for demand in visit.demands.iter() {
            reading.out.count(Rubric::Demands, demand.code(), counted);
        }
        if visit.demands.is_empty() {
            reading.out.count(Rubric::Demands, "non-dite", counted);
        }
    }
    Ok(())
}

/// The persons registered in the month.
pub(super) fn registered(reading: &mut Reading<'_>) -> Result<()> {
    reading.out.line(Rubric::Registered, "personnes", "");
    let rows = reading.tx.query(
        "SELECT person, first_micros FROM person_row \
         WHERE scope = $1 AND first_micros >= $2 AND first_micros < $3 \
         ORDER BY first_micros, person",
        params![&reading.scope, reading.from, reading.to],
    )?;
    for row in rows {
        let (person, at): (EntityId, i64) = (row.id(0)?, row.int(1)?);
        let facets = reading.facets(Some(person), civil(at).date())?;
        let counted = Counted::one(Record::Person(person), facets);
        reading.out.count(Rubric::Registered, "personnes", counted);
    }
    Ok(())
}
