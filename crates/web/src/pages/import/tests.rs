//! Importing as a browser sees it: from the file to the people, and every way it is refused.

use akwaba_domain::actor::Role;
use akwaba_domain::registry::import::{Column, Mapping, Use};
use akwaba_domain::scope;
use akwaba_store::StoreError;
use akwaba_store::local::import as jobs;
use akwaba_store::projections::registry::person;
use akwaba_tables::error::CODES;

use crate::http::{Method, Request, Response, Status};
use crate::i18n::{self, Lang};
use crate::pages::tests::Desk;

const LIST: &str = "Nom;Prénoms;Sexe;Date de naissance;NNI;Ménage;Lien;Montant\n\
    KOUASSI;Affoué;F;14/03/1990;00012345600;M1;cheffe;1\n\
    KOUASSI;Yao;M;2012;;M1;fils;2\n";

const COLUMNS: &str = "source=Mairie&column-0=surname&column-1=given&column-2=sex&column-3=birth\
    &column-4=nni&column-5=household&column-6=role&column-7=";

fn desk() -> Desk {
    Desk::new().by_role(Role::SocialWorker)
}

fn get(desk: &Desk, path: &str) -> Response {
    desk.ask(&Request::new(Method::Get, path))
}

/// Sends a file that is taken; says where it is.
fn sent(desk: &Desk, file: &str) -> String {
    let answer = desk.send_file("/personnes/import", &[], file.as_bytes());
    assert_eq!(answer.status, Status::SeeOther, "{}", answer.text_body());
    answer.get("location").unwrap().to_owned()
}

/// Reads the page as long as it reads itself again.
fn checked(desk: &Desk, path: &str) -> String {
    for _ in 0..50 {
        let answer = get(desk, path);
        if answer.status == Status::Ok && answer.get("refresh").is_none() {
            return answer.text_body();
        }
    }
    unreachable!("the check does not end")
}

fn people(desk: &Desk) -> i64 {
    let scope = scope::registry(desk.site.centre);
    desk.store.read(|tx| person::count(tx, scope)).unwrap()
}

#[test]
fn a_list_comes_in_by_the_pages_alone_and_the_same_file_adds_nothing() {
    let desk = desk();
    let path = sent(&desk, LIST);
    let columns = get(&desk, &path).text_body();
    assert!(columns.contains("H · Montant") && columns.contains("Affoué"));
    let undecided = desk.send(&format!("{path}/colonnes"), COLUMNS);
    assert_eq!(undecided.status, Status::Unprocessable);
    assert!(undecided.text_body().contains("Ne pas reprendre"));
    let kept = desk.send(&format!("{path}/colonnes"), &format!("{COLUMNS}ignore"));
    assert_eq!(kept.status, Status::SeeOther);
    let report = checked(&desk, &path);
    assert!(report.contains("Tout enregistrer"), "{report}");
    assert_eq!(people(&desk), 0, "nothing before it is confirmed");
    let done = desk.send(&format!("{path}/enregistrer"), "");
    assert_eq!(done.status, Status::SeeOther);
    assert_eq!(people(&desk), 2);
    assert!(get(&desk, &path).text_body().contains("Import terminé"));
    let again = desk.send_file("/personnes/import", &[], LIST.as_bytes());
    assert_eq!(again.get("location"), Some(path.as_str()));
    assert_eq!(people(&desk), 2);
    let list = get(&desk, "/personnes/import").text_body();
    assert!(list.contains(&path) && !list.contains("x.csv"));
}

#[test]
fn the_source_is_asked_where_numbers_could_be_confused() {
    let desk = desk();
    let path = sent(&desk, "id;Nom\n1;BROU\n");
    let columns = "column-0=external-id&column-1=surname";
    let answer = desk.send(&format!("{path}/colonnes"), columns);
    assert_eq!(answer.status, Status::Unprocessable);
    assert!(
        answer
            .text_body()
            .contains("Écrivez d&#39;où vient la liste")
    );
}

