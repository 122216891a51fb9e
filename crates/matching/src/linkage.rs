//! Whether two records may be of one person.
//!
//! Owns: what each field proves for or against (bits, as Fellegi and Sunter weigh them), and the three zones:
//! probable, possible, distinct. Invariant: comparing is symmetric, and what a family shares (parents, phone,
//! place) never makes two names one.
//! Never: merges. A named person decides, with a reason, and the decision can be undone.

use crate::birth::BirthSpan;
use crate::card::Card;
pub use crate::evidence::{Comparison, Evidence, Field, Level, NamesMet, Zone};
use crate::index::Postings;
use crate::keys;
use crate::likeness::{self, How, Word};
use crate::lineage;
use crate::query::Query;
use crate::score;
use crate::search;
use crate::weight::Frequencies;

/// From this weight on the records are probably of one person: shown before anything is created.
pub const PROBABLE: f32 = 16.0;

/// From this weight on they may be: shown on request.
pub const POSSIBLE: f32 = 9.0;

/// The most that parents, phone, place and village prove together: a family shares them all.
const KIN_MAX: f32 = 7.0;

/// The most that one name proves: the table does not know all names that a thousand people bear.
const NAME_MAX: f32 = 10.5;

/// Bits lost for a name that each side has and the other has not.
const OTHER_NAME: f32 = 7.0;

/// Bits lost for a name that only one side has.
const MORE_NAME: f32 = 0.6;

/// The people of the register worth comparing with the one on a card, the card itself left out.
///
/// # Errors
/// Those of the store.
pub fn candidates<P: Postings>(
    store: &mut P,
    card: &Card,
    frequencies: &Frequencies,
    limit: usize,
) -> Result<Vec<Card>, P::Error> {
    let found = search::search(store, &Query::of_card(card), frequencies, limit.max(24))?;
    let others = found.hits.into_iter().map(|hit| hit.card);
    Ok(others.filter(|c| c.person != card.person).collect())
}

/// Those who may be the one on a card, the likeliest first.
#[must_use]
pub fn likely(
    card: &Card,
    others: Vec<Card>,
    frequencies: &Frequencies,
    limit: usize,
) -> Vec<(Comparison, Card)> {
    let mut compared: Vec<(Comparison, Card)> = others
        .into_iter()
        .map(|other| (compare(card, &other, frequencies), other))
        .collect();
    compared.retain(|(comparison, _)| comparison.zone != Zone::Distinct);
    compared.sort_by(|(a, _), (b, _)| {
        b.zone
            .cmp(&a.zone)
            .then_with(|| b.weight.total_cmp(&a.weight))
            .then_with(|| a.person.cmp(&b.person))
    });
    compared.truncate(limit);
    compared
}

/// Compares two records; symmetric but for whose `person` is given.
#[must_use]
pub fn compare(card: &Card, other: &Card, frequencies: &Frequencies) -> Comparison {
    Subject::of(card).compare(other, frequencies)
}

/// A record that is compared with many.
pub struct Subject<'a> {
    card: &'a Card,
    words: Vec<Word>,
}

impl<'a> Subject<'a> {
    /// Reads its names once.
    #[must_use]
    pub fn of(card: &'a Card) -> Self {
        let words = words(&card.names);
        Self { card, words }
    }

    /// Compares it with another, as [`compare`] does.
    #[must_use]
    pub fn compare(&self, other: &Card, frequencies: &Frequencies) -> Comparison {
        let names = own_names(&self.words, &words(&other.names), frequencies);
        weigh(self.card, other, names, frequencies)
    }
}

fn weigh(card: &Card, other: &Card, names: Names, frequencies: &Frequencies) -> Comparison {
    let kin = kin(card, other, frequencies);
    // A telephone and a place make no sister of another name the same person; parents may, after a marriage.
    let counts =
        |e: &&Evidence| names.compatible || matches!(e.field, Field::Mother | Field::Father);
    let shared = kin
        .iter()
        .filter(counts)
        .map(|e| e.bits.max(0.0))
        .sum::<f32>();
    let against = kin.iter().map(|e| e.bits.min(0.0)).sum::<f32>();
    let identity = identity(card, other);
    let same_paper = identity.is_some_and(|e| e.level == Level::Same);
    let mut evidence: Vec<Evidence> = vec![names.evidence];
    evidence.extend(birth(card, other));
    evidence.extend(sex(card, other));
    evidence.extend(identity);
    let own: f32 = evidence.iter().map(|e| e.bits).sum();
    let weight = own + shared.min(KIN_MAX) + against;
    evidence.extend(kin);
    let zone = match weight {
        // Two records with one number are looked at, whatever else they say.
        _ if same_paper => Zone::Probable,
        w if w >= PROBABLE && names.compatible => Zone::Probable,
        w if w >= POSSIBLE => Zone::Possible,
        _ => Zone::Distinct,
    };
    Comparison {
        person: other.person,
        weight,
        zone,
        evidence,
        names: names.met,
    }
}

