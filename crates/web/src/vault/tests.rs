//! How long a vault lasts and for whom, without a page: times to the microsecond.

use super::*;
use akwaba_journal::chance::Seeded;

const SECOND: i64 = 1_000_000;
const NOW: i64 = 1_795_420_800 * SECOND;
const AWA: [u8; 32] = [1; 32];
const KOFFI: [u8; 32] = [2; 32];

fn who(session: [u8; 32]) -> ActorId {
    ActorId::named(&format!("{session:?}"))
}

fn vault(session: [u8; 32]) -> Vault {
    let main = Store::memory().unwrap();
    let private = PrivateKey::fresh(&mut Seeded::new(1));
    let place = (CentreId::named("centre"), who(session));
    Vault::open(&main, place, private, NOW).unwrap()
}

/// Vaults that last a minute, of two sessions.
fn two() -> Vaults {
    let vaults = Vaults::left_alone_for(60);
    for session in [AWA, KOFFI] {
        vaults.keep(session, vault(session), NOW);
    }
    vaults
}

fn is_found(vaults: &Vaults, touched: bool, after_micros: i64) -> bool {
    let found = vaults.find(&AWA, who(AWA), touched, NOW + after_micros);
    found.is_some_and(|kept| kept.enter().is_some())
}

#[test]
fn a_vault_left_alone_to_the_end_of_its_time_is_gone_after_it_and_a_touch_begins_it_again() {
    let vaults = two();
    assert!(is_found(&vaults, false, 60 * SECOND));
    assert!(
        is_found(&vaults, true, 60 * SECOND),
        "a page that reads itself again is no touch"
    );
    assert!(is_found(&vaults, false, 120 * SECOND));
    assert!(!is_found(&vaults, true, 120 * SECOND + 1));
    assert_eq!(vaults.count(), 1, "that of the other session");
    assert!(
        !is_found(&vaults, true, 60 * SECOND),
        "it does not come back"
    );
}

#[test]
fn no_host_keeps_a_vault_longer_than_two_minutes() {
    for vaults in [Vaults::left_alone_for(u32::MAX), Vaults::default()] {
        vaults.keep(AWA, vault(AWA), NOW);
        assert!(is_found(&vaults, false, 120 * SECOND));
        assert!(!is_found(&vaults, false, 120 * SECOND + 1));
    }
}

#[test]
fn a_clock_set_back_or_another_account_closes_a_vault() {
    let vaults = two();
    assert!(!is_found(&vaults, true, -1));
    assert!(vaults.find(&KOFFI, who(AWA), true, NOW).is_none());
    assert_eq!(vaults.count(), 0);
}

#[test]
fn a_sweep_closes_what_was_left_alone_and_what_the_clock_went_back_behind() {
    for (at, left) in [
        (-1, 0),
        (0, 2),
        (60 * SECOND, 2),
        (60 * SECOND + 1, 1),
        (110 * SECOND, 1),
        (110 * SECOND + 1, 0),
    ] {
        let vaults = two();
        assert!(is_found(
            &vaults,
            true,
            if at > 60 * SECOND { 50 * SECOND } else { 0 }
        ));
        vaults.sweep(NOW + at);
        assert_eq!(vaults.count(), left, "at {at}");
    }
}

#[test]
fn what_was_lent_is_wiped_when_its_time_is_over_whoever_looks() {
    for (at, left) in [(-1, 0), (0, 1), (9, 1), (10, 0)] {
        let vaults = Vaults::default();
        let mut lent = vault(AWA);
        assert!(!lent.is_lapsed(NOW));
        lent.lent.insert(ScopeId::named("a"), (NOW, NOW + 10));
        assert_eq!(lent.is_lapsed(NOW + at), left == 0, "at {at}");
        vaults.keep(AWA, lent, NOW - SECOND);
        vaults.sweep(NOW + at);
        assert_eq!(vaults.count(), left, "at {at}");
    }
}

#[test]
fn a_vault_that_is_closed_is_empty_for_who_found_it_before() {
    let vaults = two();
    let kept = vaults.find(&AWA, who(AWA), true, NOW).unwrap();
    assert_eq!(
        format!("{:?}", kept.enter().as_ref().unwrap()),
        "Vault([caché])"
    );
    vaults.close(&AWA);
    assert_eq!(vaults.count(), 1);
    assert!(kept.enter().is_none());
    vaults.close(&AWA);
    assert_eq!(vaults.count(), 1);
}

#[test]
fn a_request_that_failed_half_way_leaves_an_empty_vault() {
    let vaults = two();
    let kept = vaults.find(&AWA, who(AWA), true, NOW).unwrap();
    let failed = std::thread::scope(|threads| {
        let failing: std::thread::ScopedJoinHandle<'_, ()> = threads.spawn(|| {
            let _guard = kept.enter();
            std::panic::resume_unwind(Box::new("half-way"))
        });
        failing.join().is_err()
    });
    assert!(failed && kept.enter().is_none());
}

#[test]
fn what_is_taken_back_from_somebody_are_their_vaults_to_which_something_is_lent() {
    let vaults = two();
    vaults.take_back(who(AWA));
    assert_eq!(vaults.count(), 2, "nothing is lent to it");
    let mut lent = vault(AWA);
    lent.lent.insert(ScopeId::named("a"), (NOW, NOW + 10));
    vaults.keep(AWA, lent, NOW);
    vaults.take_back(who(KOFFI));
    assert_eq!(vaults.count(), 2, "it is of somebody else");
    vaults.take_back(who(AWA));
    assert_eq!(vaults.count(), 1);
}
