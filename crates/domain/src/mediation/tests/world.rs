//! A mediation of the tests, and what was done of it, counted apart from the module.

use super::super::*;
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
use std::sync::OnceLock;

const TEXT: &str = include_str!("../../../../../manuel/P22-mediation.md");
const SHARED: &str = include_str!("../../../../../manuel/manuel.md");

/// The manual's own procedure, read once.
pub(super) fn edition() -> &'static Edition {
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
pub(super) struct World {
    pub(super) memory: Memory,
    id: EntityId,
    /// Whether anybody said anything but a plain no, or noticed something.
    flagged: bool,
    /// Which of the two were last seen alone without fear.
    alone: [bool; 2],
    /// How often a step that brings the two together was done.
    pub(super) met: usize,
}

impl World {
    pub(super) fn new() -> Self {
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

    pub(super) fn read(&self) -> (Case, State) {
        let state = self.memory.state(self.id);
        (Case::of(self.id, &state).unwrap(), state)
    }

    pub(super) fn now(&self) -> Mediation {
        let (case, state) = self.read();
        Mediation::of(&case, &state, false).unwrap()
    }

    pub(super) fn step(&mut self, step: &str, said: &[(&str, &str)]) -> Result<(), Refusals> {
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

    pub(super) fn leave(&mut self, step: &str, next: &str) -> Result<(), Refusals> {
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

    pub(super) fn notice(&mut self) {
        let (case, state) = self.read();
        let allowed = permission::<act::CaseNote, _>(Role::SocialWorker, ());
        let drafts = fear(&allowed, (&case, &state), "Un bleu au bras.").unwrap();
        self.memory.write(drafts);
        self.flagged = true;
    }

    pub(super) fn sign(&mut self, side: Side, form: &SignForm) -> Result<(), Refusals> {
        let (case, state) = self.read();
        let allowed = permission::<act::StepDo, _>(Role::SocialWorker, ());
        let about = (&case, &state);
        let drafts = self
            .memory
            .with_ctx(|ctx| sign(ctx, &allowed, about, side, form))?;
        self.memory.write(drafts);
        Ok(())
    }

    pub(super) fn ask(&mut self) -> Result<(), Refusals> {
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

    pub(super) fn see(
        &mut self,
        letter: &str,
        (alone, fear): (&str, &str),
    ) -> Result<(), Refusals> {
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

    pub(super) fn rules(&mut self) -> Result<(), Refusals> {
        let said = [
            ("a_signe", "oui"),
            ("b_signe", "oui"),
            ("reparler_seul", "oui"),
        ];
        self.step("cadre", &said)
    }

    pub(super) fn meet(&mut self, fear: &str) -> Result<(), Refusals> {
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

    pub(super) fn minutes(&mut self, free: &str) -> Result<(), Refusals> {
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
