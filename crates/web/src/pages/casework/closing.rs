//! Closing a case with its criterion, the result of each need and goal and the last word of the
//! person; taking it up again; and what protects somebody at high risk whom no case follows.

use akwaba_domain::casework::closing::{self, ClosingForm, Criterion, Presence, Remaining};
use akwaba_domain::casework::need::{NeedCode, NeedState};
use akwaba_domain::casework::plan::GoalState;
use akwaba_domain::casework::{severity, step};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use askama::Template;

use super::need::{barriers, choices};
use super::shared::{case_path, hands, moment, now};
use super::together::{Head, Together, plan_of, record, together};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::parts::{Choice, Field, Fields, Notice, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/closing.html")]
struct ClosingPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    notices: Vec<Notice>,
    /// That somebody closed it meanwhile: what was typed can be kept as a note.
    kept: Option<String>,
    grave: bool,
    criteria: Vec<Choice>,
    presences: Vec<Choice>,
    results: Vec<Field>,
    last_word: Field,
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = together(exchange)?;
    page(exchange, &known, None)
}

/// Closes the case.
pub(super) fn close(exchange: &mut Exchange<'_, '_>) -> Answer {
    let hands = hands(exchange)?;
    let sent = exchange.form.clone();
    let own = |name: &str| sent.get(name).to_owned();
    let need = |code: &NeedCode| {
        let typed = |field: &str| own(&format!("{field}-{}", code.code()));
        (*code, typed("besoin"), typed("obstacle"))
    };
    let mut form = ClosingForm {
        criterion: own("criterion"),
        presence: own("presence"),
        reason: own("reason"),
        last_word: own("last-word"),
        protects: own("protects"),
        needs: NeedCode::ALL.iter().map(need).collect(),
        goals: Vec::new(),
    };
    let refused = record::<act::CaseClose>(exchange, |ctx, allowed, fresh| {
        let plan = plan_of(&fresh.own);
        let goals = plan.iter().flat_map(|plan| &plan.goals);
        form.goals = goals
            .map(|goal| (goal.key(), own(&format!("objectif-{}", goal.key()))))
            .collect();
        let about = (&fresh.own.case, &fresh.own.state);
        let remaining = Remaining {
            needs: &fresh.needs(),
            plan: plan.as_ref(),
        };
        let edition = &fresh.own.edition;
        closing::close(ctx, allowed, &hands, about, edition, remaining, &form)
    })?;
    let known = together(exchange)?;
    match refused {
        None => exchange.done(
            &case_path(known.own.case.id),
            Flash::good("casework-said-closed"),
        ),
        Some(refusals) => page(exchange, &known, Some(&refusals)),
    }
}

