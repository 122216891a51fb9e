//! Finding someone: as one types, as a page without script, and the page where it starts.
//!
//! What was typed never stands in an address: it is kept beside the account, and the page is read again.

use akwaba_domain::registry::line::PersonLine;
use akwaba_domain::registry::{Day, household::holds};
use akwaba_journal::id::{EntityId, ScopeId};
use akwaba_matching::query::Query;
use akwaba_matching::score::Sign;
use akwaba_store::Tx;
use akwaba_store::local::form_draft;
use akwaba_store::projections::registry::{group, household, person};
use askama::Template;

use super::common::{can, household_path, person_path, registry, today};
use super::{group_list, words};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::parts::{Empty, Fields, Tag, Tone};
use crate::problem::Problem;
use crate::routes::Route;
use akwaba_domain::policy::act;

/// The addresses of finding.
pub const ROUTES: &[Route] = &[
    Route::get("person.list", "/personnes", list),
    Route::get("person.search", "/personnes/recherche", found),
    Route::post("person.search-words", "/personnes/recherche", keep),
];

/// People shown as one types, and on a page.
const HITS_TYPING: usize = 8;
const HITS_PAGE: usize = 30;
/// People last seen to, on the first page.
const RECENT: u32 = 12;
/// Groups shown before the people.
const GROUPS_MAX: usize = 3;
/// Under which name the words are kept.
const WORDS: &str = "person.search";

/// Someone, a household or a group, in a list.
pub(in crate::pages) struct Found {
    pub(in crate::pages) path: String,
    pub(in crate::pages) name: String,
    pub(in crate::pages) meta: String,
    pub(in crate::pages) tags: Vec<Tag>,
}

#[derive(Template)]
#[template(path = "registry/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: Fields,
    found: Vec<Found>,
    /// The title over the list: found, or last seen to.
    over: String,
    /// Something was looked for.
    asked: bool,
    /// This reader may bring in a list.
    import: bool,
    /// This reader may take a list out.
    export: bool,
    new: bool,
    /// This reader may look at the groups.
    groups: bool,
    empty: Empty,
}

#[derive(Template)]
#[template(path = "registry/found.html")]
struct Fragment {
    found: Vec<Found>,
}

fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let scope = registry(exchange);
    let today = today(exchange);
    let frame = exchange.frame("person-list-title");
    let rows = exchange.read(|tx| Ok(person::recent(tx, scope, RECENT)?))?;
    let found = rows
        .iter()
        .map(|row| item(&frame, row.person, &row.line, today, ""))
        .collect();
    let page = page(exchange, &frame, Form::new(), found, false);
    exchange.page(&page)
}

/// Keeps the words, so that no name stands in an address, and goes to what they find.
fn keep(exchange: &mut Exchange<'_, '_>) -> Answer {
    let words: String = exchange.form.get("q").chars().take(200).collect();
    let account = exchange.actor()?.account;
    exchange.write(|tx, writing| {
        form_draft::keep(tx, account, WORDS, &words, writing.now_micros)?;
        Ok(())
    })?;
    exchange.go("/personnes/recherche")
}

fn found(exchange: &mut Exchange<'_, '_>) -> Answer {
    let fragment = exchange.request.wants_fragment();
    let words = if fragment {
        exchange.form.get("q").to_owned()
    } else {
        let account = exchange.actor()?.account;
        exchange
            .read(|tx| Ok(form_draft::find(tx, account, WORDS)?))?
            .unwrap_or_default()
            .0
    };
    let limit = if fragment { HITS_TYPING } else { HITS_PAGE };
    let frame = exchange.frame("person-found-title");
    let found = look(exchange, &frame, &words, limit)?;
    if fragment {
        return exchange.page(&Fragment { found });
    }
    let asked = !words.trim().is_empty();
    let page = page(exchange, &frame, Form::new().with("q", words), found, asked);
    exchange.page(&page)
}

fn page<'a>(
    exchange: &Exchange<'_, '_>,
    frame: &'a Frame,
    sent: Form,
    found: Vec<Found>,
    asked: bool,
) -> ListPage<'a> {
    let new = can::<act::PersonRegister>(exchange);
    let empty = if asked {
        Empty::new(frame, "person-none-title", "person-none-text")
    } else {
        Empty::new(frame, "person-empty-title", "person-empty-text")
    };
    let over = match (asked, found.len()) {
        (true, count) => frame.t1("person-found-count", "count", count),
        (false, _) => frame.t("person-recent"),
    };
    ListPage {
        f: frame,
        form: Fields::new(frame, sent),
        over,
        empty: if new {
            empty.action("/personnes/nouvelle", frame.t("person-new-title"))
        } else {
            empty
        },
        found,
        asked,
        new,
        groups: exchange.may_open("/groupes"),
        import: exchange.may_open("/personnes/import"),
        export: exchange.may_open("/listes"),
    }
}

