//! The destructions: what was proposed, what the second person says, what remains to be cleaned.

use akwaba_domain::policy::{self, Allowed, Target, act};
use akwaba_domain::privacy::destruction::{
    self as destructions, Cleaning, Counts, cleaned, refuse as refused_by,
};
use akwaba_domain::privacy::{DESTRUCTION, Destruction, FileRef, Stage};
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_domain::scope;
use akwaba_journal::State;
use akwaba_journal::id::EntityId;
use akwaba_store::projections::privacy;
use akwaba_store::{Store, Tx, Wiped, append, entity};

use super::shared::{
    Card, Sheet, allow, centre, fields, file_path, held, here, named, shown, today,
};
use super::terms::terms;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::reception::{Staff, centre_code, ctx, numbered};
use crate::parts::{Html, Notice, Row, Summary, Table, Tag, Tone};
use crate::problem::Problem;
use crate::show;

const PATH: &str = "/donnees/destructions";

pub(super) fn path(id: EntityId) -> String {
    format!("{PATH}/{id}")
}

/// How far it is, as a tag.
fn stage(f: &Frame, stage: Stage) -> Tag {
    let tone = match stage {
        Stage::Asked => Tone::Info,
        Stage::Refused => Tone::Calm,
        Stage::Destroyed => Tone::Attention,
        Stage::Cleaned => Tone::Good,
    };
    Tag::new(tone, f.word("privacy-stage-", stage.code()))
}

/// All of them.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let centre = centre(exchange);
    let (all, code) = exchange.read(|tx| {
        let all = privacy::destructions(tx, centre)?;
        Ok((all, centre_code(tx, centre)?))
    })?;
    let frame = exchange.frame("privacy-destructions-title");
    let f = &frame;
    let mut table = Table::new(f, f.t("privacy-destructions-title"))
        .quiet()
        .column("privacy-number")
        .column("privacy-proposed-on")
        .number("privacy-files")
        .column("privacy-stage");
    for one in &all {
        let row = Row::new()
            .cell(Html::link(&path(one.id), &numbered(one.number, &code)))
            .cell(show::moment_of_micros(f.lang, one.at_micros))
            .cell(one.files.len().to_string())
            .cell(Html::of(&stage(f, one.stage())));
        table = table.row(row);
    }
    let mut notices = Vec::new();
    if all.is_empty() {
        let text = f.t("privacy-destructions-none-text");
        let title = f.t("privacy-destructions-none");
        notices.push(Notice::new(Tone::Info, title, text));
    }
    let page = Sheet {
        lead: f.t("privacy-destructions-lead"),
        notices,
        tables: if all.is_empty() {
            Vec::new()
        } else {
            vec![table]
        },
        ..Sheet::new(f, "/donnees")
    };
    exchange.page(&page)
}

/// One, with its state.
fn load(
    tx: &mut dyn Tx,
    centre: akwaba_journal::id::CentreId,
    id: EntityId,
) -> Result<(Destruction, State), Problem> {
    let state = match entity::find(tx, scope::office(centre), id)? {
        Some((kind, state)) if kind == DESTRUCTION => state,
        _ => return Err(Problem::NotFound),
    };
    let one = Destruction::of(id, &state).ok_or(Problem::NotFound)?;
    Ok((one, state))
}

/// The one of the address.
pub(super) fn asked(exchange: &Exchange<'_, '_>) -> Result<(Destruction, State), Problem> {
    let (centre, id) = (centre(exchange), exchange.id("id")?);
    exchange.read(|tx| load(tx, centre, id))
}

/// What goes or went, one line each.
pub(super) fn told(f: &Frame, counts: Counts) -> Vec<(String, String)> {
    let lines = counts.told().into_iter();
    lines
        .map(|(code, count)| {
            let said = f.word("privacy-gone-", code);
            (said, show::number(i64::try_from(count).unwrap_or(i64::MAX)))
        })
        .collect()
}

pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    page(exchange, None)
}

