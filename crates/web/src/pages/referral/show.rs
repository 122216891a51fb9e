//! The page of a referral: what was told to whom, where it stands, and what may be done now.

use akwaba_domain::casework::time::civil;
use akwaba_domain::centre::trail::{Event, NOBODY};
use akwaba_domain::policy::{self, Action, Target, Verdict};
use akwaba_domain::referral::link::usual_days;
use akwaba_domain::referral::{Basis, Next, Obstacle, State, ToDo, Via, What, may_recall};
use akwaba_domain::refusal::Refusals;
use akwaba_journal::id::EntityId;
use akwaba_store::local::referral_link::{self, Live};
use askama::Template;

use super::shared::{Opened, delays, is_taken_back, note, opened, path, service_name, state_tag};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::http::Form;
use crate::pages::casework::shared::{Names, case_path, centre, here, moment};
use crate::pages::reception::Staff;
use crate::parts::{Choice, Fields, Notice, Summary, Tag, Tone};
use crate::problem::Problem;

#[derive(Template)]
#[template(path = "referral/show.html")]
struct ShowPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    name: String,
    service: String,
    tags: Vec<Tag>,
    notices: Vec<Notice>,
    facts: Summary,
    history: Vec<(String, String)>,
    path: String,
    back: String,
    answers: Vec<Choice>,
    vias: Vec<Choice>,
    obstacles: Vec<Choice>,
    founded: Vec<Choice>,
    open: bool,
    recall: bool,
    answer: bool,
    review: bool,
    link: Option<Linked>,
    whole: bool,
}

/// The link that serves now.
struct Linked {
    until: String,
    read: String,
}

/// The page.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let opened = opened(exchange)?;
    note(
        exchange,
        opened.referral.sent.person,
        Event::Read,
        "referral.show",
    )?;
    page(exchange, &opened, None)
}

/// Whether the reader may give an opinion on it.
fn reviews(exchange: &Exchange<'_, '_>, opened: &Opened) -> Result<bool, Problem> {
    let target = Target::asked(centre(exchange), opened.referral.by).inside(exchange.room);
    let verdict = policy::decide(exchange.actor()?, Action::ReferralReview, &target);
    Ok(opened.referral.awaits_review() && verdict == Verdict::Granted)
}

pub(super) fn page(
    exchange: &mut Exchange<'_, '_>,
    opened: &Opened,
    refused: Option<&Refusals>,
) -> Answer {
    let (here, centre) = (here(exchange), centre(exchange));
    let review = reviews(exchange, opened)?;
    let now = exchange.call.now.as_microsecond();
    let mut frame = exchange.frame("referral-show-title");
    let days = exchange.read(|tx| Ok(usual_days(delays(tx, centre)?)))?;
    let form = match refused {
        Some(refusals) => Fields::refused(&mut frame, exchange.form.clone(), refusals),
        None => Fields::new(&frame, Form::new().with("days", days.to_string())),
    };
    let f = &frame;
    let (known, sent) = (&opened.referral, &opened.referral.sent);
    let members = sent.together.iter().flat_map(|one| one.members.clone());
    let members: Vec<EntityId> = members.collect();
    let (names, staff, service, delays, live) = exchange.read(|tx| {
        let who = known.past.iter().map(|past| past.by);
        let who = who
            .chain([known.by])
            .chain(known.reviewed.as_ref().map(|r| r.by));
        Ok::<_, Problem>((
            Names::of(tx, here, f, members.iter().copied().chain([sent.person]))?,
            Staff::of(tx, centre, who)?,
            service_name(f, tx, centre, sent.service)?,
            delays(tx, centre)?,
            referral_link::live(tx, here, known.id)?,
        ))
    })?;
    let state = known.state();
    let mut notices = Vec::new();
    if let Some(next) = Next::of(known, delays) {
        let when = moment(f, civil(next.at_micros));
        let (tone, key) = match (next.at_micros <= now, next.what) {
            (false, _) => (Tone::Info, "referral-next-later"),
            (true, ToDo::Remind) => (Tone::Attention, "referral-next-remind"),
            (true, ToDo::AskPerson) => (Tone::Attention, "referral-next-ask"),
        };
        notices.push(Notice::new(tone, f.t1(key, "when", when), ""));
    }
    if is_taken_back(exchange, opened) {
        let said = f.t("referral-confided-withdrawn");
        notices.push(Notice::new(Tone::Attention, said, ""));
    }
    if known.awaits_review() {
        notices.push(Notice::new(
            Tone::Attention,
            f.t("referral-review-awaited"),
            "",
        ));
    }
    let codes = |all: &[State]| all.iter().map(|one| one.code()).collect::<Vec<_>>();
    let vias: Vec<&str> = Via::ENTERED.iter().map(|via| via.code()).collect();
    let obstacles: Vec<&str> = Obstacle::ALL.iter().map(|one| one.code()).collect();
    let page = ShowPage {
        f,
        name: names.name(f, Some(sent.person)),
        service,
        tags: vec![state_tag(f, state)],
        notices,
        facts: facts(f, opened, staff.name(known.by), &members, &names),
        history: history(f, opened, &staff),
        path: path(known.id),
        back: format!("{}/references", case_path(sent.case)),
        answers: form.family("referral-state-", &codes(&State::ANSWERS)),
        vias: form.family("referral-via-", &vias),
        obstacles: form.family("referral-obstacle-", &obstacles),
        founded: form.family("referral-founded-", &["oui", "non"]),
        form: &form,
        open: state.is_open(),
        recall: may_recall(known),
        answer: state.is_open() || state == State::Lost,
        review,
        link: live
            .filter(|_| state.is_open())
            .map(|live| linked(f, &live)),
        whole: matches!(sent.basis, Basis::Consent(_)),
    };
    match refused {
        Some(_) => exchange.again(&page),
        None => exchange.page(&page),
    }
}

