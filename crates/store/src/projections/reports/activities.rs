//! Group activities held in a month: how many of each theme, and who came.

use super::reading::Reading;
use crate::error::Result;
use crate::params;
use crate::projections::activity::talks;
use akwaba_domain::activity::Theme;
use akwaba_domain::reception::{Day, Sex};
use akwaba_domain::registry::person;
use akwaba_domain::reports::age::AgeBand;
use akwaba_domain::reports::monthly::{Counted, Facets, Record, Rubric};
use akwaba_journal::id::EntityId;

/// People by sex and age, on the line of the theme; its amount is how many activities were held.
pub(super) fn held(reading: &mut Reading<'_>) -> Result<()> {
    for theme in Theme::ALL {
        reading.out.line(Rubric::Activities, theme.code(), "");
        reading.out.measured(Rubric::Activities, theme.code(), "×");
    }
    let (first, last) = reading.days();
    let rows = reading.tx.query(
        "SELECT a.entity, a.theme, c.sex, c.band, c.people FROM activity_row a \
         LEFT JOIN activity_count_row c ON c.scope = a.scope AND c.entity = a.entity \
         WHERE a.scope = $1 AND a.stage = 'tenue' AND a.day >= $2 AND a.day <= $3 \
         ORDER BY a.day, a.year, a.letter, a.number, a.entity, c.sex, c.band",
        params![&reading.scope, first, last],
    )?;
    let mut before: Option<EntityId> = None;
    for row in rows {
        let (activity, theme): (EntityId, &str) = (row.id(0)?, row.text(1)?);
        let sex = row.opt_text(2)?.and_then(person::Sex::from_code);
        let band = row.opt_text(3)?.unwrap_or_default();
        let age = AgeBand::ALL.into_iter().find(|one| one.code() == band);
        let people = u32::try_from(row.opt_int(4)?.unwrap_or(0)).unwrap_or(0);
        let first = before.replace(activity) != Some(activity);
        let came = counted(Record::Activity(activity), (sex, age), people, first);
        reading.out.count(Rubric::Activities, theme, came);
    }
    told_in_cases(reading)
}

/// The talks that stand in a case and not among the activities.
fn told_in_cases(reading: &mut Reading<'_>) -> Result<()> {
    let days = (
        Day::on(reading.month.first()),
        Day::on(reading.month.last()),
    );
    for talk in talks(reading.tx, (reading.scope, reading.centre), days)? {
        let record = Record::Case(talk.case);
        let theme = talk.theme.code();
        let boxes = talk.counts.iter().enumerate();
        for (at, one) in boxes {
            let came = counted(record, (Some(one.sex), one.band), one.number, at == 0);
            reading.out.count(Rubric::Activities, theme, came);
        }
        if talk.counts.total() == 0 {
            let nobody = counted(record, (None, None), 0, true);
            reading.out.count(Rubric::Activities, theme, nobody);
        }
    }
    Ok(())
}

/// Those of a sex and age who came; `first`: the activity itself is counted with them.
fn counted(
    record: Record,
    (sex, age): (Option<person::Sex>, Option<AgeBand>),
    people: u32,
    first: bool,
) -> Counted {
    let facets = Facets {
        sex: match sex {
            Some(person::Sex::Female) => Some(Sex::Female),
            Some(person::Sex::Male) => Some(Sex::Male),
            _ => None,
        },
        age,
        ..Facets::default()
    };
    Counted::one(record, facets)
        .times(people)
        .worth(i64::from(first))
}
