//! A procedure played with invented answers and a date that moves, before anybody follows it.
//!
//! Owns one played case: its answers, its course, its present moment, and the short commands by which a person moves it on.
//! Goes by the same rules as a case of a centre ([`run`](crate::run)); only here may a step be done with a form that is not
//! finished, which is then said. Keeps nothing, and no answer here is about anybody.

mod command;
mod compare;
mod invent;
mod script;
mod tell;
mod time;

pub use command::COMMANDS;
pub use compare::{Pair, compare};
pub use invent::invented;
pub use script::{MOVES_MAX, Move, Script, ScriptError};

use jiff::civil::DateTime;

use crate::expr::{Scope, Value};
use crate::form::{Answers, Filled, Moment};
use crate::run::{
    Calendar, Course, Event, Known, Lead, Open, Standing, Waits, Way, What, Words, begin, lead,
    onward, standing, ways,
};
use crate::workbook::{Procedure, Step};

/// A played case.
pub struct Play<'p> {
    procedure: &'p Procedure,
    calendar: Calendar,
    course: Course,
    answers: Answers,
    now: DateTime,
    submissions: usize,
}

/// What a command answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answered {
    /// What to show, line by line, in French.
    pub lines: Vec<String>,
    /// Whether the command was refused: nothing changed.
    pub refused: bool,
    /// Whether the player wants to stop.
    pub stop: bool,
}

impl Answered {
    fn refuse(line: impl Into<String>) -> Self {
        Self {
            lines: vec![line.into()],
            refused: true,
            stop: false,
        }
    }

    fn said(lines: Vec<String>) -> Self {
        Self {
            lines,
            ..Self::default()
        }
    }
}

/// Answers, where there is no form.
struct Nothing(DateTime);

impl Scope for Nothing {
    fn value(&self, _: &str) -> Option<Value> {
        None
    }

    fn now(&self) -> DateTime {
        self.0
    }
}

impl<'p> Play<'p> {
    /// A case that begins at that moment.
    #[must_use]
    pub fn new(procedure: &'p Procedure, calendar: Calendar, now: DateTime) -> Self {
        let mut play = Self {
            procedure,
            calendar,
            course: Course::default(),
            answers: Answers::new(),
            now,
            submissions: 0,
        };
        let lead = play.with(|_, known| begin(procedure, known));
        play.note(What::Began { lead });
        play
    }

    /// The present moment of the case.
    #[must_use]
    pub fn now(&self) -> DateTime {
        self.now
    }

