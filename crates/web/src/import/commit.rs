//! Writing a checked file into the registry: everything in one batch, or nothing.
//!
//! Invariant: what was decided is what is written. A row that became known since the check is not written again.

use akwaba_domain::draft::Drafts;
use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::registry::household::MemberRole;
use akwaba_domain::registry::import::record::{self, Counts, Import};
use akwaba_domain::registry::import::{Mapping, Naming};
use akwaba_domain::registry::place::Place;
use akwaba_domain::scope;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::local::import;
use akwaba_store::local::import::line::{self, Choice, Line, LineState};
use akwaba_store::local::import::member;
use akwaba_store::projections::registry::import::find as find_done;
use akwaba_store::projections::registry::person;
use akwaba_store::{Store, StoreError, Tx, Writing, append_stream};

use super::ImportError;
use super::found::{Cells, Found};
use super::homes::{self, Home};
use super::plan::{Phase, Work};
use super::stage::naming;
use super::told;

/// Rows written at a time within the batch.
const PIECE_ROWS: u32 = 500;
/// Rows removed in one transaction when they are no longer needed.
const SWEEP_ROWS: u32 = 20_000;
/// The most rows followed from one that is the same person to the next.
const SAME_MAX: usize = 16;

/// An import that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Its record.
    pub import: EntityId,
    /// What became of its rows.
    pub counts: Counts,
}

