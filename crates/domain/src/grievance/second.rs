//! Somebody else than who answered: whoever is not of the same opinion is heard by a person who gave none of the answers.
//!
//! Owns who answered, who may judge, and who else is given the complaint so that there is somebody. Invariants: whoever
//! answered judges no appeal, in any order of the entries; once it is answered, nothing that is decided leaves it to those
//! alone who answered, where anybody else may hold it; where nobody may, the receipt is told. Never: waits for who answered to hand it on, or gives what is grave
//! to the centre.

use super::life::{Anew, anew};
use super::{About, Appealed, Grievance, Held, Stage, may_hold};
use crate::actor::Role;
use crate::casework::sealed::{self, File};
use crate::centre::account::Account;
use crate::draft::Drafts;
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::id::{ActorId, CentreId};
use std::collections::BTreeSet;

/// Those among whom somebody else is found.
#[derive(Clone, Copy)]
pub struct Colleagues<'a> {
    /// Of which centre.
    pub centre: CentreId,
    /// Accounts that have keys of their own.
    pub keyed: &'a [Account],
}

/// Who has a complaint, who must never have it, and who answered it.
pub(super) struct Hands<'a> {
    pub(super) held: &'a BTreeSet<ActorId>,
    pub(super) never: &'a BTreeSet<ActorId>,
    pub(super) answered: &'a BTreeSet<ActorId>,
}

impl Colleagues<'_> {
    /// Those who may hold it and judge what they have not answered.
    fn judges<'c>(&'c self, hands: &'c Hands<'c>) -> impl Iterator<Item = &'c Account> {
        self.keyed.iter().filter(|one| {
            may_hold(one, self.centre)
                && !hands.never.contains(&one.id)
                && !hands.answered.contains(&one.id)
        })
    }

    /// Whether one of those who have it may judge.
    pub(super) fn has_judge(&self, hands: &Hands<'_>) -> bool {
        self.judges(hands).any(|one| hands.held.contains(&one.id))
    }

    /// Those who have it and, where all of them answered, whoever else may judge: the region, or else who directs where
    /// nothing grave was said.
    pub(super) fn with_another(&self, hands: &Hands<'_>, about: About) -> BTreeSet<ActorId> {
        let mut held = hands.held.clone();
        if hands.answered.is_empty() || self.has_judge(hands) {
            return held;
        }
        let region = |one: &&Account| {
            let mut grants = one.grants.iter();
            grants.any(|grant| {
                grant.role == Role::RegionalSupervisor && grant.reach.covers(self.centre)
            })
        };
        let before = held.len();
        held.extend(self.judges(hands).filter(region).map(|one| one.id));
        if held.len() == before && !about.is_grave() {
            held.extend(self.judges(hands).map(|one| one.id));
        }
        held
    }
}

impl Grievance {
    /// Who has answered.
    pub fn answered_by(&self) -> BTreeSet<ActorId> {
        self.answered_until(i64::MAX)
    }

    fn answered_until(&self, micros: i64) -> BTreeSet<ActorId> {
        let answers = self.answers.iter();
        let before = answers.filter(|one| one.stage == Stage::Answered && one.micros <= micros);
        before.map(|one| one.by).collect()
    }

    /// The appeal that nobody who may has answered yet. What somebody who answered before says after it, as two
    /// installations that have not met may have it, judges nothing.
    pub fn appeal_waiting(&self) -> Option<&Appealed> {
        let last = self.appeals.last()?;
        let judged = self.after_appeal(last);
        let mut judged = judged.filter(|stage| *stage == Stage::Answered);
        judged.next().is_none().then_some(last)
    }

    /// Where it stands, from what was said since an appeal by those who may judge it.
    pub(super) fn after_appeal(&self, appeal: &Appealed) -> impl Iterator<Item = Stage> {
        let before = self.answered_until(appeal.micros);
        let since = self.answers.iter();
        since
            .filter(move |one| one.micros > appeal.micros && !before.contains(&one.by))
            .map(|one| one.stage)
    }

    /// Whether somebody may answer: who answered before never answers the appeal.
    ///
    /// # Errors
    /// `grievance-appeal-other`.
    pub fn may_answer(&self, who: ActorId) -> Result<(), Refusal> {
        if self.appeal_waiting().is_some() && self.answered_by().contains(&who) {
            return Err(Refusal::whole("grievance-appeal-other"));
        }
        Ok(())
    }
}

impl Held<'_> {
    /// Whether somebody else could judge an appeal, once `by` has answered.
    pub fn has_judge_but(&self, by: ActorId, among: &Colleagues<'_>) -> bool {
        let Some(file) = File::of(self.file.1) else {
            return false;
        };
        let mut answered = self.grievance.answered_by();
        answered.insert(by);
        let hands = |held| Hands {
            held,
            never: &file.never,
            answered: &answered,
        };
        let about = self.grievance.said.about;
        let held = among.with_another(&hands(&file.supervision), about);
        among.has_judge(&hands(&held))
    }
}

/// Gives it to whoever else may judge, where all who have it answered: somebody has left, or somebody has come. And where
/// `new` says so, another mailbox, since somebody who left had the keys of the former one. Nobody is asked.
///
/// # Errors
/// `protected-never` when somebody who must never read it has it.
pub fn attend(
    allowed: &Allowed<act::ProtectedEnter>,
    held: &Held<'_>,
    among: &Colleagues<'_>,
    new: Option<&Anew<'_>>,
) -> Result<Drafts, Refusals> {
    let mut drafts = Drafts::under(allowed);
    let mut alone = false;
    if let Some(file) = File::of(held.file.1) {
        let answered = held.grievance.answered_by();
        let hands = |held| Hands {
            held,
            never: &file.never,
            answered: &answered,
        };
        let to = among.with_another(&hands(&file.supervision), held.grievance.said.about);
        alone = !answered.is_empty() && !among.has_judge(&hands(&to));
        if to != file.supervision {
            drafts.join(sealed::entrust(allowed, held.file, &to, &BTreeSet::new())?);
        }
    }
    if let Some(new) = new {
        drafts.join(anew(allowed, held.grievance, new, alone));
    }
    Ok(drafts)
}
