//! One stop of a tour of home visits: on which case, where, how to reach the person, whom not to tell, what to
//! take along. Read for whoever may open the case, and for nobody else.

use akwaba_domain::casework::home_visit::{HomeVisit, home_visits};
use akwaba_domain::casework::{Hands, Subject};
use akwaba_domain::privacy::request::Use;
use akwaba_domain::registry::contact::Way;
use akwaba_domain::registry::place::Place;
use akwaba_domain::registry::{Day, GroupView, HouseholdView, PersonView};
use akwaba_journal::id::{ActorId, CentreId, ScopeId};
use akwaba_procedures::workbook::{Confidentiality, Step};
use akwaba_store::projections::casework::Outing;
use akwaba_store::projections::privacy;
use akwaba_store::{Tx, entity};
use std::collections::BTreeMap;

use super::home_visit::{end_tag, hour, visits_path};
use super::shared::{Known, Names, load, risk};
use super::sheet::blank_path;
use crate::frame::Frame;
use crate::pages::reception::numbered;
use crate::pages::registry::{facts, words};
use crate::parts::{Tag, Tone};
use crate::problem::Problem;

/// One stop.
pub(super) struct Stop {
    /// The visit, or where one is planned.
    pub(super) path: String,
    pub(super) day: Option<Day>,
    /// In minutes since midnight.
    minute: Option<u16>,
    pub(super) hour: String,
    pub(super) name: String,
    /// As much of the name as a paper needs: given names and an initial.
    pub(super) called: String,
    pub(super) number: String,
    pub(super) aim: String,
    place: Option<Place>,
    pub(super) landmark: String,
    /// How to reach the person without harm; phones only where a call or a message is safe, and not opposed.
    pub(super) contact: String,
    pub(super) phones: Vec<String>,
    /// Who must not be told.
    pub(super) hushed: Vec<String>,
    pub(super) take: Vec<String>,
    /// The form of the step on paper.
    pub(super) form: Option<String>,
    pub(super) tags: Vec<Tag>,
    /// Of its case, a paper tells the number alone.
    pub(super) restricted: bool,
}

/// Stops at one place.
pub(super) struct Group {
    pub(super) title: String,
    pub(super) stops: Vec<Stop>,
}

/// Who reads: what decides which cases they may open, and what numbers end with.
pub(super) struct Reader<'a> {
    pub(super) f: &'a Frame,
    pub(super) scope: ScopeId,
    pub(super) centre: CentreId,
    pub(super) who: ActorId,
    pub(super) hands: &'a Hands,
    pub(super) code: &'a str,
    pub(super) today: Day,
}

impl Reader<'_> {
    /// The stops of these visits, of the cases that the reader may open.
    pub(super) fn stops(&self, tx: &mut dyn Tx, outings: &[Outing]) -> Result<Vec<Stop>, Problem> {
        let mut stops = Vec::with_capacity(outings.len());
        for outing in outings {
            let known = load(tx, self.scope, outing.case)?;
            let case = &known.case;
            if case.may_be_opened_by(&known.edition, self.who, self.hands) {
                stops.push(self.stop(tx, &known, outing)?);
            }
        }
        Ok(stops)
    }

    fn stop(&self, tx: &mut dyn Tx, known: &Known, outing: &Outing) -> Result<Stop, Problem> {
        let f = self.f;
        let (case, edition) = (&known.case, &known.edition);
        let visits = home_visits(case, &known.state);
        let planned = visits
            .iter()
            .find(|visit| Some(&visit.name) == outing.name.as_ref());
        let step = outing.step.as_deref();
        let step = step.and_then(|code| edition.procedure.step(code));
        let record = case.subject.record();
        let names = Names::of(tx, self.scope, f, record)?;
        let (person, place) = self.reached(tx, case.subject)?;
        let (mut contact, mut phones, safe) = person.as_ref().map_or_else(
            || (String::new(), Vec::new(), true),
            |view| contact(f, view),
        );
        if let Some(view) = &person
            && privacy::opposes(tx, self.scope, view.id, Use::Contact)?
        {
            contact = f.t("privacy-no-calls");
            phones.clear();
        }
        let hushed = match &person {
            Some(view) => self.hushed(tx, view)?,
            None => Vec::new(),
        };
        let mut tags: Vec<Tag> = risk(f, case.risk()).into_iter().collect();
        if !safe {
            tags.push(Tag::new(Tone::Attention, f.t("home-visit-not-safe")));
        }
        match planned {
            Some(visit) => tags.extend(end_tag(f, visit)),
            None => tags.push(Tag::new(Tone::Info, f.t("home-visit-by-step"))),
        }
        let path = visits_path(case.id);
        let path = match (&outing.name, step) {
            (Some(name), _) => format!("{path}/{name}"),
            (None, Some(step)) => format!("{path}?step={}", step.code),
            (None, None) => path,
        };
        Ok(Stop {
            path,
            day: outing.day,
            minute: outing.minute,
            hour: planned
                .and_then(|visit| visit.at)
                .map_or_else(String::new, hour),
            name: names.name(f, record),
            called: person
                .as_ref()
                .map_or_else(|| names.name(f, record), |view| f.name(&called(view))),
            number: numbered(case.number, self.code),
            aim: aim(planned, step),
            landmark: place
                .as_ref()
                .and_then(|place| place.landmark.as_ref())
                .map_or_else(String::new, |words| words.as_str().to_owned()),
            place,
            contact,
            phones,
            hushed,
            take: take(f, planned, step),
            form: step.map(|step| blank_path(&case.procedure, &step.code)),
            tags,
            restricted: edition.procedure.confidentiality != Confidentiality::Ordinary,
        })
    }

    /// Whom to ask for, and where they live: the person, or who receives for the household.
    fn reached(
        &self,
        tx: &mut dyn Tx,
        subject: Subject,
    ) -> Result<(Option<PersonView>, Option<Place>), Problem> {
        match subject {
            Subject::Nobody => Ok((None, None)),
            Subject::Group(id) => {
                let group = GroupView::of(id, &entity::load(tx, self.scope, id)?);
                Ok((None, group.place.shown().cloned()))
            }
            Subject::Person(id) => {
                let view = PersonView::of(id, &entity::load(tx, self.scope, id)?);
                let place = view.place.shown().cloned();
                Ok((Some(view), place))
            }
            Subject::Household(id) => {
                let household = HouseholdView::of(id, &entity::load(tx, self.scope, id)?);
                let composition = household.at(self.today, &BTreeMap::new());
                let view = match composition.recipient {
                    Some(id) => Some(PersonView::of(id, &entity::load(tx, self.scope, id)?)),
                    None => None,
                };
                let own = view.as_ref().and_then(|view| view.place.shown());
                let place = household.place.shown().or(own).cloned();
                Ok((view, place))
            }
        }
    }

    fn hushed(&self, tx: &mut dyn Tx, view: &PersonView) -> Result<Vec<String>, Problem> {
        let people = view.must_not_tell.iter();
        let people: Vec<_> = people.filter_map(|item| item.value.person).collect();
        let names = Names::of(tx, self.scope, self.f, people)?;
        let name = |id| names.name(self.f, Some(id));
        let all = view.must_not_tell.iter();
        Ok(all
            .map(|item| facts::must_not_tell(&item.value, &name))
            .collect())
    }
}

