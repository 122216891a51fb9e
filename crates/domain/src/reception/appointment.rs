//! Appointments: a day, a time, with whom and where; and the slip that is handed over, which
//! carries neither a name nor a reason.

use super::time::{Day, Minute, Moment};
use super::visit::moved;
use super::who::{SaidName, Who};
use super::{APPOINTMENT, VERSION};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::{scope, text};
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// How far ahead an appointment can be given, in days.
pub const AHEAD_DAYS_MAX: i32 = 400;

/// What became of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub enum AppointmentCourse {
    /// To come.
    #[n(0)]
    Given,
    /// The person came.
    #[n(1)]
    Kept {
        /// When it was noted.
        #[n(0)]
        at: Moment,
    },
    /// Nobody came.
    #[n(2)]
    Missed {
        /// When it was noted.
        #[n(0)]
        at: Moment,
    },
    /// Taken back.
    #[n(3)]
    Withdrawn {
        /// When.
        #[n(0)]
        at: Moment,
    },
}

impl AppointmentCourse {
    /// Its name in translation keys and forms.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Kept { .. } => "kept",
            Self::Missed { .. } => "missed",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Its number in tables.
    pub fn number(&self) -> i64 {
        match self {
            Self::Given => 0,
            Self::Kept { .. } => 1,
            Self::Missed { .. } => 2,
            Self::Withdrawn { .. } => 3,
        }
    }
}

/// An appointment, read from its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// Which.
    pub id: EntityId,
    /// The day.
    pub day: Day,
    /// The time.
    pub time: Minute,
    /// With whom, as said: a colleague's name, never a service.
    pub with: Option<String>,
    /// Where, when not at the centre.
    pub place: Option<String>,
    /// For whom.
    pub who: Who,
    /// The visit during which it was given.
    pub visit: Option<EntityId>,
    /// What became of it.
    pub course: AppointmentCourse,
}

impl Appointment {
    /// The appointment of a state; `None` when it is not one.
    pub fn of(id: EntityId, state: &State) -> Option<Self> {
        Some(Self {
            id,
            day: state.one("day")?,
            time: state.one("time")?,
            with: state.one::<Option<String>>("with").flatten(),
            place: state.one::<Option<String>>("place").flatten(),
            who: state.one("who").unwrap_or(Who::Nobody),
            visit: state.one::<Option<EntityId>>("visit").flatten(),
            course: state.one("course").unwrap_or(AppointmentCourse::Given),
        })
    }

    /// What is printed and handed over.
    pub fn slip(&self) -> Slip {
        Slip {
            day: self.day,
            time: self.time,
            with: self.with.clone(),
            place: self.place.clone(),
            code: self
                .id
                .to_string()
                .chars()
                .rev()
                .take(6)
                .collect::<String>()
                .to_uppercase(),
        }
    }

    /// Whether its time has passed and nothing was noted.
    pub fn is_overdue(&self, now: Moment) -> bool {
        matches!(self.course, AppointmentCourse::Given) && self.day.at(self.time) < now
    }
}

/// The slip. By its very shape it cannot say who comes, nor why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// The day.
    pub day: Day,
    /// The time.
    pub time: Minute,
    /// With whom.
    pub with: Option<String>,
    /// Where, when not at the centre.
    pub place: Option<String>,
    /// Six characters by which the counter finds it again.
    pub code: String,
}

/// An appointment as typed.
#[derive(Clone, Copy, Default)]
pub struct TypedAppointment<'a> {
    /// Day.
    pub day: &'a str,
    /// Time.
    pub time: &'a str,
    /// With whom.
    pub with: &'a str,
    /// Where.
    pub place: &'a str,
    /// For whom, when it is not given during a visit.
    pub name: &'a str,
}

/// An appointment, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The day.
    pub day: Day,
    /// The time.
    pub time: Minute,
    /// With whom.
    pub with: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// For whom, as said.
    pub who: Who,
}

