//! The form of arrival: what is typed at the counter, checked once, all reasons at the same time.
//!
//! Nothing is required: a ticket can be given on an empty form.

use super::demand::{Demand, Demands, Known, Triage};
use super::time::{Day, Minute, Moment};
use super::who::{
    Described, Language, Place, REASON_CHARS_MAX, Reason, SaidName, Who, read_code, read_described,
    read_said, sentence,
};
use crate::draft::Acting;
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use core::ops::Deref;

/// Most people who can come along with one visitor.
pub const ACCOMPANIED_MAX: u8 = 50;

/// What the counter notes of whoever comes: on arrival, in a correction, from a line of paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Who.
    pub who: Who,
    /// Sex, age, place.
    pub described: Described,
    /// How many people are with them.
    pub accompanied: u8,
    /// Kinds of demand.
    pub demands: Demands,
    /// Why, in one sentence.
    pub reason: Option<Reason>,
    /// Language of the interview, when it is not French.
    pub language: Option<Language>,
    /// Whether someone must interpret.
    pub interpreter: bool,
    /// Urgency.
    pub triage: Triage,
    /// Whether they ask to talk in private.
    pub private: bool,
    /// Whether they have been received before.
    pub known: Known,
}

impl Intake {
    /// What a state says was noted; a field that nobody wrote is the one of an empty form.
    pub fn of(state: &State) -> Self {
        Self {
            who: state.one("who").unwrap_or(Who::Nobody),
            described: Described {
                sex: state.one("sex").flatten(),
                age_years: state.one("age").flatten(),
                place: state.one::<Option<Place>>("place").flatten(),
            },
            accompanied: state.one("accompanied").unwrap_or(0),
            demands: state.one("demands").unwrap_or_default(),
            reason: state.one::<Option<Reason>>("reason").flatten(),
            language: state.one::<Option<Language>>("language").flatten(),
            interpreter: state.one("interpreter").unwrap_or(false),
            triage: state.one("triage").unwrap_or(Triage::Ordinary),
            private: state.one("private").unwrap_or(false),
            known: state.one("known").unwrap_or(Known::NotAsked),
        }
    }

    /// Sets every field. Their names and order are those of the journal for ever.
    pub(super) fn write(&self, acting: &mut Acting<'_>) {
        acting
            .set("who", &self.who)
            .set("sex", &self.described.sex)
            .set("age", &self.described.age_years)
            .set("place", &self.described.place)
            .set("accompanied", &self.accompanied)
            .set("demands", &self.demands)
            .set("reason", &self.reason)
            .set("language", &self.language)
            .set("interpreter", &self.interpreter)
            .set("triage", &self.triage)
            .set("private", &self.private)
            .set("known", &self.known);
    }
}

impl Default for Intake {
    fn default() -> Self {
        Self::of(&State::default())
    }
}

/// What is known of a visit when someone arrives: reads as what was noted of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arrival {
    /// When they came, if earlier than now.
    pub at: Option<Minute>,
    /// What was noted.
    pub noted: Intake,
}

impl Deref for Arrival {
    type Target = Intake;

    fn deref(&self) -> &Intake {
        &self.noted
    }
}

/// The form as typed.
#[derive(Clone, Default)]
pub struct Typed<'a> {
    /// Time of arrival; empty means now.
    pub time: &'a str,
    /// Name as said; ignored when a person is linked.
    pub name: &'a str,
    /// A person of the registry and the name to show for them.
    pub person: Option<(EntityId, &'a str)>,
    /// Code of a sex.
    pub sex: &'a str,
    /// Age in years.
    pub age: &'a str,
    /// Neighbourhood or village.
    pub place: &'a str,
    /// Number of people with them.
    pub accompanied: &'a str,
    /// Codes of kinds of demand.
    pub demands: Vec<&'a str>,
    /// Why, in one sentence.
    pub reason: &'a str,
    /// Language, when not French.
    pub language: &'a str,
    /// Whether the box "interpreter" is ticked.
    pub interpreter: bool,
    /// Code of the triage; empty means ordinary.
    pub triage: &'a str,
    /// Whether the box "private talk" is ticked.
    pub private: bool,
    /// Code of new or known; empty means not asked.
    pub known: &'a str,
}

