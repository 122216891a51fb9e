//! The orientation assistant: a few questions, and the services that can help, each with its reasons.
//!
//! What was answered is sent, never put in an address, and is not kept.

use akwaba_domain::directory::{Kind, Need, Situation, Suggestion, Why, suggest};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::place::PlaceForm;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::directory::of_kinds;
use askama::Template;

use super::shared::{centre, kind_choices, place, price, service_path, situation_choices, today};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Choice, Empty, Fields};

#[derive(Template)]
#[template(path = "directory/orient.html")]
struct OrientPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    kinds: Vec<Choice>,
    situations: Vec<Choice>,
    case: String,
    asked: bool,
    found: Vec<Proposed>,
    empty: Empty,
}

/// A service proposed.
struct Proposed {
    path: String,
    name: String,
    why: String,
    facts: Vec<(String, String)>,
    refer: String,
}

/// The questions.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None, None)
}

fn need(exchange: &Exchange<'_, '_>) -> Result<Need, Refusals> {
    let form = &exchange.form;
    let mut wrong = Refusals::new();
    let kinds: Vec<Kind> = form.all("besoin").filter_map(Kind::from_code).collect();
    if kinds.is_empty() {
        wrong.push(Refusal::at("besoin", "choice-missing"));
    }
    let typed = PlaceForm {
        unit: form.get("place-unit").to_owned(),
        ..PlaceForm::default()
    };
    let place = wrong.take_all(typed.parse());
    let age = match form.get("age").trim() {
        "" => None,
        age => match age.parse::<u8>() {
            Ok(age) if age <= 120 => Some(age),
            _ => {
                wrong.push(Refusal::at("age", "directory-number").with("max", 120));
                None
            }
        },
    };
    wrong.or(Need {
        kinds,
        age,
        unit: place.and_then(|place| place.unit),
        situations: form
            .all("situation")
            .filter_map(Situation::from_code)
            .collect(),
    })
}

/// The services that can help.
pub(super) fn propose(exchange: &mut Exchange<'_, '_>) -> Answer {
    match need(exchange) {
        Ok(need) => page(exchange, Some(&need), None),
        Err(refusals) => page(exchange, None, Some(&refusals)),
    }
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    need: Option<&Need>,
    refused: Option<&Refusals>,
) -> Answer {
    let (centre, today) = (centre(exchange), today(exchange));
    let kinds = need.map_or(&[][..], |need| need.kinds.as_slice());
    let all = exchange.read(|tx| Ok(of_kinds(tx, centre, kinds)?))?;
    let mut frame = exchange.frame("directory-orient-title");
    let sent = exchange.form.clone();
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, sent, refusals),
        None => Fields::new(&frame, sent),
    };
    let f = &frame;
    let case = exchange.form.get("dossier").parse::<EntityId>().ok();
    let found = need.map_or_else(Vec::new, |need| suggest(need, &all, today));
    let page = OrientPage {
        f,
        form: &form,
        kinds: kind_choices(f),
        situations: situation_choices(f),
        case: case.map(|id| id.to_string()).unwrap_or_default(),
        asked: need.is_some(),
        found: found.iter().map(|one| proposed(f, one, case)).collect(),
        empty: Empty::new(f, "directory-orient-none", "directory-orient-none-text"),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn proposed(f: &Frame, one: &Suggestion<'_>, case: Option<EntityId>) -> Proposed {
    let service = &one.known.service;
    let why: Vec<String> = one.why.iter().map(|why| reason(f, why)).collect();
    let facts = [
        ("directory-conditions", service.conditions.clone()),
        ("directory-papers", service.papers.replace('\n', ", ")),
        ("directory-price", price(f, service)),
        ("directory-place", place(f, service, false)),
        ("directory-hours", service.hours.clone()),
    ];
    let facts = facts.into_iter().filter(|(_, text)| !text.is_empty());
    Proposed {
        path: service_path(one.known.id),
        name: service.label(),
        why: why.join(" · "),
        facts: facts.map(|(key, text)| (f.t(key), text)).collect(),
        refer: case.map_or_else(String::new, |case| {
            format!(
                "/dossiers/{case}/references/nouvelle?service={}",
                one.known.id
            )
        }),
    }
}

/// A reason in words.
fn reason(f: &Frame, why: &Why) -> String {
    match why {
        Why::Gives(kind) => f.word("directory-kind-", kind.code()),
        Why::Age(age) => f.t1("directory-why-age", "age", u64::from(*age)),
        Why::AskAge => f.t("directory-why-ask-age"),
        Why::For(one) => {
            let who = f.word("directory-only-", one.code());
            f.t1("directory-why-for", "who", who)
        }
        Why::SameSubPrefecture => f.t("directory-why-near"),
        Why::SameDepartment => f.t("directory-why-department"),
        Why::SameRegion => f.t("directory-why-region"),
        Why::Far => f.t("directory-why-far"),
        Why::Free => f.t("directory-free"),
        Why::Agreement => f.t("directory-why-agreement"),
        Why::Within(days) => f.t1("directory-wait-days", "count", u64::from(*days)),
        Why::Stale => f.t("directory-why-stale"),
    }
}
