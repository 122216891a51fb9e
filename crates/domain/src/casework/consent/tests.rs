//! What may leave, against a plain account of what was said.

use super::*;
use crate::actor::Role;
use crate::casework::sealed_testing::Sealed;
use crate::directory::{Kind, Service};
use crate::registry::testing::{permission_inside, today};
use akwaba_journal::id::EntityId;
use proptest::prelude::*;

/// Services of two organisations: health and police of the first, an association of the second.
pub fn service(at: usize) -> Known {
    let (kind, organisation) = [
        (Kind::Health, "Commune"),
        (Kind::Police, "Commune"),
        (Kind::Association, "Abri"),
    ][at];
    Known {
        id: EntityId::named(&format!("service-{at}")),
        service: Service {
            kinds: vec![kind],
            name: format!("Service {at}"),
            organisation: organisation.to_owned(),
            unit: None,
            address: None,
            secret: false,
            conditions: String::new(),
            papers: String::new(),
            price_xof: None,
            hours: String::new(),
            languages: String::new(),
            capacity: String::new(),
            wait_days: None,
            ages: (None, None),
            only: Vec::new(),
            focal: None,
            agreement: None,
            own: false,
            phone: String::new(),
        },
        closed: None,
        verified: None,
        origin: None,
    }
}

/// Gives a consent for a service to be told these items.
pub fn agreed(sealed: &mut Sealed, at: usize, told: &[&str], until: &str) -> Result<(), Refusals> {
    let allowed = permission_inside(Role::SocialWorker);
    let form = GiveForm {
        told: told.iter().map(|code| (*code).to_owned()).collect(),
        mark: "empreinte".to_owned(),
        giver: "elle".to_owned(),
        until: until.to_owned(),
        ..GiveForm::default()
    };
    sealed.act(|ctx, about, edition| give(ctx, &allowed, about, edition, &service(at), &form))
}

pub fn withdrawn(sealed: &mut Sealed, name: &str) -> Result<(), Refusals> {
    let allowed = permission_inside(Role::SocialWorker);
    sealed.act(|ctx, about, _| withdraw(ctx, &allowed, about, (name, "")))
}

/// Keeps items from a service, or from a kind of people.
pub fn silent(sealed: &mut Sealed, from: &str, at: usize, what: &[&str]) -> Result<(), Refusals> {
    let allowed = permission_inside(Role::SocialWorker);
    let form = KeepForm {
        from: from.to_owned(),
        what: what.iter().map(|code| (*code).to_owned()).collect(),
        words: "Précisé".to_owned(),
    };
    sealed.act(|ctx, about, edition| keep(ctx, &allowed, about, edition, Some(&service(at)), &form))
}

fn open_for(sealed: &Sealed, at: usize) -> Option<Vec<Info>> {
    let (case, state) = sealed.known();
    let (consents, kept) = (consents(&state), kept(&case, &state));
    gate(&consents, &kept, &service(at), today()).map(|gate| gate.items)
}

#[test]
fn only_the_last_word_counts_and_a_withdrawal_brings_no_older_one_back() {
    let mut sealed = Sealed::begun();
    assert_eq!(open_for(&sealed, 0), None);
    agreed(&mut sealed, 0, &["nom", "age"], "").unwrap();
    assert_eq!(open_for(&sealed, 0), Some(vec![Info::Name, Info::Age]));
    assert_eq!(
        open_for(&sealed, 1),
        None,
        "of the same organisation, another service"
    );
    agreed(&mut sealed, 0, &["age"], "2026-11-23").unwrap();
    assert_eq!(open_for(&sealed, 0), Some(vec![Info::Age]));
    let (_, state) = sealed.known();
    let last = consents(&state).pop().unwrap().name;
    withdrawn(&mut sealed, &last).unwrap();
    assert_eq!(open_for(&sealed, 0), None);
    assert!(withdrawn(&mut sealed, &last).is_err());
}

