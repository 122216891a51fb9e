//! The manual's own P14 in the protected space: codes, windows, consents, what leaves and what does not, and
//! *Signaler ?*.

use akwaba_domain::actor::Role;
use akwaba_domain::casework::manual::Texts;

use super::tests::{centre, enter, keyed, leave};
use crate::http::Status;
use crate::pages::casework::tests::{get, place, publish_texts, text};
use crate::pages::directory::tests::add;
use crate::pages::referral::tests::{HOSPITAL, looked_up, misread, printed_code};
use crate::pages::tests::Desk;

pub(super) const VIOLENCE: &str = include_str!("../../../../../manuel/P14-violences-genre.md");
const JUSTICE: &str = include_str!("../../../../../manuel/P15-signalement-judiciaire.md");
pub(super) const SHARED: &str = include_str!("../../../../../manuel/manuel.md");

const WELCOME: &[(&str, &str)] = &[
    ("lieu_prive", "oui"),
    ("langue", "francais"),
    ("urgence_vie", "non"),
    ("recent", "oui"),
    ("abri_ce_soir", "oui"),
    ("tranche_age", "25_59"),
    ("veut_aide", "oui"),
];

/// Answers the group of a step, and what these answers open; a moment is written `day month year hour`.
pub(super) fn answer(
    desk: &Desk,
    case: &str,
    (step, group): (&str, &str),
    said: &[(&str, &str)],
) -> String {
    let mut fields = String::new();
    for (name, value) in said {
        let path = format!("{group}/{name}");
        let parts: Vec<&str> = value.split(' ').collect();
        match parts.as_slice() {
            [day, month, year, hour] => {
                for (part, text) in [("day", day), ("month", month), ("year", year)] {
                    fields.push_str(&format!("&{path}_{part}={text}"));
                }
                fields.push_str(&format!("&{path}={hour}"));
            }
            _ => fields.push_str(&format!("&{path}={value}")),
        }
    }
    let step = format!("{case}/etapes/{step}");
    let mut page = get(desk, &step);
    for _ in 0..3 {
        let body = page.text_body();
        let Some(shown) = body.split("name=\"questions\" value=\"").nth(1) else {
            break;
        };
        let shown = shown.split('"').next().unwrap().replace(' ', "+");
        page = desk.send(&step, &format!("questions={shown}{fields}"));
    }
    place(&page)
}

/// The code that the page of the step proposes.
pub(super) fn proposed(desk: &Desk, case: &str) -> String {
    let page = text(desk, &format!("{case}/etapes/incident"));
    let field = page
        .split("name=\"incident/code_incident\"")
        .nth(1)
        .unwrap();
    let code = field.split("value=\"").nth(1).unwrap();
    code.split('"').next().unwrap().to_owned()
}

pub(super) fn tell(desk: &Desk, case: &str, code: &str) {
    let said = [
        ("code_incident", code),
        ("heure_entretien", "23 11 2026 07:00"),
        ("precision_date", "heure"),
        ("date_incident", "22 11 2026 21:00"),
        ("v_penetration", "oui"),
        ("type_vbg", "rape"),
        ("soins_vite", "oui"),
    ];
    answer(desk, case, ("incident", "incident"), &said);
}

/// A worker inside, the case of somebody of the registry called Affoué, and a service.
pub(super) fn begun() -> (Desk, String, String) {
    let desk = centre();
    for procedure in [VIOLENCE, JUSTICE] {
        let texts = Texts {
            shared: (procedure == VIOLENCE).then_some(SHARED),
            procedures: &[procedure],
        };
        publish_texts(&desk.store, desk.site.centre, texts);
    }
    let worker = keyed(&desk, Role::SocialWorker);
    let person = place(&worker.send(
        "/personnes/nouvelle",
        "kind-1=given&name-1=Affou%C3%A9&birth_year=1990&confirmed=1",
    ));
    let person = person.rsplit('/').next().unwrap();
    let service = add(&worker, HOSPITAL);
    let service = service.rsplit('/').next().unwrap().to_owned();
    enter(&worker);
    let step = place(&worker.send("/espace/nouveau", &format!("procedure=P14&whose={person}")));
    let case = step.split("/etapes/").next().unwrap().to_owned();
    answer(&worker, &case, ("accueil", "accueil"), WELCOME);
    (worker, case, service)
}

