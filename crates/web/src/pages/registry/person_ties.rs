//! The households, groups and relatives of a person, from their record and from those linked to it.

use akwaba_domain::policy::act;
use akwaba_domain::registry::Day;
use akwaba_domain::registry::household::{MemberRole, holds};
use akwaba_domain::registry::line::PersonLine;
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_store::Tx;
use akwaba_store::projections::registry::{group as groups, household, person, relation};

use super::common::{can, group_path, household_path, person_path, registry};
use super::facts::joined;
use super::sections::{Section, none};
use super::words;
use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::parts::{Html, Summary};
use crate::problem::Problem;

/// The head of a household today, in one line.
pub(super) fn head_of(
    tx: &mut dyn Tx,
    scope: ScopeId,
    household: EntityId,
    today: Day,
) -> Result<Option<PersonLine>, Problem> {
    let members = household::members(tx, scope, household)?;
    let head = members
        .iter()
        .map(|row| &row.membership)
        .find(|member| member.role == MemberRole::Head && holds(member.from, member.until, today));
    Ok(match head {
        Some(head) => person::find(tx, scope, head.person)?.map(|row| row.line),
        None => None,
    })
}

/// What a household is called: after its head, as people say.
pub(super) fn called(f: &Frame, head: Option<&PersonLine>) -> String {
    match head {
        Some(line) => f.t1("household-of", "name", words::short_name(f, line)),
        None => f.t("household-without-head"),
    }
}

/// Who lives today with someone, in any of their households.
pub(super) fn mates(
    tx: &mut dyn Tx,
    scope: ScopeId,
    id: EntityId,
    today: Day,
) -> Result<Vec<person::PersonRow>, Problem> {
    let mut ids: Vec<EntityId> = Vec::new();
    for home in household::of_person(tx, scope, id)? {
        let members = household::members(tx, scope, home.household)?;
        let now = members
            .iter()
            .map(|row| &row.membership)
            .filter(|member| holds(member.from, member.until, today));
        ids.extend(now.map(|member| member.person));
    }
    ids.retain(|other| *other != id);
    ids.sort_unstable();
    ids.dedup();
    Ok(person::several(tx, scope, ids)?)
}

/// Households, groups and relatives, from this record and from those linked to it.
pub(super) fn ties(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    group: &[EntityId],
    today: Day,
) -> Result<Section, Problem> {
    let scope = registry(exchange);
    let id: EntityId = exchange.id("id")?;
    let change = can::<act::HouseholdChange>(exchange);
    let mut body = Summary::new(f);
    let (homes, own, others, people, clubs) = exchange.read(|tx| {
        let (mut homes, mut own, mut others) = (Vec::new(), Vec::new(), Vec::new());
        let mut clubs = Vec::new();
        for record in group {
            for one in groups::of_person(tx, scope, *record)? {
                let row = groups::find(tx, scope, one.group)?;
                clubs.extend(row.map(|row| (one.membership, row)));
            }
            for home in household::of_person(tx, scope, *record)? {
                let head = head_of(tx, scope, home.household, today)?;
                homes.push((home, head));
            }
            own.extend(relation::of(tx, scope, *record)?);
            others.extend(relation::to(tx, scope, *record)?);
        }
        let ids = own
            .iter()
            .map(|e| e.relation.to)
            .chain(others.iter().map(|e| e.subject));
        let people = person::several(tx, scope, ids.collect::<Vec<_>>())?;
        Ok((homes, own, others, people, clubs))
    })?;
    for (home, head) in &homes {
        let member = &home.membership;
        let role = f.word("household-role-", member.role.code());
        let period = words::period(f, member.from, member.until);
        let gone = member.until.is_some_and(|until| until < today);
        let key = if gone {
            "household-past"
        } else {
            "household-title"
        };
        let link = Html::link(&household_path(home.household), &called(f, head.as_ref()));
        body = body.row(key, link.and(joined([role, period])));
    }
    for (member, row) in &clubs {
        let role = f.word("group-role-", member.role.code());
        let period = words::period(f, member.from, member.until);
        let link = Html::link(&group_path(row.group), row.line.name.as_str());
        body = body.row("group-title", link.and(joined([role, period])));
    }
    let name = |other: EntityId| {
        let row = people.iter().find(|row| row.person == other);
        row.map_or_else(
            || f.t("person-someone"),
            |row| words::short_name(f, &row.line),
        )
    };
    for edge in &own {
        let path = person_path(edge.relation.to);
        let period = words::period(f, edge.relation.from, edge.relation.until);
        let text = Html::link(&path, &name(edge.relation.to)).and(period);
        body = body.row(&format!("person-tie-{}", edge.relation.kind.code()), text);
    }
    for edge in &others {
        let text = Html::link(&person_path(edge.subject), &name(edge.subject));
        body = body.row(
            &format!("person-tie-of-{}", edge.relation.kind.code()),
            text,
        );
    }
    let add = (
        format!("{}/proches", person_path(id)),
        f.t("person-ties-add"),
    );
    let nothing = homes.is_empty() && clubs.is_empty() && own.is_empty() && others.is_empty();
    Ok(Section {
        title: f.t("person-section-ties"),
        body,
        empty: none(f, nothing, "person-no-tie"),
        add: change.then_some(add),
    })
}
