//! Saying who one of the two is: of the household, or described.

use akwaba_domain::casework::Subject;
use akwaba_domain::mediation::{self, PartyForm, Side, Who};
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use akwaba_store::projections::registry::household;
use askama::Template;

use super::shared::{Known, allow, asked, here, load, path, side};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::pages::casework::Names;
use crate::parts::{Choice, Fields};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "mediation/party.html")]
struct PartyPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    side: String,
    people: Vec<Choice>,
    here: String,
    back: String,
}

/// Who of the registry may be chosen: the members of the household of the case.
fn people(exchange: &Exchange<'_, '_>, known: &Known) -> Result<Vec<EntityId>, Problem> {
    let scope = here(exchange);
    match known.case.subject {
        Subject::Person(id) => Ok(vec![id]),
        // A group is no party: who speaks for it is described.
        Subject::Nobody | Subject::Group(_) => Ok(Vec::new()),
        Subject::Household(id) => exchange.read(|tx| {
            let members = household::members(tx, scope, id)?;
            let mut people: Vec<EntityId> =
                members.iter().map(|row| row.membership.person).collect();
            people.sort_unstable();
            people.dedup();
            Ok(people)
        }),
    }
}

/// The form.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (known, mediation) = asked(exchange)?;
    let side = side(exchange)?;
    let [first, second] = mediation.parties;
    let own = match side {
        Side::First => first,
        Side::Second => second,
    };
    let form = match own {
        None => Form::new(),
        Some(Who::Registered(id)) => Form::new().with("person", id.to_string()),
        Some(Who::Described(words)) => Form::new().with("words", words.as_str()),
    };
    page(exchange, &known, side, form, None)
}

/// Says it.
pub(super) fn name(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::StepDo>(exchange)?;
    let (known, _) = asked(exchange)?;
    let side = side(exchange)?;
    let people = people(exchange, &known)?;
    let (scope, id) = (here(exchange), known.case.id);
    let form = PartyForm {
        person: exchange.form.get("person").to_owned(),
        words: exchange.form.get("words").to_owned(),
    };
    let written = exchange.write(|tx, writing| {
        let fresh = load(tx, scope, id)?;
        let about = (&fresh.case, &fresh.state);
        let drafts = mediation::name(&allowed, about, side, &people, &form)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(id), Flash::good("mediation-said-party")),
        Err(Problem::Refused(refusals)) => {
            let sent = exchange.form.clone();
            page(exchange, &known, side, sent, Some(&refusals))
        }
        Err(problem) => Err(problem),
    }
}

fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Known,
    side: Side,
    sent: Form,
    refused: Option<&Refusals>,
) -> Answer {
    let scope = here(exchange);
    let people = people(exchange, known)?;
    let mut frame = exchange.frame("mediation-party-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, sent, refusals),
        None => Fields::new(&frame, sent),
    };
    let f = &frame;
    let names = exchange.read(|tx| Names::of(tx, scope, f, people.iter().copied()))?;
    let back = path(known.case.id);
    let page = PartyPage {
        side: f.word("mediation-side-", side.code()),
        people: people
            .iter()
            .map(|id| Choice::new(id.to_string(), names.name(f, Some(*id))))
            .collect(),
        here: format!("{back}/{}", side.code()),
        back,
        form: &form,
        f,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
