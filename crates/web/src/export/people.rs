//! Persons as a list that an import reads back: the record, names, birth, phones, papers, address, household.
//!
//! So do languages, safe contacts, who must not be told, consents, ties and death. A column is there when somebody
//! has something in it, twice when somebody has two. Never in the list: difficulties in functioning, the grid of a
//! household, what became of a record over time.

use std::collections::BTreeMap;

use akwaba_domain::registry::birth::{AGE_YEARS_MAX, AgeSaid, Birth, Origin};
use akwaba_domain::registry::household::{MemberRole, holds};
use akwaba_domain::registry::import::{Column, tell};
use akwaba_domain::registry::name::NameKind;
use akwaba_domain::registry::person::Sex;
use akwaba_domain::registry::told::Told;
use akwaba_domain::registry::{Day, PersonView, units};
use akwaba_domain::scope;
use akwaba_store::projections::registry::{household, person};
use akwaba_store::{Tx, entity};
use akwaba_tables as tables;

use super::{ExportError, PAGE, Reading, Row};
use crate::frame::Frame;
use crate::i18n::Lang;

/// The columns in the order of the list.
const ORDER: [Column; 47] = [
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
    Column::BirthOrigin,
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
    Column::Death,
    Column::DeathOrigin,
];

/// What a row holds, by column.
type Cells = BTreeMap<&'static str, Vec<String>>;

/// How many times each column is needed, in the order of the list.
#[derive(Default)]
pub(super) struct Shape(Vec<(Column, usize)>);

impl Shape {
    /// The columns that the people of the centre need.
    pub(super) fn of(tx: &mut dyn Tx, reading: &Reading<'_>) -> Result<Self, ExportError> {
        // Who and of what name there always is.
        let mut most: BTreeMap<&str, usize> = [Column::Record, Column::Surname, Column::Given]
            .map(|column| (column.code(), 1))
            .into();
        each(tx, reading, &mut |cells| {
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
        Ok(Self(needed.collect()))
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
        each(tx, reading, &mut |cells| {
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
    found: &mut dyn FnMut(&Cells) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let scope = scope::registry(reading.centre);
    let today = Day::new(reading.asked.today.date());
    let mut after = None;
    loop {
        let page = person::ids_after(tx, scope, after, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = Some(*last);
        for id in page {
            let view = PersonView::of(id, &entity::load(tx, scope, id)?);
            let homes = household::of_person(tx, scope, id)?;
            // Who has died is in no household today.
            let living = view.death.shown().is_none();
            let home = homes.into_iter().filter(|_| living).find(|home| {
                let membership = &home.membership;
                holds(membership.from, membership.until, today)
            });
            let mut cells = cells(&view, today, reading.frame.lang);
            if let Some(home) = home {
                put(&mut cells, Column::Household, home.household.to_string());
                let word = role(home.membership.role, reading.frame.lang);
                put(&mut cells, Column::Role, word.to_owned());
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

fn cells(view: &PersonView, today: Day, lang: Lang) -> Cells {
    let mut cells = Cells::new();
    put(&mut cells, Column::Record, view.id.to_string());
    for name in &view.names {
        let column = of_name(name.value.kind);
        put(&mut cells, column, name.value.text.as_str().to_owned());
    }
    if let Some(sex) = view.sex.shown() {
        put(&mut cells, Column::Sex, sex_word(*sex, lang).to_owned());
    }
    if let Some(birth) = view.birth.shown() {
        born(&mut cells, birth, today, lang);
    }
    for phone in &view.phones {
        put(
            &mut cells,
            Column::Phone,
            phone.value.number.as_str().to_owned(),
        );
    }
    for paper in &view.identities {
        let number = paper.value.number.as_ref();
        if let (Some(column), Some(number)) = (Column::of_paper(paper.value.kind), number) {
            put(&mut cells, column, number.as_str().to_owned());
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
    for (column, text) in tell::cells(&told, lang == Lang::Fr) {
        put(&mut cells, column, text);
    }
    if let Some(origin) = told.death.and_then(|death| death.origin) {
        put(
            &mut cells,
            Column::DeathOrigin,
            origin_word(origin, lang).to_owned(),
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
fn unit(code: &str) -> String {
    let path = units::path(code);
    match units::latest().named(&path).as_slice() {
        [only] if only.code == code => path,
        _ => code.to_owned(),
    }
}

fn born(cells: &mut Cells, birth: &Birth, today: Day, lang: Lang) {
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
        put(cells, Column::Age, age_on(age, today, lang));
    }
    if let Some(origin) = birth.origin {
        put(
            cells,
            Column::BirthOrigin,
            origin_word(origin, lang).to_owned(),
        );
    }
}

/// An age that was said another day, as it is today.
fn age_on(age: AgeSaid, today: Day, lang: Lang) -> String {
    let (then, now) = (age.on.date(), today.date());
    let passed = (i32::from(now.year()) - i32::from(then.year())) * 12
        + i32::from(now.month() - then.month())
        - i32::from(now.day() < then.day());
    let passed = u16::try_from(passed).unwrap_or(0);
    let months = age.months.saturating_add(passed).min(AGE_YEARS_MAX * 12);
    match (months < 24, lang) {
        (true, Lang::Fr) => format!("{months} mois"),
        (true, Lang::En) => format!("{months} months"),
        (false, Lang::Fr) => format!("{} ans", months / 12),
        (false, Lang::En) => format!("{} years", months / 12),
    }
}

/// Words that an import reads back, each to what it says.
pub(super) fn sex_word(sex: Sex, lang: Lang) -> &'static str {
    match (sex, lang) {
        (Sex::Female, _) => "F",
        (Sex::Male, _) => "M",
        (Sex::NotSaid, Lang::Fr) => "non précisé",
        (Sex::NotSaid, Lang::En) => "not said",
    }
}

pub(super) fn role(role: MemberRole, lang: Lang) -> &'static str {
    let (fr, en) = match role {
        MemberRole::Head => ("chef", "head"),
        MemberRole::Spouse => ("conjoint", "spouse"),
        MemberRole::Child => ("enfant", "child"),
        MemberRole::Entrusted => ("enfant confié", "foster child"),
        MemberRole::Grandchild => ("petit-enfant", "grandchild"),
        MemberRole::Parent => ("père ou mère", "parent of the head"),
        MemberRole::Sibling => ("frère ou soeur", "sibling"),
        MemberRole::NephewNiece => ("neveu ou nièce", "nephew or niece"),
        MemberRole::Relative => ("autre parent", "other relative"),
        MemberRole::Unrelated => ("sans lien", "unrelated"),
    };
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}

pub(super) fn origin_word(origin: Origin, lang: Lang) -> &'static str {
    let (fr, en) = match origin {
        Origin::Declared => ("déclarée", "declared"),
        Origin::BirthAct => ("acte de naissance", "birth certificate"),
        Origin::Judgment => ("jugement", "judgment"),
        Origin::Card => ("carte", "card"),
        Origin::Passport => ("passeport", "passport"),
        Origin::Cmu => ("carte CMU", "CMU"),
        Origin::HealthBooklet => ("carnet de santé", "health booklet"),
        Origin::School => ("école", "school"),
        Origin::Baptism => ("baptême", "baptism"),
        Origin::Told => ("proche", "told"),
        Origin::Other => ("autre", "other"),
        Origin::Import => ("import", "import"),
    };
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}
