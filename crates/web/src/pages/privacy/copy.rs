//! What a person may take away of what is kept of them: a sheet in plain words, and a file for a machine.
//!
//! Leaves out what would put somebody in danger if the sheet were found (restricted cases, safe ways to
//! contact, who must not be told) and what tells of somebody else (notes, other members). Invariant: what
//! leaves is the same to the byte whether or not there is a restricted case.

use akwaba_domain::casework::{Case, Hands};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::privacy::Request;
use akwaba_domain::privacy::request::Wish;
use akwaba_domain::reception::Day;
use akwaba_domain::registry::{Day as Born, PersonView};
use akwaba_journal::id::EntityId;
use akwaba_paper::{Block, Note};
use akwaba_procedures::workbook::Confidentiality;
use akwaba_store::projections::centre::trail;
use akwaba_store::projections::registry::household;
use akwaba_store::projections::{casework, documents, reception, referral};
use akwaba_store::{StoreError, Tx, entity};
use serde_json::json;

use super::requests::{asked, path};
use super::shared::{Document, centre, here, pressed, sheet, today};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Response;
use crate::pages::casework::shared::load;
use crate::pages::here::may;
use crate::pages::reception::{centre_code, numbered};
use crate::pages::registry::common::{self, note};
use crate::pages::registry::facts;
use crate::problem::Problem;
use crate::show;

/// Visits told; older ones are counted.
const VISITS_MAX: u32 = 200;

/// One part of what is handed over.
struct Part {
    /// Its name in the file for a machine.
    code: &'static str,
    title: String,
    lines: Vec<(String, String)>,
}

/// All of it.
struct Copy {
    parts: Vec<Part>,
}

/// The request of the address, when it is one that a copy answers.
fn request(exchange: &Exchange<'_, '_>) -> Result<Request, Problem> {
    let (request, _) = asked(exchange)?;
    matches!(request.wish, Wish::Access | Wish::Erase)
        .then_some(request)
        .ok_or(Problem::NotFound)
}

fn gather(exchange: &Exchange<'_, '_>, f: &Frame, person: EntityId) -> Result<Copy, Problem> {
    let (here, centre, today) = (here(exchange), centre(exchange), Day::on(today(exchange)));
    let reader = exchange.actor()?.account;
    let hands = Hands::of(exchange.actor()?, centre);
    let now = exchange.call.now.as_microsecond();
    exchange.read(|tx| {
        let state = common::person_state(tx, here, person)?;
        let view = PersonView::of(person, &state);
        let mut copy = Copy {
            parts: vec![Part {
                code: "record",
                title: f.t("privacy-copy-record"),
                lines: facts::told(exchange, f, &view, Born::new(today.date())),
            }],
        };
        copy.parts.push(consents(f, &view));
        copy.parts.push(came(tx, f, here, person)?);
        cases(tx, f, (here, person), (reader, &hands), &mut copy)?;
        let kept = documents::of_record(tx, here, person)?;
        copy.parts.push(Part {
            code: "documents",
            title: f.t("privacy-copy-documents"),
            lines: kept
                .iter()
                .filter(|one| one.owner.case.is_none() && one.withdrawn.is_none())
                .map(|one| {
                    let kind = f.word("documents-kind-", one.kind.code());
                    (show::civil(one.day.date()), kind)
                })
                .collect(),
        });
        let read = readings(tx, centre, person, now)?;
        copy.parts.push(Part {
            code: "readings",
            title: f.t("privacy-copy-readings"),
            lines: vec![(f.t("privacy-copy-read"), read.to_string())],
        });
        copy.parts.retain(|part| !part.lines.is_empty());
        Ok(copy)
    })
}

fn consents(f: &Frame, view: &PersonView) -> Part {
    let lines = view.consents.iter().map(|one| {
        let given = &one.given.value;
        let purpose = f.word("person-purpose-", given.purpose.code());
        let until = one.withdrawn.map_or_else(
            || f.t("privacy-copy-stands"),
            |day| f.t1("privacy-copy-withdrawn", "day", show::civil(day.date())),
        );
        let said = format!("{} · {until}", show::civil(given.on.date()));
        (purpose, said)
    });
    Part {
        code: "consents",
        title: f.t("privacy-copy-consents"),
        lines: lines.collect(),
    }
}

/// When the person came. Why stays out: it may tell of somebody else.
fn came(
    tx: &mut dyn Tx,
    f: &Frame,
    here: akwaba_journal::id::ScopeId,
    person: EntityId,
) -> Result<Part, Problem> {
    let visits = reception::visits_of_person(tx, here, person, VISITS_MAX)?;
    let mut lines: Vec<(String, String)> = visits
        .iter()
        .map(|visit| {
            (
                show::civil(visit.arrived.day.date()),
                f.t1("privacy-copy-visit", "number", visit.number.to_string()),
            )
        })
        .collect();
    let households = household::of_person(tx, here, person)?;
    lines.extend(households.iter().map(|_| {
        (
            f.t("privacy-copy-household"),
            f.t("privacy-copy-household-text"),
        )
    }));
    Ok(Part {
        code: "visits",
        title: f.t("privacy-copy-visits"),
        lines,
    })
}

