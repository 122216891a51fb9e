//! Planning an activity, changing the plan, calling it off.

use akwaba_domain::activity::{
    self, Activity, Kind, Place, PlanForm, Planning, Stage, Theme, year_entity,
};
use akwaba_domain::casework::{Hands, Subject};
use akwaba_domain::policy::act;
use akwaba_domain::reception::Day;
use akwaba_domain::reception::number::Counter;
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_store::{Tx, append, entity};
use askama::Template;

use super::shared::{allow, case_number, centre, day, here, load, opened, path};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::casework::shared::load as load_case;
use crate::pages::casework::{Names, colleagues};
use crate::pages::reception::{ctx, own_book};
use crate::pages::registry::common::group_state;
use crate::parts::{Choice, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "activity/plan.html")]
struct PlanPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    kinds: Vec<Choice>,
    themes: Vec<Choice>,
    places: Vec<Choice>,
    team: Vec<Choice>,
    /// With which group of the registry, or in which case, when the plan was begun there.
    with: Vec<(&'static str, EntityId, String)>,
    here: String,
    back: String,
}

/// With which group the form says that the activity is, where there is such a group; and in which case, where the reader
/// may open it. Of a case on a group, with that group.
fn of(
    exchange: &Exchange<'_, '_>,
    tx: &mut dyn Tx,
) -> Result<(Option<EntityId>, Option<EntityId>), Problem> {
    let scope = here(exchange);
    let id = |name: &str| -> Result<Option<EntityId>, Problem> {
        let given = exchange.form.given(name);
        let given = given.map(|typed| typed.parse().map_err(|_| Problem::NotFound));
        given.transpose()
    };
    let (mut group, case) = (id("groupe")?, id("dossier")?);
    if let Some(case) = case {
        let known = load_case(tx, scope, case)?;
        let who = exchange.actor()?.account;
        let hands = Hands::of(exchange.actor()?, centre(exchange));
        if !known.case.may_be_opened_by(&known.edition, who, &hands) {
            return Err(Problem::NotFound);
        }
        if let Subject::Group(own) = known.case.subject {
            group = Some(own);
        }
    }
    if let Some(group) = group {
        group_state(tx, scope, group)?;
    }
    Ok((group, case))
}

fn typed(exchange: &Exchange<'_, '_>, of: (Option<EntityId>, Option<EntityId>)) -> PlanForm {
    let get = |name: &str| exchange.form.get(name).to_owned();
    PlanForm {
        kind: get("kind"),
        theme: get("theme"),
        theme_words: get("theme-words"),
        place: get("place"),
        place_words: get("place-words"),
        day: day(exchange),
        leaders: exchange.form.all("leaders").map(str::to_owned).collect(),
        guests: get("guests"),
        messages: get("messages"),
        of,
    }
}

/// The plan as the form shows it.
fn shown(activity: &Activity) -> Form {
    let plan = &activity.plan;
    let words = |words: &Option<activity::Words>| {
        let words = words.as_ref();
        words.map_or_else(String::new, |words| words.as_str().to_owned())
    };
    let date = plan.day.date();
    let form = Form::new()
        .with("kind", plan.kind.code())
        .with("theme", plan.theme.code())
        .with("theme-words", words(&plan.theme_words))
        .with("place", plan.place.code())
        .with("place-words", words(&plan.place_words))
        .with("day_day", date.day().to_string())
        .with("day_month", date.month().to_string())
        .with("day_year", date.year().to_string())
        .with("guests", words(&plan.guests))
        .with("messages", words(&plan.messages));
    let leaders = plan.leaders.iter();
    leaders.fold(form, |form, leader| {
        form.with("leaders", leader.to_string())
    })
}

/// The form of a new activity.
pub(super) fn new_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None, None)
}

