//! Whoever answered cannot judge the appeal, in any order of steps, and nothing leaves it with those alone who answered.

use super::life_tests::World;
use super::tests::{account, centre, staff};
use super::*;
use crate::actor::{Actor, Role};
use crate::casework::sealed::File;
use crate::centre::account::Account;
use crate::policy::{self, Allowed, Permit, Room, Target};
use akwaba_journal::chance::{Chance, Seeded};
use akwaba_journal::id::{ActorId, EntityId};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn may<A: Permit>(who: &Account) -> Option<Allowed<A>> {
    let actor = Actor {
        account: who.id,
        grants: who.grants.clone(),
        suspended: who.suspended,
    };
    policy::allow(&actor, &Target::of(centre()).inside(Room::Protected), ()).ok()
}

/// Who may judge, as this test sees it: present, of the right function, not meant, without an answer of theirs.
fn judges(staff: &[Account], world: &World, answered: &BTreeSet<ActorId>) -> BTreeSet<ActorId> {
    let file = File::of(&world.file).unwrap();
    let able = staff.iter().filter(|one| may_hold(one, centre()));
    let able = able.filter(|one| !file.never.contains(&one.id) && !answered.contains(&one.id));
    able.map(|one| one.id).collect()
}

fn of_region(staff: &[Account], who: &BTreeSet<ActorId>) -> bool {
    let region = |one: &&Account| {
        one.grants
            .iter()
            .any(|grant| grant.role == Role::RegionalSupervisor)
    };
    staff.iter().filter(region).any(|one| who.contains(&one.id))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn whoever_answered_cannot_judge_the_appeal_nor_keep_it_to_themselves_in_any_order_of_steps(
        about in 0..About::ALL.len(),
        acts in prop::collection::vec((0..8_u8, any::<u64>()), 1..24),
    ) {
        let mut staff = staff();
        let about = About::ALL[about];
        let first = audience(&staff, centre(), about, Whom::Service);
        let mut world = World::said(about, Whom::Service, &first);
        // Who answered, and who had when the appeal that waits was said.
        let mut answered: BTreeSet<ActorId> = BTreeSet::new();
        let mut waiting: Option<BTreeSet<ActorId>> = None;
        let form = AnswerForm { stage: "repondue".into(), words: "Dit".into() };
        for (kind, seed) in acts {
            let mut chance = Seeded::new(seed);
            let mut one_of = |count: usize| usize::try_from(chance.number() % count.max(1) as u64).unwrap();
            let held: Vec<ActorId> = world.held().into_iter().collect();
            let by = held[one_of(held.len())];
            let by = staff.iter().find(|one| one.id == by).unwrap().clone();
            let which = one_of(staff.len());
            let fresh = Mailbox::fresh(&mut Seeded::new(seed ^ 1));
            let known = world.known();
            let now = i64::from(world.at) * 10;
            let new = Anew { mailbox: &fresh, reply: EntityId::named("told"), micros: now };
            let at = (EntityId::named("told"), now);
            let keyed = staff.clone();
            let among = Colleagues { centre: centre(), keyed: &keyed };
            let hold = may::<policy::act::GrievanceHold>(&by);
            let mut decided = false;
            match (kind, hold) {
                (0 | 1, Some(hold)) => {
                    let done = answer(&hold, &world.view(&known), &form, at, &among);
                    if let (Ok(_), Some(before)) = (&done, &waiting) {
                        prop_assert!(!before.contains(&by.id), "who answered judges the appeal");
                    }
                    decided = world.write(done);
                    if decided {
                        answered.insert(by.id);
                        waiting = None;
                    }
                }
                (2, Some(hold)) => {
                    let to = keyed.iter().skip(which).take(1 + one_of(2));
                    let to = to.filter(|one| may_hold(one, centre())).map(|one| one.id).collect();
                    decided = world.write(hand_on(&hold, &world.view(&known), &to, &new));
                }
                (3, Some(hold)) => {
                    let who = keyed[which].id;
                    decided = world.write(keep_away(&hold, &world.view(&known), who, &new, &among));
                }
                (4, _) if waiting.is_none() && !answered.is_empty() => {
                    let address = known.mailboxes.last().and_then(|one| one.address(known.id)).unwrap();
                    let anybody = policy::allow_by_anybody(centre());
                    world.write(appeal(&anybody, &address, "Non", now));
                    waiting = Some(answered.clone());
                }
                // Somebody leaves, or comes back; somebody new comes.
                (5, _) => staff[which].suspended = !staff[which].suspended,
                (6, _) => staff.push(account(&format!("nouveau-{seed}"), &[Role::RegionalSupervisor])),
                // Another installation, which has not heard of the appeal, lets who answered answer again.
                (7, _) if waiting.is_some() && answered.contains(&by.id) => {
                    let again = Answered { stage: Stage::Answered, words: None, by: by.id, micros: now };
                    let allowed = may::<policy::act::GrievanceHold>(&keyed[2]);
                    if let Some(allowed) = allowed {
                        world.write(Ok(super::appeal::fact(&allowed, known.id, "answered", &again)));
                    }
                }
                _ => {}
            }
            prop_assert_eq!(world.known().appeal_waiting().is_some(), waiting.is_some());
            // Whoever holds it enters: what somebody who came or left changes is put right without asking them.
            if let Some(enter) = may::<policy::act::ProtectedEnter>(&by) && !decided {
                let known = world.known();
                let keyed = staff.clone();
                let among = Colleagues { centre: centre(), keyed: &keyed };
                world.write(attend(&enter, &world.view(&known), &among, None));
                decided = true;
            }
            let able = judges(&staff, &world, &answered);
            let given = of_region(&staff, &able) || (!about.is_grave() && !able.is_empty());
            if decided && !answered.is_empty() && given {
                prop_assert!(!able.is_disjoint(&world.held()), "it is left to who answered alone");
            }
        }
    }
}