/// The ordinary cases, with where the person was referred; of the others nothing, not even how many.
fn cases(
    tx: &mut dyn Tx,
    f: &Frame,
    (here, person): (akwaba_journal::id::ScopeId, EntityId),
    (reader, hands): (akwaba_journal::id::ActorId, &Hands),
    copy: &mut Copy,
) -> Result<(), Problem> {
    let (mut lines, mut told) = (Vec::new(), Vec::new());
    for line in casework::cases_of_subject(tx, here, person)? {
        let known = load(tx, here, line.case)?;
        let case: &Case = &known.case;
        let ordinary = known.edition.procedure.confidentiality == Confidentiality::Ordinary;
        if !ordinary || !case.may_be_opened_by(&known.edition, reader, hands) {
            continue;
        }
        let code = centre_code(tx, case.centre)?;
        let ended = match line.over_micros {
            Some(micros) => f.t1("privacy-copy-ended", "day", day(micros)),
            None => f.t("privacy-copy-open"),
        };
        let said = format!(
            "{} · {} · {ended}",
            known.edition.procedure.title,
            f.t1("privacy-copy-begun", "day", day(line.opened_micros)),
        );
        lines.push((numbered(case.number, &code), said));
        for one in referral::of_case(tx, here, line.case)? {
            let state = entity::load(
                tx,
                akwaba_domain::scope::directory(case.centre),
                one.service,
            )?;
            let service = akwaba_domain::directory::Known::of(one.service, &state);
            let named = service.filter(|known| !known.service.secret);
            let name =
                named.map_or_else(|| f.t("privacy-copy-service"), |known| known.service.name);
            told.push((day(one.sent_micros), name));
        }
    }
    copy.parts.push(Part {
        code: "cases",
        title: f.t("privacy-copy-cases"),
        lines,
    });
    copy.parts.push(Part {
        code: "referrals",
        title: f.t("privacy-copy-referrals"),
        lines: told,
    });
    Ok(())
}

fn day(micros: i64) -> String {
    let moment = jiff::Timestamp::from_microsecond(micros);
    moment.map_or_else(|_| String::new(), |at| show::civil(Day::of(at).date()))
}

/// How often the record was opened or printed in the last year.
fn readings(
    tx: &mut dyn Tx,
    centre: akwaba_journal::id::CentreId,
    person: EntityId,
    now: i64,
) -> Result<usize, StoreError> {
    let since = now - 365 * 24 * 3_600_000_000;
    let lines = trail::of_record(tx, centre, person, 10_000)?;
    Ok(lines.iter().filter(|line| line.at_micros >= since).count())
}

fn document(f: &Frame, request: &Request, copy: &Copy) -> Document {
    let mut blocks = vec![Block::Paragraph(f.t("privacy-copy-lead").into())];
    for part in &copy.parts {
        blocks.push(Block::Heading {
            level: 2,
            text: part.title.clone(),
            anchor: part.code.to_owned(),
        });
        let lines = part.lines.iter();
        blocks.push(Block::Facts(
            lines
                .map(|(label, text)| (label.clone(), text.as_str().into()))
                .collect(),
        ));
    }
    blocks.push(Block::Note(Note {
        label: f.t("privacy-copy-left-out"),
        text: f.t("privacy-copy-left-out-text").into(),
    }));
    blocks.push(Block::Heading {
        level: 2,
        text: f.t("privacy-copy-rights"),
        anchor: "rights".to_owned(),
    });
    blocks.push(Block::Paragraph(f.t("privacy-copy-rights-text").into()));
    blocks.push(Block::Signatures(vec![
        f.t("privacy-copy-sign-centre"),
        f.t("privacy-copy-sign-person"),
    ]));
    Document {
        number: show::civil(request.day.date()),
        blocks,
        foot: f.t("privacy-copy-foot"),
    }
}

fn noted(
    exchange: &mut Exchange<'_, '_>,
    person: EntityId,
    event: Event,
    route: &str,
) -> Result<(), Problem> {
    let allowed = may::<act::RequestAnswer, EntityId>(exchange, person)?;
    note(exchange, &allowed, event, route)
}

/// The sheet.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let request = request(exchange)?;
    let frame = exchange.frame("privacy-copy-title");
    let copy = gather(exchange, &frame, request.person)?;
    noted(exchange, request.person, Event::Printed, "privacy.copy")?;
    let back = path(request.id);
    let files = vec![
        (format!("{back}/copie/pdf"), frame.t("privacy-pdf")),
        (format!("{back}/copie/json"), frame.t("privacy-json")),
    ];
    let document = document(&frame, &request, &copy);
    sheet(exchange, &frame, document, (&back, files))
}

/// The sheet as a PDF file.
pub(super) fn pdf(exchange: &mut Exchange<'_, '_>) -> Answer {
    let request = request(exchange)?;
    let frame = exchange.frame("privacy-copy-title");
    let copy = gather(exchange, &frame, request.person)?;
    let document = document(&frame, &request, &copy);
    let answer = pressed(exchange, &frame, document, "copie.pdf")?;
    noted(
        exchange,
        request.person,
        Event::Exported,
        "privacy.copy-pdf",
    )?;
    Ok(answer)
}

/// The same for a machine.
pub(super) fn json(exchange: &mut Exchange<'_, '_>) -> Answer {
    let request = request(exchange)?;
    let frame = exchange.frame("privacy-copy-title");
    let copy = gather(exchange, &frame, request.person)?;
    let parts = copy.parts.iter().map(|part| {
        let lines = part.lines.iter();
        let lines: Vec<_> = lines
            .map(|(label, text)| json!({ "label": label, "text": text }))
            .collect();
        json!({ "part": part.code, "title": part.title, "lines": lines })
    });
    let whole = json!({
        "format": "akwaba person copy 1",
        "language": frame.lang.code(),
        "made": exchange.call.now.to_string(),
        "parts": parts.collect::<Vec<_>>(),
    });
    noted(
        exchange,
        request.person,
        Event::Exported,
        "privacy.copy-json",
    )?;
    Ok(Response::download(
        "application/json",
        "copie.json",
        whole.to_string().into_bytes(),
    ))
}
