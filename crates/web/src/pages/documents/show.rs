//! One document: what it is, its picture, and taking it out. Each reading is a line of the trail.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::documents::{DOCUMENT, Document, withdraw as take_out};
use akwaba_domain::policy::{Room, act};
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::EntityId;
use akwaba_journal::state::State;
use akwaba_store::{append, entity, pictures};
use askama::Template;

use super::kept;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Response;
use crate::pages::casework::shared::{case_path, centre, hands, here, load};
use crate::pages::here::{allow, may};
use crate::pages::reception::{Staff, ctx};
use crate::pages::registry::common;
use crate::parts::{Fields, Notice, Summary, Tone};
use crate::problem::Problem;
use crate::show as shown;

/// The address of a document.
pub(super) fn path(id: EntityId) -> String {
    format!("/documents/{id}")
}

/// The document of the address and its state, when the reader may see it: of a case, who may open it.
fn asked(exchange: &Exchange<'_, '_>) -> Result<(Document, State), Problem> {
    let (scope, id) = (here(exchange), exchange.id::<EntityId>("id")?);
    let (me, hands) = (exchange.actor()?.account, hands(exchange)?);
    exchange.read(|tx| {
        let state = match entity::find(tx, scope, id)? {
            Some((kind, state)) if kind == DOCUMENT => state,
            _ => return Err(Problem::NotFound),
        };
        let document = Document::of(id, &state).ok_or(Problem::NotFound)?;
        if let Some(case) = document.owner.case {
            let known = load(tx, scope, case)?;
            if !known.case.may_be_opened_by(&known.edition, me, &hands) {
                return Err(Problem::NotFound);
            }
        }
        Ok((document, state))
    })
}

/// Notes in the trail that it was read: of whom it is about, or, in a sealed file, of the document alone, whoever of the
/// registry it is about.
fn note(exchange: &mut Exchange<'_, '_>, document: &Document, route: &str) -> Result<(), Problem> {
    let about = match exchange.room {
        Room::Open => document.subject(),
        Room::Protected => document.id,
    };
    let seen = may::<act::DocumentSee, EntityId>(exchange, about)?;
    common::note(exchange, &seen, Event::Read, route)
}

fn back(document: &Document) -> String {
    match (document.owner.case, document.owner.record) {
        (Some(case), _) => format!("{}/documents", case_path(case)),
        (None, Some(person)) => format!("/personnes/{person}/documents"),
        (None, None) => "/".to_owned(),
    }
}

#[derive(Template)]
#[template(path = "documents/show.html")]
struct ShowPage<'a> {
    f: &'a Frame,
    heading: String,
    notice: Option<Notice>,
    facts: Summary,
    /// Where the picture is, its width and height, what a reader of screens says.
    picture: Option<(String, u32, u32, String)>,
    back: String,
    withdraw: Option<String>,
}

/// The page of a document.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (document, _) = asked(exchange)?;
    note(exchange, &document, "documents.show")?;
    let centre = centre(exchange);
    let mine = document.by == exchange.actor()?.account || hands(exchange)?.direct();
    let frame = exchange.frame("documents-title");
    let f = &frame;
    let staff = exchange.read(|tx| Staff::of(tx, centre, [document.by]))?;
    let held = kept::read(exchange, &document)?.is_some();
    let kind = f.word("documents-kind-", document.kind.code());
    let measure = &document.measure;
    let words = document.words.as_ref().map_or("", |words| words.as_str());
    let notice = match &document.withdrawn {
        Some(out) => {
            let when = shown::civil(out.day.date());
            let title = f.t1("documents-withdrawn-on", "day", when);
            Some(Notice::new(Tone::Attention, title, out.reason.as_str()))
        }
        None if !held => {
            let (title, text) = (f.t("documents-elsewhere"), f.t("documents-elsewhere-text"));
            Some(Notice::new(Tone::Attention, title, text))
        }
        None => None,
    };
    let page = ShowPage {
        heading: kind.clone(),
        notice,
        facts: Summary::new(f)
            .row("documents-words", words)
            .row("documents-day", shown::civil(document.day.date()))
            .row("documents-by", staff.name(document.by)),
        picture: held.then(|| {
            let alt = f.t1("documents-alt", "kind", kind);
            let at = format!("{}/image", path(document.id));
            (at, measure.width, measure.height, alt)
        }),
        back: back(&document),
        withdraw: Some(format!("{}/retirer", path(document.id)))
            .filter(|path| held && mine && exchange.may_open(path)),
        f,
    };
    exchange.page(&page)
}

/// The picture itself.
pub(super) fn picture(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (document, _) = asked(exchange)?;
    may::<act::DocumentSee, EntityId>(exchange, document.id)?;
    let bytes = kept::read(exchange, &document)?.ok_or(Problem::NotFound)?;
    // What lies beside the journal is what the journal says, or it is not shown.
    if blake3::hash(&bytes).as_bytes() != &document.measure.hash {
        return Err(Problem::NotFound);
    }
    note(exchange, &document, "documents.picture")?;
    Ok(Response::picture(bytes.to_vec()))
}

#[derive(Template)]
#[template(path = "documents/withdraw.html")]
struct WithdrawPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    here: String,
    back: String,
}

pub(super) fn withdraw_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (document, _) = asked(exchange)?;
    withdrawing(exchange, &document, None)
}

/// Takes a document out.
pub(super) fn withdraw(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::DocumentWithdraw>(exchange)?;
    let (document, _) = asked(exchange)?;
    let (scope, now) = (here(exchange), exchange.call.now);
    let directs = hands(exchange)?.direct();
    let typed = exchange.form.get("reason").to_owned();
    let written = exchange.write(|tx, writing| {
        let state = entity::load(tx, scope, document.id)?;
        let fresh = Document::of(document.id, &state).ok_or(Problem::NotFound)?;
        let about = (&fresh, &state);
        let drafts = take_out(&ctx(now, writing), &allowed, about, directs, &typed)?;
        append(tx, writing, drafts)?;
        pictures::remove(tx, scope, document.id)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&back(&document), Flash::good("documents-said-withdrawn")),
        Err(Problem::Refused(refusals)) => withdrawing(exchange, &document, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn withdrawing(
    exchange: &mut Exchange<'_, '_>,
    document: &Document,
    refused: Option<&Refusals>,
) -> Answer {
    let mut frame = exchange.frame("documents-withdraw-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let page = WithdrawPage {
        heading: frame.word("documents-kind-", document.kind.code()),
        here: format!("{}/retirer", path(document.id)),
        back: path(document.id),
        form: &form,
        f: &frame,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
