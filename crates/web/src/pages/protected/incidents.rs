//! The incidents of a sealed case: their codes, what is known of each, their windows; and one more.

use akwaba_domain::casework::incident::{self, Incident, IncidentForm, incidents, step_of};
use akwaba_domain::casework::{code, time};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::casework::agenda_rows::{TaskRow, step_path};
use crate::pages::casework::shared::{case_path, moment, now};
use crate::pages::casework::together::{Head, Together, read_page, record, together};
use crate::pages::casework::windows_of_case;
use crate::pages::here::centre;
use crate::pages::reception::Staff;
use crate::pages::registry::edit_read;
use crate::parts::{Fields, Tag, Tone};

#[derive(Template)]
#[template(path = "protected/incidents.html")]
struct IncidentsPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    code: String,
    windows: Vec<TaskRow>,
    rows: Vec<TaskRow>,
    /// What noting one more opens again; none where the procedure has no step for it.
    step: String,
    remark: String,
    here: String,
    back: String,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    read_page(exchange, "protected.incidents", page)
}

/// Notes one more incident, and leads to its step.
pub(super) fn note(exchange: &mut Exchange<'_, '_>) -> Answer {
    let form = IncidentForm {
        on: edit_read::date(&exchange.form, "on"),
        hour: exchange.form.get("hour").to_owned(),
    };
    let refused = record::<act::CaseFollow>(exchange, |ctx, allowed, fresh| {
        let own = &fresh.own;
        incident::note(ctx, allowed, (&own.case, &own.state), &own.edition, &form)
    })?;
    let known = together(exchange)?;
    if let Some(refusals) = refused {
        return page(exchange, &known, Some(&refusals));
    }
    let id = known.own.case.id;
    let path = match step_of(&known.own.edition) {
        Some(step) => step_path(id, &step.code),
        None => format!("{}/codes", case_path(id)),
    };
    exchange.done(&path, Flash::good("incident-said-noted"))
}

fn page(exchange: &mut Exchange<'_, '_>, known: &Together, refused: Option<&Refusals>) -> Answer {
    let own = &known.own;
    let mut frame = exchange.frame("incident-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let all = incidents(&own.case, &own.state);
    let who = || all.iter().map(|one| one.by);
    let staff = exchange.read(|tx| Staff::of(tx, centre(exchange), who()))?;
    let step = step_of(&own.edition);
    let path = step.map(|step| step_path(own.case.id, &step.code));
    let row = |one: &Incident| TaskRow {
        path: path.clone(),
        label: one.code.as_str().to_owned(),
        meta: told(f, known, one, staff.name(one.by)),
        tags: vec![if one.told_micros.is_some() || step.is_none() {
            Tag::new(Tone::Good, f.t("incident-told"))
        } else {
            Tag::new(Tone::Attention, f.t("incident-to-tell"))
        }],
        urgent: false,
    };
    let back = case_path(own.case.id);
    let page = IncidentsPage {
        f,
        form: &form,
        head: Head::of(exchange, f, own)?,
        code: code::of_person(&own.state).map_or_else(String::new, |code| code.as_str().to_owned()),
        windows: windows_of_case(f, own, now(exchange)),
        rows: all.iter().map(row).collect(),
        step: step.map_or_else(String::new, |step| step.label.clone()),
        remark: own.edition.procedure.remark.clone(),
        here: format!("{back}/codes"),
        back,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn told(f: &Frame, known: &Together, one: &Incident, by: &str) -> String {
    let on = one.on.map_or_else(
        || f.t("incident-on-unknown"),
        |on| f.t1("incident-on", "when", moment(f, on)),
    );
    let kind = one.kind.as_deref().map_or_else(
        || f.t("incident-type-unknown"),
        |kind| known.own.edition.choice_said(incident::TYPE_QUESTION, kind),
    );
    let reported = moment(f, time::civil(one.reported_micros));
    let reported = f.t1("incident-reported", "when", reported);
    format!(
        "{on} · {kind} · {reported} {}",
        f.t1("incident-by", "who", by)
    )
}
