//! What becomes of a complaint: whom it is about never has its key, who answered never answers the appeal, and what the manual
//! and the month make of it.

use super::tests::{account, after, centre, hold, staff};
use super::*;
use crate::actor::{Actor, Role};
use crate::casework::sealed::{self, File};
use crate::policy::{self, Target};
use crate::reception::Day;
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::clock::Stamp;
use akwaba_journal::holder::PrivateKey;
use akwaba_journal::id::{ActorId, EntityId, EntryId, ScopeId};
use akwaba_journal::state::State;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A complaint in the state it has after what was said and written, with its own sealed file.
pub(super) struct World {
    scope: ScopeId,
    pub(super) file: State,
    grievance: EntityId,
    complaint: State,
    /// The sealed file of its case, and its case, once it has one.
    examined: Option<(State, crate::casework::Case)>,
    pub(super) at: u32,
}

impl World {
    pub(super) fn said(about: About, whom: Whom, first: &Audience) -> Self {
        let receipt = PrivateKey::fresh(&mut Seeded::new(1)).public().unwrap();
        let form = GrievanceForm {
            about: about.code().into(),
            whom: whom.code().into(),
            words: "Dit".into(),
            ..GrievanceForm::default()
        };
        let day = Day::of(jiff::Timestamp::UNIX_EPOCH);
        let kept = read(&form, day, &receipt).unwrap();
        let (scope, grievance) = (ScopeId::named("f"), EntityId::named("g"));
        let anybody = policy::allow_by_anybody(centre());
        let file = File {
            case: grievance,
            supervision: first.held.clone(),
            never: first.never.clone(),
            keys: BTreeSet::new(),
        };
        let begun = sealed::begin(&anybody, scope, &file).unwrap();
        let mailbox = Mailbox::fresh(&mut Seeded::new(3));
        let drafts = said(&anybody, grievance, (&kept, &mailbox));
        let mut at = 0;
        Self {
            scope,
            file: after(State::default(), &begun, sealed::entity(scope), &mut at),
            grievance,
            complaint: after(State::default(), &drafts, grievance, &mut at),
            examined: None,
            at,
        }
    }

    pub(super) fn known(&self) -> Grievance {
        Grievance::of(self.grievance, &self.complaint).unwrap()
    }

    pub(super) fn view<'w>(&'w self, grievance: &'w Grievance) -> Held<'w> {
        Held {
            grievance,
            file: (self.scope, &self.file),
            examined: None,
        }
    }

    /// Somebody answers among the whole staff.
    pub(super) fn answers(
        &mut self,
        by: &str,
        form: &AnswerForm,
        micros: i64,
    ) -> Result<(), crate::refusal::Refusals> {
        let (known, staff) = (self.known(), staff());
        let among = Colleagues {
            centre: centre(),
            keyed: &staff,
        };
        let at = (EntityId::named("told"), micros);
        let drafts = answer(&hold(by), &self.view(&known), form, at, &among)?;
        self.write(Ok(drafts));
        Ok(())
    }

    pub(super) fn held(&self) -> BTreeSet<ActorId> {
        File::of(&self.file).unwrap().entrusted().unwrap()
    }

    /// What is written, where it belongs; nothing when it was refused.
    pub(super) fn write(
        &mut self,
        decided: Result<crate::draft::Drafts, crate::refusal::Refusals>,
    ) -> bool {
        let Ok(drafts) = decided else { return false };
        let (file, case) = (sealed::entity(self.scope), sealed::entity(case_file()));
        let of = |state: &mut State, entity, at: &mut u32| {
            *state = after(core::mem::take(state), &drafts, entity, at);
        };
        of(&mut self.file, file, &mut self.at);
        of(&mut self.complaint, self.grievance, &mut self.at);
        if let Some((state, _)) = &mut self.examined {
            of(state, case, &mut self.at);
        }
        true
    }
}

