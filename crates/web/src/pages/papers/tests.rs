//! Papers through `handle`, as browsers use it without a script.

use akwaba_domain::actor::Role;

use crate::http::Status;
use crate::pages::casework::tests::{CHAIR, get, open, place, publish, text, worker};
use crate::pages::directory::tests::add;
use crate::pages::tests::Desk;

const ATTESTED: &str = "attested=est+suivie+par+le+centre.";
const SUMMONS: &str =
    "meeting_day=30&meeting_month=11&meeting_year=2026&time=9h30&with=Aya+Konan&bring=Un+extrait";
const REPORT: &str = "to=procureur&where=Quartier+du+march%C3%A9&facts=Bleus+au+bras&known-by=Une+tante\
    &wanted=Une+protection&duty-warn=1&duty-secret=1";

fn case(desk: &Desk) -> String {
    open(desk).split("/etapes/").next().unwrap().to_owned()
}

fn person_of(desk: &Desk, case: &str) -> String {
    let page = text(desk, case);
    let id = page.split("href=\"/personnes/").nth(1).unwrap();
    format!("/personnes/{}", id.split('"').next().unwrap())
}

#[test]
fn a_paper_is_numbered_and_prints_again_as_it_was_whatever_changes_since() {
    let mut desk = worker();
    let case = case(&desk);
    let form = text(&desk, &format!("{case}/papiers/attestation"));
    assert!(form.contains("Affoué") && form.contains("suivie depuis le 23/11/2026"));
    let paper = place(&desk.send(&format!("{case}/papiers/attestation"), ATTESTED));
    let first = text(&desk, &paper);
    for said in [
        "1/2026",
        "Ministère fictif",
        "Affoué",
        "est suivie par le centre.",
    ] {
        assert!(first.contains(said), "{said}");
    }
    desk.site.heading.centre = "Centre renommé".to_owned();
    let sheet = |page: &str| page.split("<main").nth(1).unwrap().to_owned();
    assert_eq!(sheet(&text(&desk, &paper)), sheet(&first));
    let second = place(&desk.send(&format!("{case}/papiers/attestation"), ATTESTED));
    let newer = text(&desk, &second);
    assert!(newer.contains("2/2026") && newer.contains("Centre renommé"));
    assert!(text(&desk, &format!("{case}/papiers")).contains(&paper));
    assert_eq!(get(&desk, &format!("{paper}/pdf")).status, Status::NotFound);
}

#[test]
fn a_cancelled_paper_says_so_and_keeps_its_number_in_the_register() {
    let desk = worker();
    let case = case(&desk);
    let paper = place(&desk.send(&format!("{case}/papiers/attestation"), ATTESTED));
    let other = desk.beside(9, Role::SocialWorker);
    let refused = other.send(&format!("{paper}/annuler"), "reason=Faux");
    assert_eq!(refused.status, Status::Unprocessable);
    let silent = desk.send(&format!("{paper}/annuler"), "reason=");
    assert_eq!(silent.status, Status::Unprocessable);
    place(&desk.send(&format!("{paper}/annuler"), "reason=Faux+nom"));
    assert!(text(&desk, &paper).contains("ANNULÉ"));
    let register = text(&desk, "/papiers");
    assert!(register.contains("1/2026") && register.contains("Annulé"));
    let again = desk.send(&format!("{paper}/annuler"), "reason=Encore");
    assert_eq!(again.status, Status::Unprocessable);
}

#[test]
fn the_counter_summons_without_a_reason_and_issues_nothing_else() {
    let desk = worker();
    let case = case(&desk);
    let person = person_of(&desk, &case);
    let counter = desk.beside(8, Role::Reception);
    let form = text(&counter, &format!("{person}/papiers/convocation"));
    assert!(form.contains("ne dit jamais pourquoi"));
    let late = SUMMONS.replace("day=30", "day=1");
    let late = counter.send(&format!("{person}/papiers/convocation"), &late);
    assert_eq!(late.status, Status::Unprocessable);
    let page = late.text_body();
    assert!(page.contains("c-meeting-error") && page.contains("Un extrait"));
    let paper = place(&counter.send(&format!("{person}/papiers/convocation"), SUMMONS));
    let sheet = text(&counter, &paper);
    assert!(sheet.contains("lundi 30 novembre 2026") && sheet.contains("09 h 30"));
    assert!(!sheet.contains("fauteuil"));
    for kind in ["attestation", "signalement"] {
        let path = format!("{person}/papiers/{kind}");
        assert_ne!(get(&counter, &path).status, Status::Ok, "{kind}");
    }
    assert_eq!(get(&counter, "/papiers").status, Status::Forbidden);
    let paper = place(&desk.send(&format!("{case}/papiers/attestation"), ATTESTED));
    assert_eq!(get(&counter, &paper).status, Status::NotFound);
}

#[test]
fn a_visit_is_certified_only_when_the_register_has_it() {
    let desk = worker();
    let person = person_of(&desk, &case(&desk));
    let path = format!("{person}/papiers/visite");
    let refused = desk.send(&path, "visit_day=23&visit_month=11&visit_year=2026");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("Aucune visite"));
}

