//! Opening a group, changing what is known of it, who joins and leaves, who is counted, and how it ends.

use super::super::change::Changed;
use super::super::edit::{Editing, Why, items, seen};
use super::super::household::People;
use super::super::register::Begins;
use super::super::when::{Day, Partial};
use super::form::{CountForm, EndForm, GroupForm, NewGroup};
use super::{Ending, GroupRole, GroupView, KIND, MemberEdit, Membership, VERSION, field, rules};
use crate::Ctx;
use crate::draft::{Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use crate::scope;
use akwaba_journal::act::Tag;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;

/// Opens a group under a new id.
///
/// # Errors
/// All the refusals by field.
pub fn open(
    ctx: &mut Ctx<'_>,
    allowed: &Allowed<act::GroupChange>,
    form: &GroupForm,
) -> Result<(EntityId, Drafts), Refusals> {
    let group = form.parse(Day::new(ctx.today()))?;
    let id = ctx.fresh();
    let mut drafts = Drafts::under(allowed);
    drafts.push(group.draft(allowed, id));
    Ok((id, drafts))
}

impl NewGroup {
    /// The first entry of this group, under an id that the caller made.
    pub fn draft<A: Begins, S>(&self, allowed: &Allowed<A, S>, id: EntityId) -> Draft {
        self.draft_with(allowed, id, None)
    }

    /// The same, of a group that a list says has ended.
    pub fn draft_with<A: Begins, S>(
        &self,
        allowed: &Allowed<A, S>,
        id: EntityId,
        ended: Option<&Ending>,
    ) -> Draft {
        let nothing = State::default();
        let mut editing = Editing::on(&nothing);
        self.write(&mut editing, &nothing, &|_| String::new());
        editing.field(field::ENDED, "", &ended);
        draft(allowed, id, Secrecy::Keyed(id), editing, &Why::default())
    }

    fn write(&self, editing: &mut Editing<'_>, state: &State, saw: &dyn Fn(&str) -> String) {
        let mut writing = Writing {
            editing,
            state,
            saw,
        };
        writing.field(field::NAME, &Some(&self.name));
        writing.field(field::OTHER_NAME, &self.other_name);
        writing.field(field::KIND, &Some(self.kind));
        writing.field(field::PLACE, &self.place);
        writing.field(field::PURPOSE, &self.purpose);
        writing.field(field::LANGUAGE, &self.language);
        writing.field(field::FOUNDED, &self.founded);
        writing.field(field::LEGAL, &self.legal);
        for (row, contact) in &self.contacts {
            editing.row(field::CONTACTS, row, contact.clone());
        }
    }
}

/// The fields of a group being written, each with what its writer saw.
struct Writing<'w, 'e> {
    editing: &'w mut Editing<'e>,
    state: &'w State,
    saw: &'w dyn Fn(&str) -> String,
}

impl Writing<'_, '_> {
    /// Sets a field. Where two values stand, that which the form kept is a decision, and settles them.
    fn field<T: minicbor::Encode<()>>(&mut self, name: &str, value: &Option<T>) {
        let saw = (self.saw)(name);
        match value {
            Some(value) if self.state.live(name).len() > 1 => {
                self.editing.decide(name, &saw, value);
            }
            value => self.editing.field(name, &saw, value),
        }
    }
}

/// Changes what is known of a group. `saw`: what the writer saw of each field (see [`seen`]).
///
/// # Errors
/// All the refusals by field; `group-named-members` at `kind` when it would become one whose members are never named
/// while some are; those of [`amend`] where the new founding is after somebody joined.
pub fn change(
    allowed: &Allowed<act::GroupChange, EntityId>,
    state: &State,
    saw: &dyn Fn(&str) -> String,
    form: &GroupForm,
    why: &Why,
    people: &People,
    today: Day,
) -> Result<Changed, Refusals> {
    let group = form.parse(today)?;
    let mut editing = Editing::on(state);
    group.write(&mut editing, state, saw);
    let after = GroupView::of(*allowed.subject(), &editing.after());
    if group.kind.is_delicate() && !after.members.is_empty() {
        return Err(Refusal::at("kind", "group-named-members").into());
    }
    check(&after, people).map_err(|wrong| at_the_founding(&wrong))?;
    Ok(finish(allowed, None, editing, why))
}

/// What is wrong with a member because of the founding is said where the founding is typed.
fn at_the_founding(wrong: &Refusals) -> Refusals {
    let mut moved = Refusals::new();
    for refusal in wrong.as_slice() {
        let mut refusal = refusal.clone();
        if refusal.code == "group-joined-before-founding" {
            refusal.field = Some("founded".to_owned());
        }
        moved.push(refusal);
    }
    moved
}

fn check(view: &GroupView, people: &People) -> Result<(), Refusals> {
    let members: Vec<Membership> = view.members.iter().map(|one| one.value.clone()).collect();
    rules::check(&members, view.founded.shown().copied(), people)
}

/// Changes the members. What is written of somebody is under their own key: who is forgotten is no longer named here.
///
/// # Errors
/// `group-over` once it ended, `group-never-named` where members are only counted; all the refusals of the form, and what
/// a group cannot be.
pub fn amend(
    allowed: &Allowed<act::GroupChange, EntityId>,
    state: &State,
    edit: &MemberEdit,
    why: &Why,
    people: &People,
    today: Day,
) -> Result<Changed, Refusals> {
    let view = GroupView::of(*allowed.subject(), state);
    still_there(&view)?;
    if view.is_delicate() {
        return Err(Refusal::whole("group-never-named").into());
    }
    let mut editing = Editing::on(state);
    let person = edit.write::<GroupRole>(&mut editing, (state, field::MEMBERS), today)?;
    check(&GroupView::of(view.id, &editing.after()), people)?;
    Ok(finish(allowed, Some(person), editing, why))
}

/// Takes away a membership that was noted by mistake: as if it had never been.
pub fn remove(
    allowed: &Allowed<act::GroupChange, EntityId>,
    state: &State,
    membership: Tag,
    why: &Why,
) -> Drafts {
    let mut editing = Editing::on(state);
    let known = items::<Membership>(state, field::MEMBERS);
    let known = known.into_iter().find(|item| item.tag == membership);
    if known.is_some() {
        editing.remove(field::MEMBERS, membership);
    }
    let person = known.map(|item| item.value.person);
    finish(allowed, person, editing, why).drafts
}

/// Counts those who are not registered, on a day. Another count of the same day takes the place of the one before.
///
/// # Errors
/// `group-over` once it ended; those of the form.
pub fn count(
    allowed: &Allowed<act::GroupChange, EntityId>,
    state: &State,
    form: &CountForm,
    today: Day,
) -> Result<Drafts, Refusals> {
    let view = GroupView::of(*allowed.subject(), state);
    still_there(&view)?;
    let counted = form.parse(today)?;
    let mut editing = Editing::on(state);
    let same_day = view.counted.iter().find(|item| item.value.on == counted.on);
    let row = same_day.map(|item| item.seen()).unwrap_or_default();
    editing.row(field::COUNTED, &row, Some(counted));
    Ok(finish(allowed, None, editing, &Why::default()).drafts)
}

/// Writes that a group ended: its record, its cases and its history stay.
///
/// # Errors
/// `group-over` when it had; those of the form; `group-end-before-founding` at `end-on`.
pub fn end(
    allowed: &Allowed<act::GroupChange, EntityId>,
    state: &State,
    form: &EndForm,
    today: Day,
) -> Result<Drafts, Refusals> {
    let view = GroupView::of(*allowed.subject(), state);
    still_there(&view)?;
    let ending = form.parse(today)?;
    ending.follows(view.founded.shown().copied())?;
    let mut editing = Editing::on(state);
    let saw = seen(state, field::ENDED);
    editing.field(field::ENDED, &saw, &Some(ending));
    Ok(finish(allowed, None, editing, &Why::default()).drafts)
}

/// Takes up again a group that had ended, with a reason.
///
/// # Errors
/// `registry-reason-missing` at `reason`.
pub fn resume(
    allowed: &Allowed<act::GroupChange, EntityId>,
    state: &State,
    why: &Why,
) -> Result<Drafts, Refusals> {
    if why.reason.is_none() {
        return Err(Refusal::at("reason", "registry-reason-missing").into());
    }
    let mut editing = Editing::on(state);
    let saw = seen(state, field::ENDED);
    editing.field(field::ENDED, &saw, &None::<super::Ending>);
    Ok(finish(allowed, None, editing, why).drafts)
}

impl Ending {
    /// Refuses an end before the founding.
    ///
    /// # Errors
    /// `group-end-before-founding` at `end-on`.
    pub fn follows(&self, founded: Option<Partial>) -> Result<(), Refusal> {
        let begun = founded.and_then(Partial::earliest);
        match begun.is_some_and(|begun| self.on < begun) {
            true => Err(Refusal::at("end-on", "group-end-before-founding")),
            false => Ok(()),
        }
    }
}

fn still_there(view: &GroupView) -> Result<(), Refusals> {
    match view.is_over() {
        true => Err(Refusal::whole("group-over").into()),
        false => Ok(()),
    }
}

fn finish(
    allowed: &Allowed<act::GroupChange, EntityId>,
    about: Option<EntityId>,
    editing: Editing<'_>,
    why: &Why,
) -> Changed {
    let mut drafts = Drafts::under(allowed);
    let overlapped = editing.overlapped();
    let id = *allowed.subject();
    if !editing.is_empty() {
        let key = Secrecy::Keyed(about.unwrap_or(id));
        drafts.push(draft(allowed, id, key, editing, why));
    }
    Changed { drafts, overlapped }
}

fn draft<A: Permit, S>(
    allowed: &Allowed<A, S>,
    id: EntityId,
    secrecy: Secrecy,
    editing: Editing<'_>,
    why: &Why,
) -> Draft {
    Draft {
        scope: scope::registry(allowed.centre()),
        entity: id,
        kind: KIND,
        version: VERSION,
        act: editing.done(why),
        secrecy,
    }
}
