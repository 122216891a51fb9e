//! The open directory, as HSDS 3 has it: one page of services with all that belongs to each.

use akwaba_domain::directory::{Known, Service};
use akwaba_domain::registry::{Day, units};
use akwaba_journal::id::EntityId;
use serde_json::{Value, json};

use super::{CURRENCY, KINDS, SITUATIONS, UNIT};

/// Writes the services that may leave: open on a day, and not confidential. Says how many there are.
#[must_use]
pub fn write(services: &[Known], today: Day) -> (usize, Vec<u8>) {
    let contents = self::services(services, today);
    let count = contents.len();
    let page = json!({
        "total_items": count, "total_pages": 1, "page_number": 1, "size": count,
        "first_page": true, "last_page": true, "empty": count == 0, "contents": contents,
    });
    (count, serde_json::to_vec_pretty(&page).unwrap_or_default())
}

/// Each service that may leave, with all that belongs to it.
pub(super) fn services(services: &[Known], today: Day) -> Vec<Value> {
    let leaving = services.iter();
    let leaving = leaving.filter(|known| !known.is_closed(today) && !known.service.secret);
    leaving.map(service).collect()
}

/// The id of something that belongs to a service: the same at each export.
fn part(known: &Known, what: &str) -> String {
    EntityId::named(&format!("hsds/{}/{what}", known.id)).to_string()
}

fn service(known: &Known) -> Value {
    let service = &known.service;
    let organisation = EntityId::named(&format!("hsds/{}", service.organisation.to_lowercase()));
    let mut out = json!({
        "id": known.id.to_string(),
        "name": service.name,
        "status": "active",
        "organization": {
            "id": organisation.to_string(),
            "name": service.organisation,
            "description": service.organisation,
        },
        "attributes": attributes(known),
    });
    let Value::Object(fields) = &mut out else {
        return out;
    };
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    if !service.conditions.is_empty() {
        put("eligibility_description", json!(service.conditions));
    }
    if let Some(age) = service.ages.0 {
        put("minimum_age", json!(age));
    }
    if let Some(age) = service.ages.1 {
        put("maximum_age", json!(age));
    }
    if let Some(verified) = known.verified {
        put("assured_date", json!(verified.on.iso()));
    }
    if !service.hours.is_empty() {
        let id = part(known, "hours");
        put(
            "schedules",
            json!([{ "id": id, "description": service.hours }]),
        );
    }
    if !service.languages.is_empty() {
        put(
            "languages",
            list(known, "language", &service.languages, ',', "name"),
        );
    }
    if !service.papers.is_empty() {
        let papers = list(known, "paper", &service.papers, '\n', "document");
        put("required_documents", papers);
    }
    if let Some(price) = service.price_xof {
        let id = part(known, "price");
        let cost = json!([{ "id": id, "currency": CURRENCY, "amount": price }]);
        put("cost_options", cost);
    }
    if !service.capacity.is_empty() {
        let id = part(known, "capacity");
        let capacity = json!([{ "id": id, "description": service.capacity }]);
        put("capacities", capacity);
    }
    if !service.phone.is_empty() {
        let id = part(known, "phone");
        put("phones", json!([{ "id": id, "number": service.phone }]));
    }
    if let Some(place) = place(known) {
        let id = part(known, "at");
        put(
            "service_at_locations",
            json!([{ "id": id, "location": place }]),
        );
    }
    out
}

/// The items of a text, each with an id of its own.
fn list(known: &Known, what: &str, text: &str, between: char, field: &str) -> Value {
    let items = text.split(between).map(str::trim);
    let items = items.filter(|item| !item.is_empty());
    let item = |(at, item): (usize, &str)| json!({ "id": part(known, &format!("{what}/{at}")), field: item });
    Value::Array(items.enumerate().map(item).collect())
}

/// Where it is; nothing when nothing is known.
fn place(known: &Known) -> Option<Value> {
    let service = &known.service;
    let address = service.address_for(false).map(|address| address.as_str());
    let unit = service.unit_for(false);
    if address.is_none() && unit.is_none() {
        return None;
    }
    let line = unit
        .map(|code| units::latest().line(code))
        .unwrap_or_default();
    let named = |at: usize| line.get(at).map(|unit| unit.name.clone());
    let mut location = json!({
        "id": part(known, "place"),
        "location_type": "physical",
        "addresses": [{
            "id": part(known, "address"),
            "address_1": address.or(named(0).as_deref()).unwrap_or("-"),
            "city": named(0).unwrap_or_else(|| "-".to_owned()),
            "state_province": line.last().map_or("-", |unit| unit.name.as_str()),
            "postal_code": "-",
            "country": "CI",
            "address_type": "physical",
        }],
    });
    if let (Some(code), Value::Object(fields)) = (unit, &mut location) {
        fields.insert("external_identifier".to_owned(), json!(code));
        fields.insert("external_identifier_type".to_owned(), json!(UNIT));
    }
    Some(location)
}

/// What it does and whom it is for, as terms of two lists.
fn attributes(known: &Known) -> Value {
    let Service { kinds, only, .. } = &known.service;
    let kinds = kinds.iter().map(|kind| (KINDS, kind.code()));
    let terms = kinds.chain(only.iter().map(|one| (SITUATIONS, one.code())));
    let term = |(list, code): (&str, &str)| {
        json!({
            "id": part(known, &format!("{list}/{code}")),
            "link_entity": "service",
            "taxonomy_term": {
                "id": EntityId::named(&format!("hsds/{list}/{code}")).to_string(),
                "code": code,
                "name": code,
                "description": code,
                "taxonomy": {
                    "id": EntityId::named(&format!("hsds/{list}")).to_string(),
                    "name": list,
                    "description": list,
                },
            },
        })
    };
    Value::Array(terms.map(term).collect())
}
