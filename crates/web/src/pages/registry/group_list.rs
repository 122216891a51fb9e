//! The groups of the centre, and finding one by any of its names.

use akwaba_domain::policy::act;
use akwaba_domain::registry::group::GroupLine;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::registry::group;
use askama::Template;

use super::common::{can, group_path, registry};
use super::find::Found;
use super::words;
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::parts::{Empty, Fields, Pager, Tag, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of the list.
pub const ROUTES: &[Route] = &[
    Route::get("group.list", "/groupes", list),
    Route::post("group.list", "/groupes", list),
];

/// Groups on one page.
const LINES_MAX: u32 = 40;

#[derive(Template)]
#[template(path = "registry/groups.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: Fields,
    over: String,
    found: Vec<Found>,
    empty: Empty,
    pager: Pager,
    new: bool,
    import: bool,
}

/// The page: what was looked for, or the groups last seen to. Words are posted, so that no name stands in an address.
fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let scope = registry(exchange);
    let words = exchange.form.get("q").to_owned();
    let asked = !words.trim().is_empty();
    let page: u32 = exchange.form.get("page").parse().unwrap_or(0);
    let skip = page.saturating_mul(LINES_MAX);
    let frame = exchange.frame("group-list-title");
    let f = &frame;
    let mut rows = exchange.read(|tx| {
        Ok::<_, Problem>(match asked {
            true => group::search(tx, scope, &words, LINES_MAX as usize)?,
            false => group::recent(tx, scope, (skip, LINES_MAX + 1))?,
        })
    })?;
    let more = rows.len() > LINES_MAX as usize;
    rows.truncate(LINES_MAX as usize);
    let at = |page: u32| format!("/groupes?page={page}");
    let new = can::<act::GroupChange>(exchange);
    let empty = match asked {
        true => Empty::new(f, "group-none-title", "group-none-text"),
        false => Empty::new(f, "group-empty-title", "group-empty-text"),
    };
    let page = ListPage {
        form: Fields::new(f, exchange.form.clone()),
        over: match asked {
            true => f.t1("group-found-count", "count", rows.len()),
            false => f.t("group-recent"),
        },
        found: rows
            .iter()
            .map(|row| item(f, row.group, &row.line))
            .collect(),
        empty: match new {
            true => empty.action("/groupes/nouveau", f.t("group-new-title")),
            false => empty,
        },
        pager: Pager::new(
            f,
            page.checked_sub(1).filter(|_| !asked).map(at),
            (more && !asked).then(|| at(page.saturating_add(1))),
        ),
        import: exchange.may_open("/groupes/import"),
        new,
        f,
    };
    exchange.page(&page)
}

/// A group in a list: its name, then its kind and its place.
pub(super) fn item(f: &Frame, id: EntityId, line: &GroupLine) -> Found {
    let over = line
        .ended
        .map(|_| Tag::new(Tone::Calm, f.t("group-tag-over")));
    Found {
        path: group_path(id),
        name: line.name.as_str().to_owned(),
        meta: words::group_facts(f, line),
        tags: over.into_iter().collect(),
    }
}
