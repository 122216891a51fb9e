//! The commands of a player, one a line, in French with an English word beside.

use jiff::civil::{Date, DateTime};

use super::{Answered, Play};
use crate::workbook::Delay;

/// What can be written, with what it does, in French and in English.
pub const COMMANDS: &[(&str, &str, &str)] = &[
    (
        "question = réponse",
        "répond à une question",
        "answers a question",
    ),
    (
        "questions",
        "montre les questions des étapes ouvertes",
        "shows the questions of the open steps",
    ),
    (
        "fait [étape] [: choix]",
        "fait l'étape ouverte (done)",
        "does the open step (done)",
    ),
    (
        "visa [étape]",
        "donne un visa attendu (approve)",
        "gives an approval (approve)",
    ),
    (
        "refus [étape] : raison",
        "refuse le visa (refuse)",
        "refuses the approval (refuse)",
    ),
    (
        "laisse [étape] : raison",
        "laisse l'étape sans la faire (skip)",
        "leaves the step undone (skip)",
    ),
    (
        "ajoute groupe",
        "ajoute une ligne à un groupe répété (add)",
        "adds an instance of a repeat (add)",
    ),
    (
        "+2 jours",
        "avance la date ; aussi heures, jours ouvrés, semaines, mois",
        "moves the date on; also heures, jours ouvrés, semaines, mois",
    ),
    (
        "le 2026-03-05 14:00",
        "va à cette date",
        "goes to that date",
    ),
    (
        "etat",
        "montre où en est le dossier (state)",
        "shows where the case stands (state)",
    ),
    ("fin", "arrête (quit)", "stops (quit)"),
];

impl Play<'_> {
    /// Obeys one line, and says what came of it.
    pub fn say(&mut self, line: &str) -> Answered {
        let line = line.trim();
        if let Some(delay) = line.strip_prefix('+') {
            let moved = match Delay::parse(delay) {
                Some(delay) => self.wait(delay),
                None => Answered::refuse(format!(
                    "« {line} » : écrivez « +2 jours », « +3 heures » ou « +1 jour ouvré »."
                )),
            };
            return self.after(moved);
        }
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let known = word.to_lowercase();
        let (target, detail) = match rest.split_once(':') {
            Some((target, detail)) => (target.trim(), detail.trim()),
            None => (rest, ""),
        };
        let answered = match known.as_str() {
            "" | "#" => return Answered::default(),
            _ if rest.starts_with('=') || word.contains('=') => self.assign(line),
            "fait" | "done" => self.finish(target, detail),
            "visa" | "approve" => self.approve(target, None),
            "refus" | "refuse" => self.approve(target, Some(detail)),
            "laisse" | "skip" => self.depart(target, detail),
            "ajoute" | "add" => self.another(rest),
            "le" | "on" => self.on(rest),
            "etat" | "état" | "state" => Answered::default(),
            "questions" => return Answered::said(self.questions()),
            "fin" | "quit" => {
                return Answered {
                    stop: true,
                    ..Answered::default()
                };
            }
            _ => return Answered::refuse(format!("« {word} » n'est pas connu. Écrivez « aide ».")),
        };
        self.after(answered)
    }

    fn assign(&mut self, line: &str) -> Answered {
        let (name, text) = line.split_once('=').unwrap_or((line, ""));
        self.answer(name.trim(), text.trim())
    }

    fn on(&mut self, text: &str) -> Answered {
        let (day, time) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let time = if time.trim().is_empty() {
            "00:00"
        } else {
            time.trim()
        };
        let moment = format!("{day}T{time}").parse::<DateTime>();
        match (moment, day.parse::<Date>()) {
            (Ok(moment), Ok(day)) if time == "00:00" && day == self.now.date() => {
                self.go_to(self.now.max(moment))
            }
            (Ok(moment), Ok(_)) => self.go_to(moment),
            _ => Answered::refuse(format!(
                "« {text} » n'est pas une date. Écrivez « le 2026-03-05 » ou « le 2026-03-05 14:00 »."
            )),
        }
    }

    /// Adds where the case stands to what a command answered.
    fn after(&self, mut answered: Answered) -> Answered {
        if !answered.refused {
            answered.lines.extend(self.state());
        }
        answered
    }
}
