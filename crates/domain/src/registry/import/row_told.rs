//! What the cells of a row tell beside who the person is. Each fault stands at its cell.

use super::super::super::birth::Birth;
use super::super::super::contact::MUST_NOT_TELL_MAX;
use super::super::super::kin::RELATIONS_MAX;
use super::super::super::told::Told;
use super::super::super::when::Day;
use super::super::{Column, tell};
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
