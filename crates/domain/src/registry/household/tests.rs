//! Households over time, through drafts as the store will write them.

use super::super::birth::Birth;
use super::super::edit::Why;
use super::super::person::Death;
use super::super::testing::{Memory, permission, today};
use super::super::when::Partial;
use super::*;
use crate::actor::Role;
use crate::refusal::Refusals;
use proptest::prelude::*;

fn member(person: EntityId, role: &str, from: &str, until: &str) -> MemberForm {
    MemberForm {
        person: person.to_string(),
        role: role.into(),
        from: from.into(),
        until: until.into(),
    }
}

fn people(memory: &Memory) -> People {
    memory
        .states
        .keys()
        .map(|id| (*id, memory.person(*id).brief()))
        .collect()
}

fn opened(memory: &mut Memory, members: Vec<MemberForm>) -> Result<EntityId, Refusals> {
    let form = HouseholdForm {
        members,
        ..HouseholdForm::default()
    };
    let allowed = permission(Role::Reception, ());
    let known = people(memory);
    let (id, drafts) = memory.with_ctx(|ctx| open(ctx, &allowed, &form, &known))?;
    memory.write(drafts);
    Ok(id)
}

fn amended(memory: &mut Memory, id: EntityId, edit: &MemberEdit) -> Result<(), Refusals> {
    let allowed = permission(Role::Reception, id);
    let changed = amend(
        &allowed,
        &memory.state(id),
        edit,
        &Why::default(),
        &people(memory),
        today(),
    )?;
    memory.write(changed.drafts);
    Ok(())
}

fn codes<T>(result: Result<T, Refusals>) -> Vec<&'static str> {
    result
        .err()
        .map(|wrong| wrong.as_slice().iter().map(|r| r.code).collect())
        .unwrap_or_default()
}

fn view(memory: &Memory, id: EntityId) -> HouseholdView {
    HouseholdView::of(id, &memory.state(id))
}

fn day(text: &str) -> Day {
    Day::parse("d", text).unwrap().unwrap()
}

#[test]
fn the_household_of_any_day_can_be_read() {
    let mut memory = Memory::new();
    let (mother, child) = (
        memory.someone("Awa", "1980"),
        memory.someone("Moussa", "2010"),
    );
    let id = opened(
        &mut memory,
        vec![
            member(mother, "head", "", ""),
            member(child, "child", "01/05/2012", "30/06/2020"),
        ],
    )
    .unwrap();
    let at = |text| {
        view(&memory, id)
            .at(day(text), &people(&memory))
            .members
            .len()
    };
    assert_eq!(at("30/04/2012"), 1);
    assert_eq!(at("01/05/2012"), 2);
    assert_eq!(at("30/06/2020"), 2);
    assert_eq!(at("01/07/2020"), 1);
}

#[test]
fn a_person_may_belong_to_two_households() {
    let mut memory = Memory::new();
    let child = memory.someone("Moussa", "2010");
    let (one, two) = (memory.someone("Awa", "1980"), memory.someone("Ali", "1979"));
    for head in [one, two] {
        let members = vec![member(head, "head", "", ""), member(child, "child", "", "")];
        assert!(opened(&mut memory, members).is_ok());
    }
}

#[test]
fn two_living_heads_on_one_day_are_refused_and_a_widow_may_follow_the_dead() {
    let mut memory = Memory::new();
    let (husband, wife) = (memory.someone("Ali", "1950"), memory.someone("Awa", "1960"));
    let both = vec![
        member(husband, "head", "", ""),
        member(wife, "head", "01/01/2020", ""),
    ];
    assert_eq!(
        codes(opened(&mut memory, both.clone())),
        ["registry-two-heads"]
    );

    let death = Death {
        on: Some(Partial {
            year: 2019,
            month: Some(12),
            day: None,
        }),
        origin: None,
    };
    let mut known = people(&memory);
    known.entry(husband).or_default().death = Some(death);
    let form = HouseholdForm {
        members: both,
        ..HouseholdForm::default()
    };
    let household = form.parse(today()).unwrap();
    assert_eq!(household.check(&known), Ok(()));
}

