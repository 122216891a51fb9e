//! Group activities of the demonstration: a talk now and then, held on the day it is written.

use super::life::Life;
use akwaba_domain::Ctx;
use akwaba_domain::activity::{self, Activity, HeldForm, PlanForm, Planning, year_entity};
use akwaba_domain::actor::Role;
use akwaba_domain::ctx::day_of;
use akwaba_domain::policy::act;
use akwaba_domain::reception::{Book, number::Counter};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::person::Sex;
use akwaba_domain::reports::age::AgeBand;
use akwaba_journal::id::EntityId;
use akwaba_matching::chance::Dice;
use akwaba_store::{Tx, entity};
use anyhow::{Result, anyhow};
use jiff::Timestamp;

/// Themes, and where each is spoken of.
const TALKS: [(&str, &str); 5] = [
    ("acte", "cour"),
    ("ecole", "ecole"),
    ("cmu", "marche"),
    ("nutrition", "sante"),
    ("mariage_enfant", "place"),
];

fn refused(refusals: Refusals) -> anyhow::Error {
    anyhow!("{refusals:?}")
}

/// A talk, planned and held on this day, with a group or with whoever comes.
pub fn talk(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    group: Option<EntityId>,
) -> Result<()> {
    let centre = life.founded.centre;
    let (theme, place) = life.dice.one(&TALKS).copied().unwrap_or(("acte", "cour"));
    let day = day_of(at);
    let form = PlanForm {
        kind: "causerie".to_owned(),
        theme: theme.to_owned(),
        place: place.to_owned(),
        day: day.strftime("%d/%m/%Y").to_string(),
        of: (group, None),
        ..PlanForm::default()
    };
    let allowed = life.allow::<act::ActivityRecord>(Role::SocialWorker)?;
    let year = entity::load(tx, life.scope, year_entity(centre, day.year()))?;
    let counter = Counter {
        book: Book::MAIN,
        year: &year,
    };
    let planning = Planning {
        team: &[],
        counter: &counter,
    };
    let mut ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let id = ctx.fresh();
    let planned = activity::plan(&mut ctx, &allowed, id, &planning, &form);
    life.append(tx, at, planned.map_err(refused)?.1)?;
    let state = entity::load(tx, life.scope, id)?;
    let known = Activity::of(id, &state).ok_or_else(|| anyhow!("an activity is gone"))?;
    let mut boxes = Vec::new();
    let mut total = 0;
    for (sex, most) in [(Sex::Female, 14), (Sex::Male, 7)] {
        for band in [AgeBand::To17, AgeBand::To24, AgeBand::To59, AgeBand::From60] {
            let came = life.dice.below(most);
            total += came;
            boxes.push((activity::field(sex, Some(band)), came.to_string()));
        }
    }
    let form = HeldForm {
        boxes,
        total: total.to_string(),
        ..HeldForm::default()
    };
    let ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let held = activity::hold(&ctx, &allowed, (&known, &state), &form);
    life.append(tx, at, held.map_err(refused)?)
}