struct Names {
    evidence: Evidence,
    met: NamesMet,
    /// No name of one side excludes a name of the other.
    compatible: bool,
}

fn words(names: &[String]) -> Vec<Word> {
    let card = Card {
        names: names.to_vec(),
        ..Card::default()
    };
    keys::names(&card)
        .iter()
        .map(|token| Word::of(&token.text))
        .collect()
}

/// What two names have in common.
struct Shared {
    bits: f32,
    met: NamesMet,
    /// Every pair is of one sound.
    by_ear: bool,
}

fn shared(a: &[Word], b: &[Word], table: &Frequencies) -> Shared {
    let pairs = likeness::pair(a, b);
    let bits = |word: Option<&Word>| word.map_or(0.0, |word| table.bits(&word.code).min(NAME_MAX));
    let mut sum = 0.0;
    for pair in &pairs {
        let rarer = bits(a.get(pair.first)).min(bits(b.get(pair.second)));
        let part = if pair.how == How::Joined { 0.5 } else { 1.0 };
        sum += part * (rarer - score::cost(pair.likeness, pair.how)).max(-OTHER_NAME);
    }
    let text =
        |words: &[Word], at: usize| words.get(at).map_or_else(String::new, |w| w.text.clone());
    let alone = |words: &[Word], of: fn(&likeness::Pairing) -> usize| -> Vec<String> {
        let left = (0..words.len()).filter(|i| pairs.iter().all(|p| of(p) != *i));
        left.map(|i| text(words, i)).collect()
    };
    let said = pairs
        .iter()
        .map(|p| (text(a, p.first), text(b, p.second), p.how));
    Shared {
        bits: sum,
        met: NamesMet {
            met: said.collect(),
            only_one: alone(a, |p| p.first),
            only_other: alone(b, |p| p.second),
        },
        by_ear: pairs
            .iter()
            .all(|p| matches!(p.how, How::Same | How::Sound | How::Joined)),
    }
}

fn own_names(a: &[Word], b: &[Word], table: &Frequencies) -> Names {
    let Shared {
        bits: sum,
        met,
        by_ear,
    } = shared(a, b, table);
    let (only_a, only_b) = (met.only_one.len(), met.only_other.len());
    let lineage = only_a > 0 && only_b > 0 && lineage::may_be_one(a, b);
    let excluded = only_a.min(only_b) - usize::from(lineage);
    let more = only_a.max(only_b) - only_a.min(only_b);
    let bits = sum
        - OTHER_NAME * excluded as f32
        - MORE_NAME * more.min(4) as f32
        - if lineage { 2.0 } else { 0.0 };
    let level = match (excluded, lineage) {
        (0, true) => Level::Hint,
        (0, false) if more == 0 && by_ear => Level::Same,
        _ if sum > 0.0 => Level::Near,
        _ => Level::Differs,
    };
    Names {
        evidence: Evidence {
            field: Field::Names,
            level,
            bits,
        },
        compatible: excluded == 0,
        met,
    }
}

fn birth(card: &Card, other: &Card) -> Option<Evidence> {
    let (a, b) = (card.birth.as_ref()?, other.birth.as_ref()?);
    let likeness = a.likeness(b);
    let (level, bits) = match (a.overlaps(b), a.width_days().max(b.width_days())) {
        // The same day by chance: once in some fifteen thousand; papers copy each other, so less is counted.
        (true, 1) => (Level::Same, 9.0),
        (true, 2..=31) => (Level::Same, 6.5),
        (true, 32..=366) => (Level::Same, 4.0),
        (true, _) => (Level::Near, 2.0),
        (false, _) if likeness > 0.45 => (Level::Near, near_birth(a, b, likeness)),
        (false, _) => (Level::Differs, far_birth(a.distance_days(b), likeness)),
    };
    Some(Evidence {
        field: Field::Birth,
        level,
        bits,
    })
}

