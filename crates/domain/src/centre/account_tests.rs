//! Tests of accounts: rights come from two people, and never from oneself.

use super::account::*;
use crate::actor::{Actor, Role};
use crate::ctx::Ctx;
use crate::draft::Drafts;
use crate::policy::{Denied, Target, act, allow};
use akwaba_journal::chance::Seeded;
use akwaba_journal::clock::Stamp;
use akwaba_journal::id::{ActorId, CentreId, EntryId};
use akwaba_journal::state::{Source, State};

fn apply(state: &mut State, at: i64, drafts: &Drafts) {
    for draft in drafts.as_slice() {
        let entry = EntryId::fresh(
            Stamp {
                micros: at,
                count: 0,
            },
            &mut Seeded::new(at as u64),
        );
        state.apply(
            Source {
                clock: Stamp {
                    micros: at,
                    count: 0,
                },
                entry,
                actor: drafts.actor(),
            },
            &draft.act,
        );
    }
}

fn admin(name: &str, centre: CentreId) -> Actor {
    Actor {
        account: ActorId::named(name),
        grants: grants_in(centre, &[Role::TechnicalAdmin]),
        suspended: false,
    }
}

#[test]
fn a_new_account_has_no_right_until_a_second_administrator_confirms() {
    let centre = CentreId::named("c");
    let (first, second) = (admin("a", centre), admin("b", centre));
    let new = NewAccount {
        roles: vec![Role::Director],
        ..NewAccount::default()
    };
    let mut dice = Seeded::new(1);
    let mut ctx = Ctx {
        now: jiff::Timestamp::UNIX_EPOCH,
        chance: &mut dice,
    };
    let allowed = allow(&first, &Target::of(centre), ()).unwrap();
    let (id, drafts) = open(&mut ctx, &allowed, &new);
    let mut state = State::default();
    apply(&mut state, 1, &drafts);
    let account = Account::read(id.into(), &state).unwrap();
    assert!(account.grants.is_empty());
    let request = &account.pending[0];
    let target = Target::request(centre, id, request.asked.actor);
    let own = allow::<act::RightsConfirm, _>(&first, &target, (id, request.tag));
    assert_eq!(own.unwrap_err(), Denied::OwnRequest);
    let allowed = allow(&second, &target, (id, request.tag)).unwrap();
    let drafts = confirm_rights(&allowed, &state, true).unwrap();
    apply(&mut state, 2, &drafts);
    let account = Account::read(id.into(), &state).unwrap();
    assert_eq!(account.grants, grants_in(centre, &[Role::Director]));
    assert!(account.pending.is_empty());
    assert!(confirm_rights(&allowed, &state, false).is_err());
}

#[test]
fn r01_nobody_changes_their_own_role() {
    let centre = CentreId::named("c");
    let me = admin("a", centre);
    let target = Target::account(centre, me.account);
    assert_eq!(
        allow::<act::RightsAsk, _>(&me, &target, me.account).unwrap_err(),
        Denied::OwnRights
    );
    assert_eq!(
        allow::<act::AccountSuspend, _>(&me, &target, me.account).unwrap_err(),
        Denied::OwnRights
    );
    let asked_by_other = Target::request(centre, me.account, ActorId::named("b"));
    assert_eq!(
        allow::<act::RightsConfirm, _>(&me, &asked_by_other, ()).unwrap_err(),
        Denied::OwnRights
    );
}

#[test]
fn an_auditor_does_not_also_direct() {
    let roles = ["auditor".to_owned(), "director".to_owned()];
    assert_eq!(parse_roles(&roles).unwrap_err().code, "account-roles-apart");
    assert_eq!(parse_roles(&[]).unwrap_err().code, "account-role-missing");
}
