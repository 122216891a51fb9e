//! Local layers, through `handle`.

use super::super::tests::{get, open, place, text, worker};
use crate::http::Status;
use crate::pages::tests::Desk;
use akwaba_domain::actor::Role;

const ADAPT: &str = "/manuel/P99/1/adapter";

/// A layer that shortens a deadline and changes an advice.
fn layer(version: u32, delay: &str) -> String {
    format!(
        "# A\n\n## adaptation\n\n| procedure | version_de_base | version | centre | motif | auteur |\n|---|---|---|---|---|---|\n\
         | P99 | 1 | {version} | Centre social de Gnamien | Le fleuve coupe la route. | La directrice |\n\n\
         ## parametres\n\n| nom | valeur |\n|---|---|\n| remise_delai | {delay} |\n\n\
         ## etapes\n\n### x\n\n| champ | valeur |\n|---|---|\n| code | demande |\n| conseil | Demandez si la pirogue passe. |\n"
    )
}

/// Sends a text to be read; then adopts what was shown.
fn adopt(director: &Desk, text: &str) -> String {
    let read = director.send_file(ADAPT, &[("text", text), ("relire", "1")], b"");
    assert_eq!(read.status, Status::Ok, "{}", read.text_body());
    let seal = blake3::hash(text.trim().as_bytes()).to_hex().to_string();
    assert!(read.text_body().contains(&seal));
    // A browser sends the text back with other ends of line.
    let text = text.replace('\n', "\r\n");
    let pairs = [
        ("text", text.as_str()),
        ("vu", seal.as_str()),
        ("adopter", "1"),
    ];
    place(&director.send_file(ADAPT, &pairs, b""))
}

#[test]
fn a_layer_is_read_in_sentences_adopted_and_followed_by_the_cases_opened_afterwards() {
    let desk = worker();
    let before = open(&desk);
    let director = desk.beside(2, Role::Director);
    assert!(text(&director, "/manuel/P99/1").contains(ADAPT));
    assert!(text(&director, ADAPT).contains("version_de_base"));
    let layer = layer(1, "2 jours ouvrés");
    let read = director.send_file(ADAPT, &[("text", layer.as_str()), ("relire", "1")], b"");
    let read = read.text_body();
    assert!(
        read.contains("raccourci de 3 jours ouvrés à 2 jours ouvrés"),
        "{read}"
    );
    assert_eq!(get(&desk, "/manuel/P99/1.1").status, Status::NotFound);
    assert_eq!(adopt(&director, &layer), "/manuel/P99/1.1");
    let manual = text(&desk, "/manuel/P99/1.1");
    assert!(manual.contains("Adapté ici") && manual.contains("Le fleuve coupe la route."));
    assert!(manual.contains("2 jours ouvrés") && manual.contains("/manuel/P99/1\""));
    assert_eq!(place(&get(&desk, "/manuel/P99")), "/manuel/P99/1.1");
    assert!(text(&desk, "/manuel").contains("Adaptée ici"));
    // The case that was open stays as it was; the next one says what is adapted of its step, and why.
    let old = text(&desk, &before);
    assert!(!old.contains("pirogue") && !old.contains("Adapté ici"));
    let step = text(&desk, &open(&desk));
    assert!(step.contains("Demandez si la pirogue passe.") && step.contains("Adapté ici"));
    assert!(step.contains("Le fleuve coupe la route."));
    assert!(
        !step.contains("raccourci"),
        "the deadline of another step is not told here"
    );
}

#[test]
fn a_case_moves_to_a_layer_when_told_and_a_withdrawn_layer_gives_way_to_the_national_text() {
    let desk = worker();
    let step = open(&desk);
    let case = step.split("/etapes/").next().unwrap().to_owned();
    let director = desk.beside(2, Role::Director);
    adopt(&director, &layer(1, "2 jours ouvrés"));
    place(&director.send(&format!("{case}/version"), "version=1.1&reason=Plus+court."));
    assert!(text(&desk, &step).contains("Adapté ici"));
    place(&director.send("/manuel/P99/1.1/retrait", "message=La+route+est+ouverte."));
    let page = text(&desk, &step);
    assert!(
        page.contains("La route est ouverte."),
        "who works under it is told"
    );
    assert!(!text(&desk, &open(&desk)).contains("Adapté ici"));
    let back = director.send(&format!("{case}/version"), "version=1&reason=Retir%C3%A9e.");
    place(&back);
    let again = director.send(&format!("{case}/version"), "version=1.1&reason=Encore.");
    assert_eq!(
        again.status,
        Status::Unprocessable,
        "nothing moves to what was withdrawn"
    );
}

#[test]
fn a_layer_goes_with_the_national_version_that_is_withdrawn() {
    let desk = worker();
    let director = desk.beside(2, Role::Director);
    adopt(&director, &layer(1, "2 jours ouvrés"));
    let step = open(&desk);
    place(&director.send("/manuel/P99/1/retrait", "message=Une+faute+grave."));
    assert!(text(&desk, &step).contains("Une faute grave."));
    assert!(text(&desk, "/manuel/P99/1.1").contains("Une faute grave."));
    assert!(!text(&desk, "/dossiers/nouveau").contains("value=\"P99\""));
    assert_eq!(get(&director, ADAPT).status, Status::NotFound);
}

