//! Whether two records are of one person: what agrees, what differs, and the decision of a named person, which can be undone.

use akwaba_domain::policy::act;
use akwaba_domain::registry::PersonView;
use akwaba_domain::registry::line::{PersonLine, card};
use akwaba_domain::registry::link::{self, LinkForm, Pair, Verdict};
use akwaba_journal::id::EntityId;
use akwaba_matching::linkage;
use akwaba_matching::weight::Frequencies;
use akwaba_store::projections::registry::{alike, link as links};
use akwaba_store::{append, entity};
use askama::Template;

use super::common::{Head, may, person, person_path, person_state, registry, today};
use super::form::again;
use super::likeness::Likeness;
use super::{facts, find, pick};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Form;
use crate::parts::{Fields, Notice, Row, Table, Tone};
use crate::problem::Problem;
use crate::routes::Route;

/// The addresses of comparing.
pub const ROUTES: &[Route] = &[
    Route::get("person.alike", "/personnes/{id}/rapprocher", alike_list),
    Route::post(
        "person.alike-search",
        "/personnes/{id}/rapprocher",
        alike_search,
    ),
    Route::get("person.compare", "/personnes/{id}/rapprocher/{autre}", open),
    Route::post("person.link", "/personnes/{id}/rapprocher/{autre}", decide),
];

/// People proposed on the page of comparing.
const ALIKE_MAX: usize = 10;

#[derive(Template)]
#[template(path = "registry/alike.html")]
struct AlikePage<'a> {
    f: &'a Frame,
    head: Head,
    likely: Vec<Likeness>,
    base: String,
    form: Fields,
    found: Vec<find::Found>,
    asked: bool,
}

fn alike_list(exchange: &mut Exchange<'_, '_>) -> Answer {
    alike_page(exchange, "")
}

fn alike_search(exchange: &mut Exchange<'_, '_>) -> Answer {
    let words = exchange.form.get("q").to_owned();
    alike_page(exchange, &words)
}

fn alike_page(exchange: &mut Exchange<'_, '_>, words: &str) -> Answer {
    let (id, _, view) = person(exchange)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let frame = exchange.frame("person-alike-title");
    let mut own = card(&view);
    let mut likely = exchange.read(|tx| {
        alike::add_parents(tx, scope, &mut own)?;
        let decided: Vec<Pair> = links::of(tx, scope, id)?
            .into_iter()
            .filter(|link| link.verdict != Verdict::Undone)
            .map(|link| link.pair)
            .collect();
        let proposed = alike::to(tx, scope, &own, ALIKE_MAX)?;
        let open = proposed
            .iter()
            .filter(|other| Pair::of(id, other.id).is_some_and(|pair| !decided.contains(&pair)));
        Ok(open
            .map(|other| Likeness::of(&frame, &own, other, today))
            .collect::<Vec<_>>())
    })?;
    let base = format!("{}/rapprocher", person_path(id));
    for one in &mut likely {
        one.path = format!("{base}/{}", one.id);
    }
    let found = pick::people(exchange, &frame, words, &format!("{base}/"), &[id])?;
    let page = AlikePage {
        head: Head::of(&frame, &view, today).link(person_path(id)),
        form: Fields::new(&frame, Form::new().with("q", words)),
        f: &frame,
        likely,
        base,
        found,
        asked: !words.is_empty(),
    };
    exchange.page(&page)
}

#[derive(Template)]
#[template(path = "registry/compare.html")]
struct ComparePage<'a> {
    f: &'a Frame,
    head: Head,
    standing: Option<Notice>,
    one: Likeness,
    table: Table,
    form: Fields,
    seen: String,
    choices: Vec<&'static str>,
    back: String,
}

fn open(exchange: &mut Exchange<'_, '_>) -> Answer {
    let frame = exchange.frame("person-compare-title");
    let fields = Fields::new(&frame, Form::new());
    show(exchange, &frame, &fields)
}

