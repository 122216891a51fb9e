//! Layers on the example of the format.

use super::*;
use crate::Actor;
use crate::actor::{Grant, Reach, Role};
use crate::policy::{Target, allow};
use akwaba_journal::id::{ActorId, CentreId};

const CHAIR: &str = include_str!("../../../procedures/tests/P99-fauteuil.md");

fn base() -> Published {
    Published {
        named: ProcedureRef::parse("P99", "1").unwrap(),
        title: "Prêt d'un fauteuil roulant".to_owned(),
        text: CHAIR.to_owned(),
        since_micros: 0,
        by: ActorId::named("publisher"),
        withdrawn: None,
        note: None,
        proposal: None,
        centre: CentreId::named("test"),
    }
}

fn layer(version: &str, advice: &str) -> String {
    format!(
        "# A\n\n## adaptation\n\n| procedure | version_de_base | version | centre | motif | auteur |\n|---|---|---|---|---|---|\n\
         | P99 | 1 | {version} | centre social de Zokora | Le fleuve coupe la route. | La directrice |\n\n\
         ## etapes\n\n### x\n\n| champ | valeur |\n|---|---|\n| code | remise |\n| conseil | {advice} |\n"
    )
}

/// The centre of the layers.
const ZOKORA: Here<'_> = Here {
    name: "Centre social de Zokora",
    code: "ZOK",
};

fn named(version: &str) -> ProcedureRef {
    ProcedureRef::parse("P99", version).unwrap()
}

#[test]
fn a_layer_takes_its_name_from_its_base_and_says_what_it_changes_where() {
    let proposal = read(
        &base(),
        None,
        (ZOKORA, &[named("1")]),
        &layer("1", "Prévoyez la pirogue."),
    )
    .unwrap();
    assert_eq!(proposal.named.to_string(), "P99 v1.1");
    let edition = &proposal.edition;
    let of = |code: &str| {
        edition
            .changes_of(edition.procedure.step(code).unwrap())
            .count()
    };
    assert_eq!(
        (edition.changes.len(), of("remise"), of("demande")),
        (1, 1, 0)
    );
    assert_eq!(edition.layer().unwrap().reason, "Le fleuve coupe la route.");
}

#[test]
fn a_number_already_given_is_refused_with_the_next_one() {
    let known = [named("1"), named("1.3"), named("2.7")];
    let findings = read(&base(), None, (ZOKORA, &known), &layer("3", "Autre.")).unwrap_err();
    assert_eq!(findings[0].code, "adaptation-taken");
    assert!(findings[0].write.contains("« 4 »") && findings[0].row.is_some());
    assert!(read(&base(), None, (ZOKORA, &known), &layer("4", "Autre.")).is_ok());
}

#[test]
fn a_layer_that_changes_nothing_is_refused() {
    let same = layer("1", "Faites essayer le fauteuil avant la signature.");
    let findings = read(&base(), None, (ZOKORA, &[]), &same).unwrap_err();
    assert_eq!(findings[0].code, "adaptation-empty");
}

#[test]
fn a_layer_to_begin_with_only_wants_a_reason_an_author_and_a_change() {
    let national = Edition::read(CHAIR, None).unwrap().procedure;
    let text = begun(&national, None, (1, "Zokora"));
    let findings = read(&base(), None, (ZOKORA, &[]), &text).unwrap_err();
    let columns: Vec<&str> = findings.iter().map(|found| found.column.as_str()).collect();
    assert_eq!(columns, ["motif", "auteur"], "{text}");
    let before = layer("1", "Prévoyez la pirogue.");
    let next = begun(&national, Some(&before), (2, "Zokora"));
    let proposal = read(&base(), None, (ZOKORA, &[named("1.1")]), &next).unwrap();
    assert_eq!(proposal.named, named("1.2"));
}

#[test]
fn a_layer_is_adopted_once_and_never_on_a_withdrawn_version() {
    let director = Actor {
        account: ActorId::named("director"),
        grants: vec![Grant {
            role: Role::Director,
            reach: Reach::of([CentreId::named("test")]),
        }],
        suspended: false,
    };
    let allowed = allow::<act::LayerAdopt, _>(&director, &Target::of(base().centre), ()).unwrap();
    let proposal = read(&base(), None, (ZOKORA, &[]), &layer("1", "Autre.")).unwrap();
    assert!(adopt(&allowed, &base(), &State::default(), &proposal).is_ok());
    let withdrawn = Published {
        withdrawn: Some(super::super::Why::new("Faux.".to_owned())),
        ..base()
    };
    let refused = adopt(&allowed, &withdrawn, &State::default(), &proposal).unwrap_err();
    assert_eq!(refused.as_slice()[0].code, "casework-withdrawn");
}

#[test]
fn a_layer_of_a_centre_that_is_not_of_this_installation_is_refused_with_what_to_write() {
    let text = layer("1", "Prévoyez la pirogue.");
    for (written, good) in [
        ("CENTRE SOCIAL DE ZOKORÁ", true),
        ("zok", true),
        ("Zokora-Nord", false),
        ("Centre", false),
    ] {
        let text = text.replace("centre social de Zokora", written);
        let read = read(&base(), None, (ZOKORA, &[named("1")]), &text);
        assert_eq!(read.is_ok(), good, "{written}");
        if let Err(findings) = read {
            assert_eq!(findings[0].code, "adaptation-centre");
            assert!(findings[0].said.contains(written));
            assert!(findings[0].write.contains("Centre social de Zokora"));
        }
    }
}
