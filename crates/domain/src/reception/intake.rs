//! The form of arrival: what is typed at the counter, checked once, all reasons at the same time.
//!
//! Nothing is required: a ticket can be given on an empty form.

use super::demand::{Demand, Demands, Known, Triage};
use super::time::{Day, Minute, Moment};
use super::who::{
    Described, Language, REASON_CHARS_MAX, Reason, SaidName, Who, read_code, read_described,
    read_said, sentence,
};
use crate::refusal::{Refusal, Refusals};
use crate::text;
use akwaba_journal::id::EntityId;

/// Most people who can come along with one visitor.
pub const ACCOMPANIED_MAX: u8 = 50;

/// What is known of a visit when someone arrives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// When they came, if earlier than now.
    pub at: Option<Minute>,
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

impl Default for Arrival {
    fn default() -> Self {
        Self {
            at: None,
            who: Who::Nobody,
            described: Described::default(),
            accompanied: 0,
            demands: Demands::default(),
            reason: None,
            language: None,
            interpreter: false,
            triage: Triage::Ordinary,
            private: false,
            known: Known::NotAsked,
        }
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
        let arrival = Arrival {
            at: refusals.take(read_time(self.time, now)),
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
        refusals.or(arrival)
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
