//! Referral through `handle`, as browsers use it without a script.

use akwaba_domain::actor::Role;

use crate::http::Status;
use crate::pages::casework::tests::{CHAIR, get, open, place, publish, text, worker};
use crate::pages::directory::tests::add;
use crate::pages::tests::Desk;

pub(in crate::pages) const HOSPITAL: &str =
    "name=H%C3%B4pital&organisation=Commune&kind=sante&papers=Carnet";
pub(in crate::pages) const SAID: &str = "share=nom&reason=Vue+trouble&wanted=Consultation";
pub(in crate::pages) const NOW: &str = "basis=now&consent-form=signature&consent-language=fr";

/// A worker, the path to refer out of a case, and the id of a service.
pub(in crate::pages) fn ready(form: &str) -> (Desk, String, String) {
    let desk = worker();
    let step = open(&desk);
    let case = step.split("/etapes/").next().unwrap().to_owned();
    let service = add(&desk, form);
    let id = service.rsplit('/').next().unwrap().to_owned();
    (desk, format!("{case}/references/nouvelle"), id)
}

pub(in crate::pages) fn sent(desk: &Desk, path: &str, service: &str) -> String {
    place(&desk.send(path, &format!("service={service}&{NOW}&{SAID}")))
}

#[test]
fn nothing_leaves_without_consent_for_that_service_and_organisation() {
    let (desk, path, service) = ready(HOSPITAL);
    let form = text(&desk, &format!("{path}?service={service}"));
    assert!(form.contains("Accord donné maintenant"));
    for basis in ["", "basis=consent&"] {
        let again = desk.send(&path, &format!("service={service}&{basis}{SAID}"));
        assert_eq!(again.status, Status::Unprocessable, "{basis}");
        let page = again.text_body();
        assert!(page.contains("c-basis-error") && page.contains("Vue trouble"));
    }
    place(&desk.send(&path, &format!("service={service}&{NOW}&{SAID}")));
    let held = text(&desk, &format!("{path}?service={service}"));
    assert!(held.contains("Accord déjà donné"));
    let other = add(
        &desk,
        "name=H%C3%B4pital&organisation=Priv%C3%A9&kind=sante",
    );
    let other = other.rsplit('/').next().unwrap();
    let refused = desk.send(&path, &format!("service={other}&basis=consent&{SAID}"));
    assert_eq!(refused.status, Status::Unprocessable);
}

#[test]
fn a_consent_is_not_kept_when_its_referral_is_refused() {
    let (desk, path, service) = ready(HOSPITAL);
    let refused = desk.send(&path, &format!("service={service}&{NOW}&share=nom"));
    assert_eq!(refused.status, Status::Unprocessable);
    let form = text(&desk, &format!("{path}?service={service}"));
    assert!(!form.contains("Accord déjà donné"));
}

#[test]
fn the_slip_shares_what_was_chosen_and_what_comes_back_tells_nothing() {
    let (desk, path, service) = ready(HOSPITAL);
    let referral = sent(&desk, &path, &service);
    let slip = text(&desk, &format!("{referral}/fiche"));
    let (kept, back) = slip.split_once("data-part=\"retour\"").unwrap();
    assert!(kept.contains("Affoué") && kept.contains("Vue trouble"));
    for told in ["Affoué", "Vue trouble", "Consultation", "Hôpital"] {
        assert!(!back.contains(told), "{told}");
    }
    assert!(back.contains("<svg"));
    let page = text(&desk, &referral);
    let code = page.split("F ").nth(1).unwrap().get(..11).unwrap();
    let found = text(
        &desk,
        &format!("/references?code={}", code.replace(' ', "+")),
    );
    assert!(found.contains(&referral));
}

/// The code printed on the part of a slip that comes back.
pub(in crate::pages) fn printed_code(slip: &str) -> String {
    let back = slip.split("data-part=\"retour\"").nth(1).unwrap();
    let code = back.split("<strong>").nth(1).unwrap();
    code.split("</strong>").next().unwrap().to_owned()
}

