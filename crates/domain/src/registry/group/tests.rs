//! Groups over time, through drafts as the store will write them.

use super::super::edit::Why;
use super::super::testing::{Memory, permission, today};
use super::super::when::Day;
use super::*;
use crate::actor::Role;
use crate::draft::Secrecy;
use crate::refusal::Refusals;

fn people(memory: &Memory) -> People {
    let ids = memory.states.keys();
    ids.map(|id| (*id, memory.person(*id).brief())).collect()
}

fn form(name: &str, kind: &str) -> GroupForm {
    GroupForm {
        name: name.into(),
        kind: kind.into(),
        ..GroupForm::default()
    }
}

fn opened(memory: &mut Memory, form: &GroupForm) -> Result<EntityId, Refusals> {
    let allowed = permission(Role::SocialWorker, ());
    let (id, drafts) = memory.with_ctx(|ctx| open(ctx, &allowed, form))?;
    memory.write(drafts);
    Ok(id)
}

fn member(person: EntityId, role: &str, from: &str) -> MemberEdit {
    let form = MemberForm {
        person: person.to_string(),
        role: role.into(),
        from: from.into(),
        until: String::new(),
    };
    MemberEdit::Write(String::new(), form)
}

fn amended(memory: &mut Memory, id: EntityId, edit: &MemberEdit) -> Result<Secrecy, Refusals> {
    let allowed = permission(Role::SocialWorker, id);
    let why = Why::default();
    let state = memory.state(id);
    let changed = amend(&allowed, &state, edit, &why, &people(memory), today())?;
    let secrecy = changed.drafts.as_slice()[0].secrecy;
    memory.write(changed.drafts);
    Ok(secrecy)
}

fn counted(memory: &mut Memory, id: EntityId, on: &str, women: &str) -> Result<(), Refusals> {
    let form = CountForm {
        on: on.into(),
        boxes: vec![("female-25-59".into(), women.into())],
    };
    let allowed = permission(Role::SocialWorker, id);
    let drafts = count(&allowed, &memory.state(id), &form, today())?;
    memory.write(drafts);
    Ok(())
}

fn view(memory: &Memory, id: EntityId) -> GroupView {
    GroupView::of(id, &memory.state(id))
}

fn day(text: &str) -> Day {
    Day::parse("d", text).unwrap().unwrap()
}

fn codes<T>(result: Result<T, Refusals>) -> Vec<&'static str> {
    let wrong = result.err();
    wrong.map_or_else(Vec::new, |wrong| {
        wrong.as_slice().iter().map(|one| one.code).collect()
    })
}

#[test]
fn a_group_needs_a_name_and_a_kind_and_everything_else_may_come_later() {
    let mut memory = Memory::new();
    let nothing = codes(opened(&mut memory, &GroupForm::default()));
    assert_eq!(nothing, ["text-missing", "choice-missing"]);
    let id = opened(&mut memory, &form("AVEC Sigui", "savings")).unwrap();
    assert_eq!(
        view(&memory, id).name.shown().unwrap().as_str(),
        "AVEC Sigui"
    );
    let wrong = GroupForm {
        founded: "2031".into(),
        legal: "informal".into(),
        receipt: "R 12".into(),
        contacts: vec![ContactForm {
            phone: "07 07 12 34 56".into(),
            ..ContactForm::default()
        }],
        ..form("Wandé", "women")
    };
    assert_eq!(
        codes(opened(&mut memory, &wrong)),
        [
            "date-in-future",
            "group-receipt-without-state",
            "group-contact-unnamed"
        ]
    );
}

