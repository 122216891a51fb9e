//! What leaves a sealed file, whatever was agreed to and whatever is asked.

use super::*;
use crate::actor::Role;
use crate::casework::consent::tests::{agreed, service, silent, withdrawn};
use crate::casework::sealed_testing::Sealed;
use crate::referral::link::{self, Kept, LinkForm};
use crate::referral::{Consents, Referral};
use crate::registry::testing::{permission, permission_inside};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn sent(sealed: &mut Sealed, at: usize, form: &ConfideForm) -> Result<Referral, Refusals> {
    sent_once(sealed, at, form, false)
}

/// The same where the whole may be in other hands already.
fn sent_once(
    sealed: &mut Sealed,
    at: usize,
    form: &ConfideForm,
    handed: bool,
) -> Result<Referral, Refusals> {
    let (case, state) = sealed.known();
    let person = sealed.memory.person(sealed.person);
    let (edition, known) = (&sealed.edition, service(at));
    let allowed = permission_inside(Role::SocialWorker);
    let confiding = Confiding {
        sending: Sending {
            case: (&case, edition),
            whom: Whom::Person(&person),
            service: &known,
            opposed: &BTreeSet::new(),
        },
        state: &state,
        handed,
    };
    let (id, drafts) = sealed.memory.with_ctx(|ctx| {
        let id = ctx.fresh();
        (id, confide(ctx, &allowed, id, &confiding, form))
    });
    sealed.memory.write(drafts?);
    Ok(Referral::of(id, &sealed.memory.state(id)).unwrap())
}

fn form(share: &[&str]) -> ConfideForm {
    ConfideForm {
        share: share.iter().map(|code| (*code).to_owned()).collect(),
        health: "Une blessure".to_owned(),
        household: "Deux enfants".to_owned(),
        story: "Hier soir".to_owned(),
        wanted: "Une consultation".to_owned(),
        ..ConfideForm::default()
    }
}

fn codes(refused: &Refusals) -> Vec<&'static str> {
    refused.as_slice().iter().map(|one| one.code).collect()
}

#[test]
fn a_referral_leaves_under_a_code_by_a_consent_that_stands_and_never_on_another_ground() {
    let mut sealed = Sealed::begun();
    sealed.tell("K7QX-M2PA", "2026-11-22T21:00:00", "2026-11-23T09:00:00");
    let none = sent(&mut sealed, 0, &form(&[])).unwrap_err();
    assert_eq!(codes(&none), ["referral-no-consent"]);
    agreed(&mut sealed, 0, &["age", "type"], "").unwrap();
    let more = sent(&mut sealed, 0, &form(&["age", "nom"])).unwrap_err();
    assert_eq!(codes(&more), ["referral-not-agreed"]);
    let mut named = form(&["age"]);
    named.wanted = "Recevoir AFFOUE aujourd'hui".to_owned();
    let named = sent(&mut sealed, 0, &named).unwrap_err();
    assert_eq!(codes(&named), ["referral-names"]);
    let referral = sent(&mut sealed, 0, &form(&["age", "type"])).unwrap();
    let told: Vec<&str> = referral
        .sent
        .shared
        .iter()
        .map(|one| one.words.as_str())
        .collect();
    assert_eq!(told, ["35–36", "Viol"]);
    assert!(referral.sent.reason.as_str().is_empty() && referral.sent.code.is_some());
    // No link of the open part serves it.
    let (id, known) = (referral.id, &referral);
    let kept = Kept {
        referral: id,
        until_micros: i64::MAX,
        whole: true,
        ended: false,
        openings: 0,
    };
    let nobody = Consents::new();
    assert!(link::serving(&kept, known, &nobody, sealed.memory.now).is_none());
    let open = permission(Role::SocialWorker, ());
    let state = sealed.memory.state(id);
    let typed = LinkForm {
        days: "7".to_owned(),
        whole: true,
    };
    let made = sealed
        .memory
        .with_ctx(|ctx| link::make(ctx, &open, (known, &state), &nobody, &typed).map(|_| ()));
    assert_eq!(codes(&made.unwrap_err()), ["referral-consent-withdrawn"]);
    // Taken back, nothing more leaves.
    let (_, state) = sealed.known();
    let name = consents(&state).pop().unwrap().name;
    withdrawn(&mut sealed, &name).unwrap();
    let gone = sent(&mut sealed, 0, &form(&[])).unwrap_err();
    assert_eq!(codes(&gone), ["referral-no-consent"]);
}

