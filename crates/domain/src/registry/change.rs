//! Changing what is known of a person, one section at a time.
//!
//! Invariants: only what the writer saw is replaced; a person keeps at least one name; who a
//! person is, once validated, changes only through [`correct`], with a reason.

use super::birth::BirthForm;
use super::codes::choice;
use super::contact::{MUST_NOT_TELL_MAX, MustNotTell, SafeContactForm};
use super::edit::{Editing, Item, Why, items};
use super::functioning;
use super::identity::{IDENTITIES_MAX, Identity, IdentityForm, IdentityStatus};
use super::kin::Kin;
use super::language::LanguagesForm;
use super::name::{NAMES_MAX, Name};
use super::needs::NeedsForm;
use super::person::{self, Death, PersonView, Sex, field};
use super::phone::{PHONES_MAX, Phone};
use super::place::PlaceForm;
use super::when::Day;
use crate::draft::Drafts;
use crate::policy::{Allowed, Permit, act};
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::act::Tag;
use akwaba_journal::id::{EntityId, EntryId};
use akwaba_journal::state::State;

/// One row of a list in a form: what its writer saw of it (see [`Item::seen`]; empty for a new
/// row), and the two boxes.
pub type Row = (String, String, String);

/// A change as typed: one section, each value with what its writer saw (see [`super::edit::seen`]).
#[derive(Clone)]
pub enum Change {
    /// Names: seen, kind, text.
    Names(Vec<Row>),
    /// Sex and birth.
    Civil {
        /// What was seen of the sex.
        sex_seen: String,
        /// `sex`.
        sex: String,
        /// What was seen of the birth.
        birth_seen: String,
        /// Birth.
        birth: BirthForm,
    },
    /// Phones: seen, number, whose.
    Phones(Vec<Row>),
    /// Address: seen, form.
    Place(String, PlaceForm),
    /// Village of origin: seen, form without a landmark.
    Origin(String, PlaceForm),
    /// Languages: seen, form.
    Languages(String, LanguagesForm),
    /// Safe ways to contact: seen, form.
    Contact(String, SafeContactForm),
    /// Who must not be told: seen, person, words.
    MustNotTell(Vec<Row>),
    /// Difficulties in functioning: seen, six answers.
    Functioning(String, [String; 6]),
    /// Birth act, school, CMU and health: what was seen of each, form.
    Needs([String; 4], NeedsForm),
    /// One identity: seen (empty for a new one), form.
    Identity(String, IdentityForm),
    /// An identity noted by mistake is taken away.
    IdentityRemoved(Tag),
    /// Death: seen, whether they died ("1"), when, from what.
    Death(String, String, String, String),
    /// A conflict is settled: field, seen, the entry whose value stands.
    Settle(String, String, EntryId),
}

/// What a change leads to.
#[derive(Debug, Clone)]
pub struct Changed {
    /// What is to be written; nothing when nothing changes.
    pub drafts: Drafts,
    /// Someone else changed the same thing meanwhile: both are kept, and the writer is told.
    pub overlapped: bool,
}

/// Changes a person.
///
/// # Errors
/// All the refusals by field; `identity-is-validated` where only [`correct`] may.
pub fn change(
    allowed: &Allowed<act::PersonChange, EntityId>,
    state: &State,
    kin: &Kin,
    change: &Change,
    why: &Why,
    today: Day,
) -> Result<Changed, Refusals> {
    needs_reason(change, why)?;
    let editing = apply(*allowed.subject(), state, kin, change, today)?;
    if touches_validated(*allowed.subject(), state, &editing, change) {
        return Err(Refusal::whole("registry-identity-is-validated").into());
    }
    Ok(finish(allowed, editing, why))
}

/// Changes a person whose identity was validated, or validates it.
///
/// # Errors
/// All the refusals by field; `reason-missing` where a validated identity changes without one.
pub fn correct(
    allowed: &Allowed<act::IdentityCorrect, EntityId>,
    state: &State,
    kin: &Kin,
    change: &Change,
    why: &Why,
    today: Day,
) -> Result<Changed, Refusals> {
    needs_reason(change, why)?;
    let editing = apply(*allowed.subject(), state, kin, change, today)?;
    let was_validated = PersonView::of(*allowed.subject(), state).is_validated();
    if was_validated
        && touches_validated(*allowed.subject(), state, &editing, change)
        && why.reason.is_none()
    {
        return Err(Refusal::at("reason", "registry-reason-missing").into());
    }
    Ok(finish(allowed, editing, why))
}