fn pair(exchange: &Exchange<'_, '_>) -> Result<(EntityId, EntityId, Pair), Problem> {
    let (id, other): (EntityId, EntityId) = (exchange.id("id")?, exchange.id("autre")?);
    let pair = Pair::of(id, other).ok_or(Problem::NotFound)?;
    Ok((id, other, pair))
}

fn show(exchange: &mut Exchange<'_, '_>, frame: &Frame, form: &Fields) -> Answer {
    let (id, other, pair) = pair(exchange)?;
    let (scope, today) = (registry(exchange), today(exchange));
    let (views, cards, state) = exchange.read(|tx| {
        let one = PersonView::of(id, &person_state(tx, scope, id)?);
        let two = PersonView::of(other, &person_state(tx, scope, other)?);
        let mut cards = [card(&one), card(&two)];
        for card in &mut cards {
            alike::add_parents(tx, scope, card)?;
        }
        Ok(([one, two], cards, entity::load(tx, scope, pair.entity())?))
    })?;
    let [one, two] = &views;
    let [card_one, card_two] = &cards;
    let compared = linkage::compare(card_one, card_two, Frequencies::national());
    let standing = link::read(&state).map_or(Verdict::Undone, |link| link.verdict);
    let notice = match standing {
        Verdict::Same => Some(Notice::new(
            Tone::Info,
            frame.t("person-link-same"),
            frame.t("person-link-same-text"),
        )),
        Verdict::Distinct => Some(Notice::new(
            Tone::Info,
            frame.t("person-link-distinct"),
            String::new(),
        )),
        Verdict::Undone => None,
    };
    let mut table = Table::new(frame, frame.t("person-compare-title"))
        .quiet()
        .column("person-compare-what")
        .column("person-compare-here")
        .column("person-compare-there");
    let see = facts::Sight::of(exchange);
    for (key, mine, theirs) in facts::side_by_side(frame, &see, one, two, today) {
        if mine.is_empty() && theirs.is_empty() {
            continue;
        }
        let mut row = Row::new()
            .cell(frame.t(key))
            .cell(mine.clone())
            .cell(theirs.clone());
        // Two records always have two codes.
        let tells = key != "person-code" && !mine.is_empty() && !theirs.is_empty();
        if tells && mine != theirs {
            row = row.urgent();
        }
        table = table.row(row);
    }
    let choices = Verdict::ALL
        .iter()
        .filter(|verdict| **verdict != standing)
        .map(|v| v.code());
    let page = ComparePage {
        head: Head::of(frame, one, today).link(person_path(id)),
        standing: notice,
        one: Likeness::between(
            frame,
            (card_one, card_two),
            &compared,
            &PersonLine::of(two),
            today,
        ),
        table,
        seen: link::seen_by_form(&state),
        choices: choices.collect(),
        back: person_path(id),
        f: frame,
        form: form.clone(),
    };
    let html = page.render()?;
    if page.form.has_errors() {
        exchange.written_again(html)
    } else {
        exchange.written(html)
    }
}

fn decide(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (id, _, pair) = pair(exchange)?;
    let allowed = may::<act::PersonMerge, Pair>(exchange, pair)?;
    let scope = registry(exchange);
    let form = LinkForm {
        seen: exchange.form.get("seen").to_owned(),
        verdict: exchange.form.get("verdict").to_owned(),
        reason: exchange.form.get("reason").to_owned(),
    };
    let wrote = exchange.write(|tx, writing| {
        person_state(tx, scope, pair.first)?;
        person_state(tx, scope, pair.second)?;
        let state = entity::load(tx, scope, pair.entity())?;
        append(tx, writing, link::decide(&allowed, &state, &form)?)?;
        Ok(())
    });
    match wrote {
        Ok(()) => {
            let said = match Verdict::from_code(&form.verdict) {
                Some(Verdict::Same) => "person-linked",
                Some(Verdict::Distinct) => "person-kept-apart",
                _ => "person-link-undone",
            };
            exchange.done(&person_path(id), Flash::good(said))
        }
        Err(Problem::Refused(refusals)) => again(exchange, "person-compare-title", &refusals, show),
        Err(problem) => Err(problem),
    }
}