#[test]
fn a_wrong_row_is_said_with_its_place_and_stops_everything() {
    let desk = desk();
    let path = sent(&desk, "Nom;Sexe\nBROU;peut-être\nYAPI;M\n");
    desk.send(&format!("{path}/colonnes"), "column-0=surname&column-1=sex");
    let report = checked(&desk, &path);
    assert!(report.contains("B · Sexe") && report.contains("Écrivez F ou M."));
    assert!(!report.contains("Tout enregistrer") && !report.contains("peut-être"));
    let forced = desk.send(&format!("{path}/enregistrer"), "");
    assert_eq!(forced.status, Status::Conflict);
    assert_eq!(people(&desk), 0);
    let file = get(&desk, &format!("{path}/corrections")).text_body();
    assert!(
        file.contains("\"2\";\"B · Sexe\";\"Écrivez F ou M.\""),
        "{file}"
    );
}

#[test]
fn who_is_likely_known_is_decided_by_somebody() {
    let desk = desk();
    let bring = |file: &str, columns: &str| {
        let path = sent(&desk, file);
        desk.send(&format!("{path}/colonnes"), columns);
        (checked(&desk, &path), path)
    };
    let columns = "column-0=surname&column-1=given&column-2=nni";
    let (_, path) = bring("Nom;Prénom;NNI\nBROU;Aya;00123456789\n", columns);
    desk.send(&format!("{path}/enregistrer"), "");
    let (report, path) = bring("Nom;Prénom;NNI\nBROU;Ayah;00123456789\n", columns);
    assert!(report.contains("même numéro de pièce") && !report.contains("Tout enregistrer"));
    let forced = desk.send(&format!("{path}/enregistrer"), "");
    assert_eq!(forced.status, Status::Conflict);
    desk.send(&format!("{path}/choix"), "row-2=same");
    assert!(checked(&desk, &path).contains("Tout enregistrer"));
    desk.send(&format!("{path}/enregistrer"), "");
    assert_eq!(people(&desk), 1);
}

#[test]
fn files_that_cannot_be_read_are_refused_with_what_to_do() {
    let desk = desk();
    let refused = |file: &[u8]| {
        let answer = desk.send_file("/personnes/import", &[], file);
        assert_eq!(answer.status, Status::Unprocessable);
        let text = answer.text_body();
        assert!(!text.contains('⟦'), "{text}");
        text
    };
    assert!(refused(b"").contains("vide"));
    assert!(refused(b"%PDF-1.7 ...").contains("PDF"));
    assert!(refused(b"Nom;Nom\na;b\n").contains("Changez l&#39;un des noms"));
    let mut long = String::from("Nom\n");
    for row in 0..50_001 {
        long.push_str(if row % 2 == 0 { "Aya\n" } else { "Yao\n" });
    }
    assert!(refused(long.as_bytes()).contains("akwaba import"));
    let kept = desk.store.read(|tx| {
        let akwaba = akwaba_journal::id::ActorId::named("test");
        Ok::<_, StoreError>(jobs::of_account(tx, akwaba)?.len())
    });
    assert_eq!(kept, Ok(0), "nothing of a refused file is kept");
}

const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tables/samples/");

#[test]
fn bad_files_are_refused_with_their_place_and_change_nothing() {
    let desk = desk();
    let before = desk.store.read(akwaba_store::rebuild::state_hash).unwrap();
    for (name, says) in [
        ("merged.xlsx", "A2:A3"),
        ("bomb.xlsx", "prendrait trop de place"),
        ("half.xlsx", "abîmé ou coupé"),
    ] {
        let file = std::fs::read(format!("{SAMPLES}{name}")).unwrap();
        let answer = desk.send_file("/personnes/import", &[], &file);
        assert_eq!(answer.status, Status::Unprocessable, "{name}");
        let text = answer.text_body();
        assert!(text.contains(says), "{name}: {text}");
    }
    let rows = "GNAHORÉ;Zadi\n".repeat(300_000);
    let answer = desk.send_file(
        "/personnes/import",
        &[],
        format!("Nom;Prénoms\n{rows}").as_bytes(),
    );
    assert!(answer.text_body().contains("akwaba import"));
    let after = desk.store.read(akwaba_store::rebuild::state_hash).unwrap();
    assert_eq!(before, after);
}