/// What the list of referrals answers to a code, but for the code itself.
pub(in crate::pages) fn looked_up(desk: &Desk, typed: &str) -> String {
    let page = text(
        desk,
        &format!("/references?code={}", typed.replace(' ', "+")),
    );
    let main = page.split("<main").nth(1).unwrap();
    main.split("</main>").next().unwrap().replace(typed, "")
}

/// The same code with each of its digits wrong in turn.
pub(in crate::pages) fn misread(code: &str) -> Vec<String> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let wrong = |at: usize| {
        let each = digits.char_indices().map(|(place, digit)| {
            let value = digit.to_digit(10).unwrap() + u32::from(place == at);
            char::from_digit(value % 10, 10).unwrap()
        });
        each.collect()
    };
    (0..digits.len()).map(wrong).collect()
}

#[test]
fn the_code_printed_on_a_slip_finds_its_referral_and_a_wrong_digit_answers_as_where_there_is_none()
{
    let (desk, path, service) = ready(HOSPITAL);
    let nothing = looked_up(&desk, "000000000");
    let referral = sent(&desk, &path, &service);
    let code = printed_code(&text(&desk, &format!("{referral}/fiche")));
    // Answered, it waits for nothing: only its code leads to it.
    place(&desk.send(&format!("{referral}/reponse"), "answer=servi&via=coupon"));
    let bare: String = code.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(bare.len(), 9);
    for typed in [&code, &code.to_lowercase(), &bare, &format!("F{bare}")] {
        assert!(looked_up(&desk, typed).contains(&referral), "{typed}");
    }
    for wrong in misread(&code) {
        assert_eq!(looked_up(&desk, &wrong), nothing, "{wrong}");
    }
    assert_eq!(looked_up(&desk, &bare[..8]), nothing, "a digit short");
}

#[test]
fn an_answer_closes_the_loop_and_is_counted() {
    let (desk, path, service) = ready(HOSPITAL);
    let referral = sent(&desk, &path, &service);
    assert!(text(&desk, "/references").contains(&referral));
    let lacking = desk.send(&format!("{referral}/reponse"), "answer=perdu&via=telephone");
    assert_eq!(lacking.status, Status::Unprocessable);
    assert!(lacking.text_body().contains("c-obstacle-error"));
    place(&desk.send(&format!("{referral}/relance"), "reminder=Infirmier"));
    place(&desk.send(&format!("{referral}/reponse"), "answer=servi&via=coupon"));
    let again = desk.send(&format!("{referral}/reponse"), "answer=recu&via=coupon");
    assert_eq!(again.status, Status::Unprocessable);
    let late = desk.send(&format!("{referral}/rappel"), "recall=Erreur");
    assert_eq!(late.status, Status::Unprocessable);
    assert!(!text(&desk, "/references").contains(&referral));
    assert!(text(&desk, "/references/chiffres").contains("Hôpital, Commune"));
}

#[test]
fn a_referral_is_recalled_until_it_is_opened_and_prints_no_more() {
    let (desk, path, service) = ready(HOSPITAL);
    let referral = sent(&desk, &path, &service);
    place(&desk.send(&format!("{referral}/rappel"), "recall=Mauvais+service"));
    let slip = get(&desk, &format!("{referral}/fiche"));
    assert_eq!(slip.status, Status::NotFound);
}

#[test]
fn without_consent_the_ground_is_told_and_another_person_gives_an_opinion() {
    let (desk, path, service) = ready(HOSPITAL);
    let bare = desk.send(&path, &format!("service={service}&basis=exception&{SAID}"));
    assert_eq!(bare.status, Status::Unprocessable);
    let form =
        format!("service={service}&basis=exception&ground=danger&ground-words=Menace&{SAID}");
    let referral = place(&desk.send(&path, &form));
    let own = desk.send(&format!("{referral}/avis"), "founded=oui&opinion=Oui");
    assert_eq!(own.status, Status::Forbidden);
    let director = desk.beside(7, Role::Director);
    assert!(text(&director, "/references").contains("Sans accord"));
    place(&director.send(
        &format!("{referral}/avis"),
        "founded=oui&opinion=Fond%C3%A9",
    ));
    assert!(!text(&director, "/references").contains("Sans accord"));
}

