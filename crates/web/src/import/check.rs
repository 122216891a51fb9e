//! Checking staged rows: what each says, and who it may be.
//!
//! Invariant: rows are checked in their order, so that of two that are alike the later one is told of the earlier.

use akwaba_domain::policy::{Allowed, act};
use akwaba_domain::refusal::Refusal;
use akwaba_domain::registry::import::twin::{self, Crowds, Reach, Sought};
use akwaba_domain::registry::import::{Mapping, Naming, Taken};
use akwaba_domain::registry::line::{card, card_of_new};
use akwaba_domain::registry::{PersonView, person};
use akwaba_domain::scope;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_matching::card::Card;
use akwaba_matching::keys;
use akwaba_matching::sound;
use akwaba_matching::weight::Frequencies;
use akwaba_store::local::import::Staged;
use akwaba_store::local::import::line::{self, Finding, Line, LineState};
use akwaba_store::ordered::in_order;
use akwaba_store::projections::registry::search::Shelf;
use akwaba_store::{Store, Tx, Writing, entity, forget};

use super::found::{Alike, Cells, Found, Said};
use super::plan::{Phase, Work};
use super::stage::naming;
use super::ties::Ties;
use super::{CHECK_ROWS, ImportError, homes, told};

/// Pieces checked in one transaction by [`check_all`]: some half a million keys, held and written in their order.
const PIECES_AT_ONCE: u32 = 40;

/// How far the check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Rows checked, those of households that were checked counted again.
    pub done: u64,
    /// Rows to check in all.
    pub total: u64,
    /// Whether it is over.
    pub ended: bool,
}

/// What a check remembers from one piece to the next: only to be quicker, nothing is lost with it.
#[derive(Debug, Default)]
pub struct Memory {
    /// Of the registry.
    known: Crowds,
    /// Of the rows before.
    beside: Crowds,
}

/// Checks some more rows, in the caller's transaction.
///
/// # Errors
/// [`ImportError::OtherStep`] before the columns are known, and those of the store.
pub fn check(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    allowed: &Allowed<act::RegistryImport>,
    id: EntityId,
    memory: &mut Memory,
) -> Result<Checked, ImportError> {
    let mut work = Work::get(tx, id, allowed.actor())?;
    match work.phase {
        Phase::Staging | Phase::Mapping => return Err(ImportError::OtherStep),
        Phase::Rows => rows(tx, writing, allowed, &mut work, memory)?,
        Phase::Homes => homes_and_ties(tx, writing, allowed, &mut work)?,
        Phase::Ready => {}
    }
    work.keep(tx)?;
    let rows = work.plan.rows;
    Ok(Checked {
        done: match work.phase {
            Phase::Ready => rows.saturating_mul(2),
            _ => work.plan.checked,
        },
        total: rows.saturating_mul(2),
        ended: work.phase == Phase::Ready,
    })
}

/// Checks all the rows that are left, a great many in each transaction: for the command line. What a run that was cut had
/// not kept is checked again.
///
/// # Errors
/// Those of [`check`].
pub fn check_all(
    store: &Store,
    writing: &mut Writing<'_>,
    allowed: &Allowed<act::RegistryImport>,
    id: EntityId,
    progress: &mut dyn FnMut(Checked),
) -> Result<(), ImportError> {
    let mut memory = Memory::default();
    store.at_length(|| {
        loop {
            let ended = store.write(|tx| {
                in_order(tx, |tx| {
                    for _ in 0..PIECES_AT_ONCE {
                        let step = check(tx, writing, allowed, id, &mut memory)?;
                        progress(step);
                        if step.ended {
                            return Ok(true);
                        }
                    }
                    Ok::<_, ImportError>(false)
                })
            })?;
            if ended {
                return Ok(());
            }
        }
    })?
}

