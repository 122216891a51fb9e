//! Services of another directory, as forms: what HSDS says in many places is put where this directory has it, and what it
//! has no place for is left out.

use std::collections::HashMap;

use akwaba_domain::directory::{Incoming, Kind, ServiceForm, Situation};
use akwaba_domain::registry::units;
use akwaba_tables::package::Package;
use serde_json::Value;

use super::fault::{self, HsdsError};
use super::unpack::{Sheets, row_of, unpack};
use super::{BYTES_MAX, CURRENCY, KINDS, SERVICES_MAX, SITUATIONS, UNIT};
use crate::i18n::Lang;

/// What a file holds.
pub struct Read {
    /// Its services, in their order.
    pub incoming: Vec<Incoming>,
    /// Where each of its fields stands, of services that come in tables.
    places: Vec<Places>,
}

/// Where fields of a form stand: file, row and column.
type Places = HashMap<&'static str, (String, u64, &'static str)>;

impl Read {
    /// Where a field of a service stands in its tables: `services.csv, ligne 4, name`. Nothing where it has no place there.
    #[must_use]
    pub fn place(&self, lang: Lang, service: usize, field: &str) -> Option<String> {
        let (file, row, column) = self.places.get(service)?.get(field)?;
        Some(fault::place(lang, file, Some(*row), column))
    }
}

