//! The registry as a browser sees it: registering, changing at two desks, history, same persons, households, and who may not.

use akwaba_domain::actor::Role;
use akwaba_domain::registry::PersonView;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_store::entity;
use akwaba_store::projections::registry::person;

use crate::http::{Method, Request, Response, Status, percent};
use crate::pages::tests::Desk;

pub(super) fn desk(role: Role) -> Desk {
    Desk::new().by_role(role)
}

pub(super) fn get(desk: &Desk, path: &str) -> Response {
    desk.ask(&Request::new(Method::Get, path))
}

pub(super) fn pairs(pairs: &[(&str, &str)]) -> String {
    let encoded = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", percent::encode(value)));
    encoded.collect::<Vec<_>>().join("&")
}

/// Where an answer sends the browser.
pub(super) fn place(response: &Response) -> String {
    assert_eq!(
        response.status,
        Status::SeeOther,
        "{}",
        response.text_body()
    );
    response.get("location").unwrap_or_default().to_owned()
}

/// Registers someone and gives their address.
pub(super) fn register(desk: &Desk, given: &str, more: &[(&str, &str)]) -> String {
    let mut all = vec![("kind-1", "given"), ("name-1", given), ("confirmed", "1")];
    all.extend(more);
    place(&desk.send("/personnes/nouvelle", &pairs(&all)))
}

pub(super) fn id(path: &str) -> EntityId {
    path.rsplit('/').next().unwrap().parse().unwrap()
}

/// The value of a hidden field of a page.
pub(super) fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, after) = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("no {name} in {page}"));
    after.split('"').next().unwrap().to_owned()
}

pub(super) fn view(desk: &Desk, path: &str) -> PersonView {
    let scope = scope::registry(desk.site.centre);
    let state = desk
        .store
        .read(|tx| entity::load(tx, scope, id(path)))
        .unwrap();
    PersonView::of(id(path), &state)
}

#[test]
fn one_given_name_is_enough_and_the_page_shows_it() {
    let desk = desk(Role::Reception);
    let path = register(&desk, "Affoué", &[]);
    let page = get(&desk, &path);
    assert_eq!(page.status, Status::Ok);
    assert!(page.text_body().contains("Affoué"));
    let title = page.text_body();
    let title = title
        .split("<title>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    assert!(
        !title.contains("Affou"),
        "no name stands in a title: {title}"
    );
}

#[test]
fn no_name_at_all_is_asked_for_one_and_what_was_typed_is_kept() {
    let desk = desk(Role::Reception);
    let typed = pairs(&[
        ("kind-1", "given"),
        ("birth_year", "2055"),
        ("place-locality", "Ebimpé"),
        ("phone-0", "07"),
    ]);
    let page = desk.send("/personnes/nouvelle", &typed);
    assert_eq!(page.status, Status::Unprocessable);
    let body = page.text_body();
    assert!(
        body.contains("value=\"2055\"")
            && body.contains("value=\"Ebimpé\"")
            && body.contains("value=\"07\"")
    );
    assert!(
        body.contains("c-name-0-error")
            && body.contains("c-birth-error")
            && body.contains("c-phone-0-error")
    );
    let rows = desk
        .store
        .read(|tx| person::count(tx, scope::registry(desk.site.centre)))
        .unwrap();
    assert_eq!(rows, 0, "nothing was written");
}

