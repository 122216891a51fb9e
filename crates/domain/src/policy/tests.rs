//! The policy by itself: what is refused to whom, whatever the page. Regression cases of other systems are named by their number.

use super::action::markers::{CentreFound, GrievanceHold, PersonRegister, RightsAsk, TrailNote};
use super::*;
use crate::actor::{Grant, Reach};

fn here() -> CentreId {
    CentreId::named("here")
}

fn actor(roles: &[Role]) -> Actor {
    let grant = |role: &Role| Grant {
        role: *role,
        reach: Reach::of([here()]),
    };
    Actor {
        account: ActorId::named("asking"),
        grants: roles.iter().map(grant).collect(),
        suspended: false,
    }
}

fn someone_else() -> ActorId {
    ActorId::named("somebody else")
}

/// The actions of a role on something that somebody else asked for.
fn actions_of(role: Role) -> Vec<&'static str> {
    let target = Target::asked(here(), someone_else());
    let granted = |action: &&Action| decide(&actor(&[role]), **action, &target) == Verdict::Granted;
    let actions = Action::ALL.iter().filter(granted);
    actions.map(|action| action.code()).collect()
}

#[test]
fn a_suspended_account_does_nothing_not_even_to_itself() {
    for role in Role::ALL {
        let mut suspended = actor(&[role]);
        suspended.suspended = true;
        for action in Action::ALL {
            let own = Target::account(here(), suspended.account);
            let refused = Verdict::Refused(Denied::Suspended);
            assert_eq!(decide(&suspended, *action, &own), refused, "{action:?}");
            assert_eq!(suspended.roles_in(here()).count(), 0);
        }
    }
}

#[test]
fn a_role_is_worth_nothing_in_another_centre_and_without_a_reach() {
    let elsewhere = CentreId::named("elsewhere");
    let mut nowhere = actor(&Role::ALL);
    for grant in &mut nowhere.grants {
        grant.reach = Reach::default();
    }
    for action in Action::ALL {
        let refused = Verdict::Refused(Denied::NoRole);
        let there = Target::asked(elsewhere, someone_else());
        assert_eq!(decide(&actor(&Role::ALL), *action, &there), refused);
        let target = Target::asked(here(), someone_else());
        assert_eq!(decide(&nowhere, *action, &target), refused);
    }
}

/// Someone who holds every role at once still changes nothing of their own rights.
#[test]
fn r02_nobody_changes_their_own_rights_reach_or_state_whatever_their_roles() {
    let everyone = actor(&Role::ALL);
    let changing: Vec<&Action> = Action::ALL
        .iter()
        .filter(|one| one.changes_rights())
        .collect();
    let codes: Vec<&str> = changing.iter().map(|action| action.code()).collect();
    let all = [
        "RightsAsk",
        "RightsConfirm",
        "AccountSuspend",
        "PassphraseReset",
        "PassphraseConfirm",
    ];
    assert_eq!(codes, all);
    for action in changing {
        let own = Target::request(here(), everyone.account, someone_else());
        let refused = Verdict::Refused(Denied::OwnRights);
        assert_eq!(decide(&everyone, *action, &own), refused, "{action:?}");
        let other = Target::request(here(), someone_else(), ActorId::named("a third"));
        assert_eq!(decide(&everyone, *action, &other), Verdict::Granted);
    }
}

/// Separation of duties is by person: holding every role does not make two people of one.
#[test]
fn r33_who_asked_never_confirms_whatever_their_roles() {
    let everyone = actor(&Role::ALL);
    let confirming: Vec<&Action> = Action::ALL.iter().filter(|one| one.confirms()).collect();
    let codes: Vec<&str> = confirming.iter().map(|action| action.code()).collect();
    for action in [
        "StepApprove",
        "ProposalApprove",
        "ReferralReview",
        "RightsConfirm",
        "PassphraseConfirm",
    ] {
        assert!(codes.contains(&action), "{action} is confirmed by another");
    }
    for action in confirming {
        let refused = Verdict::Refused(Denied::OwnRequest);
        let own = Target::asked(here(), everyone.account);
        assert_eq!(decide(&everyone, *action, &own), refused, "{action:?}");
        let nobody = Target::of(here());
        assert_eq!(decide(&everyone, *action, &nobody), refused, "{action:?}");
        let other = Target::asked(here(), someone_else());
        assert_eq!(decide(&everyone, *action, &other), Verdict::Granted);
    }
}

