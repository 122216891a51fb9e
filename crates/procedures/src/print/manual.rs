//! What stands before and after the procedures: cover, contents, preface, roles; glossary, public holidays, index.
//!
//! Owns those pages alone.

use akwaba_paper::{Block, Column, Face, Text};

use super::{index, words};
use crate::workbook::{Function, Manual, Procedure};

/// The pages before the first procedure.
pub(super) fn opening(manual: &Manual) -> Vec<Block> {
    let mut under = vec![format!("Version {}", manual.version)];
    under.push(words::status(manual.status).to_owned());
    if !manual.ministries.is_empty() {
        under.push(format!(
            "Visas attendus : {}",
            manual.ministries.join(" ; ")
        ));
    }
    let mut blocks = vec![
        Block::Cover {
            title: manual.title.clone(),
            lines: under,
        },
        Block::Contents {
            title: "Sommaire".to_owned(),
            depth: 1,
        },
        Block::PageBreak,
        chapter("Préface", "preface"),
    ];
    blocks.extend(
        manual
            .preface
            .iter()
            .map(|paragraph| Block::Paragraph(paragraph.as_str().into())),
    );
    blocks.push(chapter("Les rôles", "roles"));
    blocks.push(Block::Table {
        columns: vec![
            Column::new("Rôle", 1.4),
            Column::new("Ce qu'il fait", 3.0),
            Column::new("Qui peut le tenir", 1.2),
        ],
        rows: manual
            .roles
            .iter()
            .map(|role| {
                vec![
                    Text::strong(role.label.as_str()).into(),
                    role.description.as_str().into(),
                    function(role.function).into(),
                ]
            })
            .collect(),
    });
    blocks
}

/// The pages after the last one.
pub(super) fn closing(manual: &Manual, procedures: &[Procedure]) -> Vec<Block> {
    let mut blocks = vec![Block::PageBreak];
    if !manual.glossary.is_empty() {
        blocks.push(chapter("Les mots du manuel", "glossaire"));
        blocks.push(Block::Facts(
            manual
                .glossary
                .iter()
                .map(|term| (term.term.clone(), term.definition.as_str().into()))
                .collect(),
        ));
    }
    if !manual.holidays.days.is_empty() {
        blocks.push(chapter("Les jours fériés comptés", "feries"));
        blocks.push(Block::Table {
            columns: vec![
                Column::new("Jour", 1.0),
                Column::new("Fête", 2.0),
                Column::new("Source", 2.4),
            ],
            rows: manual
                .holidays
                .days
                .iter()
                .map(|holiday| {
                    vec![
                        holiday.date.strftime("%d/%m/%Y").to_string().into(),
                        holiday.label.as_str().into(),
                        holiday.source.as_str().into(),
                    ]
                })
                .collect(),
        });
    }
    let words = index::words(manual, procedures);
    if !words.is_empty() {
        blocks.push(chapter("Index", "index"));
        blocks.push(Block::Paragraph(
            Text::default().and(Face::Emphasis, "Documents, registres et mots du glossaire."),
        ));
        blocks.push(Block::Index(words));
    }
    blocks
}

fn chapter(title: &str, anchor: &str) -> Block {
    Block::Heading {
        level: 1,
        text: title.to_owned(),
        anchor: anchor.to_owned(),
    }
}

fn function(function: Function) -> &'static str {
    match function {
        Function::Reception => "agent d'accueil",
        Function::SocialWorker => "travailleur social",
        Function::Director => "directeur",
        Function::RegionalSupervisor => "supervision régionale",
        Function::Intern => "stagiaire",
        Function::External => "hors du centre",
    }
}
