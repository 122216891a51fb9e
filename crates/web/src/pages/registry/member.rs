//! Who joins a household, leaves it, changes role in it, or receives for it.

use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::HouseholdView;
use akwaba_domain::registry::edit::{Item, Why};
use akwaba_domain::registry::household::{self as decisions, MemberEdit, MemberRole, Membership};
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use akwaba_store::projections::registry::household as homes;
use askama::Template;

use super::common::{household, household_path, household_state, may, registry, sees, today};
use super::edit_fields::choices;
use super::edit_read::date;
use super::form::{FormPage, again};
use super::household::Home;
use super::membership::{self, at_the_role, of_address, recorded};
use super::person::changed;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Choice, Fields, Html, part};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of members.
pub const ROUTES: &[Route] = &[
    Route::get("household.member", "/menages/{id}/membres/{membre}", open),
    Route::post(
        "household.member-change",
        "/menages/{id}/membres/{membre}",
        change,
    ),
    Route::get(
        "household.recipient",
        "/menages/{id}/beneficiaire",
        recipient,
    ),
    Route::post(
        "household.recipient-name",
        "/menages/{id}/beneficiaire",
        name_recipient,
    ),
];

/// Writes a change of members, knowing everyone who belongs or joins.
pub(super) fn amend(
    exchange: &mut Exchange<'_, '_>,
    id: EntityId,
    edit: &MemberEdit,
    why: &Why,
) -> Result<bool, Problem> {
    let allowed = may::<act::HouseholdChange, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    exchange.write(|tx, writing| {
        let state = household_state(tx, scope, id)?;
        let view = HouseholdView::of(id, &state);
        let mut ids: Vec<EntityId> = view.people().collect();
        if let MemberEdit::Write(_, form) = edit {
            ids.extend(form.person.parse::<EntityId>().ok());
        }
        let known = homes::people(tx, scope, ids)?;
        let changed = decisions::amend(&allowed, &state, edit, why, &known, today)?;
        append(tx, writing, changed.drafts)?;
        Ok(changed.overlapped)
    })
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, _, view) = household(exchange)?;
    let item = of_address(exchange, &view.members)?;
    let frame = exchange.frame("household-member-title");
    let form = Fields::new(&frame, recorded(&item));
    show(exchange, &frame, &view, &item, &form)
}

/// The other things that can be done with a membership, each a small form of its own.
#[derive(Template)]
#[template(path = "registry/member.html")]
struct Others<'a> {
    f: &'a Frame,
    path: String,
    form: &'a Fields,
    roles: Vec<Choice>,
}
part!(Others<'_>);

fn show(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    view: &HouseholdView,
    item: &Item<Membership>,
    form: &Fields,
) -> Answer {
    let codes = MemberRole::ALL.iter().map(|role| role.code());
    let roles = choices(f, "household-role-", codes);
    let back = household_path(view.id);
    let others = Html::of(&Others {
        f,
        path: format!("{back}/membres/{}", item.tag),
        form,
        roles: roles.clone(),
    });
    let role = ("household-role", roles);
    membership::show(exchange, (f, form, back), item.value.person, role, others)
}

fn change(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = household(exchange)?;
    let item = of_address(exchange, &view.members)?;
    let why = Why::parse(exchange.form.get("reason"), "")?;
    if exchange.form.get("do") == "remove" {
        let allowed = may::<act::HouseholdChange, EntityId>(exchange, id)?;
        let scope = registry(exchange);
        exchange.write(|tx, writing| {
            let state = household_state(tx, scope, id)?;
            append(
                tx,
                writing,
                decisions::remove(&allowed, &state, item.tag, &why),
            )?;
            Ok(())
        })?;
        return exchange.done(&household_path(id), Flash::good("household-member-removed"));
    }
    let edit = membership::edit(&exchange.form, &item);
    match amend(exchange, id, &edit, &why) {
        Ok(overlapped) => exchange.done(&household_path(id), changed(overlapped)),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "household-member-title",
            &at_the_role(&refusals),
            |exchange, frame, fields| show(exchange, frame, &view, &item, fields),
        ),
        Err(problem) => Err(problem),
    }
}

fn recipient(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("household-recipient-title");
    recipient_form(exchange, &frame, &Fields::new(&frame, Form::new()))
}

fn recipient_form(exchange: &Exchange<'_, '_>, frame: &Frame, form: &Fields) -> Answer {
    if !sees(exchange, Field::Household) {
        return Err(Problem::Forbidden);
    }
    let (id, _, view) = household(exchange)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let home = exchange.read(|tx| Home::of(tx, scope, view.clone()))?;
    let members = home.view.at(today, &home.people).members;
    let people = members.iter().map(|member| {
        let role = frame.word("household-role-", member.role.code());
        Choice::new(member.person.to_string(), home.name(frame, member.person)).hint(role)
    });
    FormPage::new(frame, form, household_path(id))
        .intro("household-recipient-intro")
        .field(Html::of(
            &form
                .radios("recipient", "household-recipient", people.collect())
                .needed(),
        ))
        .field(Html::of(
            &form
                .date("recipient-from", "household-recipient-from")
                .hint(frame.t("person-consent-on-hint")),
        ))
        .answer(exchange)
}

fn name_recipient(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, ..) = household(exchange)?;
    let allowed = may::<act::HouseholdChange, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let (who, from) = (
        exchange.form.get("recipient").to_owned(),
        date(&exchange.form, "recipient-from"),
    );
    let wrote = exchange.write(|tx, writing| {
        let state = household_state(tx, scope, id)?;
        let known = homes::people(
            tx,
            scope,
            HouseholdView::of(id, &state).people().collect::<Vec<_>>(),
        )?;
        append(
            tx,
            writing,
            decisions::recipient(&allowed, &state, &who, &from, &known, today)?,
        )?;
        Ok(())
    });
    match wrote {
        Ok(()) => exchange.done(&household_path(id), Flash::good("frame-saved")),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "household-recipient-title",
            &refusals,
            |exchange, frame, fields| recipient_form(exchange, frame, fields),
        ),
        Err(problem) => Err(problem),
    }
}
