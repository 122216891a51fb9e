//! The plan of a person: its goals followed one by one, and the sheet that they sign or mark, in
//! plain words.

use akwaba_domain::casework::plan::{self, Agreement, GoalForm, GoalState, Plan};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Room, act};
use akwaba_domain::refusal::Refusals;
use askama::Template;

use super::need::{Line, choices, on};
use super::shared::{Known, case_path, seeing};
use super::together::{Head, Together, read_page, record, said, together};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::registry::{common, edit_read};
use crate::parts::{Choice, Empty, Fields, Paper, Signature, Tag, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/plan.html")]
struct PlanPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    empty: Option<Empty>,
    here: String,
    back: String,
    goals: Vec<Line>,
    actions: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    agreement: Option<Tag>,
    open: Vec<Choice>,
    states: Vec<Choice>,
}

/// The goals, one line each.
pub(super) fn goals(f: &Frame, plan: &Plan) -> Vec<Line> {
    let goals = plan.goals.iter().map(|goal| {
        let (tone, code) = match goal.state {
            GoalState::GoesOn => (Tone::Info, goal.state.code()),
            GoalState::Reached => (Tone::Good, goal.state.code()),
            GoalState::Dropped => (Tone::Calm, goal.state.code()),
        };
        let mut meta: Vec<String> = Vec::new();
        meta.extend(goal.by.map(|day| f.t1("follow-goal-by", "day", on(day))));
        if let Some((day, words)) = goal.told.as_ref() {
            meta.push(f.t1("follow-told-on", "day", on(*day)));
            let words = words.as_ref().map(|words| words.as_str());
            meta.extend(words.map(|words| format!("« {words} »")));
        }
        Line {
            label: goal.words.as_str().to_owned(),
            meta: meta.join(" · "),
            tag: Tag::new(tone, f.word("follow-goal-state-", code)),
        }
    });
    goals.collect()
}

/// Who does what by when: what, and the rest.
pub(super) fn actions(f: &Frame, plan: &Plan) -> Vec<(String, String)> {
    let actions = plan.actions.iter().map(|action| {
        let who = match action.who.as_str() {
            known @ ("personne" | "agent" | "famille" | "service" | "centre") => {
                f.word("follow-who-", known)
            }
            other => other.to_owned(),
        };
        let by = action.by.map(|day| f.t1("follow-goal-by", "day", on(day)));
        let proof = action
            .proof
            .as_ref()
            .map(|proof| f.t1("follow-proof", "what", proof.as_str()));
        let rest: Vec<String> = [Some(who), by, proof].into_iter().flatten().collect();
        (action.what.as_str().to_owned(), rest.join(" · "))
    });
    actions.collect()
}

/// Whether the person agreed, in a word with its shape.
pub(super) fn agreement(f: &Frame, agreement: Agreement) -> Tag {
    let tone = match agreement {
        Agreement::NotYet | Agreement::Changes => Tone::Attention,
        Agreement::Refused => Tone::Calm,
        _ => Tone::Good,
    };
    Tag::new(tone, f.word("follow-agreement-", agreement.code()))
}

fn facts(f: &Frame, plan: &Plan) -> Vec<(String, String)> {
    let words = |words: &Option<akwaba_domain::casework::Why>| {
        words.as_ref().map(|words| words.as_str().to_owned())
    };
    [
        ("follow-plan-written", Some(on(plan.written))),
        ("follow-plan-point", plan.point.map(on)),
        ("follow-plan-urgent", words(&plan.urgent)),
        ("follow-plan-witness", words(&plan.witness)),
    ]
    .into_iter()
    .filter_map(|(key, said)| Some((f.t(key), said?)))
    .collect()
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    read_page(exchange, "casework.plan", page)
}

/// Tells where a goal stands.
pub(super) fn follow(exchange: &mut Exchange<'_, '_>) -> Answer {
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = GoalForm {
        goal: own("goal"),
        state: own("state"),
        words: own("words"),
        on: edit_read::date(&exchange.form, "on"),
    };
    let refused = record::<act::CaseFollow>(exchange, |ctx, allowed, fresh| {
        // The plan of another case is followed there: what is told of it stays beside it.
        let holder = fresh.plan().map_or(&fresh.own, |(holder, _)| holder);
        plan::follow(ctx, allowed, (&holder.case, &holder.state), &form)
    })?;
    said(exchange, refused, ("plan", "follow-said-goal"), page)
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Together,
    refused: Option<&Refusals>,
) -> Result<crate::http::Response, Problem> {
    let mut frame = exchange.frame("follow-plan-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let back = case_path(known.own.case.id);
    let plan = known.plan().map(|(_, plan)| plan);
    let page = PlanPage {
        f,
        form: &form,
        head: Head::of(exchange, f, &known.own)?,
        empty: plan.is_none().then(|| {
            Empty::new(f, "follow-plan-none", "follow-plan-none-text")
                .manual("/manuel/P06", f.t("follow-plan-manual"))
        }),
        here: format!("{back}/plan"),
        back,
        goals: plan.as_ref().map_or_else(Vec::new, |plan| goals(f, plan)),
        actions: plan.as_ref().map_or_else(Vec::new, |plan| actions(f, plan)),
        facts: plan.as_ref().map_or_else(Vec::new, |plan| facts(f, plan)),
        agreement: plan.as_ref().map(|plan| agreement(f, plan.agreement)),
        open: plan.as_ref().map_or_else(Vec::new, |plan| {
            let goals = plan.goals.iter();
            goals
                .map(|goal| Choice::new(goal.key(), goal.words.as_str()))
                .collect()
        }),
        states: choices(
            f,
            "follow-goal-state-",
            GoalState::ALL.iter().map(|one| one.code()),
        ),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

#[derive(Template)]
#[template(path = "casework/plan_sheet.html")]
struct SheetPage<'a> {
    f: &'a Frame,
    paper: Paper,
    back: String,
    name: String,
    goals: Vec<Line>,
    actions: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    agreed: String,
    signature: Signature,
}

/// Whose it is, on a paper that may leave: out of a sealed file, a code.
fn on_paper(exchange: &Exchange<'_, '_>, known: &Known, name: String) -> String {
    if exchange.room == Room::Open {
        return name;
    }
    let code = akwaba_domain::casework::code::of_person(&known.state);
    code.map_or_else(String::new, |code| code.as_str().to_owned())
}

/// The plan on paper.
pub(super) fn sheet(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = together(exchange)?;
    let allowed = seeing(exchange, known.own.case.id)?;
    let (holder, plan): (&Known, Plan) = known.plan().ok_or(Problem::NotFound)?;
    common::note(exchange, &allowed, Event::Printed, "casework.plan-sheet")?;
    let frame = exchange.frame("follow-plan-sheet-title");
    let f = &frame;
    let head = Head::of(exchange, f, holder)?;
    let page = SheetPage {
        f,
        paper: Paper::new(f).number(head.number),
        back: format!("{}/plan", case_path(known.own.case.id)),
        name: on_paper(exchange, holder, head.name),
        goals: goals(f, &plan),
        actions: actions(f, &plan),
        facts: facts(f, &plan),
        agreed: f.word("follow-agreement-", plan.agreement.code()),
        signature: Signature::new(f)
            .officer(f.t("follow-sign-worker"))
            .person(f.t("follow-sign-person")),
    };
    exchange.page(&page)
}
