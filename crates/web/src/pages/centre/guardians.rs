//! The guardians of break-glass: who they are, proposed by one person and confirmed by another.
//!
//! Says nothing of any file: none is known here.

use akwaba_domain::centre::account::Account;
use akwaba_domain::centre::guardians::{self, Guardians};
use akwaba_domain::centre::proposal;
use akwaba_domain::policy::{self, Action, Target, Verdict, act};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::scope;
use akwaba_journal::State;
use akwaba_journal::act::Tag;
use akwaba_journal::id::{ActorId, CentreId};
use akwaba_store::append::append;
use akwaba_store::projections::centre::account;
use akwaba_store::sealed::published;
use akwaba_store::{StoreError, Tx, entity};
use askama::Template;

use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::Staff;
use crate::parts::{Choice, Fields};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

const PATH: &str = "/centre/gardiens";

/// The addresses of the guardians.
pub const ROUTES: &[Route] = &[
    Route::get("centre.guardians", PATH, show),
    Route::post(
        "centre.guardians-propose",
        "/centre/gardiens/proposition",
        propose,
    ),
    Route::post(
        "centre.guardians-confirm",
        "/centre/gardiens/decision",
        confirm,
    ),
];

/// Guardians somebody proposed.
struct Proposed {
    tag: Tag,
    by: String,
    on: String,
    names: String,
    /// Whether the reader may confirm them.
    may: bool,
}

#[derive(Template)]
#[template(path = "centre/guardians.html")]
struct GuardiansPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    names: String,
    proposed: Vec<Proposed>,
    may_propose: bool,
    able: Vec<Choice>,
}

fn state(tx: &mut dyn Tx, centre: CentreId) -> Result<State, StoreError> {
    entity::load(tx, scope::office(centre), guardians::entity(centre))
}

/// Those who can be one: they have keys, and may agree to an opening.
fn able(tx: &mut dyn Tx, centre: CentreId) -> Result<Vec<Account>, StoreError> {
    let mut able = Vec::new();
    for one in account::all(tx, centre)? {
        let may = !one.suspended && guardians::may_be(&one.grants, centre);
        if may && published::of(tx, centre, one.id)?.is_some() {
            able.push(one);
        }
    }
    Ok(able)
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let centre = exchange.call.site.centre;
    let actor = exchange.actor()?.clone();
    let may = |action: Action, target: &Target| {
        policy::decide(&actor, action, target) == Verdict::Granted
    };
    let mut frame = exchange.frame("guardians-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let page = exchange.read(|tx| {
        let known = state(tx, centre)?;
        let named = guardians::in_force(&known);
        let proposals = proposal::proposals::<Guardians>(&known);
        let all = proposals.iter();
        let all = all.flat_map(|one| one.what.accounts.iter().copied().chain([one.asked.actor]));
        let staff = Staff::of(tx, centre, all.chain(named.iter().copied()))?;
        let names = |ids: &[ActorId]| -> String {
            let names = ids.iter().map(|id| staff.name(*id).to_owned());
            names.collect::<Vec<_>>().join(", ")
        };
        let proposed = proposals.iter().map(|one| Proposed {
            tag: one.tag,
            by: staff.name(one.asked.actor).to_owned(),
            on: show::moment_of_micros(f.lang, one.asked.clock.micros),
            names: names(&one.what.accounts),
            may: may(
                Action::GuardiansConfirm,
                &Target::asked(centre, one.asked.actor),
            ),
        });
        let able = able(tx, centre)?.into_iter();
        Ok(GuardiansPage {
            f,
            form: &form,
            names: names(&named),
            proposed: proposed.collect(),
            may_propose: may(Action::GuardiansPropose, &Target::of(centre)),
            able: able
                .map(|one| Choice::new(one.id.to_string(), one.name.as_str()))
                .collect(),
        })
    })?;
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn propose(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let target = Target::of(centre);
    let allowed = policy::allow::<act::GuardiansPropose, _>(exchange.actor()?, &target, ())?;
    let typed: Vec<String> = exchange.form.all("guardians").map(str::to_owned).collect();
    let able = exchange.read(|tx| Ok(able(tx, centre)?))?;
    let chosen = guardians::parse(&typed, |id| able.iter().any(|one| one.id == id));
    let chosen = match chosen {
        Ok(chosen) => chosen,
        Err(refusals) => return page(exchange, Some(&refusals)),
    };
    exchange.write(|tx, writing| {
        let known = state(tx, centre)?;
        append(tx, writing, guardians::propose(&allowed, &known, &chosen))?;
        Ok(())
    })?;
    exchange.done(PATH, Flash::attention("guardians-proposed"))
}

fn confirm(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = exchange.call.site.centre;
    let tag: Result<Tag, _> = exchange.form.get("request").parse();
    let tag = tag.map_err(|_| Problem::NotFound)?;
    let granted = exchange.form.get("decision") == "grant";
    let actor = exchange.actor()?.clone();
    exchange.write(|tx, writing| {
        let known = state(tx, centre)?;
        // Who proposed is read from the journal, not from the form.
        let request = known.request(&tag).ok_or(Problem::NotFound)?;
        let target = Target::asked(centre, request.asked.source.actor);
        let allowed = policy::allow::<act::GuardiansConfirm, _>(&actor, &target, tag)?;
        append(tx, writing, guardians::confirm(&allowed, &known, granted)?)?;
        Ok(())
    })?;
    let said = match granted {
        true => Flash::good("guardians-confirmed"),
        false => Flash::attention("guardians-refused"),
    };
    exchange.done(PATH, said)
}