#[test]
fn nobody_is_referred_to_a_closed_service_nor_to_the_centre_itself() {
    let (desk, path, service) = ready(&format!("{HOSPITAL}&own=1"));
    let own = desk.send(&path, &format!("service={service}&{NOW}&{SAID}"));
    assert_eq!(own.status, Status::Unprocessable);
    let closed = add(&desk, HOSPITAL);
    place(&desk.send(&format!("{closed}/fermer"), ""));
    let id = closed.rsplit('/').next().unwrap();
    let shut = desk.send(&path, &format!("service={id}&{NOW}&{SAID}"));
    assert_eq!(shut.status, Status::Unprocessable);
    assert!(shut.text_body().contains("Ce service est fermé"));
}

#[test]
fn the_slip_of_a_confidential_service_never_says_where_it_is() {
    let form = "name=Refuge&organisation=Maison&kind=hebergement&address=Maison+bleue&secret=1&phone=0505998877";
    let (desk, path, service) = ready(form);
    let page = text(&desk, &format!("{path}?service={service}"));
    let referral = sent(&desk, &path, &service);
    let slip = text(&desk, &format!("{referral}/fiche"));
    for paper in [&page, &slip] {
        assert!(!paper.contains("bleue"));
        let digits: String = paper.chars().filter(char::is_ascii_digit).collect();
        assert!(!digits.contains("0505998877"));
    }
}

#[test]
fn the_counter_sees_no_referral() {
    let (desk, path, service) = ready(HOSPITAL);
    let referral = sent(&desk, &path, &service);
    let counter = desk.beside(8, Role::Reception);
    for path in [referral.as_str(), "/references", "/references/chiffres"] {
        assert_eq!(get(&counter, path).status, Status::Forbidden, "{path}");
    }
}

#[test]
fn an_ended_case_refers_nobody_and_a_dead_person_is_not_referred() {
    let (desk, path, service) = ready(HOSPITAL);
    let case = path.split("/references").next().unwrap();
    let page = text(&desk, case);
    let person = page.split("href=\"/personnes/").nth(1).unwrap();
    let person = person.split('"').next().unwrap();
    place(&desk.send(
        &format!("/personnes/{person}/modifier/deces"),
        "died=1&why=Dit+par+sa+s%C5%93ur.",
    ));
    let dead = desk.send(&path, &format!("service={service}&{NOW}&{SAID}"));
    assert_eq!(dead.status, Status::Unprocessable);
    assert!(dead.text_body().contains("Cette personne est décédée"));

    let (desk, path, service) = ready(HOSPITAL);
    let case = path.split("/references").next().unwrap();
    place(&desk.send(
        &format!("{case}/cloturer"),
        "criterion=part&presence=absente&reason=Partie.",
    ));
    let ended = desk.send(&path, &format!("service={service}&{NOW}&{SAID}"));
    assert_eq!(ended.status, Status::Unprocessable);
    assert!(ended.text_body().contains("Ce dossier est clos"));
}

#[test]
fn who_lives_far_from_a_service_is_sent_there_only_when_it_is_meant() {
    let (desk, path, service) = ready(&format!("{HOSPITAL}&place-unit=Divo"));
    let case = path.split("/references").next().unwrap();
    let page = text(&desk, case);
    let person = page.split("href=\"/personnes/").nth(1).unwrap();
    let person = person.split('"').next().unwrap();
    place(&desk.send(
        &format!("/personnes/{person}/modifier/adresse"),
        "place-unit=Anyama&why=D%C3%A9m%C3%A9nag%C3%A9e.",
    ));
    let moved = desk.send(&path, &format!("service={service}&{NOW}&{SAID}"));
    assert_eq!(moved.status, Status::Unprocessable);
    assert!(moved.text_body().contains("A-t-elle déménagé"));
    place(&desk.send(&path, &format!("service={service}&far=1&{NOW}&{SAID}")));
}

