//! The page of a service that holds a link: what is asked, and its answer, without account, session or cookie.
//!
//! Never: consumed by being visited, as programs that preview links do: what is asked shows after a button, and only an
//! answer ends the link. A link that does not serve, whatever the reason, gives one page, the same to the byte.

#[cfg(test)]
mod tests;

use akwaba_domain::casework::time::civil;
use akwaba_domain::centre::patience::wait_left;
use akwaba_domain::policy;
use akwaba_domain::referral::link::{self, ANSWERS, Secret, Serving};
use akwaba_domain::referral::{AnswerForm, Obstacle, State};
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::ScopeId;
use akwaba_store::local::{attempt, referral_link};
use akwaba_store::{Tx, append};
use askama::Template;
use jiff::Timestamp;

use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::{Form, Response, Status};
use crate::pages::here::here;
use crate::pages::nameless::{device, frame};
use crate::pages::reception::ctx;
use crate::pages::referral::linked::{Found, consents, find};
use crate::pages::registry::edit_read;
use crate::parts::{Choice, Fields};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The addresses of whoever holds a link.
pub const ROUTES: &[Route] = &[
    Route::get("partner.cover", "/reponse/{jeton}", cover),
    Route::post("partner.answer", "/reponse/{jeton}", send),
];

/// What a button of these pages sends to read what is asked.
const READ: &str = "lire";

#[derive(Template)]
#[template(path = "partner/cover.html")]
struct CoverPage<'a> {
    f: &'a Frame,
    code: String,
    until: String,
}

#[derive(Template)]
#[template(path = "partner/read.html")]
struct ReadPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    code: String,
    wanted: String,
    reason: String,
    shared: Vec<(String, String)>,
    accompanied: bool,
    answers: Vec<Choice>,
    obstacles: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "partner/said.html")]
struct SaidPage<'a> {
    f: &'a Frame,
    text: &'static str,
    next: &'static str,
}

