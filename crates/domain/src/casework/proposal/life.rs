//! A proposal in the tests: Aya's, to change the example of the format.

use super::*;
use crate::casework::edition::Edition;
use crate::centre::account::grants_in;
use crate::ctx::Ctx;
use crate::draft::Drafts;
use crate::policy::{self, Allowed, Denied, Permit, Target, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::EntryId;

pub(super) const CHAIR: &str = include_str!("../../../../procedures/tests/P99-fauteuil.md");
pub(super) const SHARED: &str = include_str!("../../../../../manuel/manuel.md");

pub(super) fn centre() -> CentreId {
    CentreId::named("making")
}

pub(super) fn actor(name: &str, role: Role) -> Actor {
    Actor {
        account: ActorId::named(name),
        grants: grants_in(centre(), &[role]),
        suspended: false,
    }
}

pub(super) fn may<A: Permit>(name: &str, role: Role) -> Allowed<A> {
    policy::allow(&actor(name, role), &Target::of(centre()), ()).unwrap()
}

pub(super) fn base() -> ProcedureRef {
    ProcedureRef {
        code: "P99".to_owned(),
        version: 1,
        layer: 0,
    }
}

pub(super) fn codes(refusals: &Refusals) -> Vec<(&str, &str)> {
    let all = refusals.as_slice().iter();
    all.map(|one| (one.field.as_deref().unwrap_or(""), one.code))
        .collect()
}

/// A proposal by Aya, and what happened to it so far.
pub(super) struct Life {
    pub(super) state: State,
    entries: u64,
    pub(super) versions: Versions,
    /// Whether the regional supervision has an account.
    pub(super) region: bool,
    edition: Edition,
}

impl Life {
    pub(super) fn new() -> Self {
        let versions = Versions {
            newest: 1,
            in_use: Some(1),
        };
        let mut life = Self {
            state: State::default(),
            entries: 0,
            versions,
            region: true,
            edition: Edition::read(CHAIR, Some(SHARED)).unwrap(),
        };
        let allowed = may::<act::ManualPropose>("aya", Role::SocialWorker);
        let about = (&base(), CHAIR);
        let drafts = begin(&allowed, Self::id(), about, &versions, "Délai trop court.").unwrap();
        life.keep(&drafts);
        life
    }

    pub(super) fn id() -> EntityId {
        EntityId::named("a proposal")
    }

    pub(super) fn keep(&mut self, drafts: &Drafts) {
        for draft in drafts.as_slice().iter().filter(|one| one.kind == PROPOSAL) {
            self.entries += 1;
            let source = Source {
                clock: Stamp {
                    micros: i64::try_from(self.entries).unwrap(),
                    count: 0,
                },
                entry: EntryId::named(&self.entries.to_string()),
                actor: drafts.actor(),
            };
            self.state.apply(source, &draft.act);
        }
    }

    pub(super) fn now(&self) -> Proposal {
        Proposal::of(Self::id(), &self.state).unwrap()
    }

    pub(super) fn revise(&mut self, text: &str) {
        let allowed = may::<act::ManualPropose>("aya", Role::SocialWorker);
        let drafts = revise(&allowed, (&self.now(), &self.state), text).unwrap();
        self.keep(&drafts);
    }

    pub(super) fn submit(&mut self, note: &str) -> Result<(), Refusals> {
        let allowed = may::<act::ManualPropose>("aya", Role::SocialWorker);
        let ground = Ground {
            shared: Some(SHARED),
            base: &self.edition,
            versions: &self.versions,
            region: self.region,
        };
        let about = (&self.now(), &self.state);
        let drafts = with_ctx(|ctx| submit(ctx, &allowed, about, &ground, note))?;
        self.keep(&drafts);
        Ok(())
    }

    /// Sent, with a longer delay.
    pub(super) fn sent(&mut self) {
        let text = self.now().text;
        self.revise(&longer(&text));
        self.submit("Le délai de remise passe à cinq jours.")
            .unwrap();
    }

    pub(super) fn rule(
        &mut self,
        who: &str,
        role: Role,
        form: &RulingForm,
    ) -> Result<(), Refusals> {
        let one = actor(who, role);
        let target = Target::asked(centre(), self.now().author);
        let allowed = policy::allow::<act::ProposalApprove, _>(&one, &target, ())
            .map_err(|_: Denied| Refusals::from(Refusal::whole("denied")))?;
        let line = Line::of(&one, centre()).unwrap();
        let about = (&self.now(), &self.state);
        let drafts = with_ctx(|ctx| rule(ctx, &allowed, line, about, &self.versions, form))?;
        self.keep(&drafts);
        Ok(())
    }

    pub(super) fn visa(&mut self, who: &str, role: Role, ministry: &str) -> Result<(), Refusals> {
        let seal = self.now().submission().unwrap().seal.to_string();
        self.rule(
            who,
            role,
            &RulingForm {
                seal,
                granted: true,
                ministry: ministry.to_owned(),
                reason: String::new(),
            },
        )
    }

    pub(super) fn publish(&mut self, taken: &State) -> Result<Drafts, Refusals> {
        let allowed = may::<act::ManualPublish>("director", Role::Director);
        let about = (&self.now(), &self.state);
        let drafts = publish(&allowed, about, Some(SHARED), &self.versions, taken)?;
        self.keep(&drafts);
        Ok(drafts)
    }
}

pub(super) fn with_ctx<T>(body: impl FnOnce(&Ctx<'_>) -> T) -> T {
    let mut chance = Seeded::new(1);
    body(&Ctx {
        now: "2026-11-23T08:00:00Z".parse().unwrap(),
        chance: &mut chance,
    })
}

pub(super) fn longer(text: &str) -> String {
    let changed = text.replace("3 jours ouvrés", "5 jours ouvrés");
    assert_ne!(changed, text);
    changed
}