#[test]
fn what_is_kept_wins_from_a_service_from_its_organisation_and_from_what_the_form_said() {
    let mut sealed = Sealed::begun();
    agreed(&mut sealed, 0, &["nom", "age", "recit"], "").unwrap();
    silent(&mut sealed, "service", 1, &["nom"]).unwrap();
    assert_eq!(open_for(&sealed, 0), Some(vec![Info::Age, Info::Story]));
    sealed.tell("K7QX-M2PA", "2026-11-22T21:00:00", "2026-11-23T09:00:00");
    sealed.agree("police famille");
    agreed(&mut sealed, 1, &["age"], "").unwrap_err();
    let (case, state) = sealed.known();
    let names: Vec<String> = kept(&case, &state)
        .into_iter()
        .map(|one| one.name)
        .collect();
    assert!(names.contains(&"etape-police".to_owned()) && names.len() == 3);
    let allowed = permission_inside(Role::SocialWorker);
    sealed
        .act(|ctx, about, _| lift(ctx, &allowed, about, ("etape-police", "Elle le demande")))
        .unwrap();
    agreed(&mut sealed, 1, &["age", "nom"], "").unwrap();
    assert_eq!(open_for(&sealed, 1), Some(vec![Info::Age]));
}

#[test]
fn a_consent_says_how_who_and_until_when() {
    let mut sealed = Sealed::begun();
    let allowed = permission_inside(Role::SocialWorker);
    let form = GiveForm {
        mark: "oral".to_owned(),
        incident: "INCONNU".to_owned(),
        until: "2026-11-22".to_owned(),
        ..GiveForm::default()
    };
    let refused = sealed
        .act(|ctx, about, edition| give(ctx, &allowed, about, edition, &service(0), &form))
        .unwrap_err();
    let codes: Vec<&str> = refused.as_slice().iter().map(|one| one.code).collect();
    assert_eq!(
        codes,
        [
            "choice-missing",
            "agreement-witness",
            "agreement-incident",
            "agreement-until"
        ]
    );
}

/// What was said, one after the other: a consent, a withdrawal of the last for a service, something kept.
#[derive(Debug, Clone)]
enum Word {
    Agree(usize, Vec<usize>, bool),
    Withdraw(usize),
    Keep(usize, Vec<usize>),
}

fn word() -> impl Strategy<Value = Word> {
    let items = || proptest::collection::vec(0..Info::ALL.len(), 0..5);
    prop_oneof![
        3 => (0usize..3, items(), any::<bool>()).prop_map(|(at, told, over)| Word::Agree(at, told, over)),
        1 => (0usize..3).prop_map(Word::Withdraw),
        1 => (0usize..3, items()).prop_map(|(at, what)| Word::Keep(at, what)),
    ]
}

fn codes(items: &[usize]) -> Vec<&'static str> {
    items.iter().map(|at| Info::ALL[*at].code()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    /// Whatever was said in whatever order, what may leave was agreed to for that very service, and nothing
    /// of it is kept from it.
    #[test]
    fn what_may_leave_was_agreed_to_and_is_kept_from_nobody_who_gets_it(
        words in proptest::collection::vec(word(), 0..9),
    ) {
        let mut sealed = Sealed::begun();
        let mut last: [Option<Vec<usize>>; 3] = [None, None, None];
        let mut kept: Vec<(usize, Vec<usize>)> = Vec::new();
        for word in &words {
            match word {
                Word::Agree(at, told, over) => {
                    // One that holds until yesterday cannot be written, and one until today can.
                    let until = if *over { "2026-11-22" } else { "2026-11-23" };
                    if agreed(&mut sealed, *at, &codes(told), until).is_ok() {
                        last[*at] = Some(told.clone());
                    }
                }
                Word::Withdraw(at) => {
                    let (_, state) = sealed.known();
                    let of_it = |one: &&Consent| one.service == service(*at).id;
                    let name = consents(&state).iter().rev().find(of_it).map(|one| one.name.clone());
                    if let Some(name) = name {
                        let _ = withdrawn(&mut sealed, &name);
                        last[*at] = None;
                    }
                }
                Word::Keep(at, what) => {
                    silent(&mut sealed, "service", *at, &codes(what)).unwrap();
                    kept.push((*at, what.clone()));
                }
            }
        }
        for (at, last) in last.iter().enumerate() {
            // The first two services are of one organisation.
            let same = |other: usize| other == at || (other < 2 && at < 2);
            let from_it: Vec<&Vec<usize>> =
                kept.iter().filter(|(other, _)| same(*other)).map(|(_, what)| what).collect();
            let silent = from_it.iter().any(|what| what.is_empty());
            let expected = last.as_ref().filter(|_| !silent).map(|told| {
                let mut told: Vec<Info> = told
                    .iter()
                    .filter(|item| !from_it.iter().any(|what| what.contains(item)))
                    .map(|item| Info::ALL[*item])
                    .collect();
                told.sort_unstable();
                told.dedup();
                told
            });
            prop_assert_eq!(open_for(&sealed, at), expected);
        }
    }
}
