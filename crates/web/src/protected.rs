//! Answering a request of a session that is in the protected space: from its vault, and only what the policy
//! serves there.
//!
//! What a handler writes goes into the vault's store in memory; it is sealed and durable before the answer
//! leaves, or the answer says that nothing was saved and the vault is closed.

use std::sync::Arc;

use akwaba_domain::policy::{self, Room, Served, Target, act};
use akwaba_journal::id::EntityId;
use akwaba_store::Store;

use crate::Call;
use crate::dispatch::{self, begin};
use crate::exchange::Exchange;
use crate::http::{Method, Request, Response};
use crate::i18n::Lang;
use crate::problem::Problem;
use crate::routes::{self, Found};
use crate::session::Session;
use crate::vault::{Kept, Vault, Vaults};

/// Where hiding the screen leads back to: the door, whatever was open.
const BACK: &str = "/masque?retour=%2Fespace";

/// The routes that a session may ask for from inside without leaving: language, initials, the door itself.
const STAYS: &[&str] = &[
    "preferences.discreet",
    "preferences.language",
    "protected.enter",
];

/// The answer from the protected space, when the session is in it and the route is not a way out.
pub(crate) fn answer(
    call: &mut Call<'_>,
    request: &Request,
    lang: Lang,
    session: &Session,
) -> Option<Response> {
    let vaults = call.doors.vaults()?;
    let fingerprint = session.secret.fingerprint();
    let Some(reader) = &session.reader else {
        vaults.close(&fingerprint);
        return None;
    };
    let now = call.now.as_microsecond();
    let touched = !request.reads_itself();
    let kept = vaults.find(&fingerprint, reader.actor.account, touched, now)?;
    if let Found::Route(route, _) = routes::find(request.method, &request.path)
        && policy::served(route.name) == Some(Served::Door)
    {
        if !STAYS.contains(&route.name) {
            vaults.close(&fingerprint);
        }
        let hidden = route.name == "lock.hide";
        return hidden.then(|| {
            // What was open stays unsaid: who comes back comes to the door.
            dispatch::in_the_open(call, request, lang, session.clone());
            Response::see_other(BACK).header("connection", "close")
        });
    }
    Some(inside(call, request, lang, session, (vaults, &kept)))
}

fn inside(
    call: &mut Call<'_>,
    request: &Request,
    lang: Lang,
    session: &Session,
    (vaults, kept): (&Vaults, &Arc<Kept>),
) -> Response {
    let fingerprint = session.secret.fingerprint();
    let mut held = kept.enter();
    let entered = call.doors.store().zip(held.as_mut());
    let Some((main, vault)) = entered else {
        drop(held);
        vaults.close(&fingerprint);
        return outside(call, request, lang, session, &Problem::NotInside);
    };
    let now = call.now.as_microsecond();
    let answered = vault
        .catch_up(&main, now)
        .map_err(Problem::Store)
        .and_then(|again| within(call, request, lang, session, (&main, vault, again)));
    match answered {
        Ok(response) => response,
        Err(problem) => {
            *held = None;
            drop(held);
            vaults.close(&fingerprint);
            outside(call, request, lang, session, &problem)
        }
    }
}

/// The answer of a handler, once what it wrote is durable.
fn within(
    call: &mut Call<'_>,
    request: &Request,
    lang: Lang,
    session: &Session,
    (main, vault, again): (&Store, &mut Vault, bool),
) -> Result<Response, Problem> {
    let (centre, doors) = (call.site.centre, call.doors);
    let now = call.now.as_microsecond();
    let reader = session.reader.as_ref().ok_or(Problem::SignIn)?;
    let target = Target::of(centre).inside(Room::Protected);
    let allowed = policy::allow::<act::ProtectedEnter, _>(&reader.actor, &target, ())?;
    if again {
        // What was opened says so before it shows anything.
        vault
            .settle(main, &allowed, now, &mut *call.chance)
            .map_err(|_| Problem::NotSealed)?;
    }
    let store = vault.store().clone();
    let (response, named) = {
        let mut own = Call {
            now: call.now,
            chance: &mut *call.chance,
            store: &store,
            site: call.site,
            doors,
        };
        let mut exchange = begin(&mut own, request, lang, session.clone());
        exchange.room = Room::Protected;
        exchange.vault = Some(&mut *vault);
        let answer = if is_beyond_lent(request, exchange.vault.as_deref()) {
            Err(Problem::Lent)
        } else {
            dispatch::answer(&mut exchange)
        };
        let response = answer.unwrap_or_else(|problem| dispatch::explain(&mut exchange, &problem));
        let named = exchange
            .params
            .iter()
            .filter_map(|(_, part)| part.parse().ok());
        let named: Vec<EntityId> = named.collect();
        (with_cookies(response, &exchange), named)
    };
    // Why it was not is not told further: a log would say that there is a sealed file.
    vault
        .harvest(main, &allowed, &named, now, &mut *call.chance)
        .map_err(|_| Problem::NotSealed)?;
    Ok(response)
}

/// Whether a request would write more into a file than may be written where it is only lent.
fn is_beyond_lent(request: &Request, vault: Option<&Vault>) -> bool {
    let Found::Route(route, params) = routes::find(request.method, &request.path) else {
        return false;
    };
    let mut named = params.iter().filter_map(|(_, part)| part.parse().ok());
    let reads = request.method != Method::Post;
    !policy::serves_lent(route.name, reads)
        && vault.is_some_and(|vault| named.any(|id: EntityId| vault.is_lent(id)))
}

/// A problem told from the open part.
fn outside(
    call: &mut Call<'_>,
    request: &Request,
    lang: Lang,
    session: &Session,
    problem: &Problem,
) -> Response {
    let mut exchange = begin(call, request, lang, session.clone());
    let response = dispatch::explain(&mut exchange, problem);
    with_cookies(response, &exchange)
}

/// The answer with its cookies. The connection ends with it: its buffers hold what was sent, and are freed.
fn with_cookies(response: Response, exchange: &Exchange<'_, '_>) -> Response {
    let mut response = response.header("connection", "close");
    for cookie in &exchange.cookies {
        response = response.header("set-cookie", cookie);
    }
    response
}
