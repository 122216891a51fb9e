//! The households of a file: who is in each, and what it cannot be.

use std::collections::BTreeSet;
use std::collections::btree_map::Entry;

use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::refusal::Refusal;
use akwaba_domain::registry::household::{self, MemberRole, Membership, People, Recipient};
use akwaba_domain::registry::import::Own;
use akwaba_domain::registry::kin::Brief;
use akwaba_domain::registry::place::Place;
use akwaba_domain::{Draft, Refusals, scope};
use akwaba_journal::id::EntityId;
use akwaba_store::local::import::line::{self, Line, LineState};
use akwaba_store::local::import::member;
use akwaba_store::projections::registry::person;
use akwaba_store::{Tx, entity};

use super::found::{Found, Said};
use super::plan::{Phase, Work};
use super::ties::Ties;
use super::told::{self, Told};
use super::{CHECK_ROWS, ImportError};

/// In the place of a row: those who are in a household today are checked, those who were are left.
const ROWS_OVER: i64 = i64::MAX;

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
    if work.plan.home_row == ROWS_OVER {
        return only_told(tx, allowed, work);
    }
    let mut after = (work.plan.home, work.plan.home_row);
    let mut home: Vec<Line> = Vec::new();
    let mut seen = 0;
    loop {
        let page = line::by_household(tx, work.id, after, CHECK_ROWS)?;
        let Some(last) = page.last() else {
            one(tx, allowed, work.id, &home)?;
            (work.plan.home, work.plan.home_row) = (None, ROWS_OVER);
            return only_told(tx, allowed, work);
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

/// Checks some more of the households that no row is in today.
fn only_told(
    tx: &mut dyn Tx,
    allowed: &Allowed<act::RegistryImport>,
    work: &mut Work,
) -> Result<(), ImportError> {
    let page = member::only_told(tx, work.id, work.plan.home, CHECK_ROWS)?;
    for household in &page {
        let told = told::of(tx, work.id, *household)?;
        whole(tx, allowed, work.id, *household, (&[], told))?;
    }
    match page.last() {
        Some(last) => work.plan.home = Some(*last),
        None => work.phase = Phase::Ready,
    }
    Ok(())
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
    let told = told::of(tx, job, id)?;
    whole(tx, allowed, job, id, (lines, told))
}

/// Checks one household with those who are in it today and the memberships that rows tell with days.
fn whole(
    tx: &mut dyn Tx,
    allowed: &Allowed<act::RegistryImport>,
    job: EntityId,
    id: EntityId,
    (lines, told): (&[Line], Vec<(i64, Told)>),
) -> Result<(), ImportError> {
    let mut first = None;
    let mut tellers = Vec::new();
    for (number, told) in told {
        let Some(teller) = line::at(tx, job, number)? else {
            continue;
        };
        first.get_or_insert_with(|| teller.clone());
        tellers.push((teller, told));
    }
    let lines_first = lines.first().cloned();
    let head = lines.iter().find(|line| is_head(line)).cloned();
    let Some(at) = head.or(lines_first).or(first) else {
        return Ok(());
    };
    let known = entity::find(tx, scope::registry(allowed.centre()), id)?;
    if known.is_some_and(|(kind, _)| kind != household::KIND) {
        let refusal = Refusal::whole("import-record-not-one");
        let mut all = lines.iter().chain(tellers.iter().map(|(line, _)| line));
        return all.try_for_each(|line| blame(tx, job, line, &refusal));
    }
    let mut home = Home::new(id);
    for (line, told) in &tellers {
        if let Some(person) = line.person {
            home.tell(tx, allowed, (person, is_new(line)), told)?;
        }
    }
    if let Some(twice) = home.receives_twice() {
        let line = tellers.iter().find(|(line, _)| line.person == Some(twice));
        let line = line.map_or(&at, |(line, _)| line);
        blame(tx, job, line, &Refusal::whole("import-two-recipients"))?;
    }
    for line in lines {
        if let (Some(person), Some(role)) = (line.person, line.role.and_then(role)) {
            home.add(tx, allowed, (person, is_new(line)), role)?;
        }
    }
    if let Err(ImportError::Refused(refusals)) = home.draft(tx, allowed, None) {
        let two_heads = |refusal: &&Refusal| refusal.code == "registry-two-heads";
        let several = lines.iter().filter(|line| is_head(line)).count() > 1;
        for refusal in refusals.as_slice() {
            // Two heads of the file are told at their own rows.
            if !(several && two_heads(&refusal)) {
                blame(tx, job, &at, refusal)?;
            }
        }
    }
    Ok(())
}

fn is_new(line: &Line) -> bool {
    matches!(
        line.state,
        LineState::New | LineState::Possible | LineState::Probable
    )
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
    /// The address that a row tells as the household's own, if one does.
    address: Option<Option<Place>>,
    recipients: Vec<Recipient>,
    people: People,
    known: BTreeSet<EntityId>,
}

impl Home {
    pub(crate) fn new(id: EntityId) -> Self {
        Self {
            id,
            members: Vec::new(),
            address: None,
            recipients: Vec::new(),
            people: People::new(),
            known: BTreeSet::new(),
        }
    }

    pub(crate) fn id(&self) -> EntityId {
        self.id
    }

    /// Who receives while somebody else does.
    fn receives_twice(&self) -> Option<EntityId> {
        household::receives_twice(&self.recipients).map(|twice| twice.person)
    }

    /// Adds a membership with its days, new with this file or not, before those who are in it today; or what is the
    /// household's own.
    pub(super) fn tell(
        &mut self,
        tx: &mut dyn Tx,
        allowed: &Allowed<act::RegistryImport>,
        (person, new): (EntityId, bool),
        told: &Told,
    ) -> Result<(), ImportError> {
        match &told.own {
            Some(Own::Address(place)) if self.address.is_none() => {
                self.address = Some(place.clone());
            }
            Some(Own::Recipient(recipient)) => self.recipients.push(Recipient {
                person,
                ..recipient.clone()
            }),
            Some(Own::Address(_)) | None => {}
        }
        let Some(member) = &told.member else {
            return Ok(());
        };
        let member = Membership {
            person,
            ..member.clone()
        };
        if !self.members.contains(&member) {
            self.brief(tx, allowed, (person, new), told.brief())?;
            self.members.push(member);
        }
        Ok(())
    }

    /// Notes what decides on a member: of the registry, or of the file where they are new.
    fn brief(
        &mut self,
        tx: &mut dyn Tx,
        allowed: &Allowed<act::RegistryImport>,
        (person, new): (EntityId, bool),
        told: Brief,
    ) -> Result<(), ImportError> {
        let row = if new {
            None
        } else {
            self.known.insert(person);
            person::find(tx, scope::registry(allowed.centre()), person)?
        };
        let brief = row.map_or(told, |row| row.line.brief());
        self.people.entry(person).or_insert(brief);
        Ok(())
    }

    /// Adds who is in it today, new with this file or not, once: of two rows that are one person, the first says the
    /// role, and what is told with days counts before what is told without.
    pub(crate) fn add(
        &mut self,
        tx: &mut dyn Tx,
        allowed: &Allowed<act::RegistryImport>,
        (person, new): (EntityId, bool),
        role: MemberRole,
    ) -> Result<(), ImportError> {
        let is_there = |member: &Membership| member.person == person && member.until.is_none();
        if self.members.iter().any(is_there) {
            return Ok(());
        }
        self.brief(tx, allowed, (person, new), Brief::default())?;
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
        let known = |member: &Membership| self.known.contains(&member.person);
        if !state.exists() && self.members.iter().all(known) {
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
        let place = self.address.as_ref().map_or(place, Option::as_ref);
        let own = (place, self.recipients.as_slice());
        let drafted = household::gather(allowed, self.id, &state, &self.members, own, &self.people);
        drafted.map_err(|wrong: Refusals| ImportError::Refused(wrong))
    }
}