fn case_file() -> ScopeId {
    ScopeId::named("the file of its case")
}

/// A case that somebody follows, as its file began.
fn case(by: ActorId) -> crate::casework::Case {
    let actor = Actor {
        account: by,
        grants: crate::centre::account::grants_in(centre(), &[Role::Director]),
        suspended: false,
    };
    let target = Target::of(centre()).inside(policy::Room::Protected);
    let opens = policy::allow(&actor, &target, ()).unwrap();
    let text = include_str!("../../../../manuel/P28-reclamation-satisfaction.md");
    let manual = include_str!("../../../../manuel/manuel.md");
    let edition = crate::casework::Edition::read(text, Some(manual)).unwrap();
    let named = crate::casework::ProcedureRef::parse("P28", "1").unwrap();
    let id = EntityId::named("the case");
    let opening = crate::casework::open::Opening {
        procedure: (&named, &edition),
        subject: crate::casework::Subject::Person(EntityId::named("code")),
        assigned: None,
    };
    let mut chance = Seeded::new(9);
    let mut ctx = crate::ctx::Ctx {
        now: jiff::Timestamp::UNIX_EPOCH,
        chance: &mut chance,
    };
    let year = State::default();
    let counter = crate::casework::number::Counter {
        book: crate::reception::Book::MAIN,
        year: &year,
    };
    let (_, drafts) =
        crate::casework::open::open(&mut ctx, &opens, id, &counter, &opening).unwrap();
    let state = after(State::default(), &drafts, id, &mut 0);
    crate::casework::Case::of(id, &state).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    /// T37: whoever a complaint is about never has its key, in any order of answering, appealing, beginning the file that
    /// examines it, handing on, keeping away and changes of role.
    #[test]
    fn t37_whom_a_complaint_is_about_never_has_its_key_in_any_sequence(
        about in 0..About::ALL.len(),
        whom in 0..Whom::ALL.len(),
        acts in prop::collection::vec((0..7_u8, any::<u64>()), 0..12),
    ) {
        let mut staff = staff();
        let (about, whom) = (About::ALL[about], Whom::ALL[whom]);
        let first = audience(&staff, centre(), about, whom);
        prop_assume!(!first.held.is_empty());
        let mut world = World::said(about, whom, &first);
        let mut never = first.never.clone();
        // Who has ever had the keys of the mailbox that is written to.
        let mut mailbox = first.held.clone();
        for (kind, seed) in acts {
            let mut chance = Seeded::new(seed);
            let which = usize::try_from(chance.number() % staff.len() as u64).unwrap();
            let who = staff[which].id;
            let by = hold("region");
            let grievance = world.known();
            let fresh = Mailbox::fresh(&mut chance);
            let new = Anew { mailbox: &fresh, reply: EntityId::named("told"), micros: i64::from(world.at) };
            let examined = world.examined.clone();
            let held = Held {
                grievance: &grievance,
                file: (world.scope, &world.file.clone()),
                examined: examined.as_ref().map(|(state, case)| (case, state)),
            };
            let keyed = staff.clone();
            let among = Colleagues { centre: centre(), keyed: &keyed };
            let everybody: BTreeSet<ActorId> = staff.iter().map(|one| one.id).collect();
            match kind {
                0 => { let done = hand_on(&by, &held, &BTreeSet::from([who]), &new);
                    if world.write(done) { mailbox = world.held(); } }
                1 => { let done = keep_away(&by, &held, who, &new, &among);
                    if world.write(done) { never.insert(who); mailbox = world.held(); } }
                // Another role opens nothing that is closed to the person.
                2 => staff[which] = account(staff[which].login.as_str(), &[Role::RegionalSupervisor]),
                // An audience that forgets who was meant.
                3 => { let done = hand_on(&by, &held, &everybody, &new);
                    if world.write(done) { mailbox = world.held(); } }
                4 => { let form = AnswerForm { stage: "repondue".into(), words: "Dit".into() };
                    world.write(answer(&by, &held, &form, (EntityId::named("told"), i64::from(world.at)), &among));
                    mailbox.extend(world.held()); }
                5 => { let address = grievance.mailboxes.last().and_then(|one| one.address(grievance.id)).unwrap();
                    let anybody = policy::allow_by_anybody(centre());
                    world.write(appeal(&anybody, &address, "Non", i64::from(world.at)));
                    prop_assert!(mailbox.is_disjoint(&never), "an appeal is sealed to keys that somebody meant has"); }
                _ => if world.examined.is_none() {
                    let holders = world.held();
                    let opener = *holders.first().unwrap();
                    let known = File::of(&world.file).unwrap();
                    let case = case(opener);
                    let file = examine::file_of(&by, (&grievance, &known), case.id).unwrap();
                    let begun = sealed::begin(&by, case_file(), &file);
                    prop_assume!(begun.is_ok());
                    let state = after(State::default(), &begun.unwrap(), sealed::entity(case_file()), &mut world.at);
                    let linked = examine::link(&by, &grievance, (&case, &State::default()), case_file());
                    world.examined = Some((state, case));
                    world.write(Ok(linked));
                }
            }
            let known = File::of(&world.file).unwrap();
            prop_assert!(world.held().is_disjoint(&never));
            prop_assert!(known.never.is_superset(&never));
            if let Some((state, case)) = &world.examined {
                let file = File::of(state).unwrap();
                prop_assert!(file.never.is_superset(&never));
                // Whoever has just kept somebody away keeps them from the case too, or is refused.
                let wanted = file.wanted(case.assigned, by.actor()).unwrap();
                prop_assert!(wanted.is_disjoint(&never));
            }
        }
    }
}