impl Typed<'_> {
    /// Checks everything; `now` bounds the time of arrival.
    ///
    /// # Errors
    /// All the reasons at once.
    pub fn read(&self, now: Moment) -> Result<Arrival, Refusals> {
        let mut refusals = Refusals::new();
        let who = match self.person {
            Some((person, name)) => Who::Person {
                person,
                name: SaidName::new(name),
            },
            None => read_said("name", self.name, &mut refusals).map_or(Who::Nobody, Who::Said),
        };
        let described = read_described(self.sex, self.age, self.place, &mut refusals);
        let at = refusals.take(read_time(self.time, now));
        let noted = Intake {
            who,
            described,
            accompanied: refusals.take(read_accompanied(self.accompanied)),
            demands: read_demands(&self.demands, &mut refusals),
            reason: refusals
                .take(sentence("reason", self.reason, REASON_CHARS_MAX))
                .map(Reason::new),
            language: refusals
                .take(text::line("language", self.language))
                .map(Language::new),
            interpreter: self.interpreter,
            triage: read_code(self.triage, "triage", Triage::from_code, &mut refusals)
                .unwrap_or(Triage::Ordinary),
            private: self.private,
            known: read_code(self.known, "known", Known::from_code, &mut refusals)
                .unwrap_or(Known::NotAsked),
        };
        refusals.or(Arrival { at, noted })
    }
}

fn read_time(typed: &str, now: Moment) -> Result<Option<Minute>, Refusal> {
    let Some(minute) = Minute::typed("time", typed)? else {
        return Ok(None);
    };
    let later = now.day().is_some_and(|today: Day| today.at(minute) > now);
    if later {
        Err(Refusal::at("time", "reception-time-later"))
    } else {
        Ok(Some(minute))
    }
}

pub(super) fn read_demands(codes: &[&str], refusals: &mut Refusals) -> Demands {
    Demands::of(
        codes
            .iter()
            .filter_map(|code| read_code(code, "demand", Demand::from_code, refusals)),
    )
}

fn read_accompanied(typed: &str) -> Result<u8, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(0);
    }
    typed
        .parse()
        .ok()
        .filter(|people| *people <= ACCOMPANIED_MAX)
        .ok_or_else(|| {
            Refusal::at("accompanied", "reception-accompanied-unreadable")
                .with("max", ACCOMPANIED_MAX)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use akwaba_journal::clock::Stamp;
    use akwaba_journal::id::{ActorId, EntryId};
    use akwaba_journal::state::Source;
    use jiff::civil::Date;

    fn noon() -> Moment {
        Day::on(Date::constant(2026, 3, 14)).at(Minute::new(12, 0).unwrap())
    }

    #[test]
    fn an_empty_form_is_a_visit_of_nobody_named() {
        let arrival = Typed::default().read(noon()).unwrap();
        assert_eq!(arrival, Arrival::default());
    }

    #[test]
    fn what_is_noted_is_written_under_the_names_that_it_is_read_by() {
        let typed = Typed {
            name: "Awa",
            sex: "f",
            age: "31",
            place: "Belleville",
            accompanied: "2",
            demands: vec!["aide"],
            reason: "Extrait",
            language: "dioula",
            interpreter: true,
            triage: "urgent",
            private: true,
            known: "nouveau",
            ..Typed::default()
        };
        let noted = typed.read(noon()).unwrap().noted;
        let empty = State::default();
        let mut acting = Acting::on(&empty);
        noted.write(&mut acting);
        let act = acting.done(None, None);
        assert_eq!(
            act.changes.len(),
            12,
            "no field was left as it is by itself"
        );
        let mut state = State::default();
        let source = Source {
            clock: Stamp::default(),
            entry: EntryId::named("e"),
            actor: ActorId::named("a"),
        };
        state.apply(source, &act);
        assert_eq!(Intake::of(&state), noted);
    }

    #[test]
    fn every_fault_is_told_at_once_and_at_its_field() {
        let long = "a".repeat(301);
        let typed = Typed {
            time: "12:01",
            name: "A\u{7}wa",
            age: "200",
            sex: "x",
            accompanied: "beaucoup",
            reason: &long,
            triage: "vip",
            demands: vec!["aide", "argent"],
            ..Typed::default()
        };
        let refusals = typed.read(noon()).unwrap_err();
        let fields: Vec<_> = refusals
            .as_slice()
            .iter()
            .filter_map(|refusal| refusal.field.as_deref())
            .collect();
        for field in [
            "time",
            "name",
            "age",
            "sex",
            "accompanied",
            "reason",
            "triage",
            "demand",
        ] {
            assert!(fields.contains(&field), "{field} in {fields:?}");
        }
    }

    #[test]
    fn a_name_in_another_alphabet_is_welcome() {
        let typed = Typed {
            name: " عائشة ",
            ..Typed::default()
        };
        assert_eq!(typed.read(noon()).unwrap().who.name(), Some("عائشة"));
    }
}
