//! The sheet `etapes`.

use super::Reader;
use crate::workbook::Step;

impl Reader<'_> {
    /// The steps, by order.
    pub(super) fn steps(&mut self) -> Vec<Step> {
        let rows = self.book.rows("etapes");
        if rows.is_empty() {
            let finding = self.book.error(
                "steps-missing",
                "Cette procédure n'a aucune étape.",
                "Ajoutez la feuille « etapes », une ligne par étape.",
            );
            self.findings.push(finding.on("etapes"));
        }
        let mut steps: Vec<Step> = Vec::new();
        for row in rows {
            let mut at = self.row("etapes", row);
            steps.push(Step {
                order: at.version("ordre"),
                code: at.code("code"),
                label: at.required("libelle", "Écrivez un verbe et son objet."),
                role: at.required("role", "Écrivez un code de la feuille « roles » du manuel."),
                group: at.optional("groupe"),
                home: at.home(),
                deadline: at.deadline(),
                condition: at.optional_expr("condition"),
                decisions: at.decisions(),
                show: row.lines("montrer").map(str::to_owned).collect(),
                produce: at.documents(),
                overdue: at.overdue(),
                visa: at.visa(),
                advice: at.required("conseil", "Écrivez une phrase, lisible à voix haute."),
                reminder: at.optional("rappel"),
                handout: at.optional("remettre"),
            });
        }
        steps.sort_by_key(|step| step.order);
        steps
    }
}
