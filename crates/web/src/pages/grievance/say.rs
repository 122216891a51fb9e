//! Saying a complaint, and asking for the answer: no account, no session, no cookie.
//!
//! The receipt is shown once and kept nowhere. A receipt that opens nothing gives one page, whatever the reason.

use std::collections::BTreeSet;

use akwaba_domain::casework::sealed::{self as files, File};
use akwaba_domain::casework::time::civil;
use akwaba_domain::centre::patience::wait_left;
use akwaba_domain::grievance::{
    self, About, Channel, Delays, GrievanceForm, Kept, Mailbox, Receipt, Reply, Stage, Whom,
    audience, open_to, read, said,
};
use akwaba_domain::policy;
use akwaba_domain::reception::Day;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_journal::holder::PublicKeys;
use akwaba_store::local::attempt;
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::published;
use akwaba_store::{Store, Writing};
use askama::Template;
use jiff::civil::Date;

use super::hold::procedure;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::{Form, Response, Status};
use crate::pages::here::centre;
use crate::pages::nameless::{device, frame};
use crate::pages::reception::ctx;
use crate::parts::{Choice, Fields};
use crate::problem::Problem;
use crate::show;
use crate::vault::{Deposit, To, deposit, told};

/// What a device may do here without waiting is counted anew after so long, in microseconds.
const PATIENCE_MICROS: i64 = 3_600 * 1_000_000;
/// What is counted: complaints said, answers asked for.
const COMPLAINTS: &str = "complaints";
const ANSWERS: &str = "answers to complaints";

#[derive(Template)]
#[template(path = "grievance/say.html")]
struct SayPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    channels: Vec<Choice>,
    abouts: Vec<Choice>,
    whoms: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "grievance/receipt.html")]
struct ReceiptPage<'a> {
    f: &'a Frame,
    receipt: String,
    /// Until when it is answered, where the manual says it.
    answered_by: Option<String>,
}

#[derive(Template)]
#[template(path = "grievance/follow.html")]
struct FollowPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    lines: Vec<Line>,
    /// The receipt, for who may say that they are not of the same opinion.
    appeal: Option<String>,
    /// Nobody but who answered could read what they say here.
    alone: bool,
}

struct Line {
    when: String,
    stage: String,
    words: String,
}

