//! The *bilan du ménage*: each member's act, school, CMU and health, what is lacking, at which office, with which papers, at what
//! cost, and the cases under way; on one page, and on one sheet of paper.

use akwaba_domain::bilan::{self, File, Mark, Part, Way};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::{Field, act};
use akwaba_domain::registry::identity::IdentityKind;
use akwaba_domain::registry::line::{PersonLine, short_code_shown};
use akwaba_domain::registry::{Day, PersonView};
use akwaba_journal::id::EntityId;
use askama::Template;
use std::collections::{BTreeMap, BTreeSet};

use super::common::{
    household, household_path, may, note, person_path, person_state, registry, sees, today,
};
use super::household::{Home, facts, grid_cells};
use super::{guide, words};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::i18n::Lang;
use crate::pages::casework;
use crate::parts::{Html, Paper, Row, Signature, Summary, Table, Tag, Tone, part};
use crate::problem::Problem;
use crate::routes::Route;
use crate::show;

/// The addresses of the bilan.
pub const ROUTES: &[Route] = &[
    Route::get("household.bilan", "/menages/{id}/bilan", show),
    Route::get("household.bilan-sheet", "/menages/{id}/bilan/fiche", sheet),
];

/// What the page and the sheet both show.
struct Body {
    facts: Summary,
    members: Table,
    ways: Table,
    lacking: bool,
    cases: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "registry/bilan.html")]
struct BilanPage<'a> {
    f: &'a Frame,
    body: Body,
    back: String,
    code: String,
}

#[derive(Template)]
#[template(path = "registry/bilan_sheet.html")]
struct BilanSheet<'a> {
    f: &'a Frame,
    paper: Paper,
    body: Body,
    signature: Signature,
    back: String,
}

fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (home, frame) = opened(exchange, Event::Read, "household.bilan")?;
    let page = BilanPage {
        body: body(exchange, &frame, &home, true)?,
        back: household_path(home.id),
        code: short_code_shown('M', home.id),
        f: &frame,
    };
    exchange.page(&page)
}

fn sheet(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (home, frame) = opened(exchange, Event::Printed, "household.bilan-sheet")?;
    let page = BilanSheet {
        body: body(exchange, &frame, &home, false)?,
        paper: Paper::new(&frame)
            .date(show::day_in_full(frame.lang, today(exchange).date()))
            .code(short_code_shown('M', home.id)),
        signature: Signature::new(&frame)
            .person(frame.t("household-head"))
            .officer(frame.t("person-sheet-officer")),
        back: format!("{}/bilan", household_path(home.id)),
        f: &frame,
    };
    exchange.page(&page)
}

/// The household of the address, for who may see it and the grid of its members.
fn opened(
    exchange: &mut Exchange<'_, '_>,
    event: Event,
    route: &str,
) -> Result<(Home, Frame), Problem> {
    let (id, _, view) = household(exchange)?;
    let allowed = may::<act::HouseholdSee, EntityId>(exchange, id)?;
    if !sees(exchange, Field::MemberGrid) {
        return Err(Problem::Forbidden);
    }
    let scope = registry(exchange);
    let home = exchange.read(|tx| Home::of(tx, scope, view.clone()))?;
    note(exchange, &allowed, event, route)?;
    Ok((home, exchange.frame("bilan-title")))
}

/// `links`: to records, cases and the ways to change them; a paper has none.
fn body(exchange: &Exchange<'_, '_>, f: &Frame, home: &Home, links: bool) -> Result<Body, Problem> {
    let (scope, today) = (registry(exchange), today(exchange));
    let composition = home.view.at(today, &home.people);
    let present: Vec<EntityId> = composition.members.iter().map(|m| m.person).collect();
    let numbered = with_nni(exchange, &present)?;
    let mut members = Table::new(f, f.t("household-members"))
        .column("household-member")
        .column("person-birth-act")
        .column("person-school")
        .column("person-cmu")
        .column("person-health")
        .column("bilan-lacking");
    let mut needed: BTreeSet<Way> = BTreeSet::new();
    for member in &composition.members {
        let Some(line) = home.line(member.person) else {
            continue;
        };
        let lacks = bilan::lacks(
            bilan::Member {
                needs: &line.needs,
                birth: line.birth.as_ref(),
                nni: numbered.get(&member.person).copied(),
            },
            today,
        );
        needed.extend(&lacks.ways);
        let cases = casework::open_of_subject(exchange, f, scope, member.person)?;
        let files = exchange.read(|tx| guide::underway(tx, scope, member.person))?;
        let ways = lacks.ways.iter().map(|way| {
            let text = said(f, *way, line);
            let file = files.iter().find(|(_, file)| file.way == *way);
            lacking(f, (home.id, member.person), (*way, &text), file, links)
        });
        let role = f.word("household-role-", member.role.code());
        let mut row = Row::new().cell(who(f, (member.person, line), role, today, links));
        for cell in grid_cells(f, line) {
            row = row.cell(cell);
        }
        let lines = cases.into_iter().map(|(path, text)| {
            if links {
                Html::link(&path, &text)
            } else {
                Html::from(text)
            }
        });
        let lacking = Lacking {
            ways: ways.collect(),
            ask: ask(f, &lacks.to_ask, member.person, links),
            cases: lines.collect(),
        };
        members = members.row(row.cell(Html::of(&lacking)));
    }
    Ok(Body {
        facts: facts(f, home, today, links, false),
        members,
        lacking: !needed.is_empty(),
        ways: ways(f, needed),
        cases: casework::open_of_subject(exchange, f, scope, home.id)?,
    })
}