    /// Where the case stands.
    #[must_use]
    pub fn standing(&self) -> Standing<'p> {
        self.with(|standing, _| standing.clone())
    }

    /// The form with its answers.
    fn filled(&self) -> Option<Filled<'p>> {
        let moment = Moment {
            now: self.now,
            seed: 0,
            language: "fr",
        };
        let form = self.procedure.form.as_ref()?;
        Some(Filled::evaluate(form, &self.answers, moment))
    }

    /// Does something with where the case stands and what is known in it.
    fn with<T>(&self, body: impl FnOnce(&Standing<'p>, &Known<'_>) -> T) -> T {
        let (filled, nothing) = (self.filled(), Nothing(self.now));
        let scope = filled.as_ref().map(Filled::scope);
        let answers: &dyn Scope = match &scope {
            Some(scope) => scope,
            None => &nothing,
        };
        let standing = standing(
            self.procedure,
            &self.course,
            answers,
            &self.calendar,
            self.now,
        );
        let known = Known::at(answers, self.procedure, &standing, self.now);
        body(&standing, &known)
    }

    fn note(&mut self, what: What) {
        self.course.events.push(Event {
            at: self.now,
            by: "joueur".to_owned(),
            what,
        });
    }

    /// The open step of that code, or the only one when none is named.
    fn open_step(&self, code: &str) -> Result<(&'p Step, Open), String> {
        let standing = self.standing();
        let open: Vec<(&'p Step, Open)> = standing
            .open()
            .map(|(state, open)| (state.step, open.clone()))
            .collect();
        let codes: Vec<&str> = open.iter().map(|(step, _)| step.code.as_str()).collect();
        let codes = codes.join(", ");
        if open.is_empty() {
            return Err("Le dossier est fermé : aucune étape n'est ouverte.".to_owned());
        }
        let mut named = open
            .into_iter()
            .filter(|(step, _)| code.is_empty() || step.code == code);
        match (named.next(), named.next()) {
            (Some(one), None) => Ok(one),
            (Some(_), Some(_)) => Err(format!(
                "Plusieurs étapes sont ouvertes : nommez-en une ({codes})."
            )),
            (None, _) => Err(format!(
                "L'étape « {code} » n'est pas ouverte ; sont ouvertes : {codes}."
            )),
        }
    }

    /// Answers a question.
    fn answer(&mut self, name: &str, text: &str) -> Answered {
        let Some(mut filled) = self.filled() else {
            return Answered::refuse("Cette procédure n'a pas de formulaire.");
        };
        let path = filled.paths().find(|(path, element)| {
            element.is_question() && (path == name || element.name == name)
        });
        let Some((path, _)) = path else {
            return Answered::refuse(format!("La question « {name} » n'existe pas."));
        };
        if !filled.relevant(&path) {
            return Answered::refuse(format!(
                "La question « {name} » n'est pas posée pour l'instant."
            ));
        }
        if !filled.set(&path, text) {
            return Answered::refuse(format!("« {name} » se calcule : on n'y répond pas."));
        }
        if let Some(problem) = filled.problem_at(&path).filter(|_| !text.is_empty()) {
            return Answered::refuse(format!("{name} : {}", problem.said));
        }
        self.answers = filled.answers();
        Answered::said(vec![format!("{name} = {}", filled.value(&path))])
    }

    /// Adds an instance to a repeat.
    fn another(&mut self, name: &str) -> Answered {
        let Some(mut filled) = self.filled() else {
            return Answered::refuse("Cette procédure n'a pas de formulaire.");
        };
        let group = filled.form().group(name).map(|group| group.path.clone());
        match group.filter(|path| filled.add_instance(path)) {
            Some(path) => {
                self.answers = filled.answers();
                let count = filled.count(&path);
                Answered::said(vec![format!("{name} : {count}")])
            }
            None => Answered::refuse(format!(
                "« {name} » n'est pas un groupe que l'on répète à volonté."
            )),
        }
    }

    /// Where a step leads, and by which decision.
    fn way(&self, step: &'p Step, choice: &str) -> Result<(Option<String>, Lead), String> {
        let procedure = self.procedure;
        self.with(|_, known| match ways(step, known) {
            Way::On => Ok((None, onward(procedure, known, &step.code))),
            Way::Decided(one) => Ok((Some(one.label.clone()), lead(procedure, known, one))),
            Way::Choose(several) => {
                let rank = choice
                    .parse::<usize>()
                    .ok()
                    .and_then(|rank| rank.checked_sub(1));
                let one = match rank {
                    Some(rank) => several.get(rank),
                    None => several
                        .iter()
                        .find(|decision| decision.label.eq_ignore_ascii_case(choice)),
                };
                match one {
                    Some(one) => Ok((Some(one.label.clone()), lead(procedure, known, one))),
                    None => {
                        let labels = several.iter().zip(1..);
                        let labels: Vec<String> = labels
                            .map(|(decision, rank)| format!("{rank} {}", decision.label))
                            .collect();
                        Err(format!(
                            "Il faut choisir : {}. Écrivez « fait {} : 1 ».",
                            labels.join(" ; "),
                            step.code
                        ))
                    }
                }
            }
        })
    }

    /// Does a step, or sends it for approval.
    fn finish(&mut self, code: &str, choice: &str) -> Answered {
        let (step, open) = match self.open_step(code) {
            Ok(found) => found,
            Err(said) => return Answered::refuse(said),
        };
        if matches!(open.waits, Waits::Visa { .. }) {
            return Answered::refuse(format!("L'étape « {} » attend un visa.", step.code));
        }
        let (decision, lead) = match self.way(step, choice) {
            Ok(way) => way,
            Err(said) => return Answered::refuse(said),
        };
        let mut lines = self.unfinished(step);
        if let Some(decision) = &decision {
            lines.push(format!("Décision : {decision}."));
        }
        let (step, due) = (step.clone(), open.due);
        match step.visa {
            None => self.note(What::Done {
                step: step.code,
                due,
                decision,
                lead,
            }),
            Some(visa) => {
                let asked = if visa.all {
                    visa.roles.into_iter().map(|role| vec![role]).collect()
                } else {
                    vec![visa.roles]
                };
                self.submissions += 1;
                let submission = self.submissions.to_string();
                self.note(What::Submitted {
                    submission,
                    step: step.code,
                    due,
                    decision,
                    lead,
                    asked,
                });
            }
        }
        Answered::said(lines)
    }

    /// What a centre would refuse in the form of a step.
    fn unfinished(&self, step: &Step) -> Vec<String> {
        let (Some(filled), Some(group)) = (self.filled(), step.group.as_ref()) else {
            return Vec::new();
        };
        let prefix = format!("{group}/");
        let problems = filled
            .problems()
            .into_iter()
            .filter(|problem| problem.path.starts_with(&prefix));
        let names: Vec<String> = problems
            .map(|problem| problem.path.trim_start_matches(&prefix).to_owned())
            .collect();
        if names.is_empty() {
            return Vec::new();
        }
        vec![format!(
            "Dans un centre, la fiche serait refusée : il reste à répondre à {}.",
            names.join(", ")
        )]
    }

    /// Gives or refuses an approval.
    fn approve(&mut self, code: &str, refusal: Option<&str>) -> Answered {
        let (step, open) = match self.open_step(code) {
            Ok(found) => found,
            Err(said) => return Answered::refuse(said),
        };
        let Waits::Visa {
            submission,
            missing,
            ..
        } = open.waits
        else {
            return Answered::refuse(format!("L'étape « {} » n'attend pas de visa.", step.code));
        };
        if let Some(reason) = refusal {
            let reason = Words::new(reason);
            self.note(What::Refused { submission, reason });
            return Answered::said(vec![
                "Visa refusé : l'étape revient à son auteur.".to_owned(),
            ]);
        }
        let Some((place, roles)) = missing.first().cloned() else {
            return Answered::refuse("Aucun visa n'est attendu.");
        };
        self.note(What::Approved { submission, place });
        Answered::said(vec![format!("Visa donné : {}.", roles.join(" ou "))])
    }

    /// Leaves a step undone, with a reason.
    fn depart(&mut self, code: &str, reason: &str) -> Answered {
        if reason.is_empty() {
            return Answered::refuse("Dites pourquoi : « laisse ETAPE : raison ».");
        }
        let (step, open) = match self.open_step(code) {
            Ok(found) => found,
            Err(said) => return Answered::refuse(said),
        };
        let procedure = self.procedure;
        let lead = self.with(|_, known| onward(procedure, known, &step.code));
        let step = step.code.clone();
        self.note(What::Departed {
            step,
            due: open.due,
            reason: Words::new(reason),
            lead,
        });
        Answered::said(vec![
            "Étape laissée, avec sa raison ; elle compte comme un écart.".to_owned(),
        ])
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
