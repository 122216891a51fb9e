//! The French of a procedure's words: status, level, deadlines, who does what.
//!
//! Owns the wording alone.

use crate::expr::{Expr, Wording};
use crate::workbook::{
    Confidentiality, Deadline, Delay, DelaySource, Manual, Procedure, Since, Status, Subject, Tier,
    Visa,
};

pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Proposed => "Proposition à valider",
        Status::InForce => "En vigueur",
    }
}

/// `2`, or `2.1` under the first version of a local layer.
pub(super) fn version(procedure: &Procedure) -> String {
    let layers = procedure.layers.iter().map(|layer| layer.version);
    layers.fold(procedure.version.to_string(), |said, layer| {
        format!("{said}.{layer}")
    })
}

pub(super) fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Person => "une personne",
        Subject::Household => "un ménage",
        Subject::Group => "un groupe",
        Subject::Centre => "le centre lui-même",
    }
}

pub(super) fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Basic => "base : tous les centres",
        Tier::Specialised => "spécialisé : des agents formés",
    }
}

pub(super) fn confidentiality(confidentiality: Confidentiality) -> &'static str {
    match confidentiality {
        Confidentiality::Ordinary => "ordinaire",
        Confidentiality::Restricted => "restreinte : l'équipe du dossier",
        Confidentiality::Sealed => "scellée : seuls ceux qui en ont la clé",
    }
}

pub(super) fn axes(axes: &[u8]) -> String {
    let list: Vec<String> = axes.iter().map(u8::to_string).collect();
    match list.as_slice() {
        [one] => format!("axe {one} de la stratégie nationale"),
        many => format!("axes {} de la stratégie nationale", many.join(", ")),
    }
}

/// The label of a role; its code where the manual does not know it.
pub(super) fn role(manual: &Manual, code: &str) -> String {
    manual
        .role(code)
        .map_or_else(|| code.to_owned(), |role| role.label.clone())
}

pub(super) fn visa(manual: &Manual, visa: &Visa) -> String {
    let roles: Vec<String> = visa.roles.iter().map(|code| role(manual, code)).collect();
    roles.join(if visa.all { " et " } else { " ou " })
}

pub(super) fn delay(procedure: &Procedure, source: &DelaySource) -> String {
    match (procedure.delay(source), source) {
        (Some(delay), DelaySource::Parameter(_)) => format!("{delay}*"),
        (Some(delay), DelaySource::Fixed(_)) => delay.to_string(),
        (None, DelaySource::Parameter(name)) => format!("délai « {name} » inconnu"),
        (None, DelaySource::Fixed(delay)) => delay.to_string(),
    }
}

/// A deadline in sentences, one a case. A star marks a parameter, which the centre may change.
pub(super) fn deadline(procedure: &Procedure, deadline: &Deadline) -> Vec<String> {
    let since = since(procedure, &deadline.since);
    let several = deadline.cases.len() > 1;
    deadline
        .cases
        .iter()
        .map(|case| {
            let how_long = delay(procedure, &case.delay);
            match &case.when {
                Some(when) => format!("{how_long} {since} si {}", when.phrase(procedure)),
                None if several => format!("sinon {how_long} {since}"),
                None => format!("{how_long} {since}"),
            }
        })
        .collect()
}

/// The shortest and longest of a deadline, for a line of the chart.
pub(super) fn deadline_in_short(procedure: &Procedure, deadline: &Deadline) -> String {
    let mut delays: Vec<Delay> = deadline
        .cases
        .iter()
        .filter_map(|case| procedure.delay(&case.delay))
        .collect();
    delays.sort_by_key(|delay| delay.about_hours());
    match (delays.first(), delays.last()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} à {last}"),
        _ => String::new(),
    }
}

fn since(procedure: &Procedure, since: &Since) -> String {
    match since {
        Since::FileOpened => "après l'ouverture du dossier".to_owned(),
        Since::StepOpened => "après l'ouverture de l'étape".to_owned(),
        Since::StepDone(code) => match procedure.step(code) {
            Some(step) => format!("après l'étape {}", step.order),
            None => format!("après l'étape « {code} »"),
        },
        Since::Answer(name) => {
            let label = procedure
                .form
                .as_ref()
                .and_then(|form| form.question(name))
                .map_or_else(
                    || name.clone(),
                    |question| question.label.get("fr").to_owned(),
                );
            format!("après « {label} »")
        }
    }
}

/// A condition of the form in words, where `.` is the answer to a question.
pub(super) fn condition_at(procedure: &Procedure, expr: &Expr, question: &str) -> String {
    expr.phrase(&At {
        procedure,
        question,
    })
}

/// A procedure's names, where `.` means one of its questions.
struct At<'a> {
    procedure: &'a Procedure,
    question: &'a str,
}

impl Wording for At<'_> {
    fn question(&self, name: &str) -> Option<String> {
        self.procedure.question(name)
    }

    fn choice(&self, question: &str, code: &str) -> Option<String> {
        self.procedure.choice(question, code)
    }

    fn step(&self, code: &str) -> Option<String> {
        Wording::step(self.procedure, code)
    }

    fn parameter(&self, name: &str) -> Option<String> {
        Wording::parameter(self.procedure, name)
    }

    fn here(&self) -> Option<&str> {
        Some(self.question)
    }
}
