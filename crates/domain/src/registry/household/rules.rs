//! What a household cannot be: two living heads on one day, one person twice on one day, someone
//! who joins before their birth. Only what is certain is refused.

use super::super::kin::common;
use super::super::when::Day;
use super::{MEMBERS_MAX, MemberRole, Membership, People};
use crate::refusal::{Refusal, Refusals};

/// Checks the memberships of one household together.
///
/// # Errors
/// `two-heads` at `member-role`, `already-member` or `person-unknown` at `member-person`,
/// `joined-before-birth` at `member-from`, `members-too-many`.
pub(super) fn check(members: &[Membership], people: &People) -> Result<(), Refusals> {
    let mut wrong = Refusals::new();
    if members.len() > MEMBERS_MAX {
        wrong.push(Refusal::whole("registry-members-too-many").with("max", MEMBERS_MAX));
    }
    for (index, member) in members.iter().enumerate() {
        let Some(brief) = people.get(&member.person) else {
            wrong.push(Refusal::at("member-person", "registry-person-unknown"));
            continue;
        };
        let too_early = member
            .from
            .zip(brief.birth)
            .is_some_and(|(from, birth)| birth.is_surely_after(from));
        if too_early {
            wrong.push(Refusal::at("member-from", "registry-joined-before-birth"));
        }
        for other in members.iter().skip(index + 1) {
            let Some(shared) = common(lived(member, people), lived(other, people)) else {
                continue;
            };
            if other.person == member.person {
                wrong.push(Refusal::at("member-person", "registry-already-member"));
            } else if member.role == MemberRole::Head && other.role == MemberRole::Head {
                let since = shared.0.map(Day::iso).unwrap_or_default();
                wrong.push(Refusal::at("member-role", "registry-two-heads").with("since", since));
            }
        }
    }
    wrong.or(())
}

/// The days of a membership on which the member was alive.
pub(super) fn lived(member: &Membership, people: &People) -> (Option<Day>, Option<Day>) {
    let last = people
        .get(&member.person)
        .and_then(|brief| brief.lived_until());
    let until = match (member.until, last) {
        (Some(until), Some(last)) => Some(until.min(last)),
        (until, last) => until.or(last),
    };
    (member.from, until)
}
