//! What happens to a referral after it was sent: the answer, reminders, recall, the opinion on it.

use super::agreed::Consents;
use super::facts::{
    ANSWERED, Answered, RECALLED, REMINDED, REVIEWED, Recalled, Referral, Reminded, ReviewedFact,
};
use super::{Obstacle, REFERRAL, State, VERSION, Via, Words};
use crate::ctx::{Ctx, day_of};
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::when::Day;
use crate::scope;
use crate::text;
use akwaba_journal::act::Act;
use akwaba_journal::state;

/// An answer as typed; each field is named as in the form.
#[derive(Clone, Default)]
pub struct AnswerForm {
    /// `answer`: a code of [`State`].
    pub answer: String,
    /// `via`.
    pub via: String,
    /// `on`: the day it was given; today when empty.
    pub on: String,
    /// `obstacle`.
    pub obstacle: String,
    /// `words`.
    pub words: String,
}

pub(super) fn one<A: Permit>(allowed: &Allowed<A>, referral: &Referral, act: Act) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    drafts.push(Draft {
        scope: scope::registry(allowed.centre()),
        entity: referral.id,
        kind: REFERRAL,
        version: VERSION,
        act,
        secrecy: Secrecy::Keyed(referral.sent.person),
    });
    drafts
}

/// Enters an answer. Who was lost from sight may be found again; any other end stays.
///
/// # Errors
/// `referral-answered` for the whole when it has ended, or says what is known already; at `answer`,
/// `via`, `on`, `obstacle`, `words` what is missing or wrong there.
pub fn answer(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ReferralSend>,
    about: (&Referral, &state::State),
    form: &AnswerForm,
) -> Result<Drafts, Refusals> {
    let via = Via::from_code(&form.via).filter(|via| Via::ENTERED.contains(via));
    answered(ctx, allowed, about, form, (&State::ANSWERS, via))
}

/// An answer, among those that may be given this way.
pub(super) fn answered<A: Permit>(
    ctx: &Ctx<'_>,
    allowed: &Allowed<A>,
    (referral, state): (&Referral, &state::State),
    form: &AnswerForm,
    (offered, via): (&[State], Option<Via>),
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let today = Day::new(ctx.today());
    let missing = |field: &'static str| Refusal::at(field, "choice-missing");
    let said = State::from_code(&form.answer).filter(|said| offered.contains(said));
    let on = wrong
        .take(Day::happened("on", &form.on, today).map(Some))
        .unwrap_or(today);
    let obstacle = Obstacle::from_code(&form.obstacle);
    let words = wrong.take(text::words("words", &form.words));
    let now = referral.state();
    if said.is_some_and(|said| said == now || !(now.is_open() || now == State::Lost)) {
        wrong.push(Refusal::whole("referral-answered"));
    }
    if said.is_some_and(State::fails) && obstacle.is_none() {
        wrong.push(missing("obstacle"));
    }
    let sent = jiff::Timestamp::from_microsecond(referral.sent.at_micros).map(day_of);
    if sent.is_ok_and(|sent| on.date() < sent) {
        wrong.push(Refusal::at("on", "referral-before-sent"));
    }
    if said.is_none() {
        wrong.push(missing("answer"));
    }
    if via.is_none() {
        wrong.push(missing("via"));
    }
    let (Some(said), Some(via)) = (said, via) else {
        return wrong.or(Drafts::under(allowed));
    };
    let fact = Answered {
        state: said,
        via,
        on,
        obstacle: obstacle.filter(|_| said.fails()),
        words: words.map(Words::new),
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(ANSWERED, &fact).done(None, None);
    wrong.or(one(allowed, referral, act))
}

/// Notes that the service was reminded.
///
/// # Errors
/// `referral-answered` when no answer is waited for; `referral-consent-withdrawn` when the person
/// took their consent back: nothing is asked of the service any more.
pub fn remind(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ReferralSend>,
    (referral, state): (&Referral, &state::State),
    consents: &Consents,
    typed: &str,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    if !referral.state().is_open() {
        wrong.push(Refusal::whole("referral-answered"));
    }
    if !referral.still_agreed(consents) {
        wrong.push(Refusal::whole("referral-consent-withdrawn"));
    }
    let fact = Reminded {
        words: wrong.take(text::words("reminder", typed)).map(Words::new),
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(REMINDED, &fact).done(None, None);
    wrong.or(one(allowed, referral, act))
}

/// Whether it can still be called back.
pub fn may_recall(referral: &Referral) -> bool {
    referral.state() == State::Sent && !referral.is_opened()
}

/// Calls it back, as long as the service has neither answered nor read it by a link.
///
/// # Errors
/// `referral-recall-late` when it has; `text-missing` at `recall`.
pub fn recall(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ReferralSend>,
    (referral, state): (&Referral, &state::State),
    typed: &str,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    if !may_recall(referral) {
        wrong.push(Refusal::whole("referral-recall-late"));
    }
    let fact = Recalled {
        reason: Words::new(wrong.take(text::required_words("recall", typed))),
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(RECALLED, &fact).done(None, None);
    wrong.or(one(allowed, referral, act))
}

/// Gives an opinion on the ground of a referral without consent. The permission is asked for what
/// the sender asked: nobody reviews their own.
///
/// # Errors
/// `referral-no-review` when none is awaited; `choice-missing` at `founded`, `text-missing` at
/// `opinion`.
pub fn review(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ReferralReview>,
    (referral, state): (&Referral, &state::State),
    founded: Option<bool>,
    typed: &str,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    if !referral.awaits_review() {
        wrong.push(Refusal::whole("referral-no-review"));
    }
    if founded.is_none() {
        wrong.push(Refusal::at("founded", "choice-missing"));
    }
    let fact = ReviewedFact {
        founded: founded.unwrap_or(false),
        words: Words::new(wrong.take(text::required_words("opinion", typed))),
        at_micros: ctx.now.as_microsecond(),
    };
    let act = Acting::on(state).fact(REVIEWED, &fact).done(None, None);
    wrong.or(one(allowed, referral, act))
}
