//! Two values of one thing, written apart: somebody chooses one, and says why. The other stays in the history.

use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::registry::change::Change;
use akwaba_domain::registry::edit::Why;
use akwaba_domain::registry::household::settle::{self, Rivalry, rivalries};
use akwaba_domain::registry::household::{MemberRole, Membership};
use akwaba_journal::id::EntityId;
use akwaba_journal::state::{Source, State};
use akwaba_store::append;

use super::common::{
    Authors, Head, household, household_path, household_state, may, person, person_path, registry,
    today,
};
use super::conflicts::{Conflict, conflicts};
use super::edit_fields::choices;
use super::facts::{self, Sight};
use super::form::{FormPage, again};
use super::household::Home;
use super::person::{changed, write};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Choice, Fields, Html};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of settling.
pub const ROUTES: &[Route] = &[
    Route::get("person.settle", "/personnes/{id}/choix", person_choice),
    Route::post(
        "person.settle-choose",
        "/personnes/{id}/choix",
        settle_person,
    ),
    Route::get("household.settle", "/menages/{id}/choix", household_choice),
    Route::post(
        "household.settle-choose",
        "/menages/{id}/choix",
        settle_household,
    ),
];

/// Which of several: the field of the form that carries it, from the address to the answer.
const WHAT: &str = "quoi";

fn person_choice(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("registry-settle-title");
    let sent = Form::new().with(WHAT, exchange.form.get(WHAT));
    show_person(exchange, &frame, &Fields::new(&frame, sent))
}

fn show_person(exchange: &mut Exchange<'_, '_>, frame: &Frame, form: &Fields) -> Answer {
    let (id, state, view) = person(exchange)?;
    let today = today(exchange);
    let see = Sight::of(exchange);
    let what = form.sent(WHAT).to_owned();
    let open = conflicts(exchange, frame, &see, &view, &state, today)?;
    let Some(conflict) = open.into_iter().find(|conflict| conflict.field == what) else {
        // Settled meanwhile: the record says how.
        return exchange.done(
            &person_path(id),
            Flash::attention("registry-settled-already"),
        );
    };
    let Conflict {
        label,
        seen,
        values,
        ..
    } = conflict;
    let values = values
        .into_iter()
        .map(|(text, by, entry)| Choice::new(entry.to_string(), text).hint(by));
    choice_page(frame, form, person_path(id), &label, values.collect())
        .about(Head::of(frame, &view, today).link(person_path(id)))
        .hidden("seen", seen)
        .field(reason(frame, form))
        .answer(exchange)
}

/// The page of a choice, up to its values.
fn choice_page<'a>(
    frame: &'a Frame,
    form: &Fields,
    back: String,
    label: &str,
    values: Vec<Choice>,
) -> FormPage<'a> {
    FormPage::new(frame, form, back)
        .intro("person-conflict-text")
        .hidden(WHAT, form.sent(WHAT))
        .field(Html::of(
            &form
                .radios("kept", "registry-settle-kept", values)
                .hint(label)
                .needed(),
        ))
}

fn reason(f: &Frame, form: &Fields) -> Html {
    Html::of(
        &form
            .area("reason", "registry-settle-reason", 2)
            .hint(f.t("registry-settle-reason-hint"))
            .needed()
            .length_max(2000),
    )
}

fn settle_person(exchange: &mut Exchange<'_, '_>) -> Answer {
    let id: EntityId = exchange.id("id")?;
    let wrote = kept(exchange).and_then(|(entry, why)| {
        let own = |name: &str| exchange.form.get(name).to_owned();
        let settle = Change::Settle(own(WHAT), own("seen"), entry);
        write(exchange, id, &settle, &why)
    });
    match wrote {
        Ok(overlapped) => exchange.done(&person_path(id), changed(overlapped)),
        Err(Problem::Refused(refusals)) => {
            again(exchange, "registry-settle-title", &refusals, show_person)
        }
        Err(problem) => Err(problem),
    }
}

/// What was chosen and why; both are asked again where they are missing.
fn kept<T: std::str::FromStr>(exchange: &Exchange<'_, '_>) -> Result<(T, Why), Problem> {
    let mut wrong = Refusals::new();
    let missing = || Refusal::at("kept", "choice-missing");
    let kept = exchange.form.get("kept").parse().map(Some);
    let kept: Option<T> = wrong.take(kept.map_err(|_| missing()));
    let why = wrong.take_all(Why::parse(exchange.form.get("reason"), "").map(Some));
    if why.as_ref().is_some_and(|why| why.reason.is_none()) {
        wrong.push(Refusal::at("reason", "registry-reason-missing"));
    }
    let both = wrong.or(kept.zip(why))?;
    Ok(both.ok_or_else(|| Refusals::from(missing()))?)
}

fn household_choice(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("registry-settle-title");
    let sent = Form::new()
        .with(WHAT, exchange.form.get(WHAT))
        .with("role", MemberRole::Spouse.code());
    show_household(exchange, &frame, &Fields::new(&frame, sent))
}