fn said(
    exchange: &Exchange<'_, '_>,
    status: Status,
    [title, text, next]: [&'static str; 3],
) -> Answer {
    let f = &frame(exchange, title);
    let page = SaidPage { f, text, next };
    Ok(Response::html(status, page.render()?))
}

/// Wrong, expired, withdrawn, used, recalled or guessed at too often: nothing tells which.
fn refused(exchange: &Exchange<'_, '_>) -> Answer {
    let words = [
        "partner-refused-title",
        "partner-refused-text",
        "partner-refused-next",
    ];
    said(exchange, Status::Forbidden, words)
}

/// The centre is closed to everybody until somebody opens it.
fn closed(exchange: &Exchange<'_, '_>) -> Answer {
    let words = [
        "partner-closed-title",
        "partner-closed-text",
        "partner-closed-next",
    ];
    said(exchange, Status::Unavailable, words)
}

/// The secret of the address, when a link here was ever made with it. Guesses are slowed down; a link
/// that serves no more is no guess.
fn known(exchange: &mut Exchange<'_, '_>) -> Result<Option<Secret>, Problem> {
    let (scope, now) = (here(exchange), exchange.call.now);
    let name = device(exchange, "links");
    let (failures, last) = exchange.read(|tx| Ok(attempt::find(tx, &name)?))?;
    if wait_left(failures, last, now) > 0 {
        return Ok(None);
    }
    let secret = Secret::parse(exchange.param("jeton"));
    let made = exchange.read(|tx| match &secret {
        Some(secret) => Ok(referral_link::find(tx, scope, &secret.fingerprint())?),
        None => Ok(None),
    })?;
    if made.is_none() {
        exchange.write(|tx, writing| Ok(attempt::failed(tx, &name, writing.now_micros)?))?;
        return Ok(None);
    }
    Ok(secret)
}

/// What a link leads to, when it serves now.
fn served<T>(
    tx: &mut dyn Tx,
    (scope, now): (ScopeId, Timestamp),
    secret: &Secret,
    show: impl FnOnce(&mut dyn Tx, &Found, &Serving<'_>) -> Result<T, Problem>,
) -> Result<Option<T>, Problem> {
    let Some(kept) = referral_link::find(tx, scope, &secret.fingerprint())? else {
        return Ok(None);
    };
    let Some(found) = find(tx, scope, kept.referral)? else {
        return Ok(None);
    };
    let consents = consents(tx, scope, &found.referral)?;
    match link::serving(&kept, &found.referral, &consents, now) {
        Some(serving) => Ok(Some(show(tx, &found, &serving)?)),
        None => Ok(None),
    }
}

/// Who asks, and until when; nothing of what is asked.
fn cover(exchange: &mut Exchange<'_, '_>) -> Answer {
    if exchange.call.doors.store().is_none() {
        return closed(exchange);
    }
    let Some(secret) = known(exchange)? else {
        return refused(exchange);
    };
    let at = (here(exchange), exchange.call.now);
    let shown = exchange.write(|tx, _| {
        let shown = served(tx, at, &secret, |tx, found, _| {
            let kept = referral_link::find(tx, at.0, &secret.fingerprint())?;
            let until = kept.map_or(0, |kept| kept.until_micros);
            Ok((found.referral.code(), until))
        })?;
        if shown.is_some() {
            referral_link::visited(tx, &secret.fingerprint())?;
        }
        Ok(shown)
    })?;
    let Some((code, until)) = shown else {
        return refused(exchange);
    };
    let f = &frame(exchange, "partner-cover-title");
    let until = show::day_in_full(f.lang, civil(until).date());
    exchange.page(&CoverPage { f, code, until })
}

/// Reads what is asked, or answers it.
fn send(exchange: &mut Exchange<'_, '_>) -> Answer {
    if exchange.call.doors.store().is_none() {
        return closed(exchange);
    }
    let Some(secret) = known(exchange)? else {
        return refused(exchange);
    };
    if exchange.form.get("geste") == READ {
        read(exchange, &secret)
    } else {
        answer(exchange, &secret)
    }
}

fn read(exchange: &mut Exchange<'_, '_>, secret: &Secret) -> Answer {
    let at = (here(exchange), exchange.call.now);
    let asked = exchange.write(|tx, writing| {
        served(tx, at, secret, |tx, found, serving| {
            let allowed = policy::allow_by_link(serving);
            let about = (&found.referral, &found.state);
            let drafts = link::open(&ctx(at.1, writing), &allowed, about);
            append(tx, writing, drafts)?;
            referral_link::opened(tx, &secret.fingerprint())?;
            Ok(Asked::of(serving))
        })
    })?;
    match asked {
        Some(asked) => page(exchange, asked, None),
        None => refused(exchange),
    }
}

fn answer(exchange: &mut Exchange<'_, '_>, secret: &Secret) -> Answer {
    let at = (here(exchange), exchange.call.now);
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = AnswerForm {
        answer: own("answer"),
        via: String::new(),
        on: edit_read::date(&exchange.form, "on"),
        obstacle: own("obstacle"),
        words: own("words"),
    };
    let name = device(exchange, "links");
    let said_so = exchange.write(|tx, writing| {
        served(tx, at, secret, |tx, found, serving| {
            let allowed = policy::allow_by_link(serving);
            let about = (&found.referral, &found.state);
            let drafts = match link::answer(&ctx(at.1, writing), &allowed, about, &form) {
                Ok(drafts) => drafts,
                Err(refusals) => return Ok(Err((Asked::of(serving), refusals))),
            };
            append(tx, writing, drafts)?;
            // Answered once: another answer is another link.
            referral_link::end_all(tx, at.0, found.referral.id)?;
            attempt::forget(tx, &name)?;
            Ok(Ok(()))
        })
    })?;
    match said_so {
        None => refused(exchange),
        Some(Err((asked, refusals))) => page(exchange, asked, Some(&refusals)),
        Some(Ok(())) => {
            let words = [
                "partner-done-title",
                "partner-done-text",
                "partner-done-next",
            ];
            said(exchange, Status::Ok, words)
        }
    }
}

/// What the page shows, as the link lets it.
struct Asked {
    code: String,
    wanted: String,
    reason: String,
    shared: Vec<(&'static str, String)>,
    accompanied: bool,
}

impl Asked {
    fn of(serving: &Serving<'_>) -> Self {
        let shown = serving.shown();
        let shared = shown.shared.iter();
        Self {
            code: serving.referral().code(),
            wanted: shown.wanted.as_str().to_owned(),
            reason: shown.reason.map_or("", |reason| reason.as_str()).to_owned(),
            shared: shared
                .map(|one| (one.info.code(), one.words.as_str().to_owned()))
                .collect(),
            accompanied: shown.accompanied,
        }
    }
}

fn page(exchange: &mut Exchange<'_, '_>, asked: Asked, refused: Option<&Refusals>) -> Answer {
    let mut frame = frame(exchange, "partner-read-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, Form::new()),
    };
    let f = &frame;
    let answers = ANSWERS.map(State::code);
    let obstacles: Vec<&str> = Obstacle::ALL.iter().map(|one| one.code()).collect();
    let shared = asked.shared.into_iter();
    let page = ReadPage {
        f,
        code: asked.code,
        wanted: asked.wanted,
        reason: asked.reason,
        shared: shared
            .map(|(code, words)| (f.word("referral-info-", code), words))
            .collect(),
        accompanied: asked.accompanied,
        answers: form.family("partner-answer-", &answers),
        obstacles: form.family("referral-obstacle-", &obstacles),
        form: &form,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