#[test]
fn a_new_head_takes_over_from_a_day_on() {
    let mut memory = Memory::new();
    let (husband, wife) = (memory.someone("Ali", "1950"), memory.someone("Awa", "1960"));
    let id = opened(
        &mut memory,
        vec![
            member(husband, "head", "", ""),
            member(wife, "spouse", "", ""),
        ],
    )
    .unwrap();
    let tags: Vec<_> = view(&memory, id)
        .members
        .iter()
        .map(|item| item.tag)
        .collect();
    let wife_first = MemberEdit::NewRole(tags[1], "head".into(), "2024-03-01".into());
    assert_eq!(
        codes(amended(&mut memory, id, &wife_first)),
        ["registry-two-heads"]
    );
    amended(
        &mut memory,
        id,
        &MemberEdit::NewRole(tags[0], "relative".into(), "2024-03-01".into()),
    )
    .unwrap();
    amended(&mut memory, id, &wife_first).unwrap();
    let head = |text| view(&memory, id).at(day(text), &people(&memory)).head;
    assert_eq!(head("29/02/2024"), Some(husband));
    assert_eq!(head("01/03/2024"), Some(wife));
}

#[test]
fn the_same_person_is_not_twice_in_one_household_on_one_day() {
    let mut memory = Memory::new();
    let awa = memory.someone("Awa", "1980");
    let id = opened(&mut memory, vec![member(awa, "head", "", "2020-01-01")]).unwrap();
    let back = |from: &str| MemberEdit::Write(String::new(), member(awa, "head", from, ""));
    assert_eq!(
        codes(amended(&mut memory, id, &back("2020-01-01"))),
        ["registry-already-member"]
    );
    assert_eq!(
        codes(amended(&mut memory, id, &back("2020-01-02"))),
        [] as [&str; 0]
    );
}

#[test]
fn nobody_joins_before_they_were_certainly_born_or_after_tomorrow() {
    let mut memory = Memory::new();
    let child = memory.someone("Moussa", "2015");
    let before = opened(&mut memory, vec![member(child, "child", "31/12/2014", "")]);
    assert_eq!(codes(before), ["registry-joined-before-birth"]);
    assert!(opened(&mut memory, vec![member(child, "child", "01/01/2015", "")]).is_ok());
    let tomorrow = opened(&mut memory, vec![member(child, "child", "24/11/2026", "")]);
    assert_eq!(codes(tomorrow), ["date-in-future"]);
}

#[test]
fn the_recipient_is_the_head_until_another_member_is_named() {
    let mut memory = Memory::new();
    let (head, wife, other) = (
        memory.someone("Ali", "1950"),
        memory.someone("Awa", "1960"),
        memory.someone("Bah", ""),
    );
    let id = opened(
        &mut memory,
        vec![member(head, "head", "", ""), member(wife, "spouse", "", "")],
    )
    .unwrap();
    let name = |memory: &Memory, person: EntityId, from: &str| {
        let allowed = permission(Role::Reception, id);
        recipient(
            &allowed,
            &memory.state(id),
            &person.to_string(),
            from,
            &people(memory),
            today(),
        )
    };
    let receives =
        |memory: &Memory, text| view(memory, id).at(day(text), &people(memory)).recipient;
    assert_eq!(receives(&memory, "2025-01-01"), Some(head));
    assert_eq!(
        codes(name(&memory, other, "")),
        ["registry-recipient-not-a-member"]
    );
    let drafts = name(&memory, wife, "2025-01-01").unwrap();
    memory.write(drafts);
    assert_eq!(
        codes(name(&memory, wife, "2025-06-01")),
        ["registry-recipient-already"]
    );
    let drafts = name(&memory, head, "2026-01-01").unwrap();
    memory.write(drafts);
    assert_eq!(receives(&memory, "2024-12-31"), Some(head));
    assert_eq!(receives(&memory, "2025-12-31"), Some(wife));
    assert_eq!(receives(&memory, "2026-01-01"), Some(head));
}

