//! Registering and changing a person, through drafts as the store will write them.

use super::super::edit::seen;
use super::super::register::{RegisterForm, register};
use super::super::testing::{Memory, permission, today, try_permission};
use super::*;
use crate::actor::Role;

fn edit(memory: &mut Memory, id: EntityId, change_: Change) -> Result<bool, Refusals> {
    edit_because(memory, id, change_, "")
}

fn edit_because(
    memory: &mut Memory,
    id: EntityId,
    change_: Change,
    reason: &str,
) -> Result<bool, Refusals> {
    let allowed = permission(Role::Reception, id);
    let changed = change(
        &allowed,
        &memory.state(id),
        &Kin::default(),
        &change_,
        &Why::parse(reason, "")?,
        today(),
    )?;
    memory.write(changed.drafts);
    Ok(changed.overlapped)
}

fn code(result: Result<bool, Refusals>) -> &'static str {
    result.unwrap_err().as_slice()[0].code
}

fn name_row(memory: &Memory, id: EntityId, text: &str) -> Change {
    Change::Names(vec![(
        memory.person(id).names[0].seen(),
        "given".into(),
        text.into(),
    )])
}

#[test]
fn one_given_name_is_enough_and_no_name_is_asked_for_one() {
    let mut memory = Memory::new();
    let id = memory.someone("Affoué", "");
    let view = memory.person(id);
    assert_eq!(view.line().short().as_str(), "Affoué");
    assert_eq!(view.birth.shown(), None);

    let allowed = permission(Role::Reception, ());
    let wrong = memory
        .with_ctx(|ctx| register(ctx, &allowed, &RegisterForm::default()))
        .unwrap_err();
    assert_eq!(
        wrong.as_slice(),
        [Refusal::at("name-0", "registry-person-needs-a-name")]
    );
}

#[test]
fn every_fault_of_a_form_is_said_at_once() {
    let form = RegisterForm {
        names: vec![("given".into(), "12".into())],
        sex: "x".into(),
        birth: BirthForm {
            year: "2030".into(),
            ..BirthForm::default()
        },
        phones: vec![("07".into(), String::new())],
        place: PlaceForm {
            unit: "Nulle part".into(),
            ..PlaceForm::default()
        },
        ..RegisterForm::default()
    };
    let wrong = form.parse(today()).unwrap_err();
    let mut fields: Vec<_> = wrong
        .as_slice()
        .iter()
        .filter_map(|r| r.field.as_deref())
        .collect();
    fields.sort_unstable();
    assert_eq!(
        fields,
        ["birth_year", "name-0", "phone-0", "place-unit", "sex"]
    );
}

#[test]
fn the_village_of_origin_stands_beside_the_address_and_leads_to_the_person() {
    let form = RegisterForm {
        names: vec![("given".into(), "Affoué".into())],
        place: PlaceForm {
            unit: "Anyama".into(),
            ..PlaceForm::default()
        },
        origin: PlaceForm {
            unit: "Béoumi".into(),
            locality: "Lolobo".into(),
            ..PlaceForm::default()
        },
        ..RegisterForm::default()
    };
    let new = form.parse(today()).unwrap();
    let card = super::super::line::card_of_new(EntityId::named("affoue"), &new);
    assert!(card.places.iter().any(|place| place == "Lolobo"));
    assert!(card.places.iter().any(|place| place.contains("Béoumi")));
    assert_ne!(new.place, new.origin);

    let mut memory = Memory::new();
    let id = memory.someone("Affoué", "1990");
    let change = Change::Origin(String::new(), form.origin.clone());
    assert_eq!(edit(&mut memory, id, change), Ok(false));
    let view = memory.person(id);
    assert_eq!(view.origin.shown(), new.origin.as_ref());
    assert_eq!(view.place.shown(), None, "where she lives is not known");

    let wrong = PlaceForm {
        unit: "Nulle part".into(),
        ..PlaceForm::default()
    };
    let refusals = wrong.parse_origin().unwrap_err();
    assert_eq!(
        refusals.as_slice()[0].field.as_deref(),
        Some("origin-unit"),
        "said at its own box"
    );
}

