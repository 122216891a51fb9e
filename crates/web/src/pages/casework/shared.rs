//! What the pages of casework share: the case of an address and its edition, names, deadlines in words.

use std::collections::BTreeMap;
use std::sync::Arc;

use akwaba_domain::casework::{Case, Edition, Hands, time};
use akwaba_domain::policy::{self, Allowed, Target, act};
use akwaba_domain::registry::group::{self, GroupLine};
use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::registry::{GroupView, PersonView, person};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_journal::state::State;
use akwaba_procedures::workbook::Visa;
use akwaba_store::projections::casework;
use akwaba_store::{Tx, entity};
use jiff::SignedDuration;
use jiff::civil::{DateTime, Time};

pub(in crate::pages) use crate::pages::here::{allow, centre, here};

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::parts::{Tag, Tone};
use crate::problem::Problem;
use crate::show;

/// A case, its state and the version of the procedure it runs under.
pub(in crate::pages) struct Known {
    pub(in crate::pages) case: Case,
    pub(in crate::pages) state: State,
    pub(in crate::pages) edition: Arc<Edition>,
}

/// Now, in the time in which deadlines are counted.
pub(in crate::pages) fn now(exchange: &Exchange<'_, '_>) -> DateTime {
    time::civil(exchange.call.now.as_microsecond())
}

/// The functions that the reader holds.
pub(in crate::pages) fn hands(exchange: &Exchange<'_, '_>) -> Result<Hands, Problem> {
    Ok(Hands::of(exchange.actor()?, centre(exchange)).inside(exchange.room))
}

/// Reads a case and its edition.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such case here.
pub(in crate::pages) fn load(
    tx: &mut dyn Tx,
    scope: ScopeId,
    id: EntityId,
) -> Result<Known, Problem> {
    let state = entity::load(tx, scope, id)?;
    let case = Case::of(id, &state).ok_or(Problem::NotFound)?;
    let edition = casework::edition(tx, case.centre, &case.procedure)?.ok_or(Problem::NotFound)?;
    Ok(Known {
        case,
        state,
        edition,
    })
}

/// The case of the address, when the reader may open it.
///
/// # Errors
/// [`Problem::NotFound`] otherwise: nothing tells that it exists.
pub(in crate::pages) fn opened(exchange: &Exchange<'_, '_>) -> Result<Known, Problem> {
    let (scope, id) = (here(exchange), exchange.id("id")?);
    let known = exchange.read(|tx| load(tx, scope, id))?;
    let hands = hands(exchange)?;
    let who = exchange.actor()?.account;
    if known.case.may_be_opened_by(&known.edition, who, &hands) {
        Ok(known)
    } else {
        Err(Problem::NotFound)
    }
}

/// The permission to see cases, for the trail.
pub(in crate::pages) fn seeing(
    exchange: &Exchange<'_, '_>,
    id: EntityId,
) -> Result<Allowed<act::CaseSee, EntityId>, Problem> {
    let target = Target::of(centre(exchange)).inside(exchange.room);
    Ok(policy::allow(exchange.actor()?, &target, id)?)
}

/// Names of the persons, households and groups that cases are about.
#[derive(Default)]
pub(in crate::pages) struct Names(BTreeMap<EntityId, String>);

impl Names {
    /// Reads them. A household is named after its head, where it has one.
    pub(in crate::pages) fn of(
        tx: &mut dyn Tx,
        scope: ScopeId,
        f: &Frame,
        subjects: impl IntoIterator<Item = EntityId>,
    ) -> Result<Self, Problem> {
        let mut names = BTreeMap::new();
        for id in subjects {
            if names.contains_key(&id) {
                continue;
            }
            let name = match entity::find(tx, scope, id)? {
                Some((kind, state)) if kind == person::KIND && state.exists() => {
                    let view = PersonView::of(id, &state);
                    PersonLine::of(&view).name.as_str().to_owned()
                }
                Some((kind, state)) if kind == group::KIND && group::is_known(&state) => {
                    let view = GroupView::of(id, &state);
                    GroupLine::of(&view).name.as_str().to_owned()
                }
                Some((kind, _)) if kind != group::KIND => f.t("casework-household"),
                _ => f.t("casework-forgotten"),
            };
            names.insert(id, name);
        }
        Ok(Self(names))
    }

    /// The name, or the words for a case of nobody.
    pub(in crate::pages) fn name(&self, f: &Frame, subject: Option<EntityId>) -> String {
        match subject {
            Some(id) => self
                .0
                .get(&id)
                .map_or_else(String::new, |name| f.name(name)),
            None => f.t("casework-nobody"),
        }
    }
}

/// The page of whose case it is, where the reader may open it from here.
pub(super) fn subject_path(exchange: &Exchange<'_, '_>, case: &Case) -> Option<String> {
    use akwaba_domain::casework::Subject;
    let path = match case.subject {
        Subject::Person(id) => format!("/personnes/{id}"),
        Subject::Household(id) => format!("/menages/{id}"),
        Subject::Group(id) => format!("/groupes/{id}"),
        Subject::Nobody => return None,
    };
    exchange.may_open(&path).then_some(path)
}

/// Who must approve, in words: all of them, or one.
pub(in crate::pages) fn visa_roles(f: &Frame, edition: &Edition, visa: &Visa) -> String {
    let roles = visa.roles.iter().map(|role| edition.role_label(role));
    let joint = if visa.all { "manual-and" } else { "manual-or" };
    let joint = format!(" {} ", f.t(joint));
    roles.collect::<Vec<_>>().join(&joint)
}

/// The address of a case.
pub(in crate::pages) fn case_path(id: EntityId) -> String {
    format!("/dossiers/{id}")
}

/// A deadline in words: the day, and the hour when it is not the end of a day.
pub(in crate::pages) fn due(f: &Frame, at: DateTime) -> String {
    let day = show::civil(at.date());
    if at.time() == Time::constant(23, 59, 59, 0) {
        f.t1("casework-due-day", "day", day)
    } else {
        let args = [
            ("day", day.into()),
            (
                "time",
                format!("{:02}:{:02}", at.hour(), at.minute()).into(),
            ),
        ];
        f.tn("casework-due-time", args)
    }
}

/// By how much something is late, in hours below a day and in days beyond.
pub(in crate::pages) fn late_by(f: &Frame, late: SignedDuration) -> String {
    let hours = late.as_hours().max(0).unsigned_abs();
    if hours < 24 {
        f.t1("casework-late-hours", "count", hours)
    } else {
        f.t1("casework-late-days", "count", hours / 24)
    }
}

/// A moment in words.
pub(in crate::pages) fn moment(f: &Frame, at: DateTime) -> String {
    show::moment_of_micros(f.lang, time::micros(at))
}

/// The risk of a case in a word with its shape; none when it is not told.
pub(super) fn risk(f: &Frame, risk: u8) -> Option<Tag> {
    let tone = match risk {
        3 => Tone::Danger,
        2 => Tone::Attention,
        1 => Tone::Calm,
        _ => return None,
    };
    Some(Tag::new(tone, f.word("casework-risk-", risk)))
}
