//! The cases of the demonstration: opened, worked on, approved, sent back, left, late, over. Forms are
//! filled with invented answers that each form accepts.

use super::aid;
use super::answers::{decision, filled};
use super::life::Life;
use super::registers;
use akwaba_domain::actor::Role;
use akwaba_domain::casework::number::{Counter, year_entity};
use akwaba_domain::casework::open::{Opening, open};
use akwaba_domain::casework::step::{StepForm, finish, standing};
use akwaba_domain::casework::visa::{RulingForm, rule};
use akwaba_domain::casework::{Case, Edition, Hands, ProcedureRef, Subject, leave, note, time};
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::reception::Book;
use akwaba_domain::{Ctx, ctx};
use akwaba_journal::id::EntityId;
use akwaba_matching::chance::Dice;
use akwaba_procedures::run::Waits;
use akwaba_procedures::workbook::{self, Confidentiality};
use akwaba_store::projections::casework::{current, edition};
use akwaba_store::projections::registry::household as households;
use akwaba_store::{Tx, entity};
use anyhow::{Result, anyhow};
use jiff::{SignedDuration, Timestamp};

/// On how many open days before today cases are worked on.
pub const CASE_DAYS: usize = 45;
/// Chances that a case is opened on such a day, out of 100.
const OPENED_PERCENT: u64 = 85;
/// Chances that an open case is worked on that day.
const WORKED_PERCENT: u64 = 26;
/// Chances that the director answers an approval asked of her.
const RULED_PERCENT: u64 = 7;

/// Chances that help is handed over for an open case.
const HELPED_PERCENT: u64 = 2;
/// Chances that somebody writes a note on an open case.
const NOTED_PERCENT: u64 = 6;

/// The cases still open.
#[derive(Default)]
pub struct Cases {
    open: Vec<EntityId>,
    /// Whether the books of aid are open.
    begun: bool,
    /// The groups of the registry, once they are.
    pub(super) groups: Vec<EntityId>,
}

/// One case as it stands.
pub(super) struct Known {
    pub(super) case: Case,
    pub(super) state: akwaba_journal::state::State,
    pub(super) edition: std::sync::Arc<Edition>,
}

impl Cases {
    /// Those opened, oldest first; some may be over by now.
    pub(super) fn open(&self) -> &[EntityId] {
        &self.open
    }

    /// One day of work, from `at` on.
    pub fn day(&mut self, life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp) -> Result<()> {
        self.begin(life, tx, at)?;
        if life.dice.percent(OPENED_PERCENT) {
            self.open_under(life, tx, at, None)?;
        }
        let mut at = at;
        for id in self.open.clone() {
            at += SignedDuration::from_mins(4);
            if life.dice.percent(WORKED_PERCENT) {
                work(life, tx, at, id)?;
            }
            if life.dice.percent(HELPED_PERCENT) {
                aid::deliver(life, tx, at + SignedDuration::from_mins(3), id)?;
            }
            if life.dice.percent(NOTED_PERCENT) {
                note(life, tx, at + SignedDuration::from_mins(1), id)?;
            }
            if life.dice.percent(RULED_PERCENT) {
                answer(life, tx, at + SignedDuration::from_mins(2), id)?;
            }
        }
        Ok(())
    }

    /// Opens the books of aid, once.
    pub(super) fn begin(
        &mut self,
        life: &mut Life<'_>,
        tx: &mut dyn Tx,
        at: Timestamp,
    ) -> Result<()> {
        if self.begun {
            return Ok(());
        }
        self.begun = true;
        aid::begin(life, tx, at)
    }

    /// Opens a case under a procedure, or under any that is a person's; none where nobody is there for it.
    pub(super) fn open_under(
        &mut self,
        life: &mut Life<'_>,
        tx: &mut dyn Tx,
        at: Timestamp,
        code: Option<&str>,
    ) -> Result<Option<EntityId>> {
        let offered = offered(life, tx, code)?;
        let Some(person) = life.anyone() else {
            return Ok(None);
        };
        let Some(known) = life.dice.one(&offered) else {
            return Ok(None);
        };
        let subject = match known.1.procedure.subject {
            workbook::Subject::Person => Subject::Person(person),
            workbook::Subject::Group | workbook::Subject::Centre => Subject::Nobody,
            workbook::Subject::Household => {
                match households::of_person(tx, life.scope, person)?.first() {
                    Some(home) => Subject::Household(home.household),
                    None => return Ok(None),
                }
            }
        };
        self.opened(life, tx, at, (known, subject)).map(Some)
    }