#[test]
fn the_reception_sees_and_writes_but_an_intern_may_not() {
    assert!(try_permission::<act::PersonRegister, ()>(Role::Reception, ()).is_ok());
    assert!(try_permission::<act::PersonRegister, ()>(Role::Intern, ()).is_err());
    assert!(try_permission::<act::IdentityCorrect, ()>(Role::Reception, ()).is_err());
}

#[test]
fn the_last_name_cannot_be_taken_away() {
    let mut memory = Memory::new();
    let id = memory.someone("Affoué", "1990");
    let emptied = name_row(&memory, id, "");
    assert_eq!(
        code(edit(&mut memory, id, emptied)),
        "registry-person-needs-a-name"
    );
    let replaced = name_row(&memory, id, "Afoué");
    assert_eq!(edit(&mut memory, id, replaced), Ok(false));
    assert_eq!(memory.person(id).line().short().as_str(), "Afoué");
}

#[test]
fn two_people_correcting_one_name_at_once_keep_both_and_are_told() {
    let mut memory = Memory::new();
    let id = memory.someone("Affoué", "1990");
    let first = name_row(&memory, id, "Afoué");
    let second = name_row(&memory, id, "Affoua");
    assert_eq!(edit(&mut memory, id, first), Ok(false));
    assert_eq!(edit(&mut memory, id, second), Ok(true));
    let view = memory.person(id);
    assert_eq!(view.conflicts(), [field::NAMES]);
    assert_eq!(view.line().short().as_str(), "Afoué Affoua");
}

#[test]
fn school_and_cmu_changed_by_two_people_at_once_do_not_disturb_each_other() {
    let mut memory = Memory::new();
    let id = memory.someone("Affoué", "2015");
    let state = memory.state(id);
    let boxes = || {
        [field::BIRTH_ACT, field::SCHOOL, field::CMU, field::HEALTH].map(|name| seen(&state, name))
    };
    let school = NeedsForm {
        school: "attends".into(),
        ..NeedsForm::default()
    };
    let cmu = NeedsForm {
        cmu: "enrolled".into(),
        ..NeedsForm::default()
    };
    assert_eq!(
        edit(&mut memory, id, Change::Needs(boxes(), school)),
        Ok(false)
    );
    assert_eq!(
        edit(&mut memory, id, Change::Needs(boxes(), cmu)),
        Ok(false)
    );
    let view = memory.person(id);
    assert!(view.conflicts().is_empty());
    assert_eq!(view.needs().school.map(|s| s.code()), Some("attends"));
    assert_eq!(view.needs().cmu.map(|s| s.code()), Some("enrolled"));
}

fn card(status: &str) -> IdentityForm {
    IdentityForm {
        kind: "card".into(),
        number: "CI0012".into(),
        status: status.into(),
        ..IdentityForm::default()
    }
}

fn correcting(
    memory: &mut Memory,
    id: EntityId,
    change_: &Change,
    reason: &str,
) -> Result<bool, Refusals> {
    let allowed = permission(Role::SocialWorker, id);
    let why = Why::parse(reason, "").unwrap();
    let changed = correct(
        &allowed,
        &memory.state(id),
        &Kin::default(),
        change_,
        &why,
        today(),
    )?;
    memory.write(changed.drafts);
    Ok(changed.overlapped)
}

