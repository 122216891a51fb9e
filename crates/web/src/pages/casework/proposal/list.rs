//! The proposals of the centre, those under way first.

use akwaba_store::projections::casework::{listed, proposals};
use askama::Template;

use super::super::shared::centre;
use super::{path, tag};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::reception::Staff;
use crate::parts::{Empty, Tag};
use crate::problem::Problem;
use crate::show;

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
        let known = manual.iter().find(|one| one.named.code == line.code);
        let title = known.map_or("", |one| one.title.as_str());
        let args = [
            ("who", staff.name(line.author).into()),
            (
                "when",
                show::moment_of_micros(f.lang, line.changed_micros).into(),
            ),
            ("version", line.base.to_string().into()),
        ];
        Row {
            path: path(line.id),
            label: format!("{} {title}", line.code),
            meta: f.tn("proposal-line", args),
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