#[test]
fn an_incident_is_told_under_a_drawn_code_its_hours_count_down_and_a_further_one_loses_nothing() {
    let (worker, case, _) = begun();
    let code = proposed(&worker, &case);
    assert_eq!(code.len(), 9);
    tell(&worker, &case, &code);
    for path in [case.as_str(), "/aujourd", &format!("{case}/codes")] {
        let path = if path == "/aujourd" {
            "/aujourdhui"
        } else {
            path
        };
        let page = text(&worker, path);
        assert!(page.contains("Traitement qui prévient le VIH"), "{path}");
        assert!(page.contains(&code) && page.contains("Reste 6"), "{path}");
        assert!(page.contains("<title>Akwaba</title>"));
    }
    let list = format!("{case}/codes");
    let wrong = worker.send(&list, "on_day=1&on_month=1&on_year=2030&hour=9");
    assert_eq!(wrong.status, Status::Unprocessable);
    assert!(wrong.text_body().contains("c-hour-error"));
    let step = place(&worker.send(&list, ""));
    assert_eq!(step, format!("{case}/etapes/incident"));
    let next = proposed(&worker, &case);
    assert_ne!(next, code);
    let page = text(&worker, &list);
    assert!(page.contains(&next) && page.contains("À raconter") && page.contains("Viol"));
    // The former answers stand on the page of the step, and the case goes on where it was.
    assert!(text(&worker, &step).contains(&code));
    assert!(text(&worker, &case).contains("Demander l&#39;accord"));
    let again = worker.send(&list, "");
    assert_eq!(again.status, Status::Unprocessable);
}

#[test]
fn what_leaves_was_agreed_to_bears_a_code_and_no_name_and_a_withdrawal_ends_it() {
    let (worker, case, service) = begun();
    let code = proposed(&worker, &case);
    tell(&worker, &case, &code);
    let refer = format!("{case}/references/nouvelle");
    let none = text(&worker, &format!("{refer}?service={service}"));
    assert!(none.contains("Aucun accord ne tient") && !none.contains("name=\"wanted\""));
    let said = format!("service={service}&share=age&share=type&wanted=Consultation");
    let bare = worker.send(&refer, &said);
    assert_eq!(bare.status, Status::Unprocessable);
    // A legal ground or a consent of the open part opens nothing here.
    for basis in [
        "basis=exception&ground=danger&ground-words=Danger",
        "basis=now&consent-form=signature&consent-language=fr",
    ] {
        assert_eq!(
            worker.send(&refer, &format!("{said}&{basis}")).status,
            Status::Unprocessable
        );
    }
    let consents = format!("{case}/accords");
    let empty = worker.send(&consents, "");
    assert_eq!(empty.status, Status::Unprocessable);
    assert!(empty.text_body().contains("c-service-error"));
    let give =
        format!("service={service}&told=age&told=type&giver=elle&mark=empreinte&incident={code}");
    place(&worker.send(&consents, &give));
    assert!(text(&worker, &consents).contains("Marqué d&#39;une empreinte"));
    let more = worker.send(&refer, &format!("{said}&share=nom"));
    assert!(more.text_body().contains("n&#39;a pas accepté"));
    let named = worker.send(&refer, &format!("service={service}&wanted=Recevoir+AFFOUE"));
    assert!(named.text_body().contains("portent un nom"));
    let referral = place(&worker.send(&refer, &said));
    let slip = format!("{referral}/fiche");
    let paper = text(&worker, &slip);
    assert!(paper.contains(&code) && paper.contains("Viol") && paper.contains("Consultation"));
    assert!(!paper.contains("Affoué") && !paper.contains("AFFOU"));
    // No link is made out of the protected space.
    assert_eq!(
        worker.send(&format!("{referral}/lien"), "days=7").status,
        Status::NotFound
    );
    let page = text(&worker, &consents);
    let name = page.split("name=\"name\" value=\"").nth(1).unwrap();
    let name = name.split('"').next().unwrap();
    place(&worker.send(&format!("{consents}/reprendre"), &format!("name={name}")));
    assert_eq!(get(&worker, &slip).status, Status::NotFound);
    assert!(text(&worker, &referral).contains("accord a été repris"));
    assert_eq!(worker.send(&refer, &said).status, Status::Unprocessable);
    // What is kept from its organisation wins over a new consent.
    place(&worker.send(
        &format!("{consents}/taire"),
        &format!("from=service&kept-service={service}"),
    ));
    let kept = worker.send(&consents, &give);
    assert!(kept.text_body().contains("ne veut rien dire"));
}