#[test]
fn members_come_and_go_and_the_group_of_any_day_can_be_read() {
    let mut memory = Memory::new();
    let (awa, aya) = (memory.someone("Awa", "1980"), memory.someone("Aya", "1990"));
    let id = opened(&mut memory, &form("AVEC Sigui", "savings")).unwrap();
    amended(&mut memory, id, &member(awa, "president", "01/02/2024")).unwrap();
    let two = codes(amended(
        &mut memory,
        id,
        &member(aya, "president", "01/03/2024"),
    ));
    assert_eq!(two, ["group-two-presidents"]);
    amended(&mut memory, id, &member(aya, "treasurer", "01/03/2024")).unwrap();
    let again = codes(amended(
        &mut memory,
        id,
        &member(aya, "member", "01/04/2024"),
    ));
    assert_eq!(again, ["group-already-member"]);
    let tag = |memory: &Memory, who| {
        let members = view(memory, id).members;
        members
            .iter()
            .find(|one| one.value.person == who)
            .unwrap()
            .tag
    };
    let leaves = MemberEdit::Leave(tag(&memory, awa), "31/12/2024".into());
    amended(&mut memory, id, &leaves).unwrap();
    let follows = MemberEdit::NewRole(tag(&memory, aya), "president".into(), "01/01/2025".into());
    amended(&mut memory, id, &follows).unwrap();
    let roles = |text: &str| {
        let now = view(&memory, id).at(day(text), &people(&memory));
        let members = now.members.iter().map(|one| (one.person, one.role.code()));
        members.collect::<Vec<_>>()
    };
    assert_eq!(roles("15/02/2024"), [(awa, "president")]);
    assert_eq!(
        roles("31/12/2024"),
        [(awa, "president"), (aya, "treasurer")]
    );
    assert_eq!(roles("01/01/2025"), [(aya, "president")]);
}

#[test]
fn what_is_written_of_a_member_is_under_their_own_key_so_that_to_forget_them_unnames_them() {
    let mut memory = Memory::new();
    let awa = memory.someone("Awa", "1980");
    let id = opened(&mut memory, &form("Benkadi", "women")).unwrap();
    let secrecy = amended(&mut memory, id, &member(awa, "member", ""));
    assert_eq!(secrecy, Ok(Secrecy::Keyed(awa)));
}

#[test]
fn a_support_group_counts_its_members_and_names_none() {
    let mut memory = Memory::new();
    let awa = memory.someone("Awa", "1980");
    let id = opened(&mut memory, &form("Groupe du jeudi", "support")).unwrap();
    let named = amended(&mut memory, id, &member(awa, "member", ""));
    assert_eq!(codes(named), ["group-never-named"]);
    counted(&mut memory, id, "", "7").unwrap();
    assert_eq!(view(&memory, id).at(today(), &people(&memory)).total(), 7);

    let other = opened(&mut memory, &form("Benkadi", "women")).unwrap();
    amended(&mut memory, other, &member(awa, "member", "")).unwrap();
    let allowed = permission(Role::SocialWorker, other);
    let state = memory.state(other);
    let saw = |field: &str| super::super::edit::seen(&state, field);
    let becomes = form("Benkadi", "support");
    let (why, known) = (Why::default(), people(&memory));
    let changed = change(&allowed, &state, &saw, &becomes, &why, &known, today());
    assert_eq!(codes(changed), ["group-named-members"]);
}

#[test]
fn the_last_count_of_a_day_holds_until_the_next() {
    let mut memory = Memory::new();
    let id = opened(&mut memory, &form("Village d'Ebimpé", "village")).unwrap();
    for (on, women) in [
        ("01/03/2026", "40"),
        ("01/01/2026", "30"),
        ("01/03/2026", "42"),
    ] {
        counted(&mut memory, id, on, women).unwrap();
    }
    let total = |text| view(&memory, id).at(day(text), &People::new()).total();
    assert_eq!(total("31/12/2025"), 0);
    assert_eq!(total("28/02/2026"), 30);
    assert_eq!(total("01/03/2026"), 42);
    assert_eq!(view(&memory, id).counted.len(), 2, "a day has one count");
}