#[test]
fn who_answered_never_answers_the_appeal_and_somebody_else_does() {
    let first = audience(&staff(), centre(), About::Wait, Whom::Service);
    let mut world = World::said(About::Wait, Whom::Service, &first);
    let form = AnswerForm {
        stage: "repondue".into(),
        words: "Dit".into(),
    };
    assert!(world.answers("directrice", &form, 50).is_ok());
    assert_eq!(world.known().stage(), Stage::Answered);
    let receipt = world.known().said.receipt.clone();
    let told = Reply {
        stage: Stage::Answered,
        words: Some(GrievanceWords::new("Dit")),
        micros: 50,
        to: receipt,
        address: world
            .known()
            .mailboxes
            .last()
            .unwrap()
            .address(world.grievance),
        silent: false,
        alone: false,
    };
    let told = [told];
    let address = open_to(&told, 0).unwrap();
    assert!(open_to(&told, 1).is_none(), "once after each answer");
    let anybody = policy::allow_by_anybody(centre());
    assert!(appeal(&anybody, address, " ", 60).is_err());
    world.write(appeal(&anybody, address, "Ce n'est pas vrai", 60));
    assert_eq!(world.known().stage(), Stage::Appealed);
    let own = world.answers("directrice", &form, 70);
    assert_eq!(
        own.unwrap_err().as_slice()[0].code,
        "grievance-appeal-other"
    );
    assert!(world.answers("region", &form, 70).is_ok());
    assert_eq!(world.known().stage(), Stage::Answered);
    assert!(world.known().appeal_waiting().is_none());
}

