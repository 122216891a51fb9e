//! Groups as a browser sees them: registered, joined, found, on paper without those who must stay unknown, ended; a case on one.

use akwaba_domain::actor::Role;
use akwaba_domain::registry::group::{GroupView, GroupWords, KIND};
use akwaba_store::entity;

use super::tests::{desk, get, id, pairs, place, register};
use crate::http::{Method, Request, Status};
use crate::pages::casework::tests::{publish, worker};
use crate::pages::tests::Desk;

fn text(desk: &Desk, path: &str) -> String {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let mut request = Request::new(Method::Get, path);
    request.query = query.to_owned();
    let answer = desk.ask(&request);
    assert_eq!(answer.status, Status::Ok, "{path}");
    answer.text_body()
}

fn group(desk: &Desk, name: &str, kind: &str) -> String {
    let form = pairs(&[("name", name), ("kind", kind), ("rows", "1")]);
    place(&desk.send("/groupes/nouveau", &form))
}

fn joins(desk: &Desk, group: &str, person: &str, role: &str) {
    let path = format!("{group}/membre/{}", id(person));
    place(&desk.send(&path, &pairs(&[("member-role", role)])));
}

#[test]
fn a_group_is_registered_joined_counted_and_found_as_people_say_its_name() {
    let desk = desk(Role::SocialWorker);
    let wrong = desk.send("/groupes/nouveau", &pairs(&[("other-name", "Wandé")]));
    assert_eq!(wrong.status, Status::Unprocessable);
    let body = wrong.text_body();
    assert!(body.contains("c-name-error") && body.contains("c-kind-error"));
    assert!(
        body.contains("value=\"Wandé\""),
        "what was typed comes back"
    );

    let club = group(&desk, "AVEC Kouassikro", "savings");
    let awa = register(&desk, "Awa", &[]);
    joins(&desk, &club, &awa, "president");
    let aya = register(&desk, "Aya", &[]);
    let path = format!("{club}/membre/{}", id(&aya));
    let two = desk.send(&path, &pairs(&[("member-role", "president")]));
    assert!(two.text_body().contains("c-member-role-error"));
    joins(&desk, &club, &aya, "treasurer");
    place(&desk.send(&format!("{club}/compte"), "female-25-59=11&male-60=2"));
    let page = text(&desk, &club);
    assert!(page.contains("Awa") && page.contains("Présidente") || page.contains("présidente"));
    assert!(
        page.contains("13 membres non inscrits") && page.contains(">15<"),
        "{page}"
    );
    assert!(
        text(&desk, &awa).contains("AVEC Kouassikro"),
        "from the member's page too"
    );

    let typing = Request::new(Method::Get, "/personnes/recherche?q=kwassikro");
    let found = desk.ask(&typing.with("x-fragment", "1")).text_body();
    assert!(found.contains(&club), "{found}");
    let history = text(&desk, &format!("{club}/historique"));
    assert!(history.contains("AVEC Kouassikro") && history.contains("Awa"));
    assert!(text(&desk, &format!("{club}/lectures")).contains("<td"));
}

#[test]
fn the_sheet_of_a_group_counts_and_does_not_name_who_must_not_be_told_of() {
    let desk = desk(Role::SocialWorker);
    let club = group(&desk, "Benkadi", "women");
    let awa = register(&desk, "Awa", &[]);
    let hidden = register(&desk, "Mariam", &[]);
    let secret = pairs(&[("rows", "1"), ("must-not-tell-0", "Son mari")]);
    place(&desk.send(&format!("{hidden}/modifier/discretion"), &secret));
    joins(&desk, &club, &awa, "member");
    joins(&desk, &club, &hidden, "member");
    place(&desk.send(&format!("{club}/compte"), "female-25-59=4"));
    assert!(
        text(&desk, &club).contains("Mariam"),
        "who may open her record sees her"
    );
    let sheet = text(&desk, &format!("{club}/fiche"));
    assert!(
        sheet.contains("Awa") && !sheet.contains("Mariam"),
        "{sheet}"
    );
    assert!(
        sheet.contains("5 autres membres"),
        "she is counted with the others"
    );
    assert!(
        !sheet.contains("4 membres"),
        "nor can she be told from them"
    );
    let region = desk.beside(3, Role::RegionalSupervisor);
    assert_eq!(get(&region, &club).status, Status::Forbidden);
}