#[test]
fn what_weakens_the_national_text_is_refused_with_its_line_and_what_was_typed_stays() {
    let desk = worker();
    let director = desk.beside(2, Role::Director);
    let longer = layer(1, "10 jours ouvrés");
    let pairs = [("text", longer.as_str()), ("adopter", "1")];
    let refused = director.send_file(ADAPT, &pairs, b"");
    assert_eq!(refused.status, Status::Unprocessable);
    let body = refused.text_body();
    assert!(
        body.contains("feuille parametres, ligne 13, colonne valeur"),
        "{body}"
    );
    assert!(body.contains("allonge pas un délai") && body.contains("10 jours ouvrés |"));
    let seal = blake3::hash(b"something else").to_hex().to_string();
    let shorter = layer(1, "1 jour ouvré");
    let pairs = [
        ("text", shorter.as_str()),
        ("vu", seal.as_str()),
        ("adopter", "1"),
    ];
    let other = director.send_file(ADAPT, &pairs, b"");
    assert_eq!(other.status, Status::Unprocessable);
    assert!(other.text_body().contains("a changé depuis la relecture"));
    assert_eq!(get(&desk, "/manuel/P99/1.1").status, Status::NotFound);
}

#[test]
fn a_layer_comes_from_a_file_too_and_what_is_no_workbook_is_said() {
    let desk = worker();
    let director = desk.beside(2, Role::Director);
    let layer = layer(1, "2 jours ouvrés");
    let read = director.send_file(ADAPT, &[("text", ""), ("relire", "1")], layer.as_bytes());
    assert!(
        read.text_body().contains("raccourci de 3"),
        "{}",
        read.text_body()
    );
    for bad in [&b"PK\x03\x04 nothing"[..], &[0xff, 0xfe, 0x00]] {
        let refused = director.send_file(ADAPT, &[("relire", "1")], bad);
        assert_eq!(refused.status, Status::Unprocessable);
        assert!(refused.text_body().contains("À corriger"));
    }
}

#[test]
fn only_who_directs_adapts_and_the_number_of_a_layer_only_grows() {
    let desk = worker();
    assert!(!text(&desk, "/manuel/P99/1").contains(ADAPT));
    assert_eq!(get(&desk, ADAPT).status, Status::Forbidden);
    let director = desk.beside(2, Role::Director);
    adopt(&director, &layer(1, "2 jours ouvrés"));
    let twice = layer(1, "1 jour ouvré");
    let refused = director.send_file(ADAPT, &[("text", twice.as_str())], b"");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(refused.text_body().contains("Écrivez « 2 »."));
    assert!(text(&director, ADAPT).contains("| P99 | 1 | 2 | Centre social de Gnamien |"));
    assert_eq!(
        adopt(&director, &layer(2, "1 jour ouvré")),
        "/manuel/P99/1.2"
    );
    assert!(text(&director, "/manuel/P99/1.1").contains("Version ancienne"));
}

#[test]
fn a_layer_written_for_another_centre_is_refused_in_a_sentence_that_says_what_to_write() {
    let desk = worker();
    let director = desk.beside(2, Role::Director);
    let text = layer(1, "2 jours ouvrés").replace("Centre social de Gnamien", "Zokora");
    let read = director.send_file(ADAPT, &[("text", &text), ("relire", "1")], b"");
    assert_eq!(read.status, Status::Unprocessable);
    let body = read.text_body();
    assert!(
        body.contains("« Zokora » n&#39;est pas un centre de cette installation")
            || body.contains("« Zokora » n'est pas un centre de cette installation"),
        "{body}"
    );
    assert!(body.contains("Écrivez « Centre social de Gnamien »"));
}

#[test]
fn the_reason_and_the_author_are_asked_in_words_and_the_text_comes_as_a_workbook() {
    let desk = worker();
    let director = desk.beside(2, Role::Director);
    let form = text(&director, ADAPT);
    assert!(form.contains("name=\"motif\"") && form.contains("name=\"auteur\""));
    let link = format!("{ADAPT}?forme=classeur");
    assert!(form.contains(&link), "{form}");
    let book = get(&director, &link);
    assert!(book.body.starts_with(b"PK"), "a workbook");
    assert!(
        book.get("content-disposition")
            .unwrap()
            .contains("P99-adaptation.xlsx")
    );
    let bare = layer(1, "2 jours ouvrés").replace("Le fleuve coupe la route.", "");
    let refused = director.send_file(ADAPT, &[("text", &bare), ("relire", "1")], b"");
    assert_eq!(refused.status, Status::Unprocessable);
    assert!(!refused.text_body().contains("adaptation, feuille"));
    let reason = "La crue\nferme le pont | en juin.";
    let read = director.send_file(
        ADAPT,
        &[("text", &bare), ("motif", reason), ("relire", "1")],
        b"",
    );
    assert_eq!(read.status, Status::Ok, "{}", read.text_body());
    assert!(
        read.text_body()
            .contains("Parce que : La crue ferme le pont | en juin.")
    );
}
