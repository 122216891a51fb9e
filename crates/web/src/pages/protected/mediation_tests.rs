//! Mediation beside a sealed file: who begins one in the open learns nothing, who holds the file is told inside.

use akwaba_domain::actor::Role;

use super::tests::{centre, enter, keyed, leave};
use crate::http::{Method, Request, Status};
use crate::pages::apart_tests::{begun_day, both, in_twin, sign_in, token};
use crate::pages::casework::tests::{get, place, publish, publish_in, text};
use crate::pages::mediation::tests::MEDIATION;
use crate::pages::replay_tests::{Browser, PASSPHRASE};

/// The only parts of an address that are ids, of what a form led to.
fn id_of(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn who_begins_a_mediation_in_the_open_with_somebody_of_a_sealed_file_sees_what_they_see_without_one()
 {
    let mut day = begun_day(11);
    publish_in(&day.centre.store, day.centre.site.centre, MEDIATION);
    let mut worker = Browser::of(Role::SocialWorker);
    sign_in(&mut day, &mut worker);
    let location = |answer: crate::http::Response| {
        let body = answer.text_body();
        answer.get("location").map(str::to_owned).expect(&body)
    };
    let fields = "kind-1=given&name-1=Affou%C3%A9&confirmed=1";
    let person = id_of(&location(both(
        &mut day,
        &mut worker,
        "/personnes/nouvelle",
        fields,
    )));
    let fields = format!("personne={person}&member-role=head");
    let home = id_of(&location(both(
        &mut day,
        &mut worker,
        "/menages/nouveau",
        &fields,
    )));
    day.twin = Some(day.centre.forked());
    let passphrase = format!("passphrase={PASSPHRASE}");
    both(&mut day, &mut worker, "/espace", &passphrase);
    // In one world alone, a sealed file is about her.
    let mut begin = Request::new(Method::Post, "/espace/nouveau")
        .with("content-type", "application/x-www-form-urlencoded");
    let fields = format!("jeton={}&procedure=P98&whose={person}", token(&worker));
    begin.body = fields.into_bytes();
    location(in_twin(&day, &worker, 9_000_000, begin));
    both(&mut day, &mut worker, "/espace/fermer", "");
    // From here on `both` and `open` compare the two worlds to the byte.
    let fields = format!("menage={home}&procedure=P22");
    let step = location(both(&mut day, &mut worker, "/dossiers/nouveau", &fields));
    let case = step.split("/etapes/").next().unwrap().to_owned();
    let asked = "questions=demande/demandeur+demande/objet_conflit+demande/demande_mots+demande/autre_informe\
        +demande/tribunal+demande/agent_lien&demande/demandeur=les_deux&demande/objet_conflit=argent\
        &demande/demande_mots=Argent&demande/autre_informe=oui&demande/tribunal=non&demande/agent_lien=non";
    location(both(&mut day, &mut worker, &step, asked));
    let party = format!("{case}/mediation/a");
    both(&mut day, &mut worker, &party, &format!("person={person}"));
    for path in [
        "",
        "/mediation",
        "/mediation/a",
        "/etapes/entretien_a",
        "/papiers/conciliation",
    ] {
        day.open(&mut worker, &format!("{case}{path}"));
        assert!(!worker.html.is_empty());
    }
    day.open(&mut worker, &format!("/personnes/{person}"));
}

#[test]
fn who_holds_a_sealed_file_is_told_inside_of_a_mediation_that_is_open_outside_with_the_person() {
    let desk = centre();
    publish(&desk, MEDIATION);
    let worker = keyed(&desk, Role::SocialWorker);
    let fields = "kind-1=given&name-1=Affou%C3%A9&confirmed=1";
    let person = id_of(&place(&worker.send("/personnes/nouvelle", fields)));
    let fields = format!("personne={person}&member-role=head");
    let home = id_of(&place(&worker.send("/menages/nouveau", &fields)));
    enter(&worker);
    let begun = worker.send("/espace/nouveau", &format!("procedure=P98&whose={person}"));
    let sealed = place(&begun).split("/etapes/").next().unwrap().to_owned();
    let told = "Une médiation est ouverte hors de l&#39;espace protégé";
    assert!(!text(&worker, &sealed).contains(told));
    leave(&worker);
    place(&worker.send("/dossiers/nouveau", &format!("menage={home}&procedure=P22")));
    enter(&worker);
    let page = text(&worker, &sealed);
    assert!(page.contains(told), "{page}");
    // Nothing of mediation is served there.
    assert_eq!(
        get(&worker, &format!("{sealed}/mediation")).status,
        Status::NotFound
    );
}
