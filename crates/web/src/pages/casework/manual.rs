//! The manual, procedure by procedure, as it is in use in this centre.

use akwaba_domain::casework::ProcedureRef;
use akwaba_procedures::workbook::Status;
use akwaba_store::projections::casework::{edition, newest, under_way, unread};
use askama::Template;

use super::proposal::Offer;
use super::shared::{centre, hands};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Empty, Notice, Tag, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/manual.html")]
struct ManualPage<'a> {
    f: &'a Frame,
    title: String,
    preface: Vec<String>,
    proposal: Option<Notice>,
    rows: Vec<Row>,
    empty: Empty,
    /// The model manual, where it can be adopted.
    offer: Option<Offer>,
    /// How many changes are under way.
    proposals: String,
}

struct Row {
    path: String,
    label: String,
    purpose: String,
    tags: Vec<Tag>,
}

/// The address of a version.
pub(super) fn version_path(named: &ProcedureRef) -> String {
    format!("/manuel/{}/{}", named.code, named.version_code())
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = centre(exchange);
    let (me, hands) = (exchange.actor()?.account, hands(exchange)?);
    let frame = exchange.frame("manual-title");
    let f = &frame;
    let (rows, manual, proposed, changes) = exchange.read(|tx| {
        let notes = unread(tx, centre, me, &hands)?;
        let all = newest(tx, centre)?;
        let (mut rows, mut manual, mut proposed) = (Vec::new(), None, false);
        for one in all {
            let known = edition(tx, centre, &one.named)?;
            let mut tags = Vec::new();
            if one.withdrawn {
                tags.push(Tag::new(Tone::Attention, f.t("manual-withdrawn-tag")));
            }
            if notes
                .iter()
                .any(|note| note.named.national() == one.named.national())
            {
                tags.push(Tag::new(Tone::Attention, f.t("proposal-note-unread")));
            }
            if one.named.layer > 0 {
                tags.push(Tag::new(Tone::Info, f.t("manual-layer-tag")));
            }
            if let Some(known) = &known {
                proposed |= known.procedure.status == Status::Proposed;
                manual = manual.or_else(|| known.manual.clone());
            }
            rows.push(Row {
                path: version_path(&one.named),
                label: format!("{} {}", one.named.code, one.title),
                purpose: known.map_or_else(String::new, |known| known.procedure.purpose.clone()),
                tags,
            });
        }
        let changes = under_way(tx, centre)?.len();
        Ok::<_, Problem>((rows, manual, proposed, changes))
    })?;
    let (title, preface) = manual.map_or_else(
        || (f.title(), Vec::new()),
        |manual| (manual.title, manual.preface),
    );
    let proposal = proposed.then(|| {
        let title = f.t("manual-proposal");
        Notice::new(Tone::Info, title, f.t("manual-proposal-text"))
    });
    let page = ManualPage {
        f,
        title,
        preface,
        proposal,
        rows,
        empty: Empty::new(f, "manual-none", "manual-none-text"),
        offer: Offer::of(exchange, f)?,
        proposals: f.t1("manual-proposals", "count", changes),
    };
    exchange.page(&page)
}