#[test]
fn a_group_ends_with_a_reason_and_is_taken_up_again_with_another() {
    let mut memory = Memory::new();
    let awa = memory.someone("Awa", "1980");
    let founded = GroupForm {
        founded: "2024".into(),
        ..form("AVEC Sigui", "savings")
    };
    let id = opened(&mut memory, &founded).unwrap();
    let early = amended(&mut memory, id, &member(awa, "member", "01/05/2023"));
    assert_eq!(codes(early), ["group-joined-before-founding"]);
    amended(&mut memory, id, &member(awa, "member", "01/05/2024")).unwrap();
    let allowed = permission(Role::SocialWorker, id);
    let finish = |memory: &Memory, on: &str, reason: &str| {
        let form = EndForm {
            on: on.into(),
            reason: reason.into(),
            words: String::new(),
        };
        end(&allowed, &memory.state(id), &form, today())
    };
    assert_eq!(codes(finish(&memory, "", "")), ["choice-missing"]);
    assert_eq!(codes(finish(&memory, "", "other")), ["text-missing"]);
    assert_eq!(
        codes(finish(&memory, "01/05/2023", "done")),
        ["group-end-before-founding"]
    );
    let drafts = finish(&memory, "01/06/2026", "parted").unwrap();
    memory.write(drafts);
    assert_eq!(codes(finish(&memory, "", "done")), ["group-over"]);
    let late = amended(&mut memory, id, &member(awa, "member", ""));
    assert_eq!(codes(late), ["group-over"]);
    let total = |memory: &Memory, text| view(memory, id).at(day(text), &people(memory)).total();
    assert_eq!(total(&memory, "01/06/2026"), 1);
    assert_eq!(total(&memory, "02/06/2026"), 0);
    let state = memory.state(id);
    let silent = resume(&allowed, &state, &Why::default());
    assert_eq!(codes(silent), ["registry-reason-missing"]);
    let why = Why::parse("Elles reprennent à la saison.", "").unwrap();
    memory.write(resume(&allowed, &state, &why).unwrap());
    assert_eq!(total(&memory, "02/06/2026"), 1);
}

#[test]
fn a_group_is_found_by_its_names_in_any_spelling_and_not_by_a_word_that_is_not_its_own() {
    let mut memory = Memory::new();
    let named = GroupForm {
        other_name: "Coopérative N° 3".into(),
        ..form("Association des femmes de Kouassikro", "women")
    };
    let id = opened(&mut memory, &named).unwrap();
    let line = GroupLine::of(&view(&memory, id));
    let bytes = minicbor::to_vec(&line).unwrap();
    assert_eq!(minicbor::decode::<GroupLine>(&bytes).unwrap(), line);
    for typed in [
        "femmes kwassikro",
        "ASSOCIATION",
        "koperative",
        "Kouassi",
        "coop 3",
    ] {
        assert!(line.answers(typed).is_some(), "{typed}");
    }
    for typed in ["", "de la", "hommes de Kouassikro", "coopérative 4", "Yao"] {
        assert_eq!(line.answers(typed), None, "{typed}");
    }
    assert!(line.answers("kouassikro") > line.answers("kwassikro"));
}

#[test]
fn two_names_written_at_once_are_settled_by_saving_either() {
    let mut memory = Memory::new();
    let id = opened(&mut memory, &form("Benkadi", "women")).unwrap();
    let allowed = permission(Role::SocialWorker, id);
    let renamed = |state: &State, name: &str| {
        let saw = |field: &str| super::super::edit::seen(state, field);
        let (why, people) = (Why::default(), People::new());
        let form = form(name, "women");
        let changed = change(&allowed, state, &saw, &form, &why, &people, today());
        changed.unwrap().drafts
    };
    let before = memory.state(id);
    memory.write(renamed(&before, "Binkadi"));
    memory.write(renamed(&before, "Bènkadi"));
    assert!(view(&memory, id).name.in_conflict());
    let shown = renamed(&memory.state(id), "Bènkadi");
    memory.write(shown);
    let name = view(&memory, id).name;
    assert!(!name.in_conflict() && name.shown().unwrap().as_str() == "Bènkadi");
}
