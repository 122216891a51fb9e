//! What lasts from a day to a day, a membership of a household or of a group: how one ends.
//!
//! Never: takes the old term away. It stays, with its last day.

use super::edit::{Editing, items};
use super::kin::check_days;
use super::when::Day;
use crate::refusal::{Refusal, Refusals};
use akwaba_journal::act::Tag;
use akwaba_journal::state::State;
use minicbor::{Decode, Encode};

/// Something with a first and a last day, each empty where it is not known or not yet come.
pub(super) trait Term: Clone + PartialEq + Encode<()> + for<'b> Decode<'b, ()> {
    /// Its first day.
    fn from(&self) -> Option<Day>;
    /// The same, until a day.
    fn ended(&self, on: Day) -> Self;
}

/// Ends the term of a tag on a day; gives it as it was.
///
/// # Errors
/// `registry-membership-changed-meanwhile`; `date-in-future`, `date-reversed` at `member-until`.
pub(super) fn end<T: Term>(
    editing: &mut Editing<'_>,
    (state, set): (&State, &str),
    tag: Tag,
    on: Day,
    today: Day,
) -> Result<T, Refusals> {
    let all = items::<T>(state, set);
    let Some(item) = all.into_iter().find(|item| item.tag == tag) else {
        return Err(Refusal::whole("registry-membership-changed-meanwhile").into());
    };
    let mut wrong = Refusals::new();
    check_days(
        &mut wrong,
        ("member-from", item.value.from()),
        ("member-until", Some(on)),
        today,
    );
    wrong.or(())?;
    editing.row(set, &item.seen(), Some(item.value.ended(on)));
    Ok(item.value)
}

/// Ends the term of a tag the day before another begins; gives it as it was, and the day on which the other begins.
///
/// # Errors
/// Those of [`end`]; those of the date at `member-from`.
pub(super) fn replace<T: Term>(
    editing: &mut Editing<'_>,
    place: (&State, &str),
    tag: Tag,
    typed: &str,
    today: Day,
) -> Result<(T, Day), Refusals> {
    let on = Day::parse("member-from", typed)?.unwrap_or(today);
    let before = on.date().yesterday().map(Day::new);
    let before = before.map_err(|_| Refusal::at("member-from", "date-form"))?;
    Ok((end(editing, place, tag, before, today)?, on))
}
