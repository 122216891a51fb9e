//! The papers of the demonstration: issued under their numbers for people who come, one of them cancelled.

use super::life::Life;
use akwaba_domain::actor::Role;
use akwaba_domain::centre::settings;
use akwaba_domain::ctx::day_of;
use akwaba_domain::papers::{Kind, Numbered, Paper, Source, cancel, issue, year_entity};
use akwaba_domain::policy::{Permit, act};
use akwaba_domain::reception::Book;
use akwaba_domain::registry::PersonView;
use akwaba_domain::{Ctx, scope};
use akwaba_journal::id::EntityId;
use akwaba_store::{Tx, entity};
use akwaba_web::{Heading, Site, loose_paper};
use anyhow::{Result, anyhow};
use jiff::{SignedDuration, Timestamp};

/// A paper: its kind, how many days ago, and what is completed of it. `+3` is a day to come.
type Told = (Kind, i64, &'static [(&'static str, &'static str)]);

const PAPERS: [Told; 4] = [
    (
        Kind::Certificate,
        24,
        &[
            (
                "attested",
                "est suivie par le centre depuis le mois de mars.",
            ),
            ("for-what", "Inscription à l'école"),
        ],
    ),
    (
        Kind::Summons,
        6,
        &[
            ("meeting", "+3"),
            ("time", "09:30"),
            ("with", "Le travailleur social"),
            ("bring", "L'extrait de naissance de l'aîné"),
        ],
    ),
    (
        Kind::Summons,
        5,
        &[
            ("meeting", "+4"),
            ("time", "10:00"),
            ("with", "Le travailleur social"),
        ],
    ),
    (
        Kind::Certificate,
        1,
        &[("attested", "habite le quartier avec ses trois enfants.")],
    ),
];
/// Which of them is cancelled, and why.
const CANCELLED: (usize, &str) = (2, "Le jour n'était pas le bon.");

/// Issues them.
pub fn live(life: &mut Life<'_>, tx: &mut dyn Tx, now: Timestamp) -> Result<()> {
    for (place, (kind, days, said)) in PAPERS.iter().enumerate() {
        let at = now - SignedDuration::from_hours(24 * days);
        let Some(person) = life.anyone() else {
            return Ok(());
        };
        let issued = match kind {
            Kind::Summons => issued::<act::PaperSummon>(life, tx, at, (person, *kind, said))?,
            _ => issued::<act::PaperIssue>(life, tx, at, (person, *kind, said))?,
        };
        if place == CANCELLED.0 {
            let state = entity::load(tx, life.scope, issued)?;
            let paper = Paper::of(issued, &state).ok_or_else(|| anyhow!("a paper is gone"))?;
            let allowed = life.allow::<act::PaperIssue>(Role::SocialWorker)?;
            let at = at + SignedDuration::from_mins(9);
            let ctx = Ctx {
                now: at,
                chance: &mut life.chance,
            };
            let drafts = cancel(&ctx, &allowed, (&paper, &state), false, CANCELLED.1);
            life.append(tx, at, drafts.map_err(|refusals| anyhow!("{refusals:?}"))?)?;
        }
    }
    Ok(())
}

fn issued<A: Permit>(
    life: &mut Life<'_>,
    tx: &mut dyn Tx,
    at: Timestamp,
    (person, kind, said): (EntityId, Kind, &[(&str, &str)]),
) -> Result<EntityId> {
    let centre = life.founded.centre;
    let office = entity::load(tx, scope::office(centre), settings::entity(centre))?;
    let site = Site {
        hosts: Vec::new(),
        secure: false,
        centre,
        heading: Heading::from(settings::read(&office)),
    };
    let today = day_of(at);
    let typed = |code: &str| {
        let found = said.iter().find(|(known, _)| *known == code);
        let text = found.map_or("", |(_, text)| *text);
        match text
            .strip_prefix('+')
            .and_then(|days| days.parse::<i64>().ok())
        {
            Some(days) => {
                let day = today.checked_add(SignedDuration::from_hours(24 * days));
                day.unwrap_or(today).to_string()
            }
            None => text.to_owned(),
        }
    };
    let view = PersonView::of(person, &entity::load(tx, life.scope, person)?);
    let write = loose_paper(tx, (&site, at), (kind, view), &typed)
        .map_err(|problem| anyhow!("{problem:?}"))?;
    let year = entity::load(tx, life.scope, year_entity(centre, today.year()))?;
    let number = Numbered {
        book: Book::MAIN,
        year: &year,
    };
    let source = Source {
        record: Some(person),
        case: None,
        from: None,
    };
    let allowed = life.allow::<A>(Role::SocialWorker)?;
    let mut ctx = Ctx {
        now: at,
        chance: &mut life.chance,
    };
    let issued = issue(&mut ctx, &allowed, kind, source, &number, &write);
    let (id, _, drafts) = issued.map_err(|refusals| anyhow!("{refusals:?}"))?;
    life.append(tx, at, drafts)?;
    Ok(id)
}