    /// Opens a case under a procedure for somebody; none where that procedure is not in use.
    pub(super) fn open_for(
        &mut self,
        life: &mut Life<'_>,
        tx: &mut dyn Tx,
        at: Timestamp,
        (code, subject): (&str, Subject),
    ) -> Result<Option<EntityId>> {
        let offered = offered(life, tx, Some(code))?;
        let known = offered.first();
        known
            .map(|known| self.opened(life, tx, at, (known, subject)))
            .transpose()
    }

    /// Leaves a case to whoever goes on with it otherwise than by chance.
    pub(super) fn leave(&mut self, case: EntityId) {
        self.open.retain(|open| *open != case);
    }

    fn opened(
        &mut self,
        life: &mut Life<'_>,
        tx: &mut dyn Tx,
        at: Timestamp,
        ((named, known), subject): (&Offered, Subject),
    ) -> Result<EntityId> {
        let centre = life.founded.centre;
        let allowed = life.allow::<act::CaseOpen>(Role::SocialWorker)?;
        let year = ctx::day_of(at).year();
        let state = entity::load(tx, life.scope, year_entity(centre, year))?;
        let mut ctx = Ctx {
            now: at,
            chance: &mut life.chance,
        };
        let id = ctx.fresh();
        let counter = Counter {
            book: Book::MAIN,
            year: &state,
        };
        let opening = Opening {
            procedure: (named, known),
            subject,
            assigned: None,
        };
        let opened = open(&mut ctx, &allowed, id, &counter, &opening);
        let (_, drafts) = opened.map_err(|refusals| anyhow!("{refusals:?}"))?;
        self.open.push(id);
        life.append(tx, at, drafts)?;
        Ok(id)
    }
}

/// A procedure under which a case may be opened.
type Offered = (ProcedureRef, std::sync::Arc<Edition>);

/// The procedures of a code, or all that are a person's; nothing sealed is opened.
fn offered(life: &Life<'_>, tx: &mut dyn Tx, code: Option<&str>) -> Result<Vec<Offered>> {
    let centre = life.founded.centre;
    let mut offered = Vec::new();
    for one in current(tx, centre)? {
        if let Some(known) = edition(tx, centre, &one.named)? {
            let open = known.procedure.confidentiality != Confidentiality::Sealed;
            let wanted = match code {
                Some(code) => code == known.procedure.code,
                None => known.procedure.subject == workbook::Subject::Person,
            };
            if open && wanted {
                offered.push((one.named, known));
            }
        }
    }
    Ok(offered)
}

/// Whether a case has ended.
pub(super) fn is_over(
    life: &Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    id: EntityId,
) -> Result<bool> {
    let known = load(life, tx, id)?;
    let now = time::civil(at.as_microsecond());
    Ok(standing(&known.case, &known.edition, now).over.is_some())
}

pub(super) fn load(life: &Life<'_>, tx: &mut dyn Tx, id: EntityId) -> Result<Known> {
    let state = entity::load(tx, life.scope, id)?;
    let case = Case::of(id, &state).ok_or_else(|| anyhow!("a case is gone"))?;
    let edition = edition(tx, case.centre, &case.procedure)?;
    Ok(Known {
        edition: edition.ok_or_else(|| anyhow!("a procedure is gone"))?,
        case,
        state,
    })
}

