//! What the demonstration brings about step by step: a mediation whose two are named, who signed and were heard again a month
//! later, beside one that fear stopped; and, on one day, the answers to [`proposals`].

use super::answers::decision;
use super::cases::{Cases, answer, is_over, load};
use super::groups;
use super::life::Life;
use super::mediated::{HEARD, MEDIATED, MINUTES, STOPPED, Said};
use super::proposals;
use super::registers;
use akwaba_domain::Ctx;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::step::{StepForm, finish};
use akwaba_domain::casework::{Hands, Subject, time};
use akwaba_domain::ctx::day_of;
use akwaba_domain::mediation::{self, Mediation, PartyForm, Side, SignForm};
use akwaba_domain::policy::act;
use akwaba_journal::id::EntityId;
use akwaba_procedures::form::Answers;
use akwaba_store::Tx;
use akwaba_store::projections::casework::cases_of_subject;
use akwaba_store::projections::registry::household;
use anyhow::{Result, anyhow};
use jiff::{SignedDuration, Timestamp};

/// One day of cases out of so many goes on with the mediation.
const EVERY: usize = 3;
/// On which day of cases proposals are answered.
const ANSWERED_ON: usize = 30;
/// How many days of cases after the minutes both are heard again: a month and a little.
const HEARD_AFTER: usize = 23;
/// How often somebody is looked for who lives with others, none of whom has a case.
const LOOKED_MAX: usize = 24;
/// How often the minutes are sent until the director approves them.
const SENT_MAX: usize = 6;

/// What goes on from one day to the next.
#[derive(Default)]
pub(super) struct Facilitation {
    turn: usize,
    mediation: Option<EntityId>,
    stopped: Option<EntityId>,
}

impl Facilitation {
    /// One day, from `at` on.
    pub(super) fn day(
        &mut self,
        cases: &mut Cases,
        life: &mut Life<'_>,
        tx: &mut dyn Tx,
        at: Timestamp,
    ) -> Result<()> {
        let turn = self.turn;
        self.turn += 1;
        // In the morning, before the cases of the day.
        let at = at - SignedDuration::from_hours(5);
        groups::aside(life, 1_000 + turn as u64, |life| {
            self.goes_on(cases, life, tx, at, turn)
        })
    }