#[test]
fn a_formula_is_a_row_to_mend_and_a_list_without_names_stops_at_its_columns() {
    let desk = desk();
    let file = std::fs::read(format!("{SAMPLES}formula.xlsx")).unwrap();
    let answer = desk.send_file("/personnes/import", &[], &file);
    let path = answer.get("location").unwrap().to_owned();
    desk.send(
        &format!("{path}/colonnes"),
        "column-0=surname&column-1=given&column-2=sex",
    );
    let report = checked(&desk, &path);
    assert!(
        report.contains("C · Sexe") && report.contains("une formule"),
        "{report}"
    );
    assert!(
        !report.contains("import-faults"),
        "no key stands for its words"
    );
    let file = std::fs::read(format!("{SAMPLES}no-name.csv")).unwrap();
    let answer = desk.send_file("/personnes/import", &[], &file);
    let path = answer.get("location").unwrap().to_owned();
    let answer = desk.send(&format!("{path}/colonnes"), "column-0=sex&column-1=phone");
    assert_eq!(answer.status, Status::Unprocessable);
    assert!(!answer.text_body().contains('⟦'));
    assert_eq!(people(&desk), 0);
}

#[test]
fn a_list_in_windows_1252_comes_in_with_its_accents() {
    let desk = desk();
    let file = std::fs::read(format!("{SAMPLES}windows-1252.csv")).unwrap();
    let answer = desk.send_file("/personnes/import", &[], &file);
    let path = answer.get("location").unwrap().to_owned();
    assert!(get(&desk, &path).text_body().contains("Zadi Aurélie"));
    let columns = "column-0=surname&column-1=given&column-2=sex&column-3=birth";
    desk.send(&format!("{path}/colonnes"), columns);
    checked(&desk, &path);
    desk.send(&format!("{path}/enregistrer"), "");
    assert_eq!(people(&desk), 2);
}

#[test]
fn an_import_is_nobody_elses_and_can_be_dropped() {
    let desk = desk();
    let path = sent(&desk, LIST);
    let other = desk.beside(9, Role::Director);
    assert_eq!(get(&other, &path).status, Status::NotFound);
    for end in ["colonnes", "choix", "enregistrer", "abandon"] {
        let answer = other.send(&format!("{path}/{end}"), "");
        assert_eq!(answer.status, Status::NotFound, "{end}");
    }
    assert_eq!(
        desk.send(&format!("{path}/abandon"), "").status,
        Status::SeeOther
    );
    assert_eq!(get(&desk, &path).status, Status::NotFound);
    for role in [
        Role::Reception,
        Role::Intern,
        Role::TechnicalAdmin,
        Role::Auditor,
    ] {
        let answer = get(&Desk::new().by_role(role), "/personnes/import");
        assert_eq!(answer.status, Status::Forbidden, "{role:?}");
    }
}

#[test]
fn every_problem_of_a_table_has_its_sentence_in_both_languages() {
    for lang in Lang::ALL {
        for code in CODES {
            assert!(
                code.starts_with("table-") && i18n::exists(lang, code),
                "{code}"
            );
        }
    }
}

#[test]
fn every_content_of_a_column_has_a_word_by_which_a_file_may_call_it() {
    for lang in Lang::ALL {
        for column in Column::ALL {
            let name = i18n::text(lang, &format!("import-column-is-{}", column.code()), &[]);
            let guessed = Mapping::guess(std::slice::from_ref(&name));
            assert_eq!(guessed.uses(), [Use::As(*column)], "{name}");
        }
    }
}
