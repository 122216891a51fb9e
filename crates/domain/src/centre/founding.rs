//! The first opening of a centre: its settings and its first two accounts, once.
//!
//! Two, because every later right needs a second person to confirm it.

use super::account::{self, NewAccount};
use super::settings::{self, Settings};
use crate::actor::Grant;
use crate::ctx::Ctx;
use crate::draft::{Acting, Drafts};
use crate::policy::{Allowed, act};
use akwaba_journal::id::ActorId;
use akwaba_journal::state::State;

/// Founds the centre. Gives the ids of the accounts in their order.
pub fn found(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::CentreFound>,
    settings: &Settings,
    accounts: &[NewAccount],
) -> (Vec<ActorId>, Drafts) {
    let centre = allowed.centre();
    let mut drafts = Drafts::under(allowed);
    if let Some(draft) = settings::draft(centre, &State::default(), settings) {
        drafts.push(draft);
    }
    let mut ids = Vec::new();
    for (index, new) in accounts.iter().enumerate() {
        // The first account is who founds: the permission was given in its name.
        let id = if index == 0 {
            allowed.actor().into()
        } else {
            ctx.fresh()
        };
        let grants: Vec<Grant> = account::grants_in(centre, &new.roles);
        let state = State::default();
        let act = Acting::on(&state)
            .set("login", &new.login)
            .set("name", &new.name)
            .fact("founded", &grants)
            .done(None, None);
        drafts.push(account::draft(centre, id, act));
        ids.push(id.into());
    }
    (ids, drafts)
}
