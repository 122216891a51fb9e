//! Services of another directory, as forms: what HSDS says in many places is put where this directory has it, and what it
//! has no place for is left out.

use akwaba_domain::directory::{Incoming, Kind, ServiceForm, Situation};
use akwaba_domain::registry::units;
use serde_json::Value;

use super::{BYTES_MAX, CURRENCY, KINDS, SERVICES_MAX, SITUATIONS, UNIT};

/// Why a file is not read at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HsdsError {
    /// It is larger than [`BYTES_MAX`].
    #[error("the file is too large")]
    TooLarge,
    /// It is not JSON.
    #[error("the file is not JSON")]
    NotJson,
    /// It holds no list of services.
    #[error("the file holds no services")]
    NoServices,
    /// It holds more than [`SERVICES_MAX`].
    #[error("the file holds too many services")]
    TooMany,
}

impl HsdsError {
    /// The key of the sentence that says what to do.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "directory-hsds-large",
            Self::NotJson => "directory-hsds-json",
            Self::NoServices => "directory-hsds-none",
            Self::TooMany => "directory-hsds-many",
        }
    }
}

/// Reads a file: a list of services, a page of them (`contents`), or one.
///
/// # Errors
/// [`HsdsError`], for the file as a whole; what is wrong in one service is for its fields to say.
pub fn read(bytes: &[u8]) -> Result<Vec<Incoming>, HsdsError> {
    if bytes.len() > BYTES_MAX {
        return Err(HsdsError::TooLarge);
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
        1..=SERVICES_MAX => Ok(services.into_iter().map(service).collect()),
        _ => Err(HsdsError::TooMany),
    }
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