#[test]
fn whoever_looks_alike_is_shown_before_saving_and_does_not_block() {
    let desk = desk(Role::Reception);
    register(
        &desk,
        "Affoué Prisca",
        &[
            ("kind-0", "surname"),
            ("name-0", "N'Guessan"),
            ("birth_year", "1991"),
        ],
    );
    let again = [
        ("kind-0", "surname"),
        ("name-0", "Nguessan"),
        ("kind-1", "given"),
        ("name-1", "Afoué Prisca"),
        ("birth_year", "1991"),
    ];
    let page = desk.send("/personnes/nouvelle", &pairs(&again));
    assert_eq!(page.status, Status::Ok, "it is a question, not a refusal");
    let body = page.text_body();
    assert!(
        body.contains("N&#39;GUESSAN Affoué Prisca")
            || body.contains("N&#x27;GUESSAN Affoué Prisca"),
        "{body}"
    );
    assert!(
        body.contains("value=\"Afoué Prisca\""),
        "what was typed goes on with the form"
    );
    let mut confirmed = again.to_vec();
    confirmed.push(("confirmed", "1"));
    assert!(
        place(&desk.send("/personnes/nouvelle", &pairs(&confirmed))).starts_with("/personnes/")
    );
}

#[test]
fn a_person_is_found_as_one_types_and_without_script_and_no_name_stands_in_an_address() {
    let desk = desk(Role::Reception);
    let path = register(
        &desk,
        "Fatoumata",
        &[("kind-0", "surname"), ("name-0", "Coulibaly")],
    );
    let typing =
        Request::new(Method::Get, "/personnes/recherche?q=koulibali").with("x-fragment", "1");
    let fragment = desk.ask(&typing).text_body();
    assert!(
        fragment.contains(&path) && fragment.contains("COULIBALY Fatoumata"),
        "{fragment}"
    );
    assert!(!fragment.contains("<html"));
    let to = place(&desk.send("/personnes/recherche", "q=koulibali+fatou"));
    assert_eq!(to, "/personnes/recherche");
    assert!(get(&desk, &to).text_body().contains(&path));
}

fn edit_name(desk: &Desk, path: &str, seen: &str, name: &str) -> Response {
    let form = pairs(&[
        ("rows", "1"),
        ("seen-0", seen),
        ("kind-0", "given"),
        ("name-0", name),
    ]);
    desk.send(&format!("{path}/modifier/noms"), &form)
}

#[test]
fn two_browsers_on_one_record_keep_both_values_and_the_second_is_told() {
    let desk = desk(Role::Reception);
    let path = register(&desk, "Affoué", &[]);
    let form = get(&desk, &format!("{path}/modifier/adresse")).text_body();
    let seen = hidden(&form, "seen-place");
    let change = |locality: &str| {
        let form = pairs(&[("seen-place", &seen), ("place-locality", locality)]);
        desk.send(&format!("{path}/modifier/adresse"), &form)
    };
    assert_eq!(place(&change("Ebimpé")), path);
    let second = change("Akoupé");
    assert_eq!(place(&second), path);
    assert!(
        second
            .headers
            .iter()
            .any(|(_, value)| value.contains("both-kept")),
        "the second is told"
    );
    let page = get(&desk, &path).text_body();
    assert!(
        page.contains("Ebimpé") && page.contains("Akoupé"),
        "both are shown"
    );

    let choices = get(&desk, &format!("{path}/choix?quoi=place")).text_body();
    let (_, radio) = choices.split_once("type=\"radio\"").unwrap();
    let entry = hidden(&format!("<input {radio}"), "kept");
    let conflict = |reason: &str| {
        let form = pairs(&[
            ("quoi", "place"),
            ("seen", &hidden(&choices, "seen")),
            ("kept", &entry),
            ("reason", reason),
        ]);
        desk.send(&format!("{path}/choix"), &form)
    };
    assert_eq!(
        conflict("").status,
        Status::Unprocessable,
        "a reason is asked for"
    );
    assert_eq!(place(&conflict("Elle habite Ebimpé depuis mars")), path);
    assert!(!view(&desk, &path).place.in_conflict());
    assert_eq!(
        view(&desk, &path)
            .place
            .shown()
            .unwrap()
            .locality
            .as_ref()
            .unwrap()
            .as_str(),
        "Ebimpé"
    );
}