/// Under which word an address names a rivalry.
pub(super) fn word(rivalry: &Rivalry) -> String {
    match rivalry {
        Rivalry::Place => "adresse".to_owned(),
        Rivalry::Heads(_) => "chef".to_owned(),
        Rivalry::Recipients(_) => "beneficiaire".to_owned(),
        Rivalry::Twice(person, _) => person.to_string(),
    }
}

/// What is said of a rivalry.
pub(super) fn title(f: &Frame, home: &Home, rivalry: &Rivalry) -> String {
    match rivalry {
        Rivalry::Place => f.t1("person-conflict", "what", f.t("person-place")),
        Rivalry::Heads(_) => f.t("household-two-heads"),
        Rivalry::Recipients(_) => f.t("household-two-recipients"),
        Rivalry::Twice(person, _) => f.t1("household-twice", "name", home.name(f, *person)),
    }
}

fn show_household(exchange: &mut Exchange<'_, '_>, frame: &Frame, form: &Fields) -> Answer {
    let (id, state, view) = household(exchange)?;
    let scope = registry(exchange);
    let home = exchange.read(|tx| Home::of(tx, scope, view.clone()))?;
    let what = form.sent(WHAT).to_owned();
    let open = rivalries(&home.view, &home.people);
    let Some(rivalry) = open.iter().find(|rivalry| word(rivalry) == what) else {
        return exchange.done(
            &household_path(id),
            Flash::attention("registry-settled-already"),
        );
    };
    let authors = Authors::of(exchange)?;
    let label = title(frame, &home, rivalry);
    let values = values(frame, &home, rivalry, &authors);
    let mut page = choice_page(frame, form, household_path(id), &label, values)
        .hidden("seen", settle::place_seen(&state));
    if let Rivalry::Heads(_) = rivalry {
        let roles = MemberRole::ALL
            .iter()
            .filter(|role| **role != MemberRole::Head);
        let roles = choices(frame, "household-role-", roles.map(|role| role.code()));
        let field = form.select("role", "household-other-head", roles).needed();
        page = page.field(Html::of(&field));
    }
    page.field(reason(frame, form)).answer(exchange)
}

/// The values of a rivalry, each with who wrote it and when.
pub(super) fn values(f: &Frame, home: &Home, rivalry: &Rivalry, authors: &Authors) -> Vec<Choice> {
    let said = |value: String, text: String, source: Source| {
        Choice::new(value, text).hint(authors.by(f, source))
    };
    let member = |member: &Membership| {
        let role = f.word("household-role-", member.role.code());
        let period = words::period(f, member.from, member.until);
        facts::joined([home.name(f, member.person), role, period])
    };
    match rivalry {
        Rivalry::Place => {
            let blank = || f.t("parts-not-given");
            let live = home.view.place.live.iter();
            live.map(|(source, place)| {
                let text = place.as_ref().map_or_else(blank, words::place);
                said(source.entry.to_string(), text, *source)
            })
            .collect()
        }
        Rivalry::Heads(items) | Rivalry::Twice(_, items) => items
            .iter()
            .map(|item| said(item.tag.to_string(), member(&item.value), item.source))
            .collect(),
        Rivalry::Recipients(items) => items
            .iter()
            .map(|item| {
                let period = words::period(f, item.value.from, item.value.until);
                let text = facts::joined([home.name(f, item.value.person), period]);
                said(item.tag.to_string(), text, item.source)
            })
            .collect(),
    }
}

fn settle_household(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, ..): (EntityId, State, _) = household(exchange)?;
    match choose(exchange, id) {
        Ok(()) => exchange.done(&household_path(id), Flash::good("frame-saved")),
        Err(Problem::Refused(refusals)) => {
            again(exchange, "registry-settle-title", &refusals, show_household)
        }
        Err(problem) => Err(problem),
    }
}

fn choose(exchange: &mut Exchange<'_, '_>, id: EntityId) -> Result<(), Problem> {
    let allowed = may::<act::HouseholdChange, EntityId>(exchange, id)?;
    let scope = registry(exchange);
    let own = |name: &str| exchange.form.get(name).to_owned();
    let (choice, why) = match exchange.form.get(WHAT) {
        "adresse" => {
            let (entry, why) = kept(exchange)?;
            (settle::Choice::Place(own("seen"), entry), why)
        }
        what => {
            let (tag, why) = kept(exchange)?;
            let choice = match what {
                "chef" => settle::Choice::Head(tag, own("role")),
                "beneficiaire" => settle::Choice::Recipient(tag),
                _ => settle::Choice::Membership(tag),
            };
            (choice, why)
        }
    };
    exchange.write(|tx, writing| {
        let state = household_state(tx, scope, id)?;
        let view = akwaba_domain::registry::HouseholdView::of(id, &state);
        let home = Home::of(tx, scope, view)?;
        let drafts = settle::settle(&allowed, &state, &choice, &why, &home.people)?;
        append(tx, writing, drafts)?;
        Ok(())
    })
}

#[cfg(test)]
#[path = "settle_tests.rs"]
mod tests;
