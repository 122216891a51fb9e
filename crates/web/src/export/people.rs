//! Persons as a list that an import reads back to the same records: names, birth, phones, papers, address, households of
//! today and of before with what is their own, languages, safe contacts, who must not be told, consents, ties, functioning,
//! the grid, death.
//!
//! A column is there when somebody has something in it, twice when somebody has two. Whoever opposes leaving the centre is not
//! there, nor in the ties of others. Never in the list: what became of a record over time, and a household that nobody was ever in.

use std::collections::BTreeMap;

use akwaba_domain::registry::birth::{AgeSaid, Birth};
use akwaba_domain::registry::household::holds;
use akwaba_domain::registry::import::{Column, grid, paper, said, tell};
use akwaba_domain::registry::name::NameKind;
use akwaba_domain::registry::person::Sex;
use akwaba_domain::registry::told::Told;
use akwaba_domain::registry::{Day, PersonView, units};
use akwaba_domain::scope;
use akwaba_store::projections::registry::{household, person};
use akwaba_store::{Tx, entity};
use akwaba_tables as tables;

use super::own::Owned;
use super::{ExportError, PAGE, Reading, Row};
use crate::frame::Frame;
use crate::i18n::Lang;

/// The columns in the order of the list.
const ORDER: [Column; 57] = [
    Column::Record,
    Column::Surname,
    Column::Given,
    Column::Usual,
    Column::BirthName,
    Column::Nickname,
    Column::Sex,
    Column::Birth,
    Column::BirthDay,
    Column::BirthMonth,
    Column::BirthYear,
    Column::Age,
    Column::AgeOn,
    Column::BirthOrigin,
    Column::BirthProven,
    Column::Phone,
    Column::Nni,
    Column::Cmu,
    Column::Card,
    Column::BirthAct,
    Column::Judgment,
    Column::Passport,
    Column::Consular,
    Column::Residence,
    Column::Attestation,
    Column::Refugee,
    Column::School,
    Column::Driving,
    Column::Voter,
    Column::OtherPaper,
    Column::Unit,
    Column::Locality,
    Column::Landmark,
    Column::OriginUnit,
    Column::OriginLocality,
    Column::Household,
    Column::Role,
    Column::Membership,
    Column::HouseholdAddress,
    Column::Recipient,
    Column::Languages,
    Column::OtherLanguages,
    Column::Interpreter,
    Column::InterpretedBy,
    Column::ContactWays,
    Column::ContactHours,
    Column::ContactWords,
    Column::MustNotTell,
    Column::Consent,
    Column::Relation,
    Column::Functioning,
    Column::ActState,
    Column::SchoolState,
    Column::CmuState,
    Column::HealthState,
    Column::Death,
    Column::DeathOrigin,
];

/// What a row holds, by column.
type Cells = BTreeMap<&'static str, Vec<String>>;

/// How many times each column is needed, in the order of the list, and what is of the households.
#[derive(Default)]
pub(super) struct Shape(Vec<(Column, usize)>, Owned);

impl Shape {
    /// The columns that the people of the centre need.
    pub(super) fn of(tx: &mut dyn Tx, reading: &Reading<'_>) -> Result<Self, ExportError> {
        // Who and of what name there always is.
        let mut most: BTreeMap<&str, usize> = [Column::Record, Column::Surname, Column::Given]
            .map(|column| (column.code(), 1))
            .into();
        let owned = Owned::of(tx, reading)?;
        each(tx, reading, &owned, &mut |cells| {
            for (column, values) in cells {
                let held = most.entry(*column).or_default();
                *held = (*held).max(values.len());
            }
            Ok(())
        })?;
        let needed = ORDER.into_iter().filter_map(|column| {
            let times = most.get(column.code())?;
            Some((column, *times))
        });
        Ok(Self(needed.collect(), owned))
    }

    /// The columns by the names that an import knows.
    pub(super) fn columns(&self, frame: &Frame) -> Vec<tables::Column> {
        let mut columns = Vec::new();
        for (column, times) in &self.0 {
            let name = frame.word("import-column-is-", column.code());
            columns.push(tables::Column::text(&name));
            for again in 2..=*times {
                columns.push(tables::Column::text(&format!("{name} {again}")));
            }
        }
        columns
    }