/// Whoever chooses between what two people wrote says why.
fn needs_reason(change: &Change, why: &Why) -> Result<(), Refusals> {
    match change {
        Change::Settle(..) if why.reason.is_none() => {
            Err(Refusal::at("reason", "registry-reason-missing").into())
        }
        _ => Ok(()),
    }
}

fn finish<A: Permit>(allowed: &Allowed<A, EntityId>, editing: Editing<'_>, why: &Why) -> Changed {
    Changed {
        overlapped: editing.overlapped(),
        drafts: person::drafts(allowed, editing, why),
    }
}

/// Whether a change is of a kind that only [`correct`] may make: of who a validated person is,
/// of a validated identity, or the validation itself.
fn touches_validated(id: EntityId, state: &State, editing: &Editing<'_>, change: &Change) -> bool {
    if editing.is_empty() {
        return false;
    }
    let before = PersonView::of(id, state);
    let validated = |items: Vec<Item<Identity>>| -> Vec<Item<Identity>> {
        items
            .into_iter()
            .filter(|item| item.value.status == IdentityStatus::Validated)
            .collect()
    };
    match change {
        Change::Names(_) | Change::Civil { .. } => before.is_validated(),
        Change::Settle(field, _, _) => {
            before.is_validated() && matches!(field.as_str(), field::SEX | field::BIRTH)
        }
        Change::Identity(..) | Change::IdentityRemoved(_) => {
            let after = PersonView::of(id, &editing.after());
            let tags = |items: Vec<Item<Identity>>| -> Vec<Tag> {
                items.iter().map(|item| item.tag).collect()
            };
            tags(validated(before.identities)) != tags(validated(after.identities))
        }
        _ => false,
    }
}

fn apply<'a>(
    id: EntityId,
    state: &'a State,
    kin: &Kin,
    change: &Change,
    today: Day,
) -> Result<Editing<'a>, Refusals> {
    let mut editing = Editing::on(state);
    match change {
        Change::Names(rows) => names(&mut editing, rows)?,
        Change::Civil {
            sex_seen,
            sex,
            birth_seen,
            birth,
        } => {
            let mut wrong = Refusals::new();
            let sex = wrong.take(choice("sex", sex, Sex::from_code));
            let birth = wrong.take_all(birth.parse(today));
            for refusal in kin.check_birth(id, birth) {
                wrong.push(refusal);
            }
            wrong.or(())?;
            editing.field(field::SEX, sex_seen, &sex);
            editing.field(field::BIRTH, birth_seen, &birth);
        }
        Change::Phones(rows) => phones(&mut editing, rows)?,
        Change::Place(seen, form) => editing.field(field::PLACE, seen, &form.parse()?),
        Change::Origin(seen, form) => editing.field(field::ORIGIN, seen, &form.parse_origin()?),
        Change::Languages(seen, form) => editing.field(field::LANGUAGES, seen, &form.parse()?),
        Change::Contact(seen, form) => editing.field(field::CONTACT, seen, &form.parse()?),
        Change::MustNotTell(rows) => must_not_tell(&mut editing, id, rows)?,
        Change::Functioning(seen, answers) => {
            let known =
                super::edit::Known::<functioning::Functioning>::of(state, field::FUNCTIONING);
            let new = functioning::parse(answers, today)?;
            // The same answers given again keep the day on which they were given.
            let same = new.map(|new| new.answers) == known.shown().map(|known| known.answers);
            if !same {
                editing.field(field::FUNCTIONING, seen, &new);
            }
        }
        Change::Needs(seen, form) => needs(&mut editing, seen, form)?,
        Change::Identity(seen, form) => {
            let identity = form.parse(today)?;
            editing.row(field::IDENTITIES, seen, Some(identity));
            at_most::<Identity>(
                &editing,
                field::IDENTITIES,
                IDENTITIES_MAX,
                "registry-identities-too-many",
            )?;
        }
        Change::IdentityRemoved(tag) => {
            if state
                .raw_items(field::IDENTITIES)
                .any(|(known, _)| known == tag)
            {
                editing.remove(field::IDENTITIES, *tag);
            }
        }
        Change::Death(seen, died, on, origin) => {
            death(&mut editing, state, [seen, died, on, origin], today)?
        }
        Change::Settle(name, seen, chosen) => {
            if !field::SETTLED.contains(&name.as_str()) || !editing.settle(name, seen, *chosen) {
                return Err(Refusal::whole("registry-conflict-changed-meanwhile").into());
            }
        }
    }
    Ok(editing)
}