#[test]
fn nobody_is_named_in_a_support_group_and_a_group_that_has_ended_is_only_read() {
    let desk = desk(Role::SocialWorker);
    let circle = group(&desk, "Groupe du jeudi", "support");
    assert_eq!(
        get(&desk, &format!("{circle}/membre")).status,
        Status::NotFound
    );
    let awa = register(&desk, "Awa", &[]);
    let path = format!("{circle}/membre/{}", id(&awa));
    let refused = desk.send(&path, &pairs(&[("member-role", "member")]));
    assert!(
        refused.text_body().contains("personne n"),
        "{}",
        refused.text_body()
    );

    let club = group(&desk, "Wandé", "youth");
    place(&desk.send(&format!("{club}/fin"), "end-reason=parted"));
    let page = text(&desk, &club);
    assert!(page.contains("Groupe terminé") && !page.contains("/membre\""));
    let opening = format!("/dossiers/nouveau?groupe={}", id(&club));
    let (path, query) = opening.split_once('?').unwrap();
    let mut request = Request::new(Method::Get, path);
    request.query = query.to_owned();
    assert_eq!(desk.ask(&request).status, Status::NotFound);
    place(&desk.send(
        &format!("{club}/reprise"),
        &pairs(&[("reason", "Ils reviennent.")]),
    ));
    assert!(!text(&desk, &club).contains("Groupe terminé"));
}

#[test]
fn a_case_and_an_activity_stand_on_the_page_of_their_group_and_lead_back_to_it() {
    let desk = worker();
    publish(
        &desk,
        include_str!("../../../../../manuel/P23-causerie-prevention.md"),
    );
    let club = group(&desk, "AVEC Sigui", "savings");
    let opening = format!("/dossiers/nouveau?groupe={}", id(&club));
    let offered = text(&desk, &opening);
    assert!(
        offered.contains("AVEC Sigui") && offered.contains("P23"),
        "{offered}"
    );
    assert!(
        !offered.contains("P99"),
        "what is for a person is not for a group"
    );
    let form = pairs(&[("groupe", &id(&club).to_string()), ("procedure", "P23")]);
    let step = place(&desk.send("/dossiers/nouveau", &form));
    let case = step.split("/etapes/").next().unwrap().to_owned();
    let page = text(&desk, &case);
    assert!(
        page.contains("AVEC Sigui") && page.contains(&club),
        "{page}"
    );
    assert!(
        !page.contains("/references\""),
        "nobody is referred from the case of a group"
    );
    assert!(text(&desk, &format!("{case}/fiche")).contains("AVEC Sigui"));
    assert!(text(&desk, "/dossiers?voir=miens").contains("AVEC Sigui"));
    assert!(text(&desk, "/aujourdhui").contains("AVEC Sigui"));

    let plan = format!("/activites/nouvelle?dossier={}", id(&case));
    assert!(
        text(&desk, &plan).contains("AVEC Sigui"),
        "a case on a group brings its group"
    );
    let talk = pairs(&[
        ("dossier", &id(&case).to_string()),
        ("kind", "causerie"),
        ("theme", "budget"),
        ("place", "cour"),
        ("day_day", "24"),
        ("day_month", "11"),
        ("day_year", "2026"),
    ]);
    let talk = place(&desk.send("/activites/nouvelle", &talk));
    let told = text(&desk, &talk);
    assert!(told.contains(&club) && told.contains(&case), "{told}");
    let page = text(&desk, &club);
    assert!(page.contains(&case) && page.contains(&talk), "{page}");
    assert!(
        text(&desk, &case).contains(&talk),
        "the case leads to its activity"
    );
}

#[test]
fn a_list_of_groups_comes_in_whole_or_not_at_all() {
    let desk = desk(Role::Director);
    let send = |content: &str| desk.send_file("/groupes/import", &[], content.as_bytes());
    let broken = send(
        "Nom du groupe;Sorte de groupe;Fondé en\nAVEC Sigui;Association d'épargne (AVEC);2024\nWandé;Fanfare;\n",
    );
    assert_eq!(broken.status, Status::Unprocessable);
    let body = broken.text_body();
    assert!(
        body.contains("Wandé") && body.contains("Sorte de groupe :"),
        "{body}"
    );
    assert!(
        text(&desk, "/groupes").contains("Aucun groupe inscrit"),
        "nothing was written"
    );
    let good =
        "Name of the group;Kind of group;Founded in\nAVEC Sigui;savings;2024\nWandé;Youth club;\n";
    place(&send(good));
    place(&send(good));
    let list = text(&desk, "/groupes");
    assert_eq!(
        list.matches("href=\"/groupes/0").count(),
        2,
        "twice the same file is once: {list}"
    );
}

