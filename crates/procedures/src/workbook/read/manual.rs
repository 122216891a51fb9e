//! The sheets of the file `manuel`: roles, public holidays, glossary.

use jiff::civil::Date;

use super::Reader;
use crate::workbook::{Function, Holiday, Holidays, Role, Term};

const FUNCTIONS: &[(&str, Function)] = &[
    ("accueil", Function::Reception),
    ("travailleur_social", Function::SocialWorker),
    ("directeur", Function::Director),
    ("supervision_regionale", Function::RegionalSupervisor),
    ("stagiaire", Function::Intern),
    ("externe", Function::External),
];

impl Reader<'_> {
    pub(super) fn roles(&mut self) -> Vec<Role> {
        let mut roles: Vec<Role> = Vec::new();
        for row in self.book.rows("roles") {
            let mut at = self.row("roles", row);
            let role = Role {
                code: at.code("code"),
                label: at.required("libelle", "Écrivez le nom du rôle."),
                function: at
                    .choice("fonction", FUNCTIONS)
                    .unwrap_or(Function::External),
                description: at
                    .required("description", "Écrivez en une phrase ce que fait ce rôle."),
            };
            if roles.iter().any(|other| other.code == role.code) {
                let said = format!("Le rôle « {} » est écrit deux fois.", role.code);
                at.error("code", "role-again", said, "Gardez une seule ligne.");
            }
            roles.push(role);
        }
        roles
    }

    pub(super) fn holidays(&mut self) -> Holidays {
        let mut days: Vec<Holiday> = Vec::new();
        for row in self.book.rows("feries") {
            let mut at = self.row("feries", row);
            let written = row.cell("date");
            // The format asks for one way of writing, which no reader takes for another day.
            let date = written.parse::<Date>().ok();
            match date.filter(|date| date.to_string() == written) {
                Some(date) if days.iter().any(|day| day.date == date) => {
                    let said = format!("Le {written} est écrit deux fois.");
                    at.error("date", "holiday-again", said, "Gardez une seule ligne.");
                }
                Some(date) => days.push(Holiday {
                    date,
                    label: at.required("libelle", "Écrivez le nom de la fête."),
                    source: at.required(
                        "source",
                        "Écrivez le texte qui la fixe, ou « proposition ».",
                    ),
                }),
                None => at.error(
                    "date",
                    "date",
                    format!("« {written} » n'est pas une date."),
                    "Écrivez-la AAAA-MM-JJ : « 2026-12-25 ».",
                ),
            }
        }
        days.sort_by_key(|day| day.date);
        Holidays { days }
    }

    pub(super) fn glossary(&mut self) -> Vec<Term> {
        let mut terms = Vec::new();
        for row in self.book.rows("glossaire") {
            let mut at = self.row("glossaire", row);
            terms.push(Term {
                term: at.required("terme", "Écrivez le mot."),
                definition: at.required("definition", "Écrivez ce qu'il veut dire."),
            });
        }
        terms
    }
}
