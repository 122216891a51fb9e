//! The manual on paper: every procedure with its flow chart, steps, forms and registers, and the whole with cover, roles,
//! contents and index.
//!
//! Owns what stands on the paper, in French. Never draws it: an [`akwaba_paper::Paper`] becomes HTML or PDF.

mod filled;
pub mod flow;
mod forms;
mod index;
mod manual;
mod procedure;
mod tables;
mod words;

use akwaba_paper::drawing::Drawing;
use akwaba_paper::{Block, Head, Paper};

use crate::form::Filled;
use crate::form::view::of_group;
use crate::workbook::{Manual, Procedure, Step};

pub use filled::FilledHead;

/// The whole manual.
#[must_use]
pub fn book(manual: &Manual, procedures: &[Procedure]) -> Paper {
    let mut blocks = manual::opening(manual);
    for procedure in procedures {
        blocks.push(Block::PageBreak);
        blocks.extend(procedure::blocks(manual, procedure));
    }
    blocks.extend(manual::closing(manual, procedures));
    Paper {
        title: manual.title.clone(),
        language: "fr".to_owned(),
        head: Head {
            issuer: manual.title.clone(),
            reference: format!("version {}", manual.version),
            foot: words::status(manual.status).to_owned(),
            printed: String::new(),
        },
        blocks,
    }
}

/// One procedure, to be handed out alone.
#[must_use]
pub fn sheet(manual: &Manual, procedure: &Procedure) -> Paper {
    Paper {
        title: format!("{} {}", procedure.code, procedure.title),
        language: "fr".to_owned(),
        head: Head {
            issuer: manual.title.clone(),
            reference: format!("{} · version {}", procedure.code, procedure.version),
            foot: words::status(procedure.status).to_owned(),
            printed: String::new(),
        },
        blocks: procedure::blocks(manual, procedure),
    }
}

/// The flow chart of a procedure.
#[must_use]
pub fn chart(manual: &Manual, procedure: &Procedure) -> Drawing {
    procedure::chart(manual, procedure)
}

/// The form of one step alone, blank, as a paper form with place to sign. `issuer` stands at the top.
#[must_use]
pub fn blank_form(issuer: &str, procedure: &Procedure, step: &str) -> Option<Paper> {
    let step = procedure.step(step)?;
    let form = procedure.form.as_ref()?;
    let group = form.group(step.group.as_deref()?)?;
    let asks = forms::asks(procedure, form, group);
    Some(one_form(issuer, procedure, step, (forms::head(), asks)))
}

/// The form of one step as it was answered, with place to sign: only the questions that were asked.
#[must_use]
pub fn filled_form(
    issuer: &str,
    procedure: &Procedure,
    step: &str,
    filled: &Filled<'_>,
    head: &FilledHead,
) -> Option<Paper> {
    let step = procedure.step(step)?;
    let group = of_group(filled, step.group.as_deref()?)?;
    let parts = (filled::head(head), filled::answers(&group));
    Some(one_form(issuer, procedure, step, parts))
}

fn one_form(
    issuer: &str,
    procedure: &Procedure,
    step: &Step,
    (head, body): (Vec<Block>, Vec<Block>),
) -> Paper {
    let mut blocks = vec![Block::Heading {
        level: 1,
        text: step.label.clone(),
        anchor: step.code.clone(),
    }];
    blocks.extend(head);
    blocks.extend(body);
    blocks.extend(forms::foot());
    Paper {
        title: format!("{} {}", procedure.code, step.label),
        language: "fr".to_owned(),
        head: Head {
            issuer: issuer.to_owned(),
            reference: format!(
                "{} · étape {} · version {}",
                procedure.code,
                step.order,
                words::version(procedure)
            ),
            foot: words::status(procedure.status).to_owned(),
            printed: String::new(),
        },
        blocks,
    }
}
