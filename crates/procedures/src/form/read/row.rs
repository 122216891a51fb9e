//! One row of `survey` as an element.
//!
//! Owns its name, its place in the open group, its texts and parameters; its expressions are put aside until every name is
//! known.

use std::collections::BTreeMap;

use super::super::element::{Default, Element, ElementId, Kind, Texts, Trigger};
use super::columns::Columns;
use super::rows::SHEET;
use super::{Draft, Reader, Role};
use crate::expr::is_name;
use crate::sheet::Row;

impl Reader<'_> {
    /// Adds the element of a row, with all it says; `None` when its name is missing or wrong.
    pub(super) fn element(&mut self, survey: &Survey, row: &Row, kind: Kind) -> Option<ElementId> {
        let columns = &survey.columns;
        let mut name = columns.cell(row, "name").to_owned();
        if name.is_empty() && kind == Kind::Note {
            name = format!("generated_note_name_{}", row.number);
        }
        if name.is_empty() && kind == Kind::Metadata("audit") {
            "audit".clone_into(&mut name);
        }
        if !is_name(&name) {
            let said = if name.is_empty() {
                "Cette ligne n'a pas de nom.".to_owned()
            } else {
                format!("« {name} » ne peut pas être un nom.")
            };
            self.error(SHEET, row, columns.shown("name"), "form-name", said, "Écrivez des lettres, des chiffres et _, sans espace, en commençant par une lettre.");
            // The group must open all the same, for its end to close it.
            if !matches!(kind, Kind::Group | Kind::Repeat { .. }) {
                return None;
            }
            name = format!("sans_nom_{}", row.number);
        }
        let is_repeat = matches!(kind, Kind::Repeat { .. });
        let root = self
            .elements
            .first()
            .map(|root| root.name.clone())
            .unwrap_or_default();
        if is_repeat && name == root {
            self.error(
                SHEET,
                row,
                columns.shown("name"),
                "form-name-root",
                "Une répétition porte le nom du formulaire.",
                "Donnez-lui un autre nom.",
            );
        }
        let id = self.add(survey, row, name, kind);
        let parameters = self.parameters(columns, row);
        let texts = |known: &str| columns.texts(row, known);
        let (label, hint, guidance) = (texts("label"), texts("hint"), texts("guidance_hint"));
        let (required_message, constraint_message) =
            (texts("required_message"), texts("constraint_message"));
        let appearance = columns.cell(row, "appearance").to_owned();
        if let Some(element) = self.elements.get_mut(id.0 as usize) {
            element.label = label;
            element.hint = hint;
            element.guidance = guidance;
            element.required_message = required_message;
            element.constraint_message = constraint_message;
            element.appearance = appearance;
            element.parameters = parameters;
        }
        for (known, role) in [
            ("relevant", Role::Relevant),
            ("required", Role::Required),
            ("constraint", Role::Constraint),
            ("calculation", Role::Calculation),
            ("read_only", Role::ReadOnly),
            ("default", Role::Default),
            ("trigger", Role::Trigger),
        ] {
            let cell = columns.cell(row, known).to_owned();
            if !cell.is_empty() {
                self.draft(survey, row, id, role, known, &cell);
            }
        }
        Some(id)
    }

    pub(super) fn parameters(&mut self, columns: &Columns, row: &Row) -> BTreeMap<String, String> {
        let cell = columns.cell(row, "parameters");
        let mut parameters = BTreeMap::new();
        // Spaces may stand around the sign.
        let cell = cell.split('=').map(str::trim).collect::<Vec<_>>().join("=");
        for part in cell
            .split([' ', ',', ';', '\n', '\t'])
            .filter(|part| !part.is_empty())
        {
            match part.split_once('=') {
                Some((name, value)) if !name.is_empty() && !value.is_empty() => {
                    parameters.insert(name.to_lowercase(), value.to_owned());
                }
                _ => self.error(
                    SHEET,
                    row,
                    columns.shown("parameters"),
                    "form-parameters",
                    format!("« {part} » n'est pas un paramètre."),
                    "Écrivez nom=valeur, séparés par des espaces.",
                ),
            }
        }
        parameters
    }

    pub(super) fn add(
        &mut self,
        survey: &Survey,
        row: &Row,
        name: String,
        kind: Kind,
    ) -> ElementId {
        let parent = survey.open.last().copied().unwrap_or(ElementId(0));
        let id = ElementId(u32::try_from(self.elements.len()).unwrap_or(u32::MAX));
        let mut element = blank(id, Some(parent), row.number, kind);
        let above = self.elements.get(parent.0 as usize);
        let double = above.is_some_and(|above| {
            above.children.iter().any(|child| {
                self.elements
                    .get(child.0 as usize)
                    .is_some_and(|child| child.name == name)
            })
        });
        element.path = match above.map(|above| above.path.as_str()) {
            Some(path) if !path.is_empty() => format!("{path}/{name}"),
            _ => name.clone(),
        };
        element.repeat = if matches!(element.kind, Kind::Repeat { .. }) {
            Some(id)
        } else {
            above.and_then(|above| above.repeat)
        };
        if double {
            self.error(
                SHEET,
                row,
                survey.columns.shown("name"),
                "form-name-double",
                format!("« {name} » est déjà le nom d'une autre ligne de ce groupe."),
                "Donnez à chacune un nom différent.",
            );
        }
        element.name = name;
        self.elements.push(element);
        if let Some(above) = self.elements.get_mut(parent.0 as usize) {
            above.children.push(id);
        }
        id
    }

    pub(super) fn draft(
        &mut self,
        survey: &Survey,
        row: &Row,
        element: ElementId,
        role: Role,
        known: &str,
        source: &str,
    ) {
        let column = survey.columns.shown(known);
        self.drafts.push(Draft {
            element,
            role,
            column: column.to_owned(),
            source: source.to_owned(),
            line: row.line(column),
        });
    }
}

pub(super) struct Survey {
    /// The groups that are open, the whole form first.
    pub open: Vec<ElementId>,
    pub columns: Columns,
}

pub(super) fn blank(id: ElementId, parent: Option<ElementId>, row: u32, kind: Kind) -> Element {
    Element {
        id,
        parent,
        children: Vec::new(),
        name: String::new(),
        path: String::new(),
        row,
        kind,
        label: Texts::default(),
        hint: Texts::default(),
        guidance: Texts::default(),
        appearance: String::new(),
        relevant: None,
        required: None,
        required_message: Texts::default(),
        constraint: None,
        constraint_message: Texts::default(),
        calculation: None,
        read_only: None,
        default: Default::None,
        trigger: None::<Trigger>,
        choices: None,
        bounds: None,
        parameters: BTreeMap::new(),
        repeat: None,
    }
}

/// Whether a cell is one `${name}` and nothing else.
pub(super) fn is_reference(cell: &str) -> bool {
    let inner = cell
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(is_name)
}

/// The known name that differs least, where one is close.
pub(super) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a String>) -> Option<&'a str> {
    let close = |other: &&String| {
        let same = name
            .chars()
            .zip(other.chars())
            .filter(|(a, b)| a.eq_ignore_ascii_case(b))
            .count();
        let longest = name.chars().count().max(other.chars().count());
        longest.saturating_sub(same) <= 1 + longest / 5
    };
    known.filter(close).map(String::as_str).next()
}
