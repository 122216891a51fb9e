//! What a person asks about what is kept of them: written, followed until its day, answered.

use akwaba_domain::policy::act;
use akwaba_domain::privacy::request::{
    AnswerForm, Channel, Known, Outcome, Use, Wish, answer as answered, receive as received,
};
use akwaba_domain::privacy::{FileRef, Kind, REQUEST, Request, RequestForm};
use akwaba_domain::reception::Day;
use akwaba_domain::refusal::Refusals;
use akwaba_journal::State;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::privacy;
use akwaba_store::{append, entity};

use super::opposition;
use super::shared::{
    Card, Sheet, allow, centre, fields, file_path, here, named, shown, today, typed_day,
};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{Staff, ctx};
use crate::pages::registry::common;
use crate::parts::{Choice, Fields, Html, Notice, Row, Summary, Table, Tag, Tone};
use crate::problem::Problem;
use crate::show;

const PATH: &str = "/donnees/demandes";

/// Answered requests shown under those that wait.
const ANSWERED_MAX: u32 = 50;

pub(super) fn path(id: EntityId) -> String {
    format!("{PATH}/{id}")
}

/// How many requests await the reader's answer, and how many are late; the way there.
pub(in crate::pages) fn due(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
) -> Result<Option<(String, String)>, Problem> {
    if !exchange.may_open(PATH) {
        return Ok(None);
    }
    let (here, today) = (here(exchange), Day::on(today(exchange)));
    let (open, late) = exchange.read(|tx| Ok(privacy::requests_open(tx, here, today)?))?;
    let said = f.tn(
        "privacy-today-requests",
        [("count", open.into()), ("late", late.into())],
    );
    Ok((open > 0).then(|| (PATH.to_owned(), said)))
}

/// Where a request stands, as a tag.
fn stands(f: &Frame, request: &Request, today: Day) -> Tag {
    match &request.answer {
        Some(answer) => Tag::new(
            Tone::Good,
            f.word("privacy-outcome-", answer.outcome.code()),
        ),
        None if request.due() < today => Tag::new(Tone::Danger, f.t("privacy-late")),
        None => Tag::new(Tone::Info, f.t("privacy-awaited")),
    }
}

/// Requests as a table, without a name.
fn table(f: &Frame, requests: &[Request], (today, links): (Day, bool)) -> Table {
    let table = Table::new(f, f.t("privacy-requests-title"))
        .quiet()
        .column("privacy-wish")
        .column("privacy-came-on")
        .column("privacy-until")
        .column("privacy-state");
    requests.iter().fold(table, |table, request| {
        let wish = f.word("privacy-wish-", request.wish.code());
        let wish = if links {
            Html::link(&path(request.id), &wish)
        } else {
            Html::text(&wish)
        };
        table.row(
            Row::new()
                .cell(wish)
                .cell(show::civil(request.day.date()))
                .cell(show::civil(request.due().date()))
                .cell(Html::of(&stands(f, request, today))),
        )
    })
}

fn proposal(f: &Frame) -> Notice {
    let days = akwaba_domain::privacy::request::DAYS;
    Notice::new(
        Tone::Info,
        f.t("privacy-requests-delay"),
        f.t1("privacy-requests-delay-text", "days", days),
    )
}

/// Those of the centre.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (here, today) = (here(exchange), Day::on(today(exchange)));
    let requests = exchange.read(|tx| Ok(privacy::requests(tx, here, ANSWERED_MAX)?))?;
    let frame = exchange.frame("privacy-requests-title");
    let f = &frame;
    let mut notices = vec![proposal(f)];
    if requests.is_empty() {
        let title = f.t("privacy-requests-none");
        notices.push(Notice::new(
            Tone::Info,
            title,
            f.t("privacy-requests-none-text"),
        ));
    }
    let page = Sheet {
        lead: f.t("privacy-requests-lead"),
        notices,
        tables: if requests.is_empty() {
            Vec::new()
        } else {
            vec![table(f, &requests, (today, true))]
        },
        ..Sheet::new(f, "/donnees")
    };
    exchange.page(&page)
}

pub(super) fn ask_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    ask_page(exchange, None)
}

