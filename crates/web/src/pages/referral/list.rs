//! Lists of referrals: of a case, those that wait for an answer, those to be reviewed, by code, by service. Only
//! those whose case the reader may open, which the store knows.

use akwaba_domain::casework::time::civil;
use akwaba_domain::policy::Room;
use akwaba_domain::referral::{Next, ToDo};
use akwaba_journal::id::EntityId;
use akwaba_store::projections::referral::{
    ReferralLine, Viewer, by_code, due_count as count_due, of_case as lines_of, to_review,
    to_service, waiting,
};
use askama::Template;

use super::shared::{delays, path, service_name, state_tag};
use crate::exchange::{Answer, Exchange};
use crate::frame::Frame;
use crate::pages::casework::shared::{Names, case_path, centre, hands, here, moment, opened};
use crate::parts::{Empty, Fields, Pager, Tag, Tone};
use crate::problem::Problem;

/// Referrals on one page.
const LINES_MAX: u32 = 50;
const DAY_MICROS: i64 = 24 * 3600 * 1_000_000;

/// A referral in a list.
struct Line {
    path: String,
    name: String,
    meta: String,
    tags: Vec<Tag>,
}

struct Section {
    id: &'static str,
    title: String,
    rows: Vec<Line>,
}

#[derive(Template)]
#[template(path = "referral/list.html")]
struct ListPage<'a> {
    f: &'a Frame,
    form: &'a Fields,
    sections: Vec<Section>,
    pager: Pager,
    empty: Option<Empty>,
    figures: bool,
}

#[derive(Template)]
#[template(path = "referral/case.html")]
struct CasePage<'a> {
    f: &'a Frame,
    name: String,
    rows: Vec<Line>,
    empty: Empty,
    case: String,
    back: String,
}

/// Who reads.
fn viewer(exchange: &Exchange<'_, '_>) -> Result<Viewer, Problem> {
    Ok(Viewer {
        who: exchange.actor()?.account,
        directs: hands(exchange)?.direct(),
        inside: exchange.room == Room::Protected,
    })
}

fn rows(
    exchange: &Exchange<'_, '_>,
    f: &Frame,
    lines: &[ReferralLine],
) -> Result<Vec<Line>, Problem> {
    let (here, centre) = (here(exchange), centre(exchange));
    let now = exchange.call.now.as_microsecond();
    exchange.read(|tx| {
        let names = Names::of(tx, here, f, lines.iter().map(|line| line.person))?;
        let delays = delays(tx, centre)?;
        let mut rows = Vec::new();
        for line in lines {
            let service = service_name(f, tx, centre, line.service)?;
            let sent = f.t1(
                "referral-sent-on",
                "when",
                moment(f, civil(line.sent_micros)),
            );
            let mut tags = vec![state_tag(f, line.state)];
            let next = Next::after(line.state, line.since_micros, line.reminders, delays);
            if let Some(next) = next.filter(|next| next.at_micros <= now) {
                let key = match next.what {
                    ToDo::Remind => "referral-due-remind",
                    ToDo::AskPerson => "referral-due-ask",
                };
                tags.push(Tag::new(Tone::Attention, f.t(key)));
            }
            rows.push(Line {
                path: path(line.id),
                name: names.name(f, Some(line.person)),
                meta: format!("{service} · {sent}"),
                tags,
            });
        }
        Ok(rows)
    })
}

/// How many referrals of cases that the reader may open ask for something now.
pub(in crate::pages) fn due_count(exchange: &Exchange<'_, '_>) -> Result<u64, Problem> {
    let (here, centre) = (here(exchange), centre(exchange));
    let (viewer, now) = (viewer(exchange)?, exchange.call.now.as_microsecond());
    exchange.read(|tx| {
        let delays = delays(tx, centre)?;
        let before = |days: u32| now - i64::from(days) * DAY_MICROS;
        let since = (before(delays.answer), before(delays.again));
        Ok(count_due(tx, here, viewer, since)?)
    })
}

/// Those that wait, those to one service, and those found by the code of a slip.
pub(super) fn show(exchange: &mut Exchange<'_, '_>) -> Answer {
    let (here, viewer) = (here(exchange), viewer(exchange)?);
    let code = exchange.form.get("code").trim().to_uppercase();
    let service = exchange.form.get("service").parse::<EntityId>().ok();
    let page: u32 = exchange.form.get("page").parse().unwrap_or(0);
    let span = (page.saturating_mul(LINES_MAX), LINES_MAX + 1);
    let review = exchange
        .actor()?
        .roles_in(centre(exchange))
        .any(|role| akwaba_domain::policy::may(role, akwaba_domain::Action::ReferralReview));
    let (found, asked, mut listed) = exchange.read(|tx| {
        let found = match shown_code(&code) {
            Some(code) => by_code(tx, here, viewer, &code)?,
            None => Vec::new(),
        };
        let asked = match review && page == 0 && service.is_none() {
            true => to_review(tx, here, viewer, LINES_MAX)?,
            false => Vec::new(),
        };
        let listed = match service {
            Some(service) => to_service(tx, here, viewer, service, span)?,
            None => waiting(tx, here, viewer, span)?,
        };
        Ok::<_, Problem>((found, asked, listed))
    })?;
    let more = listed.len() > LINES_MAX as usize;
    listed.truncate(LINES_MAX as usize);
    let frame = exchange.frame("referral-title");
    let f = &frame;
    let form = Fields::new(f, exchange.form.clone());
    let mut sections = Vec::new();
    let (id, key) = match service {
        Some(_) => ("service", "referral-page-of"),
        None => ("attente", "referral-waiting"),
    };
    for (id, key, lines) in [
        ("trouvees", "referral-found", &found),
        ("avis", "referral-to-review", &asked),
        (id, key, &listed),
    ] {
        if !lines.is_empty() {
            sections.push(Section {
                id,
                title: f.t(key),
                rows: rows(exchange, f, lines)?,
            });
        }
    }
    let at = |page: u32| match service {
        Some(service) => format!("/references?service={service}&page={page}"),
        None => format!("/references?page={page}"),
    };
    let page = ListPage {
        f,
        form: &form,
        empty: sections
            .is_empty()
            .then(|| Empty::new(f, "referral-none", "referral-none-text")),
        sections,
        pager: Pager::new(
            f,
            page.checked_sub(1).map(at),
            more.then(|| at(page.saturating_add(1))),
        ),
        figures: exchange.may_open("/references/chiffres"),
    };
    exchange.page(&page)
}

/// A code as printed, from however it was typed.
fn shown_code(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let groups = [digits.get(0..3)?, digits.get(3..6)?, digits.get(6..9)?];
    (digits.len() == 9).then(|| format!("F {}", groups.join(" ")))
}

/// Those of a case.
pub(super) fn of_case(exchange: &mut Exchange<'_, '_>) -> Answer {
    let known = opened(exchange)?;
    let here = here(exchange);
    let id = known.case.id;
    let lines = exchange.read(|tx| Ok::<_, Problem>(lines_of(tx, here, id)?))?;
    let frame = exchange.frame("referral-case-title");
    let f = &frame;
    let record = known.case.subject.record();
    let names = exchange.read(|tx| Names::of(tx, here, f, record))?;
    let page = CasePage {
        f,
        name: names.name(f, record),
        rows: rows(exchange, f, &lines)?,
        empty: Empty::new(f, "referral-case-none", "referral-case-none-text"),
        case: id.to_string(),
        back: case_path(id),
    };
    exchange.page(&page)
}
