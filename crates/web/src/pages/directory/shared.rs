//! What the pages of the directory share: the service of an address, who may know what, its words.

use akwaba_domain::ctx;
use akwaba_domain::directory::{Kind, Known, Service, Situation};
use akwaba_domain::policy::{self, Action, Target, Verdict};
use akwaba_domain::registry::{Day, units};
use akwaba_domain::scope;
use akwaba_journal::id::{CentreId, EntityId};
use akwaba_journal::state::State;
use akwaba_store::{Tx, entity};

pub(super) use crate::pages::here::{allow, centre};

use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::parts::{Choice, Tag, Tone};
use crate::problem::Problem;
use crate::show;

pub(super) fn today(exchange: &Exchange<'_, '_>) -> Day {
    Day::new(ctx::day_of(exchange.call.now))
}

/// Whether the reader may know where a confidential service is.
pub(super) fn knows_secrets(exchange: &Exchange<'_, '_>) -> bool {
    let target = Target::of(centre(exchange)).inside(exchange.room);
    exchange.actor().is_ok_and(|actor| {
        policy::decide(actor, Action::DirectorySecret, &target) == Verdict::Granted
    })
}

/// A service and its state.
pub(in crate::pages) fn load(
    tx: &mut dyn Tx,
    centre: CentreId,
    id: EntityId,
) -> Result<(Known, State), Problem> {
    let state = entity::load(tx, scope::directory(centre), id)?;
    let known = Known::of(id, &state).ok_or(Problem::NotFound)?;
    Ok((known, state))
}

pub(in crate::pages) fn service_path(id: EntityId) -> String {
    format!("/annuaire/{id}")
}

/// What it does, in words.
pub(super) fn kinds(f: &Frame, service: &Service) -> String {
    let words = service.kinds.iter();
    let words = words.map(|kind| f.word("directory-kind-", kind.code()));
    words.collect::<Vec<_>>().join(", ")
}

/// What it costs, in words; nothing when it was not told.
pub(super) fn price(f: &Frame, service: &Service) -> String {
    match service.price_xof {
        None => String::new(),
        Some(0) => f.t("directory-free"),
        Some(price) => show::francs(i64::from(price)),
    }
}

/// Which ages it receives, in words.
pub(super) fn ages(f: &Frame, service: &Service) -> String {
    match service.ages {
        (None, None) => String::new(),
        (Some(from), None) => f.t1("directory-ages-from", "from", u64::from(from)),
        (None, Some(to)) => f.t1("directory-ages-to", "to", u64::from(to)),
        (Some(from), Some(to)) => f.tn(
            "directory-ages-between",
            [
                ("from", u64::from(from).into()),
                ("to", u64::from(to).into()),
            ],
        ),
    }
}

/// Whom it is for alone, in words.
pub(super) fn only(f: &Frame, service: &Service) -> String {
    let words = service.only.iter();
    let words = words.map(|one| f.word("directory-only-", one.code()));
    words.collect::<Vec<_>>().join(", ")
}

/// Where it is, as far as somebody who `may` know is told; in words that nothing is told otherwise.
pub(in crate::pages) fn place(f: &Frame, service: &Service, may: bool) -> String {
    if service.secret && !may {
        return f.t("directory-place-secret");
    }
    let unit = service.unit_for(may).map(units::path);
    let address = service.address_for(may).map(|a| a.as_str().to_owned());
    let parts: Vec<String> = address.into_iter().chain(unit).collect();
    parts.join(" · ")
}

/// Closed, to be verified, confidential: what to see first of a service.
pub(super) fn tags(f: &Frame, known: &Known, today: Day) -> Vec<Tag> {
    let mut tags = Vec::new();
    if known.is_closed(today) {
        tags.push(Tag::new(Tone::Danger, f.t("directory-closed")));
    }
    if known.is_stale(today) {
        tags.push(Tag::new(Tone::Attention, f.t("directory-stale")));
    }
    if known.service.secret {
        tags.push(Tag::new(Tone::Info, f.t("directory-secret")));
    }
    if known.service.own {
        tags.push(Tag::new(Tone::Calm, f.t("directory-own")));
    }
    tags
}

/// The answers to "which service?".
pub(super) fn kind_choices(f: &Frame) -> Vec<Choice> {
    let all = Kind::ALL.iter();
    all.map(|kind| Choice::new(kind.code(), f.word("directory-kind-", kind.code())))
        .collect()
}

/// The answers to "in which situation?".
pub(super) fn situation_choices(f: &Frame) -> Vec<Choice> {
    let all = Situation::ALL.iter();
    all.map(|one| Choice::new(one.code(), f.word("directory-only-", one.code())))
        .collect()
}