/// Two births within a year and a half: day and month exchanged, or "rejuvenated" by a judgment.
fn near_birth(a: &BirthSpan, b: &BirthSpan, likeness: f32) -> f32 {
    if likeness > 0.74 {
        return 4.0;
    }
    let vague = a.width_days().max(b.width_days()) > 31;
    if vague { 0.5 } else { -1.5 }
}

/// Births years apart: five years exclude more than two, thirty more than five.
fn far_birth(days: i32, likeness: f32) -> f32 {
    let beyond = (days as f32 / 365.0 - 4.0).clamp(0.0, 10.0);
    10.0 * likeness - 7.0 - 0.8 * beyond
}

fn sex(card: &Card, other: &Card) -> Option<Evidence> {
    let same = card.sex? == other.sex?;
    let (level, bits) = if same {
        (Level::Same, 0.9)
    } else {
        (Level::Differs, -7.0)
    };
    Some(Evidence {
        field: Field::Sex,
        level,
        bits,
    })
}

/// Numbers of one scheme: the same proves nearly all; two numbers given for life exclude each other.
fn identity(card: &Card, other: &Card) -> Option<Evidence> {
    let mut differs = None;
    for a in &card.identities {
        // The register's own short code says which record it is, not which person.
        for b in other
            .identities
            .iter()
            .filter(|b| b.scheme == a.scheme && a.scheme != "code")
        {
            if keys::number(&a.number) == keys::number(&b.number) {
                return Some(Evidence {
                    field: Field::Identity,
                    level: Level::Same,
                    bits: 22.0,
                });
            }
            let for_life = matches!(a.scheme.as_str(), "nni" | "cmu");
            let bits: f32 = if for_life { -10.0 } else { -0.5 };
            let worst = differs.map_or(bits, |worst: f32| worst.min(bits));
            differs = Some(worst);
        }
    }
    let bits = differs?;
    Some(Evidence {
        field: Field::Identity,
        level: Level::Differs,
        bits,
    })
}

/// What a family shares: parents, telephone, village, place.
fn kin(card: &Card, other: &Card, table: &Frequencies) -> Vec<Evidence> {
    let mut found = Vec::new();
    let parents = [
        (Field::Mother, &card.mother, &other.mother),
        (Field::Father, &card.father, &other.father),
    ];
    for (field, a, b) in parents {
        if let (Some(a), Some(b)) = (a, b) {
            found.extend(parent(field, a, b, table));
        }
    }
    let tails = |card: &Card| -> Vec<String> {
        let digits = card.phones.iter().map(|phone| keys::phone_digits(phone));
        digits
            .filter_map(|d| keys::phone_tail(&d).map(str::to_owned))
            .collect()
    };
    let (a, b) = (tails(card), tails(other));
    if a.iter().any(|tail| b.contains(tail)) {
        found.push(Evidence {
            field: Field::Phone,
            level: Level::Same,
            bits: 4.0,
        });
    }
    if let (Some(a), Some(b)) = (&card.village, &other.village) {
        found.extend(somewhere(
            Field::Village,
            &keys::place_codes(a),
            &keys::place_codes(b),
            3.0,
        ));
    }
    found.extend(somewhere(
        Field::Place,
        &keys::places(card),
        &keys::places(other),
        2.0,
    ));
    found
}

fn parent(field: Field, a: &str, b: &str, table: &Frequencies) -> Option<Evidence> {
    let (a, b) = (words(&[a.to_owned()]), words(&[b.to_owned()]));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let both = shared(&a, &b, table);
    let excluded = both.met.only_one.len().min(both.met.only_other.len());
    let bits = (both.bits - 4.0 * excluded as f32).clamp(-4.0, 6.0);
    let level = match (excluded, bits > 0.0) {
        (0, true) => Level::Same,
        (_, true) => Level::Near,
        _ => Level::Differs,
    };
    Some(Evidence { field, level, bits })
}

fn somewhere(field: Field, a: &[String], b: &[String], bits: f32) -> Option<Evidence> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    // People move: another place says little.
    match a.iter().any(|code| b.contains(code)) {
        true => Some(Evidence {
            field,
            level: Level::Same,
            bits,
        }),
        false => Some(Evidence {
            field,
            level: Level::Differs,
            bits: -0.7,
        }),
    }
}

#[cfg(test)]
#[path = "linkage_tests.rs"]
mod tests;
