//! Registers and indicators through `handle`, on the example of the format.

use akwaba_domain::actor::Role;

use crate::http::Status;
use crate::pages::casework::tests::{CHAIR, FREE, get, open, place, publish, text};
use crate::pages::tests::Desk;

/// The example of the format with a register and two indicators, at a confidentiality.
pub(in crate::pages) fn chair(confidentiality: &str) -> String {
    let sheets = "## registres\n\n| code | libelle | etape | colonnes |\n|---|---|---|---|\n\
        | prets | Registre des prêts | demande | N° = numero<br>Date = date<br>Personne = personne<br>Trajets = ${trajets}<br>Libre = ${libre} |\n\n\
        ## indicateurs\n\n| code | libelle | numerateur | denominateur | cible | ventilation |\n|---|---|---|---|---|---|\n\
        | servis | Demandes servies | ${libre} = 'oui' | fait('demande') | 85 % | sexe, agent |\n\n";
    // A sealed procedure writes no name in a register.
    let sheets = match confidentiality {
        "scellee" => sheets.replace("<br>Personne = personne", ""),
        _ => sheets.to_owned(),
    };
    let secret = format!("| confidentialite | {confidentiality} |");
    CHAIR
        .replace("| confidentialite | ordinaire |", &secret)
        .replace("## survey", &format!("{sheets}## survey"))
}

pub(super) fn worker(confidentiality: &str) -> Desk {
    publish(
        &Desk::new().by_role(Role::SocialWorker),
        &chair(confidentiality),
    )
}

pub(super) const REGISTER: &str = "/registres/P99/prets";

#[test]
fn a_step_that_is_done_adds_a_line_in_the_words_of_its_answers() {
    let desk = worker("ordinaire");
    assert!(text(&desk, "/registres").contains(REGISTER));
    assert!(text(&desk, REGISTER).contains("Aucune ligne"));
    let (first, second) = (open(&desk), open(&desk));
    place(&desk.send(&second, FREE));
    place(&desk.send(&first, &FREE.replace("libre=oui", "libre=non")));
    let page = text(&desk, REGISTER);
    assert!(page.contains("1/2026") && page.contains("2/2026") && !page.contains("3/2026"));
    let case = |step: &str| step.split("/etapes/").next().unwrap().to_owned();
    let done_first = page.find(&case(&second)).expect("its case can be opened");
    assert!(
        done_first < page.find(&case(&first)).unwrap(),
        "in order of arrival"
    );
    assert!(page.contains("<td>le marché</td><td>Oui</td>"), "{page}");
    assert!(page.contains("Affoué") && page.contains("Feuillet 1 sur 1, 2 lignes"));
    assert!(text(&desk, &format!("{REGISTER}?annee=2025")).contains("Aucune ligne"));
    assert!(text(&desk, &format!("{REGISTER}?feuillet=2")).contains("Aucune ligne"));
    assert_eq!(get(&desk, "/registres/P99/rien").status, Status::NotFound);
    assert_eq!(get(&desk, "/registres/P77/prets").status, Status::NotFound);
}

#[test]
fn a_line_of_a_restricted_case_keeps_its_number_and_says_nothing_to_others() {
    let desk = worker("restreinte");
    place(&desk.send(&open(&desk), FREE));
    assert!(text(&desk, REGISTER).contains("Affoué"));
    let other = desk.beside(7, Role::SocialWorker);
    let page = text(&other, REGISTER);
    assert!(
        page.contains("1/2026") && page.contains("Réservé à l&#39;équipe")
            || page.contains("Réservé à l'équipe")
    );
    assert!(
        !page.contains("Affoué") && !page.contains("le marché") && !page.contains("/dossiers/")
    );
    let director = desk.beside(2, Role::Director);
    assert!(text(&director, REGISTER).contains("Affoué"));
    let reception = desk.beside(3, Role::Reception);
    assert_eq!(get(&reception, REGISTER).status, Status::Forbidden);
}

#[test]
fn a_sealed_register_is_named_and_never_opened() {
    let desk = worker("scellee");
    let page = text(&desk, "/registres");
    assert!(page.contains("Registre des prêts") && page.contains("Fermé à clé"));
    assert!(!page.contains(REGISTER));
    assert_eq!(get(&desk, REGISTER).status, Status::NotFound);
}

#[test]
fn an_indicator_counts_the_cases_of_the_period_and_tells_workers_to_the_director_alone() {
    let desk = worker("ordinaire");
    let director = desk.beside(2, Role::Director);
    let path = "/indicateurs/P99";
    assert!(text(&director, path).contains("Rien à compter"));
    place(&desk.send(&open(&desk), FREE));
    place(&desk.send(&open(&desk), &FREE.replace("libre=oui", "libre=non")));
    // Opened and not begun: among nobody yet.
    open(&desk);
    let page = text(&director, path);
    assert!(page.contains("1 sur 2") && page.contains("50"), "{page}");
    assert!(page.contains("Sous la cible") && page.contains("Agent qui suit"));
    let auditor = desk.beside(4, Role::Auditor);
    let page = text(&auditor, path);
    assert!(page.contains("1 sur 2") && !page.contains("Agent qui suit"));
    assert_eq!(get(&desk, path).status, Status::Forbidden);
    assert!(text(&director, "/manuel/P99/1").contains(path));
}