/// Writes everything. Asked again, it says what was written the first time.
///
/// # Errors
/// [`ImportError::OtherStep`] while a row is wrong or waits for a decision; those of the store. Nothing is written then.
pub fn commit(
    store: &Store,
    writing: &mut Writing<'_>,
    allowed: &Allowed<act::RegistryImport>,
    id: EntityId,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Committed, ImportError> {
    store.at_length(|| write(store, writing, allowed, id, progress))?
}

fn write(
    store: &Store,
    writing: &mut Writing<'_>,
    allowed: &Allowed<act::RegistryImport>,
    id: EntityId,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Committed, ImportError> {
    let registry = scope::registry(allowed.centre());
    let committed = store.write(|tx| {
        if let Some(done) = find_done(tx, registry, id)? {
            return Ok(Committed {
                import: id,
                counts: done.import.counts,
            });
        }
        let work = Work::get(tx, id, allowed.actor())?;
        if work.phase != Phase::Ready || line::undecided(tx, id)? > 0 {
            return Err(ImportError::OtherStep);
        }
        let mapping = work.plan.mapping();
        let mut walk = Walk {
            allowed,
            scope: registry,
            naming: &naming(tx, writing)?,
            mapping: &mapping,
            work: &work,
            after: (None, 0),
            home: None,
            told: None,
            counts: Counts {
                near: work.plan.near,
                cut: work.plan.cut,
                ..Counts::default()
            },
            ended: false,
        };
        append_stream(tx, writing, |tx| {
            let drafts = walk.next(tx)?;
            progress(walk.counts.rows, walk.work.plan.rows);
            Ok::<_, ImportError>(drafts)
        })?;
        import::forget(tx, id)?;
        Ok(Committed {
            import: id,
            counts: walk.counts,
        })
    })?;
    while store.write(|tx| import::sweep(tx, SWEEP_ROWS))? {}
    Ok(committed)
}

/// The way through the rows, household by household.
struct Walk<'a> {
    allowed: &'a Allowed<act::RegistryImport>,
    scope: ScopeId,
    naming: &'a Naming,
    mapping: &'a Mapping,
    work: &'a Work,
    after: (Option<EntityId>, i64),
    home: Option<Gathered>,
    /// The last household of those that no row is in today, once the rows are over.
    told: Option<EntityId>,
    counts: Counts,
    ended: bool,
}

/// A household being gathered, and the address that its members give.
struct Gathered {
    home: Home,
    place: Option<Place>,
    of_head: bool,
}

/// Which record a row is, and whether this file makes it.
struct Who {
    person: EntityId,
    new: bool,
    place: Option<Place>,
}

impl Walk<'_> {
    fn next(&mut self, tx: &mut dyn Tx) -> Result<Option<Drafts>, ImportError> {
        if self.ended {
            return Ok(None);
        }
        let mut drafts = Drafts::under(self.allowed);
        let page = line::by_household(tx, self.work.id, self.after, PIECE_ROWS)?;
        for line in &page {
            self.after = (line.household, line.number);
            self.counts.rows += 1;
            let open = self.home.as_ref().map(|open| open.home.id());
            if open != line.household {
                self.close(tx, &mut drafts)?;
            }
            let who = self.row(tx, line, &mut drafts)?;
            if let (Some(who), Some(household)) = (who, line.household) {
                self.gather(tx, household, line, who)?;
            }
        }
        if page.is_empty() {
            self.close(tx, &mut drafts)?;
            if self.only_told(tx, &mut drafts)? {
                return Ok(Some(drafts));
            }
            let plan = &self.work.plan;
            let import = Import {
                file: plan.file.clone(),
                source: plan.source.clone(),
                hash: plan.hash,
                mapping: self.mapping.write(&plan.header),
                counts: self.counts,
            };
            drafts.push(record::close(self.allowed, self.work.id, &import));
            self.ended = true;
        }
        Ok(Some(drafts))
    }

    /// Writes a row where it is someone new; says who it is. Somebody who was forgotten is nobody.
    fn row(
        &mut self,
        tx: &mut dyn Tx,
        line: &Line,
        drafts: &mut Drafts,
    ) -> Result<Option<Who>, ImportError> {
        let person = line.person.ok_or(ImportError::OtherStep)?;
        let known = |person, new| {
            Some(Who {
                person,
                new,
                place: None,
            })
        };
        match (line.state, line.choice) {
            (LineState::New | LineState::Possible, _)
            | (LineState::Probable, Some(Choice::Anyway)) => {
                if person::find(tx, self.scope, person)?.is_some() {
                    self.counts.known += 1;
                    return Ok(known(person, false));
                }
                self.counts.people += 1;
                self.counts.anyway += u64::from(line.state == LineState::Probable);
                self.register(tx, line, drafts).map(Some)
            }
            (LineState::Probable, Some(Choice::Same)) => {
                self.counts.same += 1;
                let (person, new) = self.same(tx, line)?;
                Ok(known(person, new))
            }
            (LineState::Repeated, _) => {
                self.counts.repeated += 1;
                Ok(known(person, false))
            }
            (LineState::Known, _) => {
                self.counts.known += 1;
                let found = Found::unpack(line.found.as_deref())?;
                Ok(known(person, false).filter(|_| !found.forgotten))
            }
            (LineState::Waiting | LineState::Wrong, _) | (LineState::Probable, None) => {
                Err(ImportError::OtherStep)
            }
        }
    }

    fn register(
        &self,
        tx: &mut dyn Tx,
        line: &Line,
        drafts: &mut Drafts,
    ) -> Result<Who, ImportError> {
        let staged = Cells::unpack(&line.cells)?;
        let reader = self.work.plan.reader(self.mapping, self.naming);
        // It was read when it was checked: a difference is damage.
        let read = reader.read(&staged.cells);
        let mut taken = read.map_err(|_| StoreError::corrupt("a checked row cannot be read"))?;
        taken.person.told.rename(|other| self.now(tx, other))?;
        drafts.push(taken.person.draft(self.allowed, taken.id));
        Ok(Who {
            person: taken.id,
            new: true,
            place: taken.person.place,
        })
    }

    /// The record that a record of the file is, where somebody decided that it is another one.
    fn now(&self, tx: &mut dyn Tx, other: EntityId) -> Result<EntityId, ImportError> {
        match line::of_person(tx, self.work.id, other)? {
            Some(line)
                if (line.state, line.choice) == (LineState::Probable, Some(Choice::Same)) =>
            {
                Ok(self.same(tx, &line)?.0)
            }
            _ => Ok(other),
        }
    }

    /// Who a row is that somebody decided to be someone known, perhaps by way of other rows of the file.
    fn same(&self, tx: &mut dyn Tx, line: &Line) -> Result<(EntityId, bool), ImportError> {
        let mut found = Found::unpack(line.found.as_deref())?;
        for _ in 0..SAME_MAX {
            let alike = found.alike.ok_or(ImportError::OtherStep)?;
            if alike.row.is_none() {
                return Ok((alike.person, false));
            }
            let other = line::of_person(tx, self.work.id, alike.person)?;
            let other = other.ok_or(ImportError::OtherStep)?;
            match (other.state, other.choice) {
                (LineState::Probable, Some(Choice::Same)) => {
                    found = Found::unpack(other.found.as_deref())?;
                }
                (LineState::Known, _) => return Ok((alike.person, false)),
                _ => return Ok((alike.person, true)),
            }
        }
        Err(ImportError::OtherStep)
    }

    fn gather(
        &mut self,
        tx: &mut dyn Tx,
        household: EntityId,
        line: &Line,
        who: Who,
    ) -> Result<(), ImportError> {
        let Some(role) = line.role.and_then(homes::role) else {
            return Ok(());
        };
        if self.home.is_none() {
            self.home = Some(self.begin(tx, household)?);
        }
        let Some(gathered) = &mut self.home else {
            return Ok(());
        };
        let head = role == MemberRole::Head;
        if who.place.is_some() && (gathered.place.is_none() || head && !gathered.of_head) {
            gathered.place = who.place;
            gathered.of_head = head;
        }
        gathered
            .home
            .add(tx, self.allowed, (who.person, who.new), role)
    }

    /// A household with the memberships that rows tell of it with days.
    fn begin(&self, tx: &mut dyn Tx, household: EntityId) -> Result<Gathered, ImportError> {
        let mut home = Home::new(household);
        for (number, told) in told::of(tx, self.work.id, household)? {
            if let Some(who) = self.teller(tx, number)? {
                home.tell(tx, self.allowed, who, &told)?;
            }
        }
        Ok(Gathered {
            home,
            place: None,
            of_head: false,
        })
    }

    /// Who a row is that tells a membership, and whether this file makes them; nobody where another row says the same.
    fn teller(
        &self,
        tx: &mut dyn Tx,
        number: i64,
    ) -> Result<Option<(EntityId, bool)>, ImportError> {
        let line = line::at(tx, self.work.id, number)?;
        let line = line.ok_or(ImportError::OtherStep)?;
        let person = line.person.ok_or(ImportError::OtherStep)?;
        match (line.state, line.choice) {
            (LineState::New | LineState::Possible, _)
            | (LineState::Probable, Some(Choice::Anyway)) => Ok(Some((person, true))),
            (LineState::Probable, Some(Choice::Same)) => self.same(tx, &line).map(Some),
            (LineState::Known, _) => {
                let found = Found::unpack(line.found.as_deref())?;
                Ok((!found.forgotten).then_some((person, false)))
            }
            (LineState::Repeated, _) => Ok(None),
            (LineState::Waiting | LineState::Wrong, _) | (LineState::Probable, None) => {
                Err(ImportError::OtherStep)
            }
        }
    }

    /// Writes some more of the households that no row is in today; says whether there were any.
    fn only_told(&mut self, tx: &mut dyn Tx, drafts: &mut Drafts) -> Result<bool, ImportError> {
        let page = member::only_told(tx, self.work.id, self.told, PIECE_ROWS)?;
        for household in &page {
            self.home = Some(self.begin(tx, *household)?);
            self.close(tx, drafts)?;
            self.told = Some(*household);
        }
        Ok(!page.is_empty())
    }

    /// Ends the household at hand.
    fn close(&mut self, tx: &mut dyn Tx, drafts: &mut Drafts) -> Result<(), ImportError> {
        if let Some(mut gathered) = self.home.take()
            && let Some(draft) = gathered
                .home
                .draft(tx, self.allowed, gathered.place.as_ref())?
        {
            self.counts.households += 1;
            drafts.push(draft);
        }
        Ok(())
    }
}
