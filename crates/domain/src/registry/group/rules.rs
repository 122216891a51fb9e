//! What a group cannot be: two presidents on one day, one person twice on one day, somebody who joins before they or the
//! group were there. Only what is certain is refused.

use super::super::household::People;
use super::super::kin::{Brief, common};
use super::super::when::{Day, Partial};
use super::{GroupRole, MEMBERS_MAX, Membership};
use crate::refusal::{Refusal, Refusals};

/// Checks the memberships of one group together.
///
/// # Errors
/// `group-two-presidents` at `member-role`, `group-already-member` or `registry-person-unknown` at `member-person`,
/// `registry-joined-before-birth` or `group-joined-before-founding` at `member-from`, `registry-members-too-many`.
pub(super) fn check(
    members: &[Membership],
    founded: Option<Partial>,
    people: &People,
) -> Result<(), Refusals> {
    let mut wrong = Refusals::new();
    if members.len() > MEMBERS_MAX {
        wrong.push(Refusal::whole("registry-members-too-many").with("max", MEMBERS_MAX));
    }
    let begun = founded.and_then(Partial::earliest);
    for (index, member) in members.iter().enumerate() {
        let Some(brief) = people.get(&member.person) else {
            wrong.push(Refusal::at("member-person", "registry-person-unknown"));
            continue;
        };
        let unborn = |from: Day| brief.birth.is_some_and(|birth| birth.is_surely_after(from));
        if member.from.is_some_and(unborn) {
            wrong.push(Refusal::at("member-from", "registry-joined-before-birth"));
        }
        if member
            .from
            .zip(begun)
            .is_some_and(|(from, begun)| from < begun)
        {
            wrong.push(Refusal::at("member-from", "group-joined-before-founding"));
        }
        for other in members.iter().skip(index + 1) {
            let Some(shared) = common(lived(member, people), lived(other, people)) else {
                continue;
            };
            let presides = |one: &Membership| one.role == GroupRole::President;
            if other.person == member.person {
                wrong.push(Refusal::at("member-person", "group-already-member"));
            } else if presides(member) && presides(other) {
                let since = shared.0.map(Day::iso).unwrap_or_default();
                wrong.push(Refusal::at("member-role", "group-two-presidents").with("since", since));
            }
        }
    }
    wrong.or(())
}

/// The days of a membership on which the member was alive.
fn lived(member: &Membership, people: &People) -> (Option<Day>, Option<Day>) {
    let last = people.get(&member.person).and_then(Brief::lived_until);
    let until = member.until.into_iter().chain(last).min();
    (member.from, until)
}