/// The open centre.
fn main(exchange: &Exchange<'_, '_>) -> Option<Store> {
    exchange.call.doors.store()
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let mut frame = frame(exchange, "grievance-say-title");
    let closed = Refusals::from(Refusal::whole("grievance-closed"));
    let refused = match main(exchange) {
        Some(_) => refused,
        // Shown at once: nobody writes a page for nothing.
        None => Some(&closed),
    };
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, Form::new()),
    };
    let codes = |all: Vec<&'static str>, family: &str| form.family(family, &all);
    let page = SayPage {
        f: &frame,
        channels: codes(
            Channel::ALL.iter().map(|one| one.code()).collect(),
            "grievance-channel-",
        ),
        abouts: codes(
            About::ALL.iter().map(|one| one.code()).collect(),
            "grievance-about-",
        ),
        whoms: codes(
            Whom::ALL.iter().map(|one| one.code()).collect(),
            "grievance-whom-",
        ),
        form: &form,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// Counts one more, unless it has to wait.
///
/// # Errors
/// `grievance-wait`, with the seconds to wait.
fn patiently(exchange: &Exchange<'_, '_>, main: &Store, what: &str) -> Result<(), Problem> {
    let (name, now) = (device(exchange, what), exchange.call.now);
    main.write(|tx| {
        let (failures, last) = attempt::find(tx, &name)?;
        let wait = wait_left(failures, last, now);
        if wait > 0 {
            let wait = Refusal::whole("grievance-wait").with("seconds", wait);
            return Err(Problem::from(Refusals::from(wait)));
        }
        if now.as_microsecond().abs_diff(last) > PATIENCE_MICROS.unsigned_abs() {
            attempt::forget(tx, &name)?;
        }
        Ok(attempt::failed(tx, &name, now.as_microsecond())?)
    })
}

/// Keeps it, sealed to those whom it is not about, and shows its receipt.
pub(super) fn write(exchange: &mut Exchange<'_, '_>) -> Answer {
    match kept(exchange) {
        Ok((receipt, about)) => {
            let f = &frame(exchange, "grievance-receipt-title");
            exchange.page(&ReceiptPage {
                f,
                receipt: receipt.shown(),
                answered_by: answered_by(exchange, about)?
                    .map(|day| show::day_in_full(f.lang, day)),
            })
        }
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// The last day of the answer, as the manual in use says it.
fn answered_by(exchange: &Exchange<'_, '_>, about: About) -> Result<Option<Date>, Problem> {
    let (Some(main), centre) = (main(exchange), centre(exchange)) else {
        return Ok(None);
    };
    let said = civil(exchange.call.now.as_microsecond());
    let known = main.read(|tx| procedure(tx, centre))?;
    let by = known.and_then(|(_, edition)| Delays::of(&edition).answered_by(about, said));
    Ok(by.map(|by| by.date()))
}

fn kept(exchange: &mut Exchange<'_, '_>) -> Result<(Receipt, About), Problem> {
    let main = main(exchange).ok_or_else(|| Refusals::from(Refusal::whole("grievance-closed")))?;
    let (centre, now) = (centre(exchange), exchange.call.now);
    let own = |name: &str| exchange.form.get(name).to_owned();
    let sent = GrievanceForm {
        channel: own("channel"),
        about: own("about"),
        whom: own("whom"),
        words: own("words"),
        contact: own("contact"),
    };
    let receipt = Receipt::fresh(exchange.call.chance);
    let keys = exchange.call.doors.stretch(receipt.digits())?;
    let public = keys.public().map_err(|_| Problem::NotSealed)?;
    let what = read(&sent, Day::of(now), &public)?;
    let found = main.read(|tx| {
        let mut found = audience(&account::all(tx, centre)?, centre, what.about, what.whom);
        let mut keyed = BTreeSet::new();
        for id in &found.held {
            if published::of(tx, centre, *id)?.is_some() {
                keyed.insert(*id);
            }
        }
        found.held = keyed;
        Ok::<_, Problem>(found)
    })?;
    if found.held.is_empty() {
        return Err(Refusals::from(Refusal::whole("grievance-nobody")).into());
    }
    patiently(exchange, &main, COMPLAINTS)?;
    let mut writing = Writing {
        now_micros: now.as_microsecond(),
        chance: &mut *exchange.call.chance,
    };
    let allowed = policy::allow_by_anybody(centre);
    let (id, reply, file) = {
        let mut ctx = ctx(now, &mut writing);
        (ctx.fresh(), ctx.fresh(), files::fresh(ctx.chance))
    };
    let begun = File {
        case: id,
        supervision: found.held.clone(),
        never: found.never,
        keys: found.held.clone(),
    };
    let mailbox = Mailbox::fresh(writing.chance);
    let mut drafts = said(&allowed, id, (&what, &mailbox));
    drafts.join(files::begin(&allowed, file, &begun)?);
    let deposited = Deposit {
        file,
        drafts,
        to: To::Accounts(found.held),
        told: Reply::received(&what, mailbox.address(id), now.as_microsecond())
            .told(&allowed, reply),
    };
    deposit(&main, centre, &deposited, &mut writing).map_err(|_| Problem::NotSealed)?;
    Ok((receipt, what.about))
}

/// Asks for the receipt.
pub(super) fn follow(exchange: &mut Exchange<'_, '_>) -> Answer {
    following(exchange, None, None)
}

/// Shows what the receipt opens.
pub(super) fn answers(exchange: &mut Exchange<'_, '_>) -> Answer {
    match opened(exchange) {
        Ok(found) => following(exchange, Some(&found), None),
        Err(Problem::Refused(refusals)) => following(exchange, None, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// What a receipt opens.
struct Found {
    receipt: Receipt,
    keys: PublicKeys,
    told: Vec<Reply>,
    appeals: u32,
}

fn opened(exchange: &mut Exchange<'_, '_>) -> Result<Found, Problem> {
    let main = main(exchange).ok_or_else(|| Refusals::from(Refusal::whole("grievance-closed")))?;
    let wrong = || Refusals::from(Refusal::at("receipt", "grievance-receipt-wrong"));
    // A slip of the hand is no guess.
    let receipt = Receipt::parse(exchange.form.get("receipt")).ok_or_else(wrong)?;
    patiently(exchange, &main, ANSWERS)?;
    let keys = exchange.call.doors.stretch(receipt.digits())?;
    let (found, appeals) = told(&main, &keys)?;
    if found.is_empty() {
        return Err(wrong().into());
    }
    let name = device(exchange, ANSWERS);
    main.write(|tx| attempt::forget(tx, &name))?;
    Ok(Found {
        receipt,
        keys: keys.public().map_err(|_| Problem::NotSealed)?,
        told: found,
        appeals,
    })
}

/// Keeps that whoever holds the receipt is not of the same opinion, sealed to those who hold the complaint now.
pub(super) fn appeal(exchange: &mut Exchange<'_, '_>) -> Answer {
    let found = match opened(exchange) {
        Ok(found) => found,
        Err(Problem::Refused(refusals)) => return following(exchange, None, Some(&refusals)),
        Err(problem) => return Err(problem),
    };
    match appealed(exchange, &found) {
        Ok(()) => answers(exchange),
        Err(Problem::Refused(refusals)) => following(exchange, Some(&found), Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn appealed(exchange: &mut Exchange<'_, '_>, found: &Found) -> Result<(), Problem> {
    let main = main(exchange).ok_or_else(|| Refusals::from(Refusal::whole("grievance-closed")))?;
    let (centre, now) = (centre(exchange), exchange.call.now);
    let late = || Refusals::from(Refusal::whole("grievance-appeal-wait"));
    let times = usize::try_from(found.appeals).unwrap_or(usize::MAX);
    let address = open_to(&found.told, times).ok_or_else(late)?;
    let mailbox = address.mailbox().ok_or(Problem::NotSealed)?;
    let allowed = policy::allow_by_anybody(centre);
    let last = found.told.iter().max_by_key(|one| one.micros);
    let last = last.ok_or(Problem::NotSealed)?;
    // After what it does not agree with, whatever the clock of whoever answered.
    let micros = now.as_microsecond().max(last.micros.saturating_add(1));
    let drafts = grievance::appeal(&allowed, address, exchange.form.get("words"), micros)?;
    let mut writing = Writing {
        now_micros: now.as_microsecond(),
        chance: &mut *exchange.call.chance,
    };
    let reply = ctx(now, &mut writing).fresh();
    let deposited = Deposit {
        file: grievance::file(&found.keys, Kept::Appeal, found.appeals),
        drafts,
        to: To::Mailbox(mailbox),
        told: last.appealed(micros).told(&allowed, reply),
    };
    deposit(&main, centre, &deposited, &mut writing).map_err(|_| Problem::NotSealed)
}

fn following(
    exchange: &mut Exchange<'_, '_>,
    found: Option<&Found>,
    refused: Option<&Refusals>,
) -> Answer {
    let mut frame = frame(exchange, "grievance-follow-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, Form::new()),
    };
    let f = &frame;
    let told = found.map_or(&[][..], |found| found.told.as_slice());
    let lines = told.iter().filter(|reply| !reply.silent);
    let lines = lines.map(|reply| Line {
        when: show::day_in_full(f.lang, civil(reply.micros).date()),
        stage: f.word("grievance-stage-", reply.stage.code()),
        words: reply
            .words
            .as_ref()
            .map_or_else(String::new, |words| words.as_str().to_owned()),
    });
    let may_appeal = found.filter(|found| {
        let times = usize::try_from(found.appeals).unwrap_or(usize::MAX);
        open_to(&found.told, times).is_some()
    });
    let page = FollowPage {
        f,
        form: &form,
        lines: lines.collect(),
        alone: told
            .iter()
            .rfind(|one| one.stage == Stage::Answered)
            .is_some_and(|one| one.alone),
        appeal: may_appeal.map(|found| found.receipt.shown()),
    };
    let html = page.render()?;
    let status = if refused.is_some() {
        Status::Unprocessable
    } else {
        Status::Ok
    };
    Ok(Response::html(status, html))
}