#[test]
fn ones_own_account_is_ones_own_whatever_ones_role() {
    for roles in [&[][..], &Role::ALL] {
        let reader = actor(roles);
        let own = Target::account(here(), reader.account);
        assert_eq!(decide(&reader, Action::OwnAccount, &own), Verdict::Granted);
        for target in [Target::account(here(), someone_else()), Target::of(here())] {
            let refused = Verdict::Refused(Denied::NoRole);
            assert_eq!(decide(&reader, Action::OwnAccount, &target), refused);
        }
    }
}

/// What no role has: no account passes every check, and none is given by the roles all together.
#[test]
fn r23_no_role_and_no_set_of_roles_passes_every_check() {
    let everyone = actor(&Role::ALL);
    let target = Target::asked(here(), someone_else());
    for action in [Action::CentreFound, Action::TrailNote, Action::LinkAnswer] {
        let refused = Verdict::Refused(Denied::NoRole);
        assert_eq!(decide(&everyone, action, &target), refused, "{action:?}");
    }
    for role in Role::ALL {
        let target = Target::asked(here(), someone_else());
        let refused = Action::ALL
            .iter()
            .filter(|action| decide(&actor(&[role]), **action, &target) != Verdict::Granted);
        assert!(refused.count() > 4, "{role:?} may do everything");
    }
}

/// What is about beneficiaries, by the beginning of the names of actions.
const ABOUT_SOMEBODY: [&str; 16] = [
    "Activity",
    "Aid",
    "Appointment",
    "Case",
    "Consent",
    "Document",
    "Group",
    "Household",
    "Identity",
    "Paper",
    "Person",
    "Referral",
    "Register",
    "Report",
    "Step",
    "Visit",
];

/// Who keeps accounts and backups and who audits sees nobody; who learns receives people under a number, and nothing else.
#[test]
fn r38_those_who_see_nobody_may_do_nothing_about_anybody() {
    for role in [Role::TechnicalAdmin, Role::Auditor] {
        for action in actions_of(role) {
            let about = ABOUT_SOMEBODY
                .iter()
                .any(|family| action.starts_with(family));
            assert!(!about, "{role:?} may {action}");
        }
    }
    assert!(actions_of(Role::TechnicalAdmin).contains(&"RightsConfirm"));
    assert!(actions_of(Role::Auditor).contains(&"TrailSee"));
    let learning = actions_of(Role::Intern);
    assert!(learning.contains(&"QueueSee") && learning.contains(&"VisitReceive"));
    for action in [
        "PersonSearch",
        "PersonSee",
        "HouseholdSee",
        "CaseSee",
        "VisitHandle",
    ] {
        assert!(!learning.contains(&action), "an intern may {action}");
    }
}

#[test]
fn who_keeps_the_accounts_who_audits_and_who_learns_does_nothing_else() {
    for alone in [Role::TechnicalAdmin, Role::Auditor, Role::Intern] {
        assert!(compatible(&[alone]), "{alone:?}");
        for other in Role::ALL.iter().filter(|other| **other != alone) {
            assert!(!compatible(&[alone, *other]), "{alone:?} {other:?}");
            assert!(!compatible(&[*other, alone]), "{other:?} {alone:?}");
        }
    }
    assert!(compatible(&[]));
    assert!(compatible(&[
        Role::Director,
        Role::SocialWorker,
        Role::Reception
    ]));
}