fn page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (one, _) = asked(exchange)?;
    let (centre, here, today) = (centre(exchange), here(exchange), today(exchange));
    let terms = terms(exchange)?;
    let waits = one.stage() == Stage::Asked;
    let (counts, holds, staff, code) = exchange.read(|tx| {
        let counts = match (&one.ruling, waits) {
            (Some(ruling), _) => ruling.counts,
            (None, _) => privacy::all_of(tx, here, &one)?,
        };
        let holds = if waits {
            privacy::holds(tx, centre, (&terms, today), &one.files)?
        } else {
            Vec::new()
        };
        let who = [Some(one.by), one.ruling.as_ref().map(|ruling| ruling.by)];
        let staff = Staff::of(tx, centre, who.into_iter().flatten())?;
        Ok((counts, holds, staff, centre_code(tx, centre)?))
    })?;
    let mut frame = exchange.frame("privacy-destruction-title");
    let form = fields(exchange, &mut frame, refused);
    let f = &frame;
    let mut facts = Summary::new(f)
        .row("privacy-number", numbered(one.number, &code))
        .row("privacy-stage", Html::of(&stage(f, one.stage())))
        .row(
            "privacy-ground",
            f.word("privacy-ground-", one.ground.code()),
        )
        .row("privacy-why-destroy", one.why.as_str())
        .row(
            "privacy-proposed-by",
            said_by(f, staff.name(one.by), one.at_micros),
        );
    if let Some(ruling) = &one.ruling {
        let key = if ruling.granted {
            "privacy-confirmed-by"
        } else {
            "privacy-refused-by"
        };
        facts = facts.row(key, said_by(f, staff.name(ruling.by), ruling.at_micros));
        if !ruling.why.as_str().is_empty() {
            facts = facts.row("privacy-why", ruling.why.as_str());
        }
    }
    if let Some((how, at)) = one.cleaned {
        let said = f.word("privacy-cleaning-", how.code());
        facts = facts.row("privacy-cleaned", said_by(f, &said, at));
    }
    let counted = told(f, counts).into_iter().fold(
        Table::new(
            f,
            f.t(if waits {
                "privacy-will-go"
            } else {
                "privacy-went"
            }),
        )
        .column("privacy-what")
        .number("privacy-count"),
        |table, (what, count)| table.row(Row::new().cell(what).cell(count)),
    );
    let files = files(exchange, f, &one, &holds);
    let mut links = Vec::new();
    if matches!(one.stage(), Stage::Destroyed | Stage::Cleaned) {
        let title = f.t("privacy-record-title");
        let about = f.t("privacy-record-about");
        links.push((format!("{}/proces-verbal", path(one.id)), title, about));
    }
    let mut tables = vec![counted];
    tables.extend(files);
    let page = Sheet {
        facts: Some(facts),
        notices: notices(f, &one, &holds),
        links,
        tables,
        cards: cards(exchange, f, &form, &one),
        form: Some(&form),
        ..Sheet::new(f, PATH)
    };
    shown(exchange, &page, refused)
}

fn said_by(f: &Frame, who: &str, at_micros: i64) -> String {
    format!("{who} · {}", show::moment_of_micros(f.lang, at_micros))
}

/// What it names, each by its number, with what forbids it now.
fn files(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    one: &Destruction,
    holds: &[(FileRef, Vec<akwaba_domain::privacy::Hold>)],
) -> Option<Table> {
    if one.files.is_empty() {
        return None;
    }
    let waits = one.stage() == Stage::Asked;
    let mut table = Table::new(f, f.t("privacy-files-named")).column("privacy-file");
    if waits {
        table = table.column("privacy-holds");
    }
    for file in &one.files {
        let path = file_path(*file);
        let name = named(f, *file);
        let cell = if waits && exchange.may_open(&path) {
            Html::link(&path, &name)
        } else {
            Html::text(&name)
        };
        let mut row = Row::new().cell(cell);
        if waits {
            let of = holds.iter().find(|(known, _)| known == file);
            let of = of.map_or(&[][..], |(_, holds)| holds.as_slice());
            let of = of.iter().filter(|hold| one.ground.forbidden_by(**hold));
            let said: Vec<String> = of.map(|hold| held(f, *hold)).collect();
            row = row.cell(said.join(" · "));
        }
        table = table.row(row);
    }
    Some(table)
}

fn notices(
    f: &Frame,
    one: &Destruction,
    holds: &[(FileRef, Vec<akwaba_domain::privacy::Hold>)],
) -> Vec<Notice> {
    let mut notices = Vec::new();
    let forbids = |hold: &akwaba_domain::privacy::Hold| one.ground.forbidden_by(*hold);
    if holds.iter().any(|(_, holds)| holds.iter().any(forbids)) {
        let text = f.t("privacy-held-text");
        notices.push(Notice::new(Tone::Danger, f.t("privacy-held-title"), text));
    }
    if one.stage() == Stage::Destroyed {
        let text = f.t("privacy-unclean-text");
        notices.push(Notice::new(Tone::Attention, f.t("privacy-unclean"), text));
    }
    notices
}

/// The permission to rule on what somebody else proposed.
fn ruling(
    exchange: &Exchange<'_, '_>,
    one: &Destruction,
) -> Result<Allowed<act::DestructionConfirm>, Problem> {
    let target = Target::asked(centre(exchange), one.by);
    Ok(policy::allow(exchange.actor()?, &target, ())?)
}

