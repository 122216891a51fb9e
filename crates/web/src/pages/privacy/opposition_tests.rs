//! What somebody opposes, from the request to the lists and the referrals that leave them out, through `handle`.

use akwaba_domain::actor::Role;
use akwaba_domain::centre::export::List;

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::{FREE, place, publish_in, text};
use crate::pages::referral::tests::{HOSPITAL, NOW, SAID, ready};
use crate::pages::reports::tests::chair;
use crate::pages::tests::Desk;

/// Opposes something for a person, and has it granted; the path of the request.
fn opposed(desk: &Desk, person: &str, stop: &str) -> String {
    let path = format!("/personnes/{person}/demandes");
    let asked = place(&desk.send(&path, "wish=oppose&channel=spoken&words=Pas+cela."));
    let answer = format!("known=worker&outcome=granted&stops={stop}&words=Entendu.");
    place(&desk.send(&asked, &answer));
    asked
}

fn person_of(desk: &Desk) -> String {
    let people = text(desk, "/personnes");
    let id = people
        .split("href=\"/personnes/")
        .skip(1)
        .find(|rest| rest.starts_with('0'));
    id.unwrap()[..36].to_owned()
}

#[test]
fn who_opposes_lists_is_in_none_is_counted_without_a_name_and_is_back_once_it_is_lifted() {
    let desk = as_role(&founded(), Role::SocialWorker);
    let director = as_role(&desk, Role::Director);
    let child = place(&desk.send(
        "/personnes/nouvelle",
        "kind-1=given&name-1=Kouadio&birth_year=2015&confirmed=1",
    ));
    let id = child.rsplit('/').next().unwrap().to_owned();
    place(&desk.send(
        "/menages/nouveau",
        &format!("personne={id}&member-role=head"),
    ));
    let grid = "birth-act=not-declared&school=attends&cmu=not&health=well";
    place(&desk.send(&format!("{child}/modifier/suivi"), grid));
    let lists = || {
        let unserved = {
            let mut request = Request::new(Method::Get, "/complementarite");
            request.query = "besoin=act".into();
            desk.ask(&request).text_body()
        };
        let leaving = |list: &str| {
            let form = format!("list={list}&format=csv&seal=plain&reason=printing");
            let sent = director.send("/listes", &form);
            assert_eq!(sent.status, Status::Ok, "{list}");
            sent.text_body()
        };
        [
            unserved,
            leaving("people"),
            leaving("households"),
            leaving("unserved"),
        ]
    };
    for list in lists() {
        assert!(list.contains("Kouadio"), "{list}");
    }
    let request = opposed(&desk, &id, "lists");
    for list in lists() {
        assert!(!list.contains("Kouadio"), "{list}");
    }
    let said = "Une personne s&#39;oppose";
    assert!(lists()[0].contains(said) && text(&director, "/listes").contains(said));
    // What is their own is still there for who works with them.
    assert!(text(&desk, &child).contains("Kouadio"));
    let silent = desk.send(&format!("{request}/levee"), "words=+");
    assert_eq!(silent.status, Status::Unprocessable);
    place(&desk.send(&format!("{request}/levee"), "words=Elle+veut+bien."));
    assert!(text(&desk, &request).contains("Opposition levée le"));
    for list in lists() {
        assert!(list.contains("Kouadio"));
    }
}

#[test]
fn who_opposes_that_partners_are_told_is_referred_nowhere_and_the_page_says_what_to_do() {
    let (desk, path, service) = ready(HOSPITAL);
    let request = opposed(&desk, &person_of(&desk), "sharing");
    let mut form = Request::new(Method::Get, &path);
    form.query = format!("service={service}");
    assert!(desk.ask(&form).text_body().contains("oppose"));
    let send = || desk.send(&path, &format!("service={service}&{NOW}&{SAID}"));
    let refused = send();
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("Accompagnez-la"));
    place(&desk.send(&format!("{request}/levee"), "words=Elle+veut+bien."));
    place(&send());
}

