//! Group activities through `handle`: planned, counted, named with consent, printed in their register.

use akwaba_domain::actor::Role;

use crate::http::{Method, Request, Status};
use crate::pages::bad_input::{as_role, founded};
use crate::pages::casework::tests::place;
use crate::pages::tests::Desk;

/// A talk of the 20th of November 2026, the Friday before the desk's day.
const TALK: &str = "kind=causerie&theme=acte&place=cour&place-words=Cour+Kouassi\
                    &day_day=20&day_month=11&day_year=2026";

fn text(desk: &Desk, path: &str) -> String {
    let page = desk.ask(&Request::new(Method::Get, path));
    assert_eq!(page.status, Status::Ok, "{path}");
    page.text_body()
}

fn worker() -> Desk {
    as_role(&founded(), Role::SocialWorker)
}

/// Notes a talk that took place; its page.
fn talk(desk: &Desk, fields: &str) -> String {
    let count = place(&desk.send("/activites/nouvelle", fields));
    let (talk, end) = count.rsplit_once('/').unwrap();
    assert_eq!(end, "compte", "what is past is counted at once");
    talk.to_owned()
}

fn person(desk: &Desk, name: &str) -> String {
    let path = place(&desk.send(
        "/personnes/nouvelle",
        &format!("kind-1=given&name-1={name}&confirmed=1"),
    ));
    path.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn a_talk_is_counted_box_by_box_and_stands_in_the_register_and_the_figures() {
    let desk = worker();
    let talk = talk(&desk, TALK);
    let count = format!("{talk}/compte");
    let unequal = desk.send(&count, "female-25-59=12&male-60=3&total=16");
    assert_eq!(unequal.status, Status::Unprocessable);
    let body = unequal.text_body();
    assert!(body.contains("Les cases font 15, le total dit 16"));
    assert!(body.contains("value=\"12\""), "what was typed comes back");
    let negative = desk.send(&count, "female-25-59=-12&total=0");
    assert!(negative.text_body().contains("nombre entier"));
    place(&desk.send(&count, "female-25-59=12&male-60=3&total=15&came-to-talk=2"));
    let page = text(&desk, &talk);
    assert!(page.contains("Tenue") && page.contains("Cour Kouassi"));
    let register = text(&desk, "/activites/registre?annee=2026");
    assert!(register.contains("1/2026") && register.contains("Causerie · Acte de naissance"));
    let supervisor = as_role(&desk, Role::RegionalSupervisor);
    let figures = text(&supervisor, "/activites/chiffres?mois=2026-11");
    assert!(figures.contains("15 présences : 12 femmes et filles, 3 hommes et garçons"));
    let listed = supervisor.ask(&Request::new(Method::Get, &talk));
    assert_eq!(listed.status, Status::Forbidden, "figures only");
}

#[test]
fn what_is_to_come_is_not_counted_and_is_reminded_of_on_its_day() {
    let desk = worker();
    let ahead = TALK.replace("day_day=20", "day_day=27");
    let talk = place(&desk.send("/activites/nouvelle", &ahead));
    assert!(!text(&desk, "/aujourdhui").contains("activité de groupe"));
    let early = desk.send(
        &format!("{talk}/compte"),
        "female-0-5=1&total=1&day_day=27&day_month=11&day_year=2026",
    );
    assert!(early.text_body().contains("pas encore venu"));
    let today = TALK.replace("day_day=20", "day_day=20&x=1");
    self::talk(&desk, &today);
    assert!(text(&desk, "/aujourdhui").contains("1 activité de groupe à tenir ou à compter"));
    place(&desk.send(&format!("{talk}/annuler"), "words=Fun%C3%A9railles."));
    assert!(text(&desk, &talk).contains("Funérailles."));
    assert!(text(&desk, "/activites/registre").contains("class=\"void\""));
}

#[test]
fn somebody_is_named_with_their_agreement_only_and_may_take_it_back() {
    let desk = worker();
    let talk = talk(&desk, TALK);
    place(&desk.send(&format!("{talk}/compte"), "female-25-59=2&total=2"));
    let awa = person(&desk, "Awa");
    let base = format!("{talk}/presents/{awa}");
    let unasked = desk.send(&base, "");
    assert_eq!(unasked.status, Status::Unprocessable);
    assert!(unasked.text_body().contains("Sans son accord"));
    place(&desk.send(&base, "agrees=1"));
    assert!(text(&desk, &talk).contains("Awa"));
    assert!(
        !text(&desk, &format!("{talk}/fiche")).contains("Awa"),
        "never on paper"
    );
    place(&desk.send(&format!("{base}/retirer"), ""));
    assert!(!text(&desk, &talk).contains("Awa"));
    let violence = self::talk(&desk, &TALK.replace("theme=acte", "theme=violence"));
    place(&desk.send(&format!("{violence}/compte"), "female-25-59=2&total=2"));
    let refused = desk.send(&format!("{violence}/presents/{awa}"), "agrees=1");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(
        text(&desk, &violence).contains("personne n&#39;est nommé")
            || text(&desk, &violence).contains("personne n'est nommé")
    );
}

#[test]
fn only_who_works_on_it_writes_and_the_counter_reads() {
    let desk = worker();
    let talk = talk(&desk, TALK);
    let counter = as_role(&desk, Role::Reception);
    assert!(text(&counter, &talk).contains("Acte de naissance"));
    let sent = counter.send(&format!("{talk}/compte"), "total=0");
    assert_eq!(sent.status, Status::Forbidden);
}
