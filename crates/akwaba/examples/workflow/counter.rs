//! Workflows of the counter: a centre is founded, people are received, lines are corrected.

use akwaba_domain::actor::Role;
use akwaba_domain::centre::account::AccountForm;
use akwaba_domain::centre::founding;
use akwaba_domain::centre::settings::Settings;
use akwaba_domain::policy::{self, Target};
use akwaba_domain::reception::number::{day_entity, year_entity};
use akwaba_domain::reception::visit::{self, Counters, Wanted};
use akwaba_domain::reception::{Book, Day, Moment, intake};
use akwaba_domain::{Ctx, Drafts, scope};
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::{Tx, entity};

use super::place::{Place, Trouble, someone};

/// People received in one run.
const PEOPLE: u32 = 8;

/// A centre is founded with two accounts.
pub fn found(place: &mut Place) -> Result<(), Trouble> {
    place.write(|_, ctx| {
        let founder = ActorId::named("directrice");
        let allowed = policy::allow_founding(0, founder, Place::centre())?;
        let account = |login: &str, role: Role| {
            let form = AccountForm {
                login: login.to_owned(),
                name: login.to_owned(),
                roles: vec![role.code().to_owned()],
            };
            form.parse(|_| false)
        };
        let accounts = [
            account("directrice", Role::Director)?,
            account("technique", Role::TechnicalAdmin)?,
        ];
        let settings = Settings {
            name: "Centre social de Yaffolo".to_owned(),
            ..Settings::default()
        };
        Ok(founding::found(ctx, &allowed, &settings, &accounts).1)
    })
}

/// Eight people are received, one after the other.
pub fn receive(place: &mut Place) -> Result<(), Trouble> {
    for number in 0..PEOPLE {
        place.write(|tx, ctx| receive_one(tx, ctx, number))?;
    }
    Ok(())
}

/// A centre that has received eight people.
pub fn prepare(place: &mut Place) -> Result<(), Trouble> {
    found(place)?;
    receive(place)
}

/// Eight people are received by a program that acknowledges too early.
pub fn forget(place: &mut Place) -> Result<(), Trouble> {
    for number in 0..PEOPLE {
        place.write_forgetfully(|tx, ctx| receive_one(tx, ctx, number))?;
    }
    Ok(())
}

/// Every line is corrected, annotated and moved along.
pub fn correct(place: &mut Place) -> Result<(), Trouble> {
    for number in 0..PEOPLE {
        let id = visit_id(number);
        place.write(|tx, ctx| {
            let allowed =
                policy::allow(&someone(Role::Reception), &Target::of(Place::centre()), ())?;
            let state = entity::load(tx, scope::registry(Place::centre()), id)?;
            let name = format!("Personne {number} corrigée");
            let typed = intake::Typed {
                name: &name,
                ..intake::Typed::default()
            };
            let arrival = typed.read(Moment::of(ctx.now))?;
            Ok(visit::amend(&allowed, id, &state, &arrival)?)
        })?;
        place.write(|tx, ctx| {
            let allowed =
                policy::allow(&someone(Role::Reception), &Target::of(Place::centre()), ())?;
            let state = entity::load(tx, scope::registry(Place::centre()), id)?;
            Ok(visit::step(ctx, &allowed, id, &state, Wanted::Left)?)
        })?;
    }
    Ok(())
}

fn receive_one(tx: &mut dyn Tx, ctx: &mut Ctx<'_>, number: u32) -> Result<Drafts, Trouble> {
    let allowed = policy::allow(&someone(Role::Reception), &Target::of(Place::centre()), ())?;
    let day = Day::of(ctx.now);
    let scope = scope::registry(Place::centre());
    let year = entity::load(tx, scope, year_entity(Place::centre(), day.year()))?;
    let day = entity::load(tx, scope, day_entity(Place::centre(), day))?;
    let counters = Counters {
        book: Book::lettered('A').unwrap_or_default(),
        year: &year,
        day: &day,
    };
    let name = format!("Personne {number}");
    let typed = intake::Typed {
        name: &name,
        sex: "f",
        age: "31",
        place: "Yaffolo",
        demands: vec!["conseil"],
        ..intake::Typed::default()
    };
    let arrival = typed.read(Moment::of(ctx.now))?;
    Ok(visit::receive(ctx, &allowed, visit_id(number), &counters, &arrival).1)
}

fn visit_id(number: u32) -> EntityId {
    EntityId::named(&format!("workflow/visit/{number}"))
}
