//! The appointments of the days to come, those that nobody noted, and what became of them.

use akwaba_domain::policy::act;
use akwaba_domain::privacy::request::Use;
use akwaba_domain::reception::appointment::{self, Noted};
use akwaba_domain::reception::{Appointment, AppointmentCourse, Day, Moment};
use akwaba_journal::id::EntityId;
use akwaba_store::projections::privacy;
use akwaba_store::projections::reception::{appointment_by_code, appointments};
use akwaba_store::{append, entity};
use askama::Template;
use std::collections::BTreeSet;

use super::shared::{Eyes, allow, ctx, here, now, today};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::parts::{Tag, Tone};
use crate::problem::Problem;
use crate::show;

/// How far ahead the list goes, in days.
const AHEAD_DAYS: i32 = 21;
/// How far back appointments that nobody noted are recalled, in days.
const BACK_DAYS: i32 = 30;

#[derive(Template)]
#[template(path = "reception/appointments.html")]
struct AppointmentsPage<'a> {
    f: &'a Frame,
    overdue: Vec<Line>,
    days: Vec<(String, Vec<Line>)>,
    code: String,
    found: Option<Vec<Line>>,
}

/// One appointment in a list.
struct Line {
    id: String,
    time: String,
    day: String,
    who: String,
    facts: String,
    tag: Tag,
    open: bool,
    past: bool,
}

/// The list.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let eyes = Eyes::of(exchange)?;
    let (here, today, now) = (here(exchange), today(exchange), now(exchange));
    let code = exchange.form.get("code").to_owned();
    let first = ahead(today, -BACK_DAYS);
    let last = ahead(today, AHEAD_DAYS);
    let (all, found, uncalled) = exchange.read(|tx| {
        let found = if code.is_empty() {
            None
        } else {
            Some(appointment_by_code(tx, here, &code)?)
        };
        let uncalled = privacy::opposed(tx, here, Use::Contact)?;
        Ok((appointments(tx, here, first, last)?, found, uncalled))
    })?;
    let frame = exchange.frame("reception-appointments-title");
    let f = &frame;
    let line = |one: &Appointment| Line::of(f, eyes, one, (now, &uncalled));
    let (before, coming): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.day < today);
    let mut days: Vec<(Day, Vec<Line>)> = Vec::new();
    for one in coming {
        match days.last_mut() {
            Some((day, lines)) if *day == one.day => lines.push(line(one)),
            _ => days.push((one.day, vec![line(one)])),
        }
    }
    let page = AppointmentsPage {
        overdue: before
            .into_iter()
            .filter(|one| one.is_overdue(now))
            .map(line)
            .collect(),
        days: days
            .into_iter()
            .map(|(day, lines)| (show::day_in_full(f.lang, day.date()), lines))
            .collect(),
        found: found.map(|found| found.iter().map(line).collect()),
        code,
        f,
    };
    exchange.page(&page)
}

fn ahead(day: Day, days: i32) -> Day {
    let moved = day.date().checked_add(jiff::Span::new().days(days));
    moved.map_or(day, Day::on)
}

impl Line {
    /// Whoever opposes calls is marked so: a missed appointment is what makes somebody call.
    fn of(
        f: &Frame,
        eyes: Eyes,
        one: &Appointment,
        (now, uncalled): (Moment, &BTreeSet<EntityId>),
    ) -> Self {
        let (tone, word) = match one.course {
            AppointmentCourse::Given if one.is_overdue(now) => {
                (Tone::Attention, "reception-appointment-to-note")
            }
            AppointmentCourse::Given => (Tone::Calm, "reception-appointment-given"),
            AppointmentCourse::Kept { .. } => (Tone::Good, "reception-appointment-kept"),
            AppointmentCourse::Missed { .. } => (Tone::Attention, "reception-appointment-missed"),
            AppointmentCourse::Withdrawn { .. } => (Tone::Info, "reception-appointment-withdrawn"),
        };
        let slip = one.slip();
        let facts: Vec<String> = [
            one.with
                .as_ref()
                .map(|with| f.t1("reception-with-whom", "who", with)),
            one.place.clone(),
            Some(slip.code),
            one.who
                .person()
                .filter(|who| eyes.names && uncalled.contains(who))
                .map(|_| f.t("privacy-no-calls")),
        ]
        .into_iter()
        .flatten()
        .collect();
        let name = one.who.name().filter(|_| eyes.names);
        Self {
            id: one.id.to_string(),
            time: time(one),
            day: super::shared::civil(one.day),
            who: name.map_or_else(|| f.t("reception-nobody-named"), |name| f.name(name)),
            facts: facts.join(" · "),
            tag: Tag::new(tone, f.t(word)),
            open: matches!(one.course, AppointmentCourse::Given),
            past: one.is_overdue(now),
        }
    }
}

/// 09:30.
pub(super) fn time(one: &Appointment) -> String {
    format!("{:02}:{:02}", one.time.hour(), one.time.minute())
}

/// Notes what became of an appointment.
pub(super) fn note(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::AppointmentMake>(exchange)?;
    let (here, time) = (here(exchange), exchange.call.now);
    let id: EntityId = exchange.id("id")?;
    let noted = Noted::from_code(exchange.param("noter")).ok_or(Problem::NotFound)?;
    let done = exchange.write(|tx, writing| {
        let state = entity::load(tx, here, id)?;
        if Appointment::of(id, &state).is_none() {
            return Err(Problem::NotFound);
        }
        let drafts = appointment::note(&ctx(time, writing), &allowed, id, &state, noted)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    let list = "/accueil/rendez-vous";
    match done {
        Ok(()) => {
            let said = match noted {
                Noted::Kept => "reception-said-kept",
                Noted::Missed => "reception-said-missed",
                Noted::Withdrawn => "reception-said-withdrawn",
                Noted::Undone => return exchange.done(list, Flash::good("reception-said-undone")),
            };
            let undo = format!("/accueil/rendez-vous/{id}/suite/undone");
            exchange.done(list, Flash::good(said).undo(undo))
        }
        Err(Problem::Refused(refusals)) => {
            let code = refusals.as_slice().first().map_or("", |first| first.code);
            exchange.done(list, Flash::attention(code))
        }
        Err(problem) => Err(problem),
    }
}
