//! Typing in the paper register: lines of past days with their own dates and numbers, marked as
//! retyped; who typed them and when is in their first entry.
//!
//! Invariant: a number of paper is never one that the software gave.

use super::course::{Course, Step};
use super::demand::{Known, Triage};
use super::intake::{Intake, read_demands};
use super::number::{Book, LineNumber, count_line, has_begun, last_line};
use super::time::{Arrived, Day, Minute, Moment};
use super::visit::{NOTE_CHARS_MAX, Visit, entry};
use super::who::{
    REASON_CHARS_MAX, Reason, Who, Words, read_code, read_described, read_said, sentence,
};
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts};
use crate::policy::{Allowed, act};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;

/// Oldest year whose register can be typed in.
pub const YEAR_MIN: i16 = 1960;
/// Greatest number a line of paper can have.
pub const NUMBER_MAX: u32 = 99_999;

/// One line of paper as typed.
#[derive(Clone, Default)]
pub struct TypedLine<'a> {
    /// Day.
    pub day: &'a str,
    /// Time; paper may not say.
    pub time: &'a str,
    /// Number on the paper.
    pub number: &'a str,
    /// Name.
    pub name: &'a str,
    /// Code of a sex.
    pub sex: &'a str,
    /// Age in years.
    pub age: &'a str,
    /// Neighbourhood or village.
    pub place: &'a str,
    /// Codes of kinds of demand.
    pub demands: Vec<&'a str>,
    /// Why they came.
    pub reason: &'a str,
    /// The column "orientation".
    pub outcome: &'a str,
    /// The column "observations".
    pub note: &'a str,
    /// Code of new or known.
    pub known: &'a str,
    /// Page of the paper register.
    pub page: &'a str,
}

impl TypedLine<'_> {
    /// Whether nothing was typed on this row (the page and the day are kept from row to row).
    pub fn is_blank(&self) -> bool {
        [
            self.time,
            self.number,
            self.name,
            self.sex,
            self.age,
            self.place,
            self.reason,
            self.outcome,
            self.note,
        ]
        .iter()
        .all(|cell| cell.trim().is_empty())
            && self.demands.iter().all(|code| code.trim().is_empty())
    }
}

/// One line of paper, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLine {
    /// Its number on the paper.
    pub number: LineNumber,
    /// Its day, and its time if written.
    pub arrived: Arrived,
    /// What was noted.
    pub noted: Intake,
    /// Orientation.
    pub outcome: Option<Words>,
    /// Observations.
    pub note: Option<Words>,
    /// Page of the paper register; empty when not said.
    pub page: String,
}

impl TypedLine<'_> {
    /// Checks the line.
    ///
    /// # Errors
    /// All the reasons at once.
    pub fn read(&self, now: Moment) -> Result<PaperLine, Refusals> {
        let mut refusals = Refusals::new();
        let day = refusals.take(read_day(self.day, now));
        let time = refusals.take(Minute::typed("time", self.time));
        let number = refusals.take(read_number(self.number));
        let noted = Intake {
            who: read_said("name", self.name, &mut refusals).map_or(Who::Nobody, Who::Said),
            described: read_described(self.sex, self.age, self.place, &mut refusals),
            demands: read_demands(&self.demands, &mut refusals),
            reason: refusals
                .take(sentence("reason", self.reason, REASON_CHARS_MAX))
                .map(Reason::new),
            triage: Triage::Ordinary,
            known: read_code(self.known, "known", Known::from_code, &mut refusals)
                .unwrap_or(Known::NotAsked),
            ..Intake::default()
        };
        let outcome = refusals.take(sentence("outcome", self.outcome, NOTE_CHARS_MAX));
        let note = refusals.take(sentence("note", self.note, NOTE_CHARS_MAX));
        let page = refusals.take(text::line("page", self.page));
        let (Some(day), Some(number)) = (day, number) else {
            return Err(refusals);
        };
        refusals.or(PaperLine {
            number: LineNumber {
                year: day.year(),
                book: Book::MAIN,
                number,
            },
            arrived: Arrived {
                day,
                at: time.map(|minute| day.at(minute)),
            },
            noted,
            outcome: outcome.map(Words::new),
            note: note.map(Words::new),
            page: page.unwrap_or_default(),
        })
    }
}

