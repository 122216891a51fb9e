//! The households of a file: who is in each, and what it cannot be.

use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::refusal::Refusal;
use akwaba_domain::registry::household::{self, MemberRole, Membership, People};
use akwaba_domain::registry::kin::Brief;
use akwaba_domain::registry::place::Place;
use akwaba_domain::{Draft, Refusals, scope};
use akwaba_journal::id::EntityId;
use akwaba_store::local::import::line::{self, Line, LineState};
use akwaba_store::projections::registry::person;
use akwaba_store::{Tx, entity};

use super::found::{Found, Said};
use super::plan::{Phase, Work};
use super::ties::Ties;
use super::{CHECK_ROWS, ImportError};

/// The number of a role, as rows are staged with it.
pub(crate) fn number(role: MemberRole) -> i64 {
    let place = MemberRole::ALL.iter().position(|known| *known == role);
    place
        .and_then(|place| i64::try_from(place).ok())
        .unwrap_or(-1)
}

pub(crate) fn role(number: i64) -> Option<MemberRole> {
    let place = usize::try_from(number).ok()?;
    MemberRole::ALL.get(place).copied()
}

/// Checks the households and the ties of some more rows; the last one begun is always checked whole.
pub(crate) fn check(
    tx: &mut dyn Tx,
    allowed: &Allowed<act::RegistryImport>,
    work: &mut Work,
    ties: Option<&Ties<'_>>,
) -> Result<(), ImportError> {
    let mut after = (work.plan.home, work.plan.home_row);
    let mut home: Vec<Line> = Vec::new();
    let mut seen = 0;
    loop {
        let page = line::by_household(tx, work.id, after, CHECK_ROWS)?;
        let Some(last) = page.last() else {
            one(tx, allowed, work.id, &home)?;
            work.phase = Phase::Ready;
            return Ok(());
        };
        after = (last.household, last.number);
        for mut line in page {
            if let Some(ties) = ties {
                ties.check(tx, &mut line)?;
            }
            let next = home
                .first()
                .is_some_and(|first| first.household != line.household);
            if next {
                one(tx, allowed, work.id, &home)?;
                if let Some(last) = home.last() {
                    work.plan.home = last.household;
                    work.plan.home_row = last.number;
                }
                home.clear();
            }
            let whole = next || line.household.is_none();
            if whole && seen >= u64::from(CHECK_ROWS) {
                work.plan.checked = work.plan.checked.saturating_add(seen);
                return Ok(());
            }
            seen += 1;
            if line.household.is_some() {
                home.push(line);
            } else {
                work.plan.home_row = line.number;
            }
        }
    }
}

/// Checks one household whose rows are at hand.
fn one(
    tx: &mut dyn Tx,
    allowed: &Allowed<act::RegistryImport>,
    job: EntityId,
    lines: &[Line],
) -> Result<(), ImportError> {
    let mut heads = lines.iter().filter(|line| is_head(line));
    let first = heads.next();
    for other in heads {
        let with = first.map_or(0, |first| first.number);
        let refusal = Refusal::whole("import-two-heads").with("row", with);
        blame(tx, job, other, &refusal)?;
    }
    let Some(id) = lines.first().and_then(|line| line.household) else {
        return Ok(());
    };
    let known = entity::find(tx, scope::registry(allowed.centre()), id)?;
    if known.is_some_and(|(kind, _)| kind != household::KIND) {
        let refusal = Refusal::whole("import-record-not-one");
        return lines
            .iter()
            .try_for_each(|line| blame(tx, job, line, &refusal));
    }
    let mut home = Home::new(id);
    for line in lines {
        if let (Some(person), Some(role)) = (line.person, line.role.and_then(role)) {
            let new = matches!(
                line.state,
                LineState::New | LineState::Possible | LineState::Probable
            );
            home.add(tx, allowed, (person, new), role)?;
        }
    }
    if let Err(ImportError::Refused(refusals)) = home.draft(tx, allowed, None) {
        let at = first.or(lines.first());
        let two_heads = |refusal: &&Refusal| refusal.code == "registry-two-heads";
        let several = lines.iter().filter(|line| is_head(line)).count() > 1;
        for refusal in refusals.as_slice() {
            // Two heads of the file are told at their own rows.
            if let Some(line) = at.filter(|_| !(several && two_heads(&refusal))) {
                blame(tx, job, line, refusal)?;
            }
        }
    }
    Ok(())
}

fn is_head(line: &Line) -> bool {
    // A row that says again what another says is not a second head.
    line.state != LineState::Repeated && line.role.and_then(role) == Some(MemberRole::Head)
}

/// Notes a fault of the household at one of its rows.
fn blame(
    tx: &mut dyn Tx,
    job: EntityId,
    line: &Line,
    refusal: &Refusal,
) -> Result<(), ImportError> {
    let mut found = Found::unpack(line.found.as_deref())?;
    let said = Said::refusal(None, refusal);
    if !found.faults.contains(&said) {
        found.faults.push(said);
    }
    line::renote(tx, job, line.number, LineState::Wrong, &found.pack())?;
    Ok(())
}

/// A household being put together.
pub(crate) struct Home {
    id: EntityId,
    members: Vec<Membership>,
    people: People,
    known: BTreeSet<EntityId>,
}

impl Home {
    pub(crate) fn new(id: EntityId) -> Self {
        Self {
            id,
            members: Vec::new(),
            people: People::new(),
            known: BTreeSet::new(),
        }
    }

    pub(crate) fn id(&self) -> EntityId {
        self.id
    }

    /// Adds a member, new with this file or not, once: of two rows that are one person, the first says the role.
    pub(crate) fn add(
        &mut self,
        tx: &mut dyn Tx,
        allowed: &Allowed<act::RegistryImport>,
        (person, new): (EntityId, bool),
        role: MemberRole,
    ) -> Result<(), ImportError> {
        if self.people.contains_key(&person) {
            return Ok(());
        }
        let row = if new {
            None
        } else {
            self.known.insert(person);
            person::find(tx, scope::registry(allowed.centre()), person)?
        };
        let brief = row.map_or_else(Brief::default, |row| row.line.brief());
        self.people.insert(person, brief);
        self.members.push(Membership {
            person,
            role,
            from: None,
            until: None,
        });
        Ok(())
    }

    /// The entry that brings its members in; `None` when nothing changes, or when all of them were known and the
    /// household was not: their household has another number here.
    pub(crate) fn draft(
        &mut self,
        tx: &mut dyn Tx,
        allowed: &Allowed<act::RegistryImport>,
        place: Option<&Place>,
    ) -> Result<Option<Draft>, ImportError> {
        let scope = scope::registry(allowed.centre());
        let state = entity::load(tx, scope, self.id)?;
        if !state.exists() && self.known.len() == self.members.len() {
            return Ok(None);
        }
        let others = household::HouseholdView::of(self.id, &state);
        for other in others.people() {
            if let Entry::Vacant(free) = self.people.entry(other) {
                // Somebody who was forgotten still has a place here, without anything known of them.
                let row = person::find(tx, scope, other)?;
                free.insert(row.map_or_else(Brief::default, |row| row.line.brief()));
            }
        }
        let drafted =
            household::gather(allowed, self.id, &state, &self.members, place, &self.people);
        drafted.map_err(|wrong: Refusals| ImportError::Refused(wrong))
    }
}
