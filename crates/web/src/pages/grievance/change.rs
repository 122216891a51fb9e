//! What is done with a complaint by who holds it: answered, handed on, kept from whom it is about.

use std::collections::BTreeSet;

use akwaba_domain::casework::{step, time};
use akwaba_domain::grievance::examine::decided;
use akwaba_domain::grievance::{self, Anew, AnswerForm, Colleagues, Mailbox, Stage};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::append;
use akwaba_store::projections::casework::edition;

use super::hold::{LIST, Opened, colleagues, opened, page};
use crate::exchange::{Answer, Exchange};
use crate::frame::Flash;
use crate::pages::here::{allow, centre};
use crate::pages::reception::ctx;
use crate::problem::Problem;

/// What a decision led to: the page again with what to mend, or the complaint with a word.
pub(super) fn ended(
    exchange: &mut Exchange<'_, '_>,
    known: &Opened,
    done: Result<(), Problem>,
    (to, word): (&str, &'static str),
) -> Answer {
    match done {
        Ok(()) => exchange.done(to, Flash::good(word)),
        Err(Problem::Refused(refusals)) => page(exchange, known, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// Answers whoever holds the receipt.
pub(super) fn answer(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let allowed = allow::<act::GrievanceHold>(exchange)?;
    let form = AnswerForm {
        stage: exchange.form.get("stage").to_owned(),
        words: exchange.form.get("words").to_owned(),
    };
    let [colleagues, _] = colleagues(exchange, &known.file()?)?;
    let among = Colleagues {
        centre: centre(exchange),
        keyed: &colleagues,
    };
    let now = exchange.call.now;
    let done = if form.stage == Stage::Answered.code() && is_being_examined(exchange, &known)? {
        Err(Refusals::from(Refusal::at("stage", "grievance-file-undecided")).into())
    } else {
        exchange.write(|tx, writing| {
            let reply = ctx(now, writing).fresh();
            let at = (reply, now.as_microsecond());
            let drafts = grievance::answer(&allowed, &known.held(), &form, at, &among)?;
            append(tx, writing, drafts)?;
            Ok(())
        })
    };
    ended(
        exchange,
        &known,
        done,
        (&known.path(), "grievance-said-answered"),
    )
}

/// Whether its file is under way and has not decided what is answered.
fn is_being_examined(exchange: &Exchange<'_, '_>, known: &Opened) -> Result<bool, Problem> {
    let Some((case, _)) = known.held().examined else {
        return Ok(false);
    };
    if decided(case).is_some() {
        return Ok(false);
    }
    let centre = centre(exchange);
    let edition = exchange.read(|tx| Ok::<_, Problem>(edition(tx, centre, &case.procedure)?))?;
    let now = time::civil(exchange.call.now.as_microsecond());
    Ok(edition.is_some_and(|edition| step::standing(case, &edition, now).over.is_none()))
}

/// Gives it to others, in place of those who had it.
pub(super) fn hand_on(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let [offered, _] = colleagues(exchange, &known.file()?)?;
    let chosen: BTreeSet<ActorId> = exchange
        .form
        .all("to")
        .filter_map(|typed| typed.parse().ok())
        .collect();
    let may = |who: &ActorId| offered.iter().any(|one| one.id == *who);
    if chosen.is_empty() || !chosen.iter().all(may) {
        let refused = Refusals::from(Refusal::at("to", "grievance-not-to"));
        return page(exchange, &known, Some(&refused));
    }
    let change = Change::To(chosen);
    changed(exchange, &known, &change, "grievance-said-handed-on")
}

/// Keeps it from somebody, for ever.
pub(super) fn keep_away(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let [_, offered] = colleagues(exchange, &known.file()?)?;
    let who: Option<ActorId> = exchange.form.get("who").parse().ok();
    match who.filter(|who| offered.iter().any(|one| one.id == *who)) {
        Some(who) => {
            let change = Change::From(who);
            changed(exchange, &known, &change, "grievance-said-kept-away")
        }
        None => {
            let refused = Refusals::from(Refusal::at("who", "choice-missing"));
            page(exchange, &known, Some(&refused))
        }
    }
}

/// Who has it from now on.
enum Change {
    To(BTreeSet<ActorId>),
    From(ActorId),
}

/// Writes who has the key now. Whoever did it may have it no more, and is led to the list.
fn changed(
    exchange: &mut Exchange<'_, '_>,
    known: &Opened,
    change: &Change,
    word: &'static str,
) -> Answer {
    let allowed = allow::<act::GrievanceHold>(exchange)?;
    let [colleagues, _] = colleagues(exchange, &known.file()?)?;
    let among = Colleagues {
        centre: centre(exchange),
        keyed: &colleagues,
    };
    let now = exchange.call.now;
    let done = exchange.write(|tx, writing| {
        let mut ctx = ctx(now, writing);
        let reply: EntityId = ctx.fresh();
        let mailbox = Mailbox::fresh(ctx.chance);
        let new = Anew {
            mailbox: &mailbox,
            reply,
            micros: now.as_microsecond(),
        };
        let drafts = match change {
            Change::To(who) => grievance::hand_on(&allowed, &known.held(), who, &new)?,
            Change::From(who) => grievance::keep_away(&allowed, &known.held(), *who, &new, &among)?,
        };
        append(tx, writing, drafts)?;
        Ok(())
    });
    ended(exchange, known, done, (LIST, word))
}
