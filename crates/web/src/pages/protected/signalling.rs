//! *Signaler ?*: what the texts say, who decides, and what was decided. Nothing is sent from here.

use akwaba_domain::casework::signalling::{
    self, Choice as Chosen, Concerned, Danger, DecideForm, Decider, Wish, answered, decisions,
    step_of,
};
use akwaba_domain::casework::time;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_store::projections::casework::{current, edition};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::agenda_rows::step_path;
use crate::pages::casework::shared::{case_path, moment};
use crate::pages::casework::together::{Head, Together, read_page, record, said};
use crate::pages::here::centre;
use crate::pages::reception::Staff;
use crate::pages::registry::edit_read;
use crate::parts::{Choice, Fields, Notice, Tone};
use crate::problem::Problem;
use crate::show as shown;

/// The procedure of the manual by which somebody is alerted.
const PROCEDURE: &str = "P15";

#[derive(Template)]
#[template(path = "protected/signalling.html")]
struct SignallingPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    law: Vec<String>,
    note: Notice,
    /// The step of the procedure that asks it: where it is, and its words.
    own: Option<(String, String)>,
    past: Vec<(String, String, String)>,
    concerned: Vec<Choice>,
    dangers: Vec<Choice>,
    wishes: Vec<Choice>,
    choices: Vec<Choice>,
    begin: Option<String>,
    here: String,
    back: String,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    read_page(exchange, "protected.signalling", page)
}

/// Writes a decision.
pub(super) fn decide(exchange: &mut Exchange<'_, '_>) -> Answer {
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = DecideForm {
        concerned: own("concerned"),
        danger: own("danger"),
        wish: own("wish"),
        choice: own("choice"),
        with: own("with"),
        reason: own("reason"),
        again: edit_read::date(&exchange.form, "again"),
    };
    let refused = record::<act::CaseFollow>(exchange, |ctx, allowed, fresh| {
        let own = &fresh.own;
        let about = (&own.case, &own.state);
        signalling::decide(ctx, allowed, about, &own.edition, &form)
    })?;
    said(exchange, refused, ("question", "signalling-said"), page)
}

/// What the manual says of the law: by this procedure, and by the one that alerts. Nothing of it is ours.
fn law(exchange: &Exchange<'_, '_>, known: &Together) -> Result<(Vec<String>, bool), Problem> {
    let centre = centre(exchange);
    let own = &known.own.edition.procedure;
    let mut law = own.legal_basis.clone();
    law.extend(own.steps.iter().filter_map(|step| step.reminder.clone()));
    let alert = exchange.read(|tx| {
        let named = current(tx, centre)?.into_iter();
        let named = named
            .map(|one| one.named)
            .find(|named| named.code == PROCEDURE);
        match named {
            Some(named) => Ok::<_, Problem>(edition(tx, centre, &named)?),
            None => Ok(None),
        }
    })?;
    if let Some(alert) = &alert {
        let steps = alert.procedure.steps.iter();
        law.extend(steps.filter_map(|step| step.reminder.clone()));
        let asked = step_of(alert).and_then(|step| alert.group(step));
        let prefix = asked.map(|group| format!("{group}/"));
        let notes = alert.form.questions().filter(|one| {
            let inside = prefix
                .as_ref()
                .is_some_and(|prefix| one.path.starts_with(prefix));
            inside && one.name.starts_with("loi_")
        });
        law.extend(notes.map(|note| note.label.get(&alert.form.default_language).to_owned()));
    }
    let mut seen: Vec<String> = Vec::new();
    law.retain(|text| {
        let new = !text.is_empty() && !seen.contains(text);
        seen.push(text.clone());
        new
    });
    Ok((law, alert.is_some()))
}

fn page(exchange: &mut Exchange<'_, '_>, known: &Together, refused: Option<&Refusals>) -> Answer {
    let own = &known.own;
    let (law, alerts) = law(exchange, known)?;
    let mut frame = exchange.frame("signalling-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let back = case_path(own.case.id);
    let step = step_of(&own.edition);
    let page = SignallingPage {
        f,
        head: Head::of(exchange, f, own)?,
        law,
        note: Notice::new(Tone::Info, f.t("signalling-law-note"), ""),
        own: step.map(|step| (step_path(own.case.id, &step.code), step.label.clone())),
        past: past(exchange, f, known)?,
        concerned: form.family(
            "signalling-concerned-",
            &Concerned::ALL
                .iter()
                .map(|one| one.code())
                .collect::<Vec<_>>(),
        ),
        dangers: form.family(
            "signalling-danger-",
            &Danger::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(),
        ),
        wishes: form.family(
            "signalling-wish-",
            &Wish::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(),
        ),
        choices: form.family(
            "signalling-choice-",
            &Chosen::ALL.iter().map(|one| one.code()).collect::<Vec<_>>(),
        ),
        begin: (alerts && own.case.procedure.code != PROCEDURE)
            .then(|| format!("/espace/nouveau?procedure={PROCEDURE}")),
        form: &form,
        here: format!("{back}/question"),
        back,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// What was decided, the newest first: when and by whom, what, and why.
fn past(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    known: &Together,
) -> Result<Vec<(String, String, String)>, Problem> {
    let own = &known.own;
    let here = decisions(&own.state);
    let there = answered(&own.case, &own.edition);
    let who = || {
        let written = here.iter().map(|one| one.by);
        written.chain(there.iter().map(|(who, ..)| *who))
    };
    let staff = exchange.read(|tx| Staff::of(tx, centre(exchange), who()))?;
    let written = |at: i64, who| {
        let args = [
            ("when", moment(f, time::civil(at)).into()),
            ("who", staff.name(who).into()),
        ];
        f.tn("signalling-written", args)
    };
    let mut all: Vec<(i64, (String, String, String))> = Vec::new();
    for (who, at, said, why) in &there {
        all.push((*at, (written(*at, *who), said.clone(), (*why).to_owned())));
    }
    for one in &here {
        let wish = f.word("signalling-wish-", one.wish.code());
        let mut parts = vec![f.word("signalling-choice-", one.choice.code())];
        parts.push(match (one.decider(), &one.with) {
            (Decider::Two, Some(with)) => f.t1("signalling-by-two", "who", with.as_str()),
            _ => f.t("signalling-by-herself"),
        });
        parts.push(f.t1("signalling-wish-was", "wish", wish));
        let again = one.again.map(|day| shown::civil(day.date()));
        parts.extend(again.map(|day| f.t1("signalling-again-on", "when", day)));
        let line = (
            written(one.at_micros, one.by),
            parts.join(" · "),
            one.reason.as_str().to_owned(),
        );
        all.push((one.at_micros, line));
    }
    all.sort_by_key(|(at, _)| core::cmp::Reverse(*at));
    Ok(all.into_iter().map(|(_, line)| line).collect())
}
