//! Whatever is tried, in whatever order, nobody is brought together with somebody they fear.

use super::*;
use crate::actor::{Actor, Role};
use crate::casework::number::Counter;
use crate::casework::open::{Opening, open};
use crate::casework::step::{StepForm, finish};
use crate::casework::visa::{RulingForm, rule};
use crate::casework::{Edition, Hands, ProcedureRef, Subject, leave};
use crate::centre::account::grants_in;
use crate::policy::{self, Target, act};
use crate::reception::Book;
use crate::refusal::Refusals;
use crate::registry::testing::{Memory, centre, permission};
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_procedures::form::Answers;
use proptest::prelude::*;
use std::sync::OnceLock;

const TEXT: &str = include_str!("../../../../manuel/P22-mediation.md");
const SHARED: &str = include_str!("../../../../manuel/manuel.md");

/// The manual's own procedure, read once.
fn edition() -> &'static Edition {
    static EDITION: OnceLock<Edition> = OnceLock::new();
    EDITION.get_or_init(|| Edition::read(TEXT, Some(SHARED)).unwrap())
}

fn actor(name: &str) -> Actor {
    Actor {
        account: ActorId::named(name),
        grants: grants_in(centre(), &[Role::SocialWorker, Role::Director]),
        suspended: false,
    }
}

/// A mediation, and what was done of it, counted apart from the module.
struct World {
    memory: Memory,
    id: EntityId,
    /// Whether anybody said anything but a plain no, or noticed something.
    flagged: bool,
    /// Which of the two were last seen alone without fear.
    alone: [bool; 2],
    /// How often a step that brings the two together was done.
    met: usize,
}

impl World {
    fn new() -> Self {
        let mut memory = Memory::new();
        let id = EntityId::named("mediation");
        let named = ProcedureRef {
            code: PROCEDURE.to_owned(),
            version: 1,
            layer: 0,
        };
        let opening = Opening {
            procedure: (&named, edition()),
            subject: Subject::Household(EntityId::named("household")),
            assigned: None,
        };
        let year = State::default();
        let counter = Counter {
            book: Book::MAIN,
            year: &year,
        };
        let allowed = permission::<act::CaseOpen, _>(Role::SocialWorker, ());
        let opened = memory.with_ctx(|ctx| open(ctx, &allowed, id, &counter, &opening));
        memory.write(opened.unwrap().1);
        Self {
            memory,
            id,
            flagged: false,
            alone: [false, false],
            met: 0,
        }
    }

    fn read(&self) -> (Case, State) {
        let state = self.memory.state(self.id);
        (Case::of(self.id, &state).unwrap(), state)
    }

    fn now(&self) -> Mediation {
        let (case, state) = self.read();
        Mediation::of(&case, &state, false).unwrap()
    }

    fn step(&mut self, step: &str, said: &[(&str, &str)]) -> Result<(), Refusals> {
        let (case, state) = self.read();
        let mut answers = Answers::new();
        for (name, answer) in said {
            answers.set(&format!("{step}/{name}"), answer);
        }
        if step == "pv" {
            answers.set_count("pv/engagement", 1);
        }
        let form = StepForm {
            answers,
            decision: "1".to_owned(),
        };
        let allowed = permission::<act::StepDo, _>(Role::SocialWorker, ());
        let hands = Hands::of(&actor("someone"), centre());
        let (waits, drafts) = self.memory.with_ctx(|ctx| {
            finish(
                ctx,
                &allowed,
                &hands,
                (&case, &state),
                edition(),
                step,
                &form,
            )
        })?;
        self.memory.write(drafts);
        let joint = ["cadre", "seance", "pv"].contains(&step);
        if joint {
            assert!(!self.flagged, "{step} was done after a sign of violence");
            assert_eq!(
                self.alone,
                [true, true],
                "{step} before both were seen alone"
            );
            self.met += 1;
        }
        let feared = |(name, answer): &(&str, &str)| match *name {
            "pv_libre" => *answer != "oui",
            _ if name.ends_with("_peur") || name.ends_with("_geste") => *answer != "non",
            _ => false,
        };
        let feared = said.iter().any(feared);
        for (alone, own) in self.alone.iter_mut().zip(["entretien_a", "entretien_b"]) {
            if step == own {
                let apart = said
                    .iter()
                    .any(|(name, a)| name.ends_with("_seule") && *a == "oui");
                *alone = apart && !feared;
            }
        }
        self.flagged |= feared;
        if waits {
            self.approve();
        }
        Ok(())
    }

