//! The groups of the demonstration: a savings association, a women's group, a youth club, with their members, their cases and
//! their talks.

use super::cases::{Cases, answer, is_over, work};
use super::life::Life;
use akwaba_domain::Ctx;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::Subject;
use akwaba_domain::ctx::day_of;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::group::{
    self, ContactForm, CountForm, GroupForm, MemberEdit, MemberForm,
};
use akwaba_domain::registry::person::Sex;
use akwaba_domain::registry::{Day, place::PlaceForm};
use akwaba_journal::id::EntityId;
use akwaba_matching::chance::Seeded;
use akwaba_store::projections::registry::household::people;
use akwaba_store::projections::registry::person;
use akwaba_store::{Tx, entity};
use anyhow::{Result, anyhow};
use jiff::{SignedDuration, Timestamp};

/// Name, other name, kind, purpose, how many women and men who are not registered.
type Invented = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    [u32; 2],
);

/// The groups. The first is followed as a savings association, the second holds talks.
const GROUPS: [Invented; 3] = [
    (
        "AVEC Binkadi",
        "Caisse du marché",
        "savings",
        "Épargner chaque semaine et se prêter pour le petit commerce.",
        [11, 2],
    ),
    (
        "Groupement des femmes d'Allabra",
        "Wandé",
        "women",
        "Cultiver le maraîcher ensemble et parler des enfants.",
        [17, 0],
    ),
    (
        "Club des jeunes du lycée",
        "",
        "youth",
        "Théâtre, sport, et garder les camarades à l'école.",
        [6, 9],
    ),
];
/// How often a case is worked on at most.
const ROUNDS: i64 = 10;
/// How often somebody is looked for who may be a member.
const TRIES_MAX: usize = 40;
/// What the first members of each do in it.
const ROLES: [&str; 4] = ["president", "secretary", "treasurer", "member"];

fn refused(refusals: Refusals) -> anyhow::Error {
    anyhow!("{refusals:?}")
}

/// Does something with other dice, so that the rest of the year goes on as it would have.
pub(super) fn aside<T>(
    life: &mut Life<'_>,
    seed: u64,
    body: impl FnOnce(&mut Life<'_>) -> Result<T>,
) -> Result<T> {
    let kept = std::mem::replace(&mut life.dice, Seeded::new(seed));
    let done = body(life);
    life.dice = kept;
    done
}

/// Opens a case on one of the groups, and works on it as far as it goes.
pub(super) fn case(
    cases: &mut Cases,
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    (code, group): (&str, EntityId),
) -> Result<()> {
    let Some(id) = cases.open_for(life, tx, at, (code, Subject::Group(group)))? else {
        return Ok(());
    };
    cases.leave(id);
    for round in 1..=ROUNDS {
        let at = at + SignedDuration::from_mins(round * 5);
        if is_over(life, tx, at, id)? {
            break;
        }
        work(life, tx, at, id)?;
        answer(life, tx, at + SignedDuration::from_mins(2), id)?;
    }
    Ok(())
}

/// Registers the groups, with their members, and those who are not registered counted.
pub(super) fn begin(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp) -> Result<Vec<EntityId>> {
    let mut groups = Vec::new();
    for (index, invented) in (0..).zip(GROUPS) {
        let at = at + SignedDuration::from_mins(index * 7);
        groups.push(one(life, tx, at, invented)?);
    }
    Ok(groups)
}

fn one(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    (name, other_name, kind, purpose, others): Invented,
) -> Result<EntityId> {
    let today = day_of(at);
    let form = GroupForm {
        name: name.to_owned(),
        other_name: other_name.to_owned(),
        kind: kind.to_owned(),
        purpose: purpose.to_owned(),
        place: PlaceForm {
            locality: "Allabra".to_owned(),
            ..PlaceForm::default()
        },
        language: "dyu".to_owned(),
        founded: (today.year() - 2).to_string(),
        legal: "informal".to_owned(),
        contacts: vec![ContactForm {
            who: "La présidente".to_owned(),
            ..ContactForm::default()
        }],
        ..GroupForm::default()
    };
    let allowed = life.allow::<act::GroupChange>(Role::SocialWorker)?;
    let mut ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let (id, drafts) = group::open(&mut ctx, &allowed, &form).map_err(refused)?;
    life.append(tx, at, drafts)?;
    let day = Day::new(today);
    for role in ROLES {
        let Some(person) = somebody(life, tx, day, kind)? else {
            continue;
        };
        let state = entity::load(tx, life.scope, id)?;
        let known = people(tx, life.scope, [person])?;
        let allowed = on(life, id)?;
        let form = MemberForm {
            person: person.to_string(),
            role: role.to_owned(),
            from: day.iso(),
            until: String::new(),
        };
        let edit = MemberEdit::Write(String::new(), form);
        // Chance may name somebody twice: they are noted once.
        if let Ok(changed) = group::amend(&allowed, &state, &edit, &Why::default(), &known, day) {
            life.append(tx, at, changed.drafts)?;
        }
    }
    let [women, men] = others;
    let form = CountForm {
        on: String::new(),
        boxes: vec![
            ("female-25-59".to_owned(), women.to_string()),
            ("male-25-59".to_owned(), men.to_string()),
        ],
    };
    let state = entity::load(tx, life.scope, id)?;
    let drafts = group::count(&on(life, id)?, &state, &form, day).map_err(refused)?;
    life.append(tx, at, drafts)?;
    Ok(id)
}

/// Somebody who may be a member of such a group: of an age, and a woman where it is one of women.
fn somebody(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    today: Day,
    kind: &str,
) -> Result<Option<EntityId>> {
    let ages = if kind == "youth" { 14..=25 } else { 20..=70 };
    for _ in 0..TRIES_MAX {
        let Some(id) = life.anyone() else {
            return Ok(None);
        };
        let Some(row) = person::find(tx, life.scope, id)? else {
            continue;
        };
        let age = row.line.birth.and_then(|birth| birth.ages_on(today));
        let right = kind != "women" || row.line.sex == Some(Sex::Female);
        if right && age.is_some_and(|(least, most)| ages.contains(&least) && ages.contains(&most)) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

fn on(
    life: &Life<'_>,
    group: EntityId,
) -> Result<akwaba_domain::Allowed<act::GroupChange, EntityId>> {
    let target = Target::of(life.founded.centre);
    Ok(policy::allow(
        &life.actor(Role::SocialWorker),
        &target,
        group,
    )?)
}
