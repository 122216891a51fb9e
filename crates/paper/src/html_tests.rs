//! Papers as HTML.

use super::*;
use crate::model::Head;

fn with(blocks: Vec<Block>) -> Paper {
    Paper {
        title: "Essai".to_owned(),
        language: "fr".to_owned(),
        head: Head::default(),
        blocks,
    }
}

#[test]
fn what_a_paper_says_is_never_markup() {
    let hostile = "<script>alert(1)</script> & \"x\" 'y'";
    let paper = with(vec![
        Block::Heading {
            level: 1,
            text: hostile.to_owned(),
            anchor: hostile.to_owned(),
        },
        Block::Paragraph(Text::link(hostile, hostile)),
        Block::Facts(vec![(hostile.to_owned(), hostile.into())]),
        Block::Table {
            columns: vec![Column::new(hostile, 1.0)],
            rows: vec![vec![hostile.into()]],
        },
        Block::Contents {
            title: hostile.to_owned(),
            depth: 2,
        },
        Block::Index(vec![(hostile.to_owned(), vec![hostile.to_owned()])]),
        Block::Drawing(Drawing {
            alt: hostile.to_owned(),
            shapes: vec![Shape::Label {
                at: (0.0, 0.0),
                size: 8.0,
                anchor: Anchor::Start,
                strong: false,
                light: false,
                text: hostile.to_owned(),
            }],
            ..Drawing::default()
        }),
    ]);
    let html = page(&paper);
    assert!(!html.contains("<script"));
    assert!(!html.contains("\"x\""));
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let html = page(&with(vec![Block::PageBreak]));
    for word in ["<link", "<img", "src=", "@import", "url("] {
        assert!(!html.contains(word), "{word}");
    }
}

#[test]
fn contents_lead_to_every_chapter() {
    let chapter = |n: u8| Block::Heading {
        level: 1,
        text: format!("Chapitre {n}"),
        anchor: format!("c{n}"),
    };
    let html = body(&with(vec![
        Block::Contents {
            title: "Sommaire".to_owned(),
            depth: 1,
        },
        chapter(1),
        chapter(2),
    ]));
    for n in 1..=2 {
        assert!(html.contains(&format!("href=\"#c{n}\"")));
        assert!(html.contains(&format!("id=\"c{n}\"")));
    }
}
