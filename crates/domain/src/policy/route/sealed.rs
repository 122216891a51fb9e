//! What the routes of the protected space, of complaints and of break-glass need, by their names.

use super::Need;
use crate::policy::Action;

/// One line a route, in order of name.
pub(super) const ROUTES: &[(&str, Need)] = &[
    ("centre.guardians", Need::To(Action::GuardiansSee)),
    ("centre.guardians-confirm", Need::To(Action::GuardiansSee)),
    (
        "centre.guardians-propose",
        Need::To(Action::GuardiansPropose),
    ),
    ("glass.agree", Need::To(Action::GlassAgree)),
    ("glass.ask", Need::To(Action::GlassAsk)),
    ("glass.find", Need::To(Action::GlassAsk)),
    ("glass.openings", Need::To(Action::GlassHold)),
    ("glass.review", Need::To(Action::GlassHold)),
    ("glass.see", Need::To(Action::GlassHold)),
    ("glass.show", Need::To(Action::GlassAgree)),
    ("grievance.answer", Need::To(Action::GrievanceHold)),
    ("grievance.appeal", Need::Link),
    ("grievance.counts", Need::To(Action::GrievanceHold)),
    ("grievance.examine", Need::To(Action::GrievanceHold)),
    ("grievance.follow", Need::Link),
    ("grievance.hand-on", Need::To(Action::GrievanceHold)),
    ("grievance.keep-away", Need::To(Action::GrievanceHold)),
    ("grievance.list", Need::To(Action::GrievanceHold)),
    ("grievance.read-answer", Need::Link),
    ("grievance.say", Need::Link),
    ("grievance.show", Need::To(Action::GrievanceHold)),
    ("grievance.write", Need::Link),
    ("protected.begin", Need::To(Action::ProtectedBegin)),
    ("protected.counts", Need::To(Action::ProtectedCount)),
    ("protected.counts-month", Need::To(Action::ProtectedCount)),
    ("protected.end-agree", Need::To(Action::SealedEndAgree)),
    ("protected.end-propose", Need::To(Action::SealedEndPropose)),
    ("protected.end-record", Need::To(Action::SealedEndPropose)),
    ("protected.endings", Need::To(Action::SealedEndPropose)),
    ("protected.enter", Need::To(Action::ProtectedEnter)),
    ("protected.find", Need::To(Action::ProtectedBegin)),
    ("protected.leave", Need::To(Action::ProtectedEnter)),
    ("protected.readings", Need::To(Action::ProtectedEnter)),
    ("protected.register", Need::To(Action::ProtectedEnter)),
    ("protected.registers", Need::To(Action::ProtectedEnter)),
    ("protected.search", Need::To(Action::ProtectedBegin)),
];