/// A household of a mother and a father, each of age, and a child, with a case of its own; the path to refer out
/// of it, the members in that order, and a service.
fn home() -> (Desk, String, Vec<String>, String) {
    let household = CHAIR.replace("| sujet | personne |", "| sujet | menage |");
    let desk = publish(&Desk::new().by_role(Role::SocialWorker), &household);
    let born = [("Awa", 1990), ("Issa", 1985), ("Bintou", 2018)];
    let people: Vec<String> = born
        .iter()
        .map(|(name, year)| {
            let form = format!("kind-1=given&name-1={name}&birth_year={year}&confirmed=1");
            let path = place(&desk.send("/personnes/nouvelle", &form));
            path.rsplit('/').next().unwrap().to_owned()
        })
        .collect();
    let open = format!("personne={}&member-role=head", people[0]);
    let home = place(&desk.send("/menages/nouveau", &open));
    for (person, role) in people.iter().skip(1).zip(["spouse", "child"]) {
        let join = format!("{home}/membre/{person}");
        place(&desk.send(&join, &format!("member-role={role}")));
    }
    let id = home.rsplit('/').next().unwrap();
    let step = place(&desk.send("/dossiers/nouveau", &format!("menage={id}&procedure=P99")));
    let case = step.split("/etapes/").next().unwrap();
    let service = add(&desk, HOSPITAL);
    let service = service.rsplit('/').next().unwrap().to_owned();
    (desk, format!("{case}/references/nouvelle"), people, service)
}

#[test]
fn a_household_is_referred_with_the_consent_of_each_adult_concerned() {
    let (desk, path, people, service) = home();
    let form = text(&desk, &format!("{path}?service={service}"));
    assert_eq!(form.matches("name=\"member\"").count(), 3);
    assert!(form.contains("accord à demander") && form.contains("enfant"));
    let members = |chosen: &[usize]| {
        let chosen = chosen.iter().map(|at| format!("&member={}", people[*at]));
        chosen.collect::<String>()
    };
    let send = |basis: &str, chosen: &[usize]| {
        let members = members(chosen);
        desk.send(&path, &format!("service={service}&{basis}&{SAID}{members}"))
    };
    assert!(send(NOW, &[]).text_body().contains("c-member-error"));
    let child = send(NOW, &[2]).text_body();
    assert!(child.contains("Cochez au moins un adulte"), "{child}");
    place(&send(NOW, &[0, 2]));
    let father = send("basis=consent", &[0, 1, 2]).text_body();
    assert!(father.contains("Un adulte coché"), "{father}");
    let referral = place(&send(NOW, &[0, 1, 2]));
    let page = text(&desk, &referral);
    for name in ["Awa", "Issa", "Bintou"] {
        assert!(page.contains(name), "{name}");
    }
    assert!(text(&desk, &format!("{referral}/fiche")).contains("3 personnes du ménage"));
    // The father takes his consent back: the service is asked nothing more, whoever else agrees.
    let father = &people[1];
    let record = text(&desk, &format!("/personnes/{father}"));
    let consent = record
        .split("/consentements/")
        .find(|part| part.starts_with(|c: char| c.is_ascii_hexdigit()));
    let consent = consent.unwrap().split('"').next().unwrap();
    place(&desk.send(
        &format!("/personnes/{father}/consentements/{consent}"),
        "reason=",
    ));
    let reminded = desk.send(&format!("{referral}/relance"), "reminder=Accueil");
    assert_eq!(reminded.status, Status::Unprocessable);
    assert!(reminded.text_body().contains("a repris son accord"));
}