/// Who of them has a NNI on record; nobody is named to who may not see papers.
fn with_nni(
    exchange: &Exchange<'_, '_>,
    people: &[EntityId],
) -> Result<BTreeMap<EntityId, bool>, Problem> {
    if !sees(exchange, Field::Papers) {
        return Ok(BTreeMap::new());
    }
    let scope = registry(exchange);
    exchange.read(|tx| {
        let mut known = BTreeMap::new();
        for id in people {
            let view = PersonView::of(*id, &person_state(tx, scope, *id)?);
            let mut papers = view.identities.iter();
            let has = papers.any(|item| item.value.kind == IdentityKind::Nni);
            known.insert(*id, has);
        }
        Ok(known)
    })
}

fn who(
    f: &Frame,
    (id, line): (EntityId, &PersonLine),
    role: String,
    today: Day,
    links: bool,
) -> Html {
    let name = words::short_name(f, line);
    let age = line.birth.as_ref();
    let age = age.and_then(|birth| words::age(f, birth, today));
    let meta = super::facts::joined([Some(role), age].into_iter().flatten());
    let name = if links {
        Html::link(&person_path(id), &name)
    } else {
        Html::from(name)
    };
    Html::of(&Who { name, meta })
}

/// A way to what is lacking: on the screen it leads to its guided file; and whether a case facilitates
/// it, with the papers that are there.
fn lacking(
    f: &Frame,
    (home, person): (EntityId, EntityId),
    (way, text): (Way, &str),
    file: Option<&(casework::shared::Known, File)>,
    links: bool,
) -> Html {
    let said = match links {
        true => Html::link(&guide::path(home, person, way), text),
        false => Html::text(text),
    };
    let Some((_, file)) = file else {
        return said;
    };
    let papers = way.papers();
    let ready = file.count(papers.iter().map(|paper| paper.fr.as_str()));
    let args = [("ready", ready.into()), ("total", papers.len().into())];
    let tag = Tag::new(Tone::Info, f.t("bilan-underway-short"));
    said.and(Html::of(&tag))
        .and(f.tn("bilan-papers-ready", args))
}

/// A way in a few words, with the last day of the law for a birth to declare.
fn said(f: &Frame, way: Way, line: &PersonLine) -> String {
    let text = f.word("bilan-way-", way.code());
    let deadline = line.birth.as_ref().and_then(bilan::deadline);
    match deadline.filter(|_| way == Way::BirthInTime) {
        Some(day) => f.tn(
            "bilan-before",
            &[("what", text.into()), ("day", words::day(day).into())],
        ),
        None => text,
    }
}

fn ask(f: &Frame, areas: &[bilan::Area], person: EntityId, links: bool) -> Option<Html> {
    if areas.is_empty() {
        return None;
    }
    let areas: Vec<String> = areas
        .iter()
        .map(|area| f.word("bilan-area-", area.code()))
        .collect();
    let text = f.t1("bilan-to-ask", "what", areas.join(", "));
    let path = format!("{}/modifier/suivi", person_path(person));
    Some(if links {
        Html::link(&path, &text)
    } else {
        Html::from(text)
    })
}

/// Office, papers, cost and advice of each way, once for the whole household.
fn ways(f: &Frame, needed: BTreeSet<Way>) -> Table {
    let mut table = Table::new(f, f.t1("bilan-ways", "month", bilan::way::AS_OF))
        .column("bilan-way")
        .column("bilan-office")
        .column("bilan-papers")
        .column("bilan-cost")
        .column("bilan-advice");
    for way in needed {
        let mut row = Row::new().cell(f.word("bilan-way-", way.code()));
        for part in [Part::Office, Part::Papers, Part::Cost, Part::Advice] {
            let facts = way.lines(part).map(|line| Fact {
                text: match f.lang {
                    Lang::Fr => line.fr.clone(),
                    Lang::En => line.en.clone(),
                },
                source: line.source.clone(),
                verify: (line.mark == Mark::ToVerify)
                    .then(|| Tag::new(Tone::Attention, f.t("bilan-to-verify"))),
            });
            row = row.cell(Html::of(&Facts {
                facts: facts.collect(),
            }));
        }
        table = table.row(row);
    }
    table
}

#[derive(Template)]
#[template(
    source = "<span class=\"member\">{{ name }}<br><span class=\"quiet\">{{ meta }}</span></span>",
    ext = "html"
)]
struct Who {
    name: Html,
    meta: String,
}
part!(Who);

#[derive(Template)]
#[template(
    source = "<span class=\"lines\">{% for way in ways %}<span><strong>{{ way }}</strong></span>{% endfor %}{% for one in cases %}<span>{{ one }}</span>{% endfor %}{% if let Some(ask) = ask.as_ref() %}<span class=\"quiet\">{{ ask }}</span>{% endif %}</span>",
    ext = "html"
)]
struct Lacking {
    ways: Vec<Html>,
    cases: Vec<Html>,
    ask: Option<Html>,
}
part!(Lacking);

/// One thing known of a way.
struct Fact {
    text: String,
    source: String,
    verify: Option<Tag>,
}

#[derive(Template)]
#[template(
    source = "<span class=\"lines\">{% for fact in facts %}<span>{{ fact.text }}{% if !fact.source.is_empty() %} <span class=\"quiet\">({{ fact.source }})</span>{% endif %}{% if let Some(tag) = fact.verify.as_ref() %} {{ tag }}{% endif %}</span>{% endfor %}</span>",
    ext = "html"
)]
struct Facts {
    facts: Vec<Fact>,
}
part!(Facts);

#[cfg(test)]
#[path = "bilan_tests.rs"]
mod tests;
