//! Lists of fictitious households as a partner would send them.

use akwaba_matching::birth::Day;
use akwaba_matching::card::Sex;
use akwaba_matching::chance::{Dice, Seeded};
use akwaba_matching::fiction::{self, Invented};
use akwaba_tables::Column;
use akwaba_tables::write::csv::{CsvOptions, CsvWriter};
use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::io::Write;

/// Members of a household, on average.
pub const HOUSEHOLD_MEMBERS: u64 = 5;

/// The columns of a list.
pub const COLUMNS: [&str; 11] = [
    "Identifiant",
    "Nom",
    "Prénoms",
    "Nom d'épouse",
    "Sexe",
    "Date de naissance",
    "Téléphone",
    "Localité",
    "Ménage",
    "Lien de parenté",
    "Numéro CMU",
];

/// The day on which fictitious people have their ages.
pub fn today() -> Result<Day> {
    Day::from_ymd(2026, 11, 23).context("a day")
}

/// Writes the list of so many people to the standard output.
pub fn print(people: u64) -> Result<()> {
    list(people, std::io::stdout().lock()).map(drop)
}

/// Writes a list of so many people, five to a household; says how many households there are.
pub fn list(people: u64, to: impl Write) -> Result<u64> {
    let columns = COLUMNS.iter().map(|name| Column::text(name)).collect();
    let mut out = CsvWriter::new(std::io::BufWriter::new(to), columns, CsvOptions::default())?;
    let (mut dice, today) = (Seeded::new(2026), today()?);
    let (mut written, mut homes) = (0, 0);
    while written < people {
        homes += 1;
        let home = five(&mut dice, today);
        for (place, person) in home.iter().enumerate() {
            if written < people {
                written += 1;
                out.row(&row(
                    (&mut dice, today),
                    (written, homes),
                    (place, person, &home),
                ))?;
            }
        }
    }
    out.finish()?;
    Ok(homes)
}

/// A household of five; most are drawn so as they come.
fn five(dice: &mut Seeded, today: Day) -> Vec<Invented> {
    loop {
        let home = fiction::household(dice, today);
        if home.len() as u64 == HOUSEHOLD_MEMBERS {
            return home;
        }
    }
}

fn row(
    (dice, today): (&mut Seeded, Day),
    (number, home): (u64, u64),
    (place, person, all): (usize, &Invented, &[Invented]),
) -> [String; 11] {
    let adult = person.born.years_until(today) >= 16;
    let cmu = if adult && dice.percent(60) {
        format!("384{number:010}")
    } else {
        String::new()
    };
    [
        format!("{number:07}"),
        person.family.to_uppercase(),
        person.given.join(" "),
        person.married.clone().unwrap_or_default(),
        match person.sex {
            Sex::Female => "F".to_owned(),
            Sex::Male => "M".to_owned(),
        },
        birth(person, today),
        person.phone.clone().unwrap_or_default(),
        person.place.name.to_owned(),
        format!("M{home:06}"),
        role(place, person, all).to_owned(),
        cmu,
    ]
}

fn birth(person: &Invented, today: Day) -> String {
    let (from, to) = (person.stated.earliest().ymd(), person.stated.latest().ymd());
    let mut text = String::new();
    // Writing to a text cannot fail.
    let _ = if from == to {
        write!(text, "{:02}/{:02}/{}", from.2, from.1, from.0)
    } else if (from.0, from.1) == (to.0, to.1) {
        write!(text, "{:02}/{}", from.1, from.0)
    } else if from.0 == to.0 {
        write!(text, "{}", from.0)
    } else {
        write!(
            text,
            "vers {}",
            i32::midpoint(from.0, to.0).min(today.ymd().0)
        )
    };
    text
}

fn role(place: usize, person: &Invented, all: &[Invented]) -> &'static str {
    let head = all.first().map_or(person.born, |head| head.born);
    let child = head.years_until(person.born) >= 16;
    match place {
        0 => "chef",
        1 if !child => "conjoint",
        _ if child => "enfant",
        _ => "autre parent",
    }
}
