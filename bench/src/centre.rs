//! An invented centre with its manual, its staff, its people and their cases, through the same decisions as the pages.

use crate::people::today;
use akwaba_domain::actor::{Actor, Grant, Reach, Role};
use akwaba_domain::casework::number::{Counter, year_entity};
use akwaba_domain::casework::open::{Opening, open};
use akwaba_domain::casework::step::{StepForm, finish};
use akwaba_domain::casework::{Case, Edition, Hands, ProcedureRef, Subject, manual};
use akwaba_domain::centre::account::{Account, LoginName, NewAccount, StaffName};
use akwaba_domain::centre::founding;
use akwaba_domain::centre::settings::Settings;
use akwaba_domain::policy::{self, Allowed, Permit, Target};
use akwaba_domain::reception::Book;
use akwaba_domain::registry::register::{self, RegisterForm};
use akwaba_domain::{Ctx, ctx, scope};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, CentreId, EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_matching::chance::Seeded as Dice;
use akwaba_matching::fiction;
use akwaba_procedures::form::Answers;
use akwaba_procedures::workbook::{Confidentiality, Subject as About};
use akwaba_store::projections::casework::{current, edition, number_lines};
use akwaba_store::projections::centre::account;
use akwaba_store::{Store, StoreError, Tx, Writing, append, entity};
use anyhow::{Context, Result, anyhow};
use jiff::Timestamp;
use std::path::Path;
use std::sync::Arc;

/// Places of the accounts.
pub const DIRECTOR: usize = 0;
/// Who follows cases, from this place on.
pub const WORKERS: usize = 1;
/// How many follow cases.
pub const WORKERS_COUNT: usize = 5;

/// Who receives at the counter.
pub const COUNTER: usize = WORKERS + WORKERS_COUNT;

/// What the account of a place does.
fn role(place: usize) -> Role {
    match place {
        DIRECTOR => Role::Director,
        COUNTER => Role::Reception,
        _ => Role::SocialWorker,
    }
}

/// A centre in one file.
pub struct Centre {
    /// Its store.
    pub store: Store,
    /// Which.
    pub id: CentreId,
    /// Its director, then those who follow cases, then who receives.
    pub staff: Vec<ActorId>,
    pub(crate) chance: Seeded,
    dice: Dice,
}

impl Centre {
    /// Founds it, with the model manual.
    pub fn found(database: &Path, now: Timestamp) -> Result<Self> {
        let store = Store::open_sqlite(database, None)?;
        let id = CentreId::named("bench");
        let mut chance = Seeded::new(11);
        let allowed = policy::allow_founding(0, ActorId::named("founder"), id)?;
        let (shared, procedures) = texts()?;
        let procedures: Vec<&str> = procedures.iter().map(String::as_str).collect();
        let texts = manual::Texts {
            shared: Some(&shared),
            procedures: &procedures,
        };
        let manual = manual::seed(&allowed, texts).map_err(|wrong| anyhow!("{wrong:?}"))?;
        let settings = Settings {
            name: "Centre social de Gnamien".to_owned(),
            code: "GNA".to_owned(),
            ..Settings::default()
        };
        let accounts: Vec<NewAccount> = (0..=COUNTER)
            .map(|place| NewAccount {
                login: LoginName::new(format!("compte{place}")),
                name: StaffName::new(format!("Compte {place}")),
                roles: vec![role(place)],
            })
            .collect();
        let staff = store.write(|tx| {
            let mut ctx = Ctx {
                now,
                chance: &mut chance,
            };
            let (ids, mut drafts) = founding::found(&mut ctx, &allowed, &settings, &accounts);
            drafts.join(manual.clone());
            append(tx, &mut writing(&mut chance, now), drafts)?;
            Ok::<_, StoreError>(ids)
        })?;
        Ok(Self {
            store,
            id,
            staff,
            chance,
            dice: Dice::new(12),
        })
    }

