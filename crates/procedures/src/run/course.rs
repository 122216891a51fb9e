//! What has happened to one case, oldest first. Only facts: what follows from them is in
//! [`standing`](super::standing()).
//!
//! Where a step led is part of what happened: an expression that is mended later never changes the
//! past of a case.

use jiff::civil::DateTime;

/// What somebody wrote about a case. Personal data: hidden in `Debug`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Words(String);

impl Words {
    /// Words as they were written.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for whoever may read it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::fmt::Debug for Words {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("[caché]")
    }
}

/// Where the course goes on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lead {
    /// The steps that open, by code.
    pub opens: Vec<String>,
    /// The steps that would have opened, and whose condition did not hold.
    pub passed: Vec<String>,
    /// Whether the case ends there, whatever else is open. It also ends when nothing is.
    pub ends: bool,
}

/// All that happened to one case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Course {
    /// Oldest first.
    pub events: Vec<Event>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, in the time of Abidjan.
    pub at: DateTime,
    /// Who, as the caller names people.
    pub by: String,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The case was opened.
    Began {
        /// Its first steps.
        lead: Lead,
    },
    /// A step was done.
    Done {
        /// Which.
        step: String,
        /// Until when it had to be, as was shown.
        due: Option<DateTime>,
        /// The decision taken, in its words.
        decision: Option<String>,
        /// Where it led.
        lead: Lead,
    },
    /// A step was sent for approval: it is done once everybody asked has approved it.
    Submitted {
        /// Names the submission in what follows.
        submission: String,
        /// Which step.
        step: String,
        /// Until when it had to be, as was shown.
        due: Option<DateTime>,
        /// The decision taken, in its words.
        decision: Option<String>,
        /// Where it leads once approved.
        lead: Lead,
        /// Who is asked: for each approval needed, the roles that may give it.
        asked: Vec<Vec<String>>,
    },
    /// One of the approvals asked was given.
    Approved {
        /// Of which submission.
        submission: String,
        /// Which of those asked, by its place.
        place: usize,
    },
    /// One of the approvals asked was refused: the step goes back to its author.
    Refused {
        /// Of which submission.
        submission: String,
        /// Why.
        reason: Words,
    },
    /// A step was left undone, with a reason.
    Departed {
        /// Which.
        step: String,
        /// Until when it had to be done, as was shown.
        due: Option<DateTime>,
        /// Why.
        reason: Words,
        /// Where the case goes on.
        lead: Lead,
    },
    /// The case goes on under another version of its procedure.
    Moved {
        /// Which.
        version: u32,
        /// Why.
        reason: Words,
        /// The steps that are open from then on.
        open: Vec<String>,
    },
    /// Steps are to be done again because of something new; what is open stays open.
    Opened {
        /// Which steps.
        steps: Vec<String>,
        /// What is new.
        reason: Words,
    },
    /// The case was closed before its end, with a reason.
    Closed {
        /// Why.
        reason: Words,
    },
    /// A case that was over goes on.
    Reopened {
        /// Why.
        reason: Words,
        /// The steps that are open from then on.
        open: Vec<String>,
    },
}

impl Course {
    /// When the case was opened; `None` for a course without its beginning.
    pub fn opened(&self) -> Option<DateTime> {
        self.events
            .iter()
            .find(|event| matches!(event.what, What::Began { .. }))
            .map(|event| event.at)
    }
}
