//! A paper as it was issued, on a page to print and as a PDF file; and its cancelling.

use akwaba_domain::centre::trail::Event;
use akwaba_domain::papers::{Content, Kind, PAPER, Paper as Issued, cancel as cancel_paper};
use akwaba_domain::policy::{Room, act};
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::{ActorId, EntityId};
use akwaba_journal::state::State;
use akwaba_paper::Block;
use akwaba_store::{append, entity};
use askama::Template;

use super::draw;
use super::known::may_issue;
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Response;
use crate::i18n::Lang;
use crate::pages::casework::shared::{case_path, centre, hands, here, load};
use crate::pages::here::{allow, may};
use crate::pages::reception::{centre_code, ctx, numbered};
use crate::pages::registry::common;
use crate::parts::{Fields, Html, Paper};
use crate::problem::Problem;

/// The address of a paper.
pub(super) fn path(id: EntityId) -> String {
    format!("/papiers/{id}")
}

/// Whether the reader may learn of a paper: of a case, who may open it; of none, who may issue its like. A
/// note de signalement is for who directs and who issued it; inside, for who has the key of its file.
pub(super) fn readable(
    exchange: &Exchange<'_, '_>,
    kind: Kind,
    case: Option<EntityId>,
    by: ActorId,
) -> Result<bool, Problem> {
    let me = exchange.actor()?.account;
    let hands = hands(exchange)?;
    if kind == Kind::Report && exchange.room == Room::Open && !hands.direct() && by != me {
        return Ok(false);
    }
    let Some(case) = case else {
        return may_issue(exchange, kind);
    };
    let scope = here(exchange);
    let known = exchange.read(|tx| load(tx, scope, case))?;
    Ok(known.case.may_be_opened_by(&known.edition, me, &hands))
}

/// The paper of the address and its state, when the reader may.
fn asked(exchange: &Exchange<'_, '_>) -> Result<(Issued, State), Problem> {
    let (scope, id) = (here(exchange), exchange.id::<EntityId>("id")?);
    let state = exchange.read(|tx| match entity::find(tx, scope, id)? {
        Some((kind, state)) if kind == PAPER => Ok(state),
        _ => Err(Problem::NotFound),
    })?;
    let paper = Issued::of(id, &state).ok_or(Problem::NotFound)?;
    if readable(exchange, paper.kind, paper.source.case, paper.by)? {
        Ok((paper, state))
    } else {
        Err(Problem::NotFound)
    }
}

fn note(exchange: &mut Exchange<'_, '_>, paper: &Issued, route: &str) -> Result<(), Problem> {
    let about = match exchange.room {
        Room::Open => paper.source.record.unwrap_or(paper.id),
        // The line stands in the file, whoever of the registry the paper is about.
        Room::Protected => paper.id,
    };
    let seen = may::<act::PaperSee, EntityId>(exchange, about)?;
    common::note(exchange, &seen, Event::Printed, route)
}

fn back(paper: &Issued) -> String {
    match (paper.source.case, paper.source.record) {
        (Some(case), _) => format!("{}/papiers", case_path(case)),
        (None, Some(person)) => format!("/personnes/{person}/papiers"),
        (None, None) => "/papiers".to_owned(),
    }
}

#[derive(Template)]
#[template(path = "papers/sheet.html")]
struct SheetPage<'a> {
    f: &'a Frame,
    paper: Paper,
    body: Html,
    foot: String,
    back: String,
    pdf: Option<String>,
    cancel: Option<String>,
    once: bool,
}

#[derive(Template)]
#[template(path = "papers/kept_on_paper.html")]
struct OnPaperPage<'a> {
    f: &'a Frame,
    heading: String,
    number: String,
    mark: String,
    back: String,
    cancel: Option<String>,
}

/// The paper on a page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (paper, _) = asked(exchange)?;
    note(exchange, &paper, "papers.show")?;
    let cancels = paper.cancelled.is_none()
        && (hands(exchange)?.direct() || paper.by == exchange.actor()?.account);
    let cancel = Some(format!("{}/annuler", path(paper.id)))
        .filter(|path| cancels && exchange.may_open(path));
    let Some(content) = &paper.content else {
        let centre = centre(exchange);
        let code = exchange.read(|tx| centre_code(tx, centre))?;
        let frame = exchange.frame("papers-title");
        return exchange.page(&OnPaperPage {
            heading: frame.word("papers-kind-", paper.kind.code()),
            number: numbered(paper.number, &code),
            mark: paper.mark(),
            back: back(&paper),
            cancel,
            f: &frame,
        });
    };
    let above = draw::cancelled(&french(exchange), &paper);
    sheet(
        exchange,
        content,
        above,
        back(&paper),
        Some((&paper, cancel)),
    )
}