/// Does one open step of a case, or leaves it with a reason where its form cannot be filled.
pub(super) fn work(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    id: EntityId,
) -> Result<()> {
    let known = load(life, tx, id)?;
    let now = time::civil(at.as_microsecond());
    let stands = standing(&known.case, &known.edition, now);
    let to_do = stands
        .open()
        .find(|(_, open)| matches!(open.waits, Waits::Role(_)));
    let Some((state, _)) = to_do else {
        return Ok(());
    };
    let step = state.step;
    let role = match known.edition.function(&step.role) {
        Some(akwaba_procedures::workbook::Function::Director) => Role::Director,
        _ => Role::SocialWorker,
    };
    let hands = Hands::of(&life.actor(role), life.founded.centre);
    let answers = filled(life, &known, step, now);
    let form = StepForm {
        decision: decision(life, &known, step, &answers, now),
        answers,
    };
    let allowed = life.allow::<act::StepDo>(role)?;
    let mut ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let about = (&known.case, &known.state);
    let edition = &known.edition;
    let done = finish(
        &mut ctx, &allowed, &hands, about, edition, &step.code, &form,
    );
    let drafts = match done {
        Ok((_, drafts)) => drafts,
        // A form too particular to be filled by chance: the step is left, as happens in life.
        Err(_) => {
            let allowed = life.allow::<act::StepDepart>(role)?;
            let reason = life.dice.one(&REASONS).copied().unwrap_or("Sans objet.");
            let ctx = Ctx {
                now: at,
                chance: &mut life.chance,
            };
            let left = (step.code.as_str(), "", reason);
            match leave::depart(&ctx, &allowed, &hands, about, edition, left) {
                Ok(drafts) => drafts,
                Err(_) => return Ok(()),
            }
        }
    };
    life.append(tx, at, drafts)?;
    registers::number(life, tx, at, role, id)
}

/// Why a step of the demonstration is left undone.
const REASONS: [&str; 3] = [
    "Un autre service l'a déjà fait.",
    "La personne préfère attendre la fin du mois.",
    "La route est coupée par les pluies.",
];

/// What the notes of the demonstration say.
const NOTES: [&str; 4] = [
    "Rappelée ce matin : elle viendra vendredi avec l'extrait de naissance de l'aîné.",
    "La voisine garde les enfants pendant les démarches.",
    "Le chef de quartier confirme que la famille est arrivée en mars.",
    "Absente au rendez-vous. Nous convenons d'une autre heure, après le marché.",
];

/// A note, as they are written between two steps; now and then it corrects the one before.
fn note(life: &mut Life<'_>, tx: &mut dyn Tx, at: Timestamp, id: EntityId) -> Result<()> {
    let known = load(life, tx, id)?;
    let last = known.case.notes.last().map(|note| note.name.clone());
    let corrects = last.filter(|_| life.dice.percent(25)).unwrap_or_default();
    let words = life.dice.one(&NOTES).copied().unwrap_or_default();
    let allowed = life.allow::<act::CaseNote>(Role::SocialWorker)?;
    let ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let about = (&known.case, &known.state);
    let drafts = note::write(&ctx, &allowed, about, words, &corrects);
    life.append(tx, at, drafts.map_err(|refusals| anyhow!("{refusals:?}"))?)
}

/// The director's answer to what waits for her.
pub(super) fn answer(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    id: EntityId,
) -> Result<()> {
    let known = load(life, tx, id)?;
    let open = known.case.submissions.iter().find(|sent| sent.is_open());
    let Some(sent) = open else { return Ok(()) };
    let centre = life.founded.centre;
    let director = life.actor(Role::Director);
    let target = Target::asked(centre, sent.source.actor);
    let Ok(allowed) = policy::allow::<act::StepApprove, _>(&director, &target, ()) else {
        return Ok(());
    };
    let granted = life.dice.percent(80);
    let form = RulingForm {
        seal: sent.seal.to_string(),
        granted,
        reason: if granted {
            String::new()
        } else {
            "Précisez ce que la personne a dit elle-même, puis renvoyez.".to_owned()
        },
    };
    let hands = Hands::of(&director, centre);
    let about = (&known.case, &known.state);
    let ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let ruled = rule(
        &ctx,
        &allowed,
        &hands,
        about,
        &known.edition,
        &sent.name,
        &form,
    );
    match ruled {
        Ok(drafts) => {
            life.append(tx, at, drafts)?;
            registers::number(life, tx, at, Role::Director, id)
        }
        // Asked of somebody else.
        Err(_) => Ok(()),
    }
}
