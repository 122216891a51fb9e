//! The counter through `handle`, as browsers use it without a script.

mod appointments;
mod arrivals;
mod discretion;
mod left_alone;
mod linked;
mod register;
mod retype;
mod steps;

use akwaba_domain::actor::Role;
use akwaba_domain::reception::{Day, Visit};
use akwaba_domain::scope;
use akwaba_store::projections::reception::visits_of_day;

use crate::http::{Method, Request, Response, Status};
use crate::pages::tests::Desk;

/// The day of the tests.
const DAY: &str = "2026-11-23";

fn reception() -> Desk {
    Desk::new().by_role(Role::Reception)
}

fn get(desk: &Desk, path: &str) -> Response {
    desk.ask(&Request::new(Method::Get, path))
}

/// The text of a page that must answer.
fn text(desk: &Desk, path: &str) -> String {
    let page = get(desk, path);
    assert_eq!(page.status, Status::Ok, "{path}");
    page.text_body()
}

/// Receives someone and gives the path of the visit.
fn receive(desk: &Desk, pairs: &str) -> String {
    let done = desk.send("/accueil/arrivee", pairs);
    assert_eq!(done.status, Status::SeeOther, "{}", done.text_body());
    let ticket = done.get("location").unwrap();
    ticket.strip_suffix("/ticket").unwrap().to_owned()
}

fn visits(desk: &Desk) -> Vec<Visit> {
    let day = Day::typed("day", DAY).unwrap().unwrap();
    let here = scope::registry(desk.site.centre);
    desk.store.read(|tx| visits_of_day(tx, here, day)).unwrap()
}

/// Where each text stands in a page, to compare their order.
fn places(page: &str, texts: &[&str]) -> Vec<usize> {
    texts
        .iter()
        .map(|text| {
            page.find(text)
                .unwrap_or_else(|| panic!("{text} is not there"))
        })
        .collect()
}
