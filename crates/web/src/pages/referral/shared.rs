//! What the pages of referral share: the referral of an address, who may open it, delays, its state in
//! a word.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::directory;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::privacy::request::Use;
use akwaba_domain::referral::{self, Delays, Referral, State};
use akwaba_domain::registry::{Day, PersonView, person};
use akwaba_journal::id::{CentreId, EntityId, ScopeId};
use akwaba_journal::state;
use akwaba_store::projections::casework::{current, edition};
use akwaba_store::projections::privacy;
use akwaba_store::{Tx, entity};
use std::collections::BTreeSet;

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::casework::shared::{Known, centre, hands, here, load as load_case};
use crate::pages::registry::common;
use crate::parts::{Notice, Tag, Tone};
use crate::problem::Problem;

/// The procedure of the manual that says how long an answer is waited for.
const ANSWER_PROCEDURE: &str = "P08";

/// A referral, its state, and the case it comes out of.
pub(super) struct Opened {
    pub(super) referral: Referral,
    pub(super) state: state::State,
    pub(super) case: Known,
}

pub(super) fn path(id: EntityId) -> String {
    format!("/references/{id}")
}

/// Reads a referral and its case.
pub(super) fn load(tx: &mut dyn Tx, scope: ScopeId, id: EntityId) -> Result<Opened, Problem> {
    let state = entity::load(tx, scope, id)?;
    let referral = Referral::of(id, &state).ok_or(Problem::NotFound)?;
    let case = load_case(tx, scope, referral.sent.case)?;
    Ok(Opened {
        referral,
        state,
        case,
    })
}

/// Whether it came out of a sealed file by a consent that stands no more: nothing more of it leaves.
pub(super) fn is_taken_back(exchange: &Exchange<'_, '_>, opened: &Opened) -> bool {
    let today = Day::new(akwaba_domain::ctx::day_of(exchange.call.now));
    referral::taken_back(&opened.referral, &opened.case.state, today)
}

/// Whether the reader may open a case.
pub(super) fn may_open(exchange: &Exchange<'_, '_>, case: &Known) -> Result<bool, Problem> {
    let (hands, who) = (hands(exchange)?, exchange.actor()?.account);
    Ok(case.case.may_be_opened_by(&case.edition, who, &hands))
}

/// The referral of the address, when the reader may open its case.
///
/// # Errors
/// [`Problem::NotFound`] otherwise: nothing tells that it exists.
pub(super) fn opened(exchange: &Exchange<'_, '_>) -> Result<Opened, Problem> {
    let (scope, id) = (here(exchange), exchange.id("id")?);
    let opened = exchange.read(|tx| load(tx, scope, id))?;
    if may_open(exchange, &opened.case)? {
        Ok(opened)
    } else {
        Err(Problem::NotFound)
    }
}

/// Notes in the trail that something of the person was read or printed.
pub(super) fn note(
    exchange: &mut Exchange<'_, '_>,
    person: EntityId,
    event: Event,
    route: &str,
) -> Result<(), Problem> {
    let target = Target::of(centre(exchange)).inside(exchange.room);
    let allowed = policy::allow::<act::ReferralSee, _>(exchange.actor()?, &target, person)?;
    common::note(exchange, &allowed, event, route)
}

/// A person and their state.
pub(super) fn person(
    tx: &mut dyn Tx,
    scope: ScopeId,
    id: EntityId,
) -> Result<(PersonView, state::State), Problem> {
    match entity::find(tx, scope, id)? {
        Some((kind, state)) if kind == person::KIND && state.exists() => {
            Ok((PersonView::of(id, &state), state))
        }
        _ => Err(Problem::NotFound),
    }
}

/// How long an answer is waited for here.
pub(super) fn delays(tx: &mut dyn Tx, centre: CentreId) -> Result<Delays, Problem> {
    let known = current(tx, centre)?;
    let Some(one) = known.iter().find(|one| one.named.code == ANSWER_PROCEDURE) else {
        return Ok(Delays::default());
    };
    let edition = edition(tx, centre, &one.named)?;
    Ok(edition.map_or_else(Delays::default, |edition| Delays::of(&edition.procedure)))
}

/// What a service is called in the directory; words where it is not there any more.
pub(in crate::pages) fn service_name(
    f: &Frame,
    tx: &mut dyn Tx,
    centre: CentreId,
    id: EntityId,
) -> Result<String, Problem> {
    let state = entity::load(tx, akwaba_domain::scope::directory(centre), id)?;
    let known = directory::Known::of(id, &state);
    Ok(known.map_or_else(
        || f.t("referral-service-gone"),
        |known| known.service.label(),
    ))
}

/// Where it stands, in a word with its shape.
pub(super) fn state_tag(f: &Frame, state: State) -> Tag {
    let tone = match state {
        State::Sent => Tone::Info,
        State::Received => Tone::Calm,
        State::Served => Tone::Good,
        State::Lost => Tone::Danger,
        State::RefusedByPerson | State::RefusedByService | State::Unavailable | State::Recalled => {
            Tone::Attention
        }
    };
    Tag::new(tone, f.word("referral-state-", state.code()))
}

/// Those who have opposed that partners are told anything: asked of the open part, also from the protected space.
pub(super) fn opposed(exchange: &Exchange<'_, '_>) -> Result<BTreeSet<EntityId>, Problem> {
    let scope = here(exchange);
    let main = exchange.call.doors.store();
    let store = main.as_ref().unwrap_or(exchange.call.store);
    store.read(|tx| Ok(privacy::opposed(tx, scope, Use::Sharing)?))
}

/// What speaks against sending these people there, said before anything is typed.
pub(super) fn warnings(
    f: &Frame,
    (people, opposed): (&[&PersonView], &BTreeSet<EntityId>),
    service: &directory::Known,
    (today, is_far): (Day, bool),
) -> Vec<Notice> {
    let mut people = people.iter();
    let found = [
        (
            people.clone().any(|one| opposed.contains(&one.id)),
            "referral-opposed",
        ),
        (
            people.any(|one| one.death.shown().is_some()),
            "referral-dead",
        ),
        (service.service.own, "referral-own"),
        (service.is_closed(today), "referral-closed"),
        (service.is_stale(today), "referral-stale"),
        (service.service.secret, "referral-secret"),
        (is_far, "referral-far"),
    ];
    let holding = found.into_iter().filter(|(holds, _)| *holds);
    holding
        .map(|(_, key)| Notice::new(Tone::Attention, f.t(key), ""))
        .collect()
}
