//! Taking a list out as a browser does it: who may, what is asked, and what the trail keeps.

use akwaba_domain::actor::Role;
use akwaba_domain::centre::export::{List, PlainReason};
use akwaba_store::projections::centre::trail;

use crate::http::{Method, Request, Response, Status};
use crate::pages::tests::Desk;

fn desk() -> Desk {
    Desk::new().by_role(Role::Director)
}

fn get(desk: &Desk, path: &str) -> Response {
    desk.ask(&Request::new(Method::Get, path))
}

fn left(desk: &Desk) -> Vec<trail::TrailRow> {
    let centre = desk.site.centre;
    let lines = desk
        .store
        .read(|tx| trail::before(tx, centre, i64::MAX, 50));
    let mut lines = lines.unwrap();
    lines.retain(|line| line.event == "exported");
    lines
}

#[test]
fn a_plain_list_is_sent_with_its_reason_and_the_trail_knows() {
    let desk = desk();
    let page = get(&desk, "/listes?liste=register&du=03/02/2026").text_body();
    assert!(page.contains("name=\"from\"") && page.contains("value=\"03/02/2026\""));
    assert!(page.contains("Sortir une liste") && page.contains("Chiffrée"));
    let without = desk.send("/listes", "list=people&format=csv&seal=plain");
    assert_eq!(without.status, Status::Unprocessable);
    assert!(without.text_body().contains("Choisissez pourquoi"));
    assert!(left(&desk).is_empty());
    let sent = desk.send(
        "/listes",
        "list=people&format=csv&seal=plain&reason=printing",
    );
    assert_eq!(sent.status, Status::Ok);
    let name = sent.get("content-disposition").unwrap();
    assert!(
        name.contains("akwaba-personnes-") && name.ends_with(".csv\""),
        "{name}"
    );
    let lines = left(&desk);
    let exported = lines[0].exported.unwrap();
    assert_eq!((exported.list, exported.rows), (List::People, 0));
    assert_eq!(exported.plain, Some(PlainReason::Printing));
    let trail = get(&desk, "/centre/trace").text_body();
    assert!(
        trail.contains("Liste sortie : Personnes · 0 ligne"),
        "{trail}"
    );
    assert!(trail.contains("en clair : à imprimer ici"));
}

#[test]
fn a_list_is_sealed_unless_told_and_a_device_that_cannot_seal_sends_nothing() {
    let desk = desk();
    for (fields, says) in [
        ("secret=court&again=court", "12"),
        (
            "secret=quatre-mots-bien-longs&again=quatre-mots",
            "deux fois",
        ),
        (
            "secret=quatre-mots-bien-longs&again=quatre-mots-bien-longs",
            "ne sait pas chiffrer",
        ),
    ] {
        let answer = desk.send("/listes", &format!("list=people&format=xlsx&{fields}"));
        assert_eq!(answer.status, Status::Unprocessable, "{fields}");
        let text = answer.text_body();
        assert!(
            text.contains(says) && !text.contains("bien-longs"),
            "{fields}: {text}"
        );
    }
    assert!(left(&desk).is_empty(), "what did not leave is not noted");
}

#[test]
fn days_are_checked_and_a_list_of_the_moment_does_not_ask_for_them() {
    let desk = desk();
    let ask = |days: &str| {
        let fields = format!("list=register&format=csv&seal=plain&reason=program&{days}");
        desk.send("/listes", &fields)
    };
    for (days, says) in [
        ("from=10/03/2020&until=09/03/2020", "après le premier"),
        ("from=01/01/2010&until=01/01/2020", "au plus"),
        ("from=demain", "error"),
    ] {
        let answer = ask(days);
        assert_eq!(answer.status, Status::Unprocessable, "{days}");
        assert!(answer.text_body().contains(says), "{days}");
    }
    assert_eq!(ask("from=01/03/2020&until=09/03/2020").status, Status::Ok);
    let people = "list=people&format=csv&seal=plain&reason=program&from=demain";
    assert_eq!(desk.send("/listes", people).status, Status::Ok);
}

#[test]
fn nobody_but_the_director_takes_a_list_out_or_sees_the_way() {
    for role in Role::ALL {
        let desk = Desk::new().by_role(role);
        let may = role == Role::Director;
        assert_eq!(get(&desk, "/listes").status == Status::Ok, may, "{role:?}");
        let sent = desk.send(
            "/listes",
            "list=people&format=csv&seal=plain&reason=printing",
        );
        assert_eq!(sent.status == Status::Ok, may, "{role:?}");
        let people = get(&desk, "/personnes");
        assert_eq!(
            people.text_body().contains("href=\"/listes\""),
            may,
            "{role:?}"
        );
    }
}