    fn approve(&mut self) {
        let (case, state) = self.read();
        let Some(sent) = case.submissions.iter().find(|sent| sent.is_open()) else {
            return;
        };
        let other = actor("director");
        let target = Target::asked(centre(), sent.source.actor);
        let allowed = policy::allow::<act::StepApprove, _>(&other, &target, ()).unwrap();
        let form = RulingForm {
            seal: sent.seal.to_string(),
            granted: true,
            reason: String::new(),
        };
        let hands = Hands::of(&other, centre());
        let about = (&case, &state);
        let ruled = self
            .memory
            .with_ctx(|ctx| rule(ctx, &allowed, &hands, about, edition(), &sent.name, &form));
        self.memory.write(ruled.unwrap());
    }

    fn leave(&mut self, step: &str, next: &str) -> Result<(), Refusals> {
        let (case, state) = self.read();
        let allowed = permission::<act::StepDepart, _>(Role::Director, ());
        let hands = Hands::of(&actor("someone"), centre());
        let left = (step, next, "Autre voie.");
        let drafts = self.memory.with_ctx(|ctx| {
            leave::depart(ctx, &allowed, &hands, (&case, &state), edition(), left)
        })?;
        self.memory.write(drafts);
        Ok(())
    }

    fn notice(&mut self) {
        let (case, state) = self.read();
        let allowed = permission::<act::CaseNote, _>(Role::SocialWorker, ());
        let drafts = fear(&allowed, (&case, &state), "Un bleu au bras.").unwrap();
        self.memory.write(drafts);
        self.flagged = true;
    }

    fn sign(&mut self, side: Side, form: &SignForm) -> Result<(), Refusals> {
        let (case, state) = self.read();
        let allowed = permission::<act::StepDo, _>(Role::SocialWorker, ());
        let about = (&case, &state);
        let drafts = self
            .memory
            .with_ctx(|ctx| sign(ctx, &allowed, about, side, form))?;
        self.memory.write(drafts);
        Ok(())
    }

    fn ask(&mut self) -> Result<(), Refusals> {
        let said = [
            ("demandeur", "les_deux"),
            ("objet_conflit", "argent"),
            ("demande_mots", "L'argent du ménage."),
            ("autre_informe", "oui"),
            ("tribunal", "non"),
            ("agent_lien", "non"),
        ];
        self.step("demande", &said)
    }

    fn see(&mut self, letter: &str, (alone, fear): (&str, &str)) -> Result<(), Refusals> {
        let names = [
            "jour",
            "seule",
            "peur",
            "coups",
            "contrainte",
            "enfant",
            "geste",
        ];
        let told = ["2026-11-20", alone, fear, "non", "non", "non", fear];
        let names = names.map(|name| format!("{letter}_{name}"));
        let mut said: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(told).collect();
        let wants = format!("veut_{letter}");
        if fear == "non" && alone == "oui" {
            said.push((&wants, "oui"));
        }
        self.step(&format!("entretien_{letter}"), &said)
    }

    fn rules(&mut self) -> Result<(), Refusals> {
        let said = [
            ("a_signe", "oui"),
            ("b_signe", "oui"),
            ("reparler_seul", "oui"),
        ];
        self.step("cadre", &said)
    }

    fn meet(&mut self, fear: &str) -> Result<(), Refusals> {
        let mut said = vec![
            ("seance_date", "2026-11-22"),
            ("seance_agents", "2"),
            ("seance_points", "L'argent."),
            ("seance_peur", fear),
        ];
        if fear == "non" {
            said.push(("seance_issue", "accord"));
        }
        self.step("seance", &said)
    }

    fn minutes(&mut self, free: &str) -> Result<(), Refusals> {
        let said = [
            ("pv_type", "conciliation"),
            ("pv_faits", "La part du marché."),
            ("engagement[1]/engagement_qui", "Aya"),
            ("engagement[1]/engagement_quoi", "Remet 15 000 francs le 5."),
            ("pv_libre", free),
            ("pv_suivi_jour", "2026-12-23"),
        ];
        self.step("pv", &said)
    }
}

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
