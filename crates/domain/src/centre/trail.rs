//! The trail: who signed in, who read what, what was refused. Ids and route names, no content,
//! so that a person can be forgotten without breaking it.

use super::export::Exported;
use super::printed::SheetNumber;
use crate::ctx::Ctx;
use crate::draft::{Acting, Draft, Drafts, Secrecy};
use crate::policy::{Allowed, Permit, act};
use crate::scope;
use akwaba_journal::id::{ActorId, CentreId, EntityId};
use akwaba_journal::state::{Source, State};
use minicbor::{Decode, Encode};

/// The journal's name for a line of the trail.
pub const KIND: &str = "trail";

/// Who tried to sign in under a login that no account has. What was typed is not kept: it could be a
/// passphrase, in the wrong field.
pub const NOBODY: ActorId = ActorId::from_bytes([0; 16]);

/// Lines of one event that one account can cause by failing, in an hour: enough to see that somebody
/// insists, too few to fill the disk.
pub const FAILURES_PER_HOUR_MAX: i64 = 20;

/// Pages that one account can have noted as printed, in an hour.
pub const PRINTED_PER_HOUR_MAX: i64 = 200;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Event {
    /// Someone signed in.
    #[n(0)]
    SignedIn,
    /// A sign-in failed.
    #[n(1)]
    SignInFailed,
    /// Someone signed out.
    #[n(2)]
    SignedOut,
    /// The screen was hidden.
    #[n(3)]
    Locked,
    /// A record was read.
    #[n(4)]
    Read,
    /// A record was printed.
    #[n(5)]
    Printed,
    /// A list left the centre.
    #[n(6)]
    Exported,
    /// Something was asked that the policy refuses.
    #[n(7)]
    Refused,
    /// A backup was made.
    #[n(8)]
    BackedUp,
    /// The master key of the centre was changed.
    #[n(9)]
    KeyChanged,
}

impl Event {
    /// Its name in the projection and in translation keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::SignInFailed => "failed-sign-in",
            Self::SignedOut => "signed-out",
            Self::Locked => "locked",
            Self::Read => "read",
            Self::Printed => "printed",
            Self::Exported => "exported",
            Self::Refused => "refused",
            Self::BackedUp => "backed-up",
            Self::KeyChanged => "key-changed",
        }
    }
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Line {
    /// What happened.
    #[n(0)]
    pub event: Event,
    /// To which record, if to one.
    #[n(1)]
    pub subject: Option<EntityId>,
    /// By which route: the purpose, as far as the machine knows it.
    #[n(2)]
    pub route: String,
    /// Which list left the centre, if one did.
    #[n(3)]
    pub exported: Option<Exported>,
    /// The number on the page that was printed, where the browser told it.
    #[n(4)]
    pub paper: Option<u64>,
}

/// Notes a reading: whoever may see a record may have it noted that they did.
pub fn note_read<A: Permit>(
    ctx: &Ctx<'_>,
    allowed: &Allowed<A, EntityId>,
    event: Event,
    route: &str,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    let line = Line {
        event,
        subject: Some(*allowed.subject()),
        route: route.to_owned(),
        exported: None,
        paper: None,
    };
    drafts.push(draft(ctx, allowed.centre(), allowed.actor(), &line));
    drafts
}

/// Notes that a browser printed a page: its number, the route that made it, and the record that was read on it.
pub fn note_printed(
    ctx: &Ctx<'_>,
    allowed: &Allowed<act::TrailNote>,
    number: SheetNumber,
    (route, subject): (&str, Option<EntityId>),
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    let line = Line {
        event: Event::Printed,
        subject,
        route: route.to_owned(),
        exported: None,
        paper: Some(number.value()),
    };
    drafts.push(draft(ctx, allowed.centre(), allowed.actor(), &line));
    drafts
}

/// Notes something that is not about one record.
pub fn note(ctx: &Ctx<'_>, allowed: &Allowed<act::TrailNote>, event: Event, route: &str) -> Drafts {
    of_the_centre(ctx, allowed, event, route)
}

/// Notes that the master key of the centre was changed.
pub fn note_key_change(ctx: &Ctx<'_>, allowed: &Allowed<act::KeyChange>, route: &str) -> Drafts {
    of_the_centre(ctx, allowed, Event::KeyChanged, route)
}

fn of_the_centre<A: Permit>(
    ctx: &Ctx<'_>,
    allowed: &Allowed<A>,
    event: Event,
    route: &str,
) -> Drafts {
    let mut drafts = Drafts::under(allowed);
    let line = Line {
        event,
        subject: None,
        route: route.to_owned(),
        exported: None,
        paper: None,
    };
    drafts.push(draft(ctx, allowed.centre(), allowed.actor(), &line));
    drafts
}

/// The lines of one account in one hour are one entity: its state stays small, and lines are
/// never lost among those of another hour.
fn bucket(ctx: &Ctx<'_>, account: ActorId) -> EntityId {
    let hour = ctx.now.as_second().div_euclid(3_600);
    EntityId::named(&format!("trail/{account}/{hour}"))
}

pub(super) fn draft(ctx: &Ctx<'_>, centre: CentreId, account: ActorId, line: &Line) -> Draft {
    let state = State::default();
    Draft {
        scope: scope::trail(centre),
        entity: bucket(ctx, account),
        kind: KIND,
        version: 1,
        act: Acting::on(&state).fact("line", line).done(None, None),
        secrecy: Secrecy::Open,
    }
}

/// The lines of a bucket, oldest first.
pub fn lines(state: &State) -> Vec<(Source, Line)> {
    state.facts("line")
}