#[test]
fn a_form_sent_without_change_changes_nothing() {
    let desk = desk(Role::SocialWorker);
    let path = register(
        &desk,
        "Affoué",
        &[("birth-age", "40"), ("place-unit", "Anyama")],
    );
    let before = view(&desk, &path);
    for part in [
        "naissance",
        "adresse",
        "origine",
        "noms",
        "telephones",
        "langues",
        "capacites",
        "suivi",
        "contact",
        "discretion",
        "deces",
    ] {
        let form = get(&desk, &format!("{path}/modifier/{part}")).text_body();
        let mut sent: Vec<(String, String)> = Vec::new();
        for input in form.split("<input").skip(1) {
            let tag = input.split('>').next().unwrap();
            let value_of = |name: &str| {
                let (_, after) = tag.split_once(&format!("{name}=\""))?;
                Some(
                    after
                        .split('"')
                        .next()?
                        .replace("&#39;", "'")
                        .replace("&#x27;", "'"),
                )
            };
            let checkable = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
            if let (Some(name), Some(value)) = (value_of(" name"), value_of("value"))
                && (!checkable || tag.contains(" checked"))
                && name != "jeton"
                && name != "q"
            {
                sent.push((name, value));
            }
        }
        if part == "noms" {
            sent.push(("kind-0".into(), "given".into()));
        }
        let sent: Vec<(&str, &str)> = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(
            place(&desk.send(&format!("{path}/modifier/{part}"), &pairs(&sent))),
            path,
            "{part}"
        );
        assert_eq!(view(&desk, &path), before, "{part} changed something");
    }
}

#[test]
fn history_says_who_changed_what_and_the_record_can_be_read_as_of_a_day() {
    let desk = desk(Role::SocialWorker);
    let path = register(&desk, "Affoué", &[("source", "told")]);
    let seen = view(&desk, &path).names[0].seen();
    edit_name(&desk, &path, &seen, "Amenan");
    let page = get(&desk, &format!("{path}/historique")).text_body();
    assert!(page.contains("Affoué") && page.contains("Amenan"), "{page}");
    let before = get(&desk, &format!("{path}/historique?au=2026-11-22")).text_body();
    assert!(before.contains("22/11/2026") && !before.contains("<h2>Identité</h2>"));
    let today = get(&desk, &format!("{path}/historique?au=2026-11-23")).text_body();
    assert!(today.contains("<h2>Identité</h2>"));
}

#[test]
fn two_records_are_linked_then_unlinked_and_are_exactly_as_before() {
    let desk = desk(Role::SocialWorker);
    let one = register(&desk, "Affoué", &[("birth_year", "1991")]);
    let two = register(&desk, "Afoué", &[("birth_year", "1992")]);
    let before = [view(&desk, &one), view(&desk, &two)];
    let compare = format!("{one}/rapprocher/{}", id(&two));
    let decide = |verdict: &str, reason: &str| {
        let seen = hidden(&get(&desk, &compare).text_body(), "seen");
        desk.send(
            &compare,
            &pairs(&[("seen", &seen), ("verdict", verdict), ("reason", reason)]),
        )
    };
    assert_eq!(
        decide("same", "").status,
        Status::Unprocessable,
        "a reason is asked for"
    );
    assert_eq!(place(&decide("same", "Même mère, même carte")), one);
    let together = get(&desk, &one).text_body();
    assert!(
        together.contains("Affoué Afoué"),
        "the page brings both records together"
    );
    assert_eq!(place(&decide("undone", "Ce sont deux sœurs")), one);
    assert_eq!([view(&desk, &one), view(&desk, &two)], before);
    assert!(!get(&desk, &one).text_body().contains("Affoué Afoué"));
}

