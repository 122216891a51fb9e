//! One row of a file, read into one person.
//!
//! Owns where each fault stands: the column, and what to write in it instead. Never holds what a
//! cell says in a fault: reports are printed.

use super::super::birth::{BirthForm, Origin};
use super::super::household::{MemberRole, Membership};
use super::super::name::Name;
use super::super::phone::Phone;
use super::super::place::PlaceForm;
use super::super::register::{NewPerson, RegisterForm};
use super::super::when::Day;
use super::{Column, Mapping, Naming, Own, Use, paper, said};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::EntityId;

/// What is wrong in a row, and in which column, from 0; `None` for the whole row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The column.
    pub column: Option<usize>,
    /// What to write instead.
    pub refusal: Refusal,
}

/// A row that reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The record that this row is, for ever.
    pub id: EntityId,
    /// The person.
    pub person: NewPerson,
    /// Whether the source numbers its rows.
    pub numbered: bool,
    /// In which household of the file, and as what.
    pub household: Option<(EntityId, MemberRole)>,
    /// To which households they belong or belonged, with days: where it says the same one, it counts.
    pub memberships: Vec<(EntityId, Membership)>,
    /// What it tells of those households beside who is in them.
    pub own: Vec<(EntityId, Own)>,
}

/// Reads the rows of one file.
#[derive(Debug)]
pub struct Reader<'a> {
    mapping: &'a Mapping,
    naming: &'a Naming,
    source: &'a str,
    today: Day,
}

/// The cells of a row by what they hold.
struct Cells<'a> {
    cells: Vec<(usize, Column, &'a str)>,
}

impl<'a> Cells<'a> {
    /// The cells of a column that hold something, with their places.
    fn all(&self, column: Column) -> impl Iterator<Item = (usize, &'a str)> {
        let cells = self.cells.iter();
        cells
            .filter(move |(_, holds, text)| *holds == column && !text.is_empty())
            .map(|(place, _, text)| (*place, *text))
    }

    /// The cell of a column.
    fn one(&self, column: Column) -> Option<(usize, &'a str)> {
        self.all(column).next()
    }

    fn text(&self, column: Column) -> &'a str {
        self.one(column).map_or("", |(_, text)| text)
    }
}

impl<'a> Reader<'a> {
    /// A reader of a file that comes from `source`, as it was on `today`: an age in it is an age
    /// on that day.
    pub fn new(mapping: &'a Mapping, naming: &'a Naming, source: &'a str, today: Day) -> Self {
        Self {
            mapping,
            naming,
            source,
            today,
        }
    }

    /// Reads one row.
    ///
    /// # Errors
    /// Everything that is wrong in it.
    pub fn read(&self, cells: &[String]) -> Result<Taken, Vec<Fault>> {
        let cells = self.sort(cells);
        let mut faults = Faults::default();
        let (mut form, household) = self.form(&cells, &mut faults);
        form.source = if self.source.is_empty() {
            Origin::Import.code().to_owned()
        } else {
            self.source.to_owned()
        };
        // Checked together first: only a row that is refused is looked through cell by cell.
        let parsed = form.parse(self.today);
        if parsed.is_err() {
            self.locate(&form, &cells, &mut faults);
        }
        let id = self.name(&cells);
        let birth = parsed.as_ref().ok().and_then(|person| person.birth);
        let told = told::read(&cells, (id, birth, self.today), &mut faults);
        let birth = told::birth(&cells, birth, self.today, &mut faults);
        let of_code = |code: &str| self.household_of(code);
        let memberships = told::memberships(&cells, (id, self.today), of_code, &mut faults);
        let homes: Vec<EntityId> = household
            .iter()
            .map(|(home, _)| *home)
            .chain(memberships.iter().map(|(home, _)| *home))
            .collect();
        let own = told::own(&cells, (id, self.today), (of_code, &homes), &mut faults);
        let parsed = parsed.map(|person| {
            let mut person = person.telling(told);
            person.birth = birth;
            person
        });
        match parsed {
            Ok(person) if faults.list.is_empty() => Ok(Taken {
                id,
                person,
                numbered: numbered(&cells),
                household,
                memberships,
                own,
            }),
            Ok(_) => Err(faults.list),
            Err(wrong) => {
                faults.rest(&wrong);
                Err(faults.list)
            }
        }
    }

