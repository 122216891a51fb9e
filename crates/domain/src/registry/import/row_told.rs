//! What the cells of a row tell beside who the person is. Each fault stands at its cell.

use super::super::super::birth::{AgeSaid, Birth};
use super::super::super::contact::MUST_NOT_TELL_MAX;
use super::super::super::household::Membership;
use super::super::super::kin::RELATIONS_MAX;
use super::super::super::told::Told;
use super::super::super::when::Day;
use super::super::{Column, Own, grid, own, said, tell};
use super::{Cells, Faults};
use crate::refusal::Refusal;
use akwaba_journal::id::EntityId;

pub(super) fn read(
    cells: &Cells<'_>,
    (person, birth, today): (EntityId, Option<Birth>, Day),
    faults: &mut Faults,
) -> Told {
    let place = |column| cells.one(column).map(|(at, _)| at);
    let text = |column| cells.text(column);
    let mut told = Told::default();
    let languages = tell::languages([
        text(Column::Languages),
        text(Column::OtherLanguages),
        text(Column::Interpreter),
        text(Column::InterpretedBy),
    ]);
    let contact = tell::contact([
        text(Column::ContactWays),
        text(Column::ContactHours),
        text(Column::ContactWords),
    ]);
    let death = [text(Column::Death), text(Column::DeathOrigin)];
    match languages {
        Ok(read) => told.languages = read,
        Err((column, refusal)) => faults.push(place(column), refusal),
    }
    match contact {
        Ok(read) => told.contact = read,
        Err((column, refusal)) => faults.push(place(column), refusal),
    }
    match tell::death(death, birth.as_ref(), today) {
        Ok(read) => told.death = read,
        Err((column, refusal)) => faults.push(place(column), refusal),
    }
    if let Some((at, text)) = cells.one(Column::Functioning) {
        let read = faults.take(Some((at, grid::functioning(text, today))));
        told.functioning = read.flatten();
    }
    let needs = [
        text(Column::ActState),
        text(Column::SchoolState),
        text(Column::CmuState),
        text(Column::HealthState),
    ];
    match grid::needs(needs) {
        Ok(read) => told.needs = read,
        Err((column, refusal)) => faults.push(place(column), refusal),
    }
    for (at, text) in cells.all(Column::MustNotTell) {
        let read = faults.take(Some((at, tell::must_not_tell(text))));
        told.must_not_tell.extend(read.flatten());
    }
    for (at, text) in cells.all(Column::Consent) {
        let read = faults.take(Some((at, tell::consent(text, today))));
        told.consents.extend(read);
    }
    for (at, text) in cells.all(Column::Relation) {
        let read = tell::relation(text, today).and_then(|relation| {
            if relation.to == person {
                return Err(Refusal::whole("registry-relation-to-self"));
            }
            let same = |known: &&crate::registry::kin::Relation| {
                (known.to, known.kind, known.from) == (relation.to, relation.kind, relation.from)
            };
            match told.relations.iter().find(same) {
                Some(_) => Err(Refusal::whole("registry-relation-already")),
                None => Ok(relation),
            }
        });
        told.relations.extend(faults.take(Some((at, read))));
    }
    if told.must_not_tell.len() > MUST_NOT_TELL_MAX {
        let refusal = Refusal::whole("registry-must-not-tell-too-many");
        faults.push(
            place(Column::MustNotTell),
            refusal.with("max", MUST_NOT_TELL_MAX),
        );
    }
    if told.relations.len() > RELATIONS_MAX {
        let refusal = Refusal::whole("registry-relations-too-many");
        faults.push(place(Column::Relation), refusal.with("max", RELATIONS_MAX));
    }
    told
}

/// The birth with what only a list says of it: on which day an age was said. A proof that proves nothing is told.
pub(super) fn birth(
    cells: &Cells<'_>,
    birth: Option<Birth>,
    today: Day,
    faults: &mut Faults,
) -> Option<Birth> {
    let mut birth = birth?;
    if let Some((at, text)) = cells.one(Column::BirthProven)
        && said::yes(text) == Ok(true)
        && !birth.proven
    {
        faults.push(Some(at), Refusal::whole("import-proof-without-act"));
    }
    if let Some((at, text)) = cells.one(Column::AgeOn) {
        let on = Day::parse("", said::day(text)).and_then(|on| match (on, birth.age) {
            (Some(on), _) if on > today => Err(Refusal::whole("date-in-future")),
            (Some(on), Some(said)) => Ok(Some(AgeSaid { on, ..said })),
            _ => Err(Refusal::whole("import-age-missing")),
        });
        birth.age = faults.take(Some((at, on))).unwrap_or(birth.age);
    }
    Some(birth)
}

/// The memberships that the row tells with days.
pub(super) fn memberships(
    cells: &Cells<'_>,
    (person, today): (EntityId, Day),
    household: impl Fn(&str) -> EntityId,
    faults: &mut Faults,
) -> Vec<(EntityId, Membership)> {
    let mut found = Vec::new();
    for (at, text) in cells.all(Column::Membership) {
        let read = grid::membership(text, person, &household, today);
        found.extend(faults.take(Some((at, read))));
    }
    found
}

/// What the row tells of the households that it is in, beside who is in them.
pub(super) fn own(
    cells: &Cells<'_>,
    (person, today): (EntityId, Day),
    (household, homes): (impl Fn(&str) -> EntityId, &[EntityId]),
    faults: &mut Faults,
) -> Vec<(EntityId, Own)> {
    let theirs = |(home, own): (EntityId, Own)| match homes.contains(&home) {
        true => Ok((home, own)),
        false => Err(Refusal::whole("import-household-not-theirs")),
    };
    let mut found: Vec<(EntityId, Own)> = Vec::new();
    for (at, text) in cells.all(Column::HouseholdAddress) {
        let read = own::address(text, &household).and_then(theirs);
        found.extend(faults.take(Some((at, read))));
    }
    for (at, text) in cells.all(Column::Recipient) {
        let read = own::recipient(text, person, &household, today).and_then(theirs);
        found.extend(faults.take(Some((at, read))));
    }
    found
}
