//! How a birth is typed and read: day, month and year apart, or an age.
//!
//! Never: makes a date out of an age, or anyone younger because a form was sent again.

use super::birth::{AGE_YEARS_MAX, AgeSaid, Birth, Origin};
use super::codes::choice;
use super::when::Day;
use crate::refusal::{Refusal, Refusals};

/// A birth as typed in a form. Every field may be empty.
#[derive(Clone, Default)]
pub struct BirthForm {
    /// `birth_day`.
    pub day: String,
    /// `birth_month`.
    pub month: String,
    /// `birth_year`.
    pub year: String,
    /// `birth-about`: "1" when the year is an estimate.
    pub about: String,
    /// `birth-age`: "40", "40 ans", "6 mois".
    pub age: String,
    /// `birth-age-on`: carried unseen, the months and day of an age said earlier, so that a form
    /// sent again does not make anyone younger.
    pub age_on: String,
    /// `birth-origin`: a code of [`Origin`].
    pub origin: String,
    /// `birth-proven`: "1" when an act says the day.
    pub proven: String,
}

impl BirthForm {
    /// Checks what was typed; nothing typed is `None`.
    ///
    /// # Errors
    /// All the refusals, at `birth_day`, `birth_month`, `birth_year`, `birth-age`, `birth-origin`.
    pub fn parse(&self, today: Day) -> Result<Option<Birth>, Refusals> {
        let mut wrong = Refusals::new();
        let day: Option<i8> = wrong.take(number("birth_day", &self.day, 1..=31));
        let month: Option<i8> = wrong.take(number("birth_month", &self.month, 1..=12));
        let year = wrong.take(year(&self.year, today));
        let age = wrong
            .take(age(&self.age, today))
            .map(|said| said_before(&self.age_on, said));
        let origin = wrong.take(choice("birth-origin", &self.origin, Origin::from_code));
        if day.is_none() && month.is_none() && year.is_none() && age.is_none() {
            return wrong.or(None);
        }
        let proves = matches!(origin, Some(Origin::BirthAct | Origin::Judgment));
        let birth = Birth {
            day,
            month,
            year,
            about: ticked(&self.about) && year.is_some(),
            age: if year.is_some() { None } else { age },
            origin,
            proven: proves && ticked(&self.proven) && day.is_some(),
        };
        wrong = birth.check(wrong, age, today);
        wrong.or(Some(birth))
    }

    /// What a form shows for a birth that was recorded.
    pub fn of(birth: &Birth) -> Self {
        let show = |number: Option<i8>| number.map(|n| n.to_string()).unwrap_or_default();
        let tick = |ticked: bool| {
            if ticked {
                "1".to_owned()
            } else {
                String::new()
            }
        };
        Self {
            day: show(birth.day),
            month: show(birth.month),
            year: birth.year.map(|year| year.to_string()).unwrap_or_default(),
            about: tick(birth.about),
            age: birth.age.map(age_typed).unwrap_or_default(),
            age_on: birth.age.map(age_carried).unwrap_or_default(),
            origin: birth
                .origin
                .map(|o| o.code().to_owned())
                .unwrap_or_default(),
            proven: tick(birth.proven),
        }
    }
}

fn ticked(typed: &str) -> bool {
    matches!(typed.trim(), "1" | "on" | "true")
}

fn number(
    field: &str,
    typed: &str,
    range: core::ops::RangeInclusive<i8>,
) -> Result<Option<i8>, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let number = typed.parse::<i8>().ok().filter(|n| range.contains(n));
    number.map(Some).ok_or_else(|| {
        Refusal::at(field, "registry-number-between")
            .with("from", range.start())
            .with("to", range.end())
    })
}

fn year(typed: &str, today: Day) -> Result<Option<i16>, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let at = |code| Refusal::at("birth_year", code);
    if typed.len() != 4 {
        return Err(at("registry-year-four-digits"));
    }
    let year: i16 = typed.parse().map_err(|_| at("registry-year-four-digits"))?;
    let this_year = today.date().year();
    if year > this_year {
        return Err(at("registry-birth-in-future"));
    }
    let oldest = this_year.saturating_sub_unsigned(AGE_YEARS_MAX);
    if year < oldest {
        return Err(at("registry-birth-too-far").with("max", AGE_YEARS_MAX));
    }
    Ok(Some(year))
}

/// Reads "40", "40 ans", "6 mois", said today.
fn age(typed: &str, today: Day) -> Result<Option<AgeSaid>, Refusal> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Ok(None);
    }
    let digits: String = typed.chars().take_while(char::is_ascii_digit).collect();
    let unit = typed.get(digits.len()..).unwrap_or_default().trim();
    let bad = || Refusal::at("birth-age", "registry-age-form").with("max", AGE_YEARS_MAX);
    let count: u16 = digits.parse().map_err(|_| bad())?;
    let months = match unit {
        "" | "an" | "ans" | "a" | "years" | "year" => count.checked_mul(12),
        "mois" | "m" | "months" | "month" => Some(count),
        _ => None,
    };
    let months = months
        .filter(|m| *m <= AGE_YEARS_MAX * 12)
        .ok_or_else(bad)?;
    Ok(Some(AgeSaid { months, on: today }))
}

fn age_carried(age: AgeSaid) -> String {
    format!("{}@{}", age.months, age.on.iso())
}

/// The age as it was said earlier, when the same age is sent again.
fn said_before(carried: &str, now: AgeSaid) -> AgeSaid {
    let before = carried.split_once('@').and_then(|(months, day)| {
        let on = Day::parse("birth-age", day).ok()??;
        let months = months.parse().ok()?;
        Some(AgeSaid { months, on })
    });
    // The form shows whole years, so that an age in months may have lost some.
    let same = |before: &AgeSaid| age_typed(*before) == age_typed(now) && before.on <= now.on;
    before.filter(same).unwrap_or(now)
}

fn age_typed(age: AgeSaid) -> String {
    if age.months < 24 {
        format!("{} mois", age.months)
    } else {
        (age.months / 12).to_string()
    }
}
