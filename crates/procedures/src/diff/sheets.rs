//! The sheets beside the steps: parameters, registers, indicators, quiz, exercises.

use super::{Changes, delay_change, matched};
use crate::expr::Expr;
use crate::workbook::{Column, Content, Indicator, ParameterValue, Procedure};

impl Changes {
    pub(super) fn parameters(&mut self, before: &Procedure, after: &Procedure) {
        let parameters = matched(&before.parameters, &after.parameters, |parameter| {
            &parameter.name
        });
        for old in parameters.gone {
            self.add(
                "parameter-removed",
                &old.name,
                format!("Le paramètre « {} » est enlevé.", old.label),
            );
        }
        for new in parameters.new {
            let said = format!(
                "Un paramètre est ajouté, « {} » : {}.",
                new.label,
                value(&new.value)
            );
            self.add("parameter-added", &new.name, said);
        }
        for (old, new) in parameters.both {
            let on = format!("Paramètre « {} » : ", new.label);
            match (&old.value, &new.value) {
                (from, to) if from == to => {}
                (ParameterValue::Delay(from), ParameterValue::Delay(to)) => {
                    let said = format!("{on}le délai est {}.", delay_change(*from, *to));
                    self.add("parameter-delay", &new.name, said);
                }
                (from, to) => {
                    let said = format!("{on}il vaut {} ; c'était {}.", value(to), value(from));
                    self.add("parameter-value", &new.name, said);
                }
            }
            if old.source != new.source {
                let said = format!(
                    "{on}sa source devient « {} » ; c'était « {} ».",
                    new.source, old.source
                );
                self.add("parameter-source", &new.name, said);
            }
            if old.label != new.label {
                let said = format!("{on}il s'appelait « {} ».", old.label);
                self.add("parameter-label", &new.name, said);
            }
        }
    }

    pub(super) fn registers(&mut self, before: &Procedure, after: &Procedure) {
        let registers = matched(&before.registers, &after.registers, |register| {
            &register.code
        });
        for old in registers.gone {
            self.add(
                "register-removed",
                &old.code,
                format!("Le registre « {} » est enlevé.", old.label),
            );
        }
        for new in registers.new {
            let said = format!(
                "Un registre est ajouté, « {} », rempli à l'étape {}.",
                new.label, new.step
            );
            self.add("register-added", &new.code, said);
        }
        for (old, new) in registers.both {
            let on = format!("Registre « {} » : ", new.label);
            if old.label != new.label {
                self.add(
                    "register",
                    &new.code,
                    format!("{on}il s'appelait « {} ».", old.label),
                );
            }
            if old.step != new.step {
                let said = format!(
                    "{on}il se remplit à l'étape {} ; c'était à {}.",
                    new.step, old.step
                );
                self.add("register", &new.code, said);
            }
            let columns = matched(&old.columns, &new.columns, |column| &column.title);
            for column in columns.new {
                self.add(
                    "register",
                    &new.code,
                    format!("{on}la colonne « {} » s'ajoute.", column.title),
                );
            }
            for column in columns.gone {
                self.add(
                    "register",
                    &new.code,
                    format!("{on}la colonne « {} » s'enlève.", column.title),
                );
            }
            for (from, to) in columns.both {
                if from.content != to.content {
                    let said = format!(
                        "{on}la colonne « {} » porte {} ; c'était {}.",
                        to.title,
                        content(to),
                        content(from)
                    );
                    self.add("register", &new.code, said);
                }
            }
        }
    }

    pub(super) fn indicators(&mut self, before: &Procedure, after: &Procedure) {
        let indicators = matched(&before.indicators, &after.indicators, |indicator| {
            &indicator.code
        });
        for old in indicators.gone {
            self.add(
                "indicator-removed",
                &old.code,
                format!("L'indicateur « {} » est enlevé.", old.label),
            );
        }
        for new in indicators.new {
            self.add(
                "indicator-added",
                &new.code,
                format!("Un indicateur est ajouté, « {} ».", new.label),
            );
        }
        for (old, new) in indicators.both {
            self.indicator(old, new);
        }
    }

    fn indicator(&mut self, old: &Indicator, new: &Indicator) {
        let on = format!("Indicateur « {} » : ", new.label);
        if old.label != new.label {
            self.add(
                "indicator",
                &new.code,
                format!("{on}il s'appelait « {} ».", old.label),
            );
        }
        for (what, from, to) in [
            ("ce qui compte", &old.numerator, &new.numerator),
            ("parmi quoi", &old.denominator, &new.denominator),
        ] {
            if from != to {
                let said = format!(
                    "{on}{what} devient {} ; c'était {}.",
                    cases(to.as_ref()),
                    cases(from.as_ref())
                );
                self.add("indicator", &new.code, said);
            }
        }
        if old.target != new.target {
            let said = format!(
                "{on}la cible devient {} ; c'était {}.",
                target(new.target),
                target(old.target)
            );
            self.add("indicator", &new.code, said);
        }
        if old.breakdown != new.breakdown {
            self.add(
                "indicator",
                &new.code,
                format!("{on}sa ventilation change."),
            );
        }
    }

    pub(super) fn training(&mut self, before: &Procedure, after: &Procedure) {
        let quiz = matched(&before.quiz, &after.quiz, |question| &question.question);
        for old in quiz.gone {
            self.add(
                "quiz",
                "",
                format!("La question de quiz « {} » est enlevée.", old.question),
            );
        }
        for new in quiz.new {
            self.add(
                "quiz",
                "",
                format!("Une question de quiz est ajoutée, « {} ».", new.question),
            );
        }
        for (old, new) in quiz.both {
            if old != new {
                self.add(
                    "quiz",
                    "",
                    format!(
                        "La question de quiz « {} » a d'autres choix ou une autre réponse.",
                        new.question
                    ),
                );
            }
        }
        let exercises = matched(&before.exercises, &after.exercises, |exercise| {
            &exercise.title
        });
        for old in exercises.gone {
            self.add(
                "exercise",
                "",
                format!("L'exercice « {} » est enlevé.", old.title),
            );
        }
        for new in exercises.new {
            self.add(
                "exercise",
                "",
                format!("Un exercice est ajouté, « {} ».", new.title),
            );
        }
        for (old, new) in exercises.both {
            if old != new {
                self.add(
                    "exercise",
                    "",
                    format!("L'exercice « {} » change.", new.title),
                );
            }
        }
    }
}

fn value(value: &ParameterValue) -> String {
    match value {
        ParameterValue::Delay(delay) => delay.to_string(),
        ParameterValue::Number(number) => number.to_string(),
        ParameterValue::Text(text) => format!("« {text} »"),
    }
}

fn content(column: &Column) -> String {
    match &column.content {
        Content::Number => "le numéro".to_owned(),
        Content::Date => "la date".to_owned(),
        Content::Worker => "l'agent".to_owned(),
        Content::Person => "la personne".to_owned(),
        Content::Answer(expr) => expr.to_string(),
    }
}

fn cases(expr: Option<&Expr>) -> String {
    expr.map_or_else(|| "tous les dossiers".to_owned(), Expr::to_string)
}

fn target(target: Option<f64>) -> String {
    target.map_or_else(|| "aucune".to_owned(), |share| format!("{share} %"))
}