impl TypedAppointment<'_> {
    /// Checks everything.
    ///
    /// # Errors
    /// All the reasons at once.
    pub fn read(&self, now: Moment) -> Result<Given, Refusals> {
        let mut refusals = Refusals::new();
        let day = refusals.take(Day::typed("day", self.day));
        let time = refusals.take(Minute::typed("time", self.time));
        let with = refusals.take(text::line("with", self.with));
        let place = refusals.take(text::line("place", self.place));
        let who = refusals
            .take(text::line("name", self.name))
            .map_or(Who::Nobody, |name| Who::Said(SaidName::new(name)));
        missing(&mut refusals, "day", day.is_none());
        missing(&mut refusals, "time", time.is_none());
        let (Some(day), Some(time)) = (day, time) else {
            return Err(refusals);
        };
        if day.at(time) < now {
            refusals.push(Refusal::at("day", "reception-appointment-past"));
        }
        let last = now.day().and_then(|today| {
            let ahead = jiff::Span::new().days(AHEAD_DAYS_MAX);
            today.date().checked_add(ahead).ok()
        });
        if last.is_some_and(|last| day.date() > last) {
            refusals.push(Refusal::at("day", "reception-appointment-far"));
        }
        refusals.or(Given {
            day,
            time,
            with,
            place,
            who,
        })
    }
}

fn missing(refusals: &mut Refusals, field: &'static str, is_missing: bool) {
    let told = refusals
        .as_slice()
        .iter()
        .any(|refusal| refusal.field.as_deref() == Some(field));
    if is_missing && !told {
        refusals.push(Refusal::at(field, "text-missing"));
    }
}

/// Gives an appointment; given during a visit, it is also how that visit ends.
///
/// # Errors
/// The sentence of an impossible transition of the visit.
pub fn give(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::AppointmentMake>,
    appointment: EntityId,
    given: &Given,
    during: Option<(EntityId, &State)>,
) -> Result<Drafts, Refusals> {
    let empty = State::default();
    let mut who = given.who.clone();
    let mut drafts = Drafts::under(allowed);
    if let Some((visit, state)) = during {
        who = state.one("who").unwrap_or(who);
        let at = Moment::of(ctx.now);
        drafts.join(moved(allowed, visit, state, None, |course| {
            course.appointed(appointment, at)
        })?);
    }
    let act = Acting::on(&empty)
        .set("day", &given.day)
        .set("time", &given.time)
        .set("with", &given.with)
        .set("place", &given.place)
        .set("who", &who)
        .set("visit", &during.map(|(visit, _)| visit))
        .set("course", &AppointmentCourse::Given)
        .done(None, None);
    drafts.push(entry(allowed.centre(), appointment, act));
    Ok(drafts)
}

/// What is noted of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// The person came.
    Kept,
    /// Nobody came.
    Missed,
    /// Taken back.
    Withdrawn,
    /// Noted by mistake: to come again.
    Undone,
}

impl Noted {
    /// The one of that code, as forms send it.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "kept" => Some(Self::Kept),
            "missed" => Some(Self::Missed),
            "withdrawn" => Some(Self::Withdrawn),
            "undone" => Some(Self::Undone),
            _ => None,
        }
    }
}

/// Notes what became of an appointment.
///
/// # Errors
/// `reception-appointment-noted` when something else was noted before, and
/// `reception-appointment-early` when it is said missed before its day.
pub fn note(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::AppointmentMake>,
    appointment: EntityId,
    state: &State,
    noted: Noted,
) -> Result<Drafts, Refusals> {
    let known = Appointment::of(appointment, state)
        .ok_or_else(|| Refusal::whole("reception-no-appointment"))?;
    let at = Moment::of(ctx.now);
    let course = match (known.course, noted) {
        (AppointmentCourse::Given, Noted::Missed) if known.day > Day::of(ctx.now) => {
            return Err(Refusal::whole("reception-appointment-early").into());
        }
        (AppointmentCourse::Given, Noted::Kept) => AppointmentCourse::Kept { at },
        (AppointmentCourse::Given, Noted::Missed) => AppointmentCourse::Missed { at },
        (AppointmentCourse::Given, Noted::Withdrawn) => AppointmentCourse::Withdrawn { at },
        (_, Noted::Undone) => AppointmentCourse::Given,
        _ => return Err(Refusal::whole("reception-appointment-noted").into()),
    };
    let act = Acting::on(state).set("course", &course).done(None, None);
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(entry(allowed.centre(), appointment, act));
    }
    Ok(drafts)
}

fn entry(centre: CentreId, appointment: EntityId, act: akwaba_journal::Act) -> Draft {
    Draft {
        scope: scope::registry(centre),
        entity: appointment,
        kind: APPOINTMENT,
        version: VERSION,
        act,
        secrecy: Secrecy::Keyed(appointment),
    }
}
