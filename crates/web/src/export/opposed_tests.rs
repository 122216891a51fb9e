//! Every file that the pages send: each is known here, with what it heeds of what people oppose. Whoever adds one has to say.

use std::collections::BTreeMap;
use std::path::Path;

/// What keeps people who oppose it out of a file.
#[derive(Debug, PartialEq, Eq)]
enum Heeds {
    /// `Reading::kept_in`: a list of persons, or with persons in it.
    KeptIn,
    /// Nobody of the registry is in it: figures, the manual, the directory, an account of what was done.
    Nobody,
    /// The paper of one person, for them or their own case, or what its sender gave just before.
    Own,
}

const FILES: &[(&str, Heeds)] = &[
    ("pages/casework/proposal/workbook.rs", Heeds::Nobody),
    ("pages/casework/received.rs", Heeds::Nobody),
    ("pages/casework/sheet.rs", Heeds::Own),
    ("pages/directory/exchange.rs", Heeds::Nobody),
    ("pages/export/mod.rs", Heeds::KeptIn),
    ("pages/import/decide.rs", Heeds::Own),
    ("pages/papers/show.rs", Heeds::Own),
    ("pages/privacy/copy.rs", Heeds::Own),
    ("pages/privacy/shared.rs", Heeds::Nobody),
    ("pages/reports/monthly/leave.rs", Heeds::Nobody),
];

fn sending(folder: &Path, root: &Path, found: &mut BTreeMap<String, bool>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sending(&path, root, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap();
            if text.contains("Response::download(") {
                found.insert(name.replace('\\', "/"), text.contains("kept_in"));
            }
        }
    }
}

#[test]
fn every_file_that_is_sent_is_known_and_the_one_with_people_heeds_what_they_oppose() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    sending(&root, &root, &mut found);
    // Where the response itself is made and tried.
    found.remove("http/response.rs");
    found.retain(|name, _| !name.ends_with("tests.rs"));
    let known: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    let sent: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(sent, known, "say what a new file heeds");
    for (name, heeds) in FILES {
        assert!(*heeds != Heeds::KeptIn || found[*name], "{name}");
    }
}
