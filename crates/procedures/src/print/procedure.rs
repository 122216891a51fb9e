//! One procedure: what it is for on one sheet with its chart, then each step, then its forms, registers and questions.
//!
//! Owns the order in which a reader meets them.

use akwaba_paper::drawing::Drawing;
use akwaba_paper::{Block, Face, Note, Text};

use super::{flow, forms, tables, words};
use crate::workbook::{Manual, Next, Procedure, Step};

/// The anchor of a procedure.
pub(super) fn anchor(procedure: &Procedure) -> String {
    procedure.code.to_lowercase()
}

/// A procedure from its title to its quiz.
pub(super) fn blocks(manual: &Manual, procedure: &Procedure) -> Vec<Block> {
    let mut blocks = vec![Block::Heading {
        level: 1,
        text: format!("{} {}", procedure.code, procedure.title),
        anchor: anchor(procedure),
    }];
    blocks.extend(identity(procedure));
    blocks.push(section(procedure, "Les étapes", "schema"));
    blocks.push(Block::Drawing(chart(manual, procedure)));
    blocks.push(section(procedure, "Étape par étape", "etapes"));
    for step in &procedure.steps {
        blocks.extend(one_step(manual, procedure, step));
    }
    blocks.extend(tables::parameters(procedure));
    blocks.extend(forms::all(procedure));
    blocks.extend(tables::registers(procedure));
    blocks.extend(tables::indicators(procedure));
    blocks.extend(tables::quiz(procedure));
    blocks
}

/// The heading of a part of a procedure.
pub(super) fn section(procedure: &Procedure, title: &str, name: &str) -> Block {
    Block::Heading {
        level: 2,
        text: title.to_owned(),
        anchor: format!("{}-{name}", anchor(procedure)),
    }
}

fn identity(procedure: &Procedure) -> Vec<Block> {
    let mut facts: Vec<(String, Text)> = vec![
        ("Objet".to_owned(), procedure.purpose.as_str().into()),
        (
            "Elle commence quand".to_owned(),
            procedure.trigger.as_str().into(),
        ),
        (
            "Dossier".to_owned(),
            words::subject(procedure.subject).into(),
        ),
        ("Niveau".to_owned(), words::tier(procedure.level).into()),
        (
            "Confidentialité".to_owned(),
            words::confidentiality(procedure.confidentiality).into(),
        ),
        ("Stratégie".to_owned(), words::axes(&procedure.axes).into()),
        (
            "Version".to_owned(),
            format!("{}, {}", procedure.version, words::status(procedure.status)).into(),
        ),
    ];
    if !procedure.legal_basis.is_empty() {
        facts.push(("Textes".to_owned(), procedure.legal_basis.join("\n").into()));
    }
    for layer in &procedure.layers {
        facts.push((
            "Adaptation locale".to_owned(),
            format!(
                "{} (version {}) : {}",
                layer.centre, layer.version, layer.reason
            )
            .into(),
        ));
    }
    let mut blocks = vec![Block::Facts(facts)];
    if !procedure.remark.is_empty() {
        blocks.push(Block::Note(Note {
            label: "Remarque :".to_owned(),
            text: procedure.remark.as_str().into(),
        }));
    }
    blocks
}

/// The flow chart.
pub(super) fn chart(manual: &Manual, procedure: &Procedure) -> Drawing {
    let title = format!("{} {}", procedure.code, procedure.title);
    flow::draw(&title, &nodes(manual, procedure))
}

/// The steps as the chart draws them.
fn nodes(manual: &Manual, procedure: &Procedure) -> Vec<flow::Node> {
    procedure
        .steps
        .iter()
        .map(|step| {
            let mut who = words::role(manual, &step.role);
            if let Some(deadline) = &step.deadline {
                let short = words::deadline_in_short(procedure, deadline);
                if !short.is_empty() {
                    who = format!("{who} · {short}");
                }
            }
            flow::Node {
                code: step.code.clone(),
                order: step.order,
                label: step.label.clone(),
                who,
                visa: step.visa.as_ref().map(|visa| words::visa(manual, visa)),
                conditional: step.condition.is_some(),
                exits: exits(procedure, step),
            }
        })
        .collect()
}

