//! What the demonstration brings about step by step: a mediation whose two are named and who signed; and, on one day, the
//! answers to [`proposals`].

use super::answers::decision;
use super::cases::{Cases, answer, load};
use super::groups;
use super::life::Life;
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
use akwaba_store::projections::registry::household;
use anyhow::{Result, anyhow};
use jiff::{SignedDuration, Timestamp};

/// One day of cases out of so many goes on with the mediation.
const EVERY: usize = 5;
/// On which day of cases proposals are answered.
const ANSWERED_ON: usize = 30;
/// How often somebody is looked for who lives with others.
const OPENED_MAX: usize = 12;
/// How often the minutes are sent until the director approves them.
const SENT_MAX: usize = 6;

/// What is answered at a step: questions of the group of the same name.
type Said = (&'static str, &'static [(&'static str, &'static str)]);

/// The steps of the mediation, up to the minutes.
const MEDIATED: [Said; 5] = [
    (
        "demande",
        &[
            ("demandeur", "une"),
            ("objet_conflit", "voisin"),
            (
                "demande_mots",
                "La cour commune ne s'ouvre plus depuis le muret.",
            ),
            ("autre_informe", "oui"),
            ("tribunal", "non"),
            ("agent_lien", "non"),
        ],
    ),
    (
        "entretien_a",
        &[
            ("a_jour", ""),
            ("a_seule", "oui"),
            ("a_peur", "non"),
            ("a_coups", "non"),
            ("a_contrainte", "non"),
            ("a_enfant", "non"),
            ("a_geste", "non"),
            ("a_recit", "Elle passe par la route pour aller au puits."),
            ("a_attente", "Un passage vers le puits."),
            ("veut_a", "oui"),
        ],
    ),
    (
        "entretien_b",
        &[
            ("b_jour", ""),
            ("b_seule", "oui"),
            ("b_peur", "non"),
            ("b_coups", "non"),
            ("b_contrainte", "non"),
            ("b_enfant", "non"),
            ("b_geste", "non"),
            ("b_recit", "Le muret garde les poules."),
            ("b_attente", "Que les bêtes ne passent plus."),
            ("veut_b", "oui"),
        ],
    ),
    (
        "cadre",
        &[
            ("a_signe", "oui"),
            ("b_signe", "oui"),
            ("reparler_seul", "oui"),
        ],
    ),
    (
        "seance",
        &[
            ("seance_date", ""),
            ("seance_agents", "2"),
            ("seance_points", "Le passage, les poules, le puits."),
            ("seance_peur", "non"),
            ("seance_engagements", "Une porte dans le muret."),
            ("seance_issue", "accord"),
        ],
    ),
];
/// The minutes, with what is engaged.
const MINUTES: &[(&str, &str)] = &[
    ("pv_type", "conciliation"),
    ("pv_faits", "Un muret ferme le passage vers le puits."),
    ("pv_libre", "oui"),
    ("pv_suivi_jour", "+30"),
    ("engagement[1]/engagement_qui", "Le voisin"),
    (
        "engagement[1]/engagement_quoi",
        "Ouvre une porte dans le muret",
    ),
    ("engagement[1]/engagement_date", "+14"),
    ("engagement[2]/engagement_qui", "Elle"),
    (
        "engagement[2]/engagement_quoi",
        "Referme la porte à chaque passage",
    ),
];
/// What goes on from one day to the next.
#[derive(Default)]
pub(super) struct Facilitation {
    turn: usize,
    mediation: Option<EntityId>,
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
        if !turn.is_multiple_of(EVERY) {
            return Ok(());
        }
        match (turn / EVERY, self.mediation) {
            (0, _) => self.mediation = begun(cases, life, tx, at)?,
            (step, Some(id)) => {
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

/// Opens the mediation, writes the demand, and names the two.
fn begun(
    cases: &mut Cases,
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
) -> Result<Option<EntityId>> {
    let mut opened = None;
    // Whoever comes may live alone.
    for _ in 0..OPENED_MAX {
        opened = cases.open_under(life, tx, at, Some(mediation::PROCEDURE))?;
        if opened.is_some() {
            break;
        }
    }
    let Some(id) = opened else {
        return Ok(None);
    };
    // What chance answers would not lead two people together.
    cases.leave(id);
    if let Some(said) = MEDIATED.first() {
        told(life, tx, at, id, *said)?;
    }
    let Subject::Household(home) = load(life, tx, id)?.case.subject else {
        return Ok(None);
    };
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
