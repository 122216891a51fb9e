//! The custodians as browsers meet them: two people name them, a request waits, its owner may oppose it.

use crate::http::{Response, Status};
use crate::pages::account::keys_tests::{
    OTHER, PASSPHRASE, account, keyed, opens, sealed_file, signed_in,
};
use crate::pages::tests::Desk;

const WORKER: &str = "social-worker";
const CUSTODIANS: [&str; 3] = ["director", "regional-supervisor", "technical-admin"];
const FOUR_DAYS: u64 = 4 * 86_400;

/// A centre with three custodians, and a worker whose keys are shared and who holds one file.
fn shared() -> Desk {
    let desk = keyed(&["director", "regional-supervisor", "technical-admin", WORKER]);
    let [director, region, _] = [60, 61, 62].map(|number| {
        let login = CUSTODIANS[usize::from(number) - 60];
        signed_in(&desk, number, login, PASSPHRASE)
    });
    let ids = CUSTODIANS.map(|login| format!("custodians={}", account(&desk, login).id));
    let proposal = format!("{}&threshold=2&wait=72", ids.join("&"));
    let proposed = director.send_signed("/centre/depositaires/proposition", &proposal);
    assert_eq!(
        proposed.status,
        Status::SeeOther,
        "{}",
        proposed.text_body()
    );
    let page = region.get_signed("/centre/depositaires").text_body();
    let decision = format!("request={}&decision=grant", hidden(&page, "request"));
    let alone = director.send_signed("/centre/depositaires/decision", &decision);
    assert_eq!(
        alone.status,
        Status::Forbidden,
        "who proposed confirms nothing"
    );
    let two = region.send_signed("/centre/depositaires/decision", &decision);
    assert_eq!(two.status, Status::SeeOther);
    signed_in(&desk, 63, WORKER, PASSPHRASE);
    sealed_file(&desk, "a", &[WORKER]);
    desk
}

fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let rest = page
        .split(&field)
        .nth(1)
        .unwrap_or_else(|| panic!("{page}"));
    rest.split('"').next().unwrap().to_owned()
}

fn ask(director: &Desk, desk: &Desk) -> Response {
    let worker = account(desk, WORKER).id;
    let sent = format!("owner={worker}&to={worker}&reason=Phrase+perdue");
    director.send_signed("/centre/depositaires/demande", &sent)
}

fn call(desk: &Desk) -> String {
    let worker = account(desk, WORKER);
    let tag = worker.calls.first().unwrap().tag;
    format!("owner={}&request={tag}", worker.id)
}

fn give(custodian: &Desk, call: &str) -> Status {
    let sent = format!("{call}&giving={PASSPHRASE}");
    custodian
        .send_signed("/centre/depositaires/part", &sent)
        .status
}

#[test]
fn two_custodians_give_lost_keys_back_after_the_wait_and_one_does_not() {
    let desk = shared();
    // The worker loses the passphrase, and is given another one.
    desk.give_passphrase(WORKER, OTHER);
    let worker = signed_in(&desk, 64, WORKER, OTHER);
    assert_eq!(opens(&desk, WORKER, OTHER), 0);
    let director = signed_in(&desk, 65, "director", PASSPHRASE);
    assert_eq!(ask(&director, &desk).status, Status::SeeOther);
    let call = call(&desk);
    let owner = worker.get_signed("/mon-compte/cles").text_body();
    assert!(owner.contains("/mon-compte/cles/opposer") && owner.contains("Phrase perdue"));
    assert_eq!(give(&director, &call), Status::Unprocessable, "it waits");
    desk.later(FOUR_DAYS);
    let [director, region, worker] = [
        ("director", PASSPHRASE, 66),
        ("regional-supervisor", PASSPHRASE, 67),
        (WORKER, OTHER, 68),
    ]
    .map(|(login, passphrase, number)| signed_in(&desk, number, login, passphrase));
    let take = format!("{call}&taking={OTHER}");
    let take = || {
        worker
            .send_signed("/mon-compte/cles/reprendre", &take)
            .status
    };
    assert_eq!(
        give(&worker, &call),
        Status::Unprocessable,
        "who is to have them"
    );
    assert_eq!(give(&director, &call), Status::SeeOther);
    assert_eq!(take(), Status::Unprocessable, "one share says nothing");
    assert_eq!(opens(&desk, WORKER, OTHER), 0);
    assert_eq!(give(&region, &call), Status::SeeOther);
    assert_eq!(take(), Status::SeeOther);
    assert_eq!(opens(&desk, WORKER, OTHER), 1);
    assert!(account(&desk, WORKER).calls.is_empty());
    assert_ne!(take(), Status::SeeOther, "once");
}

#[test]
fn the_owner_opposes_a_request_and_no_share_is_given_any_more() {
    let desk = shared();
    let director = signed_in(&desk, 64, "director", PASSPHRASE);
    assert_eq!(ask(&director, &desk).status, Status::SeeOther);
    let again = ask(&director, &desk);
    assert_eq!(again.status, Status::Unprocessable, "asked already");
    let call = call(&desk);
    desk.later(FOUR_DAYS);
    let worker = signed_in(&desk, 65, WORKER, PASSPHRASE);
    let director = signed_in(&desk, 66, "director", PASSPHRASE);
    assert_eq!(give(&director, &call), Status::SeeOther);
    let page = worker.get_signed("/mon-compte/cles").text_body();
    let oppose = format!("request={}", hidden(&page, "request"));
    let opposed = worker.send_signed("/mon-compte/cles/opposer", &oppose);
    assert_eq!(opposed.status, Status::SeeOther);
    let region = signed_in(&desk, 67, "regional-supervisor", PASSPHRASE);
    assert_ne!(give(&region, &call), Status::SeeOther);
    let take = worker.send_signed(
        "/mon-compte/cles/reprendre",
        &format!("{call}&taking={PASSPHRASE}"),
    );
    assert_ne!(take.status, Status::SeeOther);
}

#[test]
fn the_drill_opens_every_share_and_shows_none() {
    let desk = shared();
    let director = signed_in(&desk, 64, "director", PASSPHRASE);
    let sent = format!("drill={PASSPHRASE}");
    let page = director.send_signed("/centre/depositaires/exercice", &sent);
    // The worker's share, and not one of the director's own keys.
    assert!(page.text_body().contains("1 sur 1"), "{}", page.text_body());
    // A custodian whose keys are others now opens nothing, and the drill says so.
    desk.give_passphrase("director", OTHER);
    let director = signed_in(&desk, 65, "director", OTHER);
    let page = director.send_signed("/centre/depositaires/exercice", &format!("drill={OTHER}"));
    assert!(page.text_body().contains("0 sur 1"));
}
