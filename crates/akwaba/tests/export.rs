//! `akwaba export` and `akwaba unseal` as a script runs them, and the way back through `akwaba import`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at what it did not expect"
)]

mod program;

use program::Centre;
use std::fs;

const LIST: &str = "Nom;Prénoms;Sexe;Naissance;Téléphone;Ménage;Lien\n\
    KOUASSI;Affoué;F;14/03/1990;+225 0700123456;M1;cheffe\n\
    KOUASSI;Yao;M;2012;;M1;fils\n\
    GNAHORÉ;=Zadi;M;vers 1975;;M2;chef\n";

const SECRET: &str = "quatre mots assez longs";

fn with_people() -> Centre {
    let centre = Centre::found();
    let file = centre.file("liste.csv", LIST.as_bytes());
    let done = centre.run(&["import", &file, "--source", "Mairie"]);
    assert_eq!(done.code, 0, "{}", done.err);
    centre
}

#[test]
fn a_list_leaves_sealed_opens_with_its_passphrase_and_comes_back_as_the_same_people() {
    let centre = with_people();
    let secret = centre.file("secret", SECRET.as_bytes());
    let sealed = centre.path("gens.csv.age").display().to_string();
    let out = [
        "export",
        "people",
        "-o",
        &sealed,
        "--list-passphrase-file",
        &secret,
    ];
    let left = centre.run(&[&out[..], &["--json"]].concat());
    assert_eq!(
        (left.code, &left.json()["rows"]),
        (0, &3.into()),
        "{}",
        left.err
    );
    let bytes = fs::read(&sealed).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    assert!(!bytes.windows(7).any(|part| part == b"KOUASSI"));
    assert_eq!(centre.run(&out).code, 1, "a file is never replaced");

    let open = centre.path("gens.csv").display().to_string();
    let wrong = centre.file("wrong", b"une autre phrase longue");
    let unseal = |secret: &str| {
        centre.plain(&[
            "unseal",
            &sealed,
            "-o",
            &open,
            "--list-passphrase-file",
            secret,
        ])
    };
    let refused = unseal(&wrong);
    assert!(
        refused.code == 1 && refused.err.contains("ne s'ouvre pas"),
        "{}",
        refused.err
    );
    assert!(!centre.path("gens.csv").exists());
    let opened = unseal(&secret);
    assert_eq!(opened.code, 0, "{}", opened.err);
    assert!(fs::read_to_string(&open).unwrap().contains("\"'=Zadi\""));

    let known = centre.run(&["import", &open, "--json"]);
    assert_eq!(known.json()["known"], 3, "{}{}", known.out, known.err);
    let other = Centre::found();
    let copy = other.file("gens.csv", &fs::read(&open).unwrap());
    let again = other.run(&["import", &copy, "--json"]).json();
    assert_eq!(
        (&again["people"], &again["households"]),
        (&3.into(), &2.into())
    );
    let back = other.path("gens-2.csv").display().to_string();
    let plain = [
        "export", "people", "-o", &back, "--plain", "--reason", "program",
    ];
    assert_eq!(other.run(&plain).code, 0);
    assert_eq!(
        fs::read_to_string(&back).unwrap(),
        fs::read_to_string(&open).unwrap()
    );
}

#[test]
fn nothing_leaves_without_a_passphrase_a_reason_or_the_right_and_the_trail_keeps_what_did() {
    let centre = with_people();
    let to = centre.path("liste.xlsx").display().to_string();
    let base = ["export", "households", "--format", "xlsx", "-o", &to];
    let with = |more: &[&str]| centre.run(&[&base[..], more].concat());
    assert_eq!(with(&[]).code, 1, "no terminal, no passphrase");
    assert_eq!(with(&["--plain"]).code, 2, "no reason");
    let short = centre.file("short", b"court");
    assert_eq!(with(&["--list-passphrase-file", &short]).code, 1);
    let denied = centre.run_as(
        "technique",
        &[&base[..], &["--plain", "--reason", "printing"]].concat(),
    );
    assert!(
        denied.code == 1 && denied.err.contains("n'a pas le droit"),
        "{}",
        denied.err
    );
    assert!(!centre.path("liste.xlsx").exists());
    assert_eq!(with(&["--plain", "--reason", "printing"]).code, 0);
    assert!(fs::read(&to).unwrap().starts_with(b"PK"));
    let leftovers = fs::read_dir(centre.path("data").parent().unwrap()).unwrap();
    let half = leftovers.filter(|entry| {
        entry
            .as_ref()
            .unwrap()
            .file_name()
            .to_string_lossy()
            .ends_with(".part")
    });
    assert_eq!(half.count(), 0);

    let trail = centre.path("trace.csv").display().to_string();
    let listed = centre.run(&[
        "export", "trail", "-o", &trail, "--plain", "--reason", "no-names",
    ]);
    assert_eq!(listed.code, 0, "{}", listed.err);
    let trail = fs::read_to_string(&trail).unwrap();
    let lines: Vec<&str> = trail
        .lines()
        .filter(|line| line.contains("Liste sortie"))
        .collect();
    assert_eq!(lines.len(), 1, "{trail}");
    assert!(
        lines[0].contains("Ménages · 2 lignes · en clair : à imprimer ici"),
        "{}",
        lines[0]
    );
}
