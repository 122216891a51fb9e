//! Who joins a household, leaves it, changes role in it, or receives for it.

use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::edit::{Item, Why};
use akwaba_domain::registry::household::{
    self as decisions, MemberEdit, MemberForm, MemberRole, Membership,
};
use akwaba_domain::registry::{Day, HouseholdView};
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use akwaba_store::projections::registry::{household as homes, person as people};
use askama::Template;

use super::common::{household, household_path, household_state, may, registry, sees, today};
use super::edit_fields::choices;
use super::edit_read::{date, with_date};
use super::form::{FormPage, again, side_by_side};
use super::household::Home;
use super::person::changed;
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Choice, Fields, Html, Notice, Tone, part};
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

/// The person is not a question of these forms: what cannot be of them is said at their role.
pub(super) fn at_the_role(refusals: &akwaba_domain::Refusals) -> akwaba_domain::Refusals {
    let mut moved = akwaba_domain::Refusals::new();
    for refusal in refusals.as_slice() {
        let mut refusal = refusal.clone();
        if refusal.field.as_deref() == Some("member-person") {
            refusal.field = Some("member-role".to_owned());
        }
        moved.push(refusal);
    }
    moved
}

pub(super) fn read(sent: &Form, person: EntityId) -> MemberForm {
    MemberForm {
        person: person.to_string(),
        role: sent.get("member-role").to_owned(),
        from: date(sent, "member-from"),
        until: date(sent, "member-until"),
    }
}

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

fn member(exchange: &Exchange<'_, '_>, view: &HouseholdView) -> Result<Item<Membership>, Problem> {
    let tag: Tag = exchange
        .param("membre")
        .parse()
        .map_err(|_| Problem::NotFound)?;
    let item = view.members.iter().find(|item| item.tag == tag).cloned();
    item.ok_or(Problem::NotFound)
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, _, view) = household(exchange)?;
    let item = member(exchange, &view)?;
    let frame = exchange.frame("household-member-title");
    let partial = |day: Option<Day>| {
        let date = day?.date();
        Some(akwaba_domain::registry::when::Partial {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        })
    };
    let sent = Form::new()
        .with("seen", item.seen())
        .with("member-role", item.value.role.code());
    let sent = with_date(sent, "member-from", partial(item.value.from));
    let sent = with_date(sent, "member-until", partial(item.value.until));
    show(exchange, &frame, &view, &item, &Fields::new(&frame, sent))
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
    frame: &Frame,
    view: &HouseholdView,
    item: &Item<Membership>,
    form: &Fields,
) -> Answer {
    let (scope, today) = (registry(exchange), today(exchange));
    let row = exchange
        .read(|tx| Ok(people::find(tx, scope, item.value.person)?))?
        .ok_or(Problem::NotFound)?;
    let f = frame;
    let roles = || {
        choices(
            f,
            "household-role-",
            MemberRole::ALL.iter().map(|role| role.code()),
        )
    };
    let who = Notice::new(
        Tone::Info,
        words::short_name(f, &row.line),
        words::facts(f, &row.line, today),
    );
    let path = format!("{}/membres/{}", household_path(view.id), item.tag);
    FormPage::new(f, form, household_path(view.id))
        .before(Html::of(&who))
        .intro("household-member-intro")
        .hidden("seen", form.sent("seen"))
        .hidden("do", "correct")
        .field(Html::of(
            &form
                .select("member-role", "household-role", roles())
                .needed(),
        ))
        .field(side_by_side(
            &form.date("member-from", "registry-from"),
            &form.date("member-until", "registry-to"),
        ))
        .field(Html::of(
            &form.area("reason", "registry-reason", 2).length_max(2000),
        ))
        .after(Html::of(&Others {
            f,
            path,
            form,
            roles: roles(),
        }))
        .answer(exchange)
}

fn change(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = household(exchange)?;
    let item = member(exchange, &view)?;
    let own = |name: &str| exchange.form.get(name).to_owned();
    let what = own("do");
    let why = Why::parse(exchange.form.get("reason"), "")?;
    if what == "remove" {
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
    let edit = match what.as_str() {
        "leave" => MemberEdit::Leave(item.tag, date(&exchange.form, "leave-on")),
        "role" => MemberEdit::NewRole(item.tag, own("new-role"), date(&exchange.form, "role-on")),
        _ => MemberEdit::Write(own("seen"), read(&exchange.form, item.value.person)),
    };
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
