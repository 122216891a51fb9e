//! The list of services, by what they do, and its poster, which holds nothing confidential.

use akwaba_domain::actor::Role;
use akwaba_domain::directory::{Kind, Known, Service};
use akwaba_domain::registry::Day;
use akwaba_journal::id::ActorId;
use akwaba_store::projections::directory::{self as rows, services};
use askama::Template;

use super::shared::{centre, kind_choices, kinds, place, price, service_path, tags, today};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::percent;
use crate::parts::{Empty, Fields, Pager, Paper, Tag};
use crate::problem::Problem;
use crate::show;

/// Services on one page.
const LINES_MAX: usize = 50;

#[derive(Template)]
#[template(path = "directory/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    kinds: crate::parts::Field,
    rows: Vec<Line>,
    stale: usize,
    pager: Pager,
    empty: Empty,
    new: bool,
}

/// A service in a list.
struct Line {
    path: String,
    name: String,
    meta: String,
    tags: Vec<Tag>,
}

fn meta(f: &Frame, service: &Service) -> String {
    // Lists may be read over a shoulder: what is confidential stands on the service's own page.
    let parts = [
        kinds(f, service),
        place(f, service, false),
        price(f, service),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Whether every word looked for stands somewhere in what is public of a service.
fn holds(f: &Frame, known: &Known, words: &str) -> bool {
    let said = format!("{} {}", known.service.label(), meta(f, &known.service)).to_lowercase();
    words.split_whitespace().all(|word| said.contains(word))
}

/// Who is to verify again what they verified last; who directs the centre, also what nobody ever verified.
fn keeper(exchange: &Exchange<'_, '_>) -> Result<(ActorId, bool), Problem> {
    let actor = exchange.actor()?;
    let mut roles = actor.roles_in(centre(exchange));
    Ok((actor.account, roles.any(|role| role == Role::Director)))
}

/// How many services the reader is to verify again; none for who may not.
pub(in crate::pages) fn stale_count(exchange: &Exchange<'_, '_>) -> Result<u64, Problem> {
    if !exchange.may_open("/annuaire/nouveau") {
        return Ok(0);
    }
    let (centre, today, keeper) = (centre(exchange), today(exchange), keeper(exchange)?);
    exchange.read(|tx| Ok(rows::stale_count(tx, centre, today, keeper)?))
}

/// The list.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, today) = (centre(exchange), today(exchange));
    let words = exchange.form.get("mots").to_lowercase();
    let kind = Kind::from_code(exchange.form.get("besoin"));
    let to_verify = exchange.form.get("a-verifier").to_owned();
    let (me, orphans) = keeper(exchange)?;
    let page: usize = exchange.form.get("page").parse().unwrap_or(0);
    let all = exchange.read(|tx| Ok(services(tx, centre)?))?;
    let frame = exchange.frame("directory-title");
    let f = &frame;
    let stale = all.iter().filter(|known| known.is_stale(today)).count();
    let kept = |known: &&Known| {
        kind.is_none_or(|kind| known.service.kinds.contains(&kind))
            && match (to_verify.as_str(), known.verified) {
                ("1", _) => known.is_stale(today),
                ("moi", Some(last)) => known.is_stale(today) && last.by == me,
                ("moi", None) => known.is_stale(today) && orphans,
                _ => true,
            }
            && (words.is_empty() || holds(f, known, &words))
    };
    let mut found: Vec<&Known> = all.iter().filter(kept).collect();
    found.sort_by_key(|known| known.is_closed(today));
    let form = Fields::new(f, exchange.form.clone());
    let mut choices = kind_choices(f);
    for choice in &mut choices {
        choice.chosen = kind.is_some_and(|kind| kind.code() == choice.value);
    }
    let skip = page.saturating_mul(LINES_MAX);
    let shown = found.iter().skip(skip).take(LINES_MAX);
    let asked: String = ["mots", "besoin", "a-verifier"]
        .iter()
        .filter_map(|name| {
            Some(format!(
                "{name}={}&",
                percent::encode(exchange.form.given(name)?)
            ))
        })
        .collect();
    let at = |page: usize| format!("/annuaire?{asked}page={page}");
    let page = ListPage {
        f,
        kinds: form.select("besoin", "directory-need", choices),
        form: &form,
        rows: shown.map(|known| line(f, known, today)).collect(),
        pager: Pager::new(
            f,
            page.checked_sub(1).map(at),
            (found.len() > skip.saturating_add(LINES_MAX)).then(|| at(page.saturating_add(1))),
        ),
        stale,
        empty: Empty::new(f, "directory-none", "directory-none-text"),
        new: exchange.may_open("/annuaire/nouveau"),
    };
    exchange.page(&page)
}

fn line(f: &Frame, known: &Known, today: Day) -> Line {
    Line {
        path: service_path(known.id),
        name: known.service.label(),
        meta: meta(f, &known.service),
        tags: tags(f, known, today),
    }
}

#[derive(Template)]
#[template(path = "directory/poster.html")]
struct PosterPage<'a> {
    f: &'a Frame,
    paper: Paper,
    groups: Vec<(String, Vec<Poster>)>,
}

/// A service on the poster.
struct Poster {
    name: String,
    lines: Vec<String>,
}

/// The poster: the open services whose address is no secret, by what they do first.
pub(super) fn poster(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, today) = (centre(exchange), today(exchange));
    let all = exchange.read(|tx| Ok(services(tx, centre)?))?;
    let frame = exchange.frame("directory-poster-title");
    let f = &frame;
    let open = |known: &&Known| !known.is_closed(today) && !known.service.secret;
    let group = |kind: &Kind| {
        let of = |known: &&Known| known.service.kinds.first() == Some(kind);
        let services = all.iter().filter(open).filter(of);
        let services: Vec<Poster> = services.map(|known| on_poster(f, &known.service)).collect();
        (f.word("directory-kind-", kind.code()), services)
    };
    let groups = Kind::ALL.iter().map(group);
    let page = PosterPage {
        f,
        paper: Paper::new(f).date(show::day_in_full(f.lang, today.date())),
        groups: groups
            .filter(|(_, services)| !services.is_empty())
            .collect(),
    };
    exchange.page(&page)
}

fn on_poster(f: &Frame, service: &Service) -> Poster {
    let papers = service.papers.replace('\n', ", ");
    let papers = if papers.is_empty() {
        papers
    } else {
        f.t1("directory-poster-papers", "papers", papers)
    };
    let lines = [
        place(f, service, false),
        service.hours.clone(),
        show::phone(service.phone_for(false)),
        service.conditions.clone(),
        papers,
        price(f, service),
    ];
    Poster {
        name: service.label(),
        lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
    }
}
