//! What every source of the report reads with: the month, and of whom something is.

use crate::error::Result;
use crate::params;
use crate::projections::registry::person;
use crate::tx::Tx;
use akwaba_domain::reception::Sex;
use akwaba_domain::registry::{self, Day};
use akwaba_domain::reports::age::AgeBand;
use akwaba_domain::reports::monthly::{Facets, Gathering, Month, Stand};
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use jiff::civil::DateTime;
use std::collections::HashMap;

/// A month of a centre being read.
pub struct Reading<'t> {
    /// The transaction.
    pub tx: &'t mut dyn Tx,
    /// The centre.
    pub centre: CentreId,
    /// Its registry.
    pub scope: ScopeId,
    /// The month.
    pub month: Month,
    /// Its first microsecond since 1970.
    pub from: i64,
    /// The first microsecond after it.
    pub to: i64,
    /// The moment at which it is read.
    pub now: DateTime,
    /// What was counted so far.
    pub out: Gathering,
    people: HashMap<EntityId, Option<Person>>,
}

/// What is counted of a person.
#[derive(Clone)]
struct Person {
    sex: Option<Sex>,
    birth: Option<registry::birth::Birth>,
    first_micros: i64,
}

impl<'t> Reading<'t> {
    /// Nothing read yet.
    pub fn new(tx: &'t mut dyn Tx, centre: CentreId, month: Month, now: DateTime) -> Self {
        let (from, to) = month.span_micros();
        Self {
            tx,
            centre,
            scope: scope::registry(centre),
            month,
            from,
            to,
            now,
            out: Gathering::default(),
            people: HashMap::new(),
        }
    }

    /// Its days, as tables write them: the first and the last.
    pub fn days(&self) -> (i64, i64) {
        let sortable = |day| akwaba_domain::reception::Day::on(day).sortable();
        (sortable(self.month.first()), sortable(self.month.last()))
    }

    fn person(&mut self, id: EntityId) -> Result<Option<&Person>> {
        if !self.people.contains_key(&id) {
            let row = person::find(self.tx, self.scope, id)?;
            let known = row.map(|row| Person {
                sex: row.line.sex.and_then(|sex| match sex {
                    registry::person::Sex::Female => Some(Sex::Female),
                    registry::person::Sex::Male => Some(Sex::Male),
                    registry::person::Sex::NotSaid => None,
                }),
                birth: row.line.birth,
                first_micros: row.first_micros,
            });
            self.people.insert(id, known);
        }
        Ok(self.people.get(&id).and_then(Option::as_ref))
    }

    /// Of whom something is that happened on a day: sex, age on that day, and whether the centre registered them in the
    /// month. Nothing of a household, a group, or somebody forgotten.
    pub fn facets(&mut self, person: Option<EntityId>, day: jiff::civil::Date) -> Result<Facets> {
        let from = self.from;
        let Some(id) = person else {
            return Ok(Facets::default());
        };
        let Some(known) = self.person(id)? else {
            return Ok(Facets::default());
        };
        let ages = known.birth.as_ref();
        let ages = ages.and_then(|birth| birth.ages_on(Day::new(day)));
        Ok(Facets {
            sex: known.sex,
            age: ages.and_then(AgeBand::between),
            new: Some(known.first_micros >= from),
            stand: None,
        })
    }

    /// Where what is done for somebody stands as the month ends: in all their cases, or in this one where it is nobody's.
    pub fn stand_of(&mut self, case: EntityId, subject: Option<EntityId>) -> Result<Stand> {
        let (scope, to) = (self.scope, self.to);
        let row = match subject {
            Some(subject) => self.tx.one(
                "SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM referral_row r \
                 WHERE r.scope = c.scope AND r.case_entity = c.entity AND r.sent_micros < $1 \
                 AND r.stands <> 'rappele') THEN 1 END) FROM case_row c WHERE c.scope = $2 \
                 AND c.subject = $3 AND +c.opened_micros < $1 \
                 AND (c.over_micros IS NULL OR c.over_micros >= $1)",
                params![to, &scope, &subject],
            )?,
            None => self.tx.one(
                "SELECT COUNT(*), 0 FROM case_row c WHERE c.scope = $1 AND c.entity = $2 \
                 AND (c.over_micros IS NULL OR c.over_micros >= $3)",
                params![&scope, &case, to],
            )?,
        };
        Ok(match (row.int(0)?, row.int(1)?) {
            (0, _) => Stand::Closed,
            (_, 0) => Stand::Open,
            _ => Stand::Referred,
        })
    }
}