    /// The same centre in another file, as it stands.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn copied(&self, to: &Path) -> Result<Self> {
        self.store.snapshot(to, &mut |_| ())?;
        Ok(Self {
            store: Store::open_sqlite(to, None)?,
            id: self.id,
            staff: self.staff.clone(),
            chance: self.chance.clone(),
            dice: self.dice.clone(),
        })
    }

    /// The scope of its people and cases.
    pub fn scope(&self) -> ScopeId {
        scope::registry(self.id)
    }

    /// One of its staff.
    pub fn account(&self, place: usize) -> Result<ActorId> {
        self.staff.get(place).copied().context("an account")
    }

    /// The record of an account.
    pub fn account_of(&self, place: usize) -> Result<Account> {
        let (id, who) = (self.id, self.account(place)?);
        let found = self.store.read(|tx| account::find(tx, id, who))?;
        found.context("an account")
    }

    /// Who somebody of the staff is to the policy.
    ///
    /// # Errors
    /// There is no such account.
    pub fn actor(&self, place: usize) -> Result<Actor> {
        Ok(Actor {
            account: self.account(place)?,
            grants: vec![Grant {
                role: role(place),
                reach: Reach::of([self.id]),
            }],
            suspended: false,
        })
    }

    /// What somebody of the staff is allowed.
    ///
    /// # Errors
    /// The policy refuses.
    pub fn allow<A: Permit>(&self, place: usize) -> Result<Allowed<A>> {
        Ok(policy::allow(
            &self.actor(place)?,
            &Target::of(self.id),
            (),
        )?)
    }

    /// The procedures under which a case of a person may be opened in the open.
    pub fn procedures(&self) -> Result<Vec<(ProcedureRef, Arc<Edition>)>> {
        let id = self.id;
        let all = self.store.read(|tx| {
            let mut found = Vec::new();
            for one in current(tx, id)? {
                if let Some(known) = edition(tx, id, &one.named)? {
                    found.push((one.named, known));
                }
            }
            Ok::<_, StoreError>(found)
        })?;
        let suits = |known: &Edition| {
            known.procedure.confidentiality != Confidentiality::Sealed
                && known.procedure.subject == About::Person
        };
        Ok(all.into_iter().filter(|(_, known)| suits(known)).collect())
    }

    /// Registers somebody and opens a case of theirs, in one transaction for each of `at`.
    pub fn open(
        &mut self,
        (named, known): (&ProcedureRef, &Edition),
        worker: usize,
        at: &[Timestamp],
    ) -> Result<Vec<EntityId>> {
        let begin = self.allow(worker)?;
        let register = self.allow(worker)?;
        let (scope, id) = (self.scope(), self.id);
        let (chance, dice, born) = (&mut self.chance, &mut self.dice, today()?);
        within(&self.store, |tx| {
            let mut cases = Vec::new();
            for now in at {
                let invented = fiction::person(dice, born);
                let mut ctx = Ctx { now: *now, chance };
                let registered = register::register(&mut ctx, &register, &form(&invented));
                let (person, drafts) = registered.map_err(|wrong| anyhow!("{wrong:?}"))?;
                append(tx, &mut writing(chance, *now), drafts)?;
                let year = ctx::day_of(*now).year();
                let state = entity::load(tx, scope, year_entity(id, year))?;
                let mut ctx = Ctx { now: *now, chance };
                let case = ctx.fresh();
                let counter = Counter {
                    book: Book::MAIN,
                    year: &state,
                };
                let opening = Opening {
                    procedure: (named, known),
                    subject: Subject::Person(person),
                    assigned: None,
                };
                let opened = open(&mut ctx, &begin, case, &counter, &opening);
                let (_, drafts) = opened.map_err(|wrong| anyhow!("{wrong:?}"))?;
                append(tx, &mut writing(chance, *now), drafts)?;
                cases.push(case);
            }
            Ok(cases)
        })
    }

    /// Does steps of a case one after the other, each with its moment and its answers.
    pub fn work(
        &mut self,
        worker: usize,
        case: EntityId,
        steps: &[(&str, Timestamp, Answers)],
    ) -> Result<()> {
        let allowed = self.allow(worker)?;
        let hands = Hands::of(&self.actor(worker)?, self.id);
        let (scope, id, chance) = (self.scope(), self.id, &mut self.chance);
        within(&self.store, |tx| {
            for (step, now, answers) in steps {
                let state: State = entity::load(tx, scope, case)?;
                let known = Case::of(case, &state).context("a case")?;
                let edition = edition(tx, id, &known.procedure)?.context("a procedure")?;
                let form = StepForm {
                    answers: answers.clone(),
                    decision: String::new(),
                };
                let about = (&known, &state);
                let mut ctx = Ctx { now: *now, chance };
                let done = finish(&mut ctx, &allowed, &hands, about, &edition, step, &form);
                let (_, drafts) = done.map_err(|wrong| anyhow!("{step}: {wrong:?}"))?;
                append(tx, &mut writing(chance, *now), drafts)?;
                // As whoever does a step: its lines in registers are numbered with it.
                let writing = &mut writing(chance, *now);
                number_lines(tx, writing, &allowed, Book::MAIN, case)?;
            }
            Ok(())
        })
    }
}

/// What a transaction is written with.
pub fn writing(chance: &mut Seeded, now: Timestamp) -> Writing<'_> {
    Writing {
        now_micros: now.as_microsecond(),
        chance,
    }
}

/// One transaction, with any error told.
///
/// # Errors
/// The body's, or the engine's.
pub fn within<T>(store: &Store, mut body: impl FnMut(&mut dyn Tx) -> Result<T>) -> Result<T> {
    let mut failed = None;
    let written = store.write(|tx| {
        body(tx).map_err(|error| {
            failed = Some(error);
            StoreError::Conflict
        })
    });
    written.map_err(|error| failed.take().unwrap_or_else(|| error.into()))
}

fn form(person: &fiction::Invented) -> RegisterForm {
    let given = person
        .given
        .iter()
        .map(|name| ("given".to_owned(), name.clone()));
    RegisterForm {
        names: std::iter::once(("surname".to_owned(), person.family.clone()))
            .chain(given)
            .collect(),
        ..RegisterForm::default()
    }
}

/// The model manual, from the source tree: what all procedures share, and each of them.
fn texts() -> Result<(String, Vec<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../manuel");
    let shared = std::fs::read_to_string(folder.join("manuel.md"))?;
    let mut names: Vec<_> = std::fs::read_dir(&folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .filter(|path| !path.ends_with("manuel.md"))
        .collect();
    names.sort();
    let read: std::io::Result<Vec<String>> = names.iter().map(std::fs::read_to_string).collect();
    Ok((shared, read?))
}