#[test]
fn the_code_on_a_slip_out_of_a_sealed_file_finds_it_inside_and_answers_outside_as_where_there_is_none()
 {
    let (worker, case, service) = begun();
    let director = keyed(&worker, Role::Director);
    leave(&worker);
    let outside = looked_up(&worker, "000000000");
    enter(&director);
    let beside = looked_up(&director, "000000000");
    enter(&worker);
    let inside = looked_up(&worker, "000000000");
    let give = format!("service={service}&told=age&giver=elle&mark=empreinte");
    place(&worker.send(&format!("{case}/accords"), &give));
    let said = format!("service={service}&share=age&wanted=Consultation");
    let referral = place(&worker.send(&format!("{case}/references/nouvelle"), &said));
    let code = printed_code(&text(&worker, &format!("{referral}/fiche")));
    let waiting = looked_up(&worker, "000000000");
    assert!(waiting.contains(&referral), "it waits for an answer");
    place(&worker.send(&format!("{referral}/reponse"), "answer=servi&via=telephone"));
    assert!(looked_up(&worker, &code).contains(&referral));
    let wrong = misread(&code);
    for other in &wrong {
        assert_eq!(looked_up(&worker, other), inside, "{other}");
    }
    // Who has not its key, inside too, and everybody outside, are answered alike for any code.
    for typed in [&code, &wrong[0]] {
        assert_eq!(looked_up(&director, typed), beside);
    }
    leave(&worker);
    for typed in [&code, &wrong[0]] {
        assert_eq!(looked_up(&worker, typed), outside);
    }
    assert_eq!(get(&worker, &referral).status, Status::NotFound);
}

#[test]
fn what_the_form_was_answered_is_offered_by_line_and_noted_only_for_a_chosen_service() {
    let (worker, case, service) = begun();
    let code = proposed(&worker, &case);
    tell(&worker, &case, &code);
    let said = [
        ("qui_consent", "elle"),
        ("accords[1]/accord_service", "psychosocial_service"),
        ("accords[1]/accord_organisation", "Parole"),
        ("accords[1]/accord_donne", "oui"),
        ("accords[1]/accord_elements", "type"),
        ("accords[1]/accord_taire", "Quartier"),
        ("taire_a", "personne"),
        ("contact_possible", "non"),
        ("accord_statistique", "oui"),
        ("accord_explique", "oui"),
    ];
    answer(&worker, &case, ("consentement", "consentement"), &said);
    let consents = format!("{case}/accords");
    let step = text(&worker, &format!("{case}/etapes/consentement"));
    assert!(step.contains(&format!("href=\"{consents}\"")));
    let page = text(&worker, &consents);
    assert!(page.contains("soutien psychosocial, Parole") && page.contains("Aucun accord"));
    assert!(!page.contains(" checked"), "nothing is ticked by itself");
    let taken = text(&worker, &format!("{consents}?ligne=1"));
    assert!(taken.contains("Repris du formulaire") && taken.contains("Quartier</textarea>"));
    assert_eq!(
        taken.matches(" checked").count(),
        2,
        "the item and who agreed"
    );
    let whole = "told=type&not-told=Quartier&giver=elle&mark=empreinte";
    let nobody = worker.send(&consents, whole);
    assert!(nobody.text_body().contains("c-service-error"));
    place(&worker.send(&consents, &format!("{whole}&service={service}")));
    assert!(text(&worker, &consents).contains("Tient"));
}

#[test]
fn whether_to_report_is_decided_by_people_with_the_texts_before_them_and_nothing_is_sent() {
    let (worker, case, _) = begun();
    let path = format!("{case}/question");
    let page = text(&worker, &path);
    assert!(page.contains("pas un avis juridique") && page.contains("art. 302"));
    assert!(!page.contains("checked"), "nothing is chosen beforehand");
    let hers = "concerned=adulte&danger=non&wish=non&reason=Elle+le+dit";
    let against = worker.send(&path, &format!("{hers}&choice=signaler"));
    assert!(against.text_body().contains("c-choice-error"));
    place(&worker.send(&path, &format!("{hers}&choice=ne_pas_signaler")));
    let child = "concerned=enfant&danger=oui&wish=non&choice=signaler&reason=Danger";
    assert!(
        worker
            .send(&path, child)
            .text_body()
            .contains("c-with-error")
    );
    place(&worker.send(&path, &format!("{child}&with=La+directrice")));
    let page = text(&worker, &path);
    assert!(page.contains("décidé avec La directrice") && page.contains("décidé par la personne"));
}

#[test]
fn from_outside_none_of_these_pages_tells_whether_there_is_a_file() {
    let (worker, case, _) = begun();
    leave(&worker);
    let director = worker.beside(9, Role::Director);
    let last = case.chars().last().unwrap();
    let other = if last == '0' { '1' } else { '0' };
    let nobody = format!("{}{other}", &case[..case.len() - 1]);
    for end in ["codes", "accords", "question"] {
        for desk in [&worker, &director] {
            let there = get(desk, &format!("{case}/{end}"));
            let nowhere = get(desk, &format!("{nobody}/{end}"));
            assert_eq!(there.status, Status::NotFound);
            let told = there.text_body().replace(&case, &nobody);
            assert_eq!(told, nowhere.text_body(), "{end}");
        }
        let sent = worker.send(&format!("{case}/{end}"), "");
        assert_eq!(sent.status, Status::NotFound, "{end}");
    }
}