fn homes_and_ties(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    allowed: &Allowed<act::RegistryImport>,
    work: &mut Work,
) -> Result<(), ImportError> {
    let mapping = work.plan.mapping();
    if !Ties::any(&mapping) {
        return homes::check(tx, allowed, work, None);
    }
    let (naming, at_hand) = (naming(tx, writing)?, work.clone());
    let ties = Ties {
        scope: scope::registry(allowed.centre()),
        naming: &naming,
        mapping: &mapping,
        work: &at_hand,
    };
    homes::check(tx, allowed, work, Some(&ties))
}

fn rows(
    tx: &mut dyn Tx,
    writing: &mut Writing<'_>,
    allowed: &Allowed<act::RegistryImport>,
    work: &mut Work,
    memory: &mut Memory,
) -> Result<(), ImportError> {
    let lines = line::after(tx, work.id, work.plan.row, CHECK_ROWS)?;
    let mapping = work.plan.mapping();
    let mut check = Check {
        scope: scope::registry(allowed.centre()),
        job: work.id,
        naming: &naming(tx, writing)?,
        mapping: &mapping,
        work,
        table: Frequencies::national(),
        memory,
        near: 0,
        cut: 0,
    };
    for line in &lines {
        check.line(tx, line)?;
    }
    let (near, cut) = (check.near, check.cut);
    work.plan.near += near;
    work.plan.cut += cut;
    let count = u64::try_from(lines.len()).unwrap_or(0);
    work.plan.checked += count;
    match lines.last() {
        Some(last) => work.plan.row = last.number,
        None => work.phase = Phase::Homes,
    }
    if count < u64::from(CHECK_ROWS) {
        work.phase = Phase::Homes;
    }
    Ok(())
}

struct Check<'a> {
    scope: ScopeId,
    job: EntityId,
    naming: &'a Naming,
    mapping: &'a Mapping,
    work: &'a Work,
    table: &'a Frequencies,
    memory: &'a mut Memory,
    near: u64,
    cut: u64,
}