/// The people, households and groups that words find, best first. Records of one person are one line.
pub(super) fn look(
    exchange: &Exchange<'_, '_>,
    frame: &Frame,
    words: &str,
    limit: usize,
) -> Result<Vec<Found>, Problem> {
    let (scope, today) = (registry(exchange), today(exchange));
    let Some(query) = query(exchange, words) else {
        return Ok(Vec::new());
    };
    exchange.read(|tx| {
        let mut found = households(tx, frame, scope, &query, today)?;
        found.extend(groups(tx, frame, scope, (&query, words))?);
        for (id, line, why) in people(tx, scope, &query, limit)? {
            found.push(item(frame, id, &line, today, &agreement(frame, &why)));
        }
        Ok(found)
    })
}

/// The question that words ask; `None` when they ask nothing.
pub(super) fn query(exchange: &Exchange<'_, '_>, words: &str) -> Option<Query> {
    let query = Query::parse(words, today(exchange).to_matching()?);
    (!query.is_empty()).then_some(query)
}

/// The persons that a query finds: each person once, by the record that stands for them.
pub(super) fn people(
    tx: &mut dyn Tx,
    scope: ScopeId,
    query: &Query,
    limit: usize,
) -> Result<Vec<(EntityId, PersonLine, Vec<Sign>)>, Problem> {
    Ok(akwaba_store::projections::registry::search::people(
        tx, scope, query, limit,
    )?)
}

fn households(
    tx: &mut dyn Tx,
    frame: &Frame,
    scope: ScopeId,
    query: &Query,
    today: Day,
) -> Result<Vec<Found>, Problem> {
    let mut found = Vec::new();
    for code in query
        .numbers
        .iter()
        .filter(|number| number.starts_with('M'))
    {
        for row in household::with_code(tx, scope, code)? {
            let members = household::members(tx, scope, row.household)?;
            let now = members
                .iter()
                .filter(|m| holds(m.membership.from, m.membership.until, today))
                .count();
            found.push(Found {
                path: household_path(row.household),
                name: frame.t("household-title"),
                meta: frame.t1("household-count", "count", now),
                tags: Vec::new(),
            });
        }
    }
    Ok(found)
}

/// The groups of a code, or of a name that the words mean.
fn groups(
    tx: &mut dyn Tx,
    frame: &Frame,
    scope: ScopeId,
    (query, words): (&Query, &str),
) -> Result<Vec<Found>, Problem> {
    let mut rows = group::search(tx, scope, words, GROUPS_MAX)?;
    for code in query.numbers.iter().filter(|code| code.starts_with('G')) {
        rows.extend(group::with_code(tx, scope, code)?);
    }
    let found = rows.iter();
    Ok(found
        .map(|row| group_list::item(frame, row.group, &row.line))
        .collect())
}

/// Someone in a list: name, then sex, age and place.
pub(super) fn item(frame: &Frame, id: EntityId, line: &PersonLine, today: Day, why: &str) -> Found {
    let mut meta = words::facts(frame, line, today);
    for name in &line.other_names {
        meta = format!("{} · {meta}", frame.name(name.as_str()));
    }
    if !why.is_empty() {
        meta = format!("{meta} · {why}");
    }
    let mut tags = Vec::new();
    if line.death.is_some() {
        tags.push(Tag::new(Tone::Calm, frame.t("person-tag-died")));
    }
    if line.discreet {
        tags.push(Tag::new(Tone::Attention, frame.t("person-tag-discreet")));
    }
    Found {
        path: person_path(id),
        name: words::short_name(frame, line),
        meta,
        tags,
    }
}

/// What, beside the name, made someone be found: "même téléphone".
fn agreement(frame: &Frame, signs: &[Sign]) -> String {
    let said = signs.iter().filter_map(|sign| match sign {
        Sign::Phone | Sign::PhonePart => Some("person-sign-phone"),
        Sign::Identity { .. } => Some("person-sign-identity"),
        _ => None,
    });
    said.map(|key| frame.t(key)).collect::<Vec<_>>().join(", ")
}
