//! The sheets beside the steps: parameters, registers, indicators, quiz, exercises.

use super::{At, Reader};
use crate::workbook::{
    Breakdown, Column, Content, Delay, Exercise, Indicator, Parameter, ParameterValue, Question,
    Register,
};

impl Reader<'_> {
    pub(super) fn parameters(&mut self) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for row in self.book.rows("parametres") {
            let mut at = self.row("parametres", row);
            let name = at.code("nom");
            let value = at.required("valeur", "Écrivez un nombre avec son unité, ou un mot.");
            parameters.push(Parameter {
                name,
                value: value_of(&value),
                label: at.required("libelle", "Écrivez ce que c'est, en quelques mots."),
                source: at.required(
                    "source",
                    "Écrivez « proposition », ou la référence du texte.",
                ),
            });
        }
        parameters
    }

    pub(super) fn registers(&mut self) -> Vec<Register> {
        let mut registers = Vec::new();
        for row in self.book.rows("registres") {
            let mut at = self.row("registres", row);
            let register = Register {
                code: at.code("code"),
                label: at.required("libelle", "Écrivez le titre du registre."),
                step: at.required("etape", "Écrivez le code de l'étape qui le remplit."),
                columns: at.columns(),
            };
            registers.push(register);
        }
        registers
    }

    pub(super) fn indicators(&mut self) -> Vec<Indicator> {
        const BREAKDOWN: &[(&str, Breakdown)] = &[
            ("sexe", Breakdown::Sex),
            ("age", Breakdown::Age),
            ("agent", Breakdown::Worker),
        ];
        let mut indicators = Vec::new();
        for row in self.book.rows("indicateurs") {
            let mut at = self.row("indicateurs", row);
            indicators.push(Indicator {
                code: at.code("code"),
                label: at.required("libelle", "Écrivez ce qui est compté."),
                numerator: at.optional_expr("numerateur"),
                denominator: at.optional_expr("denominateur"),
                target: at.percent("cible"),
                breakdown: at.words("ventilation", BREAKDOWN),
            });
        }
        indicators
    }

    pub(super) fn quiz(&mut self) -> Vec<Question> {
        let mut quiz = Vec::new();
        for row in self.book.rows("quiz") {
            let choices: Vec<String> = row.lines("choix").map(str::to_owned).collect();
            let mut at = self.row("quiz", row);
            let right = row.cell("bonne").parse::<usize>().ok();
            let right = right.filter(|rank| (1..=choices.len()).contains(rank));
            if choices.len() < 2 {
                at.error(
                    "choix",
                    "quiz-choices",
                    "Il faut au moins deux choix.",
                    "Écrivez-en un par ligne de la case.",
                );
            } else if right.is_none() {
                at.error(
                    "bonne",
                    "quiz-right",
                    "Le rang du bon choix n'est pas parmi les choix.",
                    format!("Écrivez un nombre de 1 à {}.", choices.len()),
                );
            }
            quiz.push(Question {
                question: at.required("question", "Écrivez la question."),
                choices,
                right: right.map_or(0, |rank| rank - 1),
                why: at.required(
                    "pourquoi",
                    "Écrivez en une phrase pourquoi ce choix est le bon.",
                ),
            });
        }
        quiz
    }

    pub(super) fn exercises(&mut self) -> Vec<Exercise> {
        let mut exercises = Vec::new();
        for row in self.book.rows("exercices") {
            let mut at = self.row("exercices", row);
            exercises.push(Exercise {
                title: at.required("titre", "Écrivez quelques mots."),
                situation: at.required("situation", "Racontez, avec des personnes inventées."),
                expected: at.codes("attendu"),
                correction: at.required("corrige", "Écrivez ce qu'il fallait faire, et pourquoi."),
            });
        }
        exercises
    }
}

/// The value of a parameter: a delay, a number, or a text.
fn value_of(text: &str) -> ParameterValue {
    if let Some(delay) = Delay::parse(text) {
        return ParameterValue::Delay(delay);
    }
    let plain = !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    match text.parse::<f64>() {
        Ok(number) if plain && number.is_finite() => ParameterValue::Number(number),
        _ => ParameterValue::Text(text.to_owned()),
    }
}

impl At<'_, '_> {
    fn columns(&mut self) -> Vec<Column> {
        const FORM: &str = "Écrivez « Titre = ${question} », ou « Titre = numero », « date », « agent », « personne ».";
        let lines: Vec<&str> = self.row.lines("colonnes").collect();
        if lines.is_empty() {
            self.error(
                "colonnes",
                "cell-missing",
                "Ce registre n'a pas de colonnes.",
                FORM,
            );
        }
        let mut columns = Vec::new();
        for line in lines {
            let (title, content) = match line.split_once('=') {
                Some((title, content)) => (title.trim(), content.trim()),
                None => (line, line),
            };
            let content = match content {
                "numero" => Content::Number,
                "date" => Content::Date,
                "agent" => Content::Worker,
                "personne" => Content::Person,
                "" => {
                    let said = format!("La colonne « {title} » ne dit pas ce qui s'y écrit.");
                    self.error("colonnes", "register-column", said, FORM);
                    continue;
                }
                word if !word.contains(['$', '(', '\'']) => {
                    let said = format!("« {word} » n'est pas connu dans un registre.");
                    self.error("colonnes", "register-column", said, FORM);
                    continue;
                }
                source => match self.expr("colonnes", source) {
                    Some(expr) => Content::Answer(expr),
                    None => continue,
                },
            };
            columns.push(Column {
                title: title.to_owned(),
                content,
            });
        }
        columns
    }

    /// A share such as `90 %`.
    fn percent(&mut self, column: &'static str) -> Option<f64> {
        let text = self.row.cell(column);
        if text.is_empty() {
            return None;
        }
        let number = text.trim_end_matches('%').trim().replace(',', ".");
        let share = number.parse::<f64>().ok();
        let share = share.filter(|share| text.ends_with('%') && (0.0..=100.0).contains(share));
        if share.is_none() {
            self.error(
                column,
                "percent",
                format!("« {text} » n'est pas une part."),
                "Écrivez un nombre de 0 à 100 et « % » : « 90 % ».",
            );
        }
        share
    }
}