#[test]
fn who_answered_alone_gives_the_key_with_the_answer_and_cannot_take_it_back() {
    let staff = staff();
    let first = audience(&staff, centre(), About::Money, Whom::Reception);
    let mut world = World::said(About::Money, Whom::Reception, &first);
    let only = BTreeSet::from([ActorId::named("region")]);
    let hold = super::tests::hold("region");
    let mailbox = Mailbox::fresh(&mut Seeded::new(4));
    let new = Anew {
        mailbox: &mailbox,
        reply: EntityId::named("told"),
        micros: 40,
    };
    let known = world.known();
    assert!(world.write(hand_on(&hold, &world.view(&known), &only, &new)));
    let form = AnswerForm {
        stage: "repondue".into(),
        words: "Dit".into(),
    };
    world.answers("region", &form, 50).unwrap();
    let both = BTreeSet::from([ActorId::named("region"), ActorId::named("region-2")]);
    assert_eq!(
        world.held(),
        both,
        "the region, and nobody of the centre for what is grave"
    );
    let known = world.known();
    let back = hand_on(&hold, &world.view(&known), &only, &new);
    assert_eq!(
        back.unwrap_err().as_slice()[0].code,
        "grievance-only-answered"
    );
    let among = Colleagues {
        centre: centre(),
        keyed: &staff[..3],
    };
    let other = ActorId::named("region-2");
    let back = keep_away(&hold, &world.view(&known), other, &new, &among);
    let told = back.unwrap();
    let told = told
        .as_slice()
        .iter()
        .find(|one| one.kind == REPLY)
        .unwrap();
    let told = told.act.changes.iter().find_map(|change| match change {
        akwaba_journal::act::Change::Fact { value, .. } => value.read::<Reply>().ok(),
        _ => None,
    });
    assert!(
        told.unwrap().alone,
        "whom it is about goes, and the receipt knows"
    );
}