/// The requests of one person, and writing another.
fn ask_page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (here, today) = (here(exchange), Day::on(today(exchange)));
    let id: EntityId = exchange.id("id")?;
    let requests = exchange.read(|tx| {
        common::person_state(tx, here, id)?;
        Ok(privacy::requests_of(tx, here, id)?)
    })?;
    let mut frame = exchange.frame("privacy-ask-title");
    let form = fields(exchange, &mut frame, refused);
    let f = &frame;
    let file = FileRef {
        kind: Kind::Person,
        id,
    };
    let wishes = choices(
        &form,
        "privacy-wish-",
        Wish::ALL.iter().map(|one| one.code()),
    );
    let channels = choices(
        &form,
        "privacy-channel-",
        Channel::ALL.iter().map(|one| one.code()),
    );
    let card = Card {
        title: f.t("privacy-ask-card"),
        text: f.t("privacy-ask-text"),
        path: format!("/personnes/{id}/demandes"),
        fields: vec![
            Html::of(&form.radios("wish", "privacy-wish", wishes).needed()),
            Html::of(&form.radios("channel", "privacy-channel", channels).needed()),
            Html::of(
                &form
                    .date("day", "privacy-came-on")
                    .hint(f.t("privacy-day-why")),
            ),
            Html::of(
                &form
                    .area("words", "privacy-words", 3)
                    .needed()
                    .length_max(2_000),
            ),
        ],
        button: f.t("privacy-ask-save"),
        ..Card::default()
    };
    let mut links = Vec::new();
    if exchange.may_open(&file_path(file)) {
        let title = f.t("privacy-file-title");
        links.push((file_path(file), title, f.t("privacy-file-about")));
    }
    let answers = exchange.may_open(PATH);
    let back = format!("/personnes/{id}");
    let page = Sheet {
        lead: named(f, file),
        links,
        tables: if requests.is_empty() {
            Vec::new()
        } else {
            vec![table(f, &requests, (today, answers))]
        },
        cards: vec![card],
        form: Some(&form),
        ..Sheet::new(f, &back)
    };
    shown(exchange, &page, refused)
}

fn choices<'c>(form: &Fields, family: &str, codes: impl Iterator<Item = &'c str>) -> Vec<Choice> {
    let codes: Vec<&str> = codes.collect();
    form.family(family, &codes)
}

