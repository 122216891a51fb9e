//! The monthly report: what is counted in it, read from the tables of each trade, and its signed versions.
//!
//! Owns [`SOURCES`], the one place where a rubric gets its source. Never: a table of figures. What is signed is read from
//! its entity, what is not is counted when it is asked for.

mod activities;
mod aid;
mod around;
mod cases;
mod deadlines;
mod reading;
mod referrals;
mod registers;
mod sealed;
mod visits;

pub use around::{around, first_month, unsigned_before};
pub use reading::Reading;
pub use sealed::{counted as sealed_counted, signed_out};

use crate::entity;
use crate::error::Result;
use crate::heads;
use crate::tx::Tx;
use akwaba_domain::reports::monthly::{
    Anchor, Gathering, Month, Published, Report, Rubric, Seal, entity as report_entity,
    published_entity,
};
use akwaba_domain::scope;
use akwaba_journal::id::CentreId;
use jiff::civil::DateTime;

/// What fills some rubrics.
pub struct Source {
    /// The rubrics that it fills.
    pub rubrics: &'static [Rubric],
    /// Reads it.
    pub read: fn(&mut Reading<'_>) -> Result<()>,
}

/// What fills the report. A rubric that none of them names is shown as not kept.
pub const SOURCES: &[Source] = &[
    Source {
        rubrics: &[Rubric::Visits, Rubric::Demands],
        read: visits::visits,
    },
    Source {
        rubrics: &[Rubric::Registered],
        read: visits::registered,
    },
    Source {
        rubrics: &[Rubric::Acts],
        read: registers::acts,
    },
    Source {
        rubrics: &[
            Rubric::Inquiries,
            Rubric::Origins,
            Rubric::Natures,
            Rubric::Mediations,
        ],
        read: registers::asked,
    },
    Source {
        rubrics: &[Rubric::Procedures, Rubric::Axes, Rubric::Programmes],
        read: cases::cases,
    },
    Source {
        rubrics: &[Rubric::Destinations],
        read: referrals::sent,
    },
    Source {
        rubrics: &[Rubric::Returns],
        read: referrals::returned,
    },
    Source {
        rubrics: &[Rubric::Aid],
        read: aid::delivered,
    },
    Source {
        rubrics: &[Rubric::Activities],
        read: activities::held,
    },
    Source {
        rubrics: &[Rubric::Books],
        read: aid::books,
    },
    Source {
        rubrics: &[Rubric::Sealed, Rubric::SealedProcedures],
        read: sealed::told,
    },
    Source {
        rubrics: &[Rubric::Deadlines],
        read: deadlines::steps,
    },
];

/// Counts a month of a centre as it stands now, or the source of one rubric alone. `now` is for a month that is not over.
///
/// # Errors
/// Those of the engine.
pub fn gathered(
    tx: &mut dyn Tx,
    centre: CentreId,
    month: Month,
    now: DateTime,
    only: Option<Rubric>,
) -> Result<Gathering> {
    let mut reading = Reading::new(tx, centre, month, now);
    for source in SOURCES {
        let wanted = only.is_none_or(|only| source.rubrics.contains(&only));
        if wanted {
            for rubric in source.rubrics {
                reading.out.keep(*rubric);
            }
            (source.read)(&mut reading)?;
        }
    }
    Ok(reading.out)
}

/// The report of a month, as far as it was commented and signed.
///
/// # Errors
/// Those of the engine.
pub fn report(tx: &mut dyn Tx, centre: CentreId, month: Month) -> Result<Report> {
    let state = entity::load(tx, scope::registry(centre), report_entity(centre, month))?;
    Ok(Report::of(&state))
}

/// What a centre published of a month, oldest version first.
///
/// # Errors
/// Those of the engine.
pub fn published(tx: &mut dyn Tx, centre: CentreId, month: Month) -> Result<Vec<Published>> {
    let id = published_entity(centre, month);
    let state = entity::load(tx, scope::reports(centre), id)?;
    Ok(Published::all(&state))
}

/// The journal of a centre's registry as it stands: the end of each stream.
///
/// # Errors
/// Those of the engine.
pub fn seal(tx: &mut dyn Tx, centre: CentreId) -> Result<Seal> {
    let here = scope::registry(centre);
    let ends = heads::ends(tx)?.into_iter();
    let ends = ends.filter(|head| head.stream.scope == here);
    Ok(Seal(
        ends.map(|head| Anchor {
            node: head.stream.node,
            incarnation: head.stream.incarnation,
            entries: head.seq,
            hash: head.hash,
        })
        .collect(),
    ))
}

/// Whether the journal of today still holds what a seal says of it.
///
/// # Errors
/// Those of the engine.
pub fn holds(tx: &mut dyn Tx, centre: CentreId, seal: &Seal) -> Result<bool> {
    for anchor in &seal.0 {
        let stream = akwaba_journal::entry::Stream {
            scope: scope::registry(centre),
            node: anchor.node,
            incarnation: anchor.incarnation,
        };
        if heads::hash_at(tx, &stream, anchor.entries)? != Some(anchor.hash) {
            return Ok(false);
        }
    }
    Ok(true)
}
