//! What each route needs, by its name. A name that is not here is refused.

use super::Action;

/// What a route needs before it is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nothing: the sign-in page, style, the numbers of the waiting room.
    Nothing,
    /// To be signed in, whatever the roles.
    SignedIn,
    /// To be allowed this action in the centre.
    To(Action),
}

/// The need of a route, or `None` for a name that the policy does not know.
pub fn need(route: &str) -> Option<Need> {
    ROUTES
        .iter()
        .find(|(name, _)| *name == route)
        .map(|(_, need)| *need)
}

/// Every route that may be served, and its need. One line a route, in order of name.
const ROUTES: &[(&str, Need)] = &[
    ("about", Need::SignedIn),
    ("accounts.list", Need::To(Action::AccountsSee)),
    ("accounts.new", Need::To(Action::AccountOpen)),
    ("accounts.open", Need::To(Action::AccountOpen)),
    ("accounts.reset", Need::To(Action::PassphraseReset)),
    ("accounts.rights-ask", Need::To(Action::RightsAsk)),
    ("accounts.rights-confirm", Need::To(Action::AccountsSee)),
    ("accounts.show", Need::To(Action::AccountsSee)),
    ("accounts.suspend", Need::To(Action::AccountSuspend)),
    ("asset", Need::Nothing),
    ("centre.home", Need::To(Action::AccountsSee)),
    ("home", Need::SignedIn),
    ("household.join", Need::To(Action::HouseholdChange)),
    ("household.join-search", Need::To(Action::HouseholdChange)),
    ("household.join-send", Need::To(Action::HouseholdChange)),
    ("household.member", Need::To(Action::HouseholdChange)),
    ("household.member-change", Need::To(Action::HouseholdChange)),
    ("household.new", Need::To(Action::HouseholdChange)),
    ("household.open", Need::To(Action::HouseholdChange)),
    ("household.paper-sheet", Need::To(Action::HouseholdSee)),
    ("household.place", Need::To(Action::HouseholdChange)),
    ("household.place-change", Need::To(Action::HouseholdChange)),
    ("household.recipient", Need::To(Action::HouseholdChange)),
    (
        "household.recipient-name",
        Need::To(Action::HouseholdChange),
    ),
    ("household.show", Need::To(Action::HouseholdSee)),
    ("import.choose", Need::To(Action::RegistryImport)),
    ("import.columns", Need::To(Action::RegistryImport)),
    ("import.commit", Need::To(Action::RegistryImport)),
    ("import.drop", Need::To(Action::RegistryImport)),
    ("import.faults", Need::To(Action::RegistryImport)),
    ("import.form", Need::To(Action::RegistryImport)),
    ("import.map", Need::To(Action::RegistryImport)),
    ("import.send", Need::To(Action::RegistryImport)),
    ("import.show", Need::To(Action::RegistryImport)),
    ("lock.hide", Need::Nothing),
    ("lock.page", Need::Nothing),
    ("lock.resume", Need::Nothing),
    ("own.factor-begin", Need::SignedIn),
    ("own.factor-confirm", Need::SignedIn),
    ("own.factor-remove", Need::SignedIn),
    ("own.passphrase", Need::SignedIn),
    ("own.show", Need::SignedIn),
    ("person.alike", Need::To(Action::PersonMerge)),
    ("person.alike-search", Need::To(Action::PersonMerge)),
    ("person.change", Need::To(Action::PersonChange)),
    ("person.compare", Need::To(Action::PersonMerge)),
    ("person.consent", Need::To(Action::ConsentRecord)),
    ("person.consent-give", Need::To(Action::ConsentRecord)),
    ("person.consent-new", Need::To(Action::ConsentRecord)),
    ("person.consent-withdraw", Need::To(Action::ConsentRecord)),
    ("person.edit", Need::To(Action::PersonChange)),
    ("person.history", Need::To(Action::HistorySee)),
    ("person.link", Need::To(Action::PersonMerge)),
    ("person.list", Need::To(Action::PersonSearch)),
    ("person.new", Need::To(Action::PersonRegister)),
    ("person.paper", Need::To(Action::PersonChange)),
    ("person.paper-change", Need::To(Action::PersonChange)),
    ("person.paper-remove", Need::To(Action::PersonChange)),
    ("person.paper-sheet", Need::To(Action::PersonSee)),
    ("person.reads", Need::To(Action::ReadsSee)),
    ("person.register", Need::To(Action::PersonRegister)),
    ("person.relate", Need::To(Action::PersonChange)),
    ("person.relation", Need::To(Action::PersonChange)),
    ("person.search", Need::To(Action::PersonSearch)),
    ("person.search-words", Need::To(Action::PersonSearch)),
    ("person.settle", Need::To(Action::PersonChange)),
    ("person.show", Need::To(Action::PersonSee)),
    ("person.ties", Need::To(Action::PersonChange)),
    ("person.ties-search", Need::To(Action::PersonChange)),
    ("person.unrelate", Need::To(Action::PersonChange)),
    ("preferences.discreet", Need::SignedIn),
    ("preferences.language", Need::Nothing),
    ("reception.amend", Need::To(Action::VisitHandle)),
    ("reception.appoint", Need::To(Action::AppointmentMake)),
    (
        "reception.appointment-note",
        Need::To(Action::AppointmentMake),
    ),
    ("reception.appointments", Need::To(Action::AppointmentMake)),
    ("reception.arrive", Need::To(Action::VisitReceive)),
    ("reception.desk", Need::To(Action::QueueSee)),
    ("reception.figures", Need::To(Action::FiguresSee)),
    ("reception.follow", Need::To(Action::QueueSee)),
    ("reception.next", Need::To(Action::VisitHandle)),
    ("reception.note", Need::To(Action::VisitHandle)),
    ("reception.queue", Need::To(Action::QueueSee)),
    ("reception.register", Need::To(Action::RegisterPrint)),
    ("reception.retype", Need::To(Action::RegisterRetype)),
    ("reception.room", Need::Nothing),
    ("reception.sign", Need::To(Action::RegisterSign)),
    ("reception.slip", Need::To(Action::AppointmentMake)),
    ("reception.step", Need::To(Action::VisitHandle)),
    ("reception.ticket", Need::To(Action::VisitReceive)),
    ("reception.visit", Need::To(Action::VisitHandle)),
    ("settings.change", Need::To(Action::SettingsChange)),
    ("settings.form", Need::To(Action::SettingsChange)),
    ("sign-in.form", Need::Nothing),
    ("sign-in.send", Need::Nothing),
    ("sign-out", Need::Nothing),
    ("trail.list", Need::To(Action::TrailSee)),
];