    /// Writes everybody.
    pub(super) fn write(
        &self,
        tx: &mut dyn Tx,
        reading: &Reading<'_>,
        row: Row<'_>,
    ) -> Result<(), ExportError> {
        each(tx, reading, &self.1, &mut |cells| {
            let mut line = Vec::new();
            for (column, times) in &self.0 {
                let held = cells.get(column.code()).map_or(&[][..], Vec::as_slice);
                let all = (0..*times).map(|at| held.get(at).cloned().unwrap_or_default());
                line.extend(all);
            }
            row(&line)
        })
    }
}

fn each(
    tx: &mut dyn Tx,
    reading: &Reading<'_>,
    owned: &Owned,
    found: &mut dyn FnMut(&Cells) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let scope = scope::registry(reading.centre);
    let today = Day::new(reading.asked.today.date());
    let kept_in = &reading.kept_in;
    let mut after = None;
    loop {
        let page = person::ids_after(tx, scope, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(*last);
        for id in page.into_iter().filter(|id| !kept_in.contains(id)) {
            let view = PersonView::of(id, &entity::load(tx, scope, id)?);
            let homes = household::of_person(tx, scope, id)?;
            let mut cells = cells(&view, reading.frame.lang);
            let french = reading.frame.lang == Lang::Fr;
            // Who has died is in no household today.
            let living = view.death.shown().is_none();
            let home = homes.iter().filter(|_| living).find(|home| {
                let membership = &home.membership;
                holds(membership.from, membership.until, today)
            });
            if let Some(home) = home {
                put(&mut cells, Column::Household, home.household.to_string());
                let word = said::role_word(home.membership.role, french);
                put(&mut cells, Column::Role, word.to_owned());
            }
            // One household, and no day: the two cells say it all.
            let plain = home.is_some_and(|home| {
                let member = &home.membership;
                homes.len() == 1 && member.from.is_none() && member.until.is_none()
            });
            for home in homes.iter().filter(|_| !plain) {
                let cell = grid::membership_cell(home.household, &home.membership, french);
                put(&mut cells, Column::Membership, cell);
            }
            for (column, text) in owned.cells(id) {
                put(&mut cells, *column, text.clone());
            }
            for tie in [Column::Relation, Column::MustNotTell, Column::InterpretedBy] {
                if let Some(ties) = cells.get_mut(tie.code()) {
                    ties.retain(|tie| !kept_in.iter().any(|id| tie.contains(&id.to_string())));
                }
            }
            found(&cells)?;
        }
    }
}

fn put(cells: &mut Cells, column: Column, text: String) {
    if !text.is_empty() {
        cells.entry(column.code()).or_default().push(text);
    }
}

fn cells(view: &PersonView, lang: Lang) -> Cells {
    let mut cells = Cells::new();
    let french = lang == Lang::Fr;
    put(&mut cells, Column::Record, view.id.to_string());
    for name in &view.names {
        let column = of_name(name.value.kind);
        put(&mut cells, column, name.value.text.as_str().to_owned());
    }
    if let Some(sex) = view.sex.shown() {
        put(&mut cells, Column::Sex, sex_word(*sex, lang).to_owned());
    }
    if let Some(birth) = view.birth.shown() {
        born(&mut cells, birth, lang);
    }
    for phone in &view.phones {
        let cell = paper::phone_cell(&phone.value, french);
        put(&mut cells, Column::Phone, cell);
    }
    for held in &view.identities {
        if let Some(column) = Column::of_paper(held.value.kind) {
            put(&mut cells, column, paper::paper_cell(&held.value, french));
        }
    }
    if let Some(place) = view.place.shown() {
        put(
            &mut cells,
            Column::Unit,
            place.unit.as_deref().map_or_else(String::new, unit),
        );
        let locality = place.locality.as_ref().map(|words| words.as_str());
        put(
            &mut cells,
            Column::Locality,
            locality.unwrap_or_default().to_owned(),
        );
        let landmark = place.landmark.as_ref().map(|words| words.as_str());
        put(
            &mut cells,
            Column::Landmark,
            landmark.unwrap_or_default().to_owned(),
        );
    }
    if let Some(origin) = view.origin.shown() {
        let of = origin.unit.as_deref().map_or_else(String::new, unit);
        put(&mut cells, Column::OriginUnit, of);
        let locality = origin.locality.as_ref().map(|words| words.as_str());
        put(
            &mut cells,
            Column::OriginLocality,
            locality.unwrap_or_default().to_owned(),
        );
    }
    let told = Told::of(view);
    for (column, text) in tell::cells(&told, french) {
        put(&mut cells, column, text);
    }
    if let Some(origin) = told.death.and_then(|death| death.origin) {
        put(
            &mut cells,
            Column::DeathOrigin,
            said::origin_word(origin, french).to_owned(),
        );
    }
    cells
}

fn of_name(kind: NameKind) -> Column {
    let held = |column: &&Column| column.name_kind() == Some(kind) && **column != Column::FullName;
    Column::ALL
        .iter()
        .find(held)
        .copied()
        .unwrap_or(Column::Given)
}

/// The unit by its name and parents where they mean it alone, else by its code.
pub(super) fn unit(code: &str) -> String {
    let path = units::path(code);
    match units::latest().named(&path).as_slice() {
        [only] if only.code == code => path,
        _ => code.to_owned(),
    }
}

fn born(cells: &mut Cells, birth: &Birth, lang: Lang) {
    let two = |number: Option<i8>| number.map_or_else(String::new, |n| format!("{n:02}"));
    match (birth.year, birth.month, birth.day) {
        (Some(year), month, day) if birth.about => {
            let about = match lang {
                Lang::Fr => "vers",
                Lang::En => "about",
            };
            put(cells, Column::Birth, format!("{about} {year:04}"));
            put(cells, Column::BirthDay, two(day));
            put(cells, Column::BirthMonth, two(month));
        }
        (Some(year), Some(month), Some(day)) => {
            put(
                cells,
                Column::Birth,
                format!("{day:02}/{month:02}/{year:04}"),
            );
        }
        (Some(year), Some(month), None) => {
            put(cells, Column::Birth, format!("{month:02}/{year:04}"));
        }
        (Some(year), None, day) => {
            put(cells, Column::Birth, format!("{year:04}"));
            put(cells, Column::BirthDay, two(day));
        }
        (None, month, day) => {
            put(cells, Column::BirthDay, two(day));
            put(cells, Column::BirthMonth, two(month));
        }
    }
    if let Some(age) = birth.age {
        put(cells, Column::Age, age_said(age, lang));
        put(cells, Column::AgeOn, age.on.iso());
    }
    if let Some(origin) = birth.origin {
        put(
            cells,
            Column::BirthOrigin,
            said::origin_word(origin, lang == Lang::Fr).to_owned(),
        );
    }
    if birth.proven {
        let yes = if lang == Lang::Fr { "oui" } else { "yes" };
        put(cells, Column::BirthProven, yes.to_owned());
    }
}

/// An age as it was said; the day is beside it.
fn age_said(age: AgeSaid, lang: Lang) -> String {
    let years = age.months >= 24 && age.months.is_multiple_of(12);
    match (years, lang) {
        (false, Lang::Fr) => format!("{} mois", age.months),
        (false, Lang::En) => format!("{} months", age.months),
        (true, Lang::Fr) => format!("{} ans", age.months / 12),
        (true, Lang::En) => format!("{} years", age.months / 12),
    }
}

/// The word of a sex, which an import reads back.
pub(super) fn sex_word(sex: Sex, lang: Lang) -> &'static str {
    match (sex, lang) {
        (Sex::Female, _) => "F",
        (Sex::Male, _) => "M",
        (Sex::NotSaid, Lang::Fr) => "non précisé",
        (Sex::NotSaid, Lang::En) => "not said",
    }
}