fn read_day(typed: &str, now: Moment) -> Result<Option<Day>, Refusal> {
    let day = Day::typed("day", typed)?.ok_or_else(|| Refusal::at("day", "text-missing"))?;
    if now.day().is_some_and(|today| day > today) {
        return Err(Refusal::at("day", "reception-day-future"));
    }
    if day.year() < YEAR_MIN {
        return Err(Refusal::at("day", "reception-day-too-old").with("min", YEAR_MIN));
    }
    Ok(Some(day))
}

fn read_number(typed: &str) -> Result<Option<u32>, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(Refusal::at("number", "reception-number-missing"));
    }
    // "12/2025" is how the paper writes it: the year is that of the day.
    let digits = typed.split('/').next().unwrap_or(typed).trim();
    digits
        .parse()
        .ok()
        .filter(|number| (1..=NUMBER_MAX).contains(number))
        .map(Some)
        .ok_or_else(|| Refusal::at("number", "reception-number-unreadable"))
}

/// What must be known before a line of paper is written.
pub struct Place<'a> {
    /// State of the year entity of the line's year.
    pub year: &'a State,
    /// Whether another line of this number and year exists, from the register.
    pub taken: bool,
}

impl Place<'_> {
    fn admits(&self, line: &PaperLine) -> Result<(), Refusal> {
        let number = line.number;
        let last = last_line(self.year, number.book);
        if self.taken {
            return Err(Refusal::at("number", "reception-number-taken").with("number", number));
        }
        if has_begun(self.year, number.book) && number.number > last {
            return Err(Refusal::at("number", "reception-number-not-given").with("last", last));
        }
        Ok(())
    }

    fn count(&self, centre: CentreId, line: &PaperLine) -> Option<Draft> {
        let further = line.number.number > last_line(self.year, line.number.book);
        further.then(|| count_line(centre, self.year, line.number, false))
    }
}

/// Records a line of paper with its own number and day.
///
/// Before the software gives its first number of a year, lines of paper may have any number, and
/// the software goes on after the greatest. After that, only holes below can be filled.
///
/// # Errors
/// `reception-number-taken` or `reception-number-not-given` at `number`.
pub fn retype(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::RegisterRetype>,
    visit: EntityId,
    place: &Place<'_>,
    line: &PaperLine,
) -> Result<Drafts, Refusals> {
    place.admits(line)?;
    let empty = State::default();
    let mut acting = Acting::on(&empty);
    acting.set("salt", &ctx.chance.sixteen().to_vec());
    write(&mut acting, line);
    let mut drafts = Drafts::under(allowed);
    let centre = allowed.centre();
    drafts.push(entry(centre, visit, acting.done(None, Some("paper"))));
    place
        .count(centre, line)
        .into_iter()
        .for_each(|draft| drafts.push(draft));
    Ok(drafts)
}

/// Mends a line that was badly retyped, its number and day too. Lines that the software numbered
/// keep their number for ever.
///
/// # Errors
/// As [`retype`], and `reception-not-retyped` for a line that is not from paper.
pub fn correct(
    allowed: &Allowed<act::RegisterRetype>,
    visit: EntityId,
    state: &State,
    place: &Place<'_>,
    line: &PaperLine,
) -> Result<Drafts, Refusals> {
    let known = Visit::of(visit, state).ok_or_else(|| Refusal::whole("reception-no-visit"))?;
    if !known.is_retyped() || known.course.step() != Step::OnPaper {
        return Err(Refusal::whole("reception-not-retyped").into());
    }
    if known.number != line.number {
        place.admits(line)?;
    }
    let mut acting = Acting::on(state);
    write(&mut acting, line);
    let act = acting.done(None, Some("paper"));
    let mut drafts = Drafts::under(allowed);
    if !act.changes.is_empty() {
        let centre = allowed.centre();
        drafts.push(entry(centre, visit, act));
        place
            .count(centre, line)
            .into_iter()
            .for_each(|draft| drafts.push(draft));
    }
    Ok(drafts)
}

fn write(acting: &mut Acting<'_>, line: &PaperLine) {
    acting
        .set("number", &line.number)
        .set("arrived", &line.arrived)
        .set("paper", &line.page)
        .set("note", &line.note)
        .set(
            "course",
            &Course::OnPaper {
                outcome: line.outcome.clone(),
            },
        );
    line.noted.write(acting);
}