/// What a list says of every group, by its record.
fn listed(desk: &Desk) -> Vec<String> {
    let scope = akwaba_domain::scope::registry(desk.site.centre);
    let mut all = Vec::new();
    let read = desk.store.read(|tx| {
        entity::each_of_kind(tx, scope, KIND, &mut |id, state| {
            let view = GroupView::of(id, &state);
            let contacts: Vec<_> = view
                .contacts
                .iter()
                .map(|one| {
                    let phone = one
                        .value
                        .phone
                        .as_ref()
                        .map(|number| number.as_str().to_owned());
                    (one.value.who.as_str().to_owned(), phone)
                })
                .collect();
            let text = |text: Option<&GroupWords>| text.map(|words| words.as_str().to_owned());
            let ended = view
                .ended
                .shown()
                .map(|end| (end.on, end.reason, text(end.words.as_ref())));
            let place = view.place.shown().map(|place| {
                let words = place
                    .landmark
                    .as_ref()
                    .map(|words| words.as_str().to_owned());
                (
                    place.unit.clone(),
                    place.locality.as_ref().map(|l| l.as_str().to_owned()),
                    words,
                )
            });
            all.push(format!(
                "{id} {:?} {:?} {:?} {:?} {place:?} {:?} {:?} {:?} {contacts:?} {ended:?}",
                view.name.shown().map(|name| name.as_str().to_owned()),
                view.other_name.shown().map(|name| name.as_str().to_owned()),
                view.kind.shown(),
                text(view.purpose.shown()),
                view.founded.shown(),
                view.legal.shown(),
                view.language.shown(),
            ));
            Ok(())
        })
    });
    read.unwrap();
    all
}

#[test]
fn a_list_of_groups_that_left_comes_back_as_the_same_groups_and_twice_adds_nothing() {
    let first = desk(Role::Director);
    let whole = pairs(&[
        ("name", "AVEC Kouassikro"),
        ("other-name", "=Wandé"),
        ("kind", "savings"),
        ("purpose", "Épargner\nde quoi ; soigner"),
        ("place-unit", "Anyama"),
        ("place-locality", "Kouassikro"),
        ("place-landmark", "derrière l'école"),
        ("founded_month", "3"),
        ("founded_year", "2019"),
        ("legal", "declared"),
        ("receipt", "0012/PA"),
        ("language", "dyu"),
        ("rows", "2"),
        ("contact-0", "La présidente"),
        ("contact-phone-0", "+33612345678"),
        ("contact-1", "Le secrétaire"),
        ("contact-phone-1", "0707123456"),
    ]);
    place(&first.send("/groupes/nouveau", &whole));
    // Two committees of one name, in two places.
    for unit in ["Anyama", "Béoumi"] {
        let form = pairs(&[
            ("name", "Benkadi"),
            ("kind", "parents"),
            ("place-unit", unit),
            ("rows", "1"),
        ]);
        place(&first.send("/groupes/nouveau", &form));
    }
    let over = group(&first, "Wandé", "youth");
    let end = pairs(&[
        ("end-on_day", "4"),
        ("end-on_month", "5"),
        ("end-on_year", "2026"),
        ("end-reason", "merged"),
        ("end-words", "Avec Sigui"),
    ]);
    place(&first.send(&format!("{over}/fin"), &end));
    let there = listed(&first);
    assert_eq!(there.len(), 4);
    for format in ["csv", "xlsx"] {
        let asked = pairs(&[
            ("list", "groups"),
            ("format", format),
            ("seal", "plain"),
            ("reason", "program"),
        ]);
        let file = first.send("/listes", &asked);
        assert_eq!(file.status, Status::Ok, "{}", file.text_body());
        let other = desk(Role::Director);
        for twice in [false, true] {
            place(&other.send_file("/groupes/import", &[], &file.body));
            assert_eq!(listed(&other), there, "{format}, twice: {twice}");
        }
        place(&first.send_file("/groupes/import", &[], &file.body));
        assert_eq!(listed(&first), there, "{format}");
    }
}
