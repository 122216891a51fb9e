//! Appeals through `handle`: judged by somebody else than who answered, and out of reach of who has left.

use akwaba_domain::actor::Role;
use akwaba_domain::grievance::Address;

use super::tests::{by_receipt, complain, found, id_of};
use crate::doors::Doors;
use crate::http::Status;
use crate::pages::bad_input::as_role;
use crate::pages::casework::tests::{place, text};
use crate::pages::protected::tests::{centre, enter, id, keyed, leave};
use crate::pages::tests::Desk;
use crate::vault::told;

/// Where the receipt was told to write last.
fn mailbox(desk: &Desk, receipt: &str) -> Option<Address> {
    let digits: String = receipt.split_whitespace().collect();
    let keys = desk.doors().stretch(&digits).unwrap();
    let (told, _) = told(&desk.store, &keys).unwrap();
    told.into_iter().rev().find_map(|one| one.address)
}

/// Somebody leaves the centre: the director suspends their account.
fn suspended(desk: &Desk, role: Role) {
    let technical = as_role(desk, Role::TechnicalAdmin);
    let path = format!("/centre/comptes/{}/suspension", id(desk, role));
    place(&technical.send(&path, "suspended=1&why=Mutation"));
}

#[test]
fn who_answered_alone_hands_the_appeal_on_without_being_asked_and_cannot_hold_it_back() {
    let desk = centre();
    let region = keyed(&desk, Role::RegionalSupervisor);
    let director = keyed(&desk, Role::Director);
    let receipt = complain(&desk, "attente", "service");
    let path = found(&director).pop().unwrap();
    let own = id_of(&director, &path, "director");
    place(&director.send(&format!("{path}/confier"), &format!("to={own}")));
    assert!(found(&region).is_empty(), "the director has it alone");
    leave(&region);
    enter(&director);
    place(&director.send(
        &format!("{path}/reponse"),
        "stage=repondue&words=Tout+va+bien",
    ));
    assert_eq!(
        found(&region),
        std::slice::from_ref(&path),
        "with the answer comes a judge"
    );
    let back = director.send(&format!("{path}/confier"), &format!("to={own}"));
    assert_eq!(back.status, Status::Unprocessable);
    let (_, page) = by_receipt(&desk, "/reclamation/desaccord", &receipt, "&words=Non");
    assert!(page.contains("réexamine"));
    assert!(text(&region, "/espace/reclamations").contains("réexamine"));
    let words = format!("{path}/reponse");
    let judged = director.send(&words, "stage=repondue&words=Je+maintiens");
    assert_eq!(judged.status, Status::Unprocessable);
    place(&region.send(&words, "stage=repondue&words=Vous+aviez+raison"));
}

#[test]
fn once_somebody_who_held_a_complaint_has_left_its_appeals_go_to_another_mailbox() {
    let desk = centre();
    let region = keyed(&desk, Role::RegionalSupervisor);
    let director = keyed(&desk, Role::Director);
    let receipt = complain(&desk, "attente", "service");
    let path = found(&region).pop().unwrap();
    place(&region.send(&format!("{path}/reponse"), "stage=repondue&words=Dit"));
    leave(&region);
    let before = mailbox(&desk, &receipt);
    enter(&director);
    leave(&director);
    assert_eq!(mailbox(&desk, &receipt), before, "nobody has left");
    suspended(&desk, Role::RegionalSupervisor);
    enter(&director);
    let after = mailbox(&desk, &receipt);
    assert!(after.is_some() && after != before);
    leave(&director);
    enter(&director);
    assert_eq!(mailbox(&desk, &receipt), after, "once");
    let (_, page) = by_receipt(
        &desk,
        "/reclamation/desaccord",
        &receipt,
        "&words=Non+canari",
    );
    assert_eq!(
        page.matches("Elle est reçue").count(),
        1,
        "nothing of it is shown"
    );
    assert!(text(&director, &path).contains("Non canari"));
}
