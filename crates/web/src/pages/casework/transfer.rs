//! Handing a case to another centre or service: the note and its paper, what is waited for, and the
//! answer, here or there.

use akwaba_domain::casework::transfer::{self, Consent, NoteForm, Noted, Part, Reply, Transfer};
use akwaba_domain::casework::{reply, time};
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::Refusals;
use akwaba_domain::registry::PersonView;
use akwaba_journal::id::CentreId;
use akwaba_store::entity;
use akwaba_store::projections::centre::account;
use akwaba_store::projections::transfer::of_case;
use askama::Template;
use std::collections::BTreeSet;

use super::conformity::centre_name;
use super::file::Told;
use super::need::{Line, choices};
use super::shared::{case_path, centre, here, moment, opened, seeing};
use super::together::{Head, Together, record, together};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::pages::registry::{common, facts as registry};
use crate::parts::{Choice, Fields, Tag, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/transfer.html")]
struct HandPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    head: Head,
    here: String,
    back: String,
    sent: Vec<Sent>,
    waits: bool,
    centres: Vec<Choice>,
    parts: Vec<Choice>,
    consents: Vec<Choice>,
    yes_no: Vec<Choice>,
}

/// A note that was handed, and what became of it.
struct Sent {
    label: String,
    meta: String,
    tag: Tag,
    paper: String,
    /// Whether it can leave as a sealed file.
    seal: bool,
}

/// Where a note stands.
pub(super) fn tag(f: &Frame, transfer: &Transfer, reply: Option<&Reply>) -> Tag {
    match (reply, transfer.taken_back.is_some()) {
        (Some(reply), _) if reply.accepted => Tag::new(Tone::Good, f.t("team-transfer-accepted")),
        (Some(_), _) => Tag::new(Tone::Attention, f.t("team-transfer-refused")),
        (None, true) => Tag::new(Tone::Calm, f.t("team-transfer-back")),
        (None, false) => Tag::new(Tone::Info, f.t("team-transfer-waits")),
    }
}

fn sent(f: &Frame, (transfer, reply): &(Transfer, Option<Reply>)) -> Sent {
    let note = &transfer.note;
    let mut meta = vec![moment(f, time::civil(note.at_micros))];
    let words = reply.as_ref().and_then(|reply| reply.words.as_ref());
    meta.extend(words.map(|words| format!("« {} »", words.as_str())));
    Sent {
        label: note.to_name.clone(),
        meta: meta.join(" · "),
        tag: tag(f, transfer, reply.as_ref()),
        paper: format!("{}/transfert/{}", case_path(note.case), transfer.id),
        seal: note.to.is_none() && reply.is_none() && transfer.taken_back.is_none(),
    }
}

/// The other centres of which something is kept here, and that somebody of this centre reaches: a note
/// reaches them without paper.
fn centres(exchange: &Exchange<'_, '_>) -> Result<Vec<(CentreId, String)>, Problem> {
    let here = centre(exchange);
    exchange.read(|tx| {
        let accounts = account::all(tx, here)?;
        let grants = accounts.iter().flat_map(|one| &one.grants);
        let reach: BTreeSet<CentreId> = grants
            .flat_map(|grant| grant.reach.centres())
            .filter(|one| *one != here)
            .collect();
        let mut found = Vec::new();
        for one in reach {
            let name = centre_name(tx, one)?;
            if !name.is_empty() {
                found.push((one, name));
            }
        }
        Ok(found)
    })
}

/// The form, and what was handed before.
pub(super) fn form(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = together(exchange)?;
    let allowed = seeing(exchange, known.own.case.id)?;
    common::note(exchange, &allowed, Event::Read, "casework.transfer")?;
    page(exchange, &known, None)
}

