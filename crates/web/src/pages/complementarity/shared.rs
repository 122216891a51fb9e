//! What is known of a household as the rules ask it, and what they propose; the lines of those who are
//! not served, for the page and the list that leaves the centre.

use akwaba_domain::bilan::{self, Lacks};
use akwaba_domain::casework::{Case, Subject};
use akwaba_domain::complementarity::{
    Answered, Home, Member, Need, Proposal, entity as answers_of, for_home, for_member, given,
    rules, standing,
};
use akwaba_domain::privacy::request::Use;
use akwaba_domain::registry::Day;
use akwaba_domain::registry::household::{HouseholdView, KIND, holds};
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::registry::needs::BirthActState;
use akwaba_journal::id::{ActorId, EntityId, ScopeId};
use akwaba_store::projections::casework::cases_of_subject;
use akwaba_store::projections::registry::{household, person};
use akwaba_store::projections::{aid, complementarity as rows, privacy};
use akwaba_store::{Tx, entity};
use std::collections::BTreeSet;

use crate::frame::Frame;
use crate::i18n::Lang;
use crate::problem::Problem;

/// The procedure under which a household is entered in the social registry.
pub(super) const SURVEY: &str = "P18";

/// One member as the rules ask them.
pub(super) struct Looked {
    pub(super) id: EntityId,
    pub(super) line: PersonLine,
    ages: Option<(i32, i32)>,
    lacks: Lacks,
}

/// A household as the rules ask it, with what was answered.
pub(super) struct Look {
    home: Home,
    pub(super) members: Vec<Looked>,
    pub(super) answers: Vec<(ActorId, Answered)>,
}

/// Something proposed, for whom, and the answer that stands.
pub(super) struct Proposed<'l> {
    pub(super) proposal: Proposal<'static>,
    /// Nobody for the household itself.
    pub(super) member: Option<&'l Looked>,
    pub(super) answered: Option<&'l (ActorId, Answered)>,
}

impl Proposed<'_> {
    pub(super) fn person(&self) -> Option<EntityId> {
        self.member.map(|member| member.id)
    }
}

/// Reads a household.
///
/// # Errors
/// [`Problem::NotFound`] when there is none.
pub(super) fn look(
    tx: &mut dyn Tx,
    scope: ScopeId,
    id: EntityId,
    today: Day,
) -> Result<Look, Problem> {
    let state = match entity::find(tx, scope, id)? {
        Some((kind, state)) if kind == KIND && state.exists() => state,
        _ => return Err(Problem::NotFound),
    };
    let view = HouseholdView::of(id, &state);
    let there = view.members.iter().map(|item| &item.value);
    let there = there.filter(|member| holds(member.from, member.until, today));
    let ids: std::collections::BTreeSet<EntityId> = there.map(|member| member.person).collect();
    let mut members = Vec::new();
    for row in person::several(tx, scope, ids)? {
        if row.line.death.is_some() {
            continue;
        }
        let birth = row.line.birth.as_ref();
        let member = bilan::Member {
            needs: &row.line.needs,
            birth,
            nni: None,
        };
        members.push(Looked {
            id: row.person,
            lacks: bilan::lacks(member, today),
            ages: birth.and_then(|birth| birth.ages_on(today)),
            line: row.line,
        });
    }
    let home = facts(tx, scope, id, &members)?;
    let answers = given(&entity::load(tx, scope, answers_of(id))?);
    Ok(Look {
        home,
        members,
        answers,
    })
}

/// What the cases of a household and its members say of it.
fn facts(
    tx: &mut dyn Tx,
    scope: ScopeId,
    id: EntityId,
    members: &[Looked],
) -> Result<Home, Problem> {
    let mut home = Home::default();
    let without = members.iter().filter(|member| {
        matches!(
            member.line.needs.birth_act,
            Some(BirthActState::NotDeclared | BirthActState::NotInHand)
        )
    });
    home.lacks_acts = without.count() >= 2;
    let subjects = members.iter().map(|member| member.id).chain([id]);
    for subject in subjects {
        for line in cases_of_subject(tx, scope, subject)? {
            home.aided |= !aid::of_case(tx, scope, line.case)?.is_empty();
            if line.procedure.code != SURVEY || subject != id {
                continue;
            }
            home.surveyed = true;
            let state = entity::load(tx, scope, line.case)?;
            let retained = Case::of(line.case, &state).is_some_and(|case| {
                let mut answers = case.answers.iter();
                answers.any(|(path, answer)| path.ends_with("/reponse") && answer == "retenu")
            });
            home.retained |= retained;
        }
    }
    Ok(home)
}

