//! How long each kind of file is kept, from when, and by whose decision; and setting it.

use akwaba_domain::policy::act;
use akwaba_domain::privacy::term::{End, entity as terms_entity, set as set_term};
use akwaba_domain::privacy::{Basis, FileKind, Since, Term, Terms};
use akwaba_domain::refusal::Refusals;
use akwaba_domain::scope;
use akwaba_store::projections::privacy;
use akwaba_store::{append, entity};

use super::shared::{Card, Sheet, allow, centre, fields, shown};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::parts::{Html, Notice, Row, Summary, Table, Tag, Tone};
use crate::problem::Problem;

const PATH: &str = "/donnees/durees";

/// The terms of the centre.
pub(super) fn terms(exchange: &Exchange<'_, '_>) -> Result<Terms, Problem> {
    let centre = centre(exchange);
    exchange.read(|tx| Ok(privacy::terms(tx, centre)?))
}

/// How long, in words: 5 ans, 18 mois.
pub(super) fn long(f: &Frame, term: &Term) -> String {
    match (term.kind.end(), term.months) {
        (End::WithFile, _) => f.t("privacy-with-file"),
        (End::Alone, _) => f.t("privacy-a-week"),
        (_, months) if months % 12 == 0 => f.t1("privacy-years", "count", months / 12),
        (_, months) => f.t1("privacy-months-count", "count", months),
    }
}

/// From when, in words.
pub(super) fn since(f: &Frame, kind: FileKind) -> String {
    let code = match kind.since() {
        Since::LastWritten => "last-written",
        Since::Closed => "closed",
        Since::Day => "day",
        Since::Made => "made",
    };
    f.word("privacy-since-", code)
}

/// How it ends, in words.
pub(super) fn end(f: &Frame, kind: FileKind) -> String {
    let code = match kind.end() {
        End::TwoPeople => "two-people",
        End::Inside => "inside",
        End::WithFile => "with-file",
        End::Stays => "stays",
        End::Removed => "removed",
        End::Alone => "alone",
    };
    f.word("privacy-end-", code)
}

/// Whose decision it is.
fn basis(f: &Frame, term: &Term) -> Html {
    match term.basis() {
        Basis::Proposal => Html::of(&Tag::new(Tone::Attention, f.t("privacy-proposal"))),
        Basis::Decided => Html::text(&term.decision),
    }
}

/// All of them.
pub(super) fn list(exchange: &mut Exchange<'_, '_>) -> Answer {
    let terms = terms(exchange)?;
    let frame = exchange.frame("privacy-terms-title");
    let f = &frame;
    let mut table = Table::new(f, f.t("privacy-terms-title"))
        .quiet()
        .column("privacy-kind")
        .column("privacy-how-long")
        .column("privacy-from")
        .column("privacy-basis")
        .column("privacy-how-ends");
    for term in terms.all() {
        let path = format!("{PATH}/{}", term.kind.code());
        let mut name = Html::text(&f.word("privacy-file-", term.kind.code()));
        if term.kind.is_set() && exchange.may_open(&path) {
            let link = Html::link(&path, &f.t("privacy-change"));
            name = name.and(link.to_press()).whole();
        }
        let row = Row::new()
            .cell(name)
            .cell(long(f, term))
            .cell(since(f, term.kind))
            .cell(basis(f, term))
            .cell(end(f, term.kind));
        table = table.row(row);
    }
    let proposed = terms
        .all()
        .iter()
        .any(|term| term.basis() == Basis::Proposal);
    let notice = Notice::new(
        Tone::Attention,
        f.t("privacy-proposal-title"),
        f.t("privacy-proposal-text"),
    );
    let page = Sheet {
        lead: f.t("privacy-terms-lead"),
        wide: true,
        notices: proposed.then_some(notice).into_iter().collect(),
        tables: vec![table],
        ..Sheet::new(f, "/donnees")
    };
    exchange.page(&page)
}

/// The kind of the address, where a centre may set its months.
fn kind(exchange: &Exchange<'_, '_>) -> Result<FileKind, Problem> {
    FileKind::from_code(exchange.param("genre"))
        .filter(|kind| kind.is_set())
        .ok_or(Problem::NotFound)
}

pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let kind = kind(exchange)?;
    page(exchange, kind, None)
}

fn page(exchange: &mut Exchange<'_, '_>, kind: FileKind, refused: Option<&Refusals>) -> Answer {
    let term = terms(exchange)?.of_kind(kind);
    let mut frame = exchange.frame("privacy-term-title");
    let form = fields(exchange, &mut frame, refused);
    let f = &frame;
    let or = |field: &str, standing: &str| {
        if refused.is_some() {
            form.sent(field).to_owned()
        } else {
            standing.to_owned()
        }
    };
    let months = form
        .number("months", "privacy-months-label")
        .needed()
        .value(or("months", &term.months.to_string()))
        .hint(since(f, kind));
    let decision = form
        .text("decision", "privacy-decision-label")
        .length_max(120)
        .value(or("decision", &term.decision))
        .hint(f.t("privacy-decision-hint"));
    let why = form.text("why", "privacy-why").needed().length_max(120);
    let page = Sheet {
        lead: f.word("privacy-file-", kind.code()),
        facts: Some(
            Summary::new(f)
                .row("privacy-how-long", long(f, &term))
                .row("privacy-basis", basis(f, &term))
                .row("privacy-how-ends", end(f, kind)),
        ),
        cards: vec![Card {
            path: format!("{PATH}/{}", kind.code()),
            fields: vec![Html::of(&months), Html::of(&decision), Html::of(&why)],
            button: f.t("privacy-save"),
            ..Card::default()
        }],
        form: Some(&form),
        ..Sheet::new(f, PATH)
    };
    shown(exchange, &page, refused)
}

/// Sets the months of a kind.
pub(super) fn set(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::RetentionSet>(exchange)?;
    let (kind, centre) = (kind(exchange)?, centre(exchange));
    let typed = ["months", "decision", "why"].map(|name| exchange.form.get(name).to_owned());
    let [months, decision, why] = &typed;
    let written = exchange.write(|tx, writing| {
        let state = entity::load(tx, scope::office(centre), terms_entity(centre))?;
        let drafts = set_term(&allowed, &state, kind, (months, decision, why))?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => exchange.done(PATH, Flash::good("privacy-said-term")),
        Err(Problem::Refused(refusals)) => page(exchange, kind, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}