#[test]
fn a_household_is_opened_joined_and_read_on_another_day() {
    let desk = desk(Role::Reception);
    let mother = register(&desk, "Awa", &[("birth_year", "1980")]);
    let child = register(&desk, "Moussa", &[("birth_year", "2010")]);
    let open = pairs(&[
        ("personne", &id(&mother).to_string()),
        ("member-role", "head"),
    ]);
    let home = place(&desk.send("/menages/nouveau", &open));
    let join = format!("{home}/membre/{}", id(&child));
    let head = pairs(&[("member-role", "head")]);
    let refused = desk.send(&join, &head);
    assert_eq!(refused.status, Status::Unprocessable, "two living heads");
    assert!(refused.text_body().contains("c-member-role-error"));
    let since = [
        ("member-role", "child"),
        ("member-from_day", "1"),
        ("member-from_month", "9"),
        ("member-from_year", "2020"),
    ];
    assert_eq!(place(&desk.send(&join, &pairs(&since))), home);
    let page = get(&desk, &home).text_body();
    assert!(page.contains("Awa") && page.contains("Moussa"));
    let before = get(&desk, &format!("{home}?au=2020-08-31")).text_body();
    assert!(before.contains("Awa") && !before.contains("Moussa"));
    assert!(
        get(&desk, &mother).text_body().contains(&home),
        "the person's page leads to the household"
    );
    let search = desk.send(&format!("{home}/membre"), "q=moussa").text_body();
    assert!(
        !search.contains(&format!("personne={}", id(&child))),
        "who is there is not proposed again"
    );
}

#[test]
fn a_mother_younger_than_her_child_is_refused_beside_the_question() {
    let desk = desk(Role::Reception);
    let child = register(&desk, "Moussa", &[("birth_year", "1990")]);
    let mother = register(&desk, "Awa", &[("birth_year", "1995")]);
    let path = format!("{child}/proches/{}", id(&mother));
    let page = desk.send(&path, &pairs(&[("relation-kind", "mother")]));
    assert_eq!(page.status, Status::Unprocessable);
    assert!(page.text_body().contains("c-relation-kind-error"));
    assert_eq!(
        place(&desk.send(&path, &pairs(&[("relation-kind", "sibling")]))),
        format!("{child}/proches")
    );
    assert!(
        get(&desk, &mother).text_body().contains(&child),
        "the other end shows it too"
    );
}

#[test]
fn a_card_number_in_the_nni_box_is_refused_with_the_reason() {
    let desk = desk(Role::Reception);
    let path = register(&desk, "Affoué", &[]);
    let page = desk.send(
        &format!("{path}/pieces/nouvelle"),
        &pairs(&[
            ("identity-kind", "nni"),
            ("identity-number", "CI001234567"),
            ("identity-status", "seen"),
        ]),
    );
    assert_eq!(page.status, Status::Unprocessable);
    let body = page.text_body();
    assert!(
        body.contains("CI00") && body.contains("value=\"CI001234567\""),
        "kept as typed"
    );
    let card = pairs(&[
        ("identity-kind", "card"),
        ("identity-number", "CI001234567"),
        ("identity-status", "seen"),
    ]);
    assert_eq!(
        place(&desk.send(&format!("{path}/pieces/nouvelle"), &card)),
        path
    );
}

#[test]
fn a_consent_is_given_and_withdrawn() {
    let desk = desk(Role::Reception);
    let path = register(&desk, "Affoué", &[]);
    let give = pairs(&[
        ("consent-purpose", "referral"),
        ("consent-form", "oral-witnessed"),
        ("consent-language", "dyu"),
        ("consent-version", "2026-1"),
    ]);
    let page = desk.send(&format!("{path}/consentements/nouveau"), &give);
    assert_eq!(page.status, Status::Unprocessable, "the witness is missing");
    let give = format!("{give}&consent-witness=Bah+Ali");
    assert_eq!(
        place(&desk.send(&format!("{path}/consentements/nouveau"), &give)),
        path
    );
    let tag = view(&desk, &path).consents[0].given.tag;
    assert_eq!(
        place(&desk.send(&format!("{path}/consentements/{tag}"), "reason=")),
        path
    );
    assert!(view(&desk, &path).consents[0].withdrawn.is_some());
}

