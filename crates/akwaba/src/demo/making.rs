//! The manual of the demonstration as its centre makes it: one change published and still to be read,
//! one that waits for its second visa.

use super::life::Life;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::proposal::{self, Ground, Line, RulingForm, Versions};
use akwaba_domain::casework::{ProcedureRef, Proposal, manual};
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::{Ctx, Drafts, scope};
use akwaba_journal::id::EntityId;
use akwaba_store::projections::casework::{edition, standing};
use akwaba_store::{Tx, entity};
use anyhow::{Result, anyhow};
use jiff::Timestamp;

/// A change to propose.
struct Change {
    code: &'static str,
    reason: &'static str,
    before: &'static str,
    after: &'static str,
    note: &'static str,
}

const PUBLISHED: Change = Change {
    code: "P16",
    reason: "Les pièces viennent souvent d'une autre région : trente jours ne suffisent pas.",
    before: "| pieces_delai | 30 jours |",
    after: "| pieces_delai | 45 jours |",
    note: "Le délai pour réunir les pièces passe de 30 à 45 jours. Rien d'autre ne change.",
};

const AWAITED: Change = Change {
    code: "P07",
    reason: "Sept jours pour une orientation, c'est long : les services voisins répondent plus vite.",
    before: "| orientation_vert | 7 jours |",
    after: "| orientation_vert | 5 jours |",
    note: "Une orientation à risque vert part en 5 jours au lieu de 7.",
};

/// Makes both changes, at this moment.
pub(super) fn live(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp) -> Result<()> {
    let published = propose(life, tx, at, &PUBLISHED)?;
    visa(life, tx, at, published, (Role::Director, "0"))?;
    visa(life, tx, at, published, (Role::RegionalSupervisor, "1"))?;
    publish(life, tx, at, published)?;
    let awaited = propose(life, tx, at, &AWAITED)?;
    visa(life, tx, at, awaited, (Role::RegionalSupervisor, "0"))
}

fn wrong(refusals: Refusals) -> anyhow::Error {
    anyhow!("{refusals:?}")
}

/// A proposal as it stands, and what it stands against.
struct Known {
    proposal: Proposal,
    state: akwaba_journal::state::State,
    shared: Option<String>,
    versions: Versions,
}

fn load(life: &Life<'_>, tx: &mut dyn Tx, id: EntityId) -> Result<Known> {
    let centre = life.founded.centre;
    let here = scope::manual(centre);
    let state = entity::load(tx, here, id)?;
    let proposal = Proposal::of(id, &state).ok_or_else(|| anyhow!("a proposal is gone"))?;
    let shared = entity::load(tx, here, manual::shared_entity(centre))?;
    Ok(Known {
        versions: versions(life, tx, &proposal.base.code)?,
        shared: manual::shared(&shared),
        proposal,
        state,
    })
}

fn versions(life: &Life<'_>, tx: &mut dyn Tx, code: &str) -> Result<Versions> {
    let found = standing(tx, life.founded.centre, code)?;
    found.ok_or_else(|| anyhow!("a procedure is gone"))
}

/// Written and sent by the social worker.
fn propose(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    change: &Change,
) -> Result<EntityId> {
    let centre = life.founded.centre;
    let versions = versions(life, tx, change.code)?;
    let base = ProcedureRef {
        code: change.code.to_owned(),
        version: versions.start(),
        layer: 0,
    };
    let about = entity::load(tx, scope::manual(centre), manual::entity(centre, &base))?;
    let known = manual::read(&about).ok_or_else(|| anyhow!("a procedure is gone"))?;
    let allowed = life.allow::<act::ManualPropose>(Role::SocialWorker)?;
    let mut ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let id = ctx.fresh();
    let from = (&base, known.text.as_str());
    let drafts = proposal::begin(&allowed, id, from, &versions, change.reason).map_err(wrong)?;
    life.append(tx, at, drafts)?;
    let begun = load(life, tx, id)?;
    let text = begun.proposal.text.replace(change.before, change.after);
    let about = (&begun.proposal, &begun.state);
    let drafts = proposal::revise(&allowed, about, &text).map_err(wrong)?;
    life.append(tx, at, drafts)?;
    let written = load(life, tx, id)?;
    let base = edition(tx, centre, &base)?.ok_or_else(|| anyhow!("a procedure is gone"))?;
    let ground = Ground {
        shared: written.shared.as_deref(),
        base: &base,
        versions: &versions,
        region: true,
    };
    let ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let about = (&written.proposal, &written.state);
    let sent = proposal::submit(&ctx, &allowed, about, &ground, change.note);
    let drafts = sent.map_err(wrong)?;
    life.append(tx, at, drafts)?;
    Ok(id)
}

fn visa(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    id: EntityId,
    (role, ministry): (Role, &str),
) -> Result<()> {
    let known = load(life, tx, id)?;
    let centre = life.founded.centre;
    let actor = life.actor(role);
    let target = Target::asked(centre, known.proposal.author);
    let allowed = policy::allow::<act::ProposalApprove, _>(&actor, &target, ())?;
    let line = Line::of(&actor, centre).ok_or_else(|| anyhow!("nobody gives this visa"))?;
    let seal = known.proposal.submission().map(|sent| sent.seal);
    let form = RulingForm {
        seal: seal.map_or_else(String::new, |seal| seal.to_string()),
        granted: true,
        ministry: ministry.to_owned(),
        reason: String::new(),
    };
    let ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let about = (&known.proposal, &known.state);
    let ruled = proposal::rule(&ctx, &allowed, line, about, &known.versions, &form);
    let drafts: Drafts = ruled.map_err(wrong)?;
    life.append(tx, at, drafts)
}

fn publish(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp, id: EntityId) -> Result<()> {
    let known = load(life, tx, id)?;
    let allowed = life.allow::<act::ManualPublish>(Role::Director)?;
    let about = (&known.proposal, &known.state);
    let taken = akwaba_journal::state::State::default();
    let shared = known.shared.as_deref();
    let published = proposal::publish(&allowed, about, shared, &known.versions, &taken);
    let drafts = published.map_err(wrong)?;
    life.append(tx, at, drafts)
}