fn cards(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    form: &crate::parts::Fields,
    one: &Destruction,
) -> Vec<Card> {
    let here = path(one.id);
    match one.stage() {
        Stage::Asked if ruling(exchange, one).is_ok() => {
            let sure = form.tick("sure", "privacy-sure").needed();
            let why = form.area("why", "privacy-why-refuse", 2).needed();
            vec![
                Card {
                    title: f.t("privacy-confirm-title"),
                    text: f.t("privacy-confirm-text"),
                    path: format!("{here}/confirmer"),
                    fields: vec![Html::of(&sure)],
                    button: f.t("privacy-confirm"),
                    ..Card::default()
                },
                Card {
                    title: f.t("privacy-refuse-title"),
                    path: format!("{here}/refuser"),
                    fields: vec![Html::of(&why.length_max(2_000))],
                    button: f.t("privacy-refuse"),
                    quiet: true,
                    ..Card::default()
                },
            ]
        }
        Stage::Destroyed if allow::<act::DestructionClean>(exchange).is_ok() => vec![Card {
            title: f.t("privacy-clean-title"),
            text: f.t("privacy-clean-text"),
            path: format!("{here}/nettoyer"),
            button: f.t("privacy-clean"),
            ..Card::default()
        }],
        _ => Vec::new(),
    }
}

/// Confirms it: the keys are destroyed in the same transaction, then the disk is cleaned.
pub(super) fn confirm(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (one, _) = asked(exchange)?;
    let allowed = ruling(exchange, &one)?;
    if exchange.form.get("sure") != "1" {
        return page(
            exchange,
            Some(&Refusal::at("sure", "privacy-not-sure").into()),
        );
    }
    let (centre, here, now) = (centre(exchange), here(exchange), exchange.call.now);
    let (today, terms) = (today(exchange), terms(exchange)?);
    let written = exchange.write(|tx, writing| {
        // As it stands at this moment: a case may have been opened since.
        let (one, state) = load(tx, centre, one.id)?;
        let holds = privacy::holds(tx, centre, (&terms, today), &one.files)?;
        let counts = privacy::all_of(tx, here, &one)?;
        let confirmed =
            destructions::confirm(&ctx(now, writing), &allowed, (&one, &state), &holds, counts)?;
        append(tx, writing, confirmed)?;
        privacy::destroy(tx, now.as_microsecond(), here, &one)?;
        Ok(())
    });
    match written {
        Ok(()) => {}
        Err(Problem::Refused(refusals)) => return page(exchange, Some(&refusals)),
        Err(problem) => return Err(problem),
    }
    cleaning(exchange, one.id, &allow::<act::DestructionClean>(exchange)?)
}

/// Removes from the disk what remains, and notes it. What fails now is offered again.
fn cleaning(
    exchange: &mut Exchange<'_, '_>,
    id: EntityId,
    allowed: &Allowed<act::DestructionClean>,
) -> Answer {
    let (centre, now) = (centre(exchange), exchange.call.now);
    let Ok(how) = wiped(exchange.call.store) else {
        return exchange.done(&path(id), Flash::attention("privacy-said-unclean"));
    };
    exchange.write(|tx, writing| {
        let (one, state) = load(tx, centre, id)?;
        let drafts = cleaned(&ctx(now, writing), allowed, (&one, &state), how);
        append(tx, writing, drafts)?;
        Ok(())
    })?;
    exchange.done(&path(id), Flash::good("privacy-said-destroyed"))
}

fn wiped(store: &Store) -> Result<Cleaning, Problem> {
    Ok(match store.wipe()? {
        Wiped::File => Cleaning::File,
        Wiped::Server => Cleaning::Server,
        Wiped::Memory => Cleaning::Memory,
    })
}

/// Cleans the disk after a destruction, once more.
pub(super) fn clean(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::DestructionClean>(exchange)?;
    let (one, _) = asked(exchange)?;
    if one.stage() != Stage::Destroyed {
        return exchange.go(&path(one.id));
    }
    cleaning(exchange, one.id, &allowed)
}

/// Says no.
pub(super) fn refuse(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (one, _) = asked(exchange)?;
    let allowed = ruling(exchange, &one)?;
    let (centre, now) = (centre(exchange), exchange.call.now);
    let why = exchange.form.get("why").to_owned();
    let written = exchange.write(|tx, writing| {
        let (one, state) = load(tx, centre, one.id)?;
        let drafts = refused_by(&ctx(now, writing), &allowed, (&one, &state), &why)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(one.id), Flash::good("privacy-said-refused")),
        Err(Problem::Refused(refusals)) => page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
