//! What the making of the manual asks of somebody: notes to read, visas to give, what to publish, what
//! came back.

use akwaba_domain::casework::Hands;
use akwaba_domain::casework::proposal::{Line, Stage};
use akwaba_domain::policy::act;
use akwaba_store::projections::casework::{ProposalLine, listed, under_way, unread};

use super::super::agenda_rows::TaskRow;
use super::super::manual::version_path;
use super::super::shared::{allow, centre};
use super::{load, path, tag, told_of};
use crate::exchange::Exchange;
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::parts::{Tag, Tone};
use crate::problem::Problem;

/// The notes that the reader has to read, what they may publish, and what came back to them.
pub(in crate::pages::casework) fn due(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    hands: &Hands,
) -> Result<Vec<TaskRow>, Problem> {
    let centre = centre(exchange);
    let me = exchange.actor()?.account;
    let (notes, lines) =
        exchange.read(|tx| Ok((unread(tx, centre, me, hands)?, under_way(tx, centre)?)))?;
    let mut rows: Vec<TaskRow> = notes
        .iter()
        .map(|one| TaskRow {
            path: Some(version_path(&one.named)),
            label: format!("{} {}", one.named.code, one.title),
            meta: f.t1(
                "proposal-note-new",
                "version",
                one.named.version.to_string(),
            ),
            tags: vec![Tag::new(Tone::Attention, f.t("proposal-note-unread"))],
            urgent: false,
        })
        .collect();
    let publishes = allow::<act::ManualPublish>(exchange).is_ok();
    rows.extend(told(exchange, f, &lines, |line| match line.stage {
        Stage::Approved => publishes,
        Stage::Returned => line.author == me,
        _ => false,
    })?);
    Ok(rows)
}

/// The proposals on which a visa of the reader is awaited.
pub(in crate::pages::casework) fn asked(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
) -> Result<Vec<TaskRow>, Problem> {
    let centre = centre(exchange);
    let actor = exchange.actor()?;
    if Line::of(actor, centre).is_none() {
        return Ok(Vec::new());
    }
    let me = actor.account;
    let lines = exchange.read(|tx| {
        let mut lines = Vec::new();
        for line in under_way(tx, centre)? {
            if line.stage == Stage::Awaiting
                && load(tx, centre, line.id)?.proposal.asks(me).is_some()
            {
                lines.push(line);
            }
        }
        Ok::<_, Problem>(lines)
    })?;
    told(exchange, f, &lines, |_| true)
}

fn told(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    lines: &[ProposalLine],
    wanted: impl Fn(&ProposalLine) -> bool,
) -> Result<Vec<TaskRow>, Problem> {
    let lines: Vec<&ProposalLine> = lines.iter().filter(|line| wanted(line)).collect();
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let centre = centre(exchange);
    let (manual, staff) = exchange.read(|tx| {
        let staff = Staff::of(tx, centre, lines.iter().map(|line| line.author))?;
        Ok((listed(tx, centre)?, staff))
    })?;
    let rows = lines.iter().map(|line| {
        let (title, meta) = told_of(f, line, &manual, &staff);
        TaskRow {
            path: Some(path(line.id)),
            label: f.t1("proposal-task", "title", title),
            meta,
            tags: vec![tag(f, line.stage)],
            urgent: false,
        }
    });
    Ok(rows.collect())
}
