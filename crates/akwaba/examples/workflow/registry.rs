//! Workflows of the registry: people are registered, brought in together, corrected; households open.

use std::collections::BTreeMap;

use akwaba_domain::policy::{self, Allowed, Target, act};
use akwaba_domain::registry::Day;
use akwaba_domain::registry::birth::BirthForm;
use akwaba_domain::registry::change::{self, Change};
use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::household::change as household;
use akwaba_domain::registry::household::{HouseholdForm, MemberForm};
use akwaba_domain::registry::kin::{Brief, Kin};
use akwaba_domain::registry::person::KIND;
use akwaba_domain::registry::register::{self, RegisterForm};
use akwaba_domain::{Ctx, Drafts, Role, scope};
use akwaba_journal::id::EntityId;
use akwaba_store::entity;
use akwaba_store::tx::{Param, Tx};

use super::place::{Place, Trouble, someone};
use super::{check, counter};

/// People registered in one run.
const PEOPLE: u32 = 6;
/// People brought in together.
const TOGETHER: u32 = 200;

/// Six people are registered, one after the other.
pub fn register(place: &mut Place) -> Result<(), Trouble> {
    for number in 0..PEOPLE {
        place.write(|_, ctx| one(ctx, number))?;
    }
    Ok(())
}

/// A centre that knows six people.
pub fn prepare(place: &mut Place) -> Result<(), Trouble> {
    counter::found(place)?;
    register(place)
}

/// Two hundred people come in together: all of them or none.
pub fn bring_in(place: &mut Place) -> Result<(), Trouble> {
    place.write(|_, ctx| {
        let allowed: Allowed<act::PersonRegister> = policy::allow(
            &someone(Role::SocialWorker),
            &Target::of(Place::centre()),
            (),
        )?;
        let mut drafts = Drafts::under(&allowed);
        for number in 0..TOGETHER {
            drafts.join(one(ctx, 1000 + number)?);
        }
        Ok(drafts)
    })
}

/// None of the two hundred, or all.
pub fn came_in_whole(place: &mut Place, said: &[&str]) -> Result<(), Trouble> {
    check::all_is_there(place, said)?;
    place.store()?.read(none_or_all)
}

fn none_or_all(tx: &mut dyn Tx) -> Result<(), Trouble> {
    let people = tx
        .query(
            "SELECT entity FROM entity WHERE kind = $1",
            &[Param::Text(KIND)],
        )?
        .len();
    if people == 0 || people == TOGETHER as usize {
        Ok(())
    } else {
        Err(Trouble::Lost(format!(
            "{people} of {TOGETHER} people came in"
        )))
    }
}

/// Everyone gets a telephone, then another one.
pub fn correct(place: &mut Place) -> Result<(), Trouble> {
    for id in people(place)? {
        for digit in 1..3 {
            place.write(|tx, ctx| {
                let actor = someone(Role::SocialWorker);
                let allowed = policy::allow(&actor, &Target::of(Place::centre()), id)?;
                let state = entity::load(tx, scope::registry(Place::centre()), id)?;
                let number = format!("07 07 12 34 5{digit}");
                let row = (String::new(), number, String::new());
                let change = Change::Phones(vec![row]);
                let today = Day::new(ctx.today());
                let why = Why::parse("", "")?;
                Ok(change::change(&allowed, &state, &Kin::default(), &change, &why, today)?.drafts)
            })?;
        }
    }
    Ok(())
}

/// Each person opens a household with the next one.
pub fn open_households(place: &mut Place) -> Result<(), Trouble> {
    let people = people(place)?;
    for pair in people.windows(2) {
        place.write(|_, ctx| {
            let actor = someone(Role::SocialWorker);
            let allowed = policy::allow(&actor, &Target::of(Place::centre()), ())?;
            let roles = ["head", "child"];
            let members = pair.iter().zip(roles).map(|(person, role)| MemberForm {
                person: person.to_string(),
                role: role.to_owned(),
                ..MemberForm::default()
            });
            let form = HouseholdForm {
                members: members.collect(),
                ..HouseholdForm::default()
            };
            let known: BTreeMap<_, _> = pair.iter().map(|id| (*id, Brief::default())).collect();
            Ok(household::open(ctx, &allowed, &form, &known)?.1)
        })?;
    }
    Ok(())
}

fn one(ctx: &mut Ctx<'_>, number: u32) -> Result<Drafts, Trouble> {
    let allowed = policy::allow(
        &someone(Role::SocialWorker),
        &Target::of(Place::centre()),
        (),
    )?;
    let form = RegisterForm {
        names: vec![
            ("surname".to_owned(), "Kouassi".to_owned()),
            ("given".to_owned(), format!("Aya {number}")),
        ],
        birth: BirthForm {
            year: "1991".to_owned(),
            ..BirthForm::default()
        },
        ..RegisterForm::default()
    };
    Ok(register::register(ctx, &allowed, &form)?.1)
}

fn people(place: &mut Place) -> Result<Vec<EntityId>, Trouble> {
    let store = place.store()?;
    store.read(|tx| {
        let rows = tx.query(
            "SELECT entity FROM entity WHERE kind = $1 ORDER BY entity",
            &[Param::Text(KIND)],
        )?;
        rows.iter().map(|row| Ok(row.id(0)?)).collect()
    })
}
