//! What changed from one version of a procedure or a manual to another, in French sentences.
//!
//! Owns the comparing and the words. Compares what a text means, not how its file is laid out: the same workbook carried
//! otherwise has not changed. Things are the same when their codes are; a step whose code alone changed is recognised by its
//! name. Judges nothing.

mod form;
mod manual;
mod sheets;
mod steps;

pub use manual::{heading, manuals};
pub(crate) use steps::next;

use crate::workbook::{
    Confidentiality, Deadline, Delay, DelaySource, Procedure, Since, Status, Subject, Tier,
};

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind of change it is, for programs: `step-added`.
    pub code: &'static str,
    /// The code or name of what changed: a step, a parameter, a question; empty for the whole.
    pub name: String,
    /// What changed, in French, one sentence.
    pub said: String,
}

/// What changed from one procedure to another, in the order of the text.
#[must_use]
pub fn procedures(before: &Procedure, after: &Procedure) -> Vec<Change> {
    let mut changes = Changes::default();
    changes.heading(before, after);
    changes.steps(before, after);
    changes.parameters(before, after);
    changes.registers(before, after);
    changes.indicators(before, after);
    changes.training(before, after);
    changes.form(&before.book, &after.book);
    changes.list
}

/// The changes found so far.
#[derive(Default)]
struct Changes {
    list: Vec<Change>,
}

impl Changes {
    fn add(&mut self, code: &'static str, name: &str, said: impl Into<String>) {
        self.list.push(Change {
            code,
            name: name.to_owned(),
            said: said.into(),
        });
    }

    /// Says that a text of the whole changed.
    fn whole(&mut self, what: &str, before: &str, after: &str) {
        if before != after {
            let e = if what.starts_with("La ") { "e" } else { "" };
            let said = match (before, after) {
                ("", after) => format!("{what} est ajouté{e} : « {after} »."),
                (before, "") => format!("{what} est enlevé{e} ; c'était « {before} »."),
                (before, after) => format!("{what} devient « {after} » ; c'était « {before} »."),
            };
            self.add("heading", "", said);
        }
    }

    fn heading(&mut self, before: &Procedure, after: &Procedure) {
        self.whole("Le titre", &before.title, &after.title);
        self.whole("Le statut", status(before.status), status(after.status));
        self.whole("L'objet", &before.purpose, &after.purpose);
        self.whole("Le déclencheur", &before.trigger, &after.trigger);
        self.whole("Le sujet", subject(before.subject), subject(after.subject));
        self.whole(
            "La base légale",
            &before.legal_basis.join(" ; "),
            &after.legal_basis.join(" ; "),
        );
        self.whole("L'axe", &axes(&before.axes), &axes(&after.axes));
        self.whole("Le niveau", tier(before.level), tier(after.level));
        self.whole("La remarque", &before.remark, &after.remark);
        let (from, to) = (before.confidentiality, after.confidentiality);
        if from != to {
            let way = if to > from { "renforcée" } else { "abaissée" };
            let said = format!(
                "La confidentialité est {way} : de « {} » à « {} ».",
                secrecy(from),
                secrecy(to)
            );
            self.add("confidentiality", "", said);
        }
    }
}

/// Two lists matched by a key: what both have, what only the first has, what only the second has.
struct Matched<'a, T> {
    both: Vec<(&'a T, &'a T)>,
    gone: Vec<&'a T>,
    new: Vec<&'a T>,
}

fn matched<'a, T, K: PartialEq>(
    before: &'a [T],
    after: &'a [T],
    key: impl Fn(&'a T) -> K,
) -> Matched<'a, T> {
    let find = |list: &'a [T], wanted: &K| list.iter().find(|item| key(item) == *wanted);
    let mut matched = Matched {
        both: Vec::new(),
        gone: Vec::new(),
        new: Vec::new(),
    };
    for item in before {
        match find(after, &key(item)) {
            Some(other) => matched.both.push((item, other)),
            None => matched.gone.push(item),
        }
    }
    let new = after
        .iter()
        .filter(|item| find(before, &key(item)).is_none());
    matched.new = new.collect();
    matched
}

pub(crate) fn status(status: Status) -> &'static str {
    match status {
        Status::Proposed => "proposition",
        Status::InForce => "en vigueur",
    }
}

fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Person => "personne",
        Subject::Household => "ménage",
        Subject::Group => "groupe",
        Subject::Centre => "centre",
    }
}

fn tier(tier: Tier) -> &'static str {
    match tier {
        Tier::Basic => "base",
        Tier::Specialised => "spécialisé",
    }
}

pub(crate) fn secrecy(confidentiality: Confidentiality) -> &'static str {
    match confidentiality {
        Confidentiality::Ordinary => "ordinaire",
        Confidentiality::Restricted => "restreinte",
        Confidentiality::Sealed => "scellée",
    }
}

fn axes(axes: &[u8]) -> String {
    let axes: Vec<String> = axes.iter().map(u8::to_string).collect();
    axes.join(", ")
}

/// A deadline in words: `[condition] 1 jour, sinon 3 jours`.
pub(crate) fn deadline(deadline: &Deadline, procedure: &Procedure) -> String {
    let cases = deadline.cases.iter().map(|case| {
        let delay = source(&case.delay, procedure);
        match &case.when {
            Some(when) => format!("{delay} si {when}"),
            None if deadline.cases.len() > 1 => format!("sinon {delay}"),
            None => delay,
        }
    });
    cases.collect::<Vec<_>>().join(", ")
}

/// A delay in words, with the parameter that holds it.
fn source(source: &DelaySource, procedure: &Procedure) -> String {
    match (procedure.delay(source), source) {
        (Some(delay), DelaySource::Fixed(_)) => delay.to_string(),
        (Some(delay), DelaySource::Parameter(name)) => format!("{delay} ({name})"),
        (None, source) => source.to_string(),
    }
}

/// From when a deadline counts, in words.
pub(crate) fn since(since: &Since) -> String {
    match since {
        Since::FileOpened => "l'ouverture du dossier".to_owned(),
        Since::StepOpened => "l'ouverture de l'étape".to_owned(),
        Since::StepDone(code) => format!("l'étape {code}"),
        Since::Answer(name) => format!("la réponse à {name}"),
    }
}

/// How a delay changed: `raccourci de 3 jours à 1 jour`.
fn delay_change(before: Delay, after: Delay) -> String {
    let way = match after.about_hours().cmp(&before.about_hours()) {
        std::cmp::Ordering::Less => "raccourci",
        std::cmp::Ordering::Greater => "allongé",
        std::cmp::Ordering::Equal => "écrit autrement :",
    };
    format!("{way} de {before} à {after}")
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