impl Check<'_> {
    fn line(&mut self, tx: &mut dyn Tx, line: &Line) -> Result<(), ImportError> {
        let staged = Cells::unpack(&line.cells)?;
        let read = self
            .work
            .plan
            .reader(self.mapping, self.naming)
            .read(&staged.cells);
        let faults = read.as_ref().err().into_iter().flatten();
        let faults: Vec<Said> = staged
            .problems
            .iter()
            .cloned()
            .chain(faults.map(Said::of))
            .collect();
        match read {
            Ok(taken) if faults.is_empty() => self.person(tx, line, &taken),
            _ => {
                let found = Found {
                    faults,
                    ..Found::default()
                };
                self.note(tx, line.number, LineState::Wrong, None, &found)
            }
        }
    }

    fn person(&mut self, tx: &mut dyn Tx, line: &Line, taken: &Taken) -> Result<(), ImportError> {
        let card = card_of_new(taken.id, &taken.person);
        let sought = Sought::of(&card, self.table);
        let (state, found) = self.judge(tx, line, taken, (&card, &sought))?;
        // Rows that are someone's for the first time can be found by the rows after them.
        let first = !matches!(state, LineState::Repeated | LineState::Wrong);
        let kept = first.then_some(&card);
        self.note(tx, line.number, state, Some((taken, kept)), &found)?;
        if first {
            Staged::of(tx, self.job).add(&sought.rows())?;
            told::keep(tx, self.job, line.number, taken)?;
        }
        Ok(())
    }

    fn judge(
        &mut self,
        tx: &mut dyn Tx,
        line: &Line,
        taken: &Taken,
        (card, sought): (&Card, &Sought<'_>),
    ) -> Result<(LineState, Found), ImportError> {
        if let Some(earlier) = line::of_person(tx, self.job, taken.id)? {
            let same = !taken.numbered || earlier.cells == line.cells;
            return Ok(if same {
                let repeats = Some(earlier.number);
                let found = Found {
                    repeats,
                    ..Found::default()
                };
                (LineState::Repeated, found)
            } else {
                let refusal = Refusal::whole("import-number-twice").with("row", earlier.number);
                wrong(&refusal)
            });
        }
        if let Some(known) = self.known(tx, taken, card)? {
            return Ok(known);
        }
        let shelf = &mut Shelf::of(tx, self.scope);
        let known = sought.find(shelf, &mut self.memory.known)?;
        let staged = &mut Staged::of(tx, self.job);
        let beside = sought.find(staged, &mut self.memory.beside)?;
        let reach = known.reach.max(beside.reach);
        self.near += u64::from(reach == Reach::Near);
        self.cut += u64::from(reach == Reach::Cut);
        let alike = match (known.twin, beside.twin) {
            (Some(known), Some(beside)) if beside.is_closer_than(&known) => {
                self.row_of(tx, &beside)?
            }
            (Some(known), _) => Some(Alike::of(&known, None)),
            (None, Some(beside)) => self.row_of(tx, &beside)?,
            (None, None) => None,
        };
        let state = match alike.map(|alike| alike.zone) {
            Some(twin::Zone::Probable) => LineState::Probable,
            Some(twin::Zone::Possible) => LineState::Possible,
            // Nobody knows who is among those that were not weighed.
            None if reach == Reach::Cut => LineState::Possible,
            None => LineState::New,
        };
        let found = Found {
            alike,
            reach: (reach != Reach::Whole).then_some(reach),
            ..Found::default()
        };
        Ok((state, found))
    }

    /// A row that was imported before, or whose person was forgotten since.
    fn known(
        &self,
        tx: &mut dyn Tx,
        taken: &Taken,
        new: &Card,
    ) -> Result<Option<(LineState, Found)>, ImportError> {
        if let Some((kind, state)) = entity::find(tx, self.scope, taken.id)? {
            if kind != person::KIND {
                return Ok(Some(wrong(&Refusal::whole("import-record-not-one"))));
            }
            let old = card(&PersonView::of(taken.id, &state));
            return Ok(Some(if taken.numbered && !shares_a_name(&old, new) {
                wrong(&Refusal::whole("import-number-of-another"))
            } else {
                (LineState::Known, Found::default())
            }));
        }
        if forget::is_forgotten(tx, self.scope, taken.id)? {
            let found = Found {
                forgotten: true,
                ..Found::default()
            };
            return Ok(Some((LineState::Known, found)));
        }
        Ok(None)
    }

    fn row_of(&self, tx: &mut dyn Tx, twin: &twin::Twin) -> Result<Option<Alike>, ImportError> {
        let person = EntityId::from_bytes(twin.person);
        let row = line::of_person(tx, self.job, person)?;
        Ok(row.map(|row| Alike::of(twin, Some(row.number))))
    }

    fn note(
        &self,
        tx: &mut dyn Tx,
        number: i64,
        state: LineState,
        taken: Option<(&Taken, Option<&Card>)>,
        found: &Found,
    ) -> Result<(), ImportError> {
        let (taken, card) = taken.unzip();
        let household = taken.and_then(|taken| taken.household.as_ref());
        let packed = (*found != Found::default()).then(|| found.pack());
        let finding = Finding {
            state,
            person: taken.map(|taken| &taken.id),
            household: household.map(|(id, role)| (id, homes::number(*role))),
            card: card.flatten(),
            found: packed.as_deref(),
        };
        line::note(tx, self.job, number, &finding)?;
        Ok(())
    }
}

fn wrong(refusal: &Refusal) -> (LineState, Found) {
    let found = Found {
        faults: vec![Said::refusal(None, refusal)],
        ..Found::default()
    };
    (LineState::Wrong, found)
}

fn shares_a_name(a: &Card, b: &Card) -> bool {
    let codes = |card: &Card| -> Vec<String> {
        let names = keys::names(card);
        names.iter().map(|token| sound::code(&token.text)).collect()
    };
    let known = codes(a);
    codes(b).iter().any(|code| known.contains(code))
}