/// Plans it.
pub(super) fn new(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ActivityRecord>(exchange)?;
    let (scope, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let of = exchange.read(|tx| of(exchange, tx))?;
    let form = typed(exchange, of);
    let planned = exchange.write(|tx, writing| {
        let team = team(colleagues(tx, centre)?);
        let mut ctx = ctx(now, writing);
        let id = ctx.fresh();
        let year = entity::load(tx, scope, year_entity(centre, ctx.today().year()))?;
        let counter = Counter {
            book: own_book(tx, scope, centre)?,
            year: &year,
        };
        let planning = Planning {
            team: &team,
            counter: &counter,
        };
        let (_, drafts) = activity::plan(&mut ctx, &allowed, id, &planning, &form)?;
        append(tx, writing, drafts)?;
        let (activity, _) = load(tx, scope, id)?;
        Ok((id, activity.day()))
    });
    match planned {
        // What is past is counted at once.
        Ok((id, day)) if day <= Day::of(now) => exchange.done(
            &format!("{}/compte", path(id)),
            Flash::good("activity-said-planned"),
        ),
        Ok((id, _)) => exchange.done(&path(id), Flash::good("activity-said-planned")),
        Err(Problem::Refused(refusals)) => page(exchange, None, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn team(colleagues: Vec<(ActorId, String)>) -> Vec<ActorId> {
    colleagues.into_iter().map(|(who, _)| who).collect()
}

/// The form of a plan to be changed.
pub(super) fn edit_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let activity = opened(exchange)?;
    page(exchange, Some(&activity), None)
}

/// Changes the plan.
pub(super) fn edit(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ActivityRecord>(exchange)?;
    let (scope, centre, now) = (here(exchange), centre(exchange), exchange.call.now);
    let activity = opened(exchange)?;
    let form = typed(exchange, (activity.plan.group, activity.plan.case));
    let changed = exchange.write(|tx, writing| {
        let team = team(colleagues(tx, centre)?);
        let (known, state) = load(tx, scope, activity.id)?;
        let about = (&known, &state);
        let drafts = activity::replan(&ctx(now, writing), &allowed, about, &team, &form)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match changed {
        Ok(()) => exchange.done(&path(activity.id), Flash::good("activity-said-changed")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&activity), Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    known: Option<&Activity>,
    refused: Option<&Refusals>,
) -> Answer {
    let centre = centre(exchange);
    let title = match known {
        Some(_) => "activity-edit-title",
        None => "activity-new-title",
    };
    let mut frame = exchange.frame(title);
    let form = match (refused, known) {
        (Some(refusals), _) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        (None, Some(known)) => Fields::new(&frame, shown(known)),
        (None, None) => Fields::new(&frame, exchange.form.clone()),
    };
    let (team, with) = exchange.read(|tx| {
        let (group, case) = match known {
            Some(known) => (known.plan.group, known.plan.case),
            None => of(exchange, tx)?,
        };
        let with = said_of(exchange, tx, &frame, (group, case))?;
        Ok::<_, Problem>((colleagues(tx, centre)?, with))
    })?;
    let codes = |codes: &[&'static str], family| form.family(family, codes);
    let page = PlanPage {
        kinds: codes(&codes_of(Kind::ALL, Kind::code), "activity-kind-"),
        themes: codes(&codes_of(Theme::ALL, Theme::code), "activity-theme-"),
        places: codes(&codes_of(Place::ALL, Place::code), "activity-place-"),
        team: team
            .into_iter()
            .map(|(who, name)| Choice::new(who.to_string(), name))
            .collect(),
        here: known.map_or_else(
            || "/activites/nouvelle".to_owned(),
            |known| format!("{}/modifier", path(known.id)),
        ),
        back: known.map_or_else(|| "/activites".to_owned(), |known| path(known.id)),
        with,
        form: &form,
        f: &frame,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

/// The group and the case of an activity, each with the name by which the form carries it, in words.
fn said_of(
    exchange: &Exchange<'_, '_>,
    tx: &mut dyn Tx,
    f: &Frame,
    (group, case): (Option<EntityId>, Option<EntityId>),
) -> Result<Vec<(&'static str, EntityId, String)>, Problem> {
    let scope = here(exchange);
    let mut said = Vec::new();
    if let Some(group) = group {
        let name = Names::of(tx, scope, f, [group])?.name(f, Some(group));
        said.push(("groupe", group, f.t1("activity-with-group", "name", name)));
    }
    if let Some(case) = case {
        let number = case_number(tx, scope, centre(exchange), case)?;
        said.push(("dossier", case, f.t1("activity-in-case", "number", number)));
    }
    Ok(said)
}

fn codes_of<T: Copy>(all: &[T], code: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| code(*one)).collect()
}

#[derive(Template)]
#[template(path = "activity/cancel.html")]
struct CancelPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    back: String,
}

/// The form to call it off.
pub(super) fn cancel_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let activity = opened(exchange)?;
    cancel_page(exchange, &activity, None)
}

/// Calls it off.
pub(super) fn cancel(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::ActivityRecord>(exchange)?;
    let activity = opened(exchange)?;
    let scope = here(exchange);
    let words = exchange.form.get("words").to_owned();
    let written = exchange.write(|tx, writing| {
        let (known, state) = load(tx, scope, activity.id)?;
        let drafts = activity::cancel(&allowed, (&known, &state), &words)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(activity.id), Flash::good("activity-said-cancelled")),
        Err(Problem::Refused(refusals)) => cancel_page(exchange, &activity, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn cancel_page(
    exchange: &mut Exchange<'_, '_>,
    activity: &Activity,
    refused: Option<&Refusals>,
) -> Answer {
    if refused.is_none() && activity.stage() != Stage::Planned {
        return Err(Problem::NotFound);
    }
    let mut frame = exchange.frame("activity-cancel-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let page = CancelPage {
        back: path(activity.id),
        form: &form,
        f: &frame,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
