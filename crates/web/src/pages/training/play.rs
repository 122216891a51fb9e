//! The page of a play: where the case that does not exist stands, its deadlines and branches, the form of the step to do, the date
//! to move on; and, once an exercise is done, the way taken beside the way expected.

use akwaba_domain::casework::Edition;
use akwaba_domain::refusal::Refusals;
use akwaba_procedures::form::Answers;
use akwaba_procedures::form::view::of_group;
use akwaba_procedures::play::Script;
use akwaba_procedures::run::{Known, Open, StepState, Waits, Way, ways};
use akwaba_procedures::workbook::Step;
use askama::Template;

use super::acts::{COMPARE, kept, replayed};
use super::comparison::{Comparison, comparison};
use super::course::{Drawn, drawn, is_to_do, next_deadline};
use super::exercise::Stage;
use super::lesson::{heading, path};
use super::situation::situation;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::pages::casework::answers::{Piece, pieces, sent};
use crate::pages::casework::shared::{moment, visa_roles};
use crate::parts::{Choice, Field, Fields, Notice, Tone};

/// What a page of a play says beside the play.
pub(super) enum Said<'r> {
    Nothing,
    Invented,
    Refused(&'r Refusals),
}

#[derive(Template)]
#[template(path = "training/play.html")]
struct PlayPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    number: String,
    /// The title of the exercise, and what happens in it; or who the case that does not exist is about.
    situation: (String, String),
    now: String,
    notices: Vec<Notice>,
    steps: Vec<Drawn>,
    others: Vec<(String, String)>,
    current: Option<Current>,
    visa: Option<Visa>,
    depart: Option<Field>,
    refuse: Option<Field>,
    /// Where the date can go to at once: the next deadline.
    deadline: Option<(String, String)>,
    over: bool,
    exercise: bool,
    comparison: Option<Comparison>,
    here: String,
    back: String,
}

/// The step that is done now.
struct Current {
    code: String,
    label: String,
    role: String,
    advice: String,
    reminder: String,
    show: Vec<String>,
    pieces: Vec<Piece>,
    shown: String,
    choices: Option<Field>,
    visa: String,
    past_the_form: bool,
}

/// The approval that is awaited.
struct Visa {
    code: String,
    label: String,
    roles: String,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>, stage: &Stage) -> Answer {
    let script = kept(exchange, stage)?;
    page(exchange, stage, &script, None, Said::Nothing)
}