#[test]
fn only_a_social_worker_validates_an_identity_and_a_validated_one_changes_with_a_reason() {
    let mut memory = Memory::new();
    let id = memory.someone("Affoué", "1990");
    let validate = Change::Identity(String::new(), card("validated"));
    assert_eq!(
        code(edit(&mut memory, id, validate.clone())),
        "registry-identity-is-validated"
    );
    assert_eq!(
        correcting(&mut memory, id, &validate, ""),
        Ok(false),
        "validating needs no reason"
    );

    let renamed = name_row(&memory, id, "Amenan");
    assert_eq!(
        code(edit(&mut memory, id, renamed.clone())),
        "registry-identity-is-validated"
    );
    assert_eq!(
        code(correcting(&mut memory, id, &renamed, " ")),
        "registry-reason-missing"
    );
    assert_eq!(
        correcting(&mut memory, id, &renamed, "Acte vu, faute de frappe"),
        Ok(false)
    );

    let untouched = name_row(&memory, id, "Amenan");
    assert_eq!(
        edit(&mut memory, id, untouched),
        Ok(false),
        "what does not change needs no right"
    );
    let tag = memory.person(id).identities[0].tag;
    assert_eq!(
        code(edit(&mut memory, id, Change::IdentityRemoved(tag))),
        "registry-identity-is-validated"
    );
}

#[test]
fn the_counter_may_note_another_identity_beside_a_validated_one() {
    let mut memory = Memory::new();
    let id = memory.someone("Affoué", "1990");
    correcting(
        &mut memory,
        id,
        &Change::Identity(String::new(), card("validated")),
        "",
    )
    .unwrap();
    let other = IdentityForm {
        kind: "judgment".into(),
        ..IdentityForm::default()
    };
    assert_eq!(
        edit(&mut memory, id, Change::Identity(String::new(), other)),
        Ok(false)
    );
    assert_eq!(memory.person(id).identities.len(), 2);
}

#[test]
fn death_before_birth_is_refused_and_can_be_undone_when_noted_by_mistake() {
    let mut memory = Memory::new();
    let id = memory.someone("Affoué", "1990");
    let death = |memory: &Memory, died: &str, on: &str| {
        Change::Death(
            seen(&memory.state(id), field::DEATH),
            died.into(),
            on.into(),
            "declared".into(),
        )
    };
    let too_early = death(&memory, "1", "1989");
    assert_eq!(
        code(edit(&mut memory, id, too_early)),
        "registry-death-before-birth"
    );
    let noted = death(&memory, "1", "03/2026");
    edit(&mut memory, id, noted).unwrap();
    assert!(memory.person(id).death.shown().is_some());
    let undone = death(&memory, "", "");
    edit(&mut memory, id, undone).unwrap();
    assert!(memory.person(id).death.shown().is_none());
}

#[test]
fn a_conflict_that_someone_settled_meanwhile_is_shown_again() {
    let mut memory = Memory::new();
    let id = memory.someone("Affoué", "1990");
    let place = |locality: &str| {
        let form = PlaceForm {
            locality: locality.into(),
            ..PlaceForm::default()
        };
        Change::Place(String::new(), form)
    };
    edit(&mut memory, id, place("Ebimpé")).unwrap();
    assert_eq!(edit(&mut memory, id, place("Akoupé")), Ok(true));
    let view = memory.person(id);
    assert!(view.place.in_conflict());
    let saw = seen(&memory.state(id), field::PLACE);
    let settle = Change::Settle(field::PLACE.into(), saw, view.place.live[0].0.entry);
    assert_eq!(
        code(edit(&mut memory, id, settle.clone())),
        "registry-reason-missing"
    );
    let said = "Elle l'a dit au guichet";
    assert_eq!(
        edit_because(&mut memory, id, settle.clone(), said),
        Ok(false)
    );
    assert_eq!(
        code(edit_because(&mut memory, id, settle, said)),
        "registry-conflict-changed-meanwhile"
    );
    assert!(!memory.person(id).place.in_conflict());
}

#[test]
fn nobody_must_be_hidden_from_themselves() {
    let mut memory = Memory::new();
    let id = memory.someone("Affoué", "1990");
    let change_ = Change::MustNotTell(vec![(String::new(), id.to_string(), String::new())]);
    assert_eq!(
        code(edit(&mut memory, id, change_)),
        "registry-must-not-tell-self"
    );
}
