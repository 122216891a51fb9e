//! What stands of a file: until when it is kept, what forbids to destroy it, and which have passed
//! their term.
//!
//! A person is all the records that people have said to be theirs: looked at, kept and destroyed
//! together. Invariant: what cannot be told keeps the file.

use crate::entity;
use crate::error::Result;
use crate::params;
use crate::projections::registry::{link, person};
use crate::tx::Tx;
use akwaba_domain::ctx::day_of;
use akwaba_domain::privacy::file::{self as files, OverCase, keeping_entity};
use akwaba_domain::privacy::{File, FileKind, FileRef, Hold, Kind, Terms};
use akwaba_domain::reception::Day;
use akwaba_domain::registry::birth::Birth;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Records looked at for one list: beyond that it says that there may be more.
const LOOKED_AT_MAX: u32 = 2_000;
/// Files in one list.
const LISTED_MAX: usize = 500;

/// What has passed its term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The files, those that nobody has touched for longest first.
    pub files: Vec<File>,
    /// Whether there may be more: the list stops somewhere.
    pub more: bool,
}

fn date(micros: i64) -> Date {
    jiff::Timestamp::from_microsecond(micros).map_or(Date::MAX, day_of)
}

fn day(sortable: i64) -> Date {
    Day::from_sortable(sortable).map_or(Date::MAX, Day::date)
}

/// What is gathered of a file while it is looked at.
struct Looking<'t> {
    scope: ScopeId,
    centre: CentreId,
    terms: &'t Terms,
    today: Date,
    last: Date,
    cases: Vec<OverCase>,
    holds: Vec<Hold>,
}

impl Looking<'_> {
    fn happened(&mut self, on: Date) {
        self.last = self.last.max(on);
    }

    fn hold(&mut self, hold: Hold) {
        if !self.holds.contains(&hold) {
            self.holds.push(hold);
        }
    }

    /// The cases of a person or a household, or one case by itself.
    fn cases(&mut self, rows: &[crate::tx::Row]) -> Result<()> {
        for row in rows {
            self.happened(date(row.int(1)?));
            match row.opt_int(2)? {
                None => self.hold(Hold::Case(row.id(0)?)),
                Some(micros) => self.cases.push(OverCase {
                    ended: date(micros),
                    restricted: row.int(3)? != 0,
                }),
            }
        }
        Ok(())
    }

    fn cases_of(&mut self, tx: &mut dyn Tx, subject: EntityId) -> Result<()> {
        let rows = tx.query(
            "SELECT entity, opened_micros, over_micros, restricted FROM case_row \
             WHERE scope = $1 AND subject = $2",
            params![&self.scope, &subject],
        )?;
        self.cases(&rows)
    }

    /// Whether somebody asked that it be kept.
    fn kept(&mut self, tx: &mut dyn Tx, id: EntityId) -> Result<()> {
        let state = entity::load(tx, self.scope, keeping_entity(self.centre, id))?;
        if files::kept(&state).is_some() {
            self.hold(Hold::Kept);
        }
        Ok(())
    }

    /// One record of a person, with all that stands on it.
    fn record(&mut self, tx: &mut dyn Tx, id: EntityId) -> Result<Option<Birth>> {
        let row = person::find(tx, self.scope, id)?;
        if let Some(row) = &row {
            self.happened(date(row.last_micros));
        }
        self.cases_of(tx, id)?;
        for household in households(tx, self.scope, id)? {
            self.cases_of(tx, household)?;
        }
        let scope = self.scope;
        let here = params![&scope, &id];
        let visits = tx.one(
            "SELECT MAX(day) FROM visit_row WHERE scope = $1 AND person = $2",
            here,
        )?;
        if let Some(last) = visits.opt_int(0)? {
            self.happened(day(last));
        }
        let appointments = tx.one(
            "SELECT MAX(+day) FROM appointment_row WHERE scope = $1 AND person = $2",
            here,
        )?;
        if let Some(last) = appointments.opt_int(0)? {
            self.happened(day(last).min(self.today));
            if day(last) >= self.today {
                self.hold(Hold::Appointment);
            }
        }
        let waits = tx.maybe(
            "SELECT 1 FROM referral_row WHERE scope = $1 AND person = $2 AND waits = 1 LIMIT 1",
            here,
        )?;
        if waits.is_some() {
            self.hold(Hold::Referral);
        }
        let asked = tx.query(
            "SELECT entity FROM privacy_request_row WHERE scope = $1 AND person = $2 \
             AND +answered = 0",
            here,
        )?;
        let asked: BTreeSet<EntityId> = asked.iter().map(|row| row.id(0)).collect::<Result<_>>()?;
        for request in asked {
            self.hold(Hold::Request(request));
        }
        self.kept(tx, id)?;
        Ok(row.and_then(|row| row.line.birth))
    }

    fn done(self, file: FileRef, birth: Option<&Birth>) -> File {
        let own = match file.kind {
            Kind::Group => FileKind::Group,
            _ => FileKind::Person,
        };
        let term = if self.cases.iter().any(|case| case.restricted) {
            FileKind::RestrictedCase
        } else if self.cases.is_empty() {
            own
        } else {
            FileKind::Case
        };
        File {
            file,
            last: self.last,
            ends: files::ends((self.terms, own), self.last, &self.cases, birth),
            holds: self.holds,
            term,
        }
    }
}