/// Where each open need and goal stands at the end.
fn results(f: &Frame, form: &Fields, known: &Together) -> Vec<Field> {
    let states = choices(
        f,
        "follow-need-state-",
        NeedState::ALL.iter().map(|one| one.code()),
    );
    let ends = choices(
        f,
        "follow-goal-state-",
        GoalState::ALL.iter().map(|one| one.code()),
    );
    let mut fields = Vec::new();
    for need in known.needs() {
        if !need.state().is_open() {
            continue;
        }
        let code = need.code.code();
        let label = f.word("follow-need-", code);
        fields.push(
            form.radios(&format!("besoin-{code}"), "follow-result", states.clone())
                .label(f.t1("follow-result-need", "what", label))
                .needed(),
        );
        fields.push(
            form.select(
                &format!("obstacle-{code}"),
                "referral-obstacle",
                barriers(f),
            )
            .hint(f.t("follow-barrier-hint")),
        );
    }
    let plan = plan_of(&known.own);
    for goal in plan.iter().flat_map(|plan| plan.open_goals()) {
        let name = format!("objectif-{}", goal.key());
        fields.push(
            form.radios(&name, "follow-result", ends.clone())
                .label(f.t1("follow-result-goal", "what", goal.words.as_str()))
                .needed(),
        );
    }
    fields
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Together,
    refused: Option<&Refusals>,
) -> Result<crate::http::Response, Problem> {
    let mut frame = exchange.frame("casework-close-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let back = case_path(known.own.case.id);
    let standing = step::standing(&known.own.case, &known.own.edition, now(exchange));
    let grave = known.own.case.risk() == severity::HIGH;
    let mut notices = Vec::new();
    let mut kept = None;
    if let Some(over) = standing.over.as_ref() {
        let title = f.t1("casework-over-at", "when", moment(f, over.at));
        let words = ["reason", "last-word", "protects"];
        let words = words.map(|name| exchange.form.get(name).trim().to_owned());
        let words: Vec<String> = words.into_iter().filter(|said| !said.is_empty()).collect();
        kept = Some(words.join("\n"));
        notices.push(Notice::new(
            Tone::Attention,
            title,
            f.t("follow-closed-first"),
        ));
    } else if grave {
        let text = f.t("follow-closing-grave");
        notices.push(Notice::new(Tone::Danger, f.t("casework-risk-3"), text));
    }
    // What the step of the manual already asked is not asked again.
    let already = known.answered("dernier_mot").unwrap_or_default();
    let mut last_word = form
        .area("last-word", "follow-last-word", 3)
        .hint(f.t("follow-last-word-hint"))
        .length_max(2000);
    if refused.is_none() && !already.is_empty() {
        last_word = last_word.value(already);
    }
    let page = ClosingPage {
        f,
        form: &form,
        head: Head::of(exchange, f, &known.own)?,
        here: format!("{back}/cloturer"),
        back,
        notices,
        kept,
        grave,
        criteria: choices(
            f,
            "follow-criterion-",
            Criterion::ALL.iter().map(|one| one.code()),
        ),
        presences: choices(
            f,
            "follow-presence-",
            Presence::ALL.iter().map(|one| one.code()),
        ),
        results: results(f, &form, known),
        last_word,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

#[derive(Template)]
#[template(path = "casework/reopen.html")]
struct ReopenPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    steps: Vec<Choice>,
    protect: bool,
}

/// The form that takes a case up again.
pub(super) fn reopen_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = together(exchange)?;
    reopen_page(exchange, &known, None)
}

/// Takes a case up again.
pub(super) fn reopen(exchange: &mut Exchange<'_, '_>) -> Answer {
    let step = exchange.form.get("step").to_owned();
    let reason = exchange.form.get("reason").to_owned();
    let refused = record::<act::CaseReopen>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        closing::reopen(ctx, allowed, about, &fresh.own.edition, (&step, &reason))
    })?;
    ended(exchange, refused, "follow-said-reopened")
}

/// Tells what protects the person.
pub(super) fn protect(exchange: &mut Exchange<'_, '_>) -> Answer {
    let hands = hands(exchange)?;
    let words = exchange.form.get("protects").to_owned();
    let refused = record::<act::CaseClose>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        closing::protect(ctx, allowed, &hands, about, &words)
    })?;
    ended(exchange, refused, "follow-said-protected")
}

fn ended(exchange: &mut Exchange<'_, '_>, refused: Option<Refusals>, key: &'static str) -> Answer {
    let known = together(exchange)?;
    match refused {
        None => exchange.done(&case_path(known.own.case.id), Flash::good(key)),
        Some(refusals) => reopen_page(exchange, &known, Some(&refusals)),
    }
}

fn reopen_page(
    exchange: &mut Exchange<'_, '_>,
    known: &Together,
    refused: Option<&Refusals>,
) -> Result<crate::http::Response, Problem> {
    let direct = hands(exchange)?.direct();
    let mut frame = exchange.frame("follow-reopen-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let back = case_path(known.own.case.id);
    let steps = known.own.edition.procedure.steps.iter();
    let page = ReopenPage {
        f,
        form: &form,
        head: Head::of(exchange, f, &known.own)?,
        here: back.clone(),
        back,
        steps: steps
            .map(|step| Choice::new(&step.code, &step.label))
            .collect(),
        protect: direct && known.own.case.risk() == severity::HIGH,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
