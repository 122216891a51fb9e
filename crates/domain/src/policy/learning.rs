//! What an intern may do with a case: the one decision, from what is known of both accounts and of the case.
//!
//! Invariant: only a case of ordinary confidentiality, that their tutor follows and opened to them; it ends with its
//! day, when the case passes to somebody else, when the tutor changes, when either account is suspended.

use super::{Allowed, Denied, act};
use crate::casework::intern::Opening;
use crate::casework::{Case, Edition};
use crate::centre::account::Account;
use crate::centre::tutor;
use crate::registry::when::Day;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_procedures::workbook::Confidentiality;
use core::marker::PhantomData;

/// How far a case is opened to an intern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// To be read.
    Read,
    /// Also to write notes and to prepare steps.
    Write,
}

/// Everything that the decision rests on.
#[derive(Debug, Clone, Copy)]
pub struct Learning<'a> {
    /// The centre.
    pub centre: CentreId,
    /// The day.
    pub today: Day,
    /// The account of the intern.
    pub intern: &'a Account,
    /// The account of who opened the case.
    pub tutor: &'a Account,
    /// The case.
    pub case: &'a Case,
    /// The version of the procedure under which it runs.
    pub edition: &'a Edition,
    /// The last time that it was opened to this intern.
    pub opening: &'a Opening,
}

/// How far an intern reaches a case; not at all unless every condition holds.
pub fn learning(known: &Learning<'_>) -> Option<Reach> {
    let Learning {
        centre,
        today,
        intern,
        tutor,
        case,
        edition,
        opening,
    } = *known;
    let guided = intern.tutor?;
    let people = tutor::is_intern(intern, centre) && tutor::may_guide(tutor, centre);
    let pair =
        guided.tutor == tutor.id && opening.by.actor == tutor.id && opening.intern == intern.id;
    // Opened under an earlier tutoring, or before the case was given to somebody, is opened no more.
    let since = guided.since < opening.by
        && case
            .handed
            .last()
            .is_none_or(|handed| handed.source < opening.by);
    let lasts = opening.closed.is_none() && today <= opening.until;
    let follows = case.centre == centre && case.assigned == Some(tutor.id);
    let ordinary = edition.procedure.confidentiality == Confidentiality::Ordinary;
    let reach = match opening.writes {
        true => Reach::Write,
        false => Reach::Read,
    };
    (people && pair && since && lasts && follows && ordinary).then_some(reach)
}

/// The permission to read a case, for the intern to whom it is opened.
///
/// # Errors
/// [`Denied::NotOpened`] unless every condition holds.
pub fn allow_learning(known: &Learning<'_>) -> Result<Allowed<act::CaseLearn, EntityId>, Denied> {
    learning(known).ok_or(Denied::NotOpened)?;
    Ok(granted(known))
}

/// The permission to write notes on a case and to prepare its steps, for the intern to whom it is opened so.
///
/// # Errors
/// [`Denied::NotOpened`] unless every condition holds.
pub fn allow_preparing(
    known: &Learning<'_>,
) -> Result<Allowed<act::CasePrepare, EntityId>, Denied> {
    let reach = learning(known).filter(|reach| *reach == Reach::Write);
    reach.ok_or(Denied::NotOpened)?;
    Ok(granted(known))
}

fn granted<A: super::Permit>(known: &Learning<'_>) -> Allowed<A, EntityId> {
    Allowed {
        actor: known.intern.id,
        centre: known.centre,
        subject: known.case.id,
        room: super::Room::Open,
        action: PhantomData,
    }
}

#[cfg(test)]
#[path = "learning_tests.rs"]
mod tests;
