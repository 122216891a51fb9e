//! What the pages of every trade ask first: which centre is served, where its records are, the
//! permission for what is about to be done there, and which month is looked at.
//!
//! Decides nothing: the policy does.

use akwaba_domain::policy::{self, Allowed, Permit, Target};
use akwaba_domain::reception::Day;
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, ScopeId};
use jiff::Span;
use jiff::civil::Date;

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::parts::Pager;
use crate::problem::Problem;
use crate::show;

/// The centre served.
pub(in crate::pages) fn centre(exchange: &Exchange<'_, '_>) -> CentreId {
    exchange.call.site.centre
}

/// The scope of its persons, visits and cases.
pub(in crate::pages) fn here(exchange: &Exchange<'_, '_>) -> ScopeId {
    scope::registry(centre(exchange))
}

/// The permission to do `A` to something of this centre.
pub(in crate::pages) fn may<A: Permit, S>(
    exchange: &Exchange<'_, '_>,
    subject: S,
) -> Result<Allowed<A, S>, Problem> {
    let target = Target::of(centre(exchange)).inside(exchange.room);
    Ok(policy::allow::<A, S>(exchange.actor()?, &target, subject)?)
}

/// The permission to do `A` in this centre.
pub(in crate::pages) fn allow<A: Permit>(
    exchange: &Exchange<'_, '_>,
) -> Result<Allowed<A>, Problem> {
    may::<A, ()>(exchange, ())
}

/// A month as an address writes it, `2026-11`. A year that no centre has seen is a slip of the hand.
pub(in crate::pages) fn asked_month(typed: &str) -> Option<Date> {
    let (year, month) = typed.split_once('-')?;
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?;
    (1900..=2200).contains(&date.year()).then_some(date)
}

/// The month that a page looks at, and the way to the one before and the one after.
pub(in crate::pages) struct Month {
    /// Its first day.
    pub(in crate::pages) first: Date,
    /// In full.
    pub(in crate::pages) said: String,
    pub(in crate::pages) pager: Pager,
}

impl Month {
    /// The one of `mois` in the address, this one unless told; none after this one.
    pub(in crate::pages) fn asked(exchange: &Exchange<'_, '_>, f: &Frame, path: &str) -> Self {
        let present = Day::of(exchange.call.now).date().first_of_month();
        let asked = asked_month(exchange.form.get("mois")).unwrap_or(present);
        let first = asked.min(present);
        let step = |months: i32| {
            let date = first.checked_add(Span::new().months(months)).ok()?;
            let at = format!("{path}?mois={:04}-{:02}", date.year(), date.month());
            (date <= present).then_some(at)
        };
        Self {
            first,
            said: show::month_in_full(f.lang, first),
            pager: Pager::new(f, step(-1), step(1)),
        }
    }

    /// Its first and last day.
    pub(in crate::pages) fn days(&self) -> (Day, Day) {
        (Day::on(self.first), Day::on(self.first.last_of_month()))
    }
}
