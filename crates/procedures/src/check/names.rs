//! What is named twice, named nowhere, or named and not there: orders, codes, parameters, groups, registers.

use super::{Check, STEPS};
use crate::sheet::Row;
use crate::workbook::{Confidentiality, Content, DelaySource, ParameterValue, Since};

impl Check<'_> {
    pub(super) fn names(&mut self) {
        self.orders();
        for (sheet, column, what) in [
            ("etapes", "code", "Le code d'étape"),
            ("etapes", "libelle", "Le nom d'étape"),
            ("parametres", "nom", "Le paramètre"),
            ("registres", "code", "Le registre"),
            ("indicateurs", "code", "L'indicateur"),
            ("exercices", "titre", "L'exercice"),
        ] {
            self.twice(sheet, column, what);
        }
        self.deadlines();
        self.parameters();
        self.registers();
        self.exercises();
        self.groups();
    }

    fn orders(&mut self) {
        let steps = self.steps();
        if let Some((_, row)) = steps.get(STEPS) {
            let said = format!(
                "Cette procédure a {} étapes : elle ne tient plus sur une page.",
                steps.len()
            );
            let write = format!("Gardez-en {STEPS}, ou faites-en deux procédures.");
            self.error(("etapes", row, ""), "steps-too-many", said, write);
        }
        for ((step, row), expected) in steps.iter().zip(1..) {
            if step.order != expected {
                let said = format!(
                    "L'ordre {} est mal placé : on attend {expected} ici.",
                    step.order
                );
                let write = "Numérotez les étapes 1, 2, 3… sans trou ni double.";
                self.error(("etapes", row, "ordre"), "order", said, write);
                break;
            }
        }
    }

    fn twice(&mut self, sheet: &'static str, column: &'static str, what: &str) {
        let rows: Vec<&Row> = self.book.rows(sheet).iter().collect();
        for (at, row) in rows.iter().enumerate() {
            let name = row.cell(column);
            let first = rows
                .iter()
                .take(at)
                .find(|other| other.cell(column) == name);
            if let Some(first) = first.filter(|_| !name.is_empty()) {
                let line = first.line(column);
                let said = format!("{what} « {name} » est déjà pris ligne {line}.");
                self.error(
                    (sheet, row, column),
                    "name-again",
                    said,
                    "Donnez-en un autre.",
                );
            }
        }
    }

    fn deadlines(&mut self) {
        for (step, row) in self.steps() {
            let place = |column| ("etapes", row, column);
            if step.deadline.is_none() && !step.overdue.is_empty() {
                let said = "Cette étape dit qui est prévenu d'un retard, et n'a pas de délai.";
                self.error(
                    place("retard"),
                    "overdue-alone",
                    said,
                    "Ajoutez un délai, ou videz « retard ».",
                );
            }
            if let Some(name) = step.home.as_ref().and_then(|home| home.day.as_ref()) {
                self.dated_answer(place("lieu"), name);
            }
            let Some(deadline) = &step.deadline else {
                continue;
            };
            for case in &deadline.cases {
                if let DelaySource::Parameter(name) = &case.delay {
                    self.delay_parameter(row, name);
                }
            }
            match &deadline.since {
                Since::StepDone(code) => {
                    self.step_exists(place("depuis"), code);
                }
                Since::Answer(name) => self.dated_answer(place("depuis"), name),
                Since::FileOpened | Since::StepOpened => {}
            }
            let tiers: Vec<u64> = step
                .overdue
                .iter()
                .map(|tier| tier.after.about_hours())
                .collect();
            if !tiers.is_sorted() {
                let said = "Les paliers de retard ne vont pas du plus court au plus long.";
                self.error(
                    place("retard"),
                    "overdue-order",
                    said,
                    "Mettez-les dans l'ordre.",
                );
            }
        }
    }

    fn delay_parameter(&mut self, row: &Row, name: &str) {
        let procedure = self.procedure;
        let known = procedure
            .parameters
            .iter()
            .map(|parameter| parameter.name.as_str());
        let what = ("parameter-unknown", "Le paramètre");
        if !self.exists(("etapes", row, "delai"), name, known.collect(), what) {
            return;
        }
        let is_delay = procedure
            .parameter(name)
            .is_some_and(|parameter| matches!(parameter.value, ParameterValue::Delay(_)));
        let at = self
            .book
            .rows("parametres")
            .iter()
            .find(|row| row.cell("nom") == name);
        if let Some(at) = at.filter(|_| !is_delay) {
            let said = format!("Le délai « {} » n'a pas d'unité.", at.cell("valeur"));
            let write = "Écrivez un nombre et son unité : « 24 heures », « 3 jours ouvrés ».";
            let place = ("parametres", at, "valeur");
            // Two steps may share a parameter; its mistake is said once.
            if !self
                .findings
                .iter()
                .any(|known| known.code == "deadline-unit" && known.row == Some(at.line("valeur")))
            {
                self.error(place, "deadline-unit", said, write);
            }
        }
    }

    fn dated_answer(&mut self, place: (&'static str, &Row, &'static str), name: &str) {
        use crate::expr::Type;
        let survey = self.survey;
        let known = survey.questions.keys().map(String::as_str).collect();
        if self.exists(place, name, known, ("question-unknown", "La question")) {
            let kind = survey.questions.get(name).map(|(kind, _)| *kind);
            if !matches!(kind, Some(Type::Date | Type::Any)) {
                let said = format!("La question « {name} » ne donne ni une date ni une heure.");
                self.error(
                    place,
                    "since-type",
                    said,
                    "Nommez une question de type date ou dateTime.",
                );
            }
        }
    }

    fn parameters(&mut self) {
        let texts = self.book.sheets.iter().flat_map(|sheet| &sheet.rows);
        let called: Vec<&str> = texts
            .flat_map(Row::cells)
            .flat_map(|(_, text)| text.split("parametre(").skip(1))
            .filter_map(|call| {
                call.trim_start()
                    .strip_prefix(['\'', '"'])?
                    .split(['\'', '"'])
                    .next()
            })
            .collect();
        let steps = &self.procedure.steps;
        let deadlines = steps.iter().filter_map(|step| step.deadline.as_ref());
        let timed: Vec<&str> = deadlines
            .flat_map(|deadline| &deadline.cases)
            .filter_map(|case| match &case.delay {
                DelaySource::Parameter(name) => Some(name.as_str()),
                DelaySource::Fixed(_) => None,
            })
            .collect();
        for row in self.book.rows("parametres") {
            let name = row.cell("nom");
            if !name.is_empty() && !called.contains(&name) && !timed.contains(&name) {
                let said = format!("Le paramètre « {name} » ne sert à rien.");
                let write = "Nommez-le dans un délai ou par parametre('…'), ou enlevez-le.";
                self.warning(("parametres", row, "nom"), "parameter-unused", said, write);
            }
        }
    }

    fn registers(&mut self) {
        let procedure = self.procedure;
        let sealed = procedure.confidentiality == Confidentiality::Sealed;
        for (register, row) in procedure.registers.iter().zip(self.book.rows("registres")) {
            if !register.step.is_empty() {
                self.step_exists(("registres", row, "etape"), &register.step);
            }
            let named = register
                .columns
                .iter()
                .any(|column| column.content == Content::Person);
            if sealed && named {
                let said =
                    "Une procédure scellée ne met pas le nom de la personne dans un registre.";
                let write = "Enlevez la colonne « personne » ; le numéro de la ligne suffit.";
                self.error(
                    ("registres", row, "colonnes"),
                    "register-sealed",
                    said,
                    write,
                );
            }
        }
    }

    fn exercises(&mut self) {
        let procedure = self.procedure;
        for (exercise, row) in procedure.exercises.iter().zip(self.book.rows("exercices")) {
            for step in &exercise.expected {
                self.step_exists(("exercices", row, "attendu"), step);
            }
        }
    }

    fn groups(&mut self) {
        let survey = self.survey;
        let groups: Vec<&str> = survey
            .groups
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        let mut filled: Vec<&str> = Vec::new();
        for (step, row) in self.steps() {
            let Some(group) = step.group.as_deref() else {
                continue;
            };
            let place = ("etapes", row, "groupe");
            self.exists(
                place,
                group,
                groups.clone(),
                ("group-unknown", "Le groupe de questions"),
            );
            if filled.contains(&group) {
                let said = format!(
                    "Deux étapes remplissent le groupe « {group} » : la seconde effacerait la première."
                );
                self.error(
                    place,
                    "group-again",
                    said,
                    "Donnez à chaque étape son groupe.",
                );
            }
            filled.push(group);
        }
        let rows = self.book.rows("survey");
        for (name, at) in &survey.groups {
            if let Some(row) = rows.get(*at).filter(|_| !filled.contains(&name.as_str())) {
                let said = format!(
                    "Le groupe « {name} » n'est d'aucune étape : personne ne le remplirait."
                );
                let write = format!(
                    "Écrivez « {name} » dans la colonne « groupe » d'une étape, ou enlevez-le."
                );
                self.error(("survey", row, "name"), "group-unused", said, write);
            }
        }
        for at in &survey.loose {
            if let Some(row) = rows.get(*at) {
                let said = format!(
                    "La question « {} » n'est dans aucun groupe : aucune étape ne la pose.",
                    row.cell("name")
                );
                self.error(
                    ("survey", row, "name"),
                    "question-loose",
                    said,
                    "Mettez-la entre le begin_group et le end_group d'une étape.",
                );
            }
        }
    }
}