/// The page, with the answers to a step that are not kept yet.
pub(super) fn page(
    exchange: &mut Exchange<'_, '_>,
    stage: &Stage,
    script: &Script,
    answering: Option<(&Step, Answers)>,
    said: Said<'_>,
) -> Answer {
    let edition = &*stage.edition;
    let play = replayed(stage, script);
    let standing = play.standing();
    let wanted = exchange.form.get("etape").to_owned();
    let wanted = answering
        .as_ref()
        .map_or(wanted, |(step, _)| step.code.clone());
    let open: Vec<(&StepState<'_>, &Open)> = standing.open().collect();
    let chosen = open
        .iter()
        .find(|(state, _)| state.step.code == wanted)
        .or_else(|| open.iter().find(|(_, open)| is_to_do(open)))
        .or(open.first());
    let chosen = chosen.copied();
    let step = chosen.map(|(state, _)| state.step);
    let answers = match (answering, step) {
        (Some((_, answers)), _) => answers,
        (None, Some(step)) => play.beginning(step),
        (None, None) => play.answers().clone(),
    };
    let filled = edition.filled(&answers, play.now());
    let group = step.and_then(|step| of_group(&filled, step.group.as_deref()?));
    let mut values = group.as_ref().map_or_else(Form::new, sent);
    for name in ["decision", "motif", "refus"] {
        if let Some(value) = exchange.form.given(name) {
            values = values.with(name, value);
        }
    }
    let mut frame = exchange.frame("training-play-title");
    let refused = matches!(said, Said::Refused(_));
    let form = match said {
        Said::Refused(refusals) => Fields::refused(&mut frame, values, refusals),
        Said::Nothing | Said::Invented => Fields::new(&frame, values),
    };
    let f = &frame;
    let scope = filled.scope();
    let known = Known::at(&scope, &edition.procedure, &standing, play.now());
    let current = chosen.filter(|(_, open)| is_to_do(open)).map(|(state, _)| {
        let (pieces, shown) = group
            .as_ref()
            .map_or_else(Default::default, |group| pieces(f, &form, group));
        let step = state.step;
        Current {
            code: step.code.clone(),
            label: step.label.clone(),
            role: edition.role_label(&step.role).to_owned(),
            advice: step.advice.clone(),
            reminder: step.reminder.clone().unwrap_or_default(),
            show: step.show.clone(),
            pieces,
            shown: shown.join(" "),
            choices: choices(step, &ways(step, &known), &form),
            visa: step
                .visa
                .as_ref()
                .map_or_else(String::new, |visa| visa_roles(f, edition, visa)),
            past_the_form: refused && group.is_some(),
        }
    });
    let visa = chosen.and_then(|(state, open)| awaited(edition, state, open));
    let reason = |name: &str| form.text(name, "training-reason").needed().length_max(500);
    let compared = !exchange.form.get(COMPARE).is_empty();
    let page = PlayPage {
        f,
        form: &form,
        heading: heading(edition),
        number: format!("ENTR-{}", edition.procedure.code),
        situation: situation(f, stage, script),
        now: moment(f, play.now()),
        notices: notices(f, &said, chosen.map(|(_, open)| open)),
        steps: standing
            .steps
            .iter()
            .map(|state| drawn(f, edition, state, &known))
            .collect(),
        others: others(stage, &open, step),
        depart: current.as_ref().map(|_| reason("motif")),
        refuse: visa.as_ref().map(|_| reason("refus")),
        current,
        visa,
        deadline: next_deadline(f, &open, play.now()),
        over: standing.over.is_some(),
        exercise: stage.rank.is_some(),
        comparison: stage
            .exercise()
            .filter(|_| compared && !refused)
            .map(|exercise| {
                let expected: Vec<&str> = exercise.expected.iter().map(String::as_str).collect();
                comparison(f, edition, &play, &expected, &exercise.correction)
            }),
        here: stage.path(),
        back: path(edition),
    };
    if refused {
        exchange.again(&page)
    } else {
        exchange.page(&page)
    }
}

fn notices(f: &Frame, said: &Said<'_>, open: Option<&Open>) -> Vec<Notice> {
    let mut notices = Vec::new();
    if matches!(said, Said::Invented) {
        let text = f.t("training-invented-text");
        notices.push(Notice::new(Tone::Info, f.t("training-invented"), text));
    }
    if let Some(reason) = open.and_then(|open| open.returned.as_ref()) {
        let title = f.t("casework-returned");
        notices.push(Notice::new(Tone::Attention, title, reason.as_str()));
    }
    notices
}

/// The decisions among which the player chooses.
fn choices(step: &Step, way: &Way<'_>, form: &Fields) -> Option<Field> {
    let Way::Choose(offered) = way else {
        return None;
    };
    let places = step.decisions.iter().enumerate();
    let choices = places
        .filter(|(_, decision)| offered.contains(decision))
        .map(|(place, decision)| Choice::new(place.to_string(), &decision.label));
    let field = form.radios("decision", "casework-decision", choices.collect());
    Some(field.needed())
}

fn awaited(edition: &Edition, state: &StepState<'_>, open: &Open) -> Option<Visa> {
    let Waits::Visa { missing, .. } = &open.waits else {
        return None;
    };
    let (_, roles) = missing.first()?;
    let roles = roles.iter().map(|role| edition.role_label(role));
    Some(Visa {
        code: state.step.code.clone(),
        label: state.step.label.clone(),
        roles: roles.collect::<Vec<_>>().join(", "),
    })
}

/// The other steps that are open, each with its address.
fn others(
    stage: &Stage,
    open: &[(&StepState<'_>, &Open)],
    here: Option<&Step>,
) -> Vec<(String, String)> {
    let others = open
        .iter()
        .filter(|(state, _)| here.is_none_or(|here| here.code != state.step.code));
    others
        .map(|(state, _)| {
            let path = format!("{}?etape={}#etape", stage.path(), state.step.code);
            (path, state.step.label.clone())
        })
        .collect()
}
