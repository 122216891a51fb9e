//! The people of the demonstration: 120 households and some who come alone, about 400 in all.

use super::DemoCentre;
use super::life::Life;
use akwaba_domain::actor::Role;
use akwaba_domain::ctx::day_of;
use akwaba_domain::policy::{self, Target, act};
use akwaba_domain::registry::birth::BirthForm;
use akwaba_domain::registry::change::{Change, change};
use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::kin::Kin;
use akwaba_domain::registry::needs::NeedsForm;
use akwaba_domain::registry::place::PlaceForm;
use akwaba_domain::registry::register::RegisterForm;
use akwaba_journal::id::EntityId;
use akwaba_matching::birth::{BirthSpan, Day};
use akwaba_matching::card::Sex;
use akwaba_matching::chance::{Dice, Seeded};
use akwaba_matching::fiction::{self, Invented};
use akwaba_store::{Tx, entity};
use anyhow::{Result, anyhow};
use jiff::Timestamp;

/// Households of the demonstration.
pub const HOUSEHOLDS: usize = 120;
/// People who come alone.
pub const ALONE: usize = 20;
/// Most members kept of one household, so that there are about 400 people.
const MEMBERS_MAX: usize = 4;

/// One household, its head first, each with the form that registers them.
pub struct Family {
    /// The people, invented, and their forms.
    pub members: Vec<(Invented, RegisterForm)>,
    /// Where they live.
    pub place: PlaceForm,
}

/// Everyone, in the order in which they come to the centre.
pub fn invent(dice: &mut Seeded, centre: &DemoCentre, today: Day) -> Vec<Family> {
    let mut families = Vec::new();
    for index in 0..HOUSEHOLDS + ALONE {
        let alone = index % ((HOUSEHOLDS + ALONE) / ALONE) == 0;
        let mut members = if alone {
            vec![fiction::person(dice, today)]
        } else {
            fiction::household(dice, today)
        };
        members.truncate(MEMBERS_MAX);
        let place = place(dice, centre);
        let members = members.into_iter().map(|person| {
            let form = form(&person, &place);
            (person, form)
        });
        families.push(Family {
            members: members.collect(),
            place: place.clone(),
        });
    }
    families
}

fn place(dice: &mut Seeded, centre: &DemoCentre) -> PlaceForm {
    let landmarks = [
        "derrière la mosquée",
        "près du château d'eau",
        "face à l'école",
        "à côté du moulin",
        "",
    ];
    let pick =
        |dice: &mut Seeded, words: &[&str]| dice.one(words).map_or("", |word| *word).to_owned();
    PlaceForm {
        unit: centre.unit().to_owned(),
        locality: pick(dice, centre.quarters),
        landmark: pick(dice, &landmarks),
    }
}

fn form(person: &Invented, place: &PlaceForm) -> RegisterForm {
    let mut names = vec![("surname".to_owned(), person.family.clone())];
    names.extend(
        person
            .given
            .iter()
            .map(|given| ("given".to_owned(), given.clone())),
    );
    if let Some(married) = &person.married {
        names.push(("usual".to_owned(), married.clone()));
    }
    let sex = match person.sex {
        Sex::Female => "female",
        Sex::Male => "male",
    };
    let phones = person
        .phone
        .iter()
        .map(|phone| (phone.clone(), String::new()));
    RegisterForm {
        names,
        sex: sex.to_owned(),
        birth: birth(&person.stated),
        phones: phones.collect(),
        place: place.clone(),
        origin: PlaceForm::default(),
        identities: Vec::new(),
        source: String::new(),
    }
}

/// What the papers or the memory of an invented person say of their birth, as typed.
fn birth(stated: &BirthSpan) -> BirthForm {
    let (year, month, day) = stated.middle().ymd();
    let mut form = BirthForm {
        year: year.to_string(),
        ..BirthForm::default()
    };
    match stated.width_days() {
        ..=1 => {
            form.month = month.to_string();
            form.day = day.to_string();
        }
        2..=31 => form.month = month.to_string(),
        32..=366 => {}
        _ => form.about = "1".to_owned(),
    }
    form
}

/// Years that make someone a parent and not a spouse, when only ages are known.
const GENERATION_YEARS: i32 = 15;

/// What someone is in a household, from their age beside the head's.
pub fn role(index: usize, head: &Invented, person: &Invented) -> &'static str {
    let (younger, older) = (
        head.born.years_until(person.born),
        person.born.years_until(head.born),
    );
    match index {
        0 => "head",
        _ if younger >= GENERATION_YEARS => "child",
        _ if older >= GENERATION_YEARS => "parent",
        1 if head.sex != person.sex => "spouse",
        _ => "relative",
    }
}

/// Full years of someone at a moment.
pub fn age(person: &Invented, at: Timestamp) -> i32 {
    let date = day_of(at);
    let day = Day::from_ymd(
        i32::from(date.year()),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
    );
    day.map_or(0, |day| person.born.years_until(day))
}

/// The grid of a child, as one finds it: most have their birth act and go to school, some do not.
pub fn needs(dice: &mut Seeded, person: &Invented, at: Timestamp) -> Option<NeedsForm> {
    let age = age(person, at);
    if age >= 18 {
        return None;
    }
    let mut pick = |among: &[&str]| dice.one(among).map_or("", |code| *code).to_owned();
    let act = [
        "in-hand",
        "in-hand",
        "in-hand",
        "not-in-hand",
        "not-declared",
    ];
    let school = match age {
        ..6 => "too-young".to_owned(),
        _ => pick(&["attends", "attends", "attends", "left", "never"]),
    };
    Some(NeedsForm {
        birth_act: pick(&act),
        school,
        cmu: pick(&["not", "enrolled", "registered", "collected"]),
        health: pick(&["well", "well", "late", "followed"]),
        ..NeedsForm::default()
    })
}

impl Life<'_> {
    /// The grid of birth act, school, CMU and health, as a social worker asks it.
    pub(super) fn note_needs(
        &mut self,
        tx: &mut dyn Tx,
        at: Timestamp,
        id: EntityId,
        needs: NeedsForm,
    ) -> Result<()> {
        let allowed = policy::allow::<act::PersonChange, _>(
            &self.actor(Role::SocialWorker),
            &Target::of(self.founded.centre),
            id,
        )?;
        let state = entity::load(tx, self.scope, id)?;
        let asked = Change::Needs(Default::default(), needs);
        let (kin, why, today) = (
            Kin::default(),
            Why::default(),
            akwaba_domain::registry::Day::new(day_of(at)),
        );
        let changed = change(&allowed, &state, &kin, &asked, &why, today);
        let changed = changed.map_err(|refusals| anyhow!("{refusals:?}"))?;
        self.append(tx, at, changed.drafts)
    }
}
