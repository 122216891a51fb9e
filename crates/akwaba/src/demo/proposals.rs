//! Proposals of what goes with what, answered: accepted, which begins the guided file with the papers that are there, declined
//! with a reason, and barred.

use super::cases::{Cases, load};
use super::life::Life;
use akwaba_domain::Ctx;
use akwaba_domain::actor::Role;
use akwaba_domain::bilan::file::File;
use akwaba_domain::bilan::{self, Way};
use akwaba_domain::casework::Subject;
use akwaba_domain::complementarity::{
    AnswerForm, Home, Member, Proposal, decide, entity as answers_of, for_member, rules,
};
use akwaba_domain::ctx::day_of;
use akwaba_domain::policy::act;
use akwaba_domain::registry::Day;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::registry::{household, person};
use akwaba_store::{Tx, entity};
use anyhow::Result;
use jiff::{SignedDuration, Timestamp};

/// What is answered to proposals, in turn: answer, barrier, words.
const ANSWERS: [[&str; 3]; 5] = [
    ["accepte", "", ""],
    ["ecarte", "", "La famille préfère attendre la rentrée."],
    [
        "empeche",
        "distance",
        "Le centre d'enrôlement est à deux heures de piste.",
    ],
    ["accepte", "", ""],
    [
        "empeche",
        "cout",
        "Le transport coûte plus que la famille ne peut donner.",
    ],
];

/// A member of a household and what the rules propose for them.
type Proposed = (EntityId, EntityId, Proposal<'static>);

/// Answers a few proposals, each of another household; what is accepted begins its guided file.
pub(super) fn answered(
    cases: &mut Cases,
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
) -> Result<()> {
    let mut at = at;
    let mut homes = household::ids_after(tx, life.scope, None, 60)?.into_iter();
    for [said, barrier, words] in ANSWERS {
        let found = homes.find_map(|home| proposed(life, tx, at, home).transpose());
        let Some((home, member, proposal)) = found.transpose()? else {
            return Ok(());
        };
        at += SignedDuration::from_mins(6);
        let case = match (said, proposal.way) {
            ("accepte", Some(way)) => guided(cases, life, tx, at, (member, way))?,
            _ => None,
        };
        let form = AnswerForm {
            answer: said.to_owned(),
            barrier: barrier.to_owned(),
            words: words.to_owned(),
        };
        let state = entity::load(tx, life.scope, answers_of(home))?;
        let allowed = life.allow::<act::CaseOpen>(Role::SocialWorker)?;
        let ctx = Ctx {
            now: at,
            chance: &mut life.chance,
        };
        let about = (&proposal, Some(member));
        let drafts = decide(&ctx, &allowed, (home, &state), about, &form, case);
        if let Ok(drafts) = drafts {
            life.append(tx, at, drafts)?;
        }
    }
    Ok(())
}

/// The first proposal for a member of a household.
fn proposed(
    life: &Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    home: EntityId,
) -> Result<Option<Proposed>> {
    let today = Day::new(day_of(at));
    let members = household::members(tx, life.scope, home)?;
    let ids: Vec<EntityId> = members.iter().map(|row| row.membership.person).collect();
    for row in person::several(tx, life.scope, ids)? {
        let birth = row.line.birth.as_ref();
        let lacks = bilan::lacks(
            bilan::Member {
                needs: &row.line.needs,
                birth,
                nni: None,
            },
            today,
        );
        let member = Member {
            needs: &row.line.needs,
            ages: birth.and_then(|birth| birth.ages_on(today)),
            lacks: &lacks,
        };
        let all = for_member(&rules().0, Home::default(), &member);
        if let Some(proposal) = all.into_iter().next() {
            return Ok(Some((home, row.person, proposal)));
        }
    }
    Ok(None)
}

/// Begins the guided file of a lack, with its first papers there.
fn guided(
    cases: &mut Cases,
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    (member, way): (EntityId, Way),
) -> Result<Option<EntityId>> {
    let begun = cases.open_for(life, tx, at, (way.procedure(), Subject::Person(member)))?;
    let Some(id) = begun else {
        return Ok(None);
    };
    cases.leave(id);
    let known = load(life, tx, id)?;
    let allowed = life.allow::<act::CaseOpen>(Role::SocialWorker)?;
    let drafts = bilan::file::begin(&allowed, (&known.case, &known.state), way);
    if let Ok(drafts) = drafts {
        life.append(tx, at, drafts)?;
    }
    let known = load(life, tx, id)?;
    let Some(file) = File::of(&known.state) else {
        return Ok(Some(id));
    };
    let there: Vec<String> = (0..way.papers().len().min(2))
        .map(|at| at.to_string())
        .collect();
    let allowed = life.allow::<act::StepDo>(Role::SocialWorker)?;
    let drafts = bilan::file::check(&allowed, (&known.case, &known.state), &file, &there);
    if let Ok(drafts) = drafts {
        life.append(tx, at, drafts)?;
    }
    Ok(Some(id))
}