/// Writes that a person asks something.
pub(super) fn ask(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::RequestReceive>(exchange)?;
    let (here, now) = (here(exchange), exchange.call.now);
    let person: EntityId = exchange.id("id")?;
    let get = |name: &str| exchange.form.get(name).to_owned();
    let form = RequestForm {
        wish: get("wish"),
        channel: get("channel"),
        day: typed_day(exchange, "day"),
        words: get("words"),
    };
    let written = exchange.write(|tx, writing| {
        common::person_state(tx, here, person)?;
        let (id, drafts) = received(&mut ctx(now, writing), &allowed, person, &form)?;
        append(tx, writing, drafts)?;
        Ok(id)
    });
    match written {
        Ok(id) if exchange.may_open(PATH) => {
            exchange.done(&path(id), Flash::good("privacy-said-asked"))
        }
        Ok(_) => {
            let path = format!("/personnes/{person}/demandes");
            exchange.done(&path, Flash::good("privacy-said-asked"))
        }
        Err(Problem::Refused(refusals)) => ask_page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// The request of the address, and its state.
pub(super) fn asked(exchange: &Exchange<'_, '_>) -> Result<(Request, State), Problem> {
    let (here, id) = (here(exchange), exchange.id("id")?);
    let state = exchange.read(|tx| match entity::find(tx, here, id)? {
        Some((kind, state)) if kind == REQUEST => Ok(state),
        _ => Err(Problem::NotFound),
    })?;
    let request = Request::of(id, &state).ok_or(Problem::NotFound)?;
    Ok((request, state))
}

pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

pub(super) fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (request, _) = asked(exchange)?;
    let (centre, today) = (centre(exchange), Day::on(today(exchange)));
    let who = [
        Some(request.by),
        request.answer.as_ref().map(|answer| answer.by),
    ];
    let staff = exchange.read(|tx| Staff::of(tx, centre, who.into_iter().flatten()))?;
    let mut frame = exchange.frame("privacy-request-title");
    let form = fields(exchange, &mut frame, refused);
    let f = &frame;
    let file = FileRef {
        kind: Kind::Person,
        id: request.person,
    };
    let mut facts = Summary::new(f)
        .row("privacy-wish", f.word("privacy-wish-", request.wish.code()))
        .row(
            "privacy-channel",
            f.word("privacy-channel-", request.channel.code()),
        )
        .row("privacy-came-on", show::civil(request.day.date()))
        .row("privacy-until", show::civil(request.due().date()))
        .row("privacy-state", Html::of(&stands(f, &request, today)))
        .row("privacy-received-by", staff.name(request.by))
        .row("privacy-words", request.words.as_str());
    if let Some(answer) = &request.answer {
        facts = facts
            .row("privacy-answered-on", show::civil(answer.day.date()))
            .row("privacy-answered-by", staff.name(answer.by))
            .row(
                "privacy-known",
                f.word("privacy-known-", answer.known.code()),
            )
            .row("privacy-answer-words", answer.words.as_str());
        if !answer.stops.is_empty() {
            let stops = answer.stops.iter();
            let said: Vec<String> = stops
                .map(|one| f.word("privacy-stop-", one.code()))
                .collect();
            facts = facts.row("privacy-stops-label", said.join(" · "));
        }
    }
    if let Some(day) = request.lifted {
        facts = facts.row("privacy-lifted-on", show::civil(day.date()));
    }
    let card = match request.answer {
        None => Some(answer_card(f, &form, &request)),
        Some(_) => opposition::card(f, &form, &request),
    };
    let page = Sheet {
        lead: named(f, file),
        facts: Some(facts),
        links: ways(exchange, f, &request),
        cards: card.into_iter().collect(),
        form: Some(&form),
        ..Sheet::new(f, PATH)
    };
    shown(exchange, &page, refused)
}

/// Where to do what is asked.
fn ways(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    request: &Request,
) -> Vec<(String, String, String)> {
    let person = format!("/personnes/{}", request.person);
    let file = file_path(FileRef {
        kind: Kind::Person,
        id: request.person,
    });
    let copy = format!("{}/copie", path(request.id));
    let ways = match request.wish {
        Wish::Access => vec![(copy, "privacy-copy-title"), (person, "privacy-open-file")],
        Wish::Rectify => vec![(person, "privacy-way-rectify")],
        Wish::Oppose => vec![(person, "privacy-way-oppose")],
        Wish::Erase => vec![(file, "privacy-way-erase"), (copy, "privacy-copy-title")],
    };
    let ways = ways.into_iter().filter(|(path, _)| exchange.may_open(path));
    ways.map(|(path, key)| (path, f.t(key), String::new()))
        .collect()
}

fn answer_card(f: &Frame, form: &Fields, request: &Request) -> Card {
    let outcomes = choices(
        form,
        "privacy-outcome-",
        Outcome::ALL.iter().map(|one| one.code()),
    );
    let known = choices(
        form,
        "privacy-known-",
        Known::ALL.iter().map(|one| one.code()),
    );
    let mut fields = vec![
        Html::of(
            &form
                .radios("known", "privacy-known", known)
                .needed()
                .why(f.t("privacy-known-why")),
        ),
        Html::of(&form.radios("outcome", "privacy-outcome", outcomes).needed()),
    ];
    if request.wish == Wish::Oppose {
        let stops = choices(form, "privacy-stop-", Use::ALL.iter().map(|one| one.code()));
        fields.push(Html::of(&form.checks(
            "stops",
            "privacy-stops-label",
            stops,
        )));
    }
    let words = form.area("words", "privacy-answer-words", 3);
    let words = words.needed().length_max(2_000);
    fields.push(Html::of(&words.hint(f.t("privacy-answer-hint"))));
    Card {
        title: f.t("privacy-answer-title"),
        text: f.word("privacy-answer-text-", request.wish.code()),
        path: path(request.id),
        fields,
        button: f.t("privacy-answer"),
        ..Card::default()
    }
}

/// Answers it.
pub(super) fn answer(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::RequestAnswer>(exchange)?;
    let (request, _) = asked(exchange)?;
    let (here, now) = (here(exchange), exchange.call.now);
    let get = |name: &str| exchange.form.get(name).to_owned();
    let form = AnswerForm {
        outcome: get("outcome"),
        known: get("known"),
        stops: exchange.form.all("stops").map(str::to_owned).collect(),
        words: get("words"),
    };
    let written = exchange.write(|tx, writing| {
        let state = entity::load(tx, here, request.id)?;
        let fresh = Request::of(request.id, &state).ok_or(Problem::NotFound)?;
        let drafts = answered(&ctx(now, writing), &allowed, (&fresh, &state), &form)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(request.id), Flash::good("privacy-said-answered")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
