//! What the tests of sealed files share: a case of the manual's own P14, followed in the protected space.

use super::number::Counter;
use super::open::{Opening, open};
use super::step::{StepForm, finish};
use super::{Case, Edition, Hands, ProcedureRef, Subject};
use crate::actor::Role;
use crate::ctx::Ctx;
use crate::draft::Drafts;
use crate::policy::Room;
use crate::reception::Book;
use crate::refusal::Refusals;
use crate::registry::testing::{Memory, actor, centre, permission_inside};
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use akwaba_procedures::form::Answers;
use std::sync::LazyLock;

const VIOLENCE: &str = include_str!("../../../../manuel/P14-violences-genre.md");
const SHARED: &str = include_str!("../../../../manuel/manuel.md");

/// Answers by the name of their question.
pub type Said<'a> = &'a [(&'a str, &'a str)];

/// The first step of the manual's P14, answered.
pub const WELCOME: Said<'_> = &[
    ("lieu_prive", "oui"),
    ("langue", "francais"),
    ("urgence_vie", "non"),
    ("recent", "oui"),
    ("abri_ce_soir", "oui"),
    ("tranche_age", "25_59"),
    ("veut_aide", "oui"),
];

pub struct Sealed {
    pub memory: Memory,
    pub edition: Edition,
    pub id: EntityId,
    pub person: EntityId,
}

impl Sealed {
    /// A case of somebody called Affoué, its first step done.
    pub fn begun() -> Self {
        let mut memory = Memory::new();
        static EDITION: LazyLock<Edition> =
            LazyLock::new(|| Edition::read(VIOLENCE, Some(SHARED)).unwrap());
        let edition = EDITION.clone();
        let person = memory.someone("Affoué", "1990");
        let id = EntityId::named("case");
        let named = ProcedureRef::parse("P14", "1").unwrap();
        let year = State::default();
        let counter = Counter {
            book: Book::MAIN,
            year: &year,
        };
        let opening = Opening {
            procedure: (&named, &edition),
            subject: Subject::Person(person),
            assigned: None,
        };
        let allowed = permission_inside(Role::SocialWorker);
        let (_, drafts) = memory
            .with_ctx(|ctx| open(ctx, &allowed, id, &counter, &opening))
            .unwrap();
        memory.write(drafts);
        let mut own = Self {
            memory,
            edition,
            id,
            person,
        };
        own.step("accueil", WELCOME);
        own
    }

    pub fn at(&mut self, now: &str) {
        self.memory.now = now.parse().unwrap();
    }

    pub fn known(&self) -> (Case, State) {
        let state = self.memory.state(self.id);
        (Case::of(self.id, &state).unwrap(), state)
    }

    /// Decides an act on the case, and writes it.
    pub fn act(
        &mut self,
        decide: impl FnOnce(&mut Ctx<'_>, (&Case, &State), &Edition) -> Result<Drafts, Refusals>,
    ) -> Result<(), Refusals> {
        let (case, state) = self.known();
        let edition = &self.edition;
        let drafts = self
            .memory
            .with_ctx(|ctx| decide(ctx, (&case, &state), edition))?;
        self.memory.write(drafts);
        Ok(())
    }

    /// Does a step.
    pub fn step(&mut self, code: &str, said: Said<'_>) {
        let mut answers = Answers::new();
        for (name, text) in said {
            let path = &self.edition.form.question(name).unwrap().path;
            answers.set(path, text);
        }
        if let Some(group) = self.edition.form.group("accords") {
            answers.set_count(&group.path, 0);
        }
        let allowed = permission_inside(Role::SocialWorker);
        let hands = Hands::of(&actor(Role::SocialWorker), centre()).inside(Room::Protected);
        let form = StepForm {
            answers,
            decision: String::new(),
        };
        let done = self.act(|ctx, about, edition| {
            let done = finish(ctx, &allowed, &hands, about, edition, code, &form);
            done.map(|(_, drafts)| drafts)
        });
        done.unwrap();
    }

    /// Tells an incident under a code, a rape at a moment told at another.
    pub fn tell(&mut self, code: &str, on: &str, at: &str) {
        self.step(
            "incident",
            &[
                ("code_incident", code),
                ("heure_entretien", at),
                ("precision_date", "heure"),
                ("date_incident", on),
                ("v_penetration", "oui"),
                ("type_vbg", "rape"),
                ("soins_vite", "oui"),
            ],
        );
    }

    /// Answers the step of consents; from whom everything is kept.
    pub fn agree(&mut self, kept: &str) {
        self.step(
            "consentement",
            &[
                ("qui_consent", "elle"),
                ("taire_a", kept),
                ("contact_possible", "non"),
                ("accord_statistique", "oui"),
                ("accord_explique", "oui"),
            ],
        );
    }
}
