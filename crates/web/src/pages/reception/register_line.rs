//! One line of the register, column by column, as the paper one has them.

use akwaba_domain::reception::register::{Line, Standing};
use akwaba_domain::reception::{Course, Destination, Visit};

use super::row;
use super::shared::{Eyes, clock, numbered};
use crate::frame::Frame;

/// One line.
pub(super) struct Printed {
    /// The visit, for its link on the screen.
    pub id: String,
    /// N°.
    pub number: String,
    /// Heure.
    pub time: String,
    /// Nom et prénoms.
    pub name: String,
    /// Sexe.
    pub sex: String,
    /// Âge.
    pub age: String,
    /// Quartier.
    pub place: String,
    /// Objet.
    pub object: String,
    /// Orientation.
    pub orientation: String,
    /// Observations.
    pub remarks: String,
    /// Whether the line is void.
    pub void: bool,
}

impl Printed {
    /// A line as this reader may see it.
    pub fn of(f: &Frame, eyes: Eyes, line: &Line, code: &str) -> Self {
        let visit = &line.visit;
        let described = &visit.described;
        Self {
            id: visit.id.to_string(),
            number: numbered(visit.number, code),
            time: clock(visit.arrived.at),
            name: name(f, eyes, visit),
            sex: described.sex.map_or_else(String::new, |sex| {
                f.word("reception-sex-short-", sex.code())
            }),
            age: described
                .age_years
                .map_or_else(String::new, |age| age.to_string()),
            place: described
                .place
                .as_ref()
                .map_or_else(String::new, |place| place.as_str().to_owned()),
            object: object(f, eyes, visit),
            orientation: orientation(f, visit),
            remarks: remarks(f, eyes, line),
            void: matches!(visit.course, Course::Cancelled { .. }),
        }
    }
}

fn name(f: &Frame, eyes: Eyes, visit: &Visit) -> String {
    let name = row::who(f, eyes, visit);
    if visit.accompanied == 0 {
        return name;
    }
    let with = f.t1("reception-with", "count", u32::from(visit.accompanied));
    format!("{name} ({with})")
}

fn object(f: &Frame, eyes: Eyes, visit: &Visit) -> String {
    let parts = [row::demands(f, visit), row::reason(f, eyes, visit)];
    let written: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    written.join(" : ")
}

/// The column "orientation": what became of the visit.
pub(super) fn orientation(f: &Frame, visit: &Visit) -> String {
    match &visit.course {
        Course::Oriented {
            to: Destination::Inside(to),
            ..
        } => f.t1("reception-out-inside", "to", to.as_str()),
        Course::Oriented {
            to: Destination::Outside(to),
            ..
        } => f.t1("reception-out-outside", "to", to.as_str()),
        Course::OnPaper { outcome } => outcome
            .as_ref()
            .map_or_else(String::new, |words| words.as_str().to_owned()),
        Course::Waiting | Course::Called { .. } | Course::InInterview { .. } => String::new(),
        Course::Appointed { .. }
        | Course::Ended { .. }
        | Course::LeftUnseen { .. }
        | Course::Cancelled { .. } => f.word("reception-step-", visit.course.step().code()),
    }
}

fn remarks(f: &Frame, eyes: Eyes, line: &Line) -> String {
    let visit = &line.visit;
    let mut remarks = Vec::new();
    if let (Course::Cancelled { cause, .. }, true) = (&visit.course, eyes.reasons) {
        remarks.push(cause.as_str().to_owned());
    }
    if let (Some(note), true) = (&visit.note, eyes.reasons) {
        remarks.push(note.as_str().to_owned());
    }
    match visit.paper.as_deref() {
        Some("") => remarks.push(f.t("reception-retyped")),
        Some(page) => remarks.push(f.t1("reception-retyped-page", "page", page)),
        None => {}
    }
    match line.standing {
        Standing::Added => remarks.push(f.t("reception-added-after")),
        Standing::Changed => remarks.push(f.t("reception-changed-after")),
        Standing::Signed | Standing::Unsigned => {}
    }
    remarks.join(" · ")
}
