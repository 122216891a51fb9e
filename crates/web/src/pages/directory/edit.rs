//! Adding a service and changing it: one form.

use akwaba_domain::directory::{self, Service, ServiceForm};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::units;
use akwaba_store::append;
use askama::Template;

use super::shared::{allow, centre, kind_choices, load, service_path, situation_choices, today};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::reception::ctx;
use crate::pages::registry::edit_read;
use crate::parts::{Choice, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "directory/edit.html")]
struct EditPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    kinds: Vec<Choice>,
    only: Vec<Choice>,
    here: String,
    back: String,
}

fn typed(form: &Form) -> ServiceForm {
    let own = |name: &str| form.get(name).to_owned();
    let all = |name: &str| form.all(name).map(str::to_owned).collect();
    ServiceForm {
        kinds: all("kind"),
        name: own("name"),
        organisation: own("organisation"),
        unit: own("place-unit"),
        address: own("address"),
        secret: form.get("secret") == "1",
        conditions: own("conditions"),
        papers: own("papers"),
        price: own("price"),
        hours: own("hours"),
        languages: own("languages"),
        capacity: own("capacity"),
        wait: own("wait"),
        age_from: own("age-from"),
        age_to: own("age-to"),
        only: all("only"),
        focal: own("focal"),
        phone: own("phone"),
        agreement: edit_read::date(form, "agreement"),
        own: form.get("own") == "1",
    }
}

/// What the form shows of a service.
fn shown(service: &Service) -> Form {
    let known = ServiceForm::of(service);
    let unit = service.unit.as_deref().map(units::path);
    let flag = |on: bool| if on { "1" } else { "" };
    let mut form = Form::new()
        .with("name", known.name)
        .with("organisation", known.organisation)
        .with("place-unit", unit.unwrap_or_default())
        .with("address", known.address)
        .with("secret", flag(known.secret))
        .with("conditions", known.conditions)
        .with("papers", known.papers)
        .with("price", known.price)
        .with("hours", known.hours)
        .with("languages", known.languages)
        .with("capacity", known.capacity)
        .with("wait", known.wait)
        .with("age-from", known.age_from)
        .with("age-to", known.age_to)
        .with("focal", known.focal)
        .with("phone", known.phone)
        .with("own", flag(known.own));
    for kind in known.kinds {
        form = form.with("kind", kind);
    }
    for one in known.only {
        form = form.with("only", one);
    }
    if let Some(day) = service.agreement {
        let day = day.date();
        form = form
            .with("agreement_day", day.day().to_string())
            .with("agreement_month", day.month().to_string())
            .with("agreement_year", day.year().to_string());
    }
    form
}

/// The empty form.
pub(super) fn new(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(
        exchange,
        "directory-new-title",
        Form::new(),
        "/annuaire",
        None,
    )
}

/// Adds a service.
pub(super) fn add(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::DirectoryChange>(exchange)?;
    let now = exchange.call.now;
    let sent = exchange.form.clone();
    match typed(&sent).parse(today(exchange)) {
        Err(refusals) => page(
            exchange,
            "directory-new-title",
            sent,
            "/annuaire",
            Some(&refusals),
        ),
        Ok(service) => {
            let id = exchange.write(|tx, writing| {
                let (id, drafts) = directory::open(&mut ctx(now, writing), &allowed, &service);
                append(tx, writing, drafts)?;
                Ok::<_, Problem>(id)
            })?;
            exchange.done(&service_path(id), Flash::good("directory-said-added"))
        }
    }
}

/// The form of a service.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    let (known, _) = exchange.read(|tx| load(tx, centre, id))?;
    let form = shown(&known.service);
    page(
        exchange,
        "directory-edit-title",
        form,
        &service_path(id),
        None,
    )
}

/// Changes a service.
pub(super) fn change(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::DirectoryChange>(exchange)?;
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    exchange.read(|tx| load(tx, centre, id))?;
    let sent = exchange.form.clone();
    let path = service_path(id);
    match typed(&sent).parse(today(exchange)) {
        Err(refusals) => page(
            exchange,
            "directory-edit-title",
            sent,
            &path,
            Some(&refusals),
        ),
        Ok(service) => {
            exchange.write(|tx, writing| {
                let (_, state) = load(tx, centre, id)?;
                let drafts = directory::change(&allowed, (id, &state), &service);
                Ok::<_, Problem>(append(tx, writing, drafts)?)
            })?;
            exchange.done(&path, Flash::good("directory-said-changed"))
        }
    }
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    title: &'static str,
    sent: Form,
    back: &str,
    refused: Option<&Refusals>,
) -> Answer {
    let mut frame = exchange.frame(title);
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, sent, refusals),
        None => Fields::new(&frame, sent),
    };
    let f = &frame;
    let page = EditPage {
        f,
        form: &form,
        kinds: kind_choices(f),
        only: situation_choices(f),
        here: exchange.request.path.clone(),
        back: back.to_owned(),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
