//! One visit in a list, as this reader may see it.

use akwaba_domain::reception::{Course, Destination, Moment, Triage, Visit};

use super::shared::{Eyes, Staff, clock, wait};
use crate::frame::Frame;
use crate::parts::{Tag, Tone};

/// One visit in a list.
pub(super) struct Row {
    /// Its address.
    pub id: String,
    /// Its ticket; "—" on a line without one.
    pub ticket: String,
    /// Who: a name, "sans nom", or only the number for those who see no names.
    pub who: String,
    /// Facts, separated by points.
    pub facts: String,
    /// Why they came, for those who may see it.
    pub reason: String,
    /// Urgency, private talk, interpreter.
    pub tags: Vec<Tag>,
    /// Whether it asks for attention.
    pub urgent: bool,
    /// Where they are: desk, colleague, since when.
    pub place: String,
    /// Whether the interview has begun.
    pub in_interview: bool,
}

impl Row {
    /// A visit as this reader sees it.
    pub fn of(f: &Frame, eyes: Eyes, staff: &Staff, visit: &Visit, now: Moment) -> Self {
        Self {
            id: visit.id.to_string(),
            ticket: ticket(visit),
            who: who(f, eyes, visit),
            facts: facts(f, visit, now).join(" · "),
            reason: reason(f, eyes, visit),
            tags: tags(f, eyes, visit),
            urgent: visit.triage == Triage::Urgent && visit.course == Course::Waiting,
            place: place(f, staff, visit),
            in_interview: matches!(visit.course, Course::InInterview { .. }),
        }
    }
}

/// The ticket of a visit.
pub(super) fn ticket(visit: &Visit) -> String {
    visit
        .ticket
        .map_or_else(|| "—".to_owned(), |ticket| ticket.to_string())
}

/// Who came, for this reader.
pub(super) fn who(f: &Frame, eyes: Eyes, visit: &Visit) -> String {
    if !eyes.names {
        return f.t1("reception-line", "number", visit.number.to_string());
    }
    visit
        .who
        .name()
        .map_or_else(|| f.t("reception-nobody-named"), |name| f.name(name))
}

/// Why they came, for this reader, and never while someone is looking.
pub(super) fn reason(f: &Frame, eyes: Eyes, visit: &Visit) -> String {
    match &visit.reason {
        Some(reason) if eyes.reasons && !f.discreet => reason.as_str().to_owned(),
        _ => String::new(),
    }
}

/// The kinds of demand, in words.
pub(super) fn demands(f: &Frame, visit: &Visit) -> String {
    let words: Vec<String> = visit
        .demands
        .iter()
        .map(|demand| f.word("reception-demand-", demand.code()))
        .collect();
    words.join(", ")
}

fn facts(f: &Frame, visit: &Visit, now: Moment) -> Vec<String> {
    let mut facts = Vec::new();
    let arrived = clock(visit.arrived.at);
    if !arrived.is_empty() {
        facts.push(f.t1("reception-came-at", "time", arrived));
    }
    if let (Course::Waiting, Some(minutes)) = (&visit.course, visit.waited_minutes(now)) {
        facts.push(f.t1("reception-waits", "wait", wait(f, minutes)));
    }
    if visit.accompanied > 0 {
        facts.push(f.t1("reception-with", "count", u32::from(visit.accompanied)));
    }
    if let Some(language) = &visit.language {
        facts.push(language.as_str().to_owned());
    }
    facts
}

fn tags(f: &Frame, eyes: Eyes, visit: &Visit) -> Vec<Tag> {
    let mut tags = Vec::new();
    match visit.triage {
        Triage::Urgent => tags.push(Tag::new(Tone::Danger, f.t("reception-triage-urgent"))),
        Triage::Priority(_) if eyes.reasons => tags.push(Tag::new(
            Tone::Attention,
            f.word("reception-triage-", visit.triage.code()),
        )),
        Triage::Priority(_) => {
            tags.push(Tag::new(
                Tone::Attention,
                f.t("reception-class-prioritaire"),
            ));
        }
        Triage::Ordinary => {}
    }
    if visit.private {
        tags.push(Tag::new(Tone::Info, f.t("reception-private-tag")));
    }
    if visit.interpreter {
        tags.push(Tag::new(Tone::Info, f.t("reception-interpreter-tag")));
    }
    tags
}

/// Where the person is now.
pub(super) fn place(f: &Frame, staff: &Staff, visit: &Visit) -> String {
    match &visit.course {
        Course::Called { call, .. } | Course::InInterview { call, .. } => {
            let by = staff.name(call.by);
            let args = [
                ("desk", call.desk.number().to_string().into()),
                ("time", clock(Some(call.at)).into()),
                ("who", by.into()),
            ];
            let called = matches!(visit.course, Course::Called { .. });
            match (called, by.is_empty()) {
                (true, false) => f.tn("reception-is-called-by", &args),
                (true, true) => f.tn("reception-is-called", &args),
                (false, false) => f.tn("reception-is-in-with", &args),
                (false, true) => f.tn("reception-is-in", &args),
            }
        }
        Course::Oriented {
            to: Destination::Inside(to),
            ..
        } => f.t1("reception-is-sent", "to", to.as_str()),
        _ => String::new(),
    }
}
