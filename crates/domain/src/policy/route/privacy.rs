//! What the routes of the life of data need, by their names: terms, requests, destructions, breaches.

use super::Need;
use crate::policy::Action;

/// One line a route, in order of name.
pub(super) const ROUTES: &[(&str, Need)] = &[
    ("privacy.ask", Need::To(Action::RequestReceive)),
    ("privacy.backups", Need::To(Action::BackupRemove)),
    ("privacy.breach", Need::To(Action::PrivacyReport)),
    ("privacy.breach-new", Need::To(Action::BreachRecord)),
    ("privacy.breach-step", Need::To(Action::BreachRecord)),
    ("privacy.breaches", Need::To(Action::PrivacyReport)),
    ("privacy.clean", Need::To(Action::DestructionClean)),
    ("privacy.confirm", Need::To(Action::PrivacySee)),
    ("privacy.copy", Need::To(Action::RequestAnswer)),
    ("privacy.copy-json", Need::To(Action::RequestAnswer)),
    ("privacy.copy-pdf", Need::To(Action::RequestAnswer)),
    ("privacy.destruction", Need::To(Action::PrivacySee)),
    ("privacy.destructions", Need::To(Action::PrivacySee)),
    ("privacy.due", Need::To(Action::RetentionSee)),
    ("privacy.file", Need::To(Action::RetentionSee)),
    ("privacy.home", Need::To(Action::PrivacySee)),
    ("privacy.keep", Need::To(Action::RetentionKeep)),
    ("privacy.lift", Need::To(Action::RequestAnswer)),
    ("privacy.propose", Need::To(Action::DestructionPropose)),
    ("privacy.record", Need::To(Action::PrivacySee)),
    ("privacy.record-pdf", Need::To(Action::PrivacySee)),
    ("privacy.refuse", Need::To(Action::PrivacySee)),
    ("privacy.register", Need::To(Action::PrivacyReport)),
    ("privacy.register-pdf", Need::To(Action::PrivacyReport)),
    ("privacy.report", Need::To(Action::PrivacyReport)),
    ("privacy.report-pdf", Need::To(Action::PrivacyReport)),
    ("privacy.request", Need::To(Action::RequestAnswer)),
    ("privacy.requests", Need::To(Action::RequestAnswer)),
    ("privacy.term", Need::To(Action::RetentionSet)),
    ("privacy.terms", Need::To(Action::PrivacySee)),
];
