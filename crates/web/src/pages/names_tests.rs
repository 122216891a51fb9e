//! Where a name stays behind after the page is closed: the window's title, the history of the browser, the folder of downloads,
//! the list of what is printed. None of them names anybody. Every page that a role reaches is opened.

use std::collections::BTreeMap;

use akwaba_domain::actor::Role;

use crate::http::{Method, Request};
use crate::pages::bad_input::{as_role, forms, founded, live, walk};
use crate::pages::casework::tests::{place, text};
use crate::pages::referral::tests::{HOSPITAL, ready, sent};
use crate::pages::tests::Desk;

/// Everybody who is met in these two worlds, as they are typed.
const PEOPLE: [&str; 9] = [
    "Awa",
    "Moussa",
    "Ahoua",
    "Adjoua",
    "KOUASSI",
    "Affoué",
    "KONAN",
    "Yao",
    "Affou%C3%A9",
];
/// Pages that must be met at least, so that the test cannot shrink unseen.
const PAGES_MIN: usize = 120;

/// What stays of one answer.
fn left_behind(desk: &Desk, address: &str, found: &mut Vec<String>) -> usize {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut request = Request::new(Method::Get, path);
    query.clone_into(&mut request.query);
    let answer = desk.ask(&request);
    let mut left = vec![("address", address.to_owned())];
    for header in ["location", "content-disposition"] {
        left.extend(answer.get(header).map(|value| (header, value.to_owned())));
    }
    let kind = answer.get("content-type").unwrap_or_default().to_owned();
    if kind.starts_with("text/html") {
        let html = answer.text_body();
        let title = html
            .split("<title>")
            .nth(1)
            .and_then(|rest| rest.split('<').next());
        assert!(title.is_some(), "{address} has no title");
        left.extend(title.map(|title| ("title", forms::plain(title))));
        left.extend(forms::links(&html).into_iter().map(|link| ("link", link)));
    }
    let pressed = kind == "application/pdf";
    if pressed {
        let file = answer.text_body();
        let (title, printed) = file.split_once('\n').unwrap();
        assert!(printed.contains("n° "), "{address} says nobody printed it");
        left.push(("title of the file", title.to_owned()));
    }
    for (what, value) in left {
        let named = PEOPLE.iter().find(|name| value.contains(**name));
        found.extend(named.map(|name| format!("{address}: {name} in the {what}: {value}")));
    }
    usize::from(pressed)
}

#[test]
fn no_title_address_or_file_name_names_anybody() {
    let mut found = Vec::new();
    let (mut pages, mut pressed) = (0, 0);
    let mut look = |desk: &Desk, seeds: &[String]| {
        for page in walk(desk, seeds, &mut BTreeMap::new()) {
            pages += 1;
            pressed += left_behind(desk, &page, &mut found);
        }
    };
    let desk = founded();
    let seeds = live(&desk);
    for role in Role::ALL {
        look(&as_role(&desk, role), &seeds);
    }
    let (worker, path, service) = ready(HOSPITAL);
    let referral = sent(&worker, &path, &service);
    let case = path.trim_end_matches("/references/nouvelle").to_owned();
    let attested = "attested=est+suivie+par+le+centre.";
    let paper = place(&worker.send(&format!("{case}/papiers/attestation"), attested));
    let page = text(&worker, &case);
    let person = page.split("href=\"/personnes/").nth(1).unwrap();
    let person = format!("/personnes/{}", person.split('"').next().unwrap());
    let worker = worker.pressing();
    let file = format!("{paper}/pdf");
    look(&worker, &[referral, paper, file, person, case]);
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(pages >= PAGES_MIN, "only {pages} pages");
    assert!(pressed > 0, "no file was pressed");
}
