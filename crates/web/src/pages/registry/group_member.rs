//! Who joins a group, leaves it, or changes role in it.

use akwaba_domain::policy::act;
use akwaba_domain::registry::edit::{Item, Why};
use akwaba_domain::registry::group::{
    self as decisions, GroupRole, GroupView, MemberEdit, Membership,
};
use akwaba_domain::registry::household;
use akwaba_journal::id::EntityId;
use akwaba_store::append;
use akwaba_store::projections::registry::household as homes;
use askama::Template;

use super::common::{group, group_path, group_state, may, registry, today};
use super::edit_fields::choices;
use super::find::Found;
use super::form::{FormPage, again, side_by_side};
use super::membership::{self, at_the_role, of_address, read, recorded, who};
use super::person::changed;
use super::pick;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Choice, Fields, Html, part};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of members.
pub const ROUTES: &[Route] = &[
    Route::get("group.join", "/groupes/{id}/membre", join),
    Route::post("group.join", "/groupes/{id}/membre", join),
    Route::get("group.join", "/groupes/{id}/membre/{personne}", join_form),
    Route::post("group.join", "/groupes/{id}/membre/{personne}", add),
    Route::get("group.member", "/groupes/{id}/membres/{membre}", open),
    Route::post("group.member", "/groupes/{id}/membres/{membre}", change),
];

#[derive(Template)]
#[template(path = "registry/group_join.html")]
struct JoinPage<'a> {
    f: &'a Frame,
    base: String,
    back: String,
    form: Fields,
    found: Vec<Found>,
    asked: bool,
}

fn roles(f: &Frame) -> Vec<Choice> {
    choices(
        f,
        "group-role-",
        GroupRole::ALL.iter().map(|role| role.code()),
    )
}

/// Looking for who joins. Nobody is named in a group where to be a member could hurt.
fn join(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = group(exchange)?;
    if view.is_delicate() || view.is_over() {
        return Err(Problem::NotFound);
    }
    let typed = exchange.form.get("q").to_owned();
    let frame = exchange.frame("group-join-title");
    let base = format!("{}/membre", group_path(id));
    let today = today(exchange);
    let now = view.members.iter().map(|item| &item.value);
    let now = now.filter(|one| household::holds(one.from, one.until, today));
    let there: Vec<EntityId> = now.map(|one| one.person).collect();
    let page = JoinPage {
        form: Fields::new(&frame, Form::new().with("q", typed.as_str())),
        found: pick::people(exchange, &frame, &typed, &format!("{base}/"), &there)?,
        asked: !typed.is_empty(),
        back: group_path(id),
        base,
        f: &frame,
    };
    exchange.page(&page)
}

fn join_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let person: EntityId = exchange.id("personne")?;
    let frame = exchange.frame("group-join-title");
    let sent = Form::new().with("member-role", GroupRole::Member.code());
    join_page(exchange, &frame, person, &Fields::new(&frame, sent))
}

fn join_page(exchange: &Exchange<'_, '_>, f: &Frame, person: EntityId, form: &Fields) -> Answer {
    let (id, ..) = group(exchange)?;
    FormPage::new(f, form, group_path(id))
        .to(format!("{}/membre/{person}", group_path(id)))
        .before(who(exchange, f, person)?)
        .field(&form.select("member-role", "group-role", roles(f)).needed())
        .field(side_by_side(
            &form
                .date("member-from", "household-since")
                .hint(f.t("household-since-hint")),
            &form.date("member-until", "registry-to"),
        ))
        .go("group-join-go")
        .answer(exchange)
}

/// Writes a change of members, knowing everyone who belongs or joins.
fn amend(
    exchange: &mut Exchange<'_, '_>,
    id: EntityId,
    edit: &MemberEdit,
    why: &Why,
) -> Result<bool, Problem> {
    let allowed = may::<act::GroupChange, EntityId>(exchange, id)?;
    let (scope, today) = (registry(exchange), today(exchange));
    exchange.write(|tx, writing| {
        let state = group_state(tx, scope, id)?;
        let mut ids: Vec<EntityId> = GroupView::of(id, &state).people().collect();
        if let MemberEdit::Write(_, form) = edit {
            ids.extend(form.person.parse::<EntityId>().ok());
        }
        let known = homes::people(tx, scope, ids)?;
        let changed = decisions::amend(&allowed, &state, edit, why, &known, today)?;
        append(tx, writing, changed.drafts)?;
        Ok(changed.overlapped)
    })
}

fn add(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, ..) = group(exchange)?;
    let person: EntityId = exchange.id("personne")?;
    let form = read(&exchange.form, person);
    let edit = MemberEdit::Write(String::new(), form);
    match amend(exchange, id, &edit, &Why::default()) {
        Ok(overlapped) => exchange.done(&group_path(id), changed(overlapped)),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "group-join-title",
            &at_the_role(&refusals),
            |exchange, f, form| join_page(exchange, f, person, form),
        ),
        Err(problem) => Err(problem),
    }
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (_, _, view) = group(exchange)?;
    let item = of_address(exchange, &view.members)?;
    let frame = exchange.frame("group-member-title");
    let form = Fields::new(&frame, recorded(&item));
    show(exchange, &frame, &view, &item, &form)
}

/// The other things that can be done with a membership, each a small form of its own.
#[derive(Template)]
#[template(path = "registry/group_member.html")]
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
    view: &GroupView,
    item: &Item<Membership>,
    form: &Fields,
) -> Answer {
    let back = group_path(view.id);
    let others = Html::of(&Others {
        f,
        path: format!("{back}/membres/{}", item.tag),
        form,
        roles: roles(f),
    });
    let role = ("group-role", roles(f));
    membership::show(exchange, (f, form, back), item.value.person, role, others)
}

fn change(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, view) = group(exchange)?;
    let item = of_address(exchange, &view.members)?;
    let what = exchange.form.get("do");
    // Why somebody leaves is asked in their own small form.
    let reason = if what == "leave" {
        "leave-reason"
    } else {
        "reason"
    };
    let why = Why::parse(exchange.form.get(reason), "")?;
    if what == "remove" {
        let allowed = may::<act::GroupChange, EntityId>(exchange, id)?;
        let scope = registry(exchange);
        exchange.write(|tx, writing| {
            let state = group_state(tx, scope, id)?;
            append(
                tx,
                writing,
                decisions::remove(&allowed, &state, item.tag, &why),
            )?;
            Ok(())
        })?;
        return exchange.done(&group_path(id), Flash::good("household-member-removed"));
    }
    let edit = membership::edit(&exchange.form, &item);
    match amend(exchange, id, &edit, &why) {
        Ok(overlapped) => exchange.done(&group_path(id), changed(overlapped)),
        Err(Problem::Refused(refusals)) => again(
            exchange,
            "group-member-title",
            &at_the_role(&refusals),
            |exchange, f, form| show(exchange, f, &view, &item, form),
        ),
        Err(problem) => Err(problem),
    }
}
