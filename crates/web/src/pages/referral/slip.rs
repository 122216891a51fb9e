//! The slip in three parts: what the centre keeps, what the service reads, what comes back. The part
//! that comes back and the code tell nothing of the person; a confidential place stands nowhere.

use akwaba_domain::casework::time::civil;
use akwaba_domain::centre::trail::Event;
use akwaba_domain::papers::Kind;
use akwaba_domain::referral::State;
use askama::Template;

use super::shared::{is_taken_back, note, opened, path, service_name};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::{Names, centre, here};
use crate::pages::papers::issue_path;
use crate::parts::{Paper, Qr, Signature};
use crate::problem::Problem;
use crate::show;

#[derive(Template)]
#[template(path = "referral/slip.html")]
struct SlipPage<'a> {
    f: &'a Frame,
    paper: Paper,
    back: String,
    pdf: Option<String>,
    code: String,
    qr: Option<Qr>,
    name: String,
    under: String,
    household: String,
    service: String,
    shared: Vec<(String, String)>,
    reason: String,
    wanted: String,
    accompanied: bool,
    /// Into whose hands it is put, and what must be known to take over.
    over: Option<(String, String)>,
    answers: Vec<String>,
    consent: Signature,
    answered: Signature,
}

/// The slip.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let opened = opened(exchange)?;
    let (here, centre) = (here(exchange), centre(exchange));
    let sent = &opened.referral.sent;
    // What was called back, or taken back, goes nowhere any more.
    if opened.referral.state() == State::Recalled || is_taken_back(exchange, &opened) {
        return Err(Problem::NotFound);
    }
    note(exchange, sent.person, Event::Read, "referral.slip")?;
    let frame = exchange.frame(match sent.takes_over {
        Some(_) => "referral-over-slip-title",
        None => "referral-slip-title",
    });
    let f = &frame;
    let (names, service) = exchange.read(|tx| {
        let names = Names::of(tx, here, f, [sent.person])?;
        Ok::<_, Problem>((names, service_name(f, tx, centre, sent.service)?))
    })?;
    let about = (Kind::Referral, opened.referral.id);
    let pdf = issue_path(exchange, sent.case, about)?;
    let code = opened.referral.code();
    let shared = sent.shared.iter();
    let answers = State::ANSWERS.iter();
    let page = SlipPage {
        f,
        paper: Paper::new(f).date(show::day_in_full(f.lang, civil(sent.at_micros).date())),
        back: path(opened.referral.id),
        pdf,
        qr: Qr::of(&code, f.t("referral-code")),
        code,
        // Out of a sealed file the code stands for the name, on what stays here too.
        name: sent.code.as_ref().map_or_else(
            || names.name(f, Some(sent.person)),
            |code| f.t1("referral-under", "code", code.as_str()),
        ),
        under: sent
            .code
            .as_ref()
            .map_or_else(String::new, |code| code.as_str().to_owned()),
        household: sent.together.as_ref().map_or_else(String::new, |together| {
            f.t1("referral-household-count", "count", together.members.len())
        }),
        service,
        shared: shared
            .map(|one| {
                let label = f.word("referral-info-", one.info.code());
                (label, one.words.as_str().to_owned())
            })
            .collect(),
        reason: sent.reason.as_str().to_owned(),
        wanted: sent.wanted.as_str().to_owned(),
        accompanied: sent.accompanied,
        over: sent.takes_over.as_ref().map(|over| {
            let [receiver, known] = [&over.receiver, &over.known].map(|words| words.as_str());
            (receiver.to_owned(), known.to_owned())
        }),
        answers: answers
            .map(|state| f.word("referral-state-", state.code()))
            .collect(),
        consent: Signature::new(f)
            .person(f.t("referral-slip-person"))
            .officer(f.t("referral-slip-worker")),
        answered: Signature::new(f).officer(f.t("referral-slip-service")),
    };
    exchange.page(&page)
}
