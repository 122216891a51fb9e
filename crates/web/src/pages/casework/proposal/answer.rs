//! What is done with a proposal from its page: a word on a step, sending it for visas, giving a visa or
//! sending it back, publishing it.

use akwaba_domain::actor::Role;
use akwaba_domain::casework::comment::{self, CommentForm};
use akwaba_domain::casework::manual;
use akwaba_domain::casework::proposal::{self, Ground, Line, RulingForm, examine};
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::refusal::Refusal;
use akwaba_domain::{Drafts, scope};
use akwaba_store::projections::centre::account;
use akwaba_store::{Tx, Writing, append, entity};

use super::super::manual::version_path;
use super::super::shared::{allow, centre};
use super::show::page;
use super::{Known, load, path};
use crate::exchange::{Answer, Exchange};
use crate::frame::Flash;
use crate::pages::reception::ctx;
use crate::problem::Problem;

/// Decides on the proposal as it is now, and writes; refused, the page comes again with the reason.
fn write(
    exchange: &mut Exchange<'_, '_>,
    said: &'static str,
    mut decide: impl FnMut(&mut dyn Tx, &mut Writing<'_>, &Known) -> Result<Drafts, Problem>,
) -> Answer {
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    let written = exchange.write(|tx, writing| {
        let known = load(tx, centre, id)?;
        let drafts = decide(tx, writing, &known)?;
        append(tx, writing, drafts)?;
        Ok(known.proposal.submission().map(|sent| sent.named.clone()))
    });
    match written {
        Ok(Some(named)) if said == "proposal-said-published" => {
            exchange.done(&version_path(&named), Flash::good(said))
        }
        Ok(_) => exchange.done(&path(id), Flash::good(said)),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// Says something of the change.
pub(super) fn comment(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ManualComment>(exchange)?;
    let now = exchange.call.now;
    let form = CommentForm {
        step: exchange.form.get("step").to_owned(),
        words: exchange.form.get("words").to_owned(),
    };
    write(exchange, "proposal-said-comment", |_, writing, known| {
        let examined = examine(known.text(), known.shared.as_deref());
        let new = examined
            .procedure
            .iter()
            .flat_map(|after| after.steps.iter());
        let steps = known.base.procedure.steps.iter().chain(new);
        let steps: Vec<&str> = steps.map(|step| step.code.as_str()).collect();
        let about = (&known.proposal, &known.state);
        Ok(comment::on_proposal(
            &ctx(now, writing),
            &allowed,
            about,
            &steps,
            &form,
        )?)
    })
}

/// Sends it for visas.
pub(super) fn submit(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ManualPropose>(exchange)?;
    let (now, note) = (exchange.call.now, exchange.form.get("note").to_owned());
    let centre = centre(exchange);
    write(exchange, "proposal-said-submitted", |tx, writing, known| {
        let ground = Ground {
            shared: known.shared.as_deref(),
            base: &known.base,
            versions: &known.versions,
            region: account::holds(tx, centre, Role::RegionalSupervisor)?,
        };
        let about = (&known.proposal, &known.state);
        let ctx = ctx(now, writing);
        Ok(proposal::submit(&ctx, &allowed, about, &ground, &note)?)
    })
}

/// Gives a visa, or sends it back.
pub(super) fn rule(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, id, now) = (centre(exchange), exchange.id("id")?, exchange.call.now);
    let actor = exchange.actor()?.clone();
    let line = Line::of(&actor, centre).ok_or(Problem::Forbidden)?;
    let author = exchange.read(|tx| Ok(load(tx, centre, id)?.proposal.author))?;
    let target = Target::asked(centre, author);
    let allowed = policy::allow::<act::ProposalApprove, _>(&actor, &target, ())?;
    let form = RulingForm {
        seal: exchange.form.get("seal").to_owned(),
        granted: exchange.form.get("ruling") == "granted",
        ministry: exchange.form.get("ministry").to_owned(),
        reason: exchange.form.get("reason").to_owned(),
    };
    let said = if form.granted {
        "proposal-said-visa"
    } else {
        "proposal-said-returned"
    };
    write(exchange, said, |_, writing, known| {
        let about = (&known.proposal, &known.state);
        let ctx = ctx(now, writing);
        Ok(proposal::rule(
            &ctx,
            &allowed,
            line,
            about,
            &known.versions,
            &form,
        )?)
    })
}

/// Publishes it as the next version.
pub(super) fn publish(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ManualPublish>(exchange)?;
    let centre = centre(exchange);
    write(exchange, "proposal-said-published", |tx, _, known| {
        let sent = known.proposal.submission();
        let sent =
            sent.ok_or_else(|| Problem::Refused(Refusal::whole("proposal-elsewhere").into()))?;
        let about = manual::entity(centre, &sent.named);
        let taken = entity::load(tx, scope::manual(centre), about)?;
        Ok(proposal::publish(
            &allowed,
            (&known.proposal, &known.state),
            known.shared.as_deref(),
            &known.versions,
            &taken,
        )?)
    })
}
