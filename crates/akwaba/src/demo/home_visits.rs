//! The home visits of the demonstration: one that passed and is asked about, some today, one to come.

use super::cases::{is_over, load};
use super::life::Life;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::home_visit::{PlanForm, plan};
use akwaba_domain::policy::act;
use akwaba_domain::{Ctx, ctx};
use akwaba_journal::id::EntityId;
use akwaba_store::Tx;
use anyhow::{Result, anyhow};
use jiff::{SignedDuration, Timestamp};

/// How many days from today each is, its hour, what for, what to take along.
const VISITS: [(i64, &str, &str, &str); 5] = [
    (
        -1,
        "",
        "Elle n'est plus revenue : prendre des nouvelles.",
        "",
    ),
    (
        0,
        "9h30",
        "Voir avec elle la place de l'aîné à l'école.",
        "Le bulletin rendu par l'école",
    ),
    (
        0,
        "11h",
        "Elle ne peut pas se déplacer : faire le point du plan.",
        "",
    ),
    (0, "", "Remettre le récépissé de la mairie.", "Le récépissé"),
    (2, "10h", "Point convenu au bout d'un mois.", ""),
];

/// Plans them on the last cases that are not over.
pub fn live(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    now: Timestamp,
    cases: &[EntityId],
) -> Result<()> {
    let mut open = Vec::new();
    for case in cases.iter().rev() {
        if open.len() < VISITS.len() && !is_over(life, tx, now, *case)? {
            open.push(*case);
        }
    }
    for (case, (days, at, aim, take)) in open.into_iter().zip(VISITS) {
        let day = now + SignedDuration::from_hours(24 * days);
        // What has passed was planned before its day.
        let planned = now.min(day - SignedDuration::from_hours(12));
        let known = load(life, tx, case)?;
        let form = PlanForm {
            on: ctx::day_of(day).to_string(),
            at: at.to_owned(),
            step: String::new(),
            aim: aim.to_owned(),
            take: take.to_owned(),
        };
        let allowed = life.allow::<act::HomeVisitPlan>(Role::SocialWorker)?;
        let ctx = Ctx {
            now: planned,
            chance: &mut life.chance,
        };
        let about = (&known.case, &known.state);
        let drafts = plan(&ctx, &allowed, about, &known.edition, &form);
        life.append(
            tx,
            planned,
            drafts.map_err(|refusals| anyhow!("{refusals:?}"))?,
        )?;
    }
    Ok(())
}
