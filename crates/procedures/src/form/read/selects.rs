//! Questions that choose: among a list, or among the numbers of a scale.
//!
//! Owns lists and their files, `or_other`, and the parameters of ranges.

use super::super::element::{Bounds, ElementId, Kind, Texts};
use super::super::list::{Choices, From};
use super::row::{Survey, is_reference, nearest};
use super::rows::SHEET;
use super::{Reader, Role};
use crate::sheet::Row;

impl Reader<'_> {
    pub(super) fn range(&mut self, survey: &Survey, row: &Row, id: ElementId) {
        let element = self.elements.get(id.0 as usize);
        let parameters = element
            .map(|element| element.parameters.clone())
            .unwrap_or_default();
        let number = |name: &str, default: f64| match parameters.get(name) {
            Some(text) => text.parse::<f64>().ok().filter(|number| number.is_finite()),
            None => Some(default),
        };
        let bounds = match (
            number("start", 1.0),
            number("end", 10.0),
            number("step", 1.0),
        ) {
            (Some(start), Some(end), Some(step))
                if step != 0.0 && step.abs() <= (end - start).abs() =>
            {
                Some(Bounds { start, end, step })
            }
            _ => None,
        };
        if bounds.is_none() {
            self.error(
                SHEET,
                row,
                survey.columns.shown("parameters"),
                "form-range",
                "Les bornes de cette échelle ne vont pas ensemble.",
                "Écrivez par exemple : start=0 end=10 step=1.",
            );
        }
        if let Some(element) = self.elements.get_mut(id.0 as usize) {
            element.bounds = bounds;
        }
    }

    pub(super) fn select(
        &mut self,
        survey: &Survey,
        row: &Row,
        kind: Kind,
        list: &str,
        other: bool,
        file: bool,
    ) {
        let several = matches!(kind, Kind::SelectMultiple | Kind::Rank);
        let Some(id) = self.element(survey, row, kind) else {
            return;
        };
        let filter = survey.columns.cell(row, "choice_filter").to_owned();
        let parameters = self
            .elements
            .get(id.0 as usize)
            .map(|element| element.parameters.clone())
            .unwrap_or_default();
        let parameter = |name: &str| parameters.get(name).map(String::as_str);
        let mut from = From::List(list.to_owned());
        if file {
            let known = self.file_list(
                list,
                parameter("value").unwrap_or("name"),
                parameter("label").unwrap_or("label"),
            );
            match known {
                Some(stem) if list.ends_with(".csv") => from = From::List(stem),
                _ if !list.ends_with(".csv") => {
                    self.error(
                        SHEET,
                        row,
                        "type",
                        "form-file-kind",
                        format!("Le fichier « {list} » n'est pas un tableau CSV."),
                        "Donnez la liste en CSV.",
                    );
                }
                _ => self.missing_file(row, list),
            }
        } else if is_reference(list) {
            // Put aside: the question named may come later.
            self.draft(survey, row, id, Role::Source, "type", list);
        } else if !self.lists.contains_key(list) {
            let near = nearest(list, self.lists.keys());
            let write = near.map_or(
                "Ajoutez ses choix à la feuille choices.".to_owned(),
                |near| format!("Vouliez-vous écrire « {near} » ?"),
            );
            self.error(
                SHEET,
                row,
                "type",
                "form-list",
                format!("La liste « {list} » n'existe pas dans choices."),
                write,
            );
        }
        if several {
            self.check_names(row, list);
        }
        if other {
            if filter.is_empty() {
                self.add_other(list);
            } else {
                self.error(
                    SHEET,
                    row,
                    survey.columns.shown("choice_filter"),
                    "form-or-other",
                    "« or_other » ne va pas avec un choice_filter.",
                    "Ajoutez vous-même le choix et sa question.",
                );
            }
        }
        let shuffled = parameter("randomize") == Some("true");
        if let Some(seed) = parameter("seed") {
            if !shuffled {
                self.error(
                    SHEET,
                    row,
                    survey.columns.shown("parameters"),
                    "form-seed",
                    "« seed » ne sert qu'avec randomize=true.",
                    "Écrivez randomize=true, ou retirez seed.",
                );
            }
            let seed = seed.to_owned();
            self.draft(survey, row, id, Role::Seed, "parameters", &seed);
        }
        if let Some(element) = self.elements.get_mut(id.0 as usize) {
            element.choices = Some(Choices {
                from,
                filter: None,
                shuffled,
                seed: None,
            });
        }
        if !filter.is_empty() {
            self.draft(survey, row, id, Role::Filter, "choice_filter", &filter);
        }
        if other && filter.is_empty() {
            self.other_question(survey, row);
        }
    }

    /// The question that asks what the other thing is.
    pub(super) fn other_question(&mut self, survey: &Survey, row: &Row) {
        let name = survey.columns.cell(row, "name");
        let id = self.add(survey, row, format!("{name}_other"), Kind::Text);
        if let Some(element) = self.elements.get_mut(id.0 as usize) {
            element.label = Texts::same("Précisez.");
        }
        let source = format!("selected(../{name}, 'other')");
        self.draft(survey, row, id, Role::Relevant, "type", &source);
    }

    pub(super) fn check_names(&mut self, row: &Row, list: &str) {
        let Some(list) = self.lists.get(list) else {
            return;
        };
        if let Some(choice) = list.choices.iter().find(|choice| choice.name.contains(' ')) {
            let said = format!(
                "Le choix « {} » a une espace dans son nom, et cette question en garde plusieurs.",
                choice.name
            );
            self.error(
                SHEET,
                row,
                "type",
                "form-choice-space",
                said,
                "Remplacez l'espace par _ dans la colonne name de choices.",
            );
        }
    }

    pub(super) fn missing_file(&mut self, row: &Row, file: &str) {
        self.error(SHEET, row, "type", "form-file", format!("La liste « {file} » n'est pas jointe."), format!("Ajoutez au classeur une feuille nommée « {file} », avec les colonnes name et label."));
    }
}
