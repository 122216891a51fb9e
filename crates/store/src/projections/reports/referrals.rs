//! Referrals sent in a month, and answers that came in it.

use super::reading::Reading;
use crate::entity::decode;
use crate::error::Result;
use crate::params;
use akwaba_domain::casework::time::civil;
use akwaba_domain::directory::Kind;
use akwaba_domain::referral::{Referral, State, What};
use akwaba_domain::reports::monthly::{Counted, Facets, Record, Rubric, Stand};

/// Where a referral stood at a moment: what had been said last.
fn stood(referral: &Referral, at_micros: i64) -> State {
    let before = referral.past.iter().rev();
    let mut said = before
        .filter(|past| past.at_micros < at_micros)
        .filter_map(|past| match &past.what {
            What::Answered { state, .. } => Some(*state),
            What::Recalled(_) => Some(State::Recalled),
            _ => None,
        });
    said.next().unwrap_or(State::Sent)
}

fn read(
    reading: &mut Reading<'_>,
    sql: &'static str,
    (from, to): (i64, i64),
) -> Result<Vec<Referral>> {
    let mut found = Vec::new();
    let scope = reading.scope;
    reading
        .tx
        .each(sql, params![&scope, from, to], &mut |row| {
            found.extend(Referral::of(row.id(0)?, &decode(row.blob(1)?)?));
            Ok(())
        })?;
    Ok(found)
}

/// The referrals sent in the month and not called back in it, by kind of service.
pub(super) fn sent(reading: &mut Reading<'_>) -> Result<()> {
    for kind in Kind::ALL {
        reading.out.line(Rubric::Destinations, kind.code(), "");
    }
    let span = (reading.from, reading.to);
    let sent = read(
        reading,
        "SELECT e.entity, e.state FROM referral_row r \
         JOIN entity e ON e.scope = r.scope AND e.entity = r.entity \
         WHERE r.scope = $1 AND r.sent_micros >= $2 AND r.sent_micros < $3 \
         ORDER BY r.sent_micros, r.entity",
        span,
    )?;
    for referral in sent {
        let stands = stood(&referral, reading.to);
        if stands == State::Recalled {
            continue;
        }
        let day = civil(referral.sent.at_micros).date();
        let facets = reading.facets(Some(referral.sent.person), day)?;
        let stand = if stands.is_open() {
            Stand::Referred
        } else {
            Stand::Closed
        };
        let facets = Facets {
            stand: Some(stand),
            ..facets
        };
        let counted = Counted::one(Record::Referral(referral.id), facets);
        let code = referral.sent.kind.code();
        reading.out.count(Rubric::Destinations, code, counted);
    }
    Ok(())
}

/// The referrals to which an answer came in the month, by the last one of the month.
pub(super) fn returned(reading: &mut Reading<'_>) -> Result<()> {
    for state in State::ANSWERS {
        reading.out.line(Rubric::Returns, state.code(), "");
    }
    let span = (reading.from, reading.to);
    let known = read(
        reading,
        "SELECT e.entity, e.state FROM referral_row r \
         JOIN entity e ON e.scope = r.scope AND e.entity = r.entity \
         WHERE r.scope = $1 AND r.since_micros >= $2 AND +r.sent_micros < $3 \
         ORDER BY +r.sent_micros, r.entity",
        span,
    )?;
    for referral in known {
        let within = |at: i64| (reading.from..reading.to).contains(&at);
        let past = referral.past.iter().rev();
        let mut answers = past.filter_map(|past| match &past.what {
            What::Answered { state, .. } if within(past.at_micros) => {
                Some((*state, past.at_micros))
            }
            _ => None,
        });
        let Some((state, at)) = answers.next() else {
            continue;
        };
        let facets = reading.facets(Some(referral.sent.person), civil(at).date())?;
        let counted = Counted::one(Record::Referral(referral.id), facets);
        reading.out.count(Rubric::Returns, state.code(), counted);
    }
    Ok(())
}
