//! A service as typed, checked once.

use super::{Address, Focal, Kind, Service, Situation};
use crate::refusal::{Refusal, Refusals};
use crate::registry::place::PlaceForm;
use crate::registry::when::Day;
use crate::text;

/// Longest name of a service, and of an organisation: both stand in one line of a consent.
const NAME_CHARS_MAX: usize = 58;
/// Most that a service may cost, in XOF: beyond it a slip of the hand is likelier.
const PRICE_XOF_MAX: u32 = 10_000_000;
/// Oldest age that a condition may name.
const AGE_MAX: u32 = 120;
/// Longest usual wait, in days.
const WAIT_DAYS_MAX: u32 = 730;

/// A service as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct ServiceForm {
    /// `kind`, several.
    pub kinds: Vec<String>,
    /// `name`.
    pub name: String,
    /// `organisation`.
    pub organisation: String,
    /// `place-unit`.
    pub unit: String,
    /// `address`.
    pub address: String,
    /// `secret`.
    pub secret: bool,
    /// `conditions`.
    pub conditions: String,
    /// `papers`.
    pub papers: String,
    /// `price`.
    pub price: String,
    /// `hours`.
    pub hours: String,
    /// `languages`.
    pub languages: String,
    /// `capacity`.
    pub capacity: String,
    /// `wait`.
    pub wait: String,
    /// `age-from`.
    pub age_from: String,
    /// `age-to`.
    pub age_to: String,
    /// `only`, several.
    pub only: Vec<String>,
    /// `focal`.
    pub focal: String,
    /// `phone`.
    pub phone: String,
    /// `agreement`: a day.
    pub agreement: String,
    /// `own`.
    pub own: bool,
}

impl ServiceForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All the refusals, by field.
    pub fn parse(&self, today: Day) -> Result<Service, Refusals> {
        let mut wrong = Refusals::new();
        let place = PlaceForm {
            unit: self.unit.clone(),
            ..PlaceForm::default()
        };
        let place = wrong.take_all(place.parse());
        let kinds = wrong.take(several("kind", &self.kinds, Kind::from_code));
        if kinds.is_empty() {
            wrong.push(Refusal::at("kind", "choice-missing"));
        }
        let ages = (
            wrong.take(whole("age-from", &self.age_from, AGE_MAX)),
            wrong.take(whole("age-to", &self.age_to, AGE_MAX)),
        );
        if let (Some(from), Some(to)) = ages
            && from > to
        {
            wrong.push(Refusal::at("age-to", "directory-ages-crossed"));
        }
        let small = |age: Option<u32>| age.and_then(|age| u8::try_from(age).ok());
        let wait = wrong.take(whole("wait", &self.wait, WAIT_DAYS_MAX));
        let mut said =
            |field: &str, typed: &str| wrong.take(text::words(field, typed)).unwrap_or_default();
        let (conditions, papers) = (
            said("conditions", &self.conditions),
            said("papers", &self.papers),
        );
        let mut line =
            |field: &str, typed: &str| wrong.take(text::line(field, typed)).unwrap_or_default();
        let (hours, languages) = (
            line("hours", &self.hours),
            line("languages", &self.languages),
        );
        let (capacity, phone) = (line("capacity", &self.capacity), line("phone", &self.phone));
        let agreement = wrong.take(Day::parse("agreement", &self.agreement));
        if agreement.is_some_and(|day| day > today) {
            wrong.push(Refusal::at("agreement", "date-in-future"));
        }
        let service = Service {
            kinds,
            name: wrong.take(name("name", &self.name)),
            organisation: wrong.take(name("organisation", &self.organisation)),
            unit: place.and_then(|place| place.unit),
            address: wrong
                .take(text::words("address", &self.address))
                .map(Address::new),
            secret: self.secret,
            conditions,
            papers,
            price_xof: wrong.take(whole("price", &self.price, PRICE_XOF_MAX)),
            hours,
            languages,
            capacity,
            wait_days: wait.and_then(|days| u16::try_from(days).ok()),
            ages: (small(ages.0), small(ages.1)),
            only: wrong.take(several("only", &self.only, Situation::from_code)),
            focal: wrong.take(text::line("focal", &self.focal)).map(Focal::new),
            agreement,
            own: self.own,
            phone,
        };
        wrong.or(service)
    }

    /// What a form shows of a service that is known.
    pub fn of(service: &Service) -> Self {
        let number = |value: Option<u32>| value.map_or_else(String::new, |v| v.to_string());
        Self {
            kinds: service.kinds.iter().map(|k| k.code().to_owned()).collect(),
            name: service.name.clone(),
            organisation: service.organisation.clone(),
            unit: service.unit.clone().unwrap_or_default(),
            address: service.address.as_ref().map_or("", Address::as_str).into(),
            secret: service.secret,
            conditions: service.conditions.clone(),
            papers: service.papers.clone(),
            price: number(service.price_xof),
            hours: service.hours.clone(),
            languages: service.languages.clone(),
            capacity: service.capacity.clone(),
            wait: number(service.wait_days.map(u32::from)),
            age_from: number(service.ages.0.map(u32::from)),
            age_to: number(service.ages.1.map(u32::from)),
            only: service.only.iter().map(|s| s.code().to_owned()).collect(),
            focal: service.focal.as_ref().map_or("", Focal::as_str).into(),
            phone: service.phone.clone(),
            agreement: service.agreement.map(Day::iso).unwrap_or_default(),
            own: service.own,
        }
    }
}

fn name(field: &str, typed: &str) -> Result<String, Refusal> {
    let name = text::required(field, typed)?;
    let written = name.chars().count();
    if written > NAME_CHARS_MAX {
        return Err(Refusal::at(field, "text-too-long")
            .with("max", NAME_CHARS_MAX)
            .with("written", written));
    }
    Ok(name)
}

/// A whole number, written with or without spaces between thousands.
fn whole(field: &str, typed: &str, most: u32) -> Result<Option<u32>, Refusal> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let read = digits.parse::<u32>().ok().filter(|number| *number <= most);
    let refusal = || Refusal::at(field, "directory-number").with("max", most);
    read.map(Some).ok_or_else(refusal)
}

fn several<T: PartialEq>(
    field: &str,
    typed: &[String],
    from_code: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, Refusal> {
    let mut found = Vec::new();
    for code in typed {
        let one = from_code(code).ok_or_else(|| Refusal::at(field, "choice-unknown"))?;
        if !found.contains(&one) {
            found.push(one);
        }
    }
    Ok(found)
}
