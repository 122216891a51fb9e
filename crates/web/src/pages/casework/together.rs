//! What the cases of one person, household or group say together, as far as the reader may open
//! them: needs, programmes, the plan, what was scored. And the one way in which an act on a case of
//! an address is decided and written.

use akwaba_domain::casework::capacity::{self, Scored};
use akwaba_domain::casework::closing;
use akwaba_domain::casework::need::{self, Need};
use akwaba_domain::casework::plan::Plan;
use akwaba_domain::casework::programme::{self, Enrolment};
use akwaba_domain::casework::{Case, Hands};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Allowed, Permit};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::{Ctx, Drafts};
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_store::projections::casework::cases_of_subject;
use akwaba_store::{Tx, append};

use super::shared::{
    Known, Names, allow, case_path, centre, hands, here, load, opened, seeing, subject_path,
};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{centre_code, ctx, numbered};
use crate::pages::registry::common;
use crate::problem::Problem;

/// A case, and the others of the same subject that the reader may open, the newest first.
pub(in crate::pages) struct Together {
    pub(in crate::pages) own: Known,
    pub(super) others: Vec<Known>,
}

impl Together {
    /// Reads them.
    fn of(
        tx: &mut dyn Tx,
        scope: ScopeId,
        id: EntityId,
        (who, hands): (ActorId, &Hands),
    ) -> Result<Self, Problem> {
        let own = load(tx, scope, id)?;
        let mut others = Vec::new();
        if let Some(subject) = own.case.subject.record() {
            for line in cases_of_subject(tx, scope, subject)? {
                if line.case == id {
                    continue;
                }
                let other = load(tx, scope, line.case)?;
                if other.case.may_be_opened_by(&other.edition, who, hands) {
                    others.push(other);
                }
            }
        }
        Ok(Self { own, others })
    }

    fn all(&self) -> impl Iterator<Item = &Known> {
        core::iter::once(&self.own).chain(&self.others)
    }

    fn pairs(&self) -> impl Iterator<Item = (&Case, &State)> {
        self.all().map(|known| (&known.case, &known.state))
    }

    /// The needs told in any of them.
    pub(super) fn needs(&self) -> Vec<Need> {
        need::needs(self.pairs())
    }

    /// The programmes told in any of them.
    pub(super) fn programmes(&self) -> Vec<Enrolment> {
        programme::programmes(self.pairs())
    }

    /// The plan of this case, or else the last one written in another; and where it is.
    pub(super) fn plan(&self) -> Option<(&Known, Plan)> {
        let plan = |known| plan_of(known).map(|plan| (known, plan));
        plan(&self.own).or_else(|| {
            let others = self.others.iter().filter_map(plan);
            others.max_by_key(|(_, plan)| plan.written)
        })
    }

    /// Every scoring of capacities, oldest first.
    pub(super) fn scored(&self) -> Vec<Scored> {
        capacity::scored(self.all().map(|known| &known.state))
    }

    /// Every ending written on this case.
    pub(super) fn endings(&self) -> Vec<closing::Ending> {
        closing::endings(&self.own.state)
    }

    /// The last answer to a question of the manual's forms, of this case or another.
    pub(super) fn answered(&self, name: &str) -> Option<&str> {
        let own = |known: &'_ Known| -> Option<usize> {
            let mut paths = known.case.answers.iter();
            paths.position(|(path, said)| path.rsplit('/').next() == Some(name) && !said.is_empty())
        };
        self.all().find_map(|known| {
            let at = own(known)?;
            known.case.answers.iter().nth(at).map(|(_, said)| said)
        })
    }
}

/// The plan that a case holds.
pub(super) fn plan_of(known: &Known) -> Option<Plan> {
    Plan::of(&known.case, &known.state)
}

/// The case of the address with the others of its subject, when the reader may open it.
///
/// # Errors
/// [`Problem::NotFound`] otherwise.
pub(in crate::pages) fn together(exchange: &Exchange<'_, '_>) -> Result<Together, Problem> {
    let known = opened(exchange)?;
    let (scope, hands) = (here(exchange), hands(exchange)?);
    let who = exchange.actor()?.account;
    exchange.read(|tx| Together::of(tx, scope, known.case.id, (who, &hands)))
}

/// Decides an act on the case of the address and writes it: the refusals come back, to be shown
/// beside what was typed.
///
/// # Errors
/// [`Problem::NotFound`] when the reader may not open it, those of the policy and of the store.
pub(in crate::pages) fn record<A: Permit>(
    exchange: &mut Exchange<'_, '_>,
    mut decide: impl FnMut(&mut Ctx<'_>, &Allowed<A>, &Together) -> Result<Drafts, Refusals>,
) -> Result<Option<Refusals>, Problem> {
    let allowed = allow::<A>(exchange)?;
    let id = opened(exchange)?.case.id;
    let (scope, hands, now) = (here(exchange), hands(exchange)?, exchange.call.now);
    let who = exchange.actor()?.account;
    let written = exchange.write(|tx, writing| {
        let fresh = Together::of(tx, scope, id, (who, &hands))?;
        let drafts = decide(&mut ctx(now, writing), &allowed, &fresh)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => Ok(None),
        Err(Problem::Refused(refusals)) => Ok(Some(refusals)),
        Err(problem) => Err(problem),
    }
}

/// Whose case a page is about: what stands at its head.
pub(in crate::pages) struct Head {
    pub(in crate::pages) name: String,
    pub(in crate::pages) path: Option<String>,
    pub(in crate::pages) number: String,
    pub(in crate::pages) title: String,
}

impl Head {
    /// Reads it.
    pub(in crate::pages) fn of(
        exchange: &Exchange<'_, '_>,
        f: &Frame,
        known: &Known,
    ) -> Result<Self, Problem> {
        let (here, centre) = (here(exchange), centre(exchange));
        let record = known.case.subject.record();
        exchange.read(|tx| {
            let names = Names::of(tx, here, f, record)?;
            Ok(Self {
                name: names.name(f, record),
                path: subject_path(exchange, &known.case),
                number: numbered(known.case.number, &centre_code(tx, centre)?),
                title: known.edition.procedure.title.clone(),
            })
        })
    }
}

/// A page of the case, whose reading is noted. `route` names it in the trail.
///
/// # Errors
/// [`Problem::NotFound`] when the reader may not open it, those of the store.
pub(in crate::pages) fn read_page(
    exchange: &mut Exchange<'_, '_>,
    route: &'static str,
    page: impl FnOnce(&mut Exchange<'_, '_>, &Together, Option<&Refusals>) -> Answer,
) -> Answer {
    let known = together(exchange)?;
    let allowed = seeing(exchange, known.own.case.id)?;
    common::note(exchange, &allowed, Event::Read, route)?;
    page(exchange, &known, None)
}

/// The end of an act on a page of the case: the page again, with what was done or with what to correct. `end` is the last part
/// of its address, then what is said when it is done.
pub(in crate::pages) fn said(
    exchange: &mut Exchange<'_, '_>,
    refused: Option<Refusals>,
    (end, done): (&str, &'static str),
    page: impl FnOnce(&mut Exchange<'_, '_>, &Together, Option<&Refusals>) -> Answer,
) -> Answer {
    let known = together(exchange)?;
    match refused {
        None => {
            let path = format!("{}/{end}", case_path(known.own.case.id));
            exchange.done(&path, Flash::good(done))
        }
        Some(refusals) => page(exchange, &known, Some(&refusals)),
    }
}
