//! The expressions of a form, once every name in it is known.
//!
//! Owns what an expression may name, where `yes` and `no` stand for expressions, and which defaults are computed.

use std::collections::BTreeMap;

use super::super::element::{Default, ElementId, Formula, Kind, Trigger};
use super::super::list::From;
use super::row::{is_reference, nearest};
use super::{Draft, Reader, Role};
use crate::expr::{Expr, ExprError};
use crate::sheet::Finding;

impl Reader<'_> {
    pub(super) fn expressions(&mut self) {
        let mut names: BTreeMap<String, Vec<ElementId>> = BTreeMap::new();
        for element in self.elements.iter().skip(1) {
            names
                .entry(element.name.clone())
                .or_default()
                .push(element.id);
        }
        for draft in std::mem::take(&mut self.drafts) {
            self.expression(&names, &draft);
        }
        self.texts(&names);
    }

    fn expression(&mut self, names: &BTreeMap<String, Vec<ElementId>>, draft: &Draft) {
        let kind = self
            .elements
            .get(draft.element.0 as usize)
            .map(|element| element.kind.clone());
        let source = match draft.role {
            Role::Relevant | Role::Required | Role::ReadOnly => plain_truth(&draft.source),
            Role::Default if !is_computed(&draft.source, kind.as_ref()) => {
                if let Some(element) = self.elements.get_mut(draft.element.0 as usize) {
                    element.default = Default::Fixed(draft.source.clone());
                }
                return;
            }
            Role::Trigger => {
                self.trigger(names, draft);
                return;
            }
            _ => draft.source.as_str(),
        };
        let formula = match self.formula(names, draft, source) {
            Ok(formula) => formula,
            Err((code, error)) => {
                self.refuse(draft, code, error);
                return;
            }
        };
        let role = draft.role;
        let Some(element) = self.elements.get_mut(draft.element.0 as usize) else {
            return;
        };
        match role {
            Role::Relevant => element.relevant = Some(formula),
            Role::Required => element.required = Some(formula),
            Role::Constraint => element.constraint = Some(formula),
            Role::Calculation => element.calculation = Some(formula),
            Role::ReadOnly => element.read_only = Some(formula),
            Role::Default => element.default = Default::Computed(formula),
            Role::Count => {
                element.kind = Kind::Repeat {
                    count: Some(formula),
                }
            }
            Role::Filter | Role::Seed | Role::Source => {
                let Some(choices) = element.choices.as_mut() else {
                    return;
                };
                match role {
                    Role::Filter => choices.filter = Some(formula),
                    Role::Seed => choices.seed = Some(formula),
                    _ => {
                        if let Some(target) = formula.targets.first() {
                            choices.from = From::Answers(*target);
                        }
                    }
                }
            }
            Role::Trigger => {}
        }
    }

    fn formula(
        &self,
        names: &BTreeMap<String, Vec<ElementId>>,
        draft: &Draft,
        source: &str,
    ) -> Result<Formula, (&'static str, ExprError)> {
        let expr = Expr::parse(source).map_err(wrong)?;
        if let Some((name, at)) = expr.foreign().first() {
            return Err((
                "form-function",
                error(
                    *at,
                    format!("La fonction {name}() n'est pas connue."),
                    "Vérifiez son nom.",
                ),
            ));
        }
        for (function, args) in expr.calls() {
            let list = match (function, args.first()) {
                ("instance", Some(Some(list))) => *list,
                ("pulldata", Some(Some(list))) => list.strip_suffix(".csv").unwrap_or(list),
                _ => continue,
            };
            if !self.lists.contains_key(list) && self.book.sheet(list).is_none() {
                return Err((
                    "form-file",
                    error(
                        0,
                        format!("La liste « {list} » n'existe pas."),
                        "Écrivez le nom d'une liste de choices, ou joignez-la.",
                    ),
                ));
            }
        }
        let own = self
            .elements
            .get(draft.element.0 as usize)
            .map_or("", |element| element.name.as_str());
        let targets: Result<Vec<ElementId>, ExprError> = expr
            .questions()
            .into_iter()
            .map(|name| match names.get(name).map(Vec::as_slice) {
                Some([one]) => Ok(*one),
                Some(_) => Err(error(
                    0,
                    format!("Plusieurs lignes se nomment « {name} »."),
                    "Donnez-leur des noms différents.",
                )),
                None => Err(missing(name, names)),
            })
            .collect();
        let formula = Formula {
            targets: targets.map_err(wrong)?,
            expr,
        };
        let names_itself = formula.targets.contains(&draft.element);
        if names_itself && matches!(draft.role, Role::Relevant | Role::Required | Role::ReadOnly) {
            return Err(wrong(error(
                0,
                format!("« {own} » dépend de lui-même."),
                "Retirez ce nom de sa propre condition.",
            )));
        }
        Ok(formula)
    }

    fn trigger(&mut self, names: &BTreeMap<String, Vec<ElementId>>, draft: &Draft) {
        let mut on = Vec::new();
        for part in draft.source.split(',').map(str::trim) {
            let name = part
                .strip_prefix("${")
                .and_then(|rest| rest.strip_suffix('}'));
            match name
                .filter(|_| is_reference(part))
                .map(|name| (name, names.get(name).map(Vec::as_slice)))
            {
                Some((_, Some([one]))) => on.push(*one),
                Some((name, None)) => {
                    self.refuse(draft, "form-trigger", missing(name, names));
                    return;
                }
                _ => {
                    let wrong = error(
                        0,
                        format!("« {part} » ne nomme pas une seule question."),
                        "Écrivez ${nom}.",
                    );
                    self.refuse(draft, "form-trigger", wrong);
                    return;
                }
            }
        }
        if let Some(element) = self.elements.get_mut(draft.element.0 as usize) {
            element.trigger = Some(Trigger { on });
        }
    }

    /// Labels, hints and messages may show answers: `Bonjour ${nom}`.
    fn texts(&mut self, names: &BTreeMap<String, Vec<ElementId>>) {
        let mut found: Vec<Finding> = Vec::new();
        for element in &self.elements {
            let said = [
                &element.label,
                &element.hint,
                &element.guidance,
                &element.constraint_message,
                &element.required_message,
            ];
            for text in said.iter().flat_map(|texts| texts.0.values()) {
                for name in shown_names(text) {
                    if names.get(name).is_none() {
                        let wrong = missing(name, names);
                        let finding = self.book.error("form-text", wrong.said, wrong.write);
                        found.push(finding.on("survey").row(element.row).column("label"));
                    }
                }
            }
        }
        self.findings.extend(found);
    }

    fn refuse(&mut self, draft: &Draft, code: &'static str, error: ExprError) {
        let finding = self.book.error(code, error.said, error.write);
        self.findings
            .push(finding.on("survey").row(draft.line).column(&draft.column));
    }
}

