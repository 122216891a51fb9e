//! A newer program on an older database, and an older one on a newer: a backup first, or nothing.
//! Not for the build that encrypts: these tests change the database file by hand.

use crate::browser::Browser;
use crate::place::{Place, said};
use std::fs;
use std::path::PathBuf;

/// A centre with one person, closed.
fn lived_in() -> Place {
    let place = Place::founded();
    let served = place.serve();
    let mut browser = Browser::at(&served.address());
    browser.sign_in("directrice", &place.passphrases[0]);
    let name = [("kind-0", "given"), ("name-0", "Zwaka"), ("confirmed", "1")];
    assert_eq!(browser.send("/personnes/nouvelle", &name).status, 303);
    place
}

/// Changes the database file, as another version would have left it.
fn by_hand(place: &Place, sql: &str) {
    let file = rusqlite::Connection::open(place.data().join("centre.db")).unwrap();
    file.execute_batch(sql).unwrap();
}

const OLDER: &str = "DROP TABLE person_card; DROP TABLE person_key; \
     DELETE FROM schema_migration WHERE number = 40;";
const NEWER: &str =
    "INSERT INTO schema_migration (number, name, checksum) VALUES (9000, '9000_later', x'00');";

fn backups(place: &Place) -> Vec<PathBuf> {
    let found = fs::read_dir(place.data().join("backups"));
    let paths = found
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    paths.collect()
}

#[test]
fn the_tables_of_an_older_centre_change_only_after_a_backup_that_restores() {
    let place = lived_in();
    by_hand(&place, OLDER);
    let served = place.serve();
    assert_eq!(
        backups(&place),
        Vec::<PathBuf>::new(),
        "before the centre opens"
    );
    let mut browser = Browser::at(&served.address());
    browser.sign_in("directrice", &place.passphrases[0]);
    let found = browser.get_fragment("/personnes/recherche?q=Zwaka").text();
    assert!(found.contains("Zwaka"), "{found}");
    served.pull();
    let made = backups(&place);
    let [backup] = made.as_slice() else {
        panic!("{made:?}")
    };
    let name = backup.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("akwaba-before-update-"), "{name}");
    // It holds the centre as it was, sealed like every backup, and restores beside it.
    let bytes = fs::read(backup).unwrap();
    assert!(!bytes.windows(5).any(|window| window == b"Zwaka"));
    let sound = place.as_director(&["restore", "--dry-run", backup.to_str().unwrap()]);
    assert!(sound.status.success(), "{}", said(&sound));
    assert!(said(&sound).contains("saine"), "{}", said(&sound));
}

#[test]
fn a_command_beside_a_served_centre_never_changes_its_tables() {
    let place = lived_in();
    let _served = place.serve();
    by_hand(&place, OLDER);
    let refused = place.as_director(&["backup"]);
    assert!(!refused.status.success());
    assert!(said(&refused).contains("occupé"), "{}", said(&refused));
    assert_eq!(backups(&place), Vec::<PathBuf>::new());
}

#[test]
fn a_full_backup_folder_keeps_the_tables_as_they_are() {
    let place = lived_in();
    by_hand(&place, OLDER);
    // A file stands where the folder of backups goes.
    fs::write(place.data().join("backups"), b"").unwrap();
    let refused = place.as_director(&["search", "Zwaka"]);
    assert!(!refused.status.success(), "{}", said(&refused));
    let file = rusqlite::Connection::open(place.data().join("centre.db")).unwrap();
    let changed: i64 = file
        .query_row(
            "SELECT count(*) FROM schema_migration WHERE number = 40",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(changed, 0);
}

#[test]
fn the_database_of_a_later_version_is_refused_untouched_and_says_what_to_do() {
    let place = lived_in();
    by_hand(&place, NEWER);
    let before = fs::read(place.data().join("centre.db")).unwrap();
    let refused = place.as_director(&["search", "Zwaka"]);
    assert!(!refused.status.success());
    assert!(
        said(&refused).contains("version plus récente d'Akwaba"),
        "{}",
        said(&refused)
    );
    let served = place.serve();
    let mut browser = Browser::at(&served.address());
    browser.get("/connexion");
    let fields = [
        ("login", "directrice"),
        ("passphrase", place.passphrases[0].as_str()),
    ];
    let answer = browser.send("/connexion", &fields);
    assert_eq!(answer.status, 503, "{}", answer.text());
    assert!(
        answer
            .text()
            .contains("Une version plus récente est nécessaire"),
        "{}",
        answer.text()
    );
    assert!(answer.text().contains("backups"), "{}", answer.text());
    served.pull();
    assert_eq!(fs::read(place.data().join("centre.db")).unwrap(), before);
}