#[test]
fn nothing_enters_a_complaint_by_its_mailbox_but_an_appeal_of_it() {
    let first = audience(&staff(), centre(), About::Wait, Whom::Service);
    let world = World::said(About::Wait, Whom::Service, &first);
    let anybody = policy::allow_by_anybody(centre());
    let address = world.known().mailboxes[0].address(world.grievance).unwrap();
    let entry = |drafts: &crate::draft::Drafts| {
        let draft = &drafts.as_slice()[0];
        akwaba_journal::entry::Entry {
            id: EntryId::named("e"),
            stream: akwaba_journal::entry::Stream {
                scope: draft.scope,
                node: akwaba_journal::id::NodeId::named("n"),
                incarnation: 1,
            },
            seq: 1,
            clock: Stamp {
                micros: 1,
                count: 0,
            },
            actor: drafts.actor(),
            entity: draft.entity,
            kind: draft.kind.to_owned(),
            version: 1,
            body: akwaba_journal::entry::Body::Open(draft.act.encode()),
        }
    };
    let good = appeal(&anybody, &address, "Non", 9).unwrap();
    assert!(may_enter(&entry(&good), world.grievance));
    assert!(!may_enter(&entry(&good), EntityId::named("another")));
    let form = AnswerForm {
        stage: "repondue".into(),
        words: "Dit".into(),
    };
    let known = world.known();
    let staff = staff();
    let among = Colleagues {
        centre: centre(),
        keyed: &staff,
    };
    let at = (EntityId::named("r"), 9);
    let forged = answer(&hold("region"), &world.view(&known), &form, at, &among).unwrap();
    assert!(!may_enter(&entry(&forged), world.grievance));
}

#[test]
fn a_complaint_is_due_as_the_manual_says_and_a_month_of_them_tells_no_small_number() {
    let text = include_str!("../../../../manuel/P28-reclamation-satisfaction.md");
    let edition = crate::casework::Edition::read(text, None).unwrap();
    let delays = Delays::of(&edition);
    let at = |text: &str| text.parse::<jiff::civil::DateTime>().unwrap();
    let micros = |text: &str| crate::casework::time::micros(at(text));
    let complaint = |name: &str, about: About, said: &str, answered: Option<&str>| {
        let first = audience(&staff(), centre(), About::Wait, Whom::Service);
        let mut one = World::said(About::Wait, Whom::Service, &first).known();
        one.id = EntityId::named(name);
        one.said.about = about;
        one.said_micros = micros(said);
        one.answers.extend(answered.map(|when| Answered {
            stage: Stage::Answered,
            words: Some(GrievanceWords::new("Dit")),
            by: ActorId::named("region"),
            micros: micros(when),
        }));
        one
    };
    let plain = complaint("1", About::Wait, "2026-11-02T09:00", None);
    assert_eq!(
        plain.due(&delays),
        Some((Duty::Acknowledge, at("2026-11-03T23:59:59")))
    );
    assert_eq!(
        plain.timing(&delays, at("2026-11-17T09:00")),
        Some(Timing::Running)
    );
    assert_eq!(
        plain.timing(&delays, at("2026-11-18T09:00")),
        Some(Timing::Late)
    );
    let grave = complaint(
        "2",
        About::Money,
        "2026-11-02T09:00",
        Some("2026-11-10T12:00"),
    );
    assert_eq!(
        grave.timing(&delays, at("2026-12-01T09:00")),
        Some(Timing::InTime)
    );
    assert_eq!(grave.due(&delays), None);

    let november = crate::reports::monthly::Month::parse("2026-11").unwrap();
    let now = at("2026-11-30T12:00");
    let few = counts(november, &[plain.clone(), grave], Some(&delays), now);
    assert!(few.hides() && few.whole.count.is_none());
    let many: Vec<Grievance> = (0..12)
        .map(|n| {
            complaint(
                &n.to_string(),
                About::Wait,
                "2026-11-02T09:00",
                Some("2026-11-03T09:00"),
            )
        })
        .collect();
    let told = counts(november, &many, Some(&delays), now);
    assert_eq!(told.whole.count, Some(12));
    assert_eq!(told.whole.parts[0], [Some(12), Some(0), Some(0)]);
    let october = crate::reports::monthly::Month::parse("2026-10").unwrap();
    assert_eq!(
        counts(october, &many, Some(&delays), now).whole.count,
        Some(0)
    );
}
