//! The intern of the demonstration: a tutor, named by two, and a case of the tutor's opened to her.

use super::cases::{is_over, load};
use super::life::Life;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::intern::{OpenForm, open_to};
use akwaba_domain::centre::tutor;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::{Ctx, ctx};
use akwaba_journal::id::EntityId;
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::Tx;
use akwaba_store::projections::centre::account;
use anyhow::{Result, anyhow};
use jiff::{SignedDuration, Timestamp};

/// For how many days the case is opened.
const DAYS: i64 = 60;

/// Names the tutor, and opens the last ordinary case that is not over.
pub fn live(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    now: Timestamp,
    cases: &[EntityId],
) -> Result<()> {
    let centre = life.founded.centre;
    let (director, admin) = (life.actor(Role::Director), life.actor(Role::TechnicalAdmin));
    let (id, guide) = (
        life.actor(Role::Intern).account,
        life.actor(Role::SocialWorker).account,
    );
    let found = account::find(tx, centre, id)?.zip(account::find(tx, centre, guide)?);
    let Some((intern, worker)) = found else {
        return Ok(());
    };
    let asks = policy::allow::<act::RightsAsk, _>(&director, &Target::account(centre, id), id)?;
    let state = account::state(tx, centre, id)?;
    let asked = tutor::ask(
        &asks,
        (&intern, &state),
        Some(&worker),
        "Stage de trois mois.",
    );
    life.append(tx, now, asked.map_err(|refusals| anyhow!("{refusals:?}"))?)?;
    let state = account::state(tx, centre, id)?;
    let pending = account::find(tx, centre, id)?;
    let Some(request) = pending.and_then(|known| known.tutors.last().copied()) else {
        return Ok(());
    };
    let target = Target::request(centre, id, request.asked.actor);
    let confirms = policy::allow::<act::RightsConfirm, _>(&admin, &target, (id, request.tag))?;
    let confirmed = tutor::confirm(&confirms, &state, true);
    life.append(
        tx,
        now,
        confirmed.map_err(|refusals| anyhow!("{refusals:?}"))?,
    )?;
    let Some(intern) = account::find(tx, centre, id)? else {
        return Ok(());
    };
    for case in cases.iter().rev() {
        let known = load(life, tx, *case)?;
        let ordinary = known.edition.procedure.confidentiality == Confidentiality::Ordinary;
        if !ordinary || is_over(life, tx, now, *case)? {
            continue;
        }
        let form = OpenForm {
            reach: "ecrire".to_owned(),
            until: ctx::day_of(now + SignedDuration::from_hours(24 * DAYS)).to_string(),
        };
        let allowed = life.allow::<act::InternGuide>(Role::SocialWorker)?;
        let ctx = Ctx {
            now,
            chance: &mut life.chance,
        };
        let about = (&known.case, &known.state);
        let drafts = open_to(&ctx, &allowed, about, &known.edition, &intern, &form);
        return life.append(tx, now, drafts.map_err(|refusals| anyhow!("{refusals:?}"))?);
    }
    Ok(())
}