    fn sort<'c>(&self, cells: &'c [String]) -> Cells<'c> {
        let uses = self.mapping.uses().iter().zip(cells).enumerate();
        let used = uses.filter_map(|(place, (used, text))| match used {
            Use::As(column) => Some((place, *column, text.trim())),
            Use::Aside | Use::Undecided => None,
        });
        Cells {
            cells: used.collect(),
        }
    }

    /// The name of the row: the record that it says it is, or its number where its source numbers it, else what it says.
    fn name(&self, cells: &Cells<'_>) -> EntityId {
        if let Some(record) = cells
            .one(Column::Record)
            .and_then(|(_, text)| text.parse().ok())
        {
            return record;
        }
        match cells.one(Column::ExternalId) {
            Some((_, number)) => self.naming.numbered(self.source, number),
            None => {
                let said = cells
                    .cells
                    .iter()
                    .map(|(_, column, text)| (column.code(), *text));
                self.naming.said(said)
            }
        }
    }

    /// The form that the cells fill; what only a file can get wrong is noted.
    fn form(
        &self,
        cells: &Cells<'_>,
        faults: &mut Faults,
    ) -> (RegisterForm, Option<(EntityId, MemberRole)>) {
        let mut form = RegisterForm::default();
        for (place, column, text) in &cells.cells {
            if let Some(kind) = column.name_kind().filter(|_| !text.is_empty()) {
                form.names
                    .push((kind.code().to_owned(), (*text).to_owned()));
            }
            if let Some(kind) = column.paper().filter(|_| !text.is_empty()) {
                let read = faults.take(Some((*place, paper::paper(kind.code(), text))));
                form.identities.extend(read);
            }
        }
        let phones = cells.all(Column::Phone);
        form.phones = phones.flat_map(|(_, text)| paper::phones(text)).collect();
        let sex = cells
            .one(Column::Sex)
            .map(|(at, text)| (at, said::sex(text)));
        if let Some(sex) = faults.take(sex).flatten() {
            form.sex = sex.code().to_owned();
        }
        form.birth = birth(cells, faults);
        form.place = PlaceForm {
            unit: cells.text(Column::Unit).to_owned(),
            locality: cells.text(Column::Locality).to_owned(),
            landmark: cells.text(Column::Landmark).to_owned(),
        };
        form.origin = PlaceForm {
            unit: cells.text(Column::OriginUnit).to_owned(),
            locality: cells.text(Column::OriginLocality).to_owned(),
            landmark: String::new(),
        };
        if let Some((at, record)) = cells.one(Column::Record) {
            let read = record.parse::<EntityId>();
            faults.take(Some((
                at,
                read.map_err(|_| Refusal::whole("import-record-form")),
            )));
        }
        if let Some((at, number)) = cells.one(Column::ExternalId) {
            faults.take(Some((at, text::line("", number))));
        }
        let household = self.household(cells, faults);
        (form, household)
    }

    fn household(&self, cells: &Cells<'_>, faults: &mut Faults) -> Option<(EntityId, MemberRole)> {
        let role = cells
            .one(Column::Role)
            .map(|(at, text)| (at, said::role(text)));
        let role = faults.take(role).flatten();
        let code = cells.one(Column::Household);
        if let Some((at, code)) = code {
            faults.take(Some((at, text::line("", code))));
        }
        match (code, role) {
            (Some((_, code)), Some(role)) => Some((self.household_of(code), role)),
            (Some(_), None) => {
                let place = self.place_of(Column::Role);
                if !faults.list.iter().any(|fault| fault.column == place) {
                    faults.push(place, Refusal::whole("import-role-missing"));
                }
                None
            }
            (None, Some(_)) => {
                let place = self.place_of(Column::Household);
                faults.push(place, Refusal::whole("import-household-missing"));
                None
            }
            (None, None) => None,
        }
    }

    /// The household itself, as a list of Akwaba names it, or the code of the source.
    fn household_of(&self, code: &str) -> EntityId {
        let known = code.parse().ok();
        known.unwrap_or_else(|| self.naming.household(self.source, code))
    }

    fn place_of(&self, column: Column) -> Option<usize> {
        let mut uses = self.mapping.uses().iter();
        uses.position(|used| *used == Use::As(column))
    }

    /// Looks for the cells at fault, one by one.
    fn locate(&self, form: &RegisterForm, cells: &Cells<'_>, faults: &mut Faults) {
        for (place, column, text) in &cells.cells {
            if let Some(kind) = column.name_kind() {
                faults.take(Some((*place, Name::parse("", kind.code(), text))));
            }
            if let Some(kind) = column.paper().filter(|_| !text.is_empty()) {
                let form = paper::paper(kind.code(), text).ok();
                let wrong = form.and_then(|form| form.parse(self.today).err());
                faults.all(Some(*place), wrong);
            }
            if *column == Column::Phone {
                for (number, whose) in paper::phones(text) {
                    faults.take(Some((*place, Phone::parse("", &number, &whose))));
                }
            }
        }
        let birth = form.birth.parse(self.today).err();
        for refusal in birth.iter().flat_map(Refusals::as_slice) {
            let asked: &[Column] = match refusal.field.as_deref() {
                Some("birth_day") => &[Column::BirthDay, Column::Birth],
                Some("birth_month") => &[Column::BirthMonth, Column::Birth],
                Some("birth-age") => &[Column::Age, Column::Birth],
                _ => &[Column::BirthYear, Column::Birth, Column::Age],
            };
            let place = asked.iter().find_map(|column| cells.one(*column));
            faults.push(place.map(|(place, _)| place), refusal.clone());
        }
        let place = form.place.parse().err();
        for refusal in place.iter().flat_map(Refusals::as_slice) {
            let asked = match refusal.field.as_deref() {
                Some("place-unit") => Column::Unit,
                Some("place-locality") => Column::Locality,
                _ => Column::Landmark,
            };
            faults.push(cells.one(asked).map(|(place, _)| place), refusal.clone());
        }
        let origin = form.origin.parse_origin().err();
        for refusal in origin.iter().flat_map(Refusals::as_slice) {
            let asked = match refusal.field.as_deref() {
                Some("origin-unit") => Column::OriginUnit,
                _ => Column::OriginLocality,
            };
            faults.push(cells.one(asked).map(|(place, _)| place), refusal.clone());
        }
    }
}

