//! The model manual of this repository on paper.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests, which fail by panicking"
)]

use akwaba_paper::{Block, Paper, html};
use akwaba_procedures::check::{Library, library};
use akwaba_procedures::print::{blank_form, book, sheet};
use akwaba_procedures::sheet::markdown;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn model() -> Library {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../manuel");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    paths.sort();
    let books: Vec<_> = paths
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            markdown::read(&name, &fs::read_to_string(path).unwrap()).unwrap()
        })
        .collect();
    library(&books)
}

fn anchors(paper: &Paper) -> Vec<&str> {
    paper
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { anchor, .. } => Some(anchor.as_str()),
            _ => None,
        })
        .collect()
}

#[test]
fn the_manual_prints_every_procedure_with_its_chart_its_steps_and_its_forms() {
    let library = model();
    let manual = library.manual.as_ref().unwrap();
    let paper = book(manual, &library.procedures);
    let found = anchors(&paper);
    for procedure in &library.procedures {
        let code = procedure.code.to_lowercase();
        assert!(found.contains(&code.as_str()), "{code}");
        let title = format!("{} {}.", procedure.code, procedure.title);
        let chart = paper.blocks.iter().find_map(|block| match block {
            Block::Drawing(drawing) if drawing.alt.contains(&title) => Some(drawing),
            _ => None,
        });
        let chart = chart.unwrap();
        for step in &procedure.steps {
            assert!(chart.alt.contains(&step.label), "{code} {}", step.code);
            let group = step.group.as_deref();
            let form = group.map(|group| format!("{code}-fiche-{group}"));
            assert!(
                form.is_none_or(|form| found.contains(&form.as_str())),
                "{code} {group:?}"
            );
        }
    }
}

#[test]
fn every_link_of_the_printed_manual_leads_somewhere_and_no_two_places_have_one_name() {
    let library = model();
    let manual = library.manual.as_ref().unwrap();
    let paper = book(manual, &library.procedures);
    let found = anchors(&paper);
    let known: BTreeSet<&str> = found.iter().copied().collect();
    assert_eq!(known.len(), found.len());
    let page = html::page(&paper);
    let links: Vec<&str> = page
        .split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert!(links.len() > 100);
    for link in links {
        assert!(known.contains(link), "{link}");
    }
}

#[test]
fn a_condition_is_printed_in_words_and_never_as_a_formula() {
    let library = model();
    let manual = library.manual.as_ref().unwrap();
    let page = html::body(&book(manual, &library.procedures));
    let formulas: BTreeSet<&str> = page
        .split("${")
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .collect();
    // The few that have no words are shown as written; none may come back unseen.
    assert!(formulas.len() <= 12, "{}: {formulas:#?}", formulas.len());
}

#[test]
fn a_step_prints_its_blank_form_with_places_to_sign() {
    let library = model();
    let manual = library.manual.as_ref().unwrap();
    for procedure in &library.procedures {
        let paper = sheet(manual, procedure);
        assert!(paper.title.starts_with(&procedure.code));
        for step in &procedure.steps {
            let printed = blank_form(&manual.title, procedure, &step.code);
            assert_eq!(printed.is_some(), step.group.is_some(), "{}", step.code);
            let Some(paper) = printed else { continue };
            assert!(matches!(paper.blocks.last(), Some(Block::Signatures(_))));
        }
    }
}
