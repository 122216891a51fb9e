//! Choosing between what two desks wrote of one household.

use super::super::{HouseholdForm, MemberForm, open};
use super::*;
use crate::actor::Role;
use crate::draft::Secrecy;
use crate::registry::testing::{Memory, permission};

fn member(person: EntityId, role: &str) -> MemberForm {
    MemberForm {
        person: person.to_string(),
        role: role.into(),
        ..MemberForm::default()
    }
}

fn people(memory: &Memory) -> People {
    let ids = memory.states.keys();
    ids.map(|id| (*id, memory.person(*id).brief())).collect()
}

/// A household that Awa heads here and Issa there, as two desks wrote it apart.
fn with_two_heads() -> (Memory, EntityId, [EntityId; 2]) {
    let mut memory = Memory::new();
    let both = [
        memory.someone("Awa", "1980"),
        memory.someone("Issa", "1975"),
    ];
    let form = HouseholdForm {
        members: vec![member(both[0], "head"), member(both[1], "spouse")],
        ..HouseholdForm::default()
    };
    let (allowed, known) = (permission(Role::Reception, ()), people(&memory));
    let (id, drafts) = memory
        .with_ctx(|ctx| open(ctx, &allowed, &form, &known))
        .unwrap();
    memory.write(drafts);
    let state = memory.state(id);
    let issa = HouseholdView::of(id, &state).members[1].clone();
    let mut editing = Editing::on(&state);
    let head = Membership {
        role: MemberRole::Head,
        ..issa.value.clone()
    };
    editing.row(field::MEMBERS, &issa.seen(), Some(head));
    let allowed: Allowed<act::HouseholdChange, EntityId> = permission(Role::Reception, id);
    memory.write(finish(&allowed, editing, &Why::default()).drafts);
    (memory, id, both)
}

fn why() -> Why {
    Why::parse("Les deux l'ont dit ensemble", "").unwrap()
}

fn chosen(memory: &mut Memory, id: EntityId, choice: &Choice, why: &Why) -> Result<(), Refusals> {
    let allowed = permission(Role::Reception, id);
    let drafts = settle(&allowed, &memory.state(id), choice, why, &people(memory))?;
    for draft in drafts.clone().into_vec() {
        assert_eq!(draft.secrecy, Secrecy::Keyed(id));
        assert!(draft.act.reason.is_some(), "the reason is in the journal");
    }
    memory.write(drafts);
    Ok(())
}

fn open_rivalries(memory: &Memory, id: EntityId) -> Vec<Rivalry> {
    rivalries(&HouseholdView::of(id, &memory.state(id)), &people(memory))
}

fn codes(result: Result<(), Refusals>) -> Vec<&'static str> {
    let wrong = result.unwrap_err();
    wrong
        .as_slice()
        .iter()
        .map(|refusal| refusal.code)
        .collect()
}

#[test]
fn one_of_two_heads_is_chosen_with_a_reason_and_the_other_keeps_a_place() {
    let (mut memory, id, [awa, issa]) = with_two_heads();
    let open = open_rivalries(&memory, id);
    let [Rivalry::Heads(heads)] = open.as_slice() else {
        panic!("{open:?}");
    };
    let issa_heads = heads
        .iter()
        .find(|head| head.value.person == issa)
        .unwrap()
        .tag;
    let choice = |role: &str| Choice::Head(issa_heads, role.into());
    let silent = Why::default();
    assert_eq!(
        codes(chosen(&mut memory, id, &choice("spouse"), &silent)),
        ["registry-reason-missing"]
    );
    assert_eq!(
        codes(chosen(&mut memory, id, &choice("head"), &why())),
        ["choice-missing"]
    );
    chosen(&mut memory, id, &choice("spouse"), &why()).unwrap();
    assert_eq!(open_rivalries(&memory, id), []);
    let view = HouseholdView::of(id, &memory.state(id));
    let now = view.at(crate::registry::testing::today(), &people(&memory));
    assert_eq!(
        (now.head, now.heads.len(), now.members.len()),
        (Some(issa), 1, 2)
    );
    let awa = now
        .members
        .iter()
        .find(|member| member.person == awa)
        .unwrap();
    assert_eq!(awa.role, MemberRole::Spouse);
    assert_eq!(
        codes(chosen(&mut memory, id, &choice("spouse"), &why())),
        ["registry-conflict-changed-meanwhile"],
        "settled meanwhile"
    );
}

#[test]
fn someone_noted_twice_is_kept_once() {
    let (mut memory, id, [awa, _]) = with_two_heads();
    let state = memory.state(id);
    let mut editing = Editing::on(&state);
    let again = Membership {
        person: awa,
        role: MemberRole::Relative,
        from: None,
        until: None,
    };
    editing.add(field::MEMBERS, again);
    let allowed: Allowed<act::HouseholdChange, EntityId> = permission(Role::Reception, id);
    memory.write(finish(&allowed, editing, &Why::default()).drafts);
    let twice = open_rivalries(&memory, id);
    let [Rivalry::Heads(_), Rivalry::Twice(who, items)] = twice.as_slice() else {
        panic!("{twice:?}");
    };
    assert_eq!((*who, items.len()), (awa, 2));
    chosen(&mut memory, id, &Choice::Membership(items[0].tag), &why()).unwrap();
    assert!(matches!(
        open_rivalries(&memory, id).as_slice(),
        [Rivalry::Heads(_)]
    ));
}
