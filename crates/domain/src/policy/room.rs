//! In which room of the application something is done: in the open, or in the protected space of somebody
//! who has just opened their sealed files. What is served inside is a closed list: what is not named here
//! is not served there.

use super::route::is_sealed;

/// A room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Room {
    /// The application as everybody of the centre knows it: nothing sealed is in it.
    #[default]
    Open,
    /// The protected space: sealed files, and nothing that is kept in the open.
    Protected,
}

/// How a route is served to somebody who is in the protected space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Served {
    /// From what is in the protected space.
    Inside,
    /// From the open part, and nothing of the protected space is shown: leaving, hiding the screen.
    Door,
}

/// How a route is served in the protected space; `None` when it is not.
pub fn served(route: &str) -> Option<Served> {
    if INSIDE.contains(&route) {
        Some(Served::Inside)
    } else if DOORS.contains(&route) {
        Some(Served::Door)
    } else {
        None
    }
}

/// Whether a route is served in the protected space and nowhere else.
pub fn inside_only(route: &str) -> bool {
    INSIDE.contains(&route) && is_sealed(route)
}

/// What is served of sealed files, in order of name.
const INSIDE: &[&str] = &[
    "casework.capacities",
    "casework.close",
    "casework.conference",
    "casework.conferences",
    "casework.decision",
    "casework.depart",
    "casework.file",
    "casework.hand-over",
    "casework.list",
    "casework.load",
    "casework.minutes",
    "casework.move",
    "casework.needs",
    "casework.notes",
    "casework.plan",
    "casework.plan-sheet",
    "casework.programmes",
    "casework.protect",
    "casework.reopen",
    "casework.sheet",
    "casework.show",
    "casework.step",
    "casework.today",
    "casework.visa",
    "casework.visas",
    "directory.list",
    "directory.orient",
    "directory.show",
    "documents.of-case",
    "documents.of-case-add",
    "documents.picture",
    "documents.show",
    "documents.withdraw",
    "draft.forget",
    "draft.keep",
    "glass.agree",
    "glass.ask",
    "glass.close",
    "glass.find",
    "glass.openings",
    "glass.review",
    "glass.see",
    "glass.show",
    "glass.withdraw",
    "grievance.answer",
    "grievance.counts",
    "grievance.examine",
    "grievance.hand-on",
    "grievance.keep-away",
    "grievance.list",
    "grievance.show",
    "home",
    "manual.list",
    "manual.newest",
    "manual.sheet",
    "manual.show",
    "papers.cancel",
    "papers.of-case",
    "papers.of-case-new",
    "papers.show",
    "protected.begin",
    "protected.consents",
    "protected.counts",
    "protected.counts-month",
    "protected.end-agree",
    "protected.end-propose",
    "protected.end-record",
    "protected.endings",
    "protected.find",
    "protected.incidents",
    "protected.readings",
    "protected.register",
    "protected.registers",
    "protected.search",
    "protected.signalling",
    "referral.answer",
    "referral.list",
    "referral.new",
    "referral.of-case",
    "referral.recall",
    "referral.review",
    "referral.show",
    "referral.slip",
    "trail.printed",
];

/// Whether a route writes nothing, or no more than may be written, in a file that was opened for danger to life: a note
/// of what was seen and done.
pub fn serves_lent(route: &str, reads: bool) -> bool {
    reads || LENT.contains(&route)
}

/// What may be sent about such a file, in order of name.
const LENT: &[&str] = &["casework.notes", "draft.forget", "draft.keep"];

/// What leads out of it, in order of name.
const DOORS: &[&str] = &[
    "lock.hide",
    "lock.page",
    "lock.resume",
    "preferences.discreet",
    "preferences.language",
    "protected.enter",
    "protected.leave",
    "sign-in.form",
    "sign-in.send",
    "sign-out",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::need;

    #[test]
    fn every_route_of_the_protected_space_is_one_that_the_policy_knows_and_none_is_both() {
        for name in INSIDE.iter().chain(DOORS) {
            assert!(need(name).is_some(), "{name}");
        }
        assert!(!INSIDE.iter().any(|name| DOORS.contains(name)));
        assert!(INSIDE.is_sorted() && DOORS.is_sorted());
    }

    #[test]
    fn what_only_the_protected_space_has_is_served_there_alone() {
        for name in INSIDE.iter().filter(|name| !is_sealed(name)) {
            assert!(
                !name.starts_with("protected.") && !inside_only(name),
                "{name}"
            );
        }
        for name in [
            "glass.see",
            "grievance.show",
            "protected.begin",
            "protected.consents",
        ] {
            assert!(inside_only(name), "{name}");
        }
        for name in [
            "casework.show",
            "grievance.say",
            "centre.guardians",
            "protected.enter",
        ] {
            assert!(!inside_only(name), "{name}");
        }
    }

    #[test]
    fn what_takes_something_out_or_writes_to_the_open_registry_is_not_served_inside() {
        for name in [
            "export.send",
            "person.change",
            "casework.open",
            "documents.of-person",
            "documents.of-person-add",
            "papers.pdf",
            "papers.register",
            "reports.register",
            "trail.list",
            "no-such-route",
        ] {
            assert_eq!(served(name), None, "{name}");
        }
    }

    #[test]
    fn what_is_inside_is_served_from_there_and_what_leads_out_from_the_open_part() {
        for name in INSIDE {
            assert_eq!(served(name), Some(Served::Inside), "{name}");
        }
        for name in DOORS {
            assert_eq!(served(name), Some(Served::Door), "{name}");
        }
    }

    #[test]
    fn a_file_opened_for_danger_to_life_is_read_and_noted_in_and_nothing_else() {
        for name in INSIDE {
            assert!(serves_lent(name, true), "{name} is read");
            assert_eq!(serves_lent(name, false), LENT.contains(name), "{name}");
        }
        for name in ["casework.notes", "draft.forget", "draft.keep"] {
            assert!(serves_lent(name, false), "{name}");
        }
        assert!(LENT.is_sorted() && LENT.iter().all(|name| INSIDE.contains(name)));
        for name in [
            "casework.step",
            "casework.close",
            "referral.new",
            "glass.ask",
            "",
        ] {
            assert!(!serves_lent(name, false), "{name}");
        }
    }
}