#[test]
fn a_note_to_an_authority_is_the_directors_shows_both_duties_and_leaves_no_text() {
    let desk = worker();
    let case = case(&desk);
    let path = format!("{case}/papiers/signalement");
    assert_eq!(get(&desk, &path).status, Status::Forbidden);
    let director = desk.beside(7, Role::Director);
    let form = text(&director, &path);
    for said in ["articles 302 et 303", "article 447", "Rien ne part d"] {
        assert!(form.contains(said), "{said}");
    }
    assert!(!form.contains("data-draft"), "no draft of it is kept");
    let unread = director.send(&path, &REPORT.replace("&duty-secret=1", ""));
    assert_eq!(unread.status, Status::Unprocessable);
    let printed = director.send(&path, REPORT);
    assert_eq!(printed.status, Status::Ok);
    let sheet = printed.text_body();
    assert!(sheet.contains("Bleus au bras") && sheet.contains("1/2026"));
    let register = text(&director, "/papiers");
    let paper = register.split("href=\"/papiers/").nth(1).unwrap();
    let paper = format!("/papiers/{}", paper.split('"').next().unwrap());
    let kept = text(&director, &paper);
    assert!(!kept.contains("Bleus") && kept.contains("gardé que sur papier"));
    let kept = get(&desk, &paper).status;
    assert_eq!(kept, Status::NotFound, "nor does a colleague learn of it");
    assert!(!text(&desk, &format!("{case}/papiers")).contains(&paper));
}

#[test]
fn a_paper_of_a_restricted_case_says_nothing_to_others_and_keeps_its_line() {
    let restricted = CHAIR.replace(
        "confidentialite | ordinaire",
        "confidentialite | restreinte",
    );
    assert_ne!(restricted, CHAIR);
    let desk = publish(&Desk::new().by_role(Role::SocialWorker), &restricted);
    let case = case(&desk);
    let paper = place(&desk.send(&format!("{case}/papiers/attestation"), ATTESTED));
    let person = person_of(&desk, &case);
    let other = desk.beside(9, Role::SocialWorker);
    for path in [
        &paper,
        &format!("{paper}/annuler"),
        &format!("{case}/papiers"),
    ] {
        assert_eq!(get(&other, path).status, Status::NotFound, "{path}");
    }
    let register = text(&other, "/papiers");
    assert!(register.contains("1/2026") && !register.contains("Affoué"));
    assert!(!register.contains(&paper));
    assert!(!text(&other, &format!("{person}/papiers")).contains(&paper));
    assert!(text(&desk, "/papiers").contains("Affoué"));
}

#[test]
fn the_slip_of_a_referral_is_issued_and_what_comes_back_tells_nothing() {
    let desk = worker();
    let case = case(&desk);
    let service = add(
        &desk,
        "name=H%C3%B4pital&organisation=Commune&kind=sante&papers=Carnet",
    );
    let id = service.rsplit('/').next().unwrap();
    let referral = place(&desk.send(
        &format!("{case}/references/nouvelle"),
        &format!(
            "service={id}&basis=now&consent-form=signature&consent-language=fr&share=nom\
             &reason=Vue+trouble&wanted=Consultation"
        ),
    ));
    let id = referral.rsplit('/').next().unwrap();
    let path = format!("{case}/papiers/reference");
    assert!(text(&desk, &format!("{case}/papiers")).contains(&format!("reference?de={id}")));
    assert_eq!(
        get(&desk, &path).status,
        Status::NotFound,
        "of which referral?"
    );
    let paper = place(&desk.send(&path, &format!("de={id}")));
    let sheet = text(&desk, &paper);
    let (before, back) = sheet.rsplit_once("Ligne où couper").unwrap();
    assert!(before.contains("Vue trouble") && before.contains("Affoué"));
    let back = back.split("</main>").next().unwrap();
    for told in ["Affoué", "Vue trouble", "Hôpital"] {
        assert!(!back.contains(told), "{told}");
    }
}

#[test]
fn nobody_is_brought_to_agree_before_each_was_seen_alone() {
    let mediation = include_str!("../../../../../manuel/P22-mediation.md");
    let desk = publish(&Desk::new().by_role(Role::SocialWorker), mediation);
    let person = place(&desk.send(
        "/personnes/nouvelle",
        "kind-1=given&name-1=Affou%C3%A9&confirmed=1",
    ));
    let id = person.rsplit('/').next().unwrap();
    let home = place(&desk.send(
        "/menages/nouveau",
        &format!("personne={id}&member-role=head"),
    ));
    let home = home.rsplit('/').next().unwrap();
    let step = place(&desk.send("/dossiers/nouveau", &format!("menage={home}&procedure=P22")));
    let case = step.split("/etapes/").next().unwrap();
    let path = format!("{case}/papiers/conciliation");
    assert!(text(&desk, &path).contains("Recevez d&#39;abord les deux personnes"));
    let refused = desk.send(
        &path,
        "session_day=23&session_month=11&session_year=2026&first=A&second=B&dispute=x&agreement=y\
         &news_day=24&news_month=12&news_year=2026",
    );
    assert_eq!(refused.status, Status::Unprocessable);
    // A paper about somebody asks first for whom of the household.
    let whom = text(&desk, &format!("{case}/papiers/attestation"));
    assert!(whom.contains(&format!("attestation?pour={id}")));
    let paper = desk.send(
        &format!("{case}/papiers/attestation"),
        &format!("pour={id}&{ATTESTED}"),
    );
    assert!(text(&desk, &place(&paper)).contains("Affoué"));
}