fn at_most<T: for<'b> minicbor::Decode<'b, ()> + PartialEq>(
    editing: &Editing<'_>,
    set: &str,
    max: usize,
    code: &'static str,
) -> Result<(), Refusals> {
    if items::<T>(&editing.after(), set).len() > max {
        return Err(Refusal::whole(code).with("max", max).into());
    }
    Ok(())
}

fn names(editing: &mut Editing<'_>, rows: &[Row]) -> Result<(), Refusals> {
    let mut wrong = Refusals::new();
    for (index, (seen, kind, text)) in rows.iter().enumerate() {
        let name = wrong.take(Name::parse(&format!("name-{index}"), kind, text));
        editing.row(field::NAMES, seen, name);
    }
    if wrong.as_slice().is_empty() && items::<Name>(&editing.after(), field::NAMES).is_empty() {
        wrong.push(Refusal::at("name-0", "registry-person-needs-a-name"));
    }
    wrong.or(())?;
    at_most::<Name>(editing, field::NAMES, NAMES_MAX, "registry-names-too-many")
}

fn phones(editing: &mut Editing<'_>, rows: &[Row]) -> Result<(), Refusals> {
    let mut wrong = Refusals::new();
    for (index, (seen, number, whose)) in rows.iter().enumerate() {
        let phone = wrong.take(Phone::parse(&format!("phone-{index}"), number, whose));
        editing.row(field::PHONES, seen, phone);
    }
    wrong.or(())?;
    at_most::<Phone>(
        editing,
        field::PHONES,
        PHONES_MAX,
        "registry-phones-too-many",
    )
}

fn must_not_tell(editing: &mut Editing<'_>, id: EntityId, rows: &[Row]) -> Result<(), Refusals> {
    let mut wrong = Refusals::new();
    for (index, (seen, person, words)) in rows.iter().enumerate() {
        let field_name = format!("must-not-tell-{index}");
        let who = wrong.take(MustNotTell::parse(&field_name, person, words));
        if who.as_ref().is_some_and(|who| who.person == Some(id)) {
            wrong.push(Refusal::at(
                field_name.clone(),
                "registry-must-not-tell-self",
            ));
        }
        let known = |item: &Item<MustNotTell>| {
            let same = item.value.person.is_some()
                && item.value.person == who.as_ref().and_then(|who| who.person);
            same && item.seen() != *seen
        };
        if items::<MustNotTell>(&editing.after(), field::MUST_NOT_TELL)
            .iter()
            .any(known)
        {
            wrong.push(Refusal::at(field_name, "registry-must-not-tell-already"));
        }
        editing.row(field::MUST_NOT_TELL, seen, who);
    }
    wrong.or(())?;
    at_most::<MustNotTell>(
        editing,
        field::MUST_NOT_TELL,
        MUST_NOT_TELL_MAX,
        "registry-must-not-tell-too-many",
    )
}

fn needs(editing: &mut Editing<'_>, seen: &[String; 4], form: &NeedsForm) -> Result<(), Refusals> {
    let needs = form.parse()?.unwrap_or_default();
    needs.write(editing, seen);
    Ok(())
}

fn death(
    editing: &mut Editing<'_>,
    state: &State,
    typed: [&String; 4],
    today: Day,
) -> Result<(), Refusals> {
    let [seen, died, on, origin] = typed;
    let birth = super::edit::Known::<super::birth::Birth>::of(state, field::BIRTH);
    let death = Death::parse(on, origin, birth.shown(), today)?;
    editing.field(field::DEATH, seen, &(died.trim() == "1").then_some(death));
    Ok(())
}

#[cfg(test)]
#[path = "change_tests.rs"]
mod tests;
