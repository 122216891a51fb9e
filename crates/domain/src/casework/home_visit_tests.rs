//! Two nodes write of one visit: what was told first stands.

use super::*;
use crate::actor::Role;
use crate::casework::number::Counter;
use crate::casework::open::{Opening, open};
use crate::casework::{ProcedureRef, Subject};
use crate::reception::Book;
use crate::registry::testing::{Memory, permission};
use akwaba_journal::id::EntityId;

const CHAIR: &str = include_str!("../../../procedures/tests/P99-fauteuil.md");

#[test]
fn what_was_told_first_of_a_visit_stands_and_a_later_move_changes_nothing() {
    let mut memory = Memory::new();
    let edition = Edition::read(CHAIR, None).unwrap();
    let named = ProcedureRef::parse("P99", "1").unwrap();
    let id = EntityId::named("case");
    let (_, drafts) = memory
        .with_ctx(|ctx| {
            let year = State::default();
            let counter = Counter {
                book: Book::MAIN,
                year: &year,
            };
            let opening = Opening {
                procedure: (&named, &edition),
                subject: Subject::Person(EntityId::named("awa")),
                assigned: None,
            };
            open(
                ctx,
                &permission(Role::SocialWorker, ()),
                id,
                &counter,
                &opening,
            )
        })
        .unwrap();
    memory.write(drafts);
    let allowed = permission::<act::HomeVisitPlan, _>(Role::SocialWorker, ());
    let case = |memory: &Memory| {
        let state = memory.state(id);
        (Case::of(id, &state).unwrap(), state)
    };
    let (known, state) = case(&memory);
    let typed = PlanForm {
        on: "2026-11-23".to_owned(),
        aim: "Voir".to_owned(),
        ..PlanForm::default()
    };
    let drafts = memory.with_ctx(|ctx| plan(ctx, &allowed, (&known, &state), &edition, &typed));
    memory.write(drafts.unwrap());
    let (known, state) = case(&memory);
    let name = home_visits(&known, &state)[0].name.clone();
    let say = |end: &str| TellForm {
        end: end.to_owned(),
        words: "Pluie".to_owned(),
        on: "2026-11-24".to_owned(),
        at: String::new(),
    };
    // Both decide on the same state, as two nodes that have not met.
    let both = ["faite", PUT_OFF].map(|end| {
        let said = memory.with_ctx(|ctx| tell(ctx, &allowed, (&known, &state), &name, &say(end)));
        said.unwrap()
    });
    for drafts in both {
        memory.write(drafts);
    }
    let (known, state) = case(&memory);
    let visit = home_visits(&known, &state).remove(0);
    assert_eq!(visit.told.map(|told| told.end), Some(End::Made));
    assert!(visit.moved.is_empty(), "it was made before it was put off");
    assert_eq!(visit.on, Day::of(2026, 11, 23).unwrap());
    let again = memory
        .with_ctx(|ctx| tell(ctx, &allowed, (&known, &state), &name, &say("absente")).map(|_| ()));
    assert_eq!(again, Err(Refusal::whole("home-visit-over").into()));
}