/// The ways that are safe, the phones where one of them is a phone, and whether a visit is.
fn contact(f: &Frame, view: &PersonView) -> (String, Vec<String>, bool) {
    let Some(safe) = view.contact.shown() else {
        return (f.t("home-visit-contact-unknown"), Vec::new(), true);
    };
    let by_phone = safe
        .ways
        .iter()
        .any(|way| matches!(way, Way::Call | Way::Message));
    let phones = view.phones.iter().filter(|_| by_phone);
    let phones = phones.map(|item| words::phone(&item.value)).collect();
    let visited = safe.ways.contains(&Way::Visit);
    (facts::contact(f, safe), phones, visited)
}

fn called(view: &PersonView) -> String {
    let line = view.line();
    let given = line.given.iter().map(|name| name.as_str());
    let initial = line
        .surname
        .as_ref()
        .and_then(|name| name.as_str().chars().next());
    let mut parts: Vec<String> = given.map(str::to_owned).collect();
    parts.extend(initial.map(|letter| format!("{letter}.")));
    parts.join(" ")
}

fn aim(planned: Option<&HomeVisit>, step: Option<&Step>) -> String {
    let own = planned.and_then(|visit| visit.aim.as_ref());
    let parts = [
        step.map(|step| step.label.as_str()),
        own.map(|words| words.as_str()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What to take along: the form of the step, its papers, what the worker noted.
fn take(f: &Frame, planned: Option<&HomeVisit>, step: Option<&Step>) -> Vec<String> {
    let mut take = Vec::new();
    if let Some(step) = step {
        if step.group.is_some() {
            take.push(f.t("home-visit-take-form"));
        }
        take.extend(step.produce.iter().map(|paper| paper.label.clone()));
        take.extend(step.show.iter().cloned());
        take.extend(step.handout.clone());
    }
    let own = planned.and_then(|visit| visit.take.as_ref());
    take.extend(own.map(|words| words.as_str().to_owned()));
    take
}

/// Stops by place: those of one locality together, localities of one unit beside each other, those without an
/// address last; by hour within a place.
pub(super) fn by_place(f: &Frame, stops: Vec<Stop>) -> Vec<Group> {
    let mut places: BTreeMap<(bool, String, String), Vec<Stop>> = BTreeMap::new();
    for stop in stops {
        let unit = stop.place.as_ref().and_then(|place| place.unit.clone());
        let locality = stop
            .place
            .as_ref()
            .and_then(|place| place.locality.as_ref());
        let locality = locality.map_or_else(String::new, |name| name.as_str().to_lowercase());
        let unit = unit.unwrap_or_default();
        let nowhere = unit.is_empty() && locality.is_empty();
        places
            .entry((nowhere, unit, locality))
            .or_default()
            .push(stop);
    }
    let group = |mut stops: Vec<Stop>| {
        stops.sort_by_key(|stop| (stop.minute.is_none(), stop.minute, stop.number.clone()));
        let place = stops.first().and_then(|stop| stop.place.as_ref());
        let title = place
            .map(words::place_short)
            .filter(|said| !said.is_empty());
        Group {
            title: title.unwrap_or_else(|| f.t("home-visit-nowhere")),
            stops,
        }
    };
    places.into_values().map(group).collect()
}
