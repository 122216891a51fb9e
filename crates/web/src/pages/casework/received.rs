//! The note of a case handed over: on paper, as a file sealed under a passphrase for who has no computer
//! here, and as the centre that it asks reads and answers it.

use akwaba_domain::casework::transfer::{Note, Reply, Transfer};
use akwaba_domain::casework::{carried, reply, time};
use akwaba_domain::centre::passphrase;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::policy::act;
use akwaba_domain::refusal::{Refusal, Refusals};
use akwaba_store::projections::transfer::{asked_of, of_case};
use akwaba_store::{append, entity};
use askama::Template;

use super::shared::{allow, case_path, centre, here, moment, opened, seeing};
use super::together::together;
use super::transfer::{accepted, page, tag};
use crate::exchange::{Answer, Exchange};
use crate::frame::{Flash, Frame};
use crate::http::Response;
use crate::pages::reception::ctx;
use crate::pages::registry::common;
use crate::parts::{Choice, Empty, Fields, Paper, Signature, Tag};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "casework/transfer_note.html")]
struct NotePage<'a> {
    f: &'a Frame,
    paper: Paper,
    back: String,
    facts: Vec<(String, String)>,
    signature: Signature,
}

/// The facts of a note, as its paper and its page show them.
fn facts(f: &Frame, transfer: &Transfer) -> Vec<(String, String)> {
    let note = &transfer.note;
    let mut facts = vec![
        (
            f.t("team-from"),
            format!("{} · {}", note.from_name, note.number),
        ),
        (f.t("team-to"), note.to_name.clone()),
        (f.t("team-person"), note.person.as_str().to_owned()),
        (f.t("team-asked"), note.asked.as_str().to_owned()),
        (f.t("team-known"), note.known.as_str().to_owned()),
    ];
    let care = note.care.as_ref().map(|care| care.as_str().to_owned());
    facts.extend(care.map(|care| (f.t("team-care"), care)));
    let parts = note.parts.iter();
    facts.extend(
        parts.map(|(part, lines)| (f.word("team-part-", part.code()), lines.as_str().to_owned())),
    );
    let mut consent = f.word("team-consent-", note.consent.code());
    if let Some(witness) = note.witness.as_ref() {
        consent = format!("{consent} · {}", witness.as_str());
    }
    facts.push((f.t("team-consent"), consent));
    facts
}

/// The note of the address, of a case that the reader may open.
fn own(exchange: &Exchange<'_, '_>) -> Result<Transfer, Problem> {
    let (scope, case) = (here(exchange), opened(exchange)?.case.id);
    let wanted = exchange.id("transfert")?;
    let all = exchange.read(|tx| Ok(of_case(tx, scope, case)?))?;
    let mut all = all.into_iter().map(|(transfer, _)| transfer);
    all.find(|one| one.id == wanted).ok_or(Problem::NotFound)
}

/// The note as a file sealed under a passphrase: lines of text, for whoever opens it elsewhere.
pub(super) fn sealed(exchange: &mut Exchange<'_, '_>) -> Answer {
    let transfer = own(exchange)?;
    let secret = exchange.form.get("secret").trim().to_owned();
    let mut wrong = Refusals::new();
    if exchange.form.get("again").trim() != secret {
        wrong.push(Refusal::at("again", "export-secret-differs"));
    }
    wrong.take(passphrase::check("secret", &secret, ""));
    let frame = exchange.frame("team-note-title");
    let lines = facts(&frame, &transfer).into_iter();
    let lines: Vec<String> = lines
        .map(|(label, said)| format!("{label} : {said}"))
        .collect();
    let text = format!("{}\n\n{}\n", frame.title(), lines.join("\n\n"));
    let text = carried::write(&text, &transfer.note);
    let sealed = wrong.or(()).and_then(|()| {
        let sealed = exchange.call.doors.seal(&secret, text.as_bytes());
        sealed.map_err(|_| Refusal::at("secret", "export-cannot-seal").into())
    });
    match sealed {
        Ok(bytes) => {
            let allowed = seeing(exchange, transfer.note.case)?;
            common::note(
                exchange,
                &allowed,
                Event::Printed,
                "casework.transfer-sealed",
            )?;
            let name = "akwaba-note.txt.age";
            Ok(Response::download("application/octet-stream", name, bytes))
        }
        Err(refusals) => page(exchange, &together(exchange)?, Some(&refusals)),
    }
}

/// The note on paper.
pub(super) fn note(exchange: &mut Exchange<'_, '_>) -> Answer {
    let transfer = &own(exchange)?;
    let case = transfer.note.case;
    let allowed = seeing(exchange, case)?;
    common::note(exchange, &allowed, Event::Printed, "casework.transfer-note")?;
    let frame = exchange.frame("team-note-title");
    let f = &frame;
    let page = NotePage {
        f,
        paper: Paper::new(f).number(&transfer.note.number),
        back: format!("{}/transfert", case_path(case)),
        facts: facts(f, transfer),
        signature: Signature::new(f)
            .officer(f.t("follow-sign-worker"))
            .person(f.t("follow-sign-person")),
    };
    exchange.page(&page)
}

#[derive(Template)]
#[template(path = "casework/transfers.html")]
struct ReceivedPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    rows: Vec<(String, String, Tag)>,
    empty: Empty,
}