#[test]
fn all_that_is_followed_is_taken_over_once_by_who_is_named_and_in_words_that_name_nobody() {
    let mut sealed = Sealed::begun();
    sealed.tell("K7QX-M2PA", "2026-11-22T21:00:00", "2026-11-23T09:00:00");
    agreed(&mut sealed, 0, &["age"], "").unwrap();
    let mut over = form(&["age"]);
    over.takes_over = true;
    over.known = "Affoué attend une place d'abri".to_owned();
    let refused = sent(&mut sealed, 0, &over).unwrap_err();
    assert_eq!(codes(&refused), ["text-missing", "referral-names"]);
    over.receiver = "Mme Koné, assistante sociale".to_owned();
    over.known = "Attend une place d'abri".to_owned();
    let referral = sent(&mut sealed, 0, &over).unwrap();
    let with = referral.sent.takes_over.clone().unwrap();
    assert_eq!(with.known.as_str(), "Attend une place d'abri");
    assert!(referral.hands_over() && !referral.is_taken_over());
    let twice = sent_once(&mut sealed, 0, &over, true).unwrap_err();
    assert_eq!(codes(&twice), ["referral-over-waiting"]);
    // What is asked of a service for its own part goes on beside it.
    over.takes_over = false;
    let beside = sent_once(&mut sealed, 0, &over, true).unwrap();
    assert!(beside.sent.takes_over.is_none() && !beside.hands_over());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_asked_what_leaves_was_agreed_to_and_is_not_kept_from_who_gets_it(
        told in proptest::collection::vec((0usize..3, proptest::sample::subsequence(Info::ALL.to_vec(), 0..8)), 0..4),
        hidden in proptest::collection::vec((0usize..3, proptest::sample::subsequence(Info::ALL.to_vec(), 0..4)), 0..3),
        asked in proptest::collection::vec((0usize..3, proptest::sample::subsequence(Info::ALL.to_vec(), 0..8)), 1..4),
    ) {
        let mut sealed = Sealed::begun();
        sealed.tell("K7QX-M2PA", "2026-11-22T21:00:00", "2026-11-23T09:00:00");
        let codes = |infos: &[Info]| infos.iter().map(|info| info.code()).collect::<Vec<_>>();
        for (at, infos) in &told {
            agreed(&mut sealed, *at, &codes(infos), "").unwrap();
        }
        for (at, infos) in &hidden {
            silent(&mut sealed, "service", *at, &codes(infos)).unwrap();
        }
        for (at, infos) in &asked {
            let Ok(referral) = sent(&mut sealed, *at, &form(&codes(infos))) else { continue };
            let agreed = told.iter().rev().find(|(other, _)| other == at);
            let agreed = agreed.map(|(_, infos)| infos.as_slice()).unwrap_or_default();
            let same = |other: usize| other == *at || (other < 2 && *at < 2);
            for (_, kept) in hidden.iter().filter(|(other, _)| same(*other)) {
                prop_assert!(!kept.is_empty(), "everything is kept from it");
                prop_assert!(referral.sent.shared.iter().all(|one| !kept.contains(&one.info)));
            }
            prop_assert!(told.iter().any(|(other, _)| other == at), "nobody agreed");
            prop_assert!(referral.sent.shared.iter().all(|one| agreed.contains(&one.info)));
            prop_assert!(referral.sent.reason.as_str().is_empty());
        }
    }
}
