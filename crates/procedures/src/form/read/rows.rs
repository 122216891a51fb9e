//! The rows of `survey`, one after the other.
//!
//! Owns groups that open and close, names, kinds and parameters. Expressions are put aside until every name is known.

use super::super::element::{ElementId, Kind};
use super::columns::Columns;
use super::kinds::{RowKind, row_kind};
use super::row::{Survey, blank, is_reference};
use super::{Reader, Role};
use crate::sheet::Row;

/// Elements that a form may have.
const ELEMENTS_MAX: usize = 5_000;
/// Groups that may stand in each other.
const DEPTH_MAX: usize = 30;

pub(super) const SHEET: &str = "survey";

impl Reader<'_> {
    pub(super) fn rows(&mut self, root: &str) {
        let Some(sheet) = self.book.sheet(SHEET) else {
            return;
        };
        let columns = Columns::survey(sheet);
        self.note_languages(&columns);
        for column in &columns.others {
            let finding = self.book.warning(
                "form-column-unknown",
                format!("La colonne « {column} » n'est pas lue."),
                "Vérifiez son nom.",
            );
            self.findings.push(finding.on(SHEET).column(column));
        }
        let mut survey = Survey {
            open: vec![ElementId(0)],
            columns,
        };
        let mut whole = blank(ElementId(0), None, 0, Kind::Group);
        root.clone_into(&mut whole.name);
        self.elements.push(whole);
        if sheet.rows.len() > ELEMENTS_MAX {
            let finding = self.book.error(
                "form-long",
                format!("Ce formulaire a plus de {ELEMENTS_MAX} lignes."),
                "Coupez-le en plusieurs formulaires.",
            );
            self.findings.push(finding.on(SHEET));
            return;
        }
        for row in &sheet.rows {
            self.row(&mut survey, row);
        }
        if let Some(open) = survey.open.last().filter(|id| id.0 > 0) {
            let element = self.elements.get(open.0 as usize);
            let (name, line) = element.map_or((String::new(), 0), |e| (e.name.clone(), e.row));
            let finding = self.book.error(
                "form-group-open",
                format!("Le groupe « {name} » n'est jamais fermé."),
                "Ajoutez une ligne end_group ou end_repeat.",
            );
            self.findings
                .push(finding.on(SHEET).row(line).column("type"));
        }
    }

    fn row(&mut self, survey: &mut Survey, row: &Row) {
        let columns = &survey.columns;
        let written = columns.cell(row, "type");
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if matches!(
            columns.cell(row, "disabled").to_lowercase().as_str(),
            "yes" | "true" | "true()"
        ) {
            return;
        }
        if written.is_empty() {
            if !columns.cell(row, "name").is_empty() || columns.said_in(row, "label").is_some() {
                self.error(
                    SHEET,
                    row,
                    "type",
                    "form-type-missing",
                    "Cette ligne n'a pas de type.",
                    "Écrivez text, integer, select_one liste, note…",
                );
            }
            return;
        }
        for (known, why) in [
            ("save_to", "Les « entities » d'ODK ne sont pas gardées ici."),
            ("intent", "Aucune autre application n'est ouverte d'ici."),
        ] {
            if !columns.cell(row, known).is_empty() {
                self.error(
                    SHEET,
                    row,
                    columns.shown(known),
                    "form-column",
                    why,
                    "Laissez cette case vide.",
                );
            }
        }
        for media in ["image", "big-image", "audio", "video"] {
            if let Some(column) = columns.said_in(row, media) {
                self.warning(
                    SHEET,
                    row,
                    column,
                    "form-media",
                    "Les images et les sons d'une question ne sont pas montrés.",
                    "Dites en mots ce que la personne doit savoir.",
                );
            }
        }
        match row_kind(&written) {
            RowKind::EndGroup => self.close(survey, row, false),
            RowKind::EndRepeat => self.close(survey, row, true),
            RowKind::BeginGroup => self.open(survey, row, Kind::Group),
            RowKind::BeginRepeat => self.open(survey, row, Kind::Repeat { count: None }),
            RowKind::Question(kind) => self.question(survey, row, kind),
            RowKind::Select {
                kind,
                list,
                other,
                file,
            } => self.select(survey, row, kind, list, other, file),
            RowKind::ExternalList => {
                let name = columns.cell(row, "name").to_owned();
                if self.file_list(&name, "name", "label").is_none() {
                    self.missing_file(row, &name);
                }
            }
            RowKind::Refused(why) => {
                self.error(
                    SHEET,
                    row,
                    "type",
                    "form-type-refused",
                    format!("Le type « {written} » n'est pas accepté : {why}."),
                    "Changez cette ligne ou retirez-la.",
                );
            }
            RowKind::Unknown => {
                self.error(SHEET, row, "type", "form-type", format!("Le type « {written} » n'est pas connu."), "Écrivez text, integer, decimal, date, select_one liste, select_multiple liste, note, begin_group…");
            }
        }
    }

    fn close(&mut self, survey: &mut Survey, row: &Row, repeat: bool) {
        let open = survey.open.last().copied().unwrap_or(ElementId(0));
        let kind = self
            .elements
            .get(open.0 as usize)
            .map(|element| &element.kind);
        let fits = open.0 > 0 && matches!(kind, Some(Kind::Repeat { .. })) == repeat;
        if fits {
            survey.open.pop();
        } else {
            self.error(
                SHEET,
                row,
                "type",
                "form-group-close",
                "Cette fin ne ferme pas le groupe ou la répétition qui est ouvert.",
                "Fermez dans l'ordre : end_repeat pour begin_repeat, end_group pour begin_group.",
            );
        }
    }

    fn open(&mut self, survey: &mut Survey, row: &Row, kind: Kind) {
        if survey.open.len() > DEPTH_MAX {
            self.error(
                SHEET,
                row,
                "type",
                "form-deep",
                "Trop de groupes les uns dans les autres.",
                "Sortez quelques groupes.",
            );
        }
        let count = survey.columns.cell(row, "repeat_count").to_owned();
        if matches!(kind, Kind::Repeat { .. }) && !count.is_empty() {
            self.counted(survey, row, &count);
        }
        if let Some(id) = self.element(survey, row, kind) {
            if !count.is_empty() {
                let name = survey.columns.cell(row, "name");
                let source = if is_reference(&count) {
                    count
                } else {
                    format!("${{{name}_count}}")
                };
                self.draft(survey, row, id, Role::Count, "repeat_count", &source);
            }
            survey.open.push(id);
        }
    }

    /// A count that is no question is computed in a question of its own, as other tools do.
    fn counted(&mut self, survey: &Survey, row: &Row, count: &str) {
        if is_reference(count) {
            return;
        }
        let name = format!("{}_count", survey.columns.cell(row, "name"));
        let id = self.add(survey, row, name, Kind::Calculate);
        self.draft(survey, row, id, Role::Calculation, "repeat_count", count);
    }

    fn question(&mut self, survey: &Survey, row: &Row, kind: Kind) {
        let calculation = survey.columns.cell(row, "calculation");
        let default = survey.columns.cell(row, "default");
        if kind == Kind::Calculate && calculation.is_empty() && default.is_empty() {
            self.error(
                SHEET,
                row,
                survey.columns.shown("calculation"),
                "form-calculation",
                "Ce calcul n'a pas d'expression.",
                "Écrivez-la dans la colonne calculation.",
            );
        }
        let said = [
            "label",
            "hint",
            "guidance_hint",
            "image",
            "big-image",
            "audio",
            "video",
        ];
        let silent = said
            .iter()
            .all(|known| survey.columns.said_in(row, known).is_none());
        let shown = !matches!(kind, Kind::Calculate | Kind::Hidden | Kind::Metadata(_))
            && calculation.is_empty();
        if silent && shown {
            self.error(
                SHEET,
                row,
                "label",
                "form-label",
                "Cette question ne dit rien.",
                "Écrivez ce qui est demandé dans la colonne label.",
            );
        }
        let is_range = kind == Kind::Range;
        let Some(id) = self.element(survey, row, kind) else {
            return;
        };
        if is_range {
            self.range(survey, row, id);
        }
    }
}