/// Words in French, whatever the reader speaks: a paper goes to offices.
fn french(exchange: &Exchange<'_, '_>) -> Frame {
    let (site, now) = (exchange.call.site, exchange.call.now);
    Frame::new(Lang::Fr, "papers-title", site, now)
}

/// A sheet to print. Without `kept` it is the only time that it is shown.
pub(super) fn sheet(
    exchange: &mut Exchange<'_, '_>,
    content: &Content,
    above: Option<Block>,
    back: String,
    kept: Option<(&Issued, Option<String>)>,
) -> Answer {
    let french = french(exchange);
    let frame = exchange.frame("papers-title");
    let blocks = above.into_iter().chain(draw::blocks(&french, content));
    let body = akwaba_paper::Paper {
        language: "fr".to_owned(),
        blocks: blocks.collect(),
        ..akwaba_paper::Paper::default()
    };
    let pdf = kept
        .as_ref()
        .filter(|_| exchange.call.doors.writes_pdf())
        .map(|(paper, _)| format!("{}/pdf", path(paper.id)))
        .filter(|path| exchange.may_open(path));
    exchange.page(&SheetPage {
        paper: Paper::new(&frame)
            .issued(draw::heading(content), content.title.as_str())
            .number(content.number.as_str())
            .date(content.dated.as_str()),
        body: Html::blocks(&body),
        foot: draw::foot(&french, content),
        back,
        pdf,
        once: kept.is_none(),
        cancel: kept.and_then(|(_, cancel)| cancel),
        f: &frame,
    })
}

/// The same as a PDF file; none where this host writes none.
pub(super) fn file(
    exchange: &Exchange<'_, '_>,
    content: &Content,
    above: Option<Block>,
) -> Option<Response> {
    let whole = draw::whole(&french(exchange), content, above);
    let bytes = exchange.press(Lang::Fr, whole)?;
    let name = format!("papier-{}.pdf", content.number.replace('/', "-"));
    Some(Response::download("application/pdf", &name, bytes))
}

/// The paper as a file.
pub(super) fn pdf(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (paper, _) = asked(exchange)?;
    let content = paper.content.as_ref().ok_or(Problem::NotFound)?;
    let above = draw::cancelled(&french(exchange), &paper);
    let file = file(exchange, content, above).ok_or(Problem::NotFound)?;
    note(exchange, &paper, "papers.pdf")?;
    Ok(file)
}

#[derive(Template)]
#[template(path = "papers/cancel.html")]
struct CancelPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    heading: String,
    here: String,
    back: String,
}

pub(super) fn cancel_form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (paper, _) = asked(exchange)?;
    cancelling(exchange, &paper, None)
}

/// Cancels a paper.
pub(super) fn cancel(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::PaperIssue>(exchange)?;
    let (paper, _) = asked(exchange)?;
    let (scope, now) = (here(exchange), exchange.call.now);
    let directs = hands(exchange)?.direct();
    let typed = exchange.form.get("reason").to_owned();
    let written = exchange.write(|tx, writing| {
        let state = entity::load(tx, scope, paper.id)?;
        let fresh = Issued::of(paper.id, &state).ok_or(Problem::NotFound)?;
        let about = (&fresh, &state);
        let drafts = cancel_paper(&ctx(now, writing), &allowed, about, directs, &typed)?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(&path(paper.id), Flash::good("papers-said-cancelled")),
        Err(Problem::Refused(refusals)) => cancelling(exchange, &paper, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn cancelling(
    exchange: &mut Exchange<'_, '_>,
    paper: &Issued,
    refused: Option<&Refusals>,
) -> Answer {
    let centre = centre(exchange);
    let code = exchange.read(|tx| centre_code(tx, centre))?;
    let mut frame = exchange.frame("papers-cancel-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let kind = frame.word("papers-kind-", paper.kind.code());
    let page = CancelPage {
        heading: format!("{kind} · {}", numbered(paper.number, &code)),
        here: format!("{}/annuler", path(paper.id)),
        back: path(paper.id),
        form: &form,
        f: &frame,
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