impl Look {
    /// Everything that the rules propose, answered or not.
    pub(super) fn proposed(&self) -> Vec<Proposed<'_>> {
        let rules = &rules().0;
        let mut all = Vec::new();
        for proposal in for_home(rules, self.home) {
            all.push(self.one(proposal, None));
        }
        for looked in &self.members {
            let member = Member {
                needs: &looked.line.needs,
                ages: looked.ages,
                lacks: &looked.lacks,
            };
            for proposal in for_member(rules, self.home, &member) {
                all.push(self.one(proposal, Some(looked)));
            }
        }
        all
    }

    fn one<'l>(&'l self, proposal: Proposal<'static>, member: Option<&'l Looked>) -> Proposed<'l> {
        let person = member.map(|member| member.id);
        Proposed {
            answered: standing(&self.answers, &proposal, person),
            proposal,
            member,
        }
    }
}

/// Whose case a proposal begins.
pub(super) fn subject(household: EntityId, person: Option<EntityId>) -> Subject {
    person.map_or(Subject::Household(household), Subject::Person)
}

/// Why something is proposed, in the words of its rule.
pub(super) fn why(f: &Frame, proposal: &Proposal<'_>) -> String {
    match f.lang {
        Lang::Fr => proposal.rule.fr.clone(),
        Lang::En => proposal.rule.en.clone(),
    }
}

/// Those who are in no list because they oppose it, and how many they are in words that name nobody; nothing when there is none.
pub(super) fn opposed(
    tx: &mut dyn Tx,
    scope: ScopeId,
    f: &Frame,
) -> Result<(BTreeSet<EntityId>, String), Problem> {
    let opposed = privacy::opposed(tx, scope, Use::Lists)?;
    let said = match privacy::people_of(tx, scope, &opposed)? {
        0 => String::new(),
        count => f.t1("export-opposed", "count", count),
    };
    Ok((opposed, said))
}

/// One person of the list of those who are not served.
pub(crate) struct Unserved {
    /// Who.
    pub(crate) person: EntityId,
    /// Their name.
    pub(crate) name: String,
    /// Their household, where they have one now.
    pub(crate) household: Option<EntityId>,
    /// Why they are likely entitled, by the rules that say so.
    pub(crate) why: Vec<String>,
    /// What was answered, in words; empty while nothing was.
    pub(crate) answered: String,
    /// What stands in the way, in words.
    pub(crate) barrier: String,
}

/// Those who lack something of a need, some at a time. Whoever opposes being there is not.
pub(crate) fn unserved(
    tx: &mut dyn Tx,
    f: &Frame,
    (scope, today): (ScopeId, Day),
    need: Need,
    page: (u32, u32),
    opposed: &BTreeSet<EntityId>,
) -> Result<Vec<Unserved>, Problem> {
    let mut lines = Vec::new();
    let lacking = rows::lacking(tx, scope, need.code(), page)?.into_iter();
    for id in lacking.filter(|id| !opposed.contains(id)) {
        let Some(row) = person::find(tx, scope, id)? else {
            continue;
        };
        let homes = household::of_person(tx, scope, id)?;
        let home = homes.iter().find(|row| {
            let member = &row.membership;
            holds(member.from, member.until, today)
        });
        let mut line = Unserved {
            person: id,
            name: f.name(row.line.name.as_str()),
            household: home.map(|row| row.household),
            why: Vec::new(),
            answered: String::new(),
            barrier: String::new(),
        };
        if let Some(home) = line.household {
            let look = look(tx, scope, home, today)?;
            let own = look.proposed().into_iter();
            for one in own.filter(|one| one.person() == Some(id) && one.proposal.rule.need == need)
            {
                line.why.push(why(f, &one.proposal));
                if let Some((_, answered)) = one.answered {
                    line.answered = f.word("complementarity-answer-", answered.answer.code());
                    line.barrier = answered.barrier.map_or_else(String::new, |barrier| {
                        f.word("complementarity-barrier-", barrier.code())
                    });
                }
            }
        }
        lines.push(line);
    }
    Ok(lines)
}