#[test]
fn every_page_of_a_person_opens_and_its_reading_is_in_the_trail() {
    let desk = desk(Role::Director);
    let path = register(&desk, "Affoué", &[("phone-0", "0707123456")]);
    let open = pairs(&[
        ("personne", &id(&path).to_string()),
        ("member-role", "head"),
    ]);
    let home = place(&desk.send("/menages/nouveau", &open));
    let parts = [
        "noms",
        "naissance",
        "telephones",
        "adresse",
        "origine",
        "contact",
        "discretion",
        "langues",
        "capacites",
        "suivi",
        "deces",
    ];
    let mut pages: Vec<String> = parts
        .iter()
        .map(|part| format!("{path}/modifier/{part}"))
        .collect();
    for end in [
        "",
        "/pieces/nouvelle",
        "/consentements/nouveau",
        "/proches",
        "/rapprocher",
        "/historique",
        "/lectures",
        "/fiche",
    ] {
        pages.push(format!("{path}{end}"));
    }
    for end in ["", "/membre", "/adresse", "/beneficiaire", "/fiche"] {
        pages.push(format!("{home}{end}"));
    }
    pages.extend([
        "/personnes".to_owned(),
        "/personnes/nouvelle".to_owned(),
        "/personnes/recherche".to_owned(),
    ]);
    for page in &pages {
        let answer = get(&desk, page);
        assert_eq!(answer.status, Status::Ok, "{page}");
        assert!(
            !answer.text_body().contains('⟦'),
            "a key is missing on {page}"
        );
        assert!(!answer.text_body().contains("style=\""), "{page}");
    }
    let reads = get(&desk, &format!("{path}/lectures")).text_body();
    assert!(reads.contains("23/11/2026"), "{reads}");
}

#[test]
fn the_counter_does_not_see_difficulties_history_or_readings() {
    let social = desk(Role::SocialWorker);
    let path = register(&social, "Affoué", &[]);
    let reception = social.beside(2, Role::Reception);
    let page = get(&reception, &path).text_body();
    assert!(
        !page.contains("capacites") && !page.contains("historique") && !page.contains("lectures")
    );
    for end in ["modifier/capacites", "historique", "lectures", "rapprocher"] {
        assert_eq!(
            get(&reception, &format!("{path}/{end}")).status,
            Status::Forbidden,
            "{end}"
        );
    }
}

#[test]
fn who_has_no_role_in_this_centre_is_refused_everywhere() {
    let here = desk(Role::Director);
    let path = register(&here, "Affoué", &[]);
    let mut stranger = here.beside(2, Role::Director);
    stranger.site.centre = CentreId::named("another centre");
    let mut stranger = stranger.by_role(Role::Director);
    stranger.site.centre = here.site.centre;
    for page in [
        path.as_str(),
        "/personnes",
        "/personnes/recherche",
        "/personnes/nouvelle",
    ] {
        assert_eq!(get(&stranger, page).status, Status::Forbidden, "{page}");
    }
    let send = stranger.send("/personnes/nouvelle", "kind-1=given&name-1=Awa&confirmed=1");
    assert_eq!(send.status, Status::Forbidden);
    for role in [
        Role::TechnicalAdmin,
        Role::Auditor,
        Role::Intern,
        Role::RegionalSupervisor,
    ] {
        let other = here.beside(2, role);
        assert_eq!(get(&other, &path).status, Status::Forbidden, "{role:?}");
    }
}

#[test]
fn an_unknown_person_and_a_household_in_place_of_a_person_are_not_found() {
    let desk = desk(Role::Director);
    let path = register(&desk, "Affoué", &[]);
    let open = pairs(&[
        ("personne", &id(&path).to_string()),
        ("member-role", "head"),
    ]);
    let home = place(&desk.send("/menages/nouveau", &open));
    let home_as_person = format!("/personnes/{}", id(&home));
    for page in [
        "/personnes/pas-un-id",
        &home_as_person,
        &format!("/menages/{}", id(&path)),
    ] {
        assert_eq!(get(&desk, page).status, Status::NotFound, "{page}");
    }
}
