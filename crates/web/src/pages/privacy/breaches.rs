//! The breaches: found, with a clock that runs until the authority is told; what was done; closed.

use akwaba_domain::policy::act;
use akwaba_domain::privacy::breach::{HOURS, Stage, What, find as found, step as stepped};
use akwaba_domain::privacy::{BREACH, Breach, BreachForm};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::scope;
use akwaba_journal::State;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::privacy;
use akwaba_store::{append, entity};

use super::shared::{Card, Sheet, allow, centre, fields, shown, typed_day};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{Staff, ctx};
use crate::parts::{Html, Notice, Row, Summary, Table, Tag, Tone};
use crate::problem::Problem;
use crate::show;

const PATH: &str = "/donnees/violations";

fn path(id: EntityId) -> String {
    format!("{PATH}/{id}")
}

/// The clock of a breach, in words.
fn clock(f: &Frame, breach: &Breach, now_micros: i64) -> (Tone, String) {
    match breach.hours_left(now_micros) {
        Some(left) if left >= 0 => (Tone::Attention, f.t1("privacy-clock-left", "hours", left)),
        Some(left) => (Tone::Danger, f.t1("privacy-clock-over", "hours", -left)),
        None if breach.is_closed() => (Tone::Good, f.t("privacy-breach-closed")),
        None => (Tone::Info, f.t("privacy-breach-told")),
    }
}

/// The breach whose clock is nearest its end, for who may write of breaches: the way there, what it says.
pub(in crate::pages) fn running(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
) -> Result<Option<(String, String)>, Problem> {
    if !exchange.may_open("/donnees/violations/nouvelle") {
        return Ok(None);
    }
    let (centre, now) = (centre(exchange), exchange.call.now.as_microsecond());
    let all = exchange.read(|tx| Ok(privacy::breaches(tx, centre)?))?;
    let runs = all.iter().filter(|breach| breach.hours_left(now).is_some());
    Ok(runs.min_by_key(|breach| breach.due_micros()).map(|breach| {
        let (_, said) = clock(f, breach, now);
        (path(breach.id), f.t1("privacy-today-breach", "clock", said))
    }))
}

fn proposal(f: &Frame) -> Notice {
    Notice::new(
        Tone::Info,
        f.t1("privacy-clock-title", "hours", HOURS),
        f.t("privacy-clock-text"),
    )
}

/// All of them.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (centre, now) = (centre(exchange), exchange.call.now.as_microsecond());
    let all = exchange.read(|tx| Ok(privacy::breaches(tx, centre)?))?;
    let frame = exchange.frame("privacy-breaches-title");
    let f = &frame;
    let table = Table::new(f, f.t("privacy-breaches-title"))
        .quiet()
        .column("privacy-what")
        .column("privacy-found-on")
        .number("privacy-touched-label")
        .column("privacy-clock");
    let table = all.iter().fold(table, |table, one| {
        let what = f.word("privacy-breach-", one.what.code());
        let (tone, said) = clock(f, one, now);
        table.row(
            Row::new()
                .cell(Html::link(&path(one.id), &what))
                .cell(show::moment_of_micros(f.lang, one.found_micros))
                .cell(touched(f, one))
                .cell(Html::of(&Tag::new(tone, said))),
        )
    });
    let mut notices = vec![proposal(f)];
    if all.is_empty() {
        let title = f.t("privacy-breaches-none");
        notices.push(Notice::new(
            Tone::Good,
            title,
            f.t("privacy-breaches-none-text"),
        ));
    }
    let new = "/donnees/violations/nouvelle";
    let links = exchange
        .may_open(new)
        .then(|| (new.to_owned(), f.t("privacy-breach-new"), String::new()));
    let page = Sheet {
        lead: f.t("privacy-breaches-lead"),
        notices,
        links: links.into_iter().collect(),
        tables: (!all.is_empty()).then_some(table).into_iter().collect(),
        ..Sheet::new(f, "/donnees")
    };
    exchange.page(&page)
}

fn touched(f: &Frame, one: &Breach) -> String {
    if one.touched == 0 {
        f.t("privacy-unknown-count")
    } else {
        show::number(i64::from(one.touched))
    }
}

pub(super) fn new_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    new_page(exchange, None)
}

fn new_page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let mut frame = exchange.frame("privacy-breach-new");
    let form = fields(exchange, &mut frame, refused);
    let f = &frame;
    let kinds: Vec<&str> = What::ALL.iter().map(|what| what.code()).collect();
    let what = form.radios(
        "what",
        "privacy-what",
        form.family("privacy-breach-", &kinds),
    );
    let day = form.date("day", "privacy-found-day");
    let time = form.time("time", "privacy-found-time");
    let touched = form.number("touched", "privacy-touched-label");
    let words = form.area("words", "privacy-breach-words", 4).needed();
    let card = Card {
        path: PATH.to_owned(),
        fields: vec![
            Html::of(&what.needed()),
            Html::of(&day.hint(f.t("privacy-found-hint"))),
            Html::of(&time),
            Html::of(&touched.hint(f.t("privacy-touched-hint"))),
            Html::of(&words.length_max(2_000).hint(f.t("privacy-no-name"))),
        ],
        button: f.t("privacy-breach-save"),
        ..Card::default()
    };
    let page = Sheet {
        notices: vec![proposal(f)],
        cards: vec![card],
        form: Some(&form),
        ..Sheet::new(f, PATH)
    };
    shown(exchange, &page, refused)
}

