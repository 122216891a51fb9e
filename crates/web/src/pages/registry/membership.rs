//! What the pages of a member share, of a household as of a group: the form as it was recorded, as it is sent, and the
//! small forms beside it.
//!
//! Writes nothing: each page asks its own permission, and its own decision.

use akwaba_domain::Refusals;
use akwaba_domain::registry::Day;
use akwaba_domain::registry::edit::Item;
use akwaba_domain::registry::membership::{MemberEdit, MemberForm, Membership, RoleAmong};
use akwaba_domain::registry::when::Partial;
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::registry::person as people;

use super::common::{registry, today};
use super::edit_read::{date, with_date};
use super::form::{FormPage, side_by_side};
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Choice, Fields, Html, Notice, Tone};
use crate::problem::Problem;

/// The person is not a question of these forms: what cannot be of them is said at their role.
pub(super) fn at_the_role(refusals: &Refusals) -> Refusals {
    let mut moved = Refusals::new();
    for refusal in refusals.as_slice() {
        let mut refusal = refusal.clone();
        if refusal.field.as_deref() == Some("member-person") {
            refusal.field = Some("member-role".to_owned());
        }
        moved.push(refusal);
    }
    moved
}

/// Somebody's membership as it was sent.
pub(super) fn read(sent: &Form, person: EntityId) -> MemberForm {
    MemberForm {
        person: person.to_string(),
        role: sent.get("member-role").to_owned(),
        from: date(sent, "member-from"),
        until: date(sent, "member-until"),
    }
}

/// The membership that the address names.
pub(super) fn of_address<R: Clone>(
    exchange: &Exchange<'_, '_>,
    members: &[Item<Membership<R>>],
) -> Result<Item<Membership<R>>, Problem> {
    let tag: Result<Tag, _> = exchange.param("membre").parse();
    let tag = tag.map_err(|_| Problem::NotFound)?;
    let item = members.iter().find(|item| item.tag == tag).cloned();
    item.ok_or(Problem::NotFound)
}

/// The form as it was recorded.
pub(super) fn recorded<R: RoleAmong>(item: &Item<Membership<R>>) -> Form {
    let partial = |day: Option<Day>| {
        let date = day?.date();
        Some(Partial {
            year: date.year(),
            month: Some(date.month()),
            day: Some(date.day()),
        })
    };
    let sent = Form::new()
        .with("seen", item.seen())
        .with("member-role", item.value.role.written());
    let sent = with_date(sent, "member-from", partial(item.value.from));
    with_date(sent, "member-until", partial(item.value.until))
}

/// The change that was sent of a membership.
pub(super) fn edit<R>(sent: &Form, item: &Item<Membership<R>>) -> MemberEdit {
    let own = |name: &str| sent.get(name).to_owned();
    match sent.get("do") {
        "leave" => MemberEdit::Leave(item.tag, date(sent, "leave-on")),
        "role" => MemberEdit::NewRole(item.tag, own("new-role"), date(sent, "role-on")),
        _ => MemberEdit::Write(own("seen"), read(sent, item.value.person)),
    }
}

/// Who somebody is, above the questions about them.
pub(super) fn who(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    person: EntityId,
) -> Result<Html, Problem> {
    let (scope, today) = (registry(exchange), today(exchange));
    let row = exchange.read(|tx| Ok(people::find(tx, scope, person)?))?;
    let row = row.ok_or(Problem::NotFound)?;
    Ok(Html::of(&Notice::new(
        Tone::Info,
        words::short_name(f, &row.line),
        words::facts(f, &row.line, today),
    )))
}

/// The page of a membership: its correction, and `others` beside it. `role` is the word of the question, with its answers.
pub(super) fn show(
    exchange: &Exchange<'_, '_>,
    (f, form, back): (&Frame, &Fields, String),
    person: EntityId,
    (role, roles): (&str, Vec<Choice>),
    others: Html,
) -> Answer {
    let reason = form.area("reason", "registry-reason", 2).length_max(2000);
    FormPage::new(f, form, back)
        .before(who(exchange, f, person)?)
        .intro("household-member-intro")
        .hidden("seen", form.sent("seen"))
        .hidden("do", "correct")
        .field(&form.select("member-role", role, roles).needed())
        .field(side_by_side(
            &form.date("member-from", "registry-from"),
            &form.date("member-until", "registry-to"),
        ))
        .field(&reason)
        .after(others)
        .answer(exchange)
}
