//! One line of what is to be done, as lists show it.

use std::collections::BTreeSet;

use akwaba_domain::casework::{CaseNumber, time};
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::projections::casework::{Item, VisaItem};
use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::shared::{Names, case_path, due, late_by, moment, risk};
use crate::frame::Frame;
use crate::pages::reception::{Staff, numbered};
use crate::parts::{Tag, Tone};

/// One line: what to do, for whom, until when.
pub(in crate::pages) struct TaskRow {
    /// Where it leads; nowhere, for who may know of it and not open it.
    pub(in crate::pages) path: Option<String>,
    pub(in crate::pages) label: String,
    pub(in crate::pages) meta: String,
    pub(in crate::pages) tags: Vec<Tag>,
    pub(in crate::pages) urgent: bool,
}

/// What lines need beside what they show.
pub(super) struct Told<'a> {
    pub(super) f: &'a Frame,
    pub(super) names: &'a Names,
    pub(super) staff: &'a Staff,
    pub(super) now: DateTime,
    /// The short code of the centre, which ends the number of a case.
    pub(super) code: &'a str,
    /// Whether to say who follows each case.
    pub(super) who: bool,
    /// The cases that the reader may not open: they are shown without a name and lead nowhere.
    pub(super) closed: &'a BTreeSet<EntityId>,
}

impl Told<'_> {
    /// A step to be done.
    pub(super) fn task(&self, item: &Item) -> TaskRow {
        let f = self.f;
        let deadline = item.due_micros.map(time::civil);
        let late = deadline
            .filter(|due| self.now > *due)
            .map(|due| self.now.duration_since(due));
        let mut tags = Vec::new();
        tags.extend(late.map(|late| self.late(late)));
        if item.returned {
            tags.push(Tag::new(Tone::Attention, f.t("casework-returned-tag")));
        }
        tags.extend(risk(f, item.risk));
        let closed = self.closed.contains(&item.case);
        let mut meta = Vec::new();
        if closed {
            tags.push(Tag::new(Tone::Info, f.t("casework-closed-tag")));
        } else {
            meta.push(self.names.name(f, item.subject));
        }
        meta.push(self.number(item.number));
        meta.extend(deadline.map(|at| due(f, at)));
        if self.who {
            meta.push(self.follower(item.assigned));
        }
        TaskRow {
            path: (!closed).then(|| step_path(item.case, &item.step)),
            label: item.label.clone(),
            meta: joined(meta),
            tags,
            urgent: late.is_some(),
        }
    }

    /// A step that waits for somebody else.
    pub(super) fn waiting(&self, item: &Item, for_visa: bool) -> TaskRow {
        let key = if for_visa {
            "casework-waits-visa"
        } else {
            "casework-waits-other"
        };
        let mut row = self.task(item);
        row.urgent = false;
        row.path = row.path.map(|_| case_path(item.case));
        // Who waits for somebody else is not late for it.
        row.tags = vec![Tag::new(Tone::Info, self.f.t(key))];
        row.tags.extend(risk(self.f, item.risk));
        row
    }

    /// An approval asked of the reader.
    pub(super) fn visa(&self, item: &VisaItem, named: bool) -> TaskRow {
        let f = self.f;
        let mut meta = Vec::new();
        if named {
            meta.push(self.names.name(f, item.subject));
        }
        meta.push(self.number(item.number));
        meta.push(f.tn(
            "casework-sent-by",
            [
                ("who", self.staff.name(item.author).into()),
                ("when", moment(f, time::civil(item.asked_micros)).into()),
            ],
        ));
        TaskRow {
            path: Some(format!("/visas/{}/{}", item.case, item.submission)),
            label: item.label.clone(),
            meta: joined(meta),
            tags: risk(f, item.risk).into_iter().collect(),
            urgent: false,
        }
    }

    fn number(&self, number: CaseNumber) -> String {
        self.f
            .t1("casework-number", "number", numbered(number, self.code))
    }

    fn late(&self, late: SignedDuration) -> Tag {
        Tag::new(Tone::Attention, late_by(self.f, late))
    }

    fn follower(&self, assigned: Option<ActorId>) -> String {
        match assigned {
            Some(who) => self.staff.name(who).to_owned(),
            None => self.f.t("casework-unassigned"),
        }
    }
}

/// The address of a step of a case.
pub(in crate::pages) fn step_path(case: EntityId, step: &str) -> String {
    format!("/dossiers/{case}/etapes/{step}")
}

fn joined(parts: Vec<String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
