//! Where a played case stands, said in French.

use jiff::civil::{Date, DateTime, Weekday};

use super::Play;
use crate::diff;
use crate::run::{Open, Standpoint, StepState, Waits, Way, ways};
use crate::workbook::Step;

impl Play<'_> {
    /// Where the case stands, line by line.
    #[must_use]
    pub fn state(&self) -> Vec<String> {
        let mut lines = vec![moment(self.now)];
        self.with(|standing, known| {
            for (state, open) in standing.open() {
                lines.push(format!("  {}", self.step(state, open)));
                for alert in open.alerts.iter().filter(|alert| alert.at <= self.now) {
                    lines.push(format!("      prévenu du retard : {}", alert.role));
                }
                if matches!(open.waits, Waits::Role(_)) {
                    lines.extend(decisions(state.step, &ways(state.step, known)));
                }
            }
            if let Some(over) = &standing.over {
                lines.push(format!("  Dossier fermé le {}.", moment(over.at)));
            }
            let past = standing.steps.iter().filter(|state| state.open.is_none());
            let past: Vec<String> = past.filter_map(past_words).collect();
            if !past.is_empty() {
                lines.push(format!("  Avant : {}.", past.join(", ")));
            }
        });
        lines
    }

    fn step(&self, state: &StepState<'_>, open: &Open) -> String {
        let step = state.step;
        let due = match (open.due, &step.deadline) {
            (Some(due), _) => format!(", {}", until(due)),
            (None, Some(deadline)) => format!(
                ", délai compté depuis {}, pas encore connue",
                diff::since(&deadline.since)
            ),
            (None, None) => String::new(),
        };
        let late = if open.late_by.is_some() {
            " — EN RETARD"
        } else {
            ""
        };
        let waits = match &open.waits {
            Waits::Role(role) => role.clone(),
            Waits::Visa { missing, .. } => {
                let missing: Vec<String> = missing
                    .iter()
                    .map(|(_, roles)| roles.join(" ou "))
                    .collect();
                format!("attend le visa : {}", missing.join(" et "))
            }
        };
        format!(
            "{} {} ({}) — {waits}{due}{late}",
            step.order, step.label, step.code
        )
    }

    /// The questions of the open steps that are asked now, with what was answered.
    pub(super) fn questions(&self) -> Vec<String> {
        let Some(filled) = self.filled() else {
            return vec!["Cette procédure n'a pas de formulaire.".to_owned()];
        };
        let standing = self.standing();
        let groups: Vec<String> = standing
            .open()
            .filter_map(|(state, _)| state.step.group.as_ref().map(|group| format!("{group}/")))
            .collect();
        let mut lines = Vec::new();
        for (path, element) in filled.paths() {
            let here = groups.iter().any(|group| path.starts_with(group));
            if !here || !element.is_asked() || !filled.relevant(&path) {
                continue;
            }
            let required = if filled.required(&path) { " *" } else { "" };
            let value = filled.value(&path);
            lines.push(format!(
                "  {} = {value}{required}   {}",
                element.name,
                filled.words(&path, &element.label)
            ));
            let choices: Vec<String> = filled
                .choices(&path)
                .into_iter()
                .map(|(name, _)| name)
                .collect();
            if !choices.is_empty() {
                lines.push(format!("      {}", choices.join(" | ")));
            }
        }
        if lines.is_empty() {
            lines.push("Aucune question à cette étape.".to_owned());
        }
        lines
    }
}

/// The decisions of a step: the one that the answers take so far is marked, those between which a person chooses are
/// numbered.
fn decisions(step: &Step, way: &Way<'_>) -> Vec<String> {
    let decisions = step.decisions.iter().map(|decision| {
        let mark = match way {
            Way::Decided(one) if *one == decision => "▸".to_owned(),
            Way::Choose(several) => {
                let rank = several.iter().position(|other| *other == decision);
                rank.map_or_else(|| "·".to_owned(), |rank| (rank + 1).to_string())
            }
            Way::Decided(_) | Way::On => "·".to_owned(),
        };
        let when = decision.when.as_ref();
        let when = when.map_or_else(String::new, |when| format!(" si {when}"));
        format!(
            "      {mark} {}{when} → {}",
            decision.label,
            diff::next(&decision.next)
        )
    });
    decisions.collect()
}

/// What became of a step, in words; none when it was not reached.
fn past_words(state: &StepState<'_>) -> Option<String> {
    let code = &state.step.code;
    match state.standpoint() {
        Standpoint::Done => {
            let late = state.done.last().is_some_and(|done| !done.in_time());
            let times = match state.done.len() {
                1 => String::new(),
                times => format!(" {times} fois"),
            };
            Some(format!(
                "{code} faite{times}{}",
                if late { " en retard" } else { "" }
            ))
        }
        Standpoint::Departed => Some(format!("{code} laissée")),
        Standpoint::Passed => Some(format!("{code} sans objet")),
        Standpoint::Open | Standpoint::Late | Standpoint::Submitted | Standpoint::NotOpen => None,
    }
}

/// `avant mardi 3 mars 2026, 10 h 30`, `avant la fin de mardi 3 mars 2026`.
fn until(due: DateTime) -> String {
    if (due.hour(), due.minute(), due.second()) == (23, 59, 59) {
        format!("avant la fin de {}", day(due.date()))
    } else {
        format!("avant {}", moment(due))
    }
}

/// `mardi 3 mars 2026, 10 h 30`.
fn moment(at: DateTime) -> String {
    format!("{}, {} h {:02}", day(at.date()), at.hour(), at.minute())
}

fn day(date: Date) -> String {
    let weekday = match date.weekday() {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    };
    let month = match date.month() {
        1 => "janvier",
        2 => "février",
        3 => "mars",
        4 => "avril",
        5 => "mai",
        6 => "juin",
        7 => "juillet",
        8 => "août",
        9 => "septembre",
        10 => "octobre",
        11 => "novembre",
        _ => "décembre",
    };
    let number = if date.day() == 1 {
        "1er".to_owned()
    } else {
        date.day().to_string()
    };
    format!("{weekday} {number} {month} {}", date.year())
}
