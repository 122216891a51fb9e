//! Tests of what is said of two records that may be of one person.

use super::super::tests::{desk, get, id, pairs, place, register};
use akwaba_domain::actor::Role;

#[test]
fn what_agrees_and_what_differs_is_said_in_words() {
    let desk = desk(Role::SocialWorker);
    let names = |surname| {
        [
            ("kind-0", "surname"),
            ("name-0", surname),
            ("birth_year", "1991"),
            ("phone-0", "07 07 12 34 56"),
        ]
    };
    let one = register(&desk, "Affoué Prisca", &names("Gnahoré"));
    let mut again = names("Niahoré").to_vec();
    again.extend([
        ("name-1", "Prisca Afoué"),
        ("kind-1", "given"),
        ("confirmed", "1"),
    ]);
    let two = place(&desk.send("/personnes/nouvelle", &pairs(&again)));
    let body = get(&desk, &format!("{one}/rapprocher/{}", id(&two))).text_body();
    assert!(body.contains("Très ressemblantes"), "{body}");
    assert!(body.contains("GNAHORE et NIAHORE se ressemblent"), "{body}");
    assert!(
        body.contains("nom PRISCA") && body.contains("téléphone"),
        "{body}"
    );
}

#[test]
fn ahou_is_not_proposed_when_affoue_of_the_same_house_is_registered() {
    let desk = desk(Role::Reception);
    let more = [
        ("kind-0", "surname"),
        ("name-0", "Gnahoré"),
        ("phone-0", "07 07 12 34 56"),
    ];
    register(&desk, "Ahou", &more);
    let mut other = more.to_vec();
    other.extend([("kind-1", "given"), ("name-1", "Affoué")]);
    let sent = desk.send("/personnes/nouvelle", &pairs(&other));
    assert!(
        place(&sent).starts_with("/personnes/"),
        "registered at once"
    );
}

#[test]
fn the_mother_on_both_records_is_said_and_an_undone_decision_proposes_again() {
    let desk = desk(Role::SocialWorker);
    let mother = register(&desk, "Bohoussou Hortense", &[("birth_year", "1970")]);
    let child = |birth: &str| {
        let child = register(
            &desk,
            "Sokoury Paul",
            &[("birth_year", birth), ("confirmed", "1")],
        );
        let tie = [("relation-kind", "mother")];
        let path = format!("{child}/proches/{}", id(&mother));
        place(&desk.send(&path, &pairs(&tie)));
        child
    };
    let (one, two) = (child("2009"), child("2011"));
    let other = format!("{one}/rapprocher/{}", id(&two));
    let list = format!("{one}/rapprocher");
    let body = get(&desk, &other).text_body();
    assert!(body.contains("mère"), "{body}");
    assert!(get(&desk, &list).text_body().contains(&other), "proposed");
    let decide = |verdict: &str| {
        let seen = super::super::tests::hidden(&get(&desk, &other).text_body(), "seen");
        let form = [
            ("seen", seen.as_str()),
            ("verdict", verdict),
            ("reason", "Deux frères"),
        ];
        desk.send(&other, &pairs(&form))
    };
    assert_eq!(place(&decide("distinct")), one);
    assert!(!get(&desk, &list).text_body().contains(&other), "decided");
    assert_eq!(place(&decide("undone")), one);
    assert!(get(&desk, &list).text_body().contains(&other), "open again");
}
