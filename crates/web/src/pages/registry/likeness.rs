//! Two records compared, in words: how likely it is one person, what agrees and what differs.
//!
//! Never: weighs anything, which is `matching::linkage`'s; the same comparison serves before somebody is registered,
//! between two records and in imports.

use akwaba_domain::registry::Day;
use akwaba_domain::registry::line::PersonLine;
use akwaba_journal::id::EntityId;
use akwaba_matching::card::Card;
use akwaba_matching::likeness::How;
use akwaba_matching::linkage::{Comparison, Evidence, Field, Level, Zone};
use akwaba_store::projections::registry::alike::Alike;

use super::common::person_path;
use super::words;
use crate::frame::Frame;
use crate::parts::{Tag, Tone};

/// Someone who may be the same person, and why.
pub(super) struct Likeness {
    pub(super) id: EntityId,
    pub(super) path: String,
    pub(super) name: String,
    pub(super) facts: String,
    pub(super) zone: Tag,
    pub(super) same: Vec<String>,
    pub(super) different: Vec<String>,
}

impl Likeness {
    /// Of someone the registry proposes for a card.
    pub(super) fn of(f: &Frame, card: &Card, alike: &Alike, today: Day) -> Self {
        Self::between(
            f,
            (card, &alike.card),
            &alike.comparison,
            &alike.line,
            today,
        )
    }

    /// Of two cards that were compared; the line is the other's.
    pub(super) fn between(
        f: &Frame,
        cards: (&Card, &Card),
        compared: &Comparison,
        line: &PersonLine,
        today: Day,
    ) -> Self {
        let id = EntityId::from_bytes(cards.1.person);
        let (same, different) = said(f, cards, compared);
        Self {
            id,
            path: person_path(id),
            name: words::short_name(f, line),
            facts: words::facts(f, line, today),
            zone: zone(f, compared.zone),
            same,
            different,
        }
    }
}

fn zone(f: &Frame, zone: Zone) -> Tag {
    match zone {
        Zone::Probable => Tag::new(Tone::Attention, f.t("person-zone-probable")),
        Zone::Possible => Tag::new(Tone::Info, f.t("person-zone-possible")),
        Zone::Distinct => Tag::new(Tone::Calm, f.t("person-zone-distinct")),
    }
}

/// What agrees, and what differs.
fn said(f: &Frame, cards: (&Card, &Card), compared: &Comparison) -> (Vec<String>, Vec<String>) {
    let (mut same, mut different) = names(f, compared);
    for evidence in &compared.evidence {
        let Some(text) = field(f, cards, evidence) else {
            continue;
        };
        let agrees = match evidence.level {
            Level::Near => evidence.bits > 0.0,
            level => level != Level::Differs,
        };
        if agrees { &mut same } else { &mut different }.push(text);
    }
    (same, different)
}

fn names(f: &Frame, compared: &Comparison) -> (Vec<String>, Vec<String>) {
    let met = compared.names.met.iter().map(|(one, other, how)| {
        if *how == How::Same {
            return f.t1("person-sign-name", "name", f.name(one));
        }
        let args = [
            ("asked", f.name(one).into()),
            ("found", f.name(other).into()),
        ];
        f.tn("person-sign-name-near", args)
    });
    let mut same: Vec<String> = met.collect();
    let (one, other) = (&compared.names.only_one, &compared.names.only_other);
    let list = |names: &[String]| {
        names
            .iter()
            .map(|name| f.name(name))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let here_and_there = [("here", list(one).into()), ("there", list(other).into())];
    let mut different = Vec::new();
    match (one.as_slice(), other.as_slice()) {
        ([], []) => {}
        ([], more) | (more, []) => {
            different.push(f.t1("person-sign-name-only", "name", list(more)));
        }
        _ if compared.level(Field::Names) == Some(Level::Hint) => {
            same.push(f.tn("person-sign-name-lineage", here_and_there));
        }
        _ => different.push(f.tn("person-sign-name-other", here_and_there)),
    }
    (same, different)
}

fn field(f: &Frame, cards: (&Card, &Card), evidence: &Evidence) -> Option<String> {
    let key = match evidence.field {
        Field::Names => return None,
        Field::Birth => return Some(birth(f, cards)),
        Field::Sex => "person-sign-sex",
        Field::Identity => "person-sign-identity",
        Field::Phone => "person-sign-phone",
        Field::Mother => "person-sign-mother",
        Field::Father => "person-sign-father",
        Field::Village | Field::Place => "person-sign-place",
    };
    Some(f.t(key))
}

/// The births: the same as far as known, or how far apart.
fn birth(f: &Frame, cards: (&Card, &Card)) -> String {
    let spans = cards.0.birth.as_ref().zip(cards.1.birth.as_ref());
    match spans.map_or(0, |(one, other)| one.distance_days(other)) {
        0 => f.t("person-sign-birth"),
        days @ ..=365 => f.t1(
            "person-sign-birth-months",
            "count",
            i64::from(days / 30 + 1),
        ),
        days => f.t1("person-sign-birth-apart", "count", i64::from(days / 365)),
    }
}

#[cfg(test)]
#[path = "likeness_tests.rs"]
mod tests;