/// What the person accepted, as it stands now, in lines.
fn parts(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    known: &Together,
) -> Result<Vec<(Part, String)>, Problem> {
    let told = Told::of(exchange, f, known);
    let lines = |all: &[Line]| {
        let line = |line: &Line| format!("{} · {}", line.label, line.meta);
        all.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    let scope = here(exchange);
    let record = known.own.case.subject.record();
    let contact = match record {
        Some(id) => exchange.read(|tx| {
            let view = PersonView::of(id, &entity::load(tx, scope, id)?);
            Ok(view.contact.shown().map(|safe| registry::contact(f, safe)))
        })?,
        None => None,
    };
    let chosen: Vec<Part> = exchange
        .form
        .all("tell")
        .filter_map(Part::from_code)
        .collect();
    let all = [
        (Part::Needs, lines(&told.needs)),
        (Part::Plan, lines(&told.goals)),
        (Part::Contact, contact.unwrap_or_default()),
    ];
    let kept = all
        .into_iter()
        .filter(|(part, lines)| chosen.contains(part) && !lines.is_empty());
    Ok(kept.collect())
}

/// Hands the case over.
pub(super) fn hand(exchange: &mut Exchange<'_, '_>) -> Answer {
    let own = |name: &str| exchange.form.get(name).to_owned();
    let form = NoteForm {
        known: own("known"),
        asked: own("asked"),
        care: own("care"),
        consent: own("consent"),
        witness: own("witness"),
        to_words: own("to-words"),
    };
    let (scope, before) = (here(exchange), together(exchange)?);
    let typed = exchange.form.get("to").parse::<CentreId>().ok();
    let to = centres(exchange)?
        .into_iter()
        .find(|(one, _)| Some(*one) == typed);
    let frame = exchange.frame("team-transfer-title");
    let head = Head::of(exchange, &frame, &before.own)?;
    let case = before.own.case.id;
    let known = exchange.read(|tx| Ok(of_case(tx, scope, case)?))?;
    let noted = Noted {
        number: head.number,
        from_name: exchange.call.site.heading.centre.clone(),
        to,
        person: head.name,
        parts: parts(exchange, &frame, &before)?,
        waits: known.iter().any(waits),
    };
    let refused = record::<act::CaseTransfer>(exchange, |ctx, allowed, fresh| {
        let (case, edition) = (&fresh.own.case, &fresh.own.edition);
        let done = transfer::hand(ctx, allowed, case, edition, noted.clone(), &form);
        done.map(|(_, drafts)| drafts)
    })?;
    said(exchange, refused, "team-said-handed")
}

fn waits((transfer, reply): &(Transfer, Option<Reply>)) -> bool {
    reply.is_none() && transfer.taken_back.is_none()
}

/// Enters the answer of a service, or takes the note back.
pub(super) fn enter(exchange: &mut Exchange<'_, '_>) -> Answer {
    let scope = here(exchange);
    let case = opened(exchange)?.case.id;
    let all = exchange.read(|tx| Ok(of_case(tx, scope, case)?))?;
    let (known, reply) = all.into_iter().find(waits).ok_or(Problem::NotFound)?;
    let state = exchange.read(|tx| Ok(entity::load(tx, scope, known.id)?))?;
    let words = exchange.form.get("words").to_owned();
    let typed = exchange.form.get("accepted").to_owned();
    let refused = record::<act::CaseTransfer>(exchange, |ctx, allowed, fresh| {
        let about = (&known, &state, &fresh.own.case);
        let reply = reply.as_ref();
        match typed.as_str() {
            "retrait" => {
                let done = reply::take_back(ctx, allowed, about, reply, &words);
                done.map_err(|refusals| at_words(&refusals))
            }
            _ => reply::enter(ctx, allowed, about, reply, (accepted(&typed), &words)),
        }
    })?;
    said(exchange, refused, "team-said-entered")
}

/// The reason of taking back is typed in the field of words.
fn at_words(refusals: &Refusals) -> Refusals {
    let mut moved = Refusals::new();
    for refusal in refusals.as_slice() {
        let mut refusal = refusal.clone();
        if refusal.field.is_some() {
            refusal.field = Some("words".to_owned());
        }
        moved.push(refusal);
    }
    moved
}

pub(super) fn accepted(typed: &str) -> Option<bool> {
    match typed {
        "oui" => Some(true),
        "non" => Some(false),
        _ => None,
    }
}

fn said(exchange: &mut Exchange<'_, '_>, refused: Option<Refusals>, key: &'static str) -> Answer {
    let known = together(exchange)?;
    match refused {
        None => {
            let path = format!("{}/transfert", case_path(known.own.case.id));
            exchange.done(&path, Flash::good(key))
        }
        Some(refusals) => page(exchange, &known, Some(&refusals)),
    }
}

pub(super) fn page(
    exchange: &mut Exchange<'_, '_>,
    known: &Together,
    refused: Option<&Refusals>,
) -> Answer {
    let (scope, id) = (here(exchange), known.own.case.id);
    let all = exchange.read(|tx| Ok(of_case(tx, scope, id)?))?;
    let others = centres(exchange)?;
    let mut frame = exchange.frame("team-transfer-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let choice = |(one, name): (CentreId, String)| Choice::new(one.to_string(), name);
    let back = case_path(id);
    let page = HandPage {
        f,
        form: &form,
        head: Head::of(exchange, f, &known.own)?,
        here: format!("{back}/transfert"),
        back,
        waits: all.iter().any(waits),
        sent: all.iter().map(|one| sent(f, one)).collect(),
        centres: others.into_iter().map(choice).collect(),
        parts: choices(f, "team-part-", Part::ALL.iter().map(|one| one.code())),
        consents: choices(
            f,
            "team-consent-",
            Consent::ALL.iter().map(|one| one.code()),
        ),
        yes_no: ["oui", "non", "retrait"]
            .map(|code| Choice::new(code, f.word("team-answer-", code)))
            .into(),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