/// The notes that ask this centre: from where and which number, no name.
pub(super) fn received(exchange: &mut Exchange<'_, '_>) -> Answer {
    received_page(exchange, None)
}

/// Takes in a note that another installation sealed in a file.
pub(super) fn carry_in(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::TransferAnswer>(exchange)?;
    let (scope, now) = (here(exchange), exchange.call.now);
    let note = match carried_note(exchange) {
        Ok(note) => note,
        Err(refusal) => return received_page(exchange, Some(&refusal.into())),
    };
    let written = exchange.write(|tx, writing| {
        let known = entity::load(tx, scope, carried::entity(&note))?;
        let ctx = ctx(now, writing);
        let (id, drafts) = carried::receive(&ctx, &allowed, &known, note.clone())?;
        append(tx, writing, drafts)?;
        Ok(id)
    });
    match written {
        Ok(id) => exchange.done(
            &format!("/transferts/{id}"),
            Flash::good("team-said-carried"),
        ),
        Err(Problem::Refused(refusals)) => received_page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

/// The note in the file that was sent.
fn carried_note(exchange: &Exchange<'_, '_>) -> Result<Note, Refusal> {
    let file = exchange
        .form
        .file("file")
        .filter(|file| !file.bytes.is_empty());
    let file = file.ok_or_else(|| Refusal::at("file", "team-carried-missing"))?;
    let secret = exchange.form.get("secret").trim();
    let opened = exchange.call.doors.unseal(secret, &file.bytes);
    let opened = opened.map_err(|_| Refusal::at("secret", "team-carried-closed"))?;
    carried::read(&opened).ok_or_else(|| Refusal::at("file", "team-carried-unread"))
}

fn received_page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let centre = centre(exchange);
    let all = exchange.read(|tx| Ok(asked_of(tx, centre)?))?;
    let mut frame = exchange.frame("team-transfers-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let row = |(transfer, reply): &(Transfer, Option<Reply>)| {
        let note = &transfer.note;
        let when = moment(f, time::civil(note.at_micros));
        let label = format!("{} · {} · {when}", note.from_name, note.number);
        let path = format!("/transferts/{}", transfer.id);
        (path, label, tag(f, transfer, reply.as_ref()))
    };
    let page = ReceivedPage {
        f,
        form: &form,
        rows: all.iter().map(row).collect(),
        empty: Empty::new(f, "team-transfers-none", "team-transfers-none-text"),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

#[derive(Template)]
#[template(path = "casework/transfer_answer.html")]
struct AnswerPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    here: String,
    facts: Vec<(String, String)>,
    tag: Tag,
    waits: bool,
    accepted: bool,
    yes_no: Vec<Choice>,
}

fn asked(exchange: &Exchange<'_, '_>) -> Result<(Transfer, Option<Reply>), Problem> {
    let (centre, wanted) = (centre(exchange), exchange.id("id")?);
    let all = exchange.read(|tx| Ok(asked_of(tx, centre)?))?;
    let mut all = all.into_iter();
    all.find(|(transfer, _)| transfer.id == wanted)
        .ok_or(Problem::NotFound)
}

/// A note that asks this centre.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (transfer, _) = asked(exchange)?;
    let allowed = seeing(exchange, transfer.id)?;
    common::note(
        exchange,
        &allowed,
        Event::Read,
        "casework.transfer-received",
    )?;
    answer_page(exchange, None)
}

/// Takes over, or refuses to.
pub(super) fn answer(exchange: &mut Exchange<'_, '_>) -> Answer {
    let allowed = allow::<act::TransferAnswer>(exchange)?;
    let (transfer, _) = asked(exchange)?;
    let (centre, now) = (centre(exchange), exchange.call.now);
    let typed = accepted(exchange.form.get("accepted"));
    let words = exchange.form.get("words").to_owned();
    let written = exchange.write(|tx, writing| {
        let all = asked_of(tx, centre)?;
        let fresh = all.iter().find(|(one, _)| one.id == transfer.id);
        let (fresh, known) = fresh.ok_or(Problem::NotFound)?;
        let said = (typed, words.as_str());
        let drafts = reply::answer(
            &mut ctx(now, writing),
            &allowed,
            fresh,
            known.as_ref(),
            said,
        )?;
        append(tx, writing, drafts)?;
        Ok(())
    });
    match written {
        Ok(()) => {
            let path = format!("/transferts/{}", transfer.id);
            exchange.done(&path, Flash::good("team-said-answered"))
        }
        Err(Problem::Refused(refusals)) => answer_page(exchange, Some(&refusals)),
        Err(problem) => Err(problem),
    }
}

fn answer_page(exchange: &mut Exchange<'_, '_>, refused: Option<&Refusals>) -> Answer {
    let (transfer, reply) = asked(exchange)?;
    let mut frame = exchange.frame("team-note-title");
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, exchange.form.clone()),
    };
    let f = &frame;
    let page = AnswerPage {
        f,
        form: &form,
        here: format!("/transferts/{}", transfer.id),
        facts: facts(f, &transfer),
        tag: tag(f, &transfer, reply.as_ref()),
        waits: reply.is_none(),
        accepted: reply.is_some_and(|reply| reply.accepted),
        yes_no: ["oui", "non"]
            .map(|code| Choice::new(code, f.word("team-answer-", code)))
            .into(),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}