#[test]
fn who_opposes_being_studied_is_in_no_list_that_leaves_and_their_number_stays_in_the_register() {
    let desk = as_role(&founded(), Role::SocialWorker);
    publish_in(&desk.store, desk.site.centre, &chair("ordinaire"));
    let director = as_role(&desk, Role::Director);
    let child = place(&desk.send(
        "/personnes/nouvelle",
        "kind-1=given&name-1=Kouadio&birth_year=2015&confirmed=1",
    ));
    let id = child.rsplit('/').next().unwrap().to_owned();
    place(&desk.send(
        "/menages/nouveau",
        &format!("personne={id}&member-role=head"),
    ));
    place(&desk.send(
        &format!("{child}/modifier/suivi"),
        "birth-act=not-declared&school=attends&cmu=not&health=well",
    ));
    let step = place(&desk.send("/dossiers/nouveau", &format!("personne={id}&procedure=P99")));
    place(&desk.send(&step, FREE));
    // Read once, for the trail.
    text(&desk, &child);
    // By name, or by the number of the record.
    let tells = || -> Vec<(List, bool, String)> {
        let lists = List::ALL.into_iter();
        let told = lists.map(|list| {
            let code = list.code();
            let form =
                format!("list={code}&format=csv&seal=plain&reason=printing&register=P99/prets");
            let sent = director.send("/listes", &form);
            assert_eq!(sent.status, Status::Ok, "{code}");
            let text = sent.text_body();
            (list, text.contains("Kouadio") || text.contains(&id), text)
        });
        told.collect()
    };
    let named: Vec<List> = tells()
        .into_iter()
        .filter(|one| one.1)
        .map(|one| one.0)
        .collect();
    for list in [
        List::People,
        List::Households,
        List::CaseRegister,
        List::Unserved,
        List::Trail,
    ] {
        assert!(named.contains(&list), "{} names them", list.code());
    }
    opposed(&desk, &id, "studies");
    for (list, names, text) in tells() {
        assert!(!names, "{} {text}", list.code());
        if list == List::CaseRegister {
            assert!(
                text.contains("1/2026") && text.contains("nommée ici"),
                "{text}"
            );
            assert!(
                !text.contains("march"),
                "what was answered stays too: {text}"
            );
        }
    }
    assert!(text(&director, "/listes").contains("Une personne s&#39;oppose à sortir"));
    // Here, where nobody leaves, the list of those who are not served still helps them.
    let mut unserved = Request::new(Method::Get, "/complementarite");
    unserved.query = "besoin=act".into();
    assert!(desk.ask(&unserved).text_body().contains("Kouadio"));
}

#[test]
fn who_opposes_calls_is_marked_so_wherever_a_number_or_a_day_would_make_somebody_call() {
    let desk = as_role(&founded(), Role::SocialWorker);
    publish_in(&desk.store, desk.site.centre, &chair("ordinaire"));
    let counter = as_role(&desk, Role::Reception);
    let child = place(&desk.send(
        "/personnes/nouvelle",
        "kind-1=given&name-1=Kouadio&phone-0=0707123456&confirmed=1",
    ));
    let id = child.rsplit('/').next().unwrap().to_owned();
    place(&desk.send(
        &format!("{child}/modifier/contact"),
        "contact-way=call&contact-hours=soir",
    ));
    let visit = place(&counter.send("/accueil/arrivee", &format!("person={id}")));
    let visit = visit.strip_suffix("/ticket").unwrap();
    let visit = visit.rsplit('/').next().unwrap();
    place(&counter.send(
        "/accueil/rendez-vous/nouveau",
        &format!("visite={visit}&day_day=25&day_month=11&day_year=2026&time=9h30&with=Mme+Essai"),
    ));
    let step = place(&desk.send("/dossiers/nouveau", &format!("personne={id}&procedure=P99")));
    let case = step.split("/etapes/").next().unwrap();
    place(&desk.send(
        &format!("{case}/visites"),
        "on_day=24&on_month=11&on_year=2026&aim=Voir",
    ));
    let pages = || {
        [
            text(&desk, &child),
            text(&counter, "/accueil/rendez-vous"),
            text(&desk, "/dossiers/visites/2026-11-24"),
        ]
    };
    let said = "Ne pas appeler";
    assert!(pages().iter().all(|page| !page.contains(said)));
    assert!(pages()[2].contains("Appel · soir"));
    let request = opposed(&desk, &id, "contact");
    for page in pages() {
        assert!(page.contains(said), "{page}");
    }
    assert!(!pages()[2].contains("Appel · soir"), "no number goes along");
    place(&desk.send(&format!("{request}/levee"), "words=Elle+veut+bien."));
    assert!(pages().iter().all(|page| !page.contains(said)));
}
