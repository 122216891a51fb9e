//! The year of the demonstration: on which days the centre is open, who comes and why.

use akwaba_domain::reception::intake::Typed;
use akwaba_matching::chance::{Dice, Seeded};
use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp};

/// Days before today that the demonstration tells.
const DAYS: i64 = 365;
/// Reasons for coming, in the words of a register, with the demand each is.
const REASONS: [(&str, &str); 14] = [
    ("Extrait de naissance du dernier enfant", "appui"),
    ("Jugement supplétif pour deux enfants", "accompagnement"),
    ("Inscription à l'école", "appui"),
    ("Demande de vivres", "aide"),
    ("Frais d'ordonnance", "aide"),
    ("Renseignement sur la CMU", "conseil"),
    ("Enrôlement CMU du ménage", "appui"),
    ("Paiement filets sociaux non reçu", "appui"),
    ("Téléphone perdu, programme filets sociaux", "appui"),
    ("Conseil pour une petite activité", "conseil"),
    ("Adresse d'un service", "conseil"),
    ("Suivi convenu avec le travailleur social", "accompagnement"),
    ("Loyer impayé", "aide"),
    ("Carte nationale d'identité", "conseil"),
];

/// Services outside the centre to which people are sent.
pub(super) const SERVICES: [&str; 6] = [
    "Mairie, service de l'état civil",
    "Centre de santé urbain",
    "Tribunal, section de l'état civil",
    "Agence CNAM",
    "Inspection de l'enseignement primaire",
    "Agence emploi jeunes",
];

/// One arrival to come.
pub struct Coming {
    /// When.
    pub at: Timestamp,
    /// Minutes until the call, and of the interview.
    pub wait_minutes: i64,
    /// Length of the interview, in minutes.
    pub talk_minutes: i64,
    /// Reason and demand.
    pub reason: (&'static str, &'static str),
    /// Code of the triage.
    pub triage: &'static str,
    /// Whether a new family comes, rather than someone already known.
    pub new: bool,
}

/// The open days up to the day before `today`, oldest first.
pub fn open_days(today: Date) -> Vec<Date> {
    let days = (1..=DAYS).rev().filter_map(|back| {
        today
            .checked_sub(SignedDuration::from_hours(24 * back))
            .ok()
    });
    days.filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
        .collect()
}

/// Who comes on a day, in order of arrival.
pub fn arrivals(dice: &mut Seeded, day: Date, visits: u64, new_families: usize) -> Vec<Coming> {
    let opening = day
        .at(7, 45, 0, 0)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .map(|zoned| zoned.timestamp());
    let opening = opening.unwrap_or(Timestamp::UNIX_EPOCH);
    let mut minutes: Vec<i64> = (0..visits)
        .map(|_| i64::try_from(dice.below(420)).unwrap_or(0))
        .collect();
    minutes.sort_unstable();
    let mut coming = Vec::new();
    for (index, minute) in minutes.into_iter().enumerate() {
        let triage = match dice.below(20) {
            0 => "urgent",
            1 => "age",
            2 => "enceinte",
            3 | 4 => "bebe",
            5 => "handicap",
            _ => "ordinaire",
        };
        coming.push(Coming {
            at: opening + SignedDuration::from_mins(minute),
            wait_minutes: 3 + i64::try_from(dice.below(50)).unwrap_or(0),
            talk_minutes: 5 + i64::try_from(dice.below(35)).unwrap_or(0),
            reason: dice
                .one(&REASONS)
                .copied()
                .unwrap_or(("Conseil", "conseil")),
            triage,
            new: index < new_families,
        });
    }
    coming
}

/// The form of arrival of someone who comes.
pub fn typed<'a>(coming: &Coming, age: &'a str, sex: &'a str, place: &'a str) -> Typed<'a> {
    Typed {
        sex,
        age,
        place,
        demands: vec![coming.reason.1],
        reason: coming.reason.0,
        triage: coming.triage,
        known: if coming.new { "nouveau" } else { "connu" },
        ..Typed::default()
    }
}
