//! Someone of the registry is received.

use akwaba_domain::Ctx;
use akwaba_domain::actor::{Actor, Grant, Reach};
use akwaba_domain::policy::{Target, act, allow};
use akwaba_domain::registry::place::PlaceForm;
use akwaba_domain::registry::register::{RegisterForm, register};
use akwaba_journal::chance::Seeded;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::{StoreError, Writing, append};

use super::*;

/// Registers a woman in the registry of the desk's centre.
fn registered(desk: &Desk) -> EntityId {
    let now: jiff::Timestamp = "2026-11-20T08:00:00Z".parse().unwrap();
    let form = RegisterForm {
        names: vec![
            ("surname".into(), "Essai".into()),
            ("given".into(), "Adjoua".into()),
        ],
        sex: "female".into(),
        place: PlaceForm {
            locality: "Marché".into(),
            ..PlaceForm::default()
        },
        ..RegisterForm::default()
    };
    let mut chance = Seeded::new(4_242);
    let actor = Actor {
        account: ActorId::named("agent"),
        grants: vec![Grant {
            role: Role::Reception,
            reach: Reach::of([desk.site.centre]),
        }],
        suspended: false,
    };
    let written = desk.store.write(|tx| {
        let target = Target::of(desk.site.centre);
        let allowed = allow::<act::PersonRegister, _>(&actor, &target, ()).unwrap();
        let mut ctx = Ctx {
            now,
            chance: &mut chance,
        };
        let (id, drafts) = register(&mut ctx, &allowed, &form).unwrap();
        let mut writing = Writing {
            now_micros: now.as_microsecond(),
            chance: &mut chance,
        };
        append(tx, &mut writing, drafts)?;
        Ok::<_, StoreError>(id)
    });
    written.unwrap()
}

#[test]
fn a_person_of_the_registry_is_received_under_their_name_of_that_day() {
    let desk = reception();
    let person = registered(&desk);
    let arrivee = format!("/accueil/arrivee?personne={person}");
    assert!(text(&desk, &format!("/personnes/{person}")).contains(&arrivee));
    let form = text(&desk, &arrivee);
    assert!(form.contains("ESSAI Adjoua") && form.contains("value=\"Marché\""));
    assert!(form.contains("value=\"f\" checked"));
    let visit = receive(&desk, &format!("person={person}&sex=f&known=connu"));
    let kept = visits(&desk).remove(0);
    assert_eq!(kept.who.person(), Some(person));
    assert_eq!(kept.who.name(), Some("ESSAI Adjoua"));
    assert!(text(&desk, &visit).contains(&format!("/personnes/{person}")));
    let again = text(&desk, &format!("/accueil/arrivee?personne={person}"));
    assert!(
        again.contains("value=\"connu\" checked"),
        "she is known now"
    );
}

#[test]
fn a_correction_keeps_the_link_and_the_name_of_that_day() {
    let desk = reception();
    let person = registered(&desk);
    let visit = receive(&desk, &format!("person={person}"));
    assert!(text(&desk, &format!("{visit}/corriger")).contains(&person.to_string()));
    desk.send(
        &format!("{visit}/corriger"),
        &format!("person={person}&age=30"),
    );
    let kept = visits(&desk).remove(0);
    assert_eq!(
        (kept.who.person(), kept.described.age_years),
        (Some(person), Some(30))
    );
}

#[test]
fn an_intern_cannot_link_a_visit_to_a_person() {
    let desk = reception();
    let person = registered(&desk);
    let intern = desk.beside(2, Role::Intern);
    let form = text(&intern, &format!("/accueil/arrivee?personne={person}"));
    assert!(!form.contains("ESSAI"));
    receive(&intern, &format!("person={person}&name=Autre"));
    let kept = visits(&desk).remove(0);
    assert_eq!((kept.who.person(), kept.who.name()), (None, Some("Autre")));
}

#[test]
fn what_is_not_a_person_is_never_linked() {
    let desk = reception();
    let visit = receive(&desk, "name=Un");
    let id = visit.rsplit('/').next().unwrap();
    receive(&desk, &format!("person={id}&name=Deux"));
    assert_eq!(visits(&desk).remove(1).who.person(), None);
}
