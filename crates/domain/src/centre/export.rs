//! Lists that leave the centre: which there are, who may take one out, and what the trail keeps of it.
//!
//! Invariant: a list leaves sealed under a passphrase, or with a reason for leaving plain. Never: holds a line of a list.

use super::trail::{self, Event};
use crate::actor::Actor;
use crate::ctx::Ctx;
use crate::draft::Drafts;
use crate::policy::{self, Action, Allowed, Denied, Target, Verdict, act};
use akwaba_journal::id::CentreId;
use minicbor::{Decode, Encode};

/// A list that can leave the centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum List {
    /// Persons, with what a file can bring in again.
    #[n(0)]
    People,
    /// Households, one a line.
    #[n(1)]
    Households,
    /// The *registre d'accueil* of some days.
    #[n(2)]
    Register,
    /// Counts of the reception over some days.
    #[n(3)]
    Figures,
    /// The trail of some days.
    #[n(4)]
    Trail,
    /// One of the registers that cases fill, over some days.
    #[n(5)]
    CaseRegister,
    /// Those who lack something and are not served, with what stands in the way.
    #[n(6)]
    Unserved,
    /// Groups, one a line, without a name of their members.
    #[n(7)]
    Groups,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 8] = [
        Self::People,
        Self::Households,
        Self::Groups,
        Self::Register,
        Self::Figures,
        Self::Trail,
        Self::CaseRegister,
        Self::Unserved,
    ];

    /// Its name in forms, commands and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Households => "households",
            Self::Groups => "groups",
            Self::Register => "register",
            Self::Figures => "figures",
            Self::Trail => "trail",
            Self::CaseRegister => "case-register",
            Self::Unserved => "unserved",
        }
    }

    /// The list of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == code)
    }

    /// What one must be allowed to see, to take it out.
    pub fn seen_by(self) -> Action {
        match self {
            Self::People => Action::PersonSee,
            Self::Households => Action::HouseholdSee,
            Self::Groups => Action::GroupSee,
            Self::Register => Action::RegisterPrint,
            Self::Figures => Action::FiguresSee,
            Self::Trail => Action::TrailSee,
            Self::CaseRegister => Action::RegistersSee,
            Self::Unserved => Action::CaseSee,
        }
    }

    /// Whether it is of some days rather than of the moment.
    pub fn is_of_days(self) -> bool {
        matches!(
            self,
            Self::Register | Self::Figures | Self::Trail | Self::CaseRegister
        )
    }
}

/// Why a list leaves plain. Chosen among these: words could name somebody, and the trail names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum PlainReason {
    /// To be printed here, then destroyed.
    #[n(0)]
    Printing,
    /// Whoever receives it cannot open a sealed file.
    #[n(1)]
    Receiver,
    /// Another program of the centre takes it in.
    #[n(2)]
    Program,
    /// It names nobody.
    #[n(3)]
    NoNames,
}

impl PlainReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Printing, Self::Receiver, Self::Program, Self::NoNames];

    /// Its name in forms, commands and translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Printing => "printing",
            Self::Receiver => "receiver",
            Self::Program => "program",
            Self::NoNames => "no-names",
        }
    }

    /// The reason of that name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What the trail keeps of a list that left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Exported {
    /// Which list.
    #[n(0)]
    pub list: List,
    /// How many lines.
    #[n(1)]
    pub rows: u64,
    /// Why it left plain; sealed when empty.
    #[n(2)]
    pub plain: Option<PlainReason>,
}

/// Asks the policy for taking a list out: the right to export, and to see what is in it.
///
/// # Errors
/// [`Denied`], when the policy refuses either.
pub fn allow(
    actor: &Actor,
    centre: CentreId,
    list: List,
) -> Result<Allowed<act::RegistryExport, List>, Denied> {
    let target = Target::of(centre);
    match policy::decide(actor, list.seen_by(), &target) {
        Verdict::Granted => policy::allow(actor, &target, list),
        Verdict::Refused(denied) => Err(denied),
    }
}

/// Notes in the trail that a list has left: how many lines, and why plain if it was.
pub fn note(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::RegistryExport, List>,
    rows: u64,
    plain: Option<PlainReason>,
    route: &str,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    let exported = Exported {
        list: *allowed.subject(),
        rows,
        plain,
    };
    let line = trail::Line {
        event: Event::Exported,
        subject: None,
        route: route.to_owned(),
        exported: Some(exported),
        paper: None,
    };
    drafts.push(trail::draft(ctx, allowed.centre(), allowed.actor(), &line));
    drafts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::{Grant, Reach, Role};
    use akwaba_journal::id::ActorId;

    fn actor(role: Role) -> Actor {
        Actor {
            account: ActorId::named("a"),
            grants: vec![Grant {
                role,
                reach: Reach::of([CentreId::named("c")]),
            }],
            suspended: false,
        }
    }

    #[test]
    fn only_the_director_takes_lists_out_and_only_of_their_centre() {
        for role in Role::ALL {
            for list in List::ALL {
                let here = allow(&actor(role), CentreId::named("c"), list);
                assert_eq!(here.is_ok(), role == Role::Director, "{role:?} {list:?}");
                let elsewhere = allow(&actor(role), CentreId::named("d"), list);
                assert_eq!(elsewhere.unwrap_err(), Denied::NoRole);
            }
        }
    }

    #[test]
    fn a_line_of_the_trail_without_a_list_is_written_as_before_and_one_with_a_list_reads_back() {
        let read = trail::Line {
            event: Event::Read,
            subject: None,
            route: "person.show".into(),
            exported: None,
            paper: None,
        };
        let bytes = minicbor::to_vec(&read).unwrap();
        assert_eq!(bytes.first(), Some(&0x83), "three fields, as ever");
        assert_eq!(minicbor::decode::<trail::Line>(&bytes).unwrap(), read);
        let exported = Exported {
            list: List::Register,
            rows: 12,
            plain: Some(PlainReason::Printing),
        };
        let line = trail::Line {
            event: Event::Exported,
            exported: Some(exported),
            ..read
        };
        let bytes = minicbor::to_vec(&line).unwrap();
        assert_eq!(minicbor::decode::<trail::Line>(&bytes).unwrap(), line);
    }

    #[test]
    fn lists_and_reasons_are_known_by_their_names() {
        for list in List::ALL {
            assert_eq!(List::from_code(list.code()), Some(list));
        }
        for reason in PlainReason::ALL {
            assert_eq!(PlainReason::from_code(reason.code()), Some(reason));
        }
        assert_eq!(List::from_code("everything"), None);
    }
}