#[test]
fn someone_leaves_and_a_mistake_is_taken_away() {
    let mut memory = Memory::new();
    let (head, child) = (memory.someone("Ali", "1950"), memory.someone("Bah", "2000"));
    let id = opened(
        &mut memory,
        vec![member(head, "head", "", ""), member(child, "child", "", "")],
    )
    .unwrap();
    let tag = |memory: &Memory, person| {
        view(memory, id)
            .members
            .iter()
            .find(|m| m.value.person == person)
            .unwrap()
            .tag
    };
    let leaves = MemberEdit::Leave(tag(&memory, child), "2026-01-31".into());
    amended(&mut memory, id, &leaves).unwrap();
    assert_eq!(
        codes(amended(&mut memory, id, &leaves)),
        ["registry-membership-changed-meanwhile"]
    );
    assert_eq!(
        view(&memory, id)
            .at(today(), &people(&memory))
            .members
            .len(),
        1
    );
    let drafts = remove(
        &permission(Role::Reception, id),
        &memory.state(id),
        tag(&memory, child),
        &Why::default(),
    );
    memory.write(drafts);
    assert_eq!(view(&memory, id).members.len(), 1);
}

#[test]
fn a_household_needs_someone_and_only_those_of_the_registry() {
    let mut memory = Memory::new();
    assert_eq!(
        codes(opened(&mut memory, Vec::new())),
        ["registry-household-needs-a-member"]
    );
    let stranger = EntityId::from_bytes([9; 16]);
    assert_eq!(
        codes(opened(&mut memory, vec![member(stranger, "head", "", "")])),
        ["registry-person-unknown"]
    );
}

proptest! {
    /// Whatever is accepted one change after another, no day has two living heads.
    #[test]
    fn no_accepted_household_has_two_living_heads_on_any_day(
        tries in proptest::collection::vec((0_u8..4, any::<bool>(), 2000_i16..2010, proptest::option::of(0_i16..6)), 1..25),
        died in proptest::option::of(2000_i16..2012),
    ) {
        let person = |n: u8| EntityId::from_bytes([n + 1; 16]);
        let mut known: People = (0..4).map(|n| (person(n), Brief::default())).collect();
        if let Some(year) = died {
            let on = Some(Partial { year, month: Some(3), day: Some(1) });
            known.entry(person(0)).or_default().death = Some(Death { on, origin: None });
        }
        known.entry(person(1)).or_default().birth = Some(Birth::stated(None, None, Some(1960)));
        let mut members: Vec<Membership> = Vec::new();
        for (who, head, from, length) in tries {
            let new = Membership {
                person: person(who),
                role: if head { MemberRole::Head } else { MemberRole::Child },
                from: Day::of(from, 6, 1),
                until: length.and_then(|length| Day::of(from + length, 6, 1)),
            };
            let mut with = members.clone();
            with.push(new);
            if rules::check(&with, &known).is_ok() {
                members = with;
            }
        }
        let mut memory = State::default();
        let mut editing = super::super::edit::Editing::on(&memory);
        for member in &members { editing.add(field::MEMBERS, member); }
        memory = editing.after();
        let view = HouseholdView::of(person(0), &memory);
        for year in 1999..2018 {
            for month in [2, 6, 9] {
                let composition = view.at(Day::of(year, month, 1).unwrap(), &known);
                prop_assert!(composition.heads.len() <= 1);
                let persons: std::collections::BTreeSet<_> = composition.members.iter().map(|m| m.person).collect();
                prop_assert_eq!(persons.len(), composition.members.len());
            }
        }
    }
}
