//! Expressions that mean nothing here: questions and steps that do not exist, kinds that do not fit, conditions on
//! themselves.

use super::Check;
use crate::expr::{Expr, ExprError, Names, Type, type_of};
use crate::sheet::Row;
use crate::sheet::shape::nearest;
use crate::workbook::{Content, ParameterValue, Procedure};

impl Check<'_> {
    pub(super) fn conditions(&mut self) {
        for (step, row) in self.steps() {
            if let Some(condition) = &step.condition {
                self.holds(("etapes", row, "condition"), condition);
                self.on_itself(row, condition, step.group.as_deref(), &step.code);
            }
            for decision in &step.decisions {
                if let Some(when) = &decision.when {
                    self.holds(("etapes", row, "decisions"), when);
                }
            }
            for case in step.deadline.iter().flat_map(|deadline| &deadline.cases) {
                if let Some(when) = &case.when {
                    self.holds(("etapes", row, "delai"), when);
                }
            }
        }
        let procedure = self.procedure;
        for (indicator, row) in procedure
            .indicators
            .iter()
            .zip(self.book.rows("indicateurs"))
        {
            if let Some(numerator) = &indicator.numerator {
                self.holds(("indicateurs", row, "numerateur"), numerator);
            }
            if let Some(denominator) = &indicator.denominator {
                self.holds(("indicateurs", row, "denominateur"), denominator);
            }
        }
        for (register, row) in procedure.registers.iter().zip(self.book.rows("registres")) {
            for column in &register.columns {
                if let Content::Answer(expr) = &column.content {
                    self.typed(("registres", row, "colonnes"), expr);
                }
            }
        }
    }

    /// The form's own expressions are typed by the form; only what it lets pass is said here.
    pub(super) fn form(&mut self) {
        const COLUMNS: [&str; 5] = [
            "relevant",
            "constraint",
            "calculation",
            "required",
            "choice_filter",
        ];
        for row in self.book.rows("survey") {
            for column in COLUMNS {
                if let Ok(expr) = Expr::parse(row.cell(column)) {
                    self.by_zero(("survey", row, column), &expr);
                }
            }
        }
    }

    /// Says what is wrong with an expression that must be true or false.
    fn holds(&mut self, place: (&str, &Row, &str), expr: &Expr) {
        if let Some(kind) = self.typed(place, expr)
            && !matches!(kind, Type::Boolean | Type::Any)
        {
            let said = format!("« {expr} » n'est ni vrai ni faux.");
            self.error(
                place,
                "condition-type",
                said,
                "Comparez : « ${question} = 'oui' ».",
            );
        }
    }

    fn typed(&mut self, place: (&str, &Row, &str), expr: &Expr) -> Option<Type> {
        let (procedure, survey) = (self.procedure, self.survey);
        self.by_zero(place, expr);
        match type_of(expr, &Known { procedure, survey }) {
            Ok(kind) => {
                self.always_in_time(place, expr);
                Some(kind)
            }
            Err(error) => {
                let said = format!("Dans « {expr} » : {}", error.said);
                self.error(place, "condition", said, error.write);
                None
            }
        }
    }

    /// A step cannot wait for what is only asked once it is open.
    fn on_itself(&mut self, row: &Row, condition: &Expr, group: Option<&str>, code: &str) {
        let survey = self.survey;
        let own = |name: &&str| {
            let of = survey
                .questions
                .get(*name)
                .and_then(|(_, of)| of.as_deref());
            of.is_some() && of == group
        };
        let asked = condition.questions().into_iter().find(own);
        let done = condition.calls().into_iter().any(|(name, args)| {
            matches!(name, "fait" | "a_temps") && args.first() == Some(&Some(code))
        });
        let said = match asked {
            Some(name) => format!(
                "Cette étape attend la réponse à « {name} », qui n'est posée qu'à cette étape."
            ),
            None if done => "Cette étape attend d'être faite pour s'ouvrir.".to_owned(),
            None => return,
        };
        let write = "Nommez une question ou une étape qui vient avant.";
        self.error(
            ("etapes", row, "condition"),
            "condition-itself",
            said,
            write,
        );
    }

    fn by_zero(&mut self, place: (&str, &Row, &str), expr: &Expr) {
        if expr.divides_by_zero() {
            let said = format!("« {expr} » divise par zéro.");
            self.error(place, "division-by-zero", said, "Divisez par autre chose.");
        }
    }

    fn always_in_time(&mut self, place: (&str, &Row, &str), expr: &Expr) {
        for (name, args) in expr.calls() {
            let step = args
                .first()
                .copied()
                .flatten()
                .and_then(|code| self.procedure.step(code));
            if let Some(step) = step.filter(|step| name == "a_temps" && step.deadline.is_none()) {
                let said = format!(
                    "L'étape « {} » n'a pas de délai : elle est toujours à temps.",
                    step.code
                );
                self.warning(
                    place,
                    "in-time-always",
                    said,
                    "Donnez-lui un délai, ou écrivez fait('…').",
                );
            }
        }
    }
}

/// What the expressions of a procedure may name.
struct Known<'a> {
    procedure: &'a Procedure,
    survey: &'a super::Survey,
}

impl Names for Known<'_> {
    fn question(&self, name: &str) -> Option<Type> {
        match &self.procedure.form {
            Some(form) => Names::question(form, name),
            None => self.survey.questions.get(name).map(|(kind, _)| *kind),
        }
    }

    fn function(&self, name: &str, args: &[Option<&str>]) -> Option<Result<Type, ExprError>> {
        let known: Vec<&str> = match name {
            "fait" | "a_temps" => self
                .procedure
                .steps
                .iter()
                .map(|step| step.code.as_str())
                .collect(),
            "parametre" => {
                let parameters = self.procedure.parameters.iter();
                parameters
                    .map(|parameter| parameter.name.as_str())
                    .collect()
            }
            _ => return None,
        };
        let what = if name == "parametre" {
            "paramètre"
        } else {
            "étape"
        };
        let [Some(code)] = args else {
            return Some(Err(refused(
                format!("{name}() attend un seul nom, entre apostrophes."),
                format!("Écrivez {name}('…')."),
            )));
        };
        if !known.contains(code) {
            let write = match nearest(code, known.iter().copied()) {
                Some(near) => format!("Écrivez {name}('{near}')."),
                None => format!("Sont connus : {}.", known.join(", ")),
            };
            return Some(Err(refused(format!("« {code} » : {what} inconnu."), write)));
        }
        let number = matches!(
            self.procedure
                .parameter(code)
                .map(|parameter| &parameter.value),
            Some(ParameterValue::Number(_))
        );
        Some(Ok(match name {
            "parametre" if number => Type::Number,
            "parametre" => Type::Text,
            _ => Type::Boolean,
        }))
    }
}

fn refused(said: String, write: String) -> ExprError {
    ExprError { at: 0, said, write }
}
