//! Opening a household, and who joins, leaves, heads or receives.

use super::super::edit::{Editing, Why, items};
use super::super::kin::common;
use super::super::place::{Place, PlaceForm};
use super::super::register::Begins;
use super::super::when::Day;
use super::form::{HouseholdForm, NewHousehold};
use super::{
    HouseholdView, KIND, MemberEdit, MemberRole, Membership, People, Recipient, VERSION, field,
    holds, rules,
};
use crate::Ctx;
use crate::draft::{Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use crate::registry::change::Changed;
use crate::scope;
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;

/// Opens a household under a new id.
///
/// # Errors
/// All the refusals by field.
pub fn open(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::HouseholdChange>,
    form: &HouseholdForm,
    people: &People,
) -> Result<(EntityId, Drafts), Refusals> {
    let household = form.parse(Day::new(ctx.today()))?;
    household.check(people)?;
    let id = ctx.fresh();
    let mut drafts = Drafts::under(allowed);
    drafts.push(household.draft(allowed, id));
    Ok((id, drafts))
}

impl NewHousehold {
    /// Refuses what a household cannot be.
    ///
    /// # Errors
    /// As for any change of members.
    pub fn check(&self, people: &People) -> Result<(), Refusals> {
        rules::check(&self.members, people)
    }

    /// The first entry of this household, under an id that the caller made.
    pub fn draft<A: Begins, S>(&self, allowed: &Allowed<A, S>, id: EntityId) -> Draft {
        let nothing = State::default();
        let mut editing = Editing::on(&nothing);
        for member in &self.members {
            editing.add(field::MEMBERS, member);
        }
        if let Some(person) = self.recipient {
            let recipient = Recipient {
                person,
                from: None,
                until: None,
            };
            editing.add(field::RECIPIENTS, recipient);
        }
        editing.field(field::PLACE, "", &self.place);
        draft(allowed, id, editing, &Why::default())
    }
}

/// Changes the members.
///
/// # Errors
/// All the refusals by field: of the form, and what a household cannot be.
pub fn amend(
    allowed: &Allowed<act::HouseholdChange, EntityId>,
    state: &State,
    edit: &MemberEdit,
    why: &Why,
    people: &People,
    today: Day,
) -> Result<Changed, Refusals> {
    let mut editing = Editing::on(state);
    edit.write::<MemberRole>(&mut editing, (state, field::MEMBERS), today)?;
    let after = items::<Membership>(&editing.after(), field::MEMBERS);
    let after: Vec<Membership> = after.into_iter().map(|item| item.value).collect();
    rules::check(&after, people)?;
    Ok(finish(allowed, editing, why))
}

/// Takes away a membership that was noted by mistake: as if it had never been.
pub fn remove(
    allowed: &Allowed<act::HouseholdChange, EntityId>,
    state: &State,
    membership: Tag,
    why: &Why,
) -> Drafts {
    let mut editing = Editing::on(state);
    if state
        .raw_items(field::MEMBERS)
        .any(|(tag, _)| *tag == membership)
    {
        editing.remove(field::MEMBERS, membership);
    }
    finish(allowed, editing, why).drafts
}

/// Names who receives from a day on; the one before receives until the day before.
///
/// # Errors
/// `choice-missing` or `recipient-not-a-member` at `recipient`, dates at `recipient-from`.
pub fn recipient(
    allowed: &Allowed<act::HouseholdChange, EntityId>,
    state: &State,
    person: &str,
    from: &str,
    people: &People,
    today: Day,
) -> Result<Drafts, Refusals> {
    let mut wrong = Refusals::new();
    let from = wrong
        .take(Day::parse("recipient-from", from))
        .unwrap_or(today);
    if from > today {
        wrong.push(Refusal::at("recipient-from", "date-in-future"));
    }
    let person: Option<EntityId> = person.trim().parse().ok();
    let Some(person) = person else {
        wrong.push(Refusal::at("recipient", "choice-missing"));
        return Err(wrong);
    };
    let view = HouseholdView::of(*allowed.subject(), state);
    if !view
        .at(from, people)
        .members
        .iter()
        .any(|member| member.person == person)
    {
        wrong.push(Refusal::at("recipient", "registry-recipient-not-a-member"));
    }
    wrong.or(())?;
    let new = Recipient {
        person,
        from: Some(from),
        until: None,
    };
    let mut editing = Editing::on(state);
    let day_before = from.date().yesterday().map(Day::new).unwrap_or(from);
    for item in &view.recipients {
        let old = &item.value;
        if common((old.from, old.until), (new.from, None)).is_none() {
            continue;
        }
        let begun_before = old.from.is_none_or(|begun| begun < from);
        let ended = begun_before.then(|| Recipient {
            until: Some(day_before),
            ..old.clone()
        });
        editing.row(field::RECIPIENTS, &item.seen(), ended);
    }
    let already = view.recipients.iter().any(|item| {
        item.value.person == person
            && item.value.until.is_none()
            && holds(item.value.from, None, from)
    });
    if already {
        return Err(Refusal::at("recipient", "registry-recipient-already").into());
    }
    editing.add(field::RECIPIENTS, new);
    Ok(finish(allowed, editing, &Why::default()).drafts)
}

/// Changes the address.
///
/// # Errors
/// All the refusals of the form.
pub fn place(
    allowed: &Allowed<act::HouseholdChange, EntityId>,
    state: &State,
    seen: &str,
    form: &PlaceForm,
    why: &Why,
) -> Result<Changed, Refusals> {
    let mut editing = Editing::on(state);
    editing.field(field::PLACE, seen, &form.parse()?);
    Ok(finish(allowed, editing, why))
}

/// Brings the members of a file into a household, known or not. Whoever belongs or ever belonged to
/// it is not added again; the address and who receives are those of a new household alone. `None` when nothing changes.
///
/// # Errors
/// What a household cannot be.
pub fn gather(
    allowed: &Allowed<act::RegistryImport>,
    id: EntityId,
    state: &State,
    members: &[Membership],
    (place, recipients): (Option<&Place>, &[Recipient]),
    people: &People,
) -> Result<Option<Draft>, Refusals> {
    let known = items::<Membership>(state, field::MEMBERS);
    let mut editing = Editing::on(state);
    for member in members {
        if !known.iter().any(|item| item.value.person == member.person) {
            editing.add(field::MEMBERS, member);
        }
    }
    if editing.is_empty() {
        return Ok(None);
    }
    if !state.exists() {
        for recipient in recipients {
            editing.add(field::RECIPIENTS, recipient);
        }
        editing.field(field::PLACE, "", &place);
    }
    let after = items::<Membership>(&editing.after(), field::MEMBERS);
    let after: Vec<Membership> = after.into_iter().map(|item| item.value).collect();
    rules::check(&after, people)?;
    Ok(Some(draft(allowed, id, editing, &Why::default())))
}

pub(super) fn finish<A: Permit>(
    allowed: &Allowed<A, EntityId>,
    editing: Editing<'_>,
    why: &Why,
) -> Changed {
    let mut drafts = Drafts::under(allowed);
    let overlapped = editing.overlapped();
    if !editing.is_empty() {
        drafts.push(draft(allowed, *allowed.subject(), editing, why));
    }
    Changed { drafts, overlapped }
}

fn draft<A: Permit, S>(
    allowed: &Allowed<A, S>,
    id: EntityId,
    editing: Editing<'_>,
    why: &Why,
) -> Draft {
    Draft {
        scope: scope::registry(allowed.centre()),
        entity: id,
        kind: KIND,
        version: VERSION,
        act: editing.done(why),
        secrecy: Secrecy::Keyed(id),
    }
}
