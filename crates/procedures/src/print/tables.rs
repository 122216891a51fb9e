//! What stands after the steps of a procedure: parameters, registers, indicators, questions to learn by.
//!
//! Owns those tables alone.

use akwaba_paper::{Block, Cell, Column, Face, Note, Text};

use super::procedure::section;
use crate::workbook::{Content, Procedure};

pub(super) fn parameters(procedure: &Procedure) -> Vec<Block> {
    if procedure.parameters.is_empty() {
        return Vec::new();
    }
    let rows = procedure
        .parameters
        .iter()
        .map(|parameter| {
            vec![
                parameter.label.as_str().into(),
                parameter.value.to_string().into(),
                parameter.source.as_str().into(),
            ]
        })
        .collect();
    vec![
        section(procedure, "Délais et seuils à valider", "parametres"),
        Block::Paragraph(
            "Un délai marqué d'un * dans les étapes est un paramètre : il se change ici sans toucher à la procédure."
                .into(),
        ),
        Block::Table {
            columns: vec![
                Column::new("Paramètre", 3.0),
                Column::new("Valeur", 1.2),
                Column::new("Source", 1.6),
            ],
            rows,
        },
    ]
}

pub(super) fn registers(procedure: &Procedure) -> Vec<Block> {
    if procedure.registers.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![section(procedure, "Registres", "registres")];
    for register in &procedure.registers {
        let step = procedure
            .step(&register.step)
            .map(|step| format!(", une ligne quand l'étape {} est faite", step.order))
            .unwrap_or_default();
        blocks.push(Block::Paragraph(
            Text::strong(register.label.as_str()).and(Face::Plain, step),
        ));
        blocks.push(Block::Table {
            columns: register
                .columns
                .iter()
                .map(|column| Column::new(column.title.as_str(), share(&column.content)))
                .collect(),
            rows: vec![Vec::new(); 3],
        });
    }
    blocks
}

/// How wide a column of a register is, by what stands in it.
fn share(content: &Content) -> f32 {
    match content {
        Content::Number | Content::Date => 0.8,
        Content::Worker | Content::Person | Content::Answer(_) => 1.5,
    }
}

pub(super) fn indicators(procedure: &Procedure) -> Vec<Block> {
    if procedure.indicators.is_empty() {
        return Vec::new();
    }
    let all = "tous les dossiers";
    let said = |expr: &Option<crate::expr::Expr>| -> Cell {
        match expr {
            Some(expr) => expr.phrase(procedure).into(),
            None => all.into(),
        }
    };
    let rows = procedure
        .indicators
        .iter()
        .map(|indicator| {
            vec![
                indicator.label.as_str().into(),
                said(&indicator.numerator),
                said(&indicator.denominator),
                indicator
                    .target
                    .map(|target| format!("{} %", target.to_string().replace('.', ",")))
                    .unwrap_or_default()
                    .into(),
            ]
        })
        .collect();
    vec![
        section(procedure, "Ce que l'on compte", "indicateurs"),
        Block::Table {
            columns: vec![
                Column::new("Indicateur", 2.0),
                Column::new("Dossiers comptés", 2.0),
                Column::new("Parmi", 2.0),
                Column::new("Cible", 0.8),
            ],
            rows,
        },
    ]
}

pub(super) fn quiz(procedure: &Procedure) -> Vec<Block> {
    if procedure.quiz.is_empty() && procedure.exercises.is_empty() {
        return Vec::new();
    }
    let mut blocks = vec![section(procedure, "Pour apprendre", "apprendre")];
    for (index, question) in procedure.quiz.iter().enumerate() {
        blocks.push(Block::Paragraph(Text::strong(format!(
            "{}. {}",
            index + 1,
            question.question
        ))));
        blocks.push(Block::List {
            numbered: true,
            items: question
                .choices
                .iter()
                .map(|choice| choice.as_str().into())
                .collect(),
        });
    }
    for exercise in &procedure.exercises {
        blocks.push(Block::Note(Note {
            label: format!("Exercice : {}.", exercise.title),
            text: exercise.situation.as_str().into(),
        }));
    }
    let answers: Vec<String> = procedure
        .quiz
        .iter()
        .enumerate()
        .map(|(index, question)| {
            format!(
                "{} : choix {}. {}",
                index + 1,
                question.right + 1,
                question.why
            )
        })
        .collect();
    if !answers.is_empty() {
        blocks.push(Block::Paragraph(
            Text::strong("Réponses. ").and(Face::Emphasis, answers.join(" ")),
        ));
    }
    blocks
}
