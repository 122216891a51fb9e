//! The registers of sealed procedures inside: lines of the files that one holds, without numbers, and nowhere else.

use akwaba_domain::actor::Role;

use super::tests::{enter, followed, id, keyed, leave, sealed};
use crate::http::Status;
use crate::pages::bad_input::founded;
use crate::pages::casework::tests::{get, publish, text};

/// A register of the sealed procedure of these tests.
const REGISTER: &str = "## registres\n\n| code | libelle | etape | colonnes |\n|---|---|---|---|\n\
    | prets | Registre des prêts | demande | N° = numero<br>Date = date<br>Libre = ${libre} |\n\n";

#[test]
fn who_holds_files_reads_their_lines_in_the_registers_inside_and_nobody_else_does() {
    let centre = founded();
    publish(
        &centre,
        &sealed().replace("## survey", &format!("{REGISTER}## survey")),
    );
    let worker = keyed(&centre, Role::SocialWorker);
    let director = keyed(&centre, Role::Director);
    enter(&worker);
    let given = format!("&supervision={}", id(&worker, Role::Director));
    let held = followed(&worker, &given);
    let other = followed(&worker, "");
    let list = text(&worker, "/espace/registres");
    let path = list
        .split("href=\"")
        .find(|part| part.starts_with("/espace/registres/P98/"));
    let path = path
        .expect("a register")
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&");
    let register = text(&worker, &path);
    assert!(
        register.contains(&held) && register.contains(&other),
        "{register}"
    );
    assert!(register.contains("class=\"unprinted\""));
    enter(&director);
    let supervised = text(&director, &path);
    assert!(supervised.contains(&held) && !supervised.contains(&other));
    let open = path.replace("/espace", "");
    assert_eq!(get(&worker, &open).status, Status::NotFound);
    leave(&worker);
    for path in [&path, &open] {
        assert_eq!(get(&worker, path).status, Status::NotFound, "{path}");
    }
    assert_eq!(
        get(&worker, "/espace/registres/P99/x").status,
        Status::NotFound
    );
}