/// Whether something in the row says which record it is, whatever else it says.
fn numbered(cells: &Cells<'_>) -> bool {
    let says = |column| cells.one(column).is_some();
    says(Column::ExternalId) || says(Column::Record)
}

fn birth(cells: &Cells<'_>, faults: &mut Faults) -> BirthForm {
    let whole = cells
        .one(Column::Birth)
        .map(|(at, text)| (at, said::birth(text)));
    let mut form = faults.take(whole).unwrap_or_default();
    let fill = |to: &mut String, column| {
        if to.is_empty() {
            *to = cells.text(column).to_owned();
        }
    };
    fill(&mut form.day, Column::BirthDay);
    fill(&mut form.month, Column::BirthMonth);
    fill(&mut form.year, Column::BirthYear);
    fill(&mut form.age, Column::Age);
    let origin = cells
        .one(Column::BirthOrigin)
        .map(|(at, text)| (at, said::origin(text)));
    let origin = faults.take(origin).flatten().unwrap_or(Origin::Import);
    form.origin = origin.code().to_owned();
    let proven = cells
        .one(Column::BirthProven)
        .map(|(at, text)| (at, said::yes(text)));
    if faults.take(proven) == Some(true) {
        form.proven = "1".to_owned();
    }
    form
}

#[derive(Default)]
struct Faults {
    list: Vec<Fault>,
}

impl Faults {
    fn push(&mut self, column: Option<usize>, refusal: Refusal) {
        let refusal = Refusal {
            field: None,
            ..refusal
        };
        let known = |fault: &Fault| fault.column == column && fault.refusal.code == refusal.code;
        if !self.list.iter().any(known) {
            self.list.push(Fault { column, refusal });
        }
    }

    fn take<T>(&mut self, read: Option<(usize, Result<T, Refusal>)>) -> Option<T> {
        let (place, read) = read?;
        read.map_err(|refusal| self.push(Some(place), refusal)).ok()
    }

    fn all(&mut self, column: Option<usize>, wrong: Option<Refusals>) {
        for refusal in wrong.iter().flat_map(Refusals::as_slice) {
            self.push(column, refusal.clone());
        }
    }

    /// What no cell explains is said of the whole row.
    fn rest(&mut self, wrong: &Refusals) {
        for refusal in wrong.as_slice() {
            if !self
                .list
                .iter()
                .any(|fault| fault.refusal.code == refusal.code)
            {
                self.push(None, refusal.clone());
            }
        }
    }
}

#[path = "row_told.rs"]
mod told;

#[cfg(test)]
#[path = "row_tests.rs"]
mod tests;