/// Writes that one was found.
pub(super) fn new(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::BreachRecord>(exchange)?;
    let now = exchange.call.now;
    let get = |name: &str| exchange.form.get(name).to_owned();
    let form = BreachForm {
        what: get("what"),
        day: typed_day(exchange, "day"),
        time: get("time"),
        touched: get("touched"),
        words: get("words"),
    };
    let written = exchange.write(|tx, writing| {
        let (id, drafts) = found(&mut ctx(now, writing), &allowed, &form)?;
        append(tx, writing, drafts)?;
        Ok(id)
    });
    match written {
        Ok(id) => exchange.done(&path(id), Flash::good("privacy-said-breach")),
        Err(Problem::Refused(refusals)) => new_page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// The breach of the address, and its state.
fn asked(exchange: &Exchange<'_, '_>) -> Result<(Breach, State), Problem> {
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    let state = exchange.read(|tx| match entity::find(tx, scope::office(centre), id)? {
        Some((kind, state)) if kind == BREACH => Ok(state),
        _ => Err(Problem::NotFound),
    })?;
    let one = Breach::of(id, &state).ok_or(Problem::NotFound)?;
    Ok((one, state))
}

pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (one, _) = asked(exchange)?;
    let (centre, now) = (centre(exchange), exchange.call.now.as_microsecond());
    let who = one.done.iter().map(|done| done.by).chain([one.by]);
    let staff = exchange.read(|tx| Staff::of(tx, centre, who.clone()))?;
    let mut frame = exchange.frame("privacy-breach-title");
    let form = fields(exchange, &mut frame, refused);
    let f = &frame;
    let (tone, said) = clock(f, &one, now);
    let facts = Summary::new(f)
        .row("privacy-what", f.word("privacy-breach-", one.what.code()))
        .row(
            "privacy-found-on",
            show::moment_of_micros(f.lang, one.found_micros),
        )
        .row("privacy-clock", Html::of(&Tag::new(tone, said)))
        .row("privacy-touched-label", touched(f, &one))
        .row("privacy-breach-words", one.words.as_str())
        .row("privacy-written-by", staff.name(one.by));
    let table = Table::new(f, f.t("privacy-done"))
        .column("privacy-when")
        .column("privacy-what")
        .column("privacy-written-by");
    let table = one.done.iter().fold(table, |table, done| {
        let what = f.word("privacy-breach-stage-", done.stage.code());
        table.row(
            Row::new()
                .cell(show::moment_of_micros(f.lang, done.at_micros))
                .cell(format!("{what} · {}", done.words.as_str()))
                .cell(staff.name(done.by)),
        )
    });
    let writes = !one.is_closed() && allow::<act::BreachRecord>(exchange).is_ok();
    let card = writes.then(|| {
        let stages: Vec<&str> = Stage::ALL.iter().map(|stage| stage.code()).collect();
        let stages = form.family("privacy-breach-stage-", &stages);
        let stage = form.radios("stage", "privacy-breach-step", stages).needed();
        let words = form.area("words", "privacy-breach-step-words", 3).needed();
        Card {
            title: f.t("privacy-breach-step-title"),
            path: path(one.id),
            fields: vec![
                Html::of(&stage),
                Html::of(&words.length_max(2_000).hint(f.t("privacy-no-name"))),
            ],
            button: f.t("privacy-breach-step-save"),
            ..Card::default()
        }
    });
    let page = Sheet {
        facts: Some(facts),
        tables: (!one.done.is_empty())
            .then_some(table)
            .into_iter()
            .collect(),
        cards: card.into_iter().collect(),
        form: Some(&form),
        ..Sheet::new(f, PATH)
    };
    shown(exchange, &page, refused)
}

/// Writes what was done about it.
pub(super) fn step(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::BreachRecord>(exchange)?;
    let (one, _) = asked(exchange)?;
    let (centre, now) = (centre(exchange), exchange.call.now);
    let typed = ["stage", "words"].map(|name| exchange.form.get(name).to_owned());
    let [stage, words] = &typed;
    let written = exchange.write(|tx, writing| {
        let state = entity::load(tx, scope::office(centre), one.id)?;
        let fresh = Breach::of(one.id, &state).ok_or(Problem::NotFound)?;
        let drafts = stepped(
            &ctx(now, writing),
            &allowed,
            (&fresh, &state),
            (stage, words),
        )?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(one.id), Flash::good("privacy-said-step")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