fn linked(f: &Frame, live: &Live) -> Linked {
    let args = [
        ("read", u64::from(live.link.openings).into()),
        ("visits", u64::from(live.visits).into()),
    ];
    Linked {
        until: moment(f, civil(live.link.until_micros)),
        read: f.tn("referral-link-read", args),
    }
}

fn facts(f: &Frame, opened: &Opened, by: &str, members: &[EntityId], names: &Names) -> Summary {
    let (known, sent) = (&opened.referral, &opened.referral.sent);
    let basis = match &sent.basis {
        Basis::Consent(_) => f.t("referral-basis-consent"),
        Basis::Confided(_) => f.t("referral-basis-confided"),
        Basis::Exception(ground, words) => format!(
            "{} : {}",
            f.word("referral-ground-", ground.code()),
            words.as_str()
        ),
    };
    let accompanied = if sent.accompanied {
        "referral-accompanied-yes"
    } else {
        "referral-accompanied-no"
    };
    let mut facts = Summary::new(f)
        .row("referral-code", known.code())
        .row("referral-sent-by", by)
        .row("referral-sent-at", moment(f, civil(sent.at_micros)))
        .row("referral-basis", basis);
    if let Some(code) = &sent.code {
        facts = facts.row("referral-under-label", code.as_str());
    }
    if !sent.reason.as_str().is_empty() {
        facts = facts.row("referral-reason", sent.reason.as_str());
    }
    facts = facts
        .row("referral-wanted", sent.wanted.as_str())
        .row("referral-accompanied", f.t(accompanied));
    if let Some(over) = &sent.takes_over {
        facts = facts
            .row("referral-over", over.receiver.as_str())
            .row("referral-over-known", over.known.as_str());
    }
    if !members.is_empty() {
        let members = members.iter().map(|id| names.name(f, Some(*id)));
        facts = facts.row(
            "referral-household-of",
            members.collect::<Vec<_>>().join(", "),
        );
    }
    for shared in &sent.shared {
        let label = f.word("referral-info-", shared.info.code());
        facts = facts.line(label, shared.words.as_str());
    }
    facts
}

/// What happened since, the newest first.
fn history(f: &Frame, opened: &Opened, staff: &Staff) -> Vec<(String, String)> {
    let mut lines = Vec::new();
    if let Some(reviewed) = &opened.referral.reviewed {
        let founded = if reviewed.founded { "oui" } else { "non" };
        let said = f.word("referral-founded-", founded);
        let who = staff.name(reviewed.by);
        let words = reviewed.words.as_str();
        lines.push((who.to_owned(), format!("{said} « {words} »")));
    }
    for past in opened.referral.past.iter().rev() {
        let (said, words) = match &past.what {
            What::Answered {
                state,
                via,
                on,
                obstacle,
                words,
            } => {
                let mut parts = vec![
                    f.word("referral-state-", state.code()),
                    crate::show::civil(on.date()),
                    f.word("referral-via-", via.code()),
                ];
                parts.extend(obstacle.map(|one| f.word("referral-obstacle-", one.code())));
                (parts.join(" · "), words.as_ref())
            }
            What::Reminded(words) => (f.t("referral-reminded"), words.as_ref()),
            What::Recalled(words) => (f.word("referral-state-", "rappele"), Some(words)),
            What::Linked { until_micros, .. } => {
                let until = moment(f, civil(*until_micros));
                (f.t1("referral-link-made", "when", until), None)
            }
            What::Unlinked => (f.t("referral-link-withdrawn"), None),
            What::Opened => (f.t("referral-link-opened"), None),
        };
        let said = match words {
            Some(words) => format!("{said} « {} »", words.as_str()),
            None => said,
        };
        let when = moment(f, civil(past.at_micros));
        let who = match past.by {
            NOBODY => f.t("referral-by-link"),
            worker => staff.name(worker).to_owned(),
        };
        lines.push((format!("{when} · {who}"), said));
    }
    lines
}
