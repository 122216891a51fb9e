//! The manual on paper: every procedure with its flow chart, steps, forms and registers, and the whole with cover, roles,
//! contents and index.
//!
//! Owns what stands on the paper, in French. Never draws it: an [`akwaba_paper::Paper`] becomes HTML or PDF.

pub mod flow;
mod forms;
mod index;
mod manual;
mod procedure;
mod words;

use akwaba_paper::{Block, Head, Paper};

use crate::form::Form;
use crate::workbook::{Manual, Procedure};

/// A procedure with its form, which may be empty.
#[derive(Debug, Clone, Copy)]
pub struct Chapter<'a> {
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The form of its workbook.
    pub form: Option<&'a Form>,
}

/// The whole manual.
#[must_use]
pub fn book(manual: &Manual, chapters: &[Chapter<'_>]) -> Paper {
    let mut blocks = manual::opening(manual);
    for chapter in chapters {
        blocks.push(Block::PageBreak);
        blocks.extend(procedure::blocks(manual, *chapter));
    }
    blocks.extend(manual::closing(manual, chapters));
    Paper {
        title: manual.title.clone(),
        language: "fr".to_owned(),
        head: Head {
            issuer: manual.title.clone(),
            reference: format!("version {}", manual.version),
            foot: words::status(manual.status).to_owned(),
        },
        blocks,
    }
}

/// One procedure, to be handed out alone.
#[must_use]
pub fn sheet(manual: &Manual, chapter: Chapter<'_>) -> Paper {
    let procedure = chapter.procedure;
    Paper {
        title: format!("{} {}", procedure.code, procedure.title),
        language: "fr".to_owned(),
        head: Head {
            issuer: manual.title.clone(),
            reference: format!("{} · version {}", procedure.code, procedure.version),
            foot: words::status(procedure.status).to_owned(),
        },
        blocks: procedure::blocks(manual, chapter),
    }
}

/// The form of one step alone, blank, as a paper form with place to sign.
#[must_use]
pub fn blank_form(manual: &Manual, chapter: Chapter<'_>, step: &str) -> Option<Paper> {
    let procedure = chapter.procedure;
    let step = procedure.step(step)?;
    let form = chapter.form?;
    let group = form.group(step.group.as_deref()?)?;
    let mut blocks = vec![Block::Heading {
        level: 1,
        text: step.label.clone(),
        anchor: step.code.clone(),
    }];
    blocks.extend(forms::head());
    blocks.extend(forms::asks(chapter, form, group));
    blocks.extend(forms::foot());
    Some(Paper {
        title: format!("{} {}", procedure.code, step.label),
        language: "fr".to_owned(),
        head: Head {
            issuer: manual.title.clone(),
            reference: format!(
                "{} · étape {} · version {}",
                procedure.code, step.order, procedure.version
            ),
            foot: words::status(procedure.status).to_owned(),
        },
        blocks,
    })
}
