//! What the pages of mediation share: the mediation of an address with what other cases tell, the
//! gate before a step, and the names of the two.

use std::collections::BTreeSet;

use akwaba_domain::casework::{Case, Subject};
use akwaba_domain::mediation::{Mediation, PROCEDURE, Side, Who, is_joint, tells};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_store::projections::casework::cases_of_subject;
use akwaba_store::projections::registry::household;
use akwaba_store::{Tx, entity};

pub(super) use crate::pages::casework::shared::{
    Known, allow, case_path, centre, here, load, opened,
};

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::casework::Names;
use crate::parts::{Notice, Tone};
use crate::problem::Problem;

/// The address of the mediation of a case.
pub(super) fn path(case: EntityId) -> String {
    format!("{}/mediation", case_path(case))
}

/// Everybody whom a mediation concerns: its household, who lives or lived in it, and the two.
pub(super) fn concerned(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (case, state): (&Case, &State),
) -> Result<BTreeSet<EntityId>, Problem> {
    let mut subjects: BTreeSet<EntityId> = case.subject.record().into_iter().collect();
    if let Subject::Household(id) = case.subject {
        // Who has left the household is still who was there.
        let members = household::members(tx, scope, id)?;
        subjects.extend(members.iter().map(|row| row.membership.person));
    }
    let mediation = Mediation::of(case, state, false);
    let parties = mediation.into_iter().flat_map(|known| known.parties);
    subjects.extend(parties.flatten().filter_map(|who| match who {
        Who::Registered(id) => Some(id),
        Who::Described(_) => None,
    }));
    Ok(subjects)
}

/// Whether another case of the two, or of their household, tells of violence: a case of the open part, for nothing here knows
/// of a sealed one.
fn elsewhere(
    tx: &mut dyn Tx,
    scope: ScopeId,
    (case, state): (&Case, &State),
) -> Result<bool, Problem> {
    for subject in concerned(tx, scope, (case, state))? {
        for line in cases_of_subject(tx, scope, subject)? {
            if line.case == case.id {
                continue;
            }
            let state = entity::load(tx, scope, line.case)?;
            if Case::of(line.case, &state).is_some_and(|other| tells(&other, &state)) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The mediation of a case, with what other cases tell; `None` for another procedure.
fn of(tx: &mut dyn Tx, scope: ScopeId, known: &Known) -> Result<Option<Mediation>, Problem> {
    if known.case.procedure.code != PROCEDURE {
        return Ok(None);
    }
    let about = (&known.case, &known.state);
    let elsewhere = elsewhere(tx, scope, about)?;
    Ok(Mediation::of(&known.case, &known.state, elsewhere))
}

/// The mediation of the address, when the reader may open its case.
///
/// # Errors
/// [`Problem::NotFound`] otherwise, and for a case of another procedure.
pub(super) fn asked(exchange: &Exchange<'_, '_>) -> Result<(Known, Mediation), Problem> {
    let (known, scope) = (opened(exchange)?, here(exchange));
    let mediation = exchange.read(|tx| of(tx, scope, &known))?;
    Ok((known, mediation.ok_or(Problem::NotFound)?))
}

/// Which of the two the address means.
pub(super) fn side(exchange: &Exchange<'_, '_>) -> Result<Side, Problem> {
    Side::from_code(exchange.param("cote")).ok_or(Problem::NotFound)
}

/// Refuses a step that brings two people together where another case tells of violence. What the
/// case itself tells is kept by its own decisions.
///
/// # Errors
/// `mediation-closed`: words that tell nothing.
pub(in crate::pages) fn keeps(
    tx: &mut dyn Tx,
    scope: ScopeId,
    known: &Known,
    steps: &[&str],
) -> Result<(), Problem> {
    if known.case.procedure.code != PROCEDURE || !steps.iter().any(|step| is_joint(step)) {
        return Ok(());
    }
    if elsewhere(tx, scope, (&known.case, &known.state))? {
        return Err(Refusals::from(Refusal::whole("mediation-closed")).into());
    }
    Ok(())
}

/// Whether a sign stands, in the case or in another: no minutes are written.
pub(in crate::pages) fn apart(
    tx: &mut dyn Tx,
    scope: ScopeId,
    known: &Known,
) -> Result<bool, Problem> {
    let mediation = of(tx, scope, known)?;
    Ok(mediation.is_some_and(|mediation| !mediation.signs.is_empty()))
}

/// What the page of a step says before anybody sits down: that this step is closed, in neutral words.
pub(in crate::pages) fn notice(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    known: &Known,
    step: &str,
) -> Result<Option<Notice>, Problem> {
    if !is_joint(step) {
        return Ok(None);
    }
    let scope = here(exchange);
    let mediation = exchange.read(|tx| of(tx, scope, known))?;
    Ok(mediation
        .as_ref()
        .and_then(|mediation| closed(f, mediation)))
}

/// That the two cannot be brought together, and nothing of why.
pub(super) fn closed(f: &Frame, mediation: &Mediation) -> Option<Notice> {
    if !mediation.signs.is_empty() {
        let text = f.t("mediation-closed-text");
        return Some(Notice::new(Tone::Info, f.t("mediation-closed"), text));
    }
    if !mediation.may_meet() {
        let text = f.t("mediation-alone-first-text");
        return Some(Notice::new(Tone::Info, f.t("mediation-alone-first"), text));
    }
    None
}

/// The names of the two, as far as they were told.
pub(super) fn names(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    mediation: &Mediation,
) -> Result<[String; 2], Problem> {
    let scope = here(exchange);
    exchange.read(|tx| {
        let mut said = [String::new(), String::new()];
        for (name, who) in said.iter_mut().zip(&mediation.parties) {
            *name = match who {
                None => String::new(),
                Some(Who::Described(words)) => f.name(words.as_str()),
                Some(Who::Registered(id)) => Names::of(tx, scope, f, [*id])?.name(f, Some(*id)),
            };
        }
        Ok(said)
    })
}
