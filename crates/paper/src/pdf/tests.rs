//! One paper with everything in it, drawn.

use super::pdf;
use crate::drawing::{Anchor, Drawing, Shape, Tone, rectangle};
use crate::model::*;

fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.to_owned(),
        anchor: text.to_lowercase().replace(' ', "-"),
    }
}

/// One of each block, more than once, so that pages break inside each.
fn everything() -> Paper {
    let mut blocks = vec![
        Block::Cover {
            title: "Manuel d'essai".to_owned(),
            lines: vec!["Proposition à valider".to_owned()],
        },
        Block::Letterhead {
            from: vec![
                "Ministère fictif, dont le nom est si long qu'il tient sur deux lignes du papier"
                    .to_owned(),
                "Centre d'essai".to_owned(),
            ],
            mark: vec![
                "N° 12/2026/ESS".to_owned(),
                "lundi 23 novembre 2026".to_owned(),
            ],
            title: "Attestation".to_owned(),
        },
        Block::Contents {
            title: "Sommaire".to_owned(),
            depth: 2,
        },
        Block::PageBreak,
    ];
    for n in 1..=6 {
        blocks.push(heading(1, &format!("Chapitre {n}")));
        blocks.push(Block::Paragraph(
            Text::from("Une personne attend ; que dit-on ? ")
                .then(Text::link("Voir", "chapitre-2")),
        ));
        blocks.push(Block::List {
            numbered: n % 2 == 0,
            items: (0..8)
                .map(|i| format!("Point {i} de la liste").into())
                .collect(),
        });
        blocks.push(Block::Facts(vec![
            ("Objet".to_owned(), "Prêter un fauteuil.".into()),
            ("Délai".to_owned(), Text::strong("3 jours")),
        ]));
        blocks.push(Block::Table {
            columns: vec![Column::new("Étape", 1.0), Column::new("Qui", 2.0)],
            rows: (0..30)
                .map(|i| vec![format!("Étape {i}").into(), "Travailleur social".into()])
                .collect(),
        });
        blocks.push(Block::Note(Note {
            label: "Rappel".to_owned(),
            text: "Rien n'est transmis sans accord.".into(),
        }));
        for kind in [
            AskKind::Lines {
                count: 3,
                answer: None,
            },
            AskKind::Choices {
                choices: vec![("Oui".to_owned(), true), ("Non".to_owned(), false)],
                several: false,
            },
            AskKind::Boxes {
                groups: vec![2, 2, 4],
                answer: vec!["14".to_owned()],
            },
        ] {
            blocks.push(Block::Ask(Ask {
                label: "Quand ?".into(),
                hint: "Si la personne le sait".to_owned(),
                required: true,
                kind,
            }));
        }
        blocks.push(Block::Signatures(vec![
            "La personne".to_owned(),
            "L'agent".to_owned(),
        ]));
    }
    blocks.push(Block::Drawing(Drawing {
        width: 100.0,
        height: 50.0,
        alt: "Deux étapes".to_owned(),
        shapes: vec![
            rectangle((0.0, 0.0), 40.0, 20.0, Tone::Light, 0.8),
            Shape::Line {
                points: vec![(20.0, 20.0), (20.0, 45.0)],
                width: 0.8,
                arrow: true,
                dashed: false,
            },
            Shape::Label {
                at: (20.0, 12.0),
                size: 8.0,
                anchor: Anchor::Middle,
                strong: true,
                light: false,
                text: "Étape".to_owned(),
            },
        ],
    }));
    blocks.push(Block::Index(vec![(
        "fauteuil".to_owned(),
        vec!["chapitre-1".to_owned(), "chapitre-6".to_owned()],
    )]));
    Paper {
        title: "Manuel d'essai".to_owned(),
        language: "fr".to_owned(),
        head: Head {
            issuer: "Centre d'essai".to_owned(),
            reference: "P99 · 1".to_owned(),
            foot: "Proposition à valider".to_owned(),
            printed: String::new(),
        },
        blocks,
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    assert_eq!(pdf(&everything()).unwrap(), pdf(&everything()).unwrap());
}

#[test]
fn an_empty_paper_is_one_empty_page() {
    let bytes = pdf(&Paper::default()).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
}

#[test]
fn contents_name_the_page_where_each_chapter_begins() {
    let fonts = super::font::Fonts::load().unwrap();
    let paper = everything();
    let first = super::layout::lay_out(&paper, &fonts, &super::layout::Places::default());
    let second = super::layout::lay_out(&paper, &fonts, &first.places);
    assert_eq!(
        first.places, second.places,
        "numbers moved what they number"
    );
    assert!(second.sheets.len() > 8);
    let (page, _) = second.places["chapitre-6"];
    assert!(page > 5);
}

#[test]
fn nothing_is_drawn_outside_the_margins() {
    use super::sheet::{MARGIN, Mark, PAGE};
    let fonts = super::font::Fonts::load().unwrap();
    let paper = everything();
    let laid = super::layout::lay_out(&paper, &fonts, &super::layout::Places::default());
    for sheet in &laid.sheets {
        for mark in sheet.pieces.iter().flat_map(|piece| &piece.marks) {
            if let Mark::Words {
                at,
                size,
                face,
                text,
                ..
            } = mark
            {
                let right = at.0 + fonts.width(text.trim_end(), *face, *size);
                assert!(at.0 >= MARGIN - 0.1, "{text}");
                assert!(right <= PAGE.0 - MARGIN + 1.0, "{text} ends at {right}");
                assert!(at.1 > 30.0 && at.1 < PAGE.1 - 24.0, "{text} at {}", at.1);
            }
        }
    }
}
