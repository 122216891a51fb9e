//! Planning an activity, changing the plan, calling it off.

use super::facts::{CANCELLED, NUMBER, PLAN};
use super::{ACTIVITY, ACTIVITY_YEAR, Activity, Kind, Place, Plan, Stage, Theme, VERSION, Words};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, act};
use crate::reception::{Day, LineNumber, number};
use crate::refusal::{Refusal, Refusals};
use crate::registry::codes::choice;
use crate::{scope, text};
use akwaba_journal::act::Act;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::State;
use jiff::Span;

/// A plan as typed; each field is named as in the form.
#[derive(Debug, Clone, Default)]
pub struct PlanForm {
    /// `kind`.
    pub kind: String,
    /// `theme`.
    pub theme: String,
    /// `theme-words`.
    pub theme_words: String,
    /// `place`.
    pub place: String,
    /// `place-words`.
    pub place_words: String,
    /// `day`.
    pub day: String,
    /// `leaders`, several: accounts of the centre.
    pub leaders: Vec<String>,
    /// `guests`.
    pub guests: String,
    /// `messages`.
    pub messages: String,
    /// With which group of the registry, and in which case: chosen by where the plan was begun.
    pub of: (Option<EntityId>, Option<EntityId>),
}

/// What a plan is checked against.
pub struct Planning<'a> {
    /// Who may lead an activity here.
    pub team: &'a [ActorId],
    /// The book that this installation writes, and the state of [`year_entity`] of this year.
    pub counter: &'a number::Counter<'a>,
}

/// The entity that counts the activities of a year.
pub fn year_entity(centre: CentreId, year: i16) -> EntityId {
    EntityId::named(&format!("activities-year/{centre}/{year}"))
}

impl PlanForm {
    fn parse(
        &self,
        centre: CentreId,
        today: Day,
        team: &[ActorId],
        author: ActorId,
    ) -> Result<Plan, Refusals> {
        let mut wrong = Refusals::new();
        let kind = wrong.take(needed("kind", &self.kind, Kind::from_code));
        let theme = wrong.take(needed("theme", &self.theme, Theme::from_code));
        let place = wrong.take(needed("place", &self.place, Place::from_code));
        let day = wrong.take(day(&self.day, today).map(Some));
        let mut line = |field, typed: &str| wrong.take(text::line(field, typed)).map(Words::new);
        let theme_words = line("theme-words", &self.theme_words);
        let place_words = line("place-words", &self.place_words);
        let guests = line("guests", &self.guests);
        let messages = wrong.take(text::words("messages", &self.messages));
        if theme == Some(Theme::Other) && theme_words.is_none() {
            wrong.push(Refusal::at("theme-words", "activity-theme-words"));
        }
        let mut leaders = Vec::new();
        for typed in self.leaders.iter().filter(|typed| !typed.is_empty()) {
            match typed.parse::<ActorId>() {
                Ok(who) if team.contains(&who) => leaders.push(who),
                _ => wrong.push(Refusal::at("leaders", "choice-unknown")),
            }
        }
        if leaders.is_empty() {
            leaders.push(author);
        }
        leaders.sort_unstable();
        leaders.dedup();
        let (Some(kind), Some(theme), Some(place), Some(day)) = (kind, theme, place, day) else {
            return Err(wrong);
        };
        wrong.or(Plan {
            centre,
            kind,
            theme,
            theme_words,
            place,
            place_words,
            day,
            leaders,
            guests,
            messages: messages.map(Words::new),
            group: self.of.0,
            case: self.of.1,
        })
    }
}

/// A choice that must be made.
fn needed<T>(
    field: &'static str,
    typed: &str,
    from_code: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, Refusal> {
    match choice(field, typed, from_code)? {
        None => Err(Refusal::at(field, "choice-missing")),
        chosen => Ok(chosen),
    }
}

/// A day from two years ago, when a paper register is typed in, to a year ahead.
fn day(typed: &str, today: Day) -> Result<Day, Refusal> {
    let day =
        Day::typed("day", typed)?.ok_or_else(|| Refusal::at("day", "activity-day-missing"))?;
    let oldest = today.date().saturating_sub(Span::new().years(2));
    let latest = today.date().saturating_add(Span::new().years(1));
    if day.date() < oldest || day.date() > latest {
        return Err(Refusal::at("day", "activity-day-far"));
    }
    Ok(day)
}

/// Writes a new activity, planned, with the next number of the year in which it is written.
///
/// # Errors
/// `choice-missing` at `kind`, `theme`, `place`; `activity-theme-words` at `theme-words`;
/// `activity-day-missing`, `activity-day-far`, `reception-day-unreadable` at `day`; those of the
/// texts, at their fields.
pub fn plan(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::ActivityRecord>,
    id: EntityId,
    planning: &Planning<'_>,
    form: &PlanForm,
) -> Result<(LineNumber, Drafts), Refusals> {
    let (centre, today) = (allowed.centre(), Day::of(ctx.now));
    let plan = form.parse(centre, today, planning.team, allowed.actor())?;
    let year = today.year();
    let counted = (year_entity(centre, year), ACTIVITY_YEAR, VERSION);
    let (number, counting) = number::next(centre, counted, year, planning.counter);
    let act = Acting::on(&State::default())
        .set(NUMBER, &number)
        .set(PLAN, &plan)
        .done(None, None);
    let mut drafts = Drafts::under(allowed);
    drafts.push(entry(centre, id, act));
    drafts.push(counting);
    Ok((number, drafts))
}

/// Changes the plan of an activity that was neither held nor called off.
///
/// # Errors
/// Those of [`plan`]; `activity-over` when it is no longer planned.
pub fn replan(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::ActivityRecord>,
    (activity, state): (&Activity, &State),
    team: &[ActorId],
    form: &PlanForm,
) -> Result<Drafts, Refusals> {
    let today = Day::of(ctx.now);
    let plan = form.parse(allowed.centre(), today, team, activity.by)?;
    still_planned(activity)?;
    let act = Acting::on(state).set(PLAN, &plan).done(None, None);
    Ok(one(allowed, activity, act))
}

/// Calls an activity off.
///
/// # Errors
/// `activity-over` when it is no longer planned; `text-missing` at `words`.
pub fn cancel(
    allowed: &Allowed<act::ActivityRecord>,
    (activity, state): (&Activity, &State),
    typed: &str,
) -> Result<Drafts, Refusals> {
    still_planned(activity)?;
    let words = Words::new(text::required_words("words", typed)?);
    let act = Acting::on(state).fact(CANCELLED, &words).done(None, None);
    Ok(one(allowed, activity, act))
}

fn still_planned(activity: &Activity) -> Result<(), Refusal> {
    if activity.stage() == Stage::Planned {
        Ok(())
    } else {
        Err(Refusal::whole("activity-over"))
    }
}

/// The one entry of a decision about an activity.
pub(super) fn one(allowed: &Allowed<act::ActivityRecord>, activity: &Activity, act: Act) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        drafts.push(entry(allowed.centre(), activity.id, act));
    }
    drafts
}

/// An entry of an activity, under a key of its own.
fn entry(centre: CentreId, id: EntityId, act: Act) -> Draft {
    Draft {
        scope: scope::registry(centre),
        entity: id,
        kind: ACTIVITY,
        version: VERSION,
        act,
        secrecy: Secrecy::Keyed(id),
    }
}