/// The households that a person is in.
pub(super) fn households(
    tx: &mut dyn Tx,
    scope: ScopeId,
    person: EntityId,
) -> Result<Vec<EntityId>> {
    let rows = tx.query(
        "SELECT DISTINCT household FROM member_row WHERE scope = $1 AND person = $2 \
         ORDER BY household",
        params![&scope, &person],
    )?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// One file as it stands; `None` when there is no such file here, or it is destroyed.
///
/// # Errors
/// Those of the engine.
pub fn file(
    tx: &mut dyn Tx,
    centre: CentreId,
    (terms, today): (&Terms, Date),
    asked: FileRef,
) -> Result<Option<File>> {
    let scope = scope::registry(centre);
    let mut looking = Looking {
        scope,
        centre,
        terms,
        today,
        last: Date::MIN,
        cases: Vec::new(),
        holds: Vec::new(),
    };
    let id = asked.id;
    match asked.kind {
        Kind::Person => person_file(tx, looking, asked),
        Kind::Household => {
            let row = tx.maybe(
                "SELECT last_micros FROM household_row WHERE scope = $1 AND household = $2",
                params![&scope, &id],
            )?;
            let Some(row) = row else { return Ok(None) };
            looking.happened(date(row.int(0)?));
            looking.cases_of(tx, id)?;
            let member = tx.maybe(
                "SELECT m.membership FROM member_row AS m JOIN person_row AS p ON p.scope = m.scope \
                 AND p.person = m.person WHERE m.scope = $1 AND m.household = $2 LIMIT 1",
                params![&scope, &id],
            )?;
            if member.is_some() {
                looking.hold(Hold::Members);
            }
            looking.kept(tx, id)?;
            Ok(Some(looking.done(asked, None)))
        }
        Kind::Group => {
            let row = tx.maybe(
                "SELECT last_micros FROM group_row WHERE scope = $1 AND record = $2",
                params![&scope, &id],
            )?;
            let Some(row) = row else { return Ok(None) };
            looking.happened(date(row.int(0)?));
            looking.cases_of(tx, id)?;
            looking.kept(tx, id)?;
            Ok(Some(looking.done(asked, None)))
        }
        Kind::Case => {
            let rows = tx.query(
                "SELECT entity, opened_micros, over_micros, restricted FROM case_row \
                 WHERE scope = $1 AND entity = $2 AND subject IS NULL",
                params![&scope, &id],
            )?;
            if rows.is_empty() {
                return Ok(None);
            }
            looking.cases(&rows)?;
            looking.kept(tx, id)?;
            Ok(Some(looking.done(asked, None)))
        }
        Kind::Visit | Kind::Appointment => day_file(tx, looking, asked),
    }
}

fn person_file(tx: &mut dyn Tx, mut looking: Looking<'_>, asked: FileRef) -> Result<Option<File>> {
    let mut births = Vec::new();
    let mut known = false;
    for record in link::group(tx, looking.scope, asked.id)? {
        known |= person::find(tx, looking.scope, record)?.is_some();
        births.extend(looking.record(tx, record)?);
    }
    // The youngest of what the records say: nobody is kept for too short a time.
    let youngest = births.into_iter().max_by_key(|birth| {
        let span = birth.span();
        span.map(|span| span.latest())
    });
    Ok(known.then(|| looking.done(asked, youngest.as_ref())))
}

/// What happened on one day to somebody who is in no record.
fn day_file(tx: &mut dyn Tx, mut looking: Looking<'_>, asked: FileRef) -> Result<Option<File>> {
    let text = match asked.kind {
        Kind::Visit => {
            "SELECT day FROM visit_row WHERE scope = $1 AND visit = $2 AND person IS NULL"
        }
        _ => {
            "SELECT day FROM appointment_row WHERE scope = $1 AND appointment = $2 \
             AND person IS NULL"
        }
    };
    let Some(row) = tx.maybe(text, params![&looking.scope, &asked.id])? else {
        return Ok(None);
    };
    let on = day(row.int(0)?);
    looking.happened(on);
    if on >= looking.today {
        looking.hold(Hold::Appointment);
    }
    looking.kept(tx, asked.id)?;
    let ends = looking.terms.of_kind(FileKind::Visit).ends(on);
    let file = looking.done(asked, None);
    Ok(Some(File {
        ends,
        term: FileKind::Visit,
        ..file
    }))
}

/// What forbids to destroy each of some files today. What is not here, or is destroyed already, is
/// not among them.
///
/// # Errors
/// Those of the engine.
pub fn holds(
    tx: &mut dyn Tx,
    centre: CentreId,
    (terms, today): (&Terms, Date),
    asked: &[FileRef],
) -> Result<Vec<(FileRef, Vec<Hold>)>> {
    let mut found = Vec::with_capacity(asked.len());
    for one in asked {
        if let Some(file) = file(tx, centre, (terms, today), *one)? {
            found.push((*one, file.holds_on(today)));
        }
    }
    Ok(found)
}

/// The files that have passed their term and that nothing holds.
///
/// # Errors
/// Those of the engine.
pub fn due(tx: &mut dyn Tx, centre: CentreId, terms: &Terms, today: Date) -> Result<Due> {
    let scope = scope::registry(centre);
    // A record is kept for its own term at least, whatever the terms of its cases.
    let records = terms.of_kind(FileKind::Person).cutoff(today);
    let groups = terms.of_kind(FileKind::Group).cutoff(today);
    let cases =
        [FileKind::Case, FileKind::RestrictedCase].map(|kind| terms.of_kind(kind).cutoff(today));
    let case = cases.into_iter().fold(Date::MIN, Date::max);
    let visits = Day::on(terms.of_kind(FileKind::Visit).cutoff(today)).sortable();
    let looked = [
        (
            Kind::Person,
            "SELECT person FROM person_row WHERE scope = $1 AND last_micros < $2 \
             ORDER BY last_micros, person LIMIT $3",
            end_of(records),
        ),
        (
            Kind::Household,
            "SELECT household FROM household_row WHERE scope = $1 AND last_micros < $2 \
             ORDER BY last_micros, household LIMIT $3",
            end_of(records),
        ),
        (
            Kind::Group,
            "SELECT record FROM group_row WHERE scope = $1 AND last_micros < $2 \
             ORDER BY last_micros, record LIMIT $3",
            end_of(groups),
        ),
        (
            Kind::Case,
            "SELECT entity FROM case_row WHERE scope = $1 AND subject IS NULL \
             AND over_micros < $2 ORDER BY over_micros, entity LIMIT $3",
            end_of(case),
        ),
        (
            Kind::Visit,
            "SELECT visit FROM visit_row WHERE scope = $1 AND person IS NULL AND day <= $2 \
             ORDER BY day, visit LIMIT $3",
            visits,
        ),
        (
            Kind::Appointment,
            "SELECT appointment FROM appointment_row WHERE scope = $1 AND person IS NULL \
             AND day <= $2 ORDER BY day, appointment LIMIT $3",
            visits,
        ),
    ];
    let mut due = Due {
        files: Vec::new(),
        more: false,
    };
    for (kind, text, before) in looked {
        let rows = tx.query(text, params![&scope, before, LOOKED_AT_MAX])?;
        due.more |= rows.len() >= LOOKED_AT_MAX as usize;
        for row in &rows {
            if due.files.len() >= LISTED_MAX {
                due.more = true;
                break;
            }
            let id: EntityId = row.id(0)?;
            // A person of several records stands once, by the first of them.
            if kind == Kind::Person && link::group(tx, scope, id)?.first() != Some(&id) {
                continue;
            }
            let found = file(tx, centre, (terms, today), FileRef { kind, id })?;
            due.files
                .extend(found.filter(|file| file.holds_on(today).is_empty()));
        }
    }
    Ok(due)
}

/// The first moment after a day, in microseconds since 1970.
fn end_of(day: Date) -> i64 {
    let next = day.tomorrow().unwrap_or(Date::MAX);
    let zoned = next.to_zoned(jiff::tz::TimeZone::UTC);
    zoned.map_or(i64::MIN, |zoned| zoned.timestamp().as_microsecond())
}