fn exits(procedure: &Procedure, step: &Step) -> Vec<flow::Exit> {
    if step.decisions.is_empty() {
        let to = procedure
            .after(&step.code)
            .map(|next| next.code.clone())
            .into_iter()
            .collect();
        return vec![flow::Exit {
            label: String::new(),
            to,
        }];
    }
    step.decisions
        .iter()
        .map(|decision| flow::Exit {
            label: decision.label.clone(),
            to: match &decision.next {
                Next::Steps(codes) => codes.clone(),
                Next::End => Vec::new(),
            },
        })
        .collect()
}

fn one_step(manual: &Manual, procedure: &Procedure, step: &Step) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading {
            level: 3,
            text: format!("{}. {}", step.order, step.label),
            anchor: format!("{}-{}", anchor(procedure), step.code),
        },
        Block::Paragraph(Text::emphasis(step.advice.as_str())),
    ];
    let mut facts: Vec<(String, Text)> =
        vec![("Qui".to_owned(), words::role(manual, &step.role).into())];
    if let Some(condition) = &step.condition {
        facts.push((
            "Seulement si".to_owned(),
            condition.phrase(procedure).into(),
        ));
    }
    if let Some(home) = &step.home {
        facts.push(("Où".to_owned(), home.to_string().into()));
    }
    if let Some(deadline) = &step.deadline {
        let lines = words::deadline(procedure, deadline);
        facts.push(("Délai".to_owned(), lines.join("\n").into()));
    }
    if let Some(group) = step
        .group
        .as_deref()
        .and_then(|name| procedure.form.as_ref()?.group(name))
    {
        let label = match group.label.get("fr") {
            "" => group.name.as_str(),
            label => label,
        };
        facts.push((
            "Fiche".to_owned(),
            Text::link(label, forms::anchor(procedure, &group.name)),
        ));
    }
    if !step.show.is_empty() {
        facts.push(("La personne montre".to_owned(), step.show.join("\n").into()));
    }
    if !step.produce.is_empty() {
        let papers: Vec<&str> = step
            .produce
            .iter()
            .map(|paper| paper.label.as_str())
            .collect();
        facts.push(("On produit".to_owned(), papers.join("\n").into()));
    }
    if let Some(handout) = &step.handout {
        facts.push(("On remet".to_owned(), handout.as_str().into()));
    }
    if let Some(visa) = &step.visa {
        facts.push((
            "Visa".to_owned(),
            format!("{}, jamais l'auteur", words::visa(manual, visa)).into(),
        ));
    }
    if !step.decisions.is_empty() {
        facts.push(("Ensuite".to_owned(), decisions(procedure, step)));
    }
    if !step.overdue.is_empty() {
        let lines: Vec<String> = step
            .overdue
            .iter()
            .map(|overdue| {
                let role = words::role(manual, &overdue.role);
                if overdue.after.count == 0 {
                    format!("dès l'échéance, {role} est prévenu")
                } else {
                    format!("{} après l'échéance, {role} est prévenu", overdue.after)
                }
            })
            .collect();
        facts.push(("En retard".to_owned(), lines.join("\n").into()));
    }
    blocks.push(Block::Facts(facts));
    if let Some(reminder) = &step.reminder {
        blocks.push(Block::Note(Note {
            label: "Rappel de droit :".to_owned(),
            text: reminder.as_str().into(),
        }));
    }
    blocks
}

fn decisions(procedure: &Procedure, step: &Step) -> Text {
    let mut text = Text::default();
    for (index, decision) in step.decisions.iter().enumerate() {
        if index > 0 {
            text = text.and(Face::Plain, "\n");
        }
        text = text.and(Face::Strong, decision.label.as_str());
        if let Some(when) = &decision.when {
            let said = when.phrase(procedure);
            text = text.and(Face::Plain, format!(" (si {said})"));
        }
        text = match &decision.next {
            Next::End => text.and(Face::Plain, " : fin du dossier"),
            Next::Steps(codes) => {
                let orders: Vec<String> = codes
                    .iter()
                    .map(|code| {
                        procedure
                            .step(code)
                            .map_or_else(|| code.clone(), |step| step.order.to_string())
                    })
                    .collect();
                let word = if orders.len() > 1 {
                    "étapes"
                } else {
                    "étape"
                };
                text.and(Face::Plain, format!(" : {word} {}", orders.join(" et ")))
            }
        };
    }
    text
}