/// A permission says who, where and to what, and comes from a decision alone.
#[test]
fn r62_a_permission_is_what_the_policy_granted_and_to_whom() {
    let reader = actor(&[Role::Reception]);
    let allowed: Allowed<PersonRegister, u8> = allow(&reader, &Target::of(here()), 7).unwrap();
    assert_eq!(allowed.actor(), reader.account);
    assert_eq!(allowed.centre(), here());
    assert_eq!(*allowed.subject(), 7);
    let denied = allow::<RightsAsk, _>(&reader, &Target::of(here()), ());
    assert_eq!(denied.unwrap_err(), Denied::NoRole);
    let noting: Allowed<TrailNote> = allow_noting(someone_else(), here());
    assert_eq!((noting.actor(), noting.centre()), (someone_else(), here()));
}

/// What is decided in the protected space is permitted there, and serves nowhere else.
#[test]
fn a_permission_carries_the_room_that_it_was_asked_in() {
    let director = actor(&[Role::Director]);
    let open = Target::of(here());
    let inside = open.inside(Room::Protected);
    assert_eq!((inside.centre, inside.room), (here(), Room::Protected));
    assert_eq!(inside.inside(Room::Open), open);
    for (target, room) in [(open, Room::Open), (inside, Room::Protected)] {
        let held: Allowed<GrievanceHold> = allow(&director, &target, ()).unwrap();
        assert_eq!(held.room(), room);
        let examining = allow_examining(&held);
        assert_eq!(examining.is_some(), room == Room::Protected);
        if let Some((opening, registering)) = examining {
            for (actor, centre, room) in [
                (opening.actor(), opening.centre(), opening.room()),
                (
                    registering.actor(),
                    registering.centre(),
                    registering.room(),
                ),
            ] {
                assert_eq!(actor, director.account);
                assert_eq!((centre, room), (here(), Room::Protected));
            }
        }
    }
    let said = allow_by_anybody(here());
    assert_eq!((said.actor(), said.room()), (NOBODY, Room::Protected));
}

/// The first opening is over for good once there is one account.
#[test]
fn r59_a_centre_is_founded_while_it_has_no_account_and_never_again() {
    let founding: Result<Allowed<CentreFound>, Denied> = allow_founding(0, someone_else(), here());
    let allowed = founding.unwrap();
    assert_eq!(
        (allowed.actor(), allowed.centre()),
        (someone_else(), here())
    );
    for accounts in [1, 2, u64::MAX] {
        let again = allow_founding(accounts, someone_else(), here());
        assert_eq!(again.unwrap_err(), Denied::NotFirst);
    }
}

#[test]
fn r37_every_name_of_a_route_has_one_need_and_no_other_name_is_served() {
    assert_eq!(need("reception.room"), Some(Need::Nothing));
    assert_eq!(need("trail.list"), Some(Need::To(Action::TrailSee)));
    for unknown in [
        "",
        "trail",
        "trail.list ",
        "Trail.list",
        "person.everything",
    ] {
        assert_eq!(need(unknown), None, "{unknown}");
    }
}

#[test]
fn actions_have_names_of_their_own() {
    let codes: std::collections::BTreeSet<&str> =
        Action::ALL.iter().map(|one| one.code()).collect();
    assert_eq!(codes.len(), Action::ALL.len());
    assert!(may(Role::Director, Action::TrailSee) && !may(Role::Intern, Action::TrailSee));
}

#[test]
fn a_group_of_fields_is_seen_by_the_roles_that_need_it() {
    let sees_only = |role: Role| -> Vec<Field> {
        let reader = actor(&[role]);
        let seen = Field::ALL.into_iter();
        seen.filter(|field| sees(&reader, here(), *field)).collect()
    };
    assert_eq!(sees_only(Role::SocialWorker), Field::ALL);
    assert_eq!(sees_only(Role::Auditor), [Field::Reads]);
    assert_eq!(sees_only(Role::Intern), []);
    let counter = sees_only(Role::Reception);
    assert_eq!(counter.len(), Field::ALL.len() - 3);
    assert!(!counter.contains(&Field::Functioning) && counter.contains(&Field::MustNotTell));
}