/// The names written `${…}` in a text.
pub(in super::super) fn shown_names(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split("${").skip(1);
    parts.filter_map(|part| part.split_once('}').map(|(name, _)| name.trim()))
}

fn wrong(error: ExprError) -> (&'static str, ExprError) {
    ("form-expression", error)
}

fn error(at: usize, said: String, write: &str) -> ExprError {
    ExprError {
        at,
        said,
        write: write.to_owned(),
    }
}

fn missing(name: &str, names: &BTreeMap<String, Vec<ElementId>>) -> ExprError {
    let near = nearest(name, names.keys());
    ExprError {
        at: 0,
        said: format!("La question « {name} » n'existe pas."),
        write: near.map_or("Écrivez un nom de la colonne name.".to_owned(), |near| {
            format!("Vouliez-vous écrire « {near} » ?")
        }),
    }
}

/// `yes` and `no` where a condition is awaited.
fn plain_truth(source: &str) -> &str {
    match source.to_lowercase().as_str() {
        "yes" | "true" | "oui" => "true()",
        "no" | "false" | "non" => "false()",
        _ => source,
    }
}

/// Whether a default is computed rather than a value: it calls, names or counts.
fn is_computed(source: &str, kind: Option<&Kind>) -> bool {
    let dashed = matches!(
        kind,
        Some(Kind::Date | Kind::DateTime | Kind::Point | Kind::Trace | Kind::Shape)
    );
    crate::expr::computes(source, dashed)
}
