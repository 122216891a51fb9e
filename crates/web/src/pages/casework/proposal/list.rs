//! The proposals of the centre, those under way first.

use akwaba_store::projections::casework::{listed, proposals};
use askama::Template;

use super::super::shared::centre;
use super::{path, tag, told_of};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::parts::{Empty, Tag};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "proposal/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    rows: Vec<Row>,
    empty: Empty,
}

struct Row {
    path: String,
    label: String,
    meta: String,
    tag: Tag,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = centre(exchange);
    let frame = exchange.frame("proposal-list-title");
    let f = &frame;
    let (lines, manual, staff) = exchange.read(|tx| {
        let lines = proposals(tx, centre)?;
        let manual = listed(tx, centre)?;
        let staff = Staff::of(tx, centre, lines.iter().map(|line| line.author))?;
        Ok::<_, Problem>((lines, manual, staff))
    })?;
    let rows = lines.iter().map(|line| {
        let (title, meta) = told_of(f, line, &manual, &staff);
        Row {
            path: path(line.id),
            label: title,
            meta,
            tag: tag(f, line.stage),
        }
    });
    let page = ListPage {
        f,
        rows: rows.collect(),
        empty: Empty::new(f, "proposal-none", "proposal-none-text"),
    };
    exchange.page(&page)
}
