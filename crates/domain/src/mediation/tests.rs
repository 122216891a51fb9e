//! Whatever is tried, in whatever order, nobody is brought together with somebody they fear.

mod world;

use super::*;
use crate::actor::Role;
use crate::policy::act;
use crate::refusal::Refusals;
use crate::registry::testing::permission;
use akwaba_journal::id::EntityId;
use proptest::prelude::*;
use world::{World, edition};

/// Brings a mediation to its minutes, without any fear.
fn agreed() -> World {
    let mut world = World::new();
    world.ask().unwrap();
    world.see("a", ("oui", "non")).unwrap();
    world.see("b", ("oui", "non")).unwrap();
    assert!(world.now().may_meet());
    world.rules().unwrap();
    world.meet("non").unwrap();
    world.minutes("oui").unwrap();
    world
}

fn codes(refused: Result<(), Refusals>) -> Vec<&'static str> {
    let refusals = refused.unwrap_err();
    refusals.as_slice().iter().map(|one| one.code).collect()
}

#[test]
fn without_fear_the_two_meet_agree_sign_and_the_agreement_is_followed_up() {
    let mut world = agreed();
    assert_eq!(world.met, 3);
    let agreement = world.now().agreement.unwrap();
    assert!(agreement.agreed && !agreement.is_signed());
    assert_eq!(agreement.clauses.first().unwrap().who, "Aya");
    let unfree = SignForm {
        form: "thumbprint".to_owned(),
        ..SignForm::default()
    };
    let both = ["mediation-witness", "mediation-freely"];
    assert_eq!(codes(world.sign(Side::First, &unfree)), both);
    let thumb = SignForm {
        witness: "Mme Koné, agent d'accueil".to_owned(),
        freely: true,
        ..unfree
    };
    world.sign(Side::First, &thumb).unwrap();
    let twice = codes(world.sign(Side::First, &thumb));
    assert_eq!(twice, ["mediation-signed-already"]);
    world.sign(Side::Second, &thumb).unwrap();
    assert!(world.now().agreement.unwrap().is_signed());
    let kept = [
        ("suivi1_a", "oui"),
        ("suivi1_b", "oui"),
        ("suivi1_peur", "non"),
        ("suivi1_tenu", "non"),
    ];
    world.step("suivi1", &kept).unwrap();
    let outcome = world.now().agreement.unwrap().outcome;
    assert_eq!(outcome, Some(Outcome::Broken));
}

#[test]
fn a_step_left_aside_leads_to_no_meeting_before_both_were_seen_alone() {
    let mut world = World::new();
    let jump = codes(world.leave("demande", "seance"));
    assert_eq!(jump, ["mediation-alone-first"]);
    world.ask().unwrap();
    assert_eq!(
        codes(world.leave("entretien_a", "cadre")),
        ["mediation-alone-first"]
    );
    world.leave("entretien_a", "entretien_b").unwrap();
    world.see("b", ("oui", "non")).unwrap();
    assert_eq!(world.now().seen, [false, true]);
}

#[test]
fn what_is_noticed_between_two_steps_stops_the_next_one_and_its_signature() {
    let mut world = agreed();
    world.notice();
    let thumb = SignForm {
        form: "signature".to_owned(),
        freely: true,
        ..SignForm::default()
    };
    assert_eq!(codes(world.sign(Side::First, &thumb)), ["mediation-closed"]);
    assert_eq!(world.now().signs, [Sign::Noticed]);
    let mut early = World::new();
    early.ask().unwrap();
    early.see("a", ("oui", "non")).unwrap();
    early.see("b", ("oui", "non")).unwrap();
    early.notice();
    assert_eq!(codes(early.rules()), ["mediation-closed"]);
    early.leave("cadre", STOP).unwrap();
}

#[test]
fn another_case_that_tells_of_violence_is_a_sign_and_a_plain_no_is_none() {
    let mut world = World::new();
    world.ask().unwrap();
    let (case, state) = world.read();
    assert!(!tells(&case, &state));
    let there = Mediation::of(&case, &state, true).unwrap();
    assert_eq!(
        (there.signs.clone(), there.may_meet()),
        (vec![Sign::Elsewhere], false)
    );
    world.see("a", ("oui", "nsp")).unwrap();
    let (case, state) = world.read();
    assert!(tells(&case, &state), "a doubt is not a no");
    assert_eq!(world.now().signs, [Sign::Interview]);
}

#[test]
fn who_was_seen_under_a_name_keeps_it_and_nobody_is_both() {
    let mut world = World::new();
    let known = [EntityId::named("aya"), EntityId::named("paul")];
    let allowed = permission::<act::StepDo, _>(Role::SocialWorker, ());
    let of = |id: EntityId| PartyForm {
        person: id.to_string(),
        words: String::new(),
    };
    let (case, state) = world.read();
    let about = (&case, &state);
    let aya = name(&allowed, about, Side::First, &known, &of(known[0])).unwrap();
    let nobody = name(&allowed, about, Side::First, &known, &PartyForm::default());
    assert_eq!(codes(nobody.map(|_| ())), ["mediation-party-missing"]);
    world.memory.write(aya);
    let (case, state) = world.read();
    let both = name(
        &allowed,
        (&case, &state),
        Side::Second,
        &known,
        &of(known[0]),
    );
    assert_eq!(codes(both.map(|_| ())), ["mediation-party-same"]);
    world.ask().unwrap();
    world.see("a", ("oui", "non")).unwrap();
    let (case, state) = world.read();
    let other = name(
        &allowed,
        (&case, &state),
        Side::First,
        &known,
        &of(known[1]),
    );
    assert_eq!(codes(other.map(|_| ())), ["mediation-party-seen"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Steps done, left aside for any other, and remarks, in any order: [`World::step`] asserts at
    /// each step that brings the two together.
    #[test]
    fn no_order_of_steps_brings_together_whom_a_sign_keeps_apart(
        acts in proptest::collection::vec((0usize..10, 0usize..9, 0usize..9, any::<bool>()), 4..26)
    ) {
        let mut world = World::new();
        world.ask().unwrap();
        let steps: Vec<&str> = edition().procedure.steps.iter().map(|s| s.code.as_str()).collect();
        for (what, from, to, calm) in acts {
            let fear = if calm || from < 5 { "non" } else { "oui" };
            let alone = if to == 0 { "non" } else { "oui" };
            // Refusals are what is asked for; only what passes is looked at.
            let _ = match what {
                0 | 1 => world.see("a", (alone, fear)),
                2 | 3 => world.see("b", (alone, fear)),
                4 => world.rules(),
                5 => world.meet(fear),
                6 => world.minutes(if fear == "non" { "oui" } else { "non" }),
                7 | 8 => world.leave(steps[from], steps[to]),
                _ => {
                    if to == 8 { world.notice(); }
                    Ok(())
                }
            };
        }
    }
}
