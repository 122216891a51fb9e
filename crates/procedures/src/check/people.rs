//! Who does, who approves, who is told: roles that exist, and visas that somebody can give.

use super::Check;
use crate::workbook::{Function, Step, Visa};

impl Check<'_> {
    pub(super) fn people(&mut self) {
        let Some(manual) = self.manual else {
            return;
        };
        let known: Vec<&str> = manual.roles.iter().map(|role| role.code.as_str()).collect();
        let what = ("role-unknown", "Le rôle");
        for (step, row) in self.steps() {
            let place = |column| ("etapes", row, column);
            if !step.role.is_empty() {
                self.exists(place("role"), &step.role, known.clone(), what);
            }
            for tier in &step.overdue {
                if self.exists(place("retard"), &tier.role, known.clone(), what)
                    && self.function(&tier.role) == Some(Function::External)
                {
                    let said = format!(
                        "« {} » n'a pas de compte : personne ne verrait le retard.",
                        tier.role
                    );
                    self.error(
                        place("retard"),
                        "overdue-external",
                        said,
                        "Nommez un rôle du centre.",
                    );
                }
            }
            let Some(visa) = &step.visa else { continue };
            let mut good = true;
            for role in &visa.roles {
                good &= self.exists(place("visa"), role, known.clone(), what);
                if self.function(role) == Some(Function::External) {
                    let said =
                        format!("« {role} » n'a pas de compte et ne peut pas donner de visa.");
                    self.error(
                        place("visa"),
                        "visa-external",
                        said,
                        "Nommez un rôle du centre.",
                    );
                }
            }
            if good && self.nobody(step, visa) {
                let said = "Ce visa est demandé à celui qui fait l'étape : un centre n'a qu'une direction.";
                let write = "Demandez-le à un autre rôle, « superviseur » par exemple.";
                self.error(place("visa"), "visa-nobody", said, write);
            }
        }
    }

    fn function(&self, role: &str) -> Option<Function> {
        Some(self.manual?.role(role)?.function)
    }

    /// Whether a visa can be given by nobody but the author of the step: there is one director.
    fn nobody(&self, step: &Step, visa: &Visa) -> bool {
        let directs = |role: &String| self.function(role) == Some(Function::Director);
        let alone = if visa.all {
            visa.roles.iter().any(directs)
        } else {
            visa.roles.iter().all(directs)
        };
        alone && directs(&step.role)
    }
}
