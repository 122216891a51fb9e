//! The page of a service: all that is known of it, who verified it, and from when it is closed.

use akwaba_domain::directory;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::Day;
use akwaba_store::append;
use askama::Template;

use super::shared::{
    ages, allow, centre, kinds, knows_secrets, load, only, place, price, service_path, tags, today,
};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{Staff, ctx};
use crate::pages::registry::edit_read;
use crate::parts::{Fields, Notice, Summary, Tag, Tone};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "directory/show.html")]
struct ShowPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    organisation: String,
    tags: Vec<Tag>,
    notices: Vec<Notice>,
    facts: Summary,
    path: String,
    change: bool,
    closed: bool,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (centre, id, today) = (centre(exchange), exchange.id("id")?, today(exchange));
    let (known, staff) = exchange.read(|tx| {
        let (known, _) = load(tx, centre, id)?;
        let staff = Staff::of(tx, centre, known.verified.map(|verified| verified.by))?;
        Ok::<_, Problem>((known, staff))
    })?;
    let mut frame = exchange.frame("directory-show-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let may = knows_secrets(exchange);
    let service = &known.service;
    let day = |day: Day| show::civil(day.date());
    let mut facts = Summary::new(f)
        .row("directory-need", kinds(f, service))
        .row("directory-place", place(f, service, may));
    let verified = known.verified.map_or_else(
        || f.t("directory-never-verified"),
        |verified| {
            let args = [
                ("day", day(verified.on).into()),
                ("who", staff.name(verified.by).into()),
            ];
            f.tn("directory-verified-by", args)
        },
    );
    let wait = service.wait_days.map_or_else(String::new, |days| {
        f.t1("directory-wait-days", "count", u64::from(days))
    });
    let focal = service.focal_for(may).map_or("", |focal| focal.as_str());
    let origin = known.origin.as_ref();
    let origin = origin.map_or_else(String::new, |origin| origin.source.clone());
    let agreement = service.agreement.map(day).unwrap_or_default();
    for (key, text) in [
        ("directory-conditions", service.conditions.clone()),
        ("directory-papers", service.papers.replace('\n', ", ")),
        ("directory-price", price(f, service)),
        ("directory-hours", service.hours.clone()),
        ("directory-wait", wait),
        ("directory-ages", ages(f, service)),
        ("directory-only", only(f, service)),
        ("directory-languages", service.languages.clone()),
        ("directory-capacity", service.capacity.clone()),
        ("directory-focal", focal.to_owned()),
        ("directory-phone", show::phone(service.phone_for(may))),
        ("directory-agreement", agreement),
        ("directory-verified", verified),
        ("directory-origin", origin),
    ] {
        if !text.is_empty() {
            facts = facts.row(key, text);
        }
    }
    let mut notices = Vec::new();
    if let Some(from) = known.closed {
        let title = f.t1("directory-closed-from", "day", day(from));
        notices.push(Notice::new(Tone::Attention, title, ""));
    }
    if known.is_stale(today) {
        let text = f.t1(
            "directory-stale-text",
            "months",
            i64::from(directory::VERIFY_MONTHS),
        );
        notices.push(Notice::new(Tone::Attention, f.t("directory-stale"), text));
    }
    let page = ShowPage {
        f,
        form: &form,
        name: service.name.clone(),
        organisation: service.organisation.clone(),
        tags: tags(f, &known, today),
        notices,
        facts,
        path: service_path(id),
        change: exchange.may_open(&format!("{}/modifier", service_path(id))),
        closed: known.closed.is_some(),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Notes that the reader verified it today.
pub(super) fn verify(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::DirectoryChange>(exchange)?;
    let (centre, id, now) = (centre(exchange), exchange.id("id")?, exchange.call.now);
    exchange.write(|tx, writing| {
        let (_, state) = load(tx, centre, id)?;
        let drafts = directory::verify(&ctx(now, writing), &allowed, (id, &state));
        Ok::<_, Problem>(append(tx, writing, drafts)?)
    })?;
    exchange.done(&service_path(id), Flash::good("directory-said-verified"))
}

/// Closes it from a day, or opens it again when the form holds no day.
pub(super) fn close(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::DirectoryChange>(exchange)?;
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    let again = exchange.form.get("rouvrir") == "1";
    let typed = edit_read::date(&exchange.form, "closed");
    let from = match Day::parse("closed", &typed) {
        Ok(day) if again => day.filter(|_| false),
        Ok(day) => Some(day.unwrap_or_else(|| today(exchange))),
        Err(refusal) => return page(exchange, Some(&refusal.into())),
    };
    let written = exchange.write(|tx, writing| {
        let (known, state) = load(tx, centre, id)?;
        let drafts = directory::close(&allowed, (&known, &state), from)?;
        Ok(append(tx, writing, drafts)?)
    });
    let said = if again {
        "directory-said-opened"
    } else {
        "directory-said-closed"
    };
    match written {
        Ok(_) => exchange.done(&service_path(id), Flash::good(said)),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