/// Reads a file, told by its content: JSON with a list of services, a page of them (`contents`) or one; or a data package of
/// tables.
///
/// # Errors
/// [`HsdsError`], for the file as a whole; what is wrong in one service is for its fields to say.
pub fn read(bytes: &[u8]) -> Result<Read, HsdsError> {
    if bytes.len() > BYTES_MAX {
        return Err(HsdsError::TooLarge);
    }
    if Package::is(bytes) {
        let sheets = unpack(bytes)?;
        let (incoming, places) = sheets
            .services()
            .map(|value| (service(&value), places(&sheets, &value)))
            .unzip();
        return Ok(Read { incoming, places });
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let whole: Value = serde_json::from_slice(bytes).map_err(|_| HsdsError::NotJson)?;
    let services: Vec<&Value> = match &whole {
        Value::Array(all) => all.iter().collect(),
        Value::Object(fields) => match fields.get("contents").or_else(|| fields.get("services")) {
            Some(Value::Array(all)) => all.iter().collect(),
            _ if fields.contains_key("name") => vec![&whole],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    match services.len() {
        0 => Err(HsdsError::NoServices),
        1..=SERVICES_MAX => Ok(Read {
            incoming: services.into_iter().map(service).collect(),
            places: Vec::new(),
        }),
        _ => Err(HsdsError::TooMany),
    }
}

/// Where the fields of a form are looked for in a service: the field, its table, the way to its row, the column.
const FIELDS: [(&str, &str, &str, &str); 15] = [
    ("id", "service", "", "id"),
    ("name", "service", "", "name"),
    ("conditions", "service", "", "eligibility_description"),
    ("age-from", "service", "", "minimum_age"),
    ("age-to", "service", "", "maximum_age"),
    ("organisation", "organization", "/organization", "name"),
    ("kind", "attribute", "/attributes/0", "taxonomy_term_id"),
    ("place-unit", "address", ADDRESS, "city"),
    ("address", "address", ADDRESS, "address_1"),
    (
        "papers",
        "required_document",
        "/required_documents/0",
        "document",
    ),
    ("price", "cost_option", "/cost_options/0", "amount"),
    ("hours", "schedule", "/schedules/0", "description"),
    ("languages", "language", "/languages/0", "name"),
    (
        "capacity",
        "service_capacity",
        "/capacities/0",
        "description",
    ),
    ("phone", "phone", "/phones/0", "number"),
];
/// The way to the first address of a service.
const ADDRESS: &str = "/service_at_locations/0/location/addresses/0";

/// Where the fields of a service stand; what is nowhere stands in its own row.
fn places(sheets: &Sheets, value: &Value) -> Places {
    let place = |(field, table, way, column): (&'static str, &str, &str, &'static str)| {
        let own = (sheets.file("service"), row_of(value)?, column);
        let there = value.pointer(way).and_then(row_of);
        Some((
            field,
            there.map_or(own, |row| (sheets.file(table), row, column)),
        ))
    };
    FIELDS.into_iter().filter_map(place).collect()
}

/// A text or a number of a field; nothing where there is none.
fn text(value: &Value, field: &str) -> String {
    match value.get(field) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

fn many<'a>(value: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(field)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The texts of a field of a list, without those that are empty.
fn texts(value: &Value, list: &str, field: &str) -> Vec<String> {
    let all = many(value, list).map(|one| text(one, field));
    all.filter(|text| !text.is_empty()).collect()
}

fn joined(parts: impl IntoIterator<Item = String>, between: &str) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(between)
}

fn service(value: &Value) -> Incoming {
    let nothing = Value::Null;
    let at = many(value, "service_at_locations")
        .next()
        .unwrap_or(&nothing);
    let location = at.get("location").unwrap_or(&nothing);
    let organisation = value.get("organization").unwrap_or(&nothing);
    // The nearest says most: what belongs to the service, then to it at its place, then to its organisation.
    let near = [value, at, location, organisation];
    let (price, fees) = price(value);
    let (unit, address) = place(location);
    let kinds = terms(value, KINDS, |code| Kind::from_code(code).map(Kind::code));
    let form = ServiceForm {
        kinds: match kinds.is_empty() {
            true => vec![Kind::Other.code().to_owned()],
            false => kinds,
        },
        name: text(value, "name"),
        organisation: text(organisation, "name"),
        unit,
        address,
        secret: false,
        conditions: joined(
            [
                text(value, "eligibility_description"),
                text(value, "application_process"),
                fees,
            ],
            "\n",
        ),
        papers: texts(value, "required_documents", "document").join("\n"),
        price,
        hours: joined(near.iter().flat_map(|one| hours(one)).take(4), " ; "),
        languages: languages(value, location),
        capacity: texts(value, "capacities", "description").join(", "),
        wait: String::new(),
        age_from: text(value, "minimum_age"),
        age_to: text(value, "maximum_age"),
        only: terms(value, SITUATIONS, |code| {
            Situation::from_code(code).map(Situation::code)
        }),
        focal: near.iter().find_map(|one| focal(one)).unwrap_or_default(),
        phone: near
            .iter()
            .find_map(|one| texts(one, "phones", "number").into_iter().next())
            .unwrap_or_default(),
        agreement: String::new(),
        own: false,
    };
    Incoming {
        id: text(value, "id"),
        form,
    }
}

/// The codes of a list of terms that this program knows.
fn terms(value: &Value, list: &str, known: impl Fn(&str) -> Option<&'static str>) -> Vec<String> {
    let terms = many(value, "attributes").filter_map(|one| one.get("taxonomy_term"));
    let of_list = terms.filter(|term| {
        let taxonomy = term.get("taxonomy").unwrap_or(&Value::Null);
        text(taxonomy, "name") == list
    });
    let codes = of_list.filter_map(|term| known(&text(term, "code")));
    codes.map(str::to_owned).collect()
}

/// The price where it is told in francs; what is told otherwise, in words.
fn price(value: &Value) -> (String, String) {
    let mut said = vec![text(value, "fees_description")];
    let mut price = String::new();
    for cost in many(value, "cost_options") {
        let (amount, currency) = (text(cost, "amount"), text(cost, "currency"));
        let whole = amount
            .parse::<f64>()
            .ok()
            .filter(|amount| amount.fract() == 0.0);
        match whole {
            Some(whole) if price.is_empty() && (currency == CURRENCY || whole == 0.0) => {
                price = format!("{whole:.0}");
            }
            _ => said.push(joined(
                [
                    text(cost, "option"),
                    amount,
                    currency,
                    text(cost, "amount_description"),
                ],
                " ",
            )),
        }
    }
    (price, joined(said, "\n"))
}

/// The administrative unit where it can be told, and the landmark. `-` stands where HSDS wants a word and there is none.
fn place(location: &Value) -> (String, String) {
    let nothing = Value::Null;
    let address = many(location, "addresses").next().unwrap_or(&nothing);
    let told =
        |field: &str| Some(text(address, field)).filter(|word| word != "-" && !word.is_empty());
    let code = text(location, "external_identifier");
    let ours = text(location, "external_identifier_type") == UNIT;
    let unit = match ours && units::latest().get(&code).is_some() {
        true => Some(code),
        false => told("city").filter(|city| units::latest().named(city).len() == 1),
    };
    let city = told("city").filter(|_| unit.is_none());
    let lines = [told("address_1"), told("address_2"), city];
    let lines = joined(lines.into_iter().flatten(), ", ");
    let lines = if lines.is_empty() {
        text(location, "description")
    } else {
        lines
    };
    (unit.unwrap_or_default(), lines)
}

/// Opening hours in words: those written, or made of days and hours.
fn hours(value: &Value) -> Vec<String> {
    let one = |schedule: &Value| match text(schedule, "description") {
        words if !words.is_empty() => words,
        _ => {
            let hours = [text(schedule, "opens_at"), text(schedule, "closes_at")];
            joined([text(schedule, "byday"), joined(hours, "–")], " ")
        }
    };
    many(value, "schedules").map(one).collect()
}

fn languages(value: &Value, location: &Value) -> String {
    let mut found = texts(value, "languages", "name");
    if found.is_empty() {
        found = texts(location, "languages", "name");
    }
    found.join(", ")
}

/// Who to ask for.
fn focal(value: &Value) -> Option<String> {
    let contact = many(value, "contacts").next()?;
    let said = joined([text(contact, "name"), text(contact, "title")], ", ");
    Some(said).filter(|said| !said.is_empty())
}
