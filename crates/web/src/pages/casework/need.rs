//! Needs first, programmes after: the page that tells them, and the lines that the page of the case
//! and its paper show.

use akwaba_domain::casework::need::{self, Need, NeedCode, NeedForm, NeedState, Origin};
use akwaba_domain::casework::programme::{
    self, Enrolment, Programme, ProgrammeForm, ProgrammeState,
};
use akwaba_domain::policy::act;
use akwaba_domain::referral::Obstacle;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::Day;
use askama::Template;

use super::shared::case_path;
use super::together::{Head, Together, read_page, record, said};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::registry::edit_read;
use crate::parts::{Choice, Fields, Tag, Tone};
use crate::problem::Problem;
use crate::show;

/// The page, within the case.
const HERE: &str = "besoins";

#[derive(Template)]
#[template(path = "casework/needs.html")]
struct NeedsPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    needs: Vec<Line>,
    programmes: Vec<Line>,
    codes: Vec<Choice>,
    origins: Vec<Choice>,
    states: Vec<Choice>,
    barriers: Vec<Choice>,
    known: Vec<Choice>,
    hows: Vec<Choice>,
}

/// A need or a programme, as lists show it.
pub(super) struct Line {
    pub(super) label: String,
    pub(super) meta: String,
    pub(super) tag: Tag,
}

/// A day in words.
pub(super) fn on(day: Day) -> String {
    show::civil(day.date())
}

/// Choices from a family of words.
pub(super) fn choices<'c>(
    f: &Frame,
    family: &str,
    codes: impl IntoIterator<Item = &'c str>,
) -> Vec<Choice> {
    let choice = |code: &str| Choice::new(code, f.word(family, code));
    codes.into_iter().map(choice).collect()
}

/// What came between, to choose from.
pub(super) fn barriers(f: &Frame) -> Vec<Choice> {
    let codes = Obstacle::ALL.iter().map(|one| one.code());
    choices(f, "referral-obstacle-", codes)
}

/// The needs, one line each: what is asked and what is found, where it stands, since when.
pub(super) fn needs(f: &Frame, needs: &[Need]) -> Vec<Line> {
    let line = |need: &Need| {
        let stands = need.state();
        let tone = match stands {
            NeedState::Open => Tone::Attention,
            NeedState::Partly => Tone::Info,
            NeedState::Met => Tone::Good,
            NeedState::Impossible => Tone::Danger,
        };
        let origins = [Origin::Asked, Origin::Found].into_iter();
        let mut meta: Vec<String> = origins
            .filter(|origin| need.is_of(*origin))
            .map(|origin| f.word("follow-origin-", origin.code()))
            .collect();
        meta.extend(need.since().map(|day| f.t1("follow-since", "day", on(day))));
        if let Some(last) = need.last() {
            if need.course.len() > 1 {
                meta.push(f.t1("follow-told-on", "day", on(last.on)));
            }
            meta.extend(
                last.barrier
                    .map(|barrier| f.word("referral-obstacle-", barrier.code())),
            );
            let words = last.words.as_ref().map(|words| words.as_str().to_owned());
            meta.extend(words.map(|words| format!("« {words} »")));
        }
        Line {
            label: f.word("follow-need-", need.code.code()),
            meta: meta.join(" · "),
            tag: Tag::new(tone, f.word("follow-need-state-", stands.code())),
        }
    };
    needs.iter().map(line).collect()
}

/// The programmes, one line each.
pub(super) fn programmes(f: &Frame, all: &[Enrolment]) -> Vec<Line> {
    let line = |one: &Enrolment| {
        let tone = match one.state {
            ProgrammeState::Proposed | ProgrammeState::Asked => Tone::Info,
            ProgrammeState::Receives => Tone::Good,
            ProgrammeState::Refused => Tone::Attention,
            ProgrammeState::Ended | ProgrammeState::Declined => Tone::Calm,
        };
        let mut meta = f.t1("follow-since", "day", on(one.on));
        if let Some(words) = one.words.as_ref() {
            meta = format!("{meta} · « {} »", words.as_str());
        }
        Line {
            label: f.word("follow-programme-", one.code.code()),
            meta,
            tag: Tag::new(tone, f.word("follow-programme-state-", one.state.code())),
        }
    };
    all.iter().map(line).collect()
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    read_page(exchange, "casework.needs", page)
}

/// Tells a need.
pub(super) fn tell(exchange: &mut Exchange<'_, '_>) -> Answer {
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = NeedForm {
        need: own("need"),
        origin: own("origin"),
        state: own("state"),
        barrier: own("barrier"),
        words: own("words"),
        on: edit_read::date(&exchange.form, "on"),
    };
    let refused = record::<act::CaseFollow>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        need::tell(ctx, allowed, about, &fresh.needs(), &form)
    })?;
    said(exchange, refused, (HERE, "follow-said-need"), page)
}

/// Tells a programme.
pub(super) fn enrol(exchange: &mut Exchange<'_, '_>) -> Answer {
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = ProgrammeForm {
        programme: own("programme"),
        how: own("how"),
        words: own("programme-words"),
        since: edit_read::date(&exchange.form, "since"),
    };
    let refused = record::<act::CaseFollow>(exchange, |ctx, allowed, fresh| {
        let about = (&fresh.own.case, &fresh.own.state);
        programme::enrol(ctx, allowed, about, &fresh.needs(), &form)
    })?;
    said(exchange, refused, (HERE, "follow-said-programme"), page)
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Together,
    refused: Option<&Refusals>,
) -> Result<crate::http::Response, Problem> {
    let mut frame = exchange.frame("follow-needs-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let back = case_path(known.own.case.id);
    let page = NeedsPage {
        f,
        form: &form,
        head: Head::of(exchange, f, &known.own)?,
        here: format!("{back}/besoins"),
        back,
        needs: needs(f, &known.needs()),
        programmes: programmes(f, &known.programmes()),
        codes: choices(
            f,
            "follow-need-",
            NeedCode::ALL.iter().map(|one| one.code()),
        ),
        origins: choices(
            f,
            "follow-origin-",
            Origin::ALL.iter().map(|one| one.code()),
        ),
        states: choices(
            f,
            "follow-need-state-",
            NeedState::ALL.iter().map(|one| one.code()),
        ),
        barriers: barriers(f),
        known: choices(
            f,
            "follow-programme-",
            Programme::ALL.iter().map(|one| one.code()),
        ),
        hows: choices(
            f,
            "follow-programme-state-",
            ProgrammeState::ALL.iter().map(|one| one.code()),
        ),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