    fn goes_on(
        &mut self,
        cases: &mut Cases,
        life: &mut Life<'_>,
        tx: &mut dyn Tx,
        at: Timestamp,
        turn: usize,
    ) -> Result<()> {
        if turn == ANSWERED_ON {
            proposals::answered(cases, life, tx, at)?;
        }
        if let Some(id) = self
            .mediation
            .filter(|_| turn == MEDIATED.len() * EVERY + HEARD_AFTER)
        {
            return told(life, tx, at, id, HEARD);
        }
        if !turn.is_multiple_of(EVERY) {
            return Ok(());
        }
        match (turn / EVERY, self.mediation) {
            (0, _) => {
                self.mediation = begun(cases, life, tx, at, &MEDIATED)?;
                self.stopped = begun(cases, life, tx, at, &STOPPED)?;
            }
            (step, Some(id)) => {
                if let Some(stopped) = self.stopped {
                    protected(life, tx, at, stopped)?;
                }
                if let Some(said) = MEDIATED.get(step) {
                    told(life, tx, at, id, *said)?;
                } else if step == MEDIATED.len() {
                    agreed(life, tx, at, id)?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// A household of several, none of whom has a case, whom chance leaves alone from now on: what it answers elsewhere would
/// not lead two people together.
fn apart(life: &mut Life<'_>, tx: &mut dyn Tx) -> Result<Option<EntityId>> {
    for _ in 0..LOOKED_MAX {
        let Some(person) = life.anyone() else {
            return Ok(None);
        };
        let homes = household::of_person(tx, life.scope, person)?;
        let Some(home) = homes.first().map(|row| row.household) else {
            continue;
        };
        let rows = household::members(tx, life.scope, home)?;
        let members: Vec<EntityId> = rows.iter().map(|row| row.membership.person).collect();
        let mut free = true;
        for subject in members.iter().copied().chain([home]) {
            free &= cases_of_subject(tx, life.scope, subject)?.is_empty();
        }
        if free {
            life.leave(&members);
            return Ok(Some(home));
        }
    }
    Ok(None)
}

/// Opens a mediation, writes the demand, and names the two.
fn begun(
    cases: &mut Cases,
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    steps: &[Said],
) -> Result<Option<EntityId>> {
    let Some(home) = apart(life, tx)? else {
        return Ok(None);
    };
    let about = (mediation::PROCEDURE, Subject::Household(home));
    let Some(id) = cases.open_for(life, tx, at, about)? else {
        return Ok(None);
    };
    // What chance answers would not lead two people together.
    cases.leave(id);
    if let Some(said) = steps.first() {
        told(life, tx, at, id, *said)?;
    }
    let members = household::members(tx, life.scope, home)?;
    let known: Vec<EntityId> = members.iter().map(|row| row.membership.person).collect();
    let first = known.first().map(EntityId::to_string).unwrap_or_default();
    let parties = [
        (Side::First, first, ""),
        (Side::Second, String::new(), "Le voisin de la cour d'à côté"),
    ];
    for (side, person, words) in parties {
        let form = PartyForm {
            person,
            words: words.to_owned(),
        };
        let of = load(life, tx, id)?;
        let allowed = life.allow::<act::StepDo>(Role::SocialWorker)?;
        let named = mediation::name(&allowed, (&of.case, &of.state), side, &known, &form);
        if let Ok(drafts) = named {
            life.append(tx, at, drafts)?;
        }
    }
    Ok(Some(id))
}

/// Hears the first person of the other mediation, and protects her the same day; what is sent back is sent again.
fn protected(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp, id: EntityId) -> Result<()> {
    if is_over(life, tx, at, id)? {
        return Ok(());
    }
    for (said, minutes) in STOPPED.iter().skip(1).zip([0, 20]) {
        told(life, tx, at + SignedDuration::from_mins(minutes), id, *said)?;
    }
    answer(life, tx, at + SignedDuration::from_mins(30), id)
}

/// Does a step with these answers. `+14` is a day to come, an empty day is today.
fn told(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    id: EntityId,
    (code, said): Said,
) -> Result<()> {
    let known = load(life, tx, id)?;
    let step = known.edition.procedure.step(code);
    let step = step.ok_or_else(|| anyhow!("no step {code}"))?;
    let group = known.edition.group(step).unwrap_or_default().to_owned();
    let today = day_of(at);
    let mut answers = Answers::new();
    let repeated = said
        .iter()
        .filter(|(name, _)| name.ends_with("_quoi"))
        .count();
    if repeated > 0 {
        answers.set_count(&format!("{group}/engagement"), u32::try_from(repeated)?);
    }
    for (name, value) in said {
        let days = value
            .strip_prefix('+')
            .and_then(|days| days.parse::<i64>().ok());
        let value = match (days, value.is_empty()) {
            (None, false) => (*value).to_owned(),
            (days, _) => {
                let ahead = SignedDuration::from_hours(24 * days.unwrap_or(0));
                today.checked_add(ahead)?.to_string()
            }
        };
        answers.set(&format!("{group}/{name}"), &value);
    }
    let now = time::civil(at.as_microsecond());
    let form = StepForm {
        decision: decision(life, &known, step, &answers, now),
        answers,
    };
    let hands = Hands::of(&life.actor(Role::SocialWorker), life.founded.centre);
    let allowed = life.allow::<act::StepDo>(Role::SocialWorker)?;
    let mut ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let about = (&known.case, &known.state);
    let done = finish(
        &mut ctx,
        &allowed,
        &hands,
        about,
        &known.edition,
        code,
        &form,
    );
    // A step that is not open any more is left as it stands.
    if let Ok((_, drafts)) = done {
        life.append(tx, at, drafts)?;
        registers::number(life, tx, at, Role::SocialWorker, id)?;
    }
    Ok(())
}

/// Writes the minutes, has them approved, and both sign.
fn agreed(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp, id: EntityId) -> Result<()> {
    let written = |life: &Life<'_>, tx: &mut dyn Tx| -> Result<bool> {
        let known = load(life, tx, id)?;
        let found = Mediation::of(&known.case, &known.state, false);
        Ok(found.is_some_and(|found| found.agreement.is_some()))
    };
    let mut at = at;
    for _ in 0..SENT_MAX {
        told(life, tx, at, id, ("pv", MINUTES))?;
        at += SignedDuration::from_mins(5);
        answer(life, tx, at, id)?;
        at += SignedDuration::from_mins(5);
        if written(life, tx)? {
            break;
        }
    }
    if !written(life, tx)? {
        return Ok(());
    }
    for (side, form, witness) in [
        (Side::First, "signature", ""),
        (Side::Second, "thumbprint", "Le président du quartier"),
    ] {
        let known = load(life, tx, id)?;
        let allowed = life.allow::<act::StepDo>(Role::SocialWorker)?;
        let form = SignForm {
            form: form.to_owned(),
            witness: witness.to_owned(),
            freely: true,
        };
        let ctx = Ctx {
            now: at,
            chance: &mut life.chance,
        };
        let of = (&known.case, &known.state);
        let signed = mediation::sign(&ctx, &allowed, of, side, &form);
        if let Ok(drafts) = signed {
            life.append(tx, at, drafts)?;
        }
    }
    Ok(())
}
